"""Which documents a question names, through names as people write them."""

from dataclasses import dataclass

import pytest

from assistant.retrieval.names import known_names
from assistant.retrieval.routing import Route, route

KNOWN = [
    ("partner", "Quillmere Pharma, Inc.", "licence"),
    ("partner", "Quillmere Pharma, Inc.", "minutes"),
    ("alliance", "Larch", "minutes"),
    ("partner", "Vessandra Bio", "co-promotion"),
    ("partner", "R. C. Ostrander Enterprises, L.L.C.", "sponsorship"),
    ("partner", "Thistle-Okafor Data Systems plc", "hosting"),
    ("person", "Helga Maartens", "handover"),
    ("asset", "栎岚医药股份有限公司", "asia"),
    ("title", "Launch checklist", "launch"),
    ("title", "Licence Agreement (Quillmere Pharma)", "licence"),
]
ALIASES = [("京东健康", "Vessandra Bio"), ("Pellmoor", "Vessandra Bio"), ("Project Reed", "Nobody Visible Ltd")]
ORDINARY = {"data": 0.1, "system": 0.1, "launch": 0.2, "checklist": 0.5, "enterpris": 0.2}


@dataclass(frozen=True)
class Usage:
    """Names are used of those who go by them alone; ordinary words are used everywhere."""

    words: frozenset[str] = frozenset({"committee", "notice"})

    def frequency(self, term: str) -> int:
        return int(term in self.words or term in ORDINARY)

    def specificity(self, text: str, documents: frozenset[str]) -> float:
        return ORDINARY.get(text, 1.0)

    def speaking_of(self, term: str) -> frozenset[str]:
        return frozenset({"article"}) if term == "walrus" else frozenset()


def routed(question: str) -> Route:
    return route(question, known_names(KNOWN, ALIASES), Usage())


@pytest.mark.parametrize(
    ("question", "groups"),
    [
        ("How long is the notice to Quillmere Pharma?", [{"licence", "minutes"}]),
        ("notice period of QUILLMERE PHARMA INC", [{"licence", "minutes"}]),
        ("Does quillmere's notice run out?", [{"licence", "minutes"}]),
        ("What does the Quillmere licence agreement say?", [{"licence"}]),
        ("What did the Larch JSC decide on Quillmere Pharma?", [{"minutes"}]),
        ("What did Maartens say about it?", [{"handover"}]),
        ("What did H. Maartens say?", [{"handover"}]),
        ("Did Quilmere agree?", [{"licence", "minutes"}]),
        ("Can VessandraBio leave?", [{"co-promotion"}]),
        ("Who signed for RC Ostrander?", [{"sponsorship"}]),
        ("Who runs TODS?", [{"hosting"}]),
        ("Who owns the data of the systems?", [{"hosting"}]),
        ("栎岚医药的首付款", [{"asia"}]),
        ("京东健康的通知期", [{"co-promotion"}]),
        ("What was Pellmoor called later?", [{"co-promotion"}]),
        ("Compare Vessandra Bio with Helga Maartens", [{"co-promotion"}, {"handover"}]),
        ("What does it say of the Walrus?", [{"article"}]),
        ("What is Project Reed?", []),
        ("What is a joint steering committee?", []),
        ("", []),
    ],
)
def test_the_documents_that_are_named(question: str, groups: list[set[str]]) -> None:
    assert sorted(map(sorted, routed(question).groups)) == sorted(map(sorted, groups))


@pytest.mark.parametrize(
    ("question", "is_plain"),
    [
        ("How long is the notice to Quillmere?", True),
        ("京东健康的通知期", True),
        ("Who owns the data of the systems?", False),
        ("What is in the launch checklist?", False),
        ("What is a joint steering committee?", False),
    ],
)
def test_how_plainly(question: str, is_plain: bool) -> None:
    assert routed(question).is_plain is is_plain


@pytest.mark.parametrize(
    ("question", "remainder"),
    [
        ("How long is the notice to Quillmere Pharma?", "How long is the notice to ?"),
        ("Consider the licence of Quillmere Pharma, Inc.; who may end it?", "who may end it?"),
        ("In the Larch alliance, who decides?", "who decides?"),
        ("When Quillmere leaves, what must Larch pay?", "When leaves, what must pay?"),
        ("Who is Helga Maartens?", "Who is Helga Maartens?"),
        ("What is a joint steering committee?", "What is a joint steering committee?"),
        ("栎岚医药的首付款", "的首付款"),
    ],
)
def test_what_is_left_of_the_question(question: str, remainder: str) -> None:
    assert routed(question).remainder == remainder


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("京东健康的通知期", ["Pellmoor", "Vessandra Bio"]),
        ("Who signed for Vessandra Bio?", ["Pellmoor", "京东健康"]),
        ("Who signed for Larch?", []),
    ],
)
def test_what_has_several_names_is_looked_for_under_each(question: str, others: list[str]) -> None:
    assert sorted(routed(question).others) == others
