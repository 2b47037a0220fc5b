"""How results look in a terminal, and as JSON for programs."""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.types import Answer, Citation, Hit, Located

if TYPE_CHECKING:
    from assistant.knowledge.doctor import Diagnosis
    from assistant.knowledge.stored import StoredDocument
    from assistant.knowledge.sync import SyncReport

WIDEST = 100

# What a document holds is shown; it never steers the terminal.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def console() -> Console:
    """Standard output, no wider than is good to read; what is printed is text, never markup."""
    made = Console(highlight=False, markup=False, emoji=False)
    made.width = min(made.width, WIDEST)
    return made


def print_json(value: object) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2, default=_plain)
    sys.stdout.write("\n")


def _plain(value: object) -> Any:
    return value.model_dump(mode="json") if isinstance(value, BaseModel) else str(value)


def print_answer(answer: Answer) -> None:
    """The answer, then its numbered quotes and where each stands."""
    out = console()
    out.print()
    print_indented(out, 2, answer.text)
    out.print()
    for citation in answer.citations:
        print_citation(out, citation)
    if answer.nearest:
        out.print("  The nearest passages:\n")
    for citation in answer.nearest:
        print_citation(out, citation)


def print_citation(out: Console, citation: Citation) -> None:
    print_indented(out, 2, f"[{citation.number}] {citation.document}", "bold")
    print_indented(out, 6, place_line(citation), "dim")
    print_indented(out, 6, " ".join(citation.quote.split()))
    out.print()


def place_line(located: Located) -> str:
    """Who, when and where, in one line; the title, which stands above it, is not said again."""
    page = located.page and f"p. {located.page}"
    section = (located.section or "").removeprefix(located.document).removeprefix(" > ")
    parts = (located.speaker, located.date, located.time, page, section, located.source)
    return " · ".join(part for part in parts if part)


def print_indented(out: Console, indent: int, text: str | Text, style: str = "") -> None:
    """The text wrapped to the console's width, and nothing behind its lines that a copy would carry along.

    A Text is printed as it is: make it of `cleaned` parts.
    """
    for line in (cleaned(text) if isinstance(text, str) else text).wrap(out, out.width - indent):
        line.rstrip()
        if line:
            line.pad_left(indent)
        out.print(line, style=style)


def cleaned(text: str, style: str = "") -> Text:
    """The text without what would steer the terminal."""
    return Text(_CONTROL.sub("", text), style)


def print_hits(hits: Sequence[Hit]) -> None:
    out = console()
    if not hits:
        out.print("Nothing found.")
    for number, hit in enumerate(hits, start=1):
        out.print()
        print_indented(out, 0, f"{number}. {hit.document}", "bold")
        print_indented(out, 3, place_line(hit), "dim")
        print_indented(out, 3, hit.reading or hit.text)


def print_report(report: "SyncReport") -> None:
    """What a sync did; failures last, one line each, where they are seen."""
    out = console()
    counts = {
        "added": len(report.added),
        "changed": len(report.changed),
        "unchanged": report.unchanged,
        "removed": len(report.removed),
        "failed": len(report.failed),
    }
    out.print(
        f"{_from_here(report.folder)}: {', '.join(f'{n} {name}' for name, n in counts.items() if n)}", soft_wrap=True
    )
    for path, problems in sorted(report.left_out.items()):
        for problem in problems:
            out.print(Text.assemble("  ", ("left out", "red"), f"  {path}: {problem}"), soft_wrap=True)
    for path, reason in sorted(report.failed.items()):
        out.print(Text.assemble("  ", ("failed", "red"), f"  {path}: {reason}"), soft_wrap=True)


def _from_here(folder: str) -> Path:
    """The path as a person in the working folder would write it."""
    path, here = Path(folder), Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def print_documents(documents: Sequence["StoredDocument"]) -> None:
    """Each document's source on a line of its own, whole, so that it can be copied into `ally show`."""
    out = console()
    if not documents:
        out.print("No documents.")
    for each in documents:
        f = each.facets
        out.print(each.source, style="bold", soft_wrap=True)
        parts = (f.title, f.kind, str(f.date or ""), f.audience, f"{each.passages} passages")
        print_indented(out, 4, " · ".join(part for part in parts if part))


def print_facets(documents: Sequence["StoredDocument"]) -> None:
    """Each document's facets, and where each came from."""
    out = console()
    for each in documents:
        out.print()
        out.print(each.source, style="bold", soft_wrap=True)
        for name, value in each.facets.model_dump(mode="json", exclude={"origins"}).items():
            if value:
                origin = each.facets.origins.get(name, "default")
                print_indented(out, 4, f"{name}: {_facet(value)} ({origin})")


def _facet(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_facet(item) for item in value)
    if isinstance(value, dict):
        told = ", ".join(filter(None, (value["same_as"], value["role"])))
        return f"{value['name']} ({told})" if told else str(value["name"])
    return str(value)


def print_diagnosis(found: "Diagnosis", remedy: str) -> None:
    out = console()
    out.print(f"{found.sources} sources, {found.documents} documents, {found.passages} passages")
    out.print(", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in found.bytes.items()), soft_wrap=True)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Audience")
    for name in ("Catalog", "Vectors", "Lexical"):
        table.add_column(name, justify="right")
    for row in found.audiences:
        table.add_row(row.audience, str(row.catalog), str(row.vectors), str(row.lexical))
    out.print(table)
    for problem in found.problems:
        out.print(Text.assemble(("problem", "red"), f"  {problem}"), soft_wrap=True)
    out.print(f"The indexes need repair: {remedy}" if found.problems else "All is well.")
