"""Telegram, from its webhook to its Bot API."""

import json
import logging

import pytest
from pydantic import SecretStr

from bot.content.parts import split
from bot.conversations.models import Sending
from tests.channels.carriers import SLOW_SECONDS, Answer, telegram_error
from tests.channels.conftest import telegram_message


def test_a_message_is_answered_in_plain_text(house):
    assert house.say("thank you").status_code == 200
    house.run()
    [call] = house.telegram.calls
    [reply] = house.ours()
    assert call.path == "/bot1:token/sendMessage"
    assert (call.fields["chat_id"], call.fields["text"]) == ("77", house.words(reply))
    assert "parse_mode" not in call.fields
    assert reply.sending == Sending.SENT
    assert reply.provider_id.startswith(reply.id)


def test_choices_are_buttons_that_can_be_typed(house):
    house.say("delete my data")
    house.run()
    keyboard = json.loads(house.telegram.calls[0].fields["reply_markup"])["inline_keyboard"]
    assert [row[0]["text"] for row in keyboard] == ["Yes, delete everything", "No, keep it"]
    # Telegram's limit: https://core.telegram.org/bots/api#inlinekeyboardbutton
    assert all(1 <= len(row[0]["callback_data"].encode()) <= 64 for row in keyboard)


@pytest.mark.parametrize("secret", [None, "", "wrong", "webhook-secret2"])
def test_a_wrong_secret_stores_nothing(house, secret):
    assert house.say("hello", secret=secret).status_code == 403
    assert house.messages() == []


def test_without_telegram_there_is_no_such_page(house):
    off = {"telegram_secret": SecretStr("")}
    house.gateway.settings = house.gateway.settings.model_copy(update=off)
    assert house.say("hello").status_code == 404


def test_a_repeated_update_is_answered_once(house):
    for _ in range(3):
        assert house.say("thank you", update_id=41).status_code == 200
        house.run()
    assert len(house.telegram.calls) == 1
    assert house.say("thank you", update_id=40).status_code == 200
    house.run()
    assert len(house.telegram.calls) == 2


@pytest.mark.parametrize(
    "what",
    [
        {"message": telegram_message(text="hello", kind="group")},
        {"message": telegram_message(text="hello", kind="supergroup")},
        {"channel_post": telegram_message(text="hello", kind="channel")},
        {"edited_message": telegram_message(text="hello")},
        {
            "message": {
                **telegram_message(text="hi"),
                "from": {"id": 9, "is_bot": True, "first_name": "B"},
            }
        },
        {"poll_answer": {"poll_id": "1", "option_ids": [], "user": None}},
        {},
    ],
)
def test_what_is_not_for_us_is_passed_over(house, what):
    assert house.update(**what).status_code == 200
    assert house.messages() == []


@pytest.mark.parametrize("body", [b"", b"no", b"[]", b"{}", b"[" * 50_000, b'{"update_id": "x"}'])
def test_what_is_no_update_is_refused(house, body):
    headers = {"X-Telegram-Bot-Api-Secret-Token": "webhook-secret"}
    assert house.client.post("/hooks/telegram", content=body, headers=headers).status_code == 400


def test_a_megabyte_is_refused(house):
    assert house.say("x" * 1_000_000).status_code == 413


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}},
        {"location": {"latitude": 51.5, "longitude": 0.1}},
        {"text": "\ud83d lone"},
        {"text": "\x00"},
    ],
)
def test_other_content_is_answered_in_words(house, content):
    assert house.update(message=telegram_message(**content)).status_code == 200
    house.run()
    assert len(house.telegram.texts("77")) == 1


def test_a_caption_is_read(house):
    photo = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]
    house.update(message=telegram_message(photo=photo, caption="thank you"))
    house.run()
    assert house.rasa.asked == ["thank you"]


