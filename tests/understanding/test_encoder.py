"""Texts are read several at once, and each as if it were alone."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.nlu.encoder import FOR_DANGER, FOR_INTENTS, encode_all

MESSAGES = (
    "will i lose my benefits if i work", "hello", "job club near Peckham please", "",
    "i cant go on", "access to work is so slow " * 40, "???", "yes", "  ", "my boss said no " * 9,
)  # fmt: skip
ALONE = np.array([encode_all([text])[0] for text in MESSAGES])
NOISE = 0.1
"""The encoder reckons in whole numbers; how coarse they are hangs on what is read beside."""


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(range(len(MESSAGES))), max_size=12))
def test_a_text_is_read_beside_others_as_alone(chosen):
    together = encode_all(MESSAGES[number] for number in chosen)
    assert len(together) == len(chosen)
    for number, vector in zip(chosen, together, strict=True):
        for part in (FOR_INTENTS, FOR_DANGER):
            assert 1 - vector[part] @ ALONE[number][part] < NOISE or not ALONE[number].any()
        assert vector.any() == bool(MESSAGES[number].strip())
