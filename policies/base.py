"""What our two policies share: they look at the newest message and name a response, or nothing."""

from typing import Any, Dict, List, Optional, Text

from rasa.core.constants import POLICY_MAX_HISTORY, POLICY_PRIORITY
from rasa.core.policies.policy import Policy, PolicyPrediction
from rasa.engine.storage.resource import Resource
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event
from rasa.shared.core.generator import TrackerWithCachedStates
from rasa.shared.core.trackers import DialogueStateTracker

PRIORITY_ABOVE_RULES = 7


class OneTurnPolicy(Policy):
    """Decides from the newest message alone; needs no training."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        return {POLICY_PRIORITY: PRIORITY_ABOVE_RULES, POLICY_MAX_HISTORY: None}

    def train(
        self,
        training_trackers: List[TrackerWithCachedStates],
        domain: Domain,
        **kwargs: Any,
    ) -> Resource:
        return self._resource

    def decide(self, tracker: DialogueStateTracker) -> Optional[Text]:
        """The response to give to the newest message, or None to leave it to other policies."""
        raise NotImplementedError

    def effects(self, tracker: DialogueStateTracker) -> List[Event]:
        """Events to apply together with the response."""
        return []

    def predict_action_probabilities(
        self,
        tracker: DialogueStateTracker,
        domain: Domain,
        rule_only_data: Optional[Dict[Text, Any]] = None,
        **kwargs: Any,
    ) -> PolicyPrediction:
        chosen = self.decide(tracker)
        last = tracker.get_last_event_for(ActionExecuted)
        answered = chosen is not None and last is not None and last.action_name == chosen
        if chosen is None or (not answered and tracker.latest_action_name != ACTION_LISTEN_NAME):
            return self._prediction(self._default_predictions(domain))
        action = ACTION_LISTEN_NAME if answered else chosen
        scores = self._default_predictions(domain)
        scores[domain.index_for_action(action)] = 1.0
        # Optional: only if this policy is the one that is followed. A form is asked first, and with its
        # loop ended by then it would begin anew and put its question instead.
        effects = None if answered else self.effects(tracker)
        return self._prediction(scores, optional_events=effects)
