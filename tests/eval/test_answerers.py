"""The assistant in this process and a running service give the same answer to a case."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.cli.remote import KEY, ServiceError
from assistant.settings import load_settings
from assistant.types import Answer
from eval.answerers import Asked, at_service, over_corpus
from eval.cases import Exchange
from tests.eval.answered import case
from tests.service.listening import Listening, listening

FOLLOW_UP = case(
    question="And how often does it meet?",
    history=[Exchange(question="What is the launch committee of Heron?", answer="A committee of both companies.")],
)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Listening]:
    with listening(tmp_path_factory.mktemp("service")) as running:
        yield running


def told(asked: Asked) -> tuple[object, ...]:
    """What does not differ from one asking to the next."""
    answer: Answer = asked.answer
    return answer.text, answer.status, answer.support, answer.standalone_question, [hit.text for hit in asked.found]


async def test_a_service_answers_as_the_assistant_does(
    service: Listening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = load_settings(data=tmp_path, rerank=False)
    with over_corpus([service.terminal.folder / "documents"], "digest", settings) as assistant:
        here = await assistant(FOLLOW_UP)
    assert "twice a year" in here.answer.text
    monkeypatch.setenv(KEY, service.everything)
    async with at_service(service.address) as remote:
        assert told(await remote(FOLLOW_UP)) == told(here)
    monkeypatch.setenv(KEY, "ally_wrong")
    async with at_service(service.address) as remote:
        with pytest.raises(ServiceError, match=service.address):
            await remote(FOLLOW_UP)
