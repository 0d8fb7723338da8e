"""Whose turn it is: a message is claimed as it is stored, answered once, and in its order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversations import inbox
from bot.conversations.accept import accept
from bot.conversations.models import Conversation
from bot.conversations.turn import run_turns
from bot.conversations.worker import Workers
from tests import databases
from tests.webchat.house import House

IN_ORDER = ["what is access to work", "how do I apply for it"]


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    with databases.either(request.param, tmp_path) as database:
        yield House(tmp_path, database)


@contextmanager
def written(house: House, text: str):
    """A message of one person, on its way to being stored."""
    with house.database.begin() as session:
        now = house.clock.now()
        talk, _address = inbox.talk_with(session, house.gateway.vault, "web", "somebody", now)
        message, _result = accept(house.gateway, session, talk, text, channel="web")
        yield session, talk, message


def workers_of(house: House) -> Workers:
    return house.app.state.workers


def leases(house: House) -> list[str | None]:
    with house.database.read() as session:
        return list(session.scalars(select(Conversation.lease)))


def test_nobody_else_takes_a_message_that_is_claimed(house: House) -> None:
    with written(house, "what is access to work") as told:
        claim = workers_of(house).claim(*told)
    assert run_turns(house.gateway, claim.talk.id, "somebody else") == []
    assert len(run_turns(house.gateway, claim.talk.id, claim.owner, claim)) == 1
    assert len(house.rasa.asked) == 1
    assert leases(house) == [None]


def test_what_waited_before_is_answered_before(house: House) -> None:
    with written(house, "what is access to work") as (_session, talk, _message):
        pass
    with written(house, "how do I apply for it") as told:
        assert workers_of(house).claim(*told) is None
    run_turns(house.gateway, talk.id, "worker")
    assert [asked.get("text") for asked in house.rasa.asked] == IN_ORDER


def test_a_message_behind_one_that_is_being_answered_is_answered_with_it(house: House) -> None:
    with written(house, "what is access to work") as told:
        claim = workers_of(house).claim(*told)
    with written(house, "how do I apply for it") as told:
        assert workers_of(house).claim(*told) is None
    run_turns(house.gateway, claim.talk.id, claim.owner, claim)
    assert [asked.get("text") for asked in house.rasa.asked] == IN_ORDER


def test_a_gateway_that_stops_lets_go_of_what_it_has_not_begun(house: House) -> None:
    with written(house, "what is access to work") as told:
        claim = workers_of(house).claim(*told)
    workers_of(house).run(claim)
    workers_of(house).stop()
    assert leases(house) == [None]
    assert len(run_turns(house.gateway, claim.talk.id, "the next gateway")) == 1


def test_a_crisis_told_behind_a_claimed_message_is_not_forgotten_by_its_turn(house: House) -> None:
    with written(house, "what is access to work") as told:
        claim = workers_of(house).claim(*told)
    with written(house, "i am going to kill myself") as (_session, talk, message):
        assert message.turn == "done"
    # The claimed turn began before that: it is not carried on with what it remembers.
    assert run_turns(house.gateway, claim.talk.id, claim.owner, claim) == []
    assert len(run_turns(house.gateway, claim.talk.id, "worker")) == 1
    with house.database.read() as session:
        talk = inbox.talk_of(session, house.gateway.vault, claim.talk.id)
        assert inbox.state_of(talk).told_of == "crisis"


def test_a_claim_that_nobody_begins_is_soon_found_again(house: House) -> None:
    with written(house, "what is access to work") as told:
        claim = workers_of(house).claim(*told)
    house.clock.move(seconds=30)
    with house.database.read() as session:
        assert inbox.waiting_talks(session, house.clock.now()) == [claim.talk.id]
    assert len(run_turns(house.gateway, claim.talk.id, "another gateway")) == 1
