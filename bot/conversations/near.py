"""An answer that asks `which area?`: the place that comes next is where its help is looked for."""

import re
from dataclasses import replace

from bot.conversations.asides import topic_of
from bot.conversations.commands import plain_words
from bot.conversations.plan import DANGERS, about_danger
from bot.conversations.state import Offer, TalkState
from bot.dialogue.client import Understood
from bot.directory.looked_for import kind_in
from bot.safety import screen

NEEDS = ("housing", "debt", "transport", "mental_health", "isolation", "social_care")
"""Needs outside work that the directory has services for."""
UNLISTED = ("addiction", "justice")
"""Needs that the directory has no services for: the answer says so, a search would find others."""
KINDS = {
    "urgent_hardship": "benefits_advice",
    "programme_support": "employment_support",
    "programme_old": "employment_support",
    "job_club_what": "job_club",
    "job_club_costs": "job_club",
    "programme_old.journey_to_employment": "job_club",
    "programme_old.connect_to_work": "employment_support",
    "programme_old.workwell": "employment_support",
}
"""Answers that offer to look for something, and for what."""


_RATHER_NOT = re.compile(
    r"\b(?:not|n't|nt|never|no way|wont|cant|rather not|prefer not to|why (?:should|would) i)\b.*"
    r"\b(?:tell|telling|say|saying|give|giving|share|sharing|disclose|send|sending)\b"
    r"|\b(?:rather|prefer) not\b|\bnone of your\b|\bmind your own\b|\bthat'?s private\b|\bskip\b"
)
_ANYWHERE = re.compile(
    r"\bon ?line\b|\bfrom home\b|\bremote(?:ly)?\b|\bzoom\b|\banywhere\b|\bdoes ?n'?t matter where\b"
)
_LONGEST_REFUSAL = 14
UNSURE = 0.6
"""Below this confidence the words, not the reading, say that somebody to ask is looked for."""
_WHOM = re.compile(
    r"\b(?:who|someone|somebody|anyone|anybody|advisers?|advice)\b.*\b(?:see|ask|talk|speak|help|go to|in|near)\b"
)


def without_place(text: str, state: TalkState) -> Offer | None:
    """The choice not to say where, if a place is asked for and the words refuse it or want no place."""
    if not state.asked.startswith("place"):
        return None
    offer = next((o for o in state.offers if o.word == "no"), None)
    plain = plain_words(text)
    if offer is None or len(plain.split()) > _LONGEST_REFUSAL:
        return None
    return offer if _RATHER_NOT.search(plain) or _ANYWHERE.search(plain) else None


_SOMEBODY = re.compile(
    r"\b(?:who|where|any ?(?:one|body)|some ?(?:one|body|where)|any(?:thing| (?:place|advice|help)))\b"
)
_WORK = re.compile(r"\b(?:jobs?|work|clubs?|groups?|employment)\b")
_FOR_TOPIC = {
    "benefits": "benefits_advice", "programme": "employment_support", "job_club": "job_club",
    "in_work": "employment_support", "atw": "access_to_work_help",
}  # fmt: skip
"""Who is looked for when somebody near a place is asked for, by what was talked about."""


def _somebody_near(text: str, state: TalkState, found: Understood) -> dict[str, str]:
    """`Who near Acton could go through it with me?`: a place and a doubt, after an answer."""
    named = dict(found.entities)
    plain = plain_words(text)
    open_to_it = any("clarify" in item for item in found.plan) or (
        found.intent == "find_service"
        and "service_kind" not in named
        and not _WORK.search(plain)
        and (state.told or state.showing == "guide")
    )
    if "location" not in named or not open_to_it or not _SOMEBODY.search(plain):
        return {}
    kind = next((k for t, k in _FOR_TOPIC.items() if topic_of(state).startswith(t)), "")
    return {"service_kind": kind, "location": named["location"]} if kind else {}


def to_look_for(text: str, state: TalkState, found: Understood) -> dict[str, str]:
    """The search that a message asks for beside what was understood; empty if it asks for none.

    A bare place after an answer that asked for one, a need told together with a place, or
    somebody near a place who could help with what was talked about. A kind of help that is named
    comes first (`help_there`).
    """
    named = dict(found.entities)
    asks = found.intent == "find_service" or found.confidence < UNSURE
    if asks and _wants_adviser(text, state, named):
        return {"service_kind": "benefits_advice", "location": named["location"]}
    if found.intent == "wider_support" and "location" in named and named.get("need") in NEEDS:
        return {"need": named["need"], "location": named["location"]}
    if near := _somebody_near(text, state, found):
        return near
    if found.intent != "inform_place" or "location" not in named:
        return {}
    if not state.told or not state.answers or not _looks(found.plan):
        return {}
    place = {"location": named["location"]}
    topic, _, need = state.answers[-1].partition(".")
    if topic == "wider_support" and need in NEEDS:
        return {"need": need, **place}
    kind = KINDS.get(state.answers[-1]) or KINDS.get(topic)
    if kind:
        return {"service_kind": kind, **place}
    return {}


