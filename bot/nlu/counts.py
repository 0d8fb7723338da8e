"""Words and character n-grams counted over the whole message; single words are not counted apart.

Rasa's featurizer counts every word by itself too, for classifiers that read word by word. Ours reads
the message as a whole, and half of the counting is saved.
"""

from typing import List, Optional, Text, Tuple

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.featurizers.sparse_featurizer.count_vectors_featurizer import CountVectorsFeaturizer
from rasa.shared.nlu.constants import TEXT
from scipy.sparse import coo_matrix


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class SentenceCounts(CountVectorsFeaturizer):
    """Rasa's counts, with its settings, for the sentence alone."""

    def _create_features(
        self, attribute: Text, all_tokens: List[List[Text]]
    ) -> Tuple[List[Optional[coo_matrix]], List[Optional[coo_matrix]]]:
        none: List[Optional[coo_matrix]] = [None] * len(all_tokens)
        vectorizer = self.vectorizers.get(attribute)
        if not vectorizer or attribute != TEXT:
            return none, none
        counted = [
            vectorizer.transform([" ".join(tokens)]).tocoo() if tokens else None
            for tokens in all_tokens
        ]
        return none, counted
