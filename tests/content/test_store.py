"""Answers with dated figures: what is printed, what is left out, what is refused."""

import shutil
from datetime import date

import pytest

from bot.content.facts import Fact, Facts
from bot.content.live import LiveStore
from bot.content.load import load_store
from bot.content.store import Store
from bot.errors import PlainError
from bot.settings import PROJECT

TODAY = date(2026, 11, 21)


def fact(**more) -> Fact:
    given = {
        "id": "limit", "show": "£203.50", "valid_from": date(2026, 4, 6),
        "valid_to": date(2027, 4, 5), "confidence": "medium", "record": False,
        "publisher": "P", "title": "T", "url": None,
    }  # fmt: skip
    return Fact(**{**given, **more})


TEXT = "[[You can keep {limit} a week. | There is a weekly limit.]] Ask first."


@pytest.mark.parametrize(
    ("facts", "day", "said"),
    [
        ([fact()], TODAY, "You can keep £203.50 a week. Ask first."),
        ([fact()], date(2027, 4, 6), "There is a weekly limit. Ask first."),
        ([fact()], date(2026, 4, 5), "There is a weekly limit. Ask first."),
        ([fact(confidence="low")], TODAY, "There is a weekly limit. Ask first."),
        (
            [fact(), fact(show="£210", valid_from=date(2027, 4, 6), valid_to=None)],
            date(2027, 4, 6),
            "You can keep £210 a week. Ask first.",
        ),
        (
            [fact(valid_to=date(2025, 1, 1), record=True)],
            TODAY,
            "You can keep £203.50 a week. Ask first.",
        ),
    ],
)
def test_a_figure_is_printed_only_on_its_days(facts, day, said):
    assert Store({}, Facts(facts)).fill(TEXT, day) == said


@pytest.fixture
def data(tmp_path):
    shutil.copytree(PROJECT / "data" / "answers", tmp_path / "answers")
    for name in ("facts.yml", "programmes.yml", "telling.yml"):
        shutil.copy(PROJECT / "data" / name, tmp_path / name)
    return tmp_path


def test_every_answer_has_a_plain_and_an_sms_form_and_the_careful_ones_have_sources():
    for answer in load_store(PROJECT / "data"):
        assert {"plain", "sms"} <= set(answer.forms), answer.id
        if answer.careful:
            assert answer.sources and answer.reviewed and answer.review_by, answer.id


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("- id: x.a\n  title: T\n  sms: s\n", "'plain' is missing"),
        ("- id: x.a\n  plain: It is {no_such}.\n", "does not have"),
        ("- id: x.a\n  plain: It is {pip_mobility_standard}.\n", "no undated side"),
        ("- id: x.a\n  plain: <b>Bold</b>\n", "HTML"),
        ("- id: x.a\n  plain: [unclosed\n", "line"),
        ("- id: atw_what\n  plain: Again\n", "stands twice"),
        ("id: x\n", "must be a list"),
        ("- id: x.a\n  plain: p\n  stop: {to: nobody}\n", "stop.to"),
        ("- id: x.a\n  plain: p\n  review_by: soon\n", "review_by must be a day"),
    ],
)
def test_a_fault_is_told_with_file_and_line(data, entry, complaint):
    (data / "answers" / "zz.yml").write_text(entry)
    with pytest.raises(PlainError, match=complaint) as raised:
        load_store(data)
    assert "zz.yml" in str(raised.value)


def test_a_changed_answer_is_live_and_a_broken_file_never_replaces_a_working_one(data):
    store = LiveStore(data, every=0)
    file = data / "answers" / "zz.yml"
    file.write_text("- {id: x.new, title: T, plain: New words., sms: New.}\n")
    assert store.current().get("x.new").forms["plain"] == "New words."
    file.write_text("- {id: x.new, plain: ")
    assert store.current().get("x.new").forms["plain"] == "New words."
