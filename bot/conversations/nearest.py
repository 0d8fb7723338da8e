"""A question in the middle of a talk, answered with the passage of the last answer that fits it.

The model knows what a message is about. What somebody asks next, `how long does it last`, is about
what was just answered, and often stands in it: then just that is said, with where it is from.
"""

import re
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from bot.clock import LONDON
from bot.content.blocks import Passage, as_read, passages_of
from bot.content.store import Answer, Store
from bot.conversations import asked_benefit, matter, sides
from bot.conversations.commands import plain_words
from bot.conversations.gateway import Gateway
from bot.conversations.leaning import asks, leans
from bot.conversations.plan import about_danger
from bot.conversations.plan_items import doubted
from bot.conversations.relation import Relation, family_after, relation
from bot.conversations.state import TalkState
from bot.conversations.topics import family_of
from bot.dialogue.client import RasaDown, Understood
from bot.safety import screen

MOST_WORDS = 14
FEW_WORDS = 4
"""So few words lean on what was said, whatever they are: `before or after`."""
JUST_TOLD, OF_THE_WHOLE = 0.12, 0.06
"""How much it speaks for a passage that it is of the very answer last given, or of what that is a part of."""
NAMED = 0.15
"""How much it speaks for a passage that it names the benefit of the message."""
STAYS, FOR_CERTAIN = 0.20, 1.0
"""How much it speaks for the last answer that the message names no matter of its own."""
FITS = 0.40
"""From this fit on a passage is said."""
FITS_OF_TALK = 0.58
"""The same, where the message is read as one about the talk itself: `can they`, `who pays`."""
PLAUSIBLE = 0.30
"""From this fit on of the near answer that it is read as, that one is said."""
SURE = 0.75
"""From this confidence on, a reading as one about the talk must be beaten."""
SECOND = 0.15
"""A second block is said too, if it fits no worse than this."""
LONGEST = 420
"""Characters of a block that is said whole; of a longer one the items that fit best."""
_OF_THE_TALK = {
    "bot_challenge", "privacy", "who_runs_this", "community_partner_what", "get_my_data",
    "complaint_about_us",
}  # fmt: skip
_SMALL = {
    "affirm",
    "deny",
    "greet",
    "menu",
    "more_detail",
    "goodbye",
    "resume_messages",
    "handover_chase",
}
"""Small words; a question is none of them, whatever it sounds like."""
_STANDS = {
    "thank", "simpler", "repeat", "start_over", "change_format", "change_language", "talk_to_human",
    "handover_cancel", "stop_messages", "delete_my_data", "find_service", "inform_place",
    "medical_question", "urgent_hardship", "crisis", "crisis_other", "safeguarding",
}  # fmt: skip
"""Readings that mean the same whatever was said before."""
CLAIMS = ("benefits_claim_appeal", "benefits_claimant_commitment")
"""Answers with parts for what an office asks and decides."""
_OWN_THINGS = {"benefit", "location", "service_kind", "programme"}
"""Whoever names one of these asks about it."""
_MATTERS = ("wider_support", "employer_practice", "i_am_employer")
"""Answers about a matter that belong to no family."""


def part_of_last(
    gateway: Gateway, text: str, found: Understood, state: TalkState, leant: str
) -> Understood | None:
    """The reading with the passages that answer a follow-up; None if it asks for another answer.

    `leant`: the intent that it comes to in its talk, empty if it is as it was read. Where it names no
    matter and nothing fits, it is said that there is no answer: better than one about something else.
    """
    last = state.answers[-1] if state.answers else ""
    base = last.partition(".")[0]
    read_as = replace(found, intent=leant) if leant else found
    if not _may_follow(text, read_as, state, last) or leant not in ("", base):
        return None
    stands = relation(text, found, base, leant)
    far = stands is Relation.FAR
    if stands is Relation.OWN:
        return None
    if sides.variant(base, text) not in (base, last):
        # Its words ask for another part of the same.
        return replace(found, intent=base, plan=[{"answer": base}], parts=[]) if far else None
    if far and (named := _named_before(text, state, family_after(base))):
        return replace(found, intent=named, plan=[{"answer": named}], parts=[])
    fits = _fits(gateway, text, found, state, last, rival=stands.elsewhere)
    if fits is None:
        return None
    if fits.best >= _least(text, found, far) and fits.other <= fits.best + _stays(found, stands):
        return replace(found, intent=base, plan=[{"nearest": fits.blocks()}], parts=[])
    if _is_unanswered(text, found, stands, fits.other):
        return replace(found, intent=base, plan=[{"not_known": last}], parts=[])
    return None


