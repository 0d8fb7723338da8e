"""Workers run turns beside the requests, and look for what was left over or has come due."""

import contextlib
import queue
import secrets
import threading
from collections.abc import Callable, Iterator
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.channels.base import CHANNELS
from bot.conversations import digests, held, inbox, leases, leaving, news, notices, reminders
from bot.conversations.gateway import Gateway
from bot.conversations.hub import Hub
from bot.conversations.inbox import Talk
from bot.conversations.models import Message
from bot.conversations.state import TalkState
from bot.conversations.turn import Claim, claim_newest, give_back, give_up_or_wait, run_turns

log = structlog.get_logger()

SWEEP_SECONDS = 1.0
NOTICE_SECONDS = 5.0


class Workers:
    """A few threads that run turns, and one that looks for what was left over or is due."""

    def __init__(self, gateway: Gateway, hub: Hub, count: int) -> None:
        self._gateway, self._hub, self._count = gateway, hub, count
        self._queue: queue.SimpleQueue[str | Claim | None] = queue.SimpleQueue()
        self._queued: set[str] = set()
        self._threads: list[threading.Thread] = []
        self._stopping = threading.Event()
        self._owner = secrets.token_hex(8)
        gateway.wake = hub.tell

    def start(self) -> None:
        if self._gateway.database.is_sqlite:
            # One gateway has this file: whoever held a lease before was killed.
            with _logged("leases_kept"), self._gateway.database.begin() as session:
                leases.free_all(session)
        for number in range(self._count):
            self._spawn(self._work, f"turns-{number}")
        self._spawn(self._sweep, "sweep")
        self._spawn(self._tell_people, "notices")

    def _spawn(self, target, name: str) -> None:
        thread = threading.Thread(target=target, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def add(self, conversation_id: str) -> None:
        """There is a message waiting in this conversation."""
        if conversation_id not in self._queued:
            self._queued.add(conversation_id)
            self._queue.put(conversation_id)

    def claim(self, session: Session, talk: Talk, message: Message) -> Claim | None:
        """Claim a message in the transaction that stores it. After the commit, `run` it."""
        owner = f"{self._owner}-{message.number}"
        return claim_newest(self._gateway, session, talk, message, owner)

    def run(self, claim: Claim) -> None:
        """Deal with a claimed message, and with those behind it."""
        self._queue.put(claim)

    def stop(self) -> None:
        """Let running turns finish; waiting messages stay waiting in the database."""
        self._stopping.set()
        for _ in range(self._count):
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=15)
        with contextlib.suppress(queue.Empty):
            while True:
                self._drop(self._queue.get_nowait())

    def _drop(self, waiting: str | Claim | None) -> None:
        """Not dealt with before the end: free for whoever is there next."""
        if isinstance(waiting, Claim):
            with _logged("claim_kept"):
                give_back(self._gateway, waiting)

    def _work(self) -> None:
        own = f"{self._owner}-{threading.current_thread().name}"
        while (waiting := self._queue.get()) is not None:
            claim = waiting if isinstance(waiting, Claim) else None
            conversation_id, owner = (claim.talk.id, claim.owner) if claim else (waiting, own)
            # From here on news of this talk must queue it again: its messages are read after this.
            self._queued.discard(conversation_id)
            if self._stopping.is_set():
                self._drop(waiting)
                return
            try:
                run_turns(self._gateway, conversation_id, owner, claim)
            except Exception as error:
                # The message still waits; the sweep brings it back. The text is not logged.
                log.error("turn_failed", kind=type(error).__name__, where=_where(error))
                with contextlib.suppress(Exception):
                    give_up_or_wait(self._gateway, conversation_id, owner)

    def _tell_people(self) -> None:
        """In a thread of its own: a mail server may take its time."""
        while not self._stopping.wait(NOTICE_SECONDS):
            for tell in (notices.tell_leads, news.tell_advisers, digests.send_digests):
                with _logged("notices_failed"):
                    tell(self._gateway)

    def _sweep(self) -> None:
        while not self._stopping.wait(SWEEP_SECONDS):
            sweep(self._gateway, self.add)


def sweep(gateway: Gateway, add: Callable[[str], None]) -> None:
    """Do what has come due, each by itself: what cannot be done keeps nothing else from its time.

    `add` is called with each conversation in which a message waits.
    """
    now, due = gateway.clock.now(), []
    off: list[str] = []
    with _logged("sweep_failed"):
        off = list(gateway.switches.current())
    with _logged("sweep_failed"), gateway.database.read() as session:
        waiting = inbox.waiting_talks(session, now, off)
        due += [(add, talk) for talk in waiting]
        due += [(partial(lapse_case, gateway), case.id) for case in desk.overdue(session, now)]
        late = desk.late_callbacks(session, now)
        due += [(partial(alarm_late_callback, gateway), case.id) for case in late]
        people = reminders.due_reminders(session, now)
        due += [(partial(reminders.remind, gateway), person) for person in people]
    with _logged("sweep_failed"):
        held.send_due(gateway)
    for act, what in due:
        with _logged("sweep_failed"):
            act(what)


@contextlib.contextmanager
def _logged(event: str) -> Iterator[None]:
    """What goes wrong is logged, without anybody's words, and not raised."""
    try:
        yield
    except Exception as error:
        log.error(event, kind=type(error).__name__, where=_where(error))


def lapse_case(gateway: Gateway, case_id: str) -> None:
    """Tell the person of an overdue case, once, that nobody has come."""
    with gateway.database.begin() as session:
        case = session.get(desk.Case, case_id)
        if case is None or case.due is None or case.due > gateway.clock.now():
            return
        talk = inbox.talk_of(session, gateway.vault, case.conversation_id)
        composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
        leaving.lapse(session, talk, composer, case)
    log.warning("case_lapsed", case=case_id)
    gateway.wake(talk.id)


def alarm_late_callback(gateway: Gateway, case_id: str) -> None:
    """Alarm a lead, once, that a promised call back was not made."""
    with gateway.database.begin() as session:
        case, now = session.get(desk.Case, case_id), gateway.clock.now()
        if case in desk.late_callbacks(session, now):
            desk.callback_is_late(session, case, now)
    gateway.wake(case.conversation_id)


def _where(error: Exception) -> str:
    """File and line of the innermost frame; an error's own words may quote what somebody wrote."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return (
        f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""
    )
