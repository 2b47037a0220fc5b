"""The table `[slack]`: what is wrong in it is named, and nothing internal can be given to others."""

import pytest

from assistant.errors import UsageError
from integrations.slack.settings import slack_settings

WRONG: dict[str, tuple[dict[str, object], str]] = {
    "nobody": ({"nobody": 1}, "slack.nobody = 1: not known here"),
    "an audience": ({"members": ["everyone"]}, "slack.members.0 = 'everyone': must be an audience: public, internal"),
    "another organisation": ({"organisations": {"T1": ["internal"]}}, "nothing internal goes to another organisation"),
    "a domain elsewhere": ({"outside_domains": {"x.example": ["team:legal"]}}, "must be public or partner:<name>"),
    "a rate": ({"rate": "often"}, "slack.rate = 'often': 'often': not a rate"),
    "a channel": ({"channels": {"C1": {"quiet": True}}}, "slack.channels.C1.quiet = True: not known here"),
    "a kind": ({"channels": {"C1": {"kind": "novel"}}}, "slack.channels.C1.kind = 'novel': must be one of talk"),
    "prompts": ({"prompts": []}, "slack.prompts"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(name: str) -> None:
    table, problem = WRONG[name]
    with pytest.raises(UsageError, match=r"^ally\.toml: slack\.") as caught:
        slack_settings(table)
    assert problem in str(caught.value)


def test_without_a_table_our_people_see_what_is_internal_and_others_what_is_public() -> None:
    settings = slack_settings({})
    assert settings.members == {"public", "internal"}
    assert settings.organisations == {}
    assert not settings.channel("C1").every_question
