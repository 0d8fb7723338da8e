"""The chat with a real screen reader: the ten tasks, and what arrives in awkward moments."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.conftest import Server, steered
from tests.browser.orca.desktop import Desktop, missing
from tests.browser.tasks import WALKS, ask, go_to_box, held_while_typing, tab_to, write
from tests.browser.test_announcing import HIDE
from tests.browser.test_webchat import OURS
from tests.browser.walkers import Listener, OrcaWalker

needed = pytest.mark.skipif(
    bool(missing()),
    reason=f"needs a screen reader: {', '.join(missing())} not installed, and only root can "
    "install Debian's packages of them (`make test` does so by itself as root)",
)
pytestmark = needed


@pytest.fixture(scope="module")
def desktop(playwright: Playwright) -> Iterator[tuple[Desktop, Page]]:
    """One desktop with one page for all: a start takes seconds."""
    with steered(playwright) as place:
        yield place


@pytest.fixture
def orca(desktop: tuple[Desktop, Page], real: Server) -> OrcaWalker:
    """Somebody who listens, at the whole house."""
    return OrcaWalker(desktop[1], real.house, real.url, desktop[0])


@pytest.fixture
def light(desktop: tuple[Desktop, Page], live: Server) -> OrcaWalker:
    """The same, where Rasa is a stand-in."""
    return OrcaWalker(desktop[1], live.house, live.url, desktop[0])


@pytest.mark.parametrize("walk", WALKS)
def test_tasks_with_orca(orca: OrcaWalker, walk: str) -> None:
    orca.begin()
    for task in WALKS[walk]:
        task(orca)


def five_at_once(listener: Listener) -> None:
    """Five messages in the same moment, two of them alike, are spoken whole and in order."""
    listener.listen()
    texts = [f"Message {n}, first part.\n\nSecond part of {n}." for n in (1, 2, 3, 4, 4)]
    listener.house.assistant_writes(*texts)
    listener.hear("(again)")
    spoken = [f"Alongside says: Message {n}, first part. Second part of {n}." for n in (1, 2, 3, 4)]
    spoken.append(spoken[-1] + " (again)")
    assert [said for said in listener.said() if "first part" in said] == spoken


def test_bursts_faults_and_headings_with_orca(light: OrcaWalker) -> None:
    orca = light
    orca.begin()
    go_to_box(orca)
    ask(orca, "what is access to work", "Access to Work")
    five_at_once(orca)
    # A message that does not go out is told, and stays in the box.
    orca.page.route("**/message", lambda route: route.abort())
    write(orca, "not sent yet")
    orca.hear("Your message was not sent.")
    orca.page.unroute("**/message")
    assert orca.page.locator("#text").input_value() == "not sent yet"
    # Each message is a heading with its author and time: out of the box, then by the key H.
    orca.listen()
    orca.page.locator("#m1").evaluate("e => e.parentElement.focus()")
    orca.hear("what is access to work")
    heard = orca.press("h")
    assert "Alongside (computer assistant), " in heard and "heading" in heard


def test_a_lost_line_an_absence_and_fewer_words_with_orca(light: OrcaWalker) -> None:
    orca = light
    orca.begin()
    go_to_box(orca)
    ask(orca, "what is access to work", "Access to Work")
    # The line goes and comes back: each is said once, and nothing that was said before.
    orca.listen()
    orca.page.context.set_offline(True)
    orca.hear("Connection lost.")
    orca.page.context.set_offline(False)
    orca.hear("Connection is back.")
    orca.house.assistant_writes("After the break.")
    orca.hear("After the break.")
    said = orca.said()
    for words in ("Connection lost.", "Connection is back.", "After the break."):
        assert len([heard for heard in said if words in heard]) == 1
    assert not any("Access to Work" in heard for heard in said)
    # What came while the page was hidden is summed up.
    orca.listen()
    orca.page.evaluate(HIDE, True)
    orca.house.assistant_writes("One.", "Two.", "Three.")
    expect(orca.page.locator(OURS)).to_have_count(6)
    orca.page.evaluate(HIDE, False)
    orca.hear("3 new messages")
    assert not any("Two." in heard for heard in orca.said())
    # Only that there is a message, if that was chosen.
    orca.page.context.request.post(
        f"{orca.page.url.partition('#')[0]}settings", form={"announce": "one"}
    )
    orca.listen()
    orca.house.assistant_writes("Not to be read out.")
    orca.hear("New message from Alongside")
    assert not any("Not to be read out" in heard for heard in orca.said())


def test_without_scripts_the_newest_message_is_read_first_and_the_box_is_near(
    light: OrcaWalker,
) -> None:
    orca = light
    orca.begin()
    go_to_box(orca)
    ask(orca, "can i talk to someone", "May I show them")
    tools = orca.page.context.new_cdp_session(orca.page)
    tools.send("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        orca.listen()
        orca.page.goto(orca.page.url.partition("#")[0] + "?plain#latest")
        orca.hear("Alongside (computer assistant)")
        assert any("Alongside (computer assistant)" in said for said in orca.said()[:8])
        tab_to(orca, "Your message", most=1)
    finally:
        tools.send("Emulation.setScriptExecutionDisabled", {"value": False})


FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")


@pytest.mark.skipif(
    FIREFOX is None,
    reason="needs Firefox, which is not installed (`make test` installs Debian's as root)",
)
def test_from_the_first_page_to_an_answer_in_firefox(live: Server) -> None:
    """Keys only. Firefox cannot be steered from outside here: it is all done as a person does it."""
    with Desktop(FIREFOX, live.url) as desktop:
        walker = Listener(desktop, live.house)
        walker.settled(0)
        go_to_box(walker)
        ask(walker, "what is access to work", "Access to Work")
        five_at_once(walker)
        held_while_typing(walker, "assistant")
