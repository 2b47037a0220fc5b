"""What Slack delivers, as the work that there is to do about it; everything else is nothing to us."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from integrations.slack.logs import logger

Kind = Literal["message", "edit", "delete", "reaction", "home", "command", "share", "keep", "quiet", "feedback"]

# Subtypes of messages that people write; the others are Slack's own remarks.
_WRITTEN = {None, "file_share", "thread_broadcast"}
_BUTTONS: Mapping[str, Kind] = {"share": "share", "keep_private": "keep", "quiet": "quiet"}


@dataclass(frozen=True)
class Incoming:
    """One piece of work. `event_id` and (kind, channel, ts) are the same in every delivery of the same thing."""

    event_id: str
    kind: Kind
    channel: str
    ts: str
    thread: str
    user: str
    payload: Mapping[str, Any]


def incoming_from(body: Mapping[str, Any], bot: str) -> Incoming | None:
    """The work that a delivery asks for; `bot` is our own user, whose messages are left alone."""
    try:
        return _incoming_from(body, bot)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # Refused, Slack would deliver it again and again.
        logger().warning("Slack delivered something of an unknown shape", kind=body.get("type"), problem=repr(error))
        return None


def _incoming_from(body: Mapping[str, Any], bot: str) -> Incoming | None:
    if "command" in body:
        return _command(body)
    match body.get("type"):
        case "event_callback":
            return _event(body, body["event"], bot)
        case "block_actions":
            return _action(body)
        case "view_submission":
            return _submission(body)
    return None


def _event(body: Mapping[str, Any], event: Mapping[str, Any], bot: str) -> Incoming | None:
    match event.get("type"), event.get("subtype"):
        case "message", "message_changed":
            return _edit(body, event)
        case "message", "message_deleted":
            return _deletion(body, event["channel"], event["deleted_ts"], event.get("previous_message") or {})
        case (("message" | "app_mention"), subtype) if subtype in _WRITTEN and not _by_bot(event, bot):
            return _incoming(body, "message", event["channel"], event["ts"], _written(event))
        case "reaction_added", _ if event.get("item_user") == bot and event["item"].get("type") == "message":
            item, payload = event["item"], {"reaction": event["reaction"], "user": event["user"]}
            key = f"{item['ts']} {event['user']} {event['reaction']}"
            return _incoming(body, "reaction", item["channel"], key, {**payload, "reply": item["ts"]})
        case "app_home_opened", _ if event.get("tab") == "messages":
            return _incoming(body, "home", event["channel"], event["event_ts"], {"user": event["user"]})
    return None


def _edit(body: Mapping[str, Any], event: Mapping[str, Any]) -> Incoming | None:
    message, before = event["message"], event.get("previous_message") or {}
    if message.get("subtype") == "tombstone":
        return _deletion(body, event["channel"], message["ts"], before)
    # Slack also reports as a change that it has unfurled a link.
    if "bot_id" in message or "user" not in message or message.get("text") == before.get("text"):
        return None
    edited = (message.get("edited") or {}).get("ts") or event["event_ts"]
    return _incoming(body, "edit", event["channel"], edited, {**_written(message), "question": message["ts"]})


def _deletion(body: Mapping[str, Any], channel: str, ts: str, before: Mapping[str, Any]) -> Incoming | None:
    if "bot_id" in before:
        return None
    payload = {"user": before.get("user", ""), "thread_ts": before.get("thread_ts")}
    return _incoming(body, "delete", channel, ts, payload)


def _written(message: Mapping[str, Any]) -> dict[str, Any]:
    return {name: message.get(name) for name in ("text", "user", "thread_ts", "channel_type")}


def _by_bot(event: Mapping[str, Any], bot: str) -> bool:
    return "bot_id" in event or event.get("user") in (None, bot, "USLACKBOT")


def _incoming(body: Mapping[str, Any], kind: Kind, channel: str, ts: str, payload: Mapping[str, Any]) -> Incoming:
    thread = payload.get("thread_ts") or payload.get("question") or ts
    return Incoming(body["event_id"], kind, channel, ts, thread, payload["user"], payload)


def _command(body: Mapping[str, Any]) -> Incoming:
    payload = {name: body[name] for name in ("text", "response_url")}
    trigger = body["trigger_id"]
    return Incoming(trigger, "command", body["channel_id"], trigger, trigger, body["user_id"], payload)


def _action(body: Mapping[str, Any]) -> Incoming | None:
    [action, *_] = body["actions"]
    container = body.get("container") or {}
    channel = (body.get("channel") or {}).get("id") or container.get("channel_id", "")
    thread = container.get("thread_ts") or container.get("message_ts", "")
    kind: Kind
    if action["action_id"] == "feedback":
        kind, payload = "feedback", _opinion(action["value"])
    elif action["action_id"] in _BUTTONS:
        kind = _BUTTONS[action["action_id"]]
        payload = {"value": action.get("value", ""), "response_url": body.get("response_url", "")}
        payload["since"] = action["action_ts"]
    else:
        return None
    trigger = body["trigger_id"]
    return Incoming(trigger, kind, channel, trigger, thread, body["user"]["id"], payload)


def _submission(body: Mapping[str, Any]) -> Incoming | None:
    view = body["view"]
    if view.get("callback_id") != "reason":
        return None
    reason = view["state"]["values"]["reason"]["reason"].get("value") or ""
    opinion = {**_opinion(view["private_metadata"]), "reason": reason}
    # Slack tells of one submission once for each view.
    return Incoming(view["id"], "feedback", "", view["id"], view["id"], body["user"]["id"], opinion)


def _opinion(value: str) -> dict[str, str]:
    """The verdict and the answer that a feedback button's value names."""
    verdict, _, answer = value.partition(" ")
    return {"verdict": verdict, "answer": answer}
