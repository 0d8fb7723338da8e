"""The shorter ways through Rasa find what Rasa's own find."""

import json
import warnings
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from rasa.core.featurizers.tracker_featurizers import MaxHistoryTrackerFeaturizer
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Restarted,
    SessionStarted,
    SlotSet,
    UserUtteranceReverted,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.lean_rasa import applied_events, by_rules, newest_states, possible_keys

ACTIONS = st.fixed_dictionaries({}, optional={"action_name": st.sampled_from(["listen", "tell"])})
HEARD = st.fixed_dictionaries(
    {}, optional={"intent": st.sampled_from(["greet", "atw_what", "deny"])}
)
SLOTS = st.fixed_dictionaries(
    {}, optional={"place": st.sampled_from(["some", "should_not_be_set"])}
)
STATES = st.fixed_dictionaries({}, optional={"user": HEARD, "prev_action": ACTIONS, "slots": SLOTS})
RULES_MADE = st.lists(STATES, min_size=1, max_size=3)

with warnings.catch_warnings():
    # Rasa says to everybody what it does no longer do.
    warnings.simplefilter("ignore")
    DOMAIN = Domain.from_yaml(
        """
        version: "3.1"
        intents: [greet, atw_what]
        slots: {place: {type: text, mappings: [{type: custom}]}}
        forms: {find_form: {required_slots: [place]}}
        actions: [utter_hello, action_find]
        """
    )
EVENTS = st.lists(
    st.sampled_from(["greet", "atw_what"]).map(lambda name: UserUttered("?", {"name": name}))
    | st.sampled_from(["action_listen", "utter_hello", "action_find", "find_form"]).map(
        ActionExecuted
    )
    | st.sampled_from(["here", None]).map(lambda place: SlotSet("place", place))
    | st.sampled_from(["find_form", None]).map(ActiveLoop)
    | st.sampled_from([Restarted, SessionStarted, ActionReverted, UserUtteranceReverted]).map(
        lambda event: event()
    ),
    max_size=20,
)


def tracker_of(events: list) -> DialogueStateTracker:
    return DialogueStateTracker.from_events("somebody", events, DOMAIN.slots)


def policy_of(rules: list[list[dict]]) -> RulePolicy:
    policy = RulePolicy.__new__(RulePolicy)
    policy.lookup = {
        RULES: {json.dumps(rule): "utter_hello" for rule in rules},
        RULES_FOR_LOOP_UNHAPPY_PATH: {},
    }
    policy._Policy__featurizer = MaxHistoryTrackerFeaturizer()
    return policy


@given(rules=st.lists(RULES_MADE, max_size=8), talk=st.lists(STATES, max_size=4))
def test_the_same_rules_fit_as_when_every_rule_is_tried(rules, talk):
    lookup = {json.dumps(rule): "some action" for rule in rules}
    policy = RulePolicy.__new__(RulePolicy)
    assert possible_keys(policy, lookup, talk) == policy._get_possible_keys(lookup, talk)


@given(events=EVENTS)
def test_the_same_events_count(events):
    tracker = tracker_of(events)
    assert applied_events(tracker) == tracker.applied_events()


@given(events=EVENTS, longest=st.integers(1, 6), by_words=st.booleans())
def test_the_newest_states_are_those_that_rasa_ends_with(events, longest, by_words):
    policy = policy_of([[{}] * longest])
    whole = policy._prediction_states(tracker_of(events), DOMAIN, by_words)
    assert newest_states(policy, tracker_of(events), DOMAIN, by_words) == whole[-longest:]


def test_a_rule_about_words_is_looked_for_where_there_is_one():
    asked = []
    policy = policy_of([[{"user": {"text": "hello"}}]])
    policy._prediction_states = lambda *args, **kwargs: asked.append(args) or []
    policy._get_rule_only_data = lambda: None
    by_rules(policy, tracker_of([ActionExecuted("action_listen")]), DOMAIN, True)
    assert asked


def test_without_such_a_rule_a_message_is_not_held_against_its_words():
    policy = policy_of([[{"user": {"intent": "greet"}}]])
    assert by_rules(policy, SimpleNamespace(), DOMAIN, True) == (None, None, False)
