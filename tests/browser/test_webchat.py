"""The web chat in a real browser: with its script, and without."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Server

OURS = "#transcript > li:not(.mark)"


def box(page: Page):
    return page.get_by_label("Your message")


def send(page: Page, text: str) -> None:
    box(page).fill(text)
    page.get_by_role("button", name="Send message").click()


def said(page: Page) -> list[str]:
    return page.evaluate("said")


def wait_for_said(page: Page, part: str) -> None:
    page.wait_for_function("part => said.some((s) => s.includes(part))", arg=part)


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.tagName")


def has_left(page: Page) -> None:
    """Wait for the page and the cookie to be gone: the title goes before them, at once."""
    page.wait_for_url("**/links")
    for _ in range(300):
        if not page.context.cookies():
            return
        page.wait_for_timeout(30)
    raise AssertionError("the browser still holds the secret of the talk")


def with_an_adviser(page: Page, live: Server) -> None:
    send(page, "can i talk to someone")
    page.get_by_role("button", name="Yes, show them").click()
    expect(page.locator("#chat-state")).to_have_text(re.compile("A person has been told"))
    live.house.adviser_joins("Sam")
    expect(page.locator("#chat-state")).to_have_text(re.compile("An adviser is here"))


def test_sending_without_reload(heard: Page, live: Server) -> None:
    page = heard
    page.evaluate("window.same = true")
    send(page, "what is access to work")
    expect(page.locator("#sent")).to_have_text("Message sent")
    expect(page.locator("#latest h3")).to_contain_text("Alongside (computer assistant), ")
    assert page.evaluate("window.same")
    assert box(page).input_value() == ""
    assert focused(page) == "text"
    expect(page.locator("#transcript > li")).to_have_count(2)
    expect(page.locator("#transcript > li").first.locator("h3")).to_have_text(
        re.compile(r"^You, \d\d?:\d\d[ap]m$")
    )
    assert page.get_by_text("Or start with one of these questions").count() == 0
    wait_for_said(page, "Alongside says: ")
    assert len([s for s in said(page) if s.startswith("Alongside says: ")]) == 1
    assert said(page).count("Message sent") == 1
    assert not any("what is access to work" in s for s in said(page))
    page.wait_for_function("() => document.getElementById('say').childNodes.length === 0")


def test_an_advisers_messages_arrive_once_in_order_while_typing_goes_on(
    heard: Page, live: Server
) -> None:
    page = heard
    with_an_adviser(page, live)
    box(page).click()
    box(page).press_sequentially("half a thou", delay=20)
    for text in ("First.", "Second.", "Second."):
        live.house.adviser_writes(text)
    expect(page.locator("#transcript > li.adviser")).to_have_count(3)
    box(page).press_sequentially("ght", delay=20)
    assert not any("Sam, adviser, says" in s for s in said(page))
    assert (focused(page), box(page).input_value()) == ("text", "half a thought")
    wait_for_said(page, "(again)")
    assert [s for s in said(page) if s.startswith("Sam, adviser")] == [
        "Sam, adviser, says: First.",
        "Sam, adviser, says: Second.",
        "Sam, adviser, says: Second. (again)",
    ]
    page.reload()
    expect(page.locator("#transcript > li.adviser")).to_have_count(3)
    page.wait_for_timeout(500)
    assert said(page) == []


def test_the_box_stays_where_it_is_while_messages_come(page: Page, live: Server) -> None:
    page.set_viewport_size({"width": 600, "height": 500})
    send(page, "hello")
    expect(page.locator("#transcript > li")).to_have_count(2)
    box(page).click()
    before = box(page).bounding_box()["y"]
    live.house.assistant_writes("A long one.\n\n" + "more words " * 60)
    expect(page.locator("#transcript > li")).to_have_count(3)
    assert abs(box(page).bounding_box()["y"] - before) < 2


def test_a_message_out_of_view_brings_a_link_and_a_count_and_moves_nothing(
    page: Page, live: Server
) -> None:
    page.set_viewport_size({"width": 600, "height": 400})
    send(page, "hello")
    expect(page.locator("#transcript > li")).to_have_count(2)
    # On a screen this low the answer itself may have come out of view.
    page.reload()
    page.locator("#transcript > li").first.focus()
    page.evaluate("scrollTo(0, 0)")
    for text in ("One.", "Two."):
        live.house.assistant_writes(text)
    expect(page).to_have_title("(2) Chat")
    assert page.evaluate("scrollY") == 0
    link = page.get_by_role("link", name="2 new messages – go to the first")
    expect(link).to_be_attached()
    link.click()
    assert "One." in page.evaluate("document.activeElement.innerText")
    expect(page).to_have_title("Chat")


def test_choices_come_after_the_box_and_stay_under_the_hand_that_pressed_them(
    page: Page, live: Server
) -> None:
    send(page, "what is access to work")
    expect(page.locator(OURS)).to_have_count(2)
    choices = page.locator("form.offers")
    expect(choices).to_have_count(1)
    expect(page.locator("#first, #transcript button")).to_have_count(0)
    assert page.locator("fieldset button").count() <= 5
    # The button that sends and the way to the newest message come first.
    box(page).press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    label = page.evaluate("document.activeElement.value")
    assert label == choices.get_by_role("button").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator(OURS)).to_have_count(4)
    expect(choices).to_have_count(2)
    assert page.evaluate("document.activeElement.value") == label
    page.keyboard.press("Enter")
    box(page).focus()
    expect(choices).to_have_count(1)
    expect(page.locator(OURS)).to_have_count(4)
    expect(page.locator("#transcript p.choices")).to_have_count(2)
    assert live.house.written() == ["what is access to work", label]


def test_two_messages_sent_fast_arrive_in_their_order(page: Page, live: Server) -> None:
    held: list[Route] = []
    page.route("**/message", lambda route: held.append(route), times=1)
    send(page, "one")
    send(page, "two")
    box(page).fill("three")
    page.wait_for_timeout(300)  # Time in which the second could overtake the first.
    assert live.house.conversations() == [] and len(held) == 1
    held[0].continue_()
    expect(page.locator(OURS)).to_have_count(4)
    assert live.house.written() == ["one", "two"]
    assert box(page).input_value() == "three"


def test_a_failed_send_keeps_the_text_and_can_be_tried_again(heard: Page, live: Server) -> None:
    page = heard
    page.route("**/message", lambda route: route.abort())
    send(page, "do not lose this")
    fault = page.locator("#fault")
    expect(fault).to_contain_text("Your message was not sent. It is still in the box.")
    assert box(page).input_value() == "do not lose this"
    assert box(page).get_attribute("aria-describedby") == "hint fault"
    assert focused(page) == "text"
    expect(page.locator("#transcript > li")).to_have_count(0)
    wait_for_said(page, "Your message was not sent.")
    page.unroute("**/message")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#latest h3")).to_contain_text("computer assistant")
    expect(fault).to_be_hidden()
    assert live.house.written() == ["do not lose this"]


def test_a_double_click_sends_once(page: Page, live: Server) -> None:
    box(page).fill("only once")
    page.get_by_role("button", name="Send message").dblclick()
    expect(page.locator("#transcript > li")).to_have_count(2)
    assert live.house.written() == ["only once"]
    expect(page.locator("#fault")).to_be_hidden()


def test_without_the_stream_the_page_asks_again(page: Page, live: Server) -> None:
    page.route("**/events*", lambda route: route.fulfill(status=503))
    send(page, "hello")
    expect(page.locator("#latest h3")).to_contain_text("computer assistant")
    live.house.assistant_writes("By another way.")
    page.get_by_role("button", name="Check for new messages").click()
    expect(page.locator("#latest")).to_contain_text("By another way.")


def test_html_is_text(page: Page, live: Server) -> None:
    send(page, "<img src=x onerror=alert(1)> **bold**")
    expect(page.locator(OURS)).to_have_count(2)
    expect(page.locator("#transcript > li.person p")).to_have_text(
        "<img src=x onerror=alert(1)> **bold**"
    )
    live.house.assistant_writes("<b>not bold</b>")
    expect(page.get_by_text("<b>not bold</b>", exact=True)).to_be_visible()


def test_the_whole_journey_without_scripts(plain_page: Page, live: Server) -> None:
    page = plain_page
    send(page, "can i talk to someone")
    assert page.url.endswith("/#latest")
    expect(page.locator("#latest")).to_contain_text("Alongside (computer assistant)")
    page.get_by_role("button", name="Yes, show them").click()
    expect(page.locator("#chat-state")).to_contain_text("A person has been told")
    live.house.adviser_joins("Sam")
    live.house.adviser_writes("Hello from Sam.")
    page.get_by_role("button", name="Check for new messages").click()
    assert page.url.endswith("#latest")
    expect(page.locator("#latest")).to_contain_text("Sam (adviser)")
    send(page, " ")
    expect(page).to_have_title("Error: Chat")
    send(page, "thank you")
    expect(page.locator("#latest")).to_contain_text("You, ")
    # Away, and back to the same talk.
    page.get_by_role("link", name="About this chat").click()
    page.get_by_role("link", name="Chat", exact=True).click()
    expect(page.locator("#latest")).to_contain_text("thank you")
    page.get_by_role("link", name="End chat, or end and forget").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your chat is kept for now")


def test_ending_beginning_again_and_leaving_without_scripts(plain_page: Page, live: Server) -> None:
    page = plain_page
    send(page, "my secret question")
    page.get_by_role("link", name="End chat, or end and forget").click()
    page.get_by_role("button", name="End chat", exact=True).click()
    expect(page.locator("#chat-state")).to_contain_text("This chat has ended.")
    send(page, "one more question")
    expect(page.locator("#chat-state")).to_have_text("A computer program answers you now.")
    expect(page.locator("#transcript")).to_contain_text("my secret question")
    page.get_by_role("button", name="Leave this page").first.click()
    has_left(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Chat")
    expect(page.get_by_text("my secret question")).to_have_count(0)


def test_from_send_to_answer_it_takes_two_requests(page: Page, plain_page: Page) -> None:
    """On a slow line each costs a second; what is read meanwhile is not held up."""
    for shown in (page, plain_page):
        box(shown).fill("what is access to work")
        asked: list[str] = []
        shown.on("request", lambda request, asked=asked: asked.append(request.url))
        shown.get_by_role("button", name="Send message").click()
        expect(shown.locator(OURS)).to_have_count(2)
        assert len([url for url in asked if "/static/" not in url]) == 2


def test_a_chosen_first_question_without_scripts(plain_page: Page) -> None:
    plain_page.get_by_role("button", name="What is Access to Work?").click()
    expect(plain_page.locator("#transcript > li:not(.mark)")).to_have_count(2)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_narrow_screen_and_fingers(page: Page, live: Server, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 320, "height": 256})
    send(page, "x" * 400)
    expect(page.locator("#transcript > li")).to_have_count(2)
    for path in ("/", "/about", "/forget"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        for control in page.locator("button:visible, nav a, textarea, .button").all():
            size = control.bounding_box()
            assert size["height"] >= 44 and size["width"] >= 44


def test_contrast_is_seven_to_one(page: Page) -> None:
    send(page, "what is access to work")
    expect(page.locator("#transcript > li")).to_have_count(2)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        low = page.evaluate("""() => {
          const parts = (c) => c.match(/[\\d.]+/g).map(Number);
          const light = (c) => {
            const [r, g, b] = parts(c).slice(0, 3).map((v) => v / 255)
              .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const behind = (e) => {
            for (; e; e = e.parentElement) {
              const c = getComputedStyle(e).backgroundColor;
              if (parts(c)[3] !== 0) return c;
            }
          };
          return [...document.querySelectorAll('body *')].filter((e) =>
            [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) && e.tagName !== 'SCRIPT'
          ).map((e) => {
            const a = light(getComputedStyle(e).color), b = light(behind(e));
            return [e.outerHTML.slice(0, 60), (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)];
          }).filter(([, ratio]) => ratio < 7);
        }""")
        assert low == []
