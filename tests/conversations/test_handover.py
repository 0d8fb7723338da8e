"""Asking for a person: consent, waiting, the talk with an adviser, and back."""

import pytest
from sqlalchemy import select

from bot.cases import desk
from bot.cases.models import AdviceArea, AdviceOrganisation, Case, CaseAlarm, CaseEvent, ClosedDay
from bot.conversations import handover, inbox
from tests.conversations.conftest import SATURDAY_NIGHT, TUESDAY_MORNING

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
    assert "We are open now, until 4pm." in heard
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
    assert "You are not waiting for anybody, and I am here." in heard


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
    assert history(them, case) == ["open", "claim", "close", "reopen"]


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


def call_back(them, *answers: str):
    return them.write("call me back", *answers)


def promised(them) -> dict:
    with them.gateway.database.read() as session:
        case = session.get(Case, them.case().id)
        talk = inbox.talk_of(session, them.gateway.vault, case.conversation_id)
        assert b"07700" not in case.callback
        return talk.key.open("callback", case.callback)


def needs_of(them) -> list[str]:
    """The access needs that advisers see, as keys."""
    with them.gateway.database.read() as session:
        case = session.get(Case, them.case().id)
        return handover.needs_of(inbox.talk_of(session, them.gateway.vault, them.id), case)


def test_a_call_back_asks_how_when_what_is_needed_and_whether_a_message_is_safe(partner):
    them = partner()
    them.write("what is access to work")
    heard = call_back(them)
    assert "They are not the DWP." in heard and "[5] Email" in heard
    assert "Which number" in them.write("Relay UK")
    assert "When is a good time?" in them.write("07700 900123")
    assert "What do you need" in them.write("Tuesday after 2")
    assert "safe to leave a message" in them.write("captions and more time")
    assert "What name" in them.write("no")
    heard = them.write("Ash")
    assert "I have asked for a call back: Relay UK, 07700 900123." in heard
    assert "by tomorrow at 1pm" in heard
    assert heard.state == "waiting_for_human" and them.case().state == "callback_due"
    assert promised(them) == {
        "how": "relay", "reach": "07700 900123", "when": "Tuesday after 2",
        "needs": "captions and more time", "message": "no", "name": "Ash",
    }  # fmt: skip
    assert "07700" not in str(them.tracker()), "the number never reaches Rasa"
    assert needs_of(them) == ["relay", "time"]


def test_a_language_and_an_easy_way_of_saying_it_bring_the_adviser_who_can(partner):
    them = partner()
    call_back(them)
    them.write("Phone call", "07700 900123", "In the morning", "in Polish please, and easy words")
    them.write("no", "no")
    assert needs_of(them) == ["easy_read", "language", "phone"]


def test_who_asked_for_bsl_before_is_matched_with_who_signs(partner):
    them = partner()
    them.write("can I have this in BSL", "can I talk to someone", "yes")
    assert needs_of(them) == ["bsl"]
    hidden = partner()
    hidden.write("can I have this in BSL", "can I talk to someone", "no")
    assert needs_of(hidden) == []


def test_no_to_showing_the_talk_still_gets_a_call_back_without_it(partner):
    them = partner()
    heard = them.write("what is access to work", "can I talk to someone", "no")
    assert "[1] Ask for a call back" in heard
    heard = them.write("1", "email", "ash@example.org", "any time you are open", "no", "yes", "no")
    assert "Email, ash@example.org" in heard
    case = them.case()
    assert case.state == "callback_due" and case.shared_from > 1


def test_by_text_message_one_need_not_tell_ones_number(partner):
    them = partner("sms")
    call_back(them, "1", "1", "1", "1", "1")
    assert promised(them)["reach"] == "this number" and promised(them)["message"] == "yes"


def test_a_number_that_looks_wrong_is_asked_for_once_more_and_then_kept(partner):
    them = partner()
    assert "does not look complete" in call_back(them, "phone call", "0770")
    assert "When is a good time?" in them.write("ext 12 at the hostel")
    assert them.write("morning please", "no", "no", "no").state == "waiting_for_human"
    assert promised(them)["reach"] == "ext 12 at the hostel"


