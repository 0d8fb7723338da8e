"""An empty, migrated database on each backend; the PostgreSQL one is made and dropped by the test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.engine import Database, open_database
from tests import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    url = databases.postgresql(tables=False) if request.param == "postgresql" else None
    database = open_database(url, tmp_path / "t.db", databases.KEY)
    try:
        yield database
    finally:
        database.close()
        if url:
            databases.drop(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables."""
    with databases.either(request.param, tmp_path) as database:
        yield database
