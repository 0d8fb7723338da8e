"""Those who do the tasks: one simulated, two with a real screen reader."""

import re
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, CDPSession, Page

from tests.browser.orca.desktop import Desktop
from tests.browser.real import RealHouse
from tests.webchat.house import House

SAID = """
window.said = [];
addEventListener('DOMContentLoaded', () => {
  const box = document.getElementById('say');
  if (box) new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) said.push(node.textContent);
  }).observe(box, { childList: true });
});
"""
"""Keeps everything that is put into the announcer."""


class PageWalker:
    """What both share: the page they are at."""

    def __init__(self, page: Page, house: RealHouse, url: str) -> None:
        self.page, self.house, self._url = page, house, url

    @property
    def _context(self) -> BrowserContext:
        return self.page.context

    def open(self, path: str) -> None:
        self.page.goto(self._url + path)

    def begin(self) -> None:
        self._context.clear_cookies()
        self.open("/")

    def download(self, key: str) -> str:
        """Press a key that saves a file; what is in it."""
        with self.page.expect_download() as found:
            self.press(key)
        return Path(found.value.path()).read_text("utf-8")

    def press(self, *keys: str) -> str:
        raise NotImplementedError


class VirtualWalker(PageWalker):
    """Says the title of a page, where its fragment points to, the focus, and the announcements.

    Names and roles are the browser's own, from its accessibility tree.
    """

    def __init__(self, page: Page, house: RealHouse, url: str) -> None:
        super().__init__(page, house, url)
        page.add_init_script(SAID)
        self._tree: CDPSession = page.context.new_cdp_session(page)
        self._log: list[str] = []
        self._taken = 0
        self._group, self._at = "", page.url
        page.on("load", self._arrived)

    def _arrived(self, page: Page) -> None:
        self._log.append(page.title())
        self._taken = 0

    def open(self, path: str) -> None:
        super().open(path)
        self.listen()

    def press(self, *keys: str) -> str:
        for key in keys:
            self.page.keyboard.press({"Down": "ArrowDown"}.get(key, key))
        # The page may be going somewhere else.
        self.page.wait_for_timeout(150)
        self.page.wait_for_load_state()
        self._look()
        self._log.append(self._focus())
        return self._log[-1]

    def _look(self) -> None:
        """What stands on a page that has just come."""
        if self.page.url != self._at:
            self._at = self.page.url
            self._log.append(self.page.locator("main").inner_text())

    def _focus(self) -> str:
        found = self._tree.send("Runtime.evaluate", {"expression": "document.activeElement"})
        if "objectId" not in found["result"]:
            return ""  # One page has gone and the next is not there yet.
        answer = self._tree.send(
            "Accessibility.getPartialAXTree",
            {"objectId": found["result"]["objectId"], "fetchRelatives": False},
        )
        node = answer["nodes"][0]
        group = self.page.evaluate(
            "document.activeElement.closest('fieldset')?.querySelector('legend').textContent || ''"
        )
        entered, self._group = (group if group != self._group else ""), group
        parts = (
            entered,
            node.get("name", {}).get("value", ""),
            node.get("role", {}).get("value", ""),
        )
        return ", ".join(part for part in parts if part)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def listen(self) -> None:
        self.said()
        self._log.clear()

    def said(self) -> list[str]:
        self._look()
        announced = self.page.evaluate("window.said || []")
        self._log += announced[self._taken :]
        self._taken = len(announced)
        return list(self._log)

    def hear(self, words: str) -> None:
        until = time.monotonic() + 30
        while not any(words.lower() in said.lower() for said in self.said()):
            if time.monotonic() > until:
                raise AssertionError(f"{words!r} was not said; said: {self._log}")
            self.page.wait_for_timeout(50)


CONTROL = re.compile(r"\b(link|button|entry|check box|toolbar)\b")
"""What Orca calls that which the Tab key stops at."""


class Listener:
    """Presses real keys and hears what Orca says, in whatever browser."""

    NAMES = {"Enter": "Return", "Shift+Tab": "shift+Tab"}

    def __init__(self, desktop: Desktop, house: House) -> None:
        self._desktop, self.house, self._since = desktop, house, 0

    def settled(self, since: int) -> None:
        """Wait until a page is being read; the next key cuts the reading short."""
        self._desktop.wait_for("Chat", 60, since)
        # What is pressed while the page is being announced may go unheard.
        with suppress(AssertionError):
            self._desktop.wait_for("Page has", 8, since)
        # The Control key ends the reading of the page: what is heard from here on answers a key.
        self._desktop.press("Control_L")
        self._desktop.wait_until_quiet(0.5, 4)
        self.listen()

    def press(self, *keys: str) -> str:
        since = len(self._desktop.heard())
        for key in keys:
            self._desktop.press(self.NAMES.get(key, key))
        # A busy machine answers late; a key that says nothing is not waited for without end. Where
        # the focus enters a group, its name is said first, and then, after a moment, the control.
        if keys[-1].endswith("Tab"):
            self._desktop.wait_until_said(6, since, CONTROL)
        else:
            self._desktop.wait_until_said(3, since)
        self._desktop.wait_until_quiet(0.3, 6)
        return " ".join(self._desktop.heard()[since:])

    def type(self, text: str) -> None:
        self._desktop.type(text)

    def listen(self) -> None:
        self._since = len(self._desktop.heard())

    def said(self) -> list[str]:
        return self._desktop.heard()[self._since :]

    def hear(self, words: str) -> None:
        self._desktop.wait_for(words, 60, self._since)


class OrcaWalker(Listener, PageWalker):
    """Listens at a Chromium that tests can steer from outside too."""

    def __init__(self, page: Page, house: RealHouse, url: str, desktop: Desktop) -> None:
        PageWalker.__init__(self, page, house, url)
        Listener.__init__(self, desktop, house)

    def open(self, path: str) -> None:
        since = len(self._desktop.heard())
        super().open(path)
        self.settled(since)
