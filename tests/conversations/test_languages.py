"""Other languages: one sentence in that language, the way to a person, and no pretence."""

import pytest

from bot.content.languages import language_named, language_of, languages


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Dzień dobry, szukam pracy i nie mówię po angielsku", "change_language.pl"),
        ("hola, necesito ayuda con el trabajo", "change_language.es"),
        ("buna ziua, am nevoie de ajutor", "change_language.ro"),
        ("আমি চাকরি খুঁজছি, সাহায্য দরকার", "change_language.bn"),
        ("merhaba, engelliyim ve iş arıyorum", "change_language.tr"),
        ("Bore da, dw i'n chwilio am swydd", "change_language.cy"),
        ("polish please", "change_language.pl"),
    ],
)
def test_one_sentence_in_the_language_and_the_way_to_a_person(partner, words, answer):
    heard = partner().write(words)
    assert heard.answers == [answer]
    assert "999" in heard and "BSL" in heard


def test_the_way_to_a_person_works(partner):
    assert "Yes, you can talk to a person" in partner().write(
        "bonjour je cherche un emploi", "person"
    )


def test_by_text_message_it_is_at_most_two_segments(partner):
    for words in ("আমি চাকরি খুঁজছি, সাহায্য দরকার", "எனக்கு வேலை தேட உதவி வேண்டும்"):
        assert max(partner("sms").write(words).segments) <= 2


def test_danger_in_another_language_is_answered_as_danger(partner):
    assert partner().write("mąż mnie bije, boję się wracać do domu").intent == "safeguarding"
    assert partner().write("quiero morirme").intent == "crisis"


def test_every_language_has_its_sentence(gateway):
    store = (
        gateway.composer_store if hasattr(gateway, "composer_store") else gateway.store.current()
    )
    assert {f"change_language.{code}" for code in languages()} <= {a.id for a in store}


@pytest.mark.parametrize(
    "text",
    [
        "i ned hlp wiv my pip", "plz hlp me wiv job", "me want job club where", "ca i get dis",
        "no", "si", "ola how r u", "wot iz atw", "pip", "on uc n want 2 wrk", "helo", "come on man",
        "salam", "job club peckham", "Jose from the club said to text", "", "???", "123",
    ],
)  # fmt: skip
def test_english_however_it_is_written_is_not_another_language(text):
    assert language_of(text) is None


def test_persian_is_not_taken_for_arabic():
    assert language_of("سلام، فارسی صحبت می‌کنید؟") is None


def test_a_language_named_in_english():
    assert language_named("do you speak Punjabi?") == "pa" == language_named("panjabi please")
    assert language_named("what is a job club") is None
