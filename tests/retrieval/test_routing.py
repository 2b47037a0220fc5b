"""Which documents a question names."""

import pytest

from assistant.retrieval.routing import route, written_names

KNOWN = [
    ("partner", "Quillmere Pharma, Inc.", "licence"),
    ("partner", "Quillmere Pharma, Inc.", "minutes"),
    ("alliance", "Larch", "minutes"),
    ("partner", "Vessandra Bio", "co-promotion"),
    ("person", "Helga Maartens", "handover"),
    ("asset", "栎岚医药", "asia"),
    ("title", "Launch checklist", "launch"),
]


@pytest.mark.parametrize(
    ("question", "documents", "remainder"),
    [
        ("How long is the notice to Quillmere Pharma?", {"licence", "minutes"}, "how long is the notice to"),
        ("notice period of QUILLMERE PHARMA INC", {"licence", "minutes"}, "notice period of"),
        ("What did the Larch JSC decide on Quillmere Pharma?", {"minutes"}, "what did the jsc decide on"),
        ("What did Maartens say about the handover?", {"handover"}, "what did say about the handover"),
        ("Compare Vessandra Bio and Larch", {"co-promotion", "minutes"}, "compare and"),
        ("栎岚医药的首付款", {"asia"}, "的 首付款"),
        ("What is in the launch checklist?", {"launch"}, "What is in the launch checklist?"),
        ("What is a joint steering committee?", set(), "what is a joint steering committee"),
        ("", set(), ""),
    ],
)
def test_named_documents_and_the_rest_of_the_question(question: str, documents: set[str], remainder: str) -> None:
    found = route(question, KNOWN)
    assert found.documents == documents
    assert found.remainder == remainder


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What is Pfizer's policy?", ["Pfizer"]),
        ("Does the JSC meet Acme or Beta, and Acme again?", ["Acme", "Beta"]),
        ("Who chairs it?", []),
        ("Pfizer has which policy?", []),
    ],
)
def test_words_written_like_names(question: str, names: list[str]) -> None:
    assert written_names(question) == names


ALIASES = [("京东健康", "Vessandra Bio"), ("Pellmoor", "Vessandra Bio")]


@pytest.mark.parametrize(
    ("question", "documents", "others"),
    [
        ("京东健康的通知期", {"co-promotion"}, ["pellmoor", "vessandra bio"]),
        ("What was Pellmoor called later?", {"co-promotion"}, ["vessandra bio", "京东 健康"]),
        ("Who signed for Vessandra Bio?", {"co-promotion"}, ["pellmoor", "京东 健康"]),
        ("Who signed for Larch?", {"minutes"}, []),
    ],
)
def test_what_has_several_names_is_found_by_each(question: str, documents: set[str], others: list[str]) -> None:
    found = route(question, KNOWN, ALIASES)
    assert found.documents == documents
    assert sorted(found.others) == others
