"""A question taken apart: its kind, and what it is about, in the language of the source that it is held against."""

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answering.question_kinds import QuestionType
from assistant.answering.question_types import question_type
from assistant.knowledge.lexical import LexicalIndex, Scope
from assistant.knowledge.terms import content_terms, is_chinese, terms, words
from assistant.retrieval.glossary import Glossary

_WORD = re.compile(r"[\w'’-]+")
LONGEST_NAME = 4  # words

# Words that say how the question is put, in a question of this kind.
_ASKING: Mapping[QuestionType, frozenset[str]] = {
    "compare": frozenset(
        terms(
            "compare compared comparison differ differs difference different disagree versus vs opinion opinions view "
            "views position positions side give people interviewees guests speakers authors "
            "区别 不同 差异 比较 对比 分歧 看法 意见"
        )
    ),
    "list": frozenset(terms("list name all every each everything case cases order full complete 哪些 列出")),
    "how_to": frozenset(terms("steps step checklist everything give 怎么办 步骤 清单 流程 如何")),
    "change": frozenset(terms("changed change changes everything since exactly 变化 修改")),
    "amount": frozenset(terms("long much many often far soon quickly early")),
    "definition": frozenset(
        terms("mean means meaning stand stands define defined definition explain term 意思 含义 定义")
    ),
    "said": frozenset(terms("think thinks thought warn opinion view advice 认为 觉得 看法 意见 观点")),
}
# Little words that a Chinese question has and its English gloss keeps.
_GLOSSED = frozenset(
    terms("respectively usually generally still directly within under case may must can want need long many much way")
)


@dataclass(frozen=True)
class Wording:
    """One wording of a question: how much each of its terms weighs, and which terms together may stand for one."""

    text: str
    weights: Mapping[str, float]
    others: Mapping[str, Sequence[frozenset[str]]]

    def covered(self, having: frozenset[str]) -> frozenset[str]:
        """Those of the terms that are among `having`, under their own or under another name."""
        own = having.intersection(self.weights)
        return own.union(term for term, others in self._named_otherwise if any(other <= having for other in others))

    @cached_property
    def _named_otherwise(self) -> Sequence[tuple[str, Sequence[frozenset[str]]]]:
        return [(term, others) for term in self.weights if (others := self.others.get(term))]

    def share(self, covered: frozenset[str]) -> float:
        """How much of the question, by weight, the covered terms make up, from 0 to 1."""
        # Summed exactly: the order of a set is another one in every process.
        return math.fsum(self.weights[term] for term in covered) / (math.fsum(self.weights.values()) or 1.0)

    def naming(self, title: str) -> frozenset[str]:
        """The terms that name the document of this title: those of the title that are written like names."""
        return self._written_as_names.intersection(terms(title))

    @cached_property
    def _written_as_names(self) -> frozenset[str]:
        written = (having for word, having in self._words if not word[0].islower() and word.isascii())
        return frozenset().union(*written)

    @cached_property
    def _words(self) -> Sequence[tuple[str, frozenset[str]]]:
        """The words of the text, each with its terms."""
        return [(word, frozenset(terms(word))) for word in _WORD.findall(self.text)]

    def remainder(self, title: str) -> str:
        """The text without the words that name the document; as it is, where that would leave nothing."""
        named = self.naming(title)
        rest = " ".join(word for word, having in self._words if not having <= named)
        return rest if named and content_terms(rest) else self.text

    def without(self, left_out: Collection[str]) -> "Wording":
        """The wording without some of its terms; as it is, where that would leave none."""
        weights = {term: weight for term, weight in self.weights.items() if term not in left_out}
        return replace(self, weights=weights) if weights else self


@dataclass(frozen=True)
class Asked:
    """A question, its kind, and its wordings: as it was put, and in English where it was put in Chinese."""

    question: str
    type: QuestionType
    own: Wording
    english: Wording

    def wording_for(self, text: str) -> Wording:
        """The wording in the language of the text."""
        return self.own if is_chinese(text) else self.english

    def without(self, terms: Collection[str]) -> "Asked":
        """The question without some of its terms."""
        return replace(self, own=self.own.without(terms), english=self.english.without(terms))


def asked_from(
    question: str, lexical: LexicalIndex, glossary: Glossary, scope: Scope, names: Sequence[tuple[str, str]] = ()
) -> Asked:
    """Take a question apart. Terms are weighed by how rare they are within the scope.

    `names` are (other name, name) of what has several, so that Chinese ones are found in English.
    """
    kind = question_type(question)
    own = _wording(question, kind, lexical, glossary, scope)
    if not is_chinese(question):
        return Asked(question, kind, own, own)
    # What the glossary does not know stays Chinese and stands in no English sentence.
    gloss = glossary.translated(question, names)
    kept = (word for word in _WORD.findall(gloss) if not is_chinese(word) and not _GLOSSED.issuperset(terms(word)))
    english = " ".join(kept)
    return Asked(question, kind, own, _wording(english, kind, lexical, glossary, scope))


def _wording(text: str, asked_as: QuestionType, lexical: LexicalIndex, glossary: Glossary, scope: Scope) -> Wording:
    total = lexical.frequency(scope)
    noise = _ASKING.get(asked_as, frozenset())
    wanted = [term for term in content_terms(text) if term not in noise] or content_terms(text)
    return Wording(
        text,
        {term: _rarity(lexical.frequency(scope, term), total) for term in wanted},
        _other_names(text, glossary),
    )


def _other_names(text: str, glossary: Glossary) -> dict[str, list[frozenset[str]]]:
    """For each term of the text, the terms of other names of what it speaks of, alone or with the words beside it."""
    asked = list(words(text))
    known: dict[tuple[int, int], set[str]] = {}
    others: dict[str, list[frozenset[str]]] = {}
    for length in range(1, LONGEST_NAME + 1):
        for start in range(len(asked) - length + 1):
            names = set(glossary.other_names(" ".join(asked[start : start + length])))
            parts = known.get((start, start + length - 1), set()) | known.get((start + 1, start + length), set())
            known[start, start + length] = names | parts
            for term in terms(" ".join(asked[start : start + length])):
                others.setdefault(term, []).extend(frozenset(terms(name)) for name in names - parts)
    return others


def _rarity(having: int, total: int) -> float:
    """Inverse document frequency, as BM25 takes it."""
    return math.log(1 + (total - having + 0.5) / (having + 0.5))
