"""Text messages, from Twilio's webhook to Twilio's API."""

import logging
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.cases import desk
from bot.cases.models import Kind
from bot.channels.sms import mobile
from bot.conversations.models import Message, Sending
from tests.channels.carriers import SLOW_SECONDS, Answer, twilio_error
from tests.channels.conftest import NUMBER, OLD_TOKEN, PUBLIC


def test_a_text_is_stored_then_acknowledged_then_answered(house):
    answer = house.text("thank you")
    assert (answer.status_code, answer.text) == (200, "<Response/>")
    assert answer.headers["content-type"].startswith("text/xml")
    assert len(house.messages("person")) == 1

    house.run()
    [reply] = house.ours()
    [call] = house.twilio.calls
    assert call.fields == {
        "To": NUMBER,
        "From": "+447700900999",
        "Body": house.words(reply),
        "StatusCallback": f"{PUBLIC}/hooks/sms/status/{reply.id}#rc=3&rp=5xx,ct,rt",
    }
    assert reply.sending == Sending.SENT
    assert reply.provider_id.startswith("SM")
    assert reply.attempts == 1


def test_a_repeated_webhook_is_answered_once(house):
    for _ in range(3):
        assert house.text("thank you", sid="SMsame").status_code == 200
        house.run()
    assert len(house.messages("person")) == 1
    assert len(house.twilio.texts(NUMBER)) == 1


def test_fifty_identical_webhooks_at_once_are_one_message(house):
    with ThreadPoolExecutor(10) as pool:
        answers = pool.map(lambda _: house.text("thank you", sid="SMsame").status_code, range(50))
    assert set(answers) == {200}
    assert len(house.messages("person")) == 1
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 1


def test_the_token_before_is_good_too(house):
    assert house.text("hello", token=OLD_TOKEN).status_code == 200


def test_forged_and_unsigned_webhooks_store_nothing(house):
    fields = {"MessageSid": "SM1", "From": NUMBER, "Body": "hello"}
    good = house.sign("/hooks/sms", fields)
    post = house.client.post
    assert post("/hooks/sms", data=fields).status_code == 403
    assert post("/hooks/sms").status_code == 403
    assert house.text("hello", token="another").status_code == 403
    assert post("/hooks/sms", data={**fields, "Body": "x"}, headers=good).status_code == 403
    assert post("/hooks/sms", data={**fields, "Extra": "x"}, headers=good).status_code == 403
    forged = {"MessageSid": "SM1", "MessageStatus": "failed"}
    assert post("/hooks/sms/status/1", data=forged, headers=good).status_code == 403
    assert house.messages() == []


def test_repeated_fields_are_part_of_what_was_signed(house):
    from twilio.request_validator import RequestValidator

    class Fields(dict):
        def getlist(self, name):
            return self[name]

    fields = Fields(MessageSid=["SM1"], From=[NUMBER], Body=["one", "two"])
    signature = RequestValidator("the-token").compute_signature(PUBLIC + "/hooks/sms", fields)
    headers = {"X-Twilio-Signature": signature}
    assert house.client.post("/hooks/sms", data=fields, headers=headers).status_code == 200


def test_without_twilio_there_is_no_such_page(house):
    house.gateway.settings = house.gateway.settings.model_copy(update={"twilio_account_sid": ""})
    assert house.text("hello").status_code == 404


def test_too_large_a_body_is_refused(house):
    assert house.text("x" * 100_001).status_code == 413
    assert house.messages() == []


@pytest.mark.parametrize(
    "body", [None, "", "🙂", "\x00", "\ud83d".encode("utf-8", "replace").decode(), "سلام"]
)
def test_pictures_and_odd_texts_are_answered_in_words(house, body):
    assert house.text(body, NumMedia="1").status_code == 200
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 1


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"MessageSid": "SM" + "9" * 90}, 400),
        ({"MessageSid": ""}, 400),
        ({"MessageSid": "SM\x00"}, 400),
        ({"NumSegments": "9" * 30}, 200),
        ({"From": ""}, 400),
        ({"From": "+44" + "7" * 400}, 200),
        ({"From": "whatsapp:+447700900123"}, 200),
        ({"From": "+٤٤٧٧٠٠٩٠٠١٢٣"}, 200),
        ({"NumMedia": "many"}, 200),
        ({f"Extra{n}": "x" for n in range(600)}, 400),
        ({"Body": "x" * 1_600}, 200),
        ({"Body": "ŵ" * 1_600}, 200),
        ({"Body": "میں کام کرنا چاہتا ہوں " * 60}, 200),
        ({"Body": "\u202e\u200b\ufeff"}, 200),
    ],
)
def test_odd_fields_never_break_the_webhook(house, changes, status):
    fields = {"MessageSid": "SM1", "From": NUMBER, "To": "x", "Body": "hello", **changes}
    headers = house.sign("/hooks/sms", fields)
    assert house.client.post("/hooks/sms", data=fields, headers=headers).status_code == status
    house.run()


