"""The same talk on one more device: by a link, by a picture to scan, or by a short code."""

import segno
from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.conversations import inbox
from bot.conversations.models import Address
from bot.webchat import session as browser
from bot.webchat import visits
from bot.webchat.frame import NOT_OURS, gateway_of, is_ours, look, refuse, show
from bot.webchat.texts import gettext as _

pages = APIRouter()

WRONG = _(
    "This code does not work. It may be mistyped, used already, or older than 15 minutes. "
    "Check it, or make a new one on your other device."
)


@pages.get("/another-device")
def offer(request: Request) -> HTMLResponse:
    """What a code is for, with a button that makes one."""
    visitor = look(request)
    return show(request, visitor, "another_device.html", started=visitor.talk is not None)


@pages.post("/another-device")
def make(request: Request) -> Response:
    """Make a code and show it, with a link and a picture that hold it too."""
    if not is_ours(request):
        return refuse(request, 403, NOT_OURS)
    gateway, visitor = gateway_of(request), look(request)
    if visitor.talk is None:
        return RedirectResponse("/another-device", 303)
    with gateway.database.begin() as session:
        code = visits.make_code(session, gateway.vault, visitor.talk.id, gateway.clock.now())
    link = f"{gateway.settings.public_url}/carry-on?code={code}"
    return show(
        request,
        visitor,
        "another_device.html",
        started=True,
        code=f"{code[:4]}-{code[4:]}",
        link=link,
        picture=_picture(link),
    )


def _picture(link: str) -> Markup:
    """A QR code, as part of the page: dark on white in every theme, so that cameras read it."""
    drawn = segno.make(link, micro=False).svg_inline(
        scale=4, border=4, light="#fff", dark="#000", svgclass="qr", omitsize=False
    )
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


@pages.get("/carry-on")
def enter(request: Request, code: str = "") -> HTMLResponse:
    """A box for the code. A link fills it in, but only the button uses it up."""
    return show(request, look(request), "carry_on.html", code=code[:20], own=_own_talk(request))


@pages.post("/carry-on")
async def carry_on(request: Request) -> Response:
    """This browser opens the talk of the code from now on."""
    if not is_ours(request):
        return await run_in_threadpool(refuse, request, 403, NOT_OURS)
    form = await request.form(max_files=0, max_fields=5, max_part_size=1_000)
    return await run_in_threadpool(_carry_on, request, str(form.get("code", ""))[:40])


def _carry_on(request: Request, typed: str) -> Response:
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    secret = browser.new_secret()
    with gateway.database.begin() as session:
        found = visits.use_code(session, gateway.vault, typed, now)
        talk = inbox.talk_of(session, gateway.vault, found) if found else None
        if talk is not None:
            address = Address(
                person_id=talk.row.person_id,
                conversation_id=talk.id,
                channel="web",
                tag=gateway.vault.address_tag("web", secret),
                sealed=talk.key.seal("address", secret),
            )
            session.add(address)
            session.flush()
            visits.keep_open(session, address, now)
    if talk is None:
        return show(
            request, look(request), "carry_on.html", 422,
            code=typed, error=WRONG, own=_own_talk(request),
        )  # fmt: skip
    response = RedirectResponse("/#latest", 303)
    browser.remember(response, secret, gateway.settings.cookie_secure)
    return response


def _own_talk(request: Request) -> bool:
    """True if this browser shows another talk already, which it would no longer show."""
    talk = look(request).talk
    return talk is not None and talk.row.last_number > 0
