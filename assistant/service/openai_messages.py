"""What OpenAI's messages mean here: a conversation becomes a question with its history, an answer a message."""

from collections.abc import Callable, Sequence

from assistant.answering.telling import marked
from assistant.errors import UsageError
from assistant.service.openai_shapes import Annotation, Message, Tokens, UrlCitation
from assistant.types import Answer, Citation, Turn

Link = Callable[[Citation], str]


def asked(messages: Sequence[Message]) -> tuple[str, list[Turn]]:
    """The last question of the user, and the turns before it. Raises UsageError where the user says nothing.

    What a client tells a model about itself (system and developer messages) and what tools said is left out: it is
    neither asked for by the user nor said by a source.
    """
    turns: list[Turn] = []
    for message in messages:
        if message.role == "user":
            turns.append(Turn(question=message.text, answer=""))
        elif message.role == "assistant" and turns:
            said = "\n".join(filter(None, (turns[-1].answer, message.text)))
            turns[-1] = Turn(question=turns[-1].question, answer=said)
    if not turns:
        raise UsageError("messages: none is the user's; the last of the user's is the question")
    return turns.pop().question, turns


def annotations(content: str, answer: Answer, link: Link) -> list[Annotation]:
    """A citation for each mark in the content, and for a refusal the nearest passages, which its end refers to."""
    cited = {citation.number: citation for citation in answer.citations}
    found, at = [], 0
    for sentence in answer.sentences:
        whole = marked(sentence)
        at = content.index(whole, at) + len(whole)
        start = at - sum(len(_mark(number)) for number in sentence.citations)
        for number in sentence.citations:
            end = start + len(_mark(number))
            found.append(_annotation(cited[number], start, end, link))
            start = end
    end = len(content)
    return found + [_annotation(near, end, end, link) for near in answer.nearest]


def _mark(number: int) -> str:
    return f"[{number}]"


def tokens(answer: Answer) -> Tokens:
    taken = (answer.usage.input_tokens, answer.usage.output_tokens) if answer.usage else (0, 0)
    return Tokens(prompt_tokens=taken[0], completion_tokens=taken[1], total_tokens=sum(taken))


def _annotation(citation: Citation, start: int, end: int, link: Link) -> Annotation:
    return Annotation(
        url_citation=UrlCitation(start_index=start, end_index=end, url=link(citation), title=citation.document)
    )
