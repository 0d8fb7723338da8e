"""`alongside channels`: what is set up, what today cost, what hangs, and which alarms are raised."""

from datetime import datetime, timedelta

from rich.console import Console
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.channels import sms, telegram
from bot.channels.base import CHANNELS
from bot.clock import Clock
from bot.conversations import limits
from bot.conversations.alarms import WORDS, alarms, end_alarm
from bot.conversations.models import Message, Sending, SendingDay
from bot.errors import PlainError
from bot.settings import Settings
from bot.storage.engine import Database

SENDS = tuple(name for name, caps in CHANNELS.items() if caps.sends)


def channels(settings: Settings, database: Database, console: Console) -> None:
    """Print it all, in lines that a screen reader reads well."""
    now = Clock().now()
    set_up = {"sms": sms.configured(settings), "telegram": telegram.configured(settings)}
    with database.read() as session:
        for channel in SENDS:
            day = session.get(SendingDay, (channel, limits.today(now)))
            line = f"{channel}: {'set up' if set_up[channel] else 'not set up'}"
            line += f", {day.messages if day else 0} messages left today"
            if channel == "sms":
                segments = day.segments if day else 0
                cost = limits.pounds(settings, segments)
                line += f" in {segments} segments ({cost:.2f} of {settings.sms_daily_pounds:.2f} pounds)"
            for words, sending in (
                ("wait", Sending.QUEUED),
                ("may not have arrived", Sending.UNKNOWN),
            ):
                line += f", {_count(session, channel, sending)} {words}"
            console.print(line + ".", highlight=False, soft_wrap=True)
        talks = _per_talk(session, now - timedelta(days=30))
        pounds = [talk.pence(settings) / 100 for talk in talks] or [0.0]
        console.print(
            f"Conversations by text in 30 days: {len(talks)}, "
            f"{sum(pounds) / len(pounds):.2f} pounds each, {max(pounds):.2f} pounds the dearest, "
            "what people texted us counted too.",
            highlight=False,
            soft_wrap=True,
        )
        raised = alarms(session)
    for alarm in raised:
        since = f"{alarm.since:%Y-%m-%d %H:%M}"
        detail = f" ({alarm.detail})" if not alarm.kind.endswith("_stopped") else ""
        console.print(
            f"Alarm {alarm.kind} since {since}: {WORDS[alarm.kind]}{detail}",
            highlight=False,
            soft_wrap=True,
        )
    if not raised:
        console.print("No alarm.")


def resume(database: Database, channel: str) -> None:
    """End the alarms of a channel, so that its messages leave again."""
    if channel not in SENDS:
        raise PlainError(f"There is no channel '{channel}': choose {' or '.join(SENDS)}.")
    with database.begin() as session:
        for kind in [k for k in WORDS if k.startswith(f"{channel}_")]:
            end_alarm(session, kind)


def _count(session: Session, channel: str, sending: Sending) -> int:
    query = select(func.count()).select_from(Message)
    return session.scalar(query.where(Message.channel == channel, Message.sending == sending))


def _per_talk(session: Session, since: datetime) -> list[limits.Charged]:
    """What is charged for in each text conversation since then."""
    query = (
        select(limits.SENT_SEGMENTS, limits.RECEIVED_SEGMENTS)
        .where(Message.created >= since, Message.segments.is_not(None))
        .group_by(Message.conversation_id)
    )
    return [limits.Charged(sent, received) for sent, received in session.execute(query)]
