"""Order of the whole run: the browser tests last.

Playwright's synchronous interface leaves an event loop running in the main thread, in which the
asynchronous tests could not start theirs.
"""


def pytest_collection_modifyitems(items) -> None:
    items.sort(key=lambda item: "browser" in item.path.parts)
