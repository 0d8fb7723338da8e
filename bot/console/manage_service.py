"""Managing the service: switching the assistant off on a channel, and the texts it says by itself."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy import select
from starlette.responses import RedirectResponse, Response

from bot.cases.models import Adviser
from bot.cases.roles import Action
from bot.console import words
from bot.console.entry import ConsoleRoute, Entered, Stop, gateway_of, reads, sends
from bot.console.managing import manage_page, note_change
from bot.content.gsm import segments
from bot.conversations import service_texts, switches
from bot.errors import PlainError
from bot.webchat.pages import page

router = APIRouter(prefix="/console/manage", route_class=ConsoleRoute, max_body_size=100_000)
Reader = Annotated[Entered, Depends(reads(Action.MANAGE_SERVICE))]
Sender = Annotated[Entered, Depends(sends(Action.MANAGE_SERVICE))]
DONE = {
    "saved": "The new wording holds from now on.",
    "standard": "The standard wording holds again from now on.",
}


@router.post("/channel")
def switch(
    request: Request, me: Sender, channel: str = Form(""), off: bool = Form(False)
) -> Response:
    """Switch the assistant off on a channel, or on again: then it answers what has waited."""
    gateway = gateway_of(request)
    if channel not in words.CHANNELS:
        return manage_page(request, me, 400, problem="Choose a channel.")
    name, now = words.CHANNELS[channel], gateway.clock.now()
    with gateway.database.begin() as session:
        if off:
            changed = switches.switch_off(session, channel, now)
        else:
            changed = switches.switch_on(session, channel)
        if changed:
            state = "off" if off else "on"
            note_change(session, me, None, f"Switched the assistant {state} on {name}", now)
    gateway.switches.forget()
    gateway.wake("")
    said = (
        "People are told and their messages wait." if off else "Messages that waited are answered."
    )
    return manage_page(
        request, me, done=f"{name}: the assistant is {'off' if off else 'on'}. {said}"
    )


@router.get("/texts")
def texts(request: Request, me: Reader) -> Response:
    gateway = gateway_of(request)
    changed = gateway.texts.current()
    rows = [
        (answer.id.removeprefix(service_texts.PREFIX), answer.title)
        for answer in service_texts.editable(gateway.store.current())
    ]
    return page("console/texts.html", me=me, rows=rows, changed=changed)


@router.get("/texts/{name}")
def text(request: Request, me: Reader, name: str, done: str = "") -> Response:
    return _text_page(request, me, name, done=DONE.get(done, ""))


@router.post("/texts/{name}")
def save(
    request: Request, me: Sender, name: str, plain: str = Form(""), sms: str = Form("")
) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    plain, sms = (t.replace("\r\n", "\n").strip() for t in (plain, sms))
    try:
        answer = service_texts.standard(gateway.store.current(), name)
        with gateway.database.begin() as session:
            service_texts.reword(session, answer, plain, sms, me.adviser.id, now)
            note_change(session, me, None, f"New wording of: {answer.title}", now)
    except PlainError as error:
        field = "sms" if "text message" in str(error) else "plain"
        return _text_page(
            request, me, name, 400, problem=str(error), field=field, plain=plain, sms=sms
        )
    gateway.texts.forget()
    return RedirectResponse(f"/console/manage/texts/{name}?done=saved", 303)


@router.post("/texts/{name}/standard")
def standard(request: Request, me: Sender, name: str) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    try:
        answer = service_texts.standard(gateway.store.current(), name)
    except PlainError:
        raise Stop(page("console/no_text.html", 404, me=me)) from None
    with gateway.database.begin() as session:
        service_texts.back_to_standard(session, answer, me.adviser.id, now)
        note_change(session, me, None, f"Standard wording again of: {answer.title}", now)
    gateway.texts.forget()
    return RedirectResponse(f"/console/manage/texts/{name}?done=standard", 303)


def _text_page(
    request: Request, me: Entered, name: str, status: int = 200, **values: str
) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    try:
        answer = service_texts.standard(gateway.store.current(), name)
    except PlainError:
        raise Stop(page("console/no_text.html", 404, me=me)) from None
    forms = {"plain": answer.forms["plain"], "sms": answer.forms.get("sms", answer.forms["plain"])}
    holds = gateway.texts.current().get(name, forms)
    with gateway.database.read() as session:
        rows = service_texts.history_of(session, name)
        names = dict(session.execute(select(Adviser.id, Adviser.name)).tuples().all())
    return page(
        "console/text.html",
        status,
        me=me,
        **{
            "name": name,
            "title": answer.title,
            "filled": sorted(set(service_texts.FILLED.findall(" ".join(forms.values())))),
            "segments": segments(holds["sms"]),
            "changed": holds is not forms,
            "plain": holds["plain"].strip(),
            "sms": holds["sms"].strip(),
            "history": [
                (row.plain, row.sms, names[row.adviser_id], words.when(row.at, now)) for row in rows
            ],
            **values,
        },
    )
