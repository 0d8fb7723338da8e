"""The reconciler asks providers that keep records: what did we miss, and what became of what left?

At start and every few minutes. Several gateways may do this at once: ids are unique and each change
looks at the row again.
"""

import threading
from datetime import datetime, timedelta

import structlog
from sqlalchemy import delete, func, select
from sqlalchemy.exc import OperationalError

from bot.channels.base import KeepsRecords, Kept, SendFailed, SendRefused
from bot.conversations import inbox
from bot.conversations.alarms import raise_alarm
from bot.conversations.gateway import Gateway
from bot.conversations.models import Address, Author, Message, ProviderEvent, Sending
from bot.conversations.outbox import MOST_ATTEMPTS, MOST_URGENT
from bot.conversations.receive import take_in

log = structlog.get_logger()

TICK_SECONDS = 5.0
LOOK_BACK, LOOK_BACK_AT_START = timedelta(hours=1), timedelta(hours=24)
"""Counted from the last round that went well, and from now in the first round."""
FRESH = timedelta(minutes=2)
"""The webhook of a newer message may still be on its way."""
SURE = timedelta(minutes=3)
"""A message that the provider does not know so long after it left never arrived there."""
STALE = timedelta(hours=1)
"""What never arrived is sent again if it is newer than this; later it would only confuse."""
FORGET = timedelta(days=7)
"""How long ids without a message are kept, and how far back the furthest look goes."""
MOST_WIPED = 100
FINAL = (Sending.DELIVERED, Sending.FAILED)
ABOUT_DONE = timedelta(hours=72)
"""Receipts for `delivered` do not always come; after this a text is on its way no more."""


