"""A question about several things is put to each of them, so that every side is heard; their answers are joined."""

import itertools
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.comparing import sides
from assistant.answering.phrases import phrases_for
from assistant.answering.question_types import question_type
from assistant.answering.statements import Draft, Statement
from assistant.answering.wording import label_of
from assistant.knowledge.terms import content_terms, is_chinese, terms
from assistant.retrieval.names import Words, words_of

STATEMENTS_OF_EACH = 2
_READ_OFF_ALL = ("safety", "survey", "decision")  # kinds that are answered from more than what is named

_WORD = re.compile(r"[^\W\u3400-\u9fff](?:[^\W\u3400-\u9fff]|['’-])+")
_JOINING = re.compile(r",|\b(?:and|or|versus|vs|against|than|while|whereas|but)\b|[和与跟及、，]|还是", re.IGNORECASE)
_DANGLING = re.compile(
    r"(?:\s*,)?(?:\s+(?:and|or|versus|vs\.?|against))*\s*(?=[,?.]|$)|^\s*(?:and|or)\s+", re.IGNORECASE
)
_COMPARING = re.compile(
    r"^compare\s+(?:the\s+)?|\b(?:differ|disagree)(?:s|ed)?\b|\bdifferences? between\b|比较|(?:有|的)?(?:什么|何)?(?:区别|不同|差异)(?:是什么|在哪里)?",
    re.IGNORECASE,
)
# Where a second question begins: ", and how often …"
_SECOND = re.compile(r"[,;]?\s+and\s+(?=(?:how \w+|when|where|who|which|what|why)\b)|[，；]", re.IGNORECASE)
_ASKED_BY = re.compile(r"\b(?:how \w+|when|where|who|which|what|why)\b|谁|多少|多久|什么|何时|哪", re.IGNORECASE)


@dataclass(frozen=True)
class Part:
    """A question to be answered by itself; `name` is what it is about as written, `person` whose words it asks for."""

    question: str
    name: str = ""
    person: str | None = None


@dataclass(frozen=True)
class _Known:
    kind: str
    name: str
    documents: frozenset[str]


@dataclass(frozen=True)
class _Mention:
    known: _Known
    start: int
    end: int


def parts_of(question: str, names: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]]) -> list[Part]:
    """The question once for each person, or each thing with documents of its own, that it names side by side.

    None where it names fewer than two. `names` are (kind, name, document id), `aliases` are (other name, name).
    """
    if question_type(question) in _READ_OFF_ALL:
        return []
    mentions = _mentions(question, _known(names, aliases))
    for persons in (False, True):
        each = [mention for mention in mentions if (mention.known.kind == "person") == persons]
        if _side_by_side(each, question) and (persons or _apart(each)):
            return [_part(question, mention, each) for mention in each]
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
    return parts if defined and not content_terms(_JOINING.sub(" ", rest)) else []


def _known(names: Iterable[tuple[str, str, str]], aliases: Iterable[tuple[str, str]]) -> dict[str, list[_Known]]:
    """What each word, and each Chinese name, may stand for."""
    called = dict(aliases)
    documents: dict[Words, set[str]] = defaultdict(set)
    described: dict[Words, tuple[str, str]] = {}
    forms: dict[Words, set[str]] = defaultdict(set)
    for kind, name, document in names:
        key = words_of(called.get(name, name))
        if kind != "title" and key:
            described.setdefault(key, (kind, name))
            documents[key].add(document)
            forms[key].add(name)
    for alias, name in called.items():
        if words_of(name) in described:
            forms[words_of(name)] |= {alias, name}
    by_word: dict[str, list[_Known]] = defaultdict(list)
    for key, written in forms.items():
        known = _Known(*described[key], frozenset(documents[key]))
        words = (word for form in written for word in ([form] if is_chinese(form) else words_of(form)))
        for word in dict.fromkeys(words):
            by_word[word].append(known)
    return by_word


def _mentions(question: str, known: dict[str, list[_Known]]) -> list[_Mention]:
    """What the question names, each once, in order; a word that may stand for several things names none of them."""
    found: list[_Mention] = []
    for start, end, word in sorted(_written(question, known)):
        meant = known.get(word, [])
        if len(meant) != 1 or (found and start < found[-1].end):
            continue
        if found and found[-1].known == meant[0] and not question[found[-1].end : start].strip():
            found[-1] = _Mention(meant[0], found[-1].start, end)
        elif all(each.known != meant[0] for each in found):
            found.append(_Mention(meant[0], start, end))
    return found


def _written(question: str, known: Collection[str]) -> Iterator[tuple[int, int, str]]:
    for word in _WORD.finditer(question):
        if word[0][0].isupper():
            for term in terms(word[0]):
                yield word.start(), word.end(), term
    for form in sorted((form for form in known if is_chinese(form)), key=len, reverse=True):
        for match in re.finditer(re.escape(form), question):
            yield match.start(), match.end(), form


def _side_by_side(mentions: Sequence[_Mention], question: str) -> bool:
    between = [question[one.end : after.start] for one, after in itertools.pairwise(mentions)]
    return bool(between) and all(_JOINING.search(each) for each in between)


def _apart(mentions: Sequence[_Mention]) -> bool:
    """Whether each has documents that the others have not: two parties of one agreement are not told apart by it."""
    return not any(
        one.known.documents <= other.known.documents for one in mentions for other in mentions if one is not other
    )


def _part(question: str, mention: _Mention, mentions: Sequence[_Mention]) -> Part:
    clause = _own_clause(question, mention, mentions)
    text = clause or _of_one(question, mention, mentions)
    person = mention.known.name if mention.known.kind == "person" else None
    written = question[mention.start : mention.end].removesuffix("'s").removesuffix("’s")
    return Part(" ".join(_DANGLING.sub("", _COMPARING.sub(" ", text)).split()), written, person)


def _own_clause(question: str, mention: _Mention, mentions: Sequence[_Mention]) -> str:
    """The clause with the mention, where another thing is asked of each: when of one, how often of the other."""
    second = _SECOND.search(question, mentions[0].end, mentions[-1].start)
    if second is None or len(mentions) > 2:
        return ""
    clauses = question[: second.start()], question[second.end() :]
    by = [found[0].casefold() if (found := _ASKED_BY.search(clause)) else "" for clause in clauses]
    return clauses[mention is mentions[1]] if all(by) and by[0] != by[1] else ""


def _of_one(question: str, mention: _Mention, mentions: Sequence[_Mention]) -> str:
    """The question without the other mentions; where they stand in one row, with the mention in the row's place."""
    first, last = mentions[0].start, mentions[-1].end
    if not content_terms(_blanked(question, mentions)[first:last]):
        return f"{question[:first]}{question[mention.start : mention.end]}{question[last:]}"
    return _blanked(question, [each for each in mentions if each is not mention])


def _blanked(question: str, mentions: Sequence[_Mention]) -> str:
    for each in mentions:
        question = f"{question[: each.start]}{' ' * (each.end - each.start)}{question[each.end :]}"
    return question


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
    kept: list[Statement] = []
    for draft in drafts:
        for statement in draft.statements[:STATEMENTS_OF_EACH]:
            if not any(one.overlaps(two) for each in kept for one in each.quotes for two in statement.quotes):
                kept.append(_labelled(statement))
    return kept


def _labelled(statement: Statement) -> Statement:
    quote = statement.quotes[0]
    told = quote.voice == "said" or quote.found.passage.title in statement.text
    return statement if told else Statement(f"{label_of(quote)}: {statement.text}", statement.quotes)
