"""Inbox, leases and claims where several write at once."""

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.cases import desk
from bot.cases.advisers import add_adviser
from bot.cases.machine import MoveRefused
from bot.cases.models import Case, CaseEvent, Kind
from bot.conversations import inbox, leases
from bot.conversations.leases import LEASE
from bot.conversations.models import Address, Conversation, Message, Person, Turn
from bot.conversations.worker import lapse_case
from bot.privacy.keys import temporary_keys
from bot.privacy.vault import Vault
from bot.storage.engine import Database
from tests.webchat.house import House

NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)


@pytest.fixture
def vault() -> Vault:
    return Vault(temporary_keys())


@pytest.fixture
def talk_id(database: Database, vault: Vault) -> str:
    with database.begin() as session:
        return inbox.talk_with(session, vault, "web", "somebody", NOW)[0].id


def at_once(count: int, do: Callable[[int], object]) -> list:
    """`do(0)` to `do(count - 1)` at the same moment; results, or the errors they raised."""
    barrier = threading.Barrier(count)

    def one(number: int) -> object:
        barrier.wait()
        try:
            return do(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def receive(database: Database, vault: Vault, talk_id: str, text: str, **keys) -> int | None:
    with database.begin() as session:
        talk = inbox.talk_of(session, vault, talk_id)
        message = inbox.receive(session, talk, text, NOW, channel="web", **keys)
        return message.number if message else None


def test_messages_of_many_writers_are_numbered_without_gaps(database, vault, talk_id):
    got = at_once(8, lambda n: receive(database, vault, talk_id, f"message {n}"))
    assert sorted(got) == list(range(1, 9))
    with database.read() as session:
        talk = inbox.talk_of(session, vault, talk_id)
        words = {
            m.number: talk.key.open("body", m.body)["text"]
            for m in inbox.messages_of(session, talk_id)
        }
        assert words == {number: f"message {n}" for n, number in enumerate(got)}
        assert talk.row.last_number == 8


def test_waiting_messages_come_out_in_the_order_they_came_in(database, vault, talk_id):
    for text in "abc":
        receive(database, vault, talk_id, text)
    order = []
    with database.begin() as session:
        while message := inbox.next_waiting(session, talk_id, NOW):
            order.append(message.number)
            message.turn = Turn.DONE
            session.flush()
    assert order == [1, 2, 3]


@pytest.mark.parametrize("key", ["once", "provider_id"])
def test_the_same_message_twice_at_once_is_stored_once(database, vault, talk_id, key):
    got = at_once(4, lambda n: receive(database, vault, talk_id, "hello", **{key: "same"}))
    # Whoever comes second sees the first, or is stopped by the unique key.
    others = [g for g in got if g != 1]
    assert len(others) == 3
    assert all(g is None or isinstance(g, IntegrityError) for g in others)
    with database.read() as session:
        assert len(inbox.messages_of(session, talk_id)) == 1
        assert session.get(Conversation, talk_id).last_number == 1


def test_one_address_is_one_conversation_also_when_it_starts_twice_at_once(database, vault):
    def start(_: int) -> str:
        with database.begin() as session:
            return inbox.talk_with(session, vault, "sms", "+447700900123", NOW)[0].id

    got = at_once(4, start)
    ids = {g for g in got if isinstance(g, str)}
    assert len(ids) == 1
    assert all(isinstance(g, IntegrityError) for g in got if not isinstance(g, str))
    with database.read() as session:
        # What the losers had begun is rolled back with them.
        for table in (Address, Conversation, Person):
            assert len(session.scalars(select(table)).all()) == 1


def test_of_two_workers_one_has_the_lease(database, vault, talk_id):
    def take(number: int) -> bool:
        with database.begin() as session:
            return leases.take(session, vault, talk_id, f"worker-{number}", NOW) is not None

    assert sorted(at_once(4, take)) == [False, False, False, True]


def test_a_lease_is_kept_until_it_runs_out_and_then_lost_to_another(database, vault, talk_id):
    def do(what, owner: str, *now: datetime) -> bool:
        with database.begin() as session:
            return what(inbox.talk_of(session, vault, talk_id, lock=True).row, owner, *now)

    def lease(owner: str, now: datetime) -> bool:
        with database.begin() as session:
            return leases.take(session, vault, talk_id, owner, now) is not None

    assert lease("a", NOW)
    assert not lease("b", NOW + LEASE)
    assert do(leases.keep, "a", NOW + LEASE)
    late = NOW + 2 * LEASE + timedelta(seconds=1)
    assert lease("b", late)
    assert not do(leases.keep, "a", late)
    do(leases.release, "a")
    assert do(leases.keep, "b", late), "only the owner may give a lease back"


def test_what_waits_is_found_unless_somebody_works_on_it_or_it_is_too_early(
    database, vault, talk_id
):
    def waiting(now: datetime = NOW) -> list[str]:
        with database.read() as session:
            return inbox.waiting_talks(session, now)

    assert waiting() == []
    receive(database, vault, talk_id, "hello")
    assert waiting() == [talk_id]
    with database.begin() as session:
        leases.take(session, vault, talk_id, "a", NOW)
    assert waiting() == []
    assert waiting(NOW + LEASE + timedelta(seconds=1)) == [talk_id]
    with database.begin() as session:
        leases.release(session.get(Conversation, talk_id), "a")
        session.get(Conversation, talk_id).retry_at = NOW + timedelta(seconds=5)
    assert waiting() == []
    assert waiting(NOW + timedelta(seconds=5)) == [talk_id]


def test_of_many_advisers_at_once_one_gets_the_case(database, talk_id):
    with database.begin() as session:
        ids = [add_adviser(session, f"Adviser {n}", NOW).id for n in range(6)]
        case, _ = desk.open_case(session, talk_id, Kind.ASKED, NOW, due=None)

    def claim(number: int) -> str:
        with database.begin() as session:
            return desk.claim(session, case.id, ids[number], NOW).holder

    got = at_once(6, claim)
    [winner] = [g for g in got if isinstance(g, str)]
    assert sum(isinstance(g, MoveRefused) for g in got) == 5
    with database.read() as session:
        assert session.get(Case, case.id).holder == winner
        moves = session.scalars(select(CaseEvent.move).where(CaseEvent.case_id == case.id)).all()
        assert sorted(moves) == ["claim", "open"]


def test_an_error_in_the_middle_leaves_nothing_half_stored(database, vault, talk_id):
    with pytest.raises(RuntimeError), database.begin() as session:
        talk = inbox.talk_of(session, vault, talk_id)
        inbox.receive(session, talk, "hello", NOW, channel="web")
        desk.open_case(session, talk_id, Kind.CRISIS, NOW, due=None)
        raise RuntimeError
    with database.read() as session:
        assert session.scalars(select(Message)).all() == []
        assert session.scalars(select(Case)).all() == []
        assert session.get(Conversation, talk_id).last_number == 0


def test_times_come_back_as_they_went_in(database, talk_id):
    with database.read() as session:
        assert session.get(Conversation, talk_id).created == NOW


def test_bytes_and_any_characters_come_back_as_they_went_in(database, vault, talk_id):
    text = "naïve 🙂 \ud800 <b>" + secrets.token_hex(4)
    with database.begin() as session:
        talk = inbox.talk_of(session, vault, talk_id)
        inbox.add_message(session, talk, "adviser", {"text": text}, NOW, channel="web")
    with database.read() as session:
        talk = inbox.talk_of(session, vault, talk_id)
        [message] = inbox.messages_of(session, talk_id)
        assert talk.key.open("body", message.body)["text"] == text


def test_of_two_gateways_that_see_a_late_case_one_tells_the_person(tmp_path, database):
    house = House(tmp_path, database)
    with database.begin() as session:
        now = house.clock.now()
        talk, _ = inbox.talk_with(session, house.gateway.vault, "web", "late", now)
        due = now - timedelta(minutes=1)
        case, _ = desk.open_case(session, talk.id, Kind.ASKED, now, due=due)
    at_once(4, lambda _: lapse_case(house.gateway, case.id))
    with database.read() as session:
        assert [m.author for m in inbox.messages_of(session, talk.id)] == ["service"]
        moves = session.scalars(select(CaseEvent.move).where(CaseEvent.case_id == case.id)).all()
        assert sorted(moves) == ["lapse", "open"]
