"""Facts read from the words of a listing. What its words do not show stays unknown."""

import re
from typing import TYPE_CHECKING

from bot.directory.models import NO, YES

if TYPE_CHECKING:
    from bot.directory.models import Service

_SIGNS = {
    "step_free": r"step[- ]free|wheelchair|level access|\bramps?\b|\blift\b",
    "accessible_toilet": r"accessible (?:toilet|wc|loo)|changing places?|wheelchair toilet",
    "hearing_loop": r"(?:hearing|induction) loops?|\bt[- ]?loop",
    "bsl": r"\bbsl\b|sign language",
    "captions": r"caption|subtitle|palantyp|speech[- ]to[- ]text",
    "quiet": r"quiet (?:space|room|area|hour|time)|sensory room",
    "easy_read": r"easy[- ]read",
    "online": r"\bonline\b|\bzoom\b|video call|webinar",
    "parking": r"\bparking\b|blue badge",
}
_NOT = re.compile(r"\b(no|not|without|isn't|isnt|aren't|lacks?)\b[^.;,]*$", re.IGNORECASE)
_PAYS = {
    "travel": r"\b(?:travel|transport|fares?)\b",
    "childcare": r"\bchild ?care|creche\b",
    "refreshments": r"\brefreshments?|lunch|tea and coffee\b",
    "support_worker": r"\bsupport worker|personal assistant\b",
}
_PAYING = re.compile(
    r"\b(pay|pays|paid|refund\w*|cover\w*|free|offered|provided|reimburs\w*)\b", re.I
)
LED = re.compile(
    r"\b(?:run|led|ran|controlled) by (?:\w+ (?:and )?)?(?:disabled|deaf)"
    r"|\b(?:disabled|deaf) (?:people|ppl|folk|person) (?:run|led)\b"
    r"|\b(?:disabled|deaf|user|peer)[- ]led\b|\bddpos?\b",
    re.IGNORECASE,
)
"""Words for an organisation that disabled people run themselves."""
DWP = re.compile(r"\bDWP\b|department for work and pensions|job ?centre", re.IGNORECASE)
"""Names of the office that pays benefits and cuts them: its lines are no independent advice."""
_KINDS = (
    ("job_club", r"\bjob ?clubs?\b|work ?club"),
    ("access_to_work_help", r"access to work"),
    ("benefits_advice", r"benefit|welfare rights|universal credit"),
    ("employment_support", r"employ|\bjobs?\b|into work|careers?\b"),
    ("debt", r"\bdebt|money advice"),
    ("housing", r"housing|homeless|tenan"),
    ("disclosure_or_rights_advice", r"\brights\b|discriminat|equality|legal"),
    ("mental_health", r"mental health|counsel|wellbeing"),
    ("peer_support", r"peer|self[- ]help|support group"),
    ("transport", r"transport|travel|mobility scheme"),
    ("isolation", r"befriend|social group|lonel|isolat"),
    ("social_care", r"social care|\bcare\b|independent living"),
)


def access_facts(words: str) -> dict[str, str]:
    """{need: yes or no} that the words show: `no step-free entrance` is a no."""
    found = {}
    for need, sign in _SIGNS.items():
        for match in re.finditer(sign, words, re.IGNORECASE):
            negated = _NOT.search(words[max(0, match.start() - 40) : match.start()])
            found[need] = NO if negated else YES
            break
    return found


def payments(words: str) -> dict[str, str]:
    """{what: yes or no} of what a service pays, where its words say so."""
    found = {}
    if not _PAYING.search(words):
        return found
    for what, sign in _PAYS.items():
        if match := re.search(sign, words, re.IGNORECASE):
            found[what] = NO if _NOT.search(words[: match.start()]) else YES
    return found


def kind_of(words: str) -> str:
    """The kind of help that words such as the terms of a feed name; `other` if none."""
    return next((k for k, sign in _KINDS if re.search(sign, words, re.IGNORECASE)), "other")


_WORK_KINDS = ("employment_support", "job_club")
SUBJECTS = {
    "advocacy": r"(?<!self[- ])\badvoca(?:cy|tes?)\b",
    "law_centre": r"\blaw cent(?:re|er)|\blegal\b|\blaw (?:advice|service)|\blawyer|\bsolicitor",
    "carers": r"\bcarers?\b",
    "sight_loss": r"\bblind\b|\bsight loss\b|\bpartially sighted\b|\bvisual(?:ly)? impair",
    "deaf_club": r"\bdeaf (?:social )?club\b",
    "deaf": r"\bdeaf\b(?! (?:and|or|&) disab)|\bhearing loss\b|\bBSL users\b",
    "internship": r"\binternships?\b|\bproject search\b",
    "mental_health_work": r"\bmental\b|\bclinical teams?\b",
}
"""Subjects that people ask for by name and that are no kind of their own: words that show them."""
_ALSO = {
    "benefits_advice": r"\bbenefits?\b",
    "debt": r"\bdebt\b|\bmoney\b",
    "housing": r"\bhousing\b",
    "social_care": r"\bsocial care\b|\bcommunity care\b",
    "transport": r"\btransport\b",
}
"""Kinds that a service of another kind has too, where its name says so: `Housing and care advice`."""


def subjects(service: "Service") -> tuple[str, ...]:
    """What the words of a service show that it is for besides its own kind."""
    named = f"{service.name} {service.organisation.name}"
    words = f"{named}. {service.description} {service.eligibility}"
    found = []
    for subject, sign in SUBJECTS.items():
        of_work = service.kind in _WORK_KINDS
        if subject in ("internship", "mental_health_work") and not of_work:
            continue
        if (subject == "advocacy" and of_work) or service.kind == "transport":
            continue  # A course to become an advocate; a taxi that blind people may book.
        # `Deaf and disabled people` is everybody: for Deaf people is what bears their name.
        where = f"{named}. {service.eligibility}" if subject == "deaf" else words
        if re.search(sign, where, re.IGNORECASE):
            found.append(subject)
    found += [kind for kind, sign in _ALSO.items() if re.search(sign, service.name, re.IGNORECASE)]
    return tuple(kind for kind in found if kind != service.kind)
