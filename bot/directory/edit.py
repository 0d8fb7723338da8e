"""Changing one listing by hand: a form's values to records and back, and what becomes of them."""

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory import cells
from bot.directory.changes import ListingChange, ListingReport
from bot.directory.gather import place_on_grid
from bot.directory.history import note
from bot.directory.index import reindex
from bot.directory.load import areas_of
from bot.directory.models import ACTIVE, KINDS, NEEDS, PAYS, UNKNOWN, Organisation, Service
from bot.directory.record import Record, completed, records, write
from bot.storage.base import new_id

Values = dict[str, str]
TEXTS = ("name", "description", "eligibility", "how_to_join", "accessibility", "alert")
MARK = ("mark", "mark_level", "mark_awarded", "mark_source")
OF_ORGANISATION = ("phone", "text_phone", "website", "organisation_email", "user_led", *MARK)
FIELDS = (
    *TEXTS, "kind", "boroughs", "days", "opens_at", "closes_at", "cost", "url", "email", "address",
    "postcode", "station", "source_url", "minimum_age", "maximum_age", *NEEDS, *(f"pays_{what}" for what in PAYS),
    *OF_ORGANISATION,
)  # fmt: skip
LONGEST = {"name": 200, "address": 300, "cost": 400, "station": 120, "mark": 120, "mark_level": 60,
           "mark_source": 400, "source_url": 400}  # fmt: skip
NUMBERS = {"phone": "voice", "text_phone": "text"}
"""Fields for numbers, and what they are used for."""


class Faults(Exception):
    """Values that cannot be stored: {field: what to change}."""

    def __init__(self, faults: dict[str, str]) -> None:
        super().__init__("; ".join(faults.values()))
        self.faults = faults


class Refused(Exception):
    """It cannot be done now; the message says why."""


def values_of(service: Record, organisation: Record) -> Values:
    """What the form shows of a listing."""
    schedule = next(iter(service["schedules"]), {})
    place = next(iter(service["places"]), {"location": {}})["location"]
    facts = {fact["need"]: fact["known"] for fact in service["access"]}
    numbers = {p["use"]: p["number"] for p in reversed(organisation["phones"])}
    mark = next(iter(organisation["marks"]), {})
    awarded = mark.get("awarded")
    return {
        **{name: service[name] for name in (*TEXTS, "kind", "url", "email", "source_url")},
        **{n: schedule.get(n, "") for n in ("opens_at", "closes_at")},
        **{n: _age(service[n]) for n in ("minimum_age", "maximum_age")},
        **{n: place.get(n, "") for n in ("address", "postcode", "station")},
        **{need: facts.get(need, UNKNOWN) for need in NEEDS},
        **{f"pays_{what}": service[f"pays_{what}"] for what in PAYS},
        "days": schedule.get("byday", ""),
        "cost": next((cost["words"] for cost in service["costs"]), ""),
        "boroughs": "; ".join(area["name"] for area in service["areas"]),
        **{name: numbers.get(use, "") for name, use in NUMBERS.items()},
        "website": organisation["website"],
        "organisation_email": organisation["email"],
        "user_led": organisation["user_led"],
        "mark": mark.get("name", ""),
        "mark_level": mark.get("level", ""),
        "mark_awarded": awarded.isoformat() if awarded else "",
        "mark_source": mark.get("source", ""),
    }


def changed_records(
    service: Record, organisation: Record, values: Values, table: Path
) -> tuple[Record, Record]:
    """The records with the values of a form in them. Raises Faults naming every wrong field."""
    reader, id = _Reader(values), service["id"]
    service, organisation = deepcopy(service), deepcopy(organisation)
    for name in TEXTS:
        service[name] = reader.text(name)
    if not service["name"]:
        reader.faults["name"] = "Give the service a name."
    service["kind"] = reader.read("kind", cells.one_of(KINDS))
    service["url"] = reader.read("url", cells.web_address)
    service["email"] = reader.read("email", cells.email)
    service["source_url"] = reader.text("source_url")
    for name in ("minimum_age", "maximum_age"):
        service[name] = reader.read(name, lambda text: cells.number(text, 0, 130))
    for what in PAYS:
        service[f"pays_{what}"] = reader.read(f"pays_{what}", cells.yes_no)
    facts = {need: reader.read(need, cells.yes_no) for need in NEEDS}
    service["access"] = [
        {"id": cells.own_id("access", id, need), "need": need, "known": known}
        for need, known in facts.items()
        if known not in (UNKNOWN, None)
    ]
    areas = areas_of(reader.text("boroughs"))
    service["areas"] = [{"id": cells.own_id("area", id, name), "name": name} for name in areas]
    _first(service, "costs", {"words": reader.text("cost")}, cells.own_id("cost", id, "form"))
    _first(service, "schedules", _schedule(reader), cells.own_id("schedule", id, "form"))
    _move(service, reader, table)
    organisation["website"] = reader.read("website", cells.web_address)
    organisation["email"] = reader.read("organisation_email", cells.email)
    organisation["user_led"] = reader.read("user_led", cells.yes_no)
    for name, use in NUMBERS.items():
        _phone(organisation, reader.text(name), use)
    _mark(organisation, reader)
    if reader.faults:
        raise Faults(reader.faults)
    return completed(Service, service), completed(Organisation, organisation)


