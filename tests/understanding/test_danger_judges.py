"""What the second line learnt comes with the project; where it would learn other things, it learns anew."""

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import danger_judges
from bot.nlu.danger_judges import Learnt, counts_of, known_crises, learn, mark, shipped
from bot.nlu.danger_texts import danger_texts
from bot.nlu.encoder import encode_all_for_danger
from bot.nlu.ngrams import each_text
from bot.nlu.second_line import SecondLine

ASKED = [
    "I am going to kill myself tonight",
    "what day is the job club on",
    "this form is killing me",
]
LIVES = {
    "what is access to work": "atw_what",
    "will i lose my benefits": "benefits_lose_if_work",
    "i need help with my cv": "cv_interview_help",
}


def opinions(learnt: Learnt, texts: list[str]) -> np.ndarray:
    read = zip(each_text(counts_of(texts)), encode_all_for_danger(texts), strict=True)
    return np.array([learnt.judges.opinions(*one) for one in read])


def test_what_comes_with_the_project_was_learnt_from_its_texts():
    changed = "what is learnt, or how, has changed: uv run python bench/keep_second_line.py"
    assert shipped([*known_crises(), *LIVES.items()]) is not None, changed


def test_training_takes_it(tmp_path):
    storage, resource = LocalModelStorage.create(tmp_path), Resource("second_line")
    examples = [Message.build(text, intent=intent) for text, intent in LIVES.items()]
    SecondLine(storage, resource).train(TrainingData(examples))
    assert SecondLine.load({}, storage, resource, None)._learnt.mark == mark()


def test_a_new_way_of_saying_it_is_learnt():
    assert shipped([("a new way of saying it", "crisis")]) is None


@pytest.fixture(scope="module")
def anew():
    """Every fifth of the texts about danger: what an installation learns that has changed them."""
    few = danger_texts()[::5]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(danger_judges, "danger_texts", lambda: few)
        mark.cache_clear()
        assert shipped(LIVES.items()) is None
        yield learn([*LIVES], [*LIVES.values()], encode_all_for_danger(LIVES))
    mark.cache_clear()


def test_learnt_anew_it_tells_danger_from_a_figure_of_speech(anew):
    certain, ordinary, figure = opinions(anew, ASKED).max(axis=1)
    assert anew.limits.ask < anew.limits.sure < certain
    assert max(ordinary, figure) < anew.limits.sure


def test_its_file_says_the_same(anew, tmp_path):
    anew.keep(tmp_path / "again.npz")
    again = Learnt.opened(tmp_path / "again.npz")
    assert np.allclose(opinions(again, ASKED), opinions(anew, ASKED), atol=0.02)
    assert (again.limits, again.mark) == (anew.limits, anew.mark)
