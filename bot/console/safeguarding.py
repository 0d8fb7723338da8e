"""Safeguarding records: apart from the talk, sealed with a key of their own, each look written down.

A record stays when the talk is deleted: it may be needed to keep somebody safe.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from bot.cases import desk
from bot.cases.machine import MoveRefused
from bot.cases.models import Adviser, Case, Conflict, SafeguardingEntry, SafeguardingRecord
from bot.cases.roles import Action, may
from bot.console import words, work
from bot.console.entry import ConsoleRoute, Entered, Stop, gateway_of, reads, sends
from bot.console.routes import MOST_BYTES, show_case
from bot.conversations.gateway import Gateway
from bot.privacy.vault import FieldKey
from bot.storage.base import new_id
from bot.webchat.pages import page

router = APIRouter(prefix="/console", route_class=ConsoleRoute, max_body_size=MOST_BYTES)
Sender = Annotated[Entered, Depends(sends(Action.ANSWER))]
Lead = Annotated[Entered, Depends(reads(Action.LOOK_OVER))]
LeadSends = Annotated[Entered, Depends(sends(Action.LOOK_OVER))]
WHAT = {"opened": "Made the record", "read": "Read it", "noted": "Wrote", "closed": "Closed it"}


@dataclass(frozen=True)
class Entry:
    what: str
    who: str
    when: str
    text: str


@router.post("/cases/{case_id}/safeguarding")
def make(request: Request, case_id: str, me: Sender, text: str = Form("")) -> Response:
    gateway = gateway_of(request)
    try:
        record(gateway, me.adviser, case_id, text)
    except (MoveRefused, work.BadText) as refused:
        return show_case(
            request, me, case_id, 409, problem=str(refused), field="safeguarding", kept=text
        )
    return RedirectResponse(f"/console/cases/{quote(case_id)}", 303)


@router.get("/safeguarding")
def records(request: Request, me: Lead) -> Response:
    with gateway_of(request).database.read() as session:
        query = select(SafeguardingRecord, Adviser.name).join(
            Adviser, Adviser.id == SafeguardingRecord.lead_id
        )
        hidden = _hidden(session, me.adviser)
        found = session.execute(query.order_by(SafeguardingRecord.opened.desc())).all()
        rows = [(row, name) for row, name in found if row.case_id not in hidden]
    now = gateway_of(request).clock.now()
    shown = [
        (r.id, words.ref(r.case_id), name, words.when(r.opened, now), r.closed) for r, name in rows
    ]
    return page("console/safeguarding.html", me=me, records=shown)


@router.post("/safeguarding/{record_id}")
def open_record(request: Request, record_id: str, me: LeadSends, text: str = Form("")) -> Response:
    """Open a record (each look is written down), and write in it if there is a text."""
    return _write(request, me, record_id, text, "noted" if text.strip() else "read")


@router.post("/safeguarding/{record_id}/close")
def close(request: Request, record_id: str, me: LeadSends, text: str = Form("")) -> Response:
    return _write(request, me, record_id, text, "closed")


def record(gateway: Gateway, adviser: Adviser, case_id: str, text: str) -> SafeguardingRecord:
    """Make a record with a named lead, who is alarmed. Raises MoveRefused or BadText."""
    text = work.checked(text, "recorded")
    with gateway.database.begin() as session:
        case, talk = work.find(session, gateway, adviser, case_id)
        if not work.may_read(session, case, adviser):
            raise MoveRefused("That is not possible: take this case first.")
        if (same := _made_before(session, gateway, case, adviser, text)) is not None:
            return same
        now, record_id = gateway.clock.now(), new_id()
        row = SafeguardingRecord(
            id=record_id,
            case_id=case.id,
            lead_id=_lead(session, case, adviser).id,
            data_key=gateway.vault.new_key(record_id),
            opened=now,
        )
        session.add(row)
        session.flush()
        desk.worry(session, case, adviser.id, now)
        _add(session, _key(gateway, row), row, adviser, "opened", text, now)
    gateway.wake(talk.id)
    return row


def _made_before(
    session: Session, gateway: Gateway, case: Case, adviser: Adviser, text: str
) -> SafeguardingRecord | None:
    """The open record this adviser made of the case in these very words: a form sent twice."""
    query = select(SafeguardingRecord, SafeguardingEntry).join(SafeguardingEntry)
    query = query.where(
        SafeguardingRecord.case_id == case.id,
        SafeguardingRecord.closed.is_(None),
        SafeguardingEntry.adviser_id == adviser.id,
        SafeguardingEntry.what == "opened",
    )
    for row, entry in session.execute(query):
        if _key(gateway, row).open("entry", entry.body) == text:
            return row
    return None


def _lead(session: Session, case: Case, adviser: Adviser) -> Adviser:
    """Who sees to it: a lead of the same organisation, else any lead, else whoever made it.

    Nobody who knows the person.
    """
    rows = desk.colleagues(session, case, adviser)
    leads = [row for row in rows if may(row, Action.LOOK_OVER)]
    leads.sort(
        key=lambda row: (row.organisation_id != adviser.organisation_id, row.away is not None)
    )
    return leads[0] if leads else adviser


def _hidden(session: Session, adviser: Adviser) -> set[str]:
    """Cases of people this adviser knows elsewhere."""
    query = select(Case.id).join(Conflict, Conflict.conversation_id == Case.conversation_id)
    return set(session.scalars(query.where(Conflict.adviser_id == adviser.id)))


def _write(request: Request, me: Entered, record_id: str, text: str, what: str) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        row = session.get(SafeguardingRecord, record_id)
        if row is None or row.case_id in _hidden(session, me.adviser):
            raise Stop(page("console/no_case.html", 404, me=me))
        now, problem, key = gateway.clock.now(), "", _key(gateway, row)
        try:
            kept = work.checked(text, "kept") if text.strip() else None
        except work.BadText as bad:
            kept, problem, what = None, str(bad), "read"
        _add(session, key, row, me.adviser, what, kept, now)
        if what == "closed":
            row.closed = now
        entries = _entries(session, key, row, now)
        lead = session.get(Adviser, row.lead_id).name
    return page(
        "console/safeguarding_record.html",
        409 if problem else 200,
        me=me,
        record=row,
        ref=words.ref(row.case_id),
        lead=lead,
        entries=entries,
        problem=problem,
        field="note" if problem else "",
        kept=text if problem else "",
    )


def _key(gateway: Gateway, row: SafeguardingRecord) -> FieldKey:
    return gateway.vault.open_key(row.data_key, row.id)


def _add(
    session: Session,
    key: FieldKey,
    row: SafeguardingRecord,
    adviser: Adviser,
    what: str,
    text: str | None,
    now: datetime,
) -> None:
    body = key.seal("entry", text) if text else None
    session.add(
        SafeguardingEntry(record_id=row.id, adviser_id=adviser.id, at=now, what=what, body=body)
    )
    session.flush()


def _entries(
    session: Session, key: FieldKey, row: SafeguardingRecord, now: datetime
) -> list[Entry]:
    query = select(SafeguardingEntry, Adviser.name).join(Adviser)
    query = query.where(SafeguardingEntry.record_id == row.id).order_by(SafeguardingEntry.at)
    return [
        Entry(
            WHAT[entry.what],
            name,
            words.when(entry.at, now),
            key.open("entry", entry.body) if entry.body else "",
        )
        for entry, name in session.execute(query)
    ]
