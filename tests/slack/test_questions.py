"""What people in Slack see of a question and its answer."""

import asyncio

from assistant.build import Knowledge
from integrations.slack import words
from tests.slack.conftest import BUDGET, COMMITTEE, Transport, World, over_http
from tests.slack.fake import BOT


async def test_a_mention_is_answered_once_in_its_thread(knowledge: Knowledge, transport: Transport) -> None:
    async with transport(knowledge) as world:
        asked = await world.people.asks("CINT", "UANN", COMMITTEE)
        [reply] = await world.answered("CINT")
        assert reply.thread_ts == asked.ts
        assert "meets twice a year. [1]" in reply.text
        assert "[1] *Launch talk*" in reply.body
        assert world.slack.statuses[0] == ("CINT", asked.ts, "processing")
        assert world.slack.statuses[-1] == ("CINT", asked.ts, "active")
        assert world.counted("answered") == (1, 1)


async def test_what_is_not_found_says_so_and_shows_what_came_nearest(world: World) -> None:
    await world.people.asks("CINT", "UANN", "How many walruses attend?")
    [reply] = await world.answered("CINT")
    assert reply.text == "The sources do not answer this."
    assert words.NEAREST in reply.body
    assert world.counted("not_found") == (1, 1)


async def test_a_shared_channel_learns_nothing_internal_whoever_asks(world: World) -> None:
    for asker in ("UANN", "UACME"):
        await world.people.asks("CACME", asker, BUDGET)
    replies = await world.answered("CACME", 2)
    for reply in replies:
        assert "Ilse" not in reply.body
        assert "Budget note" not in reply.body
    assert "Ilse" not in world.slack.payloads()


