"""CUAD's questions as people would put them: each clause in many wordings, the parties by the names people use."""

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

WORDINGS = Path(__file__).with_name("wordings.toml")
SHARE_OF_TEMPLATES = 0.12  # how many questions keep CUAD's own wording

_ASKED = re.compile(r"Consider the (?P<title>.+?)(?:,? between (?P<parties>.+))?; ?(?P<question>[^;]+)$", re.DOTALL)
_DEFINED = re.compile(r"[\"“”]|\b(?:collectively|individually|hereinafter)\b")  # 'together the "Parties"' is no name
_FORMS = re.compile(
    r"[\s,]+(?:inc|incorporated|corp|corporation|co|company|ltd|limited|llc|lp|plc|gmbh|ag|sa|se|bv|nv|kk)\.?$", re.I
)
_DEALS = (
    "our agreement with {a}",
    "our contract with {b}",
    "the {a} agreement",
    "the {b} deal",
    "the deal between {a} and {b}",
    "the contract of {a} and {b}",
    "the {title}",
    "the {title} with {a}",
    "this agreement",
    "this contract",
    "the agreement",
)


@dataclass(frozen=True)
class Asked:
    """A template question taken apart: the agreement's title, its parties, and the question itself."""

    whole: str
    title: str
    parties: Sequence[str]


def taken_apart(question: str) -> Asked:
    """The parts of "Consider the TITLE between PARTY; PARTY; QUESTION"."""
    match = _ASKED.match(question)
    if match is None:
        return Asked(question, "agreement", ())
    named = map(_bare, re.split(r";| and (?=[A-Z])", match["parties"] or ""))
    return Asked(
        question, match["title"].strip(" ,."), [party for party in named if party and not _DEFINED.search(party)]
    )


class Wordings:
    """The wordings of every clause, those to train on or those to judge by."""

    def __init__(self, held_out: bool) -> None:
        clauses = tomllib.loads(WORDINGS.read_text(encoding="utf-8"))
        self._wordings = {clause: each["held_out" if held_out else "train"] for clause, each in clauses.items()}

    def ask(self, asked: Asked, clause: str, chance: random.Random) -> str:
        """The question about a clause in one of its wordings."""
        parties = list(asked.parties) or ["the other side", "the counterparty"]
        chance.shuffle(parties)
        names = {"a": _short(parties[0], chance), "b": _short(parties[-1 if len(parties) > 1 else 0], chance)}
        if names["a"] == names["b"]:
            names["b"] = chance.choice(("the other party", "the other side", "us"))
        deal = chance.choice(_DEALS).format(title=asked.title, **names)
        question: str = chance.choice(self._wordings[clause]).format(deal=deal, **names)
        return question[0].upper() + question[1:] if question.endswith("?") else question


def _bare(party: str) -> str:
    """The party without its form of incorporation."""
    name = " ".join(party.split()).strip(" ,;.")
    while (shorter := _FORMS.sub("", name)) != name:
        name = shorter
    return name


def _short(party: str, chance: random.Random) -> str:
    """The party as it is called between colleagues: often by its first word or two."""
    words = party.split()
    kept = chance.choice((len(words), len(words), 2, 1))
    return " ".join(words[:kept]) if len(words[0]) > 3 else party
