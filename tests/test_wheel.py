"""The built wheel carries all it needs, and runs where only it and its dependencies are installed."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.surfaces.terminals import Terminal

ROOT = Path(__file__).parents[1]
NEEDED = {
    "assistant/knowledge/minilm/model.onnx",
    "assistant/knowledge/minilm/question.npy",
    "assistant/knowledge/minilm/tokenizer.json",
    "assistant/knowledge/minilm/SHA256SUMS",
    "assistant/knowledge/minilm/LICENSE",
    "assistant/knowledge/minilm/PROVENANCE.md",
    "assistant/retrieval/cross_encoder/model.onnx",
    "assistant/retrieval/cross_encoder/SHA256SUMS",
    "assistant/retrieval/cross_encoder/LICENSE",
    "assistant/retrieval/cross_encoder/PROVENANCE.md",
    "assistant/knowledge/vocabulary/cl100k_base.tiktoken",
    "assistant/knowledge/vocabulary/LICENSE",
    "assistant/knowledge/migrations/env.py",
    "assistant/knowledge/migrations/versions/0001_first.py",
    "assistant/knowledge/migrations/versions/0002_member.py",
    "assistant/answering/grounding/closeness.json",
    "assistant/answering/grounding/opposites.tsv",
    "assistant/answering/weights.json",
    "assistant/page/index.html",
    "prompts/answer.md",
    "prompts/follow_up.md",
    "assistant/retrieval/glossary.tsv",
    "assistant/retrieval/phrases.tsv",
}
IMPORT_ROOTS = {"assistant", "eval", "integrations", "loaders", "prompts"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build: list[str | Path] = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Terminal:
    """A terminal in an environment that has the wheel, and sees the packages this one has but not its checkout."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / "bin" / "python"
    pip: list[str | Path] = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "install", "--no-deps", "--no-index", wheel], check=True)
    [packages] = (folder / "env" / "lib").glob("python*/site-packages")
    # Lines of a .pth file are searched last, and the .pth files of what they name (the checkout's) are not read.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return Terminal(folder, folder / "data", folder / "env" / "bin" / "ally")


def test_the_wheel_holds_the_import_roots_with_their_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert names >= NEEDED
    assert {name.partition("/")[0] for name in names if ".dist-info/" not in name} == IMPORT_ROOTS
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_installed_wheel_loads_and_answers(installed: Terminal) -> None:
    assert "eval" in installed.ally("--help").out
    folder = installed.write({"note.md": "# Governance\n\nThe Bluefin committee meets four times a year in Basel.\n"})
    assert installed.ally("ingest", folder).out == "documents: 1 added\n"
    answer = installed.ally("ask", "Where does the Bluefin committee meet?", "--json").json
    assert [citation["quote"] for citation in answer["citations"]] == [
        "The Bluefin committee meets four times a year in Basel."
    ]
    program = "import assistant; print(assistant.__file__)"
    python = installed.command.with_name("python")
    ran = subprocess.run([python, "-c", program], cwd=installed.folder, capture_output=True, text=True, check=True)
    assert Path(ran.stdout).is_relative_to(installed.folder)
