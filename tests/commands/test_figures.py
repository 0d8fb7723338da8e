"""The shapes of `evaluate --json` and `replay --out` on files of a few lines."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT, Settings

LABELLED = [
    {"id": "a", "text": "what is access to work", "intent": "atw_what", "entities": {}},
    {"id": "b", "text": "i want to kill myself", "intent": "crisis"},
]
CONVERSATION = {
    "id": "c",
    "channel": "sms",
    "turns": [
        {"user": "what is access to work"},
        {"user": "can i talk to someone please"},
        {"user": "yes"},
        {"user": None, "before": [{"event": "adviser_joins", "name": "Sam"},
                                  {"event": "adviser_says", "text": "Hello, I am Sam."}]},
    ],
}  # fmt: skip
TURN = {"user", "channel", "intent", "confidence", "entities", "state", "answers", "replies",
        "case", "ms"}  # fmt: skip


def alongside(*words: str) -> str:
    """What a command writes to standard output; beside it no library tells of its own age."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=PROJECT, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    assert "Warning" not in done.stderr
    return done.stdout


def write(file: Path, rows: list[dict]) -> str:
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return str(file)


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory, trained: Settings) -> dict:
    file = write(tmp_path_factory.mktemp("evaluate") / "m.jsonl", LABELLED)
    return json.loads(alongside("evaluate", file, "--json"))


@pytest.fixture(scope="module")
def turns(tmp_path_factory: pytest.TempPathFactory, trained: Settings) -> list[dict]:
    folder = tmp_path_factory.mktemp("replay")
    file = write(folder / "c.jsonl", [CONVERSATION])
    assert alongside("replay", file, "--out", str(folder / "out.jsonl")) == ""
    (line,) = (folder / "out.jsonl").read_text().splitlines()
    result = json.loads(line)
    assert (result["id"], result["channel"]) == ("c", "sms")
    return result["turns"]


def test_evaluate_gives_all_figures(figures: dict) -> None:
    assert set(figures) == {"n", "accuracy", "per_intent", "calibration", "confusions", "entities",
                            "ms", "predictions"}  # fmt: skip
    assert (figures["n"], figures["accuracy"], figures["confusions"]) == (2, 1.0, [])
    assert figures["per_intent"]["crisis"] == {"n": 1, "recall": 1.0, "precision": 1.0}


def test_evaluate_gives_each_prediction(figures: dict) -> None:
    understood, screened = figures["predictions"]
    for prediction in (understood, screened):
        assert set(prediction) == {
            "id", "intent", "confidence", "ranking", "entities", "ms", "danger",
        }  # fmt: skip
        assert prediction["ranking"][0] == [prediction["intent"], prediction["confidence"]]
    assert (understood["id"], understood["intent"]) == ("a", "atw_what")
    assert (screened["intent"], screened["confidence"]) == ("crisis", 1.0)


def test_replay_gives_each_turn(turns: list[dict]) -> None:
    assert len(turns) == len(CONVERSATION["turns"])
    for turn, asked in zip(turns, CONVERSATION["turns"]):
        assert set(turn) == TURN
        assert (turn["user"], turn["channel"]) == (asked["user"], "sms")
        assert all(set(r) >= {"author", "text", "segments"} for r in turn["replies"])


def test_replay_goes_the_whole_way(turns: list[dict]) -> None:
    answered, asked, waiting, joined = turns
    assert answered["intent"] == "atw_what" and answered["answers"] == ["atw_what"]
    assert answered["state"] == "bot" and answered["replies"][0]["segments"] in (1, 2)
    assert (asked["intent"], asked["case"]) == ("talk_to_human", None)
    assert waiting["state"] == "waiting_for_human" and waiting["case"]
    assert joined["state"] == "human" and joined["case"] == waiting["case"]
    assert joined["replies"][-1]["name"] == "Sam"
    assert joined["replies"][-1]["author"] == "adviser"
