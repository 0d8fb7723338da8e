"""Switching the assistant off on a channel: people are told, their messages wait, a crisis is answered.

What advisers write still leaves, and somebody who asks for a person by the word PERSON gets one.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversations.models import ChannelSwitch


def read_switches(session: Session) -> dict[str, datetime]:
    """Channels that are off, and since when."""
    return {row.channel: row.since for row in session.scalars(select(ChannelSwitch))}


def switch_off(session: Session, channel: str, now: datetime) -> bool:
    """False if it was off already."""
    if session.get(ChannelSwitch, channel) is not None:
        return False
    session.add(ChannelSwitch(channel=channel, since=now))
    session.flush()
    return True


def switch_on(session: Session, channel: str) -> bool:
    """The messages that wait are answered now, oldest first. False if it was on already."""
    row = session.get(ChannelSwitch, channel)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True
