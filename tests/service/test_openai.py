"""OpenAI's endpoint as OpenAI's own client meets it."""

import json
from collections.abc import AsyncGenerator, Iterator
from dataclasses import replace
from typing import Any

import httpx
import openai
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openai.types.chat import ChatCompletionChunk, ChatCompletionMessageParam
from openai.types.chat.chat_completion_chunk import ChoiceDelta

from assistant.answering.quoting import Quote
from assistant.answering.statements import Draft, Statement
from assistant.answering.telling import Numbering, text_of
from assistant.errors import UsageError
from assistant.knowledge.stored import StoredPassage
from assistant.retrieval.ranked import RankedPassage
from assistant.service.openai_messages import annotations, asked
from assistant.service.openai_shapes import Message
from assistant.service.openai_streaming import streamed
from assistant.service.questions import whole
from assistant.types import Answer, Event, Finished, Found, Turn
from tests.service.listening import Listening

QUESTION = "How often does the launch committee of Heron meet?"
SECRET = "Who holds the launch budget of Heron?"


@pytest.mark.parametrize(
    ("messages", "question", "history"),
    [
        ([("user", "Who?")], "Who?", []),
        ([("system", "Be brief."), ("developer", "Obey."), ("user", "Who?")], "Who?", []),
        ([("user", "What?"), ("assistant", "This."), ("user", "Who?")], "Who?", [("What?", "This.")]),
        ([("user", "What?"), ("user", "Who?")], "Who?", [("What?", "")]),
        (
            [("user", "A"), ("assistant", "b"), ("tool", "x"), ("assistant", "c"), ("user", "D")],
            "D",
            [("A", "b\nc")],
        ),
        ([("assistant", "Hello."), ("user", "Who?"), ("assistant", "It is")], "Who?", []),
        ([("user", [{"type": "text", "text": "Who"}, {"type": "image_url", "image_url": {}}])], "Who", []),
        ([("user", [{"type": "text", "text": "Who"}, {"type": "text", "text": "is it?"}])], "Who\nis it?", []),
        ([("user", "What?"), ("assistant", None), ("user", "Who?")], "Who?", [("What?", "")]),
    ],
)
def test_messages_become_a_question_with_its_history(
    messages: list[tuple[str, Any]], question: str, history: list[tuple[str, str]]
) -> None:
    given_messages = [Message.model_validate({"role": role, "content": content}) for role, content in messages]
    assert asked(given_messages) == (question, [Turn(question=q, answer=a) for q, a in history])


def test_without_a_word_of_the_user_there_is_no_question() -> None:
    with pytest.raises(UsageError, match="none is the user's"):
        asked([Message(role="system", content="Be brief.")])


def _quote(number: int) -> Quote:
    text = f"Source {number}."
    passage = StoredPassage(
        id=f"p{number}",
        document_id=f"d{number}",
        source_id=f"s{number}",
        source="a.md",
        title=f"D{number}",
        kind="talk",
        date=None,
        language="en",
        markup="plain",
        start=0,
        end=len(text),
        text=text,
        reading=text,
        context="",
        places=(),
        tokens=2,
        superseded=False,
        authors=(),
    )
    return Quote(RankedPassage(passage, 1.0), 0, len(text), text)


QUOTES = [_quote(number) for number in range(3)]
# Sentences, items, tables and paragraphs; with what looks like marks, and the same words twice.
TEXTS = st.text(st.sampled_from("a [1]2.\n"), min_size=1, max_size=8) | st.sampled_from(
    ["- An item.", "- One:\n  - two", "| a | b |\n| - | - |\n| 1 | 2 |", "A paragraph.\n\nAnother.", "合同终止。"]
)
STATEMENTS = st.lists(
    st.builds(Statement, text=TEXTS, quotes=st.lists(st.sampled_from(QUOTES), max_size=3, unique=True)), max_size=5
)


async def _told(draft: Draft) -> AsyncGenerator[Event]:
    """What the assistant tells of a draft."""
    numbering = Numbering()
    yield Found(passages=[])
    for each in draft.statements:
        yield numbering.told(replace(each, apart=draft.apart))
    yield Finished(
        answer=Answer(
            id="1",
            status="answered" if draft.statements else "not_found",
            question="",
            standalone_question="",
            text=text_of(draft, numbering.sentences),
            sentences=numbering.sentences,
            citations=numbering.citations,
            notes=list(draft.notes),
            model="x",
            seconds=0,
        )
    )


