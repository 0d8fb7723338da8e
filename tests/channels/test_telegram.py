"""Telegram, from its webhook to its Bot API."""

import copy
import functools
import json
import logging
import operator

import pytest
from pydantic import SecretStr

from bot.channels import telegram
from bot.content.parts import split
from bot.conversations.inbox import talk_of
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
        {
            "message": {
                **telegram_message(text="hi"),
                "from": {"id": 9, "is_bot": True, "first_name": "B"},
            }
        },
    ],
)
def test_groups_channels_and_bots_are_refused_in_words_once_a_day(house, what):
    for _ in range(3):
        assert house.update(**what).status_code == 200
    assert house.messages() == []
    house.until(lambda: house.telegram.calls)
    house.clock.move(days=1)
    house.update(**what)
    house.until(lambda: len(house.telegram.calls) == 2)
    assert {"in a private chat" in text for text in house.telegram.texts("77")} == {True}


@pytest.mark.parametrize("what", [{"poll_answer": {"poll_id": "1", "option_ids": []}}, {}])
def test_what_is_not_for_us_is_passed_over(house, what):
    assert house.update(**what).status_code == 200
    assert house.messages() == []


def test_an_edit_changes_the_message_and_does_not_ask_again(house):
    first = telegram_message(text="thank yuo")
    house.update(message=first)
    house.run()
    house.update(edited_message={**first, "text": "thank you", "edit_date": 1})
    house.run()
    [asked] = house.messages("person")
    assert house.words(asked) == "thank you"
    assert len(house.telegram.calls) == 1

    # Before it was read, the new words are what is read.
    second = telegram_message(text="what is axess to work")
    house.update(message=second)
    house.update(edited_message={**second, "text": "what is access to work", "edit_date": 1})
    house.run()
    assert house.rasa.heard == ["thank yuo", "what is access to work"]


def test_an_edit_that_speaks_of_danger_or_says_stop_is_heard(house):
    message = telegram_message(text="thank you")
    house.update(message=message)
    house.update(edited_message={**message, "text": "I want to kill myself", "edit_date": 1})
    house.run()
    assert any("116 123" in text for text in house.telegram.texts("77"))
    house.update(edited_message={**message, "text": "stop", "edit_date": 2})
    assert house.opted_out() == [True]


def test_an_edit_of_something_unknown_does_nothing(house):
    house.update(edited_message=telegram_message(text="hello", edit_date=1))
    assert house.messages() == []


def test_a_place_is_used_for_the_search_and_not_kept(house):
    house.update(message=telegram_message(location={"latitude": 51.4735, "longitude": -0.0690}))
    house.run()
    [said] = house.rasa.heard
    assert said == "Peckham"
    with house.database.read() as session:
        [asked] = house.messages("person")
        talk = talk_of(session, house.gateway.vault, asked.conversation_id)
        assert "51.47" not in str(talk.key.open("body", asked.body))


def test_a_place_that_moves_is_searched_once(house):
    """A live location comes as edits of one message, every few seconds."""
    first = telegram_message(location={"latitude": 51.4735, "longitude": -0.0690})
    house.update(message=first)
    house.run()
    for step in range(3):
        moved = {"latitude": 51.48 + step / 100, "longitude": -0.0690}
        assert house.update(edited_message={**first, "location": moved, "edit_date": 1}).is_success
        house.run()
    assert len(house.rasa.heard) == len(house.telegram.calls) == 1


def paths(data, before=()):
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*before, key)
        if isinstance(value, dict | list):
            yield from paths(value, (*before, key))


WHOLE = telegram_message(
    text="hello",
    entities=[{"type": "bold", "offset": 0, "length": 2}],
    reply_markup={"inline_keyboard": [[{"text": "a", "callback_data": "x"}]]},
    location={"latitude": 1.0, "longitude": 2.0},
)
PRESS = {"id": "1", "from": WHOLE["from"], "chat_instance": "1", "data": "x", "message": WHOLE}
ODD = (
    None,
    -1,
    10**30,
    1.5,
    float("nan"),
    "",
    [],
    {},
    "x",
    True,
    [[1]],
    {"a": 1},
    "\ud83d",
    "9" * 5000,
)


