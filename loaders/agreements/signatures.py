"""Who signs an agreement: the names over "By:" lines at its end."""

import re

_BY = re.compile(r"(?:^|\s\s)(?:By|BY|Signed)\s?:", re.MULTILINE)
_COMPANY = re.compile(
    r"(?:^|\s\s|[:;]\s)([A-Z][\w&.,’' -]{2,80}?,? (?:INC|Inc|CORP|Corp|LTD|Ltd|LLC|L\.L\.C|LP|L\.P|PLC"
    r"|Corporation|CORPORATION|Limited|LIMITED|Company|COMPANY|GmbH|AG|S\.A|B\.V|N\.V)\b\.?)",
    re.MULTILINE,
)
_NOT_OF_NAME = re.compile(
    r"^.*\b(?:yours|truly|sincerely|Officer|President|Director|Secretary|Manager|Agent|behalf of)\b,?\s+"
)
_ABOVE = 300
_MOST = 4


def signatories(text: str) -> list[str]:
    """The companies named last before each "By:", each once; empty where fewer than two are found."""
    names: dict[str, str] = {}
    for line in _BY.finditer(text):
        companies = _COMPANY.findall(text, max(0, line.start() - _ABOVE), line.start())
        if companies:
            name = _NOT_OF_NAME.sub("", " ".join(companies[-1].split()))
            names.setdefault(name.lower().rstrip("."), name)
    return list(names.values())[:_MOST] if len(names) > 1 else []