@given(st.builds(Draft, STATEMENTS, st.lists(st.just("2 documents were searched."), max_size=2), st.booleans()))
async def test_streamed_or_not_it_is_the_same_text_and_each_annotation_is_at_its_mark(draft: Draft) -> None:
    answer = await whole(_told(draft))
    *sent, done = [data async for data in streamed(_told(draft), lambda citation: citation.document_id, False)]
    assert done == b"data: [DONE]\n\n"
    deltas = [choice.delta for data in sent for choice in _chunk(data).choices]
    assert "".join(delta.content or "" for delta in deltas) == answer.text
    at_once = annotations(answer.text, answer, lambda citation: citation.document_id)
    assert [each for delta in deltas for each in _annotations(delta)] == [each.model_dump() for each in at_once]
    cited = {each.number: each.document_id for each in answer.citations}
    assert [
        (each.url_citation.url, answer.text[each.url_citation.start_index : each.url_citation.end_index])
        for each in at_once
    ] == [(cited[number], f"[{number}]") for sentence in answer.sentences for number in sentence.citations]


def _annotations(delta: ChoiceDelta) -> list[dict[str, Any]]:
    """What OpenAI's client keeps of a delta without having a name for it."""
    annotated: list[dict[str, Any]] = (delta.model_extra or {}).get("annotations", [])
    return annotated


def _chunk(data: bytes) -> ChatCompletionChunk:
    return ChatCompletionChunk.model_validate_json(data.removeprefix(b"data: "))


def _failed(why: str) -> Answer:
    return Answer(id="1", status="failed", question="", standalone_question="", text=why, model="x", seconds=0)


async def test_a_failure_on_the_way_is_told_as_an_error() -> None:
    async def events() -> AsyncGenerator[Event]:
        yield Found(passages=[])
        yield Finished(answer=_failed("The index is damaged."))

    *_, failed, _ = [data async for data in streamed(events(), lambda _: "", with_usage=True)]
    assert json.loads(failed.removeprefix(b"data: ")) == {
        "error": {"message": "The index is damaged.", "type": "server_error", "param": None, "code": None}
    }


@pytest.fixture
def service(listening_service: Listening) -> Listening:
    return listening_service


@pytest.fixture
def client(service: Listening) -> Iterator[openai.OpenAI]:
    with _client(service, service.everything) as client:
        yield client


def _client(service: Listening, key: str) -> openai.OpenAI:
    return openai.OpenAI(base_url=f"{service.address}/v1", api_key=key, max_retries=0, timeout=30)


def _user(text: str) -> ChatCompletionMessageParam:
    return {"role": "user", "content": text}


def _content(client: openai.OpenAI, *messages: ChatCompletionMessageParam) -> str:
    return client.chat.completions.create(model="ally", messages=messages).choices[0].message.content or ""


def test_the_one_model_is_listed(client: openai.OpenAI) -> None:
    assert [(model.id, model.object) for model in client.models.list()] == [("ally", "model")]


def test_the_answer_is_a_message_with_its_sources_as_annotations(client: openai.OpenAI, service: Listening) -> None:
    completion = client.chat.completions.create(
        model="gpt-4o",
        messages=[{"role": "system", "content": "Answer like a pirate."}, _user(QUESTION)],
        temperature=0.3,
        seed=1,
        tools=[{"type": "function", "function": {"name": "look", "parameters": {}}}],
    )
    [choice] = completion.choices
    message, headers = choice.message, {"Authorization": f"Bearer {service.everything}"}
    same = httpx.post(f"{service.address}/v1/ask", json={"question": QUESTION}, headers=headers, timeout=30).json()
    content = message.content or ""
    assert content == same["text"]
    assert (choice.finish_reason, message.tool_calls, completion.model) == ("stop", None, "ally")
    [annotation] = message.annotations or []
    cited = annotation.url_citation
    assert (content[cited.start_index : cited.end_index], cited.title) == ("[1]", "Launch talk")
    url, _, place = cited.url.partition("#char=")
    source = httpx.get(url, headers=headers).json()
    start, end = map(int, place.split(","))
    assert source["text"][start:end] == same["citations"][0]["quote"]
    assert completion.usage
    assert completion.usage.total_tokens == 0


@pytest.mark.parametrize("with_usage", [False, True])
def test_a_streamed_answer_is_the_same_piece_by_piece(client: openai.OpenAI, with_usage: bool) -> None:
    whole = client.chat.completions.create(model="ally", messages=[_user(QUESTION)]).choices[0].message
    chunks = list(
        client.chat.completions.create(
            model="ally", messages=[_user(QUESTION)], stream=True, stream_options={"include_usage": with_usage}
        )
    )
    if with_usage:
        usage = chunks.pop()
        assert usage.choices == []
        assert usage.usage
    choices = [chunk.choices[0] for chunk in chunks]
    assert choices[0].delta.role == "assistant"
    assert "".join(each.delta.content or "" for each in choices) == whole.content
    citing, last = choices[-2:]
    assert _annotations(citing.delta) == [each.model_dump() for each in whole.annotations or []]
    assert [each.finish_reason for each in choices] == [None] * (len(choices) - 1) + ["stop"]
    assert last.delta.content is None
    assert len({chunk.id for chunk in chunks}) == 1


