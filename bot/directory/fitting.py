"""Whom a service is for, and whether that is the person who asks: age, and a group it is only for."""

import re
from dataclasses import dataclass

from bot.directory.models import Service

GROUPS = {
    "learning_disability": r"\blearning (?:disabilit|difficult)\w*|\bdown'?s syndrome\b",
    "autism": r"\bautis\w*|\basperger\w*",
    "sight_loss": r"\bblind\b(?! spot)|\bsight loss\b|\bpartially sighted\b|\bvisual(?:ly)? impair\w*",
    "deaf": r"\bdeaf\b(?! (?:and|or|&) disab)|\bhearing loss\b|\bbsl users?\b",
    "mental_health": r"\bmental (?:health|illness|distress)\b|\bmental health teams?\b|\bcnwl\b",
}
"""Groups that services are for, and the words that name them."""
GROUP_WORDS = {
    "learning_disability": "people with learning disabilities",
    "autism": "autistic people",
    "sight_loss": "blind and partially sighted people",
    "deaf": "Deaf people",
    "mental_health": "people with mental health problems",
}
_ALL = re.compile(
    r"\bdisabled (?:people|adults|job|customers|or|and)|\bdisabled,|\bdeaf and disab|\bhealth condition|\blong-term\b"
    r"|\bphysical\b|\bdisability\b|\bor disabilities\b|\banyone\b|\bsubstance use\b|\bmobility\b|\bmainly\b",
    re.IGNORECASE,
)
"""Words that open a service to others than the groups named."""
_AGES = re.compile(
    r"\b(?:aged?|from) (\d{1,2}) (?:to|and|-) (\d{1,2})\b|\b(\d{1,2}) to (\d{1,2})\b"
)
_FROM_AGE = re.compile(r"\((\d{2})\+\)|\b(\d{2}) or over\b")
YOUNG = 25
"""Years up to which `young people` is understood."""


@dataclass(frozen=True)
class About:
    """What somebody told of the person the search is for. `age` 0: not told."""

    age: int = 0
    is_in: tuple[str, ...] = ()
    is_not_in: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.age or self.is_in or self.is_not_in)


def ages(service: Service) -> tuple[int, int]:
    """The youngest and the oldest it is for; 0 and 200 where it does not say."""
    least, most = int(service.minimum_age or 0), int(service.maximum_age or 200)
    words = f"{service.eligibility} {service.description}"
    if match := _AGES.search(service.eligibility):
        young, old = (int(n) for n in match.groups() if n)
        least, most = max(least, young), min(most, old)
    elif match := _FROM_AGE.search(service.eligibility):
        least = max(least, int(match[1] or match[2]))
    elif re.search(r"\byoung (?:disabled |autistic )?(?:people|members)\b", words, re.IGNORECASE):
        young_alone = not re.search(r"\badults\b", service.eligibility, re.IGNORECASE)
        most = min(most, YOUNG) if young_alone else most
    return least, most


def groups(service: Service) -> tuple[str, ...]:
    """The groups it is only for; empty if it is for others too."""
    words = service.eligibility.partition(" who do not ")[0]
    if _ALL.search(re.sub(r"learning (?:disabilit\w+|difficult\w+)", "LD", words)):
        return ()
    return tuple(name for name, shape in GROUPS.items() if re.search(shape, words, re.IGNORECASE))


def why_not(service: Service, about: About) -> str:
    """In words, why it is not for the person; empty if it may be."""
    least, most = ages(service)
    if about.age and not least <= about.age <= most:
        span = f"aged {least} to {most}" if least and most < 200 else ""
        span = span or (f"up to {most} years old" if most < 200 else f"aged {least} or over")
        return f"it is for people {span}"
    only = groups(service)
    others = set(only) - set(about.is_not_in)
    if only and not others:
        return f"it is for {' or '.join(GROUP_WORDS[name] for name in only)}"
    if only and about.is_in and not set(only) & set(about.is_in):
        return f"it is for {' or '.join(GROUP_WORDS[name] for name in only)}"
    return ""


def is_meant_for(service: Service, about: About) -> bool:
    """True if it is for a group that the person belongs to."""
    return bool(set(groups(service)) & set(about.is_in))
