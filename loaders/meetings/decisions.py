"""What a meeting decided and whom it asked to act, in labelled paragraphs, lists and tables."""

import json
import re
from collections.abc import Iterator

from loaders.document import Place
from loaders.facets.dates import find_date

_MARKS = r"[ \t]*(?:[-*•] |\d{1,2}[.)] )?(?:\*\*|__)?"
_LABELLED = re.compile(
    rf"^(?P<marks>{_MARKS})(?:(?:Decision|DECISION|Action|ACTION|决定|决议|行动)[ \t]?(?:No\. ?|#)?[\w.-]{{0,12}}"
    r"(?: ?[(（][^()（）\n]{1,30}[)）])?(?:[.:：](?=[\s*_]|[^\x00-\x7f])|\*\*|[ \t][-–—][ \t])"
    r"|(?:Decided|DECIDED|Resolved|RESOLVED|Agreed|AGREED)(?:[:：]|\*\*| that\b| to\b|,? (?:THAT|TO)\b)"
    r"|(?:IT WAS |It was )(?:unanimously )?(?i:resolved|decided|agreed)\b"
    r"|The (?:\w+ ){0,3}(?:committee|board|group|JSC|J[A-Z]C|meeting|members"
    r"|parties) (?:unanimously )?(?:resolved|decided|approved|approves)\b"
    r"|会议(?:一致)?(?:决定|决议|通过|同意))",
    re.MULTILINE,
)
_HEADING = re.compile(
    r"^[ \t]*(?:#{1,6} |\*\*|\d{1,2}[.)、] ?)*(?:(?:Summary of |Log of |Key )?(?:Decisions?|Actions?"
    r"|Action items|Resolutions?|DECISIONS|ACTIONS|ACTION ITEMS"
    r"|Next steps|Follow-ups?)(?: and (?:Decisions|Actions|decisions|actions|next steps))?|决定(?:事项)?"
    r"|决议(?:事项)?|行动(?:项|计划)|待办(?:事项)?)(?:\*\*)?[ \t]*[:：]?(?:\*\*)?[ \t]*\r?$",
    re.MULTILINE,
)
_NEXT_HEADING = re.compile(r"^[ \t]*(?:#{1,6} |\*\*[^*\n]{1,60}\*\*[ \t]*\r?$|[A-Z][A-Z ]{3,40}\r?$)", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*(?:[-*•]|\d{1,2}[.)、])[ \t]*(?=\S)", re.MULTILINE)
_PARAGRAPH_END = re.compile(r"\n[ \t\r]*\n|\Z")
_ONLY_OWNER = re.compile(r"\s{1,10}(?:\*\*)?(?:Owner|Responsible|Due|Deadline|负责人|责任人|截止)", re.IGNORECASE)
_ROW = re.compile(r"^[ \t]*\|(?P<cells>.*)\|[ \t]*\r?$", re.MULTILINE)
_RULE = re.compile(r"[\s|:-]+")
_LABELLED_ROW = re.compile(
    r"^(?=[^\n]{0,600}\b(?:Owner|Responsible|负责人|责任人) ?[:：])[^\n:：;]{1,30}[:：][^\n;]{1,300};[^\n]*$",
    re.MULTILINE,
)

_TITLED = r"(?:(?:Dr|Mr|Mrs|Ms|Prof|[A-Z])\.\s?|[^.;|\n，。；()（）])"
_OWNER_NAMES = r"(?:Action )?Owners?|Responsible(?: person)?|Assigned to|Action by|Lead|Who|负责人|责任人|承办人"
_DUE_NAMES = r"Due(?: date| by)?|Deadline|Target date|By when|When|截止(?:日期|时间)?|完成(?:日期|时间)|期限"
_OWNER = re.compile(rf"\b(?:{_OWNER_NAMES})[*_]{{0,2}}\s?[:：][*_\s]{{0,3}}({_TITLED}{{1,80}})", re.IGNORECASE)
_DUE = re.compile(rf"\b(?:{_DUE_NAMES})[*_]{{0,2}}\s?[:：]?[*_\s]{{0,3}}([^\n|;；]{{4,80}})", re.IGNORECASE)
_BY_DATE = re.compile(r"\b(?:by|before|until|no later than)\s([^\n;]{6,40})|([^\s，。；]{6,12})\s?前", re.IGNORECASE)
_DOER = re.compile(
    r"[\s*_-]{0,6}((?:[A-ZÀ-Þ][\w'’.-]*)(?: (?:[A-ZÀ-Þ][\w'’.-]*|van|von|de|der)){1,3})(?:\*\*)? (?:to|will|shall)\b"
)
_IN_BRACKETS = re.compile(r"[(（\[]([A-ZÀ-Þ][\w'’.-]*(?: [A-ZÀ-Þ][\w'’.-]*){1,3}|[\u3400-\u9fff·]{2,4})[,，;；)）\]]")
_LAST_BRACKETS = re.compile(r"[(（]([^()（）]{1,80})[)）]\.?\Z")
_OWNER_COLUMN = re.compile(rf"(?:{_OWNER_NAMES})", re.IGNORECASE)
_DUE_COLUMN = re.compile(rf"(?:{_DUE_NAMES}|Date|日期)", re.IGNORECASE)
_NOT_IN_OWNER = re.compile(r",? (?:to|who|with a|by)\b|\s?[,，]?\s?(?:due|deadline|截止)", re.IGNORECASE)
_LONGEST = 3000


