"""The chat with a real screen reader: the ten tasks, and what arrives in awkward moments."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from tests.browser.conftest import Server, find_chromium
from tests.browser.orca.desktop import Desktop, missing
from tests.browser.tasks import TASKS, go_to_box
from tests.browser.walkers import OrcaWalker

needed = pytest.mark.skipif(
    bool(missing()),
    reason=f"needs a screen reader: {', '.join(missing())} not installed, and only root can "
    "install Debian's packages of them (`make test` does so by itself as root)",
)
pytestmark = needed


@pytest.fixture(scope="module")
def orca(playwright: Playwright, real: Server) -> Iterator[OrcaWalker]:
    """One desktop for all: a start takes seconds."""
    with Desktop(find_chromium(playwright), real.url) as desktop:
        browser = playwright.chromium.connect_over_cdp(desktop.address)
        page = browser.contexts[0].pages[0]
        page.set_default_timeout(30_000)
        desktop.wait_for("Chat", 60)
        yield OrcaWalker(page, real.house, real.url, desktop)
        browser.close()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_with_orca(orca: OrcaWalker, task) -> None:
    task(orca)


def test_five_messages_at_once_are_all_spoken_whole_and_in_order(orca: OrcaWalker) -> None:
    orca.begin()
    go_to_box(orca)
    orca.type("hello")
    orca.press("Tab")
    orca.press("Enter")
    orca.hear("Message sent")
    orca.hear("Alongside says:")
    orca.listen()
    for number in range(1, 6):
        orca.house.assistant_writes(f"Message {number}, first part.\n\nSecond part of {number}.")
    orca.hear("Second part of 5.")
    assert [said for said in orca.said() if "first part" in said] == [
        f"Alongside says: Message {n}, first part. Second part of {n}." for n in range(1, 6)
    ]


def test_without_scripts_the_newest_message_is_read_first_and_the_box_is_one_tab_away(
    orca: OrcaWalker,
) -> None:
    orca.begin()
    go_to_box(orca)
    orca.type("what is access to work")
    orca.press("Tab")
    orca.press("Enter")
    orca.hear("Alongside says:")
    tools = orca.page.context.new_cdp_session(orca.page)
    tools.send("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        orca.listen()
        orca.page.goto(orca.page.url.partition("#")[0] + "?plain#latest")
        orca.hear("Alongside (computer assistant)")
        first = orca.said()[:8]
        assert any("Alongside (computer assistant)" in said for said in first)
    finally:
        tools.send("Emulation.setScriptExecutionDisabled", {"value": False})


def test_messages_are_headings_with_author_and_time(orca: OrcaWalker) -> None:
    orca.begin()
    heard = orca.press("h")
    assert os.linesep not in heard and "heading" in heard
