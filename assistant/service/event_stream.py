"""Server-sent events as a reply that nothing between here and the client keeps back or keeps a copy of."""

from collections.abc import AsyncIterator

from fastapi.sse import EventSourceResponse


def event_stream(events: AsyncIterator[bytes]) -> EventSourceResponse:
    """The events, each sent as soon as it is there."""
    return EventSourceResponse(events, headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})
