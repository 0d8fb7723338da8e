"""Remarks about what was just said, and readings that the words give no ground for."""

import pytest

from bot.content.languages import language_of, wants_english
from bot.content.load import load_store
from bot.conversations.callback import said_besides
from bot.conversations.clarify import is_wrong
from bot.conversations.consent import is_time
from bot.conversations.formats import wants_usual
from bot.conversations.grounds import single_words
from bot.conversations.remarks import remark
from bot.conversations.state import TalkState
from bot.settings import PROJECT

STORE = load_store(PROJECT / "data")
TOLD = TalkState(answers=["benefits_lose_if_work"], told=True, showing="answer", said="It depends.")


@pytest.mark.parametrize(
    "text",
    ["that's not what I was asking", "you didn't answer me", "stop repeating yourself", "wrong answer", "you're not listening",
     "I already told you that", "u keep saying that"],
)  # fmt: skip
def test_the_last_answer_missed(text):
    assert is_wrong(text)


@pytest.mark.parametrize(
    "text",
    ["my boss is not listening to what I need about the ramp at work", "I already told them", "they keep telling me no",
     "that's not what my letter says", "you got it wrong, I meant ESA", "stop my benefits"],
)  # fmt: skip
def test_what_only_sounds_like_it(text):
    assert not is_wrong(text)


@pytest.mark.parametrize(
    "text",
    [
        "are you sure?",
        "r u sure about that",
        "says who",
        "how do you know that?",
        "is that true",
        "can I trust this",
    ],
)
def test_doubt_is_met_with_where_it_comes_from(text):
    assert remark(text, TOLD, STORE.jargon)[1] == [{"again": "sources"}]
    assert remark(text, TalkState(), STORE.jargon) is None


@pytest.mark.parametrize(
    "text", ["and my husband?", "what about my partner", "same for my daughter?"]
)
def test_a_question_for_somebody_else_is_no_sign_of_abuse(text):
    assert remark(text, TOLD, STORE.jargon)[1] == [{"note": {"note": "for_other"}}]
    in_danger = TalkState(answers=["safeguarding"], told=True, told_of="safeguarding", said="x")
    assert remark(text, in_danger, STORE.jargon) is None


@pytest.mark.parametrize(
    ("text", "means"),
    [("what is PIP", "Personal Independence"), ("whats lcwra?", "prepare for work"), ("what does fit note mean", "what work you can do"),
     ("wot is a tribunal", "independent court")],
)  # fmt: skip
def test_a_word_of_offices_is_explained_to_whoever_asks(text, means):
    assert means in str(remark(text, TOLD, STORE.jargon))


@pytest.mark.parametrize(
    "text",
    [
        "what is access to work",
        "what is a job club",
        "what is the limit",
        "what happens to my PIP",
        "what is a sanction",
    ],
)
def test_what_has_an_answer_of_its_own_gets_that(text):
    assert remark(text, TOLD, STORE.jargon) is None


@pytest.mark.parametrize("text", ["remind me to phone them", "can you set a reminder for Tuesday"])
def test_a_reminder_of_anything_else_than_the_plan(text):
    assert "no_reminder" in str(remark(text, TOLD, STORE.jargon))
    assert remark("remind me to look at my plan", TOLD, STORE.jargon) is None
    assert remark("remind me what you said", TOLD, STORE.jargon) is None


def test_every_word_that_may_mean_several_things_names_answers_that_exist():
    known = {"find_service", "talk_to_human"}
    assert all(n in STORE or n in known for names in single_words().values() for n in names)


@pytest.mark.parametrize(
    "text", ["normal please", "back to usual words", "can I have the full version again"]
)
def test_the_usual_form_by_other_words(text):
    assert wants_usual(text)
    assert not wants_usual("is it normal to wait so long") and not wants_usual("how long")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("english please", True),
        ("ok english", True),
        ("my english is bad", False),
        ("no english", False),
    ],
)
def test_going_on_in_english(text, wanted):
    assert wants_english(text) is wanted


def test_letters_that_are_spelt_out_are_no_language():
    assert language_of("e 8 1 e a") is None and language_of("o que e isso") is not None


def test_an_answer_that_missed_is_owned_up_to_and_the_second_time_a_person_is_offered(partner):
    them = partner()
    them.write("will I lose PIP if I work")
    assert "I am sorry, I got that wrong." in them.write("that isn't what i asked")
    assert "Would you like a person to answer you?" in them.write("you are not listening")


def test_stop_asking_does_not_end_all_messages(partner):
    them = partner()
    them.write("i am on uc")
    heard = them.write("stop asking me that")
    assert heard.state == "bot" and "got that wrong" in heard


