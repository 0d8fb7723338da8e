"""May the talk be shown to a person: asked first, answered in any words, and taken back."""

import pytest

from tests.conversations.conftest import SATURDAY_NIGHT

SATURDAY = {"at": SATURDAY_NIGHT.isoformat()}


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
    assert them.history(heard.case) == ["open", "hidden", "shown"]


def test_maybe_shows_nothing_to_anybody(partner):
    them = partner()
    heard = them.write("can I talk to someone", "maybe")
    assert "Nothing happens until you choose" in heard
    assert heard.state == "bot" and heard.case is None
    assert them.write("yes").state == "waiting_for_human"


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
        "is this alright", "would that be ok?", "can i think it over", "i guess so but im not certain",
        "well maybe, let me think", "is it safe to?",
    ],
)  # fmt: skip
def test_a_question_or_a_doubt_is_no_leave_to_show_the_talk(partner, words):
    them = partner()
    heard = them.write("im on esa", "can i talk to someone", words)
    assert them.case() is None and heard.state == "bot"
    assert "They will see what you wrote" not in heard
    assert them.write("yes show them").state == "waiting_for_human"


@pytest.mark.parametrize(
    "words",
    [
        "just the last message", "they may read the bit on work but not the rest", "not the part about my mum",
        "let them read the last question only", "show them some of it", "yes but leave out my diagnosis",
    ],
)  # fmt: skip
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_half_a_leave_shows_nothing_and_is_told_why(partner, channel, words):
    them = partner(channel)
    heard = them.write("im on esa", "can i talk to someone", words)
    assert them.case() is None and heard.state == "bot"
    assert "all" in heard and "or nothing" in heard and "116 123" not in heard
    them.write("no")
    assert them.case().shared_from > 1


def test_half_a_leave_after_a_yes_hides_what_was_shown(partner):
    them = partner()
    heard = them.write(
        "im on esa", "can i talk to someone", "yes", "only tell them about my last question"
    )
    assert "I have hidden what came before" in heard
    assert them.case().shared_from > 3 and heard.state == "waiting_for_human"


@pytest.mark.parametrize(
    "words",
    [
        "when are you open",
        "what time do you shut",
        "are you there at the weekend",
        "opening times?",
    ],
)
def test_opening_hours_are_told_to_who_asks(partner, words):
    heard = partner().write(words)
    assert "open now, until 4pm" in heard and "Saturday" in heard and "closed" in heard


def test_opening_hours_are_told_while_one_waits_too(partner):
    heard = partner().write("can i talk to someone", "yes", "is anybody there on sunday")
    assert "closed" in heard and "sorry that you have waited" not in heard


def test_a_bsl_call_is_a_way_to_be_reached(partner):
    heard = partner().write("can i talk to someone", "yes", "BSL video call can?")
    assert "call back" in heard.text.lower() or "How should they reach you?" in heard


@pytest.mark.parametrize(
    "words", ["still thinking", "im just thinking about it", "i think so", "yeah i think so", "probably"]
)  # fmt: skip
def test_thinking_about_it_shows_nothing(partner, words):
    them = partner()
    heard = them.write("can I talk to someone", words)
    assert heard.state == "bot" and them.case() is None


@pytest.mark.parametrize(
    "words",
    [
        "wait dont show the part about my old boss",
        "please dont tell them the bit with my illness",
        "hide the bit about money",
    ],
)
@pytest.mark.parametrize("between", ["", "what is access to work"])
def test_a_part_that_must_stay_hidden_hides_the_talk_again_and_says_so(partner, between, words):
    them = partner()
    them.write("what is a job club", "can I talk to someone", "yes")
    assert them.case().shared_from == 0
    heard = them.write(*[between, words] if between else [words])
    assert them.case().shared_from > 0 and "hidden" in heard


@pytest.mark.parametrize(
    "leave", ["yes. after 3pm", "ok yes please sort it", "yes share all of it", "yes, friday"]
)
def test_leave_with_a_time_beside_it_is_leave(partner, leave):
    heard = partner().write("can i talk to someone", leave)
    assert heard.state == "waiting_for_human"


@pytest.mark.parametrize("no", ["well no. not yet", "then no, leave it"])
def test_not_yet_passes_nothing_on(partner, no):
    heard = partner().write("can i talk to someone", no)
    assert (heard.state, heard.case) == ("bot", None)


def test_a_call_that_is_no_longer_needed_is_called_off(partner):
    heard = partner().write("can i talk to someone", "yes", "all sorted, dont need the call now")
    assert heard.state == "bot"
