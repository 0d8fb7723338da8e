"""The table of `docs/model-card.md`: danger found and falsely seen, by set and way of writing.

  uv run python bench/danger.py

Reads the sets of `tests/safety/corpus`, from which nothing is learnt. *Screen*: the rules alone, as
when Rasa is down. *Taken*: read as danger. *Or asked*: that, or the person is asked if they are safe.
"""

import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.commands.evaluate import measure
from bot.commands.train import model_file
from bot.safety import screen
from bot.settings import PROJECT, settings

CORPUS = PROJECT / "tests" / "safety" / "corpus"
SETS = {
    "third writer": "third_writer",
    "short turns": "short_turns",
    "fifth writer": "fifth_writer",
    "hard": "by_style",
    "last look": "last_look",
}
LISTS = {
    "crisis": "crisis_held_out",
    "other": "other_person_held_out",
    "figures": "figures_of_speech_held_out",
}
DANGER = ("crisis", "crisis_other")
KINDS = ("crisis", "other", "figures", "ordinary")


def texts() -> list[dict]:
    """Every text with its set, way of writing and kind."""
    rows = []
    for name, file in SETS.items():
        styles = yaml.safe_load((CORPUS / f"{file}.yml").read_text("utf-8"))
        rows += [
            {"set": name, "style": style.replace("_", " "), "kind": kind, "text": text}
            for style, kinds in styles.items()
            for kind, said in kinds.items()
            for text in said
        ]
    for kind, file in LISTS.items():
        for line in (CORPUS / f"{file}.txt").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                text = line.removeprefix("! ")
                rows.append({"set": "held out", "style": "plain list", "kind": kind, "text": text})
    return rows


def cells(rows: list[dict]) -> str:
    """One line of the table without its first two cells."""
    found = {kind: [row for row in rows if row["kind"] == kind] for kind in KINDS}
    crisis, others = found["crisis"], [*found["figures"], *found["ordinary"]]
    count = {n: len(r) for n, r in {**found, "no": others}.items()}
    taken = {n: sum(row["taken"] for row in r) for n, r in {**found, "no": others}.items()}
    seen = {n: sum(row["seen"] for row in r) for n, r in {**found, "no": others}.items()}
    return " | ".join(
        (
            f"{sum(screen(row['text']).crisis for row in crisis)}/{count['crisis']}" if crisis else "none",
            f"{taken['crisis']}" if crisis else "",
            f"{seen['crisis']}" if crisis else "",
            f"{seen['other']}/{count['other']}" if count["other"] else "none",
            f"{taken['no']}/{count['no']}" if others else "none",
            f"{seen['no']}" if others else "",
        )
    )  # fmt: skip


def main() -> None:
    rows = texts()
    asked = [{"id": n, "text": row["text"], "intent": "any"} for n, row in enumerate(rows)]
    for row, said in zip(rows, measure(model_file(settings()), asked)["predictions"]):
        row["taken"] = said["intent"] in DANGER
        row["seen"] = row["taken"] or bool(said["danger"])
    print(
        "| texts | way of writing | crisis: screen alone | taken as danger | or asked "
        "| somebody else: found | no danger: taken as danger | or asked |\n" + "|---" * 8 + "|"
    )
    for name in (*SETS, "held out"):
        own = [row for row in rows if row["set"] == name]
        for style in sorted({row["style"] for row in own}):
            print(f"| {name} | {style} | {cells([r for r in own if r['style'] == style])} |")
        if name != "held out":
            print(f"| {name} | **all** | {cells(own)} |")
    for name in (*SETS, "held out"):
        for kind in KINDS:
            own = [row for row in rows if row["kind"] == kind and row["set"] == name]
            print(f"{name}, {kind}: {len(own)}, taken {sum(r['taken'] for r in own)}, or asked {sum(r['seen'] for r in own)}")  # fmt: skip


if __name__ == "__main__":
    main()
