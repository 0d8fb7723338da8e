"""Ten tasks with the keyboard alone, by names and announcements, through the real assistant."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.browser.tasks import WALKS
from tests.browser.walkers import VirtualWalker


@pytest.fixture
def walker(chromium: Browser, real: Server) -> Iterator[VirtualWalker]:
    context = chromium.new_context(base_url=real.url)
    context.set_default_timeout(30_000)
    yield VirtualWalker(context.new_page(), real.house, real.url)
    context.close()


@pytest.mark.parametrize("walk", WALKS)
def test_tasks_with_the_keyboard_alone(walker: VirtualWalker, walk: str) -> None:
    walker.begin()
    for task in WALKS[walk]:
        task(walker)
