"""A fake Twilio: sends, keeps records, signs webhooks, brings receipts, obeys STOP by itself.

Its contract: https://www.twilio.com/docs/messaging/api/message-resource and
https://www.twilio.com/docs/messaging/guides/webhook-request
"""

import asyncio
import itertools
import secrets
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime

import httpx
from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response
from twilio.request_validator import RequestValidator

from bot.channels.fake.behaviour import behaviour_of
from bot.channels.fake.bring import bring_as_twilio
from bot.content.gsm import segments

HANGS_SECONDS = 30.0
LONGEST = 1600
STOP_WORDS = {"stop", "stopall", "unsubscribe", "end", "quit", "cancel", "revoke", "optout"}
START_WORDS = {"start", "unstop", "yes"}
HELP_WORDS = {"help", "info"}
OWN_REPLIES = {
    "STOP": "You will get no more texts from this number. Text START to get them again.",
    "START": "You will get texts from this number again.",
}
"""What Twilio itself answers (Advanced Opt-Out)."""
FAILS = {"landline": 30006, "phone_off": 30003, "filtered": 30007}
FINAL = ("delivered", "undelivered", "failed", "received")


@dataclass
class Record:
    """One message in Twilio's records."""

    sid: str
    direction: str
    from_: str
    to: str
    body: str
    status: str
    callback: str = ""
    error: int | None = None
    media: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self, account: str) -> dict:
        when = format_datetime(self.at)
        return {
            "sid": self.sid, "account_sid": account, "api_version": "2010-04-01",
            "direction": self.direction, "from": self.from_, "to": self.to, "body": self.body,
            "status": self.status, "error_code": self.error, "error_message": None,
            "num_media": str(self.media), "num_segments": str(segments(self.body)),
            "date_created": when, "date_updated": when, "date_sent": when, "price": None,
            "price_unit": "USD", "messaging_service_sid": None, "subresource_uris": {},
            "uri": f"/2010-04-01/Accounts/{account}/Messages/{self.sid}.json",
        }  # fmt: skip


