"""A whole house for one run: its own storage, Rasa, actions and gateway, and a clock that moves.

Used by `chat`, `replay` and the conversation tests. Nothing of an installation is touched, and
nothing is left behind. SMS and Telegram are composed, cut into segments and queued as for real;
only the carrier is missing: queued messages are read from the outbox.
"""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.app import make_gateway
from bot.cases import advisers, desk
from bot.cases.models import Adviser, Case, Kind, State
from bot.channels.base import CHANNELS
from bot.clock import MovableClock
from bot.commands.install import prepare
from bot.commands.passages import read_passages
from bot.commands.processes import Family, actions_child, free_port, rasa_child
from bot.commands.train import is_fresh, train
from bot.content.gsm import segments
from bot.conversations import handover, inbox, leaving, reminders
from bot.conversations.accept import accept
from bot.conversations.gateway import Gateway
from bot.conversations.models import Author, Message
from bot.conversations.speak import Result
from bot.conversations.state import TalkState
from bot.conversations.turn import run_turns
from bot.conversations.worker import alarm_late_callback, lapse_case
from bot.errors import PlainError
from bot.settings import Settings

OWNER = "harness"


@contextmanager
def house(settings: Settings, console: Console) -> Iterator[Gateway]:
    """A gateway with its own Rasa and action server, in a temporary folder."""
    if not is_fresh(settings):
        train(settings, console)
    read_passages(settings, console)
    folder = Path(tempfile.mkdtemp(prefix="alongside-"))
    own = settings.model_copy(
        update={
            "folder": folder,
            "models": settings.models.absolute(),
            "database_url": None,
            "rasa_port": free_port(),
            "actions_port": free_port(),
            "rasa_seconds": 30.0,
        }
    )
    table = settings.folder / "postcodes.npy"
    if table.exists():
        shutil.copy(table, folder / "postcodes.npy")
    quiet = Console(quiet=True)
    prepare(own, quiet).close()
    family = Family([actions_child(own), rasa_child(own)])
    gateway, spare = None, ""
    try:
        with console.status("Starting Rasa and the action server"):
            family.start()
            try:
                family.wait_until_ready()
            except PlainError:
                # The error names a log; it holds nothing that anybody wrote.
                spare = own.logs.name
                raise
        gateway = make_gateway(own, MovableClock())
        yield gateway
    finally:
        family.stop()
        if gateway is not None:
            gateway.rasa.close()
            gateway.database.close()
        _remove(folder, spare)


def _remove(folder: Path, spare: str) -> None:
    """Remove the folder, but for what is named `spare` in it."""
    if not spare:
        shutil.rmtree(folder, ignore_errors=True)
        return
    for item in folder.iterdir():
        if item.is_dir() and item.name != spare:
            shutil.rmtree(item, ignore_errors=True)
        elif item.is_file():
            item.unlink()


