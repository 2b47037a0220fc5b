"""A text read once for everything that sentence and quote have to agree in."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from assistant.answering.grounding.dates import When, dates_in, without_dates
from assistant.answering.grounding.direction import Direction, as_words, directions
from assistant.answering.grounding.modality import Modal, modals
from assistant.answering.grounding.numbers import Quantity, quantities
from assistant.answering.grounding.provisos import Proviso, provisos
from assistant.answering.grounding.uniform import uniform
from assistant.answering.grounding.words import Word, words_of


class Reading:
    """What a text says that can be compared. Each part is read when it is first asked for."""

    def __init__(self, text: str) -> None:
        self.text = uniform(text)

    @cached_property
    def words(self) -> Sequence[Word]:
        """The words without those of dates."""
        return words_of(self._undated)

    @cached_property
    def terms(self) -> frozenset[str]:
        return frozenset(word.term for word in self.words if word.term)

    @cached_property
    def content(self) -> Mapping[str, None]:
        """The content terms, each once, in order."""
        return dict.fromkeys(word.term for word in self.words if word.is_content)

    @cached_property
    def dates(self) -> Sequence[When]:
        return dates_in(self.text)

    @cached_property
    def numbers(self) -> Sequence[Quantity]:
        """The numbers; of the dates only the years, as what is implied."""
        years = [Quantity(float(each.year), "", {}, implied=True) for each in self.dates if each.year]
        return [*quantities(self._undated, self.words), *years]

    @cached_property
    def directions(self) -> Sequence[Direction]:
        return directions(words_of(as_words(self._undated)))

    @cached_property
    def modals(self) -> Sequence[Modal]:
        return modals(self._undated, self.words)

    @cached_property
    def provisos(self) -> Sequence[Proviso]:
        return provisos(self.text, self.words)

    @cached_property
    def is_chinese(self) -> bool:
        """Whether it is written in Chinese, Latin names and terms in it notwithstanding."""
        han = sum("\u3400" <= letter <= "\u9fff" for letter in self.text)
        latin = sum(letter.isascii() and letter.isalpha() for letter in self.text)
        return han >= 2 and 4 * han >= latin

    @cached_property
    def _undated(self) -> str:
        return without_dates(self.text, self.dates)
