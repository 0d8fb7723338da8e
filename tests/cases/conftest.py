import secrets
from collections.abc import Iterator

import pytest

from bot.storage.engine import Database, open_database
from bot.storage.migrate import migrate
from tests.storage.conftest import drop, new_postgresql


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    file = tmp_path_factory.mktemp("cases") / "t.db"
    database = open_database(None, file, secrets.token_bytes(32))
    migrate(database)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database(request: pytest.FixtureRequest, tmp_path) -> Iterator[Database]:
    """An empty database with all tables, on each backend."""
    url = new_postgresql() if request.param == "postgresql" else None
    database = open_database(url, tmp_path / "t.db", secrets.token_bytes(32))
    migrate(database)
    yield database
    database.close()
    if url:
        drop(url)
