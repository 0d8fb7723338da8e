"""Whether a message is about what an office asks of people: a meeting, an interview, an assessment.

Such things can be compulsory, a club is not; the answer about clubs must not be given to them.
"""

import re

MEETING, ASSESSMENT = "benefits_claimant_commitment", "benefits_claim_appeal"
"""The intents whose answers say what is a must."""
_OFFICE = r"(?:job[ -]?cent(?:re|er)s?|jcp|dwp|(?<!job )(?:work )?coach)"
_DATE = r"(?:appoint?ments?|appts?|interviews?|meetings?)"
_SEEN = r"(?:appoint?ments?|appts?|meetings?)"
_WAY = r"(?: (?:in|into|to|at|down|the|my|that|local)){0,4}"
_MEETING = re.compile(
    rf"\b{_OFFICE}\b.{{0,30}}\b{_DATE}\b|\b{_DATE}\b.{{0,30}}\b{_OFFICE}\b"
    rf"|(?<!it )\b(?:go|going|come|coming|attend|attending|visit|turn up){_WAY} {_OFFICE}\b"
    rf"|\b(?:see|seeing|meet|meeting|speak|speaking|talk|talking)(?: to| with)? (?:the |my |a )?{_OFFICE}\b"
    rf"|\b{_SEEN}\b.{{0,40}}\b(?:dont|don't|do not|not|cant|can't|cannot|wont|won't) (?:go|come|attend|turn up|make it)\b"
    rf"|\b(?:change|move|rearrange|cancel|miss|missed|missing) (?:my |the |an |that )?{_SEEN}\b(?!.{{0,25}}\b(?:gp|doctor|hospital|dentist)\b)"
    r"|\bwork.?focus\w* interviews?\b|\bhealth and work conversation\b|\bsign(?:ing)? on\b"
    r"|\b(?:letter|dwp)\b.{0,40}\b(?:must|required to|have to) attend\b"
)
_ASSESSMENT = re.compile(r"\b(?:work capability|pip|health|uc|esa) assessments?\b|\bwca\b")
_OF_A_CLUB = re.compile(
    r"\bclubs?\b|\bddpos?\b|\bpeers?\b|\b(?:your|the) (?:groups?|meetings?|advis[eo]rs?)\b|\bsessions?\b"
)
_WHAT_IS_TOLD = re.compile(
    r"\b(?:do|does|will|would|can|are|is) (?:you|u|your|they|it)\b.{0,40}"
    r"\b(?:tell|share|shared|pass|report|talk|speak|go|goes)\b"
)
"""`Do you tell the Jobcentre if I miss a meeting?`: asked of us, not of the office."""


_CAUTION = re.compile(
    r"\bunder caution\b|\bcaution(?:ed)? interview\b|\bfraud (?:team|interview|officers?|investigat\w+)\b"
)


def is_under_caution(text: str) -> bool:
    """`They want me for an interview under caution`: a matter of its own, whatever else is said."""
    return _CAUTION.search(text.lower()) is not None


def duty(text: str) -> str | None:
    """The intent that an office's demand belongs to; None where none is named, or a club is."""
    said = text.lower()
    if _OF_A_CLUB.search(said) or _WHAT_IS_TOLD.search(said):
        return None
    if _MEETING.search(said):
        return MEETING
    return ASSESSMENT if _ASSESSMENT.search(said) else None
