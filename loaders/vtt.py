"""WebVTT transcripts: the canonical text is what was said; who said it and when are places."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

import webvtt
from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document
from webvtt.errors import MalformedCaptionError, MalformedFileError

from loaders.claims import Claims
from loaders.decoding import decode
from loaders.document import Kind, Metadata, Person, Place, document_from
from loaders.errors import EmptyFile, Malformed, Mislabelled
from loaders.facets import folder_claims, settle_facets
from loaders.front_matter import read_pairs
from loaders.inference import language_of, named_people
from loaders.source import SourceFile
from loaders.turns import identify, label_at_start, roles_of, speaker_places, with_role

_VOICE = re.compile(r"<v(?:\.[\w.-]+)*[ \t]+([^>\n]+)>")
_TAG = re.compile(r"<[^>]*>")
_NOBODY = Person(name="")


@dataclass(frozen=True)
class Cue:
    """Words said by one speaker, and the start of their cue, "HH:MM:SS"."""

    time: str
    speaker: Person
    words: str


@dataclass(frozen=True)
class Caption:
    """Words as the file shows them: under a voice tag (or ""), perhaps behind a label ("Jane Roe: …")."""

    time: str
    voice: str
    words: str


class VttLoader(BaseLoader):
    """Voice tags and labels name the speakers; a NOTE before the first cue may declare facets."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        transcript = self._parse()
        declared = read_pairs("\n".join(transcript.header_comments).splitlines(), self._source.path)
        cues = _cues(list(_captions(transcript)), declared.people or [])
        if not cues:
            raise EmptyFile(self._source.path, "no speech in it", "export the transcript again")
        turns = [list(turn) for _, turn in groupby(cues, key=lambda cue: cue.speaker)]
        kind = declared.kind or folder_claims(self._source.folders).kind or _kind(turns)
        roles = roles_of(_speeches(turns), kind)
        text = "\n\n".join(map(_speech, turns))
        inferred = Claims(
            kind=kind,
            language=language_of(text),
            people=named_people(with_role(cue.speaker, roles) for cue in cues),
        )
        facets = settle_facets(self._source, declared, inferred)
        yield document_from(text, Metadata(facets=facets, places=list(_places(turns, roles))))

    def _parse(self) -> webvtt.WebVTT:
        path = self._source.path
        text = decode(self._source.content, path)
        if not re.match(r"WEBVTT(?!\S)", text):
            raise Mislabelled(path, "does not begin with WEBVTT", "export it as WebVTT, or give it its own suffix")
        try:
            return webvtt.from_string(text)
        except (MalformedCaptionError, MalformedFileError) as error:
            raise Malformed(path, f"damaged WebVTT ({error})", "export the transcript again") from error


def _captions(transcript: webvtt.WebVTT) -> Iterator[Caption]:
    """The captions that have words, cut where a voice tag inside them changes the speaker."""
    for caption in transcript.captions:
        time = caption.start.partition(".")[0]
        before, *voiced = _VOICE.split(caption.raw_text)
        for voice, words in [("", before), *zip(voiced[::2], voiced[1::2], strict=True)]:
            plain = " ".join(unescape(_TAG.sub("", words)).split())
            if plain:
                yield Caption(time, " ".join(unescape(voice).split()), plain)


def _cues(captions: Sequence[Caption], people: Sequence[Person]) -> list[Cue]:
    """The captions with their speakers. One without a voice or label goes on with the speaker before it."""
    declared = {person.name for person in people}
    voices = dict.fromkeys(caption.voice for caption in captions if caption.voice not in declared | {""})
    everyone = [*people, *(Person(name=voice) for voice in voices)]
    labels = [label_at_start(caption.words) for caption in captions]
    speakers = identify([*voices, *declared, *(label.name for label in labels if label)], everyone)
    cues: list[Cue] = []
    for caption, label in zip(captions, labels, strict=True):
        speaker = cues[-1].speaker if cues else _NOBODY
        words = caption.words
        if caption.voice:
            speaker = speakers[caption.voice]
        elif label and label.name in speakers:
            speaker, words = speakers[label.name], words[label.end :]
        cues.append(Cue(caption.time, speaker, words))
    return cues


def _kind(turns: Sequence[Sequence[Cue]]) -> Kind:
    """Two people, one of whom asks, make an interview."""
    roles = roles_of(_speeches(turns), "interview")
    return "interview" if len(roles) == 2 and "interviewer" in roles.values() else "talk"


def _speeches(turns: Iterable[Sequence[Cue]]) -> list[tuple[Person, str]]:
    return [(turn[0].speaker, _speech(turn)) for turn in turns]


def _speech(turn: Iterable[Cue]) -> str:
    return " ".join(cue.words for cue in turn)


def _places(turns: Iterable[Sequence[Cue]], roles: dict[Person, str]) -> Iterator[Place]:
    end = -2
    for turn in turns:
        start = end + 2
        end = start - 1
        for cue in turn:
            cue_start = end + 1
            end = cue_start + len(cue.words)
            yield Place(kind="time", value=cue.time, start=cue_start, end=end)
        yield from speaker_places(with_role(turn[0].speaker, roles), start, end)
