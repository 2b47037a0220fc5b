"""What a file's name says: a title without the numbers and identifiers that programs add, and a date."""

import re
from pathlib import PurePath

from loaders.facets.claims import Claims
from loaders.facets.dates import find_date, find_month

# "Launch checklist 8f3a4c…" of Notion, "JSC-charter_123456" of Confluence, a UUID; 20240502 is a day.
_IDENTIFIER = re.compile(
    r"(?<![^\W_])(?!20\d{6}(?!\d))(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[a-f]*\d)[0-9a-f]{8,}|\d{6,})"
    r"(?:_all)?(?![^\W_])"
)
# "03 Launch checklist", "1. Scope", "12-charter"; neither a year nor a day is such a number, nor is that of "7 habits".
_ORDINAL = re.compile(r"\W*(?:0\d*|\d{1,3}(?! ))(?:[ ._)-]+(?!\d)|$)")
# Within a name, eight digits are more often a number.
_COMPACT_DATE = re.compile(r"^[A-Z]{0,3}(20\d\d)([01]\d)([0-3]\d)(?!\d)|(?<!\d)(20\d\d)([01]\d)([0-3]\d)$")
_WORD = re.compile(r"[^\W\d_]{3,}|[\u3400-\u9fff]{2,}")


def file_name_claims(path: PurePath) -> Claims:
    """The title is readable where the name has words; else it is the name as it stands."""
    words = path.stem.replace("_", " ")
    dated = _COMPACT_DATE.sub(lambda day: f" {'-'.join(filter(None, day.groups()))} ", words)
    title = readable_name(path.stem) or " ".join(words.split()) or path.name
    return Claims(title=title, date=find_date(dated) or find_month(dated))


def readable_name(stem: str) -> str:
    """The words of a name without its suffix, or "". Hyphens part them where spaces do not, but for those of dates."""
    bare = _ORDINAL.sub("", without_identifier(stem), count=1) if _ORDINAL.match(stem) else without_identifier(stem)
    gaps = "_" if " " in bare.strip() else r"_|-(?!\d)|(?<!\d)-"
    title = " ".join(re.sub(gaps, " ", bare).split())
    return title[0].upper() + title[1:] if _WORD.search(title) else ""


def without_identifier(name: str) -> str:
    """A name without the identifier that an export put behind it."""
    return _IDENTIFIER.sub("", name).strip(" _-")
