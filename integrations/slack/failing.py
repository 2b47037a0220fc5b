"""What a failure of a piece of work means: whether to try again, to wait for the operator, or to tell whoever asked."""

from enum import Enum, auto

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError, SlackClientError

from assistant.errors import CatalogBusy

_REFUSED = {
    "invalid_auth",
    "not_authed",
    "token_revoked",
    "token_expired",
    "account_inactive",
    "team_access_not_granted",
}
_PASSING = {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable", "request_timeout"}
_GONE = {
    *("channel_not_found", "not_in_channel", "is_archived", "thread_not_found", "message_not_found", "user_not_found"),
    *("user_not_in_channel", "restricted_action", "cant_update_message", "edit_window_closed", "expired_trigger_id"),
}
SERVER = 500


class PrivateLost(Exception):
    """Slack takes no more of a private answer: half an hour has gone, or it was used too often."""


class Failure(Enum):
    """Kinds of failures."""

    PASSING = auto()  # it may go well in a moment
    REFUSED = auto()  # Slack does not take our token
    GONE = auto()  # there is no place left to reply in
    OURS = auto()  # a fault of ours


def failure_of(error: Exception) -> Failure:
    """What kind of failure this is."""
    match error:
        case SlackApiError():
            return _of_slack(error)
        case ClientError() | TimeoutError() | SlackClientError() | CatalogBusy():
            return Failure.PASSING
        case PrivateLost():
            return Failure.GONE
    return Failure.OURS


def is_no(error: SlackApiError) -> bool:
    """Whether Slack said no and will say so again, rather than being slow, broken or closed to us."""
    return failure_of(error) not in (Failure.PASSING, Failure.REFUSED)


def _of_slack(error: SlackApiError) -> Failure:
    reason = error.response.get("error") if isinstance(error.response.get("error"), str) else ""
    if reason in _REFUSED:
        return Failure.REFUSED
    if reason in _GONE:
        return Failure.GONE
    if reason in _PASSING or getattr(error.response, "status_code", 0) >= SERVER:
        return Failure.PASSING
    return Failure.OURS
