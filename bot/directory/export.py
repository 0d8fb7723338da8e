"""Writing the directory as our CSV, as `bot.directory.load` reads it."""

import csv
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory.load import DETAILS
from bot.directory.models import Organisation, Service, Taxonomy
from bot.directory.record import CHILDREN, INNER, Record, columns, records

ORGANISATION = ("id", "name", "boroughs", "is_ddpo", "description", "website", "phone",
                "text_relay", "email", "address", "postcode", "source_url", "source_date", "checked",
                "checked_by", "confidence", "notes", "closed", "feed")  # fmt: skip
SERVICE = ("id", "organisation_id", "name", "kind", "description", "url", "email", "status",
           "eligibility", "minimum_age", "maximum_age", "cost", "how_to_join", "accessibility",
           "travel_childcare_refreshments", "pays_travel", "pays_childcare", "pays_refreshments",
           "pays_support_worker", "alert", "source_url", "source_date", "checked", "checked_by",
           "confidence", "feed")  # fmt: skip


def export(session: Session, folder: Path) -> tuple[int, int]:
    """Write organisations.csv, services.csv and the files of details; counts of the two."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {model: _sorted(records(session, model)) for model in (Organisation, Service)}
    _write(folder / "organisations.csv", ORGANISATION, map(_organisation, found[Organisation]))
    _write(folder / "services.csv", SERVICE, map(_service, found[Service]))
    for name, owner in DETAILS.items():
        child = CHILDREN[owner][name]
        names = columns(child)
        if name in INNER:
            inner, shared = INNER[name]
            names = names + [f"{inner}.{column}" for column in columns(shared)]
        rows = (_flat(row, name) for record in found[owner] for row in record[name])
        _write(folder / f"{name}.csv", names, rows)
    taxonomies = session.scalars(select(Taxonomy).order_by(Taxonomy.id))
    names = columns(Taxonomy)
    rows = ({name: getattr(row, name) for name in names} for row in taxonomies)
    _write(folder / "taxonomies.csv", names, rows)
    return len(found[Organisation]), len(found[Service])


def _sorted(found: dict[str, Record]) -> list[Record]:
    return [found[id] for id in sorted(found)]


def _write(file: Path, names, rows) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, names, extrasaction="ignore")
        writer.writeheader()
        writer.writerows({name: _cell(value) for name, value in row.items()} for row in rows)


def _cell(value: object) -> object:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _flat(row: Record, name: str) -> Record:
    if name not in INNER:
        return row
    inner, _ = INNER[name]
    return {**row, **{f"{inner}.{column}": value for column, value in row[inner].items()}}


def _organisation(record: Record) -> Record:
    numbers = {phone["use"]: phone["number"] for phone in reversed(record["phones"])}
    return {
        **record,
        "boroughs": record["areas"],
        "is_ddpo": record["user_led"],
        "phone": numbers.get("voice", ""),
        "text_relay": numbers.get("text", ""),
    }


def _service(record: Record) -> Record:
    words = "; ".join(cost["words"] for cost in record["costs"] if cost["words"])
    return {**record, "cost": words, "travel_childcare_refreshments": record["paid_for"]}
