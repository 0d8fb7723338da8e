"""`And on ESA?`: the question answered last, for the benefit that is named now."""

import re
from typing import TYPE_CHECKING

from bot.content.guides.safety import in_words

if TYPE_CHECKING:
    from bot.conversations.plan import Deed

_AND_ON = re.compile(
    r"^(?:is (?:it|that|this) (?:the )?same|and|what about|how about|or|but|what if|for|on|same (?:for|on|with))\b|\?",
    re.IGNORECASE,
)
"""`And on ESA?`: a question, where a bare `ESA` only tells."""


OF_LIMITS = ("benefits_permitted_work", "benefits_better_off")
OF_PIP = ("pip", "adp", "dla")
"""What the answer about PIP and work holds for."""


def goes_on(text: str) -> bool:
    """`What about my PIP`: it asks the same once more, for another benefit."""
    return _AND_ON.search(text.strip()) is not None


def question(deed: "Deed") -> str | None:
    """The question last answered, if it is answered differently for the benefit named now.

    Asked in words of a question it is answered again, even if the answer is the same for this benefit.
    """
    benefits, store = deed.composer.benefits, deed.composer.store
    told = [said.partition(".")[0] for said in deed.state.answers]
    if benefits and benefits[0] not in OF_PIP:
        # What is true of PIP is not true of this one.
        told = [
            "benefits_lose_if_work" if asked == "benefits_pip_work" else asked for asked in told
        ]
    elif benefits:
        # Hours and pay have no limit on PIP: what work does to it is what is asked.
        told = ["benefits_pip_work" if asked in OF_LIMITS else asked for asked in told]
    for said, asked in zip(deed.state.answers, told):
        best = store.best(asked, benefits)
        if best is not None and best.id not in (asked, said):
            return asked
        if best is not None and best.id == asked != said and asked.startswith("benefits_"):
            return asked
    if goes_on(deed.text):
        return next((asked for asked in told if asked.startswith("benefits_")), None)
    return None


def own_up(deed: "Deed") -> None:
    """Where the answer does not name the benefit that was asked about, it says so."""
    if benefit := deed.composer.values.get("benefit"):
        name = in_words([benefit])
        told = [a for said in deed.out.answers if (a := deed.composer.told(said))]
        said = "\n".join([deed.out.text, *(form for a in told for form in a.forms.values())])
        if name not in said and not (deed.composer.benefits[1:] or benefit.upper() in said):
            deed.out.parts.insert(0, deed.composer.say("benefit_not_named", benefit=name))
