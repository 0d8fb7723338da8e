"""Every page in every state in a real browser: axe-core, colours, small screens, large text."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import CONTRAST, violations
from tests.browser.codesniffer import PROGRAM, errors
from tests.browser.conftest import Server
from tests.browser.test_webchat import box, send
from tests.webchat.house import House
from tests.webchat.states import FILES, STATES, all_pages

SPACING = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
"""The values of WCAG 2.2, 1.4.12."""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter((e) => {
  const style = getComputedStyle(e);
  return style.overflow === 'hidden' && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight);
}).map((e) => e.outerHTML.slice(0, 80))"""
SMALL = """() => [...document.querySelectorAll('button, textarea, input:not([type=hidden]), summary, nav a, header a, .ways a')]
  .filter((e) => e.offsetParent).map((e) => [e.outerHTML.slice(0, 80), (e.closest('label') || e).getBoundingClientRect()])
  .filter(([, r]) => r.width < 43.9 || r.height < 43.9).map(([html]) => html)"""
EDGELESS = """() => [...document.querySelectorAll('button, .button, textarea')]
  .filter((e) => e.offsetParent && parseFloat(getComputedStyle(e).borderTopWidth) < 1)
  .map((e) => e.outerHTML.slice(0, 80))"""


WITH_PARTS = {
    "chat-empty",
    "chat-talk",
    "chat-easy-read",
    "chat-too-long",
    "settings-saved",
    "device-code",
    "phone-wrong",
    "forget",
}
"""Between them they hold every part that a page can have."""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """For the static files only."""
    server = Server(House(tmp_path_factory.mktemp("house")))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def shown(chromium: Browser, server: Server) -> Iterator[Page]:
    """A browser in which our scripts do not run: the pages as they come."""
    context = chromium.new_context(base_url=server.url, bypass_csp=True)
    page, pages = context.new_page(), all_pages()
    page.route("**/*.js*", lambda route: route.abort())
    page.route(
        "**/state/*",
        lambda route: route.fulfill(
            body=pages[Path(route.request.url).name], content_type="text/html"
        ),
    )
    yield page
    context.close()


@pytest.mark.parametrize("state", STATES)
def test_a_state_for_everybody(shown: Page, state: str) -> None:
    page = shown
    page.emulate_media(color_scheme="light", forced_colors="none", contrast="no-preference")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"/state/{state}")
    assert violations(page) == []
    if PROGRAM.exists():
        assert errors(page) == []
    in_every_colour(page, state)
    on_a_small_screen(page, own=state in FILES)


def in_every_colour(page: Page, state: str) -> None:
    """Dark with more contrast, forced colours; each theme where parts stand that no other page has."""
    page.emulate_media(color_scheme="dark", contrast="more")
    assert violations(page, *CONTRAST) == []
    page.emulate_media(color_scheme="dark", contrast="no-preference")
    for theme in ("", "soft", "contrast") if state in WITH_PARTS else ():
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert violations(page, *CONTRAST) == []
    page.emulate_media(color_scheme="light", forced_colors="active")
    assert page.evaluate(EDGELESS) == []
    page.emulate_media(forced_colors="none")
    page.evaluate("delete document.documentElement.dataset.theme")


def on_a_small_screen(page: Page, own: bool) -> None:
    """400 % zoom of a common screen, then text of double size and WCAG's spacing."""
    page.set_viewport_size({"width": 320, "height": 256})
    assert not page.evaluate(TOO_WIDE)
    assert own or page.evaluate(SMALL) == []
    assert violations(page, "target-size") == []
    page.set_viewport_size({"width": 640, "height": 512})
    page.add_style_tag(content=SPACING + " html { font-size: 200% }")
    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(CUT_OFF) == []


def test_what_the_script_shows_is_for_everybody_too(page: Page, live: Server) -> None:
    """The states that only a living page has: a fault, a count, unread messages, a visit that ends."""
    send(page, "what is access to work")
    expect(page.locator("#transcript > li")).to_have_count(2)
    assert violations(page) == []
    page.route("**/message", lambda route: route.abort())
    send(page, "x" * 9_900)
    expect(page.locator("#fault")).to_be_visible()
    expect(page.locator("#count")).to_contain_text("100 more characters")
    page.evaluate("""() => {
      for (const id of ['ending', 'hush', 'new']) document.getElementById(id).hidden = false;
      document.querySelector('#new a').textContent = '2 new messages – go to the first';
    }""")
    assert violations(page) == []
    for theme in ("dark", "contrast", "soft"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        assert violations(page, *CONTRAST) == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert not page.evaluate(TOO_WIDE)
    assert page.evaluate(SMALL) == []
    assert box(page).bounding_box()["height"] > 60


def test_nothing_moves_and_the_focus_is_seen_whole(page: Page, live: Server) -> None:
    send(page, "what is access to work")
    expect(page.locator("#transcript > li")).to_have_count(2)
    page.set_viewport_size({"width": 400, "height": 500})
    page.reload()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate("""() => {
          const e = document.activeElement, r = e.getBoundingClientRect(), s = getComputedStyle(e);
          const inside = r.top >= -1 && (r.bottom <= innerHeight + 1 || r.height > innerHeight);
          const seen = [[0.5, 0.5], [0, 0], [0, 1], [1, 0], [1, 1]].every(([across, down]) => {
            const box = e.getClientRects()[0], x = box.left + 3 + across * (box.width - 6);
            const y = Math.max(0, Math.min(innerHeight - 1, box.top + 3 + down * (box.height - 6)));
            const top = document.elementFromPoint(x, y);
            return !!top && (e.contains(top) || top.contains(e));
          });
          return [e.tagName, e.outerHTML.slice(0, 60), inside, seen,
                  s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2];
        }""")
        if seen[0] == "BODY":
            break
        reached.append(seen[1])
        assert seen[2:] == [True, True, True], seen
    assert len(reached) > 15
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
