"""The screen finds crisis, leaves ordinary talk alone, and can be trusted with any text."""

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from re import _constants, _parser
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety import Screen, screen
from bot.safety.danger import DANGER
from bot.safety.despair import DESPAIR, WEAK
from bot.safety.direct import DIRECT
from bot.safety.figures import without_figures
from bot.safety.languages import LANGUAGES, LANGUAGES_OTHER
from bot.safety.leaving import LEAVING
from bot.safety.normalise import normalise
from bot.safety.other import OTHER
from bot.safety.rare import RARE
from bot.safety.threat import THREATS
from bot.settings import PROJECT

HELD_OUT = Path(__file__).parent / "corpus"
LEARNT_FROM = PROJECT / "data" / "safety"
EVERY_RULE = (
    DIRECT
    + DANGER
    + LEAVING
    + DESPAIR
    + RARE
    + WEAK
    + LANGUAGES
    + LANGUAGES_OTHER
    + OTHER
    + THREATS
)
PATTERNS = [(rule, pattern) for rule in EVERY_RULE for pattern in rule.patterns]
# Any code point at all, with lone surrogates and NUL.
ANY_TEXT = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=()))


class Message(NamedTuple):
    """One message of a corpus; in the files "! " marks a plain statement, "#" a remark."""

    text: str
    explicit: bool


def messages(name):
    folder = HELD_OUT if name.endswith("_held_out") else LEARNT_FROM
    lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [
        Message(line.removeprefix("! "), line.startswith("! "))
        for line in lines
        if line.strip() and not line.startswith("#")
    ]


def _report(title, corpus, wrong):
    print(f"\n{title}: {len(corpus) - len(wrong)} of {len(corpus)} right")
    for text in wrong:
        print(f"  {text!r} -> {screen(text)}")


def _missed(corpus):
    return [m.text for m in corpus if not screen(m.text).crisis]


def _alarms(corpus):
    return [m.text for m in corpus if screen(m.text).crisis]


@pytest.mark.parametrize(("name", "least"), [("crisis_held_out", 0.95), ("crisis", 0.95)])
def test_crisis_is_found(name, least):
    corpus = messages(name)
    missed = _missed(corpus)
    _report(name, corpus, missed)
    assert len(corpus) >= 150
    assert 1 - len(missed) / len(corpus) >= least


def test_every_explicit_message_is_found():
    explicit = [m for m in messages("crisis") if m.explicit]
    assert len(explicit) > 100
    assert _missed(explicit) == []


def test_explicit_messages_held_out():
    explicit = [m for m in messages("crisis_held_out") if m.explicit]
    missed = _missed(explicit)
    _report("explicit, held out", explicit, missed)
    assert len(missed) / len(explicit) <= 0.02


def test_most_plain_statements_are_called_explicit():
    explicit = [m for name in ("crisis", "crisis_held_out") for m in messages(name) if m.explicit]
    called = [m for m in explicit if screen(m.text).explicit]
    assert len(called) / len(explicit) >= 0.95


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("figures_of_speech_held_out", 0.05),
        ("figures_of_speech", 0.02),
        ("ordinary", 0.01),
    ],
)
def test_ordinary_talk_raises_no_alarm(name, most):
    corpus = messages(name)
    alarms = _alarms(corpus)
    _report(name, corpus, alarms)
    assert len(corpus) >= 150
    assert len(alarms) / len(corpus) < most


@pytest.mark.parametrize(
    ("name", "least"), [("other_person", 0.95), ("other_person_held_out", 0.85)]
)
def test_someone_else_is_told_apart(name, least):
    corpus = messages(name)
    wrong = [m.text for m in corpus if screen(m.text).about != "other"]
    _report(name, corpus, wrong)
    assert 1 - len(wrong) / len(corpus) >= least


