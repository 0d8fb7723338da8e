"""What Rasa works out anew at every message though it never changes, worked out once.

`prepare` replaces a few functions of Rasa 3.6 by shorter ones with the same results:

- its graph is laid out by Dask's scheduler at each message, twice or more: a seventh of a turn;
- each event of a tracker is looked up among all classes of events;
- every rule is held against the newest state, though most are about another intent;
- whether the domain is empty is found out by writing it and an empty one as dictionaries;
- the form of an action server's answer: see `bot.dialogue.action_check`.
"""

from functools import cache
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.constants import PREVIOUS_ACTION, USER
from rasa.shared.core.domain import Domain, State
from rasa.shared.core.events import Event

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
    Domain.is_empty = is_empty
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
