"""What a newcomer does on the page: asks, reads, follows a citation, asks on, comes back."""

import re

from playwright.sync_api import Page, Route, expect

from tests.page.conftest import Open, ask

VOTE = "Should alliance managers have a vote in the JSC?"
NEVER = "Never. Not a vote, not half a vote, not a casting vote when the others are tired."


def test_an_answer_streams_with_its_sources_beside_it(page: Page) -> None:
    ask(page, VOTE)
    expect(page.locator(".asked")).to_have_text(VOTE)
    expect(page.locator(".answer")).to_contain_text(NEVER)
    card = page.locator(".notes .card", has_text="Philippa Strand")
    expect(card).to_contain_text("22 Mar 2022")
    expect(card).to_contain_text("On the alliance manager in the committee")
    answer, beside = page.locator(".answer").bounding_box(), card.bounding_box()
    assert answer
    assert beside
    assert beside["x"] > answer["x"] + answer["width"]


def test_a_citation_opens_the_source_at_the_quote(page: Page) -> None:
    ask(page, VOTE)
    page.get_by_role("button", name=re.compile(r"Source \d: Interview with Philippa Strand")).click()
    expect(page.locator("#reader mark")).to_have_text(NEVER)
    expect(page.locator("#reader mark")).to_be_in_viewport()
    expect(page.locator("#reader-title")).to_be_focused()
    page.locator("#reader summary").click()
    page.locator("#reader .outline button", has_text="On measures").click()
    expect(page.locator("#reader .source-text :is(h3, h4)", has_text="On measures")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#reader")).to_be_hidden()


def test_the_panel_shows_the_page_of_a_pdf(page: Page) -> None:
    ask(page, "When is the review of lessons held in the close-out playbook?")
    page.locator(".card", has_text="Close-out and wind-down").first.click()
    expect(page.locator("#reader .spoken")).to_contain_text(re.compile(r"Page \d"))
    expect(page.locator("#reader .page-sign")).to_have_text(["Page 1", "Page 2", "Page 3"])


def test_the_panel_shows_the_time_of_a_talk(page: Page) -> None:
    ask(page, "Who warned against “let us part as friends”?")
    page.locator(".cite").first.click()
    expect(page.locator("#reader .spoken")).to_have_text("Helga Maartens · 27 Mar 2025 · 9:14")
    expect(page.locator("#reader .time", has_text="9:14")).to_be_in_viewport()


def test_a_follow_up_understands_what_went_before(page: Page) -> None:
    ask(page, "Who owns the Larch alliance?")
    ask(page, "And who owns Heron?")
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".turn").last.locator(".answer")).to_contain_text("Ilse Brandvold")
    expect(page.locator(".turn").last.locator(".asked")).to_be_in_viewport()


def test_a_conversation_is_gone_on_with_after_a_reload(page: Page) -> None:
    ask(page, VOTE)
    before = page.locator(".answer").inner_html()
    page.reload()
    expect(page.locator(".cite")).to_have_count(2)
    assert page.locator(".answer").inner_html() == before
    ask(page, "Who owns the Wren alliance?")
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator("#past [aria-current]")).to_have_text(VOTE)


def test_what_is_wrong_with_an_answer_is_kept_with_it(page: Page, address: str) -> None:
    ask(page, VOTE)
    page.get_by_role("button", name="Not good").click()
    page.get_by_label("What is wrong or missing?").fill("It was amended.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#news")).to_have_text("Thank you. It is on record.")
    page.reload()
    expect(page.get_by_role("button", name="Not good")).to_have_attribute("aria-pressed", "true")
    identity = page.evaluate("location.hash.split('/').pop()")
    kept = page.request.get(f"{address}/v1/conversations/{identity}").json()
    assert kept["turns"][0]["feedback"]["reason"] == "It was amended."


def test_not_found_looks_different_and_helps_on(page: Page) -> None:
    ask(page, "What is our policy on parental leave?")
    turn = page.locator(".turn.is-not-found")
    expect(turn.locator(".not-found-sign")).to_have_text("Not found")
    expect(turn.get_by_role("heading", name="What comes nearest")).to_be_visible()
    turn.locator(".card").first.click()
    expect(page.locator("#reader mark").first).to_be_in_viewport()
    expect(turn.get_by_role("heading", name="Whom to ask")).to_be_visible()


