"""Which source goes before which where they meet: agreement as amended, current playbook, approved minutes, interview
or talk, article; and within a kind the newer one.
"""

from assistant.knowledge.stored import StoredPassage
from loaders.document import Kind

_ORDER: tuple[Kind, ...] = ("agreement", "playbook", "minutes", "interview", "article")


def precedence(passage: StoredPassage) -> tuple[bool, int, int]:
    """Sorts passages by the authority of their documents, highest first."""
    kind: Kind = "interview" if passage.kind == "talk" else passage.kind
    newest_first = -passage.date.toordinal() if passage.date else 0
    return passage.superseded, _ORDER.index(kind), newest_first
