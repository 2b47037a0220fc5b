"""MCP as the official client meets it, over HTTP and over stdio from a real `ally mcp`."""

import json
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import httpx2
import pytest
from mcp import Client, MCPError, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, TextResourceContents

from assistant.knowledge.catalog import Catalog
from assistant.service.asking import Hits
from assistant.service.mcp_text import uri
from assistant.types import Answer, Filters
from tests.service.conftest import NOTES
from tests.service.listening import Listening
from tests.surfaces.terminals import Terminal

QUESTION = "How often does the launch committee of Heron meet?"
SECRET = "Who holds the launch budget of Heron?"

Connects = Callable[[bool], AbstractAsyncContextManager[Client]]


@pytest.fixture
def service(listening_service: Listening) -> Listening:
    return listening_service


@pytest.fixture
def terminal(data: Path, tmp_path: Path) -> Terminal:
    """A terminal that knows what the service knows, and has nobody beside it."""
    return Terminal(tmp_path, data)


# The handshake of the protocol before 2026, and one that needs none.
@pytest.fixture(params=[("http", "legacy"), ("http", "auto"), ("stdio", "auto")], ids="-".join)
def connected(request: pytest.FixtureRequest, service: Listening, terminal: Terminal) -> Connects:
    """Connects as somebody who sees everything, or only what is public."""
    transport, mode = request.param

    @asynccontextmanager
    async def over_http(everything: bool) -> AsyncIterator[Client]:
        key = service.everything if everything else service.public
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=30) as http,
            Client(streamable_http_client(f"{service.address}/mcp", http_client=http), mode=mode) as client,
        ):
            yield client

    @asynccontextmanager
    async def over_stdio(everything: bool) -> AsyncIterator[Client]:
        seen = [] if everything else ["--as", "public"]
        started = StdioServerParameters(
            command=str(terminal.command), args=["mcp", *seen], env=dict(terminal.environment), cwd=terminal.folder
        )
        async with Client(stdio_client(started), mode=mode) as client:
            yield client

    return over_http if transport == "http" else over_stdio


def _text(result: CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, TextContent)
    return content.text


async def _read(client: Client, uri: str) -> str:
    [contents] = (await client.read_resource(uri)).contents
    assert isinstance(contents, TextResourceContents)
    return contents.text


async def test_the_tools_answer_and_find_and_only_read(connected: Connects) -> None:
    async with connected(True) as client:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools.keys() == {"ask_alliances", "search_alliances"}
        assert all(tool.annotations and tool.annotations.read_only_hint for tool in tools.values())

        asked = await client.call_tool("ask_alliances", {"question": QUESTION})
        answer = Answer.model_validate(asked.structured_content)
        assert (answer.status, "twice a year" in answer.text) == ("answered", True)
        text = _text(asked)
        assert text.startswith(answer.text)
        [citation] = answer.citations
        assert f"“{citation.quote}”" in text

        found = await client.call_tool("search_alliances", {"query": "launch", "k": 2, "filters": {"kind": "article"}})
        hits = Hits.model_validate(found.structured_content).hits
        assert len(hits) == 2
        assert all(hit.text in _text(found) for hit in hits)

        assert {each.name for each in (await client.list_resources()).resources} == NOTES.keys()
        source = await _read(client, f"ally://sources/{citation.document_id}")
        assert source[citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("connected", [("http", "auto")], indirect=True, ids="-".join)
async def test_what_is_asked_wrongly_is_told_to_the_model(connected: Connects) -> None:
    async with connected(True) as client:
        wrong: list[tuple[str, dict[str, Any], str]] = [
            ("ask_alliances", {}, "question: missing"),
            ("ask_alliances", {"question": " "}, "The question is empty"),
            ("ask_alliances", {"question": "x", "model": "y"}, "model: not known here"),
            ("ask_alliances", {"question": "x", "filters": {"kind": "poem"}}, "filters.kind: must be one of talk,"),
            ("search_alliances", {"query": "x", "k": 0}, "k: must be greater than or equal to 1"),
        ]
        for tool, arguments, problem in wrong:
            result = await client.call_tool(tool, arguments)
            assert result.is_error
            assert _text(result).startswith(problem)
        with pytest.raises(MCPError, match="no such tool"):
            await client.call_tool("forget_alliances", {})
        with pytest.raises(MCPError, match="no such source"):
            await client.read_resource("ally://sources/0")
        with pytest.raises(MCPError, match="cursor"):
            await client.list_resources(cursor="-1")


def _uri(data: Path, source: str) -> str:
    with closing(Catalog(data)) as catalog:
        [document] = catalog.documents(catalog.audiences(), Filters(source=source))
    return uri(document.id)


async def _refused(client: Client, wanted: str) -> str:
    """Why a resource is not told, without its address."""
    with pytest.raises(MCPError) as refused:
        await client.read_resource(wanted)
    return refused.value.message.replace(wanted, "")


async def test_nothing_is_told_of_what_the_caller_may_not_see(
    connected: Connects, service: Listening, terminal: Terminal
) -> None:
    hidden = [_uri(each.data, "internal/note.md") for each in (service.terminal, terminal)]
    async with connected(False) as client:
        listed = (await client.list_resources()).resources
        assert [each.name for each in listed] == ["public/talk.md"]
        refused = [await _refused(client, each) for each in (*hidden, "ally://sources/0")]
        assert len(set(refused)) == 1
        for tool, words in (("ask_alliances", "question"), ("search_alliances", "query")):
            told = (await client.call_tool(tool, {words: SECRET})).model_dump_json()
            assert "Brandvold" not in told
            assert "Launch note" not in told


def test_without_its_key_nobody_gets_a_word_over_http(service: Listening) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}
    reply = httpx.post(f"{service.address}/mcp", json=call, headers=headers)
    assert (reply.status_code, reply.json().keys()) == (401, {"detail", "code"})


def test_ally_mcp_prints_the_protocol_and_nothing_else_and_ends_with_its_input(terminal: Terminal) -> None:
    messages: list[dict[str, Any]] = [
        {"method": "initialize", "params": {"protocolVersion": "2025-06-18", "capabilities": {}, **_CLIENT}, "id": 1},
        {"method": "notifications/initialized"},
        {"method": "tools/call", "params": {"name": "ask_alliances", "arguments": {"question": QUESTION}}, "id": 2},
    ]
    with subprocess.Popen(
        [terminal.command, "mcp"],
        cwd=terminal.folder,
        env=terminal.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdin
        assert process.stdout
        for message in messages:
            process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()
        replies = [json.loads(process.stdout.readline()) for _ in (1, 2)]
        rest, errors = process.communicate(timeout=60)
    assert [(reply["id"], "result" in reply) for reply in replies] == [(1, True), (2, True)]
    assert (process.returncode, rest, errors) == (0, "", "")


_CLIENT = {"clientInfo": {"name": "test", "version": "1"}}


def test_ally_mcp_beside_a_service_says_how_to_reach_it(service: Listening) -> None:
    ran = service.terminal.ally("mcp")
    assert (ran.code, ran.out) == (1, "")
    assert service.address in ran.err