def part_of_told(
    gateway: Gateway, text: str, found: Understood, state: TalkState, leant: str
) -> Understood | None:
    """The part that fits of an answer that was given whole some turns ago, where a follow-up comes
    back to it. The same page once more would bury what was asked."""
    intent = leant or found.intent
    name, last = sides.variant(intent, text), state.answers[-1] if state.answers else ""
    if name == last or name not in state.earlier or matter.stands(text, ""):
        return None
    follows = _may_follow(text, replace(found, intent=intent), state, name) and asks(text)
    if not follows or doubted(found.plan) and not leant:
        return None
    fits = _fits(gateway, text, found, state, name, rival=False)
    if fits is None or fits.best < FITS:
        return None
    return replace(found, intent=intent, plan=[{"nearest": fits.blocks()}], parts=[])


def _named_before(text: str, state: TalkState, family: tuple[str, ...] | None) -> str:
    """The answer of which the question before and this one together name a part: `how she apply`."""
    whole = f"{state.question} {text}"
    return next((a for a in CLAIMS if family_of(a) == family and sides.variant(a, whole) != a), "")


def _least(text: str, found: Understood, far: bool) -> float:
    """How well a passage must fit: better where the message is surely one about the talk itself."""
    of_talk = found.intent in _OF_THE_TALK or (found.intent in _SMALL and not asks(text))
    return FITS_OF_TALK if far and of_talk and found.confidence >= SURE else FITS


def _stays(found: Understood, stands: Relation) -> float:
    """How much it speaks for the last answer that the message names no matter of its own."""
    if stands is Relation.FAR and family_of(found.intent):
        return FOR_CERTAIN
    return 0.0 if stands in (Relation.NEAR, Relation.NAMED) else STAYS


def _is_unanswered(text: str, found: Understood, stands: Relation, other: float) -> bool:
    """Whether a follow-up that no passage fits is about the last answer all the same."""
    if stands in (Relation.SAME, Relation.NAMED):
        return False  # The same once more: the short of it, and what was not said yet.
    if stands is Relation.NEAR and other >= PLAUSIBLE:
        return False
    if stands is Relation.DOUBTED or found.intent in _SMALL:
        return asks(text) or len(text.split()) < FEW_WORDS
    return family_of(found.intent) is not None


class _Fits(NamedTuple):
    """How well the passages of the last answer fit, best first; `other`: the best of another answer."""

    ranked: list[tuple[float, Passage]]
    other: float

    @property
    def best(self) -> float:
        return self.ranked[0][0] if self.ranked else 0.0

    def blocks(self) -> list[dict]:
        """What is said of the passages that fit (`as_plan`)."""
        return as_plan([p for fit, p in self.ranked if fit >= max(self.best - SECOND, FITS)])


def as_plan(chosen: list[Passage]) -> list[dict[str, str]]:
    """At most two blocks of the passages, best first, as plan data: of a long one only those items."""
    said = []
    for block in list(dict.fromkeys(passage.block for passage in chosen))[:2]:
        if len(block.text) > LONGEST:
            block = replace(block, items=tuple(p.text for p in chosen if p.block == block))
        said.append({"answer": block.answer, "text": block.text})
    return said


