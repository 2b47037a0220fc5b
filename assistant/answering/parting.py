"""A question about several things is put to each of them, so that every side is heard; their answers are joined."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.answering.comparing import sides
from assistant.answering.mentioned import Known, Mention, mentions_in
from assistant.answering.phrases import phrases_for
from assistant.answering.question_types import question_type
from assistant.answering.singling_out import JOINING, singled_out
from assistant.answering.statements import Draft, Statement
from assistant.answering.wording import label_of
from assistant.knowledge.terms import content_terms, is_chinese

STATEMENTS_OF_EACH = 2
_READ_OFF_ALL = ("safety", "survey", "decision")  # kinds that are answered from more than what is named

_EITHER = re.compile(r"\bor\b|还是", re.IGNORECASE)
_COMMA = re.compile("[,，]")
_DANGLING = re.compile(
    r"(?:\s*,)?(?:\s+(?:and|or|versus|vs\.?|against))*\s*(?=[,?.:]|$)|^\s*(?:and|or)\s+", re.IGNORECASE
)
_COMPARING = re.compile(
    r"^compare\s+(?:the\s+)?|\b(?:differ|disagree)(?:s|ed)?\b|\bdifferences? between\b|比较|"
    r"(?:有|的)?(?:什么|何)?(?:区别|不同|差异)(?:是什么|在哪里)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Part:
    """A question to be answered by itself; `name` is what it is about as written, `person` whose words it asks for."""

    question: str
    name: str = ""
    person: str | None = None


def parts_of(question: str, known: Mapping[str, Sequence[Known]]) -> list[Part]:
    """The question once for each person, or each thing with documents of its own, that it names side by side.

    None where it names fewer than two. `known` is what each word may stand for.
    """
    if question_type(question) in _READ_OFF_ALL:
        return []
    mentions = mentions_in(question, known)
    things = [mention for mention in mentions if mention.known.kind != "person"]
    people = [mention for mention in mentions if mention.known.kind == "person"]
    if _side_by_side(things, question) and _apart(things):
        return [_part(question, mention, things) for mention in things]
    # "Who said so, A or B?" asks for one of them.
    if _side_by_side(people, question) and question_type(question) != "who" and not _either(people, question):
        return [_part(question, mention, people) for mention in people]
    return _terms_of(question)


def _terms_of(question: str) -> list[Part]:
    """What each of two terms means, where the question says nothing more than that they are compared."""
    named = sides(question) if question_type(question) == "compare" else None
    if named is None:
        return []
    rest = _COMPARING.sub(" ", question)
    for each in named:
        rest = rest.replace(each, " ")
    meaning = "什么是{}？" if is_chinese(question) else "What is {}?"
    parts = [Part(meaning.format(each), each) for each in named]
    defined = all(question_type(part.question) == "definition" for part in parts)
    return parts if defined and not content_terms(JOINING.sub(" ", rest)) else []


def _side_by_side(mentions: Sequence[Mention], question: str) -> bool:
    between = _between(mentions, question)
    return bool(between) and all(_joins(each) for each in between)


def _between(mentions: Sequence[Mention], question: str) -> list[str]:
    return [question[one.end : after.start] for one, after in pairwise(mentions)]


def _joins(between: str) -> bool:
    """Whether two names with these words between them stand in one row, or in two questions that are joined."""
    return bool(JOINING.search(between if not content_terms(between) else _COMMA.sub(" ", between)))


def _either(mentions: Sequence[Mention], question: str) -> bool:
    return any(_EITHER.search(each) for each in _between(mentions, question))


def _apart(mentions: Sequence[Mention]) -> bool:
    """Whether each has documents that the others have not: two parties of one agreement are not told apart by it."""
    return not any(
        one.known.documents <= other.known.documents for one in mentions for other in mentions if one is not other
    )


def _part(question: str, mention: Mention, mentions: Sequence[Mention]) -> Part:
    text = singled_out(question, mention, mentions)
    person = mention.known.name if mention.known.kind == "person" else None
    written = question[mention.start : mention.end].removesuffix("'s").removesuffix("’s")
    return Part(" ".join(_DANGLING.sub("", _COMPARING.sub(" ", text)).split()), written, person)


def joined(question: str, parts: Sequence[Part], drafts: Sequence[Draft]) -> Draft:
    """One answer of those to the parts, each with its source, saying for which there is none; else a refusal."""
    if len(drafts) == 1:
        return drafts[0]
    answered = [draft for draft in drafts if draft.statements]
    if not answered:
        nearest = [quote for draft in drafts for quote in draft.nearest[:1]]
        return Draft(refusal=drafts[0].refusal, nearest=nearest, support=max(draft.support for draft in drafts))
    phrases = phrases_for(question)
    missing = [part.name for part, draft in zip(parts, drafts, strict=True) if not draft.statements]
    notes = dict.fromkeys(note for draft in answered for note in draft.notes)
    silent = [phrases.nothing_on.format(names=phrases.comma.join(missing))] if missing else []
    return Draft(_of_all(answered), [*notes, *silent], apart=True, support=min(draft.support for draft in answered))


def _of_all(drafts: Sequence[Draft]) -> list[Statement]:
    """The first statements of each, without what another has said before."""
    kept: list[Statement] = []
    for draft in drafts:
        new = [each for each in draft.statements if not any(_overlap(each, other) for other in kept)]
        kept += [_labelled(each) for each in new[:STATEMENTS_OF_EACH]]
    return kept


def _overlap(one: Statement, other: Statement) -> bool:
    return any(quote.overlaps(each) for quote in one.quotes for each in other.quotes)


def _labelled(statement: Statement) -> Statement:
    quote = statement.quotes[0]
    told = quote.voice == "said" or quote.found.passage.title in statement.text
    return statement if told else Statement(f"{label_of(quote)}: {statement.text}", statement.quotes)
