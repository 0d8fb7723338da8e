"""Whole conversations: gateway, Rasa and action server are real; only the carriers are missing."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.models import Case, CaseAlarm, CaseEvent
from bot.clock import MovableClock
from bot.commands.harness import Partner, house
from bot.conversations import inbox
from bot.conversations.gateway import Gateway
from bot.settings import Settings
from bot.storage.base import new_id

TUESDAY_MORNING = datetime(2026, 11, 24, 11, 0)
"""London time; the opening hours of these tests are the default ones, Mon-Fri 10:00-16:00."""
SATURDAY_NIGHT = datetime(2026, 11, 28, 22, 0)


class Heard:
    """What came back in one turn. `"words" in heard` looks in the text of all messages."""

    def __init__(self, turn: dict[str, Any]) -> None:
        self.turn = turn
        self.text = "\n\n".join(reply["text"] for reply in turn["replies"])
        self.state, self.answers, self.case = turn["state"], turn["answers"], turn["case"]
        self.intent, self.entities = turn["intent"], turn["entities"]

    @property
    def authors(self) -> list[str]:
        return [reply["author"] for reply in self.turn["replies"]]

    @property
    def names(self) -> list[str]:
        """The services listed, in order: `Workstart job club, Toucan Employment`."""
        lines = (line.partition(". ") for line in self.text.splitlines())
        return [rest for number, _, rest in lines if number.isdecimal()]

    @property
    def segments(self) -> list[int]:
        return [reply["segments"] for reply in self.turn["replies"]]

    def __contains__(self, words: str) -> bool:
        return words in self.text

    def __repr__(self) -> str:
        return f"<{self.state}: {self.text or 'nothing'}>"


class Someone(Partner):
    """Somebody who writes to us, and what happens around them."""

    def write(self, *texts: str) -> Heard:
        """Write messages one after the other; what the last one brought."""
        for text in texts:
            heard = Heard(self.say(text))
        return heard

    def happens(self, event: str, **more: Any) -> Heard:
        """An event of the replay format, and what the person gets from it."""
        self.event({"event": event, **more})
        return Heard(self.nothing())

    @property
    def id(self) -> str:
        return self._conversation

    def bodies(self) -> list[dict[str, Any]]:
        """All messages of the talk as they are stored, opened."""
        with self.gateway.database.read() as session:
            talk = inbox.talk_of(session, self.gateway.vault, self.id)
            return [
                {"author": m.author, **talk.key.open("body", m.body)}
                for m in inbox.messages_of(session, talk.id)
            ]

    def talk(self, session: Session) -> inbox.Talk:
        return inbox.talk_of(session, self.gateway.vault, self.id)

    def tracker(self) -> list[dict]:
        with self.gateway.database.read() as session:
            talk = inbox.talk_of(session, self.gateway.vault, self.id)
            return talk.key.open("tracker", talk.row.tracker)

    def slots(self) -> dict[str, Any]:
        """The slots of the tracker as they stand now."""
        found = {}
        for event in self.tracker():
            if event["event"] == "slot":
                found[event["name"]] = event["value"]
        return found

    def queue(self) -> list[Case]:
        """What advisers see, first to last, of everybody's cases."""
        with self.gateway.database.read() as session:
            return desk.queue(session)

    def history(self, case_id: str) -> list[str]:
        """The moves of a case, first to last."""
        with self.gateway.database.read() as session:
            query = select(CaseEvent.move).where(CaseEvent.case_id == case_id)
            return list(session.scalars(query.order_by(CaseEvent.number)))

    def alarms(self, case_id: str) -> list[str]:
        """What a lead was alarmed about."""
        with self.gateway.database.read() as session:
            return list(session.scalars(select(CaseAlarm.what).where(CaseAlarm.case_id == case_id)))


@pytest.fixture(scope="session")
def gateway() -> Iterator[Gateway]:
    """One start of Rasa and the action server for all conversations (about 20 s)."""
    chosen = Settings(_env_file=None, opening_hours="Mon-Fri 10:00-16:00", waiting_minutes=60)
    with house(chosen, Console(stderr=True)) as gateway:
        yield gateway


@pytest.fixture
def partner(gateway: Gateway) -> Callable[..., Someone]:
    """Makes somebody new, on a channel; the clock starts at Tuesday 24 November 2026, 11 am."""
    gateway.clock = MovableClock(TUESDAY_MORNING)

    def make(channel: str = "web") -> Someone:
        return Someone(gateway, channel, new_id())

    return make
