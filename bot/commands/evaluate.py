"""`alongside evaluate`: figures on labelled messages.

The prediction is the final decision: the gateway's screen and command words, then the model.
"""

import asyncio
import json
import logging
import os
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.commands.harness import as_entities
from bot.commands.replay import read_lines
from bot.commands.train import is_fresh, model_file, quiet_environment, train
from bot.content.languages import language_of
from bot.conversations.commands import command_in
from bot.conversations.obey import COMMAND_INTENT
from bot.conversations.plan import DANGERS
from bot.errors import PlainError
from bot.safety import screen
from bot.settings import Settings


def evaluate(
    settings: Settings, file: Path, as_json: bool, console: Console, report: Path | None = None
) -> None:
    rows = read_lines(file)
    for number, row in enumerate(rows, start=1):
        if not isinstance(row.get("text"), str) or not row.get("intent"):
            raise PlainError(f"{file}, line {number}: 'text' and 'intent' are needed.")
    if not is_fresh(settings):
        train(settings, console)
    figures = measure(model_file(settings), rows)
    if report is not None:
        # Drawing is imported only where it is asked for.
        from bot.commands.report import draw

        drawn = draw(figures, rows, report)
    if as_json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        _print(figures, console)
        if report is not None:
            console.print(f"Pictures: {', '.join(str(file) for file in drawn)}", soft_wrap=True)


def measure(model: Path, rows: list[dict]) -> dict[str, Any]:
    """All figures for labelled rows; see `docs/evaluating.md` for their meaning."""
    understand = _reader(model)
    predictions = [{"id": row.get("id"), **understand(row)} for row in rows]
    right = [p["intent"] in (r["intent"], *r.get("also", ())) for p, r in zip(predictions, rows)]
    return {
        "n": len(rows),
        "accuracy": sum(right) / len(rows) if rows else 0.0,
        "per_intent": _per_intent(rows, predictions),
        "calibration": _calibration(predictions, right),
        "confusions": _confusions(rows, predictions, right),
        "entities": _entities(rows, predictions),
        "ms": {"p50": _quantile(predictions, 0.5), "p95": _quantile(predictions, 0.95)},
        "predictions": predictions,
    }


def parser(model: Path) -> Callable[[str], dict[str, Any]]:
    """A function from a text to what the pipeline of this model makes of it."""
    # Before Rasa is imported: it and what it pins tell of their own age and build.
    os.environ.update({k: v for k, v in quiet_environment().items() if k not in os.environ})
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    import structlog

    # Sanic turns warnings on again when it is imported: here they are kept, and seen by nobody.
    with warnings.catch_warnings(record=True):
        from rasa.core.agent import Agent

        from bot.dialogue import lean_rasa
        from bot.dialogue.connector import neutral

    lean_rasa.prepare()
    # Rasa prints each text it reads at the debug level.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    agent = Agent.load(str(model))
    loop = asyncio.new_event_loop()
    return lambda text: loop.run_until_complete(agent.parse_message(neutral(text)))


def _reader(model: Path) -> Callable[[dict], dict[str, Any]]:
    """A function from a labelled row to the final decision about its text."""
    parsed = parser(model)

    def understand(row: dict) -> dict[str, Any]:
        text, began = row["text"], time.perf_counter()
        parse = parsed(text)
        intent, confidence = parse["intent"]["name"], parse["intent"]["confidence"]
        ranking = [[r["name"], r["confidence"]] for r in parse.get("intent_ranking") or ()]
        decided = decided_by_gateway(text, row.get("channel", "web"))
        if decided:
            intent, confidence = decided, 1.0
            ranking = [[decided, 1.0], *[r for r in ranking if r[0] != decided]]
        elif language_of(text) and intent not in DANGERS and not parse.get("danger"):
            intent = "crisis" if screen(text).crisis else "change_language"
            confidence = 1.0
        if not any(c.isalnum() for c in text):
            intent, confidence = "out_of_scope", 0.0
        return {
            "intent": intent,
            "confidence": confidence,
            "ranking": ranking,
            "entities": as_entities([(e["entity"], e["value"]) for e in parse["entities"]]),
            "danger": parse.get("danger"),
            "ms": round((time.perf_counter() - began) * 1000, 2),
        }

    understand({"text": "warm up"})
    return understand