def test_a_question_in_between_is_answered_and_the_form_goes_on(partner):
    them = partner()
    heard = call_back(them, "phone call", "what is access to work?")
    assert heard.answers == ["atw_what"] and "Which number should they use?" in heard
    assert "When is a good time?" in them.write("07700 900123")


def test_danger_in_the_middle_of_the_form_comes_first(partner):
    them = partner()
    heard = call_back(them, "phone call", "07700 900123", "any time", "I want to kill myself")
    assert heard.intent == "crisis" and "116 123" in heard
    assert them.case().kind == "crisis"
    assert "What name" not in them.write("thanks")


def test_leaving_the_form_keeps_nothing(partner):
    them = partner()
    heard = call_back(them, "phone call", "never mind")
    assert "no call back. Nothing was kept." in heard and heard.state == "bot"


def test_a_call_back_that_was_not_made_alarms_a_lead_once(partner):
    them = partner()
    call_back(them, "phone call", "07700 900123", "any time you are open", "no", "yes", "no")
    case = them.case().id
    for _ in range(2):
        them.happens("time_passes", days=3)
    assert history(them, case) == ["open", "promise_callback", "callback_late"]
    assert alarms(them, case) == ["callback_late"]


def alarms(them, case_id: str) -> list[str]:
    with them.gateway.database.read() as session:
        return list(session.scalars(select(CaseAlarm.what).where(CaseAlarm.case_id == case_id)))


def test_a_case_that_lapses_and_one_of_danger_alarm_a_lead(partner):
    them = partner()
    case = them.write("can I talk to someone", "yes").case
    assert alarms(them, case) == []
    heard = them.happens("time_passes", minutes=61)
    assert "a lead adviser is told" in heard and "[1] Ask for a call back" in heard
    assert alarms(them, case) == ["lapsed"]
    them.write("I want to end my life")
    assert alarms(them, case) == ["lapsed", "urgent"]


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
    assert history(them, case) == ["open", "lapse", "claim"]


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


def test_maybe_shows_nothing_to_anybody(partner):
    them = partner()
    heard = them.write("can I talk to someone", "maybe")
    assert "Nothing happens until you choose" in heard
    assert heard.state == "bot" and heard.case is None
    assert them.write("yes").state == "waiting_for_human"


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


@pytest.mark.parametrize(
    "words",
    [
        "no thanks i dont need it",
        "nah leave it",
        "not now",
        "actually forget it",
        "i changed my mind",
    ],
)
def test_who_wants_no_person_after_all_gets_none(partner, words):
    them = partner()
    heard = them.write("can i talk to someone", words)
    assert heard.state == "bot" and them.case() is None


@pytest.mark.parametrize(
    ("between", "words"),
    [
        ("first tell me does working affect pip", "yes i do get it"),
        ("what is access to work", "ok"),
    ],
)
def test_a_word_about_something_else_is_no_leave_to_show_the_talk(partner, between, words):
    them = partner()
    heard = them.write("can i talk to someone", between, words)
    assert heard.state == "bot" and "May I show them" in heard
    assert them.write("yes show them").state == "waiting_for_human"


@pytest.mark.parametrize(
    "words",
    ["hang on i didnt say show them", "please dont show them what i wrote before", "take it back"],
)
def test_leave_to_show_the_talk_can_be_taken_back(partner, words):
    them = partner()
    heard = them.write("im on esa", "can i talk to someone", "yes", words)
    assert "They will not see what you wrote before this." in heard
    assert them.case().shared_from > 3 and heard.state == "waiting_for_human"


def test_who_is_in_danger_is_told_why_the_talk_is_shown(partner):
    heard = partner().write("i want to kill myself", "please dont show them what i wrote")
    assert "worried about your safety" in heard


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
