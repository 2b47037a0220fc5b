"""Rules that change one thing in a sentence so that it no longer says what its source says."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from eval.spelled_numbers import spelled

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"\b(?:({_MONTH})(?: (\d{{1,2}})(?!\d))?|(\d{{1,2}})月)|(?<![\d,.$])((?:19|20)\d\d)(?!\d|,\d)(?= ?年?)"
)
_SPELLED = "|".join(map(spelled, (*range(2, 21), 30, 40, 45, 50, 60, 90)))
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_.,/-])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?![A-Za-z0-9_/]|[.,-]\d|[年月日])"
    rf"|\b({_SPELLED})\b(?! \()"
)
_NAME = re.compile(r"(?<=[a-z,] )(?:[A-Z][\w&'-]+)(?: (?:of |and |& )?[A-Z][\w&'-]+)*")
_NO_NAMES = frozenset(
    f"""Section Sections Article Articles Agreement Exhibit Schedule Appendix Annex Paragraph Clause I I'm I'd I've I'll
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Date Amendment Mr Mrs Ms Dr The This OK
    {" ".join(_MONTHS)}""".split()
)
_UNITS = (
    (r"\bdays\b", ("months", "weeks", "years")),
    (r"\bmonths\b", ("days", "weeks", "years")),
    (r"\bweeks\b", ("days", "months")),
    (r"\byears\b", ("months", "weeks", "days")),
    (r"\bhours\b", ("days", "minutes")),
    (r"\bminutes\b", ("hours", "days")),
    (r"\bpercent\b", ("dollars", "euros")),
    (r"(?<=\d)%", (" dollars", " days")),
    (r"\$(?=\d)", ("€", "£")),
    (r"\bdollars\b", ("euros", "pounds")),
    (r"\bmillion\b", ("billion", "thousand")),
    (r"\bbillion\b", ("million",)),
    (r"\bbusiness days\b", ("weeks", "months")),
    (r"(?<=\d)年", ("个月", "天")),
    (r"个月", ("年", "天")),
    (r"(?<=\d)天", ("个月", "小时")),
    (r"公里", ("米",)),
    (r"公斤", ("吨",)),
    (r"\bmiles\b", ("kilometres",)),
)
_OPPOSITES = (
    ("increase", "decrease"),
    ("increased", "decreased"),
    ("increases", "decreases"),
    ("rise", "fall"),
    ("rose", "fell"),
    ("grow", "shrink"),
    ("grew", "shrank"),
    ("higher", "lower"),
    ("more", "less"),
    ("more than", "less than"),
    ("greater than", "less than"),
    ("before", "after"),
    ("prior to", "after"),
    ("following", "preceding"),
    ("earlier", "later"),
    ("at least", "at most"),
    ("no later than", "no earlier than"),
    ("not less than", "not more than"),
    ("maximum", "minimum"),
    ("above", "below"),
    ("first", "last"),
    ("begin", "end"),
    ("begins", "ends"),
    ("commence", "cease"),
    ("gain", "lose"),
    ("improve", "worsen"),
    ("widen", "narrow"),
    ("exceeds", "falls short of"),
    ("faster", "slower"),
    ("early", "late"),
    ("most", "fewest"),
    ("up", "down"),
    ("增加", "减少"),
    ("上升", "下降"),
    ("提高", "降低"),
    ("之前", "之后"),
    ("最多", "最少"),
    ("以上", "以下"),
    ("高于", "低于"),
    ("至少", "至多"),
)
_FORCE = (
    (r"\bmay\b(?! not\b)", ("must", "shall")),
    (r"\b(?:shall|must)\b(?! not\b)", ("may", "can")),
    (r"\bis required to\b", ("may",)),
    (r"\bcan\b(?! not\b)", ("must",)),
    (r"可以", ("必须",)),
    (r"必须|应当", ("可以",)),
)
_AUXILIARY = re.compile(
    r"\b(shall|must|will|may|can|should|would|could|is|are|was|were|has|have|did|do|does)\b(?! not\b|n't)"
)
_NOT = re.compile(r"\bnot |\bnever ")
_CONTRACTED = re.compile(r"\b(\w+)n't\b")
_NO = re.compile(r"\b[Nn]o (?=[a-z]+)")
_CHINESE_NOT = re.compile(r"没有|不(?=[能会得是应可需])|未")
_CHINESE_VERB = re.compile(r"(?<=[\u4e00-\u9fff])(可以|应当|必须|能够|会|是|能)(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Others:
    """The names of a sentence's document, and those of another: what a name may be exchanged for."""

    same: Sequence[str]
    foreign: Sequence[str]


def names_in(text: str) -> Iterator[str]:
    """The runs of words with capitals inside a sentence."""
    for found in _NAME.finditer(text):
        if not any(word in _NO_NAMES for word in found[0].split()):
            yield found[0]


