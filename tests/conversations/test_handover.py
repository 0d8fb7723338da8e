"""Asking for a person: waiting, the talk with an adviser, and back."""

import pytest

from bot.cases import desk
from bot.cases.models import AdviceArea, AdviceOrganisation, ClosedDay
from tests.conversations.conftest import SATURDAY_NIGHT, TUESDAY_MORNING

SATURDAY = {"at": SATURDAY_NIGHT.isoformat()}


SATURDAY = {"at": SATURDAY_NIGHT.isoformat()}


def test_asking_again_while_waiting_keeps_the_place_in_the_queue(partner):
    them = partner()
    first = them.write("can I talk to someone", "yes")
    again = them.write("can I talk to someone", "yes")
    assert again.case == first.case
    assert "Your place in the queue is kept." in again


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


def test_an_adviser_who_joins_ends_what_the_assistant_was_asking(partner):
    them = partner()
    assert "May I show them" in them.write("can I talk to someone")
    them.happens("adviser_joins", name="Jo")
    them.happens("adviser_hands_back")
    assert "May I show them" not in them.write("what is access to work")


def test_closing_ends_the_talk_and_a_person_can_be_asked_for_again(partner):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    them.happens("adviser_joins", name="Sam")
    heard = them.happens("adviser_closes")
    assert "ask for a person at any time" in heard
    assert heard.state == "bot"
    again = them.write("can I talk to someone", "yes")
    assert again.state == "waiting_for_human" and again.case == case
    assert "Sam, who you talked with before, is asked first." in again
    assert them.history(case) == ["open", "claim", "close", "reopen"]


def test_after_72_hours_it_is_a_new_case(partner):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    them.happens("adviser_joins", name="Sam")
    them.happens("adviser_closes")
    them.happens("time_passes", hours=73)
    again = them.write("can I talk to someone", "yes")
    assert again.case != case and "is asked first" not in again


@pytest.mark.parametrize("words", ["hi Sam, one more thing", "can I talk to Sam again", "sam?"])
def test_naming_the_adviser_brings_them_back_and_keeps_the_time_between_private(partner, words):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    them.happens("adviser_joins", name="Sam")
    them.happens("adviser_says", text="See you.")
    them.happens("adviser_hands_back")
    between = them.write("what is access to work")
    heard = them.write(words)
    assert "I have asked Sam to come back to you." in heard
    assert (heard.case, heard.state) == (case, "waiting_for_human")
    found = them.case()
    bodies = them.bodies()
    shown = [b["text"] for n, b in enumerate(bodies, 1) if desk.is_shown(found, n)]
    assert "See you." in shown and words in shown
    assert "what is access to work" not in shown and between.text not in shown


def test_a_name_that_is_a_word_of_a_question_is_a_question(partner):
    them = partner()
    them.write("can I talk to someone", "yes")
    them.happens("adviser_joins", name="Will")
    them.happens("adviser_hands_back")
    assert them.write("will I lose PIP if I work").state == "bot"


def test_a_case_that_lapses_and_one_of_danger_alarm_a_lead(partner):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    assert them.alarms(case) == []
    heard = them.happens("time_passes", minutes=61)
    assert "a lead adviser is told" in heard and "[1] Ask for a call back" in heard
    assert them.alarms(case) == ["lapsed"]
    them.write("I want to end my life")
    assert them.alarms(case) == ["lapsed", "urgent"]


def test_casework_is_marked_for_somebody_qualified(partner):
    them = partner()
    them.write("I have been sanctioned and I want to appeal", "can I talk to someone", "yes")
    assert them.case().matter == "benefits_adviser"
    other = partner()
    other.write("what is access to work", "can I talk to someone", "yes")
    assert other.case().matter == "peer"


def test_the_organisation_of_the_borough_is_named_with_its_own_hours(partner):
    them = partner()
    with them.gateway.database.begin() as session:
        organisation = AdviceOrganisation(
            name="Camden Access", hours="Mon-Fri 13:00-15:00", created=TUESDAY_MORNING
        )
        session.add(organisation)
        session.flush()
        session.add(AdviceArea(organisation_id=organisation.id, borough="Camden"))
        session.add(ClosedDay(organisation_id=organisation.id, day=TUESDAY_MORNING.date()))
    try:
        heard = them.write("job club in Camden", "can I talk to someone")
        assert "Camden Access" in heard
        assert "We open again tomorrow at 1pm." in heard
        them.write("yes")
        assert them.case().organisation_id == organisation.id
    finally:
        with them.gateway.database.begin() as session:
            session.get(AdviceOrganisation, organisation.id).closed = TUESDAY_MORNING


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
    assert them.history(case) == ["open", "lapse", "claim"]


def test_out_of_hours_it_says_when_somebody_is_back_and_waits_until_then(partner):
    them = partner()
    them.happens("clock", **SATURDAY)
    heard = them.write("can I talk to someone")
    back = "Nobody is there just now. We open again Monday 30 November at 10am."
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


def test_chasing_without_a_case_offers_one(partner):
    heard = partner().write("is anyone coming?")
    assert "no person has been asked for yet" in heard
    assert "Would you like a person?" in heard


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
    heard = them.write("blarg fnord wibble")
    assert "Would you like a person to answer you?" in heard
    assert "[1] Yes, a person" in heard
    heard = them.write("yes")
    assert "May I show them what you have written here" in heard
    assert them.write("yes").state == "waiting_for_human"


def test_a_miss_after_an_answer_is_a_first_miss_again(partner):
    heard = partner().write("blarg fnord", "what is access to work", "gnarp flim")
    assert "Would you like a person" not in heard


@pytest.mark.parametrize(
    "words",
    [
        "dont leave a message on it",
        "text message",
        "text only",
        "no use my mums number 07700 900456",
    ],
)
def test_how_to_be_reached_is_noted_and_never_taken_for_stop(partner, words):
    heard = partner().write("can i talk to someone", "yes", words)
    assert heard.state == "waiting_for_human"
    assert "whoever comes" in heard.text.lower() or "see" in heard.text.lower()
