"""The same features and judges on BANKING77, so that they can be set beside published figures.

  uv run python bench/banking77.py TRAIN.csv TEST.csv [--examples 15]

BANKING77 (Casanueva et al., 2020) is not part of this project: fetch its train.csv and test.csv
(columns `text,category`) yourself. `--examples 0` takes all examples.
"""

import argparse
import csv
import random
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.understanding import VARIANTS, Texts


def read(file: Path) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [(row["text"], row["category"]) for row in csv.DictReader(lines)]


def few(rows: list[tuple[str, str]], examples: int) -> list[tuple[str, str]]:
    """So many examples of each label, the same ones every time; all of them for 0."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for text, label in rows:
        by_label[label].append(text)
    chance = random.Random(15)
    return [
        (text, label)
        for label, texts in sorted(by_label.items())
        for text in (chance.sample(texts, min(examples, len(texts))) if examples else texts)
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("--examples", type=int, default=15)
    given = parser.parse_args()
    for file in (given.train, given.test):
        if not file.is_file():
            parser.exit(
                1, f"There is no file {file}: give the paths of BANKING77's two CSV files.\n"
            )
    train = Texts.of(*zip(*few(read(given.train), given.examples)))
    test = Texts.of(*zip(*read(given.test)))
    print(
        f"{len(train.texts)} examples, {len(test.texts)} messages, {len(set(train.labels))} labels"
    )
    for name, variant in VARIANTS.items():
        print(f"{(variant(train, test) == test.labels).mean():.1%}  {name}", flush=True)


if __name__ == "__main__":
    main()
