"""Whatever happens to a case in whatever order, it keeps its rules.

The table below says the rules a second time, on purpose: it is not read from the code.
"""

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
from sqlalchemy import select

from bot.cases import desk
from bot.cases.machine import MOVES, MoveRefused
from bot.cases.models import Adviser, Case, CaseEvent, Kind, State
from bot.conversations.models import Conversation, Person
from bot.storage.base import new_id

LEADS_TO = {
    ("waiting", "claim"): "talking",
    ("lapsed", "claim"): "talking",
    ("callback_due", "claim"): "talking",
    ("talking", "release"): "waiting",
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
    ("handed_back", "reopen"): "waiting",
    ("lapsed", "reopen"): "waiting",
    ("callback_due", "reopen"): "waiting",
}
OTHER_MOVES = sorted({move for _, move in LEADS_TO} - {"claim"})
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


def machine_on(database) -> type[RuleBasedStateMachine]:
    class OneCase(RuleBasedStateMachine):
        """One conversation, two advisers, and a model of its newest case."""

        @initialize(kind=st.sampled_from(URGENCY))
        def open(self, kind: str) -> None:
            self.now, self.history = datetime(2026, 11, 23, 10, 0, tzinfo=UTC), []
            with database.begin() as session:
                self.advisers = two_advisers(session)
                self.conversation = conversation(session)
                case, new = desk.open_case(
                    session, self.conversation, Kind(kind), self.now, due=self.now
                )
                assert new
                self.id = case.id
            self.state, self.holder, self.kind = "waiting", None, kind

        def _case(self, session) -> Case:
            self.now += timedelta(seconds=1)
            return session.get(Case, self.id)

        @rule(who=st.integers(0, 1))
        def claim(self, who: int) -> None:
            allowed = (self.state, "claim") in LEADS_TO
            with database.begin() as session:
                self._case(session)
                if not allowed:
                    with pytest.raises(MoveRefused):
                        desk.claim(session, self.id, self.advisers[who], self.now)
                    return
                desk.claim(session, self.id, self.advisers[who], self.now)
            self.state, self.holder = "talking", self.advisers[who]

        @rule(move=st.sampled_from(OTHER_MOVES), who=st.integers(0, 1), as_holder=st.booleans())
        def move(self, move: str, who: int, as_holder: bool) -> None:
            actor = self.advisers[who]
            end = LEADS_TO.get((self.state, move))
            if as_holder and self.holder != actor:
                end = None
            with database.begin() as session:
                case = self._case(session)
                holder = actor if as_holder else None
                if end is None:
                    with pytest.raises(MoveRefused):
                        desk.move(session, case, move, actor, self.now, holder=holder)
                    return
                desk.move(session, case, move, actor, self.now, holder=holder)
            self.state = end
            if move in ("release", "reopen"):
                self.holder = None

        @rule()
        def chase(self) -> None:
            if self.state in OPEN:
                with database.begin() as session:
                    desk.chase(session, self._case(session), self.now)

        @rule(kind=st.sampled_from(URGENCY))
        def ask_again(self, kind: str) -> None:
            with database.begin() as session:
                self._case(session)
                case, new = desk.open_case(
                    session, self.conversation, Kind(kind), self.now, due=None
                )
                assert new == (self.state not in OPEN)
            if new:
                self.id, self.history = case.id, []
                self.state, self.holder, self.kind = "waiting", None, kind
            else:
                self.kind = min(self.kind, kind, key=URGENCY.index)
                if kind == "crisis" and self.state in ("lapsed", "callback_due"):
                    # Somebody in danger waits anew.
                    self.state = "waiting"

        @invariant()
        def keeps_its_rules(self) -> None:
            with database.read() as session:
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
            with database.begin() as session:
                for case in session.scalars(
                    select(Case).where(Case.conversation_id == self.conversation)
                ):
                    case.state = State.CLOSED

    return OneCase


def test_any_order_of_moves(database):
    run_state_machine_as_test(
        machine_on(database),
        settings=settings(
            max_examples=40,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


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
