"""What webhooks and answers did not tell is learned from Twilio's records, with its real client."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.channels import sms
from bot.channels.base import CHANNELS, SendLater
from bot.channels.fake.telegram import FakeTelegram
from bot.channels.fake.twilio import FakeTwilio
from bot.conversations import inbox
from bot.conversations.alarms import alarms
from bot.conversations.compose import Outgoing
from bot.conversations.models import Message, Sending
from bot.conversations.receive import take_in
from bot.conversations.reconcile import Reconciler
from bot.conversations.state import TalkState
from tests.channels.conftest import NUMBER, PUBLIC, SECRET, TOKEN, House
from tests.channels.served import Served

NOBODY = "http://127.0.0.1:9"
"""No gateway is there: webhooks and receipts get lost."""
TAKES_THEN_HANGS, HANGS, NOT_BROUGHT = "+447700900003", "+447700900002", "+447700900010"


@pytest.fixture
def carriers() -> Iterator[Served]:
    twilio = FakeTwilio("AC1", TOKEN, "+447700900999", PUBLIC, NOBODY, overrides="#rc=0")
    served = Served(twilio, FakeTelegram("1:token", SECRET, NOBODY))
    yield served
    served.close()


@pytest.fixture
def house(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: tuple, carriers: Served
) -> Iterator[House]:
    monkeypatch.setattr(sms, "READ_SECONDS", 0.5)
    monkeypatch.setattr("bot.channels.fake.twilio.HANGS_SECONDS", 1.0)
    house = House(tmp_path, carriers, carriers, parts)
    yield house
    house.close()


def look(house: House) -> None:
    Reconciler(house.gateway).look()
    house.waiting += {m.conversation_id for m in house.messages("person") if m.turn == "waiting"}
    house.run()


def shown(carriers: Served, number: str) -> list[str]:
    return [words for who, words in carriers.twilio.shown.get(number, []) if who != "person"]


def raised(house: House) -> list[str]:
    with house.database.read() as session:
        return [alarm.kind for alarm in alarms(session)]


def test_a_text_whose_webhook_never_came_is_found_marked_and_answered(house, carriers):
    carriers.do(carriers.twilio.text(NOT_BROUGHT, "thank you"))
    look(house)
    assert house.messages() == []  # Its webhook may still be on its way.
    house.clock.move(minutes=5)
    look(house)
    look(house)
    [asked] = house.messages("person")
    assert asked.late and house.words(asked) == "thank you"
    assert len(shown(carriers, NOT_BROUGHT)) == 1
    assert "late" not in shown(carriers, NOT_BROUGHT)[0]
    assert raised(house) == ["sms_missed"]


def test_an_answer_that_is_half_an_hour_late_begins_with_an_apology(house, carriers):
    carriers.do(carriers.twilio.text(NOT_BROUGHT, "thank you"))
    house.clock.move(minutes=31)
    look(house)
    assert shown(carriers, NOT_BROUGHT)[0].startswith("Sorry that this answer is late.")


def test_a_missed_stop_is_honoured(house, carriers):
    carriers.do(carriers.twilio.text(NOT_BROUGHT, "please stop texting me"))
    house.clock.move(minutes=5)
    look(house)
    assert house.opted_out() == [True] and shown(carriers, NOT_BROUGHT) == []


def missed(house, carriers, words: str) -> None:
    """A text whose webhook never comes, sent now by the house's clock."""
    carriers.do(carriers.twilio.text(NOT_BROUGHT, words))
    list(carriers.twilio.records.values())[-1].at = house.clock.now()


def test_a_start_that_was_missed_does_not_undo_a_later_stop(house, carriers):
    house.text("thank you", number=NOT_BROUGHT)
    house.run()
    missed(house, carriers, "START")
    house.clock.move(minutes=1)
    house.text("STOP", number=NOT_BROUGHT)
    house.clock.move(minutes=5)
    look(house)
    house.text("thank you", number=NOT_BROUGHT)
    house.run()
    assert house.opted_out() == [True] and len(shown(carriers, NOT_BROUGHT)) == 2


