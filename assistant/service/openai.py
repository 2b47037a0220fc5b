"""OpenAI's endpoint, so that whatever speaks to OpenAI speaks to Ally: the same answers, in OpenAI's shapes."""

import time
import uuid
from typing import Any

from fastapi import APIRouter, Depends, HTTPException, Request

from assistant.service.access import Called
from assistant.service.event_stream import event_stream
from assistant.service.gate import admitted
from assistant.service.openai_errors import OpenAIRoute
from assistant.service.openai_messages import Link, annotations, asked, tokens
from assistant.service.openai_shapes import ChatRequest, Choice, Completion, Models, Refusal, Reply
from assistant.service.openai_streaming import streamed
from assistant.service.problems import documented
from assistant.service.questions import on_record, whole
from assistant.types import Answer, Citation, Finished

REFUSED: dict[int | str, dict[str, Any]] = {
    "4XX": {"model": Refusal, "description": "As OpenAI refuses: 400, 401, 403 or 429."},
    "5XX": {"model": Refusal, "description": "Too busy, or the answer failed."},
}

router = APIRouter(route_class=OpenAIRoute, responses=REFUSED, tags=["OpenAI"])


@router.get("/v1/models")
async def models(_: Called) -> Models:
    """The one model that there is."""
    return Models()


@router.post(
    "/v1/chat/completions",
    response_model=Completion,
    responses=documented(413) | {200: {"content": {"text/event-stream": {}}}},
    dependencies=[Depends(admitted)],
)
async def complete(chat: ChatRequest, request: Request, caller: Called) -> Any:
    """Answer the user's last message; with `stream`, in server-sent events."""
    question, history = asked(chat.messages)
    said = request.app.state.services.assistant.stream(question, caller.viewer, history=history)
    events, link = on_record(request, caller, question, said), _links(request)
    if not chat.stream:
        return _completion(await whole(events), link)
    # What is wrong with the question shows before the first event, and can still be told by the status.
    first = await anext(events)
    if isinstance(first, Finished):
        raise HTTPException(503, first.answer.text)
    with_usage = bool(chat.stream_options and chat.stream_options.include_usage)
    return event_stream(streamed(events, link, with_usage))


def _completion(answer: Answer, link: Link) -> Completion:
    if answer.status == "failed":
        raise HTTPException(503, answer.text)
    reply = Reply(content=answer.text, annotations=annotations(answer.text, answer, link))
    return Completion(
        id=f"chatcmpl-{uuid.uuid4().hex}",
        created=int(time.time()),
        choices=[Choice(message=reply)],
        usage=tokens(answer),
    )


def _links(request: Request) -> Link:
    """Where this service shows a citation's source; the fragment is the place, in characters (RFC 5147)."""

    def link(citation: Citation) -> str:
        place = f"#char={citation.start},{citation.end}"
        return f"{request.base_url}v1/sources/{citation.document_id}{place}"

    return link
