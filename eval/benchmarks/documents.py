"""Reading files: what each becomes, whether PDFs and meetings come through whole, how fast and in how much memory."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from assistant.errors import UsageError
from assistant.settings import load_settings
from eval.benchmarks.meetings import Meeting
from eval.meeting_files import Said, as_labelled, as_vtt
from eval.pdf_reading import PdfFigures, measured
from eval.records import read_lines
from eval.reporting import circumstances
from loaders import SUFFIXES, LoadError, load
from loaders.document import Metadata

MEETINGS = "val.jsonl"


@dataclass(frozen=True)
class Found:
    """A document: the people in it, else the partners, and its statements in prose, or why its file was refused."""

    file: str
    title: str
    kind: str = ""
    date: str = ""
    people: str = ""
    quoted: int = 0
    reported: int = 0


@dataclass(frozen=True)
class Turns:
    """Meetings that were written to files and read again: their turns, and those that kept speaker and words."""

    format: str
    turns: int
    kept: int


@dataclass(frozen=True)
class Figures:
    circumstances: dict[str, Any]
    documents: Sequence[Found]
    turns: Sequence[Turns]
    pdfs: PdfFigures | None


def run(data: Path) -> Figures:
    """Read every file below `data`; a text beside a PDF of the same name is what the PDF has to hold."""
    settings = load_settings()
    max_bytes = settings.max_file_mb * 1_000_000
    files = sorted(path for path in data.rglob("*") if path.suffix.lower() in SUFFIXES)
    pdfs = [path for path in files if path.suffix.lower() == ".pdf" and path.with_suffix(".txt").exists()]
    texts = {path.with_suffix(".txt") for path in pdfs}
    figures = Figures(
        circumstances(settings),
        [found for path in files if path not in texts for found in _documents(path, data, max_bytes)],
        [turns for file in sorted(data.rglob(MEETINGS)) for turns in _turns(file)],
        measured(pdfs, settings) if pdfs else None,
    )
    if not figures.documents and not figures.turns:
        raise UsageError(f"{data}: no documents in it; --data names the folder that holds them")
    _print(figures)
    return figures


def _documents(path: Path, root: Path, max_bytes: int) -> Iterator[Found]:
    name = path.relative_to(root).as_posix()
    try:
        documents = load(path, root, max_bytes)
    except LoadError as error:
        yield Found(name, f"refused: {error.reason}")
        return
    for metadata in map(Metadata.of, documents):
        facets, kinds = metadata.facets, [place.kind for place in metadata.places]
        people = [f"{person.name} ({person.role})" if person.role else person.name for person in facets.people]
        yield Found(
            name,
            facets.title,
            facets.kind,
            facets.date.isoformat() if facets.date else "",
            "; ".join(people or facets.partners),
            kinds.count("quoted"),
            kinds.count("reported"),
        )


def _turns(file: Path) -> Iterator[Turns]:
    """The meetings of QMSum, as a recorder's captions and as a plain transcript."""
    meetings = [_joined(meeting.said()) for meeting in read_lines(file, Meeting)]
    for name, write in (("meeting.vtt", as_vtt), ("meeting.txt", as_labelled)):
        kept = sum(_kept(said, write(said), name) for said in meetings)
        yield Turns(Path(name).suffix, sum(map(len, meetings)), kept)


def _joined(said: Said) -> Said:
    """Without turns that have no words; a speaker's that then follow each other are one."""
    spoken = ((speaker, words) for speaker, words in said if words)
    return [(speaker, " ".join(words for _, words in turns)) for speaker, turns in groupby(spoken, itemgetter(0))]


def _kept(said: Said, content: str, name: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(content, encoding="utf-8", newline="")
        [document] = load(path, path.parent, len(content.encode()))
    text = document.page_content
    speakers = (place for place in Metadata.of(document).places if place.kind == "speaker")
    read = [(place.value, text[place.start : place.end].split()) for place in speakers]
    return sum(one == (speaker, words.split()) for one, (speaker, words) in zip(read, said, strict=False))


def _print(figures: Figures) -> None:
    out = Console(highlight=False, markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("File", "Title", "Kind", "Date", "People or partners", "Quoted", "Reported"):
        table.add_column(column, overflow="fold")
    for each in figures.documents:
        table.add_row(each.file, each.title, each.kind, each.date, each.people, str(each.quoted), str(each.reported))
    out.print(table)
    for turns in figures.turns:
        out.print(f"{turns.kept} of {turns.turns} turns keep speaker, words and order as {turns.format}")
    if figures.pdfs:
        _print_pdfs(out, figures.pdfs)
    at = figures.circumstances
    out.print(f"commit {at['commit']}, {at['cores']} cores, {at['date']}", style="dim")


def _print_pdfs(out: Console, figures: PdfFigures) -> None:
    for each in figures.coverage:
        out.print(f"{each.words:8.4f} of the words  {each.pages:3} pages  {each.file}", overflow="fold")
    out.print(f"{figures.passages_found} of {figures.passages_checked} passages word for word on their page")
    out.print(
        f"pages a second: pypdf {figures.pypdf_speed:.0f}, loader {figures.loader_speed:.0f} "
        f"({figures.loader_speed / figures.pypdf_speed:.2f} of it), workers {figures.workers_speed:.0f}"
    )
    out.print(f"peak memory {figures.peak_memory_mb:.0f} MB on the largest file, {figures.largest_file_mb:.1f} MB")
