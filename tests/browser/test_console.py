"""The console in a real browser: passkeys, keys only, small and high-contrast screens, and axe."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.cases.models import Adviser
from bot.cases.roles import Role
from bot.content.live import LiveStore
from bot.settings import PROJECT
from tests.browser.axe import violations
from tests.browser.conftest import Server
from tests.console.conftest import House

STORE = LiveStore(PROJECT / "data")
WORDS = "what is Access to Work? my manager laughed"


@pytest.fixture
def console(tmp_path: Path) -> Iterator[Server]:
    """A running console; `console.house` is what stands behind it."""
    house = House(tmp_path, STORE)
    server = Server(house)
    server.url = server.url.replace("127.0.0.1", "localhost")
    server.start()
    house.gateway.wake = house.app.state.hub.tell
    yield server
    server.stop()


def open_page(chromium: Browser, console: Server, **options) -> Iterator[Page]:
    context = chromium.new_context(base_url=console.url, **options)
    context.set_default_timeout(20_000)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def page(chromium: Browser, console: Server) -> Iterator[Page]:
    yield from open_page(chromium, console)


def sign_in(console: Server, page: Page, name: str = "Sam", role: Role = Role.ADVISER) -> None:
    page.goto(f"/console/sign-in/{console.house.link(name, role)}")
    page.get_by_role("main").get_by_role("button", name="Sign in").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


def somebody(console: Server):
    person = console.house.person()
    person.write(WORDS)
    person.ask_for_person()
    return person


def test_a_passkey_is_added_and_signs_in_without_name_or_password(console, page):
    cdp = page.context.new_cdp_session(page)
    cdp.send("WebAuthn.enable")
    cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_in(console, page)
    page.goto("/console/account")
    page.get_by_label("A name for it").fill("My phone")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.locator("#done")).to_contain_text("Your passkey was added.")
    expect(page.locator("#done")).to_be_focused()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/console/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")
    # Taken away in the account, it is worth nothing.
    page.goto("/console/account")
    page.get_by_role("button", name="Remove the passkey My phone").click()
    page.get_by_role("dialog").get_by_role("button", name="Yes", exact=True).click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.goto("/console/sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("#passkey-problem")).to_contain_text("not known here")


def test_a_password_may_be_pasted_and_shown(console, page):
    page.goto("/console/sign-in")
    box = page.get_by_label("Password", exact=True)
    box.focus()
    page.keyboard.insert_text("pasted words")
    expect(box).to_have_value("pasted words")
    page.get_by_role("button", name="Show password").click()
    expect(box).to_have_attribute("type", "text")


def walk_to(page: Page, name: str, role: str, most: int = 120) -> None:
    """Tab until the control of this name has the focus; fails if the keyboard does not get there."""
    wanted = page.get_by_role(role, name=name, exact=True)
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted.count() and wanted.first.evaluate("e => e === document.activeElement"):
            box = wanted.first.bounding_box()
            assert box["height"] >= 24
            return
    pytest.fail(f"The keyboard does not reach {role} '{name}'.")


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_with_keys_only_claim_reply_note_pass_on_and_hand_back(console, chromium, scripts):
    person, case = somebody(console), None
    case = person.case()
    console.house.adviser("Kim")
    [page] = [*open_page_list(chromium, console, java_script_enabled=scripts)]
    sign_in_by_keys(console, page)
    walk_to(page, f"Asked for a person: Access to Work (case {case[:6].upper()})", "link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Access to Work")
    walk_to(page, "Take this case", "button")
    page.keyboard.press("Enter")
    walk_to(page, "Your message to the person", "textbox")
    page.keyboard.type("Hello, I am Sam.")
    walk_to(page, "Send to this person", "button")
    page.keyboard.press("Enter")
    expect(page.locator("#transcript")).to_contain_text("Hello, I am Sam.")
    walk_to(page, "Your note", "textbox")
    page.keyboard.type("prefers mornings")
    walk_to(page, "Save note", "button")
    page.keyboard.press("Enter")
    expect(page.locator("#notes")).to_contain_text("prefers mornings")
    open_details(page, "Hand back to the assistant")
    walk_to(page, "What you agreed", "textbox")
    page.keyboard.type("I call on Monday")
    walk_to(page, "Hand back", "button")
    page.keyboard.press("Enter")
    say_yes(page, scripts)
    expect(page.locator("dl.about").first).to_contain_text("Handed back to the assistant")
    walk_to(page, "Come back to this person", "button")
    page.keyboard.press("Enter")
    open_details(page, "Pass on to a colleague")
    walk_to(page, "Colleague", "combobox")
    page.keyboard.type("Kim")
    walk_to(page, "Pass on", "button")
    page.keyboard.press("Enter")
    say_yes(page, scripts)
    expect(page.locator("dl.about").first).to_contain_text("Kept for")
    page.context.close()
    assert "I call on Monday" in person.page()


def open_page_list(chromium: Browser, console: Server, **options) -> list[Page]:
    context = chromium.new_context(base_url=console.url, **options)
    context.set_default_timeout(20_000)
    return [context.new_page()]


def say_yes(page: Page, scripts: bool) -> None:
    """The question before what cannot be taken back: the focus is in it, Escape goes back."""
    if not scripts:
        return
    yes = page.get_by_role("dialog").get_by_role("button", name="Yes", exact=True)
    expect(yes).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(yes).to_be_focused()
    page.keyboard.press("Enter")


def sign_in_by_keys(console: Server, page: Page) -> None:
    page.goto(f"/console/sign-in/{console.house.link('Sam')}")
    walk_to(page, "Sign in", "button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Queue")


def open_details(page: Page, name: str) -> None:
    wanted = page.locator("summary", has_text=name)
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("e => e === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"The keyboard does not reach '{name}'.")


def states(console: Server, page: Page) -> Iterator[str]:
    """Every page of the console in every state, one after the other."""
    house, boss = console.house, Role.SERVICE_MANAGER
    page.goto("/console/")
    yield "signed out"
    page.locator("form[action='/console/sign-in'] button").last.click()
    yield "wrong password"
    page.goto("/console/sign-in/none")
    yield "link"
    sign_in(console, page, "Bo", boss)
    yield "empty queue"
    danger, person = house.person(), somebody(console)
    danger.write("I want to kill myself")
    case = person.case()
    page.goto("/console/")
    yield "queue with an alarm"
    page.goto(f"/console/cases/{case}")
    yield "case before taking"
    page.get_by_text("Read it without taking it").click()
    page.get_by_label("Why you need to read it").select_option("urgent")
    page.get_by_role("button", name="Read the messages").click()
    yield "reading"
    page.goto(f"/console/cases/{case}")
    page.get_by_role("button", name="Take this case").click()
    yield "talk"
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    yield "talk, everything open"
    page.get_by_role("button", name="Send to this person").click()
    yield "talk with an error"
    page.goto(f"/console/cases/{case}/help")
    yield "help with a reply"
    page.goto(f"/console/cases/{case}")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.get_by_label("What you are worried about").fill("bruises")
    with page.expect_navigation():
        page.get_by_role("button", name="Make the record and tell a lead").click()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.get_by_label("What you agreed").fill("I call on Monday")
    page.get_by_role("button", name="Hand back", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Yes", exact=True).click()
    expect(page.locator("dl.about").first).to_contain_text("Handed back to the assistant")
    yield "handed back"
    for path in (
        "saved", "safeguarding", "manage", "account", "breathe", "cases/none", "help", "numbers",
        "shifts", "second", "account/settings", "one", "manage/texts", "manage/texts/joined",
        "manage/texts/none",
    ):  # fmt: skip
        page.goto(f"/console/{path}")
        yield path
    page.goto("/console/account/settings")
    page.get_by_label("Talks at once").fill("many")
    page.get_by_role("button", name="Save settings").click()
    yield "settings with an error"
    page.goto("/console/manage/texts/joined")
    page.get_by_label("As a text message").fill("hello")
    page.get_by_role("button", name="Use this wording").click()
    yield "a text with an error"
    yield from held_states(console, page)
    page.goto("/console/safeguarding")
    page.get_by_role("button", name="Open the record").click()
    yield "safeguarding record"
    page.goto("/console/saved")
    page.get_by_role("button", name="Save reply").click()
    yield "saved with an error"
    page.goto("/console/manage")
    page.get_by_label("Name of the organisation").fill("Camden Access")
    with page.expect_navigation():
        page.get_by_role("button", name="Add organisation").click()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    yield "managing an organisation"
    page.get_by_label("Opening hours of Camden Access").fill("whenever")
    page.get_by_role("button", name="Save Camden Access").click()
    yield "managing with an error"
    page.get_by_role("button", name="Make a sign-in link for Bo").click()
    yield "a new link"
    page.goto("/console/account")
    page.get_by_role("button", name="Set up a password and codes").click()
    yield "password"
    page.get_by_role("button", name="Save password").click()
    yield "password with an error"


def held_states(console: Server, page: Page) -> Iterator[str]:
    """Replies that have not left, a question in a dialog, one talk at a time."""
    house, person = console.house, somebody(console)
    kim, case = house.adviser("Kim"), person.case()
    with house.database.begin() as session:
        session.scalars(select(Adviser).where(Adviser.name == "Kim")).one().new = True
    kim.post(case, "claim")
    kim.post(case, "reply", text="You could ask for a chair.", once="1")
    page.goto("/console/second")
    yield "second pair of eyes"
    page.get_by_role("button", name="Send it back to Kim").click()
    yield "second pair of eyes with an error"
    with house.database.begin() as session:
        # A reply that waits for a colleague waits for axe, too.
        session.scalars(select(Adviser).where(Adviser.name == "Bo")).one().new = True
    other = somebody(console)
    page.goto(f"/console/cases/{other.case()}")
    page.get_by_role("button", name="Take this case").click()
    page.get_by_label("Your message to the person").fill("Hello.")
    page.get_by_role("button", name="Send to this person").click()
    expect(page.locator("#held")).to_contain_text("Waits for a colleague's yes")
    yield "a reply that has not left"
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Close the case", exact=True).click()
    page.get_by_role("button", name="Close this case").click()
    yield "a question in a dialog"
    page.get_by_role("button", name="No, go back").click()
    page.goto("/console/one")
    yield "one talk at a time"


def test_axe_finds_nothing_on_any_page_and_nothing_is_wider_than_a_small_screen(console, page):
    page.set_viewport_size({"width": 320, "height": 640})
    found, wide = {}, {}
    for state in states(console, page):
        if faults := violations(page):
            found[state] = faults
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[state] = width
    assert found == {} and wide == {}


@pytest.mark.parametrize(
    "look", [{"forced_colors": "active"}, {"color_scheme": "dark"}, {"contrast": "more"}], ids=str
)
def test_colours_of_the_persons_own_choosing(console, page, look):
    somebody(console)
    page.emulate_media(**look)
    sign_in(console, page)
    page.get_by_role("link", name="Asked for a person").first.click()
    assert violations(page) == []
    page.get_by_role("button", name="Take this case").focus()
    width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    assert float(width.removesuffix("px")) >= 2


def test_nothing_happens_at_single_letters(console, page):
    somebody(console)
    sign_in(console, page)
    expect(page.locator("#live")).to_be_visible()
    before = page.url, page.locator("main").inner_text()
    for letter in "abcdefghijklmnopqrstuvwxyz0123456789?/":
        page.keyboard.press(letter)
    assert (page.url, page.locator("main").inner_text()) == before
    assert page.locator("[accesskey]").count() == 0


def test_news_arrives_without_moving_the_focus_or_the_list_under_the_reader(console, page):
    person = somebody(console)
    sign_in(console, page)
    link = page.get_by_role("link", name="Asked for a person")
    link.focus()
    console.house.person().ask_for_person(about="Benefits")
    console.house.gateway.wake("new")
    expect(page.locator("#changes")).to_be_visible()
    assert link.count() == 1 and link.evaluate("e => e === document.activeElement")
    page.goto(f"/console/cases/{person.case()}")
    page.get_by_role("button", name="Take this case").click()
    # The browser has gone to the newest message by then.
    expect(page.locator("#live")).to_be_visible()
    box = page.get_by_label("Your message to the person")
    box.fill("I am writing")
    person.write("one more thing")
    console.house.gateway.wake(person.talk_id)
    expect(page.locator("#transcript")).to_contain_text("one more thing")
    expect(box).to_be_focused()
    expect(box).to_have_value("I am writing")
    expect(page.locator("#say")).to_contain_text("Person says: one more thing")


def test_a_draft_is_there_in_another_browser(console, chromium, page):
    person = somebody(console)
    sign_in(console, page)
    page.goto(f"/console/cases/{person.case()}")
    page.get_by_role("button", name="Take this case").click()
    with page.expect_response("**/draft"):
        page.get_by_label("Your message to the person").fill(
            "half a thought " + secrets.token_hex(2)
        )
    kept = page.get_by_label("Your message to the person").input_value()
    [other] = open_page_list(chromium, console)
    sign_in(console, other)
    other.goto(f"/console/cases/{person.case()}")
    expect(other.get_by_label("Your message to the person")).to_have_value(kept)
    other.context.close()