def decided_by_gateway(text: str, channel: str) -> str | None:
    """The intent that the gateway settles before the model is asked."""
    found = screen(text)
    if found.certain:
        return "crisis"
    if found.by_another:
        return "safeguarding"
    command = command_in(text, channel)
    return COMMAND_INTENT.get(command, command) if command else None


def _per_intent(rows: list[dict], predictions: list[dict]) -> dict[str, dict[str, float]]:
    """Recall counts the accepted second label as right; precision counts it too."""
    seen, found, called, called_right = Counter(), Counter(), Counter(), Counter()
    for row, prediction in zip(rows, predictions):
        said, accepted = prediction["intent"], {row["intent"], *row.get("also", ())}
        seen[row["intent"]] += 1
        called[said] += 1
        found[row["intent"]] += said in accepted
        called_right[said] += said in accepted
    return {
        name: {
            "n": seen[name],
            "recall": found[name] / seen[name] if seen[name] else 0.0,
            "precision": called_right[name] / called[name] if called[name] else 0.0,
        }
        for name in sorted({*seen, *called})
    }


def _calibration(predictions: list[dict], right: list[bool]) -> dict[str, Any]:
    """How often a confidence is deserved, in ten steps, and the mean gap (ECE)."""
    steps: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for prediction, ok in zip(predictions, right):
        steps[min(int(prediction["confidence"] * 10), 9)].append((prediction["confidence"], ok))
    bins = [
        {
            "from": step / 10,
            "n": len(pairs),
            "confidence": sum(c for c, _ in pairs) / len(pairs),
            "right": sum(ok for _, ok in pairs) / len(pairs),
        }
        for step, pairs in sorted(steps.items())
    ]
    total = max(len(predictions), 1)
    gap = sum(b["n"] * abs(b["confidence"] - b["right"]) for b in bins) / total
    return {"ece": gap, "bins": bins}


def _confusions(rows: list[dict], predictions: list[dict], right: list[bool]) -> list[list]:
    pairs = Counter(
        (row["intent"], p["intent"]) for row, p, ok in zip(rows, predictions, right) if not ok
    )
    return [[wanted, said, n] for (wanted, said), n in pairs.most_common(20)]


def _entities(rows: list[dict], predictions: list[dict]) -> dict[str, dict[str, float]]:
    """Precision and recall by entity, values compared without regard to case."""
    hit, wanted, said = Counter(), Counter(), Counter()
    for row, prediction in zip(rows, predictions):
        if "entities" not in row:
            continue
        for name, values in (row["entities"] or {}).items():
            wanted[name] += len(_values(values))
            got = _values(prediction["entities"].get(name))
            hit[name] += len(_values(values) & got)
        for name, values in prediction["entities"].items():
            said[name] += len(_values(values))
    return {
        name: {
            "n": wanted[name],
            "recall": hit[name] / wanted[name] if wanted[name] else 0.0,
            "precision": hit[name] / said[name] if said[name] else 0.0,
        }
        for name in sorted({*wanted, *said})
    }


def _values(value: Any) -> set[str]:
    if value is None:
        return set()
    return {str(v).lower() for v in (value if isinstance(value, list) else [value])}


def _quantile(predictions: list[dict], share: float) -> float:
    times = sorted(p["ms"] for p in predictions)
    return times[min(int(len(times) * share), len(times) - 1)] if times else 0.0


def _print(figures: dict[str, Any], console: Console) -> None:
    console.print(f"{figures['n']} messages, {figures['accuracy']:.1%} right")
    console.print(
        f"calibration gap {figures['calibration']['ece']:.3f}; "
        f"{figures['ms']['p50']:.1f} ms a message (p95 {figures['ms']['p95']:.1f})"
    )
    table = Table("intent or entity", "n", "recall", "precision")
    for group in ("per_intent", "entities"):
        for name, row in figures[group].items():
            table.add_row(name, str(row["n"]), f"{row['recall']:.0%}", f"{row['precision']:.0%}")
    console.print(table)
    for wanted, said, count in figures["confusions"]:
        console.print(f"{count} x {wanted} taken for {said}")