def test_a_stop_that_was_missed_does_not_undo_a_later_start(house, carriers):
    missed(house, carriers, "STOP")
    house.clock.move(minutes=1)
    carriers.do(carriers.twilio.text(NOT_BROUGHT, "START"))
    brought = list(carriers.twilio.records)[-1]
    house.text("START", number=NOT_BROUGHT, sid=brought)
    house.clock.move(minutes=5)
    look(house)
    assert house.opted_out() == [False]


def test_stop_and_start_that_were_both_missed_are_heard_in_order(house, carriers):
    missed(house, carriers, "STOP")
    house.clock.move(minutes=1)
    missed(house, carriers, "START")
    house.clock.move(minutes=5)
    look(house)
    assert house.opted_out() == [False]


def test_after_hours_without_twilios_records_what_was_missed_meanwhile_is_found(
    house, carriers, monkeypatch
):
    reconciler = Reconciler(house.gateway)
    reconciler.look()
    with monkeypatch.context() as patch:
        patch.setattr(house.gateway.senders["sms"], "received", failing)
        missed(house, carriers, "thank you")
        house.clock.move(hours=5)
        reconciler.look()
    reconciler.look()
    assert [house.words(m) for m in house.messages("person")] == ["thank you"]


def failing(since):
    raise SendLater()


def test_after_days_of_being_off_what_was_missed_meanwhile_is_found(house, carriers):
    house.text("thank you")
    house.clock.move(minutes=1)
    missed(house, carriers, "thank you all")
    house.clock.move(hours=70)
    Reconciler(house.gateway).look()
    assert house.words(house.messages("person")[-1]) == "thank you all"


def test_a_missed_text_that_cannot_be_taken_in_holds_no_other(house, carriers, monkeypatch):
    for words in ("poison", "thank you"):
        carriers.do(carriers.twilio.text(NOT_BROUGHT, words))
    house.clock.move(minutes=5)

    def poisoned(gateway, inbound):
        if inbound.text == "poison":
            raise ZeroDivisionError
        return take_in(gateway, inbound)

    monkeypatch.setattr("bot.conversations.reconcile.take_in", poisoned)
    look(house)
    assert [house.words(m) for m in house.messages("person")] == ["thank you"]
    assert sorted(raised(house)) == ["sms_missed", "sms_unread"]


def test_a_text_that_was_brought_is_not_found_again(house, carriers):
    carriers.do(carriers.twilio.text(NUMBER, "thank you"))
    [record] = carriers.twilio.records.values()
    assert house.text("thank you", sid=record.sid).status_code == 200
    house.clock.move(minutes=5)
    look(house)
    assert len(house.messages("person")) == 1 and raised(house) == []


def test_many_missed_texts_are_all_found_over_pages(house, carriers):
    for number in range(60):
        carriers.do(carriers.twilio.text(f"+4477009001{number:02d}", "thank you"))
    house.clock.move(minutes=5)
    Reconciler(house.gateway).look()
    assert len(house.messages("person")) == 60


def test_what_the_provider_took_is_known_and_not_sent_again(house, carriers):
    house.text("thank you", number=TAKES_THEN_HANGS)
    house.run()
    [reply] = house.ours()
    assert (reply.sending, reply.provider_id) == (Sending.UNKNOWN, None)
    look(house)
    [reply] = house.ours()
    assert reply.sending == Sending.DELIVERED and reply.provider_id in carriers.twilio.records
    house.clock.move(hours=2)
    look(house)
    assert len(shown(carriers, TAKES_THEN_HANGS)) == 1


def test_where_the_provider_keeps_no_words_nothing_is_sent_a_second_time(house, carriers):
    house.text("thank you", number=TAKES_THEN_HANGS)
    house.run()
    for record in carriers.twilio.records.values():
        record.body = ""
    for _ in range(3):
        house.clock.move(minutes=10)
        look(house)
    assert house.ours()[0].sending == Sending.UNKNOWN
    assert len(shown(carriers, TAKES_THEN_HANGS)) == 1


