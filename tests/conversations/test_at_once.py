"""Danger of this very moment: 999 comes first, whoever holds the talk and whatever was asked."""

from dataclasses import replace

import pytest

from bot.cases.models import Kind
from bot.dialogue.client import RasaDown

ABUSED = "my boyfriend hits me"


@pytest.fixture
def with_adviser(partner):
    """Somebody who told of abuse and whose talk a human holds."""

    def make(first: str = ABUSED, channel: str = "web"):
        them = partner(channel)
        them.write(first)
        them.happens("adviser_joins", name=f"Ada {them.id}")
        return them

    return make


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize(
    "words",
    ["he is at my front door", "hes downstairs right now", "my ex is trying to get in", "she's got a knife", "he wont let me out"],
)  # fmt: skip
def test_who_is_in_danger_while_a_human_holds_the_talk_hears_999_at_once(
    with_adviser, channel, words
):
    them = with_adviser(channel=channel)
    heard = them.write(words)
    assert heard.answers == ["safeguarding.now"] and "999" in heard.text[:60] and "55" in heard
    assert heard.state == "human", "the adviser keeps the talk"
    assert "urgent" in them.alarms(them.case().id)


def test_a_lead_is_alarmed_though_nobody_had_told_of_danger_before(with_adviser):
    them = with_adviser("can I talk to a person")
    heard = them.write("somebody is smashing my window in right now")
    assert heard.answers == ["safeguarding.now"]
    assert them.case().kind == Kind.SAFEGUARDING and "urgent" in them.alarms(them.case().id)


@pytest.mark.parametrize(
    "words",
    ["he shouts at me a lot", "he hit me last month", "i have rung them, the police are coming", "he comes home on friday",
     "thank you for staying", "no he isnt here"],
)  # fmt: skip
def test_other_words_about_it_are_left_to_the_adviser(with_adviser, words):
    assert not with_adviser().write(words).turn["replies"]


def test_with_the_model_down_it_is_answered_all_the_same(with_adviser, monkeypatch):
    them = with_adviser()

    def down(*args, **more):
        raise RasaDown("test")

    monkeypatch.setattr(them.gateway.rasa, "ask", down)
    assert them.write("hes outside my house").answers == ["safeguarding.now"]
    assert them.write("i cannot breathe").answers == ["medical_question.now"]


ILL = [
    "there is a crushing pain in my chest",
    "i really cannot breathe",
    "my mouth has dropped on one side and my words are slurred",
    "mum is having a seizure",
    "my partner has collapsed",
    "my tongue is swelling up",
]


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("words", ILL)
def test_a_body_that_fails_is_met_with_999_first(partner, channel, words):
    heard = partner(channel).write("what is access to work", words)
    assert heard.answers == ["medical_question.now"]
    assert "Please call 999 now." in heard.text[:70] and "999bsl.co.uk" in heard
    assert "Are you safe" not in heard


def test_while_a_human_holds_the_talk_too(with_adviser):
    heard = with_adviser("can I talk to a person").write(ILL[1])
    assert heard.answers == ["medical_question.now"] and heard.state == "human"


def test_where_the_model_is_sure_of_a_crisis_999_comes_before_its_text(partner):
    them = partner()
    heard = them.write("the bleeding just wont stop")
    assert "call 999 now" in heard.text[:60] and "116 123" in heard
    assert them.case().kind == Kind.CRISIS


@pytest.mark.parametrize("words", ["i just want to sleep and not wake up", "better if i dont wake up tomorrow"])  # fmt: skip
def test_the_wish_not_to_wake_up_is_no_illness(partner, words):
    heard = partner().write(words)
    assert "medical_question.now" not in heard.answers and "116 123" in heard


def test_where_the_model_doubts_what_it_is_they_are_asked_after_999(partner, monkeypatch):
    them = partner()
    ask = them.gateway.rasa.ask

    def in_doubt(*args, **more):
        found = ask(*args, **more)
        return replace(found, intent="goodbye", doubt="crisis", plan=[{"ask": "safe"}])

    with monkeypatch.context() as patched:
        patched.setattr(them.gateway.rasa, "ask", in_doubt)
        heard = them.write("i cant breathe, but that is how it goes")
    assert heard.text.startswith("Please call 999 now.") and "Are you safe right now?" in heard
    assert them.write("no").intent == "crisis"


def test_in_a_form_too(partner):
    them = partner()
    them.write("can i talk to someone", "no", "ask for a call back")
    assert them.write(ILL[0]).answers == ["medical_question.now"]


def test_after_a_crisis_the_lines_stay_in_view(partner):
    heard = partner().write("I want to die", "what is access to work", ILL[0])
    assert heard.answers == ["medical_question.now"] and "116 123" in heard


def test_what_was_taken_is_a_crisis_first_of_all(partner):
    them = partner()
    heard = them.write("i took all my pills to end it and i cant breathe")
    assert heard.answers == ["crisis"] and them.case().kind == Kind.CRISIS


def test_who_was_strangled_hears_999_and_a_person_is_told(partner):
    them = partner()
    heard = them.write("my husband strangled me and now i cant breathe")
    assert "call 999 now" in heard.text[:60]
    assert them.case().kind == Kind.SAFEGUARDING


@pytest.mark.parametrize(
    "words",
    ["i get chest pain when i walk, can i claim PIP", "I had a seizure at work last year", "do I tell my employer about my seizures"],
)  # fmt: skip
def test_what_somebody_lives_with_is_no_emergency(partner, words):
    assert partner().write(words).answers != ["medical_question.now"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [("a bit better now", "easing"), ("it is settling", "easing"), ("still cant", "now"), ("its no better", "now")],
)  # fmt: skip
def test_what_is_said_next_is_about_it(partner, words, answer):
    heard = partner().write(ILL[1], words)
    assert heard.answers == [f"medical_question.{answer}"]
    assert "999" in heard and "Samaritans" not in heard


def test_another_matter_is_answered_after_it(partner):
    assert partner().write(ILL[1], "how do I apply for access to work").answers == ["atw_apply"]


def test_a_question_about_medicine_that_is_doubted_is_answered_before_they_are_asked(
    partner, monkeypatch
):
    them = partner()
    ask = them.gateway.rasa.ask

    def in_doubt(*args, **more):
        return replace(ask(*args, **more), intent="medical_question", plan=[{"ask": "safe"}])

    monkeypatch.setattr(them.gateway.rasa, "ask", in_doubt)
    heard = them.write("should i double my tablets")
    assert heard.answers[0] == "medical_question" and "Are you safe right now?" in heard
