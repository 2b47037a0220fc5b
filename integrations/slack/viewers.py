"""Who may see what in Slack: the viewer of a conversation is everyone in it, and whoever is not known counts as anyone.

Our own people go by workspace, e-mail domain and user groups; other organisations and guests never see anything
internal, whatever the settings say of them.
"""

from assistant.types import Viewer
from integrations.slack.channels import Channel, Channels
from integrations.slack.people import People, Person
from integrations.slack.settings import OUTSIDE, PUBLIC, SlackSettings

Party = frozenset[str]

ANYONE: Party = frozenset({PUBLIC})


class Viewers:
    """Turns people and channels of Slack into viewers. `own` are the ids of our workspace and enterprise."""

    def __init__(
        self, settings: SlackSettings, people: People, channels: Channels, own: frozenset[str], bot: str
    ) -> None:
        self._settings = settings
        self._people = people
        self._channels = channels
        self._own = own
        self._bot = bot

    async def of_person(self, user: str) -> Viewer:
        """One person, who alone reads the answer."""
        return Viewer((await self._party(await self._people.person(user), None),))

    async def of_channel(self, channel: str) -> Viewer:
        """Everyone in a channel, whoever asks."""
        found = await self._channels.channel(channel)
        if found is None:
            return Viewer((ANYONE,))
        return await self._everyone(found)

    async def _everyone(self, channel: Channel) -> Viewer:
        there = [member for member in channel.members if member != self._bot]
        people = await self._people.persons(there)
        present = [person for person in people if person is None or not person.gone]
        stated = None if channel.direct else self._settings.channel(channel.id).audiences
        parties = {await self._party(person, stated) for person in present}
        parties |= {self._organisation(team) for team in channel.teams}
        if channel.open and stated is None:
            parties.add(self._settings.members)
        if (channel.shared and not channel.teams) or not present:
            parties.add(ANYONE)
        if channel.shared:
            parties = {_outside(party) for party in parties}
        return Viewer(tuple(sorted(parties, key=sorted)))

    async def _party(self, person: Person | None, stated: Party | None) -> Party:
        """What a person is cleared for; `stated` is what our own people see in the channel, where that is set."""
        if person is None:
            return ANYONE
        if not self._is_own(person):
            if person.team not in self._own and person.team in self._settings.organisations:
                return self._organisation(person.team)
            return _outside(self._settings.outside_domains.get(person.domain, ANYONE))
        if stated is not None:
            return stated
        party = self._settings.domains.get(person.domain, self._settings.members)
        groups = await self._people.groups_of(person.id, self._settings.groups)
        return party.union(*(self._settings.groups[group] for group in groups))

    def _is_own(self, person: Person) -> bool:
        """Whether this is a full member of our own organisation."""
        return not person.guest and bool({person.team, person.organisation} & self._own)

    def _organisation(self, team: str) -> Party:
        return _outside(self._settings.organisations.get(team, ANYONE))


def _outside(party: Party) -> Party:
    """What of it may leave our organisation."""
    return frozenset(audience for audience in party if audience.startswith(OUTSIDE))
