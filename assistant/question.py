"""A question as it may be asked: not empty, not a book, and in characters that can be stored."""

from assistant.errors import UsageError

LONGEST = 4000


def checked(question: str) -> str:
    """The question, half surrogate pairs replaced. Raises UsageError where it cannot be asked."""
    if not question.strip():
        raise UsageError("The question is empty; ask something")
    if len(question) > LONGEST:
        raise UsageError(f"The question has {len(question):,} characters; ask it in at most {LONGEST:,}")
    return without_surrogates(question)


def without_surrogates(text: str) -> str:
    """The text with each half of a surrogate pair, as chat clients cut them, as a replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
