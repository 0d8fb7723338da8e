"""Easier words, more, the same again, another format: after any answer, on every channel, for good."""

import pytest

from bot.commands.reading import reading_age
from bot.conversations.preferences import preferences_of

CHANNELS = ["web", "sms", "telegram"]


def form_of(them) -> str:
    with them.gateway.database.read() as session:
        talk = them.talk(session)
        return preferences_of(session, them.gateway.vault, talk.row.person_id).reply_form


def whole(them, words: str) -> str:
    """Everything a message brings, MORE sent until the last page is there."""
    heard = them.write(words)
    text = heard.text
    while "Reply MORE." in heard:
        assert all(count <= 2 for count in heard.segments)
        heard = them.write("MORE")
        text += "\n" + heard.text
    return text


@pytest.mark.parametrize("channel", CHANNELS)
def test_easier_words_are_easy_read_and_stay_for_later_answers(partner, channel):
    them = partner(channel)
    them.write("what is access to work")
    simple = whole(them, "can you say that in easier words")
    assert "It can pay for a support worker or a job coach." in simple
    assert form_of(them) == "easy_read"
    later = whole(them, "will i lose my pip if i work")
    assert "Work does not stop PIP by itself.\n" in later
    assert reading_age(later) <= 9


def test_on_the_web_each_easy_read_line_has_a_drawing(partner):
    them = partner("web")
    them.write("what is access to work", "simpler please")
    lines = them.bodies()[-1]["lines"]
    assert ["money", "Access to Work is money from the DWP."] in lines
    assert {name for name, _ in lines} >= {"money", "work", "sign", "stop"}
    text = " ".join(them.bodies()[-1]["text"].split())
    assert " ".join(words for _, words in lines) == text


def test_plain_answers_carry_no_lines(partner):
    them = partner("web")
    them.write("what is access to work")
    assert them.bodies()[-1]["lines"] == []


def test_who_has_easy_read_and_wants_it_easier_gets_one_line_and_a_person(partner):
    them = partner("telegram")
    them.write("what is access to work", "simpler")
    heard = them.write("still too hard, simpler please")
    assert "Money from the DWP for support that disabled people need in paid work." in heard
    assert "Talk to a person" in heard


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_way_back_to_longer_answers_works_without_rasa_too(partner, channel):
    them = partner(channel)
    them.write("what is access to work", "simpler")
    assert form_of(them) == "easy_read"
    assert "longer answers from now on" in whole(them, "longer answers").lower()
    assert form_of(them) == "plain"
    assert them.bodies()[-1]["answers"] in (["atw_what"], [])


def test_the_choice_outlives_starting_over(partner):
    them = partner("web")
    them.write("what is access to work", "easy read", "start over")
    assert form_of(them) == "easy_read"


def test_the_choice_goes_when_everything_is_deleted(partner):
    them = partner("web")
    them.write("what is access to work", "easy read", "delete my data", "yes")
    assert form_of(them) == "plain"


@pytest.mark.parametrize("channel", CHANNELS)
def test_more_goes_on_and_never_repeats(partner, channel):
    them = partner(channel)
    first = whole(them, "what is access to work")
    second = whole(them, "tell me more")
    third = whole(them, "tell me more")
    fourth = whole(them, "tell me more")
    assert len({first, second, third, fourth}) == 4
    assert "There is a part for mental health support at work" in second
    assert "GOV.UK: Access to Work" in third
    assert "I have no more detail on that." in fourth


def test_more_of_a_scheme_says_what_became_of_it(partner):
    them = partner("web")
    them.write("what happened to workstep")
    heard = them.write("tell me more")
    assert "After it came Work Choice. It has ended." in heard
    assert "After it came Connect to Work. It is running." in heard


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_same_again_is_the_same_with_its_choices(partner, channel):
    them = partner(channel)
    first = them.write("what is access to work")
    again = them.write("can you repeat that")
    assert again.text.startswith(first.text.split("\n[1]")[0].split("\nReply 1")[0])
    assert again.text.count("Reply 1") == first.text.count("Reply 1")
    assert again.text.count("Reply MORE") == first.text.count("Reply MORE")


def test_a_page_said_again_does_not_lose_the_pages_after_it(partner):
    them = partner("sms")
    them.write("what is access to work", "tell me more")
    page = them.write("MORE")
    assert them.write("say that again").text == page.text
    assert them.write("MORE").text != page.text


def test_a_question_of_ours_can_be_had_in_easier_words_and_stays_open(partner):
    them = partner("web")
    asked = them.write("I want to talk to a person")
    assert "May I show them" in asked
    assert "May I show them" in them.write("simpler")
    assert them.write("yes").state == "waiting_for_human"


@pytest.mark.parametrize(
    "words, answer",
    [
        ("can i have this in bsl", "change_format.bsl"),
        ("do you do large print", "change_format.large_print"),
        ("are you on whatsapp", "change_format.whatsapp"),
        ("can we do this by phone instead", "change_format.phone"),
        ("have you got braille", "change_format.braille"),
    ],
)
def test_each_format_has_an_honest_answer(partner, words, answer):
    heard = partner("web").write(words)
    assert heard.answers == [answer]


def test_jargon_is_explained_the_first_time_only(partner):
    them = partner("web")
    first = them.write("will i lose my pip if i work")
    assert "(PIP means Personal Independence Payment" in first
    assert "PIP means" not in them.write("will my pip be reassessed if i work")


def test_nothing_is_explained_to_somebody_in_danger(partner):
    heard = partner("web").write("i want to kill myself")
    assert heard.intent == "crisis" and " means " not in heard


def test_benefits_and_law_carry_a_warning_until_somebody_has_checked_them(partner):
    text = whole(partner("web"), "will i lose my pip if i work")
    assert text.split("\n[1]")[0].strip().endswith("Check with an adviser before you act.")
    # In a text message it comes first: a locked phone shows that, and not the benefit.
    text = whole(partner("sms"), "will i lose my pip if i work")
    assert text.startswith("Check with an adviser before acting on it:\n") and "PIP" in text
