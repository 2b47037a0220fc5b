"""The sentences that an answer is chosen from: of the best passages, or of the one whose words are asked for."""

from collections.abc import Sequence

from assistant.answering.asked import Asked
from assistant.answering.question_types import asker_named, is_about_askers
from assistant.answering.quotable import quotes_of
from assistant.answering.quoting import Quote
from assistant.retrieval.ranked import RankedPassage, is_credited

PASSAGES_READ, PASSAGES_COMPARED = 12, 30
SENTENCES_READ = 60
OPENING = 25  # a sentence about somebody names whom it is about within so many characters


def candidates(asked: Asked, found: Sequence[RankedPassage], speaker: str | None) -> list[Quote]:
    """The sentences to choose from; of a speaker that one's words, else what is said of one who may be a company."""
    many = asked.type in ("compare", "said")
    read = PASSAGES_COMPARED if many else PASSAGES_READ
    with_questions = asked.type == "said" or is_about_askers(asked.question)
    quotes = [quote for each in found[:read] for quote in quotes_of(each, with_questions)]
    if speaker:
        theirs = [quote for quote in quotes if is_credited(speaker, quote.credited())]
        quotes = theirs or [quote for quote in quotes if quote.voice == "author" and speaker in quote.text[:OPENING]]
    elif role := asker_named(asked.question):
        quotes = [quote for quote in quotes if quote.place("role") == role] or quotes
    return quotes[: SENTENCES_READ * (2 if many else 1)]
