"""Whatever happens to a case in whatever order, it keeps its rules.

The table below says the rules a second time, on purpose: it is not read from the code.
"""

import secrets
import threading
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from bot.cases import desk
from bot.cases.machine import MOVES, MoveRefused
from bot.cases.models import Adviser, Case, CaseAlarm, CaseEvent, CaseRead, Kind, State
from bot.conversations.models import Conversation, Person
from bot.storage.base import new_id
from bot.storage.engine import open_database
from bot.storage.migrate import migrate

LEADS_TO = {
    ("waiting", "claim"): "talking",
    ("lapsed", "claim"): "talking",
    ("callback_due", "claim"): "talking",
    ("talking", "release"): "waiting",
    ("talking", "pass_on"): "waiting",
    ("talking", "hand_back"): "handed_back",
    ("talking", "close"): "closed",
    ("lapsed", "close"): "closed",
    ("callback_due", "close"): "closed",
    ("handed_back", "close"): "closed",
    ("waiting", "cancel"): "closed",
    ("lapsed", "cancel"): "closed",
    ("callback_due", "cancel"): "closed",
    ("waiting", "lapse"): "lapsed",
    ("waiting", "promise_callback"): "callback_due",
    ("lapsed", "promise_callback"): "callback_due",
    ("callback_due", "promise_callback"): "callback_due",
    ("talking", "promise_callback"): "callback_due",
    ("callback_due", "change_callback"): "callback_due",
    ("handed_back", "reopen"): "waiting",
    ("closed", "reopen"): "waiting",
    ("lapsed", "reopen"): "waiting",
    ("callback_due", "reopen"): "waiting",
    ("handed_back", "step_in"): "talking",
    ("closed", "step_in"): "talking",
}
OTHER_MOVES = sorted({move for _, move in LEADS_TO} - {"claim", "step_in", "reopen"})
OPEN = ("waiting", "talking", "lapsed", "callback_due")
URGENCY = ["crisis", "safeguarding", "asked"]


@dataclass(frozen=True)
class Seen:
    """A row of the history as it was first seen."""

    number: int
    actor: str
    move: str
    state: str
    at: datetime


def conversation(session) -> str:
    now = datetime.now(UTC)
    person = Person(created=now)
    session.add(person)
    session.flush()
    row = Conversation(person_id=person.id, channel="web", created=now, latest=now)
    session.add(row)
    session.flush()
    return row.id


