"""A reminder to look at My plan again: a row with a due time, made only after a yes.

It is sent once, by day, on the channel where it was asked for. The web page is never written to
unasked: there the reminder stands in the talk at the next visit.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.channels.base import CHANNELS
from bot.conversations import inbox
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.limits import QuietHours
from bot.conversations.models import Address, Author, Holder, PlanReminder, SupportPlan
from bot.conversations.queue import queue


def due_reminders(session: Session, now: datetime) -> list[str]:
    """People to be reminded now."""
    query = select(PlanReminder.person_id).where(PlanReminder.due <= now).limit(50)
    return list(session.scalars(query))


def remind(gateway: Gateway, person_id: str) -> bool:
    """Write the reminder, once. False if it waits (a person talks with them) or must not be sent."""
    with gateway.database.begin() as session:
        row, now = session.get(PlanReminder, person_id, with_for_update=True), gateway.clock.now()
        if row is None or row.due > now:
            return False
        talk = inbox.talk_of(session, gateway.vault, row.conversation_id, lock=True)
        if talk is not None and talk.row.held_by == Holder.HUMAN:
            return False
        channel = row.channel
        session.delete(row)
        if talk is None or not _may_be_sent(session, talk, channel, now):
            return False
        composer = gateway.composer(talk, CHANNELS[channel], inbox.state_of(talk))
        _write(session, talk, composer, channel)
    gateway.wake(talk.id)
    return True


def _may_be_sent(session: Session, talk: Talk, channel: str, now: datetime) -> bool:
    """Not to somebody who said STOP, whose plan is gone, or whose number may have a new owner."""
    if session.get(SupportPlan, talk.row.person_id) is None:
        return False
    query = select(Address).where(Address.conversation_id == talk.id, Address.channel == channel)
    address = session.scalars(query).first()
    if address is None or address.opted_out is not None:
        return False
    return not inbox.may_be_somebody_elses(address, now)


def _write(session: Session, talk: Talk, composer: Composer, channel: str) -> None:
    out = Outgoing(parts=[composer.say("plan_reminder")], author=Author.SERVICE)
    morning = QuietHours.parse(composer.settings.quiet_hours).over_at(composer.now)
    lines = [[line.picture, line.say] for part in out.parts for line in getattr(part, "lines", ())]
    queue(
        session, talk, out.author, {"text": out.text, "lines": lines if composer.caps.pictures else []},
        composer.now, channel=channel, send_after=morning,
    )  # fmt: skip
