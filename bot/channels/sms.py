"""Text messages through Twilio: who signed it, what it says, and the way out.

Twilio's contract: https://www.twilio.com/docs/usage/security#validating-requests (signature),
https://www.twilio.com/docs/messaging/guides/webhook-request (what comes in) and
https://www.twilio.com/docs/api/errors (error codes).
"""

import hashlib
import logging
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import phonenumbers
import requests
import urllib3.exceptions
from phonenumbers import PhoneNumberFormat, PhoneNumberType
from twilio.base.exceptions import TwilioRestException, TwilioServiceException
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from bot.channels.base import (
    Inbound,
    Kept,
    OptedOut,
    SendFailed,
    SendLater,
    SendRefused,
    SendStopped,
    SendUnknown,
)
from bot.channels.twilio_errors import Act, error_of
from bot.content import gsm
from bot.conversations.models import Sending
from bot.settings import Settings

RECEIVE_PATH = "/hooks/sms"
STATUS_PATH = "/hooks/sms/status/"

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0

RETRIES = "#rc=3&rp=5xx,ct,rt"
"""Asks Twilio to bring a receipt again when we could not take it:
https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"""
MOST_LISTED = 10_000
"""Of these a week may hold more: then the oldest are not found."""

STATUSES = {
    "sent": Sending.SENT,
    "delivered": Sending.DELIVERED,
    "read": Sending.DELIVERED,
    "failed": Sending.FAILED,
    "undelivered": Sending.FAILED,
    "canceled": Sending.FAILED,
}
"""What Twilio's words mean here. The others (accepted, queued, sending) tell nothing new."""

# Its log lines name the numbers and the words.
logging.getLogger("twilio.http_client").setLevel(logging.WARNING)


def configured(settings: Settings) -> bool:
    return bool(
        settings.twilio_account_sid
        and settings.twilio_auth_token.get_secret_value()
        and settings.twilio_number
    )


def signed(settings: Settings, path: str, form: Mapping[str, str], signature: str) -> bool:
    """True if Twilio signed this request to our public address with one of our two tokens."""
    url = settings.public_url + path
    tokens = (settings.twilio_auth_token, settings.twilio_old_auth_token)
    return any(
        RequestValidator(token.get_secret_value()).validate(url, form, signature)
        for token in tokens
        if token.get_secret_value()
    )


def is_id(text: str) -> bool:
    """True if a database takes it as an id of Twilio's or of ours: PostgreSQL refuses a NUL."""
    return 0 < len(text) <= 80 and text.isascii() and text.isprintable()


def parse(settings: Settings, form: Mapping[str, str]) -> Inbound | None:
    """The message in Twilio's parameters; None if it is from no mobile that we text.

    Raises ValueError if it has no id or no sender.
    """
    sid, number = form.get("MessageSid", ""), form.get("From", "")
    if not is_id(sid) or not number:
        raise ValueError("no id or no sender")
    address = mobile(number, settings.sms_countries)
    media = "picture" if form.get("NumMedia", "0") not in ("", "0") else ""
    kind, body = form.get("OptOutType", ""), form.get("Body", "")
    return address and Inbound(
        "sms",
        address,
        body,
        sid,
        media=media,
        answered=kind == "HELP",
        taken=kind.lower() if kind in ("STOP", "START") else "",
        segments=_segments(form.get("NumSegments", ""), body),
    )


def _segments(given: str, body: str) -> int:
    """What Twilio says that it charges for a text of somebody, else what it must come to."""
    if given.isascii() and given.isdecimal() and 0 < int(given[:3]) < 100:
        return int(given[:3])
    return max(1, gsm.segments(body))


def mobile(number: str, countries: str = "44") -> str | None:
    """The number in E.164 form (+447...) if it is a mobile of these calling codes, else None.

    A text to a landline is read aloud in the home, where anybody may hear it.
    """
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(parsed)
    # Ofcom keeps 07700 900000-900999 for drama; nobody has them, so tests and demos use them.
    drama = parsed.country_code == 44 and 7700_900_000 <= parsed.national_number <= 7700_900_999
    # In some countries (the USA) a number does not show whether it is a mobile.
    mobiles = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    if str(parsed.country_code) not in countries.replace(" ", "").split(","):
        return None
    if kind not in mobiles and not drama:
        return None
    return phonenumbers.format_number(parsed, PhoneNumberFormat.E164)


