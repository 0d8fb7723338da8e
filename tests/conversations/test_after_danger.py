"""The second and third message after one about danger: nothing that is said of it makes it smaller."""

import pytest

from bot.cases.models import Kind

DYING = "I want to kill myself"
STRONG = ("crisis.not_safe", "crisis.still_not_safe", "crisis.harmed")


def is_strong(heard) -> bool:
    """999 now, before anything else is said."""
    return heard.answers[-1] in STRONG and "call 999 now" in heard.text[:80]


@pytest.mark.parametrize(
    "words", ["yes", "yeah", "yep", "i did", "yes pills", "no honestly i did it"]
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_after_not_safe_a_yes_is_never_heard_as_safe(partner, channel, words):
    heard = partner(channel).write(DYING, "no", words)
    assert heard.answers in ([name] for name in STRONG) and is_strong(heard)
    assert "A person here is told." in heard or "A person here has been told." in heard


def test_not_safe_three_times_is_met_with_999_three_times_in_other_words(partner):
    them = partner()
    said = [them.write(DYING, "no"), them.write("not really"), them.write("i've got a rope here")]
    assert all(is_strong(heard) for heard in said)
    assert [heard.answers for heard in said] == [
        ["crisis.not_safe"], ["crisis.still_not_safe"], ["crisis.not_safe"],
    ]  # fmt: skip
    assert "Say that you are not safe." in said[0] and "Say that you are not safe." in said[2]
    assert "put what could hurt you out of reach" in said[1]
    assert them.write("yes").answers == ["crisis.still_not_safe"]


def test_who_then_writes_in_words_that_they_are_safe_is_believed(partner):
    heard = partner().write(DYING, "no", "I feel safe now")
    assert heard.answers == ["crisis.safe"]


@pytest.mark.parametrize(
    "words",
    [
        "half an hour back", "15 minutes ago", "do i wait and see", "should i wait a bit", "maybe thirty",
        "it keeps on bleeding", "i feel ok though", "do i really need to go in", "is anyone coming", "joke",
    ],
)  # fmt: skip
def test_whatever_is_said_of_what_they_took_is_met_with_999(partner, words):
    heard = partner().write("I swallowed all my tablets", words)
    assert heard.answers == ["crisis.harmed"] and is_strong(heard)


def test_a_joke_that_was_none_is_met_with_999_again(partner):
    them = partner()
    them.write("I took a whole box of pills", "just joking")
    assert is_strong(them.write("no really i did"))


def test_who_asks_about_benefits_after_taking_something_hears_999_first(partner):
    heard = partner().write("I took all my tablets", "what is access to work")
    assert heard.text.startswith("First: please call 999 now") and "atw_what" in heard.answers


@pytest.mark.parametrize(
    "words", ["the ambulance is here", "im at the hospital now", "my mum is taking me to a&e"]
)
def test_who_has_help_is_not_told_to_ring_for_it(partner, words):
    heard = partner().write("I took all my tablets", words)
    assert heard.answers == ["crisis.helped"] and "116 123" in heard


@pytest.mark.parametrize("words", ["im safe for now", "i am ok for now", "IM SAFE I TOLD YOU"])
def test_safe_for_now_is_safe_and_keeps_the_numbers(partner, words):
    heard = partner().write(DYING, words)
    assert heard.answers == ["crisis.safe"] and "116 123" in heard


@pytest.mark.parametrize("words", ["thanks", "thank you, bye"])
def test_thanks_after_a_crisis_brings_a_short_line_with_the_numbers(partner, words):
    heard = partner().write(DYING, words)
    assert heard.answers == ["crisis.bye"]
    assert heard.text.startswith("I am glad that you wrote.") and len(heard.text) < 250
    assert all(said in heard for said in ("116 123", "SHOUT", "999"))


def test_the_long_text_is_not_said_twice_running(partner):
    them = partner()
    first = them.write(DYING, "ok")
    assert first.answers == ["crisis.after"]
    assert them.write("sorry, forget it").answers == ["crisis.again"]


@pytest.mark.parametrize(
    "words",
    [
        "pls dont ring anyone",
        "do not send anybody",
        "dont tell my parents",
        "i dont want people coming round",
    ],
)
@pytest.mark.parametrize("before", [DYING, "my husband beats me"])
def test_who_fears_that_somebody_is_called_hears_who_knows_and_who_does_not(partner, before, words):
    heard = partner().write(before, words)
    assert heard.answers[0].endswith(".told")
    assert "told nobody else: no police" in heard and "A person here" in heard


FRIEND = "my mate says he is going to end his life tonight"


@pytest.mark.parametrize(
    "words",
    ["hes at his nans house", "Bristol, i dont have his address", "he lives near the station"],
)
def test_a_place_after_fear_for_a_friend_is_where_help_must_go(partner, words):
    heard = partner().write(FRIEND, words)
    assert heard.answers[-1] in ("crisis_other.far", "crisis_other.now")
    assert heard.text.startswith("Please call 999 now") and "where they are" in heard


def test_what_nobody_understands_while_a_friend_is_in_danger_does_not_close_the_talk(partner):
    heard = partner().write(FRIEND, "grey jumper blue van")
    assert heard.answers == ["crisis_other.now"]
    assert heard.text.startswith("Please call 999 now") and "A person here knows." in heard


def test_a_plain_word_of_suicide_beside_business_is_a_crisis_and_a_person_is_told(partner):
    them = partner()
    heard = them.write("feeling suicidle and i cant do my pip form")
    assert heard.intent == "crisis" and them.case().kind == Kind.CRISIS


def test_whether_somebody_is_safe_stays_in_view_until_they_say_so(partner, monkeypatch):
    from dataclasses import replace

    them = partner()
    ask = them.gateway.rasa.ask
    with monkeypatch.context() as patched:
        patched.setattr(
            them.gateway.rasa, "ask", lambda *a, **k: replace(ask(*a, **k), plan=[{"ask": "safe"}])
        )
        assert "Are you safe right now?" in them.write("what is access to work")
    heard = them.write("how do I apply for access to work")
    assert "do not know yet if you are safe" in heard and "116 123" in heard
    heard = them.write("not safe")
    assert heard.intent == "crisis" and them.case().kind == Kind.CRISIS


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("im 12 and my mums boyfriend beats me", "safeguarding.child"),
        ("I am fourteen, my dad keeps hitting me", "safeguarding.child"),
        ("im in year 9 and i want to kill myself", "crisis.child"),
    ],
)
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_a_child_hears_of_childline_first(partner, channel, words, answer):
    them = partner(channel)
    heard = them.write(words)
    assert heard.answers == [answer] and heard.case
    assert "0800 1111" in heard and "0808 2000 247" not in heard
    assert heard.text.index("0800 1111") < heard.text.index("999")
    assert "0800 1111" in them.write("im scared")


