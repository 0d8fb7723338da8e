"""Teaches the encoder's last two layers what danger is; writes `bot/nlu/danger_layers.npz`.

  uv run --with torch python bench/teach_danger.py [FILE]

PyTorch is no dependency of the project; `--with` lends it to this one run (a large download). Learns
from those texts only that `bot.nlu.danger_texts.is_taught` names; the thresholds of the second line
are counted on the others, which these layers never saw. Run it again when many texts were added to
`data/safety`; a few more need it not. About four minutes on one free core; then
`bench/keep_second_line.py`. Why: decision 0004.
"""

import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.nlu.danger_texts import danger_texts, is_taught
from bot.nlu.encoder import tokenizer
from bot.nlu.encoder_file import (
    DANGER_LAYERS,
    HEADS,
    SHARED_LAYERS,
    STRENGTH,
    TAUGHT,
    WIDTH,
    weights,
)
from bot.nlu.examples import examples

RANK = 32
"""Rows and columns of the two narrow matrices that are added to each matrix of these layers."""
EPOCHS, BATCH, WARM, DROP = 3, 32, 0.1, 0.2
RATE, HEAD_RATE = 1e-3, 5e-3
SHARP = 16.0
"""Cosines of a vector with a label's own are read this sharply."""
KINDS = ("crisis", "no", "other")


def material() -> tuple[list[str], np.ndarray]:
    """Texts that may be learnt from, and what they are."""
    of_intent = {"crisis": "crisis", "crisis_other": "other"}
    rows = [(text, of_intent.get(intent, "no"), "") for text, intent in examples()]
    rows += [(t.text, t.kind if t.kind in KINDS else "no", t.style) for t in danger_texts()]
    rows = [row for row in rows if is_taught(row[0], row[2])]
    return [row[0] for row in rows], np.array([KINDS.index(row[1]) for row in rows])


def embedded(pieces: torch.Tensor, w: dict[str, torch.Tensor]) -> torch.Tensor:
    """What goes into the first layer of BERT."""
    x = w["embeddings.word_embeddings.weight"][pieces]
    x = x + w["embeddings.position_embeddings.weight"][: pieces.shape[1]]
    x = x + w["embeddings.token_type_embeddings.weight"][0]
    part = "embeddings.LayerNorm"
    return F.layer_norm(x, (WIDTH,), w[f"{part}.weight"], w[f"{part}.bias"], 1e-12)


def layer(
    x: torch.Tensor, real: torch.Tensor, w: dict[str, torch.Tensor], name: str, drop: float = 0.0
) -> torch.Tensor:
    """One layer of BERT over texts filled up to the same length; `real` marks what is no filling."""

    def linear(y: torch.Tensor, part: str) -> torch.Tensor:
        return F.linear(y, w[f"{name}.{part}.weight"], w[f"{name}.{part}.bias"])

    def norm(y: torch.Tensor, part: str) -> torch.Tensor:
        return F.layer_norm(
            y, (WIDTH,), w[f"{name}.{part}.weight"], w[f"{name}.{part}.bias"], 1e-12
        )

    parts = [
        linear(x, f"attention.self.{p}").view(*x.shape[:2], HEADS, -1).transpose(1, 2)
        for p in ("query", "key", "value")
    ]
    mixed = F.scaled_dot_product_attention(*parts, attn_mask=real[:, None, None])
    mixed = mixed.transpose(1, 2).reshape(x.shape)
    mixed = F.dropout(linear(mixed, "attention.output.dense"), drop, drop > 0)
    x = norm(x + mixed, "attention.output.LayerNorm")
    wide = F.gelu(linear(x, "intermediate.dense"))
    return norm(x + F.dropout(linear(wide, "output.dense"), drop, drop > 0), "output.LayerNorm")


