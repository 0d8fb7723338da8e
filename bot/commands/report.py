"""Pictures for `alongside evaluate --report`: is a confidence deserved, and what is taken for what."""

from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

from matplotlib import pyplot as plt

from bot.settings import make_folder

RELIABILITY, CONFUSION = "reliability.png", "confusion.png"


def draw(figures: dict[str, Any], rows: list[dict], folder: Path) -> list[Path]:
    """Write both pictures into `folder`; the files, in that order."""
    make_folder(folder, "--report")
    files = [folder / RELIABILITY, folder / CONFUSION]
    for file, picture in zip(files, (_reliability(figures), _confusion(figures, rows))):
        picture.savefig(file, dpi=120)
        plt.close(picture)
    return files


def _reliability(figures: dict[str, Any]) -> plt.Figure:
    """How often readings were right, by how sure they were; on the line a confidence is deserved."""
    bins = figures["calibration"]["bins"]
    picture, axes = plt.subplots(figsize=(6, 6), layout="constrained")
    axes.plot([0, 1], [0, 1], linestyle="--", color="grey", label="deserved")
    axes.plot(
        [b["confidence"] for b in bins], [b["right"] for b in bins], marker="o", color="black"
    )
    for step in bins:
        axes.annotate(
            f" {step['n']}", (step["confidence"], step["right"]), va="top", fontsize="small"
        )
    gap = figures["calibration"]["ece"]
    axes.set(
        xlabel="confidence (mean of each tenth)",
        ylabel="share right",
        xlim=(0, 1),
        ylim=(0, 1.02),
        title=f"{figures['n']} messages, mean gap {gap:.3f}; numbers: messages",
    )
    axes.legend(loc="upper left")
    return picture


def _confusion(figures: dict[str, Any], rows: list[dict]) -> plt.Figure:
    """Labels down, readings across, in shares of the label's messages; right is the diagonal."""
    pairs = Counter(
        (row["intent"], row["intent"] if _right(row, said) else said["intent"])
        for row, said in zip(rows, figures["predictions"])
    )
    names = sorted({name for pair in pairs for name in pair})
    total = Counter(row["intent"] for row in rows)
    shares = [[pairs[label, said] / max(total[label], 1) for said in names] for label in names]
    side = max(5.0, 0.24 * len(names) + 2)
    picture, axes = plt.subplots(figsize=(side, side), layout="constrained")
    axes.imshow(shares, cmap="Greys", vmin=0, vmax=1)
    axes.set_xticks(range(len(names)), names, rotation=90, fontsize=7)
    axes.set_yticks(range(len(names)), names, fontsize=7)
    axes.set(xlabel="read as", ylabel="label")
    for y, line in enumerate(shares):
        for x, share in enumerate(line):
            if share and x != y:
                axes.annotate(f"{share:.1f}", (x, y), ha="center", va="center", fontsize=6)
    return picture


def _right(row: dict, said: dict) -> bool:
    return said["intent"] in (row["intent"], *row.get("also", ()))
