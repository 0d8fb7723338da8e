"""Words that are obeyed before anything is understood, on every channel, with Rasa down too."""

import re

STOP = {
    "stop", "stopall", "stop all", "unsubscribe", "end", "quit", "cancel", "opt out", "optout",
    "revoke", "arret", "stopiwch", "stopio", "peidiwch", "paid", "diwedd", "canslo",
    "dad-danysgrifio", "dad danysgrifio", "stop now", "stop please", "please stop", "stop it",
}  # fmt: skip
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

_POLITE = r"^(?:(?:please|pls|plz|can|could|would|will|you|u|just|ok|okay|hi|hello|hey|oi|now|guys|and)\s)*"
_SENTENCES = tuple(
    re.compile(_POLITE + shape)
    for shape in (
        r"(?:stop|quit) (?:texting|messaging|contacting|txting|msging)(?: me)?\b(?! (?:my|him|her|them))",
        r"(?:stop|no more|end) (?:sending |with )?(?:me )?(?:these |those |the |your |ur |all |any )*"
        r"(?:texts?|messages?|msgs)\b",
        r"(?:dont|don't|do not) (?:text|message|contact|txt|msg) me\b(?! (?:about|if|when))",
        r"unsubscribe(?: me)?\b",
        r"leave me alone\W*$",
        r"opt me out\b",
        r"remove my number\W*$",
        r"never (?:text|message|contact|txt|msg) me\b",
        r"(?:stop|dont|don't|do not) send(?:ing)? me (?:any |more |anything |your )*"
        r"(?:texts?|messages?|msgs|these|those|this|stuff|please|again|anymore)?\W*$",
        r"(?:i )?(?:(?:dont|don't|do not|no longer) (?:want|need)) (?:to (?:get|receive) )?"
        r"(?:any ?more |any |more |these |your |ur )*(?:texts?|messages?|msgs)\b(?! (?:from (?!you)|about))",
        r"i (?:want|would like|wish) (?:you )?to stop (?:getting|receiving|having |texting|messaging)\b",
        r"(?:stopiwch|peidiwch|paid|stopia) (?:ag? |â |a )?(?:anfon|gyrru|danfon|hala|thecstio|decstio|"
        r"tecstio|negeseuo|cysylltu)\b",
        r"dim (?:mwy o|rhagor o) (?:negeseuon|destunau|decsts)\b",
        r"(?:take|get|remove|delete) (?:me|my (?:number|name|details)) (?:off|from)\b"
        r".{0,12}\b(?:list|system|database)\b",
    )
)
"""Only as a request to us: `he won't stop texting me` is a different thing, and may be danger."""

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
    if len(plain.split()) <= 12 and any(shape.search(plain) for shape in _SENTENCES):
        return "stop"
    return None


def plain_words(text: str) -> str:
    """The words of a text in lower case between single spaces, marks left out."""
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower()).split())