def test_what_the_sources_do_not_say_is_an_ordinary_message(client: openai.OpenAI) -> None:
    [choice] = client.chat.completions.create(model="ally", messages=[_user("What did Zorblax Inc. pay?")]).choices
    assert (choice.finish_reason, choice.message.refusal) == ("stop", None)
    assert "Zorblax" in (choice.message.content or "")


def test_a_follow_up_leans_on_the_messages_before_it(client: openai.OpenAI) -> None:
    before: list[ChatCompletionMessageParam] = [
        _user("What is the launch committee of Heron?"),
        {"role": "assistant", "content": "A committee."},
    ]
    [choice] = client.chat.completions.create(
        model="ally", messages=[*before, _user("How often does it meet?")]
    ).choices
    assert "twice a year" in (choice.message.content or "")


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("messages", "message", "param"),
    [
        ([], "messages: List should have at least 1 item after validation, not 0", "messages"),
        ([{"role": "system", "content": "x"}], "messages: none is the user's", None),
        ([_user(" ")], "The question is empty", None),
        ([_user("x" * 5000)], "The question has 5,000 characters", None),
        ([{"role": "poet", "content": "x"}], "messages.0.role: must be one of system, developer,", "messages.0.role"),
        ([{"content": "x"}], "messages.0.role: missing", "messages.0.role"),
    ],
)
def test_what_cannot_be_asked_is_refused_as_openai_does(
    client: openai.OpenAI, messages: Any, message: str, param: str | None, stream: bool
) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model="ally", messages=messages, stream=stream)
    error = caught.value
    assert error.status_code == 400
    assert (error.type, error.param) == ("invalid_request_error", param)
    assert isinstance(error.body, dict)
    assert error.body["message"].startswith(message)


def test_the_body_must_be_json(service: Listening) -> None:
    headers = {"Authorization": f"Bearer {service.everything}", "Content-Type": "application/json"}
    reply = httpx.post(f"{service.address}/v1/chat/completions", content=b"{", headers=headers)
    assert (reply.status_code, reply.json()["error"]["type"]) == (400, "invalid_request_error")


def test_a_key_is_asked_for_and_counted(service: Listening) -> None:
    with pytest.raises(openai.AuthenticationError, match="The key is not known"):
        _client(service, "ally_wrong").models.list()
    client = _client(service, service.once)
    client.models.list()
    with pytest.raises(openai.RateLimitError) as caught:
        client.chat.completions.create(model="ally", messages=[_user(QUESTION)])
    assert caught.value.code == "rate_limit_exceeded"
    assert int(caught.value.response.headers["Retry-After"]) > 0


def test_a_key_sees_nothing_of_what_is_not_for_it(service: Listening) -> None:
    client = _client(service, service.public)
    whole = client.chat.completions.create(model="ally", messages=[_user(SECRET)]).model_dump_json()
    pieces = client.chat.completions.create(model="ally", messages=[_user(SECRET)], stream=True)
    told = whole + "".join(chunk.model_dump_json() for chunk in pieces)
    assert "Brandvold" not in told
    assert "note" not in told
    assert "Brandvold" in _content(_client(service, service.everything), _user(SECRET))


def test_a_stream_that_is_hung_up_on_gives_its_place_back(client: openai.OpenAI) -> None:
    for _ in range(5):
        with client.chat.completions.create(model="ally", messages=[_user(QUESTION)], stream=True) as pieces:
            next(iter(pieces))
    assert "twice a year" in _content(client, _user(QUESTION))


def test_half_an_emoji_is_no_trouble(service: Listening) -> None:
    for messages in (
        r'{"role": "user", "content": "How often does the launch committee of Heron meet? \ud83e"}',
        r'{"role": "user", "content": "\ud83e"}, {"role": "assistant", "content": "\ud83e"}, '
        r'{"role": "user", "content": "How often does the launch committee of Heron meet?"}',
    ):
        reply = httpx.post(
            f"{service.address}/v1/chat/completions",
            content=f'{{"messages": [{messages}]}}',
            headers={"Authorization": f"Bearer {service.everything}", "Content-Type": "application/json"},
            timeout=30,
        )
        assert "twice a year" in reply.json()["choices"][0]["message"]["content"]
