"""Access to Work help: who can apply in at most five questions, and a draft to send in."""

import re

from bot.content.guides import words
from bot.content.guides.steps import UNSURE, Answers, Guide, Heard, Question
from bot.content.relatives import to_answer_for

WORK = {
    "volunteering": ["volunteer", "volunteering", "voluntary work", "unpaid", "not paid"],
    "interview": ["interview", "interviews", "interveiw"],
    "trial": [
        "apprentice", "apprenticeship", "work trial", "trial shift", "work experience",
        "supported internship", "internship", "placement",
    ],
    "self": [
        "self employed", "self employment", "work for myself", "own business", "freelance",
        "freelancer", "sole trader", "my own boss",
    ],
    "offer": [
        "job offer", "offered a job", "got offered", "been offered", "start soon", "starting soon",
        "about to start", "new job", "start next", "starts next", "start on", "starting on",
        "starting next", "offer", "start a job", "starting a job", "got a job starting",
    ],
    "none": [
        "no job", "not working", "unemployed", "out of work", "looking for work",
        "looking for a job", "havent got a job", "dont work", "do not work", "dont have a job",
        "job hunting", "not in work",
    ],
    "job": [
        "have a job", "got a job", "in a job", "in work", "at work", "working", "employed",
        "part time", "full time", "i work", "my job", "have a part time job", "have a full time job",
        "zero hours",
    ],
}  # fmt: skip
PLACE = {
    "ni": ["northern ireland", "belfast", "derry", "ulster", "n ireland"],
    "abroad": ["ireland", "dublin", "abroad", "isle of man", "jersey", "guernsey", "another country",
               "france", "spain"],
    "gb": ["england", "scotland", "wales", "london", "great britain", "britain", "uk", "glasgow",
           "cardiff", "edinburgh", "manchester", "birmingham", "leeds", "bristol"],
}  # fmt: skip
_YEARS = re.compile(r"\b(?:im|i am|aged?|i turned)\s*(\d{1,2})\b(?! ?(?:%|hours|hrs|miles|days))")
_NO_BARRIER = re.compile(r"\b(?:not disabled|no disability|no barriers?|no impairment)\b")
_BARRIER = re.compile(
    r"\b(?:im disabled|i am disabled|im deaf|i am deaf|im blind|i am blind|wheelchair|dyslexi[ac]|"
    r"autistic|autism|adhd|my (?:disability|impairment|condition|health|access needs?))\b"
)


def _named(lexicon: dict[str, list[str]]):
    def read(heard: Heard, answers: Answers) -> list[str]:
        return words.find(heard.text, lexicon)[:1]

    return read


def _place(heard: Heard, answers: Answers) -> list[str]:
    if found := words.find(heard.text, PLACE):
        return found[:1]
    return ["gb"] if heard.named("location") else []


def _age(heard: Heard, answers: Answers) -> list[str]:
    said = words.plain(heard.text)
    if match := _YEARS.search(said) or re.fullmatch(r"(1\d|[2-7]\d)", said):
        return ["yes" if int(match[1]) >= 16 else "no"]
    return []


def _barrier(heard: Heard, answers: Answers) -> list[str]:
    said = words.plain(heard.text)
    if _NO_BARRIER.search(said):
        return ["no"]
    return ["yes"] if _BARRIER.search(said) else []


def _benefit(heard: Heard, answers: Answers) -> list[str]:
    names = to_answer_for(heard.text, heard.named("benefit"))
    for name, value in (("esa", "esa"), ("ca", "ca")):
        if name in names:
            return [value]
    return ["other"] if names else []


def _can_still_apply(answers: Answers) -> bool:
    """False as soon as an answer settles that there is nothing to apply for now."""
    return (
        answers.get("work") not in ("volunteering", "none")
        and answers.get("place") not in ("ni", "abroad")
        and answers.get("age") != "no"
    )


ACCESS_TO_WORK = Guide(
    "atw",
    (
        Question(
            "work",
            _named(WORK),
            ("job", "offer", "self", "interview", "trial", "volunteering", "none"),
        ),
        Question(
            "place", _place, ("gb", "ni", UNSURE), yes="gb", no="abroad", needed=_can_still_apply
        ),
        Question("age", _age, ("yes", "no"), yes="yes", no="no", needed=_can_still_apply),
        Question(
            "barrier", _barrier, ("yes", "no", UNSURE), yes="yes", no="no", needed=_can_still_apply
        ),
        Question(
            "benefit",
            _benefit,
            ("esa", "ca", "other", "none", UNSURE),
            no="none",
            needed=lambda a: (
                _can_still_apply(a) and a.get("work") != "interview" and a.get("barrier") != "no"
            ),
        ),
    ),
)
"""At most five questions; an answer that settles it ends them."""

WRITE = Guide(
    "write",
    (
        Question("task", free=True),
        Question("barrier", free=True),
        Question("solution", free=True),
    ),
)
"""What to write in the application: one task, in the person's own words."""


def texts(answers: Answers) -> list[str]:
    """What to say, as names of texts; `answer:` before the id of an answer about the topic."""
    work, place = answers["work"], answers.get("place")
    if work == "volunteering":
        return ["answer:atw_eligibility.volunteering"]
    if work in ("none", UNSURE):
        return ["guide_atw_no_job"]
    if place in ("ni", "abroad"):
        return [f"guide_atw_{place}"]
    if answers.get("age") == "no":
        return ["guide_atw_under_16"]
    said = ["guide_atw_barrier_no" if answers.get("barrier") == "no" else "guide_atw_apply"]
    if UNSURE in (place, answers.get("age"), answers.get("barrier"), answers.get("benefit")):
        said.append("guide_atw_unsure")
    if answers.get("benefit") in ("esa", "ca"):
        said.append(f"guide_atw_{answers['benefit']}")
    if work in ("offer", "interview", "self", "trial"):
        said.append(f"guide_atw_{work}")
    return said
