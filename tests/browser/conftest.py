"""A real browser and a real server: the app in a thread, with everything real but Rasa."""

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Error, Page, Playwright, sync_playwright
from rich.console import Console

from bot.commands.harness import house
from bot.settings import Settings
from tests.browser.orca.desktop import Desktop
from tests.browser.real import RealHouse
from tests.browser.walkers import SAID
from tests.webchat.house import House

HOW_TO = (
    "No Chromium was found: install your system's package 'chromium', "
    "or run 'playwright install chromium'."
)


def find_chromium(playwright: Playwright) -> str:
    """The browser that the test command chose, else the system's, else Playwright's own."""
    if chosen := os.environ.get("ALONGSIDE_TEST_BROWSER"):
        return chosen
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    pytest.fail(HOW_TO, pytrace=False)


class Server:
    """The app of a house, served on a free port of this machine."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        # Open streams would keep the server from stopping: they are cut off after a second.
        # No websockets here: uvicorn cannot use the old version of them that Rasa needs.
        config = uvicorn.Config(house.app, log_config=None, ws="none", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, args=([self._socket],), name="server", daemon=True
        )

    def start(self) -> None:
        self._thread.start()
        until = time.monotonic() + 20
        while not self._server.started:
            assert time.monotonic() < until and self._thread.is_alive(), "the server did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(20)
        self._socket.close()


@pytest.fixture
def live(tmp_path: Path) -> Iterator[Server]:
    """A running server; `live.house` is what stands behind it."""
    server = Server(House(tmp_path))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def real() -> Iterator[Server]:
    """One start of the whole house, Rasa and action server too (about 20 s)."""
    with house(Settings(_env_file=None), Console(stderr=True)) as gateway:
        server = Server(RealHouse(gateway))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    path = find_chromium(playwright)
    # Chromium's own sandbox refuses to run as root.
    rights = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        browser = playwright.chromium.launch(executable_path=path, args=rights)
    except Error as error:
        pytest.fail(f"{HOW_TO} The one at {path} did not start: {error}", pytrace=False)
    yield browser
    browser.close()


READY = "ready to listen"
TRIES = 3


@contextmanager
def steered(playwright: Playwright) -> Iterator[tuple[Desktop, Page]]:
    """A desktop whose screen reader reads a Chromium that tests can steer from outside too.

    Chromium is connected to once its first page has been read aloud. While it is still starting it
    may, once in hundreds of starts, take the connection and never answer: then all is started anew.
    """
    start = f"data:text/html,<title>{READY}</title><h1>{READY}</h1>"
    for tries_left in reversed(range(TRIES)):
        with Desktop(find_chromium(playwright), start) as desktop:
            try:
                desktop.wait_for(READY, 60)
                browser = playwright.chromium.connect_over_cdp(desktop.address)
            except (AssertionError, Error):
                if tries_left:
                    continue
                raise
            page = browser.contexts[0].pages[0]
            page.set_default_timeout(30_000)
            yield desktop, page
            browser.close()
            return


@pytest.fixture
def page(chromium: Browser, live: Server) -> Iterator[Page]:
    """A fresh browser with scripts on, at the chat."""
    context = chromium.new_context(base_url=live.url)
    context.set_default_timeout(10_000)
    faults: list[str] = []
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto("/")
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def heard(page: Page) -> Page:
    """The page, with everything that is put into the announcer written down in `said`."""
    page.add_init_script(SAID)
    page.reload()
    return page


@pytest.fixture
def plain_page(chromium: Browser, live: Server) -> Iterator[Page]:
    """A fresh browser with scripts off, at the chat."""
    context = chromium.new_context(base_url=live.url, java_script_enabled=False)
    context.set_default_timeout(10_000)
    page = context.new_page()
    page.goto("/")
    yield page
    context.close()
