"""Who says it in Chinese: the subjects of 说, 表示, 认为 and the like.

Chinese has no capitals and no spaces, so a name is what begins with a surname, or has a dot in it, right before such
a verb, and after something that no name goes on from.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from loaders.statements.attribution import Attribution
from loaders.statements.mentions import Names
from loaders.statements.speech import (
    CHINESE_ADVERBS,
    CHINESE_PRONOUN,
    CHINESE_ROLE,
    CHINESE_TITLE,
    CHINESE_UNNAMED,
    CHINESE_VERB,
    HAN,
    MASK,
    SURNAMES,
)

_REACH = 40
_TITLES = rf"(?:{CHINESE_TITLE})"
_GIVEN = f"(?![也还则又曾就都却将正仍再是有在不或等会能要可总])[{HAN}]"
_END = rf"{_TITLES}?{CHINESE_ADVERBS}"
_NATIVE = re.compile(rf"(?P<name>[{SURNAMES}]{_GIVEN}{{1,2}}?){_END}")
_TITLED = re.compile(rf"(?P<name>[{SURNAMES}]){_TITLES}{CHINESE_ADVERBS}")
_DOTTED = re.compile(rf"(?P<name>[{HAN}]{{1,14}}(?:[·•][{HAN}]{{1,7}}?){{1,3}}){_END}")
_AFTER_LATIN = re.compile(rf"\s*(?:[（(][^（()）]*[）)])?\s*{_END}")
_SHORT = re.compile(rf"(?P<name>[{HAN}]{{2,5}}){_END}")
_OPENING = re.compile(rf"(?:\A|[^{HAN}·•]|{CHINESE_ROLE.pattern})\Z")
_NO_NAME = re.compile(
    r"许多|任何|高管|高层|方面|金融|万一|向来|何时|金额|史上|马上|毛利|高级|方案|方法|白皮|程序|范围|汪洋|时任"
)
_DOT = re.compile(r"[·•]")
_ADVERBS = re.compile(CHINESE_ADVERBS)
_COLON = re.compile(rf"[:：]\s*(?={MASK})")


class ChineseSpeakers:
    """Reads the attributions of one document's sentences, in their order, and keeps the names met on the way."""

    def __init__(self, names: Names) -> None:
        self._names = names
        # Full names by surname, and the last one met by each of its parts after a dot.
        self._by_surname: defaultdict[str, set[str]] = defaultdict(set)
        self._by_part: dict[str, str] = {}

    def attributions(self, sentence: str) -> Iterator[Attribution]:
        """The attributions of a sentence whose quotations are masked."""
        verbs = list(CHINESE_VERB.finditer(sentence))
        ends = {verb.end() for verb in verbs}
        colons = (colon for colon in _COLON.finditer(sentence) if colon.start() not in ends)
        for verb in [*verbs, *colons]:
            offset = max(0, verb.start() - _REACH)
            before = sentence[offset : verb.start()]
            if pronoun := CHINESE_PRONOUN.search(before):
                yield Attribution(offset + pronoun.start(), verb.end(), "", is_pronoun=True)
            elif found := self._named(before):
                start, name = found
                yield Attribution(offset + start, verb.end(), name)
            elif unnamed := CHINESE_UNNAMED.search(before):
                yield Attribution(offset + unnamed.start(), verb.end(), "")

    def _named(self, before: str) -> tuple[int, str] | None:
        """Where the name at the end of `before` starts, and the full name it stands for."""
        return self._latin(before) or self._dotted(before) or self._titled(before) or self._native(before)

    def _latin(self, before: str) -> tuple[int, str] | None:
        mentions = list(self._names.find(before))
        if mentions and _AFTER_LATIN.match(before, mentions[-1].end):
            return mentions[-1].start, self._names.full(mentions[-1].name)
        return None

    def _dotted(self, before: str) -> tuple[int, str] | None:
        """约翰·史密斯, and 史密斯 after it."""
        if match := _DOTTED.search(before):
            first = _DOT.split(match["name"])[0]
            role_end = max((role.end() for role in CHINESE_ROLE.finditer(first)), default=0)
            name = match["name"][role_end if role_end < len(first) else 0 :]
            self._meet(name)
            return match.start() + role_end, name
        for match in _SHORT.finditer(before):
            for start in range(match.start("name"), match.end("name")):
                if full := self._by_part.get(before[start : match.end("name")]):
                    return start, full
        return None

    def _titled(self, before: str) -> tuple[int, str] | None:
        """王总, who is the only 王 met so far, or just that."""
        match = _TITLED.search(before)
        if match is None or not _OPENING.search(before[: match.start()]):
            return None
        fits = self._by_surname[match["name"]]
        return match.start(), next(iter(fits)) if len(fits) == 1 else _ADVERBS.sub("", match[0])

    def _native(self, before: str) -> tuple[int, str] | None:
        for match in _NATIVE.finditer(before):
            starts_apart = _OPENING.search(before[: match.start()])
            if starts_apart and not _NO_NAME.match(before, match.start()):
                self._meet(match["name"])
                return match.start(), match["name"]
        return None

    def _meet(self, name: str) -> None:
        self._by_surname[name[0]].add(name)
        self._by_part |= dict.fromkeys(_DOT.split(name)[1:], name)
