"""Telegram through its Bot API: who sent the webhook, what it says, and the way out.

Telegram's contract: https://core.telegram.org/bots/api (setWebhook, Update, sendMessage).
"""

import asyncio
import contextlib
import hashlib
import hmac
import logging
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
from telegram import (
    Bot,
    BotCommand,
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)
from telegram.constants import ChatType
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels.base import OptedOut, SendLater, SendRefused, SendStopped, SendUnknown
from bot.settings import Settings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
READ = ("update_id", "message", "edited_message", "callback_query", "channel_post")
COMMANDS = {
    "start": "Begin, or get messages again",
    "help": "What I can do",
    "person": "Talk to a person",
    "simpler": "Say it in easier words",
    "privacy": "What is kept, and who sees it",
    "stop": "Stop all messages",
}
"""In the menu of the bot, with what each does."""
DESCRIPTION = (
    "A computer assistant for disabled people thinking about work. Free, and not the DWP. "
    "You can ask for a person."
)
CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0

# Its log lines name the address asked, and the bot's token is a part of that.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, repr=False)
class Incoming:
    """What an update holds for us. `kind`: message, edit, press, place or stranger."""

    kind: str
    update_id: int
    chat: str
    text: str = ""
    message_id: int = 0
    media: str = ""
    pressed: str = ""
    """The id of a pressed button, which Telegram wants confirmed."""
    data: str = ""
    """What the pressed button stands for, as we wrote it."""
    place: tuple[float, float] | None = None
    """Latitude and longitude: used at once, never stored."""


def configured(settings: Settings) -> bool:
    return bool(settings.telegram_token.get_secret_value())


def by_webhook(settings: Settings) -> bool:
    """True if Telegram brings updates; without a secret we fetch them (long polling)."""
    return configured(settings) and bool(settings.telegram_secret.get_secret_value())


def bot_id(settings: Settings) -> str:
    """The number of our bot, the part of its token that is no secret."""
    return settings.telegram_token.get_secret_value().partition(":")[0][:20]


def trusted(settings: Settings, secret: str) -> bool:
    """True if the webhook carries our secret; compared in constant time."""
    ours = settings.telegram_secret.get_secret_value()
    return hmac.compare_digest(secret.encode("utf-8"), ours.encode("utf-8"))


NOT_AN_UPDATE = (
    KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError,
)  # fmt: skip
"""What `parse` raises for something that is no update."""


def parse(data: dict) -> Incoming | None:
    """What an update holds; None for what is not for us. Raises one of NOT_AN_UPDATE."""
    found = _parse(data)
    if found is not None and not _is_sound(found):
        raise ValueError("not an update")
    return found


def _is_sound(found: Incoming) -> bool:
    """True if everything is of the kind that the Bot API says it is: the library does not look."""
    words = (found.text, found.pressed, found.data)
    place = found.place or (0.0, 0.0)
    return (
        all(isinstance(word, str) for word in words)
        and all(isinstance(number, int | float) for number in place)
        and abs(place[0]) <= 90
        and abs(place[1]) <= 180
        and isinstance(found.message_id, int)
        and all(abs(int(n)) < 2**63 for n in (found.update_id, found.chat, found.message_id))
    )


def _parse(data: dict) -> Incoming | None:
    # Only what is read here: a new kind of update that does not parse is no reason to refuse it.
    update = Update.de_json({name: data[name] for name in READ if name in data})
    update_id = int(f"{update.update_id:d}")
    if query := update.callback_query:
        message = query.message
        if message is None or message.chat.type != ChatType.PRIVATE:
            return None
        return Incoming(
            "press", update_id, str(message.chat.id), _label(query), message.message_id,
            pressed=query.id, data=query.data or "",
        )  # fmt: skip
    message = update.message or update.edited_message or update.channel_post
    if message is None:
        return None
    chat, sender = str(message.chat.id), message.from_user
    if message.chat.type != ChatType.PRIVATE or (sender is not None and sender.is_bot):
        return Incoming("stranger", update_id, chat)
    if message.location is not None and not message.venue:
        place = (message.location.latitude, message.location.longitude)
        return Incoming("place", update_id, chat, "", message.message_id, place=place)
    kind = "edit" if update.edited_message else "message"
    text = message.text or message.caption or ""
    return Incoming(kind, update_id, chat, text, message.message_id, _media(message))


def _media(message: Message) -> str:
    """What came besides words; a sticker is a picture."""
    if message.photo or message.document or message.sticker:
        return "picture"
    if message.voice or message.audio:
        return "voice"
    if message.video or message.video_note or message.animation:
        return "video"
    return "" if message.text else "other"


