"""Replies that have not left: taking one's own back, and looking over those of new advisers."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from bot.cases import desk
from bot.cases.machine import MoveRefused
from bot.cases.models import Adviser, Case, HeldReply
from bot.cases.roles import Action
from bot.console import helping, views, words, work
from bot.console.entry import ConsoleRoute, Entered, Stop, gateway_of, reads, sends
from bot.console.routes import show_case
from bot.console.talk import case_url
from bot.conversations import handover, held, inbox
from bot.conversations.gateway import Gateway
from bot.webchat.pages import page

CONTEXT = 8
"""So many messages before the reply are shown to who looks it over."""
GONE = "That reply is not waiting any more: it was sent, or taken back."

router = APIRouter(prefix="/console", route_class=ConsoleRoute, max_body_size=500_000)
Reader = Annotated[Entered, Depends(reads(Action.ANSWER))]
Sender = Annotated[Entered, Depends(sends(Action.ANSWER))]


@dataclass(frozen=True)
class Waits:
    """One reply that waits for a yes, with what was said before it."""

    id: str
    case_id: str
    ref: str
    writer: str
    since: str
    text: str
    before: list[views.Line]


@router.get("/cases/{case_id}/held")
def held_part(request: Request, case_id: str, me: Reader) -> Response:
    """The replies of a talk that have not left, for a page that is open."""
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        case = session.get(Case, case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id) if case else None
        if talk is None or not work.may_read(session, case, me.adviser):
            raise Stop(page("console/no_case.html", 404, me=me))
        lines = views.held_of(session, case, talk, me.adviser, gateway.clock.now())
    return page("console/_held.html", me=me, held=lines, case_id=case_id)


@router.post("/cases/{case_id}/take_back")
def take_back(
    request: Request, case_id: str, me: Sender, reply: str = Form(""), text: str = Form("")
) -> Response:
    """It is not sent; its words are in the draft again. `text`: what stands in the box meanwhile."""
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        row, case, talk = _own(session, gateway, me, case_id, reply)
        if row is not None:
            _keep_typed(session, gateway, me, talk, case, text)
            held.take_back(session, talk, row, gateway.clock.now())
    if row is None:
        return show_case(request, me, case_id, 409, problem=GONE, field="reply", kept=text)
    gateway.wake(talk.id)
    return case_url(case_id, "#reply-text")


@router.post("/cases/{case_id}/send_now")
def send_now(
    request: Request, case_id: str, me: Sender, reply: str = Form(""), text: str = Form("")
) -> Response:
    """The writer does not want to wait for the moment to be over."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, case, talk = _own(session, gateway, me, case_id, reply)
            if row is not None and row.send_at is not None:
                _keep_typed(session, gateway, me, talk, case, text)
                held.send(session, talk, gateway.beside_turn(talk), case, row)
    except MoveRefused as refused:
        return show_case(request, me, case_id, 409, problem=str(refused))
    if row is not None:
        gateway.wake(talk.id)
    return case_url(case_id, "#latest")


@router.get("/second")
def second(request: Request, me: Reader, done: str = "") -> Response:
    return _page(request, me, done=DONE.get(done, ""))


DONE = {
    "yes": "The reply was sent.",
    "back": "The reply went back to its writer, with your note.",
}


@router.post("/second/{reply}/yes")
def say_yes(request: Request, reply: str, me: Sender) -> Response:
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, case, talk = _to_look_over(session, gateway, me, reply)
            now = gateway.clock.now()
            desk.remark(session, case, "second_yes", me.adviser.id, now)
            held.send(session, talk, gateway.beside_turn(talk), case, row)
    except MoveRefused as refused:
        return _page(request, me, 409, problem=str(refused))
    gateway.wake(talk.id)
    return RedirectResponse("/console/second?done=yes", 303)


@router.post("/second/{reply}/back")
def send_back(request: Request, reply: str, me: Sender, text: str = Form("")) -> Response:
    """The writer gets the words back with a note on what to change."""
    gateway = gateway_of(request)
    try:
        with gateway.database.begin() as session:
            row, case, talk = _to_look_over(session, gateway, me, reply)
            now, note = gateway.clock.now(), work.checked(text, "sent back")
            adviser = session.get(Adviser, me.adviser.id)
            # Its writer may be typing on a page that knows nothing of this and keeps its own draft.
            whole = f"About your reply: {note}\n\nThe reply was:\n{held.words(talk, row)}"
            handover.write_note(session, talk, case, adviser, whole, now)
            desk.remark(session, case, "second_back", me.adviser.id, now)
            held.take_back(session, talk, row, now)
    except (MoveRefused, work.BadText) as refused:
        return _page(request, me, 409, problem=str(refused), kept=text, field=f"back-{reply}")
    gateway.wake(talk.id)
    return RedirectResponse("/console/second?done=back", 303)


def _keep_typed(
    session: Session, gateway: Gateway, me: Entered, talk: inbox.Talk, case: Case, text: str
) -> None:
    """What stood in the box when a button beside it was pressed."""
    if text.strip():
        now = gateway.clock.now()
        helping.keep_draft(session, talk, case, me.adviser, text[: work.LONGEST], now)


def _own(
    session: Session, gateway: Gateway, me: Entered, case_id: str, reply: str
) -> tuple[HeldReply | None, Case | None, inbox.Talk | None]:
    row = session.get(HeldReply, reply, with_for_update=True)
    if row is None or row.case_id != case_id or row.adviser_id != me.adviser.id:
        return None, None, None
    case = session.get(Case, case_id)
    return row, case, inbox.talk_of(session, gateway.vault, case.conversation_id)


def _to_look_over(
    session: Session, gateway: Gateway, me: Entered, reply: str
) -> tuple[HeldReply, Case, inbox.Talk]:
    """Raises MoveRefused if this reply does not wait for this adviser's yes (any more)."""
    adviser = session.get(Adviser, me.adviser.id)
    for row, case in held.waiting(session, adviser):
        if row.id == reply:
            return row, case, inbox.talk_of(session, gateway.vault, case.conversation_id)
    raise MoveRefused(GONE)


def _page(request: Request, me: Entered, status: int = 200, **values: str) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    rows = []
    with gateway.database.begin() as session:
        adviser = session.get(Adviser, me.adviser.id)
        for row, case in held.waiting(session, adviser):
            talk = inbox.talk_of(session, gateway.vault, case.conversation_id)
            lines = views.lines_of(session, case, talk, adviser, now)[-CONTEXT:]
            writer = session.get(Adviser, row.adviser_id).name
            text, since = held.words(talk, row), words.when(row.at, now)
            rows.append(Waits(row.id, case.id, words.ref(case.id), writer, since, text, lines))
            views.log_read(session, case, adviser, now, "second_pair")
    return page("console/second.html", status, me=me, rows=rows, **values)
