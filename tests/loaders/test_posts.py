import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Facets, Metadata, Person, Place
from loaders.kinds.posts import split_posts

BODY = (
    "Alliances need time, and time is what nobody gives them. The first hundred days decide much of what follows.\n"
    "A steering committee that meets early finds out early what it cannot decide.\n"
)
BLOG = f"""The Harbour Journal
Home | About | Contact
Trust before contracts
Posted By Mara Lindqvist, Tuesday, March 5, 2019
{BODY}
Tags: trust
Comments (0)
What a charter is for
Posted By Tom Okafor, Monday, February 18, 2019
{BODY}
Permalink
"""
PIPED = (
    f"# Trust before contracts\n\nBy Mara Lindqvist | 5 March 2019\n\n{BODY}\n"
    f"# A charter\n\nBy Tom Okafor | 18 February 2019\n\n{BODY}"
)
DATED = f"Trust before contracts\nPublished on 2019-03-05\n\n{BODY}\nA charter\nPublished on 2019-02-18\n\n{BODY}"
CHINESE = "信任先于合同\n作者：王伟 2019年3月5日\n{0}\n章程的用处\n作者：李明华 2019年2月18日\n{0}".format(
    "联盟需要时间，而没有人给它时间。" * 6
)


def _metadata(**facets: object) -> Metadata:
    return Metadata(facets=Facets.model_validate({"title": "Saved", "kind": "article", **facets}))


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        (
            BLOG,
            [
                ("Trust before contracts", "Mara Lindqvist", datetime.date(2019, 3, 5)),
                ("What a charter is for", "Tom Okafor", datetime.date(2019, 2, 18)),
            ],
        ),
        (
            PIPED,
            [
                ("Trust before contracts", "Mara Lindqvist", datetime.date(2019, 3, 5)),
                ("A charter", "Tom Okafor", datetime.date(2019, 2, 18)),
            ],
        ),
        (
            DATED,
            [
                ("Trust before contracts", "", datetime.date(2019, 3, 5)),
                ("A charter", "", datetime.date(2019, 2, 18)),
            ],
        ),
        (
            CHINESE,
            [("信任先于合同", "王伟", datetime.date(2019, 3, 5)), ("章程的用处", "李明华", datetime.date(2019, 2, 18))],
        ),
    ],
)
def test_each_post_has_its_own_title_author_and_date(text: str, posts: list[tuple[str, str, datetime.date]]) -> None:
    parts = split_posts(text, _metadata())
    found = [
        (metadata.facets.title, metadata.facets.people[0].name if metadata.facets.people else "", metadata.facets.date)
        for _, metadata in parts
    ]
    assert found == posts
    assert "".join(slice_ for slice_, _ in parts) == text


def test_what_stands_before_the_first_post_is_furniture() -> None:
    slice_, metadata = split_posts(BLOG, _metadata())[0]
    [before] = [place for place in metadata.places if place.kind == "furniture"]
    assert slice_[before.start : before.end] == "The Harbour Journal\nHome | About | Contact\n"


def test_places_go_with_their_post() -> None:
    metadata = _metadata()
    middle = BLOG.index("What a charter")
    metadata.places.append(Place(kind="page", value="1", start=10, end=middle + 5))
    parts = split_posts(BLOG, metadata)
    pages = [[(p.start, p.end) for p in part.places if p.kind == "page"] for _, part in parts]
    assert pages == [[(10, middle)], [(0, 5)]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (BLOG[: BLOG.index("What a charter")], "article"),
        (BLOG, "playbook"),
        (
            "Archive\nTrust before contracts\nPosted on March 5, 2019\nA charter\nPosted on February 18, 2019\n",
            "article",
        ),
        (f"{BODY}By March 5, 2019 all was lost.\n{BODY}", "article"),
    ],
)
def test_one_post_or_none_stays_whole(text: str, kind: str) -> None:
    metadata = _metadata(kind=kind)
    assert split_posts(text, metadata) == [(text, metadata)]


def test_a_declared_title_and_author_stay() -> None:
    metadata = _metadata(people=[Person(name="Ann Lee")], origins={"people": "front matter", "title": "content"})
    parts = split_posts(BLOG, metadata)
    assert [part.facets.people for _, part in parts] == [[Person(name="Ann Lee")]] * 2


_LINES = st.sampled_from(
    [
        "Posted By Tom Okafor, May 1, 2019",
        "A title here",
        BODY.strip(),
        "By Tom Okafor | 2019-05-01",
        "",
        "Tags: a",
        "•",
    ]
)


@given(st.lists(st.one_of(_LINES, st.text(max_size=5)), max_size=30), st.integers(0, 300), st.integers(0, 300))
def test_the_slices_are_the_text_and_places_stay_inside(lines: list[str], start: int, length: int) -> None:
    text = "\n".join(lines)
    metadata = _metadata()
    metadata.places.append(
        Place(kind="page", value="1", start=min(start, len(text)), end=min(start + length, len(text)))
    )
    parts = split_posts(text, metadata)
    assert "".join(slice_ for slice_, _ in parts) == text
    assert all(0 <= p.start <= p.end <= len(slice_) for slice_, part in parts for p in part.places)
