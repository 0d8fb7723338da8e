"""A worse model cannot land: floors a little under what was measured, by group (docs/model-card.md).

The messages were written for measuring; `alongside check` sees that none stands in the training data.
"""

import json

import pytest
import yaml

from bot.settings import PROJECT

FLOORS = {"mission": 0.9, "work": 0.85, "safety": 0.85, "conversation": 0.95, "out_of_scope": 0.7}
LEAST_UNSEEN = {"mission": 0.9, "all": 0.9}
"""Of messages by a writer who had seen none of ours (third_writer.jsonl)."""
LEAST_FORGOTTEN = 0.82
"""Of messages about what training data forget (sixth_writer.jsonl). Examples of the same kinds were
added since, so this holds what was won; it no longer measures the unseen."""
MISSION = ("job_club", "atw", "disclosure", "adjustments", "discrimination", "benefits", "find_service",
           "inform_place", "talk_to_human", "handover")  # fmt: skip
CALIBRATION = 0.08
ENTITIES = {"location": 0.95, "benefit": 0.9, "service_kind": 0.95, "access_need": 0.9, "need": 0.9}
"""Least precision and recall."""
MOST_FALSE_OUT_OF_SCOPE = 0.05


def labelled() -> list[dict]:
    """The messages as rows of `evaluate`, each with its group."""
    groups = yaml.safe_load((PROJECT / "tests/understanding/messages.yml").read_text("utf-8"))
    rows = []
    for group, intents in groups.items():
        for intent, lines in intents.items():
            for line in lines:
                text, _, also = line.partition(" | ")
                rows.append(
                    {
                        "id": group,
                        "text": text,
                        "intent": intent,
                        "also": also.split(),
                        "group": group,
                    }
                )
    return rows


@pytest.fixture(scope="module")
def figures(figures_of) -> dict:
    return figures_of(labelled())


@pytest.fixture(scope="module")
def entities(figures_of) -> dict:
    """Precision and recall by entity."""
    texts = yaml.safe_load((PROJECT / "tests/understanding/entities.yml").read_text("utf-8"))
    rows = [{"text": text, "intent": "any", "entities": named} for text, named in texts]
    return figures_of(rows)["entities"]


@pytest.mark.parametrize("group", FLOORS)
def test_each_group_is_read_rightly(figures: dict, group: str) -> None:
    judged = [
        (row, said["intent"])
        for row, said in zip(labelled(), figures["predictions"])
        if row["group"] == group
    ]
    wrong = [
        (r["text"], r["intent"], said)
        for r, said in judged
        if said not in (r["intent"], *r["also"])
    ]
    assert 1 - len(wrong) / len(judged) >= FLOORS[group], wrong


@pytest.mark.parametrize("group", LEAST_UNSEEN)
def test_messages_of_another_writer_are_read_rightly(figures_of, group: str) -> None:
    file = PROJECT / "tests/understanding/third_writer.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    if group == "mission":
        rows = [row for row in rows if row["intent"].startswith(MISSION)]
    assert figures_of(rows)["accuracy"] >= LEAST_UNSEEN[group]


def test_what_training_data_forget_is_mostly_read_rightly(figures_of) -> None:
    file = PROJECT / "tests/understanding/sixth_writer.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert figures_of(rows)["accuracy"] >= LEAST_FORGOTTEN


def test_little_is_wrongly_called_out_of_scope(figures: dict) -> None:
    ours = [
        (row["text"], said["intent"])
        for row, said in zip(labelled(), figures["predictions"])
        if row["intent"] != "out_of_scope"
    ]
    false = [text for text, said in ours if said == "out_of_scope"]
    assert len(false) / len(ours) < MOST_FALSE_OUT_OF_SCOPE, false


def test_confidence_is_deserved(figures: dict) -> None:
    assert figures["calibration"]["ece"] <= CALIBRATION, figures["calibration"]["bins"]


@pytest.mark.parametrize("name", ENTITIES)
def test_names_are_found_and_everyday_words_are_not(entities: dict, name: str) -> None:
    assert min(entities[name]["precision"], entities[name]["recall"]) >= ENTITIES[name]
