"""A message in the middle of a talk, met with the passage that answers it rather than a whole page.

Which answer it asks for is known by then (`bot.conversations.judged`); which part of that answer was
chosen for messages like it, the judge of passages says (`bot.dialogue.fitting`).
"""

from dataclasses import replace

from bot.clock import LONDON
from bot.content.blocks import Passage, as_read, passages_of
from bot.conversations import sides
from bot.conversations.gateway import Gateway
from bot.conversations.nearest import answers_now, as_plan
from bot.conversations.state import TalkState
from bot.dialogue.client import RasaDown, Understood

LIKELY, OF_ANOTHER = 0.25, 0.45
"""From this chance on a passage of the last answer is said, and one of another in place of the whole."""
PART = 0.30
"""From this chance on the part of another answer, that the likeliest passage is of, is given."""
SECOND = 0.6
"""Others are said too that are this likely beside the first."""


def met_by(
    gateway: Gateway, text: str, found: Understood, state: TalkState, target: str
) -> Understood | None:
    """The reading with the passages of the answers of `target` that meet the message; None where no
    passage is likely."""
    if sides.variant(target, text) != target or _has_its_own(gateway, found, target):
        return None  # Its words, or the benefit that it names, choose a part.
    ranked = _ranked(gateway, text, state, target)
    if not ranked:
        return None
    chance, best = ranked[0]
    last = state.answers[-1].partition(".")[0] if state.answers else ""
    if chance >= (LIKELY if last == target else OF_ANOTHER):
        least = max(chance * SECOND, LIKELY)
        plan = [{"nearest": as_plan([p for likely, p in ranked if likely >= least])}]
    elif last != target and chance >= PART and best.block.answer != target:
        plan = [{"answer": best.block.answer}]
    else:
        return None
    return replace(found, intent=target, plan=plan, parts=[])


def _has_its_own(gateway: Gateway, found: Understood, target: str) -> bool:
    """Whether a benefit that is named has a part of the answer to itself."""
    store = gateway.store.current()
    return any(f"{target}.{value}" in store for name, value in found.entities if name == "benefit")


def _ranked(
    gateway: Gateway, text: str, state: TalkState, target: str
) -> list[tuple[float, Passage]]:
    """The passages of all answers of an intent with their chances, likeliest first."""
    store, today = gateway.store.current(), gateway.clock.now().astimezone(LONDON).date()
    names = [answer.id for answer in store if answer.id.partition(".")[0] == target]
    passages = [p for a in answers_now(store, names, state, today) for p in passages_of(a)]
    passages = [p for p in passages if p.block.text not in state.parts[:1]]
    if len(passages) < 2:
        return []
    asked = [(p.block.answer, p.text, as_read(store, p, today)) for p in passages]
    try:
        chances = gateway.rasa.chances(text, state.question, target, asked)
    except RasaDown:
        return []  # The message itself is understood already.
    return sorted(zip(chances, passages), key=lambda pair: -pair[0])
