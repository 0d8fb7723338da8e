"""Words that are obeyed before anything is understood, on every channel, with Rasa down too."""

import re

from bot.conversations.optout_words import asks_to_stop, names_messages

STOP = {
    "stop", "stopall", "stop all", "unsubscribe", "end", "quit", "cancel", "opt out", "optout",
    "revoke", "arret", "stopiwch", "stopio", "peidiwch", "diwedd", "canslo",
    "dad-danysgrifio", "dad danysgrifio", "stop now", "stop please", "please stop", "stop it",
    "stopp", "stoppp", "sotp", "stpo", "stp",
}  # fmt: skip
"""Not the Welsh `paid`: in English it answers whether work is paid."""
_FEW_WORDS = 3
START = {"start", "unstop", "dechrau", "cychwyn"}
YES = {"yes", "ie", "ydw", "oes"}
"""Only from somebody who has stopped us; to everybody else it answers a question."""
HELP = {"help", "info", "cymorth"}
MORE = {"more", "mwy"}
PERSON = {"person", "human", "adviser", "advisor"}
CALLBACK = {
    "call back", "callback", "call me back", "ask for a call back", "i want a call back",
    "can you call me back", "can someone call me back", "can somebody call me back",
    "please call me back", "call me back please", "phone me back", "ring me back",
    "can i have a call back", "can i get a call back", "can i have a callback",
}  # fmt: skip
FORGET = {"delete my data", "forget me", "erase my data"}
EASY_READ = {"easy read", "easyread", "easy words", "easier words", "simple words"}
PLAIN = {"longer answers again", "longer answers", "long answers", "full answers", "usual answers"}

SMS_ONLY = {"end", "quit", "cancel"}
"""Words the text carrier takes for STOP; elsewhere they are ordinary replies."""


_SLASHED = {"start": "welcome", "privacy": "privacy", "simpler": "simpler"}
"""Commands of the Telegram menu that mean something else, or nothing, when typed without the `/`."""


def command_in(text: str, channel: str, opted_out: bool = False) -> str | None:
    """What the service itself is asked to do (stop, person, ...); None for an ordinary message."""
    if channel == "telegram" and (slashed := re.match(r"/(\w+)", text)) and not opted_out:
        text = slashed[1]  # Without the bot's name and whatever a link has added.
        if text.lower() in _SLASHED:
            return _SLASHED[text.lower()]
    plain = plain_words(text)
    if plain in STOP and (channel == "sms" or plain not in SMS_ONLY):
        return "stop"
    if plain in START or (opted_out and plain in YES):
        return "start"
    if plain in FORGET:
        return "forget"
    for words, name in (
        (HELP, "help"), (MORE, "more"), (PERSON, "person"), (CALLBACK, "callback"),
        (EASY_READ, "form_easy_read"), (PLAIN, "form_plain"),
    ):  # fmt: skip
        if plain in words:
            return name
    if re.sub(r"^(?:please|pls) | (?:please|pls|plz|thanks)$", "", plain) in CALLBACK:
        return "callback"
    return "stop" if asks_to_stop(text) else None


def names_stopping(text: str) -> bool:
    """Whether a wish to stop is about messages, or one of the words for it with little beside it."""
    words = plain_words(text).split()
    bare = len(words) <= _FEW_WORDS and not {"opt", *STOP}.isdisjoint(words)
    return bare or names_messages(text)


def plain_words(text: str) -> str:
    """The words of a text in lower case between single spaces, marks left out."""
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower()).split())
