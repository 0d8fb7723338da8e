"""STOP and START: who may be written to.

On a channel that sends (SMS, Telegram) STOP closes the address and drops what is queued. The web
page is never written to unasked, so there STOP only ends the talk, and the next message opens it.
"""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.channels.base import CHANNELS
from bot.conversations.inbox import Talk
from bot.conversations.models import Address, Message, Sending


def stop(session: Session, talk: Talk, now: datetime) -> None:
    """Nothing is sent to this person from now on, whatever was queued."""
    talk.row.ended = now
    for address in _addresses(session, talk):
        if CHANNELS[address.channel].sends:
            # A STOP that was missed may be found after a newer one.
            address.opted_out = max(now, address.opted_out or now)
    _drop_queued(session, talk)


def start(session: Session, talk: Talk) -> None:
    """Messages are on again; what was written for the time of silence is not sent late."""
    talk.row.ended = None
    _drop_queued(session, talk)
    for address in _addresses(session, talk):
        address.opted_out = None


def _drop_queued(session: Session, talk: Talk) -> None:
    session.execute(
        update(Message)
        .where(Message.conversation_id == talk.id, Message.sending == Sending.QUEUED)
        .values(sending=Sending.DROPPED)
    )


def _addresses(session: Session, talk: Talk) -> list[Address]:
    return list(session.scalars(select(Address).where(Address.conversation_id == talk.id)))
