"""Which source goes before which where they meet: agreement as amended, current playbook, approved minutes, interview
or talk, article; and within a kind the newer one.
"""

from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.authority import ORDER


def precedence(passage: StoredPassage) -> tuple[bool, int, int]:
    """Sorts passages by the authority of their documents, highest first."""
    newest_first = -passage.date.toordinal() if passage.date else 0
    return passage.superseded, ORDER[passage.kind], newest_first