def _number(text: str, _others: Others, chance: Random) -> str:
    places = [found for found in _NUMBER.finditer(text) if not (found[1] and re.fullmatch(r"(?:19|20)\d\d", found[1]))]
    places = [found for found in places if not re.match(rf" (?:{_MONTH})", text[found.end() :])]
    places = [found for found in places if not re.search(rf"(?:{_MONTH}) $", text[: found.start()])]
    if not places:
        return text
    found = chance.choice(places)
    if found[2]:
        changed = spelled(chance.choice([number for number in range(2, 100) if spelled(number) != found[2]]))
    else:
        value = float(found[1].replace(",", ""))
        new = chance.choice(
            [value * 2, value + 1, value * 10, value + 5, max(value - 1, 0.5) if value > 1 else value + 2]
        )
        changed = f"{new:,.10g}" if "," in found[1] else f"{new:.10g}"
    text = text[: found.start()] + changed + text[found.end() :]
    # "thirty (30)" is changed in both places.
    return re.sub(rf"(?<={re.escape(changed)} )\(\d+\)", "", text) if found[2] else text


def _name(text: str, others: Others, chance: Random) -> str:
    names = [name for name in names_in(text) if name in others.same]
    known = [name for name in chance.choice((others.same, others.foreign)) if name not in text]
    if not names or not known:
        return text
    old, new = chance.choice(names), chance.choice(known)
    # Another form of the same name is no other name.
    forms = [{word[:4].lower() for word in name.split()} for name in (old, new)]
    return text if forms[0] & forms[1] else text.replace(old, new)


def _date(text: str, _others: Others, chance: Random) -> str:
    places = [found for found in _DATE.finditer(text) if found[0] != "May" or found[2]]
    if not places:
        return text
    found = chance.choice(places)
    if found[4]:
        changed = str(int(found[4]) + chance.choice((-3, -2, -1, 1, 2, 10)))
    elif found[3]:
        changed = f"{int(found[3]) % 12 + 1}月"
    elif found[2] and chance.random() < 0.5:
        changed = f"{found[1]} {int(found[2]) % 28 + 1}"
    else:
        changed = chance.choice([month for month in _MONTHS if month not in (found[1], "May")]) + (
            f" {found[2]}" if found[2] else ""
        )
    return text[: found.start()] + changed + text[found.end() :]


def _unit(text: str, _others: Others, chance: Random) -> str:
    counted = rf"(?:\d\)?|\b(?:one|{_SPELLED})) ?(?:\w+ )?"
    for form, units in chance.sample(_UNITS, len(_UNITS)):
        for found in re.finditer(form, text):
            if found[0] in "$%年个月" or re.search(rf"{counted}$", text[: found.start()]):
                return text[: found.start()] + chance.choice(units) + text[found.end() :]
    return text


def _direction(text: str, _others: Others, chance: Random) -> str:
    pairs = [*_OPPOSITES, *((other, one) for one, other in _OPPOSITES)]
    forms = [(rf"\b{one}\b" if one.isascii() else one, (other,)) for one, other in pairs]
    for form, opposites in chance.sample([*forms, *_FORCE * 4], len(forms) + 4 * len(_FORCE)):
        if found := re.search(form, text):
            return text[: found.start()] + chance.choice(opposites) + text[found.end() :]
    return text


def _negation(text: str, _others: Others, chance: Random) -> str:
    ways: list[Callable[[str], str]] = []
    if _NOT.search(text):
        ways.append(lambda given: _NOT.sub("", given, count=1))
    elif _CONTRACTED.search(text):
        ways.append(lambda given: _CONTRACTED.sub(r"\1", given, count=1))
    elif _NO.search(text):
        ways.append(lambda given: _NO.sub("a ", given, count=1))
    elif _CHINESE_NOT.search(text):
        ways.append(lambda given: _CHINESE_NOT.sub("", given, count=1))
    if _AUXILIARY.search(text):
        ways.append(lambda given: _AUXILIARY.sub(r"\1 not", given, count=1))
    elif _CHINESE_VERB.search(text):
        ways.append(lambda given: _CHINESE_VERB.sub(r"不\1", given, count=1))
    return chance.choice(ways)(text) if ways else text


KINDS: Mapping[str, Callable[[str, Others, Random], str]] = {
    "number": _number,
    "name": _name,
    "date": _date,
    "unit": _unit,
    "direction": _direction,
    "negation": _negation,
}


def corrupted(text: str, kind: str, others: Others, chance: Random) -> str | None:
    """The sentence with one thing of this kind changed; None where it has none."""
    changed = KINDS[kind](text, others, chance)
    return changed if changed != text else None
