"""Telegram through its Bot API: who sent the webhook, what it says, and the way out.

Telegram's contract: https://core.telegram.org/bots/api (setWebhook, Update, sendMessage).
"""

import asyncio
import hashlib
import hmac
import logging
import threading
from dataclasses import dataclass
from datetime import timedelta

import httpx
from telegram import (
    Bot,
    CallbackQuery,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    Update,
)
from telegram.constants import ChatType, MessageLimit
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
from bot.content.parts import split
from bot.settings import Settings

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
READ = ("update_id", "message", "callback_query")
CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0

# Its log lines name the address asked, and the bot's token is a part of that.
logging.getLogger("httpx").setLevel(logging.WARNING)


@dataclass(frozen=True, repr=False)
class Inbound:
    """One thing a person wrote or pressed in a private chat."""

    update_id: str
    chat: str
    text: str
    """Empty if it was something else than text: a picture, a voice message, a place."""
    pressed: str = ""
    """The id of a pressed button, which Telegram wants confirmed."""


def configured(settings: Settings) -> bool:
    return bool(
        settings.telegram_token.get_secret_value() and settings.telegram_secret.get_secret_value()
    )


def trusted(settings: Settings, secret: str) -> bool:
    """True if the webhook carries our secret; compared in constant time."""
    ours = settings.telegram_secret.get_secret_value()
    return hmac.compare_digest(secret.encode("utf-8"), ours.encode("utf-8"))


def parse(data: dict) -> Inbound | None:
    """What a person said in this update; None for what is not for us.

    Not for us: groups and channels, other bots, edited messages, and everything else that is not a
    new message or a pressed button. Raises KeyError, TypeError, ValueError or AttributeError if it
    is not an update.
    """
    # Only what is read here: a new kind of update that does not parse is no reason to refuse it.
    update = Update.de_json({name: data[name] for name in READ if name in data})
    update_id = f"{update.update_id:d}"
    if query := update.callback_query:
        message, sender, text = query.message, query.from_user, _label(query)
    elif message := update.message:
        sender, text = message.from_user, message.text or message.caption or ""
    else:
        return None
    if message is None or message.chat.type != ChatType.PRIVATE:
        return None
    if sender is not None and sender.is_bot:
        return None
    return Inbound(update_id, str(message.chat.id), text, query.id if query else "")


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
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="telegram", daemon=True)
        self._thread.start()

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        """Send one message, in parts if it is too long, with a button for each label."""
        sending = self._send(int(address), text, labels)
        # Telegram counts messages per chat: alone, its number is not unique.
        return f"{outbox_id}/{asyncio.run_coroutine_threadsafe(sending, self._loop).result()}"

    async def _send(self, chat: int, text: str, labels: list[str]) -> int:
        *first, last = split(text, MessageLimit.MAX_TEXT_LENGTH)
        buttons = (
            ReplyKeyboardMarkup(
                [[label] for label in labels], one_time_keyboard=True, resize_keyboard=True
            )
            if labels
            else ReplyKeyboardRemove()
        )
        arrived = False
        try:
            for part in first:
                await self._one(chat, part, None)
                arrived = True
            return await self._one(chat, last, buttons)
        except TelegramError as error:
            # Trying the whole again would repeat the parts that arrived.
            raise (SendUnknown() if arrived else _meaning(error)) from None

    async def _one(self, chat: int, text: str, buttons) -> int:
        # No preview: Telegram would fetch the link, and a picture is not what was asked for.
        sent = await self._bot.send_message(
            chat,
            text,
            reply_markup=buttons,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )
        return sent.message_id

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
