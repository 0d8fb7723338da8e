"""The directory as the rest of the house uses it."""

import re
import time
from dataclasses import dataclass, field

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from bot.directory.models import ACTIVE, Organisation, SearchRow, Service
from bot.directory.named import Named, Names
from bot.directory.places import Place, Places
from bot.directory.record import OF_ORGANISATION, whole
from bot.directory.search import Found, Wish, search
from bot.installation import open_storage, places_of
from bot.settings import settings
from bot.storage.engine import Database

# Built once: putting it together costs as much as asking it.
_SERVICES = (
    whole(Service).options(*OF_ORGANISATION).where(Service.id.in_(bindparam("ids", expanding=True)))
)

_REACHED = (selectinload(Organisation.phones), selectinload(Organisation.marks))
MOST_OF_ONE = 12
"""Services of one organisation that are read."""
LATELY_SECONDS = 10.0
"""So long a listing that was brought is shown again as it was: bringing one is ten statements."""


class _Lately:
    """What was brought lately, by id."""

    def __init__(self) -> None:
        self._found: dict[str, Service] = {}
        self._until = 0.0

    def found(self) -> dict[str, Service]:
        if time.monotonic() >= self._until:
            self._found, self._until = {}, time.monotonic() + LATELY_SECONDS
        return self._found

    def forget(self) -> None:
        self._until = 0.0


@dataclass(frozen=True)
class Directory:
    """Places and listings of one installation."""

    database: Database
    places: Places
    _lately: _Lately = field(default_factory=_Lately, repr=False, compare=False)
    _names: list[Names] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of_this_installation(cls) -> "Directory":
        """For a process of its own, such as the action server."""
        return cls(open_storage(), places_of(settings().folder))

    def search(self, place: Place, wish: Wish, limit: int = 3) -> Found:
        """See `bot.directory.search.search`."""
        with self.database.read() as session:
            return search(session, self.places, place, wish, limit)

    def services(self, ids: list[str]) -> list[Service]:
        """The services of these ids, in this order, with all details; unknown ids are left out.

        A change that was made elsewhere is seen within ten seconds.
        """
        found = self._lately.found()
        if missing := [i for i in ids if i not in found]:
            with self.database.read() as session:
                services = session.scalars(_SERVICES, {"ids": missing}).unique()
                found.update((service.id, service) for service in services)
        return [found[i] for i in ids if i in found]

    def named(self, text: str) -> Named | None:
        """The organisations that a text names; None if it names none of the list."""
        if not self._names:
            self._names.append(Names(self.database))
        return self._names[0].find(text)

    def organisations(self, ids: tuple[str, ...]) -> list[Organisation]:
        """These organisations, in order of name, with their phones."""
        query = select(Organisation).where(Organisation.id.in_(ids)).order_by(Organisation.name)
        with self.database.read() as session:
            return list(session.scalars(query.options(*_REACHED)).unique())

    def services_of(self, organisation_id: str) -> list[Service]:
        """All that an organisation offers now, in order of name."""
        query = select(Service.id).where(
            Service.organisation_id == organisation_id, Service.status == ACTIVE
        )
        with self.database.read() as session:
            ids = list(session.scalars(query.order_by(Service.name).limit(MOST_OF_ONE)))
        return self.services(ids)

    def of_kind(self, kind: str, most: int = 3) -> list[Service]:
        """Services of a kind wherever they are: for kinds of which there are few."""
        query = select(SearchRow.service_id).where(SearchRow.kind == kind)
        with self.database.read() as session:
            ids = list(session.scalars(query.group_by(SearchRow.service_id).limit(most)))
        return self.services(ids)

    def without_services(self, borough: str, shape: str) -> list[Organisation]:
        """Organisations of a borough of which the list holds no service, whose name has the shape."""
        query = select(Organisation).where(
            Organisation.areas.contains(borough), Organisation.closed.is_(False),
            ~Organisation.services.any(),
        )  # fmt: skip
        with self.database.read() as session:
            found = session.scalars(query.options(*_REACHED).limit(50)).unique()
            return [o for o in found if re.search(shape, o.name, re.IGNORECASE)]

    def forget(self) -> None:
        """A listing was changed here: the next question is put to the database."""
        self._lately.forget()
