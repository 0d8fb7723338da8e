"""The outbox: order, attempts, kills in between; and both channels with all threads running."""

import time

import pytest
from fastapi.testclient import TestClient

from bot.channels.base import SendLater
from bot.conversations import inbox, outbox
from bot.conversations.models import Message, Sending
from tests.channels.conftest import NUMBER


class Killed(BaseException):
    """In place of a kill: nothing may catch it."""


class Sender:
    """Sends nothing; does what the test says."""

    fingerprint = "test"

    def __init__(self, act) -> None:
        self.act = act
        self.sent: list[str] = []

    def send(self, address: str, text: str, labels: list[str], outbox_id: str) -> str:
        self.sent.append(text)
        self.act()
        return f"id-{outbox_id}"

    def close(self) -> None:
        pass


def queue(house, *texts: str, number: str = NUMBER) -> None:
    with house.database.begin() as session:
        now = house.clock.now()
        talk, _ = inbox.talk_with(session, house.gateway.vault, "sms", number, now)
        for text in texts:
            inbox.add_message(
                session, talk, "adviser", {"text": text}, now, channel="sms", sending=Sending.QUEUED
            )


def use(house, act) -> Sender:
    house.gateway.senders["sms"].close()
    house.gateway.senders["sms"] = sender = Sender(act)
    return sender


def test_a_kill_after_the_request_left_leaves_unknown_and_no_second_text(house):
    def kill() -> None:
        raise Killed

    sender = use(house, kill)
    queue(house, "one", "two")
    with pytest.raises(Killed):
        house.outbox.send_next("sms")
    assert [m.sending for m in house.ours()] == [Sending.UNKNOWN, Sending.QUEUED]

    # Another process takes over: the next one waits until the first is surely over.
    sender.act = lambda: None
    house.run()
    assert sender.sent == ["one"]
    house.clock.move(minutes=2)
    house.run()
    assert sender.sent == ["one", "two"]
    assert [m.sending for m in house.ours()] == [Sending.UNKNOWN, Sending.SENT]


def test_one_at_a_time_per_person_and_in_order(house):
    seen = []

    def look() -> None:
        sender.act = lambda: None
        seen.append(house.outbox.send_next("sms"))

    sender = use(house, look)
    queue(house, "a1", "a2")
    house.run()
    # While a1 was on its way there was nothing else to send.
    assert seen == [False]
    queue(house, "b1", number="+447700900124")
    house.run()
    assert sender.sent == ["a1", "a2", "b1"]


def test_eight_attempts_further_apart_each_time_then_failed(house):
    def busy() -> None:
        raise SendLater()

    sender = use(house, busy)
    queue(house, "one")
    waits = []
    for _ in range(20):
        house.run()
        [message] = house.ours()
        if message.sending != Sending.QUEUED:
            break
        waits.append((message.send_after - house.clock.now()).total_seconds())
        house.clock.move(seconds=waits[-1] + 1)
    assert len(sender.sent) == outbox.MOST_ATTEMPTS
    assert message.sending == Sending.FAILED
    assert waits[0] < waits[2] < waits[4] and max(waits) <= 1.2 * outbox.LONGEST_WAIT


def test_an_error_nobody_foresaw_is_unknown(house):
    def broken() -> None:
        raise ZeroDivisionError

    use(house, broken)
    queue(house, "one")
    house.run()
    assert house.ours()[0].sending == Sending.UNKNOWN


def test_a_message_deleted_on_its_way_is_no_error(house):
    def erase() -> None:
        with house.database.begin() as session:
            for message in session.query(Message):
                session.delete(message)

    use(house, erase)
    queue(house, "one")
    house.run()
    assert house.ours() == []


def test_everything_together(house):
    """The app as it runs: workers and outbox in their threads."""
    house.app.state.workers = house.real_workers
    with TestClient(house.app) as house.client:
        for number in range(5):
            assert house.text("thank you", number=f"+44770090010{number}").status_code == 200
            assert house.say("thank you", chat=number + 1).status_code == 200
        until = time.monotonic() + 20
        while time.monotonic() < until:
            if len(house.twilio.calls) >= 5 and len(house.telegram.calls) >= 5:
                break
            time.sleep(0.1)
        time.sleep(0.3)
        assert {m.sending for m in house.ours()} == {Sending.SENT}
    assert len(house.twilio.calls) == len(house.telegram.calls) == 5
