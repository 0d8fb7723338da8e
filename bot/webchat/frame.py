"""What every page of the chat needs to know: who looks at it, their settings, whose service it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.conversations import inbox
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Address
from bot.conversations.preferences import preferences_of
from bot.webchat import session as browser
from bot.webchat.display import attributes, chosen
from bot.webchat.pages import page
from bot.webchat.texts import LANGUAGES, TAGS, gettext, speaking, wished
from bot.webchat.visits import Visit, visit_of
from bot.webchat.words import hours_words

NEUTRAL = "/links"
"""A page that says nothing of this chat."""
NOWHERE = gettext("There is no page at this address.")
NOT_OURS = gettext("This came from another website, so nothing was sent or changed.")


@dataclass
class Visitor:
    """Somebody at the pages, and their talk if this browser may show one."""

    secret: str | None
    talk: Talk | None = None
    address: Address | None = None
    visit: Visit | None = None
    ended: bool = False
    """True if there is a talk, and the silence was too long to show it here."""
    display: dict[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        return self.display["language"]


def gateway_of(request: Request) -> Gateway:
    return request.app.state.gateway


def visitor_of(session: Session, request: Request) -> Visitor:
    """Who is at the page. Their settings come too; somebody new has the browser's language."""
    gateway = gateway_of(request)
    now = gateway.clock.now()
    secret = browser.secret_of(request)
    visitor = Visitor(secret, display=chosen({"language": _asked(request)}))
    visitor.address = browser.address_of(session, gateway.vault, secret)
    if visitor.address is None:
        return visitor
    visit = visit_of(session, visitor.address)
    visitor.ended = visit is not None and visit.is_over(now)
    if not visitor.ended:
        visitor.talk = inbox.talk_of(session, gateway.vault, visitor.address.conversation_id)
    if visitor.talk is not None:
        visitor.visit = visit
        visitor.display = display_of(session, gateway, visitor.talk, visitor.visit)
    return visitor


def display_of(
    session: Session, gateway: Gateway, talk: Talk, visit: Visit | None
) -> dict[str, str]:
    """All settings of the person whose talk this is, as they stand for this browser."""
    kept = preferences_of(session, gateway.vault, talk.row.person_id)
    device = "own" if visit is not None and visit.own_device else "shared"
    return chosen({**kept.display, "answers": kept.reply_form, "device": device})


def _asked(request: Request) -> str:
    return wished(request.headers.get("accept-language", ""))


def look(request: Request) -> Visitor:
    """The visitor, in a transaction of its own that only reads."""
    with gateway_of(request).database.read() as session:
        return visitor_of(session, request)


def show(
    request: Request,
    visitor: Visitor,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> HTMLResponse:
    """A whole page of the chat, in the person's language and as they set it up."""
    settings = gateway_of(request).settings
    with speaking(visitor.language):
        response = page(
            template,
            status,
            headers,
            display=attributes(visitor.display),
            other_languages={
                code: (TAGS[code], name)
                for code, name in LANGUAGES.items()
                if code != visitor.language
            },
            here=request.url.path,
            **frame_values(settings),
            **values,
        )
    response.headers["Content-Language"] = TAGS[visitor.language]
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def frame_values(settings) -> dict[str, object]:
    """The same on all pages: who runs the chat and the other ways to reach them."""
    return {
        "organisation": settings.organisation,
        "contact": settings.contact,
        "text_number": settings.twilio_number,
        "telegram_name": settings.telegram_name,
        "bsl": settings.bsl,
        "colour": settings.chat_colour,
        "leave_url": settings.leave_url or NEUTRAL,
        "people_hours": hours_words(settings.opening_hours),
    }


def is_ours(request: Request) -> bool:
    """False for a post that another website made this browser send."""
    if site := request.headers.get("sec-fetch-site"):
        return site in ("same-origin", "none")
    origin = request.headers.get("origin")
    if origin is None:
        return True
    # A proxy may show us another Host than the browser sees.
    public = urlsplit(gateway_of(request).settings.public_url).netloc
    try:
        return urlsplit(origin).netloc in (request.headers.get("host"), public)
    except ValueError:
        return False


def wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def nowhere(request: Request, status: int) -> Response | None:
    """The page for an address that has none, to somebody with a browser; None for anybody else."""
    ours = not request.url.path.startswith(("/console", "/api", "/hooks"))
    if ours and "text/html" in request.headers.get("accept", ""):
        return refuse(request, status, NOWHERE)
    return None


def refuse(request: Request, status: int, words: str) -> Response:
    """Say no, in the way the one who asked can read."""
    visitor = look(request)
    with speaking(visitor.language):
        words = gettext(words)
    if wants_json(request):
        return JSONResponse({"error": words}, status)
    return show(request, visitor, "error.html", status, words=words)
