"""Access needs in a person's own words, as keys of `bot.cases.routing.NEEDS`.

They say which skills an adviser should have and what to prepare; the words themselves stay as they are.
"""

import re

from bot.conversations.compose import Composer

_SAID = {
    "bsl": r"\b(?:bsl|sign(?:ed)? language|sign(?:ing)?) interpreter\b|\bbsl\b|\bsign(?:ed)? language\b"
    r"|\b(?:i|who|to) signs?\b|\bsigner\b",
    "easy_read": r"\beasy ?-?read\b|\b(?:easy|easier|simple|simpler|plain|short|shorter|basic)"
    r" (?:words?|language|english|sentences?)\b",
    "language": r"\btranslat\w+|\binterpreter\b"
    r"|\b(?:another|other|different|my(?: own)?|home|first) language\b"
    r"|\b(?:polish|romanian|welsh|urdu|punjabi|bengali|sylheti|gujarati|tamil|hindi|arabic|somali|turkish"
    r"|kurdish|farsi|persian|dari|pashto|tigrinya|amharic|french|spanish|portuguese|italian|german|greek"
    r"|albanian|bulgarian|lithuanian|russian|ukrainian|yoruba|twi|swahili|vietnamese|cantonese|mandarin"
    r"|chinese|nepali)\b"
    r"|\b(?:no|little|not (?:much|good)|bad|poor) english\b|\benglish is (?:not|n[o']?t|bad|poor)\b",
    "relay": r"\brelay(?: ?uk)?\b|\btext ?relay\b|\bminicom\b|\btextphone\b",
    "screen_reader": r"\bscreen ?-?reader\b|\bjaws\b|\bnvda\b|\bvoice ?over\b|\btalkback\b|\bby ear\b",
    "time": r"\b(?:more|extra|lots of|plenty of) time\b|\bslow(?:ly|er)?\b|\bstammer\w*\b|\bstutter\w*\b",
}
_NEEDS = {key: re.compile(words, re.IGNORECASE) for key, words in _SAID.items()}
_ASKED = {"change_format.bsl": "bsl", "change_format.phone": "phone"}
"""What was answered, and the need it was about."""


def named_in(text: str) -> list[str]:
    """The needs that the words name; none that they only might mean."""
    # Who interprets into BSL does not speak another language.
    rest = {"language": _NEEDS["bsl"].sub(" ", text)}
    return [key for key, words in _NEEDS.items() if words.search(rest.get(key, text))]


def asked_for(composer: Composer) -> list[str]:
    """The needs a person has told of in this talk, by what they were answered."""
    found = {_ASKED[name] for name in composer.state.answers if name in _ASKED}
    if any(name.startswith("change_language.") for name in composer.state.answers):
        found.add("language")
    return sorted(found)
