"""What a locked phone shows of our messages tells nothing about the person."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cases import advisers, desk
from bot.cases.models import Kind
from bot.channels.base import SMS, TELEGRAM, WEB
from bot.content.gsm import pages, segments
from bot.content.load import load_store
from bot.conversations import handover, inbox, leaving, telling
from bot.conversations.accept import LAST_RESORT
from bot.conversations.compose import Outgoing
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message
from bot.conversations.speak import Result, send
from bot.conversations.state import TalkState
from bot.settings import PROJECT
from tests.channels.conftest import NUMBER, House

SHOWN = 40
PLAINLY_TELLING = (
    "PIP", "ESA", "Universal Credit", "DWP", "benefit", "disab", "Deaf", "Samaritans", "999",
    "suicid", "danger", "abuse", "mental health", "Access to Work", "employer", "Jobcentre",
)  # fmt: skip
"""Beside the list of words itself: what must never stand there, whoever edits that list."""


def first_words_of(text: str) -> str:
    """What such a phone shows at least, the word in which it breaks off made whole."""
    return re.match(rf"[\s\S]{{0,{SHOWN}}}(?<!\s)\S*|[\s\S]{{0,{SHOWN}}}", text)[0]


def assert_tells_nothing(house: House, text: str) -> None:
    assert not house.gateway.store.current().telling.in_first_words(text), text
    for word in PLAINLY_TELLING:
        assert word.lower() not in first_words_of(text).lower(), text


def talk_in(house: House, session) -> Talk:
    return inbox.talk_with(session, house.gateway.vault, "sms", NUMBER, house.clock.now())[0]


def test_no_answer_begins_with_what_tells_and_each_still_fits(house):
    store = house.gateway.store.current()
    told = 0
    with house.database.begin() as session:
        talk = talk_in(house, session)
        for answer in store:
            for nation in ("", *answer.nations):
                composer, out = (
                    house.gateway.composer(talk, SMS, TalkState(nation=nation)),
                    Outgoing(),
                )
                if answer.id.startswith("service."):
                    values = {"adviser": "Ana", "place": "Hackney", "name": "Inclusion London"}
                    out.parts.append(composer.say(answer.id.removeprefix("service."), **values))
                else:
                    composer.answer(out, answer.id)
                    told += 1
                send(session, talk, composer, out, Result(), "sms")
                for page in composer.state.pages:
                    assert_tells_nothing(house, page)
                    assert segments(page) <= 2
                sms = answer.nations.get(nation, answer).forms.get("sms", "")
                if not nation and not answer.choices and not answer.id.startswith("service."):
                    # The line before it costs no page: what fitted two texts fits them still.
                    assert composer.state.pages == [] or segments(sms) > 2, answer.id
    assert told > 150
    for message in house.ours():
        assert_tells_nothing(house, house.words(message))


def test_what_advisers_write_and_who_comes_and_goes(house):
    with house.database.begin() as session:
        talk, now = talk_in(house, session), house.clock.now()
        composer = house.gateway.composer(talk, SMS, TalkState())
        ana = advisers.add_adviser(session, "Ana", now)
        case, _ = desk.open_case(session, talk.id, Kind.ASKED, now, due=now)
        handover.join(session, talk, composer, case.id, ana)
        for number, text in enumerate(("Your PIP form came back.", "Hello, how are you today?")):
            handover.reply(session, talk, composer, case, ana, text, f"once{number}")
        handover.reply(session, talk, composer, case, ana, "ESA is paid weekly. " * 150, "long")
        leaving.leave(session, talk, composer, case, ana, "hand_back", summary=["Ask the DWP"])
    said = [house.words(m) for m in house.ours()]
    assert said[1] == "Ana from Alongside has written this to you:\nYour PIP form came back."
    assert said[2] == "Hello, how are you today?"
    assert len(said) > 5
    for text in said:
        assert_tells_nothing(house, text)
    with house.database.read() as session:
        assert all(len(house.words(m)) <= 1_600 for m in session.query(Message))


def test_an_advisers_name_that_tells_something_is_left_out(house):
    with house.database.begin() as session:
        composer = house.gateway.composer(talk_in(house, session), SMS, TalkState())
        telling.tell(
            session,
            talk_in(house, session),
            composer,
            Author.ADVISER,
            "Your ESA",
            name="Dr Benefit",
        )
    assert_tells_nothing(house, house.words(house.ours()[0]))


@pytest.mark.parametrize(
    "text",
    ["I want to kill myself", "my husband hits me", "HELP", "STOP", "START", "person", "hello", ""],
)
def test_replies_to_what_people_write(house, text):
    house.text(text)
    house.run()
    for said in house.twilio.texts(NUMBER):
        assert_tells_nothing(house, said)


def test_the_last_resort_in_a_crisis(house):
    assert_tells_nothing(house, LAST_RESORT)


@pytest.mark.parametrize("text", ["I want to kill myself", "my husband hits me", "/start", "/help"])
def test_replies_on_telegram(house, text):
    house.say(text)
    house.rasa.down = True
    house.say("hello")
    house.run()
    for said in house.telegram.texts("77"):
        assert_tells_nothing(house, said)
        assert not said.startswith("This is Alongside.")  # They come at once, by themselves.


def test_no_answer_on_telegram_begins_with_what_tells(house):
    with house.database.begin() as session:
        talk, _ = inbox.talk_with(session, house.gateway.vault, "telegram", "77", house.clock.now())
        for answer in house.gateway.store.current():
            composer, out = house.gateway.composer(talk, TELEGRAM, TalkState()), Outgoing()
            composer.answer(out, answer.id)
            send(session, talk, composer, out, Result(), "telegram")
    assert len(house.ours()) > 150
    for message in house.ours():
        assert_tells_nothing(house, house.words(message))


def test_a_long_reply_of_an_adviser_still_fits_what_telegram_takes(house):
    with house.database.begin() as session:
        talk, _ = inbox.talk_with(session, house.gateway.vault, "telegram", "77", house.clock.now())
        composer = house.gateway.composer(talk, TELEGRAM, TalkState())
        telling.tell(
            session, talk, composer, Author.ADVISER, "ESA is paid weekly. " * 600, name="Ana"
        )
    house.run()
    parts = house.telegram.texts("77")
    assert parts[0].startswith("Ana from Alongside has written this to you.\nESA is")
    assert len(parts) == 3 and all(len(part) <= 4_096 for part in parts)


def test_the_web_page_is_left_as_it_is(house):
    with house.database.begin() as session:
        talk, _ = inbox.talk_with(session, house.gateway.vault, "web", "x", house.clock.now())
        composer, out = house.gateway.composer(talk, WEB, TalkState()), Outgoing()
        composer.answer(out, "atw_what")
        send(session, talk, composer, out, Result(), "web")
    assert house.words(house.ours()[0]).startswith("Access to Work is")


TELLING = load_store(PROJECT / "data").telling
OPENING = "This is Alongside. Please read on here:\n"
words = st.sampled_from([*TELLING.words[:40], "and", "you", "a", "Ŵyn", "€", "a.", "b!"])


@settings(max_examples=60, deadline=None)
@given(st.lists(words, max_size=150))
def test_every_page_of_any_text(said):
    text = " ".join(word.replace("*", "s") for word in said)

    def opening(left: str, page: int) -> str:
        return OPENING if TELLING.in_first_words(left) else ""

    found = pages(text, 2, " Reply MORE.", opening)
    assert all(segments(page) <= 2 for page in found)
    assert not any(TELLING.in_first_words(page) for page in found)
    bare = [page.removeprefix(OPENING).removesuffix(" Reply MORE.") for page in found[:-1]]
    assert " ".join([*bare, found[-1].removeprefix(OPENING)]).split() == text.split()
