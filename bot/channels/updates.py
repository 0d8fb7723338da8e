"""What is done with an update of Telegram's, however it came: by webhook or fetched."""

import threading
from collections import Counter
from collections.abc import Callable

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.cases import contacts
from bot.channels import telegram
from bot.channels.base import Inbound, SendLater
from bot.channels.telegram import Incoming, TelegramSender
from bot.conversations import inbox
from bot.conversations.alarms import raise_alarm
from bot.conversations.gateway import Gateway
from bot.conversations.limits import today
from bot.conversations.models import Message, ProviderEvent
from bot.conversations.receive import take_edit, take_in

log = structlog.get_logger()

POLL_SECONDS = 25
MOST_FAILURES = 5
"""Attempts at one fetched update that cannot be dealt with."""
ONLY_PRIVATE = (
    "I only talk with one person at a time, so that nobody else reads it. "
    "Please write to me in a private chat."
)
JOINED = "Notices for advisers come here from now on. They never hold anything a person wrote."
NOT_JOINED = "This link is too old or was used before. Make a new one under Your account."


def take_update(gateway: Gateway, incoming: Incoming) -> str | None:
    """Store and commit what an update holds. The conversation, if a turn waits in it."""
    if incoming.kind == "stranger":
        _refuse(gateway, incoming)
        return None
    word, _, token = incoming.text.partition(" ")
    if incoming.kind == "message" and word == "/start" and token.startswith(contacts.START):
        _join_adviser(gateway, incoming.chat, token)
        return None
    bot = telegram.bot_id(gateway.settings)
    message = Inbound(
        "telegram",
        incoming.chat,
        _words(gateway, incoming),
        f"{bot}/{incoming.update_id}",
        once=f"{bot}/{incoming.message_id}" if incoming.kind != "press" else None,
        media=incoming.media,
    )
    if incoming.kind == "edit":
        return take_edit(gateway, message)
    waits = take_in(gateway, message)
    if incoming.kind == "press":
        _sender(gateway).pressed(incoming.pressed, incoming.chat, incoming.message_id)
    return waits


def _join_adviser(gateway: Gateway, chat: str, token: str) -> None:
    """An adviser wants notices here. This chat is no talk of a person by that."""
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        joined = contacts.join_telegram(session, gateway.vault, token, chat, now)
    _sender(gateway).say(chat, JOINED if joined else NOT_JOINED)


def _words(gateway: Gateway, incoming: Incoming) -> str:
    """What a message says in words: a place is told as its area, and is not kept otherwise."""
    if incoming.kind == "place":
        return gateway.directory.places.name_at(*incoming.place) or "?"
    if incoming.kind == "press":
        return _label(gateway, incoming)
    return incoming.text


def _label(gateway: Gateway, incoming: Incoming) -> str:
    """The words of a pressed button, from our own record of the message it stands under."""
    message_id, _, place = incoming.data.rpartition(":")
    with gateway.database.read() as session:
        message = session.get(Message, message_id)
        if message is None or not place.isdecimal():
            return incoming.text
        talk = inbox.talk_at(session, gateway.vault, "telegram", incoming.chat)
        if talk is None or talk.id != message.conversation_id:
            return incoming.text
        labels = talk.key.open("body", message.body).get("offers", [])
    return labels[int(place)] if int(place) < len(labels) else incoming.text


def _refuse(gateway: Gateway, incoming: Incoming) -> None:
    """Say once a day to a group, a channel or a bot that this is the wrong place."""
    now = gateway.clock.now()
    key = f"refused/{incoming.chat}/{today(now)}"[:80]
    try:
        with gateway.database.begin() as session:
            if session.get(ProviderEvent, ("telegram", key)) is not None:
                return
            session.add(ProviderEvent(channel="telegram", provider_id=key, at=now, wipe=False))
    except IntegrityError:
        return
    _sender(gateway).say(incoming.chat, ONLY_PRIVATE)


def _sender(gateway: Gateway) -> TelegramSender:
    return gateway.senders["telegram"]


class Poller:
    """One thread that introduces the bot and, without a webhook, fetches its updates."""

    def __init__(self, gateway: Gateway, waits: Callable[[str], None]) -> None:
        self._gateway, self._waits = gateway, waits
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._failed: Counter[int] = Counter()

    def start(self) -> None:
        if isinstance(self._gateway.senders.get("telegram"), TelegramSender):
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="telegram-in", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Not waited for: what it fetches now is not confirmed, and is fetched again."""
        self._stopping.set()

    def _run(self) -> None:
        pause = 1.0
        while not self._stopping.is_set():
            try:
                _sender(self._gateway).introduce()
                break
            except Exception as error:
                log.warning("telegram_not_introduced", kind=type(error).__name__)
                self._stopping.wait(pause)
                pause = min(300.0, pause * 2)
        if telegram.by_webhook(self._gateway.settings):
            return
        after: int | None = None
        while not self._stopping.is_set():
            try:
                after = self.fetch(after, POLL_SECONDS)
            except Exception as error:
                log.warning("telegram_not_fetched", kind=type(error).__name__)
                self._stopping.wait(error.seconds if isinstance(error, SendLater) else 5.0)

    def fetch(self, after: int | None, wait: int) -> int | None:
        """Take in what waits, each committed before it is confirmed.

        Returns the last one taken; None if there was nothing. After a quiet week Telegram may number
        anew, from below: asked without a number, it begins with what is not confirmed.
        """
        found = _sender(self._gateway).updates(after, wait)
        if not found:
            return None
        for update in found:
            waits = self._take(update)
            after = update["update_id"]
            if waits:
                self._waits(waits)
        return after

    def _take(self, update: dict) -> str | None:
        """Store one update; one that fails again and again is passed over, or it would hold all."""
        try:
            incoming = telegram.parse(update)
            return incoming and take_update(self._gateway, incoming)
        except OperationalError:
            raise  # The database: everybody has to wait for it.
        except Exception as error:
            self._failed[update["update_id"]] += 1
            if self._failed[update["update_id"]] < MOST_FAILURES:
                raise
            log.error("telegram_passed_over", kind=type(error).__name__)
            self._failed.clear()
            with self._gateway.database.begin() as session:
                now = self._gateway.clock.now()
                raise_alarm(session, "telegram_unread", now, f"at {now:%Y-%m-%d %H:%M}")
            return None