def _label(query: CallbackQuery) -> str:
    """The words on the pressed button, else its data."""
    markup = getattr(query.message, "reply_markup", None)
    for row in markup.inline_keyboard if markup else ():
        for button in row:
            if button.callback_data == query.data:
                return button.text
    return query.data or ""


class TelegramSender:
    """Sends messages through the Bot API, from an event loop in a thread of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        token = settings.telegram_token.get_secret_value()
        self.fingerprint = hashlib.sha256(token.encode()).hexdigest()[:16]
        self._bot = Bot(
            token,
            base_url=settings.telegram_api_url.rstrip("/") + "/bot",
            request=HTTPXRequest(
                connect_timeout=CONNECT_SECONDS,
                read_timeout=READ_SECONDS,
                write_timeout=READ_SECONDS,
                pool_timeout=READ_SECONDS,
            ),
        )
        # Not uvloop's, which refuses to close while a connection is still taking its leave.
        self._loop = asyncio.SelectorEventLoop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="telegram", daemon=True)
        self._thread.start()

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        """Send one message with a button for each label."""
        sending = self._send(int(address), text, labels, outbox_id)
        # Telegram counts messages per chat: alone, its number is not unique.
        return f"{outbox_id}/{asyncio.run_coroutine_threadsafe(sending, self._loop).result()}"

    async def _send(self, chat: int, text: str, labels: list[str], outbox_id: str) -> int:
        # Telegram takes 64 bytes with a button: our id of the message and the button's place.
        buttons = [
            [InlineKeyboardButton(label, callback_data=f"{outbox_id}:{number}")]
            for number, label in enumerate(labels)
        ]
        try:
            # No preview: Telegram would fetch the link, and a picture is not what was asked for.
            sent = await self._bot.send_message(
                chat,
                text,
                reply_markup=InlineKeyboardMarkup(buttons) if buttons else None,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except TelegramError as error:
            raise _meaning(error) from None
        return sent.message_id

    def pressed(self, query_id: str, chat: str, message_id: int) -> None:
        """Confirm a pressed button and take the buttons away; nothing is lost if that fails."""
        self._beside(self._bot.answer_callback_query(query_id))
        self._beside(self._bot.edit_message_reply_markup(int(chat), message_id, reply_markup=None))

    def say(self, chat: str, text: str) -> None:
        """Say something to a chat that is no person's; nothing is lost if that fails."""
        self._beside(self._bot.send_message(int(chat), text))

    def _beside(self, call: Coroutine[Any, Any, Any]) -> None:
        async def quietly() -> None:
            with contextlib.suppress(TelegramError):
                await call

        asyncio.run_coroutine_threadsafe(quietly(), self._loop)

    def introduce(self) -> None:
        """Tell Telegram what the bot is, which commands it has, and how updates come here."""
        self._now(self._bot.set_my_commands([BotCommand(n, w) for n, w in COMMANDS.items()]))
        self._now(self._bot.set_my_description(DESCRIPTION))
        self._now(self._bot.set_my_short_description(DESCRIPTION[:120]))
        if by_webhook(self._settings):
            self._now(
                self._bot.set_webhook(
                    self._settings.public_url + "/hooks/telegram",
                    secret_token=self._settings.telegram_secret.get_secret_value(),
                    allowed_updates=list(READ[1:]),
                )
            )
        else:
            self._now(self._bot.delete_webhook())

    def updates(self, after: int | None, wait: int) -> list[dict]:
        """Updates that wait at Telegram; asking with `after` confirms all up to that one."""
        found = self._now(
            self._bot.get_updates(
                offset=None if after is None else after + 1,
                timeout=wait,
                allowed_updates=list(READ[1:]),
            ),
            wait + READ_SECONDS,
        )
        return [update.to_dict() for update in found]

    def _now(self, call: Coroutine[Any, Any, Any], seconds: float | None = None) -> Any:
        """Raises one of the errors of `bot.channels.base`."""
        try:
            return asyncio.run_coroutine_threadsafe(call, self._loop).result(
                seconds or 2 * READ_SECONDS
            )
        except TelegramError as error:
            raise _meaning(error) from None

    def close(self) -> None:
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._bot.request.shutdown(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def _meaning(error: TelegramError) -> Exception:
    """What an error of the Bot API means for the message."""
    match error:
        case Forbidden():
            return OptedOut("blocked")
        case BadRequest() | ChatMigrated():
            return SendRefused("bad request", alarm=True)
        case RetryAfter():
            wait = error.retry_after
            return SendLater(wait.total_seconds() if isinstance(wait, timedelta) else wait)
        case InvalidToken():
            return SendStopped("token")
        case NetworkError(__cause__=None | TelegramError()):
            # Its servers answered with a 5xx status.
            return SendLater()
        case NetworkError(__cause__=cause) if isinstance(cause, _NEVER_LEFT):
            return SendLater()
    return SendUnknown()


_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
