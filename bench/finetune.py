"""Does a fine-tuned encoder read better than the frozen one? The judges in use say it.

  uv run --with torch python bench/finetune.py [whole|lora] [FOLDER]

PyTorch is no dependency of the project; `--with` lends it to this one run (a large download). `whole`
changes every weight of the layers, `lora` adds two narrow matrices to each. Both tasks, intents and
danger, are learnt in one training, which takes six minutes on one free core; FOLDER keeps what was
learnt. Prints Markdown tables.

Three folds: a third of `data/nlu`, and every third way of writing in `data/safety`, are kept from
the encoder and from the judges, then read. Messages by other writers are read by the encoder of the
first fold and judges who learnt from everything; of them only totals are printed.
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import torch
import yaml
from sklearn.model_selection import StratifiedKFold
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.teach_danger import embedded, filled, layer, mean
from bench.understanding import Words
from bot.nlu import danger_judges
from bot.nlu.danger_texts import danger_texts
from bot.nlu.encoder import FOR_INTENTS, encode_all, encode_by, opened, tokenizer
from bot.nlu.encoder_file import LAYERS, NAME, READ_AFTER, WIDTH, quantize, weights, write
from bot.nlu.examples import examples
from bot.nlu.intent import Judges
from bot.nlu.ngrams import each_text
from bot.safety import screen
from bot.settings import PROJECT

EPOCHS, BATCH, WARM = 3, 32, 0.1
RANK, STRENGTH = 8, 2.0
"""Of the additions: B A * STRENGTH, where A and B have RANK rows and columns."""
RATE = {"lora": 1e-3, "whole": 1e-4}
HEAD_RATE = 5e-3
SHARP = 16.0
"""Cosines of a vector with a label's own are read this sharply."""
DROP = 0.1
KINDS = ("crisis", "no", "other")
ALARMS = (0.05, 0.08)
NO_DANGER = ("figures", "ordinary")
FOLDS = 3
CORPORA = ("third_writer", "short_turns", "by_style", "last_look")
TESTS = PROJECT / "tests"


