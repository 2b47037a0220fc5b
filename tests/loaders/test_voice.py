from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.document import Facets, Kind, Markup, Metadata, Person, Place
from loaders.kinds import voice
from loaders.statements.translation import translated_names


def _voices(text: str, kind: Kind = "article", markup: Markup = "plain") -> list[tuple[str, str, str]]:
    """How each statement is made, who is credited with it, and its words."""
    metadata = Metadata(facets=Facets(title="T", kind=kind), markup=markup)
    return [
        (place.kind, place.value, text[place.start : place.end])
        for place in voice.read(text, metadata).places
        if place.kind in ("quoted", "reported")
    ]


def _credits(text: str) -> list[tuple[str, str]]:
    return [(how, who) for how, who, _ in _voices(text)]


INTRODUCED = "Mara Lindqvist runs alliances at Heron Labs with Tom Okafor. "


@pytest.mark.parametrize(
    ("sentence", "voices"),
    [
        ('"We lost a year," said Lindqvist.', [("quoted", "Mara Lindqvist")]),
        ("“We lost a year,” Lindqvist said.", [("quoted", "Mara Lindqvist")]),
        ("“We lost a year,” says Dr. Lindqvist, who reports to Tom Okafor.", [("quoted", "Mara Lindqvist")]),
        ("“We lost a year,” Lindqvist told Okafor.", [("quoted", "Mara Lindqvist")]),
        ("“We lost a year,” Lindqvist, head of alliances at Heron Labs, Inc., said.", [("quoted", "Mara Lindqvist")]),
        ("“Why wait a whole year?” Okafor asked.", [("quoted", "Tom Okafor")]),
        ("“No,” said Okafor.", [("quoted", "Tom Okafor")]),
        ("Okafor said, “We lost a year.”", [("quoted", "Tom Okafor")]),
        ("Okafor explained: “We lost a year.”", [("quoted", "Tom Okafor")]),
        ("As Okafor put it, “We lost a year.”", [("quoted", "Tom Okafor")]),
        ("According to Okafor, “we lost a year.”", [("quoted", "Tom Okafor")]),
        ("Okafor was blunt: “We lost a year.”", [("quoted", "Tom Okafor")]),
        ("‘We can’t lose a year,’ said Okafor.", [("quoted", "Tom Okafor")]),
        ("“We lost,” said Okafor, “a whole year.”", [("quoted", "Tom Okafor")]),
        ("“We lost a year,” said Heron Labs' chief executive, Ana de la Cruz.", [("quoted", "Ana de la Cruz")]),
        ("“We lost a year,” said Heron's Ana Cruz-Diaz.", [("quoted", "Ana Cruz-Diaz")]),
        ("“We lost a year,” said Heron CEO J. R. O’Neil.", [("quoted", "J. R. O’Neil")]),
        ("“We lost a year,” said one executive.", [("quoted", "")]),
        ("“We lost a whole year.”\n— Tom Okafor, Heron Labs", [("quoted", "Tom Okafor")]),
        ("Okafor said that the year was lost.", [("reported", "Tom Okafor")]),
        ("The year was lost, Okafor said.", [("reported", "Tom Okafor")]),
        ("The year was lost, said Okafor.", [("reported", "Tom Okafor")]),
        ("According to Okafor, the year was lost.", [("reported", "Tom Okafor")]),
        ("The year, according to Mr. Okafor, was lost.", [("reported", "Tom Okafor")]),
        ("Okafor warned against “silos”.", [("reported", "Tom Okafor")]),
        ("But Okafor also stressed the need for speed.", [("reported", "Tom Okafor")]),
        ("An executive at Heron said that the year was lost.", [("reported", "")]),
        ("Lindqvist and Okafor said that the year was lost.", [("reported", "")]),
        ("After a call with Okafor, Mara Lindqvist, the founder, noted a delay.", [("reported", "Mara Lindqvist")]),
        (
            "Lindqvist said the year was lost, while Okafor argued that it was not.",
            [("reported", "Mara Lindqvist"), ("reported", "Tom Okafor")],
        ),
        (
            "In thanking Lindqvist and Okafor, president and CEO Ana Cruz, CSAP, noted that it was late.",
            [("reported", "Ana Cruz")],
        ),
        ("Okafor says it in a talk, “Why Alliances Fail in Their Second Year.”", [("reported", "Tom Okafor")]),
        ("Acting According to Plan: the year was lost.", []),
        ("Many speak of “trust” and of “win-win alliances for all of us”.", []),
        ("Her book “Why Alliances Fail in Their Second Year” sold well.", []),
        ("Ask yourself: “Does this partner fit us?”", []),
        ("Okafor added three people to the team.", []),
        ("Okafor was told nothing of the year that was lost.", []),
        ("I said that we should leave.", []),
        ("The JSC meets, and the alliance manager writes down what was decided.", []),
        ("The JSC meets within thirty days, and the alliance manager writes.", []),
        ("One executive writes that the year was lost.", [("reported", "")]),
        ("If a partner calls, the executive tells the alliance manager on the same day.", []),
        ("One executive says that the year is lost.", [("reported", "")]),
    ],
)
def test_credit_goes_to_the_one_who_said_it(sentence: str, voices: list[tuple[str, str]]) -> None:
    assert _credits(f"{INTRODUCED}\n\n{sentence}\n") == voices


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Tom Okafor leads it.\n\n“We lost a year,” he said.", [("quoted", "Tom Okafor")]),
        ("Tom Okafor leads it. He said that it was slow.", [("reported", "Tom Okafor")]),
        (
            "“It is slow,” said Tom Okafor.\n\n“It was worse,” he added. He noted that it had improved.",
            [("quoted", "Tom Okafor"), ("quoted", "Tom Okafor"), ("reported", "Tom Okafor")],
        ),
        ("Tom Okafor met Mara Lindqvist.\n\n“It is slow,” she said.", [("quoted", "")]),
        ("Nobody is named here.\n\n“It is slow,” he said.", [("quoted", "")]),
        ("Tom Okafor leads it.\n\nNothing.\n\nNothing.\n\n“It is slow,” he said.", [("quoted", "")]),
        (
            "“It is slow,” said Tom Okafor, who met Ann Lee. She said that it was slow.",
            [("quoted", "Tom Okafor"), ("reported", "")],
        ),
        ("Ann Lee left. Tom Okafor said that it was slow. He noted a delay.", [("reported", "Tom Okafor")]),
        ("Tom Okafor leads it.\n\n“It is slow,” they said.", [("quoted", "")]),
        ("Tom Okafor leads it. Somebody else knew more. It was slow, she said.", [("reported", "")]),
        ("Tom Okafor leads it. One executive said that it was slow. He added that it was late.", [("reported", "")]),
        (
            "Tom Okafor leads it. One executive said that it was slow, and he added that it was late.",
            [("reported", "")],
        ),
        ("王伟说联盟需要时间。一位专家不同意。他指出，信任很重要。", [("reported", "王伟"), ("reported", "")]),
        ("王伟说联盟需要时间。一位专家表示反对。他指出，信任很重要。", [("reported", "王伟"), ("reported", "")]),
    ],
)
def test_a_pronoun_stands_for_the_only_person_near(text: str, voices: list[tuple[str, str]]) -> None:
    assert _credits(text) == voices


