"""The numbers of a sentence, with what they count, have to be numbers of its quote and to stand by the same words."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.grounding.units import CURRENCIES, NAMED, SAME, UNIT
from assistant.answering.grounding.words import Word, near, shared

FIRST_YEAR, LAST_YEAR = 1900, 2100
MARGIN = 0.75  # by how much more another number's surroundings must fit, before a number counts as misplaced

_FIGURE = re.compile(
    r"(?P<before>US\$|USD|EUR|GBP|CHF|CNY|RMB|JPY|[$€£¥])?\s?"
    r"(?<![A-Za-z0-9_.])(?P<figure>\d{1,2}:\d\d(?::\d\d)?|\d+(?:\.\d+){2,}|\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>\s?(?:1000000000000|1000000000|1000000|1000|million|billion|bn|mn|k|m)(?![A-Za-z0-9_]|[.,]\d))?"
    r"(?P<ordinal>st|nd|rd|th)?(?P<percent>\s?%)?(?:\s?\(\s?(?:[$€£¥]|US\$)?(?P=figure)\s?%?\s?\))?"
)
_SCALES = {"million": 1e6, "billion": 1e9, "bn": 1e9, "mn": 1e6, "k": 1e3, "m": 1e6}
_BETWEEN = r"(?:(?:calendar|consecutive|full|whole|more|further|additional|other|contract|fiscal) )*"
_AFTER = re.compile(rf"\s*\)?\s*{_BETWEEN}(?:{UNIT})(?![a-z])", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:-|to|or|and|至|到|、)\s*(?=[$€£¥]?\d)")
_IMPLIED = re.compile(rf"\b(?:an?|each|every|per|any|the|single)\s+{_BETWEEN}(?:{UNIT})(?![a-z])", re.IGNORECASE)
_EVERY = re.compile(
    r"\b(?:(?P<day>daily)|(?P<week>weekly)|(?P<month>monthly)|(?P<quarter>quarterly)|(?P<year>annual(?:ly)?|yearly))\b"
    r"|每(?:(?P<day_>[日天])|(?P<week_>[周週])|(?P<month_>月)|(?P<year_>年))",
    re.IGNORECASE,
)
_TWO = re.compile(r"\b(?:both|pair|couple|double|either)\b|双方", re.IGNORECASE)
_HALF = re.compile(r"\bhalf\b|一半", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:sections?|clauses?|articles?|steps?|pages?|exhibits?|schedules?|amendments?|appendix|annex|chapters?|phase"
    r"|parts?|paragraphs?|no\.|number|version|第)\s*$",
    re.IGNORECASE,
)
_LOOSE_ORDINAL = re.compile(r"\s+part(?:y|ies)\b|,", re.IGNORECASE)


@dataclass(frozen=True)
class Quantity:
    """A number, and the unit it counts ("" where none is known). `implied` ones are said without a figure.

    A `reference` names a place ("Section 4"); of an ordinal the unit is "th".
    """

    value: float | str
    unit: str
    near: Mapping[str, float]
    following: str = ""
    implied: bool = False
    reference: bool = False

    @property
    def is_year(self) -> bool:
        return not self.unit and isinstance(self.value, float) and FIRST_YEAR <= self.value < LAST_YEAR

    @property
    def amount(self) -> tuple[float | str, str]:
        """The same for equal amounts in different units."""
        if isinstance(self.value, float) and self.unit in SAME:
            unit, factor = SAME[self.unit]
            return round(self.value * factor, 6), unit
        return self.value, self.unit


def quantities(text: str, words: Sequence[Word]) -> list[Quantity]:
    """The numbers of a uniform text whose dates are blanked out."""
    every = [
        Quantity(1.0, str(match.lastgroup).rstrip("_"), near(words, _index(words, match.start())))
        for match in _EVERY.finditer(text)
    ]
    return [*_written(text, words), *every, *_implied(text, words)]


def _written(text: str, words: Sequence[Word]) -> Iterator[Quantity]:
    inherited: list[tuple[re.Match[str], int]] = []
    for match in _FIGURE.finditer(text):
        at = _index(words, match.start("figure"))
        unit = _unit(text, match)
        if not unit and _JOINED.match(text, match.end()):
            inherited.append((match, at))
            continue
        for earlier, place in inherited:
            yield _quantity(text, earlier, unit, words, place)
        inherited = []
        yield _quantity(text, match, unit, words, at)
    for earlier, place in inherited:
        yield _quantity(text, earlier, "", words, place)


def _quantity(text: str, match: re.Match[str], unit: str, words: Sequence[Word], at: int) -> Quantity:
    following = next((word.term for word in words[at + 1 : at + 4] if word.is_content), "")
    reference = bool(_REFERENCE.search(text, 0, match.start()))
    return Quantity(_value(match), unit, near(words, at), following, reference=reference)


def _value(match: re.Match[str]) -> float | str:
    figure = match["figure"].replace(",", "")
    if figure.count(".") > 1 or ":" in figure:
        return figure
    scale = (match["scale"] or "").strip()
    return round(float(figure) * (_SCALES.get(scale) or float(scale or 1)), 6)


def _unit(text: str, match: re.Match[str]) -> str:
    if match["percent"]:
        return "%"
    if match["before"]:
        return CURRENCIES.get(match["before"], match["before"])
    if match["ordinal"]:
        return "" if _LOOSE_ORDINAL.match(text, match.end()) else "th"
    after = _AFTER.match(text, match.end())
    unit = NAMED[str(after.lastgroup)] if after else ""
    return f"business {after[0].split()[-1].lower()}" if after and unit == "business period" else unit


def _implied(text: str, words: Sequence[Word]) -> Iterator[Quantity]:
    for match in _IMPLIED.finditer(text):
        yield Quantity(1.0, NAMED[str(match.lastgroup)], near(words, _index(words, match.start())), implied=True)
    for form, value, unit in ((_TWO, 2.0, ""), (_HALF, 50.0, "%")):
        for match in form.finditer(text):
            yield Quantity(value, unit, near(words, _index(words, match.start())), implied=True)


def _index(words: Sequence[Word], start: int) -> int:
    return max((at for at, word in enumerate(words) if word.start <= start), default=0)


def disagreement(claimed: Sequence[Quantity], quoted: Sequence[Quantity], around: Sequence[Quantity]) -> str:
    """Why the numbers claimed are not those quoted, or "". `around` are those of headings: references and years may
    be taken from there.
    """
    written = [each for each in claimed if not each.implied]
    for each in written:
        if not _holds(each, quoted, around):
            return f"{_shown(each)} is not in the quote"
        if sum(_agree(each, other) for other in written) > max(1, sum(_agree(each, other) for other in quoted)):
            return f"{_shown(each)} is not in the quote as often"
    return _other_rate([each for each in claimed if each.implied], quoted)


def _other_rate(claimed: Sequence[Quantity], quoted: Sequence[Quantity]) -> str:
    """Whether "a month" stands for "a year"."""
    rates = [each for each in quoted if each.implied and each.unit in SAME]
    for each in claimed:
        if each.unit in SAME and rates and not any(_agree(each, other) for other in quoted):
            return f"“a {each.unit}” is not in the quote"
    return ""


def _holds(claim: Quantity, quoted: Sequence[Quantity], around: Sequence[Quantity]) -> bool:
    if claim.value == 1.0 and claim.unit in ("", "times"):
        return _one_holds(claim, quoted)
    same = [each for each in quoted if _agree(claim, each)]
    if not same:
        # A heading gives a sentence its year where the quote has none.
        has_year = any(each.is_year for each in quoted)
        may_stand_above = claim.reference or (claim.is_year and not has_year)
        return may_stand_above and any(_agree(claim, each) for each in around)
    alike = [each for each in quoted if each.unit == claim.unit and not _agree(claim, each) and not each.implied]
    fits = max(shared(claim.near, each.near) for each in same)
    return all(shared(claim.near, each.near) <= fits + MARGIN for each in alike)


def _one_holds(claim: Quantity, quoted: Sequence[Quantity]) -> bool:
    """Whether "one" may be said; being a pronoun too, it is wrong only where the quote counts the same otherwise."""
    alike = [each for each in quoted if not each.implied and each.unit == claim.unit]
    counted = [each for each in alike if claim.unit or each.following == claim.following]
    return not counted or any(each.value == 1.0 for each in counted)


def _agree(one: Quantity, other: Quantity) -> bool:
    if one.amount == other.amount:
        return True
    return one.value == other.value and (
        not one.unit or (not other.unit and not other.following and not other.implied and one.unit != "th")
    )


def _shown(quantity: Quantity) -> str:
    value = f"{quantity.value:g}" if isinstance(quantity.value, float) and quantity.value < 1e5 else quantity.value
    return f"the number {value:,.0f}" if isinstance(value, float) else f"the number {value}"