def two_advisers(session) -> list[str]:
    rows = [Adviser(name=new_id(), created=datetime.now(UTC)) for _ in range(2)]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def machine_on(database_of) -> type[RuleBasedStateMachine]:
    class OneCase(RuleBasedStateMachine):
        """One conversation, two advisers, and a model of its newest case."""

        @initialize(kind=st.sampled_from(URGENCY))
        def open(self, kind: str) -> None:
            self.now, self.history = datetime(2026, 11, 23, 10, 0, tzinfo=UTC), []
            with database_of().begin() as session:
                self.advisers = two_advisers(session)
                self.conversation = conversation(session)
                case, new = desk.open_case(
                    session, self.conversation, Kind(kind), self.now, due=self.now
                )
                assert new
                self.id = case.id
            self.state, self.holder, self.kind, self.ended = "waiting", None, kind, None

        @rule(minutes=st.sampled_from([1, 59, 60, 24 * 60, 71 * 60, 73 * 60, -60, -48 * 60]))
        def clock_jumps(self, minutes: int) -> None:
            self.now += timedelta(minutes=minutes)

        @rule()
        def restart(self) -> None:
            database_of(anew=True)

        def _comes_back(self) -> bool:
            ended = self.state in ("handed_back", "closed") and self.holder is not None
            return ended and self.ended > self.now - timedelta(hours=72)

        def _moved(self, state: str) -> None:
            self.state = state
            self.ended = self.now if state in ("handed_back", "closed") else None
            if state in ("waiting", "lapsed", "callback_due"):
                self.holder = None

        @rule(who=st.integers(0, 1), back=st.booleans())
        def take(self, who: int, back: bool) -> None:
            adviser = self.advisers[who]
            call = desk.step_in if back else desk.claim
            allowed = (self.state, "step_in" if back else "claim") in LEADS_TO
            if back:
                allowed = allowed and self.holder == adviser and self._comes_back()
            with database_of().begin() as session:
                if not allowed:
                    with pytest.raises(MoveRefused):
                        call(session, self.id, adviser, self.now)
                    return
                call(session, self.id, adviser, self.now)
            self.state, self.holder, self.ended = "talking", adviser, None

        @rule(move=st.sampled_from(OTHER_MOVES), who=st.integers(0, 1), as_holder=st.booleans())
        def move(self, move: str, who: int, as_holder: bool) -> None:
            actor = self.advisers[who]
            end = LEADS_TO.get((self.state, move))
            if as_holder and self.holder != actor:
                end = None
            with database_of().begin() as session:
                case = session.get(Case, self.id)
                holder = actor if as_holder else None
                if end is None:
                    with pytest.raises(MoveRefused):
                        desk.move(session, case, move, actor, self.now, holder=holder)
                    return
                desk.move(session, case, move, actor, self.now, holder=holder, due=self.now)
            self._moved(end)

        @rule()
        def chase(self) -> None:
            if self.state in OPEN:
                with database_of().begin() as session:
                    desk.chase(session, session.get(Case, self.id), self.now)

        @rule()
        def deadlines(self) -> None:
            """What the gateway does by the clock."""
            with database_of().begin() as session:
                mine = {c.id: c for c in desk.overdue(session, self.now)}
                if case := mine.get(self.id):
                    assert self.state == "waiting" and case.due <= self.now
                    desk.move(session, case, "lapse", "service", self.now)
                    self._moved("lapsed")
                late = {c.id: c for c in desk.late_callbacks(session, self.now)}
                if case := late.get(self.id):
                    assert self.state == "callback_due" and case.due <= self.now
                    desk.callback_is_late(session, case, self.now)
                alarms = session.scalars(
                    select(CaseAlarm.what).where(CaseAlarm.case_id == self.id)
                ).all()
                assert self.state != "lapsed" or "lapsed" in alarms

        @rule(kind=st.sampled_from(URGENCY))
        def ask_again(self, kind: str) -> None:
            with database_of().begin() as session:
                case, new = desk.open_case(
                    session, self.conversation, Kind(kind), self.now, due=None
                )
                assert new == (self.state not in OPEN)
                found = case.id
            if not new:
                self.kind = min(self.kind, kind, key=URGENCY.index)
                if kind == "crisis" and self.state in ("lapsed", "callback_due"):
                    # Somebody in danger waits anew.
                    self._moved("waiting")
                return
            if self._comes_back():
                assert found == self.id and case.wanted == self.holder
            else:
                assert found != self.id
                self.history = []
            self.id, self.kind = found, kind
            self._moved("waiting")

        @invariant()
        def keeps_its_rules(self) -> None:
            with database_of().read() as session:
                case = session.get(Case, self.id)
                query = select(CaseEvent).where(CaseEvent.case_id == self.id)
                rows = session.scalars(query.order_by(CaseEvent.number)).all()
                history = [Seen(e.number, e.actor, e.move, e.state, e.at) for e in rows]
                still_open = session.scalars(
                    select(Case.id).where(
                        Case.conversation_id == self.conversation, Case.state.in_(OPEN)
                    )
                ).all()
                queue = {case.id for case in desk.queue(session)}
            assert (case.state, case.holder, case.kind) == (self.state, self.holder, self.kind)
            assert (case.holder is not None) or self.state != "talking"
            assert (case.ended is not None) == (self.state in ("handed_back", "closed"))
            assert case.due is None or self.state in ("waiting", "callback_due")
            assert [row.number for row in history] == list(range(1, case.version + 1))
            assert [astuple(r) for r in history[: len(self.history)]] == [
                astuple(r) for r in self.history
            ]
            assert history[-1].state == self.state
            assert still_open == ([self.id] if self.state in OPEN else [])
            assert (self.id in queue) == (self.state in OPEN and self.state != "talking")
            self.history = history

        def teardown(self) -> None:
            """The queue is one for all examples: leave nothing in it."""
            with database_of().begin() as session:
                for case in session.scalars(
                    select(Case).where(Case.conversation_id == self.conversation)
                ):
                    case.state = State.CLOSED

    return OneCase


