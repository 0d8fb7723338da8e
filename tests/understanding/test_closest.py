"""How well a passage fits does not depend on when its vector was made."""

from pathlib import Path

import pytest

from bot.dialogue import closest, kept_vectors

QUESTION, BEFORE = "how long does it take", "what is access to work"
PASSAGES = [
    ("Access to Work", "You can ask for:", "a support worker"),
    ("Access to Work", "", "It takes about 6 months to get a decision."),
    ("Access to Work", "", "It is a grant. You do not pay it back."),
]


def test_a_passage_fits_the_same_whether_its_vector_was_kept_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [text for passage in PASSAGES for text in kept_vectors.forms(passage)]
    kept_vectors.keep(tmp_path, texts, closest.units)
    monkeypatch.setattr(closest, "_kept", dict)
    made_now = closest.fit(QUESTION, BEFORE, PASSAGES)
    monkeypatch.setattr(closest, "_kept", lambda: kept_vectors.load(tmp_path))
    from_file = closest.fit(QUESTION, BEFORE, PASSAGES)
    # Half as many digits are kept, and texts read at once share steps of the encoder.
    assert from_file == pytest.approx(made_now, abs=0.03)
    assert max(made_now) == made_now[1]


def test_without_a_passage_nothing_is_read() -> None:
    assert closest.fit(QUESTION, BEFORE, []) == []
