"""How a quote is put into an answer: on one line, without marks of layout, and with who said it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.lists import lead_of
from assistant.answering.quotable import LIST_ITEM, opens_list
from assistant.answering.quoting import Quote
from loaders.document import Markup
from loaders.reading import reading_form

# Where the next item, row or paragraph of a list begins.
_ITEM_START = re.compile(r"(?<=\n)(?=[ \t]*(?:[-*+•▪◦]|\d{1,3}[.)]|\([a-z0-9]{1,4}\)|\||#{1,6})[ \t])|(?<=\n\n)(?=\S)")
_NUMBERED = re.compile(r"\s*(\d{1,3}[.)])\s")
_TABLE_RULE = re.compile(r"^\s*\|?\s*:?-{3,}")
_STRAY_MARKS = re.compile(r"^[*_>|\s]+|[*_|\s]+$")


def sentence_of(quote: Quote, labelled: bool = False) -> str:
    """What was said in a turn stands in quotation marks, behind who said it and when; the rest speaks for itself.

    Where an answer draws on several documents it is `labelled` with its document and date.
    """
    words = words_of(quote)
    passage = quote.found.passage
    if quote.voice == "said":
        return f"{quote.said_by}{_in_brackets(passage.date, quote.place('time'))}: “{words}”"
    return f"{label_of(quote)}: {words}" if labelled else words


def label_of(quote: Quote) -> str:
    """The document that the quote stands in, with its date where the title does not tell the year."""
    passage = quote.found.passage
    told = passage.date is not None and str(passage.date.year) in passage.title
    return f"{passage.title}{'' if told else _in_brackets(passage.date)}"


def _in_brackets(day: date | None, time: str | None = None) -> str:
    when = ", ".join(part for part in (day and day.isoformat(), time) if part)
    return f" ({when})" if when else ""


def as_list(quote: Quote) -> str:
    """A list as it stands: what announces it or the heading above it, then an item a line."""
    heading = quote.found.passage.context.split(" > ")[-1]
    lines = [line for line in _lines(quote) if line]
    announced = bool(lead_of(quote.text))
    return "\n".join(
        [lines[0] if announced else heading.rstrip(":") + ":" * (heading[-1] not in "?？"), *lines[announced:]]
    )


def _lines(quote: Quote) -> Iterator[str]:
    """The list's lines as they read, with their numbers; rows of a table under their header."""
    rows = {(place.start, place.end): place.value for place in quote.places("row")}
    markup = quote.found.passage.markup
    at = quote.start
    for item in _ITEM_START.split(quote.text):
        place = next((value for (start, end), value in rows.items() if start <= at < end), None)
        number = _NUMBERED.match(item)
        body = place or _bare(item, markup)
        at += len(item)
        if not _TABLE_RULE.match(item) and body:
            bullet = "- " if place or LIST_ITEM.match(item) or item.startswith("|") else ""
            yield f"{number[1]} {body}" if number else f"{'' if opens_list(body) else bullet}{body}"


def words_of(quote: Quote) -> str:
    """The quote as it reads: on one line, a table's row under its header."""
    return quote.row or one_line(quote.text, quote.found.passage.markup)


def one_line(text: str, markup: Markup) -> str:
    """The text on one line; the items of a list and the cells of a table row follow each other with semicolons."""
    lines = [line for line in text.splitlines() if line.strip() and not _TABLE_RULE.match(line)]
    if lines and opens_list(lines[0].strip()):
        return _as_list([_bare(line, markup) for line in lines])
    return _bare(text, markup)


def _as_list(items: Sequence[str]) -> str:
    return f"{items[0]} " + "; ".join(item.rstrip(";,.") for item in items[1:]) + "."


def _bare(text: str, markup: Markup) -> str:
    unmarked = LIST_ITEM.sub("", reading_form(text, markup), count=1)
    if markup == "markdown":
        # A sentence cut out of a larger piece may hold one half of a pair of marks, or a row without its table.
        unmarked = _STRAY_MARKS.sub("", unmarked)
        if text.lstrip().startswith("|"):
            unmarked = "; ".join(cell.strip() for cell in unmarked.split("|") if cell.strip())
    return " ".join(unmarked.split())
