"""A shift at the console with a real screen reader and keys only: sign in, claim, reply, hand back."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from bot.cases.models import Adviser, Case, Note
from bot.console import work
from bot.content.live import LiveStore
from bot.directory.changes import ListingChange
from bot.settings import PROJECT
from tests.browser.conftest import Server, steered
from tests.browser.test_listings import two_listings
from tests.browser.test_orca import needed
from tests.browser.walkers import OrcaWalker
from tests.console.conftest import House
from tests.console.test_around import adviser_id

pytestmark = needed
WORDS = "my manager laughed at my stammer. what is Access to Work?"


class ConsoleWalker(OrcaWalker):
    """At the console, where the pages have other names."""

    def open(self, path: str) -> None:
        since = len(self._desktop.heard())
        self.page.goto(self._url + path)
        self._desktop.wait_for("Alongside console", since=since)
        self.arrive(since)

    def arrive(self, since: int) -> None:
        """Wait until the page that is opening has been announced."""
        with suppress(AssertionError):
            self._desktop.wait_for("Page has", 8, since)
        # The Control key ends the reading of the page.
        self._desktop.press("Control_L")
        self._desktop.wait_until_quiet(0.5, 3)
        self.listen()

    def go(self, key: str, words: str, most: int = 25) -> None:
        """Press a key of the screen reader (next heading, button, entry) until it says these words."""
        for _ in range(most):
            if words.lower() in self.press(key).lower():
                return
        pytest.fail(f"{key} does not lead to '{words}'; the last was: {self.said()[-3:]}")

    def enter(self, label: str) -> None:
        """Go to the next entry of this name and type there: keys of Orca are for Orca until told so."""
        self.go("e", f"{label} entry")
        self.press("Insert+a")
        assert any("Focus mode" in said for said in self.said()), self.said()[-3:]
        self.listen()

    def strike(self, key: str) -> None:
        """Press a key and do not wait for what is said."""
        self._desktop.press(key)

    def follow(self, words: str) -> None:
        """Press Enter on what has the focus; the page it leads to is announced with these words."""
        since = len(self._desktop.heard())
        self.strike("Return")
        self._desktop.wait_for(words, 30, since)
        self.arrive(since)


@pytest.fixture(scope="module")
def sam(
    playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ConsoleWalker]:
    folder: Path = tmp_path_factory.mktemp("console")
    house = House(folder, LiveStore(PROJECT / "data"))
    server = Server(house)
    server.start()
    house.gateway.wake = house.app.state.hub.tell
    with steered(playwright) as (desktop, page):
        walker = ConsoleWalker(page, house, server.url, desktop)
        walker.open(f"/console/sign-in/{house.link('Sam')}")
        yield walker
    server.stop()


def test_a_shift_with_orca(sam: ConsoleWalker) -> None:
    house = sam.house
    person = house.person()
    person.write(WORDS)
    case = person.ask_for_person()
    ref = case[:6].upper()

    sam.go("b", "Sign in")
    sam.follow("Queue")
    sam.go("h", f"case {ref}")
    assert any("Access to Work" in said for said in sam.said())
    sam.go("k", f"case {ref}")
    sam.follow(f"Case {ref}")

    sam.go("b", "Take this case")
    sam.follow(f"Case {ref}")
    # Each message is a heading that says who wrote it and when.
    sam.go("h", "Person")
    assert any("heading" in said for said in sam.said())
    sam.enter("Your message to the person")
    sam.type("Hello, I am Sam.")
    sam.go("Tab", "Send to this person", 3)
    sam.listen()
    sam.strike("Return")
    sam.hear("Message sent")
    assert [s for s in sam.said() if "Sam (adviser) says" in s] == [], (
        "one's own words are not read out"
    )

    # What the person writes is spoken once, by whom, and the focus stays where it is.
    sam.enter("Your message to the person")
    person.write("thank you, that helps")
    house.gateway.wake(person.talk_id)
    sam.hear("Person says: thank you, that helps")
    assert sam.page.evaluate("document.activeElement.id") == "reply-text"
    heard = [s for s in sam.said() if "Person says: thank you, that helps" in s]
    assert len(heard) == 1

    # A message in another talk says only whose it is.
    other = house.person()
    other.write("not to be read out")
    other.ask_for_person()
    with house.database.read() as session:
        adviser = session.get(Adviser, adviser_id(house, "Sam"))
    work.take(house.gateway, adviser, other.case())
    sam.page.wait_for_timeout(3_000)
    sam.listen()
    other.write("still not to be read out")
    house.gateway.wake(other.talk_id)
    sam.hear(f"New message from case {other.case()[:6].upper()}")
    assert not any("read out" in said for said in sam.said())

    sam.go("Tab", "Hand back to the assistant")
    sam.press("Enter")
    sam.go("Tab", "What you agreed", 5)
    sam.type("I call on Monday")
    sam.go("Tab", "Hand back", 4)
    sam.listen()
    sam.strike("Return")
    sam.hear("Hand this person back to the assistant?")
    sam.follow(f"Case {ref}")
    assert "I call on Monday" in person.page()


def test_a_note_passing_on_and_a_listing_with_orca(sam: ConsoleWalker) -> None:
    house, person = sam.house, sam.house.person()
    sam.open(f"/console/sign-in/{house.link('Sam')}")
    sam.go("b", "Sign in")
    sam.follow("Queue")
    house.adviser("Ann")
    person.write("hello")
    case = person.ask_for_person()
    with house.database.read() as session:
        adviser = session.get(Adviser, adviser_id(house, "Sam"))
    work.take(house.gateway, adviser, case)
    sam.open(f"/console/cases/{case}")

    sam.enter("Your note")
    sam.type("Rings after 5.")
    sam.go("Tab", "Save note", 3)
    sam.follow(f"Case {case[:6].upper()}")
    assert [note.case_id for note in house.rows(Note)] == [case]

    sam.go("Tab", "Pass on to a colleague", 40)
    sam.press("Enter")
    sam.go("Tab", "Colleague", 3)
    assert "Ann" in sam.press("a")
    sam.go("Tab", "Pass on", 4)
    sam.listen()
    sam.strike("Return")
    sam.hear("Pass the case of this person on to this colleague?")
    sam.follow(f"Case {case[:6].upper()}")
    [passed] = [row for row in house.rows(Case) if row.id == case]
    assert (passed.state, passed.wanted) == ("waiting", adviser_id(house, "Ann"))

    sam.open(f"/console/listings/{two_listings(house)}/edit")
    sam.enter("What it is")
    sam.type("We look for work together.")
    sam.press("Insert+a")  # back to reading, where B leads to the next button
    sam.go("b", "Send to a lead", 5)
    sam.follow("Work club")
    sam.go("h", "Work club")
    assert len(house.rows(ListingChange)) == 1


def test_a_quiet_page_stays_quiet(sam: ConsoleWalker) -> None:
    """While colleagues move, and nothing concerns this adviser, nothing is spoken."""
    house = sam.house
    sam.open("/console/saved")
    colleague, person = house.adviser("Kim"), house.person()
    sam.page.wait_for_timeout(1_000)
    sam.listen()
    person.write("hello")
    house.gateway.wake(person.talk_id)
    colleague.get("/console/")
    sam.page.wait_for_timeout(12_000)
    assert sam.said() == []
