"""A benefit that somebody else gets is not kept as the benefit of the person who writes."""

from typing import Any

from bot.content.relatives import of_others, to_answer_for
from bot.dialogue.client import Understood
from bot.dialogue.events import before_message, ever_held

WITHOUT_DUTIES = ("pip", "dla", "adp", "aa")
"""Benefits for the costs of disability: nobody must look for work to get them."""
OF_DUTIES = ("benefits_sanction", "benefits_claimant_commitment", "programme_pushed")
OTHER = "inform_benefit.other"
"""The answer to `my mum is on ESA`, said with no question."""


def benefit(text: str, understood: Understood) -> str | None:
    """The benefit to answer for: named now, else the one known as their own.

    Where somebody else's was named, the tracker keeps what it knew of the person's own before.
    """
    named = _named(understood)
    theirs = of_others(text).intersection(named)
    kept = understood.slots.get("benefit")
    if theirs:
        own = [value for value in named if value not in theirs]
        kept = own[0] if own else before_message(understood.tracker, "benefit")
        understood.tracker.append({"event": "slot", "name": "benefit", "value": kept})
    about = to_answer_for(text, named)
    found = about[-1] if about else _with_duties(understood, kept)
    found = found[0] if isinstance(found, list) and found else found
    return found if isinstance(found, str) else None


def _with_duties(understood: Understood, kept: Any) -> Any:
    """`Can they sanction me`, from somebody who gets JSA and then named PIP: that is about JSA.

    PIP and its like ask nobody to look for work; what is asked of people comes with the other.
    """
    if kept not in WITHOUT_DUTIES or understood.intent not in OF_DUTIES:
        return kept
    held = ever_held(understood.tracker, "benefit")
    each = (v for value in held for v in (value if isinstance(value, list) else [value]))
    return next((benefit for benefit in each if benefit not in WITHOUT_DUTIES), kept)


def only_others(text: str, understood: Understood) -> bool:
    """True if every benefit that is named is somebody else's."""
    named = _named(understood)
    return bool(named) and of_others(text).issuperset(named)


def _named(understood: Understood) -> list[str]:
    values = [value for name, value in understood.entities if name == "benefit"]
    return [v for value in values for v in (value if isinstance(value, list) else [value])]
