"""How a message in the middle of a talk stands to the answer before it."""

from enum import Enum

from bot.conversations import matter
from bot.conversations.plan_items import doubted
from bot.conversations.topics import GOES_ON, family_of
from bot.dialogue.client import Understood

SURE = 0.70
"""From this confidence on, a reading that is near, or that its words bear out, is followed."""
ATW = ("atw",)
_WORLD = {
    ("benefits",): "office", ("programme", "in_work"): "work", ("atw",): "work",
    ("disclosure", "adjustments", "discrimination"): "work", ("job_club",): "club",
    ("training", "self", "cv", "employer"): "work",
}  # fmt: skip
"""Whom a matter is about. What names nothing of the other world is not about it: a Jobcentre that says
no is no employer, and a wait for a decision is none for Access to Work."""


class Relation(Enum):
    """What the reading of a message says of where it belongs, the last answer in mind."""

    OWN = "another answer, surely; or the last one again, by its own words"
    SAME = "the last answer again"
    DOUBTED = "nothing that is sure"
    NEAR = "another answer about the same people: two about an office, two about a workplace"
    NAMED = "another matter, of which it has a word"
    FAR = "another matter, of which it has no word: how it sounds alone"

    @property
    def elsewhere(self) -> bool:
        """Whether it is read as another answer than the last."""
        return self in (Relation.NEAR, Relation.NAMED, Relation.FAR)


def relation(text: str, found: Understood, base: str, leant: str) -> Relation:
    """`base`: the last answer; `leant`: the intent that the message comes to in its talk, if any."""
    unsure = doubted(found.plan)
    named = not unsure and matter.stands(text, found.intent)
    sure = found.confidence >= SURE
    if leant or unsure or found.intent == base:
        if named and sure:
            return Relation.OWN
        # Leant on the talk alone, and read as nothing of it by itself, it may ask what we do not know.
        alone = unsure if not leant else family_of(found.intent) != family_after(base)
        return Relation.DOUBTED if alone else Relation.SAME
    near = _is_near(found.intent, base, named)
    if near and (named or sure) or (named and sure):
        return Relation.OWN
    return Relation.NEAR if near else Relation.NAMED if named else Relation.FAR


def _is_near(intent: str, base: str, named: bool) -> bool:
    family, before = family_of(intent), family_after(base)
    if family is None or (family == ATW != before and not named):
        return False  # Whatever waits, is applied for or paid sounds like Access to Work.
    return family in _WORLD and _WORLD[family] == _WORLD.get(before or ())


def family_after(name: str) -> tuple[str, ...] | None:
    """The matter of an answer, or the one that people go on about after it."""
    return family_of(GOES_ON.get(name.partition(".")[0], name))
