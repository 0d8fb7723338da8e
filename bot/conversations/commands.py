"""Words that are obeyed before anything is understood, on every channel, with Rasa down too."""

import re

STOP = {
    "stop", "stopall", "stop all", "unsubscribe", "end", "quit", "cancel", "opt out", "optout",
    "revoke", "arret", "stopiwch", "stopio", "peidiwch", "diwedd",
}  # fmt: skip
START = {"start", "unstop", "dechrau", "cychwyn"}
HELP = {"help", "info", "cymorth"}
MORE = {"more", "mwy"}
PERSON = {"person", "human", "adviser", "advisor"}
FORGET = {"delete my data", "forget me", "erase my data"}

_SENTENCES = (
    re.compile(r"\b(stop|quit|no more)\b.{0,12}\b(text|texting|texts|messag\w+)\b.{0,12}\b(me)?\b"),
    re.compile(r"\b(dont|don't|do not|never)\b.{0,6}\b(text|message|contact)\b me\b"),
    re.compile(r"\bunsubscribe\b.{0,10}\bme\b"),
    re.compile(
        r"\b(take|get) (me|my (number|name|details)) off\b.{0,12}\b(list|system|database)\b"
    ),
)
_NOT_A_WISH = re.compile(r"\b(why|how|when|did|if|cant|can't|jobcentre|dwp|boss|work coach)\b")

SMS_ONLY = {"end", "quit", "cancel"}
"""Words the text carrier takes for STOP; elsewhere they are ordinary replies."""


def command_in(text: str, channel: str, opted_out: bool = False) -> str | None:
    """stop, start, help, more, person or forget; None for an ordinary message."""
    plain = re.sub(r"[^\w\s']", " ", text.lower())
    plain = " ".join(plain.split())
    if plain in STOP and (channel == "sms" or plain not in SMS_ONLY):
        return "stop"
    if plain in START or (opted_out and plain == "yes"):
        return "start"
    if plain in FORGET:
        return "forget"
    for words, name in ((HELP, "help"), (MORE, "more"), (PERSON, "person")):
        if plain in words:
            return name
    if len(plain.split()) <= 12 and not _NOT_A_WISH.search(plain):
        if any(shape.search(plain) for shape in _SENTENCES):
            return "stop"
    return None
