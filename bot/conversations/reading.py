"""A waiting message while it is read, and what it comes to."""

from dataclasses import dataclass
from functools import cached_property

from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk, tracker_of
from bot.conversations.models import Message
from bot.conversations.state import TalkState
from bot.dialogue.client import Understood
from bot.safety import Screen, screen


@dataclass(frozen=True, repr=False)
class Heard:
    """A message and all that it is read with. Reading changes none of it."""

    gateway: Gateway
    talk: Talk
    state: TalkState
    message: Message
    text: str
    """What is read: the message, or what it points at."""
    before: str
    """The name of the adviser who talked with this person, if they may ask for them again."""
    without_rasa: bool
    """Rasa is known to be down: it is not asked."""

    @cached_property
    def tracker(self) -> list[dict]:
        """The dialogue so far, as Rasa keeps it."""
        return tracker_of(self.talk)

    @cached_property
    def screened(self) -> Screen:
        return screen(self.text)


@dataclass
class Reading:
    """What a message asks for, before anything is done: a command, a plan, or `waits` for Rasa."""

    command: str | None = None
    understood: Understood | None = None
    waits: bool = False
    text: str = ""
    """What is read in place of the message, where that only points at it (`the rest`)."""
    doubted: bool = False
    """The model doubts once more, of a clear question, whether somebody is safe who passed that question by."""
    note: str = ""
    """A text of the service that comes first: that danger was misread, or that they are safe."""
