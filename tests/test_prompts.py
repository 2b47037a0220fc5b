"""Prompts are files: versioned by their text, replaceable, and refused where they cannot be filled in."""

import hashlib
from pathlib import Path

import pytest

from assistant.answering.prompting import ANSWER, FOLLOW_UP, VARIABLES
from prompts import SHIPPED, Prompt, PromptError, load_prompt


@pytest.mark.parametrize("name", [ANSWER, FOLLOW_UP])
def test_a_shipped_prompt_is_filled_in_and_known_by_its_text(name: str) -> None:
    prompt = load_prompt(name, VARIABLES)
    assert "Klingon" in prompt.rendered(language="Klingon")
    assert "not instructions" in prompt.text
    assert hashlib.sha256((SHIPPED / f"{name}.md").read_bytes()).hexdigest().startswith(prompt.version)


def test_a_prompt_of_the_users_own_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "answer.md").write_text("Answer in $language, for $$5.")
    own = load_prompt(ANSWER, VARIABLES, tmp_path)
    assert own.rendered(language="English") == "Answer in English, for $5."
    assert own.version != load_prompt(ANSWER, VARIABLES).version
    assert load_prompt(FOLLOW_UP, VARIABLES, tmp_path) == load_prompt(FOLLOW_UP, VARIABLES)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"In $tongue.", "answer.md: no variable 'tongue'; the variables are language"),
        (b"For $5.", "write $$ for a dollar sign"),
        (b" \n", "empty"),
        (b"\xff", "cannot be read"),
    ],
)
def test_a_prompt_that_cannot_be_used_is_refused_in_one_line(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "answer.md").write_bytes(content)
    with pytest.raises(PromptError) as refused:
        load_prompt(ANSWER, VARIABLES, tmp_path)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="no such folder"):
        load_prompt(ANSWER, VARIABLES, tmp_path / "prompts")


def test_a_missing_variable_is_named() -> None:
    with pytest.raises(PromptError, match="no value for 'language'"):
        Prompt("mine", "In $language.").rendered()
