"""First questions: drawn from what this caller may see, on the subjects there are, and answered there."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from tests.service.conftest import Service, informed, serviced

CORPUS = Path(__file__).parents[2] / "examples" / "corpus"


@pytest.fixture(scope="module")
def of_corpus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that knows the sample corpus."""
    data = tmp_path_factory.mktemp("starters") / "data"
    informed(data, CORPUS, {})
    with serviced(data) as service:
        yield service


def starters(service: Service, header: dict[str, str], language: str = "en") -> dict[str, list[str]]:
    found: dict[str, Any] = service.client.get(f"/v1/starters?language={language}", headers=header).json()
    return {each["subject"]: each["questions"] for each in found["starters"]}


def test_newcomers_are_told_where_to_start(of_corpus: Service) -> None:
    found = starters(of_corpus, of_corpus.key())
    assert found["start"] == [
        "What is a JSC?",
        "What are the steps in “Alliance launch checklist, the first 100 days”?",
        "Who owns the Larch alliance?",
    ]
    assert list(found) == ["start", "playbooks", "agreements", "decisions", "experience"]


@pytest.mark.parametrize(
    ("cleared", "language"), [((), "en"), ((), "zh"), (("public",), "en"), (("partner:ostrelle", "internal"), "en")]
)
def test_every_first_question_has_an_answer(of_corpus: Service, cleared: tuple[str, ...], language: str) -> None:
    header = of_corpus.key(*cleared)
    for question in chain.from_iterable(starters(of_corpus, header, language).values()):
        answer = of_corpus.client.post("/v1/ask", json={"question": question}, headers=header).json()
        assert answer["status"] == "answered", question


def test_where_nothing_may_be_seen_nothing_is_suggested(of_corpus: Service) -> None:
    reply = of_corpus.client.get("/v1/starters", headers=of_corpus.key("team:nobody"))
    assert reply.json() == {"starters": [], "documents": 0}


def test_where_documents_have_nothing_to_begin_with_nothing_is_suggested(service: Service) -> None:
    assert service.client.get("/v1/starters").json() == {"starters": [], "documents": 3}
