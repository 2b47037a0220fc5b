"""How checked statements are told: quotes numbered in the order in which they first appear, and all of it as text."""

from collections.abc import Sequence

from assistant.answering.quoting import Quote
from assistant.answering.statements import Draft, Statement
from assistant.types import Citation, Joint, Sentence, Wrote

ITEM = "- "  # a sentence that begins so is an item of a list


class Numbering:
    """Gives each quote a number, one and the same wherever it is used."""

    def __init__(self) -> None:
        self._citations: dict[tuple[str, int, int], Citation] = {}
        self.sentences: list[Sentence] = []

    @property
    def citations(self) -> list[Citation]:
        """The citations so far, by number."""
        return list(self._citations.values())

    def told(self, statement: Statement) -> Wrote:
        """The statement as an event, with the citations that it is the first to use."""
        before = len(self._citations)
        numbers = [self._number(quote) for quote in statement.quotes]
        sentence = Sentence(text=statement.text, citations=numbers, verified=statement.verified)
        between = joint(sentence.text, statement.apart) if self.sentences else ""
        self.sentences.append(sentence)
        return Wrote(sentence=sentence, citations=self.citations[before:], joint=between)

    def _number(self, quote: Quote) -> int:
        if quote.address not in self._citations:
            self._citations[quote.address] = quote.citation(len(self._citations) + 1)
        return self._citations[quote.address].number


def joint(text: str, apart: bool) -> Joint:
    """What stands before a sentence that others precede; an item of a list begins a line in any case."""
    return "\n" if apart or text.startswith(ITEM) else " "


def marked(sentence: Sentence) -> str:
    """The sentence with the marks of its citations."""
    marks = "".join(f"[{number}]" for number in sentence.citations)
    return f"{sentence.text} {marks}" if marks else sentence.text


def text_of(draft: Draft, sentences: Sequence[Sentence]) -> str:
    """The sentences with their marks, then the notes; the refusal and the notes where there are none."""
    if not sentences:
        return "\n".join(filter(None, [draft.refusal, *draft.notes]))
    first, *others = sentences
    text = marked(first) + "".join(joint(each.text, draft.apart) + marked(each) for each in others)
    return "\n".join([text, *draft.notes])
