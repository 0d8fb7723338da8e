"""The console's addresses. Everything works as plain forms; `events` makes open pages live."""

import secrets
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form, Query, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.staticfiles import StaticFiles

from bot.cases import desk
from bot.cases.machine import MoveRefused
from bot.cases.models import Case, Conflict, Kind
from bot.cases.roles import Action
from bot.console import live, queue, views, words, work
from bot.console.entry import (
    COOKIE,
    ConsoleRoute,
    Entered,
    Stop,
    enter,
    gateway_of,
    reads,
    sends,
)
from bot.conversations import inbox
from bot.webchat.pages import page

MOST_BYTES = 500_000
"""Largest form: 10,000 characters can take 120,000 bytes in a form, and too long is told kindly."""

console = APIRouter(prefix="/console", route_class=ConsoleRoute, max_body_size=MOST_BYTES)
Reader = Annotated[Entered, Depends(reads(Action.ANSWER))]
Sender = Annotated[Entered, Depends(sends(Action.ANSWER))]
Number = Annotated[int, Query(ge=0, lt=2**31)]
Seen = Annotated[int, Form(ge=0, lt=2**31)]
"""The number of the newest message on the page that a form came from."""
_static = StaticFiles(directory=Path(__file__).parent / "static")


@console.get("/static/{name}")
async def static(request: Request, name: str) -> Response:
    response = await _static.get_response(name, request.scope)
    response.headers["Cache-Control"] = "no-cache"
    return response


@console.get("/")
def queue_page(request: Request, me: Reader) -> Response:
    return page("console/queue.html", me=me, lists=_lists(request, me))


@console.get("/queue")
def queue_part(request: Request, me: Reader) -> Response:
    """The lists alone, for a page that is open."""
    return page("console/_lists.html", me=me, lists=_lists(request, me))


