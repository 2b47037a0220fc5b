"""What a speaker counts off (lesson one, lesson two; first, second, third), which no mark of layout shows as a list."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.asked import Asked
from assistant.answering.quoting import Quote, whole
from assistant.answering.statements import Statement
from assistant.answering.wording import sentence_of
from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.sentences import Span, sentence_spans
from assistant.knowledge.terms import terms
from assistant.retrieval.ranked import RankedPassage

FEWEST_ITEMS = 3
LEAST_SHARE = 0.4  # of the question's weight, that title, speaker and items have to have
LONG_ENOUGH = 60  # characters of an item; a shorter one is quoted with what follows it in the turn

# A question for what is counted: "three lessons", "in what order".
_COUNTED = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten)\b(?: \w+)? \w+s\b|\b(?:what|which) order\b|"
    r"[两三四五六七八九十][个条点项件]|顺序|先后",
    re.IGNORECASE,
)
_NUMBERED = ("one", "two", "three", "four", "five", "six", "seven")
_ORDINAL = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")
_CHINESE = "一二三四五六七"
_ITEM = re.compile(
    rf"(?:and |then )?(?:(?:\w+|number) (?P<one>{'|'.join(_NUMBERED)})(?=[.:,])|"
    rf"(?:the )?(?P<first>{'|'.join(_ORDINAL)})(?:ly)?\b|第(?P<zh>[{_CHINESE}]))",
    re.IGNORECASE,
)
_COMES_FIRST = re.compile(r"\b(?:comes? first|first comes|(?:start|begin)s? with)\b|^first\b|首先", re.IGNORECASE)


@dataclass(frozen=True)
class _Sentence:
    span: Span
    text: str
    turn: Span
    speaker: str


def counted(asked: Asked, documents: Sequence[OpenDocument]) -> list[Statement]:
    """The items, each quoted, that a speaker in one of the documents, best first, counts off in answer; else none."""
    if not _COUNTED.search(asked.question):
        return []
    for document in documents:
        for run in _runs(list(_sentences(document))):
            quotes = [_quote(sentence, document) for sentence in run]
            if _share(asked, run[0].speaker, quotes) >= LEAST_SHARE:
                return [Statement(sentence_of(quote), [quote]) for quote in quotes]
    return []


def _sentences(document: OpenDocument) -> Iterator[_Sentence]:
    for turn in document.of_kind("speaker"):
        text = document.slice(turn.start, turn.end)
        for start, end in sentence_spans(text, document.facets.language):
            yield _Sentence((turn.start + start, turn.start + end), text[start:end], (turn.start, turn.end), turn.value)


def _runs(sentences: Sequence[_Sentence]) -> Iterator[list[_Sentence]]:
    """The sentences of one speaker that begin with one number after the other."""
    for at, sentence in enumerate(sentences):
        style, number = _numbered(sentence)
        if number == 2:
            own = [each for each in sentences if each.speaker == sentence.speaker]
            here = own.index(sentence)
            opening = next((each for each in reversed(own[:here]) if _opens(each, style)), None)
            run = [opening, sentence] if opening else []
            for later in (each for each in sentences[at:] if each.speaker == sentence.speaker):
                if run and _numbered(later) == (style, len(run) + 1):
                    run.append(later)
            if len(run) >= FEWEST_ITEMS:
                yield run


def _numbered(sentence: _Sentence) -> tuple[str, int]:
    """The way of counting and the number that a sentence begins with; ("", 0) where it begins with none."""
    found = _ITEM.match(sentence.text)
    if found is None:
        return "", 0
    if found["one"]:
        return "one", _NUMBERED.index(found["one"].casefold()) + 1
    if found["first"]:
        return "first", _ORDINAL.index(found["first"].casefold()) + 1
    return "zh", _CHINESE.index(found["zh"]) + 1


def _opens(sentence: _Sentence, style: str) -> bool:
    """Whether the count begins here: with its number, or with what is said to come first."""
    return _numbered(sentence) == (style, 1) or (style != "one" and bool(_COMES_FIRST.search(sentence.text)))


def _quote(sentence: _Sentence, document: OpenDocument) -> Quote:
    start, end = sentence.span
    rest = document.slice(end, sentence.turn[1])
    for _, stop in sentence_spans(rest, document.facets.language):
        if end - start >= LONG_ENOUGH:
            break
        end = sentence.span[1] + stop
    return whole(RankedPassage(document.passage(start, end), 1.0))


def _share(asked: Asked, speaker: str, quotes: Sequence[Quote]) -> float:
    wording = asked.wording_for(quotes[0].text)
    told = " ".join([quotes[0].found.passage.title, speaker, *(quote.text for quote in quotes)])
    return wording.share(wording.covered(frozenset(terms(told))))
