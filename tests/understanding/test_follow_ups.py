"""Messages in the middle of a talk: what they ask for, and which passage meets them."""

import json
from pathlib import Path

import numpy as np
import pytest

from bot.dialogue import fitting, follow_ups
from bot.dialogue.fitting import Named
from bot.dialogue.follow_ups import Evidence, Judge, judge
from bot.nlu.encoder import WIDTH, encode_all
from bot.nlu.examples import examples, together
from bot.settings import PROJECT

LEAST_RIGHT, LEAST_MORE_THAN_ALONE = 0.68, 0.1
"""On messages of writers who had seen nothing of ours (in_talks.jsonl). From which share on the judge is
followed was chosen with them in sight."""
RULE = Named("a", "x", ("Hours", "", "You must work less than 16 hours a week."))
FORM = Named("a.esa", "y", ("Forms", "", "Send form PW1 to ESA before you start."))


def test_what_others_ask_in_the_middle_of_a_talk_is_judged_rightly(figures_of) -> None:
    file = PROJECT / "tests/understanding/in_talks.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    whole = [together(row["question"], row["text"]) for row in rows]
    texts = [row["text"] for row in rows]
    asked = [{"text": text, "intent": "any"} for text in (*texts, *whole)]
    said = [dict(p["ranking"]) for p in figures_of(asked)["predictions"]]
    vectors = encode_all([*texts, *whole])
    right = alone = 0
    for n, row in enumerate(rows):
        evidence = Evidence(
            row["topic"], said[n], said[n + len(rows)], vectors[n], vectors[n + len(rows)],
            len(row["text"].split()),
        )  # fmt: skip
        right += judge().ranking(evidence)[0][0] in (row["intent"], *row["also"])
        alone += max(said[n], key=said[n].get) in (row["intent"], *row["also"])
    assert right / len(rows) >= LEAST_RIGHT
    assert (right - alone) / len(rows) >= LEAST_MORE_THAN_ALONE


def test_the_judge_that_comes_with_the_project_knows_all_intents() -> None:
    assert judge().intents == sorted({intent for _, intent in examples()})


def test_a_judge_that_is_kept_says_the_same(tmp_path: Path) -> None:
    wide = 2 * 2 * WIDTH + 5 * 2 + 1
    random = np.random.default_rng(1)
    made = Judge(["a", "b"], ["b", "a"], random.normal(size=(wide, 2)), np.array([0.1, 0.2]))
    made.keep(tmp_path / "judge.npz")
    vector = random.normal(size=3 * WIDTH).astype("f4")
    evidence = Evidence("a", {"a": 0.7, "b": 0.3}, {"b": 1.0}, vector, vector, 3)
    before, after = (
        dict(one.ranking(evidence)) for one in (made, Judge.opened(tmp_path / "judge.npz"))
    )
    assert before == pytest.approx(after, abs=0.02)
    assert sum(before.values()) == pytest.approx(1.0)


@pytest.mark.parametrize("text", ["how many hours", "", "😀", "x" * 10_000, "\ud800"])
def test_every_passage_has_a_chance_whatever_is_asked(text: str) -> None:
    found = fitting.chances(
        text.encode("utf-8", "replace").decode(), "", "benefits_report", [RULE, FORM]
    )
    assert len(found) == 2 and all(0 <= chance <= 1 for chance in found)


def test_the_passage_that_has_what_is_asked_for_is_likelier() -> None:
    hours = fitting.chances(
        "how many hours can i work", "i get esa", "benefits_report", [RULE, FORM]
    )
    form = fitting.chances(
        "which form do i send to esa", "i get esa", "benefits_report", [RULE, FORM]
    )
    assert hours[0] > hours[1] and form[1] > form[0]


def test_without_passages_there_is_no_chance() -> None:
    assert fitting.chances("hello", "", "benefits_report", []) == []


def test_a_message_without_a_question_before_it_stands_alone() -> None:
    assert together("", "and then?") == "and then?"
    assert follow_ups.as_row(
        Evidence("", {}, {}, np.zeros(3 * WIDTH), np.zeros(3 * WIDTH), 0), ["a"]
    ).shape == (2 * 2 * WIDTH + 5 + 1,)
