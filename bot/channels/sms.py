"""Text messages through Twilio: who signed it, what it says, and the way out.

Twilio's contract: https://www.twilio.com/docs/usage/security#validating-requests (signature),
https://www.twilio.com/docs/messaging/guides/webhook-request (what comes in) and
https://www.twilio.com/docs/api/errors (error codes).
"""

import logging
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
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

from bot.channels.base import OptedOut, SendLater, SendRefused, SendUnknown
from bot.conversations.models import Sending
from bot.settings import Settings

RECEIVE_PATH = "/hooks/sms"
STATUS_PATH = "/hooks/sms/status/"

CONNECT_SECONDS, READ_SECONDS = 3.0, 10.0

OPTED_OUT_CODE = 21610
TOO_MANY_CODE = 20429
WAIT_STATUS = {401, 429}
"""401: the token is being changed. Nothing was sent, and it helps to try again."""

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


@dataclass(frozen=True, repr=False)
class Text:
    """One incoming text message. `body` is empty if only pictures came."""

    sid: str
    number: str
    body: str


def configured(settings: Settings) -> bool:
    return bool(
        settings.twilio_account_sid
        and settings.twilio_auth_token.get_secret_value()
        and settings.twilio_number
    )


def signed(settings: Settings, path: str, form: Mapping[str, str], signature: str) -> bool:
    """True if Twilio signed this request to our public address with one of our two tokens."""
    url = settings.public_url.rstrip("/") + path
    tokens = (settings.twilio_auth_token, settings.twilio_old_auth_token)
    return any(
        RequestValidator(token.get_secret_value()).validate(url, form, signature)
        for token in tokens
        if token.get_secret_value()
    )


def parse(form: Mapping[str, str]) -> Text | None:
    """The message in Twilio's parameters; None if it has no id or no sender."""
    sid, number = form.get("MessageSid", ""), form.get("From", "")
    if not sid or len(sid) > 80 or not number:
        return None
    return Text(sid, number, form.get("Body", ""))


def uk_mobile(number: str) -> str | None:
    """The number in E.164 form (+447...) if it is a mobile of the +44 area, else None."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return None
    kind = phonenumbers.number_type(parsed)
    # Ofcom keeps 07700 900000-900999 for drama; nobody has them, so tests and demos use them.
    drama = 7700_900_000 <= (parsed.national_number or 0) <= 7700_900_999
    if parsed.country_code != 44 or (kind != PhoneNumberType.MOBILE and not drama):
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
            url = self._base + urlsplit(url).path
        return super().request(method, url, *args, **kwargs)


class SmsSender:
    """Sends texts through Twilio's REST API."""

    def __init__(self, settings: Settings) -> None:
        self._number = settings.twilio_number
        self._status_url = settings.public_url.rstrip("/") + STATUS_PATH
        self._http = _HttpClient(settings.twilio_api_url)
        self._client = Client(
            settings.twilio_account_sid,
            settings.twilio_auth_token.get_secret_value(),
            http_client=self._http,
        )

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        """Send one text. `labels` are not used: the choices stand numbered in the text."""
        try:
            sent = self._client.messages.create(
                to=address,
                from_=self._number,
                body=text,
                status_callback=self._status_url + outbox_id,
            )
        except (TwilioRestException, TwilioServiceException) as error:
            raise _meaning(error.status, error.code) from None
        except requests.RequestException as error:
            raise (SendLater() if _never_left(error) else SendUnknown()) from None
        return sent.sid

    def close(self) -> None:
        self._http.session.close()


def _meaning(status: int, code: int | None) -> Exception:
    """What an error of Twilio's API means for the message."""
    if code == OPTED_OUT_CODE:
        return OptedOut(f"code {code}")
    if code == TOO_MANY_CODE or status in WAIT_STATUS or status >= 500:
        return SendLater()
    return SendRefused(f"code {code}")


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