class Reconciler:
    """One thread. `look()` does one round."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._looked: dict[str, datetime] = {}

    def start(self) -> None:
        self._stopping.clear()
        self._thread = threading.Thread(target=self._run, name="reconcile", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(timeout=15)

    def _run(self) -> None:
        waited = every = self._gateway.settings.reconcile_seconds
        while not self._stopping.is_set():
            try:
                self.try_urgent_again()
                if waited >= every:
                    waited = 0.0
                    self.look()
            except Exception as error:
                log.error("reconcile_failed", kind=type(error).__name__)
            tick = min(TICK_SECONDS, every)
            waited += tick
            self._stopping.wait(tick)

    def try_urgent_again(self) -> int:
        """A crisis text whose sender was killed on the way is sent once more."""
        now = self._gateway.clock.now()
        lost = (
            select(Message)
            .where(
                Message.sending == Sending.UNKNOWN,
                Message.urgent,
                Message.attempts < MOST_URGENT,
                Message.send_after <= now,
            )
            .with_for_update(skip_locked=True)
        )
        with self._gateway.database.read() as session:
            if session.scalars(lost.limit(1)).first() is None:
                return 0
        with self._gateway.database.begin() as session:
            found = session.scalars(lost).all()
            for message in found:
                message.sending, message.send_after = Sending.QUEUED, None
        return len(found)

    def look(self) -> None:
        """One round with every provider that keeps records."""
        for channel, sender in self._gateway.senders.items():
            if not isinstance(sender, KeepsRecords):
                continue
            try:
                self.find_missed(channel, sender)
                self.settle_unknown(channel, sender)
                self.wipe(channel, sender)
            except SendFailed as error:
                log.warning("records_not_read", channel=channel, kind=type(error).__name__)
        old = self._gateway.clock.now() - FORGET
        with self._gateway.database.begin(light=True) as session:
            session.execute(
                delete(ProviderEvent).where(ProviderEvent.at < old, ~ProviderEvent.wipe)
            )

    def find_missed(self, channel: str, sender: KeepsRecords) -> int:
        """Take in messages whose webhook never came, marked late."""
        now = self._gateway.clock.now()
        count = 0
        for inbound in sender.received(self._since(channel, now)):
            if now - inbound.sent < FRESH or self._is_known(channel, inbound.provider_id):
                continue
            try:
                take_in(self._gateway, inbound)
            except OperationalError:
                raise  # The database: nothing can be taken in now.
            except Exception as error:
                # One that fails must not keep all that came after it away.
                log.error("missed_not_taken", channel=channel, kind=type(error).__name__)
                with self._gateway.database.begin() as session:
                    raise_alarm(session, f"{channel}_unread", now, f"{now:%Y-%m-%d %H:%M}")
                continue
            count += 1
        self._looked[channel] = now
        if count:
            log.warning("messages_missed", channel=channel, count=count)
            with self._gateway.database.begin() as session:
                raise_alarm(session, f"{channel}_missed", now, f"{count} at {now:%Y-%m-%d %H:%M}")
        return count

    def _since(self, channel: str, now: datetime) -> datetime:
        """From when on texts are looked for: everything since the provider or we were gone."""
        since = self._looked.get(channel, now) - LOOK_BACK
        if channel not in self._looked:
            theirs = (Message.channel == channel) & (Message.author == Author.PERSON)
            with self._gateway.database.read() as session:
                newest = session.scalar(select(func.max(Message.created)).where(theirs))
            since = min(now - LOOK_BACK_AT_START, newest or now)
        return max(since, now - FORGET)

    def _is_known(self, channel: str, provider_id: str) -> bool:
        query = select(Message.id).where(
            Message.channel == channel, Message.provider_id == provider_id
        )
        with self._gateway.database.read() as session:
            return (
                session.scalar(query) is not None
                or session.get(ProviderEvent, (channel, provider_id)) is not None
            )

    def settle_unknown(self, channel: str, sender: KeepsRecords) -> None:
        """Ask about each message that may or may not have arrived."""
        now = self._gateway.clock.now()
        query = select(Message).where(
            Message.sending == Sending.UNKNOWN,
            Message.channel == channel,
            (Message.send_after.is_(None)) | (Message.send_after <= now),
            Message.created > now - ABOUT_DONE,
        )
        with self._gateway.database.read() as session:
            lost = []
            for message in session.scalars(query.order_by(Message.created)):
                talk = inbox.talk_of(session, self._gateway.vault, message.conversation_id)
                address = session.scalars(
                    select(Address).where(
                        Address.conversation_id == message.conversation_id,
                        Address.channel == channel,
                    )
                ).first()
                if talk and address:
                    text = inbox.clean(talk.key.open("body", message.body)["text"])
                    lost.append((message, talk.key.open("address", address.sealed), text))
        missing = []
        for message, address, text in lost:
            # Twilio's times are in whole seconds.
            records = sender.sent_to(address, message.created - timedelta(seconds=1))
            same = (kept for kept in self._unclaimed(channel, records) if kept.text == text)
            if (kept := next(same, None)) is None:
                missing.append((message, records))
            else:
                self._settle(message, kept, now)
        for message, records in missing:
            # While one of the provider's records belongs to nobody it may be this message, whatever
            # its words: a provider can be told to keep none.
            if not self._unclaimed(channel, records):
                self._settle(message, None, now)

    def _unclaimed(self, channel: str, records: list[Kept]) -> list[Kept]:
        """Those that are no message of ours yet."""
        return [kept for kept in records if not self._is_known(channel, kept.provider_id)]

    def _settle(self, lost: Message, kept: Kept | None, now: datetime) -> None:
        with self._gateway.database.begin() as session:
            message = session.get(Message, lost.id, with_for_update=True)
            if message is None or message.sending != Sending.UNKNOWN:
                return
            if message.send_after is not None and message.send_after > now:
                return
            if kept is not None:
                message.sending, message.provider_id = kept.status, kept.provider_id
                message.error, message.send_after = kept.error or None, None
            elif now - message.created > STALE or message.attempts >= MOST_ATTEMPTS:
                message.sending, message.error = Sending.FAILED, "not taken"
            elif now - message.created > SURE:
                message.sending, message.send_after = Sending.QUEUED, None
        self._gateway.wake(lost.conversation_id)

    def wipe(self, channel: str, sender: KeepsRecords) -> int:
        """Delete the provider's copies of what is old enough, and of what a person had deleted."""
        hours = self._gateway.settings.provider_keep_hours
        now = self._gateway.clock.now()
        with self._gateway.database.read() as session:
            forgotten = session.scalars(
                select(ProviderEvent.provider_id)
                .where(ProviderEvent.channel == channel, ProviderEvent.wipe)
                .limit(MOST_WIPED)
            ).all()
            old = session.scalars(
                select(Message.provider_id)
                .where(
                    Message.channel == channel,
                    Message.wiped.is_(None),
                    Message.created <= now - timedelta(hours=hours),
                    Message.provider_id.is_not(None),
                    # One that is still on its way cannot be deleted.
                    (Message.sending.is_(None))
                    | Message.sending.in_(FINAL)
                    | (Message.created <= now - ABOUT_DONE),
                )
                .order_by(Message.created)
                .limit(MOST_WIPED)
            ).all()
        gone = []
        for provider_id in [*forgotten, *(old if hours else ())]:
            if self._stopping.is_set():
                break
            try:
                sender.wipe(provider_id)
            except SendRefused:
                continue  # It is still on its way there; next time.
            except SendFailed:
                break
            gone.append(provider_id)
        if gone:
            with self._gateway.database.begin() as session:
                for message in session.scalars(
                    select(Message).where(Message.channel == channel, Message.provider_id.in_(gone))
                ):
                    message.wiped = now
                for event in session.scalars(
                    select(ProviderEvent).where(
                        ProviderEvent.channel == channel, ProviderEvent.provider_id.in_(gone)
                    )
                ):
                    event.wipe = False
        return len(gone)
