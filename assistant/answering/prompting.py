"""What a model is given: its prompt as the system's words, and everything else as data between escaped delimiters."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from assistant.knowledge.terms import is_chinese
from assistant.retrieval.ranked import RankedPassage
from assistant.types import Turn
from prompts import Prompt

if TYPE_CHECKING:
    from langchain_core.messages import BaseMessage

ANSWER, FOLLOW_UP = "answer", "follow_up"
VARIABLES = ("language",)

_ESCAPED = str.maketrans({"<": "&lt;", ">": "&gt;"})


def answer_messages(prompt: Prompt, question: str, passages: Sequence[RankedPassage]) -> "list[BaseMessage]":
    """The question with its sources, numbered from 1 in the order of the passages."""
    sources = "\n".join(_source(number, each) for number, each in enumerate(passages, start=1))
    return _messages(prompt, question, f"<sources>\n{sources}\n</sources>")


def follow_up_messages(prompt: Prompt, question: str, history: Sequence[Turn], about: str) -> "list[BaseMessage]":
    """The question with the conversation before it, and what that is about where that is known."""
    turns = "\n".join(line for turn in history for line in _turn(turn))
    return _messages(prompt, question, f"<conversation{_attributes(about=about)}>\n{turns}\n</conversation>")


def _messages(prompt: Prompt, question: str, data: str) -> "list[BaseMessage]":
    from langchain_core.messages import HumanMessage, SystemMessage

    language = "Chinese" if is_chinese(question) else "the language of the question"
    asked = f"{data}\n\n<question>\n{_escaped(question)}\n</question>"
    return [SystemMessage(prompt.rendered(language=language)), HumanMessage(asked)]


def _source(number: int, found: RankedPassage) -> str:
    passage = found.passage
    amending = found.amended_by
    attributes = _attributes(
        number=str(number),
        document=passage.title,
        section=passage.place("section"),
        speaker=", ".join(dict.fromkeys(passage.values("speaker"))),
        date=passage.date.isoformat() if passage.date else None,
        status="superseded" if passage.superseded else None,
        amended_by=amending.title if amending else None,
    )
    return f"<source{attributes}>\n{_escaped(passage.reading)}\n</source>"


def _turn(turn: Turn) -> Iterator[str]:
    yield f"<asked>{_escaped(turn.question)}</asked>"
    if turn.answer:
        yield f"<answered>{_escaped(turn.answer)}</answered>"


def _attributes(**values: str | None) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in values.items() if value)


def _escaped(text: str) -> str:
    """The text in which nothing opens or closes an element. An ampersand stays: models repeat what they read."""
    return text.translate(_ESCAPED)