@dataclass
class Partner:
    """Somebody who writes on one channel, and the adviser who may answer."""

    gateway: Gateway
    channel: str
    address: str
    _seen: int = field(default=0, init=False)
    _conversation: str = field(default="", init=False)

    def say(self, text: str) -> dict[str, Any]:
        """One message through the whole way; the turn as JSON."""
        began = time.perf_counter()
        with self.gateway.database.begin() as session:
            talk, address = inbox.talk_with(
                session, self.gateway.vault, self.channel, self.address, self.gateway.clock.now()
            )
            self._conversation = talk.id
            _, result = accept(
                self.gateway, session, talk, text, channel=self.channel, address=address
            )
        results = [result] if result else run_turns(self.gateway, talk.id, OWNER)
        took = (time.perf_counter() - began) * 1000
        return self._turn(text, results[-1] if results else Result(), took)

    def nothing(self) -> dict[str, Any]:
        """A turn without a message: what the person got from events alone."""
        return self._turn(None, Result(), 0.0)

    def _turn(self, text: str | None, result: Result, took: float) -> dict[str, Any]:
        replies, case_id, state = [], None, "bot"
        with self.gateway.database.read() as session:
            if self._conversation:
                talk = inbox.talk_of(session, self.gateway.vault, self._conversation)
                messages = inbox.messages_of(session, talk.id)
                new = [m for m in messages if m.number > self._seen]
                self._seen = talk.row.last_number
                replies = [self._reply(talk, m) for m in new if m.author != Author.PERSON]
                case = desk.open_case_of(session, talk.id)
                case_id = case.id if case else None
                state = handover.state_words(session, talk)
        return {
            "user": text,
            "channel": self.channel,
            "intent": result.intent,
            "confidence": round(result.confidence, 4),
            "entities": as_entities(result.entities),
            "state": state,
            "answers": result.answers,
            "replies": replies,
            "case": case_id,
            "ms": round(took, 1),
        }

    def _reply(self, talk: inbox.Talk, message: Message) -> dict[str, Any]:
        body = talk.key.open("body", message.body)
        text = body["text"]
        if labels := body.get("offers"):
            text += "\n\n" + "\n".join(f"[{i}] {label}" for i, label in enumerate(labels, 1))
        count = segments(text) if CHANNELS[message.channel].form == "sms" else 1
        reply = {"author": message.author, "text": text, "segments": count}
        if message.author_name:
            reply["name"] = message.author_name
        return reply

    def event(self, event: dict[str, Any]) -> None:
        """One thing that happens beside the messages (see the events of a replay file)."""
        kind = event["event"]
        if kind == "user_said":
            self.say(event["text"])
        elif kind in ("time_passes", "clock"):
            self._move_clock(kind, event)
        elif kind == "no_adviser_available":
            self._nobody_comes()
        else:
            self._adviser(kind, event)
        self._lapse_what_is_due()

    def _move_clock(self, kind: str, event: dict[str, Any]) -> None:
        clock = self.gateway.clock
        if kind == "clock":
            value = next(str(v) for k, v in event.items() if k != "event")
            clock.set(datetime.fromisoformat(value))
            return
        names = ("days", "hours", "minutes", "seconds", "weeks")
        by = {name: float(event[name]) for name in names if name in event}
        clock.move(**(by or {"hours": 1.0}))

    def _nobody_comes(self) -> None:
        with self.gateway.database.begin() as session:
            case = self._conversation and desk.open_case_of(session, self._conversation)
            if case and case.state == State.WAITING:
                case.due = self.gateway.clock.now() - timedelta(seconds=1)

    def _lapse_what_is_due(self) -> None:
        with self.gateway.database.read() as session:
            due = [case.id for case in desk.overdue(session, self.gateway.clock.now())]
            late = [case.id for case in desk.late_callbacks(session, self.gateway.clock.now())]
            people = reminders.due_reminders(session, self.gateway.clock.now())
        for case_id in due:
            lapse_case(self.gateway, case_id)
        for case_id in late:
            alarm_late_callback(self.gateway, case_id)
        for person_id in people:
            reminders.remind(self.gateway, person_id)

    def _adviser(self, kind: str, event: dict[str, Any]) -> None:
        gateway, now = self.gateway, self.gateway.clock.now()
        with gateway.database.begin() as session:
            talk, _ = inbox.talk_with(session, gateway.vault, self.channel, self.address, now)
            self._conversation = talk.id
            composer = gateway.composer(talk, CHANNELS[self.channel], TalkState())
            case = desk.open_case_of(session, talk.id)
            if kind == "adviser_joins":
                adviser = self._named(session, event.get("name") or "Adviser")
                if case is None:
                    due = desk.due_at(gateway.hours, now, gateway.settings.waiting_minutes)
                    case, _ = desk.open_case(session, talk.id, Kind.ASKED, now, due=due)
                handover.join(session, talk, composer, case.id, adviser)
                return
            if case is None or case.holder is None:
                return
            adviser = session.get(Adviser, case.holder)
            if kind == "adviser_says":
                handover.reply(session, talk, composer, case, adviser, event["text"], None)
            elif kind == "adviser_hands_back":
                leaving.leave(session, talk, composer, case, adviser, "hand_back")
            elif kind == "adviser_closes":
                leaving.leave(session, talk, composer, case, adviser, "close")

    def _named(self, session, name: str) -> Adviser:
        found = session.query(Adviser).filter(Adviser.name == name).first()
        return found or advisers.add_adviser(session, name, self.gateway.clock.now())

    def case(self) -> Case | None:
        with self.gateway.database.read() as session:
            return desk.open_case_of(session, self._conversation)


def as_entities(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """`[(name, value), ...]` as one value a name, or a list where there are several."""
    found: dict[str, list] = {}
    for name, value in pairs:
        if value not in found.setdefault(name, []):
            found[name].append(value)
    return {name: v[0] if len(v) == 1 else v for name, v in found.items()}
