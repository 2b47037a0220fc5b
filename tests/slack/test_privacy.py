"""Whatever the conversation and whoever is in it: nothing outside its audiences reaches Slack, in any payload."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.build import open_knowledge
from assistant.settings import load_settings
from tests.conftest import Trials
from tests.service.conftest import informed
from tests.slack.conftest import ACME, BOLT, OURS, World, over_http

# A word for each audience that stands in the title, the path and the text of its document, and nowhere else.
WORDS = {
    "public": "quartz",
    "internal": "basalt",
    "partner:acme": "marble",
    "partner:bolt": "gypsum",
    "team:legal": "schist",
    "restricted": "gneiss",
}
FOLDERS = {name: name.replace(":", "-") for name in WORDS}
DOCUMENTS = {
    f"{FOLDERS[name]}/{word}.md": (
        f"---\naudience: {name}\npeople: [{word.title()} Smith]\npartners: [{word.title()} Inc]\n---\n"
        f"# The {word} plan\n\nThe launch committee of Heron meets in {word}. The {word} budget is nine million.\n"
    )
    for name, word in WORDS.items()
}
# What each kind of person is cleared for, written down anew here rather than read from the product.
STAFF = {"public", "internal", "partner:acme", "partner:bolt"}
CLEARED = {
    "UANN": STAFF,
    "UBEN": STAFF,
    "UCEM": {*STAFF, "team:legal"},
    "UGUEST": {"public", "partner:acme"},
    "UACME": {"public", "partner:acme"},
    "UBOLT": {"public", "partner:bolt"},
    "UNOBODY": {"public"},
}
TEAMS = {ACME: {"public", "partner:acme"}, BOLT: {"public", "partner:bolt"}, "T0WHO": {"public"}}
QUESTIONS = [
    "Where does the launch committee of Heron meet?",
    "How high is the budget?",
    "What is said about Heron?",
    "List the plans.",
    "How many documents are there?",
    "What do walruses eat?",
    "What changed in the plan since last year?",
    *(f"What does {word.title()} Smith say about the {word} plan?" for word in WORDS.values()),
]


@dataclass(frozen=True)
class Situation:
    kind: str
    members: tuple[str, ...]
    shared: tuple[str, ...]
    pending: tuple[str, ...]
    flags: tuple[bool | None, bool | None]

    @property
    def seen(self) -> set[str]:
        """The audiences that everyone in the conversation is cleared for."""
        parties = [CLEARED[member] for member in self.members]
        if self.kind in ("channel", "group"):
            parties += [TEAMS[team] for team in (*self.shared, *self.pending)]
            if None in self.flags or (any(self.flags) and not (self.shared or self.pending)):
                parties.append({"public"})
        return set.intersection(*map(set, parties))

    @property
    def about(self) -> dict[str, object]:
        if self.kind not in ("channel", "group"):
            return {}
        ext, pending = self.flags
        told = {"is_ext_shared": ext, "is_pending_ext_shared": pending, "shared_team_ids": [OURS, *self.shared]}
        return {**told, "pending_connected_team_ids": list(self.pending)}


askers = st.lists(st.sampled_from(sorted(CLEARED.keys() - {"UNOBODY"})), min_size=1, max_size=4, unique=True)
people = st.builds(lambda known, unknown: (*known, *unknown), askers, st.sampled_from([(), (), ("UNOBODY",)]))
teams = st.lists(st.sampled_from(sorted(TEAMS)), max_size=2, unique=True).map(tuple)
flag = st.sampled_from([False, False, True, None])
situations = st.one_of(
    st.builds(
        Situation, st.just("im"), people.map(lambda all_of: all_of[:1]), st.just(()), st.just(()), st.just((False,) * 2)
    ),
    st.builds(Situation, st.just("mpim"), people, st.just(()), st.just(()), st.just((False,) * 2)),
    st.builds(Situation, st.sampled_from(["channel", "group"]), people, teams, teams, st.tuples(flag, flag)),
)


@pytest.fixture(scope="module")
def informed_of_stones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("stones")
    informed(made / "data", made / "folder", DOCUMENTS)
    return made / "data"


@pytest.fixture
def standing(informed_of_stones: Path, tmp_path: Path) -> Iterator[tuple[asyncio.Runner, World]]:
    data = shutil.copytree(informed_of_stones, tmp_path / "data")
    with open_knowledge(load_settings(data=data, rerank=False)) as knowledge, asyncio.Runner() as runner:
        opened = over_http(knowledge)
        world = runner.run(opened.__aenter__())
        yield runner, world
        runner.run(opened.__aexit__(None, None, None))


def test_nothing_outside_the_audiences_reaches_slack(standing: tuple[asyncio.Runner, World], trials: Trials) -> None:
    runner, world = standing
    numbers = iter(range(1_000_000))

    @settings(max_examples=trials(40, 600), deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(situations, st.lists(st.sampled_from(QUESTIONS), min_size=1, max_size=2), st.booleans())
    def holds(situation: Situation, questions: list[str], privately: bool) -> None:
        runner.run(ask(world, situation, questions, privately, next(numbers)))

    holds()


async def ask(world: World, situation: Situation, questions: list[str], privately: bool, number: int) -> None:
    channel = f"{'D' if situation.kind == 'im' else 'C'}{number}"
    world.slack.new_channel(channel, list(situation.members), situation.kind, **situation.about)
    asker, before = situation.members[0], len(world.slack.calls)
    first = await world.people.asks(channel, asker, questions[0])
    for question in questions[1:]:
        await world.people.asks(channel, asker, question, first.ts)
    await world.settled()
    assert len(world.slack.ours(channel)) == len(questions)
    require_unseen(world, before, situation.seen, questions)
    if privately and situation.kind != "im":
        before = len(world.slack.calls)
        await world.people.commands(channel, asker, questions[0])
        await world.settled()
        private = world.slack.private[-1][1]
        require_unseen(world, before, CLEARED[asker], questions)
        if "share" in private.buttons:
            shown = len(world.slack.private)
            await world.people.presses(channel, asker, private, "share")
            await world.settled()
            require_unseen(world, before, CLEARED[asker], questions)
            posted = world.slack.ours(channel)[len(questions) :]
            previews = [message for _, message in world.slack.private[shown:]]
            for message in (*posted, *previews):
                require_unsaid(message.body, situation.seen, questions)


def require_unseen(world: World, before: int, seen: set[str], questions: list[str]) -> None:
    require_unsaid(str(world.slack.calls[before:]), seen, questions)


def require_unsaid(said: str, seen: set[str], questions: list[str]) -> None:
    """A word that somebody asked with is theirs; the folder, the plan and the people of a hidden document are not."""
    for name, word in WORDS.items():
        if name in seen:
            continue
        hidden = (
            [word]
            if not any(word in question.casefold() for question in questions)
            else [f"meets in {word}", f"{word}.md"]
        )
        for each in hidden:
            assert each not in said.casefold(), (name, each, said)
