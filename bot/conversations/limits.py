"""Limits: what one person, one minute and one day may cost, and when people are left in peace."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.clock import LONDON
from bot.conversations.models import Address, Author, Message, SendingDay
from bot.errors import PlainError
from bot.settings import Settings

LOOP_EXCHANGES, LOOP_WITHIN = 10, timedelta(minutes=1)
"""So many messages answered in so short a time: a machine is answering us."""
LOOP_PAUSE = timedelta(minutes=5)
HOUR_PAUSE = timedelta(minutes=30)
MORNING = time(8, 0)
"""When texts that waited because of a day's cost leave."""


def pause_for(
    session: Session, settings: Settings, conversation_id: str, now: datetime
) -> timedelta | None:
    """How long a person's messages are not answered from now on; None if they wrote like a person.

    The message at hand is counted.
    """
    most = settings.person_per_hour + LOOP_EXCHANGES + 1
    query = (
        select(Message.author, Message.created, Message.late)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.number.desc())
        .limit(2 * most)
    )
    theirs = ours = hour = 0
    for author, created, late in session.execute(query):
        if late:
            continue  # A heap of messages found late is not a person in a hurry.
        if now - created > timedelta(hours=1):
            break
        recent = now - created <= LOOP_WITHIN
        if author == Author.PERSON:
            theirs, hour = theirs + recent, hour + 1
        elif author == Author.ASSISTANT:
            ours += recent
    if theirs > LOOP_EXCHANGES and ours >= LOOP_EXCHANGES:
        return LOOP_PAUSE
    return HOUR_PAUSE if hour > settings.person_per_hour else None


def is_paused(address: Address, now: datetime) -> bool:
    return address.paused_until is not None and address.paused_until > now


@dataclass(frozen=True)
class QuietHours:
    """From one time of day to another, over midnight too; equal times mean never."""

    begin: time
    end: time

    @classmethod
    def parse(cls, text: str) -> "QuietHours":
        """`21:00-08:00`. Raises PlainError if it is not two times of day."""
        try:
            begin, end = (time.fromisoformat(part.strip()) for part in text.split("-"))
        except ValueError:
            raise PlainError(
                "The setting ALONGSIDE_QUIET_HOURS must look like 21:00-08:00."
            ) from None
        return cls(begin, end)

    def over_at(self, now: datetime) -> datetime | None:
        """When they are over; None if it is not quiet now."""
        local = now.astimezone(LONDON)
        at = local.time()
        if self.begin <= self.end:
            quiet = self.begin <= at < self.end
        else:
            quiet = at >= self.begin or at < self.end
        if not quiet:
            return None
        day = local.date() + timedelta(days=1 if at >= self.end else 0)
        return datetime.combine(day, self.end, LONDON)


def today(now: datetime) -> date:
    return now.astimezone(LONDON).date()


def count_sent(session: Session, channel: str, segments: int, now: datetime) -> None:
    """Add one message that leaves to its day."""
    make = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    row = make(SendingDay).values(channel=channel, day=today(now), messages=1, segments=segments)
    session.execute(
        row.on_conflict_do_update(
            index_elements=["channel", "day"],
            set_={
                "messages": SendingDay.messages + 1,
                "segments": SendingDay.segments + segments,
            },
        )
    )


def uncount(session: Session, channel: str, segments: int, now: datetime) -> None:
    """Take back what did not leave."""
    session.execute(
        update(SendingDay)
        .where(SendingDay.channel == channel, SendingDay.day == today(now))
        .values(messages=SendingDay.messages - 1, segments=SendingDay.segments - segments)
    )


def pounds(settings: Settings, segments: int) -> float:
    return segments * settings.sms_pence / 100


def day_is_spent(session: Session, settings: Settings, channel: str, now: datetime) -> bool:
    """True if the texts of today have cost what a day may cost."""
    if channel != "sms" or not settings.sms_daily_pounds:
        return False
    row = session.get(SendingDay, (channel, today(now)))
    return row is not None and pounds(settings, row.segments) >= settings.sms_daily_pounds


def tomorrow_morning(now: datetime) -> datetime:
    return datetime.combine(today(now) + timedelta(days=1), MORNING, LONDON)


@dataclass(frozen=True)
class Charged:
    """Text segments of a talk that are charged for: those that left, and those that came."""

    sent: int
    received: int

    def pence(self, settings: Settings) -> float:
        return self.sent * settings.sms_pence + self.received * settings.sms_in_pence


SENT_SEGMENTS = func.sum(case((Message.author == Author.PERSON, 0), else_=Message.segments))
RECEIVED_SEGMENTS = func.sum(case((Message.author == Author.PERSON, Message.segments), else_=0))


def charged_for(session: Session, conversation_id: str) -> Charged:
    """What is charged for in this talk so far."""
    query = select(SENT_SEGMENTS, RECEIVED_SEGMENTS).where(
        Message.conversation_id == conversation_id
    )
    sent, received = session.execute(query).one()
    return Charged(sent or 0, received or 0)