@pytest.mark.parametrize(
    "text",
    [
        "The form asks if I have ever wanted to end my life, must I answer?",
        "I took an overdose six years ago and I am well now, can I train as a nurse?",
        "my course is about suicide and self-harm, is the travel paid",
        "a customer told me to go and kill myself, what should my manager do",
        "so I said I would sooner jump off a cliff than work for him ha ha",
    ],
)
def test_words_that_tell_of_something_else_leave_a_doubt(text):
    """Nobody acts on them alone where the meaning can be asked for, and nobody passes them over."""
    found = screen(text)
    assert found.crisis and not found.certain


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "I took an overdose six years ago and I want to do it again",
        "years ago I survived an attempt and tonight I am going to end my life",
        "want to die lol not joking",
        "I used to self harm and I have started again",
    ],
)
def test_what_is_said_plainly_about_now_is_certain(text):
    assert screen(text).certain


def test_plain_statements_are_certain_with_few_exceptions():
    explicit = [m for name in ("crisis", "crisis_held_out") for m in messages(name) if m.explicit]
    certain = [m for m in explicit if screen(m.text).certain]
    assert len(certain) / len(explicit) >= 0.85


@pytest.mark.parametrize("name", ["figures_of_speech_held_out", "figures_of_speech"])
def test_hardly_any_figure_of_speech_is_acted_on_at_once(name):
    corpus = messages(name)
    assert sum(screen(m.text).certain for m in corpus) / len(corpus) <= 0.015


def test_about_someone_else_is_no_crisis_of_the_writer():
    assert screen("my brother says he wants to die") == Screen(
        crisis=False, about="other", explicit=False, rule=screen("my brother wants to die").rule
    )


@pytest.mark.parametrize(
    "text",
    [
        "my brother wants to die and so do i, i want to die too",
        "he says he wants to die. i want to die as well",
        "i'm worried about my son, he self harms, and i can't go on either",
        "my mum died by suicide and i want to do the same",
        "my mum makes me want to die",
        "part of me wants to die",
        "my wife died, want to die",
    ],
)
def test_the_writer_counts_when_both_are_meant(text):
    assert screen(text).crisis


@pytest.mark.parametrize(
    "text",
    [
        "I'm not suicidal",
        "im not suicidal just fed up",
        "dont worry im not going to do anything silly",
        "I would never kill myself",
        "I don't want to die",
        "no plans to end my life",
    ],
)
def test_a_plain_denial_alone_is_no_alarm(text):
    assert screen(text) == Screen(crisis=False, about=None, explicit=False, rule=None)


@pytest.mark.parametrize(
    "text",
    [
        "I'm not suicidal but I feel worthless",
        "im not suicidal but i dont see the point of living",
        "not going to do anything silly but i hate my life",
        "I don't want to kill myself but I don't want to be here",
        "not sure i wont kill myself",
        "why not kill myself",
        "im not going to kill myself yet",
    ],
)
def test_a_denial_beside_a_sign_is_an_alarm(text):
    assert screen(text).crisis


@pytest.mark.parametrize(
    "text", ["i feel worthless", "its hopeless", "ive had enough", "goodbye", "i hate my life"]
)
def test_one_weak_sign_is_an_ordinary_bad_day(text):
    assert not screen(text).crisis


def test_two_weak_signs_are_a_sign():
    assert screen("i hate my life. i feel worthless").crisis


@pytest.mark.parametrize(
    "text",
    [
        "k i l l myself", "k.i.l.l myself", "K1LL MYSELF", "k*ll myself", "killlll myself",
        "kil my self", "ｋｉｌｌ ｍｙｓｅｌｆ", "кill mуself", "kíll mysëlf", "kill\u200b my\u200bself",
        "suıcıde", "su1c1de", "s u i c i d e", "sucide", "suicidle", "siucide", "suiside",
        "slef harm", "selfharm", "kms", "ktms", "unalive", "un-alive", "sewerslide",
        "wanna d1e", "want 2 die", "iwanttodie", "I CAN’T GO ON", "i cant go on", "i can't go on",
        "i want to\ndie", "i want to... die", "i want to die\x00", "I want to die full stop",
    ],
)  # fmt: skip
def test_ways_of_writing(text):
    assert screen(text).crisis


def test_a_crisis_after_ordinary_words_is_still_found():
    """What stands before it may be any ordinary message: nothing there may hide it."""
    for m in messages("figures_of_speech_held_out") + messages("ordinary"):
        assert screen(f"{m.text}. i want to kill myself").crisis, m.text
        assert screen(f"{m.text}\nI don't want to live any more.").crisis, m.text


