"""Opening the database: an encrypted SQLite file by default, PostgreSQL by address."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import QueuePool

from bot.errors import PlainError

BUSY_SECONDS = 2.0
"""How long a writer waits for another before the person is asked to try again."""


class Database:
    """One engine with its sessions. `begin()` writes, `read()` reads: commit or nothing."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        # SQLite has one writer at a time and makes others poll; here they queue up instead.
        self._turnstile = threading.Lock() if self.is_sqlite else None
        self._write = sessionmaker(engine, expire_on_commit=False)
        self._light = sessionmaker(engine.execution_options(light=True), expire_on_commit=False)
        self._read = sessionmaker(engine.execution_options(reading=True), expire_on_commit=False)

    @contextmanager
    def begin(self, *, light: bool = False) -> Iterator[Session]:
        """A session in one transaction, committed at the end, rolled back on any error.

        `light`: a power cut may undo it (SQLite does not wait for the disk); a killed process
        cannot. For leases, which mean nothing after a power cut.
        """
        entered = self._turnstile is not None and self._turnstile.acquire(timeout=BUSY_SECONDS)
        try:
            with (self._light if light else self._write).begin() as session:
                yield session
        finally:
            if entered:
                self._turnstile.release()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that only reads; it never waits for a writer on SQLite."""
        with self._read.begin() as session:
            yield session

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str | None, file: Path, key: bytes) -> Database:
    """The database at `url` (PostgreSQL), else the encrypted SQLite `file`.

    Raises PlainError when it cannot be opened, with what to do about it.
    """
    return _open_postgresql(url) if url else _open_sqlite(file, key)


def _open_postgresql(url: str) -> Database:
    address = "postgresql+psycopg://" + url.split("://", 1)[-1]
    engine = create_engine(
        address,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 3,
            "options": f"-c lock_timeout={round(BUSY_SECONDS * 1000)}",
        },
    )
    try:
        with engine.connect():
            pass
    except OperationalError as error:
        raise PlainError(_postgresql_fault(str(error.orig))) from None
    return Database(engine)


def _postgresql_fault(said: str) -> str:
    """What to do, from the server's words, which may quote the address and are not shown."""
    if "authentication" in said or "role" in said:
        return "PostgreSQL refuses the name or password in ALONGSIDE_DATABASE_URL: correct them."
    if "does not exist" in said:
        return "PostgreSQL has no database of the name in ALONGSIDE_DATABASE_URL: make it first."
    return "PostgreSQL does not answer at ALONGSIDE_DATABASE_URL: start it, or correct the address."


def _open_sqlite(file: Path, key: bytes) -> Database:
    try:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = not file.exists()
        if new:
            file.touch(mode=0o600)
    except OSError as error:
        raise PlainError(
            f"The folder {file.parent} cannot be written ({error.strerror}): "
            "give its owner the right to, or set ALONGSIDE_FOLDER to another."
        ) from None

    def connect():
        connection = sqlcipher.connect(
            str(file), timeout=BUSY_SECONDS, check_same_thread=False, isolation_level=None
        )
        # What is wrong is said in our own words; SQLCipher's would stand before them.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        # FULL: what was acknowledged survives a power cut, not only a killed process.
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlcipher,
        hide_parameters=True,
        poolclass=QueuePool,
        pool_size=10,
        max_overflow=20,
        # The connection used last still has its decrypted pages; one that rested must read anew.
        pool_use_lifo=True,
    )

    # Every transaction takes the write lock at once: a read that later writes would otherwise
    # fail at the write with no way to wait (SQLITE_BUSY_SNAPSHOT).
    @event.listens_for(engine, "begin")
    def begin(connection) -> None:
        options = connection.get_execution_options()
        if options.get("reading"):
            connection.exec_driver_sql("BEGIN")
            return
        level = "NORMAL" if options.get("light") else "FULL"
        # Not as a statement of SQLAlchemy's: it touches no file, and comes before every other.
        connection.connection.execute(f"PRAGMA synchronous = {level}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT count(*) FROM sqlite_master"))
    except DatabaseError as error:
        if "not a database" in str(error):
            raise PlainError(
                f"The key database.key does not open {file}: put the right key back from your backup."
            ) from None
        if "readonly" in str(error) or "unable to open" in str(error):
            raise PlainError(
                f"The database {file} cannot be written: give its owner the right to."
            ) from None
        if "locked" in str(error):
            raise PlainError(
                f"The database {file} is locked by another program: stop it, then try again."
            ) from None
        raise PlainError(f"The database {file} is damaged: put it back from your backup.") from None
    return Database(engine)
