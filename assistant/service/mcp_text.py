"""Answers and passages as text for a model that reads them: what is said, then each quote and where it stands."""

from collections.abc import Sequence

from assistant.types import Answer, Citation, Hit, Located


def uri(document_id: str) -> str:
    """What a document is read by as a resource."""
    return f"ally://sources/{document_id}"


def answer_as_text(answer: Answer) -> str:
    """The answer, then the quotes that its marks refer to, or the passages that come nearest to one."""
    nearest = ["The nearest passages:"] if answer.nearest else []
    return "\n\n".join([answer.text, *map(_quoted, answer.citations), *nearest, *map(_quoted, answer.nearest)])


def hits_as_text(hits: Sequence[Hit]) -> str:
    """The passages, word for word, best first."""
    if not hits:
        return "Nothing found."
    return "\n\n".join(f"{_where(hit)}\n{hit.text}" for hit in hits)


def _quoted(citation: Citation) -> str:
    return f"[{citation.number}] {_where(citation)}\n“{citation.quote}”"


def _where(located: Located) -> str:
    page = located.page and f"p. {located.page}"
    place = (located.document, located.speaker, located.date, located.time, page, uri(located.document_id))
    return " · ".join(part for part in place if part)
