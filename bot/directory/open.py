"""The directory as the rest of the house uses it."""

import time
from dataclasses import dataclass, field

from sqlalchemy import bindparam

from bot.directory.models import Service
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

    def forget(self) -> None:
        """A listing was changed here: the next question is put to the database."""
        self._lately.forget()
