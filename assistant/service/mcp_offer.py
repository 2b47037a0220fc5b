"""What Ally offers over MCP, whatever the transport: two tools that only read, and the visible documents."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from importlib.metadata import version
from typing import Annotated, Any

from mcp import MCPError, types
from mcp.server import Server, ServerRequestContext
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.assistant import Assistant
from assistant.errors import AllyError
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import open_documents
from assistant.knowledge.stored import StoredDocument
from assistant.question import without_surrogates
from assistant.service.asking import Hits
from assistant.service.mcp_text import answer_as_text, hits_as_text, uri
from assistant.types import Answer, Filters, Viewer
from assistant.validation import fault_in

AT_ONCE = 200  # documents in one page of the list of resources

INSTRUCTIONS = (
    "Ally knows an organisation's talks, interviews, playbooks, agreements and minutes about strategic alliances. "
    "Quote its words as they are, with the source that it names; what it does not find, it does not know."
)

_CURSOR = re.compile(r"[0-9]{1,9}")

Context = ServerRequestContext[Any, Any]


class AskAlliances(BaseModel):
    """Answer a question about strategic alliances from the organisation's own sources.

    Every sentence of the answer carries a quote, word for word, from a named place. What the sources do not say is
    said to be not found, with the passages that come nearest.
    """

    model_config = ConfigDict(extra="forbid")

    question: Annotated[str, Field(description="a question that can be understood without a conversation")]
    filters: Filters = Field(default_factory=Filters)


class SearchAlliances(BaseModel):
    """Find the passages of the organisation's sources on strategic alliances that bear on a question, best first."""

    model_config = ConfigDict(extra="forbid")

    query: Annotated[str, Field(description="what to look for")]
    k: Annotated[int, Field(ge=1, le=100, description="how many passages")] = 8
    filters: Filters = Field(default_factory=Filters)


Asks = Callable[[Context, AskAlliances], Awaitable[Answer]]


class Offer:
    """The tools and resources over one catalog; `viewer` says who sees what a request asks for, `answer` answers it."""

    def __init__(
        self, assistant: Assistant, catalog: Catalog, viewer: Callable[[Context], Viewer], answer: Asks
    ) -> None:
        self._assistant = assistant
        self._catalog = catalog
        self._viewer = viewer
        self._answer = answer

    def server(self) -> Server[Any]:
        return Server(
            "ally",
            title="Ally",
            version=version("ally"),
            instructions=INSTRUCTIONS,
            on_list_tools=_list_tools,
            on_call_tool=self._call_tool,
            on_list_resources=self._list_resources,
            on_list_resource_templates=_list_templates,
            on_read_resource=self._read_resource,
        )

    async def _call_tool(self, context: Context, called: types.CallToolRequestParams) -> types.CallToolResult:
        """What a tool is asked wrongly is the result of the call, so that the model that calls can put it right."""
        given = called.arguments or {}
        try:
            match called.name:
                case "ask_alliances":
                    return await self._ask(context, AskAlliances.model_validate(given))
                case "search_alliances":
                    return await self._search(context, SearchAlliances.model_validate(given))
        except ValidationError as error:
            fault = fault_in(error.errors()[0])
            return _result(f"{fault.field}: {fault.problem}", failed=True)
        except AllyError as error:
            return _result(str(error), failed=True)
        raise MCPError(types.INVALID_PARAMS, f"{called.name!r}: no such tool; tools/list says which there are")

    async def _ask(self, context: Context, asked: AskAlliances) -> types.CallToolResult:
        answer = await self._answer(context, asked)
        return _result(answer_as_text(answer), answer, failed=answer.status == "failed")

    async def _search(self, context: Context, wanted: SearchAlliances) -> types.CallToolResult:
        hits = await self._assistant.search(wanted.query, self._viewer(context), wanted.filters, wanted.k)
        return _result(hits_as_text(hits), Hits(hits=hits))

    async def _list_resources(
        self, context: Context, page: types.PaginatedRequestParams | None
    ) -> types.ListResourcesResult:
        start = _position(page.cursor if page else None)
        documents = await asyncio.to_thread(self._visible, self._viewer(context), start)
        return types.ListResourcesResult(
            resources=[_resource(document) for document in documents[:AT_ONCE]],
            next_cursor=str(start + AT_ONCE) if len(documents) > AT_ONCE else None,
        )

    async def _read_resource(
        self, context: Context, wanted: types.ReadResourceRequestParams
    ) -> types.ReadResourceResult:
        text = await asyncio.to_thread(self._text, wanted.uri, self._viewer(context))
        contents = types.TextResourceContents(uri=wanted.uri, mime_type="text/plain", text=text)
        return types.ReadResourceResult(contents=[contents])

    def _visible(self, viewer: Viewer, start: int) -> Sequence[StoredDocument]:
        """A page of the documents, and the first of the next."""
        audiences = viewer.visible(self._catalog.audiences())
        return self._catalog.documents(audiences, limit=AT_ONCE + 1, offset=start)

    def _text(self, wanted: str, viewer: Viewer) -> str:
        """The canonical text of a document. Raises MCPError where the viewer can see none of this name."""
        document_id = without_surrogates(wanted).removeprefix(uri(""))
        found = open_documents(self._catalog, [document_id], viewer.visible(self._catalog.audiences()))
        if document_id not in found:
            raise MCPError(types.INVALID_PARAMS, f"{wanted!r}: no such source; resources/list says which there are")
        return found[document_id].text


async def _list_tools(_: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
    return types.ListToolsResult(
        tools=[
            _tool("ask_alliances", "Ask about alliances", AskAlliances, Answer),
            _tool("search_alliances", "Search alliance sources", SearchAlliances, Hits),
        ]
    )


def _tool(name: str, title: str, takes: type[BaseModel], gives: type[BaseModel]) -> types.Tool:
    return types.Tool(
        name=name,
        title=title,
        description=takes.__doc__,
        input_schema=takes.model_json_schema(),
        output_schema=gives.model_json_schema(mode="serialization"),
        annotations=types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False),
    )


async def _list_templates(_: Context, __: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
    source = types.ResourceTemplate(
        name="source",
        title="The canonical text of a source",
        uri_template=uri("{document_id}"),
        mime_type="text/plain",
    )
    return types.ListResourceTemplatesResult(resource_templates=[source])


def _resource(document: StoredDocument) -> types.Resource:
    facets = document.facets
    return types.Resource(
        uri=uri(document.id),
        name=document.source,
        title=facets.title,
        description=" · ".join(part for part in (facets.kind, str(facets.date or "")) if part),
        mime_type="text/plain",
    )


def _result(text: str, structured: BaseModel | None = None, failed: bool = False) -> types.CallToolResult:
    return types.CallToolResult(
        content=[types.TextContent(type="text", text=text)],
        structured_content=None if structured is None else structured.model_dump(mode="json"),
        is_error=failed,
    )


def _position(cursor: str | None) -> int:
    if cursor is not None and not _CURSOR.fullmatch(cursor):
        raise MCPError(types.INVALID_PARAMS, f"cursor {cursor!r}: not one that resources/list gave")
    return int(cursor or 0)
