"""A fake Telegram: the methods of the Bot API that the service uses, and updates in order.

Its contract: https://core.telegram.org/bots/api
"""

import asyncio
import contextlib
import json
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from bot.channels.fake.behaviour import behaviour_of
from bot.channels.fake.bring import bring_until_taken

HANGS_SECONDS = 30.0
LONGEST = 4096
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Line:
    """One message as a phone shows it."""

    number: int
    who: str
    text: str
    buttons: list[dict] = field(default_factory=list)
    edited: bool = False


class FakeTelegram:
    """One bot. `chats` is what each phone shows, in order."""

    def __init__(self, token: str, secret: str, gateway_url: str) -> None:
        self.token, self._gateway = token, gateway_url.rstrip("/")
        self.webhook = (gateway_url.rstrip("/") + "/hooks/telegram", secret) if secret else None
        self.chats: dict[str, list[Line]] = {}
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.attempts: Counter[str] = Counter()
        self.profile: dict[str, Any] = {}
        self.forged: list[int] = []
        """What forged webhooks were answered with."""
        self._held: dict[str, dict[str, Any]] = {}
        self._message, self._update = 0, 700_000_000
        self._waiting: list[dict] = []
        self._news, self._bringing = asyncio.Event(), asyncio.Lock()
        self.http = httpx.AsyncClient(trust_env=False)

    # What a phone does.

    async def write(self, chat: str, text: str = "", **content: Any) -> None:
        """Somebody writes to the bot; `content` is what else a message can hold."""
        line = self._show(chat, "person", text or f"[{next(iter(content), 'nothing')}]")
        said = {"text": text} if text else {}
        await self.bring(chat, {"message": self._as_message(chat, line) | said | content})

    async def edit(self, chat: str, number: int, text: str) -> None:
        line = next(found for found in self.chats[chat] if found.number == number)
        line.text, line.edited = text, True
        edited = self._as_message(chat, line) | {"text": text, "edit_date": int(time.time())}
        await self.bring(chat, {"edited_message": edited})

    async def press(self, chat: str, number: int, data: str) -> None:
        line = next(found for found in self.chats[chat] if found.number == number)
        keyboard = {"inline_keyboard": [[button] for button in line.buttons]}
        message = self._as_message(chat, line) | {"text": line.text, "reply_markup": keyboard}
        message["from"] = {"id": 1, "is_bot": True, "first_name": "Alongside"}
        query = {
            "id": secrets.token_hex(8), "from": _sender(chat), "chat_instance": "1", "data": data,
            "message": message,
        }  # fmt: skip
        await self.bring(chat, {"callback_query": query})

    async def bring(self, chat: str, what: dict[str, Any]) -> None:
        """One update, on the way that is set up; returns when it is confirmed by a webhook."""
        self._update += 1
        update = {"update_id": self._update, **what}
        if self.webhook is None:
            self._waiting.append(update)
            self._news.set()
            return
        url, secret = self.webhook
        behaves = behaviour_of(chat).name
        if behaves == "forged_first":
            headers = {SECRET_HEADER: "not " + secret}
            answer = await self.http.post(url, json=update, headers=headers, timeout=15.0)
            self.forged.append(answer.status_code)
        if behaves == "swapped" and chat not in self._held:
            self._held[chat] = update
            return
        await self._bring_now(update, 3 if behaves == "brought_thrice" else 1)
        if chat in self._held:
            await self._bring_now(self._held.pop(chat), 1)

    async def _bring_now(self, update: dict[str, Any], times: int) -> None:
        url, secret = self.webhook
        for _ in range(times):
            answer = await bring_until_taken(self.http, url, update, {SECRET_HEADER: secret})
            if answer is not None and answer.content:
                with contextlib.suppress(ValueError, KeyError):
                    call = answer.json()
                    await self.call(call.pop("method"), call)

    # What the service asks for.

    async def call(self, method: str, given: dict[str, Any]) -> Response:
        self.calls.append((method, given))
        do = getattr(self, f"_{method}", None)
        if do is None:
            self.profile[method] = given
            return _ok(True)
        return await do(given)

    async def _getMe(self, given: dict) -> Response:
        return _ok({"id": 1, "is_bot": True, "first_name": "Alongside", "username": "fake_bot"})

    async def _sendMessage(self, given: dict) -> Response:
        chat, text = str(given["chat_id"]), given.get("text", "")
        behaves = behaviour_of(chat).name
        self.attempts[chat] += 1
        if not text:
            return _error(400, "Bad Request: message text is empty")
        if len(text.encode("utf-16-le")) > 2 * LONGEST:
            return _error(400, "Bad Request: message is too long")
        if behaves == "opted_out":
            return _error(403, "Forbidden: bot was blocked by the user")
        if behaves == "landline":
            return _error(400, "Bad Request: chat not found")
        if behaves == "times_out":
            await asyncio.sleep(HANGS_SECONDS)
        if behaves == "busy_first" and self.attempts[chat] <= 2:
            return _error(429, "Too Many Requests: retry after 3", retry_after=3)
        if behaves == "broken_first" and self.attempts[chat] == 1:
            return _error(500, "Internal Server Error")
        markup = _as_json(given.get("reply_markup")) or {}
        line = self._show(chat, "service", text)
        line.buttons = [button for row in markup.get("inline_keyboard", ()) for button in row]
        if any(len(b["callback_data"].encode()) > 64 for b in line.buttons):
            return _error(400, "Bad Request: BUTTON_DATA_INVALID")
        if behaves == "takes_then_times_out":
            await asyncio.sleep(HANGS_SECONDS)
        return _ok(self._as_message(chat, line) | {"text": text})

    async def _editMessageReplyMarkup(self, given: dict) -> Response:
        chat, number = str(given["chat_id"]), int(given["message_id"])
        for line in self.chats.get(chat, ()):
            if line.number == number:
                line.buttons = []
                return _ok(self._as_message(chat, line) | {"text": line.text})
        return _error(400, "Bad Request: message to edit not found")

    async def _setWebhook(self, given: dict) -> Response:
        # The public address leads to the gateway on this machine.
        self.webhook = (self._gateway + "/hooks/telegram", given.get("secret_token", ""))
        return _ok(True)

    async def _deleteWebhook(self, given: dict) -> Response:
        self.webhook = None
        return _ok(True)

    async def _getUpdates(self, given: dict) -> Response:
        if self.webhook is not None:
            return _error(409, "Conflict: can't use getUpdates method while webhook is active")
        offset, wait = int(given.get("offset") or 0), float(given.get("timeout") or 0)
        self._waiting = [u for u in self._waiting if u["update_id"] >= offset]
        if not self._waiting and wait:
            self._news.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), wait)
        return _ok(self._waiting[: int(given.get("limit") or 100)])

    def _show(self, chat: str, who: str, text: str) -> Line:
        self._message += 1
        line = Line(self._message, who, text)
        self.chats.setdefault(chat, []).append(line)
        return line

    def _as_message(self, chat: str, line: Line) -> dict:
        whole = {"id": int(chat), "type": "private", "first_name": "Phone"}
        return {
            "message_id": line.number, "date": int(time.time()), "chat": whole,
            "from": _sender(chat),
        }  # fmt: skip

    def routes(self) -> APIRouter:
        """`/bot{token}/{method}`, as a form or as JSON."""
        api = APIRouter()

        @api.api_route("/bot{token}/{method}", methods=["GET", "POST"])
        async def call(request: Request, token: str, method: str) -> Response:
            if not secrets.compare_digest(token.encode(), self.token.encode()):
                return _error(401, "Unauthorized")
            if request.headers.get("Content-Type", "").startswith("application/json"):
                given = await request.json()
            else:
                given = {k: str(v) for k, v in (await request.form()).items()}
            return await self.call(method, dict(request.query_params) | given)

        return api


def _sender(chat: str) -> dict:
    return {"id": int(chat), "is_bot": False, "first_name": "Phone"}


def _as_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) else value


def _ok(result: Any) -> JSONResponse:
    return JSONResponse({"ok": True, "result": result})


def _error(status: int, description: str, **parameters: int) -> JSONResponse:
    body = {"ok": False, "error_code": status, "description": description}
    return JSONResponse({**body, **({"parameters": parameters} if parameters else {})}, status)
