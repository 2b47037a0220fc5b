"""What people think of answers is kept with the question and the answer."""

from tests.slack.conftest import COMMITTEE, World


async def test_a_thumb_down_asks_why(world: World) -> None:
    await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    await world.people.presses("CINT", "UBEN", reply, "feedback", "negative_button")
    await world.settled()
    [kept] = world.kept()
    assert [(f["owner"], f["verdict"], f["reason"]) for f in kept["feedback"]] == [("slack:UBEN", "down", "")]
    await world.people.submits("UBEN", "It is three times a year now.")
    await world.people.presses("CINT", "UANN", reply, "feedback", "positive_button")
    await world.settled()
    [kept] = world.kept()
    opinions = {f["owner"]: (f["verdict"], f["reason"]) for f in kept["feedback"]}
    assert opinions == {"slack:UBEN": ("down", "It is three times a year now."), "slack:UANN": ("up", "")}
    assert kept["question"] == COMMITTEE
    assert kept["passages"]


async def test_opinions_on_private_answers(world: World) -> None:
    await world.people.commands("CINT", "UANN", COMMITTEE)
    await world.people.presses("CINT", "UANN", await world.told_privately(), "feedback", "positive_button")
    await world.settled()
    [kept] = world.kept()
    assert [(f["owner"], f["verdict"]) for f in kept["feedback"]] == [("slack:UANN", "up")]


async def test_reactions_count(world: World) -> None:
    asked = await world.people.asks("CINT", "UANN", COMMITTEE)
    [reply] = await world.answered("CINT")
    await world.people.reacts("CINT", "UBEN", reply, "+1::skin-tone-3")
    await world.people.reacts("CINT", "UCEM", reply, "tada")
    await world.people.reacts("CINT", "UCEM", asked, "-1")
    await world.settled()
    [kept] = world.kept()
    assert [(f["owner"], f["verdict"]) for f in kept["feedback"]] == [("slack:UBEN", "up")]
