"""An empty directory on each database, and services put into it by hand."""

from collections.abc import Iterator
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

import pytest
from sqlalchemy.orm import Session

from bot.directory.index import reindex
from bot.directory.models import AreaServed, Organisation, Service
from bot.storage.base import new_id
from bot.storage.engine import Database
from tests import databases


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with databases.either(request.param, tmp_path) as database:
        yield database


@pytest.fixture
def lite(tmp_path: Path) -> Iterator[Database]:
    """SQLite alone, where what is tested does not touch the database's own ways."""
    database = databases.sqlite(tmp_path)
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
