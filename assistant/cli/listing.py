"""`ally sources` and `ally show`: what is known, and the text it rests on."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.cli import options
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.knowledge.stored import StoredDocument


def sources(
    why: Annotated[bool, typer.Option("--why", help="Show every facet and where it came from.")] = False,
    source: options.Source = None,
    kind: options.Kind = None,
    viewer: options.As = None,
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """List the documents that are known."""
    from assistant.cli import printing

    documents = options.reached(url, data, viewer).documents(options.filters_from(source=source, kind=kind))
    if as_json:
        printing.print_json({"sources": [_as_json(document, why) for document in documents]})
    elif why:
        printing.print_facets(documents)
    else:
        printing.print_documents(documents)


def show(
    source: Annotated[str, typer.Argument(help="A source's path, as `ally sources` lists it.", metavar="SOURCE")],
    at: Annotated[
        str | None, typer.Option(help="Only this slice of the text, in characters.", metavar="START:END")
    ] = None,
    viewer: options.As = None,
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """Print a source's text as it is quoted."""
    from assistant.cli import printing

    start, end = _slice(at)
    known = options.reached(url, data, viewer)
    documents = [each for each in known.documents(options.filters_from()) if source in _names(each)]
    if not documents:
        raise UsageError(f"{source!r}: no such source; 'ally sources' lists what is known")
    paths = sorted({_path(each) for each in documents})
    if len(paths) > 1:
        raise UsageError(f"{source}: there are several; name one of {', '.join(paths)}")
    text = "".join(_within(each, known.text(each), start, end) for each in documents)
    if at is not None and len(text) != (end or 0) - start:
        raise UsageError(f"--at {at}: reaches beyond the end of {source}; 'ally show {source}' prints all of it")
    if as_json:
        printing.print_json({"source": source, "start": start, "end": start + len(text), "text": text})
    else:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def _path(document: "StoredDocument") -> str:
    return f"{document.folder}/{document.file}"


def _names(document: "StoredDocument") -> set[str]:
    """What a document can be asked for by: the file it is in, and its place inside it, from its folder on or whole."""
    return {name for each in (document.source, document.file) for name in (each, f"{document.folder}/{each}")}


def _as_json(document: "StoredDocument", why: bool) -> dict[str, Any]:
    facets = document.facets.model_dump(mode="json", exclude=None if why else {"origins"})
    return {
        **{
            name: value
            for name, value in asdict(document).items()
            if name in ("folder", "source", "start", "end", "passages")
        },
        **facets,
    }


def _slice(at: str | None) -> tuple[int, int | None]:
    if at is None:
        return 0, None
    start, _, end = at.partition(":")
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise UsageError(f"--at {at!r}: not START:END, two counts of characters, the smaller first, such as 120:340")
    return int(start), int(end)


def _within(document: "StoredDocument", text: str, start: int, end: int | None) -> str:
    """What of the document's text lies in the slice of its source's."""
    first = max(0, start - document.start)
    return text[first:] if end is None else text[first : max(first, end - document.start)]
