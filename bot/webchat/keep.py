"""Taking things along: the talk as a page or as plain text, and the newest answer as a text message."""

import re
from datetime import datetime
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.clock import LONDON
from bot.conversations import inbox
from bot.webchat import phone
from bot.webchat.frame import (
    NOT_OURS,
    Visitor,
    frame_values,
    gateway_of,
    is_ours,
    look,
    refuse,
    show,
    visitor_of,
)
from bot.webchat.history import Shown, opened
from bot.webchat.pages import fragment
from bot.webchat.texts import gettext as _
from bot.webchat.texts import speaking
from bot.webchat.words import clock_words, day_words

pages = APIRouter()

_DRAWING = re.compile(r"<img [^>]+>")
"""The drawings stay behind: the file must need nothing else, and the words say it all."""


def _whole_talk(request: Request) -> tuple[Visitor, list[Shown], datetime]:
    gateway = gateway_of(request)
    now = gateway.clock.now()
    with gateway.database.read() as session:
        visitor = visitor_of(session, request)
        found = inbox.messages_of(session, visitor.talk.id) if visitor.talk else []
        with speaking(visitor.language):
            return visitor, [opened(visitor.talk, m, now) for m in found], now


@pages.get("/copy")
def copy(request: Request) -> PlainTextResponse:
    """The talk as a text file."""
    visitor, messages, now = _whole_talk(request)
    with speaking(visitor.language):
        text = copy_text(messages, now)
    name = 'attachment; filename="chat.txt"'
    return PlainTextResponse(text, headers={"Content-Disposition": name})


@pages.get("/copy.html")
def copy_page(request: Request) -> HTMLResponse:
    """The talk as one page that needs nothing else, for keeping."""
    visitor, messages, now = _whole_talk(request)
    with speaking(visitor.language):
        text = fragment(
            "copy.html",
            messages=[(full_time(s.created), _DRAWING.sub("", s.body), s) for s in messages],
            saved=day_words(now.astimezone(LONDON).date()),
            **frame_values(gateway_of(request).settings),
        )
    return HTMLResponse(text, headers={"Content-Disposition": 'attachment; filename="chat.html"'})


def full_time(moment: datetime) -> str:
    """`21 November 2026 at 2:05pm`: right on whatever day it is read."""
    there = moment.astimezone(LONDON)
    return _("%(day)s at %(clock)s") % {"day": day_words(there.date()), "clock": clock_words(there)}


def copy_text(messages: list[Shown], now: datetime) -> str:
    """The talk as plain text, for keeping or printing."""
    saved = day_words(now.astimezone(LONDON).date())
    parts = [_("A copy of your chat with Alongside, saved on %(day)s.") % {"day": saved}]
    for shown in messages:
        lines = [f"{shown.who}, {full_time(shown.created)}", shown.text]
        if shown.offers:
            lines.append(_("Choices: %(labels)s.") % {"labels": ", ".join(shown.offers)})
        lines += [
            _("Source: %(source)s")
            % {"source": ", ".join(filter(None, (s["title"], s["publisher"], s["date"], s["url"])))}
            for s in shown.sources
        ]
        if shown.checked:
            lines.append(_("Last checked: %(day)s") % {"day": shown.checked})
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


MOST_IN_A_LINK = 1_800
"""Characters of a `mailto:` address that every email program takes (Windows cuts at about 2,000)."""


@pages.get("/email")
def email(request: Request) -> HTMLResponse:
    """A link that opens the person's own email program with the talk: it never passes through us."""
    visitor, messages, now = _whole_talk(request)
    with speaking(visitor.language):
        link, first = _email_link(messages, now)
    return show(request, visitor, "email.html", link=messages and link, cut=first > 0)


def _email_link(messages: list[Shown], now: datetime) -> tuple[str, int]:
    """The link, and how many of the oldest messages it leaves out."""
    subject = quote(_("A copy of your chat"))
    for first in range(len(messages) + 1):
        body = copy_text(messages[first:], now).replace("\n", "\r\n")
        link = f"mailto:?subject={subject}&body={quote(body)}"
        if len(link) <= MOST_IN_A_LINK:
            break
    return link, first


@pages.get("/phone")
def ask_for_number(request: Request) -> HTMLResponse:
    """A box for the number, and what will be sent there."""
    return _phone_page(request)


@pages.post("/phone")
async def send_to_phone(request: Request) -> Response:
    """The newest answer as one text message, if the person says the phone is theirs."""
    if not is_ours(request):
        return await run_in_threadpool(refuse, request, 403, NOT_OURS)
    form = await request.form(max_files=0, max_fields=5, max_part_size=1_000)
    number, agreed = str(form.get("number", ""))[:40], form.get("agreed") == "yes"
    return await run_in_threadpool(_send_to_phone, request, number, agreed)


def _send_to_phone(request: Request, number: str, agreed: bool) -> Response:
    gateway, visitor = gateway_of(request), look(request)
    if visitor.talk is None:
        return _phone_page(request)
    if not agreed:
        return _phone_page(request, 422, error=phone.NOT_AGREED, about="agreed", number=number)
    with gateway.database.begin() as session:
        fault = phone.send_answer(gateway, session, visitor.talk.id, number)
    if fault:
        return _phone_page(request, 422, error=fault, about="number", number=number, agreed=True)
    return _phone_page(request, sent=True)


def _phone_page(request: Request, status: int = 200, **values: object) -> HTMLResponse:
    gateway, visitor = gateway_of(request), look(request)
    with gateway.database.read() as session:
        answer = phone.newest_answer(gateway, session, visitor.talk.id) if visitor.talk else ""
    return show(
        request, visitor, "phone.html", status,
        possible="sms" in gateway.senders, answer=bool(answer), **values,
    )  # fmt: skip
