"""The page with two phones in a real browser: axe, keys only, small screens, and what is announced."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.channels.fake.app import FIRST_CHAT, FIRST_NUMBER
from bot.channels.fake.telegram import FakeTelegram
from bot.channels.fake.twilio import FakeTwilio
from tests.browser.axe import violations
from tests.channels.served import Served

NOBODY = "http://127.0.0.1:9"
"""No gateway: what arrives on the phones is put there by the test."""


@pytest.fixture
def carriers() -> Iterator[Served]:
    served = Served(
        FakeTwilio("AC1", "token", "+447700900999", NOBODY, NOBODY, overrides="#rc=0"),
        FakeTelegram("1:token", "secret", NOBODY),
    )
    yield served
    served.close()


@pytest.fixture(params=["light", "dark", "small"])
def phones(chromium: Browser, carriers: Served, request: pytest.FixtureRequest) -> Iterator[Page]:
    small = {"viewport": {"width": 320, "height": 640}} if request.param == "small" else {}
    dark = {"color_scheme": "dark"} if request.param == "dark" else {}
    context = chromium.new_context(base_url=carriers.url, **small, **dark)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()


def arrives(carriers: Served) -> None:
    """Words of all who write, and choices."""
    text = "What is Access to Work?"
    carriers.twilio.shown[FIRST_NUMBER] = [
        ("person", text), ("service", "It is money.\nReply 1 More, 2 A person."), ("carrier", "Stopped."),
    ]  # fmt: skip
    carriers.telegram._show(FIRST_CHAT, "person", text)
    line = carriers.telegram._show(FIRST_CHAT, "service", "Is that all?")
    line.buttons = [{"text": name, "callback_data": f"x:{name}"} for name in ("Yes", "No")]


def test_axe_finds_nothing_with_and_without_messages(phones, carriers):
    assert violations(phones) == []
    arrives(carriers)
    expect(phones.get_by_role("button", name="Yes")).to_be_visible()
    assert violations(phones) == []
    width = phones.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_both_phones_by_keys_alone(phones, carriers):
    arrives(carriers)
    expect(phones.get_by_role("button", name="Yes")).to_be_visible()
    seen = []
    for _ in range(20):
        phones.keyboard.press("Tab")
        element = phones.evaluate_handle("document.activeElement")
        seen.append(element.evaluate("e => e.labels?.[0]?.textContent || e.textContent.trim()"))
        assert element.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
        if seen[-1] == "Send Telegram message":
            break
    assert seen == [
        "The phone's number", "Take this phone", "Look for new messages", "Your text message",
        "Send text message", "Yes", "No", "Your Telegram message", "Send Telegram message",
    ]  # fmt: skip

    for label, words, shown in (
        ("Your text message", "by text", lambda: carriers.twilio.shown[FIRST_NUMBER][-1][1]),
        ("Your Telegram message", "by bot", lambda: carriers.telegram.chats[FIRST_CHAT][-1].text),
    ):
        phones.get_by_label(label).focus()
        phones.keyboard.type(words)
        phones.keyboard.press("Tab")
        phones.keyboard.press("Enter")
        expect(phones.get_by_text(words, exact=True)).to_be_visible()
        assert shown() == words
        # Whoever writes on need not go through the whole page again.
        expect(phones.get_by_label(label)).to_be_focused()


def test_new_messages_are_announced_and_what_is_being_typed_stays(phones, carriers):
    phones.get_by_label("Your text message").fill("half a sen")
    arrives(carriers)
    said = phones.locator("#say")
    expect(said).to_contain_text("Alongside")
    expect(said).to_contain_text("Is that all?")
    expect(said).not_to_contain_text("What is Access to Work?")  # Their own words.
    assert phones.get_by_label("Your text message").input_value() == "half a sen"
