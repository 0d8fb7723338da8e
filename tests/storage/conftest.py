"""An empty, migrated database on each backend; the PostgreSQL one is made and dropped by the test."""

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.storage.engine import Database, open_database
from bot.storage.migrate import migrate

SERVER = os.environ.get("ALONGSIDE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")


def new_postgresql() -> str:
    """The address of a new, empty database. Skips the test if no server answers."""
    name = f"alongside_test_{secrets.token_hex(6)}"
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError as error:
        where = make_url(SERVER).render_as_string(hide_password=True)
        pytest.skip(f"No PostgreSQL answers at {where} ({type(error).__name__}).")
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def drop(url: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without tables."""
    url = new_postgresql() if request.param == "postgresql" else None
    database = open_database(url, tmp_path / "t.db", secrets.token_bytes(32))
    try:
        yield database
    finally:
        database.close()
        if url:
            drop(url)


@pytest.fixture
def database(empty: Database) -> Database:
    """A database with all tables."""
    migrate(empty)
    return empty
