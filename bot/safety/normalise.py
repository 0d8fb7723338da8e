"""Turn a message into plain words, so that one rule meets every way of writing it.

People in distress type fast, hide words from filters, dictate, or write with
dyslexia. Everything here is done before the rules look: `normalise` gives
" i want to die . " for "i W4NT 2 d!e!!". Words stand between single spaces;
" . " ends a sentence and " , " is a softer break.
"""

import re
import unicodedata

from bot.safety.spelling import FILLERS, JOINED, PHRASES, SHORTHAND, SOUNDS_LIKE, SPELLINGS

# Letters of other alphabets that look like Latin ones. Rules in those alphabets
# go through the same table, so they still match.
_LOOKALIKES = str.maketrans(
    "аеорсухіѕјкмтвһԁӏɡαοινεκρτυıłøđßɑօ",
    "aeopcyxisjkmtbhdlgaoivekptuilodsao",
)
_LEET = str.maketrans("013457@$", "oieastas")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʹ＇‛′")
_REPEAT = re.compile(r"(.)\1{2,}")
# Words hidden behind one or two marks: k*ll, d!e, su!c!de, s**cide.
_MASKED = (
    (re.compile(r"\bk[*!|#]{1,2}l+"), "kill"),
    (re.compile(r"\bki\*{1,2}l?"), "kill"),
    (re.compile(r"\bd[*!|#]{1,2}e\b"), "die"),
    (re.compile(r"\bs[u*!|#]{1,2}[i1*!|#]{1,2}c[i1*!|#]{1,2}d"), "suicid"),
    (re.compile(r"\bs/h\b"), "self harm"),
    (re.compile(r"\bod[’'`]d\b"), "overdosed"),
)
_STOPS = re.compile(r"[.!?。؟।]+")
_SOFT = re.compile(r"[,;:\n\r()\"“”…/—–]+|\.{2,}|(?<=[^\W\d_])\.(?=[^\W\d_])")
_LETTER_RUN = re.compile(r"(?<= )(?:[^\W\d_] ){2,}[^\W\d_](?= )")
_RUN_WORDS = re.compile(
    r"myself|suicidal|suicide|killing|kill|ending|end|harm|self|life|dead|die|hurt|hang|wanna"
    r"|want|gonna|cut|dont|live|jump|my|to|be|im|it|all|me|i|."
)
_SECOND_PASS = re.compile(
    r"(?<= )(?:" + "|".join(sorted(PHRASES, key=len, reverse=True)) + r")(?= )"
)
_TO = re.compile(
    r"(?<= )(?:2|too) (?=(?:die|dye|kill|live|be|end|go|hurt|jump|do|harm|cut|sleep|take|unalive) )"
)
_MARKS = re.compile(r"(?: [.,])* \.(?: [.,])*(?= |$)|(?: ,)+(?= |$)")
_LONGEST_WORD = 40


def fold(text: str) -> str:
    """Lower case without accents, hidden characters or look-alike letters."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
    kept = (c for c in text if unicodedata.category(c) not in ("Mn", "Me", "Cf"))
    return "".join(kept).translate(_LOOKALIKES)


def _deletes(word: str) -> list[str]:
    """The word, and the word without each of its letters, the last ones first: fewest slips are made
    at the beginning. Always in this order, or one message would be read in two ways."""
    return [word, *(word[:i] + word[i + 1 :] for i in reversed(range(len(word))))]


# One slip away from a word that matters most: a table look-up, so no cost per word.
_NEAR = {form: word for word in SOUNDS_LIKE for form in _deletes(word)} | {
    word: word for word in SOUNDS_LIKE
}


def _unrepeat(word: str) -> str:
    """killlll is kill and dieeee is die: keep a double letter only where English has one."""
    twice = _REPEAT.sub(r"\1\1", word)
    if twice in SPELLINGS or twice in _KEEP_DOUBLE:
        return twice
    return _REPEAT.sub(r"\1", word)


_KEEP_DOUBLE = frozenset(
    "kill killing killed will pill pills off all well been feel sleep need see too fell tell"
    " call hell still free too full better cutting hopeless worthless letter goodbye soon".split()
)


def _word(word: str) -> str:
    if len(word) > _LONGEST_WORD:
        word = word[:_LONGEST_WORD]
    if word in SHORTHAND:
        return SHORTHAND[word]
    if not word.isalpha():
        if word.isdigit():
            return word
        word = word.translate(_LEET)
    if word in SPELLINGS:
        return SPELLINGS[word]
    if _REPEAT.search(word):
        word = _unrepeat(word)
    if word in SPELLINGS:
        return SPELLINGS[word]
    if word in JOINED:
        return JOINED[word]
    if 5 <= len(word) <= 11 and word[0] in "smouwhc" and word not in _NEAR_BUT_OTHER:
        if word in _NEAR:
            return _NEAR[word]
        for form in _deletes(word):
            if form in _NEAR:
                return _NEAR[form]
    return word


# Words near those that are words themselves, in English or another language.
_NEAR_BUT_OTHER = frozenset(
    "oneself overdue overdone suicider suicidar suicida suicidas suicidarme suicidarse suicidarsi"
    " suicidarmi suicidaire suicidio suicidi suicido".split()
)


def _plain(text: str) -> str:
    """Words, breaks and nothing else."""
    if text.isascii():
        return re.sub(r"[^a-z0-9@$., ]+", " ", text)
    out = []
    for c in text:
        if c in ".,@$ " or c.isalnum() or unicodedata.category(c) == "Mc":
            out.append(c)
        else:
            out.append(" ")
    return "".join(out)


def normalise(text: str) -> str:
    """The message as plain words between single spaces, with a space at each end."""
    text = fold(text)
    for pattern, word in _MASKED:
        text = pattern.sub(word, text)
    text = text.translate(_APOSTROPHES)
    text = _letters_apart(text)
    text = _SOFT.sub(" , ", text)
    text = _STOPS.sub(" . ", text)
    text = " " + " ".join(_plain(text).split()) + " "
    text = _LETTER_RUN.sub(lambda m: " ".join(_RUN_WORDS.findall(m[0].replace(" ", ""))), text)
    text = " " + " ".join(w for w in map(_word, text.split()) if w not in FILLERS) + " "
    text = _TO.sub("to ", text)
    text = _SECOND_PASS.sub(lambda m: PHRASES[m[0]], text)
    return _MARKS.sub(lambda m: " ." if "." in m[0] else " ,", text)


_DOTTED = re.compile(r"(?<![^\W_])(?:[^\W\d_][.\-_*·•]){2,}[^\W\d_](?![^\W_])")


def _letters_apart(text: str) -> str:
    """k.i.l.l and s-u-i-c-i-d-e: put spaces between, to be joined with the spaced ones."""
    return _DOTTED.sub(lambda m: " ".join(c for c in m[0] if c.isalpha()), text)