def test_easy_read_and_back_in_ones_own_words(partner):
    them = partner()
    assert "I will use easy words from now on." in them.write("easy read")
    easy = them.write("what is access to work")
    usual = them.write("normal please")
    assert "I will give longer answers from now on." in usual
    assert easy.answers == ["atw_what"] and usual.answers == ["atw_what"]


@pytest.mark.parametrize("word", ["money", "letter", "boss", "interview"])
def test_one_word_that_could_be_several_things_is_asked_about(partner, word):
    heard = partner().write(word)
    assert "Which of these do you mean?" in heard and heard.answers == []


def test_after_an_answer_on_the_matter_the_one_word_is_clear(partner):
    assert partner().write("what is access to work", "interview").answers == ["atw_interview"]


def test_of_course_is_no_course(partner):
    assert partner().write("course").answers == ["training_apprenticeship"]


def test_a_worry_in_a_word_is_met_with_care(partner):
    heard = partner().write("worried")
    assert "did not understand" not in heard


def test_no_benefit_no_thanks_for_telling_it(partner):
    assert "which benefit you get" not in partner().write("and hr?")


def test_a_benefit_in_words_that_nobody_understands_is_still_heard(partner):
    heard = partner().write("erm dunno summat ESA thingy innit")
    assert heard.answers and heard.answers[0].startswith("inform_benefit")


@pytest.mark.parametrize("text", ["its at 9am", "07700 900123", "5"])
def test_a_time_or_a_number_is_no_place_that_we_do_not_know(partner, text):
    assert "I do not know that place" not in partner().write("what is access to work", text)


def test_the_same_page_is_not_given_for_each_benefit(partner):
    them = partner()
    them.write("can i get my esa back if the job ends")
    first, second = them.write("and pip?"), them.write("and housing benefit?")
    assert "Housing Benefit" in second and second.text != first.text


def test_need_told_in_passing_comes_before_what_is_asked(partner):
    heard = partner().write(
        "You know what? They cut my UC, I have two pounds left and nothing to eat in the house. "
        "What is a job club? And how do I apply for access to work?"
    )
    assert heard.answers[0] == "urgent_hardship"


def test_danger_said_as_a_remark(partner):
    them = partner()
    them.write("what is access to work")
    assert them.write("you never listen, i want to end my life").intent == "crisis"


def test_and_after_i_start_does_not_start_the_talk_anew(partner):
    heard = partner().write("can i get help with travel to interviews", "and after i begin")
    assert "We start again" not in heard


def test_how_much_after_a_sanction_is_about_the_sanction(partner):
    heard = partner().write("i was sanctioned", "how much")
    assert heard.answers[0].startswith("benefits_sanction")


@pytest.mark.parametrize("text", ["stop texting me", "no more messages please"])
def test_who_wants_no_more_messages_is_obeyed_at_once(partner, text):
    assert partner("sms").write("hello", text).state == "ended"


def test_the_same_for_another_benefit_goes_on_with_the_question(partner):
    heard = partner().write("i have been sanctioned, what now", "is it the same for esa")
    assert any(name.startswith("benefits_sanction") for name in heard.answers)


@pytest.mark.parametrize(
    "text",
    ["Aspergers, no job ever, 29, scared of phones", "i get frightened in big groups of people"],
)
def test_fear_of_phones_or_groups_is_no_sign_of_abuse(partner, text):
    heard = partner().write(text)
    assert heard.intent != "safeguarding" and heard.state == "bot"


def test_a_promise_not_to_tell_is_given_in_the_words_on_reporting(partner):
    assert partner().write("promise me you wont tell the DWP").answers == ["privacy.report"]


def test_a_reminder_of_something_terrible_is_read_for_danger(partner):
    heard = partner().write("remind me at nine to swallow the lot so i wont wake up")
    assert heard.intent == "crisis" or "Are you safe" in heard


@pytest.mark.parametrize(
    "text", ["youre not listening i wont be here tomorrow", "stop asking just let me go tonight"]
)
def test_danger_in_the_words_of_a_complaint_is_read(partner, text):
    them = partner()
    them.write("will I lose my money if I work")
    heard = them.write(text)
    assert "Are you safe" in heard or "116 123" in heard


@pytest.mark.parametrize(
    "text",
    ["monday " + "1" * 9_000, "tomorrow on 07700 900123 or 020 7946 0000 thanks", "mon " * 2_000],
)
def test_a_heap_of_digits_is_no_time_and_is_read_at_once(text):
    assert not is_time(text)


@pytest.mark.parametrize("text", ["no phone", "no calls", "not by phone please"])
def test_who_wants_no_phone_has_not_chosen_it(text):
    assert "how" not in said_besides(text, "how")


def test_a_wish_for_the_usual_words_is_short():
    assert wants_usual("can i have normal words")
    assert not wants_usual("can i go " * 500)
