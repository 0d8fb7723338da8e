"""Asking for a person: consent, waiting, the talk with an adviser, and back."""

import pytest
from sqlalchemy import select

from bot.cases.models import CaseEvent
from tests.conversations.conftest import SATURDAY_NIGHT

SATURDAY = {"at": SATURDAY_NIGHT.isoformat()}


def history(them, case_id: str) -> list[str]:
    with them.gateway.database.read() as session:
        query = select(CaseEvent.move).where(CaseEvent.case_id == case_id)
        return list(session.scalars(query.order_by(CaseEvent.number)))


def test_consent_is_asked_first_and_opening_hours_are_told(partner):
    them = partner()
    heard = them.write("what is access to work", "can I talk to someone")
    assert "Yes, you can talk to a person" in heard
    assert "They are not from the DWP." in heard
    assert "Somebody is there now, until 4pm." in heard
    assert "May I show them what you have written here" in heard
    assert (heard.state, heard.case) == ("bot", None)


def test_yes_opens_a_case_that_shows_the_talk(partner):
    them = partner()
    heard = them.write("what is access to work", "can I talk to someone", "yes")
    assert "I have asked for a person. They will see what you wrote here." in heard
    assert heard.state == "waiting_for_human"
    case = them.case()
    assert (case.id, case.shared_from, case.about) == (heard.case, 0, "What Access to Work is")
    assert case.id in [c.id for c in them.queue()]


def test_no_opens_a_case_that_does_not_show_the_talk(partner):
    them = partner()
    heard = them.write("what is access to work", "can I talk to someone", "no")
    assert "They will not see what you wrote before this." in heard
    assert heard.state == "waiting_for_human"
    case = them.case()
    assert case.about == ""
    # Their three messages, and two answers, come before it.
    assert case.shared_from == 6


@pytest.mark.parametrize("words", ["I do not want a person now", "3", "no, cancel the person"])
def test_changing_ones_mind_when_asked_opens_nothing(partner, words):
    heard = partner().write("can I talk to someone", words)
    assert (heard.state, heard.case) == ("bot", None)
    assert "You can ask for a person again at any time." in heard


def test_a_question_instead_of_yes_or_no_is_answered_and_consent_is_asked_again(partner):
    them = partner()
    heard = them.write("talk to a human", "what is a community partner")
    assert heard.answers == ["community_partner_what"]
    assert "You asked for a person. May I show them what you have written here?" in heard
    assert heard.case is None
    assert them.write("yes please").state == "waiting_for_human"


def test_asking_twice_is_asked_for_consent_again_and_does_not_get_stuck(partner):
    them = partner()
    heard = them.write("can I talk to someone", "can I talk to someone please")
    assert heard.text.count("May I show them what you have written here?") == 1
    assert "did not understand" not in heard
    assert "I have asked for a person." in them.write("yes")


def test_asking_again_while_waiting_keeps_the_place_in_the_queue(partner):
    them = partner()
    first = them.write("can I talk to someone", "yes")
    again = them.write("can I talk to someone", "yes")
    assert again.case == first.case
    assert "Your place in the queue is kept." in again


def test_the_newest_word_about_showing_the_talk_counts(partner):
    them = partner()
    heard = them.write("what is access to work", "can I talk to someone", "yes")
    assert them.case().shared_from == 0
    heard = them.write("can I talk to someone", "no")
    assert "They will not see what you wrote before this." in heard
    assert them.case().shared_from == 10
    heard = them.write("can I talk to someone", "yes")
    assert "They will see what you wrote here." in heard
    assert them.case().shared_from == 0
    assert history(them, heard.case) == ["open", "hidden", "shown"]


def test_the_assistant_goes_on_answering_while_one_waits(partner):
    heard = partner().write("can I talk to someone", "yes", "what is access to work")
    assert heard.answers == ["atw_what"]
    assert heard.state == "waiting_for_human"


def test_an_adviser_joins_talks_and_hands_back(partner):
    them = partner()
    them.write("can I talk to someone", "yes")
    heard = them.happens("adviser_joins", name="Sam")
    assert heard.authors == ["service"]
    assert "Sam, a Community Partner, has joined" in heard
    assert heard.state == "human"

    assert them.write("hello Sam").turn["replies"] == []
    assert them.write("what is access to work").turn["replies"] == [], "the assistant is silent"
    assert them.write("/restart").turn["replies"] == []

    heard = them.happens("adviser_says", text="Hello, how can I help?")
    [reply] = heard.turn["replies"]
    assert (reply["author"], reply["name"]) == ("adviser", "Sam")
    assert reply["text"] == "Hello, how can I help?"

    heard = them.happens("adviser_hands_back")
    assert heard.authors == ["service"]
    assert "I am the computer assistant again." in heard
    assert "Hello, how can I help?" in heard, "what was agreed stays in view"
    assert heard.state == "bot"

    heard = them.write("what is access to work")
    assert (heard.authors, heard.answers) == (["assistant"], ["atw_what"])


