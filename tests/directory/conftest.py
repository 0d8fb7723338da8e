"""An empty directory on each database, and services put into it by hand."""

import secrets
from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from sqlalchemy.orm import Session

from bot.directory.index import reindex
from bot.directory.models import AreaServed, Organisation, Service
from bot.storage.base import new_id
from bot.storage.engine import Database, open_database
from bot.storage.migrate import migrate
from tests.storage.conftest import drop, new_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = new_postgresql() if request.param == "postgresql" else None
    database = open_database(url, tmp_path / "directory.db", secrets.token_bytes(32))
    try:
        migrate(database)
        yield database
    finally:
        database.close()
        if url:
            drop(url)


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Database]:
    """SQLite alone, where what is tested does not touch the database's own ways."""
    database = open_database(None, tmp_path / "directory.db", secrets.token_bytes(32))
    migrate(database)
    yield database
    database.close()


def id_of(name: str) -> str:
    """The id that `add` gives a service."""
    return str(uuid5(NAMESPACE_OID, name))


def add(
    session: Session, name: str, area: str = "London", kind: str = "job_club", **more
) -> Service:
    """A service of an organisation of its own unless one is given."""
    organisation = more.pop("organisation", None) or Organisation(
        id=new_id(),
        name=name,
        user_led=more.pop("user_led", "no"),
        closed=more.pop("closed", False),
    )
    areas = more.pop("areas", [AreaServed(name=area)])
    service = Service(
        id=id_of(name), organisation=organisation, name=name, kind=kind, areas=areas, **more
    )
    session.add(service)
    session.flush()
    reindex(session, [service.id])
    return service
