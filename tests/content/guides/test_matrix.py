"""Every cell of the benefit and activity matrix: sourced, dated, careful, and fit for a text message."""

import os
import re
from datetime import date, timedelta

import pytest

from bot.content.facts import load_facts
from bot.content.gsm import is_gsm, segments
from bot.content.guides.live import LiveFile
from bot.content.guides.matrix import (
    FIELDS,
    NOT_CHECKED,
    NOT_CHECKED_RISK,
    STRICT,
    load_matrix,
)
from bot.content.guides.safety import verdict
from bot.content.load import load_store
from bot.conversations.guided_results import ADVICE, TOPIC
from bot.errors import PlainError
from bot.settings import PROJECT

FILE = PROJECT / "data" / "benefits_safety.yml"
MATRIX = load_matrix(FILE)
STORE = load_store(PROJECT / "data")
CELLS = sorted(MATRIX.cells)
PROMISE = re.compile(
    r"better off|guarantee|\bdefinitely\b|\bnever be\b|will not (?:lose|be sanctioned|be reassessed)|"
    r"you will (?:get|keep)|\bsafe to\b|no risk",
    re.IGNORECASE,
)
UNKIND = re.compile(r"suffer|the disabled|wheelchair.bound|special needs|handicap", re.IGNORECASE)


def test_every_benefit_meets_every_activity():
    assert len(CELLS) == len(MATRIX.benefits) * len(MATRIX.activities) == 64


@pytest.mark.parametrize(("benefit", "activity"), CELLS)
def test_a_cell_is_sourced_dated_careful_and_short(benefit, activity):
    cell = MATRIX.cells[benefit, activity]
    assert cell.sources and all(source.publisher and source.title for source in cell.sources)
    assert all(source.url or source.publisher for source in cell.sources)
    assert MATRIX.reviewed <= MATRIX.review_by <= MATRIX.reviewed + timedelta(days=200)
    for name in FIELDS:
        told = STORE.fill(cell.tell(name), MATRIX.reviewed)
        assert told[0].isupper() and told.endswith(".")
        assert not PROMISE.search(told) and not UNKIND.search(told)
        assert is_gsm(told) and segments(told) <= 1
    assert cell.advice_first in STRICT and cell.advice_first in ADVICE
    assert TOPIC[activity] in STORE


@pytest.mark.parametrize(("benefit", "activity"), CELLS)
def test_what_nobody_checked_is_a_question_for_an_adviser(benefit, activity):
    cell = MATRIX.cells[benefit, activity]
    for name in FIELDS:
        told = cell.tell(name)
        assert (told in (NOT_CHECKED, NOT_CHECKED_RISK)) == (name in cell.unverified)
        if name == "sanction" and name in cell.unverified:
            assert told.startswith("There may be one."), "silence would sound like none"


@pytest.mark.parametrize("benefit", MATRIX.benefits)
def test_asking_about_access_to_work_and_going_to_a_club_are_never_a_duty(benefit):
    for activity in ("club", "ask_access_to_work"):
        cell = MATRIX.cells[benefit, activity]
        assert cell.tell("voluntary").startswith("Yes") and cell.advice_first == "no"


def test_figures_stand_by_name_and_exist():
    facts = load_facts(PROJECT / "data" / "facts.yml")
    named = set(re.findall(r"\{([a-z0-9_]+)\}", str(MATRIX.benefits)))
    assert named and all(name in facts for name in named)
    for row in MATRIX.benefits.values():
        later = STORE.fill(row["pay"], date(2031, 1, 1))
        assert "£" not in later, "an old figure is never told"


@pytest.mark.parametrize("name", MATRIX.activities)
def test_words_for_a_work_coach_can_be_copied_anywhere(name):
    words = MATRIX.activities[name]["coach"]
    assert words is None if name == "ask_access_to_work" else words
    if words:
        assert is_gsm(words) and not PROMISE.search(words)


def test_two_benefits_put_the_more_careful_first():
    answers = {"benefits": ["pip", "ca"], "activity": "job"}
    assert [cell.benefit for cell in verdict(MATRIX, answers).cells] == ["ca", "pip"]


