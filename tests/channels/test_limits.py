"""What one person, one minute and one day may cost; and when people are left in peace."""

import io
from datetime import UTC, datetime, time

import pytest
from rich.console import Console

from bot.channels.sms import mobile
from bot.clock import LONDON
from bot.commands.channels import channels
from bot.console.words import how_far
from bot.conversations import inbox, limits
from bot.conversations.alarms import alarms
from bot.conversations.models import Author, Sending
from bot.conversations.queue import queue
from bot.errors import PlainError
from tests.channels.carriers import twilio_error
from tests.channels.conftest import NUMBER


def chosen(house, **changes) -> None:
    house.gateway.settings = house.gateway.settings.model_copy(update=changes)


def exchange(house, count: int, seconds: float, number: str = NUMBER) -> None:
    for _ in range(count):
        house.text("thank you", number=number)
        house.run()
        house.clock.move(seconds=seconds)


def test_ten_exchanges_in_a_minute_are_a_loop_and_are_paused(house):
    exchange(house, 14, 1)
    texts = house.twilio.texts(NUMBER)
    assert len(texts) == 11 and "I stop answering for 5 minutes" in texts[-1]
    assert len(house.messages("person")) == 14  # Nothing is lost.

    house.text("I want to kill myself")
    house.run()
    assert "116 123" in house.twilio.texts(NUMBER)[-1]
    house.clock.move(minutes=6)
    exchange(house, 1, 1)
    assert len(house.twilio.texts(NUMBER)) == 13


def test_somebody_who_writes_much_is_no_loop(house):
    exchange(house, 14, 8)
    assert len(house.twilio.texts(NUMBER)) == 14


def test_a_loop_pauses_nobody_else(house):
    exchange(house, 14, 1)
    exchange(house, 1, 1, number="+447700900124")
    assert len(house.twilio.texts("+447700900124")) == 1


def test_an_hours_messages_have_a_limit(house):
    chosen(house, person_per_hour=5)
    exchange(house, 8, 60)
    texts = house.twilio.texts(NUMBER)
    assert len(texts) == 6 and "30 minutes" in texts[-1]


def test_a_minutes_sends_have_a_limit(house):
    chosen(house, sends_per_minute=3)
    for number in range(5):
        house.text("thank you", number=f"+44770090020{number}")
    house.run()
    assert len(house.twilio.calls) == 3
    house.clock.move(seconds=61)
    house.run()
    assert len(house.twilio.calls) == 5


