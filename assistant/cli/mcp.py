"""`ally mcp`."""

from typing import TYPE_CHECKING, Any

from assistant.cli import options

if TYPE_CHECKING:
    from mcp.server import Server


def mcp(viewer: options.As = None, data: options.Data = None) -> None:
    """Answer programs that speak MCP, over standard streams.

    It ends when the program closes the streams.
    """
    import asyncio

    from assistant.build import assistant_from, open_knowledge
    from assistant.service.mcp_offer import Offer

    settings, sees = options.settings_from(data), options.viewer_from(viewer)
    with open_knowledge(settings) as knowledge:
        assistant = assistant_from(knowledge, settings)
        offer = Offer(
            assistant,
            knowledge.catalog,
            viewer=lambda _: sees,
            answer=lambda _, asked: assistant.ask(asked.question, sees, asked.filters),
        )
        asyncio.run(_serve(offer.server()))


async def _serve(server: "Server[Any]") -> None:
    from mcp.server.stdio import stdio_server

    async with stdio_server() as (received, replies):
        await server.run(received, replies, server.create_initialization_options())
