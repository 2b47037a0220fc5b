"""What Slack accepts: limits of messages and blocks, scopes and arguments of methods. The rest is refused."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

MOST_BLOCKS = 50
MOST_TEXT = 40_000
MOST_MARKDOWN = 12_000
BLOCKS = {"markdown", "context", "context_actions", "actions", "section", "divider", "input"}
ELEMENTS = {"button", "feedback_buttons", "plain_text_input"}

# Scopes are those of any conversation (str) or by the kind of conversation (CONVERSATION, HISTORY).
CONVERSATION = {"channel": "channels:read", "group": "groups:read", "im": "im:read", "mpim": "mpim:read"}
HISTORY = {kind: scope.replace("read", "history") for kind, scope in CONVERSATION.items()}

_POSTED = {"channel", "text", "blocks", "thread_ts", "metadata", "unfurl_links", "unfurl_media"}
METHODS: Mapping[str, tuple[str | Mapping[str, str] | None, set[str]]] = {
    "auth.test": (None, set()),
    "apps.connections.open": (None, set()),
    "apps.manifest.export": (None, {"app_id"}),
    "bots.info": ("users:read", {"bot"}),
    "users.info": ("users:read", {"user"}),
    "users.list": ("users:read", {"cursor", "limit"}),
    "usergroups.users.list": ("usergroups:read", {"usergroup"}),
    "conversations.info": (CONVERSATION, {"channel"}),
    "conversations.members": (CONVERSATION, {"channel", "cursor", "limit"}),
    "conversations.history": (HISTORY, {"channel", "oldest", "cursor", "limit", "include_all_metadata"}),
    "conversations.replies": (HISTORY, {"channel", "ts", "cursor", "limit", "include_all_metadata"}),
    "chat.postMessage": ("chat:write", _POSTED),
    "chat.postEphemeral": ("chat:write", {"channel", "user", "text", "blocks", "thread_ts"}),
    "chat.update": ("chat:write", {"channel", "ts", "text", "blocks", "metadata"}),
    "chat.delete": ("chat:write", {"channel", "ts"}),
    "chat.startStream": ("chat:write", {"channel", "thread_ts", "recipient_user_id", "recipient_team_id", "chunks"}),
    "chat.appendStream": ("chat:write", {"channel", "ts", "chunks"}),
    "chat.stopStream": ("chat:write", {"channel", "ts", "chunks", "blocks", "metadata", "session_status"}),
    "agents.sessions.setStatus": ("chat:write", {"channel_id", "thread_ts", "status", "initiator_user_id"}),
    "assistant.threads.setSuggestedPrompts": ("assistant:write", {"channel_id", "prompts", "title"}),
    "views.open": (None, {"trigger_id", "view"}),
}


class SlackRefuses(Exception):
    """What Slack answers with `"ok": false`."""

    def __init__(self, error: str, **details: object) -> None:
        super().__init__(error)
        self.answer: Json = {"ok": False, "error": error, **details}


def check_arguments(method: str, arguments: Mapping[str, object]) -> None:
    _, known = METHODS[method]
    if unknown := arguments.keys() - known - {"token"}:
        raise AssertionError(f"{method}: the fake does not know the arguments {sorted(unknown)}")


def check_text(text: str | None, *, required: bool) -> None:
    if required and not (text or "").strip():
        raise SlackRefuses("no_text")
    if len(text or "") > MOST_TEXT:
        raise SlackRefuses("msg_too_long")


def check_blocks(blocks: Sequence[Json]) -> None:
    if len(blocks) > MOST_BLOCKS:
        raise SlackRefuses("invalid_blocks", why="more than 50 blocks")
    if sum(len(each["text"]) for each in blocks if each["type"] == "markdown") > MOST_MARKDOWN:
        raise SlackRefuses("msg_blocks_too_long")
    for each in blocks:
        _check_block(each)
    actions = [
        element["action_id"] for each in blocks for element in each.get("elements", ()) if "action_id" in element
    ]
    if len(actions) != len(set(actions)):
        raise SlackRefuses("invalid_blocks", why="an action_id twice")


def check_view(view: Json) -> None:
    if len(view["title"]["text"]) > 24 or len(view.get("private_metadata", "")) > 3000:
        raise SlackRefuses("invalid_arguments")
    for each in view["blocks"]:
        _check_block(each)
    View(**view).validate_json()


def check_metadata(metadata: Json | None) -> None:
    if metadata is not None and (metadata.keys() != {"event_type", "event_payload"} or len(str(metadata)) > 8000):
        raise SlackRefuses("invalid_metadata_format")


def _check_block(block: Json) -> None:
    if block["type"] not in BLOCKS:
        raise AssertionError(f"the fake does not know the block {block['type']}")
    parsed = Block.parse(block)
    if parsed is None:
        raise SlackRefuses("invalid_blocks", why=str(block))
    parsed.validate_json()
    elements = block.get("elements", [])
    if len(elements) > {"context": 10, "actions": 25}.get(block["type"], 5):
        raise SlackRefuses("invalid_blocks", why="too many elements")
    if block["type"] == "markdown" and not block["text"].strip():
        raise SlackRefuses("invalid_blocks", why="empty")
    texts = (
        [block["text"]]
        if block["type"] == "section"
        else [e for e in elements if "text" in e and e["type"] == "mrkdwn"]
    )
    if any(not 1 <= len(each["text"]) <= 3000 for each in texts):
        raise SlackRefuses("invalid_blocks", why="text of 1 to 3,000 characters")
    for each in elements:
        _check_element(each)


def _check_element(element: Json) -> None:
    if element["type"] in {"mrkdwn", "plain_text"}:
        return
    if element["type"] not in ELEMENTS:
        raise AssertionError(f"the fake does not know the element {element['type']}")
    buttons = [element] if element["type"] == "button" else [element["positive_button"], element["negative_button"]]
    if any(len(each["text"]["text"]) > 75 or len(each.get("value", "")) > 2000 for each in buttons):
        raise SlackRefuses("invalid_blocks", why="a button's text or value")
