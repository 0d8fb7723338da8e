"""What the pages about listings show."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot.cases.models import AdviceOrganisation, Adviser
from bot.cases.roles import Action, may
from bot.console.words import when
from bot.conversations import inbox
from bot.directory import edit, freshness
from bot.directory.changes import ListingChange, ListingReport
from bot.directory.history import changes_of
from bot.directory.models import ACTIVE, KINDS, NEEDS, PAYS, Organisation, Service
from bot.privacy.vault import Vault

A_PAGE = 50
SHOWS = {
    "all": "All listings",
    "check": "To check again, the oldest first",
    "reports": "Reported as wrong",
    "proposed": "Changes that wait for a lead",
    "archived": "Archived",
}
LABELS = {
    "name": "Name of the service",
    "kind": "Kind of help",
    "description": "What it is",
    "eligibility": "Who it is for",
    "boroughs": "Boroughs it serves",
    "days": "Days",
    "opens_at": "Opens at",
    "closes_at": "Closes at",
    "cost": "Cost",
    "how_to_join": "How to join",
    "url": "Web address of the service",
    "email": "Email of the service",
    "address": "Address",
    "postcode": "Postcode",
    "station": "Nearest step-free station",
    "source_url": "Where this is from",
    "minimum_age": "From age",
    "maximum_age": "Up to age",
    "accessibility": "Access, in words",
    "alert": "A note for now",
    "step_free": "Step-free entrance",
    "accessible_toilet": "Accessible toilet",
    "hearing_loop": "Hearing loop",
    "bsl": "BSL",
    "captions": "Captions",
    "quiet": "Quiet space",
    "easy_read": "Easy Read",
    "online": "Online",
    "parking": "Parking",
    "step_free_station": "Step-free station nearby",
    "pays_travel": "Pays travel",
    "pays_childcare": "Pays childcare",
    "pays_refreshments": "Pays food and drink",
    "pays_support_worker": "Pays a support worker",
    "phone": "Phone",
    "text_phone": "Text, textphone or relay number",
    "mark": "Quality mark",
    "mark_level": "Level of the mark",
    "mark_awarded": "Date of the mark",
    "mark_source": "Where the mark can be looked up",
    "website": "Website",
    "organisation_email": "Email",
    "user_led": "Run by disabled people",
    "status": "Status",
    "checked": "Last checked",
}
HINTS = {
    "boroughs": "With ; between them. London for all of London, UK for everywhere.",
    "days": "Such as: Monday and Thursday. Second Tuesday of the month: 2TU.",
    "opens_at": "Such as 10:00 or 10am.",
    "postcode": "Such as SE15 4NX. Distances are measured from it.",
    "mark": "Such as: Advice Quality Standard, IPS fidelity, supported employment quality framework.",
    "mark_awarded": "Such as 1 July 2026.",
    "station": "Its name, such as Brixton. Leave it empty if you do not know.",
    "source_url": "A web address, or words such as: told us by phone.",
    "alert": "Such as: closed in August. Shown with the listing.",
}
WHAT = {"closed": "Closed", "contact": "Phone, email or website wrong", "place": "Address wrong",
        "time": "Times wrong", "other": "Something is wrong"}  # fmt: skip


@dataclass
class Line:
    """A listing in a list."""

    id: str
    name: str
    organisation: str
    checked: str
    open_reports: int = 0
    proposals: int = 0


@dataclass
class View:
    """One listing with all that belongs to it."""

    id: str
    name: str
    organisation: str
    active: bool
    rows: list[tuple[str, str]]
    checked: str
    proposals: list[dict] = field(default_factory=list)
    reports: list[dict] = field(default_factory=list)
    history: list[dict] = field(default_factory=list)
    may_edit: bool = False
    may_publish: bool = False


def own_listing(session: Session, adviser: Adviser) -> str | None:
    """The organisation of the directory that the adviser belongs to; None if that is not said."""
    if adviser.organisation_id is None:
        return None
    return session.get(AdviceOrganisation, adviser.organisation_id).listing


def may_edit(session: Session, adviser: Adviser, organisation_id: str) -> bool:
    """Leads edit every listing; others suggest changes to those of their own organisation."""
    if may(adviser, Action.PUBLISH_LISTINGS):
        return True
    return own_listing(session, adviser) in (None, organisation_id)


def lines(session: Session, show: str, words: str, number: int) -> tuple[list[Line], int]:
    """A page of listings, and how many there are."""
    query = select(Service).join(Organisation)
    for word in words.replace("\x00", " ").split():
        like = [c.icontains(word, autoescape=True) for c in (Service.name, Organisation.name)]
        query = query.where(or_(*like))
    reported = select(ListingReport.service_id).where(ListingReport.settled.is_(None))
    proposed = select(ListingChange.service_id).where(ListingChange.state == "proposed")
    if show == "reports":
        query = query.where(Service.id.in_(reported))
    elif show == "proposed":
        query = query.where(Service.id.in_(proposed))
    elif show == "archived":
        query = query.where(Service.status != ACTIVE)
    else:
        query = query.where(Service.status == ACTIVE)
    total = session.scalar(select(func.count()).select_from(query.subquery()))
    order = [Service.checked.is_not(None), Service.checked] if show == "check" else []
    query = query.order_by(*order, Service.name, Service.id)
    rows = session.scalars(query.offset((number - 1) * A_PAGE).limit(A_PAGE)).all()
    found = [_line(session, row) for row in rows]
    return found, total


def _line(session: Session, row: Service) -> Line:
    reports = select(func.count()).where(
        ListingReport.service_id == row.id, ListingReport.settled.is_(None)
    )
    proposals = select(func.count()).where(
        ListingChange.service_id == row.id, ListingChange.state == "proposed"
    )
    return Line(
        row.id, row.name, row.organisation.name, _checked(row),
        session.scalar(reports), session.scalar(proposals),
    )  # fmt: skip


def view(
    session: Session, vault: Vault, adviser: Adviser, row: Service, now: datetime, today: date
) -> View:
    service, organisation = edit.listing(session, row.id)
    values = edit.values_of(service, organisation)
    rows = [(LABELS[n], _value(n, values[n])) for n in edit.FIELDS if values[n] not in ("", None)]
    old = freshness.stage(row, today) == freshness.VERY_OLD
    return View(
        id=row.id,
        name=row.name,
        organisation=row.organisation.name,
        active=row.status == ACTIVE,
        rows=rows,
        checked=_checked(row) + (" People are told to ring first." if old else ""),
        proposals=[_change(c, now) for c in _proposed(session, row.id)],
        reports=[_report(session, vault, r, now) for r in _reports(session, row.id)],
        history=[_change(c, now) for c in changes_of(session, row.id) if c.state != "proposed"],
        may_edit=may_edit(session, adviser, row.organisation_id),
        may_publish=may(adviser, Action.PUBLISH_LISTINGS),
    )


def _proposed(session: Session, id: str) -> list[ListingChange]:
    query = select(ListingChange).where(
        ListingChange.service_id == id, ListingChange.state == "proposed"
    )
    return list(session.scalars(query.order_by(ListingChange.at)))


def _reports(session: Session, id: str) -> list[ListingReport]:
    query = select(ListingReport).where(ListingReport.service_id == id)
    return list(session.scalars(query.order_by(ListingReport.at.desc()).limit(50)))


def _report(session: Session, vault: Vault, row: ListingReport, now: datetime) -> dict:
    words = ""
    if row.words:
        talk = inbox.talk_of(session, vault, row.conversation_id)
        words = talk.key.open("report", row.words)
    return {
        "id": row.id,
        "what": WHAT.get(row.what, WHAT["other"]),
        "words": words or "(deleted by the person)",
        "when": when(row.at, now),
        "iso": row.at.isoformat(),
        "settled": when(row.settled, now) if row.settled else "",
        "by": row.settled_by,
        "outcome": row.outcome,
    }


def _change(row: ListingChange, now: datetime) -> dict:
    pairs = [
        (LABELS.get(name, name.replace("_", " ")), _words(name, before), _words(name, after))
        for name, (before, after) in json.loads(row.fields).items()
    ]
    return {
        "id": row.id,
        "who": row.by,
        "what": row.action,
        "when": when(row.at, now),
        "iso": row.at.isoformat(),
        "pairs": pairs,
        "decided": f"{'Approved' if row.state == 'done' else 'Refused'} by {row.decided_by}"
        if row.decided
        else "",
    }


def _words(name: str, value: object) -> str:
    if isinstance(value, list | dict):
        return f"{len(value)} entries" if value else "nothing"
    return _value(name, str(value)) if value not in ("", None) else "nothing"


def _value(name: str, value: str) -> str:
    if name == "kind":
        return value.replace("_", " ")
    if value == "unknown":
        return "not known"
    return value


def _checked(row: Service) -> str:
    day = freshness.checked(row)
    if day is None:
        return "Not known when it was checked."
    by = f" by {row.checked_by}" if row.checked_by else ""
    return f"Last checked on {day.day} {day:%B %Y}{by}."


def form_fields(values: edit.Values, faults: dict[str, str]) -> list[dict]:
    """The fields of the form in groups: [{title, fields: [{name, label, hint, kind, ...}]}]."""
    groups = (
        (
            "The service",
            ("name", "kind", "description", "eligibility", "boroughs", "alert", "source_url"),
        ),
        ("When and where", ("days", "opens_at", "closes_at", "address", "postcode", "station")),
        ("Joining", ("cost", "how_to_join", "minimum_age", "maximum_age", "url", "email")),
        ("Access", (*NEEDS, "accessibility")),
        ("What is paid", tuple(f"pays_{what}" for what in PAYS)),
        ("The organisation, shown with all its services", edit.OF_ORGANISATION),
    )
    return [
        {"title": title, "fields": [_field(name, values, faults) for name in names]}
        for title, names in groups
    ]


def _field(name: str, values: edit.Values, faults: dict[str, str]) -> dict:
    value, kind, choices = values.get(name, ""), "line", []
    if name == "kind":
        kind, choices = "choice", [(k, k.replace("_", " ")) for k in KINDS]
        value = value or "other"
    elif name in NEEDS or name.startswith("pays_") or name == "user_led":
        kind = "choice"
        choices = [("unknown", "not known"), ("yes", "yes"), ("no", "no")]
        value = value or "unknown"
    elif name in edit.TEXTS and name != "name":
        kind = "text"
    return {
        "name": name, "label": LABELS[name], "hint": HINTS.get(name, ""), "kind": kind,
        "choices": choices, "value": value, "fault": faults.get(name, ""),
    }  # fmt: skip
