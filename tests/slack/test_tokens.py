"""Tokens come from the environment alone, and what is missing is named."""

import pytest

from assistant.build import Knowledge
from assistant.errors import UsageError
from assistant.service.running import services_over
from assistant.settings import load_settings
from integrations.slack.routes import PATH, routes
from integrations.slack.tokens import Tokens, required, tokens_from_environment


@pytest.fixture(autouse=True)
def _no_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("tokens", "problem"),
    [
        (None, "SLACK_BOT_TOKEN is not set"),
        (Tokens("xapp-1"), "SLACK_BOT_TOKEN is no bot token; it begins with xoxb-"),
        (Tokens("xoxb-1"), "SLACK_APP_TOKEN is not set or no app-level token"),
        (Tokens("xoxb-1", "xoxb-1"), "SLACK_APP_TOKEN is not set or no app-level token"),
    ],
)
def test_what_is_missing_for_the_socket(tokens: Tokens | None, problem: str) -> None:
    with pytest.raises(UsageError) as caught:
        required(tokens, socket=True)
    assert str(caught.value).startswith(problem)


def test_tokens_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-very-secret")
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "very-secret")
    assert "secret" not in repr(tokens_from_environment())


def test_the_service_takes_slack_s_requests_where_there_is_a_signing_secret(
    knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch
) -> None:
    services = services_over(knowledge, load_settings(data=knowledge.catalog.data))
    assert routes(services).routes == []
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
    assert routes(services).routes == []
    monkeypatch.setenv("SLACK_SIGNING_SECRET", "secret")
    assert [getattr(route, "path", "") for route in routes(services).routes] == [PATH]


def test_the_service_opens_the_socket_where_it_is_told_to(knowledge: Knowledge) -> None:
    settings = load_settings(data=knowledge.catalog.data, slack={"socket": True})
    with pytest.raises(UsageError, match="SLACK_BOT_TOKEN is not set"):
        routes(services_over(knowledge, settings))
