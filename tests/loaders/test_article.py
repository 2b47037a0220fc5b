import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from langchain_core.documents import Document

from loaders.document import Facets, Metadata, Person
from loaders.kinds import article, voice
from loaders.kinds.posts import split_posts

LoadContent = Callable[[str, bytes | str], Document]

PARAGRAPH = (
    "Alliances need time, and time is what nobody gives them. The first hundred days decide much of what follows, "
    "as anybody who has led one knows."
)
SAVED_PAGE = f"""Skip to main content
Home
News
Events
Sign In
Search
The Harbour Journal | Alliances
Why alliances outlive their founders
By Mara Lindqvist
Published: 5 March 2019 | 6 min read
Share this article
{PARAGRAPH}
What to look at:
Trust
Speed
Money
{PARAGRAPH} In May 4, 2011 it began.
Tags: alliances, trust, governance
Related articles
A charter in a day
Nine ways to end well
3 Comments
Tom Okafor says:
I have seen this too. It is what we found when we wound down ours, and nobody was surprised at all.
Leave a reply
Privacy Policy | Terms of Use
Copyright © 2019 Harbour Media. All rights reserved.
"""
BODY_LIST = f"{PARAGRAPH}\nWhat to look at:\nTrust\nSpeed\nMoney\n{PARAGRAPH}"
CHINESE_PAGE = """首页
登录
联盟为何长久
作者：王伟
发布时间：2021年6月22日
分享到：
联盟需要时间，而没有人给它时间。前一百天决定了后面的大部分事情，带过联盟的人都知道这一点。
相关阅读
一天写成章程
版权所有
"""


def _read(text: str, **facets: object) -> Metadata:
    return article.read(text, Metadata(facets=Facets.model_validate({"title": "Saved", "kind": "article", **facets})))


def _said(text: str, metadata: Metadata) -> str:
    """The text without its furniture."""
    kept = [True] * len(text)
    for place in metadata.places:
        if place.kind == "furniture":
            kept[place.start : place.end] = [False] * (place.end - place.start)
    return "".join(char for char, keep in zip(text, kept, strict=True) if keep)


def test_a_saved_page_keeps_its_article() -> None:
    said = _said(SAVED_PAGE, _read(SAVED_PAGE))
    assert BODY_LIST in said
    for line in ("Skip", "Sign In", "Events", "Share this", "Tags", "Related", "Nine ways", "I have seen", "Copyright"):
        assert line not in said


@pytest.mark.parametrize(
    ("text", "title", "author", "date"),
    [
        (SAVED_PAGE, "Why alliances outlive their founders", "Mara Lindqvist", datetime.date(2019, 3, 5)),
        (CHINESE_PAGE, "联盟为何长久", "王伟", datetime.date(2021, 6, 22)),
        (
            f"A charter in a day\nMarch 5, 2019 by Tom Okafor\n\n{PARAGRAPH}",
            "A charter in a day",
            "Tom Okafor",
            datetime.date(2019, 3, 5),
        ),
        (
            f"A charter in a day\nTom Okafor | Mar 5, 2019\n\n{PARAGRAPH}",
            "A charter in a day",
            "Tom Okafor",
            datetime.date(2019, 3, 5),
        ),
        (
            f"A charter in a day\n\nby Tom Okafor and Mara Lindqvist\n\n{PARAGRAPH}",
            "A charter in a day",
            "Tom Okafor",
            None,
        ),
        (
            f"A charter in a day\n\n{PARAGRAPH}\n\nAuthor: Tom Okafor\nDate of publication: 2019-03-05\n",
            "A charter in a day",
            "Tom Okafor",
            datetime.date(2019, 3, 5),
        ),
    ],
)
def test_title_author_and_date_are_read_off_their_lines(
    text: str, title: str, author: str, date: datetime.date | None
) -> None:
    facets = _read(text).facets
    assert (facets.title, facets.people[0], facets.date) == (title, Person(name=author, role="author"), date)


def test_a_short_title_stays_where_no_byline_points_to_another_line() -> None:
    text = f"Heron charter\nWho decides and when\n\n{PARAGRAPH}"
    assert _read(text, title="Heron charter", origins={"title": "content"}).facets.title == "Heron charter"


def test_the_documented_example() -> None:
    page = Path("docs/articles.md").read_text().split("```text\n")[1].split("```")[0]
    [(text, metadata)] = split_posts(page, Metadata(facets=Facets(title="Saved", kind="article")))
    read = voice.read(text, article.read(text, metadata))
    assert (read.facets.title, read.facets.date) == ("Trust before contracts", datetime.date(2019, 3, 5))
    assert [(person.name, person.role) for person in read.facets.people] == [
        ("Mara Lindqvist", "author"),
        ("Tom Okafor", "quoted"),
    ]
    assert [(place.kind, place.value, text[place.start : place.end][:10]) for place in read.places] == [
        ("furniture", "page", "Home | Abo"),
        ("furniture", "page", "Tags: trus"),
        ("quoted", "Tom Okafor", "“We lost a"),
        ("reported", "Tom Okafor", "He added t"),
    ]


