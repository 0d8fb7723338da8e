"""Which scheme, old or new, a message is about."""

import re

from bot.content.schemes import Scheme
from bot.content.store import Store
from bot.dialogue.client import Understood

ABOUT_ANY = ("programme_old", "programme_support", "programme_pushed")
"""Answers that give way to that of a scheme which the message names."""
ONLY_ABOUT = {
    "employer_practice": "disability_confident",
    "community_partner_what": "community_partners_dwp",
}
"""Answers that give way to one scheme alone."""
_OF_THE_DWP = re.compile(
    r"job ?cent(?:re|er)|\bdwp\b|happened|\bend(?:ed)?\b|\bstill\b|used to", re.IGNORECASE
)
"""What tells the Jobcentre's Community Partners of the past from those of this service."""


_ASKED = re.compile(
    r"\b(?:what(?:'?s| is| are| was| were| happened)|tell me about|still|exist|end(?:ed)?|replaced?"
    r"|running|scheme|program(?:me)?)\b",
    re.IGNORECASE,
)
"""Words of a question about a scheme itself."""
_LEANS = re.compile(
    r"\b(?:it|its|that|this|they|them|those|there|one|then|instead|replaced?|after)\b|^\W*when\b",
    re.IGNORECASE,
)
"""Words that lean on the scheme talked about before: without them an unknown name is not it."""
_RESTART = re.compile(
    r"^(?!.*\b(?:messages?|texts?|texting|chat|conversation|talk)\b)(?=(?:\W*\b\w+\b){4}).*\brestart\b",
    re.IGNORECASE | re.DOTALL,
)
"""`Restart keep ringing me`: the scheme, not START; one word alone is left to the carrier."""
SMALL = ("more_detail", "greet", "affirm", "deny", "repeat", "inform_benefit", "out_of_scope")
"""What a bare name of a scheme is taken for."""
FEW_WORDS = 4
UNSURE = 0.8
"""Below this confidence the name of a scheme says more than what was understood."""


def named_instead(store: Store, text: str, understood: Understood) -> Scheme | None:
    """A question about a scheme that was taken for something else, or for nothing."""
    if understood.intent == "resume_messages" and _RESTART.search(text):
        return next((scheme for scheme in store.schemes if scheme.id == "restart"), None)
    few = len(text.split()) <= FEW_WORDS and understood.intent in SMALL
    if few and "programme" in dict(understood.entities):
        return store.scheme(text)
    lost = understood.plan[:1] in ([], [{"answer": "out_of_scope"}]) or "clarify" in str(
        understood.plan[:1]
    )
    if not lost and understood.confidence >= UNSURE:
        return None
    if not lost and not any("answer" in item for item in understood.plan):
        return None
    found = store.scheme(text) if _ASKED.search(text) else None
    return found if found is not None and found.id != "access_to_work" else None


def asked_about(store: Store, answer: str, text: str, understood: Understood) -> Scheme | None:
    """The scheme to tell about in place of `answer`: named in the text or just before."""
    if answer not in ABOUT_ANY and answer not in ONLY_ABOUT:
        return None
    found = store.scheme(text)
    if answer in ONLY_ABOUT:
        if found is None or found.id != ONLY_ABOUT[answer]:
            return None
        return found if answer == "employer_practice" or _OF_THE_DWP.search(text) else None
    if found is not None:
        # Access to Work is named beside other help all the time; it has answers of its own.
        return found if answer == "programme_old" or found.id != "access_to_work" else None
    if answer != "programme_old":
        return None
    value = dict(understood.entities).get("programme")
    if value is None and _LEANS.search(text):
        value = understood.slots.get("programme")
    value = value[0] if isinstance(value, list) and value else value
    return store.scheme(value) if isinstance(value, str) else None
