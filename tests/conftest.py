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
WALKED = ("browser/test_orca.py", "browser/test_walks.py")
"""These two walk through the same Rasa."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests last: Playwright's synchronous interface leaves an event loop running in the
    main thread, in which the asynchronous tests could not start theirs."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))
    items.sort(key=_turn)


def _group(item: pytest.Item) -> str:
    file = item.path.relative_to(TESTS)
    if file.as_posix() in WALKED:
        return "walked"
    return file.parts[0] if file.parts[0] in TOGETHER else file.as_posix()


def _turn(item: pytest.Item) -> int:
    folder = item.path.relative_to(TESTS).parts[0]
    if folder == "browser":
        return 2
    return 0 if folder in TOGETHER else 1
