"""A model is named in the settings; what it lacks is said before the first question."""

from pathlib import Path

import pytest
from langchain_core.messages import AIMessageChunk

from assistant.build import assistant_from
from assistant.errors import AllyError, UsageError
from assistant.models import Tally, model_from
from assistant.types import Usage
from tests.conftest import Ally, write
from tests.models.conftest import Known


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("gpt-5-mini", "name it as provider:model, such as openai:gpt-5-mini, or 'extractive'"),
        ("openai:", "name it as provider:model"),
        ("openai:gpt-5-mini", "it needs a key; set OPENAI_API_KEY"),
        ("anthropic:claude-sonnet-4-5", "it needs a key; set ANTHROPIC_API_KEY"),
        ("mistralai:small", "its package is not installed: "),
        ("nobody:nothing", "cannot be used: "),
    ],
)
def test_what_a_model_lacks_is_said_in_one_line(name: str, says: str) -> None:
    with pytest.raises(AllyError) as refused:
        model_from(name, None, 30, environment={})
    assert says in str(refused.value)
    assert str(refused.value).startswith(f"model = {name!r}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "url", "environment"),
    [
        ("openai:local", "http://127.0.0.1:1/v1", {}),
        ("openai:gpt-5-mini", None, {"OPENAI_API_KEY": "secret"}),
    ],
)
def test_a_key_is_asked_for_only_where_it_is_needed(name: str, url: str | None, environment: dict[str, str]) -> None:
    assert model_from(name, url, 30, environment).name == name


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"model": "gpt-5-mini"}, "model = 'gpt-5-mini': name it as provider:model"),
        (
            {"model": "openai:local", "prompts": Path("nowhere")},
            "nowhere: no such folder; prompts are looked for in it",
        ),
    ],
)
def test_there_is_no_assistant_with_a_model_that_cannot_be_had(
    known: Known, settings: dict[str, object], says: str
) -> None:
    chosen = known.settings.model_copy(update={"model_url": "http://127.0.0.1:1/v1", **settings})
    with pytest.raises(UsageError) as refused:
        assistant_from(known.knowledge, chosen)
    assert str(refused.value).startswith(says)


def test_the_command_line_says_so_at_once(ally: Ally, monkeypatch: pytest.MonkeyPatch) -> None:
    write(ally.data.parent / "files", {"note.txt": "The Heron alliance ends in May.\n"})
    assert ally.run("ingest", ally.data.parent / "files").returncode == 0
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setenv("ALLY_MODEL", "openai:gpt-5-mini")
    done = ally.run("ask", "When does Heron end?")
    assert done.stderr == "ally: model = 'openai:gpt-5-mini': it needs a key; set OPENAI_API_KEY\n"
    assert done.returncode == 2


def test_what_several_pieces_took_is_added_up() -> None:
    tally = Tally()
    for chunk in (
        AIMessageChunk(content="\n", usage_metadata={"input_tokens": 100, "output_tokens": 1, "total_tokens": 101}),
        AIMessageChunk(content="Ninety", response_metadata={"cost": {"not": "a number"}}),
        AIMessageChunk(content="", response_metadata={"cost": 0.002}),
        AIMessageChunk(content="", usage_metadata={"input_tokens": 0, "output_tokens": 9, "total_tokens": 9}),
    ):
        tally.add(chunk)
    assert tally.begun
    assert tally.usage == Usage(input_tokens=100, output_tokens=10, cost=0.002)


def test_what_is_not_told_is_not_made_up() -> None:
    tally = Tally()
    tally.add(AIMessageChunk(content=" \n"))
    assert not tally.begun
    assert tally.usage is None
