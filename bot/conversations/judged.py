"""What a message in the middle of a talk asks for, as the judge of follow-ups says it.

The judge (`bot.dialogue.follow_ups`) knows what was answered last. It is asked where the message may go
on from that answer, and followed where it is sure. It has no say about danger.
"""

import contextlib
from dataclasses import replace
from typing import Any

from bot.conversations.asides import topic_of
from bot.conversations.context import tells_of_harm
from bot.conversations.gateway import Gateway
from bot.conversations.plan import DANGERS, SAFETY_KIND, about_danger
from bot.conversations.plan_items import doubted
from bot.conversations.state import TalkState
from bot.dialogue.client import RasaDown, Understood
from bot.safety import screen

MOST_WORDS = 40
_OPEN = {"answer", "again", "clarify", "command"}
"""What a message may have been read as that it need not be: words about the talk are often short."""
SURE = 0.4
"""From this share on its word is taken."""
CERTAIN = 0.97
"""What is read so surely by itself is that, whatever was said before."""
AT_PEACE = 0.6
"""From this share on of a matter without danger, a mere doubt about danger is let be."""
_SERVICES = "find_service"
_SEARCH = {
    "employment_support": "is there a job support scheme near me",
    "benefits_advice": "is there benefits advice near me",
}
_ANY_SEARCH = "is there a job club near me"
"""What stands for a search, in whatever words it was asked for, after a list of services."""
_OF_THE_TALK = {
    "repeat", "simpler", "menu", "greet", "goodbye", "change_format", "change_language", "bot_challenge",
    "stop_messages", "resume_messages", "delete_my_data", "get_my_data", "start_over",
}  # fmt: skip
SURE_OF_TALK, PLAIN = 0.6, 0.8
"""Words about the talk itself, read this surely, mean the same after any answer, unless the judge is
as sure as the second."""
_ASKED_IN_WORDS = {
    "stop_messages", "resume_messages", "delete_my_data", "start_over", "handover_cancel", "handover_chase",
    "change_language",
}  # fmt: skip
"""What is done, and cannot be undone or is wanted by few: never on the judge's word."""


def judged(gateway: Gateway, text: str, found: Understood, state: TalkState) -> str:
    """The intent of a message that goes on from the last answer; empty where that is not sure."""
    if not _may_follow(text, found, state) or about_danger(found) or found.doubt:
        return ""
    if found.confidence >= CERTAIN:
        return ""
    of_talk = found.intent in _OF_THE_TALK and found.confidence >= SURE_OF_TALK
    intent, share = _likeliest(gateway, text, found, state)
    return (
        ""
        if share < (PLAIN if of_talk else SURE) or intent in DANGERS or intent in _ASKED_IN_WORDS
        else intent
    )


def without_doubt(gateway: Gateway, text: str, found: Understood, state: TalkState) -> Understood:
    """The reading without the question whether they are safe, if the message surely goes on from the
    last answer, and nothing in it speaks of harm."""
    asked = found.plan == [{"ask": "safe"}] and found.intent not in DANGERS and not state.told_of
    seen = screen(text)
    if not asked or seen.crisis or seen.about or seen.by_another or tells_of_harm(text):
        return found
    if not _may_follow(text, replace(found, plan=[]), state):
        return found
    intent, share = _likeliest(gateway, text, found, state)
    if share < AT_PEACE or intent in DANGERS:
        return found
    return replace(found, plan=[{"clarify": "unsure"}], doubt="")


def as_meant(found: Understood, intent: str) -> Understood:
    """The reading as if the message had said by itself that it asks for this intent."""
    if intent == found.intent and not doubted(found.plan):
        return found
    return replace(found, intent=intent, confidence=SURE, plan=[{"answer": intent}], parts=[])


def _may_follow(text: str, found: Understood, state: TalkState) -> bool:
    """Whether an answer was given, or services were shown, and no form has the message."""
    after = state.question and topic_of(state) not in SAFETY_KIND
    after = bool(after and state.showing in ("answer", "guide")) or state.showing == "services"
    if not (after or state.unclear) or len(found.parts) > 1:
        return False
    if any(item.keys() - _OPEN and not _only_begins(item, state) for item in found.plan):
        return False
    return 0 < len(text.split()) <= MOST_WORDS


def _only_begins(item: dict[str, Any], state: TalkState) -> bool:
    """Whether a guide would begin with this message, or one is left open that it says nothing to."""
    guide = item.get("guide") or {}
    aside = state.showing == "answer" and guide.get("step") == "missed"
    return bool(guide.get("begins") or aside)


def _likeliest(
    gateway: Gateway, text: str, found: Understood, state: TalkState
) -> tuple[str, float]:
    if state.unclear:
        topic, question = state.unclear
    elif state.showing == "services":
        topic, question = _SERVICES, _SEARCH.get(state.looking.get("kind", ""), _ANY_SEARCH)
    else:
        topic, question = topic_of(state), state.question
    with contextlib.suppress(RasaDown):  # The message itself is understood already.
        return gateway.rasa.follow(text, question, topic, found)[0]
    return "", 0.0