class _Reader:
    """Reads fields of a form and collects what is wrong with them."""

    def __init__(self, values: Values) -> None:
        self._values, self.faults = values, {}

    def text(self, name: str) -> str:
        return cells.plain(self._values.get(name, ""))[: LONGEST.get(name)]

    def read(self, name: str, reader: Callable[[str], Any]) -> Any:
        try:
            return reader(self._values.get(name, "").strip())
        except ValueError as error:
            words = str(error)
            self.faults[name] = f"{words[:1].upper()}{words[1:]}."
            return None


def _age(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _first(record: Record, name: str, values: Record, id: str) -> None:
    """Put values into the first row of a list: the form shows one, the others stay."""
    rows = record[name]
    empty = not any(values.values())
    if rows and empty:
        rows.pop(0)
    elif rows:
        rows[0] |= values
    elif not empty:
        rows.append({"id": id, **values})


def _schedule(reader: _Reader) -> Record:
    byday = reader.read("days", cells.days) or ""
    opens, closes = (reader.read(n, cells.clock) or "" for n in ("opens_at", "closes_at"))
    if opens and closes and closes <= opens:
        reader.faults["closes_at"] = f"It closes at {closes}, before it opens at {opens}."
    return {"byday": byday, "opens_at": opens, "closes_at": closes}


def _move(service: Record, reader: _Reader, table: Path) -> None:
    """A new address is a new place: the old one may belong to other services too."""
    address, postcode = reader.text("address"), reader.read("postcode", cells.postcode) or ""
    station = reader.text("station")
    if station and not (address or postcode):
        reader.faults["station"] = "Give the address or the postcode that it is near to."
    old = service["places"][0]["location"] if service["places"] else {}
    if (address, postcode) == (old.get("address", ""), old.get("postcode", "")):
        if old:
            old["station"] = station
        return
    rest = service["places"][1:]
    if not (address or postcode):
        service["places"] = rest
        return
    key = cells.own_id("location", service["id"], f"{address}/{postcode}")
    location = {"id": key, "address": address, "postcode": postcode, "station": station}
    place_on_grid(location, table)
    link = cells.own_id("at", service["id"], key)
    service["places"] = [{"id": link, "location": location}, *rest]


def _phone(organisation: Record, number: str, use: str) -> None:
    same = [p for p in organisation["phones"] if p["use"] == use]
    if same and number:
        same[0]["number"] = number[:160]
    elif same:
        organisation["phones"].remove(same[0])
    elif number:
        id = cells.own_id(use, "of", organisation["id"])
        organisation["phones"].append({"id": id, "number": number[:160], "use": use})


def _mark(organisation: Record, reader: _Reader) -> None:
    """The first quality mark; a level, date or source without its name says nothing."""
    values = {
        "name": reader.text("mark"), "level": reader.text("mark_level"),
        "awarded": reader.read("mark_awarded", cells.day), "source": reader.text("mark_source"),
    }  # fmt: skip
    if any(values.values()) and not values["name"]:
        reader.faults["mark"] = "Give the name of the quality mark."
    _first(organisation, "marks", values, cells.own_id("mark", organisation["id"], "form"))


def listing(session: Session, id: str) -> tuple[Record, Record] | None:
    """A service and its organisation as records."""
    service = records(session, Service, [id]).get(id)
    if service is None:
        return None
    owner = service["organisation_id"]
    return service, records(session, Organisation, [owner])[owner]


def save(
    session: Session, id: str, values: Values, table: Path, now: datetime, by: str, publish: bool
) -> ListingChange | None:
    """Store the values of a form, or propose them to a lead. None if they change nothing.

    Raises Faults. Values that the form does not have stay as they are.
    """
    service, organisation = listing(session, id)
    before = values_of(service, organisation)
    values = {**before, **{n: v for n, v in values.items() if n in FIELDS}}
    new_service, new_organisation = changed_records(service, organisation, values, table)
    after = values_of(new_service, new_organisation)
    fields = {n: [before[n], after[n]] for n in FIELDS if before[n] != after[n]}
    if not fields:
        return None
    if not publish:
        return note(session, id, now, by, "edited", fields, "proposed")
    _store(session, service, new_service, organisation, new_organisation, now)
    return note(session, id, now, by, "edited", fields)


def add(
    session: Session, id: str, owner: str | Record, values: Values, table: Path, now: datetime,
    by: str, publish: bool,
) -> None:  # fmt: skip
    """Make a new listing, of a known organisation (its id) or a new one (its name).

    Not published, it waits inactive for a lead. Raises Faults; the same id twice makes one.
    """
    if session.get(Service, id) is not None:
        return
    known = records(session, Organisation, [owner]).get(owner) if cells.as_uuid(owner) else None
    organisation = known or completed(
        Organisation, {"id": new_id(), "name": cells.plain(owner)[:200], "confidence": "medium"}
    )
    empty = {"id": id, "organisation_id": organisation["id"], "name": "-", "confidence": "medium"}
    empty |= {"checked": now.date(), "checked_by": by, "source_date": now.date().isoformat()}
    empty["status"] = ACTIVE if publish else "inactive"
    values = {"kind": "other", **{n: v for n, v in values.items() if n in FIELDS}}
    service, changed = changed_records(completed(Service, empty), organisation, values, table)
    write(session, Organisation, [] if known else [changed], [changed] if known else [])
    write(session, Service, [service], [], modified=now)
    reindex(session, [id])
    fields = {n: ["", v] for n, v in values_of(service, changed).items() if v not in ("", UNKNOWN)}
    note(session, id, now, by, "added", fields, "done" if publish else "proposed")


def _store(session, service, new_service, organisation, new_organisation, now: datetime) -> None:
    touched = {service["id"]}
    if new_organisation != organisation:
        write(session, Organisation, [], [new_organisation])
        query = select(Service.id).where(Service.organisation_id == organisation["id"])
        touched |= set(session.scalars(query))
    if new_service != service:
        write(session, Service, [], [new_service], modified=now)
    reindex(session, touched)


def mark_checked(session: Session, id: str, now: datetime, today: date, by: str) -> None:
    """Somebody looked at the listing today, and it is right."""
    row = session.get(Service, id)
    before = row.checked.isoformat() if row.checked else ""
    row.checked, row.checked_by, row.source_date, row.modified = (
        today,
        by[:80],
        today.isoformat(),
        now,
    )
    session.flush()
    reindex(session, [id])
    note(session, id, now, by, "checked", {"checked": [before, today.isoformat()]})


def set_status(session: Session, id: str, status: str, now: datetime, by: str) -> None:
    """Archive a listing, or bring it back."""
    row = session.get(Service, id)
    if row.status == status:
        return
    before, row.status, row.modified = row.status, status, now
    session.flush()
    reindex(session, [id])
    action = "restored" if status == ACTIVE else "archived"
    note(session, id, now, by, action, {"status": [before, status]})


def decide(
    session: Session, change_id: str, approve: bool, table: Path, now: datetime, by: str
) -> ListingChange:
    """A lead takes or refuses a proposed change. Raises Refused if it was decided before."""
    change = session.get(ListingChange, change_id)
    if change is None or change.state != "proposed":
        raise Refused("Somebody else has decided about this change already.")
    if approve and change.action == "added":
        set_status(session, change.service_id, ACTIVE, now, by)
    elif approve:
        values = {name: pair[1] for name, pair in json.loads(change.fields).items()}
        service, organisation = listing(session, change.service_id)
        values = {**values_of(service, organisation), **values}
        new_service, new_organisation = changed_records(service, organisation, values, table)
        _store(session, service, new_service, organisation, new_organisation, now)
    change.state = "done" if approve else "refused"
    change.decided, change.decided_by = now, by[:80]
    session.flush()
    return change


def settle(session: Session, report_id: str, outcome: str, now: datetime, by: str) -> None:
    """A report is dealt with: what came of it, by whom and when."""
    report = session.get(ListingReport, report_id)
    if report is not None and report.settled is None:
        report.settled, report.settled_by = now, by[:80]
        report.outcome = cells.plain(outcome)[:300]
