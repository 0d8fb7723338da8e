"""What Rasa works out anew at every message though it never changes, worked out once.

`prepare` replaces a few functions of Rasa 3.6 by shorter ones with the same results:

- its graph is laid out by Dask's scheduler at each message, twice or more: a seventh of a turn;
- each event of a tracker is looked up among all classes of events;
- every rule is held against the newest state, though most are about another intent, and for that
  all past states are worked out, though a rule looks at the last few only;
- rules about a message's very words are looked for, though there are none;
- which events of a tracker count is worked out with rules for what was taken back, though nothing was;
- whether the domain is empty is found out by writing it and an empty one as dictionaries;
- the form of an action server's answer: see `bot.dialogue.action_check`.
"""

from functools import cache
from typing import Any, NamedTuple

from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import (
    ActionExecuted,
    ActionReverted,
    ActiveLoop,
    Event,
    Restarted,
    SessionStarted,
    UserUtteranceReverted,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import TEXT

from bot.dialogue import action_check


def run(
    self: DaskGraphRunner, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
) -> dict[str, Any]:
    """The outputs of the targets, each node they need run once. Raises GraphRunError."""
    schema = self._graph_schema
    done = {name: (name, value) for name, value in (inputs or {}).items()}

    def output(name: str) -> tuple[str, Any] | str:
        if name not in done:
            if name not in schema.nodes:
                return name
            needs = [output(parent) for parent in schema.nodes[name].needs.values()]
            done[name] = self._instantiated_nodes[name](*needs)
        return done[name]

    try:
        return dict(output(name) for name in targets or schema.target_names)
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error


def possible_keys(self: RulePolicy, lookup: dict[str, str], states: list[State]) -> set[str]:
    """The rules that fit the states, newest first; those about another intent are passed over."""
    newest = states[-1] if states else {}
    heard = (newest.get(USER) or {}).get("intent")
    keys = (
        {key for key in lookup if (wanted := _intent_of(self, key)) is None or wanted == heard}
        if newest.get(PREVIOUS_ACTION)
        else set(lookup)
    )
    for turn, state in enumerate(reversed(states)):
        keys = {key for key in keys if self._is_rule_applicable(key, turn, state)}
    return keys


def newest_states(
    self: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool = False,
    rule_only_data: dict[str, Any] | None = None,
) -> list[State]:
    """As many of the newest states as the longest rule has: older ones fit every rule."""
    events = tracker.applied_events()
    older = 1 + sum(isinstance(event, ActionExecuted) for event in events) - _shape(self).longest
    past, states = tracker.init_copy(), []

    def look() -> None:
        nonlocal older
        if older <= 0:
            states.append(domain._clean_state(domain.get_active_state(past)))
        older -= 1

    for event in events:
        if isinstance(event, ActionExecuted):
            look()
        past.update(event)
    look()
    self.featurizer._choose_last_user_input([states], use_text_for_last_user_input)
    return states


_find_by_rules = RulePolicy._find_action_from_rules


def by_rules(
    self: RulePolicy,
    tracker: DialogueStateTracker,
    domain: Domain,
    use_text_for_last_user_input: bool,
) -> tuple[str | None, str | None, bool]:
    """Rasa's own search, left out for a message's words if no rule names any."""
    if use_text_for_last_user_input and not _shape(self).words:
        return None, None, False
    return _find_by_rules(self, tracker, domain, use_text_for_last_user_input)


_applied_events = DialogueStateTracker.applied_events
_BEGINNING = {Restarted, SessionStarted}
_TAKEN_BACK = {ActionReverted, UserUtteranceReverted}


def applied_events(self: DialogueStateTracker) -> list[Event]:
    """The events that count; Rasa's own search only where a form was open or something undone."""
    events = list(self.events)
    kinds = {type(event) for event in events}
    if kinds & _TAKEN_BACK or ActiveLoop in kinds:
        return _applied_events(self)
    if kinds & _BEGINNING:
        begins = (n for n in range(len(events), 0, -1) if type(events[n - 1]) in _BEGINNING)
        return events[next(begins) :]
    return events


class _Shape(NamedTuple):
    """Of the rules of a trained policy: the states of the longest, and if any names words."""

    longest: int
    words: bool


def _shape(policy: RulePolicy) -> _Shape:
    if not hasattr(policy, "_shape"):
        keys = [*policy.lookup[RULES], *policy.lookup[RULES_FOR_LOOP_UNHAPPY_PATH]]
        rules = [policy._rule_key_to_state(key) for key in keys]
        words = any(TEXT in (state.get(USER) or {}) for rule in rules for state in rule)
        policy._shape = _Shape(max(map(len, rules), default=1), words)
    return policy._shape


_intents: dict[str, str | None] = {}


def _intent_of(policy: RulePolicy, key: str) -> str | None:
    """The intent that a rule's newest state names; None if it names none."""
    if key not in _intents:
        last = policy._rule_key_to_state(key)[-1]
        _intents[key] = (last.get(USER) or {}).get("intent") if last.get(PREVIOUS_ACTION) else None
    return _intents[key]


def is_empty(self: Domain) -> bool:
    """Whether the domain is empty; a domain does not change after it is read."""
    if not hasattr(self, "_is_empty"):
        self._is_empty = self.as_dict() == Domain.empty().as_dict()
    return self._is_empty


def prepare() -> None:
    """Let Rasa use these. Called where the gateway's channel is set up."""
    action_check.prepare()
    DaskGraphRunner.run = run
    RulePolicy._get_possible_keys = possible_keys
    RulePolicy._prediction_states = newest_states
    RulePolicy._find_action_from_rules = by_rules
    DialogueStateTracker.applied_events = applied_events
    Domain.is_empty = is_empty
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