def test_a_day_that_is_spent_waits_for_the_morning_and_raises_an_alarm(house):
    house.clock.set(datetime(2026, 11, 24, 14, 0, tzinfo=UTC))
    chosen(house, sms_pence=100.0, sms_daily_pounds=2.0)
    exchange(house, 4, 60)
    assert len(house.twilio.texts(NUMBER)) == 2
    with house.database.read() as session:
        assert [alarm.kind for alarm in alarms(session)] == ["sms_spend"]

    # A crisis text and an adviser's words leave nevertheless.
    house.text("I want to kill myself")
    with house.database.begin() as session:
        now = house.clock.now()
        talk, _ = inbox.talk_with(session, house.gateway.vault, "sms", NUMBER, now)
        queue(session, talk, Author.ADVISER, {"text": "Hello"}, now, channel="sms")
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 4

    house.clock.set(datetime(2026, 11, 25, 7, 59, tzinfo=UTC))
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 4
    house.clock.set(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 6


def test_segments_are_counted_by_message_talk_and_day(house):
    exchange(house, 2, 60)
    counts = [message.segments for message in house.ours()]
    assert all(counts)
    house.text("thank you " * 20, NumSegments="2")
    house.text("thank you ŵ" * 10, NumSegments="many")
    chosen(house, sms_pence=4.0, sms_in_pence=0.5)
    with house.database.read() as session:
        [talk] = {message.conversation_id for message in house.ours()}
        charged = limits.charged_for(session, talk)
        assert charged == limits.Charged(sent=sum(counts), received=1 + 1 + 2 + 2)
        assert charged.pence(house.gateway.settings) == 4.0 * sum(counts) + 3.0
        assert limits.pounds(house.gateway.settings, 200) == 8.0


def test_a_text_that_did_not_leave_costs_nothing(house):
    house.twilio.behaves[NUMBER] = twilio_error(400, 21614)
    exchange(house, 1, 1)
    with house.database.read() as session:
        charged = limits.charged_for(session, house.ours()[0].conversation_id)
    assert charged == limits.Charged(sent=0, received=1)


def test_the_operator_reads_what_conversations_cost_both_ways(house):
    for number in (NUMBER, "+447700900124"):
        exchange(house, 1, 1, number)
    house.text("thank you " * 20, NumSegments="2")
    chosen(house, sms_pence=10.0, sms_in_pence=5.0)
    console = Console(record=True, file=io.StringIO())
    channels(house.gateway.settings, house.database, console)
    said = console.export_text()
    assert "sms: set up, 2 messages left today in 2 segments (0.20 of 25.00 pounds)" in said
    assert "30 days: 2, 0.20 pounds each, 0.25 pounds the dearest" in said


def test_what_nobody_asked_for_waits_for_the_end_of_the_night_and_holds_nothing(house):
    house.clock.set(datetime(2026, 11, 24, 22, 30, tzinfo=UTC))
    with house.database.begin() as session:
        now = house.clock.now()
        talk, _ = inbox.talk_with(session, house.gateway.vault, "sms", NUMBER, now)
        quiet = limits.QuietHours.parse(house.gateway.settings.quiet_hours)
        queue(
            session, talk, Author.SERVICE, {"text": "unasked"}, now, channel="sms",
            send_after=quiet.over_at(now),
        )  # fmt: skip
    house.text("thank you")
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 1 and "unasked" not in house.twilio.texts(NUMBER)
    house.clock.set(datetime(2026, 11, 25, 8, 1, tzinfo=UTC))
    house.run()
    assert house.twilio.texts(NUMBER)[-1] == "unasked"


@pytest.mark.parametrize(
    ("text", "now", "over"),
    [
        ("21:00-08:00", "2026-11-24 20:59", None),
        ("21:00-08:00", "2026-11-24 21:00", "2026-11-25 08:00"),
        ("21:00-08:00", "2026-11-25 00:30", "2026-11-25 08:00"),
        ("21:00-08:00", "2026-11-25 08:00", None),
        ("12:00-13:00", "2026-11-25 12:30", "2026-11-25 13:00"),
        ("00:00-00:00", "2026-11-25 00:00", None),
        ("21:00-08:00", "2026-10-24 23:00", "2026-10-25 08:00"),
    ],
)
def test_quiet_hours(text, now, over):
    moment = datetime.fromisoformat(now).replace(tzinfo=LONDON)
    expected = over and datetime.fromisoformat(over).replace(tzinfo=LONDON)
    assert limits.QuietHours.parse(text).over_at(moment) == expected


def test_quiet_hours_that_are_no_times_are_told(house):
    assert limits.QuietHours.parse("21:00-08:00").begin == time(21)
    with pytest.raises(PlainError, match="21:00-08:00"):
        limits.QuietHours.parse("night")


def test_a_number_silent_for_90_days_begins_anew(house):
    house.text("thank you")
    house.run()
    house.clock.move(days=91)
    house.text("thank you")
    house.run()
    talks = [message.conversation_id for message in house.messages("person")]
    assert talks[0] != talks[1]
    assert len(house.twilio.texts(NUMBER)) == 2
    house.clock.move(days=89)
    house.text("thank you")
    assert house.messages("person")[2].conversation_id == talks[1]


def test_an_adviser_does_not_write_to_a_number_that_may_have_a_new_owner(house):
    house.text("thank you")
    house.run()
    house.clock.move(days=91)
    with house.database.begin() as session:
        talk = inbox.talk_at(session, house.gateway.vault, "sms", NUMBER)
        body = {"text": "About your PIP"}
        queue(session, talk, Author.ADVISER, body, house.clock.now(), channel="sms")
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 1
    unsent = house.ours()[-1]
    assert "may belong to somebody else" in how_far(unsent.sending, unsent.error)


def test_an_opt_out_outlives_the_silence(house):
    house.text("STOP")
    house.clock.move(days=91)
    house.text("thank you")
    house.run()
    assert house.twilio.calls == []


def test_other_countries_only_if_configured():
    assert mobile("+447911123456") == "+447911123456"
    assert mobile("+353851234567") is None
    assert mobile("+353851234567", "44,353") == "+353851234567"
    assert mobile("+442079460000", "44,353") is None


def test_a_text_longer_than_twilio_takes_goes_in_parts(house):
    with house.database.begin() as session:
        now = house.clock.now()
        talk, _ = inbox.talk_with(session, house.gateway.vault, "sms", NUMBER, now)
        text = "One sentence of an adviser. " * 90
        queue(session, talk, Author.ADVISER, {"text": text}, now, channel="sms", once="k")
    house.run()
    parts = house.twilio.texts(NUMBER)
    assert len(parts) == 2 and all(len(part) <= 1_600 for part in parts)
    assert " ".join(parts).split() == text.split()
    assert {message.sending for message in house.ours()} == {Sending.SENT}
