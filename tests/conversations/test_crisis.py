"""Words about suicide or self-harm: the fixed reply and a person, whatever else is going on."""

from dataclasses import replace

import pytest

from bot.cases.models import Kind
from bot.dialogue.client import RasaDown
from tests.conversations.conftest import SATURDAY_NIGHT

WORDS = "i dont want to be here any more, i am going to end it"


def down(*args, **kwargs):
    raise RasaDown("stopped")


def has_help(heard) -> bool:
    return all(words in heard for words in ("999", "116 123", "SHOUT", "85258"))


@pytest.mark.parametrize("channel", ["web", "sms", "telegram"])
@pytest.mark.parametrize("words", ["I want to kill myself", WORDS, "i took all my pills"])
def test_the_fixed_reply_and_a_case(partner, channel, words):
    heard = partner(channel).write(words)
    assert (heard.intent, heard.answers) == ("crisis", ["crisis"])
    assert has_help(heard)
    assert "A person here" in heard
    assert heard.state == "waiting_for_human" and heard.case
    assert "benefit" not in heard and "job" not in heard


def test_the_case_is_first_in_the_queue(partner):
    asked, crisis = partner(), partner()
    earlier = asked.write("can I talk to someone", "yes").case
    case = crisis.write(WORDS).case
    queue = [c.id for c in crisis.queue()]
    assert queue.index(case) < queue.index(earlier)
    urgent = [c.kind for c in crisis.queue()[: queue.index(case)]]
    assert set(urgent) <= {Kind.CRISIS}, "only an earlier crisis comes before it"


def test_in_the_middle_of_a_form(partner):
    them = partner()
    heard = them.write("find a job club near me", WORDS)
    assert has_help(heard)
    assert "Where should I look" not in heard and "tell me an area" not in heard
    assert them.case().kind == Kind.CRISIS


def test_when_consent_was_just_asked_the_talk_is_shown_all_the_same(partner):
    them = partner()
    heard = them.write("can I talk to someone", WORDS)
    assert has_help(heard) and "They can see our talk." in heard
    case = them.case()
    assert (case.kind, case.shared_from) == (Kind.CRISIS, 0)


def test_a_case_that_waits_becomes_urgent_and_is_shown(partner):
    them = partner()
    before = them.write("what is access to work", "can I talk to someone", "no").case
    heard = them.write(WORDS)
    assert heard.case == before
    case = them.case()
    assert (case.kind, case.shared_from) == (Kind.CRISIS, 0)


def test_while_a_human_holds_the_talk(partner):
    them = partner()
    them.write("can I talk to someone", "yes")
    them.happens("adviser_joins", name="Sam")
    heard = them.write(WORDS)
    assert has_help(heard)
    assert heard.state == "human", "the adviser keeps the talk"
    assert them.case().kind == Kind.CRISIS
    assert them.happens("adviser_says", text="I am here.").authors == ["adviser"]


@pytest.mark.parametrize(
    "words",
    [
        "I have the pills here. I am going to take them tonight.",
        "ive saved up all my morphine and after friday it wont matter",
    ],
)
def test_a_plan_told_to_a_human_in_words_the_screen_may_not_know(partner, words):
    them = partner()
    them.happens("adviser_joins", name="Ada")
    heard = them.write(words)
    assert "116 123" in heard and heard.intent == "crisis"
    assert heard.state == "human", "the adviser keeps the talk"
    assert them.queue()[0].kind == "crisis"


def test_to_a_human_who_holds_the_talk_everyday_words_bring_no_answer_of_ours(partner):
    them = partner()
    them.happens("adviser_joins", name="Ada")
    assert not them.write("what is access to work", "ok thanks").turn["replies"]


def test_after_telling_of_abuse_a_few_more_words_are_met_with_care(partner):
    them = partner("telegram")
    them.write("my partner wont let me have my bank card or go out")
    heard = them.write("hes asleep. please dont ring me")
    assert heard.answers == ["safeguarding.after"]
    assert "Nobody rings you unless you ask for a call." in heard


@pytest.mark.parametrize("channel", ["web", "sms"])
@pytest.mark.parametrize("words", ["no", "not really", "i dont know", "no i am not"])
def test_who_is_not_safe_hears_999_first(partner, channel, words):
    them = partner(channel)
    case = them.write(WORDS).case
    heard = them.write(words)
    assert heard.answers == ["crisis.not_safe"] and heard.case == case
    assert "call 999 now" in heard.text[:80] and has_help(heard)


@pytest.mark.parametrize("words", ["yes", "im safe now", "yeah i'm ok for a bit"])
def test_who_is_safe_is_believed_and_keeps_the_numbers(partner, words):
    heard = partner().write(WORDS, words)
    assert heard.answers == ["crisis.safe"] and has_help(heard)
    assert heard.state == "waiting_for_human"


def test_that_somebody_is_not_safe_is_understood_without_rasa(partner, monkeypatch):
    them = partner()
    them.write(WORDS)
    monkeypatch.setattr(them.gateway.rasa, "ask", down)
    assert them.write("no").answers == ["crisis.not_safe"]


@pytest.mark.parametrize("words", ["ok", "sorry, forget it", "lol", "k"])
def test_a_nod_is_not_taken_for_being_safe(partner, words):
    assert partner().write(WORDS, words).answers == ["crisis.after"]


