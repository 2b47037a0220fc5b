"""Transcripts made of timed captions, WebVTT and SubRip: the text is what was said; who said it and when are places."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from langchain_core.documents import Document

from loaders.document import Kind, Metadata, Person, Place, document_from
from loaders.errors import EmptyFile
from loaders.facets.claims import Claims
from loaders.facets.inference import language_of, named_people
from loaders.facets.settling import placed_claims, settle_facets
from loaders.formats.cue_speakers import speakers_of
from loaders.source import SourceFile
from loaders.turns.speakers import roles_of, speaker_places, with_role

_VOICE = re.compile(r"<v(?:\.[\w.-]+)*[ \t]+([^>\n]+)>")
_TAG = re.compile(r"<[^>]*>|\{\\[^}\n]*\}")


@dataclass(frozen=True)
class Caption:
    """Words as the file shows them: under a voice tag (or ""), perhaps behind a label ("Jane Roe: …")."""

    time: str
    voice: str
    words: str


@dataclass(frozen=True)
class Cue:
    """Words said by one speaker, and the start of their cue, "HH:MM:SS"."""

    time: str
    speaker: Person
    words: str


def captions_of(timed: Iterable[tuple[str, str]]) -> Iterator[Caption]:
    """The captions that have words, cut where a voice tag inside them changes the speaker, from (start, raw text)."""
    for start, raw in timed:
        time = start.partition(".")[0]
        before, *voiced = _VOICE.split(raw)
        for voice, words in [("", before), *zip(voiced[::2], voiced[1::2], strict=True)]:
            plain = " ".join(unescape(_TAG.sub("", words)).split())
            if plain:
                yield Caption(time, " ".join(unescape(voice).split()), plain)


def transcript(source: SourceFile, captions: Iterable[Caption], declared: Claims) -> Document:
    """The document of a transcript: turns joined by blank lines. Raises EmptyFile."""
    cues = _cues(list(captions), declared.people or [])
    if not cues:
        raise EmptyFile(source.path, "no speech in it", "export the transcript again")
    turns = [list(turn) for _, turn in groupby(cues, key=lambda cue: cue.speaker)]
    kind = declared.kind or placed_claims(source).kind or _kind(turns)
    roles = roles_of(_speeches(turns), kind)
    text = "\n\n".join(map(_speech, turns))
    inferred = Claims(
        kind=kind,
        language=language_of(text),
        people=named_people(with_role(cue.speaker, roles) for cue in cues),
    )
    facets = settle_facets(source, declared, inferred)
    return document_from(text, Metadata(facets=facets, places=list(_places(turns, roles))))


def _cues(captions: Sequence[Caption], people: Sequence[Person]) -> list[Cue]:
    """The captions with their speakers. One without a voice or label goes on with the speaker before it."""
    attributed = speakers_of([(caption.voice, caption.words) for caption in captions], people)
    return [
        Cue(caption.time, speaker, caption.words[label_end:])
        for caption, (speaker, label_end) in zip(captions, attributed, strict=True)
    ]


def _kind(turns: Sequence[Sequence[Cue]]) -> Kind:
    """Two people, one of whom asks, make an interview."""
    roles = roles_of(_speeches(turns), "interview")
    return "interview" if len(roles) == 2 and "interviewer" in roles.values() else "talk"


def _speeches(turns: Iterable[Sequence[Cue]]) -> list[tuple[Person, str]]:
    return [(turn[0].speaker, _speech(turn)) for turn in turns]


def _speech(turn: Iterable[Cue]) -> str:
    return " ".join(cue.words for cue in turn)


def _places(turns: Iterable[Sequence[Cue]], roles: Mapping[Person, str]) -> Iterator[Place]:
    end = -2
    for turn in turns:
        start = end + 2
        end = start - 1
        for cue in turn:
            cue_start = end + 1
            end = cue_start + len(cue.words)
            yield Place(kind="time", value=cue.time, start=cue_start, end=end)
        yield from speaker_places(with_role(turn[0].speaker, roles), start, end)
