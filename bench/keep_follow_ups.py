"""Learns anew what messages in the middle of a talk ask for: `bot/dialogue/follow_ups.npz`.

  uv run python bench/keep_follow_ups.py

After a change of `data/follow_ups`, and when many examples of intents came in. Reads every example as
the trained assistant does, alone and with its question in front (a minute or two). Prints, for examples
held out in turn, how often the judge is right, and how often the reading alone and the last answer are.
"""

import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.commands.evaluate import parser
from bot.commands.train import model_file
from bot.dialogue.follow_ups import FILE, Evidence, Example, Judge, as_row, examples, together
from bot.nlu.encoder import encode_all
from bot.nlu.examples import examples as of_intents
from bot.settings import settings

SOFTNESS, ROUNDS, FOLDS = 2.0, 200, 5
SURE = 0.5


def evidence_of(rows: list[Example]) -> list[Evidence]:
    """Each example as the assistant sees it."""
    read = parser(model_file(settings()))
    texts = [t for row in rows for t in (row.text, together(row.question, row.text))]
    texts = list(dict.fromkeys(texts))
    shares = {t: {r["name"]: r["confidence"] for r in read(t)["intent_ranking"]} for t in texts}
    vectors = dict(zip(texts, encode_all(texts)))
    return [
        Evidence(
            row.topic, shares[row.text], shares[whole], vectors[row.text], vectors[whole],
            len(row.text.split()),
        )
        for row in rows
        if (whole := together(row.question, row.text))
    ]  # fmt: skip


def fitted(matrix: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return LogisticRegression(C=SOFTNESS, max_iter=ROUNDS).fit(matrix, labels)


def main() -> None:
    rows, intents = list(examples()), sorted({intent for _, intent in of_intents()})
    evidence = evidence_of(rows)
    matrix = np.array([as_row(one, intents) for one in evidence])
    labels = np.array([row.target for row in rows])
    said, share = np.empty(len(rows), dtype=object), np.zeros(len(rows))
    # The same words after several answers are held out together.
    groups = [row.text for row in rows]
    for kept, held in GroupKFold(FOLDS).split(matrix, labels, groups):
        found = fitted(matrix[kept], labels[kept])
        chances = found.predict_proba(matrix[held])
        said[held], share[held] = found.classes_[chances.argmax(axis=1)], chances.max(axis=1)
    alone = np.array([max(one.alone, key=one.alone.get) for one in evidence])
    last, sure = np.array([row.topic for row in rows]), share >= SURE
    print(f"{len(rows)} examples; right: judge {np.mean(said == labels):.1%}, read alone "
          f"{np.mean(alone == labels):.1%}, the last answer {np.mean(last == labels):.1%}")  # fmt: skip
    print(f"from {SURE} on: {np.mean(sure):.1%} of them, judge {np.mean((said == labels)[sure]):.1%}, "
          f"read alone {np.mean((alone == labels)[sure]):.1%}")  # fmt: skip
    found = fitted(matrix, labels)
    Judge(intents, found.classes_.tolist(), found.coef_.T, found.intercept_).keep(FILE)


if __name__ == "__main__":
    main()