def test_only_mobiles_of_the_uk_are_taken(house, caplog):
    caplog.set_level(logging.DEBUG)
    for number in ("+442079460000", "+15005550006", "NHSnoreply", "88888"):
        assert house.text("hello", number=number).status_code == 200
        assert number not in caplog.text
    assert house.messages() == []
    assert mobile("+44 7911 123456") == "+447911123456"


def test_nothing_is_sent_after_stop_until_start(house):
    house.text("thank you")
    house.text("STOP")
    house.run()
    house.text("thanks again")
    house.run()
    assert house.twilio.calls == []
    assert house.opted_out() == [True]
    assert {m.sending for m in house.ours()} == {Sending.DROPPED}

    house.text("START")
    house.text("thank you")
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 2


def test_what_twilio_takes_for_stop_or_start_is_so_for_us(house):
    house.text("HALT", OptOutType="STOP")
    house.text("thank you")
    house.run()
    assert house.twilio.calls == [] and house.opted_out() == [True]
    house.text("GO ON", OptOutType="START")
    assert house.opted_out() == [False]
    house.text("Yes", OptOutType="START")
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 2  # To who has not stopped it is an answer.


def test_a_crisis_text_on_its_way_is_not_tried_again_after_stop(house):
    def stopped_meanwhile() -> Answer:
        house.clock.move(seconds=1)
        house.text("STOP")
        return Answer(hang_up=True)

    house.twilio.behaves[NUMBER] = stopped_meanwhile
    house.text("I want to kill myself")
    house.run()
    house.clock.move(minutes=5)
    house.run()
    assert len(house.twilio.calls) == 1
    house.twilio.behaves.clear()
    house.text("I want to kill myself")
    house.run()
    assert len(house.twilio.calls) == 2  # A danger told after it is answered.


def test_a_crisis_is_answered_with_rasa_down_and_with_stop(house):
    house.rasa.down = True
    house.text("I want to kill myself")
    house.run()
    [said] = house.twilio.texts(NUMBER)
    assert "116 123" in said and "999" in said

    house.text("stop texting me. I want to kill myself")
    house.text("hello?")
    house.run()
    assert len(house.twilio.texts(NUMBER)) == 2
    assert "116 123" in house.twilio.texts(NUMBER)[1]


def test_stop_in_one_breath_with_a_danger_is_honoured_and_the_case_stays_open(house):
    house.text("stop texting me im going to kill myself")
    house.run()
    assert "116 123" in house.twilio.texts(NUMBER)[0] and house.opted_out() == [True]
    with house.database.read() as session:
        assert desk.open_case_of(session, house.ours()[0].conversation_id).kind == Kind.CRISIS


def test_help_is_answered_once_by_twilio_or_by_us(house):
    house.text("HELP", OptOutType="HELP")
    house.run()
    assert house.twilio.calls == []
    house.text("HELP")
    house.run()
    [said] = house.twilio.texts(NUMBER)
    assert "999" in said and "116 123" in said


def test_opted_out_at_twilio_is_opted_out_here(house):
    house.twilio.behaves[NUMBER] = twilio_error(400, 21610)
    house.text("thank you")
    house.run()
    assert house.opted_out() == [True]
    house.text("thanks")
    house.run()
    assert len(house.twilio.calls) == 1
    assert {m.sending for m in house.ours()} == {Sending.DROPPED}


@pytest.mark.parametrize(("status", "code"), [(400, 21211), (400, 21614), (404, 20404)])
def test_a_refused_text_is_not_tried_again(house, status, code):
    house.twilio.behaves[NUMBER] = twilio_error(status, code)
    house.text("thank you")
    house.run()
    house.clock.move(hours=2)
    house.run()
    assert len(house.twilio.calls) == 1
    assert house.ours()[0].sending == Sending.FAILED


