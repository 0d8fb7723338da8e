"""Outbox: messages to people leave from the table, in order, one at a time per person.

An attempt is committed as UNKNOWN before its request leaves, and what came of it afterwards. So a
kill in between leaves UNKNOWN, and UNKNOWN is never sent again by itself: a text that may be
missing is better than one that comes twice. `bot.conversations.reconcile` asks the provider about
it. Only the fixed text in a crisis is sent once more. Nothing about an attempt is kept in memory.
"""

import random
import threading
import time
from collections import defaultdict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import crash
from bot.channels.base import (
    CHANNELS,
    OptedOut,
    SendFailed,
    SendLater,
    SendRefused,
    SendStopped,
    SendUnknown,
)
from bot.content.gsm import segments
from bot.conversations import inbox, limits
from bot.conversations.alarms import end_alarm, raise_alarm, stopped
from bot.conversations.gateway import Gateway
from bot.conversations.models import Address, Alarm, Author, Message, Sending

log = structlog.get_logger()

MOST_ATTEMPTS = 8
MOST_URGENT = 2
"""Attempts of the fixed text in a crisis while nobody knows whether it arrived."""
LONGEST_WAIT = 900.0
"""Seconds between two attempts, unless the provider asks for more."""
IN_FLIGHT = timedelta(seconds=60)
"""Longer than any sender takes: how long the next message waits for one on its way."""
LOOK_SECONDS = 0.5
THREADS = 4
"""For each channel, so that one slow request does not hold the others."""

_RANK = {
    Sending.QUEUED: 0,
    Sending.UNKNOWN: 1,
    Sending.SENT: 2,
    Sending.FAILED: 3,
    Sending.DELIVERED: 4,
}


@dataclass(frozen=True, repr=False)
class Attempt:
    """One message on its way."""

    message_id: str
    conversation_id: str
    address: str
    text: str
    labels: list[str]


class Outbox:
    """Threads that send what is queued on the channels that have a sender."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._left: dict[str, deque[datetime]] = defaultdict(deque)
        self._counting = threading.Lock()

    def start(self) -> None:
        for channel in self._gateway.senders:
            for number in range(THREADS):
                thread = threading.Thread(
                    target=self._run, args=(channel,), name=f"outbox-{channel}-{number}"
                )
                thread.daemon = True
                thread.start()
                self._threads.append(thread)

    def stop(self) -> None:
        """Let requests on their way finish; queued messages stay queued in the database."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(timeout=15)
        for sender in self._gateway.senders.values():
            sender.close()

    def _run(self, channel: str) -> None:
        while not self._stopping.is_set():
            try:
                if self.send_next(channel):
                    continue
            except Exception as error:
                log.error("outbox_failed", channel=channel, kind=type(error).__name__)
            self._stopping.wait(LOOK_SECONDS)

    def send_next(self, channel: str) -> bool:
        """Send one message that is due on this channel. False if there is none."""
        now = self._gateway.clock.now()
        # Looking first without the write lock: this runs all the time.
        with self._gateway.database.read() as session:
            halted = session.get(Alarm, stopped(channel))
            if halted is not None and halted.detail == self._gateway.senders[channel].fingerprint:
                return False
            if not inbox.to_send(session, channel, now, 1):
                return False
        if not self._room(channel, now):
            return False
        with self._gateway.database.begin() as session:
            if halted is not None:
                end_alarm(session, stopped(channel))  # The credentials are new.
            attempt = self._begin(session, channel)
        if attempt is None:
            return False
        if self._stopped_meanwhile(attempt):
            return True
        outcome = self._send(channel, attempt)
        crash.at("taken by the provider, id not stored")
        self._settle(attempt, outcome)
        self._gateway.wake(attempt.conversation_id)
        return True

    def _room(self, channel: str, now: datetime) -> bool:
        """True if one more message may leave in this minute."""
        with self._counting:
            left = self._left[channel]
            while left and now - left[0] >= timedelta(minutes=1):
                left.popleft()
            if len(left) >= self._gateway.settings.sends_per_minute:
                return False
            left.append(now)
            return True

    def _begin(self, session: Session, channel: str) -> Attempt | None:
        """Mark the next message as an attempt; drop those of people who said STOP."""
        gateway, now = self._gateway, self._gateway.clock.now()
        while due := inbox.to_send(session, channel, now, 1):
            message = due[0]
            talk = inbox.talk_of(session, gateway.vault, message.conversation_id)
            address = _address_of(session, message)
            if talk is None or address is None:
                message.sending, message.error = Sending.FAILED, "no address"
            elif _is_stopped(address, message):
                message.sending = Sending.DROPPED
            elif inbox.may_be_somebody_elses(address, now):
                message.sending, message.error = Sending.FAILED, "silent"
            elif self._too_dear(session, message, now):
                message.send_after = limits.tomorrow_morning(now)
            else:
                body = talk.key.open("body", message.body)
                text = inbox.clean(body["text"])
                message.sending = Sending.UNKNOWN
                message.attempts += 1
                message.send_after = now + IN_FLIGHT
                message.segments = segments(text) if CHANNELS[channel].form == "sms" else None
                limits.count_sent(session, channel, message.segments or 0, now)
                return Attempt(
                    message.id,
                    talk.id,
                    talk.key.open("address", address.sealed),
                    text,
                    body.get("offers", []),
                )
            session.flush()
        return None

    def _too_dear(self, session: Session, message: Message, now: datetime) -> bool:
        """True if it must wait for the morning; what people write to people never does."""
        if message.urgent or message.author == Author.ADVISER:
            return False
        spent = limits.day_is_spent(session, self._gateway.settings, message.channel, now)
        if spent:
            raise_alarm(session, "sms_spend", now, str(limits.today(now)))
        return spent

    def _stopped_meanwhile(self, attempt: Attempt) -> bool:
        """The last look before the request leaves: STOP may just have been committed."""
        with self._gateway.database.read() as session:
            message = session.get(Message, attempt.message_id)
            address = message and _address_of(session, message)
            if address and not _is_stopped(address, message):
                return False
        if message is not None:
            self._settle(attempt, OptedOut())
        return True

    def _send(self, channel: str, attempt: Attempt) -> str | SendFailed:
        """The provider's id of the message, or what went wrong."""
        try:
            return self._gateway.senders[channel].send(
                attempt.address, attempt.text, attempt.labels, attempt.message_id
            )
        except SendFailed as error:
            outcome = error
        except Exception as error:
            # Not foreseen by the sender, so nobody knows whether it left.
            outcome = SendUnknown(type(error).__name__)
        log.warning(
            "not_sent",
            channel=channel,
            message=attempt.message_id,
            kind=type(outcome).__name__,
            why=str(outcome),
        )
        return outcome

    def _settle(self, attempt: Attempt, outcome: str | SendFailed) -> None:
        """Write down what came of an attempt; a locked database is waited for."""
        for pause in (0.5, 1, 2, 4, 8):
            try:
                with self._gateway.database.begin() as session:
                    return self._record(session, attempt, outcome)
            except OperationalError:
                time.sleep(pause)
        log.error("outcome_lost", message=attempt.message_id)

    def _record(self, session: Session, attempt: Attempt, outcome: str | SendFailed) -> None:
        message = session.get(Message, attempt.message_id)
        if message is None:
            return  # The person had everything deleted meanwhile.
        gateway, now = self._gateway, self._gateway.clock.now()
        message.send_after = None
        if isinstance(outcome, str):
            message.provider_id = outcome
        else:
            note_failure(gateway, session, message, outcome)
            if not isinstance(outcome, SendUnknown):
                limits.uncount(session, message.channel, message.segments or 0, now)
                message.segments = None
        if message.sending != Sending.UNKNOWN:
            return  # A receipt of the provider came first and knows better.
        match outcome:
            case str():
                message.sending, message.error = Sending.SENT, None
            case OptedOut():
                message.sending = Sending.DROPPED
            case SendStopped():
                message.sending = Sending.QUEUED
                message.attempts -= 1
            case SendLater() if message.attempts < MOST_ATTEMPTS:
                message.sending = Sending.QUEUED
                wait = timedelta(seconds=_wait(outcome.seconds, message.attempts))
                message.send_after = now + wait
            case SendLater() | SendRefused():
                message.sending = Sending.FAILED
            case SendUnknown() if message.urgent and message.attempts < MOST_URGENT:
                message.sending = Sending.QUEUED


