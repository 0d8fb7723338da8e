"""What is announced, when, and how often; and that nothing that arrives takes a person's place away."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Server
from tests.browser.test_webchat import OURS, box, focused, said, send, wait_for_said
from tests.browser.walkers import SAID

HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}"""
LIVE = ("aria-live", "log", "status", "alert", "timer", "marquee")


def live_parts(page: Page) -> list[str]:
    """The ids of everything that a screen reader is told to watch."""
    names = ", ".join([f"[role={role}]" for role in LIVE[1:]])
    return page.evaluate(
        "names => [...document.querySelectorAll(`[aria-live], output, ${names}`)].map((e) => e.id)",
        names,
    )


def test_twenty_messages_are_said_once_each_and_take_nobodys_place(
    heard: Page, live: Server
) -> None:
    page = heard
    page.clock.install()
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    page.set_viewport_size({"width": 600, "height": 500})
    page.evaluate("window.region = document.getElementById('say')")
    box(page).fill("half a thought")
    page.evaluate("document.getElementById('text').setSelectionRange(4, 6); scrollTo(0, 0)")
    texts = [f"Number {number}." for number in range(20)]
    for start in range(0, 20, 5):
        live.house.assistant_writes(*texts[start : start + 5])
    expect(page.locator(OURS)).to_have_count(22)
    page.clock.run_for(20_000)  # They are said 400 ms apart.
    assert page.evaluate("scrollY") == 0
    assert focused(page) == "text" and box(page).input_value() == "half a thought"
    caret = page.evaluate(
        "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    )
    assert caret == [4, 6]
    spoken = [words for words in said(page) if "Number" in words]
    assert spoken == [f"Alongside says: {text}" for text in texts]
    assert page.evaluate("region === document.getElementById('say') && region.isConnected")
    assert live_parts(page) == ["say"]
    attributes = page.evaluate("[...region.attributes].map((a) => a.name)")
    assert sorted(attributes) == ["aria-live", "class", "id"]
    assert page.evaluate("region.childNodes.length") == 0


def test_what_was_said_before_is_not_said_again_after_a_break_or_on_coming_back(
    heard: Page, live: Server
) -> None:
    page = heard
    send(page, "hello")
    wait_for_said(page, "Alongside says:")
    before = said(page)
    page.evaluate(HIDE, True)
    page.evaluate(HIDE, False)
    page.get_by_role("button", name="Check for new messages").click()
    wait_for_said(page, "No new messages")
    assert said(page) == [*before, "No new messages"]


def test_a_lost_connection_is_said_once_and_so_is_its_end(heard: Page, live: Server) -> None:
    page = heard
    page.clock.install()
    send(page, "hello")
    page.clock.run_for(2_000)
    expect(page.locator(OURS)).to_have_count(2)
    page.route(re.compile("/(events|messages)"), lambda route: route.abort())
    page.reload()
    for _ in range(8):
        page.clock.run_for(10_000)
    expect(page.locator("#chat-state")).to_contain_text("You are offline.")
    expect(page.locator("#sent")).to_contain_text("Connection lost.")
    assert [words for words in said(page) if "onnection" in words] == [
        "Connection lost. New messages will come when it is back."
    ]
    page.unroute(re.compile("/(events|messages)"))
    page.clock.run_for(20_000)
    expect(page.locator("#sent")).to_have_text("Connection is back.")
    page.clock.run_for(5_000)
    expect(page.locator("#chat-state")).to_contain_text("A computer program answers you now.")
    assert [words for words in said(page) if "onnection" in words][1:] == ["Connection is back."]


def time_goes_by(page: Page, words: str, times: int) -> None:
    """Move the clock of the page until the words were announced so many times."""
    for _ in range(200):
        if sum(words in one for one in said(page)) == times:
            return
        page.clock.run_for(1_000)
        page.wait_for_timeout(30)
    raise AssertionError(f"{words!r} was not said {times} times")


def test_a_line_that_the_device_knows_is_gone_is_said_too_before_and_in_a_talk(
    heard: Page, live: Server
) -> None:
    """A stream that is open may not notice for a long time, and a page without a talk has none."""
    page, state = heard, heard.locator("#chat-state")
    page.clock.install()
    page.reload()
    for turn in (1, 2):
        page.context.set_offline(True)
        time_goes_by(page, "Connection lost.", turn)
        expect(state).to_contain_text("You are offline.")
        page.context.set_offline(False)
        time_goes_by(page, "Connection is back.", turn)
        expect(state).to_contain_text("A computer program answers you now.")
        assert len([words for words in said(page) if "onnection" in words]) == 2 * turn
        if turn == 1:
            send(page, "hello")
            page.clock.run_for(2_000)
            expect(page.locator(OURS)).to_have_count(2)


def test_a_line_that_died_without_a_word_is_found_out_and_caught_up(
    heard: Page, live: Server
) -> None:
    """As after sleep: the stream looks open, and nothing comes through it any more."""
    page = heard
    page.clock.install()
    page.add_init_script(
        """window.streams = 0;
        window.EventSource = class extends EventTarget {
          constructor() { super(); streams += 1; this.readyState = 1; }
          close() { this.readyState = 2; }
        };"""
    )
    page.reload()
    send(page, "hello")
    expect(page.locator("#sent")).to_have_text("Message sent")
    while live.house.count_messages() < 2:
        page.wait_for_timeout(50)
    page.get_by_role("button", name="Check for new messages").click()
    expect(page.locator(OURS)).to_have_count(2)
    live.house.assistant_writes("While you slept.")
    page.clock.fast_forward("08:00:00")
    page.clock.run_for(30_000)
    expect(page.locator("#latest")).to_contain_text("While you slept.")
    assert page.evaluate("streams") == 2
    assert not any("onnection" in words for words in said(page))


def test_what_came_while_the_page_was_hidden_is_summed_up_with_a_way_to_it(
    heard: Page, live: Server
) -> None:
    page = heard
    send(page, "hello")
    wait_for_said(page, "Alongside says:")
    page.set_viewport_size({"width": 600, "height": 400})
    page.locator("#latest").scroll_into_view_if_needed()
    expect(page).to_have_title("Chat")
    page.evaluate("scrollTo(0, 0)")
    page.evaluate(HIDE, True)
    live.house.assistant_writes("One.", "Two.", "Three.")
    expect(page).to_have_title("(3) Chat")
    page.evaluate(HIDE, False)
    wait_for_said(page, "3 new messages")
    assert not any("One." in words for words in said(page))
    page.get_by_role("link", name="3 new messages – go to the first").click()
    assert "One." in page.evaluate("document.activeElement.innerText")
    expect(page).to_have_title("Chat")


def test_help_in_danger_is_said_before_all_that_waits(heard: Page, live: Server) -> None:
    page = heard
    page.clock.install()
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    page.clock.run_for(2_000)
    box(page).press_sequentially("i am ")
    live.house.assistant_writes("One.", "Two.")
    live.house.assistant_writes("Call 999.", answer="crisis.not_safe")
    live.house.assistant_writes("Three.")
    expect(page.locator(OURS)).to_have_count(6)
    before = len(said(page))
    page.clock.run_for(5_000)
    assert said(page)[before:] == [
        f"Alongside says: {text}" for text in ("Call 999.", "One.", "Two.", "Three.")
    ]


def test_a_long_message_is_said_by_its_first_line_and_the_rest_is_two_keys_away(
    heard: Page, live: Server
) -> None:
    page = heard
    send(page, "hello")
    wait_for_said(page, "Alongside says:")
    live.house.assistant_writes("What it is about.\n\n" + "And more of it. " * 80)
    wait_for_said(page, "What it is about. This is a long message.")
    assert focused(page) == "text"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#latest")).to_be_focused()
    expect(page.locator("#latest")).to_contain_text("And more of it.")


def test_each_state_of_the_talk_is_shown_in_words_and_said_once(heard: Page, live: Server) -> None:
    page, state = heard, heard.locator("#chat-state")
    expect(state).to_have_text("A computer program answers you now.")
    send(page, "can i talk to someone")
    page.get_by_role("button", name="Yes, show them").click()
    expect(state).to_contain_text("A person has been told.")
    live.house.adviser_joins("Sam")
    expect(state).to_contain_text("An adviser is here")
    wait_for_said(page, "has joined")
    live.house.adviser_writes("Hello.")
    live.house.adviser_leaves()
    expect(state).to_contain_text("The adviser has gone for now.")
    wait_for_said(page, "Sam has gone for now.")
    send(page, "stop")
    expect(state).to_contain_text("This chat has ended.")
    for words in ("has joined", "Sam has gone for now."):
        assert len([s for s in said(page) if words in s]) == 1


def test_announcements_sound_and_voice_are_as_chosen_and_stay_so(page: Page, live: Server) -> None:
    page.add_init_script(
        SAID
        + """window.sounds = 0; window.voiced = [];
        window.AudioContext = class { createOscillator() { sounds += 1; return { connect() {}, start() {}, stop() {} }; } };
        speechSynthesis.speak = (words) => voiced.push(words.text);"""
    )
    page.reload()
    send(page, "hello")
    wait_for_said(page, "Alongside says:")
    assert page.evaluate("[sounds, voiced.length]") == [0, 0]
    page.goto("/settings")
    page.get_by_label("Only say that there is a new message").check()
    page.get_by_label("A short sound").check()
    page.get_by_label("Read new messages aloud").check()
    page.get_by_role("button", name="Save settings").click()
    again = page.context.new_page()
    page.goto("/")
    again.goto("/settings")
    assert again.get_by_label("Only say that there is a new message").is_checked()
    live.house.assistant_writes("All of this.")
    wait_for_said(page, "New message from Alongside")
    assert not any("All of this." in words for words in said(page))
    assert page.evaluate("sounds") == 1 and "All of this." in page.evaluate("voiced")[-1]
    expect(page.get_by_role("button", name="Stop reading aloud")).to_be_visible()
    page.context.request.post("/settings", form={"announce": "off"})
    page.reload()
    live.house.assistant_writes("And this.")
    expect(page.locator("#latest")).to_contain_text("And this.")
    send(page, "hello again")
    wait_for_said(page, "Message sent")
    assert [words for words in said(page) if "essage from" in words or "And this." in words] == []


def test_ten_idle_minutes_go_nowhere(page: Page, live: Server) -> None:
    page.clock.install()
    page.reload()
    send(page, "hello")
    page.clock.run_for(2_000)
    expect(page.locator(OURS)).to_have_count(2)
    gone: list[str] = []
    page.on("framenavigated", lambda frame: gone.append(frame.url))
    page.clock.run_for(600_000)
    expect(page.locator("#latest")).to_contain_text("Access to Work")
    assert gone == []
    assert "refresh" not in page.context.request.get("/").headers


BUT_THE_ANNOUNCER = """() => {
  const page = document.documentElement.cloneNode(true);
  page.querySelector('#say').remove();
  return page.outerHTML;
}"""
"""It may still be saying the answer."""


def test_letters_and_numbers_outside_the_box_do_nothing(page: Page, live: Server) -> None:
    send(page, "hello")
    expect(page.locator(OURS)).to_have_count(2)
    page.get_by_role("button", name="Check for new messages").focus()
    expect(page.locator("#sent")).to_have_text("Message sent")
    before = page.evaluate(BUT_THE_ANNOUNCER)
    for key in "abcdefghijklmnopqrstuvwxyz0123456789":
        page.keyboard.press(key)
    assert page.evaluate(BUT_THE_ANNOUNCER) == before and page.title() == "Chat"


def test_the_keys_that_leave_are_the_persons_choice(page: Page, live: Server) -> None:
    page.context.request.post("/settings", form={"leaving": "esc"})
    page.reload()
    expect(page.locator("#leave-hint")).to_have_text("To leave fast, press Esc three times.")
    for _ in range(5):
        page.keyboard.press("Shift")
    assert page.title() == "Chat"
    page.context.request.post("/settings", form={"leaving": "none"})
    page.reload()
    box(page).fill("still here")
    for key in ("Escape", "Shift"):
        for _ in range(4):
            page.keyboard.press(key)
    expect(box(page)).to_have_value("still here")
    page.get_by_role("button", name="Leave this page").first.click()
    expect(page).to_have_title("Links")
