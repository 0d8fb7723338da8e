"""A linear machine over counted n-grams, with their weighing (tf-idf) folded in, as plain arrays.

Scikit-learn fits it. Asked through scikit-learn one message cost more in checks, and in matrices as
wide as the vocabulary, than everything else about it; here only the n-grams it has are touched.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.svm import LinearSVC

SOFTNESS = 0.5
"""How much the machine minds texts on the wrong side of its border (C of the linear machine)."""
Counts = list[tuple[np.ndarray, np.ndarray]]
"""One text: for each block of features (words, characters) the columns it has, and how often."""


def each_text(blocks: list[csr_matrix]) -> Iterator[Counts]:
    """The counts text by text, from matrices with one row a text."""
    for row in range(blocks[0].shape[0]):
        spans = [slice(block.indptr[row], block.indptr[row + 1]) for block in blocks]
        yield [(block.indices[span], block.data[span]) for block, span in zip(blocks, spans)]


@dataclass
class NGramJudge:
    """The machine, fitted. `idf` and `weights` hold one array a block, `weights` one row a column."""

    idf: list[np.ndarray]
    weights: list[np.ndarray]
    bias: np.ndarray

    @classmethod
    def fit(cls, blocks: list[csr_matrix], labels: np.ndarray) -> "NGramJudge":
        weighing = [TfidfTransformer(sublinear_tf=True).fit(block) for block in blocks]
        weighed = hstack([w.transform(block) for w, block in zip(weighing, blocks)]).tocsr()
        machine = LinearSVC(C=SOFTNESS, class_weight="balanced", random_state=0).fit(
            weighed, labels
        )
        borders = np.cumsum([block.shape[1] for block in blocks])[:-1]
        return cls(
            idf=[w.idf_.astype("f4") for w in weighing],
            weights=[
                np.ascontiguousarray(part.T, dtype="f4")
                for part in np.split(machine.coef_, borders, axis=1)
            ],
            bias=machine.intercept_,
        )

    def scores(self, text: Counts) -> np.ndarray:
        """How far the text is on the side of each label, labels in alphabetical order."""
        total = self.bias.copy()
        for (columns, counts), idf, weights in zip(text, self.idf, self.weights):
            weighed = (1 + np.log(counts)) * idf[columns]
            if length := np.linalg.norm(weighed):
                total += (weighed / length) @ weights[columns]
        return total

    def to_arrays(self) -> dict[str, np.ndarray]:
        """What `from_arrays` makes the machine from again. Halves: a file of half the size."""
        blocks = {f"idf_{n}": idf.astype("f2") for n, idf in enumerate(self.idf)}
        blocks |= {f"weights_{n}": weights.astype("f2") for n, weights in enumerate(self.weights)}
        return {**blocks, "bias": self.bias}

    @classmethod
    def from_arrays(cls, arrays: dict[str, np.ndarray]) -> "NGramJudge":
        blocks = range(sum(name.startswith("idf_") for name in arrays))
        return cls(
            [arrays[f"idf_{n}"].astype("f4") for n in blocks],
            [arrays[f"weights_{n}"].astype("f4") for n in blocks],
            arrays["bias"],
        )
