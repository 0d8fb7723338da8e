import secrets
from collections.abc import Iterator

import pytest

from bot.storage.engine import Database, open_database
from bot.storage.migrate import migrate


@pytest.fixture(scope="session")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    file = tmp_path_factory.mktemp("cases") / "t.db"
    database = open_database(None, file, secrets.token_bytes(32))
    migrate(database)
    yield database
    database.close()