def test_two_equal_texts_are_each_matched_once(house, carriers):
    for _ in range(2):
        house.text("thank you", number=TAKES_THEN_HANGS)
        house.run()
    look(house)
    ids = [message.provider_id for message in house.ours()]
    assert len(set(ids)) == 2 and None not in ids


def test_what_the_provider_never_took_is_sent_again_once_that_is_sure(house, carriers):
    house.text("thank you", number=HANGS)
    house.run()
    look(house)
    assert house.ours()[0].sending == Sending.UNKNOWN  # Too early to tell.
    carriers.twilio.attempts.clear()
    house.clock.move(minutes=4)
    look(house)
    assert carriers.twilio.attempts[HANGS] == 1
    assert house.ours()[0].attempts == 2


def test_after_an_hour_it_failed_and_is_not_sent_any_more(house, carriers):
    house.text("thank you", number=HANGS)
    house.run()
    carriers.twilio.attempts.clear()
    house.clock.move(minutes=61)
    look(house)
    [reply] = house.ours()
    assert (reply.sending, reply.error) == (Sending.FAILED, "not taken")
    assert carriers.twilio.attempts[HANGS] == 0


def test_a_crisis_text_is_tried_once_more_and_not_a_third_time(house, carriers):
    house.text("I want to kill myself", number=HANGS)
    house.run()
    house.run()
    assert carriers.twilio.attempts[HANGS] == 2
    assert house.ours()[0].sending == Sending.UNKNOWN


def test_a_crisis_text_whose_sender_was_killed_is_sent_once_more(house, carriers):
    house.text("I want to kill myself")
    with house.database.begin() as session:
        reply = session.get(Message, house.ours()[0].id)
        reply.sending, reply.attempts = Sending.UNKNOWN, 1
        reply.send_after = house.clock.now() + timedelta(seconds=60)
    reconciler = Reconciler(house.gateway)
    assert reconciler.try_urgent_again() == 0
    house.clock.move(minutes=2)
    assert reconciler.try_urgent_again() == 1
    house.run()
    assert len(shown(carriers, NUMBER)) == 1


def test_twilios_copies_are_deleted_after_a_day(house, carriers):
    carriers.do(carriers.twilio.text(NUMBER, "thank you"))
    [record] = carriers.twilio.records.values()
    house.text("thank you", sid=record.sid)
    house.run()
    house.receipt(house.ours()[0], "delivered")
    house.clock.move(hours=23)
    look(house)
    assert carriers.twilio.deleted == []
    house.clock.move(hours=2)
    look(house)
    look(house)
    assert carriers.twilio.records == {} and len(carriers.twilio.deleted) == 2
    assert all(message.wiped for message in house.messages())


def test_what_a_person_had_deleted_is_deleted_there_and_not_found_again(house, carriers):
    carriers.do(carriers.twilio.text(NUMBER, "my secret"))
    [record] = carriers.twilio.records.values()
    house.text("my secret", sid=record.sid)
    house.run()
    with house.database.begin() as session:
        talk = inbox.talk_at(session, house.gateway.vault, "sms", NUMBER)
        composer = house.gateway.composer(talk, CHANNELS["sms"], TalkState())
        house.gateway.erase(session, talk, composer, Outgoing())
    house.clock.move(minutes=5)
    look(house)
    assert house.messages("person") == []
    assert house.text("my secret", sid=record.sid).status_code == 200
    assert house.messages("person") == []
    assert record.sid in carriers.twilio.deleted


def test_a_twilio_that_is_not_there_harms_nothing(house, carriers):
    house.text("thank you", number=HANGS)
    house.run()
    carriers.close()
    house.clock.move(minutes=10)
    Reconciler(house.gateway).look()
    assert house.ours()[0].sending == Sending.UNKNOWN
