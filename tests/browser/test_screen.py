"""Sizes, distances, order and print: what can be measured on the page that is drawn."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_webchat import OURS, box, send, with_an_adviser

LINES = """() => [...document.querySelectorAll('main p, main li, main label, main dd, footer li')]
  .filter((e) => e.offsetParent && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
  .map((e) => {
    const s = getComputedStyle(e), size = parseFloat(s.fontSize);
    const pen = document.createElement('canvas').getContext('2d');
    pen.font = s.font;
    const letter = pen.measureText('The quick brown fox jumps over the lazy dog').width / 43;
    return { html: e.outerHTML.slice(0, 60), size, line: parseFloat(s.lineHeight) / size,
             letters: e.clientWidth / letter, align: s.textAlign };
  })"""
NEAR = """() => {
  const shown = [...document.querySelectorAll('button, textarea, input:not([type=hidden]), summary, nav a')]
    .filter((e) => e.offsetParent && !e.closest('.skip'))
    .map((e) => [e.outerHTML.slice(0, 60), (e.closest('label') || e).getBoundingClientRect()]);
  const near = [];
  shown.forEach(([a, r], i) => shown.slice(i + 1).forEach(([b, q]) => {
    const x = Math.max(r.left, q.left) - Math.min(r.right, q.right);
    const y = Math.max(r.top, q.top) - Math.min(r.bottom, q.bottom);
    if (x < 7.9 && y < 7.9) near.push([a, b, x, y]);
  }));
  return near;
}"""
ORDER = """() => [...document.querySelectorAll('a[href], button, textarea, input:not([type=hidden]), summary')]
  .filter((e) => e.offsetParent && !e.matches('.skip') && !e.closest('details:not([open]) > :not(summary)'))
  .map((e) => { const r = e.getBoundingClientRect(); return [e.outerHTML.slice(0, 60), r.top + scrollY, r.left, r.bottom + scrollY]; })"""


@pytest.fixture
def talk(page: Page) -> Page:
    """The page with an answer that has sources and choices."""
    send(page, "what is access to work")
    # On a busy machine an answer may take longer than what Playwright waits by itself.
    expect(page.locator(OURS)).to_have_count(2, timeout=20_000)
    return page


@pytest.mark.parametrize(("width", "least"), [(1280, 19), (360, 16)])
def test_text_is_large_and_lines_are_short(talk: Page, width: int, least: float) -> None:
    talk.set_viewport_size({"width": width, "height": 740})
    for path in ("/", "/about", "/how"):
        talk.goto(path)
        found = talk.evaluate(LINES)
        assert len(found) >= 5
        for line in found:
            assert line["size"] >= least, line
            assert line["line"] >= 1.49, line
            assert line["letters"] <= 80, line
            assert line["align"] in ("start", "left"), line


@pytest.mark.parametrize("size", [(320, 256), (1280, 900), (844, 390)])
def test_controls_are_apart_and_in_the_order_of_the_tab_key(talk: Page, size) -> None:
    """At 400 %, on a desk, and on a phone on its side."""
    talk.set_viewport_size({"width": size[0], "height": size[1]})
    for path in ("/", "/settings"):
        talk.goto(path)
        assert talk.evaluate(NEAR) == []
        order = talk.evaluate(ORDER)
        for before, after in zip(order, order[1:]):
            below = after[1] >= before[1] - 1 or after[3] >= before[3]
            assert below or after[2] > before[2], (before, after)
        assert talk.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_box_is_near_from_the_top_and_from_the_newest_message(page: Page, live: Server) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"
    with_an_adviser(page, live)
    live.house.adviser_writes("Hello, I am Sam.")
    expect(page.locator("#latest")).to_contain_text("Hello, I am Sam.")
    page.goto("/about")
    page.goto("/#latest")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "text"


def test_the_tab_key_goes_through_everything_and_out_again(talk: Page) -> None:
    """No trap: after the last link comes the browser itself, and no message is a stop."""
    links = talk.locator("#transcript li a[href]").count()
    talk.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    talk.locator("body").click(position={"x": 1, "y": 1})
    reached = []
    for _ in range(80):
        talk.keyboard.press("Tab")
        if talk.evaluate("document.activeElement === document.body"):
            break
        reached.append(talk.evaluate("!!document.activeElement.closest('#transcript')"))
    else:
        raise AssertionError("the Tab key does not leave the page")
    assert len(reached) > 20 and reached.count(True) == links


def test_on_paper_there_is_the_talk_and_nothing_to_press(talk: Page) -> None:
    talk.evaluate("document.documentElement.dataset.theme = 'contrast'")
    talk.emulate_media(media="print")
    for gone in (
        "form:visible",
        "button:visible",
        "nav:visible",
        ".banner:visible",
        "#write:visible",
    ):
        assert talk.locator(gone).count() == 0, gone
    expect(talk.locator("#latest")).to_be_visible()
    expect(talk.locator(".safety").first).to_be_visible()
    colours = talk.evaluate(
        "[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    address = talk.locator(".sources a").first.get_attribute("href")
    shown = "getComputedStyle(document.querySelector('.sources a'), '::after').content"
    assert address in talk.evaluate(shown)
    assert len(talk.pdf()) > 5_000


def test_without_styles_pictures_fonts_and_scripts_all_is_there(
    chromium: Browser, live: Server
) -> None:
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    page = context.new_page()
    page.route("**/static/*", lambda route: route.abort())
    page.goto("/settings")
    page.get_by_label("Easy Read: short lines").check()
    page.get_by_role("button", name="Save settings").click()
    page.goto("/")
    box(page).fill("what is access to work")
    page.get_by_role("button", name="Send message").click()
    expect(page.locator("#latest")).to_contain_text("Alongside (computer assistant)")
    expect(page.locator("#latest")).to_contain_text("Access to Work")
    for drawing in page.locator("#latest img").all():
        assert drawing.get_attribute("alt")
    expect(page.locator("#choices button").first).to_be_visible()
    context.close()
