"""Whether a message is a question to Ally, and what it asks: people talking to each other are left alone."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from assistant.answering.reshaping import asks_for_shape
from integrations.slack.escaping import unescaped
from integrations.slack.events import Incoming

_REFERENCE = re.compile(r"<(?P<what>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")
_SOMEBODY = re.compile(r"<@[A-Z0-9]+(?:\|[^<>]*)?>|<!subteam\^[^<>]*>|<!(?:here|channel|everyone)(?:\|[^<>]*)?>")
_ASKING = re.compile(
    r"(?:(?:and|but|so|ok|okay|then|please|hey|hi)[, ]+)*"
    r"(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|should|shall|will|would|may"
    r"|must|has|have|had|list|compare|show|find|name|explain|summari[sz]e|describe|give|tell)\b",
    re.IGNORECASE,
)
_ASKING_CHINESE = re.compile("[吗呢]|什么|谁|怎么|如何|哪|多少|为什么|几|请")


def mentions(text: str, bot: str) -> bool:
    """Whether the text mentions us."""
    return re.search(rf"<@{bot}(?:\|[^<>]*)?>", text) is not None


def mentions_others(text: str, bot: str) -> bool:
    """Whether the text mentions somebody else: a person, a user group, or all."""
    return any(not mentions(found, bot) for found in _SOMEBODY.findall(text))


def question_in(text: str, bot: str) -> str:
    """What a message asks, as a person reads it and without us being mentioned."""
    alone = re.sub(rf"<@{bot}(?:\|[^<>]*)?>", " ", text)
    return " ".join(unescaped(_REFERENCE.sub(_read, alone)).split()).lstrip(",:;- ")


def may_be_for_us(incoming: Incoming, bot: str, every_question: bool) -> bool:
    """Whether there is anything to decide about it: what people say to each other in a channel is not even recorded."""
    return (
        incoming.kind != "message"
        or every_question
        or incoming.channel.startswith("D")
        or incoming.thread != incoming.ts
        or mentions(incoming.payload.get("text") or "", bot)
    )


def looks_like_question(text: str) -> bool:
    """Whether this asks something; thanks and remarks do not."""
    return (
        "?" in text
        or "？" in text
        or _ASKING.match(text.strip()) is not None
        or _ASKING_CHINESE.search(text) is not None
        or asks_for_shape(text)
    )


def goes_on_with(messages: Iterable[Mapping[str, Any]], bot: str, user: str, ts: str) -> bool:
    """Whether what somebody wrote at `ts` follows on what we said to them, nobody else having spoken since."""
    before = [each for each in messages if each["ts"] < ts]
    for each in reversed(before):
        if each.get("user") != user:
            return bool(each.get("user") == bot)
    return bool(before)


def _read(reference: re.Match[str]) -> str:
    what, label = reference["what"], reference["label"]
    if what.startswith(("@", "!")):
        return f"@{label.lstrip('@')}" if label else ""
    if what.startswith("#"):
        return f"#{label}" if label else ""
    return label or what
