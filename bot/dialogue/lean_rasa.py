"""What Rasa works out anew at every message though it never changes, worked out once.

`prepare` replaces three functions of Rasa 3.6 by shorter ones with the same results:

- its graph is laid out by Dask's scheduler at each message, twice or more: a seventh of a turn;
- each event of a tracker is looked up among all classes of events;
- the form of an action server's answer: see `bot.dialogue.action_check`.
"""

from functools import cache
from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.runner.dask import DaskGraphRunner
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


def prepare() -> None:
    """Let Rasa use these. Called where the gateway's channel is set up."""
    action_check.prepare()
    DaskGraphRunner.run = run
    if not hasattr(Event.resolve_by_type, "cache_info"):
        Event.resolve_by_type = staticmethod(cache(Event.resolve_by_type))
