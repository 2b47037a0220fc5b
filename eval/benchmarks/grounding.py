"""True sentences of documents, quoted and reworded, and the same with one thing changed: what passes the grounding."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.answering.grounding.grounder import Grounder
from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import Quote
from assistant.answering.wording import words_of
from assistant.knowledge.embedding import ShippedEmbedding
from assistant.retrieval.ranked import RankedPassage
from eval.bootstrap import SEED
from eval.corrupting import KINDS, Others, corrupted, names_in
from eval.loading import passages_of, tracked
from eval.measuring import Measured, averaged
from eval.reporting import Report, reported
from eval.rewording import Said, reworded

PASSAGES_GIVEN = 12
SENTENCES = 600
SHORTEST, LONGEST = 40, 400  # characters of a sentence
OTHER_DOCUMENT = "from another document"


@dataclass(frozen=True)
class Trial:
    """A sentence to be held against passages of a document, the first of which it cites, and what was done to it."""

    document: str
    sort: str
    sentence: str
    passages: Sequence[RankedPassage]


def run(data: Path) -> Report:
    """Ground sentences drawn evenly from the documents of `data`."""
    started = time.perf_counter()
    documents = passages_of(data)
    grounder = Grounder(ShippedEmbedding())
    trials = list(made_from(documents, Random(SEED)))  # noqa: S311
    true, false = [], []
    for trial in tracked(trials, "grounding"):
        holds = grounder.ground(trial.sentence, trial.passages[:1], trial.passages).holds
        if trial.sort in ("quoted", "reworded"):
            true.append(
                Measured(trial.document, {f"{trial.sort}, dropped": float(not holds), "dropped": float(not holds)})
            )
        else:
            false.append(Measured(trial.document, {trial.sort: float(not holds)}))
    figures = [*averaged("Ally", "true sentences", true), *averaged("Ally", "changed sentences, found out", false)]
    counts = {"documents": len(documents), "sentences": len(trials)}
    return reported("grounding", counts, started, figures)


def made_from(documents: Mapping[str, Sequence[RankedPassage]], chance: Random) -> Iterator[Trial]:
    """As many trials of each document, each sentence in every way that there is for it."""
    known = {name: _names(passages) for name, passages in documents.items()}
    each = max(1, SENTENCES // max(1, len(documents)))
    for name, passages in documents.items():
        elsewhere = [other for other in documents if other != name]
        for quote in _drawn(passages, each, chance):
            given = [quote.found, *_company(quote.found, passages, chance)]
            other = chance.choice(elsewhere) if elsewhere else name
            others = Others(known[name], known[other])
            for sort, sentence in _sentences(quote, others, chance):
                yield Trial(name, sort, sentence, given)
            if foreign := _drawn(documents[other], 1, chance) if elsewhere else []:
                yield Trial(name, OTHER_DOCUMENT, _said(foreign[0]).text, given)


def _sentences(quote: Quote, others: Others, chance: Random) -> Iterator[tuple[str, str]]:
    said = _said(quote)
    yield "quoted", said.text
    in_other_words = reworded(said, chance)
    if in_other_words:
        yield "reworded", in_other_words
    for kind in KINDS:
        base = in_other_words if in_other_words and chance.random() < 0.5 else said.text
        if changed := corrupted(base, kind, others, chance):
            yield kind, changed


def _said(quote: Quote) -> Said:
    return Said(words_of(quote), quote.speaker if quote.voice == "said" else None)


def _drawn(passages: Sequence[RankedPassage], count: int, chance: Random) -> list[Quote]:
    """Sentences of as many passages."""
    drawn = []
    for found in chance.sample(passages, len(passages)):
        fit = [quote for quote in quotes_of(found) if _is_sentence(words_of(quote))]
        drawn += [chance.choice(fit)] if fit else []
        if len(drawn) == count:
            break
    return drawn


def _is_sentence(text: str) -> bool:
    """One whole sentence, neither a fragment of a list nor several sentences in one quote."""
    return (
        SHORTEST <= len(text) * (1 if text.isascii() else 2) <= LONGEST
        and text[0].isupper() | (not text.isascii())
        and text.endswith((".", "。"))
    )


def _company(found: RankedPassage, passages: Sequence[RankedPassage], chance: Random) -> list[RankedPassage]:
    others = [each for each in passages if each.passage.id != found.passage.id]
    return chance.sample(others, min(PASSAGES_GIVEN - 1, len(others)))


def _names(passages: Sequence[RankedPassage]) -> list[str]:
    """What the document writes with a capital inside sentences, and never without."""
    text = " ".join(words_of(quote) for each in passages for quote in quotes_of(each))
    small = set(re.findall(r"\b[a-z]\w*", text))
    named = {name for name in names_in(text) if name.isascii() and "'" not in name and len(name) > 1}
    return sorted(name for name in named if not {word.lower() for word in name.split()} & small)
