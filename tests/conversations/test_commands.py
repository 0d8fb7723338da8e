"""Words that are obeyed: STOP, START, MORE, deleting what was written."""

import pytest
from cryptography.exceptions import InvalidTag

from bot.cases.models import Case
from bot.conversations import inbox
from bot.conversations.state import TalkState


def test_stop_by_text_is_confirmed_once_and_then_there_is_silence(partner):
    them = partner("sms")
    them.write("what is access to work")
    heard = them.write("STOP")
    assert "No more messages from us." in heard
    assert heard.state == "ended"
    assert them.write("what is access to work").turn["replies"] == []
    assert them.write("hello?").turn["replies"] == []


@pytest.mark.parametrize("words", ["stop", "Stop.", "unsubscribe", "please stop texting me", "END"])
def test_other_ways_to_say_stop(partner, words):
    assert partner("sms").write(words).state == "ended"


@pytest.mark.parametrize("words", ["START", "start", "Yes"])
def test_start_brings_messages_back(partner, words):
    them = partner("sms")
    heard = them.write("STOP", words)
    assert "Messages are on again." in heard
    assert heard.state == "bot"
    assert them.write("what is access to work").answers == ["atw_what"]


def test_a_crisis_after_stop_is_answered(partner):
    them = partner("sms")
    heard = them.write("STOP", "I want to kill myself")
    assert "116 123" in heard and heard.case


def test_stop_drops_what_has_not_left_yet(partner):
    them = partner("sms")
    them.write("what is access to work", "STOP")
    with them.gateway.database.read() as session:
        sending = [m.sending for m in inbox.messages_of(session, them.id) if m.sending]
    assert sending == ["dropped", "queued"]


def test_stop_at_the_jobcentre_is_a_question_and_no_command(partner):
    heard = partner("sms").write("will the jobcentre stop my money if i leave a job")
    assert heard.state == "bot"


def test_stop_on_the_web_is_confirmed_and_writing_goes_on(partner):
    them = partner()
    assert "I will send you nothing more." in them.write("STOP")
    assert them.write("what is access to work").answers == ["atw_what"]


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_more_brings_the_next_page_or_the_next_layer(partner, channel):
    them = partner(channel)
    first = them.write("how long does access to work take")
    heard = them.write("MORE")
    assert heard.text and heard.text != first.text
    assert "did not understand" not in heard


def test_pages_follow_each_other_without_losing_a_word(partner):
    them = partner("sms")
    pages = [them.write("what is access to work", "tell me more about that").text]
    while pages[-1].endswith(" Reply MORE."):
        pages.append(them.write("more").text)
    whole = " ".join(page.removesuffix(" Reply MORE.") for page in pages)
    assert len(pages) >= 2
    assert "Working from home counts too." in whole
    assert "Wait for the award letter before you spend a large sum." in " ".join(whole.split())


def test_deleting_asks_first_and_then_deletes_everything(partner):
    them = partner()
    them.write("my secret is a blue horse")
    with them.gateway.database.read() as session:
        talk = inbox.talk_of(session, them.gateway.vault, them.id)
        old = [m.body for m in inbox.messages_of(session, them.id)]
    heard = them.write("delete my data")
    assert "Shall I?" in heard
    heard = them.write("yes")
    assert "What you wrote before is deleted" in heard
    assert [body["text"] for body in them.bodies()] == [heard.text]
    with them.gateway.database.read() as session:
        now = inbox.talk_of(session, them.gateway.vault, them.id)
    for body in old:
        assert talk.key.open("body", body)
        with pytest.raises(InvalidTag):
            now.key.open("body", body)


def test_the_notes_kept_with_a_talk_are_sealed_with_it_and_deleted_with_it(partner):
    them = partner()
    them.write("I am 16 and deaf, job club in Lewisham", "what is access to work")
    them.write("call me back", "email", "ash@example.org", "any time", "no", "no", "Ash")
    case = them.case().id
    sealed, notes = notes_of(them)
    assert b"access to work" not in sealed
    assert notes.question == "what is access to work" and notes.booked and notes.child
    assert notes.about == {"age": 16, "has": ["deaf"]}

    them.write("cancel the call back", "delete my data", "yes")
    _, left = notes_of(them)
    assert (left.question, left.about, left.booked, left.child) == ("", {}, False, False)
    with them.gateway.database.read() as session:
        row = session.get(Case, case)
        assert (row.callback, row.needs, row.summary) == (None, None, None)
        with pytest.raises(InvalidTag):
            them.talk(session).key.open("state", sealed)


def notes_of(them) -> tuple[bytes, TalkState]:
    """What is remembered of the talk, as it is stored and as it reads."""
    with them.gateway.database.read() as session:
        talk = them.talk(session)
        return talk.row.state, inbox.state_of(talk)


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_asks_what_is_kept_hears_of_the_notes(partner, channel):
    heard = partner(channel).write("what do you keep about me")
    assert heard.answers == ["privacy"]
    assert "your last question" in heard and "age" in heard and "area" in heard
    assert "call back" in heard and "delete" in heard


def test_in_easy_read_too(partner):
    heard = partner().write("easy read please", "what do you keep about me")
    assert "I keep your last question with it." in heard
    assert "I keep what you tell me about you: your age, your area and what you need." in heard
    assert "It is deleted with our talk." in heard


@pytest.mark.parametrize("words", ["forget me", "please delete everything I wrote to you"])
def test_other_ways_to_ask_for_deletion(partner, words):
    assert "Shall I?" in partner().write(words)


def test_deleting_can_be_taken_back(partner):
    them = partner()
    heard = them.write("what is access to work", "delete my data", "no")
    assert "deleted" not in heard
    assert "what is access to work" in [body["text"] for body in them.bodies()]


def test_a_talk_goes_on_after_deleting(partner):
    for channel in ("web", "sms"):
        them = partner(channel)
        heard = them.write("job club in Hackney", "delete my data", "yes", "job club near me")
        assert "Where should I look?" in heard, "the place is forgotten too"


def test_a_talk_that_a_person_is_needed_for_is_not_deleted(partner):
    them = partner()
    heard = them.write("I want to kill myself", "delete my data")
    assert "cannot delete this talk just now" in heard and "Shall I?" not in heard
    assert len(them.bodies()) == 4


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_help_says_what_this_is_and_whom_to_call(partner, channel):
    heard = partner(channel).write("HELP")
    assert "999" in heard and "116 123" in heard
    assert "DWP" in heard


def test_person_asks_for_consent_like_any_other_way_to_ask(partner):
    them = partner("sms")
    heard = them.write("PERSON")
    assert "May I show them" in heard and heard.case is None
    assert them.write("yes").state == "waiting_for_human"
