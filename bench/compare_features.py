"""Which features and classifier read best: five folds of the examples, and a labelled file if given.

  uv run python bench/compare_features.py [MESSAGES.jsonl]

Prints a Markdown table. Five folds of our own examples flatter everybody (one writer, many similar
lines); the file's messages were written by somebody else.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
from rich.progress import track
from sklearn.model_selection import StratifiedKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.understanding import VARIANTS, Texts, training_texts


def main(file: str | None) -> None:
    data = training_texts()
    rows = [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()] if file else []
    messages = Texts.of([r["text"] for r in rows], [r["intent"] for r in rows]) if rows else None
    folds = list(StratifiedKFold(5, shuffle=True, random_state=0).split(data.texts, data.labels))
    print("| features and classifier | five folds | the file | training, s |\n|---|---|---|---|")
    for name, variant in track(VARIANTS.items(), description="Variants", transient=True):
        right = [
            variant(data.part(train), data.part(test)) == data.labels[test] for train, test in folds
        ]
        began = time.process_time()
        said = variant(data, messages or data.part(np.arange(50)))
        seconds = time.process_time() - began
        found = [s in (r["intent"], *r.get("also", ())) for s, r in zip(said, rows)]
        share = f"{np.mean(found):.1%}" if rows else "not given"
        print(
            f"| {name} | {np.concatenate(right).mean():.1%} | {share} | {seconds:.1f} |", flush=True
        )


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
