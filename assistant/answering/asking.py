"""What somebody asked: the questions themselves, which say little of what the question for them says."""

from collections.abc import Sequence

from assistant.answering.asked import Asked
from assistant.answering.quoting import Quote
from assistant.answering.scoring import Scored
from assistant.knowledge.terms import terms

QUESTIONS_SHOWN = 3
LEAST_SHARE = 0.4  # of the question's weight, that the questions and their document's title have to have

_ASKING = frozenset(
    terms("ask asked asks question questions want wanted know wonder talk interview session 问 提问 想")
)


def questions_asked(asked: Asked, scored: Sequence[Scored]) -> list[Quote]:
    """The questions among sentences of one person, best first, that were asked in the document of the best."""
    asking = [each.quote for each in scored if "?" in each.quote.text or "？" in each.quote.text]
    own = [each for each in asking if each.found.passage.document_id == asking[0].found.passage.document_id]
    topic = asked.without(_ASKING)
    told = " ".join([*(each.text for each in own), *(each.found.passage.title for each in own[:1])])
    wording = topic.wording_for(told)
    share = wording.share(wording.covered(frozenset(terms(told))))
    return sorted(own, key=lambda quote: quote.start)[:QUESTIONS_SHOWN] if share >= LEAST_SHARE else []
