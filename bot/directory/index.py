"""The search table: one row a service, area, place and kind, so that a search reads only what is near.

A service has the kind it was given, and those that its words show: advocacy, legal advice, ...
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from bot.directory.cells import day_bits
from bot.directory.models import ACTIVE, NEEDS, NO, YES, Organisation, SearchRow, Service
from bot.directory.record import whole
from bot.directory.signs import DWP, SUBJECTS, subjects

CELL = 2_000
"""Metres: the side of a square of the grid."""
NOT_KNOWN = "?"
"""The area of a service that does not say whom it serves."""
_WIDTH = 1_000
_DWP_LAST = 1_000
"""Added to the areas of what the DWP runs: what is independent and as near comes first."""


def cell_of(easting: int, northing: int) -> int:
    """The number of the square that holds a point; never 0, which means no place."""
    return (easting // CELL) * _WIDTH + northing // CELL + 1


def cells_around(easting: int, northing: int, rings: int) -> list[int]:
    """The square of a point and those around it, `rings` deep."""
    x, y = easting // CELL, northing // CELL
    span = range(-rings, rings + 1)
    return [(x + i) * _WIDTH + y + j + 1 for i in span for j in span]


def reindex(session: Session, ids: Iterable[str] | None = None) -> None:
    """Make the rows of these services anew, or of all."""
    if ids is None:
        session.execute(delete(SearchRow))
        for services in session.scalars(_open()).partitions():
            _insert(session, services)
        return
    wanted = list(ids)
    for start in range(0, len(wanted), 500):
        some = wanted[start : start + 500]
        session.execute(delete(SearchRow).where(SearchRow.service_id.in_(some)))
        _insert(session, session.scalars(_open().where(Service.id.in_(some))))


def _open():
    """Services that may be shown: what is closed has no row, so no search can find it."""
    query = whole(Service).join(Organisation).execution_options(yield_per=500)
    return query.where(Service.status == ACTIVE, Organisation.closed.is_(False))


def _insert(session: Session, services: Iterable[Service]) -> None:
    rows = [row for service in services for row in _rows(service)]
    if rows:
        session.execute(insert(SearchRow), rows)


def _rows(service: Service) -> Iterator[dict]:
    spots = {
        (p.location.easting, p.location.northing)
        for p in service.places
        if p.location.easting is not None
    }
    facts = {fact.need: fact.known for fact in service.access}
    checked = service.checked or service.organisation.checked
    days = 0
    for schedule in service.schedules:
        days |= day_bits(schedule.byday)
    alike = subjects(service)
    same = {
        "service_id": service.id,
        "organisation_id": service.organisation_id,
        "has": _bits(facts, YES),
        "lacks": _bits(facts, NO),
        "days": days,
        "spread": len(service.areas) + _DWP_LAST * bool(DWP.search(service.organisation.name)),
        "led": service.organisation.user_led,
        "checked": checked.toordinal() if checked else 0,
    }
    for area in sorted({a.name.lower() for a in service.areas}) or [NOT_KNOWN]:
        for spot in sorted(spots) or [None]:
            east, north = spot or (0, 0)
            cell = cell_of(east, north) if spot else 0
            for kind in (service.kind, *alike):
                at = {"area": area, "cell": cell, "easting": east, "northing": north}
                yield {**same, "kind": kind, **at}


def _bits(facts: dict[str, str], known: str) -> int:
    return need_bits(need for need, value in facts.items() if value == known)


def need_bits(needs: Iterable[str]) -> int:
    """Bits of access needs, in the order of NEEDS; what is not in it counts for nothing."""
    return sum(1 << NEEDS.index(need) for need in set(needs) if need in NEEDS)


def is_indexed(session: Session) -> bool:
    """False too for a table from before subjects were kept: then no search for one finds anything."""
    query = select(SearchRow.number).where(SearchRow.kind.in_(SUBJECTS))
    return session.scalar(query.limit(1)) is not None
