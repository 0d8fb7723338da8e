"""Reading the starter directory (our CSV) into the database."""

import csv
import re
from datetime import date
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.directory import postcodes
from bot.directory.models import Organisation, Serves, Service
from bot.errors import PlainError

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def date_checked(words: str) -> date | None:
    """The day a source was last known right; None where the source gives none.

    `2024-09 (latest events)` is read as the first of that month; `not stated (2022 inferred)` is
    unknown: a guess is not a date.
    """
    if "not stated" in words or "inferred" in words or not (match := _DATE.match(words.strip())):
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def load(session: Session, folder: Path, table: Path) -> tuple[int, int]:
    """Replace the directory with the CSV files of `folder`; counts of organisations and services.

    Raises PlainError naming file, row and column if one is wrong; then nothing is changed.
    """
    organisations, services = read_folder(folder)
    for model in (Service, Serves, Organisation):
        session.execute(delete(model))
    session.add_all(_organisation(row, table) for row in organisations)
    session.flush()
    session.add_all(_service(row) for row in services)
    return len(organisations), len(services)


def read_folder(folder: Path) -> tuple[list[dict], list[dict]]:
    """Organisations and services as rows. Raises PlainError at the first that cannot be loaded."""
    organisations = _read(folder / "organisations.csv", ("id", "name", "boroughs", "is_ddpo"))
    services = _read(folder / "services.csv", ("id", "organisation_id", "name", "kind"))
    known = {row["id"] for row in organisations}
    for number, row in enumerate(services, start=2):
        if row["organisation_id"] not in known:
            raise PlainError(
                f"services.csv, row {number}, organisation_id: there is no organisation "
                f"'{row['organisation_id']}'."
            )
    return organisations, services


def is_empty(session: Session) -> bool:
    return session.scalar(select(func.count()).select_from(Organisation)) == 0


def _read(file: Path, needed: tuple[str, ...]) -> list[dict]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except FileNotFoundError:
        raise PlainError(
            f"The file {file} is missing: put it there, or name another folder."
        ) from None
    except UnicodeDecodeError:
        raise PlainError(f"The file {file} is not UTF-8: save it again as UTF-8.") from None
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        for column in needed:
            if not (row.get(column) or "").strip():
                raise PlainError(f"{file.name}, row {number}, {column}: this must not be empty.")
        if row["id"] in seen:
            raise PlainError(f"{file.name}, row {number}, id: '{row['id']}' stands there twice.")
        seen.add(row["id"])
    return rows


def _organisation(row: dict, table: Path) -> Organisation:
    boroughs = [b.strip() for b in row["boroughs"].split(";") if b.strip()]
    everywhere = any(b.startswith(("London-wide", "UK-wide")) for b in boroughs)
    spot = postcodes.find(table, row["postcode"]) if row["postcode"] else None
    return Organisation(
        id=row["id"],
        name=row["name"],
        user_led=row["is_ddpo"],
        website=row["website"],
        phone=row["phone"],
        text_relay=row["text_relay"],
        email=row["email"],
        address=row["address"],
        postcode=row["postcode"],
        easting=spot and spot.easting,
        northing=spot and spot.northing,
        all_london=everywhere,
        source_url=row["source_url"],
        source_date=row["source_date"],
        checked=date_checked(row["source_date"]),
        confidence=row["confidence"],
        notes=row["notes"],
        serves=[] if everywhere else [Serves(borough=b) for b in boroughs],
    )


def _service(row: dict) -> Service:
    return Service(
        id=row["id"],
        organisation_id=row["organisation_id"],
        name=row["name"],
        kind=row["kind"].removeprefix("wider: "),
        description=row["description"],
        eligibility=row["eligibility"],
        cost=row["cost"],
        how_to_join=row["how_to_join"],
        accessibility=row["accessibility"],
        paid_for=row["travel_childcare_refreshments"],
        source_url=row["source_url"],
        source_date=row["source_date"],
        checked=date_checked(row["source_date"]),
        confidence=row["confidence"],
    )
