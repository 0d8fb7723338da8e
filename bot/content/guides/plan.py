"""My plan: asked for in a few turns, kept in the person's own words, and how it reads as text."""

import re
from collections.abc import Mapping, Sequence

from bot.content.guides import words
from bot.content.guides.steps import LONGEST, Answers, Guide, Heard, Question

FIELDS = {
    "goal": "My goal",
    "helps": "What helps me",
    "barriers": "What gets in my way",
    "adjustments": "Changes to ask for",
    "who": "Who does what",
    "review": "When to look at it again",
}
"""Every field and the heading it has in the plan, in order."""

_CALLED = {
    "goal": ["goal", "goals", "aim"],
    "helps": ["what helps", "helps", "what helps me", "help part"],
    "barriers": ["barriers", "barrier", "what gets in the way", "gets in my way", "in my way"],
    "adjustments": ["adjustments", "adjustment", "changes to ask for", "changes"],
    "who": ["who does what", "who", "steps", "actions"],
    "review": ["review date", "review", "date", "look at it again", "when"],
}
_CHANGE = re.compile(
    r"\b(?:change|edit|update|set|correct|fix|alter|add to)\s+(?:the |my |a )?"
    r"(?P<what>[a-z ]{3,24}?)(?:\s+(?:in|on|of) (?:my|the) plan)?"
    r"(?:\s*(?:\bto\b|:|=)\s*(?P<value>\S.*))?[.!]?\s*$",
    re.IGNORECASE | re.DOTALL,
)
_IS = re.compile(r"^\W*(?:no,? )?my (?P<what>goal) (?:is|should be) (?P<value>\S.*)$", re.I | re.S)


def field_in(name: str) -> str:
    """The field that somebody means; empty if none."""
    return next(iter(words.find(name, _CALLED)), "")


def changes_in(text: str) -> tuple[str, str]:
    """`change my goal to a cafe job`: the field and, if it was said, its new text."""
    for shape in (_CHANGE, _IS):
        if match := shape.search(text.strip()):
            if name := field_in(match["what"]):
                return name, (match["value"] or "").strip()[:LONGEST]
    return "", ""


def _named(field: str):
    def read(heard: Heard, answers: Answers) -> list[str]:
        name, value = changes_in(heard.text)
        return [value] if name == field and value else []

    return read


PLAN = Guide(
    "plan",
    (
        *(Question(name, _named(name), free=True) for name in FIELDS),
        Question(
            "keep",
            choices=("yes", "no"),
            yes="yes",
            no="no",
            needed=lambda answers: any(answers.get(name) for name in FIELDS),
        ),
    ),
)
"""Six things, each may be left out, then whether it may be kept."""

CHANGE = Guide("change", (Question("value", free=True),))
"""One field of a plan that is kept already; the field stands in the answers as `field`."""


def lines(
    fields: Mapping[str, str], agreed: Sequence[Mapping[str, str]] = ()
) -> list[tuple[str, list[str]]]:
    """The plan as headings with what stands under each; empty fields are left out."""
    shown = [(FIELDS[name], [fields[name]]) for name in FIELDS if fields.get(name)]
    if agreed:
        done = [f"{item['what']} ({item['who']}, {item['day']})" for item in agreed]
        shown.append(("What was agreed", done))
    return shown


def as_text(fields: Mapping[str, str], agreed: Sequence[Mapping[str, str]] = ()) -> str:
    """The plan as plain text."""
    return "\n\n".join(
        "\n".join([f"{heading}:", *under]) for heading, under in lines(fields, agreed)
    )