@pytest.mark.parametrize(
    "update",
    [{"message": WHOLE}, {"edited_message": WHOLE}, {"channel_post": WHOLE}, {"callback_query": PRESS}],
    ids=lambda update: next(iter(update)),
)  # fmt: skip
def test_no_odd_value_anywhere_in_an_update_gets_past_the_parser(update):
    whole = {"update_id": 5, **update}
    taken = refused = 0
    for path in paths(whole):
        for odd in ODD:
            data = copy.deepcopy(whole)
            place = functools.reduce(operator.getitem, path[:-1], data)
            place[path[-1]] = odd
            try:
                found = telegram.parse(data)
            except telegram.NOT_AN_UPDATE:
                refused += 1
                continue
            taken += 1
            if found is not None:
                assert {type(word) for word in (found.text, found.data, found.pressed)} == {str}
                assert abs(int(found.chat)) < 2**63 and isinstance(found.message_id, int)
    assert taken and refused


@pytest.mark.parametrize("odd", [{"text": 5}, {"text": ["x"]}, {"message_id": "x"}, {"chat": 7}])
def test_what_is_no_update_is_refused_and_stores_nothing(house, odd):
    assert house.update(message={**telegram_message(text="hello"), **odd}).status_code == 400
    assert house.messages() == []


def test_a_place_outside_london_is_asked_about(house):
    house.update(message=telegram_message(location={"latitude": -33.9, "longitude": 18.4}))
    house.run()
    assert len(house.telegram.calls) == 1


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"voice": {"file_id": "1", "file_unique_id": "1", "duration": 1}}, "listen to voice"),
        ({"photo": [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]}, "look at"),
        ({"contact": {"phone_number": "1", "first_name": "A"}}, "only read words"),
    ],
)
def test_what_is_not_words_is_answered_in_words(house, content, words):
    house.update(message=telegram_message(**content))
    house.run()
    assert words in house.telegram.texts("77")[0]


def test_the_first_message_tells_who_can_read_along(house):
    house.say("thank you")
    house.say("thank you")
    house.run()
    first, second = house.telegram.texts("77")
    assert "Telegram, the company, can read" in first and "https://alongside.test" in first
    assert "can read" not in second


def test_a_crisis_text_stands_alone_and_the_next_tells_it(house):
    house.say("I want to kill myself")
    house.say("/start")
    house.run()
    first, second = house.telegram.texts("77")
    assert "116 123" in first and "can read" not in first
    assert second.startswith("Hello. I am Alongside") and "can read" in second


@pytest.mark.parametrize("command", ["/help", "/person", "/privacy", "/simpler"])
def test_the_menu_of_the_bot_is_answered(house, command):
    house.say(command)
    house.run()
    assert len(house.telegram.texts("77")) == 1


def test_a_button_of_ours_is_read_as_its_words_even_if_telegram_leaves_them_out(house):
    house.say("delete my data")
    house.run()
    [reply] = house.ours()
    sender = {"id": 77, "is_bot": False, "first_name": "A"}
    for chat, data in ((78, f"{reply.id}:1"), (77, f"{reply.id}:1"), (77, f"{reply.id}:9")):
        query = {
            "id": "q1",
            "from": sender,
            "chat_instance": "1",
            "data": data,
            "message": telegram_message(chat=chat, text="?"),
        }
        house.update(callback_query=query)
    said = [house.words(message) for message in house.messages("person")]
    # Only in the chat it was sent to, and only a button that there was.
    assert said == ["delete my data", f"{reply.id}:1", "No, keep it", f"{reply.id}:9"]


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
    house.update(message=telegram_message(photo=photo, caption="this is my letter"))
    house.run()
    assert house.rasa.heard == ["this is my letter"]


def test_a_pressed_button_is_read_as_its_words_and_confirmed(house):
    button = {"text": "Go on then", "callback_data": "t1"}
    message = telegram_message(text="?", reply_markup={"inline_keyboard": [[button]]})
    sender = {"id": 77, "is_bot": False, "first_name": "A"}
    query = {"id": "q9", "from": sender, "chat_instance": "1", "data": "t1", "message": message}
    assert house.update(callback_query=query).status_code == 200
    house.run()
    assert house.rasa.heard == ["Go on then"]
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
