"""Keys and links: the page asks for a key where one is needed; a link shows each what they are cleared for."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from assistant.knowledge.catalog import Catalog
from assistant.service.keys import Keys
from tests.page.conftest import Open, ask, copy_of, serious
from tests.service.conftest import at_address
from tests.surfaces.terminals import Terminal

VOTE = "Should alliance managers have a vote in the JSC?"


@dataclass(frozen=True)
class Locked:
    """A service that wants a key, one to everything and one to what is public."""

    address: str
    everything: str
    public: str


@pytest.fixture(scope="module")
def locked(furnished: Terminal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Locked]:
    terminal = copy_of(furnished, tmp_path_factory.mktemp("locked"))
    with closing(Catalog(terminal.data)) as catalog:
        keys = Keys(catalog)
        _, everything = keys.create("everything", None, "ask", "1000/second")
        _, public = keys.create("public", ["public"], "ask", "1000/second")
    with at_address(terminal.data) as address:
        yield Locked(address, everything, public)


def sign_in(page: Page, key: str) -> None:
    page.get_by_label("Key", exact=True).fill(key)
    page.keyboard.press("Enter")


def test_the_page_asks_for_a_key_and_keeps_it_for_the_session_only(visit: Open, locked: Locked) -> None:
    page = visit(locked.address, bypass_csp=True)
    sign_in(page, "wrong")
    expect(page.get_by_role("alert")).to_have_text("This key is not known or was revoked.")
    assert serious(page) == []
    sign_in(page, locked.everything)
    ask(page, VOTE)
    assert page.evaluate("[localStorage.length, document.cookie]") == [0, ""]
    page.reload()
    expect(page.locator(".answer")).to_contain_text("Never.")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Key", exact=True)).to_be_visible()
    assert page.evaluate("sessionStorage.length") == 0


def test_a_shared_answer_shows_each_what_they_are_cleared_for(visit: Open, locked: Locked) -> None:
    owner = visit(locked.address, permissions=["clipboard-read", "clipboard-write"])
    sign_in(owner, locked.everything)
    ask(owner, VOTE)
    owner.get_by_role("button", name="Link").click()
    expect(owner.locator("#news")).to_contain_text("Link copied.")
    link = owner.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{locked.address}/#/shared/")
    for key, is_cleared in ((locked.everything, True), (locked.public, False)):
        page = visit(link)
        sign_in(page, key)
        expect(page.locator(".asked")).to_have_text(VOTE)
        expect(page.locator(".answer")).to_contain_text("Never." if is_cleared else "The sources do not answer this.")
        assert ("Strand" in page.content()) == is_cleared
        expect(page.locator(".actions")).to_have_count(0)
