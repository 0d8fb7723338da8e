"""The check of an action's answer, with its rules prepared once instead of at every answer.

Rasa 3.6 hands `jsonschema.validate` the same schema for each answer of the action server, and that
function first checks the schema itself: a seventh of a search turn. The check of the answer stays.
"""

from functools import cache
from typing import Any

from jsonschema import Draft202012Validator
from rasa.core.actions.action import RemoteAction


@cache
def _rules() -> Draft202012Validator:
    schema = RemoteAction.action_response_format_spec()
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def check(action: RemoteAction, answer: dict[str, Any]) -> bool:
    """True if the answer has the form Rasa wants; else raises jsonschema's ValidationError."""
    _rules().validate(answer)
    return True


def prepare() -> None:
    """Let Rasa use this check. Called where the gateway's channel is set up."""
    RemoteAction._validate_action_result = check
