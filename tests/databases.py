"""Fresh databases for tests. The tables are made once a run and copied: migrating takes longer than
most tests."""

import atexit
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psycopg
import pytest
from sqlalchemy.engine import make_url

from bot.storage.engine import Database, open_database
from bot.storage.migrate import migrate

SERVER = os.environ.get("ALONGSIDE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
KEY = secrets.token_bytes(32)


def sqlite(folder: Path) -> Database:
    """A new encrypted SQLite database with all tables, in the folder."""
    file = folder / "t.db"
    shutil.copy(_sqlite_template(), file)
    return open_database(None, file, KEY)


@cache
def _sqlite_template() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="alongside-tables-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = open_database(None, folder / "tables.db", KEY)
    migrate(database)
    database.close()
    return folder / "tables.db"


def postgresql(*, tables: bool = True) -> str:
    """The address of a new PostgreSQL database. Skips the test if no server answers."""
    template = make_url(_postgresql_template()).database if tables else "template0"
    return _create(template)


@cache
def _postgresql_template() -> str:
    url = _create("template0")
    atexit.register(drop, url)
    database = open_database(url, Path(), KEY)
    migrate(database)
    database.close()
    return url


def _create(template: str) -> str:
    name = f"alongside_test_{secrets.token_hex(6)}"
    try:
        with psycopg.connect(SERVER, autocommit=True, connect_timeout=3) as server:
            server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    except psycopg.OperationalError as error:
        where = make_url(SERVER).render_as_string(hide_password=True)
        pytest.skip(f"No PostgreSQL answers at {where} ({type(error).__name__}).")
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def drop(url: str) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')


@contextmanager
def either(kind: str, folder: Path) -> Iterator[Database]:
    """A new database with all tables: `sqlite` in the folder, or `postgresql`, dropped at the end."""
    url = postgresql() if kind == "postgresql" else None
    database = open_database(url, folder, KEY) if url else sqlite(folder)
    try:
        yield database
    finally:
        database.close()
        if url:
            drop(url)
