"""The small language the rules are written in, so that they can be read and argued over.

A rule begins with a dash and is a row of elements with spaces between. Each stands
for words in a normalised message:

    kill|end       one of these            {want}     one of a named list in words.py
    wake_up        words side by side      kill*      a word that starts so
    [really]       may be there            ~3         up to three other words
    -with|at       not followed by these   $          the end of a clause
    #              a number                ^          the start of a clause

No element repeats without a limit, so the time grows in step with the message.
"""

import re
from dataclasses import dataclass
from functools import cache

from bot.safety.normalise import fold
from bot.safety.spelling import FILLERS
from bot.safety.words import COMMON, WORDS

_END = r"(?= [.,] | ?\Z)"
_START = r"(?:\A|(?<=[.,]))"


def _alternatives(element: str) -> list[str]:
    element = re.sub(r"\{(\w+)\}", lambda m: "|".join(WORDS[m[1]].split()), element)
    if "{" in element:
        return _alternatives(element)
    return [_without_fillers(a) for a in element.split("|") if a not in FILLERS]


def _without_fillers(alternative: str) -> str:
    return "_".join(w for w in alternative.split("_") if w not in FILLERS)


def _regex(alternative: str) -> str:
    return re.escape(alternative).replace("_", " ").replace(r"\*", "[^ ]*").replace(r"\#", "[0-9]+")


def _one_of(alternatives: list[str], comma: str) -> str:
    words = "|".join(_regex(a) for a in alternatives if a != "$")
    found = rf"{comma} (?:{words})(?= )"
    return rf"(?:{found}|{_END})" if "$" in alternatives else found


@dataclass(frozen=True)
class Pattern:
    """A compiled line, and the words one of which a message must hold for it to match."""

    regex: re.Pattern[str]
    needs: frozenset[str]


def _needs(alternatives: list[str]) -> frozenset[str] | None:
    """A word of each alternative; none if one of them has no whole word."""
    words = set()
    for alternative in alternatives:
        whole = [w for w in alternative.split("_") if w and w != "$" and not set(w) & set("*#$")]
        if not whole:
            return None
        words.add(max(whole, key=lambda w: (w not in COMMON, len(w))))
    return frozenset(words)


@cache
def compile_pattern(line: str, across_commas: bool = True) -> Pattern:
    """Read one line of the rule language."""
    comma, other = ("(?: ,)?", "[^ .]+") if across_commas else ("", "[^ .,]+")
    out, best, best_cost = [], frozenset(), 10_000
    for element in fold(line).split():
        if element in "^$":
            out.append(_END if element == "$" else _START)
        elif element[0] == "~":
            out.append(rf"(?: {other}){{0,{int(element[1:])}}}?")
        elif element[0] == "-":
            out.append(rf"(?! (?:{'|'.join(map(_regex, _alternatives(element[1:])))}) )")
        elif element[0] == "[":
            if alternatives := _alternatives(element[1:-1]):
                out.append(rf"(?:{_one_of(alternatives, comma)})?")
        else:
            alternatives = _alternatives(element)
            out.append(_one_of(alternatives, comma if out else ""))
            needs = _needs(alternatives)
            if needs:
                cost = sum(40 if w in COMMON else 1 for w in needs)
                if cost < best_cost:
                    best, best_cost = needs, cost
    return Pattern(re.compile("".join(out) + "(?= |$)"), best)


@dataclass(frozen=True)
class Rule:
    """Lines that show the same thing. Words of `unless` anywhere in a message call them off.

    With `kept` ("kept: " before the words) they do so only where the writer has not lost
    the thing: "I lost my job and want to end it" is about more than the job. With
    `writer` nobody else can be meant.
    """

    name: str
    patterns: tuple[Pattern, ...]
    explicit: bool = False
    unless: Pattern | None = None
    kept: bool = False
    writer: bool = False


def lines(block: str) -> list[str]:
    """The rules in a block of text: each begins with a dash and may run on."""
    joined = re.sub(r"\|\s+", "|", block)
    return [" ".join(x.split()) for x in re.split(r"(?m)^\s*- ", joined) if x.strip()]


def rules(
    table: dict[str, str],
    explicit: bool = False,
    unless: dict[str, str] | None = None,
    writer: frozenset[str] = frozenset(),
) -> tuple[Rule, ...]:
    """Rules from blocks by name, the words that call some off, and which mean the writer alone."""
    made = []
    for name, block in table.items():
        patterns = tuple(map(compile_pattern, lines(block)))
        words = "".join((unless or {}).get(name, "").split())
        off = compile_pattern(words.removeprefix("kept:")) if words else None
        kept = words.startswith("kept:")
        made.append(Rule(name, patterns, explicit, off, kept, name in writer))
    return tuple(made)
