"""The chat page itself: what was said, the box to write in, and what the scripts must know."""

from contextlib import suppress

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import HTMLResponse

from bot.conversations import inbox
from bot.conversations.inbox import LONGEST
from bot.conversations.models import Author
from bot.webchat import session as browser
from bot.webchat import visits
from bot.webchat.frame import Visitor, gateway_of, show
from bot.webchat.history import Shown, choices_html, item_html, opened
from bot.webchat.holding import holding
from bot.webchat.pages import fragment
from bot.webchat.texts import gettext as _
from bot.webchat.texts import speaking
from bot.webchat.words import time_words

SHOWN = 60
"""Messages on the page; a link shows all of a longer talk."""

FIRST_QUESTIONS = (
    "What is Access to Work?",
    "Find a job club near me",
    "Will I lose my benefits if I try work?",
    "Do I have to tell an employer that I am disabled?",
    "Can I talk to a person?",
)
"""In English in every language of the pages: they are what the assistant is asked."""


def has_seen(request: Request, visitor: Visitor, number: int) -> None:
    """The visit goes on, and this message has been on the screen."""
    gateway, now = gateway_of(request), gateway_of(request).clock.now()
    if not visits.is_due(visitor.visit, now, number):
        return
    # A page that was read is worth showing, also when nothing can be written now.
    with suppress(OperationalError), gateway.database.begin() as session:
        if address := browser.address_of(session, gateway.vault, visitor.secret):
            visits.keep_open(session, address, now, number)


def chat_page(
    request: Request,
    session: Session,
    visitor: Visitor,
    status: int = 200,
    *,
    everything: bool = False,
    error: str = "",
    text: str = "",
    once: str = "",
    no_cookie: bool = False,
    place: str = "",
) -> HTMLResponse:
    """The page; with `error` it says what is wrong and keeps the text.

    `place`: whose drafts the history may bring back; none if it is empty.
    """
    gateway, talk = gateway_of(request), visitor.talk
    found: list[Shown] = []
    state, earlier, now = "bot", 0, gateway.clock.now()
    until = now + (visitor.visit.lasts if visitor.visit else visits.SHARED)
    with speaking(visitor.language):
        if talk:
            state = holding(session, talk)
            first = 0 if everything else max(0, talk.row.last_number - SHOWN)
            found = [opened(talk, m, now) for m in inbox.messages_of(session, talk.id, first)]
            earlier = found[0].number - 1 if found else 0
        unread = _first_unread(visitor, found)
        items = [item_html(s, newest=s is found[-1], new=s.number == unread) for s in found]
        until_words = time_words(until, now)
        choices = choices_html(found[-1]) if found else _first_questions()
    return show(
        request,
        visitor,
        "chat.html",
        status,
        items=items,
        known=found[-1].number if found else 0,
        earlier=earlier,
        state=state,
        error=error,
        text=text,
        no_cookie=no_cookie,
        ended=visitor.ended or "lost" in request.query_params,
        choices=choices,
        welcome=gateway.settings.welcome,
        longest=LONGEST,
        once=once or browser.new_form_token(),
        place=place,
        lasts=int((until - now).total_seconds() * 1000),
        until_words=until_words,
    )


def _first_questions() -> str:
    return fragment(
        "offers.html",
        offers=FIRST_QUESTIONS,
        known=0,
        once=browser.new_form_token(),
        legend=_("Or start with one of these questions"),
    )


def _first_unread(visitor: Visitor, found: list[Shown]) -> int:
    """Number of the first message this browser has not shown; 0 if there is none."""
    seen = visitor.visit.seen if visitor.visit else 0
    new = (s.number for s in found if seen and s.number > seen and s.author != Author.PERSON)
    return next(new, 0)
