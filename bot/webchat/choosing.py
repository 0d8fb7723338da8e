"""The settings page: how the chat looks, answers and speaks. Kept with the person."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.channels.base import WEB
from bot.conversations import inbox
from bot.conversations.preferences import Preferences, keep_preferences, preferences_of
from bot.webchat import session as browser
from bot.webchat import visits
from bot.webchat.display import GROUPS, NOT_KEPT_HERE, SETTINGS, chosen
from bot.webchat.frame import NOT_OURS, gateway_of, is_ours, look, refuse, show, visitor_of

pages = APIRouter()

MOST_BYTES = 10_000


@pages.get("/settings")
def settings_page(request: Request) -> HTMLResponse:
    """All settings as one form. `?saved` says that the last ones were kept."""
    visitor = look(request)
    return show(
        request,
        visitor,
        "settings.html",
        groups=GROUPS,
        chosen=visitor.display,
        saved="saved" in request.query_params,
    )


@pages.post("/settings")
async def save(request: Request) -> Response:
    """Keep what was chosen; what the form does not hold, or holds wrongly, stays as it was."""
    if not is_ours(request):
        return await run_in_threadpool(refuse, request, 403, NOT_OURS)
    form = await request.form(max_files=0, max_fields=50, max_part_size=MOST_BYTES)
    given = {
        name: str(form[name])
        for name, setting in SETTINGS.items()
        if form.get(name) in setting.choices
    }
    secret, own = await run_in_threadpool(_keep, request, given)
    back = "/" if form.get("back") == "chat" else "/settings?saved#saved"
    response = RedirectResponse(back, 303)
    browser.remember(response, secret, gateway_of(request).settings.cookie_secure, own)
    return response


def _keep(request: Request, given: Mapping[str, str]) -> tuple[str, bool]:
    """Store the choices. Returns the browser's secret, and whether it is the person's own device."""
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    with gateway.database.begin() as session:
        visitor = visitor_of(session, request)
        secret = visitor.secret if visitor.secret and not visitor.ended else browser.new_secret()
        talk, address = inbox.talk_with(session, gateway.vault, WEB.name, secret, now)
        visit = visits.keep_open(session, address, now)
        if "device" in given:
            visit.own_device = given["device"] == "own"
            visit.until = now + visit.lasts
        _keep_choices(session, gateway.vault, talk.row.person_id, given)
        return secret, visit.own_device


def _keep_choices(session: Session, vault, person_id: str, given: Mapping[str, str]) -> None:
    kept: Preferences = preferences_of(session, vault, person_id)
    display = {**kept.display, **given}
    kept.display = {
        name: value
        for name, value in chosen(display).items()
        if name not in NOT_KEPT_HERE and (name in given or name in kept.display)
    }
    kept.reply_form = given.get("answers", kept.reply_form)
    keep_preferences(session, vault, person_id, kept)
