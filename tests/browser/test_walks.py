"""Ten tasks with the keyboard alone, by names and announcements, through the real assistant."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.browser.tasks import TASKS
from tests.browser.walkers import VirtualWalker


@pytest.fixture
def walker(chromium: Browser, real: Server) -> Iterator[VirtualWalker]:
    context = chromium.new_context(base_url=real.url)
    context.set_default_timeout(30_000)
    yield VirtualWalker(context.new_page(), real.house, real.url)
    context.close()


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_with_the_keyboard_alone(walker: VirtualWalker, task) -> None:
    task(walker)
