"""A server on loopback that speaks OpenAI's chat completions over HTTP, and replies as a script says."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

HEAD = "HTTP/1.1 {status}\r\nContent-Type: {type}\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n{headers}\r\n"
USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}


class Reply:
    """One request, and what is sent back for it. Nothing else is written once the client has gone."""

    def __init__(self, request: dict[str, Any], tries: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter):
        self.request = request
        self.tries = tries  # how often a request was made before this one
        self._writer = writer
        self.gone = asyncio.create_task(reader.read())

    @property
    def system(self) -> str:
        return self._said("system")

    @property
    def asked(self) -> str:
        return self._said("user")

    def _said(self, role: str) -> str:
        return "\n".join(each["content"] for each in self.request["messages"] if each["role"] == role)

    async def refuse(self, status: str, headers: str = "") -> None:
        """An error, such as "429 Too Many Requests"."""
        await self._send(HEAD.format(status=status, type="application/json", headers=headers))
        await self.raw(json.dumps({"error": {"message": f"scripted {status}"}}))
        await self._send("0\r\n\r\n")

    async def begin(self) -> None:
        """The head of a stream."""
        await self._send(HEAD.format(status="200 OK", type="text/event-stream", headers=""))

    async def pieces(self, pieces: Sequence[str]) -> None:
        """Pieces of the text, each an event."""
        for piece in pieces:
            await self._event([{"index": 0, "delta": {"content": piece}, "finish_reason": None}])

    async def end(self) -> None:
        """The end of the text, what it took, and the end of the stream."""
        await self._event([{"index": 0, "delta": {}, "finish_reason": "stop"}])
        await self._event([], usage=USAGE)
        await self.raw("data: [DONE]\n\n")
        await self._send("0\r\n\r\n")

    async def raw(self, text: str) -> None:
        """A chunk of the body, as it is."""
        await self._send(f"{len(text.encode()):x}\r\n{text}\r\n")

    async def _send(self, text: str) -> None:
        # The script ends where the client has gone.
        if self.gone.done():
            raise ConnectionError("the client has gone")
        self._writer.write(text.encode())
        await self._writer.drain()

    async def _event(self, choices: list[dict[str, Any]], **more: Any) -> None:
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "scripted", "choices": choices}
        await self.raw(f"data: {json.dumps({**chunk, **more})}\n\n")


Script = Callable[[Reply], Awaitable[None]]


class ChatServer:
    """Where it is, and what it was asked."""

    def __init__(self, script: Script) -> None:
        self.url = ""
        self.replies: list[Reply] = []
        self._script = script

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, one request."""
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        assert head.startswith("POST /v1/chat/completions "), head
        [length] = (int(line.split(":")[1]) for line in head.splitlines() if line.lower().startswith("content-length"))
        request = json.loads(await reader.readexactly(length))
        reply = Reply(request, len(self.replies), reader, writer)
        self.replies.append(reply)
        try:
            await self._script(reply)
        except ConnectionError:
            pass
        finally:
            writer.close()
            reply.gone.cancel()


@asynccontextmanager
async def serving(script: Script) -> AsyncIterator[ChatServer]:
    """The server, for as long as it is needed."""
    served = ChatServer(script)
    server = await asyncio.start_server(served.handle, "127.0.0.1")
    served.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/v1"
    try:
        yield served
    finally:
        server.close()
        await server.wait_closed()
