"""Looking into a reply plan: a list of items, each a dict of what to say or do."""

from typing import Any

Plan = list[dict[str, Any]]


def answered(plan: Plan) -> str:
    """The answer that is the whole plan; empty if the plan is anything else."""
    return plan[0]["answer"] if len(plan) == 1 and "answer" in plan[0] else ""


def doubted(plan: Plan) -> bool:
    """Whether nothing was understood, or more than one thing may be meant."""
    return not plan or any("clarify" in item for item in plan)