def test_a_quotation_goes_on_after_its_attribution() -> None:
    text = (
        "“We lost a year. It hurt,” said Tom Okafor. “We learned, though. Then we won.” The market had moved.\n\n"
        "“Nobody asked us,” Okafor went on. “Nobody at all.\n\n“And nobody will.”\n\nIt ended there."
    )
    assert _voices(text) == [
        ("quoted", "Tom Okafor", text[: text.index(" The market")]),
        ("quoted", "Tom Okafor", "“Nobody asked us,” Okafor went on. “Nobody at all."),
        ("quoted", "Tom Okafor", "“And nobody will.”"),
    ]


def test_a_quotation_may_run_over_paragraphs() -> None:
    text = "Tom Okafor explained:\n\n“We lost a year.\n\nIt hurt us all.\n\nThen we won.”\n\nIt ended there.\n"
    assert _voices(text) == [
        ("quoted", "Tom Okafor", "“We lost a year."),
        ("quoted", "Tom Okafor", "It hurt us all."),
        ("quoted", "Tom Okafor", "Then we won.”"),
    ]


def test_two_people_in_one_sentence_keep_what_each_said() -> None:
    text = "“We lost a whole year,” said Tom Okafor, but Mara Lindqvist replied, “You gained a partner.”"
    assert _voices(text) == [
        ("quoted", "Tom Okafor", "“We lost a whole year,”"),
        ("quoted", "Mara Lindqvist", "“You gained a partner.”"),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "The year was lost, although Tom Okafor noted that it had been won.",
            "although Tom Okafor noted that it had been won.",
        ),
        ("The year was lost, but Tom Okafor said it was won.", "but Tom Okafor said it was won."),
        ("The year was lost, Tom Okafor said.", "The year was lost, Tom Okafor said."),
    ],
)
def test_what_the_writer_says_first_is_not_reported(text: str, said: str) -> None:
    assert _voices(text) == [("reported", "Tom Okafor", said)]


