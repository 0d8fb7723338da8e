"""What is done about Twilio's error codes, in an answer and in a receipt; and the page about it."""

import pytest

from bot.channels.twilio_errors import ERRORS, Act, error_of, table
from bot.conversations.alarms import alarms
from bot.conversations.models import Sending
from bot.settings import PROJECT
from tests.channels.carriers import twilio_error
from tests.channels.conftest import NUMBER

AFTER = {
    Act.OPT_OUT: Sending.DROPPED,
    Act.FAIL: Sending.FAILED,
    Act.LATER: Sending.QUEUED,
    Act.STOP_ALL: Sending.QUEUED,
}


def raised(house) -> list[str]:
    with house.database.read() as session:
        return [alarm.kind for alarm in alarms(session)]


def test_the_page_is_the_table() -> None:
    """To write it anew: python -c "from bot.channels.twilio_errors import *; print(table(), end='')" """
    assert (PROJECT / "docs" / "twilio-errors.md").read_text("utf-8") == table()


@pytest.mark.parametrize("code", sorted(ERRORS))
def test_every_code_in_an_answer(house, code):
    house.twilio.behaves[NUMBER] = twilio_error(429 if code == 20429 else 400, code)
    house.text("thank you")
    house.run()
    [reply], error = house.ours(), ERRORS[code]
    assert reply.sending == AFTER[error.act]
    assert reply.error == str(code)
    assert house.opted_out() == [error.act == Act.OPT_OUT]
    assert bool(raised(house)) == (error.alarm or error.act == Act.STOP_ALL)


@pytest.mark.parametrize("code", [30002, 30003, 30004, 30005, 30006, 30007, 30008, 21610])
def test_a_code_in_a_receipt(house, code):
    house.text("thank you")
    house.run()
    [reply], error = house.ours(), ERRORS[code]
    assert house.receipt(reply, "undelivered", ErrorCode=str(code)).status_code == 204
    assert (house.ours()[0].sending, house.ours()[0].error) == (Sending.FAILED, str(code))
    assert house.opted_out() == [error.act == Act.OPT_OUT]
    assert bool(raised(house)) == (error.alarm or error.act == Act.STOP_ALL)


@pytest.mark.parametrize("code", ["", "x", "-1", "²", "9" * 30])
def test_a_receipt_with_an_odd_code_is_taken(house, code):
    house.text("thank you")
    house.run()
    assert house.receipt(house.ours()[0], "failed", ErrorCode=code).status_code == 204
    assert house.ours()[0].sending == Sending.FAILED


def test_an_unlisted_code_fails_and_the_operator_is_told_its_number(house):
    house.twilio.behaves[NUMBER] = twilio_error(400, 21999)
    house.text("thank you")
    house.run()
    assert house.ours()[0].sending == Sending.FAILED
    with house.database.read() as session:
        assert [alarm.detail for alarm in alarms(session)] == ["code 21999"]


def test_a_refused_token_stops_everything_and_loses_nothing(house):
    for number in range(3):
        house.twilio.behaves[f"+44770090010{number}"] = twilio_error(401, 20003)
        house.text("thank you", number=f"+44770090010{number}")
    house.run()
    assert len(house.twilio.calls) == 1
    assert {m.sending for m in house.ours()} == {Sending.QUEUED}
    assert raised(house) == ["sms_stopped"]
    assert house.client.get("/readyz").json()["alarms"] == ["sms_stopped"]
    house.clock.move(hours=5)
    house.run()
    assert len(house.twilio.calls) == 1

    # The token is put right and the gateway starts anew: everything leaves, and the alarm ends.
    house.twilio.behaves.clear()
    house.gateway.senders["sms"].fingerprint = "new"
    house.run()
    assert {m.sending for m in house.ours()} == {Sending.SENT}
    assert raised(house) == []


def test_the_status_decides_where_no_code_is_known():
    assert error_of(None, 401).act == Act.STOP_ALL
    assert error_of(500, 503).act == error_of(429, 429).act == Act.LATER
    assert error_of(None, 400).act == Act.FAIL
