"""Texts of the service beside a turn: what happens when a person comes, goes, or does not come."""

from datetime import datetime
from functools import partial

from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session

from bot.conversations.compose import Composer, Outgoing, text_with_choices
from bot.conversations.first_words import opening
from bot.conversations.inbox import Talk, keep_state, state_of
from bot.conversations.models import Author, Message
from bot.conversations.queue import queue
from bot.conversations.state import Offer
from bot.dialogue.events import at_rest


def close_choices(talk: Talk) -> None:
    """A `yes` said to a person must not answer a question the assistant put before."""
    state = state_of(talk)
    state.offers, state.waiting, state.left = [], False, []
    state.harmed = state.unsafe = state.asked_safe = False
    keep_state(talk, state)
    ask_nothing_more(talk)


def ask_nothing_more(talk: Talk) -> None:
    """Whatever was being asked is dropped: the next message answers nobody's old question."""
    if talk.row.tracker is None:
        return
    try:
        events = at_rest(talk.key.open("tracker", talk.row.tracker))
        talk.row.tracker = talk.key.seal("tracker", events)
    except (InvalidTag, ValueError, KeyError, TypeError):
        talk.row.tracker = None


def tell_with(
    session: Session,
    talk: Talk,
    composer: Composer,
    name: str,
    offers: list[Offer],
    send_after: datetime | None = None,
    **values: str,
) -> Message:
    """A text of the service with choices, beside a turn."""
    state = state_of(talk)
    state.offers, state.offered = offers, composer.now.isoformat()
    keep_state(talk, state)
    out = Outgoing(parts=[composer.say(name, **values)], offers=offers)
    labels = [offer.label for offer in offers] if composer.caps.buttons else []
    text = text_with_choices(out, composer.caps)
    return tell(session, talk, composer, Author.SERVICE, text, labels=labels, send_after=send_after)


def tell(
    session: Session,
    talk: Talk,
    composer: Composer,
    author: str,
    text: str,
    name: str | None = None,
    once: str | None = None,
    send_after: datetime | None = None,
    labels: list[str] | None = None,
) -> Message:
    return queue(
        session,
        talk,
        author,
        {"text": text, "offers": labels} if labels else {"text": text},
        composer.now,
        channel=talk.row.channel,
        author_name=name,
        once=once,
        send_after=send_after,
        opening=partial(opening, composer, by=name or ""),
    )