def test_closing_ends_the_talk_and_a_person_can_be_asked_for_again(partner):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    them.happens("adviser_joins", name="Sam")
    heard = them.happens("adviser_closes")
    assert "ask for a person at any time" in heard
    assert heard.state == "bot"
    again = them.write("can I talk to someone", "yes")
    assert again.state == "waiting_for_human" and again.case != case
    assert history(them, case) == ["open", "claim", "close"]


def test_nobody_in_time_the_person_is_told_once_and_the_case_stays(partner):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    assert them.happens("time_passes", minutes=59).turn["replies"] == []
    heard = them.happens("time_passes", minutes=2)
    assert heard.authors == ["service"]
    assert "Nobody has been free to answer you yet. Your request is kept" in heard
    assert (heard.state, heard.case) == ("waiting_for_human", case)
    assert case in [c.id for c in them.queue()]
    assert them.happens("time_passes", hours=3).turn["replies"] == []
    # A late adviser can still take it.
    assert them.happens("adviser_joins", name="Sam").state == "human"
    assert history(them, case) == ["open", "lapse", "claim"]


def test_out_of_hours_it_says_when_somebody_is_back_and_waits_until_then(partner):
    them = partner()
    them.happens("clock", **SATURDAY)
    heard = them.write("can I talk to someone")
    back = "Nobody is there just now. Somebody is back Monday 30 November at 10am."
    assert back in heard
    heard = them.write("yes")
    assert back in heard
    assert them.happens("clock", at="2026-11-30T10:30:00").turn["replies"] == []
    assert "Nobody has been free" in them.happens("clock", at="2026-11-30T11:01:00")


@pytest.mark.parametrize("words", ["is anyone coming?", "where is the person I asked for"])
def test_chasing_marks_the_case_and_gives_another_way(partner, words):
    them = partner()
    heard = them.write("can I talk to someone", "yes", words)
    assert "I have marked it" in heard
    assert "0808 800 3333" in heard
    assert them.case().chased == 1


def test_maybe_shows_nothing_to_anybody(partner):
    them = partner()
    heard = them.write("can I talk to someone", "maybe")
    assert "Nothing happens until you choose" in heard
    assert heard.state == "bot" and heard.case is None
    assert them.write("yes").state == "waiting_for_human"


def test_chasing_without_a_case_offers_one(partner):
    heard = partner().write("is anyone coming?")
    assert "No person has been asked for yet. Would you like one?" in heard


@pytest.mark.parametrize("words", ["I do not need a person any more", "cancel the person please"])
def test_cancelling_leaves_the_queue(partner, words):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    heard = them.write(words)
    assert "You are out of the queue" in heard
    assert "Nobody has read our talk." in heard
    assert heard.state == "bot"
    assert case not in [c.id for c in them.queue()]


def test_two_misses_offer_a_person(partner):
    them = partner()
    heard = them.write("blarg fnord wibble")
    assert "Sorry, I did not understand that." in heard
    heard = them.write("gnarp flim")
    assert "Would you like a person to answer you?" in heard
    assert "[1] Yes, a person" in heard
    heard = them.write("yes")
    assert "May I show them what you have written here" in heard
    assert them.write("yes").state == "waiting_for_human"


def test_a_miss_after_an_answer_is_a_first_miss_again(partner):
    heard = partner().write("blarg fnord", "what is access to work", "gnarp flim")
    assert "Would you like a person" not in heard


def test_by_text_message_the_choices_are_numbered(partner):
    them = partner("sms")
    heard = them.write("can I talk to someone")
    assert "1 Yes, show them, 2 No, do not show them, 3 I do not want a person now." in heard
    assert heard.segments == [2]
    heard = them.write("2")
    assert "They will not see what you wrote before." in heard
    assert them.case().shared_from > 0
    them.happens("adviser_joins", name="Sam")
    assert them.happens("adviser_says", text="Hello").text == "Hello"
