"""What the second line learnt comes with the project; where its texts are others, it learns anew."""

import numpy as np
import pytest

from bot.nlu import danger_judges
from bot.nlu.danger_judges import Learnt, counts_of, learn, mark, shipped
from bot.nlu.danger_texts import danger_texts
from bot.nlu.encoder import encode_all_for_danger
from bot.nlu.ngrams import each_text

ASKED = [
    "I am going to kill myself tonight",
    "what day is the job club on",
    "this form is killing me",
]


def opinions(learnt: Learnt, texts: list[str]) -> np.ndarray:
    read = zip(each_text(counts_of(texts)), encode_all_for_danger(texts), strict=True)
    return np.array([learnt.judges.opinions(*one) for one in read])


def test_what_was_learnt_comes_with_the_project_and_is_of_its_texts():
    assert shipped() is not None, "data/safety has changed: uv run python bench/keep_second_line.py"


def test_a_file_holds_what_was_learnt(tmp_path):
    learnt = shipped()
    learnt.keep(tmp_path / "again.npz")
    again = Learnt.opened(tmp_path / "again.npz")
    assert np.allclose(opinions(again, ASKED), opinions(learnt, ASKED), atol=1e-3)
    assert (again.limits, again.mark) == (learnt.limits, learnt.mark)


@pytest.fixture
def other_texts(monkeypatch):
    """Every fifth of the texts about danger: an installation that has changed them."""
    few = danger_texts()[::5]
    monkeypatch.setattr(danger_judges, "danger_texts", lambda: few)
    mark.cache_clear()
    yield few
    mark.cache_clear()


def test_of_other_texts_the_second_line_learns_anew(other_texts):
    assert shipped() is None
    lives = ["what is access to work", "will i lose my benefits", "i need help with my cv"]
    learnt = learn(
        lives,
        ["atw_what", "benefits_lose_if_work", "cv_interview_help"],
        encode_all_for_danger(lives),
    )
    certain, ordinary, figure = opinions(learnt, ASKED).max(axis=1)
    assert learnt.limits.ask < learnt.limits.sure < certain
    assert max(ordinary, figure) < learnt.limits.sure
    assert learnt.mark == mark()