def test_a_crisis_late_in_a_long_message_is_found():
    long = "the letter came about the appointment and the bus was late. " * 160
    assert screen(long + "i want to end my life").explicit


def test_empty_messages():
    for text in ("", " ", "\x00", "\n\n", "...", "😀"):
        assert screen(text) == Screen(crisis=False, about=None, explicit=False, rule=None)


def test_the_rule_named_holds_none_of_the_text():
    names = {rule.name for rule in EVERY_RULE} | {"weak_signs", "denial_and_weak", None}
    for m in messages("crisis") + messages("other_person"):
        assert screen(m.text).rule in names


@given(ANY_TEXT)
def test_any_text_is_screened(text):
    assert isinstance(screen(text), Screen)


@given(ANY_TEXT)
def test_normalising_keeps_the_length_within_bounds(text):
    plain = normalise(text)
    # One sign can stand for many letters; a short word can stand for two or three.
    written_out = sum(len(unicodedata.normalize("NFKC", c)) for c in text)
    assert len(plain) <= 8 * written_out + 2
    assert plain == f" {plain.strip()} " or not plain.strip()


@given(st.sampled_from([m.text for m in messages("crisis")]), st.data())
def test_case_and_hidden_characters_change_nothing(text, data):
    assert screen(text.upper()).crisis == screen(text.lower()).crisis
    at = data.draw(st.integers(0, len(text)))
    assert screen(f"{text[:at]}\u200b{text[at:]}").crisis == screen(text).crisis


def test_a_rule_is_only_passed_over_when_it_could_not_match():
    """The words a rule is looked up by are among those it must find."""
    for name in ("crisis", "other_person", "figures_of_speech"):
        for m in messages(name):
            text, _ = without_figures(normalise(m.text))
            words = set(text.split())
            for rule, pattern in PATTERNS:
                if pattern.needs and pattern.needs.isdisjoint(words):
                    assert not pattern.regex.search(text), (rule.name, m.text)


def _unlimited_inside_a_repeat(tree, inside=False):
    """Whether a pattern repeats without limit inside another repeat: the slow kind."""
    for kind, value in tree:
        if kind in (_constants.MAX_REPEAT, _constants.MIN_REPEAT):
            low, high, part = value
            # A word of any length inside "up to n words" is safe: spaces fence it.
            fenced = len(part) == 1 and part[0][0] in (_constants.IN, _constants.NOT_LITERAL)
            if inside and high == _constants.MAXREPEAT and not fenced:
                return True
            if _unlimited_inside_a_repeat(part, inside or high > 1):
                return True
        elif kind == _constants.SUBPATTERN:
            if _unlimited_inside_a_repeat(value[3], inside):
                return True
        elif kind == _constants.BRANCH:
            if any(_unlimited_inside_a_repeat(branch, inside) for branch in value[1]):
                return True
    return False


def test_no_pattern_can_run_away():
    for rule, pattern in PATTERNS:
        assert not _unlimited_inside_a_repeat(_parser.parse(pattern.regex.pattern)), rule.name
        gaps = [int(n) for n in re.findall(r"\{0,(\d+)\}", pattern.regex.pattern)]
        assert all(n <= 16 for n in gaps), rule.name


@pytest.mark.parametrize(
    "text",
    [
        "i hvae been hruting myself since they stoped my money",
        "i am ahrming myself again",
        "got the talbets redy for tongiht",
        "going to klil mysefl",
    ],
)
def test_letters_the_wrong_way_round_hide_nothing(text):
    assert screen(text).crisis


def test_a_message_is_read_alike_in_every_process():
    """Python shuffles its sets anew in each: no reading may hang on their order."""
    words = "suicidae suicidea suicideal mysellf overdosse"
    said = f"from bot.safety.normalise import normalise; print(normalise({words!r}))"
    heard = {
        subprocess.run(
            [sys.executable, "-c", said],
            cwd=PROJECT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True,
        ).stdout
        for seed in "12345"
    }  # fmt: skip
    assert len(heard) == 1
