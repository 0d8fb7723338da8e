"""Leaving at once, and ending for good: what a person can do who is not alone at the screen."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.base import WEB
from bot.conversations import inbox
from bot.conversations.compose import Outgoing
from bot.conversations.state import TalkState
from bot.webchat import session as browser
from bot.webchat import visits
from bot.webchat.frame import NEUTRAL, NOT_OURS, gateway_of, is_ours, look, refuse, show
from bot.webchat.pages import page

pages = APIRouter()


@pages.post("/leave")
def leave(request: Request) -> Response:
    """To a page that says nothing of this chat, and the browser no longer opens it.

    The talk itself stays: somebody who leaves in a hurry has not asked to delete anything.
    """
    settings = gateway_of(request).settings
    response = RedirectResponse(settings.leave_url or NEUTRAL, 303)
    if is_ours(request):
        browser.forget(response, settings.cookie_secure)
    return response


@pages.get(NEUTRAL)
def neutral() -> HTMLResponse:
    """A page of links as any browser's start page, with no word of us."""
    return page("neutral.html")


@pages.get("/forget")
def ask_to_forget(request: Request) -> HTMLResponse:
    """Two ways to end: the words stay, or all is deleted. Each says what it does, with a button."""
    visitor = look(request)
    open_ = visitor.talk is not None and visitor.talk.row.ended is None
    return show(
        request, visitor, "forget.html", step="ask", open=open_, once=browser.new_form_token()
    )


@pages.post("/forget")
def forget(request: Request) -> Response:
    """Delete the talk and throw the secret away; with a person on the case, say why not."""
    if not is_ours(request):
        return refuse(request, 403, NOT_OURS)
    gateway, visitor = gateway_of(request), look(request)
    out, kept, talk = Outgoing(), False, None
    with gateway.database.begin() as session:
        address = browser.address_of(session, gateway.vault, visitor.secret)
        talk = inbox.talk_of(session, gateway.vault, address.conversation_id) if address else None
        if talk is not None:
            composer = gateway.composer(talk, WEB, TalkState())
            before = talk.row.data_key
            gateway.erase(session, talk, composer, out)
            # Nothing is erased while somebody owes the person help; the key shows which it was.
            kept = talk.row.data_key == before
            if not kept:
                visits.end_all(session, talk.id)
    if talk is not None:
        gateway.wake(talk.id)
    step = "kept" if kept else "done"
    response = show(request, visitor, "forget.html", step=step, said=out.text)
    if not kept:
        browser.forget(response, gateway.settings.cookie_secure)
    return response
