"""The statements of one paragraph after another, each credited from the attributions in and around its sentences."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from loaders.statements.attribution import Attribution, attributions
from loaders.statements.attribution_chinese import ChineseSpeakers
from loaders.statements.mentions import Mention, Names
from loaders.statements.prose import Paragraph, Quotation, Span, trimmed
from loaders.statements.speech import HAN, MASK, SINGULAR_PRONOUN, UNNAMED_SUBJECT

_LONGEST = 2000  # Characters outside quotation marks; what has more before a full stop is a table or a list.
_FEWEST_WORDS = 4
_FEWEST_HAN = 6
_NEXT_TO = 3
_LONGEST_SMALL_WORD = 4
_TITLE_SHARE = 0.6
_HAN = re.compile(f"[{HAN}]")
_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…。！？][^\w\s]?\Z")
_SIGNED = re.compile(rf"{MASK}\s*[—–-]{{1,2}}\s*(?=\S)")
_INTRODUCED = re.compile(rf":\s*(?={MASK})")
# "Roe explained:" says nothing itself; what comes after it does.
_ANNOUNCED = re.compile(r"\s*[:：]\s*\Z")
_JOINED_ON = re.compile(r"[,;—–]\s+((?:although|though|while|whereas|but|yet)\s+)\Z")
_GOES_ON = re.compile(r"\s+\w")
_LIST_ITEM = re.compile(r"[-*+•▪◦]\s|\d{1,3}[.)]\s")


@dataclass(frozen=True)
class Statement:
    """What a person says at `[start, end)`; `person` is "" where it stays open who."""

    kind: Literal["quoted", "reported"]
    person: str
    start: int
    end: int


class StatementReader:
    """Reads the paragraphs of one document in order; a pronoun may stand for who was named in the one before."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._chinese = ChineseSpeakers(names)
        self._named_before: list[str] = []
        self._named: list[str] = []
        self._spoke: set[str] = set()
        # Who is being quoted: at first by the paragraph before, when its quotation goes on or was announced.
        self._quoting: str | None = None

    def read(self, paragraph: Paragraph) -> Iterator[Statement]:
        """The statements of the next paragraph, in order."""
        self._named_before, self._named, self._spoke = self._named, [], set()
        for sentence in paragraph.sentences:
            statements = list(self._of_sentence(paragraph, sentence))
            if statements:
                self._quoting = statements[-1].person
            yield from statements
        is_announced = paragraph.masked.endswith((":", "：")) or any(quote.is_open for quote in paragraph.quotations)
        if not is_announced:
            self._quoting = None

    def _of_sentence(self, paragraph: Paragraph, sentence: Span) -> Iterator[Statement]:
        start, end = sentence
        masked = paragraph.masked[start - paragraph.start : end - paragraph.start]
        quotations = [
            replace(quote, start=quote.start - start, end=quote.end - start)
            for quote in paragraph.quotations_in(start, end)
        ]
        mentions = list(self._names.find(masked))
        credits_given = self._credited(masked, mentions)
        if credits_given and _ANNOUNCED.match(masked, credits_given[-1].end):
            self._quoting = credits_given[-1].name
        if credits_given:
            found = list(self._attributed(masked, quotations, credits_given, self._text[start:end]))
        else:
            found = list(self._unattributed(masked, quotations, mentions, self._text[start:end]))
        self._meet(masked, mentions, credits_given)
        for said in found:
            yield replace(said, start=start + said.start, end=start + said.end)

    def _credited(self, masked: str, mentions: Sequence[Mention]) -> list[Attribution]:
        """The attributions of a sentence, their pronouns resolved where a single person was named."""
        if len(masked) - masked.count(MASK) > _LONGEST:
            return []
        found = list(attributions(masked, mentions, self._names))
        if _HAN.search(masked):
            found += self._chinese.attributions(masked)
        resolved: list[Attribution] = []
        for credit in sorted(found, key=lambda credit: credit.start):
            earlier = [mention for mention in mentions if mention.end <= credit.start]
            named_so_far = [*self._persons(earlier), *(before.name for before in resolved)]
            name = self._person_meant(named_so_far) if credit.is_pronoun else credit.name
            resolved.append(replace(credit, name=name))
        return resolved

    def _person_meant(self, named_in_sentence: Sequence[str]) -> str:
        here = {*self._named, *named_in_sentence}
        candidates = here or set(self._named_before)
        return candidates.pop() if len(candidates) == 1 else ""

    def _persons(self, mentions: Sequence[Mention]) -> list[str]:
        return [self._names.full(said.name) for said in mentions if self._names.is_person(said.name)]

    def _meet(self, masked: str, mentions: Sequence[Mention], credits_given: Sequence[Attribution]) -> None:
        """Whoever alone has spoken in a paragraph is meant by a pronoun until somebody else comes up.

        Somebody without a name ("") comes up like anybody else: a pronoun may mean that one.
        """
        speakers = {credit.name for credit in credits_given if credit.name or not credit.is_pronoun}
        end = max((credit.end for credit in credits_given), default=0)
        unnamed = [""] if UNNAMED_SUBJECT.search(masked, end) else []
        if len(speakers) == 1 and speakers | self._spoke == speakers:
            self._spoke = speakers
            later = [mention for mention in mentions if mention.start >= end]
            self._named = [*speakers, *self._persons(later), *unnamed]
        else:
            self._spoke |= speakers
            self._named += [*self._persons(mentions), *speakers, *unnamed]

    def _attributed(
        self, masked: str, quotations: Sequence[Quotation], credits_given: Sequence[Attribution], sentence: str
    ) -> Iterator[Statement]:
        nearest = [(quote, min(credits_given, key=lambda credit: _distance(quote, credit))) for quote in quotations]
        said = [
            (quote, credit.name)
            for quote, credit in nearest
            if _is_substantial(sentence[quote.start : quote.end]) or _distance(quote, credit) <= _NEXT_TO
        ]
        reports = [credit for credit in credits_given if credit.reports and not _ANNOUNCED.match(masked, credit.end)]
        if said:
            yield from _quoted(said, len(masked))
        elif reports:
            yield from _reported(masked, reports)

    def _unattributed(
        self, masked: str, quotations: Sequence[Quotation], mentions: Sequence[Mention], sentence: str
    ) -> Iterator[Statement]:
        """Quotations without a verb of speech: they go on, are signed, or are introduced by a colon."""
        if not quotations:
            return
        last = quotations[-1]
        if signed := _SIGNED.search(masked):
            signatures = [mention.name for mention in mentions if mention.start == signed.end()]
            if signatures and " " in signatures[0]:
                yield Statement("quoted", self._names.full(signatures[0]), 0, len(masked))
        elif not _WORD.search(masked.replace(MASK, " ")):
            is_sentence = last.is_open or _SENTENCE_END.search(sentence[: last.end])
            is_whole = is_sentence and _is_substantial(sentence) and not _LIST_ITEM.match(sentence)
            if self._quoting is not None or is_whole:
                yield Statement("quoted", self._quoting or "", 0, len(masked))
        elif (colon := _INTRODUCED.search(masked)) and _SENTENCE_END.search(sentence[: last.end]):
            yield from self._introduced(masked, mentions, colon.start())

    def _introduced(self, masked: str, mentions: Sequence[Mention], colon: int) -> Iterator[Statement]:
        """As in "Roe was blunt: …", "She has a rule: …"."""
        persons = set(self._persons([mention for mention in mentions if mention.end <= colon]))
        first_word = masked[:colon].split(" ", 1)[0]
        if len(persons) == 1:
            yield Statement("quoted", persons.pop(), 0, len(masked))
        elif not persons and SINGULAR_PRONOUN.match(first_word):
            yield Statement("quoted", self._person_meant([]), 0, len(masked))


