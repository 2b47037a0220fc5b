"""The numbered clauses of an agreement. Numbers count as clauses only in sequence, so that page numbers, lists and
the numbers of running text do not.
"""

import re
from collections.abc import Iterator, Sequence

from loaders.agreements.clause_sequence import Clause, ClauseSequence, Number
from loaders.agreements.titles import titled as in_title_case
from loaders.document import Place

_CANDIDATE = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){0,3}(?=[.):]{0,2}[*_]{0,2}(?:\s|$))"
    r"|(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause)\s{1,4}(?:\d{1,2}(?:\.\d{1,2}){0,3}"
    r"|[IVXL]{1,7}|ONE|TWO|THREE|FOUR|FIVE|SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE)\b"
    r"|\n[ \t]{0,40}[IVXL]{1,6}\.(?=\s{1,6}[A-Z]{2})"
    r"|\n[ \t]*(?:EXHIBIT|SCHEDULE|ANNEX|APPENDIX|Exhibit|Schedule|Annex|Appendix)\s(?:[A-Z]|\d{1,2}"
    r"|[IVX]{1,5})(?=[ \t]*(?:\n|[-–—:][^\n]{0,70}\n))"
    r"|IN WITNESS WHEREOF"
)
_SPELT = dict(zip("ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE".split(), range(1, 13), strict=True))
_LABEL = re.compile(rf"(?P<word>[A-Za-z]*)\s*(?P<number>[\dIVXL.]+|{'|'.join(_SPELT)})\Z")
_ENDS_SENTENCE = re.compile(r"(?:[.;:!?”\")\]*_]|\b(?:and|or))\s*\Z|\s{3,}\Z")
_REST = re.compile(r"[.):]{0,2}[*_]{0,2}[ \t]*(?:\n\s{0,200})?[-–—:]?\s{0,40}")
_OWN_LINE = re.compile(r"[^\n]{0,120}")
_RUN_IN = re.compile(
    r"[*_]{0,2}(?P<title>[A-Z][^.:\n*_]{1,90}(?:\n[^.:\n*_]{1,60})?)[*_]{0,2}[.:][*_]{0,2}(?=\s|$|[(“\"])"
)
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MINOR = frozenset(
    "a an and as at but by for from in into it its of on or other than the their to under upon with without".split()
)
_NO_TITLE = re.compile(r"(?:Article|Section|Exhibit|Schedule|Page|Source)\b")
_CONTENTS_ENTRY = re.compile(r"[ .]\d{1,3}$")
_HAS_VERB = re.compile(r"\b(?:shall|will|may|is|are|has|have|agrees?|must|can|means?)\b")
_LONGEST_TITLE = 90
_LONGEST_LABEL = 40
_MOST_PLAIN_WORDS = 5
_MOST_WORDS = 12


def clause_places(text: str, start: int, sections: Sequence[Place]) -> Iterator[Place]:
    """Sections that do not overlap: those that the format found, cut further at the clauses inside them."""
    clauses = find_clauses(text, start) or find_clauses(text, 0)
    if not sections:
        yield from _places(clauses, "", len(text))
        return
    for section in sections:
        inside = [clause for clause in clauses if section.start < clause.start < section.end]
        own_line_end = text.find("\n", section.start, section.end)
        inside = [clause for clause in inside if own_line_end < 0 or clause.start > own_line_end]
        first = inside[0].start if inside else section.end
        yield section.model_copy(update={"end": first})
        yield from _places(inside, section.value, section.end)


def find_clauses(text: str, start: int) -> list[Clause]:
    """The clauses from offset `start` on, in order; exhibits and what follows a contents table begin anew."""
    sequence = ClauseSequence()
    for candidate in _CANDIDATE.finditer(text, start):
        clause = _clause(text, candidate)
        if clause:
            sequence.offer(clause)
    return sequence.clauses


def _clause(text: str, candidate: re.Match[str]) -> Clause | None:
    words = candidate[0].strip()
    start = candidate.end() - len(candidate[0].lstrip())
    if candidate[0].startswith("\n"):
        start = candidate.start() + len(candidate[0]) - len(candidate[0].lstrip())
    label = _LABEL.match(words.rstrip("."))
    if label is None or words[0] == "E" or label["word"].lower() in ("exhibit", "schedule", "annex", "appendix"):
        return Clause(start, "" if words.startswith("IN") else " ".join(words.split()), (), "", is_worded=True)
    rest = _REST.match(text, candidate.end())
    body = rest.end() if rest else candidate.end()
    mark = text[candidate.end() : candidate.end() + 1]
    number = _number(label["number"])
    own_line, title = _title(text, body)
    is_bare = not label["word"] and label["number"].isdigit() and mark not in (".", ")", ":")
    is_entry = own_line and _CONTENTS_ENTRY.search(title)
    if is_entry or (is_bare and _NO_TITLE.match(title)):
        return None
    if not _begins_clause(
        text,
        start,
        body,
        own_line=own_line,
        label=label,
        mark=mark,
        titled=bool(title) or text[body : body + 1] in '“"',
        is_bare=is_bare,
    ):
        return None
    word = label["word"]
    printed = f"{word.capitalize()} {label['number']}" if word.lower() == "article" else label["number"]
    return Clause(
        _with_marks(text, start),
        printed,
        number,
        title,
        is_worded=bool(word) or not label["number"][0].isdigit(),
        is_bare=is_bare,
    )


