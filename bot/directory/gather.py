"""Bringing listings in: what is new, changed or gone against what is stored, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from pyproj import Transformer
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.directory import postcodes, terms
from bot.directory.history import note
from bot.directory.index import reindex
from bot.directory.models import ACTIVE, Organisation, Service, Taxonomy
from bot.directory.record import Record, completed, differences, records, write
from bot.storage.base import Base


@dataclass
class Batch:
    """What one import brings, read and checked, nothing stored yet.

    `whole`: it is our whole directory, so our own listings that it lacks are gone. Else it is a
    `feed`, and only listings that came from that feed before can be gone from it.
    """

    organisations: dict[str, Record] = field(default_factory=dict)
    services: dict[str, Record] = field(default_factory=dict)
    taxonomies: dict[str, Record] = field(default_factory=dict)
    feed: str = ""
    whole: bool = False


@dataclass
class Summary:
    """What an import did or would do: names of services, and counts of organisations."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    same: int = 0
    organisations: int = 0
    organisations_new: int = 0
    organisations_changed: int = 0

    @property
    def services(self) -> int:
        return len(self.new) + len(self.changed) + self.same

    def lines(self) -> list[str]:
        """In words, each at most ten names long."""
        found = [
            f"Organisations: {self.organisations} in all, {self.organisations_new} new, "
            f"{self.organisations_changed} changed.",
            f"Services: {len(self.new)} new, {len(self.changed)} changed, {len(self.gone)} gone, "
            f"{self.same} the same.",
        ]
        for label, names in (("New", self.new), ("Changed", self.changed), ("Gone", self.gone)):
            found += [f"  {label}: {name}" for name in names[:10]]
            if len(names) > 10:
                found.append(f"  {label}: and {len(names) - 10} others")
        return found


def bring_in(
    session: Session,
    batch: Batch,
    now: datetime,
    by: str,
    progress: Callable[[int, int], None] = lambda done, all: None,
) -> Summary:
    """Store a batch in the caller's transaction and say what it changed.

    A listing that is gone is archived, not deleted: what it said stays in its history.
    """
    summary = Summary(organisations=len(batch.organisations))
    terms.ensure(session)
    _write_taxonomies(session, batch.taxonomies)
    before = records(session, Organisation, batch.organisations)
    new = [r for id, r in batch.organisations.items() if id not in before]
    changed = [r for id, r in batch.organisations.items() if id in before and before[id] != r]
    write(session, Organisation, new, changed)
    summary.organisations_new, summary.organisations_changed = len(new), len(changed)
    touched = {r["id"] for r in changed}
    before = records(session, Service, batch.services)
    new, changed = [], []
    for number, (id, record) in enumerate(batch.services.items()):
        progress(number, len(batch.services))
        if id not in before:
            new.append(record)
        elif before[id] != record:
            changed.append(record)
        else:
            summary.same += 1
    write(session, Service, new, changed, modified=now)
    if before:
        # The first filling of an empty directory has no history worth keeping.
        for record in new:
            note(session, record["id"], now, by, "imported", {})
    for record in changed:
        note(session, record["id"], now, by, "imported", differences(before[record["id"]], record))
    summary.new = [r["name"] for r in new]
    summary.changed = [r["name"] for r in changed]
    gone = _archive_missing(session, batch, now, by)
    summary.gone = [name for _, name in gone]
    if touched:
        query = select(Service.id).where(Service.organisation_id.in_(touched))
        touched = set(session.scalars(query))
    reindex(session, touched | {r["id"] for r in (*new, *changed)} | {id for id, _ in gone})
    return summary


def _archive_missing(session: Session, batch: Batch, now: datetime, by: str) -> list[tuple]:
    query = select(Service.id, Service.name).where(Service.status == ACTIVE)
    query = query.where(Service.feed == batch.feed)
    gone = [(id, name) for id, name in session.execute(query) if id not in batch.services]
    for id, _ in gone:
        session.execute(
            update(Service).where(Service.id == id).values(status="inactive", modified=now)
        )
        note(session, id, now, by, "archived", {"status": [ACTIVE, "inactive"]})
    return gone


def _write_taxonomies(session: Session, taxonomies: dict[str, Record]) -> None:
    for id, record in taxonomies.items():
        full = completed(Taxonomy, record)
        if session.get(Taxonomy, id) is None:
            session.add(Taxonomy(**full))
        else:
            session.execute(update(Taxonomy).where(Taxonomy.id == id).values(full))
    session.flush()


def place_on_grid(location: Record, table: Path) -> None:
    """Fill in grid metres from degrees, else from the postcode; neither known leaves them empty.

    Degrees outside Great Britain and its waters are left out: such a place has no distance.
    """
    latitude, longitude = location.get("latitude"), location.get("longitude")
    location["easting"] = location["northing"] = None
    if latitude is not None and longitude is not None:
        east, north = to_grid().transform(latitude, longitude)
        if 0 < east < 700_000 and 0 < north < 1_300_000:
            location["easting"], location["northing"] = round(east), round(north)
        return
    if spot := location.get("postcode") and postcodes.find(table, location["postcode"]):
        location["easting"], location["northing"] = spot.easting, spot.northing


@cache
def to_grid() -> Transformer:
    """Degrees (WGS 84) to British National Grid metres."""
    return Transformer.from_crs("EPSG:4326", "EPSG:27700")


@cache
def to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:27700", "EPSG:4326")


def is_empty(session: Session, model: type[Base] = Organisation) -> bool:
    return session.scalar(select(model.id).limit(1)) is None