def _quoted(said: Sequence[tuple[Quotation, str]], length: int) -> Iterator[Statement]:
    """The whole sentence where one person is quoted in it, else each quotation by itself."""
    if len({person for _, person in said}) == 1:
        yield Statement("quoted", said[0][1], 0, length)
    else:
        for quote, person in said:
            yield Statement("quoted", person, quote.start, quote.end)


def _reported(masked: str, credits_given: Sequence[Attribution]) -> Iterator[Statement]:
    """The whole sentence, or its parts where the next person's begins."""
    changes = [after for before, after in pairwise(credits_given) if after.name != before.name]
    cuts = [_start_of_report(masked, credits_given[0]), *(credit.start for credit in changes), len(masked)]
    for credit, (start, end) in zip([credits_given[0], *changes], pairwise(cuts), strict=True):
        part = trimmed(masked, start, end)
        if part[0] < part[1]:
            yield Statement("reported", credit.name, *part)


def _start_of_report(masked: str, credit: Attribution) -> int:
    """After what the writer says first, as in "The year was lost, although Roe noted that …"."""
    joined = _JOINED_ON.search(masked, 0, credit.start)
    return joined.start(1) if joined and _GOES_ON.match(masked, credit.end) else 0


def _distance(quote: Quotation, credit: Attribution) -> int:
    return max(quote.start - credit.end, credit.start - quote.end, 0)


def _is_substantial(quotation: str) -> bool:
    """Whether more than a term or a title, with its capitals, stands in the marks."""
    long_words = [word for word in _WORD.findall(quotation) if len(word) > _LONGEST_SMALL_WORD and word.isascii()]
    if sum(word[0].isupper() for word in long_words) > _TITLE_SHARE * len(long_words):
        return False
    return len(_WORD.findall(quotation)) >= _FEWEST_WORDS or len(_HAN.findall(quotation)) >= _FEWEST_HAN
