"""Which numbers of an agreement are its clauses: those that continue the numbers before them."""

from dataclasses import dataclass, replace

_WIDEST_GAP = 3
# Entries of a table of contents are shorter than clauses.
_CROWDED = 200

Number = tuple[int, ...]


@dataclass(frozen=True)
class Clause:
    """A clause's heading at offset `start`: `label` as printed, `number` its digits, outermost first."""

    start: int
    label: str
    number: Number
    title: str
    is_worded: bool
    is_bare: bool = False

    @property
    def heading(self) -> str:
        return f"{self.label} {self.title}".strip()


class ClauseSequence:
    """Clauses accepted so far: each continues the numbers before it."""

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self._chain = 0
        self._last: Number = ()
        self._article: int | None = None
        self._in_article = 0

    def offer(self, clause: Clause) -> None:
        if not clause.number:
            self._break(clause)
            return
        if clause.is_bare and self._article is not None:
            return
        number = self._placed(clause)
        if self._last and self._opens(number, clause) and self._is_crowded(clause.start):
            del self.clauses[self._chain :]
            self._forget()
            number = self._placed(clause)
        if not self._continues(number, clause):
            return
        if clause.is_worded and len(clause.number) == 1 and clause.label.lower().startswith("article"):
            self._article = clause.number[0]
        if len(number) > len(clause.number):
            self._in_article = clause.number[0]
        self._last = number
        self.clauses.append(replace(clause, number=number))

    def _break(self, clause: Clause) -> None:
        """An exhibit or the signatures; before the first clause they are only mentioned."""
        if self._last:
            self.clauses.append(clause)
            self._chain = len(self.clauses)
            self._forget()

    def _forget(self) -> None:
        self._last, self._article, self._in_article = (), None, 0

    def _placed(self, clause: Clause) -> Number:
        """Under articles, a lone number is a section of the article."""
        is_article = clause.label.lower().startswith("article")
        if self._article is None or is_article or len(clause.number) > 1:
            return clause.number
        return (self._article, clause.number[0])

    @staticmethod
    def _opens(number: Number, clause: Clause) -> bool:
        return number in ((1,), (1, 1)) and (len(number) == 2 or clause.is_worded or clause.title != "")

    def _is_crowded(self, position: int) -> bool:
        chain = self.clauses[self._chain :]
        return len(chain) > 1 and (position - chain[0].start) / len(chain) < _CROWDED

    def _continues(self, number: Number, clause: Clause) -> bool:
        last = self._last
        if not last:
            return number in ((1,), (1, 1), (1, 0))
        if len(number) > len(clause.number):
            return (
                clause.number[0] in (1, self._in_article + 1)
                if last == (self._article,)
                else clause.number[0] == self._in_article + 1
            )
        if len(number) == 1:
            gap = number[0] - last[0]
            return gap == 1 or (1 < gap <= _WIDEST_GAP and (clause.is_worded or clause.title != ""))
        if number[0] == last[0] + 1:
            return number[1] <= 1 and max(number[1:]) <= 1
        return number[0] == last[0] and number > last and _is_small_step(last, number)


def _is_small_step(last: Number, number: Number) -> bool:
    level = next((level for level, (old, new) in enumerate(zip(last, number, strict=False)) if old != new), len(last))
    base = last[level] if level < len(last) else 0
    return number[level] - base <= _WIDEST_GAP and all(digit <= 2 for digit in number[level + 1 :])