def test_co_authors() -> None:
    text = f"A charter in a day\nBy Tom Okafor, Mara Lindqvist and Ana de la Cruz\n\n{PARAGRAPH}"
    assert [person.name for person in _read(text).facets.people] == ["Tom Okafor", "Mara Lindqvist", "Ana de la Cruz"]


def test_a_date_in_the_body_is_not_the_articles(load_content: LoadContent) -> None:
    text = f"A charter in a day\n\nOn March 5, 2019 we met, and nobody knew what a charter was. {PARAGRAPH}"
    assert Metadata.of(load_content("charter.txt", text)).facets.date is None


OWNERS = [("Alliance", "Owner"), ("Heron", "Ilse Brandvold"), ("Wren", "Rafiq Danso")]
WORDS = [("Term", "Meaning"), ("JSC", "the joint steering committee; meets quarterly"), ("AM", "alliance manager")]


def _piped(rows: Sequence[Sequence[str]]) -> str:
    head, *body = [" | ".join(row) for row in rows]
    return "\n".join([f"| {head} |", "|---|---|", *(f"| {row} |" for row in body)])


def _html(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("notes.md", f"# Notes\n\n{PARAGRAPH}\n\n{_piped(OWNERS)}\n\n## Words\n\n{_piped(WORDS)}\n"),
        (
            "notes.html",
            f"<html><body><main><h1>Notes</h1><p>{PARAGRAPH}</p>{_html(OWNERS)}<p>{PARAGRAPH}</p>{_html(WORDS)}"
            f"<p>{PARAGRAPH}</p></main></body></html>",
        ),
    ],
)
def test_a_table_is_no_menu(load_content: LoadContent, name: str, content: str) -> None:
    places = Metadata.of(load_content(name, content)).places
    assert [place.value for place in places if place.kind == "row"] == [
        "Alliance: Heron; Owner: Ilse Brandvold",
        "Alliance: Wren; Owner: Rafiq Danso",
        "Term: JSC; Meaning: the joint steering committee; meets quarterly",
        "Term: AM; Meaning: alliance manager",
    ]
    assert [place.value for place in places if place.kind == "term"] == ["JSC", "AM"]
    assert "page" not in {place.value for place in places if place.kind == "furniture"}


def test_the_rows_of_a_table_alone_define_terms(load_content: LoadContent) -> None:
    document = load_content("words.csv", "Term,Meaning\nJSC,the committee\nAM,alliance manager\n")
    terms = [place.value for place in Metadata.of(document).places if place.kind == "term"]
    assert terms == ["JSC", "AM"]


def test_what_was_declared_stays() -> None:
    facets = _read(
        SAVED_PAGE, date=datetime.date(2000, 1, 1), origins={"title": "front matter", "date": "folder"}
    ).facets
    assert (facets.title, facets.date) == ("Saved", datetime.date(2000, 1, 1))


def test_a_title_that_only_the_menu_gave_is_replaced() -> None:
    assert (
        _read(SAVED_PAGE, title="Home", origins={"title": "content"}).facets.title
        == "Why alliances outlive their founders"
    )


def test_each_passage_of_a_bilingual_article_has_its_language() -> None:
    chinese = "联盟需要时间，而没有人给它时间。前一百天决定了后面的大部分事情。"
    text = f"{PARAGRAPH}\n\n{chinese}\n\n{PARAGRAPH} {PARAGRAPH}\n\n{chinese}\n"
    metadata = _read(text)
    stretches = [(p.value, text[p.start : p.end]) for p in metadata.places if p.kind == "language"]
    assert metadata.facets.language == "en"
    assert stretches == [("zh", chinese), ("zh", chinese)]


def test_plain_prose_is_left_alone() -> None:
    text = f"{PARAGRAPH}\n\n{PARAGRAPH}\n\nGo and see.\n"
    assert _read(text).places == []


_LINES = st.sampled_from([*SAVED_PAGE.splitlines(), *CHINESE_PAGE.splitlines(), ""])


@given(st.lists(st.one_of(_LINES, st.text(max_size=5)), max_size=30).map("\n".join))
def test_any_text_is_read_and_places_stay_inside(text: str) -> None:
    metadata = _read(text)
    assert all(0 <= place.start < place.end <= len(text) for place in metadata.places)
