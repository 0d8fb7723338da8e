"""Putting a message to a person at the end of the talk and, where a provider sends it, in the outbox."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.channels.base import CHANNELS
from bot.content.parts import split
from bot.conversations import inbox
from bot.conversations.inbox import Talk
from bot.conversations.models import Message, Sending


def queue(
    session: Session,
    talk: Talk,
    author: str,
    body: dict[str, Any],
    now: datetime,
    *,
    channel: str,
    author_name: str | None = None,
    once: str | None = None,
    urgent: bool = False,
    send_after: datetime | None = None,
    opening: Callable[[str, int], str] = lambda text, part: "",
) -> Message:
    """Add one message; the last of several rows if it is longer than the channel takes at once.

    Rows of their own, so that each part is sent once and followed by itself. `urgent`: the fixed
    text in a crisis. `send_after`: for what nobody asked for. `opening`: what to put before each
    row, from its text and how many there are before it.
    """
    caps = CHANNELS[channel]
    texts = split(body["text"], caps.longest)
    *first, last = [opening(text, part) + text for part, text in enumerate(texts)]
    parts = [{"text": text} for text in first] + [{**body, "text": last}]
    for number, part in enumerate(parts):
        message = inbox.add_message(
            session,
            talk,
            author,
            part,
            now,
            channel=channel,
            sending=Sending.QUEUED if caps.sends else Sending.DELIVERED,
            author_name=author_name,
            once=once if number == 0 else None,
            urgent=urgent,
            send_after=send_after if caps.sends else None,
        )
    return message