def test_a_child_who_is_not_safe_hears_999(partner):
    heard = partner().write("im 13 and i want to kill myself", "no")
    assert is_strong(heard) and "0800 1111" in heard


@pytest.mark.parametrize("words", ["number for childline", "what is childline?"])
def test_childline_is_told_to_who_asks(partner, words):
    heard = partner().write(words)
    assert "0800 1111" in heard


@pytest.mark.parametrize(
    "words", ["my sister took her own life", "my dad died on monday", "i just lost my wife"]
)
def test_who_has_lost_somebody_is_met_with_sorrow(partner, words):
    heard = partner().write(words)
    assert heard.text.startswith("I am so sorry") and "0808 808 1677" in heard
    assert "Are they in danger" not in heard and "did not understand" not in heard


def test_sorrow_comes_before_the_answer_about_benefits(partner):
    heard = partner().write("my mum died last month, how do I apply for access to work?")
    assert heard.text.startswith("I am so sorry") and "atw" in heard.answers[-1]


@pytest.mark.parametrize(
    "words", ["he says he will stab me to death", "my uncle threatened to kill me"]
)
def test_a_threat_of_death_from_another_person_is_abuse(partner, words):
    heard = partner().write(words)
    assert heard.intent == "safeguarding" and heard.case


@pytest.mark.parametrize(
    "words",
    [
        "who gets my award if im not around any more",
        "lost my flat, my partner and my job this year. so whats left, tell me",
    ],
)
def test_words_of_no_future_in_a_question_about_money_are_asked_about(partner, words):
    heard = partner().write(words)
    assert "Are you safe right now?" in heard and "116 123" in heard


def test_few_words_of_themselves_after_a_crisis_are_no_work_question(partner):
    heard = partner().write("Me want die", "me deaf")
    assert heard.answers == ["crisis.after"] and "999bsl" in heard
