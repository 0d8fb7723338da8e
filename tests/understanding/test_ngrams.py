"""The judge of n-grams says what scikit-learn's own transformers and machine say."""

import numpy as np
from scipy.sparse import hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer
from sklearn.svm import LinearSVC

from bot.nlu.intent import Judges
from bot.nlu.ngrams import NGramJudge, each_text

TEXTS = {
    "place": ["where is the job club", "job club near me", "which club is near", "where near me"],
    "money": ["will I lose my money", "can I keep my benefits", "lose benefits", "money and work"],
    "person": ["can I talk to a person", "a real person please", "talk to someone", "someone real"],
}
NEW = ["where where where is my money", "talk about the club", "zzz", ""]
LABELS = np.array([label for label, texts in TEXTS.items() for _ in texts])


def counted() -> tuple[list, list]:
    """Blocks of words and of characters, for the texts and for the new ones."""
    counters = [CountVectorizer(), CountVectorizer(analyzer="char_wb", ngram_range=(2, 4))]
    texts = [text for group in TEXTS.values() for text in group]
    return [c.fit_transform(texts) for c in counters], [c.transform(NEW) for c in counters]


def test_the_scores_are_those_of_scikit_learn() -> None:
    blocks, new = counted()
    weighing = [TfidfTransformer(sublinear_tf=True).fit(block) for block in blocks]

    def weighed(part: list):
        return hstack([w.transform(block) for w, block in zip(weighing, part)]).tocsr()

    machine = LinearSVC(C=0.5, class_weight="balanced", random_state=0)
    wanted = machine.fit(weighed(blocks), LABELS).decision_function(weighed(new))
    judge = NGramJudge.fit(blocks, LABELS)
    kept = NGramJudge.from_arrays(judge.to_arrays())
    for one, away in ((judge, 1e-5), (kept, 2e-3)):
        scores = np.array([one.scores(text) for text in each_text(new)])
        assert np.allclose(scores, wanted, atol=away)


def test_intents_of_different_sizes_are_compared_by_their_nearest_examples() -> None:
    blocks, _ = counted()
    dense = np.random.default_rng(0).standard_normal((len(LABELS), 8)).astype("f4")
    rows = [0, 1, 2, 3, 4, 5, 8]  # four places, two about money, one person
    judges = Judges.fit([block[rows] for block in blocks], dense[rows], LABELS[rows])
    vector = dense[9]
    near = dense @ vector
    means = {"money": near[[4, 5]].mean(), "person": near[8], "place": near[:4].mean()}
    assert judges.intents.tolist() == list(means)
    found = [judges.likeness(vector, number) for number in range(len(means))]
    assert np.allclose(found, list(means.values()), atol=1e-5)
