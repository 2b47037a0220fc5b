"""The page is for everybody: on a phone, in Chinese, by keyboard, in the dark; and it is light and keeps still."""

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.page.conftest import Open, ask, serious

VOTE = "Should alliance managers have a vote in the JSC?"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
MOST_BYTES = 150_000


def test_on_a_phone_a_source_is_a_sheet_and_nothing_is_cut_off(visit: Open, address: str) -> None:
    page = visit(address, **PHONE)
    ask(page, VOTE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".cite").last.click()
    expect(page.locator("#reader mark")).to_be_in_viewport()
    assert page.evaluate("document.querySelector('#reader').matches(':modal')")
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Conversations").click()
    expect(page.locator("#past a").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Conversations")).to_be_focused()


def test_in_chinese(visit: Open, address: str) -> None:
    page = visit(address, locale="zh-CN")
    expect(page.get_by_role("heading", level=1)).to_have_text("您想了解什么？")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    ask(page, "什么是联合指导委员会？")
    expect(page.locator(".answer")).to_contain_text("每一方只有一票")
    page.locator(".cite").first.click()
    expect(page.locator("#reader mark")).to_contain_text("每一方只有一票")
    expect(page.locator("#reader .facts")).to_contain_text("工作手册 · 2025年4月15日")
    page.goto(f"{address}/#/document/none")
    expect(page.locator(".problem")).to_have_text("这里没有内容，或您无权查看。")


def test_by_keyboard_alone(page: Page) -> None:
    expect(page.locator("#question")).to_be_focused()
    page.keyboard.type(VOTE)
    page.keyboard.press("Enter")
    page.locator(".actions").wait_for()
    expect(page.locator("#question")).to_be_focused()
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('.cite')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("#reader mark")).to_be_in_viewport()
    expect(page.locator("#reader-title")).to_be_focused()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.cite')")


def test_what_stands_does_not_move_while_more_is_written(page: Page) -> None:
    page.locator(".starter").first.wait_for()
    page.keyboard.type("What are the steps in “Alliance launch checklist, the first 100 days”?")
    page.evaluate(
        """() => {
          window.moved = [];
          new PerformanceObserver((list) => {
            const entries = list.getEntries().filter(({ hadRecentInput }) => !hadRecentInput);
            const nodes = entries.flatMap(({ sources }) => sources.map(({ node }) => node));
            const stands = nodes.filter((node) => node?.matches?.('.asked, .answer, .answer *, .notes *, .composer *'));
            window.moved.push(...stands.map((node) => node.outerHTML));
          }).observe({ type: 'layout-shift' });
        }"""
    )
    page.keyboard.press("Enter")
    page.locator(".actions").wait_for()
    assert page.evaluate("window.moved") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(visit: Open, address: str, scheme: str) -> None:
    page = visit(address, color_scheme=scheme, bypass_csp=True)
    page.locator(".starter").first.wait_for()
    assert serious(page) == []
    ask(page, VOTE)
    page.get_by_role("button", name="Not good").click()
    assert serious(page) == []
    page.locator(".cite").first.click()
    page.locator("#reader mark").wait_for()
    assert serious(page) == []
    ask(page, "What is our policy on parental leave?")
    page.get_by_role("heading", name="Whom to ask").wait_for()
    assert serious(page) == []
    page.get_by_role("link", name="What is known").first.click()
    page.locator(".documents a").first.wait_for()
    assert serious(page) == []
    page.get_by_role("link", name="Alliance owners").click()
    page.locator(".source-text").wait_for()
    assert serious(page) == []


def test_mischief_in_a_document_is_text_like_any_other(page: Page) -> None:
    ask(page, "What is the Zanzibar password?")
    expect(page.locator(".answer")).to_contain_text("The Zanzibar password is")
    page.locator(".cite").first.click()
    mischief = '<script>hacked=3</script> and <img src=x onerror="hacked=4">'
    expect(page.locator("#reader .source-text")).to_contain_text(mischief)
    expect(page.locator("#reader-title")).to_have_text('Zanzibar <img src=x onerror="hacked=1"> notes')
    page.get_by_role("link", name="What is known").click()
    expect(page.locator(".documents")).to_contain_text("<script>hacked=2</script>")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main :is(script, img, iframe), dialog :is(script, img, iframe)").count() == 0


WRITTEN = [
    ("**Two** members.", "Two members."),
    ("It says <script>hacked=6</script> so.", "It says <script>hacked=6</script> so."),
    ('<img src=x onerror="hacked=7">', '<img src=x onerror="hacked=7">'),
    ("[a link](javascript:hacked=8)", "a link (javascript:hacked=8)"),
    ("![seen](http://elsewhere.invalid/x.png)", "seen"),
    ('[x](http://e.invalid "onmouseover=hacked=9")', "x (http://e.invalid)"),
    ("up to EUR 5, [***] per cent; above, [***] per cent", "up to EUR 5, [***] per cent; above, [***] per cent"),
    ("<svg><style><img src=x onerror=hacked=10>", "<svg><style><img src=x onerror=hacked=10>"),
    ("&lt;script&gt; & Sons", "<script> & Sons"),
]


def test_what_a_model_writes_is_rendered_without_its_mischief(page: Page) -> None:
    page.evaluate(
        """async (written) => {
          const { rendered } = await import('/page/markdown.js');
          for (const each of written) {
            const place = document.createElement('section');
            place.className = 'written';
            place.append(rendered(each));
            document.body.append(place);
          }
        }""",
        [written for written, _ in WRITTEN],
    )
    expect(page.locator(".written")).to_have_text([shown for _, shown in WRITTEN])
    assert page.locator(".written :is(script, img, iframe, svg, style, a)").count() == 0
    assert page.evaluate("window.hacked") is None


def test_a_list_keeps_the_numbers_of_its_items(page: Page) -> None:
    starts = page.evaluate(
        """async () => {
          const { rendered } = await import('/page/markdown.js');
          const lists = rendered('Days 1 to 30:\\n4. Send it.\\n5. Sign it.').querySelectorAll('ol');
          return [...lists].map((each) => [each.start, each.children.length]);
        }"""
    )
    assert starts == [[4, 2]]


def test_the_page_is_light(browser: Browser, address: str) -> None:
    page = browser.new_page()
    received: list[Response] = []
    page.on("response", lambda response: received.append(response))
    page.goto(address)
    page.locator(".starter").first.wait_for()
    page.evaluate("document.fonts.ready")
    sizes = [each.request.sizes() for each in received]
    page.close()
    assert sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes) <= MOST_BYTES