def test_a_benefit_outside_the_matrix_is_named_and_not_guessed():
    found = verdict(MATRIX, {"benefits": ["other:DLA", "pip"], "activity": "job"})
    assert found.unknown == ("DLA",) and [cell.benefit for cell in found.cells] == ["pip"]


@pytest.mark.parametrize(
    ("group", "row"),
    [("search", "uc_search"), ("lcw", "uc_lcw"), ("lcwra", "uc_lcwra"), ("waiting", "uc_search"),
     ("unsure", "uc_search")],
)  # fmt: skip
def test_an_unknown_group_gets_the_careful_rules(group, row):
    answers = {"benefits": ["uc"], "activity": "volunteer", "uc_group": group}
    found = verdict(MATRIX, answers)
    assert [cell.benefit for cell in found.cells] == [row]
    assert bool(found.notes) == (group in ("waiting", "unsure"))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("advice_first: always", "advice_first: perhaps", 1), "advice_first"),
        (lambda text: text.replace("sources: [ncvo", "sources: [nobody", 1), "nobody"),
        (lambda text: text.replace('  money: "JSA ends."\n', "", 1), "money"),
        (lambda text: text[: text.rindex("- benefit: ca")], "ca and ask_access_to_work"),
        (lambda text: text.replace("cells:", "cells: [", 1), "not valid YAML"),
    ],
)  # fmt: skip
def test_a_broken_file_says_what_is_wrong(tmp_path, change, says):
    file = tmp_path / "benefits_safety.yml"
    file.write_text(change(FILE.read_text("utf-8")), "utf-8")
    with pytest.raises(PlainError, match=says):
        load_matrix(file)


def test_a_file_that_breaks_does_not_replace_the_one_that_worked(tmp_path):

    file = tmp_path / "benefits_safety.yml"
    file.write_text(FILE.read_text("utf-8"), "utf-8")
    live = LiveFile(file, load_matrix)
    good = live.current()
    file.write_text("cells: [", "utf-8")
    os.utime(file, (1, 1))
    assert live.current() is good
    file.write_text(FILE.read_text("utf-8").replace("JSA ends.", "JSA stops."), "utf-8")
    os.utime(file, (2, 2))
    assert live.current().cells["jsa", "job"].tell("money") == "JSA stops."


FAULTS = [
    ('reviewed: 2026-11-21', 'reviewed: soon', "'reviewed' must be a day"),
    ('  sanction: "None."', '  sanction: null', "'sanction' is missing: write it."),
    ('  sanction: "None."', '  sanction: "<b>None.</b>"', "holds HTML"),
    ('  sanction: "None."', '  sanction: "None \u2019."', "one text cannot carry"),
    ('  sanction: "None."', '  sanction: no', "'sanction' must be words"),
    ('  advice_first: always', '  advice_first: perhaps', "'perhaps' in 'advice_first' must be one of"),
    ('  unverified: []', '  unverified: [luck]', "'luck' in 'unverified' must be one of"),
    ('  sources: [atw, carers]', '  sources: [nobody]', "'nobody' in 'sources' must be one of"),
    ('  activity: ask_access_to_work\n', '  activity: sleeping\n', "no activity 'sleeping'"),
    ('  coach: true', '  coach: perhaps', "'coach' must be true or false"),
    ('url: "https://s4me', 'url: "javascript:s4me', "'url' must begin with https://"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "said"), FAULTS)
def test_a_fault_in_the_matrix_is_told_with_its_line(tmp_path, good, bad, said):
    text = FILE.read_text("utf-8")
    assert good in text
    file = tmp_path / "benefits_safety.yml"
    file.write_text(text.replace(good, bad, 1), "utf-8")
    with pytest.raises(PlainError) as error:
        load_matrix(file)
    assert said in str(error.value)
    named = int(re.search(r"line (\d+)", str(error.value))[1])
    first = text[: text.index(good)].count("\n") + 1
    assert abs(named - first) <= 8, "the line of the fault, or of its entry"


def test_a_missing_cell_is_named(tmp_path):
    file = tmp_path / "benefits_safety.yml"
    text = FILE.read_text("utf-8")
    file.write_text(text[: text.rindex("- benefit: ca")], "utf-8")
    with pytest.raises(PlainError, match="no cell for ca and ask_access_to_work: write one"):
        load_matrix(file)
