"""Replies that have not left, whatever is done with them in whatever order: none is lost or said twice.

Sam's replies leave after ten seconds, Kim is new and waits for the yes of Lee. Each reply has words
of its own, so that every place where they stand can be counted.
"""

from dataclasses import dataclass
from datetime import datetime

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, select

from bot.cases import advisers
from bot.cases.machine import MoveRefused
from bot.cases.models import Adviser, Case, Draft, HeldReply, Note, State
from bot.cases.roles import Role
from bot.console import work
from bot.conversations import held, inbox
from bot.conversations.held import send_due
from bot.conversations.models import Author
from tests.console.conftest import House, Person
from tests.console.test_held import change

NAMES = st.sampled_from(["Sam", "Kim"])
LEAVES = st.sampled_from(["hand_back", "close", "release", "promise_callback"])
MORNING = datetime(2026, 11, 23, 10, 0)
MANY = 1_000_000
"""More messages than there are: the adviser has seen them all."""


@dataclass
class Unsent:
    """A reply in the model: whose, its words, and whether it waits for a yes."""

    writer: str
    words: list[str]
    waits: bool
    seconds: int = 10


def machine_in(house: House) -> type[RuleBasedStateMachine]:
    house.clock.set(MORNING)
    browsers = {"Sam": house.adviser("Sam"), "Kim": house.adviser("Kim")}
    browsers["Lee"] = house.adviser("Lee", Role.LEAD)
    for name in ("Sam", "Kim"):
        change(house, name, settings={})
    tokens = {name: browser.form_token() for name, browser in browsers.items()}

    def adviser(name: str) -> Adviser:
        with house.database.read() as session:
            return advisers.find_adviser(session, name)

    def press(name: str, address: str, **fields: str) -> None:
        data = {"form_token": tokens[name], **fields}
        answer = browsers[name].client.post(address, data=data, follow_redirects=False)
        assert answer.status_code == 303

    class Replies(RuleBasedStateMachine):
        """One person, and a model of where the words of each reply are."""

        @initialize()
        def somebody_waits(self) -> None:
            house.clock.set(MORNING)
            self.person: Person = house.person()
            self.case, self.holder, self.count = self.person.ask_for_person(), "", 0
            self.unsent: list[Unsent] = []
            self.drafts: dict[str, list[str]] = {"Sam": [], "Kim": []}
            self.sent: list[str] = []
            self.noted: list[str] = []
            self.new, self.latest = True, ("", "")
            for name in ("Sam", "Kim"):
                change(house, name, disabled=None, resting_until=None, new=name == "Kim")

        @rule(name=NAMES)
        def takes(self, name: str) -> None:
            if self.holder in ("", name):
                work.take(house.gateway, adviser(name), self.case)
                self.holder, self.latest = name, ("claim", name)
            else:
                with pytest.raises(MoveRefused):
                    work.take(house.gateway, adviser(name), self.case)

        @rule(name=NAMES, twice=st.booleans())
        def writes(self, name: str, twice: bool) -> None:
            """What stands in the box is what was there, and something new."""
            self.count += 1
            words = [*self.drafts[name], f"reply {self.count}."]
            text, once = "\n\n".join(words), str(self.count)
            if self.holder != name:
                with pytest.raises(MoveRefused):
                    work.answer(house.gateway, adviser(name), self.case, text, once)
                return
            for _ in range(1 + twice):
                assert work.answer(house.gateway, adviser(name), self.case, text, once) == "held"
            self.drafts[name] = []
            self.unsent.append(Unsent(name, words, waits=name == "Kim" and self.new))

        @rule(new=st.booleans())
        def a_manager_says_whether_kim_is_new(self, new: bool) -> None:
            change(house, "Kim", new=new)
            self.new = new

        def _rows(self) -> list[HeldReply]:
            with house.database.read() as session:
                return held.of_case(session, self.case)

        @precondition(lambda self: self.unsent)
        @rule(which=st.integers(0, 20))
        def is_taken_back(self, which: int) -> None:
            reply = self.unsent.pop(which := which % len(self.unsent))
            row = self._rows()[which]
            press(reply.writer, f"/console/cases/{self.case}/take_back", reply=row.id)
            self.drafts[reply.writer] = reply.words + self.drafts[reply.writer]

        @precondition(lambda self: self.unsent)
        @rule(which=st.integers(0, 20))
        def is_sent_at_once(self, which: int) -> None:
            reply, row = self.unsent[which := which % len(self.unsent)], self._rows()[which]
            press(reply.writer, f"/console/cases/{self.case}/send_now", reply=row.id)
            if not reply.waits:
                self._leaves(reply)

        @precondition(lambda self: any(reply.waits for reply in self.unsent))
        @rule(yes=st.booleans())
        def lee_looks_at_the_oldest(self, yes: bool) -> None:
            which = next(n for n, reply in enumerate(self.unsent) if reply.waits)
            reply, row = self.unsent[which], self._rows()[which]
            self.latest = ("", "")
            if yes:
                press("Lee", f"/console/second/{row.id}/yes")
                self._leaves(reply)
            else:
                press("Lee", f"/console/second/{row.id}/back", text="Shorter, please.")
                self.unsent.remove(reply)
                self.drafts["Kim"] = reply.words + self.drafts["Kim"]

        @rule(seconds=st.sampled_from([1, 9, 11, 700]), restart=st.booleans())
        def time_passes(self, seconds: int, restart: bool) -> None:
            house.clock.move(seconds=seconds)
            for reply in self.unsent:
                reply.seconds -= seconds
            if restart:
                # As after a restart: nothing is in memory.
                house.database.engine.dispose()
            send_due(house.gateway)
            for reply in [r for r in self.unsent if not r.waits and r.seconds <= 0]:
                self._leaves(reply)

        @rule(move=LEAVES, name=NAMES)
        def leaves_the_talk(self, move: str, name: str) -> None:
            if self.latest == (move, name):
                # The same form sent twice is no error, and does nothing more.
                work.leave(house.gateway, adviser(name), self.case, move, MANY)
                return
            stays = any(reply.waits for reply in self.unsent)
            if self.holder != name or stays:
                with pytest.raises(MoveRefused):
                    work.leave(house.gateway, adviser(name), self.case, move, MANY)
                return
            work.leave(house.gateway, adviser(name), self.case, move, MANY)
            self._all_leave()
            self.holder, self.latest = "", (move, name)
            if move in ("hand_back", "close"):
                self._comes_back(name)

        def _comes_back(self, name: str) -> None:
            """The same case goes on, with the same adviser first."""
            self.person.ask_for_person()
            self.latest = ("", "")
            with house.database.read() as session:
                assert session.get(Case, self.case).wanted == adviser(name).id

        @rule(name=NAMES)
        def is_switched_off_and_on(self, name: str) -> None:
            with house.database.begin() as session:
                advisers.disable(session, name, house.clock.now())
            work.put_back_all(house.gateway, adviser(name))
            if self.holder == name:
                self.holder, self.latest = "", ("release", name)
                for reply in [r for r in self.unsent if r.waits]:
                    self.unsent.remove(reply)
                    self.noted += reply.words
                self._all_leave()
            browsers[name].sign_in(self._anew(name))
            tokens[name] = browsers[name].form_token()

        @staticmethod
        def _anew(name: str) -> str:
            change(house, name, disabled=None)
            return house.link(name)

        @rule()
        def the_person_writes(self) -> None:
            self.person.write("are you there")

        def _leaves(self, reply: Unsent) -> None:
            self.unsent.remove(reply)
            self.sent += reply.words

        def _all_leave(self) -> None:
            for reply in list(self.unsent):
                self._leaves(reply)

        @invariant()
        def every_reply_is_where_it_should_be_and_once(self) -> None:
            with house.database.read() as session:
                case = session.get(Case, self.case)
                talk = inbox.talk_of(session, house.gateway.vault, case.conversation_id)
                names = {row.id: row.name for row in session.scalars(select(Adviser))}
                written = [
                    talk.key.open("body", m.body)["text"]
                    for m in inbox.messages_of(session, talk.id)
                    if m.author == Author.ADVISER
                ]
                rows = held.of_case(session, case.id)
                waiting = [held.words(talk, row) for row in rows]
                drafts = session.scalars(select(Draft).where(Draft.case_id == case.id)).all()
                drafted = {names[d.adviser_id]: talk.key.open("draft", d.body) for d in drafts}
                notes = session.scalars(select(Note).where(Note.case_id == case.id)).all()
                noted = "\n".join(talk.key.open("note", note.body) for note in notes)
            assert lines(written) == sorted(self.sent)
            assert lines(waiting) == sorted(w for reply in self.unsent for w in reply.words)
            for name, words in self.drafts.items():
                assert lines([drafted.get(name, "")]) == sorted(words)
            assert all(words in noted for words in self.noted)
            # Nothing waits to be said in the name of somebody who does not hold the talk.
            assert {names[row.adviser_id] for row in rows} <= {self.holder}
            assert names.get(case.holder, "") == self.holder or not self.holder

        def teardown(self) -> None:
            """The house is one for all examples: nobody is left in a talk."""
            with house.database.begin() as session:
                session.execute(delete(HeldReply).where(HeldReply.case_id == self.case))
                session.get(Case, self.case).state = State.CLOSED

    return Replies


def lines(texts: list[str]) -> list[str]:
    return sorted(line for text in texts for line in text.splitlines() if line)


def test_no_reply_is_lost_or_said_twice(house):
    run_state_machine_as_test(
        machine_in(house),
        settings=settings(
            max_examples=15,
            stateful_step_count=20,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