class Tuned:
    """The encoder with what it learns, and a softmax over its vector for each of the two tasks."""

    def __init__(self, way: str, intents: list[str]) -> None:
        torch.manual_seed(0)
        self.base = {name: torch.from_numpy(w) for name, w in weights().items()}
        inner = [n for n in self.base if n.startswith("encoder.layer.")]
        self.learnt: dict[str, torch.Tensor] = {}
        for name in inner:
            if way == "whole":
                self.learnt[name] = self.base[name].clone().requires_grad_()
            elif self.base[name].dim() == 2:
                high, wide = self.base[name].shape
                self.learnt[f"{name}:A"] = (torch.randn(RANK, wide) * wide**-0.5).requires_grad_()
                self.learnt[f"{name}:B"] = torch.zeros(high, RANK).requires_grad_()
        size = WIDTH * len(READ_AFTER)
        self.heads = [torch.randn(n, size).requires_grad_() for n in (len(intents), len(KINDS))]
        self.rate = RATE[way]

    def weights(self) -> dict[str, torch.Tensor]:
        """All weights of the encoder, with what was learnt."""
        now = dict(self.base)
        for name, value in self.learnt.items():
            if name.endswith(":B"):
                name = name.removesuffix(":B")
                value = self.base[name] + STRENGTH * (value @ self.learnt[f"{name}:A"])
            if not name.endswith(":A"):
                now[name] = value
        return now

    def scores(self, vectors: torch.Tensor) -> list[torch.Tensor]:
        return [SHARP * vectors @ F.normalize(head, dim=1).T for head in self.heads]

    def learn(self, ids: list[list[int]], intents: np.ndarray, kinds: np.ndarray) -> None:
        """Labels are numbers; an intent of -1 is not known and not learnt from."""
        groups = [
            {"params": list(self.learnt.values()), "lr": self.rate},
            {"params": self.heads, "lr": HEAD_RATE},
        ]
        steps = EPOCHS * -(-len(ids) // BATCH)
        adam = torch.optim.AdamW(groups, weight_decay=0.01)
        pace = torch.optim.lr_scheduler.LambdaLR(
            adam, lambda n: min((n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps))
        )
        chance = np.random.default_rng(0)
        for epoch in range(EPOCHS):
            began, total = time.time(), 0.0
            for rows in _batches(ids, chance):
                with torch.autocast("cpu", torch.bfloat16):
                    vectors = vectors_of(self.weights(), [ids[i] for i in rows], DROP)
                truth = (torch.from_numpy(labels[rows]) for labels in (intents, kinds))
                loss = sum(
                    F.cross_entropy(s, t, ignore_index=-1, reduction="sum") / BATCH
                    for s, t in zip(self.scores(vectors.float()), truth)
                )
                adam.zero_grad()
                loss.backward()
                adam.step()
                pace.step()
                total += loss.item()
            print(
                f"epoch {epoch + 1}: loss {total * BATCH / len(ids):.3f},"
                f" {time.time() - began:.0f} s",
                file=sys.stderr,
                flush=True,
            )


def vectors_of(w: dict[str, torch.Tensor], ids: list[list[int]], drop: float = 0) -> torch.Tensor:
    """The vectors of `bot.nlu.encoder`, of many texts at once."""
    pieces, real = filled([torch.tensor(i) for i in ids])
    x, means = embedded(pieces, w), {}
    for number in range(LAYERS):
        x = layer(x, real, w, f"encoder.layer.{number}", drop)
        means[number + 1] = mean(x, real)
    units = [F.normalize(means[number], dim=1) for number in READ_AFTER]
    return torch.cat(units, dim=1) * len(units) ** -0.5


def _batches(ids: list[list[int]], chance: np.random.Generator) -> list[np.ndarray]:
    """Texts of much the same length together, the batches in any order."""
    near = np.array([len(i) for i in ids]) + chance.uniform(0, 3, len(ids))
    order = np.argsort(near)
    batches = np.split(order, np.arange(BATCH, len(ids), BATCH))
    chance.shuffle(batches)
    return batches


class Material:
    """All that is learnt from: `data/nlu`, then `data/safety`, row by row."""

    def __init__(self) -> None:
        known, intents = zip(*examples())
        self.danger = danger_texts()
        self.texts = [*known, *(t.text for t in self.danger)]
        self.known = np.arange(len(self.texts)) < len(known)
        self.intents = np.array([*intents, *([""] * len(self.danger))])
        kinds = {"crisis": "crisis", "crisis_other": "other"}
        self.kinds = np.array(
            [kinds.get(i, "no") for i in intents]
            + [t.kind if t.kind in KINDS else "no" for t in self.danger]
        )
        self.sorts = np.array([*([""] * len(known)), *(t.kind for t in self.danger)])
        self.ids = [tokenizer().encode(text).ids for text in self.texts]
        styles = sorted({t.style for t in self.danger})
        self.fold = np.empty(len(self.texts), dtype=int)
        splitter = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
        for number, (_, held) in enumerate(splitter.split(known, intents)):
            self.fold[held] = number
        for row, t in enumerate(self.danger):
            number = styles.index(t.style) if t.style else row
            self.fold[len(known) + row] = number % FOLDS


def tuned(way: str, folder: Path, fold: int, data: Material) -> tuple[Path, np.ndarray]:
    """The file of an encoder that has learnt from all but one fold, and its softmax over intents."""
    # With the name of the encoder in use: what an earlier one was made of is not taken.
    file, heads = (folder / f"{way}-fold{fold}-{NAME}.{kind}" for kind in ("onnx", "npy"))
    rows = np.flatnonzero(data.fold != fold)
    if not heads.exists():
        intents = sorted(set(data.intents[data.known]))
        encoder = Tuned(way, intents)
        numbers = [intents.index(i) if i else -1 for i in data.intents[rows]]
        kinds = np.array([KINDS.index(k) for k in data.kinds[rows]])
        encoder.learn([data.ids[i] for i in rows], np.array(numbers), kinds)
        whole = file.with_suffix(".whole")
        write(whole, {k: v.detach().numpy() for k, v in encoder.weights().items()})
        quantize(whole, file)
        np.save(heads, F.normalize(encoder.heads[0], dim=1).detach().numpy())
    return file, np.load(heads)


def encoded(file: Path | None, texts: list[str]) -> np.ndarray:
    """By the frozen encoder if no other is given. Says how long it took."""
    began = time.process_time()
    if file:
        vectors = encode_by(opened(file), texts)
    else:
        vectors = [vector[FOR_INTENTS] for vector in encode_all(texts)]
    each = (time.process_time() - began) / len(texts)
    print(
        f"{file.name if file else 'frozen'}: {each * 1000:.1f} ms a text, several at once",
        file=sys.stderr,
    )
    return np.array(vectors)


def intents_said(
    train: tuple, test: list[str], pairs: dict[str, tuple[np.ndarray, np.ndarray]], head: np.ndarray
) -> dict[str, np.ndarray]:
    """What the judges in use say of texts, without and with the softmax as one more judge.

    `pairs`: by encoder the vectors of the texts learnt from and of those to be read.
    """
    texts, labels = train
    words = Words(texts)
    blocks, counts = words(texts), list(each_text(words(test)))
    more = torch.log_softmax(torch.from_numpy(SHARP * pairs["tuned"][1] @ head.T), 1).numpy()
    said = {}
    for name, (known, new) in pairs.items():
        judges = Judges.fit(blocks, known, labels)
        opinions = np.array([judges.opinions(*one) for one in zip(counts, new)])
        said[name] = judges.intents[opinions.argmax(1)]
        said[f"{name}, fourth judge"] = judges.intents[(opinions + more).argmax(1)]
    return said


def danger_scores(train: tuple, test: list[str], known: np.ndarray, new: np.ndarray) -> np.ndarray:
    """How likely danger is in each text, as the second line reckons it."""
    texts, labels = train
    judges = danger_judges.Judges.fit(danger_judges.counts_of(texts), known, labels)
    found = zip(each_text(danger_judges.counts_of(test)), new, test)
    return np.array(
        [
            (judges.opinions(c, vector) + danger_judges.evidence(screen(text))).max()
            for c, vector, text in found
        ]
    )


def found_at(scores: np.ndarray, sorts: np.ndarray, alarms: tuple[str, ...]) -> list[float]:
    """The share of crisis messages found where so many of the `alarms` pass for danger."""
    none, crisis = scores[np.isin(sorts, alarms)], scores[sorts == "crisis"]
    return [float(np.mean(crisis >= np.quantile(none, 1 - share))) for share in ALARMS]


def folds(way: str, folder: Path, data: Material, frozen: np.ndarray) -> None:
    intents: dict[str, list] = {}
    danger: dict[str, list] = {}
    for number in range(FOLDS):
        kept, held = np.flatnonzero(data.fold != number), data.fold == number
        file, head = tuned(way, folder, number, data)
        vectors = {"frozen": frozen, "tuned": encoded(file, data.texts)}
        if number == 0:
            whole = file.with_suffix(".whole")
            vectors["tuned, 32 bits, first fold"] = encoded(whole, data.texts)
        own, new = kept[data.known[kept]], np.flatnonzero(held & data.known)
        said = intents_said(
            ([data.texts[i] for i in own], data.intents[own]),
            [data.texts[i] for i in new],
            {name: (v[own], v[new]) for name, v in vectors.items()},
            head,
        )
        for name, labels in said.items():
            intents.setdefault(name, []).append(float(np.mean(labels == data.intents[new])))
        hard = np.flatnonzero(held & np.isin(data.sorts, ("crisis", "figures")))
        for name, v in vectors.items():
            scores = danger_scores(
                ([data.texts[i] for i in kept], data.kinds[kept]),
                [data.texts[i] for i in hard],
                v[kept],
                v[hard],
            )
            danger.setdefault(name, []).append(found_at(scores, data.sorts[hard], ("figures",)))
        _print(f"folds 0 to {number}", intents, danger)


def others(way: str, folder: Path, data: Material, frozen: np.ndarray) -> None:
    """Messages by other writers: totals only."""
    file, head = tuned(way, folder, 0, data)
    files = {"frozen": None, "tuned": file}
    vectors = {"frozen": frozen, "tuned": encoded(file, data.texts)}
    known = np.flatnonzero(data.known)
    for title, rows in _messages().items():
        texts = [text for text, _ in rows]
        said = intents_said(
            ([data.texts[i] for i in known], data.intents[known]),
            texts,
            {name: (v[known], encoded(files[name], texts)) for name, v in vectors.items()},
            head,
        )
        right = {n: [np.mean([s in r for s, (_, r) in zip(o, rows)])] for n, o in said.items()}
        _print(f"{title}, {len(rows)} messages", right, {})
    titles, sorts, texts = zip(*_danger())
    titles, sorts = np.array(titles), np.array(sorts)
    scores = {
        name: danger_scores((data.texts, data.kinds), texts, v, encoded(files[name], texts))
        for name, v in vectors.items()
    }
    for title in CORPORA:
        own = titles == title
        found = {n: [found_at(s[own], sorts[own], NO_DANGER)] for n, s in scores.items()}
        _print(f"{title}, {np.sum(sorts[own] == 'crisis')} of a crisis", {}, found)


def _yaml(name: str) -> dict:
    return yaml.safe_load((TESTS / name).read_text("utf-8"))


def _messages() -> dict[str, list[tuple[str, set[str]]]]:
    """By set: the text, and the intents that are right for it."""
    lines = (TESTS / "understanding/third_writer.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    groups = _yaml("understanding/messages.yml")
    parts = [
        (intent, *line.partition(" | "))
        for group in groups.values()
        for intent, lines in group.items()
        for line in lines
    ]
    return {
        "third writer": [(r["text"], {r["intent"], *r.get("also", ())}) for r in rows],
        "own": [(text, {intent, *also.split()}) for intent, text, _, also in parts],
    }


def _danger() -> list[tuple[str, str, str]]:
    """The set, the kind and the text."""
    return [
        (title, kind, text)
        for title in CORPORA
        for kinds in _yaml(f"safety/corpus/{title}.yml").values()
        for kind, texts in kinds.items()
        for text in texts
    ]


def _print(title: str, intents: dict[str, list], danger: dict[str, list]) -> None:
    print(
        f"\n{title}\n\n| | intents right | crisis found at alarms of 5 % and 8 % |\n|---|---|---|"
    )
    for name in {**intents, **danger}:
        right = f"{np.mean(intents[name]):.1%}" if name in intents else ""
        found = " and ".join(f"{x:.1%}" for x in np.mean(danger[name], 0)) if name in danger else ""
        print(f"| {name} | {right} | {found} |", flush=True)


def main(way: str, folder: Path) -> None:
    torch.set_num_threads(1)
    data = Material()
    frozen = encoded(None, data.texts)
    folds(way, folder, data, frozen)
    others(way, folder, data, frozen)


if __name__ == "__main__":
    way = sys.argv[1] if len(sys.argv) > 1 else "whole"
    if len(sys.argv) > 2:
        main(way, Path(sys.argv[2]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            main(way, Path(folder))
