"""Which language other than English a message is written in, if it is one of `data/languages.yml`.

Letters of its own settle it. In Latin letters two things must agree, because misspelt English looks
like many languages to an identifier: everyday words of the language, and py3langid.
"""

import re
import unicodedata
from functools import cache

import yaml
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.settings import PROJECT

SURE = 0.8
"""Probability from which the identifier's word counts for more than three words."""
SHORT = 3
MOST_ENGLISH = 0.2
_ENGLISH = frozenset(
    "the a i im you he she it we they my your me is are am was to of and in on for with at can do"
    " does don't dont what how when where who why will would have has had not no yes be been if"
    " or but this that there so get got need want please thanks hi hello job jobs work club pip esa"
    " uc help from about as any some up out go going just like know me us them his her our".split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def languages() -> dict[str, dict]:
    return yaml.safe_load((PROJECT / "data" / "languages.yml").read_text("utf-8"))


@cache
def _words() -> dict[str, frozenset[str]]:
    return {code: frozenset(one["words"]) for code, one in languages().items() if "words" in one}


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["en", *_words()])
    # It keeps all 142 languages to choose from again: 28 MB that nobody asks for.
    identifier._full_model = identifier.nb_ptc, identifier.nb_pc, identifier.nb_classes
    return identifier


def prepare() -> None:
    """Read the identifier's file now (half a second), not in the first people's turns, all at once."""
    _identifier()


def language_of(text: str) -> str | None:
    """The code of the language a message is written in; None for English, doubt, or another one."""
    if code := _by_script(text):
        return code
    words = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    if not words:
        return None
    known = {code: [w for w in words if w in own] for code, own in _words().items()}
    # Words that English has too say nothing.
    telling = {code: [w for w in own if w not in _ENGLISH] for code, own in known.items()}
    if not any(len(word) > 1 for own in telling.values() for word in own):
        return None  # Single letters are spelt out, as in `e 8 1 e a`.
    if len(words) <= SHORT:
        return _short(words, known, telling)
    code, chance = _identifier().classify(text)
    if code == "en" or chance < SURE or not telling[code]:
        return None
    english = [w for w in words if w in _ENGLISH and w not in _words()[code]]
    return code if len(english) / len(words) <= MOST_ENGLISH else None


def _short(words: list[str], known: dict, telling: dict) -> str | None:
    """Two or three words, all of them of one language; a single one only if it is no name or slip."""
    found = [code for code in known if len(known[code]) == len(words) and telling[code]]
    if len(words) == 1 and len(words[0]) < 4:
        return None
    if len(found) > 1:
        best = _identifier().classify(" ".join(words))[0]
        return best if best in found else None
    return found[0] if found else None


def _by_script(text: str) -> str | None:
    """The language whose letters make up most of the text."""
    letters = [c for c in text if c.isalpha()]
    scripts = [unicodedata.name(c, "").partition(" ")[0] for c in letters if not c.isascii()]
    if not scripts:
        return None
    script = max(set(scripts), key=scripts.count)
    if scripts.count(script) * 2 < len(letters):
        return None
    for code, one in languages().items():
        needs, never = set(one.get("letters", "")), set(one.get("without", ""))
        if (
            one.get("script") == script
            and (not needs or needs & set(text))
            and not never & set(text)
        ):
            return code
    return None


def language_named(text: str) -> str | None:
    """The language that an English sentence names: `polish please`."""
    words = {word.lower() for word in _WORD.findall(text)}
    named = {"panjabi": "punjabi", "bangla": "bengali", "sylheti": "bengali", "cymraeg": "welsh"}
    words |= {named[word] for word in words if word in named}
    return next((code for code, one in languages().items() if one["name"] in words), None)


_NO_ENGLISH = re.compile(
    r"\b(?:no|not|dont|don't|little|bad|poor|without|cant|can't|cannot|isnt|isn't|only|learn\w*|my|your|besides|other)\b"
)
MOST_WORDS = 6


def wants_english(text: str) -> bool:
    """`English please`, `ok english`: we go on in the language that we have."""
    plain = text.lower().replace("’", "'")
    few = len(plain.split()) <= MOST_WORDS and "english" in plain
    return few and not _NO_ENGLISH.search(plain) and language_named(text) is None