class FakeTwilio:
    """One account with one number. `shown` is what each phone shows, in order.

    `patience`: how often a webhook is brought with all its attempts (Twilio does so once).
    """

    def __init__(
        self, account: str, token: str, number: str, public_url: str, gateway_url: str,
        overrides: str = "#rc=5&rp=all", patience: int = 1,
    ) -> None:  # fmt: skip
        self.account, self.token, self.number = account, token, number
        self._public, self._gateway = public_url.rstrip("/"), gateway_url.rstrip("/")
        self._overrides, self._patience = overrides, patience
        self.records: dict[str, Record] = {}
        self.deleted: list[str] = []
        self.stopped: set[str] = set()
        self.attempts: Counter[str] = Counter()
        self.shown: dict[str, list[tuple[str, str]]] = {}
        """By number: (`person`, `service` or `carrier`, words)."""
        self.forged: list[int] = []
        """What forged webhooks were answered with."""
        self._held: dict[str, tuple[Record, str]] = {}
        self._numbers = itertools.count(1)
        self._tasks: set[asyncio.Task] = set()
        self.http = httpx.AsyncClient(trust_env=False)

    # What a phone does.

    async def text(self, number: str, body: str, media: int = 0) -> int:
        """Somebody texts our number. The gateway's last status; 0 if it was not asked."""
        record = self._record("inbound", number, self.number, body, "received", media=media)
        self._show(number, "person", body)
        word = " ".join(body.lower().split())
        kinds = (("STOP", STOP_WORDS), ("START", START_WORDS), ("HELP", HELP_WORDS))
        kind = next((name for name, words in kinds if word in words), "")
        if kind == "START" and word == "yes" and number not in self.stopped:
            kind = ""
        if kind == "STOP":
            self.stopped.add(number)
        elif kind == "START":
            self.stopped.discard(number)
        if kind in OWN_REPLIES:
            self._show(number, "carrier", OWN_REPLIES[kind])
        behaves = behaviour_of(number).name
        if behaves == "forged_first":
            false = Record(record.sid, "inbound", number, self.number, "Forged.", "received")
            self.forged.append(await self._bring(false, kind, token="not " + self.token))
        if behaves == "swapped" and number not in self._held:
            self._held[number] = (record, kind)
            return 0
        status = 0
        for _ in range({"brought_thrice": 3, "not_brought": 0}.get(behaves, 1)):
            # HELP is left to the service here; with Advanced Opt-Out set up it is Twilio's too.
            for _ in range(self._patience):
                status = await self._bring(record, "" if kind == "HELP" else kind)
                if 200 <= status < 300:
                    break
        if number in self._held:
            await self._bring(*self._held.pop(number))
        return status

    async def _bring(self, record: Record, kind: str, token: str = "") -> int:
        fields = {
            "ToCountry": "GB", "SmsMessageSid": record.sid, "NumMedia": str(record.media),
            "SmsSid": record.sid, "SmsStatus": "received", "Body": record.body,
            "FromCountry": "GB", "To": record.to, "NumSegments": str(segments(record.body) or 1),
            "MessageSid": record.sid, "AccountSid": self.account, "From": record.from_,
            "ApiVersion": "2010-04-01",
        }  # fmt: skip
        if kind:
            fields["OptOutType"] = kind
        return await self._post("/hooks/sms", fields, self._overrides, token)

    async def _post(
        self, path: str, fields: dict[str, str], overrides: str = "", token: str = ""
    ) -> int:
        signed = RequestValidator(token or self.token)
        signature = signed.compute_signature(self._public + path, fields)
        headers = {"X-Twilio-Signature": signature}
        return await bring_as_twilio(self.http, self._gateway + path + overrides, fields, headers)

    # What the service asks for.

    async def create(self, form: dict[str, str]) -> Response:
        to, body = form.get("To", ""), form.get("Body", "")
        behaves = behaviour_of(to).name
        self.attempts[to] += 1
        if not to.startswith("+"):
            return _error(400, 21211)
        if not body:
            return _error(400, 21602)
        if len(body) > LONGEST:
            return _error(400, 21617)
        if to in self.stopped or behaves == "opted_out":
            return _error(400, 21610)
        if behaves == "times_out":
            await asyncio.sleep(HANGS_SECONDS)
            return _error(504, 20504)
        if behaves == "busy_first" and self.attempts[to] <= 2:
            return _error(429, 20429)
        if behaves == "broken_first" and self.attempts[to] == 1:
            return _error(500, 20500)
        callback = form.get("StatusCallback", "")
        record = self._record("outbound-api", form.get("From", ""), to, body, "queued", callback)
        task = asyncio.create_task(self._deliver(record, behaves))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if behaves == "takes_then_times_out":
            await asyncio.sleep(HANGS_SECONDS)
        return JSONResponse(record.as_json(self.account), 201)

    async def _deliver(self, record: Record, behaves: str) -> None:
        """The text reaches its phone or does not; then the receipts."""
        record.error = FAILS.get(behaves)
        if record.error is None:
            self._show(record.to, "service", record.body)
        steps = ["sent", "undelivered" if record.error else "delivered"]
        record.status = steps[-1]
        if behaves == "odd_receipts":
            steps = [*reversed(steps), *steps]
        if behaves == "takes_then_times_out":
            steps = []
        for status in steps:
            if record.callback:
                await self._receipt(record, status)

    async def _receipt(self, record: Record, status: str) -> None:
        address, mark, fragment = record.callback.partition("#")
        fields = {
            "SmsSid": record.sid, "SmsStatus": status, "MessageStatus": status, "To": record.to,
            "MessageSid": record.sid, "AccountSid": self.account, "From": record.from_,
            "ApiVersion": "2010-04-01",
        }  # fmt: skip
        if status == "undelivered":
            fields["ErrorCode"] = str(record.error)
        await self._post(address.removeprefix(self._public), fields, mark + fragment)

    def listed(self, to: str, from_: str, since: datetime | None) -> list[dict]:
        found = [
            r
            for r in self.records.values()
            if (not to or r.to == to)
            and (not from_ or r.from_ == from_)
            and (since is None or r.at >= since)
        ]
        return [r.as_json(self.account) for r in reversed(found)]

    def delete(self, sid: str) -> Response:
        record = self.records.get(sid)
        if record is None:
            return _error(404, 20404)
        if record.status not in FINAL:
            return _error(409, 20009)
        del self.records[sid]
        self.deleted.append(sid)
        return Response(status_code=204)

    def _record(
        self, direction: str, from_: str, to: str, body: str, status: str, callback: str = "",
        media: int = 0,
    ) -> Record:  # fmt: skip
        sid = f"SM{next(self._numbers):08x}{secrets.token_hex(12)}"
        record = Record(sid, direction, from_, to, body, status, callback, media=media)
        self.records[sid] = record
        return record

    def _show(self, number: str, who: str, words: str) -> None:
        self.shown.setdefault(number, []).append((who, words))

    def routes(self) -> APIRouter:
        """The part of Twilio's REST API that the service uses."""
        api = APIRouter(prefix="/2010-04-01/Accounts/{account}")

        def check(request: Request, account: str) -> None:
            expected = httpx.BasicAuth(self.account, self.token)._auth_header
            given = request.headers.get("Authorization", "")
            if account != self.account or not secrets.compare_digest(given, expected):
                raise HTTPException(401, {"code": 20003, "message": "Authenticate", "status": 401})

        @api.post("/Messages.json")
        async def create(request: Request, account: str) -> Response:
            check(request, account)
            return await self.create({k: str(v) for k, v in (await request.form()).items()})

        @api.get("/Messages.json")
        async def listed(request: Request, account: str) -> dict:
            check(request, account)
            asked = request.query_params
            since = asked.get("DateSent>")
            moment = datetime.fromisoformat(since) if since else None
            size, page = int(asked.get("PageSize", 50)), int(asked.get("Page", 0))
            found = self.listed(asked.get("To", ""), asked.get("From", ""), moment)
            rest = len(found) > (page + 1) * size
            following = str(request.url.include_query_params(Page=page + 1)) if rest else None
            return {
                "messages": found[page * size : (page + 1) * size],
                "page": page, "page_size": size, "uri": str(request.url.path),
                "next_page_uri": following and following.partition(request.url.netloc)[2],
            }  # fmt: skip

        @api.delete("/Messages/{sid}.json")
        async def delete(request: Request, account: str, sid: str) -> Response:
            check(request, account)
            return self.delete(sid)

        return api


def _error(status: int, code: int) -> JSONResponse:
    more = f"https://www.twilio.com/docs/errors/{code}"
    return JSONResponse(
        {"code": code, "message": "said no", "more_info": more, "status": status}, status
    )