def _begins_clause(
    text: str, start: int, body: int, *, own_line: bool, label: re.Match[str], mark: str, titled: bool, is_bare: bool
) -> bool:
    """A number at the start of a line or sentence, and before a capital, a quotation mark or a bracket."""
    before = text[max(0, start - 8) : start]
    if before[-1:] and (before[-1].isalnum() or before[-1] in ".,$/-(§"):
        return False
    follows = text[body : body + 1]
    if not (follows.isupper() or follows in '“"[(*_' or own_line):
        return False
    line_start = text.rfind("\n", max(0, start - 200), start) + 1
    at_line_start = not text[line_start:start].strip(" \t#*_-") if line_start or start < 200 else False
    if is_bare:
        return at_line_start and own_line
    if label["word"] and not (label["word"].isupper() or at_line_start or _ENDS_SENTENCE.search(before)):
        return False
    if at_line_start:
        wrapped = text[max(0, line_start - 3) : line_start].rstrip(" \t\r\n")
        return (
            own_line or not wrapped or not wrapped[-1].islower() or text[max(0, line_start - 2) : line_start].isspace()
        )
    return (
        bool(_ENDS_SENTENCE.search(before))
        or label["word"].isupper()
        or (titled and (mark == "." or "." in label["number"]))
    )


def _title(text: str, body: int) -> tuple[bool, str]:
    """Whether the heading has its own line, and the heading, "" where the clause has none."""
    found = _OWN_LINE.match(text, body)
    line = found[0] if found else ""
    run_in = _RUN_IN.match(text, body)
    if run_in and _is_heading(run_in["title"]):
        return False, _said(run_in["title"])
    words = line.strip(" \t*_.:")
    if len(line) < 120 and _is_heading(words):
        return True, _said(words)
    capitals = re.match(r"(?:[A-Z][A-Z,&/’'-]+ ?|[&;] ?|A ?){1,9}(?=\s|$)", line)
    if capitals and len(capitals[0]) > 4:
        return False, _said(capitals[0].rsplit(" ", 1)[0] if re.search(r" A$", capitals[0].rstrip()) else capitals[0])
    return False, ""


def _is_heading(words: str) -> bool:
    found = _WORD.findall(words)
    if not found or len(words) > _LONGEST_TITLE or len(found) > _MOST_WORDS or not found[0][0].isupper():
        return False
    if all(word[0].isupper() for word in found if word.lower() not in _MINOR):
        return True
    is_short = 1 < len(found) <= _MOST_PLAIN_WORDS and len(words) < _LONGEST_LABEL
    is_plain = all(word.islower() for word in found[1:]) and not words.rstrip().endswith((".", ",", ";"))
    return is_short and is_plain and not _HAS_VERB.search(words)


def _said(title: str) -> str:
    words = re.split(r"\s\(?a\)\s", " ".join(title.split()))[0].strip(" ,;-–—.*_")
    return in_title_case(words) if words.isupper() and len(words) > 3 else words


def _number(digits: str) -> Number:
    if digits[0].isdigit():
        number = tuple(int(part) for part in digits.split(".") if part)
        return number[:1] if number[1:] == (0,) else number
    if digits in _SPELT:
        return (_SPELT[digits],)
    values = [{"I": 1, "V": 5, "X": 10, "L": 50}[digit] for digit in digits.rstrip(".")]
    return (sum(-value if value < max(values[place:]) else value for place, value in enumerate(values)),)


def _with_marks(text: str, start: int) -> int:
    """Markdown's marks before a number belong to the clause."""
    while start and text[start - 1] in "*_":
        start -= 1
    return start


def _places(clauses: Sequence[Clause], outer: str, end: int) -> Iterator[Place]:
    path: list[Clause] = []
    exhibit = ""
    ends = [clause.start for clause in clauses[1:]] + [end]
    for clause, clause_end in zip(clauses, ends, strict=False):
        if not clause.number:
            path, exhibit = [], clause.label
            steps = [outer, exhibit]
        else:
            path = [
                step
                for step in path
                if step.number == clause.number[: len(step.number)] and step.number != clause.number
            ]
            path.append(clause)
            steps = [outer, exhibit, *(step.heading for step in path)]
        value = " > ".join(filter(None, steps))
        if clause.label:
            yield Place(kind="section", value=value, start=clause.start, end=clause_end)