def decision_places(text: str, start: int) -> Iterator[Place]:
    """Decisions and actions from offset `start` on, in order, none inside another; rows also as `row`."""
    rows = list(_table_rows(text, start))
    found = [*(decision for _, decision in rows), *_found(text, start)]
    end = 0
    for place in sorted(found, key=lambda place: (place.start, -place.end)):
        if place.start >= end:
            yield place
            end = place.end
    yield from (row for row, _ in rows)


def _found(text: str, start: int) -> Iterator[Place]:
    for match in _LABELLED.finditer(text, start):
        yield _decision(
            text, match.start() + len(match["marks"]) - len(match["marks"].lstrip()), _block_end(text, match.end())
        )
    for match in _LABELLED_ROW.finditer(text, start):
        yield _decision(text, match.start(), match.end())
    headings = list(_HEADING.finditer(text, start))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    for heading, end in zip(headings, ends, strict=False):
        yield from _bullets(text, heading.end(), end)


def _block_end(text: str, position: int) -> int:
    """The end of a paragraph, or of its list item, with the paragraph of owner and due date that follows it."""
    paragraph = _PARAGRAPH_END.search(text, position)
    end = min(paragraph.start() if paragraph else len(text), position + _LONGEST)
    bullet = _BULLET.search(text, position, end)
    if bullet:
        return bullet.start()
    if _ONLY_OWNER.match(text, end):
        following = _PARAGRAPH_END.search(text, end + 2)
        end = min(following.start() if following else len(text), end + _LONGEST)
    return end


def _bullets(text: str, start: int, end: int) -> Iterator[Place]:
    """The list items below a heading of decisions, up to the next heading of any kind, or `end`."""
    heading = _NEXT_HEADING.search(text, start, end)
    end = heading.start() if heading else end
    items = list(_BULLET.finditer(text, start, end))
    for item, following in zip(items, [*(item.start() for item in items[1:]), end], strict=False):
        paragraph = _PARAGRAPH_END.search(text, item.end(), following)
        yield _decision(text, item.end(), min(following, paragraph.start() if paragraph else following))


def _table_rows(text: str, start: int) -> Iterator[tuple[Place, Place]]:
    """The rows of Markdown tables that have a column of owners, read with their headers."""
    header: list[str] = []
    before = -1
    for match in _ROW.finditer(text, start):
        cells = [" ".join(cell.split()) for cell in match["cells"].split("|")]
        if not text[before : match.start()].isspace() or text.count("\n", before, match.start()) > 1:
            header = cells
        elif not _RULE.fullmatch(match["cells"]) and any(_OWNER_COLUMN.fullmatch(name) for name in header):
            yield _row(match, header, cells)
        before = match.end()


def _row(match: re.Match[str], header: list[str], cells: list[str]) -> tuple[Place, Place]:
    named = dict(zip(header, cells, strict=False))
    owner = next((cell for name, cell in named.items() if _OWNER_COLUMN.fullmatch(name)), "")
    due = next((cell for name, cell in named.items() if _DUE_COLUMN.fullmatch(name)), "")
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    end = match.start() + len(match[0].rstrip())
    reading = "; ".join(f"{name}: {cell}" if name else cell for name, cell in named.items() if cell)
    row = Place(kind="row", value=reading, start=start, end=end)
    return row, Place(kind="decision", value=_value(owner, due), start=start, end=end)


def _decision(text: str, start: int, end: int) -> Place:
    words = text[start:end].rstrip()
    return Place(kind="decision", value=_value(_owner(words), _due(words)), start=start, end=start + len(words))


def _owner(words: str) -> str:
    """Who is named as owner, else who is said to do it."""
    stated = _OWNER.search(words)
    if stated:
        return _NOT_IN_OWNER.split(stated[1])[0].strip(" *_,.，\r")
    doer = _DOER.match(words) or _IN_BRACKETS.search(words)
    return doer[1] if doer else ""


def _due(words: str) -> str:
    stated = _DUE.search(words) or _BY_DATE.search(words) or _LAST_BRACKETS.search(words)
    return next(filter(None, stated.groups()), "") if stated else ""


def _value(owner: str, due: str) -> str:
    date = find_date(due)
    return json.dumps({"owner": owner, "due": date.isoformat() if date else None}, ensure_ascii=False)
