"""The table `[slack]` of ally.toml: who is cleared for what, and how Ally behaves in which channel."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import UsageError
from assistant.service.rates import check_rate
from assistant.settings import FILE
from assistant.types import Filters
from assistant.validation import fault_in
from loaders.document import Kind
from loaders.facets.claims import Claims

PUBLIC = "public"
OUTSIDE = (PUBLIC, "partner:")  # what somebody of another organisation may be cleared for begins so


def _audience(name: str) -> str:
    try:
        return str(Claims(audience=name).audience)
    except ValidationError as error:
        raise ValueError(
            "must be an audience: public, internal, restricted, partner:<name> or team:<name>, in a-z, 0-9 and hyphens"
        ) from error


def _outside(name: str) -> str:
    if not name.startswith(OUTSIDE):
        raise ValueError("must be public or partner:<name>: nothing internal goes to another organisation")
    return name


def _rate(rate: str) -> str:
    try:
        check_rate(rate)
    except UsageError as error:
        raise ValueError(str(error)) from error
    return rate


Audience = Annotated[str, AfterValidator(_audience)]
OutsideAudience = Annotated[Audience, AfterValidator(_outside)]
Rate = Annotated[str, AfterValidator(_rate)]


class ChannelSettings(BaseModel):
    """What holds in one channel; `audiences` is what our own people see there, in place of what each is cleared for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    audiences: frozenset[Audience] | None = None
    every_question: bool = False
    silent_when_not_found: bool = False
    kind: Kind | None = None
    source: Annotated[str | None, Field(description="a source's path, or the beginning of one")] = None
    rate: Rate | None = None

    @property
    def filters(self) -> Filters:
        """What a search is narrowed to."""
        return Filters(kind=self.kind, source=self.source)


class SlackSettings(BaseModel):
    """Who may see what, by whom Slack says that they are; keys are Slack's ids and e-mail domains.

    `members` is what a full member of our own workspace is cleared for, `domains` the same for those with an address
    there, and `groups` what a user group adds. `organisations` are other workspaces, by team id; guests and people from
    elsewhere go by `outside_domains`. Whoever is not known is cleared for what is public.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    members: frozenset[Audience] = frozenset({PUBLIC, "internal"})
    domains: Mapping[str, frozenset[Audience]] = {}
    groups: Mapping[str, frozenset[Audience]] = {}
    organisations: Mapping[str, frozenset[OutsideAudience]] = {}
    outside_domains: Mapping[str, frozenset[OutsideAudience]] = {}
    channels: Mapping[str, ChannelSettings] = {}
    rate: Rate = "20/minute"
    days_kept: Annotated[int, Field(ge=1)] = 30
    page: str | None = None
    prompts: Annotated[tuple[str, ...], Field(min_length=1, max_length=4)] = (
        "What is a joint steering committee for?",
        "How is an alliance launched?",
        "Who decides when a committee is deadlocked?",
    )
    socket: bool = False
    api: str = "https://slack.com/api/"

    def channel(self, channel: str) -> ChannelSettings:
        """What holds in this channel."""
        return self.channels.get(channel, ChannelSettings())


def slack_settings(table: Mapping[str, object]) -> SlackSettings:
    """The table, checked. Raises UsageError, which names the key at fault."""
    try:
        return SlackSettings.model_validate(table)
    except ValidationError as error:
        fault = fault_in(error.errors()[0])
        problem = fault.problem.removeprefix("Value error, ")
        raise UsageError(f"{FILE}: slack.{fault.field} = {fault.value!r}: {problem}; correct it") from error
