"""A child who asks about work or money: what is known here begins at 16, and danger comes before it."""

import re

from bot.conversations.plan import SAFETY_KIND
from bot.dialogue.client import Understood
from bot.safety.child import is_under_16

AT_SCHOOL = ("training_apprenticeship", "training_apprenticeship.school_age")
"""The intent and the part of its answer."""
_OF_WORK = re.compile(
    r"\b(?:jobs?|work|working|earn\w*|wages?|paid|money|paper ?rounds?|placements?|work experience|saturday"
    r"|benefits?|pip|dla|esa|uc|universal credit|carers? allowance|access to work|atw|apprentic\w+|internships?|cv)\b"
)
_SAFE_TO_READ = frozenset(SAFETY_KIND) - {"medical_question"}


def asks_at_school_age(text: str, understood: Understood) -> bool:
    """`I'm 14 can I get a job`; nothing that tells of danger, or may."""
    if understood.intent in _SAFE_TO_READ or {"ask": "safe"} in understood.plan:
        return False
    return is_under_16(text) and bool(_OF_WORK.search(text.lower()))
