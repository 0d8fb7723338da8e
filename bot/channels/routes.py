"""The webhooks: verify, parse, store, commit, and only then acknowledge."""

import json
from urllib.parse import parse_qsl

import structlog
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import ImmutableMultiDict
from starlette.responses import Response

from bot.channels import sms, telegram
from bot.channels.base import Sender
from bot.conversations import inbox, outbox
from bot.conversations.accept import accept
from bot.conversations.gateway import Gateway
from bot.conversations.models import Sending
from bot.conversations.worker import Workers
from bot.settings import Settings

log = structlog.get_logger()

LARGEST = 100_000
"""Bytes of a webhook's body; the providers send far less."""
MOST_FIELDS = 500

hooks = APIRouter(prefix="/hooks")


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
    form = await _signed_form(request, sms.RECEIVE_PATH)
    text = sms.parse(form)
    if text is None:
        raise HTTPException(400)
    number = sms.uk_mobile(text.number)
    if number is None:
        log.info("sms_not_taken", reason="no UK mobile")
    else:
        await run_in_threadpool(_store, request, "sms", number, text.body, text.sid)
    return Response("<Response/>", media_type="text/xml")


@hooks.post("/sms/status/{outbox_id}")
async def sms_status(request: Request, outbox_id: str) -> Response:
    """A receipt: how far a text of ours got."""
    form = await _signed_form(request, sms.STATUS_PATH + outbox_id)
    status = sms.STATUSES.get(form.get("MessageStatus", ""))
    sid = form.get("MessageSid", "")
    if status is not None and 0 < len(sid) <= 80:
        await run_in_threadpool(_note_receipt, request, outbox_id, sid, status)
    return Response(status_code=204)


@hooks.post("/telegram")
async def telegram_received(request: Request) -> Response:
    """An update of the Telegram bot."""
    settings = request.app.state.gateway.settings
    if not telegram.configured(settings):
        raise HTTPException(404)
    if not telegram.trusted(settings, request.headers.get(telegram.SECRET_HEADER, "")):
        raise HTTPException(403)
    try:
        inbound = telegram.parse(json.loads(await _body(request)))
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        log.warning("telegram_not_an_update")
        raise HTTPException(400) from None
    if inbound is None:
        return Response()
    await run_in_threadpool(
        _store, request, "telegram", inbound.chat, inbound.text, inbound.update_id
    )
    if inbound.pressed:
        # The answer to a webhook may itself be a call:
        # https://core.telegram.org/bots/api#making-requests-when-getting-updates
        return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": inbound.pressed})
    return Response()


def _store(request: Request, channel: str, address: str, text: str, provider_id: str) -> None:
    """Store and commit one message; what is left to do goes to the workers."""
    gateway: Gateway = request.app.state.gateway
    workers: Workers = request.app.state.workers
    for tries_left in (2, 1, 0):
        try:
            conversation_id, waits = _accept(gateway, channel, address, text, provider_id)
            break
        except IntegrityError:
            # On PostgreSQL the first two messages of one person, or the same webhook twice, may
            # come at the same moment: the other one is committed now and is found.
            if not tries_left:
                raise
    if waits:
        workers.add(conversation_id)
    gateway.wake(conversation_id)


def _accept(
    gateway: Gateway, channel: str, address: str, text: str, provider_id: str
) -> tuple[str, bool]:
    """The conversation, and whether the message waits for a turn."""
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        talk, row = inbox.talk_with(session, gateway.vault, channel, address, now)
        message, result = accept(
            gateway, session, talk, text, channel=channel, address=row, provider_id=provider_id
        )
        return talk.id, message is not None and result is None


def _note_receipt(request: Request, outbox_id: str, sid: str, status: Sending) -> None:
    gateway: Gateway = request.app.state.gateway
    with gateway.database.begin() as session:
        conversation_id = outbox.receipt(session, outbox_id, sid, status)
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
