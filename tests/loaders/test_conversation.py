"""What an interview or a talk is as a whole: its title, who led it, and whose answers are whose."""

from collections.abc import Callable

import pytest
from langchain_core.documents import Document

from loaders.document import Metadata, Person

LoadContent = Callable[[str, str], Document]

TURNS = "Ann Lee: Why did you begin?\n\nTom Poe: Out of need.\n\nAnn Lee: And now?\n\nTom Poe: For love.\n"
CHINESE = "记者：联盟怎么开始的？\n\n王伟：因为需要。\n\n记者：现在呢？\n\n王伟：因为热爱。\n"
POST = """A talk with Oslo

Posted By Kim Day, Monday, May 6, 2024

{opening}

What did you learn in the first year of the alliance?

We learned to decide early, and I learned to listen.

How do you keep the trust of your partner?

By telling them first, whatever it is that we have to tell.

What comes next for the two companies?

We shall open a second site in the spring, and our partner will run it.

Tags:  oslo  pilot
"""


def _said(document: Document, kind: str) -> list[tuple[str, str]]:
    places = Metadata.of(document).places
    return [(place.value, document.page_content[place.start : place.end]) for place in places if place.kind == kind]


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("000-x.txt", TURNS, "Interview with Tom Poe"),
        ("interviews/notes-2023.txt", TURNS, "Interview with Tom Poe"),
        ("notes.txt", f"Why alliances begin\n\n{TURNS}", "Why alliances begin"),
        ("notes.md", f"# We began.\n\n{TURNS}", "We began."),
        ("访谈.txt", CHINESE, "王伟访谈"),
        ("talks/01.txt", "[00:01] Jane Roe: Trust grows.\n[00:09] Jane Roe: It does.\n", "Talk by Jane Roe"),
        ("talks/keynote.txt", "[00:01] Jane Roe: Trust grows.\n[00:09] Jane Roe: It does.\n", "Keynote"),
        ("interviews/heron.txt", "Q: Why?\n\nA: Out of need.\n\nQ: And now?\n\nA: For love.\n", "Heron"),
    ],
)
def test_a_conversation_without_a_title_is_named_after_its_people(
    load_content: LoadContent, name: str, text: str, title: str
) -> None:
    assert Metadata.of(load_content(name, text)).facets.title == title


def test_the_line_that_credits_an_interviewer_is_nobodys_speech(load_content: LoadContent) -> None:
    document = load_content("notes.txt", f"{TURNS}Interviewed by Kim Day, February 2020")
    assert Metadata.of(document).facets.people[-1] == Person(name="Kim Day", role="interviewer")
    assert _said(document, "speaker")[-1] == ("Tom Poe", "For love.")


@pytest.mark.parametrize(
    ("credit", "date"),
    [
        ("Interviewed by Kim Day, February 2020", "2020-02"),
        ("Interview by Kim Day on 5 May 2021 in Oslo", "2021-05-05"),
        ("Interviewed by Kim Day, 2019", "2019"),
        ("Interviewed by Kim Day", "None"),
        ("采访者：王伟，2020年2月", "2020-02"),
    ],
)
def test_the_line_that_credits_an_interviewer_may_say_when(load_content: LoadContent, credit: str, date: str) -> None:
    assert str(Metadata.of(load_content("notes.txt", f"{TURNS}{credit}")).facets.date) == date


def test_a_publication_that_asks_is_no_person_where_the_interviewer_is_named(load_content: LoadContent) -> None:
    turns = TURNS.replace("Ann Lee:", "Compass:")
    text = f"The Compass sat down with Tom Poe.\n\n{turns}Interviewed by Kim Day"
    people = Metadata.of(load_content("notes.txt", text)).facets.people
    assert [(person.name, person.role) for person in people] == [("Tom Poe", "guest"), ("Kim Day", "interviewer")]


@pytest.mark.parametrize(
    "opening", ["Tom Poe, PhD, ran the pilot. I asked Poe how it went.", "We spoke with Tom Poe in May."]
)
def test_questions_that_stand_apart_are_answered_by_who_was_asked(load_content: LoadContent, opening: str) -> None:
    document = load_content("post.txt", POST.format(opening=opening))
    facets = Metadata.of(document).facets
    assert (facets.title, facets.kind) == ("A talk with Oslo", "article")
    assert facets.people == [Person(name="Kim Day", role="author"), Person(name="Tom Poe", role="guest")]
    answers = _said(document, "speaker")
    assert [name for name, _ in answers] == ["Tom Poe"] * 3
    assert answers[0][1] == "We learned to decide early, and I learned to listen."


@pytest.mark.parametrize("opening", ["Readers often send us questions.", "I asked Tom Poe and then I asked Ann Lee."])
def test_answers_are_nobodys_where_it_is_not_plain_who_was_asked(load_content: LoadContent, opening: str) -> None:
    assert _said(load_content("post.txt", POST.format(opening=opening)), "speaker") == []
