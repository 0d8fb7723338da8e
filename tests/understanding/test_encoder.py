"""Texts are read several at once, and each as if it were alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as trying
from hypothesis import strategies as st

from bot.nlu.encoder import FOR_DANGER, FOR_INTENTS, encode_all, encode_by, opened
from bot.nlu.encoder_file import taught, weights, write

MESSAGES = (
    "will i lose my benefits if i work", "hello", "job club near Peckham please", "",
    "i cant go on", "access to work is so slow " * 40, "???", "yes", "  ", "my boss said no " * 9,
)  # fmt: skip
chosen = st.lists(st.sampled_from(range(len(MESSAGES))), max_size=12)


@pytest.fixture(scope="module")
def exact(tmp_path_factory):
    """The encoder before its weights were made whole numbers."""
    file = tmp_path_factory.mktemp("encoder") / "exact.onnx"
    write(file, {**(own := weights()), **taught(own)})
    return opened(file)


@pytest.fixture(scope="module")
def alone(exact):
    return np.array([encode_by(exact, [text])[0] for text in MESSAGES])


@trying(deadline=None, max_examples=20)
@given(chosen)
def test_what_stands_beside_a_text_is_not_read_into_it(exact, alone, chosen):
    together = encode_by(exact, (MESSAGES[number] for number in chosen))
    assert len(together) == len(chosen)
    assert np.allclose(np.reshape(together, (-1, alone.shape[1])), alone[chosen], atol=1e-4)


@trying(deadline=None, max_examples=20)
@given(chosen)
def test_in_whole_numbers_it_is_nearly_the_same(alone, chosen):
    """How coarse they are hangs on all that is read at once."""
    for number, vector in zip(chosen, encode_all(MESSAGES[n] for n in chosen), strict=True):
        for part in (FOR_INTENTS, FOR_DANGER):
            assert vector[part] @ alone[number][part] > 0.95 or not alone[number].any()
        assert vector.any() == bool(MESSAGES[number].strip())
