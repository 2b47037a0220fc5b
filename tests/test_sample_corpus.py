"""The sample corpus's binary files are what its script makes of their sources, on every run."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "scripts" / "make_sample_corpus.py"
CORPUS = ROOT / "examples" / "corpus"


def make(folder: Path) -> dict[str, bytes]:
    subprocess.run([sys.executable, SCRIPT, folder], check=True, capture_output=True)
    return binaries(folder)


def binaries(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.suffix in {".docx", ".pdf"}
    }


def test_the_committed_files_are_what_the_script_makes(tmp_path: Path) -> None:
    made, committed = make(tmp_path), binaries(CORPUS)
    assert made.keys() == committed.keys()
    changed = [name for name in made if made[name] != committed[name]]
    assert not changed, "run: python scripts/make_sample_corpus.py"


def test_every_run_gives_the_same_bytes(tmp_path: Path) -> None:
    assert make(tmp_path / "first") == make(tmp_path / "second")
