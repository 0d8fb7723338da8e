"""The directory as the rest of the house uses it."""

from dataclasses import dataclass

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


@dataclass(frozen=True)
class Directory:
    """Places and listings of one installation."""

    database: Database
    places: Places

    @classmethod
    def of_this_installation(cls) -> "Directory":
        """For a process of its own, such as the action server."""
        return cls(open_storage(), places_of(settings().folder))

    def search(self, place: Place, wish: Wish, limit: int = 3) -> Found:
        """See `bot.directory.search.search`."""
        with self.database.read() as session:
            return search(session, self.places, place, wish, limit)

    def services(self, ids: list[str]) -> list[Service]:
        """The services of these ids, in this order, with all details; unknown ids are left out."""
        with self.database.read() as session:
            services = session.scalars(_SERVICES, {"ids": ids}).unique()
            found = {service.id: service for service in services}
        return [found[i] for i in ids if i in found]
