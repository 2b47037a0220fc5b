"""Language models: any that LangChain's `init_chat_model` takes, made here, with time limits, and failures translated.

What a retry helps (too many requests, a fault of the server, a lost connection) the providers' own clients try again,
waiting as long as the server asks; the time limits here end that.
"""

import asyncio
import os
from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, cast

from assistant.errors import ModelError, UsageError
from assistant.types import Usage

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk, BaseMessage

EXTRACTIVE = "extractive"
LONGEST_REPLY, LONGEST_REASON = 8_000, 200  # characters
WHOLE_SHARE = 4  # a whole reply may take so many times as long as its beginning

_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}
_EXTRAS = ("openai", "anthropic", "ollama")


class Tally:
    """What a call of a model came to: whether it said anything, and what it took."""

    def __init__(self) -> None:
        self.begun = False
        self.usage: Usage | None = None

    def add(self, chunk: "AIMessageChunk") -> None:
        """Note whether a piece of a reply says anything, and count what it says that the reply took."""
        self.begun = self.begun or bool(chunk.text.strip())
        told_cost, tokens = chunk.response_metadata.get("cost"), chunk.usage_metadata
        cost = float(told_cost) if isinstance(told_cost, int | float) else None
        if tokens is not None or cost is not None:
            told = tokens or {"input_tokens": 0, "output_tokens": 0}
            new = Usage(input_tokens=told["input_tokens"], output_tokens=told["output_tokens"], cost=cost)
            self.usage = total([self.usage, new])


def total(usages: Iterable[Usage | None]) -> Usage | None:
    """What several calls took together; None where none of them says."""
    told = [usage for usage in usages if usage is not None]
    costs = [usage.cost for usage in told if usage.cost is not None]
    if not told:
        return None
    return Usage(
        input_tokens=sum(usage.input_tokens for usage in told),
        output_tokens=sum(usage.output_tokens for usage in told),
        cost=sum(costs) if costs else None,
    )


class ChatModel:
    """A chat model by its name, which begins its reply within `seconds`."""

    def __init__(self, name: str, model: "BaseChatModel", seconds: float, key: str | None = None) -> None:
        """`key` is kept out of what is said of a failure."""
        self.name = name
        self._model = model
        self._seconds = seconds
        self._key = key

    async def stream(self, messages: "Sequence[BaseMessage]", tally: Tally) -> AsyncGenerator[str]:
        """The pieces of the reply, none of them empty. Closing the generator ends the request at the provider.

        Raises ModelError where the reply does not begin or end in time, is too long, or fails in any other way.
        """
        clock = asyncio.get_running_loop()
        begun, received = clock.time(), 0
        reply = cast("AsyncGenerator[AIMessageChunk]", self._model.astream(list(messages)))
        async with aclosing(reply) as chunks:
            while True:
                share = WHOLE_SHARE if received else 1
                try:
                    async with asyncio.timeout_at(begun + share * self._seconds):
                        chunk = await anext(chunks)
                except StopAsyncIteration:
                    return
                except TimeoutError as error:
                    did = "had not ended its reply" if received else "had not begun to reply"
                    raise self._error(f"{did} after {share * self._seconds:g} seconds") from error
                except Exception as error:  # each provider's package fails in its own way
                    raise self._error(f"{type(error).__name__}: {_one_line(error, self._key)}") from error
                tally.add(chunk)
                received += len(chunk.text)
                if received > LONGEST_REPLY:
                    raise self._error(f"went on for more than {LONGEST_REPLY:,} characters")
                if chunk.text:
                    yield chunk.text

    def _error(self, problem: str) -> ModelError:
        return ModelError(f"model {self.name!r}: {problem}")


def model_from(name: str, url: str | None, seconds: float, environment: Mapping[str, str] = os.environ) -> ChatModel:
    """The model called `name` ("openai:gpt-5-mini"), at `url` where one is given; its key is in the environment.

    Raises UsageError where it is misnamed or lacks its package or key, ModelError where its package refuses otherwise.
    """
    provider, _, rest = name.partition(":")
    if not (provider and rest):
        raise UsageError(f"model = {name!r}: name it as provider:model, such as openai:gpt-5-mini, or {EXTRACTIVE!r}")
    variable = _KEYS.get(provider, "")
    key = environment.get(variable)
    if variable and not key and not url:
        raise UsageError(f"model = {name!r}: it needs a key; set {variable}")
    from langchain.chat_models import init_chat_model

    try:
        return ChatModel(name, init_chat_model(name, **_options(provider, url, key)), seconds, key)
    except ImportError as error:
        extra = f"pip install 'ally[{provider}]'" if provider in _EXTRAS else _one_line(error)
        raise UsageError(f"model = {name!r}: its package is not installed: {extra}") from error
    except Exception as error:  # each provider's package refuses in its own way
        raise ModelError(f"model = {name!r}: cannot be used: {_one_line(error, key)}") from error


def _options(provider: str, url: str | None, key: str | None) -> dict[str, Any]:
    options = {"base_url": url, "api_key": key}
    given: dict[str, Any] = {name: value for name, value in options.items() if value}
    if provider == "openai":
        given["stream_usage"] = True
    if provider == "openai" and url:
        # Servers of the same interface know chat completions, and ask for no key where they run locally.
        given |= {"use_responses_api": False, "api_key": key or "none"}
    return given


def _one_line(error: BaseException, hidden: str | None = None) -> str:
    line = " ".join(str(error).split())
    return (line.replace(hidden, "…") if hidden else line)[:LONGEST_REASON]
