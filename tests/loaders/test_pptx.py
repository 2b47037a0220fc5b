from collections.abc import Callable

from langchain_core.documents import Document

from loaders.document import Metadata
from tests.loaders import samples


def test_a_slide_is_a_page_and_a_section_with_its_notes(load_content: Callable[[str, bytes], Document]) -> None:
    document = load_content("kickoff.pptx", samples.slides())
    assert document.page_content.split("\n\n") == [
        "How we govern",
        "- One charter\n  - signed by both",
        "Tell the story of the first charter.",
        "Level: JSC; Days: 10",
    ]
    metadata = Metadata.of(document)
    places = [
        (place.kind, place.value, document.page_content[place.start : place.end].split("\n\n")[0])
        for place in metadata.places
    ]
    assert places == [
        ("page", "1", "How we govern"),
        ("page", "2", "Level: JSC; Days: 10"),
        ("section", "How we govern", "How we govern"),
        ("section", "Slide 2", "Level: JSC; Days: 10"),
        ("row", "Level: JSC; Days: 10", "Level: JSC; Days: 10"),
    ]
    facets = metadata.facets
    assert (facets.title, facets.kind, facets.audience, facets.people) == ("How we govern", "talk", "public", [])
