"""Exchanges: short turns that follow each other, put together into one passage, since each says little by itself."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from loaders.document import Place

ASKING = ("interviewer", "moderator", "audience")

# In characters; chosen on transcribed meetings.
SHORT = 600  # the longest turn that goes into an exchange
LONGEST = 900  # the longest exchange

_SETTING = ("page", "section")


@dataclass(frozen=True)
class Piece:
    """The range `[start, end)` of a document's text, in one turn at most, and the places that it touches."""

    start: int
    end: int
    places: Sequence[Place]

    @property
    def turn(self) -> Place | None:
        """The turn of a named speaker that it belongs to."""
        return next((place for place in self.places if place.kind == "speaker"), None)

    def joins(self) -> bool:
        """Whether it is said in short by somebody who does not lead: a question stays apart from its answer."""
        turn = self.turn
        asks = any(place.kind == "role" and place.value in ASKING for place in self.places)
        return turn is not None and turn.end - turn.start <= SHORT and not asks

    def setting(self) -> list[Place]:
        """The page that it stands on and the headings that it stands under."""
        return [place for place in self.places if place.kind in _SETTING]


def exchanges(pieces: Iterable[Piece], apart: Sequence[int]) -> Iterator[list[Piece]]:
    """The pieces in order, those of one exchange together; none reaches over an offset in `apart`, which is sorted."""
    current: list[Piece] = []
    for piece in pieces:
        if current and (not _goes_on(current, piece) or _between(apart, current[-1].end, piece.start)):
            yield current
            current = []
        current.append(piece)
    if current:
        yield current


def _goes_on(exchange: Sequence[Piece], piece: Piece) -> bool:
    last = exchange[-1]
    fits = piece.end - exchange[0].start <= LONGEST
    return fits and last.joins() and piece.joins() and last.setting() == piece.setting()


def _between(offsets: Sequence[int], start: int, end: int) -> bool:
    return bisect_left(offsets, start) < bisect_left(offsets, end)
