"""Learns anew what messages in the middle of a talk ask for, and which passage meets them:
`bot/dialogue/follow_ups.npz` and `bot/dialogue/fitting.npz`.

  uv run python bench/keep_follow_ups.py

After a change of `data/follow_ups`, and when many examples of intents came in. Reads every example as
the trained assistant does, alone and with its question in front (a minute or two). Prints, for examples
held out in turn, how often the judge is right, and how often the reading alone and the last answer are.
"""

import sys
import warnings
from collections import defaultdict
from datetime import date
from pathlib import Path

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.preprocessing import StandardScaler

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.commands.evaluate import parser
from bot.commands.train import model_file
from bot.content.blocks import as_read, passages_of
from bot.content.load import load_store
from bot.dialogue.fitting import FILE as FITTING
from bot.dialogue.fitting import Named, Weights, evidence_of
from bot.dialogue.follow_ups import FILE, Evidence, Judge, as_row
from bot.nlu.encoder import encode_all
from bot.nlu.examples import FollowUp, examples, follow_ups, together
from bot.settings import PROJECT, settings

SOFTNESS, ROUNDS, FOLDS = 2.0, 200, 5
SURE = 0.5


def as_seen(rows: list[FollowUp]) -> list[Evidence]:
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


def judge_of_passages() -> None:
    """Learn which passage of an answer meets a message, and print how often that is the first."""
    named, day = defaultdict(list), date.today()
    store = load_store(PROJECT / "data")
    for answer in store:
        for passage in passages_of(answer):
            read = as_read(store, passage, day)
            named[answer.id.partition(".")[0]].append(Named(answer.id, passage.text, read))
    rows = [row for row in follow_ups() if row.says]
    evidence = [evidence_of(r.text, r.question, r.target, named[r.target], leave=r) for r in rows]
    right = [np.array([[p.answer, p.text] in r.says for p in named[r.target]]) for r in rows]
    chances = [np.zeros(len(one)) for one in right]
    for kept, held in GroupKFold(FOLDS).split(rows, groups=[row.text for row in rows]):
        found = weights_of(
            np.vstack([evidence[n] for n in kept]), np.hstack([right[n] for n in kept])
        )
        for n in held:
            chances[n] = found.chances(evidence[n])
    first = [bool(one[c.argmax()]) for one, c in zip(right, chances)]
    two = [bool(one[np.argsort(-c)[:2]].any()) for one, c in zip(right, chances)]
    sure = [c.max() >= SURE for c in chances]
    print(f"{len(rows)} messages with passages; first right {np.mean(first):.1%}, one of two "
          f"{np.mean(two):.1%}; from {SURE} on {np.mean(sure):.1%} of them, right "
          f"{np.mean(np.array(first)[sure]):.1%}")  # fmt: skip
    best = weights_of(np.vstack(evidence), np.hstack(right))
    np.savez(FITTING, mean=best.mean, spread=best.spread, counts=best.counts, offset=best.offset)


def weights_of(matrix: np.ndarray, labels: np.ndarray) -> Weights:
    scale = StandardScaler().fit(matrix)
    found = LogisticRegression(max_iter=500).fit(scale.transform(matrix), labels)
    return Weights(scale.mean_, scale.scale_, found.coef_[0], float(found.intercept_[0]))


def main() -> None:
    judge_of_passages()
    judge_of_intents()


def judge_of_intents() -> None:
    """Learn what a message asks for, and print how often that is right."""
    rows, intents = list(follow_ups()), sorted({intent for _, intent in examples()})
    evidence = as_seen(rows)
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
