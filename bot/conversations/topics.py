"""Which answers are about the same matter."""

FAMILIES = (
    ("job_club",),
    ("atw",),
    ("disclosure", "adjustments", "discrimination"),
    ("benefits",),
    ("programme", "in_work"),
    ("training", "self", "cv", "employer"),
    ("community", "talk", "handover"),
)
"""Beginnings of intents, by matter."""

GOES_ON = {"inform_benefit": "benefits_", "i_am_employer": "atw_"}
"""The matter that people go on about after an answer that belongs to none."""


def family_of(name: str) -> tuple[str, ...] | None:
    """The matter of an answer about work, benefits or help; None for greetings, danger, the talk itself."""
    return next((f for f in FAMILIES if name.startswith(tuple(f"{part}_" for part in f))), None)
