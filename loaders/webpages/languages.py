"""Which language each stretch of a bilingual text is in: English or Chinese, by the share of Han characters."""

import re
from collections.abc import Iterator, Sequence

from loaders.document import Place
from loaders.webpages.page_lines import Line

_HAN = re.compile(r"[\u3400-\u9fff]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN_SHARE = 0.3
_FEWEST_LETTERS = 8


def predominant_language(lines: Sequence[Line]) -> str:
    """Chinese ("zh") where Han characters are more than 30 % of the letters, else "en"."""
    return language_of_line("".join(line.text for line in lines))


def language_places(lines: Sequence[Line], predominant: str) -> Iterator[Place]:
    """The stretches of lines in the other language; a line of few letters goes with the one before it."""
    language, start, end = predominant, 0, 0
    for line in lines:
        is_telling = _count(_LETTERS, line.text) >= _FEWEST_LETTERS
        here = language_of_line(line.text) if is_telling else language
        if here != language:
            if language != predominant:
                yield Place(kind="language", value=language, start=start, end=end)
            language, start = here, line.start
        end = line.end
    if language != predominant:
        yield Place(kind="language", value=language, start=start, end=end)


def language_of_line(text: str) -> str:
    """The language of one line."""
    han = _count(_HAN, text)
    return "zh" if han and han > _HAN_SHARE * _count(_LETTERS, text) else "en"


def _count(runs: re.Pattern[str], text: str) -> int:
    """The characters in all runs of a sort."""
    return sum(map(len, runs.findall(text)))