async def test_an_answer_is_not_repeated_where_others_have_come_in(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", BUDGET)
    [reply] = await world.answered("CINT")
    assert "Ilse" in reply.text
    world.slack.channels["CINT"] |= {"is_ext_shared": True, "shared_team_ids": ["T0OWN", "T0ACME"]}
    await world.people.event({"type": "channel_shared", "channel": "CINT", "connected_team_id": "T0ACME"})
    before = len(world.slack.calls)
    for again in ("As a list?", "Shorter?", BUDGET):
        await world.people.asks("CINT", "UANN", again, asked.ts)
    await world.answered("CINT", 4)
    assert "Ilse" not in str(world.slack.calls[before:])


async def test_a_channel_that_is_shared_while_the_answer_is_made(world: World) -> None:
    async def shared() -> None:
        world.slack.channels["CINT"] |= {"is_ext_shared": True, "shared_team_ids": ["T0OWN", "T0ACME"]}
        await world.people.event({"type": "channel_shared", "channel": "CINT", "connected_team_id": "T0ACME"})

    world.slack.after["agents.sessions.setStatus"].append(shared)
    await world.people.asks("CINT", "UANN", BUDGET)
    await world.answered("CINT")
    assert "Ilse" not in world.slack.payloads()


async def test_follow_ups_need_no_mention(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    await world.answered("CINT")
    await world.people.says("CINT", "UANN", "And who holds the launch budget of Heron?", asked.ts)
    replies = await world.answered("CINT", 2)
    assert "Ilse Brandvold" in replies[1].text


async def test_people_who_talk_to_each_other_are_left_alone(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    await world.answered("CINT")
    for said in ("Thanks!", "<@UBEN> is that right?", "<!here> who knows more?", "That is good to know."):
        await world.people.says("CINT", "UANN", said, asked.ts)
    await world.people.says("CINT", "UBEN", "I think so. You?", asked.ts)
    await world.people.says("CINT", "UCEM", "Who was there?", asked.ts)
    await world.people.says("CINT", "UANN", "Who else meets?")
    await world.people.says("CINT", "UCEM", "How are you?", (world.slack.say("CINT", "UBEN", "Hello")).ts)
    await world.settled()
    assert len(world.slack.ours("CINT")) == 1


async def test_other_programs_and_our_own_messages_are_left_alone(world: World) -> None:
    for author in (
        {"user": BOT, "bot_id": "B0ALLY"},
        {"user": "UANN", "bot_id": "B0OTHER"},
        {"subtype": "bot_message"},
    ):
        said = world.slack.say("CINT", "UANN", f"<@{BOT}> {COMMITTEE}")
        event = {"type": "message", "channel": "CINT", "ts": said.ts, "text": said.text, "channel_type": "channel"}
        await world.people.event({**event, "bot_id": "B0OTHER", **author})
    await world.settled()
    assert world.slack.ours("CINT") == []


async def test_quiet_here(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    await world.people.presses("CINT", "UANN", reply, "quiet")
    assert (await world.told_privately()).text == words.QUIET_NOW
    await world.people.says("CINT", "UANN", BUDGET, asked.ts)
    await world.settled()
    assert len(world.slack.ours("CINT")) == 1
    await world.people.asks("CINT", "UANN", BUDGET, asked.ts)
    await world.answered("CINT", 2)


async def test_a_direct_message(world: World) -> None:
    opened = {"type": "app_home_opened", "user": "UANN", "channel": "DANN", "tab": "messages"}
    await world.people.event({**opened, "event_ts": world.slack.ts()})
    await world.slack.until(lambda: world.slack.prompts)
    await world.people.says("DANN", "UANN", BUDGET)
    [reply] = await world.answered("DANN")
    assert "Ilse Brandvold" in reply.text
    assert "quiet" not in reply.buttons


async def test_an_edited_question_is_answered_again_in_place(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    await world.people.edits("CINT", asked, f"<@{BOT}> {BUDGET}")
    await world.settled()
    [again] = world.slack.ours("CINT")
    assert again.ts == reply.ts
    assert "Ilse Brandvold" in again.body
    assert "twice a year" not in again.body
    assert [each["question"] for each in world.kept()] == [BUDGET]


async def test_a_mention_that_comes_with_an_edit(world: World) -> None:
    asked = await world.people.says("CINT", "UANN", COMMITTEE)
    await world.people.edits("CINT", asked, f"<@{BOT}> {COMMITTEE}")
    await world.answered("CINT")


async def test_an_unfurled_link_is_no_edit(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    await world.answered("CINT")
    before = len(world.slack.calls)
    await world.people.edits("CINT", asked, asked.text)
    await world.settled()
    assert world.slack.calls[before:] == []


async def test_a_deleted_question_loses_its_answer(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    await world.answered("CINT")
    await world.people.deletes("CINT", asked)
    await world.settled()
    assert world.slack.ours("CINT") == []
    assert world.kept() == []


async def test_the_stop_button(world: World) -> None:
    pressed = asyncio.Event()

    async def held_up() -> None:
        await world.people.stops("CINT", "UANN", asked.ts)
        pressed.set()

    asked = world.slack.say("CINT", "UANN", f"<@{BOT}> {COMMITTEE}")
    world.slack.after["chat.startStream"].append(held_up)
    await world.people.tell("CINT", asked)
    await pressed.wait()
    assert (await world.told_privately()).text == words.STOPPED
    [reply] = world.slack.ours("CINT")
    assert not reply.streaming
    assert world.counted("stopped") == (1, 1)
    assert world.slack.statuses[-1] == ("CINT", asked.ts, "active")


async def test_a_stream_that_dies_is_made_whole(world: World) -> None:
    async def grows_old() -> None:
        world.slack.clock += 301

    world.slack.after["chat.startStream"].append(grows_old)
    await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    assert reply.edited
    assert "twice a year" in reply.body
    assert "feedback" in reply.buttons


async def test_every_question_of_a_channel(knowledge: Knowledge) -> None:
    channel = {"every_question": True, "silent_when_not_found": True}
    async with over_http(knowledge, channels={"CINT": channel}) as world:
        await world.people.says("CINT", "UANN", "Good morning, all.")
        await world.people.says("CINT", "UANN", "What do walruses eat?")
        await world.people.says("CINT", "UANN", COMMITTEE)
        [reply] = await world.answered("CINT")
        assert "twice a year" in reply.text


async def test_a_channel_narrowed_to_a_folder(knowledge: Knowledge) -> None:
    async with over_http(knowledge, channels={"CINT": {"source": "public/"}}) as world:
        await world.people.asks("CINT", "UANN", BUDGET)
        [reply] = await world.answered("CINT")
        assert "Ilse" not in reply.body


async def test_a_limit_is_explained(knowledge: Knowledge) -> None:
    async with over_http(knowledge, rate="1/hour") as world:
        await world.people.asks("CINT", "UANN", COMMITTEE)
        await world.answered("CINT")
        await world.people.asks("CINT", "UANN", BUDGET)
        assert "Each person may ask 1 per hour" in (await world.told_privately()).text
        await world.people.asks("CINT", "UBEN", COMMITTEE)
        await world.answered("CINT", 2)


async def test_a_mention_without_a_question(world: World) -> None:
    await world.people.says("CINT", "UANN", f"<@{BOT}>")
    assert (await world.told_privately()).text == words.HOW_TO_ASK
