"""Who is still in danger is never let go: worse, not understood, taken back, or asked of a way to call."""

import pytest

DYING = "I want to kill myself"
FRIEND = "my friend swallowed a lot of pills"
HURT = "my manager hits me"
STRONG = ("crisis.not_safe", "crisis.still_not_safe", "crisis.harmed")


@pytest.mark.parametrize(
    "words",
    ["he is still breathing", "she has a pulse", "I think he is ok", "he hasnt replied", "shes alive but asleep", "he is not ok"],
)  # fmt: skip
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_that_a_friend_breathes_is_no_help_that_has_come(partner, channel, words):
    heard = partner(channel).write(FRIEND, "i cant wake them", words)
    assert heard.answers == ["crisis_other.now"] and "call 999 now" in heard.text[:90]


@pytest.mark.parametrize(
    "words",
    [
        "the paramedics are here with her",
        "she is in hospital now",
        "they took him to a&e",
        "he picked up",
    ],
)
def test_help_that_has_come_to_a_friend_is_heard(partner, words):
    assert partner().write(FRIEND, words).answers == ["crisis_other.helped"]


@pytest.mark.parametrize(
    "words",
    ["i dunno what street", "i dont know his house number", "no idea of the address"],
)
def test_a_street_that_is_not_known_does_not_close_the_talk(partner, words):
    heard = partner().write(FRIEND, words)
    assert heard.answers[0] in ("crisis_other.far", "crisis_other.now") and "999" in heard.text[:60]


@pytest.mark.parametrize("words", ["I am deaf so how do i phone", "i cant speak on the phone"])
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_cannot_phone_for_a_friend_hears_how_to_get_help_without(partner, channel, words):
    heard = partner(channel).write(FRIEND, words)
    assert heard.answers == ["crisis_other.text"]
    assert "999bsl.co.uk" in heard and "REGISTER to 999" in heard


@pytest.mark.parametrize(
    "words", ["he has blocked my number", "he wont let me in", "he will never forgive me"]
)
def test_a_friend_who_shuts_the_door_is_still_in_danger(partner, words):
    heard = partner().write(FRIEND, words)
    assert heard.intent == "crisis_other" and "call 999 now" in heard.text[:90]


@pytest.mark.parametrize(
    "words", ["everything is worse", "it has got worse", "i cannot go on", "ive started doing it"]
)
def test_worse_after_a_crisis_is_not_safe(partner, words):
    heard = partner().write(DYING, words)
    assert heard.answers[-1] in STRONG or heard.answers == ["crisis"]


@pytest.mark.parametrize(
    "words",
    ["I am here still", "back again, feel no different", "the children are with me here", "grey clouds"],
)  # fmt: skip
def test_whoever_has_not_said_goodbye_is_asked_whether_they_are_safe(partner, words):
    them = partner()
    them.write(DYING, "ok")
    for _ in range(2):
        heard = them.write(words)
        assert "crisis.bye" not in heard.answers
        assert "Are you safe" in heard or heard.answers[-1] in STRONG
        assert "116 123" in heard


@pytest.mark.parametrize("words", ["bye for now", "good night", "ta very much"])
def test_thanks_and_a_goodbye_are_let_go_with_the_numbers(partner, words):
    heard = partner().write(DYING, "ok", words)
    assert heard.answers == ["crisis.bye"] and "999" in heard


@pytest.mark.parametrize(
    "words",
    [
        "is the ambulance coming", "are the police going to turn up", "ambulance coming?", "is someone coming to my flat",
        "who knows about it", "they do not know that i feel this way", "nobody knows", "please keep it secret",
    ],
)  # fmt: skip
def test_who_asks_whether_help_comes_is_not_told_that_it_does(partner, words):
    heard = partner().write(DYING, words)
    assert heard.answers == ["crisis.told"] and "nobody else" in heard
    assert "glad that you told them" not in heard


@pytest.mark.parametrize(
    "words", ["no wait im not", "oh no actually", "it is worse again", "not any more", "no"]
)
def test_safe_can_be_taken_back_and_a_yes_is_then_not_safe(partner, words):
    them = partner()
    assert them.write(DYING, "yes").answers == ["crisis.safe"]
    assert them.write(words).answers[-1] in STRONG
    assert them.write("yes").answers[-1] in STRONG


@pytest.mark.parametrize("words", ["yesss", "yeah i have", "yeh", "i have yeah", "mmm", "👍"])
def test_after_not_safe_a_yes_in_any_spelling_is_met_with_999(partner, words):
    assert partner().write(DYING, "no", words).answers[-1] in STRONG


@pytest.mark.parametrize("before", [DYING, FRIEND, "my uncle threatened to kill me"])
@pytest.mark.parametrize(
    "words", ["is it possible to text 999", "how can i register my phone", "where do i sign up", "my phone isnt registered"]
)  # fmt: skip
def test_how_to_text_999_is_told_to_whoever_was_told_that_they_can(partner, before, words):
    heard = partner("sms").write(before, words)
    assert heard.answers[0].endswith(".text") and heard.state == "waiting_for_human"
    assert "REGISTER to 999" in heard


def test_registering_something_else_is_another_matter(partner):
    heard = partner().write(DYING, "how do i register as self employed")
    assert heard.answers[0] != "crisis.text"


@pytest.mark.parametrize("words", ["can i walk out of there", "should i resign", "im not going back in there"])  # fmt: skip
@pytest.mark.parametrize("channel", ["web", "sms"])
def test_who_is_hurt_at_work_and_wants_to_leave_hears_what_it_means(partner, channel, words):
    heard = partner(channel).write(HURT, words)
    assert heard.answers == ["safeguarding.job"] and "999" in heard
    assert "good reason" in heard and "job club" not in heard


@pytest.mark.parametrize("words", ["I think he can see this", "she is reading it"])
def test_somebody_who_looks_over_the_shoulder_is_feared_and_not_a_data_question(partner, words):
    assert partner().write(HURT, words).answers == ["safeguarding.watched"]


CHILD = "im 11 and my stepdad hits me"


@pytest.mark.parametrize("words", ["are they there at this time", "what time do they open", "can i call them tonight"])  # fmt: skip
def test_a_child_who_asks_when_hears_of_childline_and_not_of_our_hours(partner, words):
    heard = partner().write(CHILD, "who are childline", words)
    assert heard.answers == ["safeguarding.childline"] and "day and night" in heard


@pytest.mark.parametrize("words", ["they will put me into care", "will they send me away", "am i in trouble"])  # fmt: skip
def test_a_child_who_fears_care_is_pointed_to_somebody_to_ask(partner, words):
    heard = partner().write(CHILD, words)
    assert "0800 1111" in heard and "housing" not in heard


def test_a_child_who_then_writes_help_still_hears_of_childline(partner):
    assert "0800 1111" in partner().write(CHILD, "help")
