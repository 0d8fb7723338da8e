"""What goes on around a talk: looking first, coming back, passing on, drafts, help with words."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from bot.cases import alarms
from bot.cases.machine import MoveRefused
from bot.cases.models import Case
from bot.cases.roles import Action
from bot.channels.base import CHANNELS
from bot.console import around, helping, views, words, work, writing
from bot.console.entry import ConsoleRoute, Entered, Stop, gateway_of, reads, sends
from bot.console.routes import MOST_BYTES, Seen, show_case
from bot.conversations import inbox
from bot.conversations.state import TalkState
from bot.webchat.pages import page

router = APIRouter(prefix="/console", route_class=ConsoleRoute, max_body_size=MOST_BYTES)
Reader = Annotated[Entered, Depends(reads(Action.ANSWER))]
Sender = Annotated[Entered, Depends(sends(Action.ANSWER))]
Lead = Annotated[Entered, Depends(sends(Action.LOOK_OVER))]


def case_url(case_id: str, part: str = "") -> RedirectResponse:
    return RedirectResponse(f"/console/cases/{quote(case_id)}{part}", 303)


@router.post("/cases/{case_id}/look")
def look(request: Request, case_id: str, me: Sender, why: str = Form("")) -> Response:
    """Read a case nobody holds, without taking it: for a reason, which is written down."""
    try:
        view = around.look(gateway_of(request), me.adviser, case_id, why)
    except MoveRefused as refused:
        return show_case(request, me, case_id, 409, problem=str(refused))
    return page("console/looked.html", me=me, case=view, why=words.WHY[why])


@router.post("/cases/{case_id}/step_in")
def step_in(request: Request, case_id: str, me: Sender) -> Response:
    try:
        around.step_in(gateway_of(request), me.adviser, case_id)
    except MoveRefused as refused:
        return show_case(request, me, case_id, 409, problem=str(refused))
    return case_url(case_id, "#latest")


@router.post("/cases/{case_id}/conflict")
def conflict(request: Request, case_id: str, me: Sender) -> Response:
    """This adviser knows the person elsewhere: the person's cases are hidden from them."""
    try:
        around.hide(gateway_of(request), me.adviser, case_id)
    except MoveRefused as refused:
        return show_case(request, me, case_id, 409, problem=str(refused))
    return RedirectResponse("/console/", 303)


@router.post("/cases/{case_id}/pass_on")
def pass_on(
    request: Request,
    case_id: str,
    me: Sender,
    to: str = Form(""),
    text: str = Form(""),
    seen: Seen = 0,
) -> Response:
    try:
        around.pass_on(gateway_of(request), me.adviser, case_id, to, text, seen)
    except (MoveRefused, work.BadText) as refused:
        return show_case(
            request, me, case_id, 409, problem=str(refused), field="pass_on", kept=text
        )
    return case_url(case_id)


@router.post("/cases/{case_id}/promise_callback")
def promise_callback(request: Request, case_id: str, me: Sender, seen: Seen = 0) -> Response:
    try:
        work.leave(gateway_of(request), me.adviser, case_id, "promise_callback", seen)
    except MoveRefused as refused:
        return show_case(request, me, case_id, 409, problem=str(refused))
    return case_url(case_id)


@router.post("/cases/{case_id}/draft")
def draft(request: Request, case_id: str, me: Sender, text: str = Form("")) -> Response:
    """Keep what is being written, and say what it will cost and whether it gives something away."""
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        case = session.get(Case, case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id) if case else None
        if talk is None or not work.may_read(session, case, me.adviser):
            return PlainTextResponse("Not yours to write.", 403)
        now = gateway.clock.now()
        helping.keep_draft(session, talk, case, me.adviser, text[: work.LONGEST], now)
        said = writing.about(text, talk.row.channel, gateway.settings)
    if "application/json" in request.headers.get("accept", ""):
        return JSONResponse({"about": said})
    return case_url(case_id, "#reply-text")


@router.get("/cases/{case_id}/help")
def help_page(
    request: Request, case_id: str, me: Reader, search: str = "", kind: str = ""
) -> Response:
    """Answers that may fit, listings nearby and saved replies, each with a button."""
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        case = session.get(Case, case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id) if case else None
        if talk is None or not work.may_read(session, case, me.adviser):
            raise Stop(page("console/no_case.html", 404, me=me))
        rows = views.readable(session, case)
        views.log_read(session, case, me.adviser, gateway.clock.now())
        saved = helping.saved(session, me.adviser, search)
        composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
    return page(
        "console/help_with_reply.html",
        me=me,
        case_id=case_id,
        ref=case_id[:6].upper(),
        answers=helping.answers(gateway, composer, talk, rows),
        nearby=helping.nearby(gateway, case, helping.today(gateway), kind),
        saved=saved,
        search=search,
        borough=case.borough,
    )


@router.post("/cases/{case_id}/put")
def put(request: Request, case_id: str, me: Sender, what: str = Form("")) -> Response:
    """Put a suggestion at the end of the draft. It is not sent."""
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        case = session.get(Case, case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id) if case else None
        if talk is None or not work.may_read(session, case, me.adviser):
            raise Stop(page("console/no_case.html", 404, me=me))
        composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
        text = helping.text_to_put(gateway, session, composer, me.adviser, what)
        before = helping.draft_of(session, talk, case, me.adviser)
        whole = f"{before}\n\n{text}".strip() if text else before
        helping.keep_draft(
            session, talk, case, me.adviser, whole[: work.LONGEST], gateway.clock.now()
        )
    return case_url(case_id, "#reply-text")


@router.post("/alarms/{alarm_id}/seen")
def alarm_seen(request: Request, alarm_id: str, me: Lead) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        alarms.see(session, alarm_id, me.adviser.id, gateway.clock.now())
    gateway.wake("")
    return RedirectResponse("/console/", 303)


@router.get("/breathe")
def breathe(me: Reader) -> Response:
    """After a crisis talk."""
    return page("console/breathe.html", me=me)


@router.post("/breathe/ready")
def ready(request: Request, me: Sender) -> Response:
    around.end_rest(gateway_of(request), me.adviser)
    return RedirectResponse("/console/", 303)
