"""A call back: the form that asks how, when and what is needed, and what becomes of it."""

from datetime import datetime

import pytest

from bot.cases.models import Case
from bot.clock import LONDON
from bot.conversations import handover, inbox
from tests.conversations.conftest import SATURDAY_NIGHT

SATURDAY = {"at": SATURDAY_NIGHT.isoformat()}


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
    assert them.history(case) == ["open", "promise_callback", "callback_late"]
    assert them.alarms(case) == ["callback_late"]


def booked(them):
    return call_back(them, "phone call", "07700 900123", "Tuesday", "no", "yes", "no")


def test_a_booked_call_back_can_be_moved(partner):
    them = partner()
    booked(them)
    heard = them.write("actually can you make it thursday morning")
    assert "I have changed it: Thursday morning" in heard
    assert promised(them)["when"] == "thursday morning"
    assert them.history(heard.case) == ["open", "promise_callback", "change_callback"]
    assert heard.state == "waiting_for_human"


def test_a_booked_call_back_can_go_to_another_number(partner):
    them = partner()
    booked(them)
    heard = them.write("change my number to 07700 900456 please")
    assert "07700 900456" in heard and promised(them)["reach"] == "07700 900456"


def test_a_call_back_that_is_moved_is_late_by_the_time_that_was_told_last(partner):
    them = partner()
    booked(them)
    them.event({"event": "time_passes", "hours": 20})
    assert "by tomorrow at 12pm" in them.write("can you make it thursday")
    assert them.case().due.astimezone(LONDON).replace(tzinfo=None) == datetime(2026, 11, 26, 12)


def test_a_call_back_put_down_anew_is_a_change_and_no_second_promise(partner):
    them = partner()
    case = booked(them).case
    them.write(
        "i need to change my call back", "email", "ash@example.org", "any time", "no", "no", "no"
    )
    assert promised(them)["reach"] == "ash@example.org"
    assert them.history(case) == ["open", "promise_callback", "change_callback"]


def test_in_a_crisis_a_call_back_stands_in_the_history_and_the_case_goes_on_waiting(partner):
    them = partner()
    case = them.write("I want to kill myself").case
    booked(them)
    assert promised(them)["when"] == "Tuesday" and them.case().state == "waiting"
    assert them.history(case) == ["open", "asked_callback"]


ASKED_OF_A_LISTING = [
    "is there a different number", "do they have another number", "is it open on a different day",
    "is there one on tuesday morning instead",
]  # fmt: skip


@pytest.mark.parametrize(
    "words", [*ASKED_OF_A_LISTING, "can i go on thursday instead", "make it friday"]
)
def test_services_shown_after_it_was_booked_are_what_a_day_or_a_number_is_about(partner, words):
    them = partner()
    case = booked(them).case
    heard = them.write("job club in Lewisham", words)
    assert "Workstart job club" in heard
    assert promised(them)["when"] == "Tuesday" and promised(them)["reach"] == "07700 900123"
    assert them.history(case) == ["open", "promise_callback"]


@pytest.mark.parametrize("words", ASKED_OF_A_LISTING)
def test_a_question_about_services_shown_before_it_was_booked_changes_nothing(partner, words):
    them = partner()
    them.write("job club in Lewisham")
    case = booked(them).case
    assert "Workstart job club" in them.write(words)
    assert them.history(case) == ["open", "promise_callback"]


def test_who_does_not_want_to_ring_a_service_keeps_their_call_back(partner):
    them = partner()
    case = booked(them).case
    heard = them.write("job club in Lewisham", "i dont want to call them")
    assert "Workstart job club" in heard and heard.case == case
    assert them.history(case) == ["open", "promise_callback"]


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("move my call back to friday", "when", "friday"),
        ("change my number to 07700 900456", "reach", "07700 900456"),
    ],
)
def test_after_services_a_call_back_is_changed_by_who_names_it(partner, words, field, value):
    them = partner()
    booked(them)
    assert "I have changed it" in them.write("job club in Lewisham", words)
    assert promised(them)[field] == value


def test_services_shown_before_it_was_booked_are_behind_who_makes_it_friday(partner):
    them = partner()
    them.write("job club in Lewisham")
    booked(them)
    assert "I have changed it: Friday" in them.write("make it friday")


def test_half_a_reading_does_not_end_the_form(partner):
    them = partner()
    heard = call_back(them, "phone call", "new number?")
    assert "About your call back:" in heard and "Which number should they use?" in heard


def test_to_change_a_call_back_without_saying_how_begins_the_form_again(partner):
    them = partner()
    booked(them)
    assert "How should they reach you?" in them.write(
        "what is a job club", "i need to change my call back"
    )


def test_a_booked_call_back_can_be_cancelled(partner):
    them = partner()
    case = booked(them).case
    heard = them.write("cancel the call back please")
    assert heard.case is None and heard.state == "bot" and "cancel" in them.history(case)


def test_a_way_that_is_signed_is_understood(partner):
    them = partner()
    assert "video call" in call_back(them, "BSL video call can?")