@pytest.mark.parametrize(
    "answer",
    [
        twilio_error(429, 20429),
        twilio_error(500, 20500),
        Answer(503, b"<html>no</html>"),
    ],
)
def test_a_busy_twilio_is_tried_later(house, answer):
    house.twilio.behaves[NUMBER] = answer
    house.text("thank you")
    house.run()
    [reply] = house.ours()
    assert (reply.sending, reply.attempts) == (Sending.QUEUED, 1)
    house.run()
    assert len(house.twilio.calls) == 1

    del house.twilio.behaves[NUMBER]
    house.clock.move(seconds=60)
    house.run()
    assert house.ours()[0].sending == Sending.SENT
    assert len(house.twilio.calls) == 2


def test_a_twilio_that_is_not_there_is_tried_later(house):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        house.gateway.senders["sms"]._http._base = f"http://127.0.0.1:{nobody.getsockname()[1]}"
        house.text("thank you")
        house.run()
    assert house.ours()[0].sending == Sending.QUEUED


@pytest.mark.parametrize(
    "answer",
    [
        Answer(201, {}, after=SLOW_SECONDS),
        Answer(hang_up=True),
        Answer(201, {}),
        Answer(201, b"<html>yes</html>"),
    ],
)
def test_an_unknown_outcome_is_not_sent_again(house, answer):
    house.twilio.behaves[NUMBER] = answer
    house.text("thank you")
    house.run()
    house.clock.move(hours=3)
    house.run()
    assert len(house.twilio.calls) == 1
    [reply] = house.ours()
    assert (reply.sending, reply.send_after) == (Sending.UNKNOWN, None)

    # A receipt of Twilio's settles it.
    assert house.receipt(reply, "delivered", sid="SM5").status_code == 204
    assert house.ours()[0].sending == Sending.DELIVERED


def test_receipts_only_go_forward(house):
    house.text("thank you")
    house.run()
    steps = [
        ("queued", Sending.SENT),
        ("delivered", Sending.DELIVERED),
        ("delivered", Sending.DELIVERED),
        ("sent", Sending.DELIVERED),
        ("undelivered", Sending.DELIVERED),
        ("something new", Sending.DELIVERED),
    ]
    for status, expected in steps:
        assert house.receipt(house.ours()[0], status).status_code == 204
        assert house.ours()[0].sending == expected


def test_a_failed_text_is_marked_and_other_receipts_do_nothing(house):
    house.text("thank you")
    house.run()
    [reply] = house.ours()
    house.receipt(reply, "failed", sid="SMother")
    assert house.ours()[0].sending == Sending.SENT
    house.receipt(reply, "undelivered")
    assert house.ours()[0].sending == Sending.FAILED
    path = "/hooks/sms/status/nobody"
    fields = {"MessageSid": "SM1", "MessageStatus": "sent"}
    found = house.client.post(path, data=fields, headers=house.sign(path, fields))
    assert found.status_code == 204


@pytest.mark.parametrize("sid", ["SM\x00", "S" * 81, "SM٤"])
def test_a_receipt_with_an_id_that_no_database_takes_does_nothing(house, sid):
    house.text("thank you")
    house.run()
    [reply] = house.ours()
    with house.database.begin() as session:
        session.get(Message, reply.id).provider_id = None
    assert house.receipt(reply, "delivered", sid=sid).status_code == 204
    assert house.ours()[0].sending == Sending.SENT


def test_a_receipt_before_the_send_returned_is_kept(house):
    def early() -> Answer:
        house.receipt(house.ours()[0], "delivered", sid="SM7")
        return Answer(201, {"sid": "SM7"})

    house.twilio.behaves[NUMBER] = early
    house.text("thank you")
    house.run()
    assert house.ours()[0].sending == Sending.DELIVERED
    assert house.ours()[0].provider_id == "SM7"


def test_words_numbers_and_tokens_are_not_logged(house, caplog):
    caplog.set_level(logging.DEBUG)
    house.text("canary words, thank you")
    house.twilio.behaves["+447700900124"] = twilio_error(400, 21211)
    house.text("more canary", number="+447700900124")
    house.run()
    assert len(house.twilio.calls) == 2
    for secret in ("canary", "+4477009", "the-token", "%2B44"):
        assert secret not in caplog.text
