"""How results look in a terminal, and as JSON for programs."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from assistant.types import Answer, Citation, Hit, Located

if TYPE_CHECKING:
    from assistant.knowledge.catalog import StoredDocument
    from assistant.knowledge.doctor import Diagnosis
    from assistant.knowledge.sync import SyncReport

WIDEST = 100


def console() -> Console:
    """Standard output, no wider than is good to read."""
    return _narrowed(Console(highlight=False, soft_wrap=False))


def _narrowed(made: Console) -> Console:
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
    out.print(Padding(escape(answer.text), (0, 2)))
    out.print()
    for citation in answer.citations:
        _print_citation(out, citation)
    if answer.nearest:
        out.print("  The nearest passages:")
        out.print()
    for citation in answer.nearest:
        _print_citation(out, citation)


def _print_citation(out: Console, citation: Citation) -> None:
    out.print(f"  [bold]\\[{citation.number}][/bold] [bold]{escape(citation.document)}[/bold]")
    out.print(Padding(f"[dim]{escape(place_line(citation))}[/dim]", (0, 6)))
    out.print(Padding(escape(" ".join(citation.quote.split())), (0, 6)))
    out.print()


def place_line(located: Located) -> str:
    """Who, when and where, in one line."""
    page = located.page and f"p. {located.page}"
    parts = (located.speaker, located.date, located.time, page, located.section, located.source)
    return " · ".join(part for part in parts if part)


def print_hits(hits: Sequence[Hit]) -> None:
    out = console()
    if not hits:
        out.print("Nothing found.")
    for number, hit in enumerate(hits, start=1):
        out.print(f"\n[bold]{number}. {escape(hit.document)}[/bold]")
        out.print(Padding(f"[dim]{escape(place_line(hit))}[/dim]", (0, 3)))
        out.print(Padding(escape(hit.reading or hit.text), (0, 3)))


def print_report(report: "SyncReport") -> None:
    """What a sync did; failures last, one line each, where they are seen."""
    out = console()
    counts = (
        ("added", report.added),
        ("changed", report.changed),
        ("removed", report.removed),
        ("failed", report.failed),
    )
    said = [f"{len(paths)} {name}" for name, paths in counts if paths]
    said.insert(0 if not report.added else 1, f"{report.unchanged} unchanged") if report.unchanged else None
    out.print(f"{escape(report.folder)}: {', '.join(said)}")
    for path, reason in sorted(report.failed.items()):
        out.print(f"  [red]failed[/red]  {escape(path)}: {escape(reason)}")


def print_documents(documents: Sequence["StoredDocument"]) -> None:
    out = console()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("Source", "Title", "Kind", "Date", "Audience", "Passages"):
        table.add_column(name, overflow="fold", justify="right" if name == "Passages" else "left")
    for each in documents:
        f = each.facets
        cells = (each.source, f.title, f.kind, str(f.date or ""), f.audience, str(each.passages))
        table.add_row(*map(escape, cells))
    out.print(table)


def print_facets(documents: Sequence["StoredDocument"]) -> None:
    """Each document's facets, and where each came from."""
    out = console()
    for each in documents:
        out.print(f"\n[bold]{escape(each.source)}[/bold]")
        table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 2))
        for name, value in each.facets.model_dump(mode="json", exclude={"origins"}).items():
            if value:
                table.add_row(name, escape(_facet(value)), f"[dim]{each.facets.origins.get(name, 'default')}[/dim]")
        out.print(table)


def _facet(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_facet(item) for item in value)
    if isinstance(value, dict):
        return f"{value['name']} ({value['role']})" if value["role"] else str(value["name"])
    return str(value)


def print_diagnosis(found: "Diagnosis") -> None:
    out = console()
    out.print(f"{found.sources} sources, {found.documents} documents, {found.passages} passages")
    out.print(", ".join(f"{name} {size / 1e6:.1f} MB" for name, size in found.bytes.items()))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Audience")
    for name in ("Catalog", "Vectors", "Lexical"):
        table.add_column(name, justify="right")
    for row in found.audiences:
        table.add_row(escape(row.audience), str(row.catalog), str(row.vectors), str(row.lexical))
    out.print(table)
    for problem in found.problems:
        out.print(f"[red]problem[/red]  {escape(problem)}")
    out.print("The indexes need repair: ally doctor --repair" if found.problems else "All is well.")
