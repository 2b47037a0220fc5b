"""An answer as messages: the text in parts that Slack takes, and below the last its sources and its buttons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextActionsBlock,
    ContextBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    MarkdownBlock,
    MarkdownTextObject,
)

from assistant.answering.reshaping import is_apart
from assistant.answering.telling import ITEM, joint
from assistant.types import Answer, Citation, Joint, Sentence
from integrations.slack import words
from integrations.slack.escaping import markdown, plain, shortened

MOST_IN_A_PART = 10_000  # characters, below the 12,000 that Slack takes
MOST_IN_CONTEXT = 2_900  # characters of one text, below 3,000
MOST_NEAREST = 3
MOST_OF_QUOTE = 160
NOTIFICATION = 200  # characters of what a notification shows


@dataclass(frozen=True)
class Part:
    """One message: `text` is Markdown, `blocks` stand below it, `notification` is what is shown without them."""

    text: str
    blocks: Sequence[Block]
    notification: str

    @property
    def whole(self) -> list[Block]:
        """The message in blocks alone, for where nothing is streamed."""
        return [MarkdownBlock(text=self.text), *self.blocks]


def piece(sentence: Sentence, between: Joint) -> str:
    """A sentence as it is added to what was told before, with what stands between them."""
    marks = "".join(f"[{number}]" for number in sentence.citations)
    unchecked = "" if sentence.verified else f"_{words.UNCHECKED}_"
    told = " ".join(filter(None, [_line(sentence.text), marks, unchecked]))
    return between + told


def parts(answer: Answer, page: str | None, buttons: Sequence[Block]) -> list[Part]:
    """The answer as messages, the buttons below the last."""
    texts = list(_split(_body(answer)))
    sources = _sources(answer, page)
    told = words.UNREACHABLE if answer.status == "failed" else answer.text
    notification = plain(shortened(told, NOTIFICATION))
    return [
        Part(text, [*sources, *buttons] if text is texts[-1] else [], notification if text is texts[0] else words.MORE)
        for text in texts
    ]


def notice(text: str) -> list[Block]:
    """A remark of our own."""
    return [ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])]


def feedback_buttons(answer_id: str) -> Block:
    """Whether the answer helped."""
    good = FeedbackButtonObject(text=words.GOOD, value=f"up {answer_id}", accessibility_label=words.GOOD)
    bad = FeedbackButtonObject(text=words.BAD, value=f"down {answer_id}", accessibility_label=words.BAD)
    return ContextActionsBlock(
        elements=[FeedbackButtonsElement(action_id="feedback", positive_button=good, negative_button=bad)]
    )


def buttons(*named: tuple[str, str, str]) -> Block:
    """Buttons as (action, label, value)."""
    return ActionsBlock(elements=[ButtonElement(action_id=a, text=label, value=v or a) for a, label, v in named])


def source_link(page: str, citation: Citation) -> str:
    """Where the web page shows the quote in its source."""
    return f"{page.rstrip('/')}/#/document/{citation.document_id}?{citation.start}-{citation.end}"


def _line(text: str) -> str:
    return f"{ITEM}{markdown(text.removeprefix(ITEM))}" if text.startswith(ITEM) else markdown(text)


def _body(answer: Answer) -> list[str]:
    """The answer's text in pieces that may be put into different messages."""
    if answer.status == "failed":  # why is the operator's to know
        return [words.UNREACHABLE]
    if not answer.sentences:
        return [markdown(line) + "\n" for line in answer.text.splitlines() if line.strip()] or [words.NOTHING]
    apart, (first, *others) = is_apart(answer), answer.sentences
    told = [piece(first, ""), *(piece(each, joint(each.text, apart)) for each in others)]
    return [*told, *(f"\n\n_{markdown(note)}_" for note in answer.notes)]


def _split(pieces: Sequence[str]) -> Iterator[str]:
    """The pieces in messages, each as full as it may be; a piece that is too long for one is cut."""
    text = ""
    for each in pieces:
        while len(text) + len(each) > MOST_IN_A_PART:
            if not text:
                text, each = each[:MOST_IN_A_PART], each[MOST_IN_A_PART:]
            yield text.strip()
            text = ""
            each = each.lstrip()
        text += each
    if text.strip():
        yield text.strip()


def _sources(answer: Answer, page: str | None) -> list[Block]:
    """The sources of an answer; of one that was not found, the passages that came nearest."""
    if answer.sentences:
        return _context([_source(each, page) for each in answer.citations])
    near = answer.nearest[:MOST_NEAREST]
    quoted = [f"{_source(each, page)}\n“{plain(shortened(each.quote, MOST_OF_QUOTE))}”" for each in near]
    return [block for text in ([words.NEAREST, *quoted] if near else []) for block in _context([text])]


def _source(citation: Citation, page: str | None) -> str:
    """A source on one line: number, title, who, when, and where in it."""
    title = plain(shortened(citation.document, 150)).replace("|", "¦")
    linked = f"<{plain(source_link(page, citation))}|{title}>" if page else f"*{title}*"
    place = citation.page and f"p. {citation.page}"
    section = citation.section and shortened(citation.section.rpartition(" > ")[2], 80)
    about = [citation.speaker, citation.date, citation.time, place, section]
    return f"[{citation.number}] " + " · ".join([linked, *(plain(each) for each in about if each)])


def _context(lines: Sequence[str]) -> list[Block]:
    """Small print, as many lines in a block as Slack takes."""
    texts = [""]
    for line in lines:
        if len(texts[-1]) + len(line) + 1 > MOST_IN_CONTEXT:
            texts.append("")
        texts[-1] += f"\n{line}" if texts[-1] else line
    return [ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)]) for text in texts if text]
