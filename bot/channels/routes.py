"""The webhooks: verify, parse, store, commit, and only then acknowledge."""

import asyncio
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import structlog
from fastapi import APIRouter, HTTPException, Request
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import Response

from bot import crash
from bot.channels import sms, telegram
from bot.channels.base import Inbound, Sender, SendFailed
from bot.channels.updates import take_update
from bot.conversations import outbox
from bot.conversations.gateway import Gateway
from bot.conversations.models import Sending
from bot.conversations.receive import take_in
from bot.conversations.worker import Workers
from bot.settings import Settings

log = structlog.get_logger()

LARGEST = 100_000
"""Bytes of a webhook's body; the providers send far less."""
MOST_FIELDS = 500
LONGEST_SECONDS = 1.7
"""How long a webhook may take; then the provider is asked to bring it again."""

THREADS = 8
"""Of their own, so that nothing else that is slow takes a webhook's place, nor the other way round."""

hooks = APIRouter(prefix="/hooks")


def make_threads() -> ThreadPoolExecutor:
    """The threads in which webhooks are stored."""
    return ThreadPoolExecutor(THREADS, "webhook")


def make_senders(settings: Settings) -> dict[str, Sender]:
    """The ways out that are set up, by channel."""
    senders: dict[str, Sender] = {}
    if sms.configured(settings):
        senders["sms"] = sms.SmsSender(settings)
    if telegram.configured(settings):
        senders["telegram"] = telegram.TelegramSender(settings)
    return senders


@hooks.post("/sms")
async def sms_received(request: Request) -> Response:
    """A text message."""
    crash.at("before parse")
    form = await _signed_form(request, sms.RECEIVE_PATH)
    try:
        text = sms.parse(request.app.state.gateway.settings, form)
    except ValueError:
        raise HTTPException(400) from None
    if text is None:
        log.info("sms_not_taken", reason="not a mobile that we text")
    else:
        await _store(request, text)
    return Response("<Response/>", media_type="text/xml")


@hooks.post("/sms/status/{outbox_id}")
async def sms_status(request: Request, outbox_id: str) -> Response:
    """A receipt: how far a text of ours got."""
    form = await _signed_form(request, sms.STATUS_PATH + outbox_id)
    status = sms.STATUSES.get(form.get("MessageStatus", ""))
    sid = form.get("MessageSid", "")
    if status is not None and sms.is_id(sid) and sms.is_id(outbox_id):
        code = form.get("ErrorCode", "")
        failure = sms.meaning(int(code)) if code.isascii() and code.isdecimal() else None
        gateway = request.app.state.gateway
        await _in_time(request, _note_receipt, gateway, outbox_id, sid, status, failure)
    return Response(status_code=204)


@hooks.post("/telegram")
async def telegram_received(request: Request) -> Response:
    """An update of the Telegram bot."""
    gateway: Gateway = request.app.state.gateway
    settings = gateway.settings
    if not telegram.by_webhook(settings):
        raise HTTPException(404)
    if not telegram.trusted(settings, request.headers.get(telegram.SECRET_HEADER, "")):
        raise HTTPException(403)
    try:
        incoming = telegram.parse(json.loads(await _body(request)))
    except telegram.NOT_AN_UPDATE:
        log.warning("telegram_not_an_update")
        raise HTTPException(400) from None
    waits = incoming and await _in_time(request, take_update, gateway, incoming)
    if waits:
        request.app.state.workers.add(waits)
    return Response()


async def _store(request: Request, inbound: Inbound) -> None:
    """Store and commit one message; what is left to do goes to the workers."""
    gateway: Gateway = request.app.state.gateway
    workers: Workers = request.app.state.workers
    waits = await _in_time(request, take_in, gateway, inbound)
    if waits is not None:
        workers.add(waits)


async def _in_time(request: Request, do: Callable[..., Any], *given: Any) -> Any:
    """Call it in a thread of the webhooks' own. 503 if that takes so long that the provider had
    better come again.

    What is done nevertheless is done once: the provider's id of the message is unique. What had not
    begun by then is not begun any more.
    """
    loop = asyncio.get_running_loop()
    work = loop.run_in_executor(request.app.state.hook_threads, partial(do, *given))
    try:
        return await asyncio.wait_for(work, LONGEST_SECONDS)
    except TimeoutError:
        log.error("webhook_too_slow")
        raise HTTPException(503, headers={"Retry-After": "5"}) from None


def _note_receipt(
    gateway: Gateway, outbox_id: str, sid: str, status: Sending, failure: SendFailed | None
) -> None:
    with gateway.database.begin() as session:
        conversation_id = outbox.receipt(gateway, session, outbox_id, sid, status, failure)
        crash.at("during a receipt")
    if conversation_id is not None:
        gateway.wake(conversation_id)


async def _signed_form(request: Request, path: str) -> ImmutableMultiDict:
    """Twilio's parameters. 404 if Twilio is not set up, 403 if it did not sign them."""
    settings = request.app.state.gateway.settings
    if not sms.configured(settings):
        raise HTTPException(404)
    signature = request.headers.get("X-Twilio-Signature", "")
    body = await _body(request)
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise HTTPException(400) from None
    form = ImmutableMultiDict(pairs)
    if not signature or not sms.signed(settings, path, form, signature):
        log.warning("sms_not_signed")
        raise HTTPException(403)
    return form


async def _body(request: Request) -> bytes:
    """The body, refused with 413 as soon as it is too large."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413)
    return bytes(body)
