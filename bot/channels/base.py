"""What a channel can do, as one value each, and what every channel offers the gateway."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Capabilities:
    """How a channel shows things. `form` is the form of an answer it takes."""

    name: str
    form: str
    buttons: bool
    longest: int
    """Characters of one message; longer text is paged."""
    sends: bool
    """True if messages leave through a provider; False if the person's page fetches them."""


WEB = Capabilities("web", "plain", buttons=True, longest=20_000, sends=False)
SMS = Capabilities("sms", "sms", buttons=False, longest=306, sends=True)
TELEGRAM = Capabilities("telegram", "plain", buttons=True, longest=4_096, sends=True)

CHANNELS = {c.name: c for c in (WEB, SMS, TELEGRAM)}


class SendRefused(Exception):
    """The provider said no: sending the same again cannot help."""


class SendLater(Exception):
    """The provider could not take it now; nothing was sent. `seconds` to wait, if it said."""

    def __init__(self, seconds: float = 30.0) -> None:
        super().__init__(f"again in {seconds} s")
        self.seconds = seconds


class SendUnknown(Exception):
    """The request left and no answer came back: it may or may not have arrived."""


class OptedOut(SendRefused):
    """The provider says that this person has stopped our messages."""


class Sender(Protocol):
    """A way out. Raises one of the four errors above."""

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        """Send one message and return the provider's id of it. Called from several threads."""
        ...

    def close(self) -> None:
        """Let go of connections and threads."""
        ...
