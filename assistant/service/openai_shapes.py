"""The shapes of OpenAI's chat completions, as far as a client may send them to Ally or read them from it."""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

MODEL = "ally"


def _is_none(value: object) -> bool:
    return value is None


class Part(BaseModel):
    """One part of a message's content. Parts that are not text (images, sound, files) are left out."""

    type: str
    text: str = ""


class Message(BaseModel):
    """One message of the conversation that the client keeps."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """A conversation to be carried on by one message. What else OpenAI's clients may send is ignored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"messages": [{"role": "user", "content": "Who decides when the committee is deadlocked?"}]},
                {
                    "messages": [
                        {"role": "user", "content": "What is the Vessandra agreement?"},
                        {"role": "assistant", "content": "A co-promotion agreement of 2022."},
                        {"role": "user", "content": "When does it end?"},
                    ],
                    "stream": True,
                },
            ]
        }
    )

    messages: Annotated[list[Message], Field(min_length=1)]
    model: Annotated[str, Field(description="any name; there is one model here")] = MODEL
    stream: bool | None = None
    stream_options: StreamOptions | None = None


class UrlCitation(BaseModel):
    """A source, and the slice `[start_index, end_index)` of the content that refers to it, in characters."""

    start_index: int
    end_index: int
    url: str
    title: str


class Annotation(BaseModel):
    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Reply(BaseModel):
    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: Sequence[Annotation]


class Choice(BaseModel):
    index: Literal[0] = 0
    message: Reply
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Tokens(BaseModel):
    """What a language model took for the answer; all are 0 where none took part."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class Completion(BaseModel):
    """The whole answer."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    choices: Sequence[Choice]
    usage: Tokens


class Delta(BaseModel):
    """What a chunk adds to the message; nothing is sent of what it does not."""

    role: Annotated[Literal["assistant"] | None, Field(exclude_if=_is_none)] = None
    content: Annotated[str | None, Field(exclude_if=_is_none)] = None
    annotations: Annotated[Sequence[Annotation] | None, Field(exclude_if=_is_none)] = None


class ChunkChoice(BaseModel):
    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class Chunk(BaseModel):
    """One event of a streamed answer. Its `usage`, where asked for, is null until the last, which has no choices."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str = MODEL
    choices: Sequence[ChunkChoice]
    usage: Tokens | None = None


class Model(BaseModel):
    id: str = MODEL
    object: Literal["model"] = "model"
    created: int = 0
    owned_by: str = MODEL


class Models(BaseModel):
    object: Literal["list"] = "list"
    data: Sequence[Model] = (Model(),)


class Fault(BaseModel):
    """What is wrong, in one line; `type` as OpenAI names it, `param` the field at fault."""

    message: str
    type: str
    param: str | None = None
    code: str | None = None


class Refusal(BaseModel):
    """Why there is no answer, in the shape of OpenAI's errors."""

    error: Fault
