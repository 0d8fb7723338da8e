"""Putting a composed message at the end of the talk, and what a turn came to."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.base import CHANNELS
from bot.content import gsm
from bot.conversations import first_words
from bot.conversations.compose import Composer, Outgoing, text_with_choices
from bot.conversations.easy_read import lines_of
from bot.conversations.inbox import Talk
from bot.conversations.queue import queue

MORE_ENDING = " Reply MORE."


@dataclass
class Result:
    """What one turn did; the shape of `chat --json` is made from it."""

    intent: str = ""
    confidence: float = 0.0
    entities: list[tuple[str, Any]] = field(default_factory=list)
    replies: list[tuple[str, str]] = field(default_factory=list)
    """(author, text) of each message to the person."""
    answers: list[str] = field(default_factory=list)
    waits: bool = False
    """True if Rasa was down and the message is kept for later."""
    last: bool = False
    """True if nothing else waited in the talk, which was let go."""


def send(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, result: Result, channel: str
) -> None:
    """Store one composed message; where a provider sends it, that puts it in the outbox."""
    caps = CHANNELS[channel]
    state, lines = composer.state, []
    if caps.pictures and composer.form == "easy_read":
        lines = lines_of(out.parts)
    out.parts = first_words.careful_first(composer, out.parts)
    # A text said again is what was sent, its choices printed on it and its pages still waiting.
    text = out.text if out.again else text_with_choices(out, caps)
    if not text:
        return
    urgent = any(name.partition(".")[0] == "crisis" for name in out.answers)
    if channel == "telegram" and not state.told_telegram and not urgent:
        text += "\n\n" + composer.say("telegram", web=composer.settings.public_url)
        state.told_telegram = True
    text = text if out.again else _first_page(composer, text)
    state.said, state.lines = text, [[line.picture, line.say] for line in lines]
    result.replies.append((out.author, text))
    result.answers += out.answers
    body = {
        "text": text,
        "answers": out.answers,
        "offers": [offer.label for offer in out.offers] if caps.buttons else [],
        "sources": [[s.publisher, s.title, s.url, s.date] for s in out.sources],
        "lines": state.lines,
        "checked": out.checked.isoformat() if out.checked else None,
    }
    queue(session, talk, out.author, body, composer.now, channel=channel, urgent=urgent)


def send_next_page(
    session: Session, talk: Talk, composer: Composer, result: Result, channel: str
) -> None:
    """MORE: the next page as it was cut. The choices printed on it stay open."""
    out = Outgoing(parts=[composer.state.pages.pop(0)])
    left = composer.state.pages
    send(session, talk, composer, out, result, channel)
    composer.state.pages = left


def _first_page(composer: Composer, text: str) -> str:
    """The text, or its first page where the channel is narrow; the rest waits for MORE."""
    first, *composer.state.pages = pages_of(composer, text)
    return first


def pages_of(composer: Composer, text: str) -> list[str]:
    """The text as it is sent: it never begins with what tells; on a narrow channel in pages."""
    if composer.caps.form != "sms":
        return [first_words.opening(composer, text) + text]
    return gsm.pages(text, 2, MORE_ENDING, partial(first_words.opening, composer))