_SEEKS = re.compile(
    r"\b(?:who|some ?(?:one|body|where|thing)|any ?(?:one|body|where|thing)|find|needs?|wants?|wanted|look(?:ing)? for|is there|are there"
    r"|help|near|nearest|groups?|advi[sc]e|advis[eo]rs?|support|services?|organi[sz]ations?|charit\w+|in|for (?:my|our|an?))\b"
)
_GENERAL = (
    "find_service", "inform_place", "wider_support", "benefits_claim_appeal", "programme_support",
    "in_work_support", "cv_interview_help", "training_apprenticeship", "job_club_what", "atw_apply",
    "inform_benefit", "out_of_scope", "menu", "community_partner_what", "discrimination",
    "benefits_pip_work", "self_employment", "change_format", "disclosure_should_i", "adjustments_ask",
)  # fmt: skip
"""Answers to what is asked in general: who names a kind of help and a place looks for it there."""
_NEVER_A_KIND = (*DANGERS, "talk_to_human", "stop_messages", "benefits_sanction")
"""What is meant by these is no answer to what to look for."""
_MOST_OF_A_KIND = 6
"""Words of an answer to `what should I look for there?`"""
_ONE_OF_MANY = 40
_HAPPENED = re.compile(
    r"\b(?:refused|turned (?:me )?down|stopped|sacked|dismissed|discriminat\w+|sanctioned|harass\w*|bull(?:y|ied|ying))\b"
)
"""What happened to them is answered first; who can help is in that answer."""


def help_there(text: str, state: TalkState, found: Understood) -> dict[str, str]:
    """A kind of help with a place, or after the place was named: `who can fill in forms in Acton`."""
    named, plain = dict(found.entities), plain_words(text)
    if about_danger(found) or screen(text).crisis:
        return {}
    if {"handover", "guide", "command"} & {key for item in found.plan for key in item}:
        return {}
    doubted = any("clarify" in item for item in found.plan)
    kind, count = kind_in(text), len(plain.split())
    if not kind or kind == "any" or count > _ONE_OF_MANY:
        return {}
    if "location" in named:
        if found.intent == "find_service" and not doubted:
            return {}  # The search takes the kind from the words itself.
        if not (doubted or found.intent in _GENERAL) or _HAPPENED.search(plain):
            return {}
        if not _SEEKS.search(plain) and count > _MOST_OF_A_KIND:
            return {}
        return {"service_kind": kind, "location": named["location"]}
    asked_what = any(
        o.intent == "find_service" and "service_kind" in o.entities for o in state.offers
    )
    few = count <= _MOST_OF_A_KIND and found.intent not in _NEVER_A_KIND
    return {"service_kind": kind} if asked_what and few else {}


def _wants_adviser(text: str, state: TalkState, named: dict) -> bool:
    """`Who can I see in Ealing` after an answer on benefits: advice is looked for, not a club."""
    about = state.answers[-1] if state.answers and state.showing == "answer" else ""
    topic = about.startswith(("benefits_", "privacy.report", "programme_pushed"))
    plain = "location" in named and not {"service_kind", "need"} & named.keys()
    return topic and plain and bool(_WHOM.search(plain_words(text)))


def _looks(plan: list[dict]) -> bool:
    """True for a plan that asks what to look for, or looks for what was asked some time before."""
    return any({"place", "services"} & item.keys() for item in plan)


def with_search(
    found: Understood, search: Understood, urgent: bool = False, looks_for_help: bool = False
) -> Understood:
    """What was understood, with the services found for it. `urgent`: no food, money or power.

    `looks_for_help`: a kind of help was named, so what was understood besides is not said.
    """
    said = [
        item
        for item in found.plan
        if item == {"ask": "safe"} or not {"place", "services", "clarify", "ask"} & item.keys()
    ]
    if looks_for_help and "need" not in dict(found.entities):
        # Who asks for somebody near by wants that, not the subject explained.
        said = [item for item in said if "answer" not in item]
    if urgent:
        said.insert(0, {"note": "hardship_place"})
    doubted = any("clarify" in item for item in found.plan)
    return replace(
        found,
        intent=search.intent if doubted else found.intent,
        plan=[*said, *search.plan],
        slots=search.slots,
        tracker=search.tracker,
    )
