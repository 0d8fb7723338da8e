"""Writing the directory as our CSV, and listing what to look at again first."""

import csv
from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory.models import Organisation, Service

ORGANISATION = ("id", "name", "boroughs", "is_ddpo", "website", "phone", "text_relay", "email",
                "address", "postcode", "source_url", "source_date", "confidence", "notes")  # fmt: skip
SERVICE = ("id", "organisation_id", "name", "kind", "description", "eligibility", "cost",
           "how_to_join", "accessibility", "travel_childcare_refreshments", "source_url",
           "source_date", "confidence")  # fmt: skip


def export(session: Session, folder: Path) -> tuple[int, int]:
    """Write organisations.csv and services.csv, as `load` reads them; their counts."""
    folder.mkdir(parents=True, exist_ok=True)
    organisations = list(session.scalars(select(Organisation).order_by(Organisation.id)).unique())
    services = list(session.scalars(select(Service).order_by(Service.id)).unique())
    _write(folder / "organisations.csv", ORGANISATION, [_organisation(o) for o in organisations])
    _write(folder / "services.csv", SERVICE, [_service(s) for s in services])
    return len(organisations), len(services)


def _write(file: Path, columns: tuple[str, ...], rows: list[dict]) -> None:
    with file.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, columns)
        writer.writeheader()
        writer.writerows(rows)


def _organisation(row: Organisation) -> dict:
    boroughs = "London-wide" if row.all_london else "; ".join(s.borough for s in row.serves)
    same = {name: getattr(row, name) for name in ORGANISATION if hasattr(row, name)}
    return {**same, "boroughs": boroughs, "is_ddpo": row.user_led}


def _service(row: Service) -> dict:
    same = {name: getattr(row, name) for name in SERVICE if hasattr(row, name)}
    return {**same, "travel_childcare_refreshments": row.paid_for}


def to_check(session: Session) -> list[str]:
    """What to look at first: unknown dates, then the oldest, each with what is missing."""
    rows = session.scalars(select(Service)).unique()
    ordered = sorted(rows, key=lambda s: (_checked(s) or date.min, s.id))
    return [_line(service) for service in ordered]


def _checked(service: Service) -> date | None:
    return service.checked or service.organisation.checked


def _line(service: Service) -> str:
    organisation, day = service.organisation, _checked(service)
    missing = []
    if not (organisation.phone or organisation.email or organisation.website):
        missing.append("no way to reach it")
    if not service.accessibility:
        missing.append("no access facts")
    when = f"last checked {day}" if day else "never checked"
    return f"{service.name} ({organisation.name}): {', '.join([when, *missing])}"
