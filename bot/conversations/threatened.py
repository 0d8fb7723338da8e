"""Somebody is threatened or hurt by another person, in words that the screen knows."""

import contextlib

from bot.conversations.aftercare import in_danger_now
from bot.conversations.gateway import Gateway
from bot.conversations.state import TalkState
from bot.dialogue.client import RasaDown
from bot.safety import screen
from bot.safety.threat import beside_threats

_FEW_WORDS = 4
SURE = 0.5


def threatened(gateway: Gateway, text: str, state: TalkState) -> str | None:
    """The command for it; None if nothing in the words shows a threat.

    What is said beside the threat is read by itself: who is glad of it wants to die.
    """
    if state.calm or not screen(text).by_another or in_danger_now(text, state):
        return None
    rest = beside_threats(text)
    if len(rest.split()) >= _FEW_WORDS:
        with contextlib.suppress(RasaDown):
            found = gateway.rasa.read(rest)
            if found.intent == "crisis" and found.confidence >= SURE:
                return "unsafe"
    return "abused"