class _HttpClient(TwilioHttpClient):
    """Twilio's own client with a connect and a read time-out and, for local fakes, another host."""

    def __init__(self, base: str) -> None:
        super().__init__()
        # `requests` takes the pair; the constructor only accepts one number.
        self.timeout = (CONNECT_SECONDS, READ_SECONDS)
        self._base = base.rstrip("/")

    def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> Response:
        if self._base:
            asked = urlsplit(url)
            url = self._base + asked.path + (f"?{asked.query}" if asked.query else "")
        return super().request(method, url, *args, **kwargs)


class SmsSender:
    """Sends texts through Twilio's REST API, and reads Twilio's records."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._number = settings, settings.twilio_number
        self._status_url = settings.public_url + STATUS_PATH
        self._http = _HttpClient(settings.twilio_api_url)
        token = settings.twilio_auth_token.get_secret_value()
        self._client = Client(settings.twilio_account_sid, token, http_client=self._http)
        known_by = f"{settings.twilio_account_sid} {token} {self._number}"
        self.fingerprint = hashlib.sha256(known_by.encode()).hexdigest()[:16]

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        """Send one text. `labels` are not used: the choices stand numbered in the text."""
        with _meanings():
            sent = self._client.messages.create(
                to=address,
                from_=self._number,
                body=text,
                status_callback=self._status_url + outbox_id + RETRIES,
            )
        if not is_id(sent.sid or ""):
            raise SendUnknown("no id")
        return sent.sid

    def received(self, since: datetime) -> Iterator[Inbound]:
        """Texts that came to our number, oldest first; only to be kept, so media are named alone."""
        with _meanings():
            found = self._client.messages.list(
                to=self._number, date_sent_after=since, limit=MOST_LISTED
            )
        for message in sorted(found, key=_moment):
            address = mobile(message.from_ or "", self._settings.sms_countries)
            if message.direction == "inbound" and address and message.sid:
                yield Inbound(
                    "sms",
                    address,
                    message.body or "",
                    message.sid,
                    media="picture" if str(message.num_media or "0") != "0" else "",
                    sent=_moment(message),
                    segments=_segments(str(message.num_segments), message.body or ""),
                )

    def sent_to(self, address: str, since: datetime) -> list[Kept]:
        with _meanings():
            # Not by the date of sending, which a text that still waits at Twilio has none of.
            found = self._client.messages.list(to=address, from_=self._number, limit=100)
        return [
            Kept(
                message.sid,
                message.body or "",
                STATUSES.get(str(message.status), Sending.SENT),
                str(message.error_code or ""),
                _moment(message),
            )
            for message in sorted(found, key=_moment)
            if _moment(message) >= since
        ]

    def wipe(self, provider_id: str) -> None:
        try:
            with _meanings():
                self._client.messages(provider_id).delete()
        except SendRefused as error:
            if error.code != "20404":
                raise

    def close(self) -> None:
        self._http.session.close()


def _moment(message: Any) -> datetime:
    """When Twilio made its record; to the second."""
    return message.date_created or datetime.now(UTC)


@contextmanager
def _meanings() -> Iterator[None]:
    """Twilio's errors and those of the way to it, as the errors of `bot.channels.base`."""
    try:
        yield
    except (TwilioRestException, TwilioServiceException) as error:
        raise meaning(error.code, error.status) from None
    except requests.RequestException as error:
        raise (SendLater() if _never_left(error) else SendUnknown("timeout")) from None


def meaning(code: int | None, status: int = 400) -> SendFailed:
    """What an error code of Twilio's means for the message."""
    error, said = error_of(code, status), code or status
    match error.act:
        case Act.OPT_OUT:
            return OptedOut(said)
        case Act.LATER:
            return SendLater(code=said)
        case Act.STOP_ALL:
            return SendStopped(said)
    return SendRefused(said, alarm=error.alarm)


def _never_left(error: requests.RequestException) -> bool:
    """True if no connection was made, so that the request cannot have arrived."""
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.ProxyError):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, urllib3.exceptions.SSLError) and reason.args:
        return isinstance(reason.args[0], ssl.SSLCertVerificationError)
    return isinstance(
        reason,
        urllib3.exceptions.NewConnectionError | urllib3.exceptions.ConnectTimeoutError,
    )