def test_conversations_are_renamed_and_deleted(page: Page) -> None:
    ask(page, "What are the steps before signature in the launch checklist?")
    item = page.locator("#past li:has([aria-current])")
    item.hover()
    item.locator("summary").click()
    item.get_by_role("button", name="Rename").click()
    page.get_by_label("New name").fill("Launching")
    page.keyboard.press("Enter")
    expect(page.locator("#past [aria-current]")).to_have_text("Launching")
    item.locator("summary").click()
    item.get_by_role("button", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#past a", has_text="Launching")).to_have_count(0)
    expect(page.get_by_role("heading", name="What would you like to know?")).to_be_visible()


def test_an_answer_is_copied_with_its_citations(visit: Open, address: str) -> None:
    page = visit(address, permissions=["clipboard-read", "clipboard-write"])
    ask(page, VOTE)
    page.get_by_role("button", name="Copy").click()
    expect(page.locator("#news")).to_have_text("Copied, with its sources.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"**{VOTE}**\n\n")
    assert f"> {NEVER}" in copied
    assert "(interviews/strand-2022-03-governance.md)" in copied


def test_another_view_and_back_again(page: Page) -> None:
    ask(page, VOTE)
    page.locator(".cite").first.click()
    page.get_by_role("link", name="Whole document").click()
    expect(page.locator(".document mark")).to_be_in_viewport()
    page.get_by_role("link", name="Ask", exact=True).click()
    expect(page.locator(".asked")).to_have_text(VOTE)
    page.get_by_role("link", name="New conversation").click()
    expect(page.locator(".asked")).to_have_count(0)
    page.go_back()
    expect(page.locator(".asked")).to_have_text(VOTE)


def test_what_goes_wrong_is_told_plainly_and_can_be_tried_again(page: Page) -> None:
    page.context.set_offline(True)
    page.fill("#question", VOTE)
    page.keyboard.press("Enter")
    expect(page.locator(".problem")).to_have_text(
        "There is no answer The service cannot be reached. Is it still running?"
    )
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.locator(".actions").wait_for()
    page.goto(f"{page.url.split('#')[0]}#/c/0123")
    expect(page.locator(".problem")).to_contain_text("There is nothing here, or it is not for you.")


def test_first_questions_are_asked_by_a_click(page: Page) -> None:
    expect(page.locator(".starters h2").first).to_have_text("Start here")
    page.get_by_role("button", name="Who owns the Larch alliance?").click()
    expect(page.locator(".answer")).to_contain_text("Tobias Fennick")
    expect(page.locator(".starters")).to_have_count(0)


def test_documents_are_found_narrowed_and_opened(page: Page) -> None:
    page.get_by_role("link", name="What is known").click()
    expect(page.locator(".count")).to_have_text("8 documents")
    expect(page.locator(".documents li", has_text="Close-out")).to_contain_text("Lena Prowse")
    page.get_by_label("Title, person or partner").fill("maartens")
    expect(page.locator(".documents a")).to_have_text(["Ending well"])
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Passages about “maartens”")).to_be_visible()
    page.get_by_label("Title, person or partner").fill("")
    page.get_by_label("Kind").select_option("playbook")
    expect(page.locator(".count")).to_have_text("4 documents")
    page.get_by_role("link", name="Preparing a JSC meeting").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preparing a JSC meeting")
    page.get_by_label("Search in this document").fill("papers to members")
    page.keyboard.press("Enter")
    page.locator(".found .card").first.click()
    expect(page.locator("#reader mark").first).to_be_in_viewport()


def test_many_documents_are_shown_a_page_at_a_time(page: Page) -> None:
    def fewer(route: Route) -> None:
        route.continue_(url=route.request.url.replace("limit=100", "limit=5"))

    page.route("**/v1/sources?*", fewer)
    page.get_by_role("link", name="What is known").click()
    expect(page.locator(".count")).to_have_text("1 to 5 of 8 documents")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".count")).to_have_text("6 to 8 of 8 documents")
    expect(page.locator(".count")).to_be_focused()
    expect(page.locator(".documents a")).to_have_count(3)
    page.get_by_role("button", name="Previous").click()
    expect(page.locator(".count")).to_have_text("1 to 5 of 8 documents")
    page.get_by_label("Freshness").select_option("draft")
    expect(page.locator(".documents")).to_have_text("No document matches.")
