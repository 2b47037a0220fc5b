"""A suite's corpus as its cases speak of it: canonical texts, and the pages, turns and words that gold names in them.

It is read with the same loaders as `ally ingest`, without a catalog.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.errors import UsageError
from assistant.knowledge.folder import scan_folder
from assistant.knowledge.parsing import Parsed
from assistant.knowledge.recording import DocumentRecord
from assistant.knowledge.schema import INSIDE
from assistant.knowledge.workers import Workers
from assistant.settings import Settings
from eval.cases import Gold
from eval.results import Range
from loaders.document import Place


class GoldError(ValueError):
    """Gold that does not stand in the corpus."""


@dataclass(frozen=True)
class Source:
    """A source's canonical text, and its documents over it."""

    text: str
    documents: Sequence[DocumentRecord]

    def document_at(self, start: int) -> DocumentRecord:
        return next((each for each in self.documents if each.start <= start < each.end), self.documents[0])

    def places(self, kind: str) -> list[Place]:
        """Its places of a kind, in order."""
        found = (place for document in self.documents for place in document.places if place.kind == kind)
        return sorted(found, key=lambda place: (place.start, place.end))


class Corpus:
    """The sources of some folders, by their path below their folder; those in an archive by their path inside it."""

    def __init__(self, sources: Mapping[str, Source], digest: str) -> None:
        self.sources = sources
        self.digest = digest

    def source(self, name: str) -> Source:
        """Raises GoldError."""
        if name not in self.sources:
            raise GoldError(f"{name}: no such source in the corpus")
        return self.sources[name]

    def range_of(self, gold: Gold) -> Range:
        """The slice that gold names. Raises GoldError where there is none, or more than one."""
        name = gold.source or self._only_source_with(gold.quote or "")
        source = self.source(name)
        start, end = _stretch(gold, name, source)
        if gold.quote is None:
            return Range(source=name, start=start, end=end)
        found = _found(gold.quote, source.text, start, end)
        if len(found) != 1:
            often = f"stands {len(found)} times in {name}; quote more of it" if found else f"does not stand in {name}"
            raise GoldError(f"the quote {gold.quote[:60]!r} {often}")
        [(start, end)] = found
        return Range(source=name, start=start, end=end)

    def _only_source_with(self, quote: str) -> str:
        names = [name for name, source in self.sources.items() if _found(quote, source.text, 0, len(source.text))]
        if len(names) != 1:
            raise GoldError(f"the quote {quote[:60]!r} stands in {len(names)} sources; name one")
        return names[0]

    @cached_property
    def audiences(self) -> list[str]:
        """Every audience that a document has."""
        return sorted({each.facets.audience for source in self.sources.values() for each in source.documents})


def read_corpus(folders: Sequence[Path], settings: Settings) -> Corpus:
    """The sources of the folders. Raises UsageError for a file that cannot be loaded: the figures would hide it."""
    sources: dict[str, Source] = {}
    digest = hashlib.sha256()
    with Workers(settings.max_file_mb * 1_000_000, settings.parse_seconds) as workers:
        for folder in folders:
            scan = scan_folder(folder)
            paths = [folder / file.path for file in scan.files]
            for file, outcome in zip(scan.files, workers.parse(folder, paths), strict=True):
                if not isinstance(outcome, Parsed) or outcome.problems:
                    reason = outcome.problems[0] if isinstance(outcome, Parsed) else outcome.reason
                    raise UsageError(f"{folder / file.path}: {reason}")
                _add(sources, file.path, outcome)
            digest.update(_digest(folder))
    return Corpus(sources, digest.hexdigest())


def _add(sources: dict[str, Source], path: str, parsed: Parsed) -> None:
    for name in {path, *(f"{path}{INSIDE}{each.member}" for each in parsed.documents if each.member)}:
        if name in sources:
            raise UsageError(f"{name}: in two of the corpus folders; rename one")
        sources[name] = Source(parsed.text, parsed.documents)


def _digest(folder: Path) -> bytes:
    """Of every file that is not hidden, also of those that only say something of others."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        path = file.relative_to(folder)
        if file.is_file() and not any(part.startswith(".") for part in path.parts):
            digest.update(f"{path.as_posix()}\x1f{hashlib.sha256(file.read_bytes()).hexdigest()}\x1f".encode())
    return digest.digest()


def _found(quote: str, text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where the quote stands in `[start, end)`, whatever white space is between its words."""
    form = re.compile(r"\s+".join(map(re.escape, quote.split())))
    return [each.span() for each in form.finditer(text, start, end)]


def _stretch(gold: Gold, name: str, source: Source) -> tuple[int, int]:
    """What gold says besides its quote: a slice, a page, turns, or the whole source. Raises GoldError."""
    start, end = 0, len(source.text)
    if gold.start is not None and gold.end is not None:
        start, end = gold.start, gold.end
        if end > len(source.text) or start == end:
            raise GoldError(f"{start}:{end} is no slice of {name}, which has {len(source.text)} characters")
    if gold.page is not None:
        start, end = _around(_named(source.places("page"), gold.page, name))
    if gold.turn_start is not None and gold.turn_end is not None:
        turns = source.places("speaker")
        if gold.turn_end >= len(turns):
            raise GoldError(f"{name} has {len(turns)} turns, the last of them number {len(turns) - 1}")
        start, end = _around(turns[gold.turn_start : gold.turn_end + 1])
    return start, end


def _named(pages: Sequence[Place], label: str, name: str) -> list[Place]:
    found = [page for page in pages if page.value == label]
    if not found:
        raise GoldError(
            f"{name} has no page {label!r}; its pages are {', '.join(page.value for page in pages) or 'none'}"
        )
    return found


def _around(places: Iterable[Place]) -> tuple[int, int]:
    listed = list(places)
    return min(place.start for place in listed), max(place.end for place in listed)