def test_no_to_a_later_question_is_not_about_danger(partner):
    heard = partner().write(WORDS, "what is access to work", "no")
    assert heard.answers != ["crisis.not_safe"] and has_help(heard)


def test_out_of_hours_it_does_not_pretend_that_somebody_is_there(partner):
    them = partner()
    them.happens("clock", at=SATURDAY_NIGHT.isoformat())
    heard = them.write(WORDS)
    assert has_help(heard)
    assert "Nobody is there just now. We open again Monday 30 November at 10am." in heard
    assert "please do not wait for them" in heard
    assert heard.case


@pytest.mark.parametrize(
    "words", ["its ok ignore me", "sorry, forget it", "thanks", "no", "lol", "yes"]
)
def test_afterwards_help_stays_in_view(partner, words):
    them = partner()
    case = them.write(WORDS).case
    heard = them.write(words)
    assert has_help(heard)
    assert heard.case == case


def test_afterwards_an_ordinary_question_is_answered_and_help_stays_in_view(partner):
    heard = partner().write(WORDS, "what is access to work")
    assert heard.answers == ["atw_what"]
    assert has_help(heard)


def test_taking_it_back_does_not_close_the_case(partner):
    them = partner()
    case = them.write(WORDS).case
    heard = them.write("I do not need a person any more")
    assert heard.case == case
    assert "116 123" in heard


def test_nobody_in_time_keeps_the_case_first(partner):
    them = partner()
    case = them.write(WORDS).case
    heard = them.happens("time_passes", hours=2)
    assert "Nobody has been free" in heard and heard.case == case
    assert case in [c.id for c in them.queue() if c.kind == Kind.CRISIS]


@pytest.mark.parametrize("words", [WORDS, "its ok ignore me"])
def test_by_text_message_it_is_one_message_of_at_most_two_segments(partner, words):
    them = partner("sms")
    heard = them.write(WORDS, words)
    assert len(heard.segments) == 1 and heard.segments[0] <= 2
    assert "MORE" not in heard
    assert heard.text.endswith("?"), "not cut"
    assert has_help(heard)
    # The first words give nothing away on a locked screen.
    assert not set(heard.text[:40].lower().split()) & {"suicide", "kill", "crisis", "samaritans"}


def test_a_figure_of_speech_is_no_crisis(partner):
    heard = partner().write("this form is killing me, what is access to work?")
    assert heard.answers == ["atw_what"]
    assert heard.case is None


def test_somebody_else_in_danger(partner):
    them = partner()
    heard = them.write("my friend says she is going to kill herself")
    assert has_help(heard)
    assert them.case().kind in (Kind.CRISIS, Kind.SAFEGUARDING)


MAY_MEAN_ELSE = "I used to self harm as a teenager, do I have to tell my new employer?"


def test_words_that_may_mean_something_else_are_read_for_their_meaning(partner):
    heard = partner().write(MAY_MEAN_ELSE)
    assert heard.intent != "crisis" and heard.case is None


@pytest.mark.parametrize("channel", ["web", "sms"])
def test_where_nobody_can_read_the_meaning_they_are_a_crisis(partner, monkeypatch, channel):
    them = partner(channel)
    monkeypatch.setattr(them.gateway.rasa, "ask", down)
    heard = them.write(MAY_MEAN_ELSE)
    assert heard.intent == "crisis" and has_help(heard)
    assert them.case().kind == Kind.CRISIS


def test_while_a_human_holds_the_talk_they_are_read_too(partner, monkeypatch):
    them = partner()
    them.write("can I talk to someone", "yes")
    them.happens("adviser_joins", name="Sam")
    assert not has_help(them.write(MAY_MEAN_ELSE))
    monkeypatch.setattr(them.gateway.rasa, "ask", down)
    assert has_help(them.write(MAY_MEAN_ELSE))


def test_at_the_end_of_a_very_long_message(partner):
    long = "the letter came about the appointment and the bus was late. " * 160
    them = partner()
    assert has_help(them.write(long + "they asked about my job and i want to end my life"))


@pytest.fixture
def asked(partner, monkeypatch):
    """Somebody who was asked whether they are safe, beside a question about Access to Work."""
    them = partner("sms")
    ask = them.gateway.rasa.ask

    def in_doubt(*args, **more):
        return replace(ask(*args, **more), plan=[{"ask": "safe"}])

    with monkeypatch.context() as patched:
        patched.setattr(them.gateway.rasa, "ask", in_doubt)
        heard = them.write("what is access to work")
    assert "Are you safe right now?" in heard and heard.case is None
    return them


@pytest.mark.parametrize("words", ["no", "not really", "I dont know", "not sure"])
def test_no_or_doubt_about_being_safe_is_a_crisis(asked, words):
    heard = asked.write(words)
    assert heard.intent == "crisis" and has_help(heard)
    assert asked.case().kind == Kind.CRISIS


def test_who_is_safe_gets_what_they_had_asked(asked):
    heard = asked.write("im fine just annoyed")
    assert heard.answers == ["atw_what"] and heard.case is None


def test_who_lost_somebody_to_suicide_is_asked_with_sorrow_and_not_sent_to_ring_for_the_dead(
    partner,
):
    heard = partner().write("my mate killed himself last year and i cant face the jobcentre")
    assert "sorry that you lost them" in heard and "Are you safe right now?" in heard
    assert "if they are hurt" not in heard and heard.state == "bot"
