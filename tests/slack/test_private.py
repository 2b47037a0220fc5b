"""Answers that one person alone sees, and what becomes of them in a channel."""

from integrations.slack import words
from tests.slack.conftest import BUDGET, COMMITTEE, World


async def test_a_private_answer_uses_what_the_person_may_see(world: World) -> None:
    shown = await world.people.commands("CACME", "UANN", BUDGET)
    assert shown == {"text": words.LOOKING, "response_type": "ephemeral"}
    answer = await world.told_privately()
    assert "Ilse Brandvold" in answer.body
    assert world.counted("answered") == (1, 1)
    assert world.slack.ours("CACME") == []
    await world.people.commands("CACME", "UACME", BUDGET)
    assert "Ilse" not in (await world.told_privately(2)).body


async def test_a_user_group_sees_more(world: World) -> None:
    cap = "How high is the indemnity cap of Heron?"
    await world.people.commands("CINT", "UANN", cap)
    assert "nine million" not in (await world.told_privately()).body
    await world.people.commands("CINT", "UCEM", cap)
    assert "nine million" in (await world.told_privately(2)).body


async def test_what_everyone_may_see_is_shared_at_once(world: World) -> None:
    await world.people.commands("CACME", "UANN", COMMITTEE)
    answer = await world.told_privately()
    await world.people.presses("CACME", "UANN", answer, "share")
    [shared] = await world.answered("CACME")
    assert shared.thread_ts is None
    assert "<@UANN> asked: *How often does the launch committee" in shared.body
    assert "twice a year" in shared.body
    assert world.slack.private[-1][1].text == words.SHARED
    await world.people.says("CACME", "UANN", "And how many members does Acme send to it?", shared.ts)
    assert "three members" in (await world.answered("CACME", 2))[1].text


async def test_what_the_channel_would_see_differently_is_shown_first(world: World) -> None:
    await world.people.commands("CACME", "UANN", "What is said about Heron?")
    answer = await world.told_privately()
    assert "Ilse" in answer.body
    await world.people.presses("CACME", "UANN", answer, "share")
    preview = await world.told_privately(2)
    assert words.DIFFERENT in preview.body
    assert "Ilse" not in preview.body
    assert world.slack.ours("CACME") == []
    await world.people.presses("CACME", "UANN", preview, "share")
    [shared] = await world.answered("CACME")
    assert "Ilse" not in shared.body
    assert "twice a year" in shared.body


async def test_what_the_channel_may_not_see_cannot_be_shared(world: World) -> None:
    await world.people.commands("CACME", "UANN", BUDGET)
    await world.people.presses("CACME", "UANN", await world.told_privately(), "share")
    preview = await world.told_privately(2)
    assert "share" not in preview.buttons
    await world.people.presses("CACME", "UANN", preview, "keep_private")
    assert (await world.told_privately(3)).text == words.KEPT_PRIVATE
    assert world.slack.ours("CACME") == []


async def test_sharing_where_ally_is_not(world: World) -> None:
    world.slack.members["CINT"].remove("U0ALLY")
    await world.people.commands("CINT", "UANN", COMMITTEE)
    await world.people.presses("CINT", "UANN", await world.told_privately(), "share")
    assert (await world.told_privately(2)).text == words.NOT_IN_CHANNEL


async def test_somebody_elses_answer_cannot_be_shared(world: World) -> None:
    await world.people.commands("CACME", "UANN", COMMITTEE)
    await world.people.presses("CACME", "UACME", await world.told_privately(), "share")
    assert (await world.told_privately(2)).text == words.NO_LONGER_KEPT


async def test_a_command_without_a_question(world: World) -> None:
    await world.people.commands("CINT", "UANN", "  ")
    assert (await world.told_privately()).text == words.HOW_TO_ASK_PRIVATELY