def test_a_pressed_button_is_read_as_its_words_and_confirmed(house):
    button = {"text": "Thank you", "callback_data": "t1"}
    message = telegram_message(text="?", reply_markup={"inline_keyboard": [[button]]})
    sender = {"id": 77, "is_bot": False, "first_name": "A"}
    query = {"id": "q9", "from": sender, "chat_instance": "1", "data": "t1", "message": message}
    assert house.update(callback_query=query).status_code == 200
    house.run()
    assert house.rasa.asked == ["Thank you"]
    house.until(lambda: len(house.telegram.other_calls) == 2)
    assert house.telegram.other_calls["answerCallbackQuery"]["callback_query_id"] == "q9"
    assert "reply_markup" not in house.telegram.other_calls["editMessageReplyMarkup"]


def test_stop_and_start(house):
    house.say("thank you")
    house.say("stop")
    house.run()
    assert house.telegram.calls == []
    house.say("/start")
    house.run()
    assert len(house.telegram.calls) == 1


def test_blocked_is_opted_out(house):
    house.telegram.behaves["77"] = telegram_error(403, "Forbidden: bot was blocked by the user")
    house.say("thank you")
    house.run()
    assert house.opted_out() == [True]
    assert house.ours()[0].sending == Sending.DROPPED


def test_a_bad_request_is_not_tried_again(house):
    house.telegram.behaves["77"] = telegram_error(400, "Bad Request: chat not found")
    house.say("thank you")
    house.run()
    house.clock.move(hours=1)
    house.run()
    assert len(house.telegram.calls) == 1
    assert house.ours()[0].sending == Sending.FAILED


def test_the_wait_that_telegram_asks_for_is_kept_and_holds_nobody_else(house):
    house.telegram.behaves["77"] = telegram_error(429, "Too Many Requests", retry_after=300)
    house.say("thank you")
    house.run()
    house.say("thank you", chat=78)
    house.clock.move(seconds=290)
    house.run()
    assert len(house.telegram.texts("77")) == 1
    assert len(house.telegram.texts("78")) == 1
    del house.telegram.behaves["77"]
    house.clock.move(seconds=80)
    house.run()
    assert len(house.telegram.texts("77")) == 2


@pytest.mark.parametrize("answer", [telegram_error(500, "Internal"), Answer(502, b"<html>")])
def test_a_broken_telegram_is_tried_later(house, answer):
    house.telegram.behaves["77"] = answer
    house.say("thank you")
    house.run()
    assert house.ours()[0].sending == Sending.QUEUED


@pytest.mark.parametrize("answer", [Answer(200, {}, after=SLOW_SECONDS), Answer(hang_up=True)])
def test_an_unknown_outcome_is_not_sent_again(house, answer):
    house.telegram.behaves["77"] = answer
    house.say("thank you")
    house.run()
    house.clock.move(hours=3)
    house.run()
    assert len(house.telegram.calls) == 1
    assert house.ours()[0].sending == Sending.UNKNOWN


def test_a_telegram_that_is_not_there_is_tried_later(house):
    house.telegram._server.server_close()
    house.telegram._server.shutdown()
    house.say("thank you")
    house.run()
    assert house.ours()[0].sending == Sending.QUEUED


def test_long_texts_are_cut_at_sentences():
    text = "One sentence here. " * 600
    parts = split(text, 4096)
    assert all(len(p) <= 4096 and p.rstrip().endswith(".") for p in parts)
    assert " ".join(parts).split() == text.split()
    assert all(len(p.encode("utf-16-le")) <= 8192 for p in split("🙂" * 5000, 4096))
    assert "".join(split("🙂" * 5000, 4096)) == "🙂" * 5000


def test_words_chats_and_tokens_are_not_logged(house, caplog):
    caplog.set_level(logging.INFO)
    house.say("canary, thank you", chat=990077)
    house.run()
    for secret in ("canary", "990077", "1:token", "webhook-secret"):
        assert secret not in caplog.text
