"""Passages: what a search can find, and what a quote is cut from."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.knowledge.chunking import passages_of
from assistant.knowledge.cutting import LIMIT
from loaders.document import Facets, Metadata, Place

WORDS = st.sampled_from(
    ["alliance", "committee", "decides.", "Quarterly", "\n", "\n\n", "联合指导委员会。", "- item", "\f"]
)


def metadata(*places: Place, title: str = "Launch playbook") -> Metadata:
    return Metadata(facets=Facets(title=title, kind="playbook"), places=list(places))


@given(
    st.lists(WORDS, max_size=200).map(" ".join),
    st.integers(0, 500),
    st.lists(st.integers(0, 400), min_size=2, max_size=2),
)
def test_passages_are_slices_that_cover_everything_but_furniture(text: str, offset: int, edges: list[int]) -> None:
    start, end = sorted(min(edge, len(text)) for edge in edges)
    furniture = Place(kind="furniture", value="header", start=start, end=end)
    passages = passages_of(text, metadata(furniture), offset)
    covered: set[int] = set()
    for passage in passages:
        assert passage.text == text[passage.start - offset : passage.end - offset]
        assert 0 < len(passage.text) <= LIMIT
        places = set(range(passage.start - offset, passage.end - offset))
        assert covered.isdisjoint(places)
        covered |= places
    visible = {at for at, character in enumerate(text) if character.strip() and not start <= at < end}
    assert visible <= covered
    assert covered.isdisjoint(range(start, end))


def test_a_passage_stays_on_its_page_and_under_its_heading() -> None:
    text = "Goals of the alliance.\fRoles in the alliance. Steps to take."
    page = [Place(kind="page", value="1", start=0, end=22), Place(kind="page", value="2", start=23, end=len(text))]
    section = Place(kind="section", value="Launch playbook > Steps", start=46, end=len(text))
    passages = passages_of(text, metadata(*page, section))
    assert [passage.text for passage in passages] == [
        "Goals of the alliance.",
        "Roles in the alliance.",
        "Steps to take.",
    ]
    assert [[place.value for place in passage.places] for passage in passages] == [
        ["1"],
        ["2"],
        ["2", "Launch playbook > Steps"],
    ]
    assert passages[2].context == "Launch playbook > Steps"


def test_an_answer_is_indexed_with_its_question() -> None:
    text = "Who chairs the JSC? The host does."
    roles = [
        Place(kind="role", value="interviewer", start=0, end=19),
        Place(kind="role", value="guest", start=20, end=34),
    ]
    cut = Place(kind="section", value="Talk", start=20, end=34)
    passages = passages_of(text, metadata(*roles, cut, title="Talk"))
    assert passages[1].text == "The host does."
    assert "Who chairs the JSC?" in passages[1].embedded


def test_neighbours_are_joined_up_to_about_the_target_length() -> None:
    paragraph = "The alliance manager keeps the record of decisions and sends it out. " * 3
    passages = passages_of("\n\n".join([paragraph.strip()] * 12), metadata())
    assert all(400 <= len(passage.text) <= LIMIT for passage in passages[:-1])


def test_what_is_embedded_decides_the_digest() -> None:
    [one] = passages_of("The JSC decides.", metadata(title="Minutes"))
    [same] = passages_of("The JSC decides.", metadata(title="Minutes"), offset=7)
    [other] = passages_of("The JSC decides.", metadata(title="Charter"))
    assert one.digest == same.digest != other.digest


def test_what_nobody_says_in_a_turn_is_a_passage_of_its_own() -> None:
    text = "We wait.\n\nThe editor disagrees."
    turn = Place(kind="speaker", value="Ann", start=0, end=8)
    assert [passage.text for passage in passages_of(text, metadata(turn))] == ["We wait.", "The editor disagrees."]


def test_a_step_is_never_cut_and_a_row_reads_under_its_header() -> None:
    steps = ["1. Call the partner. " + "Then wait for an answer. " * 20, "2. Write the minutes. " * 10]
    row = "| Heron | Ilse |"
    text = "\n".join([*steps, row])
    second, third = len(steps[0]) + 1, len(steps[0]) + len(steps[1]) + 2
    places = [
        Place(kind="step", value="1", start=0, end=len(steps[0])),
        Place(kind="step", value="2", start=second, end=second + len(steps[1])),
        Place(kind="row", value="Alliance: Heron; Owner: Ilse", start=third, end=len(text)),
    ]
    passages = passages_of(text, metadata(*places))
    assert any(steps[0].strip() in passage.text for passage in passages)
    assert any(steps[1].strip() in passage.text for passage in passages)
    assert any("Alliance: Heron; Owner: Ilse" in passage.reading for passage in passages)
