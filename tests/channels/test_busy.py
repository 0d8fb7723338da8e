"""A database that is locked or full, and threads that hang: 503, nothing half-stored, nobody held up."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import httpx
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from bot.channels import routes
from bot.conversations.models import Address, Conversation, Message, Person
from bot.storage import engine
from tests.channels.conftest import NUMBER, PUBLIC, House


@contextmanager
def locked_by_another(house: House) -> Iterator[None]:
    """Another program holds the lock that every writer needs."""
    held = house.database.engine.raw_connection()
    held.cursor().execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        held.cursor().execute("ROLLBACK")
        held.close()


@contextmanager
def full(house: House) -> Iterator[None]:
    """The file may not grow by a page, as on a full disk."""

    def no_more(connection, record, proxy) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # Means: as many as there are now.

    def as_before(connection, record, proxy) -> None:
        connection.execute("PRAGMA max_page_count = 1000000000")

    event.listen(house.database.engine, "checkout", no_more)
    try:
        yield
    finally:
        event.remove(house.database.engine, "checkout", no_more)
        event.listen(house.database.engine, "checkout", as_before)


def rows(house: House) -> list[int]:
    with house.database.read() as session:
        tables = (Person, Conversation, Address, Message)
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_a_database_that_gives_up_stores_nothing_at_all(house, monkeypatch):
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    house.database.engine.dispose()  # New connections wait so short a time.
    with locked_by_another(house):
        assert house.text("hello", sid="SM1").status_code == 503
        assert house.say("hello", update_id=1).status_code == 503
        assert house.text("I want to kill myself", sid="SM2").status_code == 503
        assert house.text("STOP", sid="SM3").status_code == 503
    assert rows(house) == [0, 0, 0, 0]
    # The providers come again.
    for sid, words in (("SM1", "thank you"), ("SM2", "I want to kill myself")):
        assert house.text(words, sid=sid).status_code == 200
    house.run()
    assert len(house.messages("person")) == 2 and len(house.twilio.texts(NUMBER)) == 2


def test_what_is_stored_after_the_cut_is_stored_once(house, monkeypatch):
    monkeypatch.setattr(routes, "LONGEST_SECONDS", 0.2)
    with locked_by_another(house):
        answer = house.text("thank you", sid="SM1")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert house.messages() == []
    # The thread goes on, and Twilio comes again while it does.
    house.until(lambda: house.text("thank you", sid="SM1").status_code == 200)
    house.until(lambda: len(house.messages("person")) == 1)
    house.waiting.append(house.messages("person")[0].conversation_id)
    house.run()
    assert house.text("thank you", sid="SM1").status_code == 200
    assert len(house.messages("person")) == len(house.twilio.texts(NUMBER)) == 1


def test_hanging_webhooks_hold_up_nobody_else_and_what_had_not_begun_is_not_begun(
    house, monkeypatch
):
    monkeypatch.setattr(routes, "LONGEST_SECONDS", 0.2)
    go_on, begun = threading.Event(), []

    def hang(gateway, inbound):
        begun.append(inbound.provider_id)
        go_on.wait(30)

    monkeypatch.setattr(routes, "take_in", hang)
    try:
        with ThreadPoolExecutor(20) as people:
            answers = people.map(lambda n: house.text("hi", sid=f"SM{n}").status_code, range(20))
            assert set(answers) == {503}
        assert len(begun) == routes.THREADS
        assert house.client.get("/healthz").status_code == 200
        assert house.client.get("/").status_code == 200
    finally:
        go_on.set()
    monkeypatch.undo()
    assert house.text("thank you", sid="SM99").status_code == 200
    assert len(begun) == routes.THREADS  # Nobody waits for those any more.


def test_what_else_is_slow_takes_no_webhooks_place(house):
    """Everything in asyncio's own threads hangs."""
    fields = {"MessageSid": "SM1", "From": NUMBER, "Body": "hello"}
    headers = house.sign("/hooks/sms", fields)

    async def meanwhile() -> int:
        loop, go_on = asyncio.get_running_loop(), threading.Event()
        loop.set_default_executor(ThreadPoolExecutor(1))
        hanging = loop.run_in_executor(None, go_on.wait, 30)
        transport = httpx.ASGITransport(house.app)
        async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as twilio:
            answer = await twilio.post("/hooks/sms", data=fields, headers=headers)
        go_on.set()
        await hanging
        return answer.status_code

    assert asyncio.run(meanwhile()) == 200
    assert len(house.messages("person")) == 1


def test_a_full_database_acknowledges_nothing_and_keeps_nothing_by_halves(house):
    text, statuses = "A long text of somebody. " * 60, []
    with full(house):
        for number in range(100):
            statuses.append(house.text(text, number=f"+447700900{number:03d}").status_code)
            if statuses[-1] == 503:
                break
        assert statuses[-1] == 503 and set(statuses[:-1]) <= {200}
        kept = len(statuses) - 1
        before = rows(house)
        assert before[:3] == [kept] * 3 and len(house.messages("person")) == kept
        # Whatever else comes now is refused as well, or stored whole.
        assert house.say(text, update_id=1).status_code == 503
        assert house.text("I want to kill myself. " + text).status_code == 503
        assert rows(house) == before
        with suppress(OperationalError):
            house.run()
    assert house.text(text, number="+447700900999").status_code == 200
    house.waiting[:] = {m.conversation_id for m in house.messages("person")}
    house.run()
    assert {m.turn for m in house.messages("person")} == {"done"}
    assert len(house.twilio.calls) == kept + 1
