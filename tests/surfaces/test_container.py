"""The files that containers are made from say what the program says: its port, its settings, its commands."""

import re
import tomllib
from pathlib import Path

import typer.main
import yaml

from assistant.cli import app
from assistant.settings import Settings, variable

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
IGNORED = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
COMPOSE = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))


def test_the_image_runs_without_rights_and_can_tell_whether_it_is_well() -> None:
    lines = DOCKERFILE.splitlines()
    assert lines.index("USER ally") < next(n for n, line in enumerate(lines) if line.startswith("ENTRYPOINT"))
    assert "/readyz" in DOCKERFILE
    assert "--require-hashes" in DOCKERFILE


def test_the_image_is_made_of_the_packages_and_of_nothing_else_that_lies_beside_them() -> None:
    everything, *taken = [line for line in IGNORED if not line.startswith(("#", "**"))]
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    wanted = {*packages["targets"]["wheel"]["packages"], "LICENSE", "README.md", "pyproject.toml", "requirements.lock"}
    assert (everything, {line.removeprefix("!") for line in taken}) == ("*", wanted)


def test_its_command_is_one_that_there_is() -> None:
    [command] = re.findall(r"^CMD \[(.*)\]$", DOCKERFILE, re.MULTILINE)
    serve, *words = command.replace('"', "").split(", ")
    group = typer.main.get_command(app)
    known = {name for each in group.commands[serve].params for name in each.opts}  # type: ignore[attr-defined]
    assert {word for word in words if word.startswith("--")} <= known


def test_the_composition_is_closed_and_names_settings_that_there_are() -> None:
    service = COMPOSE["services"]["ally"]
    assert (service["read_only"], service["cap_drop"], service["user"]) == (True, ["ALL"], "10001")
    named = {*service["environment"], *re.findall(r"ALLY_\w+", DOCKERFILE)}
    assert named <= {variable(key) for key in Settings.model_fields}
    port = re.findall(r"^EXPOSE (\d+)$", DOCKERFILE, re.MULTILINE)
    assert service["ports"] == [f"127.0.0.1:{port[0]}:{port[0]}"]
    mounted = [volume.split(":")[1] for volume in service["volumes"]]
    assert all(place in DOCKERFILE for place in mounted)
