"""Rules that put a sentence in other words without changing what it says, as a careful writer would."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from eval.spelled_numbers import in_digits, in_words

_SYNONYMS = (
    ("commence", "begin"),
    ("commences", "begins"),
    ("purchase", "buy"),
    ("obtain", "get"),
    ("assist", "help"),
    ("prior to", "before"),
    ("in order to", "to"),
    ("regarding", "about"),
    ("concerning", "about"),
    ("sufficient", "enough"),
    ("approximately", "about"),
    ("utilize", "use"),
    ("demonstrate", "show"),
    ("inform", "tell"),
    ("additional", "further"),
    ("promptly", "without delay"),
    ("in connection with", "in relation to"),
    ("pursuant to", "under"),
    ("in accordance with", "according to"),
    ("set forth in", "given in"),
    ("at any time", "any time"),
    ("however", "still"),
    ("everyone", "everybody"),
    ("big", "large"),
    ("really", "truly"),
    ("start", "begin"),
    ("ensure", "make sure that"),
    ("consists of", "is made up of"),
    ("requires", "needs"),
    ("entire", "whole"),
    ("attempt", "try"),
    ("reside", "live"),
    ("need", "require"),
    ("problem", "difficulty"),
    ("companies", "firms"),
    ("因此", "所以"),
    ("进行", "开展"),
    ("并且", "而且"),
    ("例如", "比如"),
    ("位于", "地处"),
    ("共同", "一起"),
    ("立即", "马上"),
)
_FORCE = (
    (r"\bshall not\b", "must not"),
    (r"\bshall\b(?! not)", "must"),
    (r"\bmust\b(?! not)", "has to"),
    (r"\bmay\b(?! not| \d)", "can"),
    (r"\bis entitled to\b", "has the right to"),
)
_CONTRACTED = (
    (r"\bdo not\b", "don't"),
    (r"\bdoes not\b", "doesn't"),
    (r"\bis not\b", "isn't"),
    (r"\bare not\b", "aren't"),
    (r"\bwill not\b", "won't"),
    (r"\bcannot\b", "can't"),
    (r"\bit is\b", "it's"),
    (r"\bdon't\b", "do not"),
    (r"\bdidn't\b", "did not"),
    (r"\bcan't\b", "cannot"),
    (r"\bwasn't\b", "was not"),
    (r"\bit's\b", "it is"),
    (r"\bwe're\b", "we are"),
    (r"\bthat's\b", "that is"),
)
_ADVERBS = re.compile(
    r",? \b(?:also|then|very|really|actually|hereby|currently|generally|basically|simply|fully|clearly"
    r"|\w{3,}ally)\b,?(?= )"
)
_NOT_ADVERBS = ("ally", "finally", "equally", "annually", "mutually", "totally", "rally", "tally", "verbally")
_OPENINGS = ("In short, ", "Specifically, ", "According to the sources, ", "In addition, ", "Notably, ", "In summary, ")
_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join(_MONTHS)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}}) ({_MONTH}),? (\d{{4}})\b")
_MONTH_FIRST = re.compile(rf"\b({_MONTH}) (\d{{1,2}}), (\d{{4}})\b")
_CONDITION = re.compile(r"^(If|When|Unless|Where|Once|After|Before) ([^,]{8,90}), ([^,;:]{12,160})\.$")
_TIME_FIRST = re.compile(r"^((?:In|On|During|Since|By|At) [^,]{3,40}), ([^,;:]{12,200})\.$")
_ACTIVE = re.compile(
    r"^(The [a-z]+|[A-Z]\w+) (shall|must|will|may|can) "
    r"(pay|provide|deliver|appoint|approve|review|maintain|obtain|indemnify|retain) "
    r"((?:the|all|any|a|an|its|their|one|each) [^,;:.]{3,60}?)( to [^,;:.]+| within [^,;:.]+| for [^,;:.]+)?\.$"
)
_PARTICIPLES = {"pay": "paid"}
_BRACKETS = re.compile(r" \((?:[^()\d\"“]{2,40})\)")


@dataclass(frozen=True)
class Said:
    """A sentence of a source, and who said it where it was said in a turn."""

    text: str
    speaker: str | None = None


def _synonyms(said: Said, chance: Random) -> str:
    text = said.text
    for one, other in chance.sample(_SYNONYMS, len(_SYNONYMS)):
        pattern = re.escape(one) if not one.isascii() else rf"\b{one}\b"
        text = re.sub(pattern, other, text)
    return text


def _force(said: Said, chance: Random) -> str:
    form, spelled = chance.choice(_FORCE)
    return re.sub(form, spelled, said.text)


def _contractions(said: Said, chance: Random) -> str:
    text = said.text.replace("’", "'")
    for form, spelled in chance.sample(_CONTRACTED, len(_CONTRACTED)):
        changed = re.sub(form, spelled, text, flags=re.IGNORECASE)
        if changed != text:
            return changed
    return said.text


def _numbers(said: Said, chance: Random) -> str:
    return chance.choice((in_digits, in_words))(said.text)


def _dates(said: Said, chance: Random) -> str:
    def other(day: str, month: str, year: str) -> str:
        number = _MONTHS.index(month) + 1
        return chance.choice(
            (f"{year}-{number:02}-{int(day):02}", f"{month} {day}, {year}", f"{day} {month[:3]} {year}")
        )

    text = _DAY_FIRST.sub(lambda found: other(found[1], found[2], found[3]), said.text)
    return _MONTH_FIRST.sub(
        lambda found: chance.choice((f"{found[2]} {found[1]} {found[3]}", other(found[2], found[1], found[3]))), text
    )


def _reordered(said: Said, _chance: Random) -> str:
    if found := _CONDITION.match(said.text) or _TIME_FIRST.match(said.text):
        *first, rest = found.groups()
        return f"{_capital(rest)} {_small(' '.join(first))}."
    return said.text


def _passive(said: Said, _chance: Random) -> str:
    if not (found := _ACTIVE.match(said.text)):
        return said.text
    subject, modal, verb, what, rest = found.groups()
    done = _PARTICIPLES.get(verb, verb.removesuffix("e") + "ed" if not verb.endswith("y") else verb[:-1] + "ied")
    by = _small(subject) if subject.startswith("The ") else subject
    return f"{_capital(what)} {modal} be {done} by {by}{rest or ''}."


def _without_adverbs(said: Said, _chance: Random) -> str:
    def dropped(found: re.Match[str]) -> str:
        return found[0] if found[0].strip(" ,") in _NOT_ADVERBS else ""

    return _ADVERBS.sub(dropped, said.text)


def _without_brackets(said: Said, _chance: Random) -> str:
    return _BRACKETS.sub("", said.text)


def _attributed(said: Said, chance: Random) -> str:
    if not said.speaker or not said.text.isascii() or said.text.startswith(("And ", "But ", "So ")):
        return said.text
    return f"{said.speaker} {chance.choice(('said', 'says', 'explained', 'noted'))} that {_small(said.text)}"


def _opened(said: Said, chance: Random) -> str:
    return f"{chance.choice(_OPENINGS)}{_small(said.text)}" if said.text.isascii() else said.text


RULES: Sequence[Callable[[Said, Random], str]] = (
    _synonyms,
    _force,
    _contractions,
    _numbers,
    _dates,
    _reordered,
    _passive,
    _without_adverbs,
    _without_brackets,
    _attributed,
    _opened,
)
MOST_RULES = 3


def reworded(said: Said, chance: Random) -> str | None:
    """The sentence after up to three of the rules that change it; None where none does."""
    text, applied = said.text, 0
    for rule in chance.sample(RULES, len(RULES)):
        changed = rule(Said(text, said.speaker), chance)
        # What opens a sentence, or credits it, stands before all else.
        if changed != text:
            text, applied = changed, applied + 1
            if applied == MOST_RULES or rule in (_attributed, _opened):
                break
    return " ".join(text.split()) if applied else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    """The sentence as it goes on after other words; a name or an abbreviation keeps its capital."""
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.casefold() in _OPENERS else text


_OPENERS = frozenset(
    "the a an this that these those it its they we you he she there if when unless where once after before in on "
    "during since by at each any all no such both either neither our their my your".split()
)