def test_whole_sentences_are_covered_over_the_line_ends_of_a_page() -> None:
    text = "It began well. “We lost\na year,” said Tom\nOkafor of Heron.\nNobody minded.\n"
    assert _voices(text, markup="pdf") == [("quoted", "Tom Okafor", "“We lost\na year,” said Tom\nOkafor of Heron.")]


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("王伟说：“我们失去了一年。”", [("quoted", "王伟")]),
        ("“我们失去了一年，”公司总裁李明华表示。", [("quoted", "李明华")]),
        ("“我们失去了一年，”王伟说，“但是学到了很多。”", [("quoted", "王伟")]),
        ("王伟认为，联盟需要时间。", [("reported", "王伟")]),
        ("据王伟介绍，联盟需要时间。", [("reported", "王伟")]),
        ("王伟负责联盟。他指出，信任很重要。", [("reported", "")]),
        ("王伟说联盟需要时间。他还指出，信任很重要。", [("reported", "王伟")]),
        ("约翰·史密斯表示，联盟需要时间。史密斯强调信任。", [("reported", "约翰·史密斯")]),
        ("Tom Okafor 表示：「我们失去了一年。」", [("quoted", "Tom Okafor")]),
        ("所谓“联盟管理”是一门学问。", []),
        ("许多人认为联盟很难。高管表示同意。", [("reported", "")]),
        ("我认为联盟很难。", []),
    ],
)
def test_chinese_statements(text: str, voices: list[tuple[str, str]]) -> None:
    assert _credits(text) == voices


def test_speech_of_a_turn_and_furniture_are_left_alone() -> None:
    text = "“We lost a year,” said Tom Okafor.\n\n“We won a year,” said Tom Okafor.\n"
    places = [
        Place(kind="speaker", value="Ann", start=0, end=34),
        Place(kind="furniture", value="comments", start=36, end=len(text)),
    ]
    metadata = Metadata(facets=Facets(title="T", kind="interview"), places=places)
    assert voice.read(text, metadata) == metadata


def test_who_is_quoted_by_full_name_is_among_the_people() -> None:
    metadata = Metadata(facets=Facets(title="T", kind="article", people=[Person(name="Ann Lee", role="author")]))
    read = voice.read("“We lost a year,” said Tom Okafor. “True,” said Bo.", metadata)
    assert read.facets.people == [Person(name="Ann Lee", role="author"), Person(name="Tom Okafor", role="quoted")]


@pytest.mark.parametrize(
    ("own", "other", "same"),
    [
        (["Tom Okafor"] * 2, ["王伟"] * 2, {"王伟": "Tom Okafor"}),
        (["Tom Okafor", "Ann Lee"], ["王伟", "李安"], {"王伟": "Tom Okafor", "李安": "Ann Lee"}),
        (["Tom Okafor", "Ann Lee", "Tom Okafor"], ["王伟", "李安", "李安"], {}),
        (["Tom Okafor"] * 3, ["王伟"] * 2, {}),
        (["Tom Okafor"], ["王伟"], {}),
        ([], [], {}),
    ],
)
def test_people_of_a_translation_are_those_of_the_original(own: list[str], other: list[str], same: object) -> None:
    assert translated_names(own, other) == same


def test_a_person_quoted_under_the_names_of_two_languages_is_known_as_one() -> None:
    english = "“We lost a year,” said Tom Okafor. The rest is told below.\n\n“We won it back,” said Okafor.\n\n"
    chinese = "“我们失去了一年，”王伟表示。\n\n“我们把它赢回来了，”王伟说。\n"
    places = [Place(kind="language", value="zh", start=len(english), end=len(english + chinese))]
    read = voice.read(english + chinese, Metadata(facets=Facets(title="T", kind="article"), places=places))
    assert read.facets.people == [
        Person(name="Tom Okafor", role="quoted"),
        Person(name="王伟", role="quoted", same_as="Tom Okafor"),
    ]


_PIECES = st.sampled_from(
    [
        "“",
        "”",
        '"',
        "'",
        "’",
        " said ",
        "Tom Okafor",
        ", ",
        ". ",
        "\n",
        "\n\n",
        "he",
        "王伟",
        "表示",
        "：",
        "「",
        "」",
        "·",
    ]
)


@given(st.lists(st.one_of(_PIECES, st.text(max_size=3)), max_size=40).map("".join))
def test_any_text_is_read_and_statements_never_overlap(text: str) -> None:
    metadata = Metadata(facets=Facets(title="T", kind="article"))
    places = voice.read(text, metadata).places
    ranges = sorted((place.start, place.end) for place in places)
    assert all(0 <= start < end <= len(text) for start, end in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))
