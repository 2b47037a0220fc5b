"""The training agreements and meetings as a folder of files, ingested as a user's would be."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.build import ingest, open_knowledge
from assistant.knowledge.chunking import embedded_text
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.ranked import RankedPassage
from assistant.retrieval.search import Search
from assistant.settings import load_settings
from assistant.types import Filters, Viewer

_NOISE = re.compile(r"\{[^}]*\}")  # {vocalsound}, {disfmarker}


@dataclass(frozen=True)
class Meeting:
    """A transcribed meeting, the range of each of its turns in the text, and the questions asked of it."""

    source: str
    text: str
    turns: list[tuple[int, int]]
    queries: list[dict[str, Any]]


@dataclass(frozen=True)
class Corpus:
    """Search over what was ingested."""

    search: Search

    def passages(self, source: str) -> list[StoredPassage]:
        """All passages of a source, in order."""
        catalog = self.search.catalog
        documents = catalog.document_ids(catalog.audiences(), Filters(source=source))
        ids = catalog.passage_ids(documents)
        return sorted(catalog.passages(ids, catalog.audiences()).values(), key=lambda passage: passage.start)

    def found(self, question: str, source: str, limit: int) -> list[RankedPassage]:
        """The passages of the source that the first stage finds, best first."""
        return self.search.passages(question, Viewer(), Filters(source=source), limit)


def as_read(passage: StoredPassage) -> str:
    """The passage in the form that the indexes hold, which is what the cross-encoder reads."""
    return embedded_text(passage.context, passage.reading)


def meetings(path: Path) -> Iterator[Meeting]:
    """The meetings, every second one with the transcribers' marks of noise left in."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        told = json.loads(line)
        text, turns = "", []
        for turn in told["meeting_transcripts"]:
            words = " ".join(_words(turn["content"], number).split())
            start = len(text)
            text += f"{turn['speaker']}: {words}\n\n" if words else ""
            turns.append((start, max(start, len(text) - 2)))
        yield Meeting(f"meetings/meeting-{number:03}.txt", text.strip() + "\n", turns, told["specific_query_list"])


def _words(content: str, number: int) -> str:
    return content if number % 2 else _NOISE.sub(" ", content)


@contextmanager
def ingested(data: Path, scratch: Path) -> Iterator[Corpus]:
    """Everything under `data/contracts/docs` and `data/meetings`, ingested below `scratch` and open for search."""
    folder = scratch / "corpus"
    (folder / "contracts").mkdir(parents=True, exist_ok=True)
    (folder / "meetings").mkdir(exist_ok=True)
    for path in (data / "contracts" / "docs").iterdir():
        (folder / "contracts" / path.name).write_bytes(path.read_bytes())
    for meeting in meetings(data / "meetings" / "train.jsonl"):
        (folder / meeting.source).write_text(meeting.text, encoding="utf-8")
    settings = load_settings(data=scratch / "knowledge")
    ingest(settings, folder, lambda *_: None, lambda _: None)
    with open_knowledge(settings) as knowledge:
        yield Corpus(Search(knowledge.catalog, knowledge.indexes, knowledge.embedder))
