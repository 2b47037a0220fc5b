"""Who says it: the subjects of English verbs of speech, "according to …", and what each may be credited with."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from loaders.statements.mentions import ROLES, Mention, Names
from loaders.statements.speech import (
    ADVERBS,
    CLAUSE,
    MASK,
    OTHER_PRONOUN,
    SINGULAR_PRONOUN,
    UNNAMED,
    UNNAMED_AFTER,
    VERB,
)

_REACH = 240
_SOURCE = re.compile(r"(?:\A\W*According|\baccording) to\s+|\b[Ii]n the (?:words|view|opinion) of\s+")
_POSSESSED = re.compile(r"[’']s?\s+(?:words|view|opinion|telling|experience)\b")
_BEFORE_POSSESSED = re.compile(r"\b[Ii]n\s+\Z")
_PREPOSITION = re.compile(r"\b(?:of|at|from|for|with|by|in|to|the|like|than)\s+\Z")
_AND_BEFORE = re.compile(r"(\w+)[,.]?\s+and\s+\Z")
_JOINED = re.compile(r"\s+(?:and|&)\s+")
_INVERTED = re.compile(rf"[{MASK},]\s*\Z")
_PRONOUN_AFTER = re.compile(r"\s+(?:he|she)\b")
_END = re.compile(rf"\s*(?:[,.:;]|\Z|{MASK})")
_SAYS_THAT = re.compile(r"\s+(?:that|whether)\b")
_DESCRIPTION = re.compile(rf"(?:[^.;:{MASK}]|\.(?=[\w,])){{0,120}}\Z")


@dataclass(frozen=True)
class Attribution:
    """A person credited at `[start, end)` of a sentence; `name` is "" where it stays open who.

    `is_pronoun`: a single person meant by "he" or "she". `reports`: it credits what stands outside quotation marks too.
    """

    start: int
    end: int
    name: str
    is_pronoun: bool = False
    reports: bool = True


def attributions(sentence: str, named: Sequence[Mention], names: Names) -> Iterator[Attribution]:
    """The attributions of a sentence whose quotations are masked; `named` are its mentions, in order."""
    mentions = [mention for mention in named if names.can_speak(mention.name)]
    for verb in VERB.finditer(sentence):
        found = _subject_before(sentence, verb, mentions, names) or _subject_after(sentence, verb, mentions, names)
        if found:
            yield Attribution(*found, reports=_reports(sentence, verb, found))
    yield from _named_sources(sentence, mentions, names)


Found = tuple[int, int, str, bool]


def _reports(sentence: str, verb: re.Match[str], found: Found) -> bool:
    """In the present tense, somebody unknown is told what to do: "the executive tells the manager", "writes a note"."""
    start, _, name, is_pronoun = found
    is_told = not (name or is_pronoun) and verb[0].endswith("s")
    if verb["always"]:
        return not is_told or bool(CLAUSE.match(sentence, verb.end()))
    introduced = (_SAYS_THAT if is_told else CLAUSE).match(sentence, verb.end())
    before = sentence[:start].rstrip()[-1:] if is_told else sentence[: verb.start()]
    closes_the_sentence = "," in before and _END.match(sentence, verb.end())
    return bool(verb["clause"] and (introduced or closes_the_sentence))


def _subject_before(sentence: str, verb: re.Match[str], mentions: Sequence[Mention], names: Names) -> Found | None:
    """As in "Roe said", "Jane Roe, president of Acme, has often said", "he said", "one executive said"."""
    offset = max(0, verb.start() - _REACH)
    before = sentence[offset : verb.start()]
    adverbs = ADVERBS.search(before)
    subject_end = adverbs.start() if adverbs else len(before)
    before = before[:subject_end]
    if pronoun := SINGULAR_PRONOUN.search(before):
        return offset + pronoun.start(), verb.end(), "", True
    if pronoun := OTHER_PRONOUN.search(before):
        return offset + pronoun.start(), verb.end(), "", False
    end = offset + len(before)
    near = [mention for mention in mentions if offset <= mention.start and mention.end <= end]
    if joint := _joint_subject(sentence, end, near):
        return joint.start, verb.end(), "", False
    if mention := _mention_before(sentence, end, near, names):
        return mention.start, verb.end(), names.full(mention.name), False
    if unnamed := UNNAMED.search(before):
        return offset + unnamed.start(), verb.end(), "", False
    return None


def _joint_subject(sentence: str, end: int, mentions: Sequence[Mention]) -> Mention | None:
    """The first of two who say it together, "Roe and Poe said"."""
    if (
        len(mentions) > 1
        and mentions[-1].end == end
        and _JOINED.fullmatch(sentence, mentions[-2].end, mentions[-1].start)
    ):
        return mentions[-2]
    return None


def _mention_before(sentence: str, end: int, mentions: Sequence[Mention], names: Names) -> Mention | None:
    """The subject that ends at `end`: right there, or earlier with a description between."""
    is_apart = sentence[end - 1 : end] in (",", ")")
    if not mentions or not (is_apart or mentions[-1].end == end):
        return None
    if mentions[-1].end == end and not _is_inside_phrase(sentence, mentions[-1]):
        return mentions[-1]
    heads = [m for m in mentions if names.is_person(m.name) and not _is_inside_phrase(sentence, m)]
    opening = [m for m in heads if not sentence[: m.start].strip(f" \r\n,{MASK}")]
    for head in [*opening, *reversed(heads)]:
        if _DESCRIPTION.match(sentence[head.end : end]):
            return head
    return None


def _is_inside_phrase(sentence: str, mention: Mention) -> bool:
    """As in "of Acme", "Acme's", the second of "Roe and Poe": no subject of its own; "president and CEO Poe" is one."""
    is_possessive = sentence[mention.end : mention.end + 1] in ("'", "’")
    partner = _AND_BEFORE.search(sentence, max(0, mention.start - 30), mention.start)
    is_second = partner and partner[1][0].isupper() and partner[1].lower() not in ROLES
    is_object = _PREPOSITION.search(sentence, max(0, mention.start - 8), mention.start)
    return bool(is_possessive or is_second or is_object)


def _subject_after(sentence: str, verb: re.Match[str], mentions: Sequence[Mention], names: Names) -> Found | None:
    """As in "said Roe", "says the former head of Acme, Jane Roe", "said she", all after a quotation or a comma."""
    if not _INVERTED.search(sentence, max(0, verb.start() - 4), verb.start()):
        return None
    if pronoun := _PRONOUN_AFTER.match(sentence, verb.end()):
        return verb.start(), pronoun.end(), "", True
    for mention in mentions:
        between = sentence[verb.end() : mention.start]
        if mention.start < verb.end() or _is_inside_phrase(sentence, mention):
            continue
        if not _DESCRIPTION.match(between):
            break
        if not between.strip() or names.is_person(mention.name):
            return verb.start(), mention.end, names.full(mention.name), False
    unnamed = UNNAMED_AFTER.match(sentence, verb.end())
    return (verb.start(), unnamed.end(), "", False) if unnamed else None


def _named_sources(sentence: str, mentions: Sequence[Mention], names: Names) -> Iterator[Attribution]:
    """As in "According to Roe", "in Roe's view"."""
    for source in _SOURCE.finditer(sentence):
        for mention in mentions:
            between = sentence[source.end() : mention.start]
            if mention.start >= source.end() and _DESCRIPTION.match(between) and "," not in between.rstrip(", "):
                if not between or names.is_person(mention.name):
                    yield Attribution(source.start(), mention.end, names.full(mention.name))
                break
    for mention in mentions:
        is_view = _POSSESSED.match(sentence, mention.end)
        if is_view and _BEFORE_POSSESSED.search(sentence, max(0, mention.start - 5), mention.start):
            yield Attribution(mention.start, is_view.end(), names.full(mention.name))
