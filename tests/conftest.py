"""Order and sharing out of the whole run.

`make test` runs the tests in two processes. Tests that share something slow to start, a Rasa or a
browser with a screen reader, form a group and run in one of them, one after the other; the longest
groups begin first.
"""

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TOGETHER = ("conversations", "faults", "understanding")
"""Folders whose tests share one start of Rasa or one reading by the model."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's synchronous interface leaves an event loop running in the
    main thread, in which the asynchronous tests could not start theirs."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=_turn)


def _group(item: pytest.Item) -> str:
    folder = item.path.relative_to(TESTS).parts[0]
    return folder if folder in TOGETHER else item.path.relative_to(TESTS).as_posix()


def _turn(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parts[0]
    if folder == "browser":
        return 2
    return 0 if folder in TOGETHER else 1
