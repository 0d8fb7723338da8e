"""The shorter ways through Rasa find what Rasa's own find."""

import json

from hypothesis import given
from hypothesis import strategies as st
from rasa.core.policies.rule_policy import RulePolicy

from bot.dialogue.lean_rasa import possible_keys

ACTIONS = st.fixed_dictionaries({}, optional={"action_name": st.sampled_from(["listen", "tell"])})
HEARD = st.fixed_dictionaries(
    {}, optional={"intent": st.sampled_from(["greet", "atw_what", "deny"])}
)
SLOTS = st.fixed_dictionaries(
    {}, optional={"place": st.sampled_from(["some", "should_not_be_set"])}
)
STATES = st.fixed_dictionaries({}, optional={"user": HEARD, "prev_action": ACTIONS, "slots": SLOTS})
RULES = st.lists(STATES, min_size=1, max_size=3)


@given(rules=st.lists(RULES, max_size=8), talk=st.lists(STATES, max_size=4))
def test_the_same_rules_fit_as_when_every_rule_is_tried(rules, talk):
    lookup = {json.dumps(rule): "some action" for rule in rules}
    policy = RulePolicy.__new__(RulePolicy)
    assert possible_keys(policy, lookup, talk) == policy._get_possible_keys(lookup, talk)
