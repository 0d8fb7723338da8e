"""Alarms: what an operator must put right. Rows, so that every gateway and command sees them."""

from datetime import datetime

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.conversations.models import Alarm

log = structlog.get_logger()

WORDS = {
    "sms_stopped": "No text is sent: Twilio refuses our account, token or number.",
    "telegram_stopped": "Nothing is sent on Telegram: it refuses the bot's token.",
    "sms_spend": "Today's texts have cost what a day may cost: the rest waits for the morning.",
    "sms_refused": "Twilio refused a text for a reason that may meet others too.",
    "telegram_refused": "Telegram refused a message for a reason that may meet others too.",
    "telegram_unread": "A message on Telegram could not be taken in and was passed over: see the log.",
    "sms_unread": "A text that was missed cannot be taken in: see the log.",
    "sms_missed": "Texts came to Twilio whose webhooks never came here: look at the public address.",
}
"""What each kind means, for whoever looks after the service."""


def stopped(channel: str) -> str:
    """The kind of alarm while which nothing is sent on a channel."""
    return f"{channel}_stopped"


def raise_alarm(session: Session, kind: str, now: datetime, detail: str = "") -> None:
    """Raise it, once; a second time only its detail is news."""
    found = session.get(Alarm, kind)
    if found is not None:
        found.detail = detail
        return
    try:
        with session.begin_nested():
            session.add(Alarm(kind=kind, since=now, detail=detail))
    except IntegrityError:
        return  # Another gateway was first.
    log.error("alarm", alarm=kind, words=WORDS[kind])


def end_alarm(session: Session, kind: str) -> bool:
    """True if it was raised."""
    return session.execute(delete(Alarm).where(Alarm.kind == kind)).rowcount == 1


def alarms(session: Session) -> list[Alarm]:
    return list(session.scalars(select(Alarm).order_by(Alarm.since)))
