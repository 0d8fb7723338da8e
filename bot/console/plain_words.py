"""How easy an adviser's own text is to read: a reading age, and a hint that may be ignored.

Flesch-Kincaid, with syllables counted as groups of vowels: rough, quick, and without a word list.
"""

import re

EASY = 12
"""Up to this reading age nothing is said. GOV.UK writes for 9, the NHS for 9 to 11."""
FEW_WORDS = 8
_WORD = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)|\n+")
LONG_SENTENCE = 25


def reading_age(text: str) -> int:
    """Years of age at which the text can be read; 0 if it is too short to tell."""
    words = _WORD.findall(text)
    if len(words) < FEW_WORDS:
        return 0
    sentences = max(1, len([s for s in _SENTENCE.split(text) if _WORD.search(s)]))
    syllables = sum(_syllables(word.lower()) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return max(5, round(grade + 5))


def hint(text: str) -> str:
    """A sentence for the writer; empty if the text is easy enough or too short to tell."""
    age = reading_age(text)
    if age <= EASY:
        return ""
    longest = max(len(_WORD.findall(sentence)) for sentence in _SENTENCE.split(text))
    what = "shorter sentences" if longest > LONG_SENTENCE else "everyday words"
    return f"Reading age about {age}: {what} would make it easier. You can send it as it is."


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(1, count)