def _fits(
    gateway: Gateway, text: str, found: Understood, state: TalkState, last: str, rival: bool
) -> _Fits | None:
    """How well the last answer and its parts fit; None where nothing can be said of them.

    `rival`: how well the answer would, that the message alone would get, is asked too.
    """
    store, today = gateway.store.current(), gateway.clock.now().astimezone(LONDON).date()
    benefit = _benefit(found)
    if benefit and f"{last.partition('.')[0]}.{benefit}" in store:
        return None  # It has an answer of its own.
    own = answers_now(store, _parts(last), state, today)
    other = answers_now(store, _parts(found.intent), state, today) if rival else []
    passages = [p for answer in (*own, *other) for p in passages_of(answer)]
    if not own or not passages:
        return None
    try:
        fits = gateway.rasa.fit(text, state.question, [as_read(store, p, today) for p in passages])
    except RasaDown:
        return None  # The message itself is understood already.
    ours, said = {answer.id for answer in own}, state.parts[:1]
    ranked = [
        (fit + _speaks_for(passage, last, benefit), passage)
        for fit, passage in zip(fits, passages)
        if passage.block.answer in ours and passage.block.text not in said
    ]
    others = (fit for fit, passage in zip(fits, passages) if passage.block.answer not in ours)
    return _Fits(sorted(ranked, key=lambda pair: -pair[0]), max(others, default=0.0))


def _may_follow(text: str, found: Understood, state: TalkState, last: str) -> bool:
    """Few words that ask or lean on something, after an answer, that no form or search has taken."""
    if not matter.goes_on(state) or state.showing != "answer":
        return False
    if about_danger(found) or found.doubt or screen(text).crisis or state.safe_open:
        return False
    if not (family_after(last) or last.partition(".")[0] in _MATTERS) or found.intent in _STANDS:
        return False
    if any(item.keys() - {"answer", "again", "clarify"} for item in found.plan):
        return False
    plain = plain_words(text)
    if not 1 <= len(plain.split()) <= MOST_WORDS:
        return False
    named = _OWN_THINGS.intersection(name for name, _ in found.entities)
    if named == {"benefit"} and found.intent == "inform_benefit":
        return last.startswith("benefits_") and not asked_benefit.goes_on(text)
    if found.intent in _SMALL and not asks(text):
        return False  # `Tell me more about that`.
    variant = sides.variant(found.intent, text)
    if named or variant not in (found.intent, last):
        return False
    few = len(plain.split()) <= FEW_WORDS and found.intent not in _SMALL
    return bool(few or asks(text) or leans(text))


def _benefit(found: Understood) -> str:
    """The benefit that somebody names in the middle of a talk: `I have LCWRA`."""
    return next((str(value) for name, value in found.entities if name == "benefit"), "")


def _speaks_for(passage: Passage, last: str, benefit: str) -> float:
    named = benefit and re.search(rf"\b{re.escape(benefit)}\b", passage.text, re.IGNORECASE)
    told = {last.partition(".")[0]: OF_THE_WHOLE, last: JUST_TOLD}
    return told.get(passage.block.answer, 0.0) + (NAMED if named else 0.0)


def _parts(name: str) -> list[str]:
    """An answer, the whole that it is a part of, and the other parts that words choose."""
    base = name.partition(".")[0]
    return list(dict.fromkeys([name, base, *sides.parts_of(base)]))


def answers_now(store: Store, names: list[str], state: TalkState, today: date) -> list[Answer]:
    """The answers as this person would be told them, none that must wait for a review."""
    found = [a for name in names if (a := store.get(name)) is not None and not a.overdue(today)]
    if state.nation:
        found = [a.nations.get(state.nation, a) for a in found if _holds(a, state.nation)]
    return found


def _holds(answer: Answer, nation: str) -> bool:
    return not answer.covers or nation in answer.covers or nation in answer.nations
