"""Disclosure help: whether, when, how and to whom, without a push either way."""

import re

from bot.content.guides import words
from bot.content.guides.steps import UNSURE, Answers, Guide, Heard, Question

STAGE = {
    "thinking": ["just thinking", "not applied", "not yet", "thinking about", "one day", "looking"],
    "applying": [
        "application", "applying", "apply", "application form", "filling in", "cv", "applied",
    ],
    "interview": ["interview", "interviews", "interveiw", "assessment centre", "selection test"],
    "offer": [
        "offer", "offered", "job offer", "start soon", "about to start", "starting", "got the job",
        "havent started", "before i start",
    ],
    "working": [
        "working", "in work", "at work", "my job", "in the job", "already work", "already there",
        "my boss", "my manager", "in a job", "employed", "been there",
    ],
}  # fmt: skip
_CHANGE = re.compile(
    r"\bi (?:do )?need (?!to (?:tell|know|say|decide))|\badjustments?\b|\bwould help me\b"
)
_NO_CHANGE = re.compile(
    r"\b(?:dont|do not) need (?:any|a|anything)\b|\bno (?:changes?|adjustments?)\b"
)
_ASKED = re.compile(
    r"\b(?:they|boss|employer|form|manager|hr|it) (?:has |have |is |are )?(?:asked|asking|asks?)\b"
    r".*\b(?:health|disab|medical|condition|sick)|\bhealth (?:form|questions?|questionnaire)\b|"
    r"\bmedical (?:form|questionnaire)\b"
)


def _stage(heard: Heard, answers: Answers) -> list[str]:
    return words.find(heard.text, STAGE)[:1]


def _change(heard: Heard, answers: Answers) -> list[str]:
    said = words.plain(heard.text)
    if _NO_CHANGE.search(said):
        return ["no"]
    return ["yes"] if _CHANGE.search(said) else []


def _asked(heard: Heard, answers: Answers) -> list[str]:
    return ["yes"] if _ASKED.search(words.plain(heard.text)) else []


DISCLOSURE = Guide(
    "disclosure",
    (
        Question(
            "stage", _stage, ("thinking", "applying", "interview", "offer", "working", UNSURE)
        ),
        Question("change", _change, ("yes", "no", UNSURE), yes="yes", no="no"),
        Question("asked", _asked, ("yes", "no", UNSURE), yes="yes", no="no"),
    ),
)


def texts(answers: Answers) -> list[str]:
    """What to say, as names of texts. Both sides always; the law; then what fits the moment."""
    stage = answers["stage"]
    said = ["guide_disclosure_both"]
    said.append(
        {
            "yes": "guide_disclosure_need",
            "no": "guide_disclosure_no_need",
        }.get(answers["change"], "guide_disclosure_need_unsure")
    )
    said.append("guide_disclosure_law")
    if answers["asked"] == "yes":
        after = stage in ("offer", "working")
        said.append(f"guide_disclosure_asked_{'after' if after else 'before'}")
    said.append(f"guide_disclosure_{stage}" if stage != UNSURE else "guide_disclosure_any_time")
    said.append("guide_disclosure_whom")
    return said
