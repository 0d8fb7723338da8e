from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.storage.engine import Database
from tests import databases


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = databases.sqlite(tmp_path_factory.mktemp("cases"))
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables, on each backend."""
    with databases.either(request.param, tmp_path) as database:
        yield database