@console.get("/events")
async def events(request: Request, case: str = "", after: Number = 0) -> Response:
    gateway, cookie = gateway_of(request), request.cookies.get(COOKIE)
    if await live.run_in_threadpool(enter, gateway, cookie, use=False) is None:
        return PlainTextResponse("Sign in first.", 401)
    last = request.headers.get("last-event-id", "")
    if last.isdecimal() and len(last) < 10:
        after = max(after, int(last))
    return StreamingResponse(
        live.events(gateway, request.app.state.hub, cookie, case, after, request.is_disconnected),
        media_type="text/event-stream",
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


@console.get("/cases/{case_id}")
def case_page(
    request: Request,
    case_id: str,
    me: Reader,
    sent: str = "",
    held: str = "",
    simple: bool = False,
    full: bool = False,
) -> Response:
    """The case; `simple` or as the adviser set it: only messages and reply, one talk at a time."""
    only = "" if full else "yes" if simple or me.wishes.simple else ""
    was_held = "yes" if held else ""
    return show_case(request, me, case_id, sent=sent or held, was_held=was_held, only_talk=only)


@console.get("/one")
def one(request: Request, me: Reader) -> Response:
    """The first of one's talks, alone on its page."""
    with gateway_of(request).database.read() as session:
        mine = desk.held_by(session, me.adviser.id)
    if not mine:
        return page("console/no_talk.html", me=me)
    return RedirectResponse(f"/console/cases/{mine[0].id}?simple=true", 303)


@console.get("/help")
def help_page(request: Request, me: Reader) -> Response:
    settings = gateway_of(request).settings
    return page(
        "console/help.html", me=me, organisation=settings.organisation, contact=settings.contact
    )


@console.get("/cases/{case_id}/messages")
def messages_part(request: Request, case_id: str, me: Reader, after: Number = 0) -> Response:
    """Messages after a number, for a page that is open."""
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        case = session.get(Case, case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id) if case else None
        if talk is None or not work.may_read(session, case, me.adviser):
            return PlainTextResponse("Not yours to read.", 403)
        now = gateway.clock.now()
        lines = views.lines_of(session, case, talk, me.adviser, now, after)
        if lines:
            views.log_read(session, case, me.adviser, now)
    return page("console/_messages.html", lines=lines)


@console.post("/cases/{case_id}/claim")
def claim(request: Request, case_id: str, me: Sender) -> Response:
    try:
        work.take(gateway_of(request), me.adviser, case_id)
    except MoveRefused as refused:
        return show_case(request, me, case_id, 409, problem=str(refused))
    return _back_to(case_id)


@console.post("/cases/{case_id}/reply")
def reply(
    request: Request,
    case_id: str,
    me: Sender,
    text: str = Form(""),
    once: str = Form(""),
    sure: bool = Form(False),
) -> Response:
    once = once or secrets.token_urlsafe(16)
    try:
        done = work.answer(gateway_of(request), me.adviser, case_id, text, once, sure)
    except work.GivesAway as refused:
        said = f"{refused} If it must be sent, tick the box and send it again."
        return show_case(
            request, me, case_id, 409, problem=said, field="reply", kept=text, ask_sure="yes"
        )
    except (MoveRefused, work.BadText) as refused:
        return show_case(request, me, case_id, 409, problem=str(refused), field="reply", kept=text)
    return _back_to(case_id, once, done)


@console.post("/cases/{case_id}/note")
def note(request: Request, case_id: str, me: Sender, text: str = Form("")) -> Response:
    try:
        work.write_down(gateway_of(request), me.adviser, case_id, text)
    except (MoveRefused, work.BadText) as refused:
        return show_case(request, me, case_id, 409, problem=str(refused), field="note", kept=text)
    return RedirectResponse(f"/console/cases/{quote(case_id)}#notes", 303)


@console.post("/cases/{case_id}/hand_back")
def hand_back(
    request: Request,
    case_id: str,
    me: Sender,
    seen: Seen = 0,
    about: str = Form("", max_length=MOST_BYTES),
    agreed: str = Form(""),
    next_step: str = Form(""),
) -> Response:
    lines = [" ".join(inbox.clean(line).split()) for line in (about, agreed, next_step)]
    return _leave(request, case_id, me, "hand_back", seen, [line for line in lines if line])


@console.post("/cases/{case_id}/close")
def close(request: Request, case_id: str, me: Sender, seen: Seen = 0) -> Response:
    return _leave(request, case_id, me, "close", seen)


@console.post("/cases/{case_id}/release")
def release(request: Request, case_id: str, me: Sender, seen: Seen = 0) -> Response:
    return _leave(request, case_id, me, "release", seen)


def _leave(
    request: Request,
    case_id: str,
    me: Entered,
    move: str,
    seen: int,
    summary: list[str] | None = None,
) -> Response:
    try:
        case = work.leave(gateway_of(request), me.adviser, case_id, move, seen, summary=summary)
    except (MoveRefused, work.BadText) as refused:
        kept = "\n".join(summary or [])
        return show_case(request, me, case_id, 409, problem=str(refused), kept=kept)
    if case.kind == Kind.CRISIS and move in ("hand_back", "close"):
        return RedirectResponse("/console/breathe", 303)
    return RedirectResponse(f"/console/cases/{quote(case_id)}", 303)


def _lists(request: Request, me: Entered) -> queue.Lists:
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        return queue.lists(session, gateway.vault, me.adviser, gateway.hours, gateway.clock.now())


def show_case(
    request: Request, me: Entered, case_id: str, status: int = 200, **values: str
) -> Response:
    """The case page, with what went wrong and what was typed if something did."""
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    with gateway.database.read() as session:
        case = session.get(Case, case_id)
        hidden = case and session.get(Conflict, (me.adviser.id, case.conversation_id))
        if case is None or hidden:
            raise Stop(page("console/no_case.html", 404, me=me))
        reads = work.may_read(session, case, me.adviser)
    # Looking at words is written down, so only that takes a transaction that writes.
    with gateway.database.begin() if reads else gateway.database.read() as session:
        case = session.get(Case, case_id)
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id)
        view = views.case_view(session, gateway, case, talk, me.adviser, now)
        simple = bool(values.get("only_talk")) and view.can_write
        beside = queue.beside(session, gateway, me.adviser, case, now) if simple else (None, None)
    return page(
        "console/one.html" if simple else "console/case.html",
        status,
        previous=beside[0],
        next=beside[1],
        me=me,
        case=view,
        once=secrets.token_urlsafe(16),
        longest=work.LONGEST,
        reasons=words.WHY,
        **values,
    )


def _back_to(case_id: str, once: str = "", done: str = "sent") -> Response:
    """See Other, at the newest message. `sent` lets the page forget the draft that was sent."""
    query = f"?{done}={quote(once)}" if once else ""
    place = "held" if done == "held" else "latest"
    return RedirectResponse(f"/console/cases/{quote(case_id)}{query}#{place}", 303)
