"""What the names of parties look like: their legal forms, and what belongs to a name and what only stands beside it."""

import re
from collections.abc import Iterable

_FORM = (
    r"(?:Inc|INC|inc|Incorporated|INCORPORATED|Corp|CORP|Corporation|CORPORATION"
    r"|C[oO](?!\. (?!L|Inc|INC|KG|P)[A-Z])|Company|COMPANY|Ltd|LTD|ltd"
    r"|Limited|LIMITED|LLC|L\.L\.C|LLP|L\.L\.P|L\.P|LP|PLC|plc|Plc|P\.L\.C|N\.V|NV|B\.V|BV|S\.A\.S|SAS|S\.A|SA|AG|GmbH"
    r"|GMBH|KG|S\.p\.A|S\.r\.l|Pty|PTY|ULC|N\.A|SE|AB|ASA|A/S|Oy|K\.K|P\.C|LC|L\.C|Pte|PTE|Bhd|de C\.V"
    r"|有限公司)\b\.?(?! ?\d)"
)
LEGAL_FORM = re.compile(rf"(?:^|[ ,]){_FORM}(?:[ ,)]|$)")
_TRAILING_FORMS = re.compile(rf"(?:,? (?:& )?{_FORM})+$")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Dated?|DATED?)"
)
_WORD = (
    rf"(?!(?:{_MONTH} \d|(?:And|AND|By|BY|Between|BETWEEN|Dated|DATED|WHEREAS|Whereas)\b))"
    r"(?:[A-Z0-9À-Þ][^\s,;:()§¶\"“”]*|[a-z]{1,2}[A-Z0-9][\w.-]*|[\w-]+\.(?:com|net|org)\b|&|\([A-Z][\w. ]{0,30}\))"
)
# "Gas and Electric Company", "Savings and Loan Association"
_JOINING = (
    r"(?:of|the|de|del|du|der|di|for|van|von|la|le|et|dba|d/b/a|in|to|at|[-–](?= [A-Z])"
    r"|(?i:and)(?= (?i:electric|loan|annuity|telegraph|casualty|light|power|gas|marine)\b)) "
)
NAME = re.compile(
    rf"(?:[Tt]he |THE )?(?:[A-Z]\w{{1,30}}, (?=[A-Z]\w{{1,30}} & [A-Z]))?{_WORD}"
    rf"(?: (?:{_JOINING}){{0,2}}{_WORD})*(?:,? ?(?:\([A-Z][\w. ]{{0,30}}\) )?(?:& )?{_FORM}(?![\w&]))*"
)
_ADDRESS = re.compile(r"\b(?:Floor|Street|Road|Suite|Avenue|Boulevard|Box)\b")
# "Acme AG Main Square 2", "Acme Ltd. of Beijing"; "Trust Company of New York" is a name.
_ADDRESSED = re.compile(
    rf"^(.+? {_FORM})(?: of (?=[A-Z][a-z]+$)(?<!Company of )(?<!Corporation of ).*| Address\b.*|(?= )\D*\d.*)$"
)
_ROLE = re.compile(r" \([A-Z][a-z]+(?:er|or|ee|ent)\)$")
_ABBREVIATED = re.compile(r"\b(?:inc|corp|co|ltd|pty|bhd|(?:\w\.)+\w)\.$", re.IGNORECASE)
_ROLES = frozenset(
    "agreement parties party company distributor licensor licensee seller buyer customer supplier consultant you "
    "client sponsor franchisee franchisor agent contractor effective date state delaware new york united states "
    "the trust corporation purchaser vendor provider manufacturer recipient member holder adviser underwriter fund "
    "bank employee executive group respective other either any all each tobago wales its his "
    "affiliates successors assigns section article service services reseller recipient insurance savings loan "
    "association conditions terms term notices delivery payments guaranty maintenance software if name".split()
)
_HEADING_NUMBER = re.compile(r"\d{1,2}\.? |\d+(?:\.\d+)+ ")
_LONGEST_NAME = 120


def short_name(name: str) -> str:
    """A party's name without "the" and its legal form: "Vessandra Bio" for "Vessandra Bio Limited"."""
    return _TRAILING_FORMS.sub("", re.sub(r"^the ", "", name, flags=re.IGNORECASE)) or name


def is_name(name: str) -> bool:
    """Whether words that look like a name can be a party's: no role, heading, address or legal form alone."""
    words = re.findall(r"[^\W\d_]+", name.lower())
    if _HEADING_NUMBER.match(name) and not LEGAL_FORM.search(name):
        return False
    is_form = re.fullmatch(rf"(?:{_FORM}[ ,]*)+", name)
    return (
        bool(words)
        and not is_form
        and not (_ADDRESS.search(name) and not _TRAILING_FORMS.search(name))
        and len(name) <= _LONGEST_NAME
        and not _ROLES.issuperset(words)
        and words[0] not in ("this", "for")
        and "agreement" not in words
    )


def tidied(names: Iterable[str]) -> list[str]:
    """Each once, and not again by the first words of it: "Philips" after "Philips Medical Systems B.V."."""
    tidied = [_tidy(name) for name in names]
    once = list({name.casefold(): name for name in reversed(tidied)}.values())[::-1]
    return [
        name
        for name in once
        if LEGAL_FORM.search(name) or not any(_begins(other, name) for other in once if other is not name)
    ]


def _begins(name: str, short: str) -> bool:
    words = name.casefold().replace(",", "").split()
    return words[: len(short.split())] == short.casefold().split() and len(words) > len(short.split())


def _tidy(name: str) -> str:
    """Without what stands behind it: a role, an address, the full stop that is not of an abbreviation."""
    name = _ROLE.sub("", _ADDRESSED.sub(r"\1", name)).strip(" ,;-–—*")
    return name if _ABBREVIATED.search(name) else name.rstrip(".")
