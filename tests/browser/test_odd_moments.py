"""Awkward moments: two tabs, going back, reloads, a lost line, a lost cookie, very long talks."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import Server
from tests.browser.test_webchat import OURS, box, has_left, send


def another_tab(context: BrowserContext) -> Page:
    tab = context.new_page()
    tab.goto("/")
    return tab


def test_two_tabs_show_the_same_talk(page: Page, live: Server) -> None:
    send(page, "from the first tab")
    expect(page.locator(OURS)).to_have_count(2)
    other = another_tab(page.context)
    send(other, "from the second tab")
    for tab in (page, other):
        expect(tab.locator(OURS)).to_have_count(4)
        expect(tab.locator(OURS).nth(2)).to_contain_text("from the second tab")
    assert live.house.written() == ["from the first tab", "from the second tab"]


def test_what_is_forgotten_in_one_tab_leaves_the_other_too(page: Page, live: Server) -> None:
    send(page, "my secret")
    expect(page.locator(OURS)).to_have_count(2)
    other = another_tab(page.context)
    other.goto("/forget")
    other.get_by_role("button", name="Yes, delete everything").click()
    expect(page.get_by_text("Your earlier chat is no longer open here")).to_be_visible()
    expect(page.get_by_text("my secret")).to_have_count(0)


def test_going_back_after_leaving_shows_nothing(page: Page, live: Server) -> None:
    send(page, "my secret")
    expect(page.locator(OURS)).to_have_count(2)
    page.goto("/about")
    for _ in range(3):
        page.keyboard.press("Escape")
    has_left(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("my secret")).to_have_count(0)


@pytest.mark.parametrize("way", ["leave", "forget"])
def test_what_was_half_written_does_not_come_back_for_the_next_person(
    page: Page, live: Server, way: str
) -> None:
    box(page).fill("my secret draft")
    page.get_by_role("link", name="End chat, or end and forget").click()
    if way == "leave":
        page.get_by_role("button", name="Leave this page").click()
        has_left(page)
    else:
        page.get_by_role("button", name="Yes, delete everything").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your chat is deleted")
    while page.locator("#text").count() == 0:
        page.go_back()
    page.wait_for_load_state("networkidle")
    expect(box(page)).to_have_value("")


def test_leaving_in_one_tab_leaves_in_all(page: Page, live: Server) -> None:
    send(page, "my secret")
    expect(page.locator(OURS)).to_have_count(2)
    other = another_tab(page.context)
    other.goto("/settings")
    for _ in range(3):
        other.keyboard.press("Escape")
    for tab in (page, other):
        has_left(tab)
        expect(tab.get_by_text("my secret")).to_have_count(0)


def test_shift_three_times_leaves_but_writing_capitals_does_not(page: Page, live: Server) -> None:
    box(page).press_sequentially("USA UK BSL")
    assert page.title() == "Chat"
    for _ in range(3):
        page.keyboard.press("Shift")
    has_left(page)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.cookies() == []


def test_the_back_button_brings_the_talk_as_it_is_now(page: Page, live: Server) -> None:
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    page.goto("/settings")
    live.house.assistant_writes("While you were away.")
    page.go_back()
    expect(page.locator("#latest")).to_contain_text("While you were away.")


def test_a_draft_survives_a_reload_and_leaves_with_the_page(page: Page, live: Server) -> None:
    box(page).fill("half a thought")
    page.reload()
    expect(box(page)).to_have_value("half a thought")
    page.keyboard.press("Escape")
    expect(box(page)).to_have_value("half a thought")


def test_a_reload_in_mid_send_loses_nothing_and_sends_once(page: Page, live: Server) -> None:
    held: list[Route] = []
    # The first never arrives; the page that asked for it is left before it could.
    page.route("**/message", lambda route: route.continue_() if held else held.append(route))
    send(page, "on its way")
    expect(page.locator("#sent")).to_have_text("Sending…")
    page.reload()
    expect(box(page)).to_have_value("on its way")
    page.get_by_role("button", name="Send message").click()
    expect(page.locator(OURS)).to_have_count(2)
    page.reload()
    expect(box(page)).to_have_value("")
    assert live.house.written() == ["on its way"]


def test_where_cookies_are_blocked_nobody_waits_for_an_answer_that_cannot_come(
    page: Page, live: Server
) -> None:
    """As far as the server can tell, the browser threw away the cookie it got."""
    page.route(
        re.compile("/(message|messages|events)"),
        lambda route: (page.context.clear_cookies(), route.continue_()),
    )
    send(page, "hello")
    expect(page.get_by_text("Your browser blocks cookies.")).to_be_visible()
    assert live.house.written() == ["hello"]


def test_without_a_line_the_words_stay_and_leave_when_it_is_back(page: Page, live: Server) -> None:
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    page.context.set_offline(True)
    send(page, "in the tunnel")
    expect(page.locator("#fault")).to_contain_text("It is still in the box.")
    expect(box(page)).to_have_value("in the tunnel")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(OURS)).to_have_count(4)
    assert live.house.written() == ["hello", "in the tunnel"]


def test_a_lost_cookie_is_told_and_the_words_start_a_new_talk(page: Page, live: Server) -> None:
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    page.context.clear_cookies()
    send(page, "who am I now")
    expect(page.locator("#fault")).to_contain_text("This browser has lost your earlier chat.")
    expect(box(page)).to_have_value("who am I now")
    page.get_by_role("button", name="Send message").click()
    expect(page.locator("#latest h3")).to_contain_text("computer assistant")
    assert len(live.house.conversations()) == 2


def test_five_hundred_messages_open_at_the_newest(page: Page, live: Server) -> None:
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    live.house.assistant_writes(*(f"Message {number}." for number in range(498)))
    page.goto("/about")
    page.goto("/")
    expect(page.locator("#latest")).to_contain_text("Message 497.")
    page.goto("/about")
    # Now that they have been on the screen, none of them is marked as new.
    page.wait_for_function(
        "async () => !(await (await fetch('/')).text()).includes('New messages start here')"
    )
    page.goto("/")
    expect(page.locator("#latest")).to_be_in_viewport()
    expect(page.locator(OURS)).to_have_count(60)
    page.get_by_role("link", name="Show earlier messages (440)").click()
    expect(page.locator(OURS)).to_have_count(500)


def test_ten_thousand_characters_are_counted_and_sent_and_one_more_is_kept(
    page: Page, live: Server
) -> None:
    box(page).fill("a" * 10_001)
    expect(page.locator("#count")).to_have_text(
        "Your message is 1 characters too long. Please send it in parts."
    )
    page.get_by_role("button", name="Send message").click()
    expect(page.locator("#fault")).to_contain_text("too long")
    assert len(box(page).input_value()) == 10_001
    box(page).press("Backspace")
    expect(page.locator("#count")).to_have_text("You can write 0 more characters.")
    page.get_by_role("button", name="Send message").click()
    expect(page.locator(OURS)).to_have_count(2)
    assert [len(text) for text in live.house.written()] == [10_000]


def test_enter_sends_only_if_that_was_chosen(page: Page, live: Server) -> None:
    box(page).fill("one line")
    box(page).press("Enter")
    expect(box(page)).to_have_value("one line\n")
    page.context.request.post("/settings", form={"enter": "send"})
    page.reload()
    box(page).fill("sent by Enter")
    box(page).press("Enter")
    expect(page.locator(OURS)).to_have_count(2)
    assert live.house.written() == ["sent by Enter"]


def test_the_persons_letters_come_only_when_chosen(page: Page, live: Server) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert not any("woff2" in url for url in asked)
    page.context.request.post("/settings", form={"font": "dyslexic"})
    page.reload()
    page.wait_for_function("document.fonts.check('1rem OpenDyslexic')")
    assert any(url.endswith("opendyslexic-400.woff2") for url in asked)


def test_a_long_silence_is_announced_and_can_be_ended(page: Page, live: Server) -> None:
    page.clock.install()
    page.reload()
    send(page, "hello")
    page.clock.run_for(3_000)
    expect(page.locator(OURS)).to_have_count(2)
    page.clock.fast_forward("19:35:00")
    page.clock.run_for(25_000)
    expect(page.get_by_role("heading", name="Are you still there?")).to_be_visible()
    page.get_by_role("button", name="Keep it open").click()
    expect(page.locator("#ending")).to_be_hidden()
    expect(page.locator("#transcript")).to_contain_text("hello")


@pytest.fixture
def other_site(live: Server) -> Iterator[str]:
    """Another website that shows our link, from a server of its own: browsers keep a page that came
    from elsewhere away from programs on the machine it is read on."""
    markup = (
        '<!doctype html><html lang="fr"><title>Un site</title><main><h1>Un site</h1>'
        f'<script src="{live.url}/embed.js" data-colour="#ffcc00"></script></main>'
    )

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(markup.encode())

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_link_for_other_websites_is_a_real_link(page: Page, other_site: str) -> None:
    """Colours that cannot be read are not used; its words say that they are English."""
    page.goto(other_site)
    assert violations(page) == []
    link = page.get_by_role("link", name=re.compile(r"^Chat with .+ \(opens in a new tab\)$"))
    assert link.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(31, 68, 86)"
    assert link.bounding_box()["height"] >= 44
    assert link.get_attribute("rel") == "noopener" and link.get_attribute("lang") == "en"
    assert page.locator("iframe, dialog").count() == 0