def filled(rows: list[torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
    """Texts filled up to the length of the longest, and a mark for what is no filling."""
    real = torch.arange(max(map(len, rows))) < torch.tensor([len(r) for r in rows])[:, None]
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True), real


def mean(x: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    return (x * real[..., None]).sum(1) / real.sum(1)[:, None]


@torch.no_grad()
def shared(texts: list[str], w: dict[str, torch.Tensor]) -> list[torch.Tensor]:
    """What the layers in common make of each text, a row a word piece."""
    ids = [torch.tensor(tokenizer().encode(text).ids) for text in texts]
    order = np.argsort([len(i) for i in ids])
    found: list[torch.Tensor] = [torch.empty(0)] * len(ids)
    for rows in np.split(order, np.arange(BATCH, len(ids), BATCH)):
        pieces, real = filled([ids[i] for i in rows])
        x = embedded(pieces, w)
        for number in range(SHARED_LAYERS):
            x = layer(x, real, w, f"encoder.layer.{number}")
        for i, states in zip(rows, x):
            found[i] = states[: len(ids[i])].bfloat16()
    return found


class Layers:
    """The last two layers with what they learn, and a softmax over the vector."""

    def __init__(self, w: dict[str, torch.Tensor]) -> None:
        torch.manual_seed(0)
        self.base, self.learnt = w, {}
        for name in (n for n in w if n.startswith(DANGER_LAYERS) and w[n].dim() == 2):
            high, wide = w[name].shape
            self.learnt[f"{name}:A"] = (torch.randn(RANK, wide) * wide**-0.5).requires_grad_()
            self.learnt[f"{name}:B"] = torch.zeros(high, RANK).requires_grad_()
        self.head = torch.randn(len(KINDS), 2 * WIDTH).requires_grad_()

    def scores(self, states: list[torch.Tensor], drop: float) -> torch.Tensor:
        w = dict(self.base)
        for name in (n.removesuffix(":B") for n in self.learnt if n.endswith(":B")):
            added = self.learnt[f"{name}:B"] @ self.learnt[f"{name}:A"]
            w[name] = self.base[name] + STRENGTH * added
        x, real = filled(states)
        vectors = [F.normalize(mean(x.float(), real), dim=1)]
        with torch.autocast("cpu", torch.bfloat16):
            for name in DANGER_LAYERS:
                x = layer(x, real, w, name, drop)
        vectors.insert(0, F.normalize(mean(x.float(), real), dim=1))
        both = torch.cat(vectors, dim=1) * 2**-0.5
        return SHARP * both @ F.normalize(self.head, dim=1).T

    def learn(self, states: list[torch.Tensor], kinds: np.ndarray) -> None:
        steps = EPOCHS * -(-len(states) // BATCH)
        groups = [
            {"params": list(self.learnt.values()), "lr": RATE},
            {"params": [self.head], "lr": HEAD_RATE},
        ]
        adam = torch.optim.AdamW(groups, weight_decay=0.01)
        pace = torch.optim.lr_scheduler.LambdaLR(
            adam, lambda n: min((n + 1) / (WARM * steps), (steps - n) / ((1 - WARM) * steps))
        )
        chance, truth = np.random.default_rng(0), torch.from_numpy(kinds)
        for epoch in range(EPOCHS):
            began, total = time.time(), 0.0
            near = np.array([len(s) for s in states]) + chance.uniform(0, 3, len(states))
            batches = np.split(np.argsort(near), np.arange(BATCH, len(states), BATCH))
            chance.shuffle(batches)
            for rows in batches:
                scores = self.scores([states[i] for i in rows], DROP)
                loss = F.cross_entropy(scores, truth[rows])
                adam.zero_grad()
                loss.backward()
                adam.step()
                pace.step()
                total += loss.item() * len(rows)
            said = f"epoch {epoch + 1}: loss {total / len(states):.3f}, {time.time() - began:.0f} s"
            print(said, file=sys.stderr, flush=True)


def main(file: Path) -> None:
    w = {name: torch.from_numpy(values) for name, values in weights().items()}
    texts, kinds = material()
    print(f"{len(texts)} texts", file=sys.stderr)
    layers = Layers(w)
    layers.learn(shared(texts, w), kinds)
    arrays = {n: v.detach().numpy().astype("f2") for n, v in layers.learnt.items()}
    np.savez_compressed(file, **arrays)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TAUGHT)
