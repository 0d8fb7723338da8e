"""Reading age of the answers (textstat), and words of offices that nobody explains.

The age is the Flesch-Kincaid grade and five: pupils enter the first US grade at the age of six.
"""

import re
import warnings
from datetime import date
from types import ModuleType

from bot.content.store import Answer, Store

OLDEST = {"plain": 11, "easy_read": 9}
"""Reading age a form may have, in years."""
EASIEST = OLDEST["easy_read"]
NOT_WORDS = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[\w.-]+\.(?:org|co|gov|com|uk)[\w./-]*|\$\w+|[£]?\d[\d ,.:]*\d|\d"
)
"""Addresses, numbers and words filled in later: nobody reads those by syllables."""
_ABBREVIATION = re.compile(r"(?<![\w.])[A-Z]{2,6}\d?(?!\w|\.\w)")
COMMON = {
    "BSL", "CV", "GP", "NHS", "OK", "PDF", "SMS", "UK", "US", "A", "I", "ID", "TV", "IT", "PERSON", "HR",
    "FRANK", "GOV", "MENU", "MORE", "SHOUT", "START", "STOP", "EASY", "READ", "LONGER", "DEAF", "HIV", "MS", "MP",
}  # fmt: skip
"""Short forms that people use themselves, and words to send back."""


def textstat() -> ModuleType:
    """The measuring library; it warns of its own old way to find its files."""
    with warnings.catch_warnings():
        warnings.filterwarnings(
            "ignore", message="pkg_resources is deprecated", category=UserWarning
        )
        warnings.filterwarnings("ignore", category=DeprecationWarning)
        import textstat

    textstat.set_lang("en_GB")
    return textstat


def reading_age(text: str) -> float:
    """Years of age at which the text can be read. A line that ends without a stop is a sentence."""
    lines = (NOT_WORDS.sub("", line).strip(" -•\t") for line in text.splitlines())
    said = " ".join(f"{line}." if line[-1] not in ".?!" else line for line in lines if line)
    if len(said.split()) < 3:
        return 5.0
    return round(textstat().flesch_kincaid_grade(said) + 5, 1)


def ages(answer: Answer, store: Store, today: date) -> dict[str, float]:
    """Reading age of each form that has a limit."""
    found = {"plain": reading_age(store.fill(answer.forms["plain"], today))}
    if answer.easy_read:
        lines = "\n".join(line.say for line in answer.easy_read)
        found["easy_read"] = reading_age(store.fill(lines, today))
    return found


def faults(store: Store, today: date):
    """Forms that are too hard to read, and short forms that jargon.yml does not explain."""
    explained = {
        word for term in store.jargon for name in (term.term, *term.also) for word in name.split()
    }
    for answer in store:
        if answer.id.startswith("service."):
            # Short by nature; what they say in Easy Read has the same limit as an answer.
            if answer.easy_read and (age := ages(answer, store, today)["easy_read"]) > EASIEST:
                yield (
                    f"{answer.where}: '{answer.id}' easy_read has a reading age of {age:g}, "
                    f"{EASIEST} is the most. Cut the longest sentence: "
                    f'"{_hardest(answer, "easy_read")}"'
                )
            continue
        for told in (answer, *answer.nations.values()):
            for form, age in ages(told, store, today).items():
                if age > OLDEST[form]:
                    yield (
                        f"{told.where}: '{told.id}' {form} has a reading age of {age:g}, "
                        f"{OLDEST[form]} is the most. Cut the longest sentence: "
                        f'"{_hardest(told, form)}"'
                    )
            text = "\n".join((told.forms["plain"], *(line.say for line in told.easy_read)))
            for short in sorted(set(_ABBREVIATION.findall(text)) - COMMON - explained):
                if f"({short})" not in text:
                    yield (
                        f"{told.where}: '{told.id}' uses '{short}': add what it means to "
                        "data/jargon.yml, or write it out."
                    )


def _hardest(answer: Answer, form: str) -> str:
    text = answer.forms["plain"]
    if form == "easy_read":
        text = "\n".join(line.say for line in answer.easy_read)
    sentences = re.split(r"(?<=[.?!])\s+|\n", text)
    return max(sentences, key=lambda s: len(s.split()))[:120]