def test_any_order_of_moves_by_any_clock_across_restarts(tmp_path):
    key, opened = secrets.token_bytes(32), []

    def database_of(anew: bool = False):
        if anew:
            opened.pop().close()
        if not opened:
            opened.append(open_database(None, tmp_path / "t.db", key))
        return opened[-1]

    migrate(database_of())
    run_state_machine_as_test(
        machine_on(database_of),
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    opened.pop().close()


def test_every_move_of_the_code_is_in_the_table():
    code = {(str(start), move): str(end) for move, (s, end) in MOVES.items() for start in s}
    assert code == LEADS_TO


def test_of_many_at_once_one_gets_the_case(database):
    with database.begin() as session:
        ids = [row for _ in range(4) for row in two_advisers(session)]
        case, _ = desk.open_case(
            session, conversation(session), Kind.ASKED, datetime.now(UTC), due=None
        )
    barrier, won, lost = threading.Barrier(len(ids)), [], []

    def claim(adviser: str) -> None:
        barrier.wait()
        try:
            with database.begin() as session:
                desk.claim(session, case.id, adviser, datetime.now(UTC))
            won.append(adviser)
        except MoveRefused as refused:
            lost.append(str(refused))

    threads = [threading.Thread(target=claim, args=(adviser,)) for adviser in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1 and len(lost) == len(ids) - 1
    with database.read() as session:
        assert session.get(Case, case.id).holder == won[0]


def test_the_queue_is_by_urgency_and_then_by_waiting(database):
    start = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    with database.begin() as session:
        for minutes, kind in (
            (0, Kind.ASKED),
            (1, Kind.ASKED),
            (2, Kind.SAFEGUARDING),
            (3, Kind.CRISIS),
        ):
            desk.open_case(
                session, conversation(session), kind, start + timedelta(minutes=minutes), due=None
            )
        kinds = [
            (case.kind, case.opened.minute) for case in desk.queue(session) if case.opened >= start
        ]
        session.rollback()
    assert kinds == [("crisis", 3), ("safeguarding", 2), ("asked", 0), ("asked", 1)]


def test_the_history_and_the_read_log_cannot_be_changed(any_database):
    now = datetime.now(UTC)
    with any_database.begin() as session:
        [adviser, _] = two_advisers(session)
        case, _ = desk.open_case(session, conversation(session), Kind.ASKED, now, due=None)
        session.add(CaseRead(case_id=case.id, adviser_id=adviser, at=now))
    for table in (CaseEvent, CaseRead):
        with pytest.raises(DBAPIError, match="never changed"), any_database.begin() as session:
            session.execute(update(table).values(why="another"))


def test_two_writers_at_once_leave_one_history(any_database):
    """A person cancels, the clock lapses the case and an adviser takes it, all in one moment."""
    now = datetime.now(UTC)
    with any_database.begin() as session:
        [adviser, _] = two_advisers(session)
        case, _ = desk.open_case(session, conversation(session), Kind.ASKED, now, due=now)
    barrier, done = threading.Barrier(3), []

    def act(what: str) -> None:
        barrier.wait()
        try:
            with any_database.begin() as session:
                if what == "claim":
                    desk.claim(session, case.id, adviser, now)
                else:
                    desk.move(session, session.get(Case, case.id), what, "service", now)
            done.append(what)
        except (MoveRefused, IntegrityError):
            pass

    threads = [threading.Thread(target=act, args=(w,)) for w in ("claim", "cancel", "lapse")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with any_database.read() as session:
        query = select(CaseEvent).where(CaseEvent.case_id == case.id).order_by(CaseEvent.number)
        rows = session.scalars(query).all()
        state = session.get(Case, case.id).state
    assert sorted(row.move for row in rows[1:]) == sorted(done) and done
    before = "waiting"
    for row in rows[1:]:
        assert LEADS_TO[before, row.move] == row.state
        before = row.state
    assert state == before