def note_failure(gateway: Gateway, session: Session, message: Message, failure: SendFailed) -> None:
    """What a failure means beyond its message: for the person, the channel and the operator."""
    now = gateway.clock.now()
    message.error = failure.code or None
    match failure:
        case OptedOut():
            if address := _address_of(session, message):
                address.opted_out = address.opted_out or now
        case SendStopped():
            fingerprint = gateway.senders[message.channel].fingerprint
            raise_alarm(session, stopped(message.channel), now, fingerprint)
        case SendFailed(alarm=True):
            raise_alarm(session, f"{message.channel}_refused", now, f"code {failure.code}")


def receipt(
    gateway: Gateway,
    session: Session,
    message_id: str,
    provider_id: str,
    status: Sending,
    failure: SendFailed | None = None,
) -> str | None:
    """Note how far a sent message got, as its provider says; never a step back.

    `failure`: what the error code in it means. Returns the id of the conversation if that was news.
    Late, repeated and unknown receipts are harmless.
    """
    message = session.get(Message, message_id, with_for_update=True)
    if message is None or message.sending not in _RANK:
        return None
    if message.provider_id not in (None, provider_id):
        return None
    if _RANK[status] <= _RANK[message.sending]:
        return None
    message.sending, message.provider_id, message.error = status, provider_id, None
    if failure is not None and status == Sending.FAILED:
        note_failure(gateway, session, message, failure)
    return message.conversation_id


def _address_of(session: Session, message: Message) -> Address | None:
    query = select(Address).where(
        Address.conversation_id == message.conversation_id, Address.channel == message.channel
    )
    return session.scalars(query).first()


def _is_stopped(address: Address, message: Message) -> bool:
    """True if the person said STOP; the fixed text for a danger told in that STOP or later leaves."""
    stopped_at = address.opted_out
    return stopped_at is not None and not (message.urgent and message.created >= stopped_at)


def _wait(seconds: float, attempts: int) -> float:
    """Twice as long each time, a little apart, and never less than the provider asked for."""
    longer = min(LONGEST_WAIT, seconds * 2 ** (attempts - 1))
    return max(seconds, longer) * random.uniform(1.0, 1.2)
