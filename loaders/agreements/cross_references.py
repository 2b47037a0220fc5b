"""Where an agreement refers to a clause, and where an amendment changes one."""

import re
from collections.abc import Iterator, Sequence

from loaders.document import Place

_NUMBER = r"(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXL]{1,6}\b)"
_REFERENCE = re.compile(
    rf"\b(?:Sections?|SECTIONS?|sections?|Articles?|ARTICLES?|articles?|Clauses?|clauses?|Paragraphs?|paragraphs?)\s+"
    rf"(?P<first>{_NUMBER})(?P<more>(?:(?:\([a-zA-Z0-9]{{1,4}}\))*(?:\s?,\s?|\s?,?\s(?:and|or|to"
    rf"|through)\s){_NUMBER})*)"
    rf"(?:\([a-zA-Z0-9]{{1,4}}\))*|第\s?(?P<zh>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}})\s?条"
)
_ONE = re.compile(_NUMBER)
# "Section 13(d) of the Exchange Act" is no clause of this agreement.
_OF_A_LAW = re.compile(
    r"\s*(?:thereof,?\s)?(?:of|under)\s+(?:the\s+|said\s+|Title\s)?(?:[A-Z][\w.&’'-]*\s+(?:(?:of|and|for)\s+)?){0,6}?"
    r"(?:Act|Code|Regulations?|Rules?|Statutes?|Directive|U\.S\.C|C\.F\.R|GDPR)\b"
)
_CHANGED = re.compile(
    r"(?<!not )\b(?:amended|deleted|replaced|restated|supplemented|modified|revised|added|inserted|substituted)\b",
    re.IGNORECASE,
)
_LONGEST = 3000
_BEFORE_VERB = 300


def reference_places(text: str) -> Iterator[Place]:
    """Each reference, its value the clause's number without letters; headings and sections of statutes are none."""
    for match in _REFERENCE.finditer(text):
        if _is_heading(text, match) or _OF_A_LAW.match(text, match.end()):
            continue
        first = match["first"] or match["zh"]
        more_start = match.end("more") - len(match["more"] or "")
        yield Place(
            kind="reference", value=first, start=match.start(), end=match.end() if not match["more"] else more_start
        )
        for other in _ONE.finditer(text, more_start, match.end("more")) if match["more"] else ():
            yield Place(kind="reference", value=other[0], start=other.start(), end=other.end())


def amending_places(text: str, sections: Sequence[Place]) -> Iterator[Place]:
    """Each clause that says another agreement's clause is changed; its value is that one's number."""
    for section in sections or [Place(kind="section", value="", start=0, end=len(text))]:
        if _is_short(section):
            changed = dict.fromkeys(
                number for start, end in _changes(text, section) for number in _numbers(text, start, end)
            )
            for number in changed:
                yield Place(kind="amends", value=number, start=section.start, end=section.end)
        else:
            for start, end in _changes(text, section):
                for number in dict.fromkeys(_numbers(text, start, end)):
                    yield Place(kind="amends", value=number, start=start, end=end)


def _is_short(section: Place) -> bool:
    return section.end - section.start <= _LONGEST and section.value != ""


def _changes(text: str, section: Place) -> Iterator[tuple[int, int]]:
    """The stretch of a sentence around each verb of change."""
    for verb in _CHANGED.finditer(text, section.start, section.end):
        before = text.rfind(". ", max(section.start, verb.start() - _BEFORE_VERB), verb.start())
        start = before + 1 if before >= 0 else max(section.start, verb.start() - _BEFORE_VERB)
        yield start, min(section.end, verb.end() + 80)


def _numbers(text: str, start: int, end: int) -> Iterator[str]:
    for reference in _REFERENCE.finditer(text, start, end):
        if not _is_heading(text, reference):
            yield reference["first"] or reference["zh"]


def _is_heading(text: str, match: re.Match[str]) -> bool:
    line_start = text.rfind("\n", 0, match.start()) + 1
    before = text[max(0, line_start - 3) : line_start]
    is_first = not text[line_start : match.start()].strip(" \t#*") and (not before or before.count("\n") > 1)
    return is_first and re.match(r"[.:]?\s+[A-Z]|\.?\s*\n", text[match.end() : match.end() + 6]) is not None
