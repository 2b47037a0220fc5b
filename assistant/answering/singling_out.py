"""A question about several things, put to one of them: the other names go, with what belongs to each."""

import re
from collections.abc import Sequence

from assistant.answering.mentioned import Mention
from assistant.knowledge.terms import content_terms

JOINING = re.compile(r",|\b(?:and|or|versus|vs|against|than|while|whereas|but)\b|[和与跟及、，]|还是", re.IGNORECASE)
# Where a second question begins: ", and how often …"
_SECOND = re.compile(r"[,;]?\s+and\s+(?=(?:how \w+|when|where|who|which|what|why)\b)|[，；]", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:how|when|where|who|which|what|why|do|does|did|may|can|must|shall|will|would|is|are|was|were)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"(?:'s|’s)?(?: [\w-]+|$)")
_ASKED_BY = re.compile(r"\b(?:how \w+|when|where|who|which|what|why)\b|谁|多少|多久|什么|何时|哪", re.IGNORECASE)


def singled_out(question: str, mention: Mention, mentions: Sequence[Mention]) -> str:
    """The question as it is put to the one mention among several, in order, that stand side by side."""
    return _own_clause(question, mention, mentions) or _of_one(question, mention, mentions)


def _own_clause(question: str, mention: Mention, mentions: Sequence[Mention]) -> str:
    """The clause with the mention, where another thing is asked of each: when of one, how often of the other."""
    second = _SECOND.search(question, mentions[0].end, mentions[-1].start)
    if second is None or len(mentions) > 2:
        return ""
    clauses = question[: second.start()], question[second.end() :]
    by = [found[0].casefold() if (found := _ASKED_BY.search(clause)) else "" for clause in clauses]
    return clauses[mention is mentions[1]] if all(by) and by[0] != by[1] else ""


def _of_one(question: str, mention: Mention, mentions: Sequence[Mention]) -> str:
    """The question without the other mentions and what goes with each of them."""
    first, last = mentions[0], mentions[-1]
    if not content_terms(_blanked(question, mentions)[first.start : last.end]):
        return f"{question[: first.start]}{question[mention.start : mention.end]}{question[last.end :]}"
    if len(mentions) > 2:
        return _blanked(question, [each for each in mentions if each is not mention])
    *_, join = JOINING.finditer(question, first.end, last.start)
    tail = _tail(question, last.end)
    of_first = f"{question[: join.start()]}{question[tail:]}"
    if mention is first:
        return of_first
    if not _CLAUSE.search(question, join.end(), last.start):
        return f"{question[: first.start]}{question[last.start :]}"
    # "How long does A get, and how long B?" asks of B what it asks of A.
    replaced = _tail(question, first.end) if tail > last.end else first.end
    return f"{question[: first.start]}{question[last.start : tail]}{of_first[replaced:]}"


def _tail(question: str, start: int) -> int:
    """Where the words end that belong to a name before them: "ladder" after "Larch"."""
    end = start
    for word in _FOLLOWING.finditer(question, start):
        if word.start() != end or not content_terms(word[0]):
            break
        end = word.end()
    return end


def _blanked(question: str, mentions: Sequence[Mention]) -> str:
    for each in mentions:
        question = f"{question[: each.start]}{' ' * (each.end - each.start)}{question[each.end :]}"
    return question
