"""A listing as plain data: what import compares, export writes and a change is worked out from.

A record is a dict of the columns of its row, with a list of dicts for everything that hangs on it.
A service's `places` hold their `location`, its `terms` their `term`, both written with it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, inspect, select, update
from sqlalchemy.orm import Session, selectinload

from bot.directory import cells
from bot.directory.models import (
    KINDS,
    NEEDS,
    NO,
    PAYS,
    STATUSES,
    YES,
    AccessFact,
    AreaServed,
    Contact,
    CostOption,
    Location,
    Organisation,
    Phone,
    QualityMark,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    TaxonomyTerm,
)
from bot.storage.base import Base

Record = dict[str, Any]
CHILDREN: dict[type, dict[str, type]] = {
    Organisation: {"phones": Phone, "marks": QualityMark},
    Service: {
        "places": ServiceAtLocation, "schedules": Schedule, "costs": CostOption,
        "contacts": Contact, "areas": AreaServed, "access": AccessFact, "terms": ServiceTerm,
    },
}  # fmt: skip
INNER = {"places": ("location", Location), "terms": ("term", TaxonomyTerm)}
"""Rows that several services share, kept inside the child that names them."""
READERS = {
    "id": cells.uuid, "byday": cells.days, "opens_at": cells.clock, "closes_at": cells.clock,
    "kind": cells.one_of(KINDS), "status": cells.one_of(STATUSES),
    "website": cells.web_address, "url": cells.web_address,
    "user_led": cells.yes_no, "known": cells.one_of((YES, NO)), "need": cells.one_of(NEEDS),
    **{f"pays_{what}": cells.yes_no for what in PAYS},
}  # fmt: skip
"""Columns with a shape of their own."""
AS_IS = {"uri", "source", "source_url", "feed"}
"""Columns that are no text for people."""
OWN = ("modified",)
"""Columns that are ours alone: no part of a record."""


def columns(model: type) -> list[str]:
    return [c.key for c in inspect(model).column_attrs if c.key not in OWN]


def _defaults(model: type) -> Record:
    found = {}
    for column in inspect(model).columns:
        value = column.default.arg if column.default is not None else None
        found[column.key] = None if callable(value) else value
    return {name: found[name] for name in columns(model)}


def typed(model: type, column: str, value: Any) -> Any:
    """A value from outside as the type of its column; None if empty.

    Raises ValueError beginning with the column's name.
    """
    kind = model.__table__.c[column].type.python_type
    if value is None or value == "":
        return None
    try:
        if column in READERS:
            return READERS[column](str(value))
        if kind is date:
            return cells.day(str(value))
        if kind is bool:
            return value is True or cells.yes_no(str(value)) == YES
        if kind in (int, float):
            return kind(cells.number(value, -10_000_000, 10_000_000))
        length = getattr(model.__table__.c[column].type, "length", None)
        if column in AS_IS or column.endswith("_id"):
            return str(value).strip()[:length]
        return cells.plain(value)[:length]
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None


def completed(model: type, partial: Record) -> Record:
    """A record with every column and list; what was not given has its default."""
    record = {**_defaults(model), **{k: v for k, v in partial.items() if v is not None}}
    record["id"] = partial["id"]
    for name, child in CHILDREN.get(model, {}).items():
        rows = [_completed_child(child, name, row, record["id"]) for row in partial.get(name, ())]
        record[name] = sorted(rows, key=lambda row: row["id"])
    return _filled(model, record)


def _filled(model: type, record: Record) -> Record:
    """The record, if nothing that must be there is missing. Raises ValueError naming the column."""
    for column in inspect(model).columns:
        if not column.nullable and column.key not in OWN and record.get(column.key) is None:
            raise ValueError(f"{column.key}: this is missing")
    return record


def _completed_child(child: type, name: str, row: Record, parent: str) -> Record:
    key = "service_id" if "service_id" in columns(child) else "organisation_id"
    full = {**_defaults(child), **{k: v for k, v in row.items() if v is not None}, key: parent}
    if name in INNER:
        inner, model = INNER[name]
        full[inner] = completed(model, row[inner])
        full[f"{inner}_id"] = full[inner]["id"]
    return _filled(child, full)


def record_of(row: Base) -> Record:
    """The record of a row of Organisation or Service."""
    record = {name: getattr(row, name) for name in columns(type(row))}
    for name, child in CHILDREN[type(row)].items():
        record[name] = sorted((_child(child, name, item) for item in getattr(row, name)), key=_id)
    return record


def _child(model: type, name: str, item: Base) -> Record:
    record = {column: getattr(item, column) for column in columns(model)}
    if name in INNER:
        inner, shared = INNER[name]
        record[inner] = {c: getattr(getattr(item, inner), c) for c in columns(shared)}
    return record


def _id(record: Record) -> str:
    return record["id"]


def whole(model: type):
    """A SELECT that brings everything of a record along."""
    return select(model).options(*(selectinload(getattr(model, n)) for n in CHILDREN[model]))


OF_ORGANISATION = tuple(
    selectinload(Service.organisation).selectinload(getattr(Organisation, name))
    for name in CHILDREN[Organisation]
)
"""Brings along what hangs on the organisation of a service."""


def records(session: Session, model: type, ids: Iterable[str] | None = None) -> dict[str, Record]:
    """Records by id: all, or those of `ids` (in portions: databases limit the length of a list)."""
    if ids is None:
        rows = session.scalars(whole(model).execution_options(yield_per=500))
        return {row.id: record_of(row) for row in rows}
    found, wanted = {}, list(ids)
    for start in range(0, len(wanted), 500):
        query = whole(model).where(model.id.in_(wanted[start : start + 500]))
        for row in session.scalars(query).unique():
            found[row.id] = record_of(row)
    return found


def write(session: Session, model: type, new: list[Record], changed: list[Record], **own) -> None:
    """Store records, the changed ones in place of what was there. `own`: our columns (`modified`)."""
    names = columns(model)
    if new:
        session.execute(insert(model), [{**{n: r[n] for n in names}, **own} for r in new])
    for record in changed:
        for child in CHILDREN[model].values():
            key = child.service_id if model is Service else child.organisation_id
            session.execute(delete(child).where(key == record["id"]))
        values = {**{n: record[n] for n in names}, **own}
        session.execute(update(model).where(model.id == record["id"]).values(values))
    for name, child in CHILDREN[model].items():
        rows = [row for record in (*new, *changed) for row in record[name]]
        if rows and name in INNER:
            inner, shared = INNER[name]
            _write_shared(session, shared, {row[inner]["id"]: row[inner] for row in rows})
        if rows:
            session.execute(insert(child), [{c: row[c] for c in columns(child)} for row in rows])
    session.expire_all()


def _write_shared(session: Session, model: type, rows: dict[str, Record]) -> None:
    """Places and terms that several services name: made once, brought up to date if they exist."""
    known = set()
    wanted = list(rows)
    for start in range(0, len(wanted), 500):
        query = select(model.id).where(model.id.in_(wanted[start : start + 500]))
        known |= set(session.scalars(query))
    if new := [row for key, row in rows.items() if key not in known]:
        session.execute(insert(model), new)
    if old := [row for key, row in rows.items() if key in known]:
        session.execute(update(model), old)


def differences(before: Record | None, after: Record) -> dict[str, list]:
    """{field: [before, after]} of what changed; everything for a new record."""
    if before is None:
        return {name: [None, value] for name, value in after.items() if value not in ("", None, [])}
    return {n: [before.get(n), after[n]] for n in after if before.get(n) != after[n]}
