"""What a sentence and its quote have to agree in, one after the other; the first difference is the reason given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.grounding import (
    alignment,
    dates,
    direction,
    modality,
    names,
    negation,
    numbers,
    provisos,
    roles,
)
from assistant.answering.grounding.dates import When
from assistant.answering.grounding.reading import Reading
from assistant.retrieval.glossary import Glossary


@dataclass(frozen=True)
class Evidence:
    """The sentences of a quote, or of two neighbouring ones; title, headings and credits around; the document's date.

    `before` is what stands in the passage right before the quote: it may say what a pronoun means.
    """

    parts: Sequence[Reading]
    around: Reading
    before: Reading
    document: When | None

    @cached_property
    def quoted(self) -> Reading:
        """All that is quoted."""
        return self.parts[0] if len(self.parts) == 1 else Reading(" ".join(each.text for each in self.parts))


def disagreement(claim: Reading, evidence: Evidence, glossary: Glossary) -> str:
    """In what the claim and the quote differ, or "" where they agree in everything."""
    return next(filter(None, _differences(claim, evidence, glossary)), "")


def _differences(claim: Reading, evidence: Evidence, glossary: Glossary) -> Iterator[str]:
    quoted = evidence.quoted
    other_language = claim.is_chinese != quoted.is_chinese
    yield numbers.disagreement(claim.numbers, quoted.numbers, [*evidence.around.numbers, *_year(evidence.document)])
    yield dates.disagreement(claim.dates, quoted.dates, evidence.document, claim.text)
    yield names.disagreement(claim.words, quoted.words, evidence.around.words, glossary)
    yield negation.disagreement(claim.words, quoted.words, other_language)
    yield direction.disagreement(claim.directions, quoted.directions)
    if other_language:
        if quoted.provisos and not claim.provisos:
            yield "the sentence leaves out a condition"
    else:
        yield roles.disagreement(claim.words, quoted.words)
        # Next to what it almost repeats, a neighbour could lend a sentence the word that was changed in it.
        yield from (alignment.disagreement(claim.words, each.words) for each in evidence.parts)
        yield modality.disagreement(claim.modals, quoted.modals, set(claim.terms))
        yield provisos.disagreement(claim.provisos, quoted.provisos, set(claim.terms), quoted.text)


def _year(document: When | None) -> list[numbers.Quantity]:
    return [numbers.Quantity(float(document.year), "", {}, implied=True)] if document and document.year else []
