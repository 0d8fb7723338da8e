"""What a channel can do, as one value each, and what every channel offers the gateway."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, runtime_checkable


@dataclass(frozen=True)
class Capabilities:
    """How a channel shows things. `form` is the form of an answer it takes."""

    name: str
    form: str
    buttons: bool
    longest: int
    """UTF-16 units the provider takes in one message; longer text is cut at sentences."""
    sends: bool
    """True if messages leave through a provider; False if the person's page fetches them."""
    pictures: bool = False
    """True if Easy Read lines can have a drawing beside them."""


WEB = Capabilities("web", "plain", buttons=True, longest=20_000, sends=False, pictures=True)
SMS = Capabilities("sms", "sms", buttons=False, longest=1_500, sends=True)
TELEGRAM = Capabilities("telegram", "plain", buttons=True, longest=4_000, sends=True)
"""Telegram takes 4,096: a line may come before a text that is split already."""

CHANNELS = {c.name: c for c in (WEB, SMS, TELEGRAM)}


class SendFailed(Exception):
    """A message that was not taken. `code`: the provider's code, for the operator."""

    def __init__(self, code: int | str = "", *, alarm: bool = False) -> None:
        super().__init__(str(code))
        self.code, self.alarm = str(code)[:16], alarm


class SendRefused(SendFailed):
    """The provider said no: sending the same again cannot help."""


class OptedOut(SendRefused):
    """The provider says that this person has stopped our messages."""


class SendStopped(SendFailed):
    """The provider takes nothing from us at all (a wrong token, say): every message waits."""


class SendLater(SendFailed):
    """The provider could not take it now; nothing was sent. `seconds` to wait, if it said."""

    def __init__(self, seconds: float = 30.0, code: int | str = "") -> None:
        super().__init__(code)
        self.seconds = seconds


class SendUnknown(SendFailed):
    """The request left and no answer came back: it may or may not have arrived."""


class Sender(Protocol):
    """A way out. Raises one of the errors above."""

    fingerprint: str
    """Changes when the credentials do: a channel stopped for the old ones goes on with new ones."""

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        """Send one message and return the provider's id of it. Called from several threads."""
        ...

    def close(self) -> None:
        """Let go of connections and threads."""
        ...


@dataclass(frozen=True, repr=False)
class Inbound:
    """One message of a person, as a channel understood it."""

    channel: str
    address: str
    text: str
    provider_id: str
    once: str | None = None
    """A second key of the same message, by which an edit finds it."""
    media: str = ""
    """`picture`, `voice`, ...: what came besides words."""
    answered: bool = False
    """True if the provider has answered it already (HELP with Advanced Opt-Out)."""
    taken: str = ""
    """What the provider has taken it for: `stop` or `start`, whatever the word is."""
    segments: int | None = None
    """What the provider charges for it."""
    sent: datetime | None = None
    """When the provider got it, if it was found late by the reconciler."""


@dataclass(frozen=True, repr=False)
class Kept:
    """What a provider's records say about one message of ours."""

    provider_id: str
    text: str
    status: str
    """One of `bot.conversations.models.Sending`."""
    error: str
    at: datetime


@runtime_checkable
class KeepsRecords(Protocol):
    """A provider that can be asked what it took in and what it sent. Raises SendFailed."""

    def received(self, since: datetime) -> Iterator[Inbound]:
        """Messages of people since then, oldest first."""
        ...

    def sent_to(self, address: str, since: datetime) -> list[Kept]:
        """Our messages to one address since then."""
        ...

    def wipe(self, provider_id: str) -> None:
        """Delete the provider's copy of one message; one that is gone already is no error."""
        ...
