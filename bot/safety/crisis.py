"""Find words about suicide or self-harm by the writer, before anything else reads a message.

A miss can cost a life and a false alarm costs one kind message, so doubt goes
towards an alarm. Three choices follow from that:

- The writer is meant unless another person clearly stands before the words. A
  message about both counts as the writer's.
- A plain denial ("I'm not suicidal", "not going to do anything silly") is no
  alarm by itself. Beside it, one weak sign is enough, where two are needed
  without it. So "not suicidal, but I'm a burden on everyone" is an alarm.
- An attempt in the past is an alarm, however long ago, unless it is told as over
  ("I used to self-harm"). The reply is gentle and the person can go on with
  what they came for.

Rules are data: threat.py, direct.py, danger.py, leaving.py, despair.py, rare.py, languages.py
and other.py. What is taken out first is in figures.py. The screen knows words, not
people: it is a first screen and not an assessment of risk, and many ways of saying
it are not in its rules. Something that reads meaning has to stand behind it.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.safety.danger import DANGER
from bot.safety.despair import DESPAIR, WEAK
from bot.safety.direct import DIRECT
from bot.safety.doubt import is_doubtful, is_elsewhere
from bot.safety.figures import without_figures
from bot.safety.languages import LANGUAGES, LANGUAGES_OTHER
from bot.safety.leaving import LEAVING
from bot.safety.mourning import without_the_dead
from bot.safety.normalise import normalise
from bot.safety.other import OTHER, about_other
from bot.safety.pattern import Pattern, Rule
from bot.safety.rare import RARE
from bot.safety.threat import without_threats

_WEAK_NEEDED = 2
# "I lost my job and want to end it" is about more than the job.
_LOST = frozenset(
    "lost lose losing no without stop stops stopped stopping cut cuts refused refuse failed fail"
    " sacked denied took take taken taking loses ended turned rejected before after if since"
    " because".split()
)


@dataclass(frozen=True)
class Screen:
    """What was found. `rule` names the rule only, so it may be logged; the text may not.

    `certain`: said plainly, and nothing beside it tells of something else. What is a crisis and not
    certain is answered as one wherever nothing can be asked what the message means.
    """

    crisis: bool
    about: Literal["self", "other"] | None
    explicit: bool
    rule: str | None
    certain: bool = False
    plain: bool = False
    """Said plainly of now: only business beside it (`suicidal and need help with PIP`) made it less than
    certain. Where the model doubts as well, it is a crisis."""
    by_another: bool = False
    """Somebody else hurts the writer, or says that they will: told plainly, and no crisis beside it."""


_NOTHING = Screen(crisis=False, about=None, explicit=False, rule=None)
_WRITER = DIRECT + LANGUAGES + DANGER + LEAVING + DESPAIR + RARE


class _Index:
    """Rules by the words they need, so that a message meets only those that could match."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._always: list[tuple[int, int, Rule, Pattern]] = []
        self._by_word: dict[str, list[tuple[int, int, Rule, Pattern]]] = defaultdict(list)
        for order, rule in enumerate(rules):
            for part, pattern in enumerate(rule.patterns):
                entry = (order, part, rule, pattern)
                if not pattern.needs:
                    self._always.append(entry)
                for word in pattern.needs:
                    self._by_word[word].append(entry)

    def candidates(self, words: set[str]) -> list[tuple[int, int, Rule, Pattern]]:
        """Rules that could match a message of these words, in the order they are written."""
        found = {entry[:2]: entry for entry in self._always}
        for word in words:
            for entry in self._by_word.get(word, ()):
                found[entry[:2]] = entry
        return [found[key] for key in sorted(found)]


_WRITER_INDEX, _OTHER_INDEX, _WEAK_INDEX = _Index(_WRITER), _Index(OTHER), _Index(WEAK)
_OTHER_LANGUAGES = _Index(LANGUAGES_OTHER)


def _called_off(rule: Rule, text: str, words: set[str]) -> bool:
    """Whether the message names what else is meant, as the rule's `unless` lists it."""
    unless = rule.unless
    if unless is None or (unless.needs and unless.needs.isdisjoint(words)):
        return False
    found = unless.regex.finditer(text)
    return any(not rule.kept or _LOST.isdisjoint(text[: m.start()].split()[-4:]) for m in found)


def _without_others(text: str, words: set[str]) -> tuple[str, str | None]:
    """The text without what another language says of someone else; the rule, if any."""
    found = None
    for _, _, rule, pattern in _OTHER_LANGUAGES.candidates(words):
        text, times = pattern.regex.subn(" _", text)
        found = found or (rule.name if times else None)
    return text, found


# A turn asks about the same words several times.
@lru_cache(maxsize=16)
def screen(text: str) -> Screen:
    """Screen one message. Never raises; time grows in step with the length."""
    whole = normalise(text)
    text, threat = without_threats(whole)
    text, denied = without_figures(without_the_dead(text))
    words = set(text.split())
    text, other = _without_others(text, words)
    for _, _, rule, pattern in _WRITER_INDEX.candidates(words):
        for match in pattern.regex.finditer(text):
            if _called_off(rule, text, words):
                break
            if rule.writer or not about_other(text, *match.span()):
                certain = rule.explicit and not is_doubtful(whole, rule.name)
                plain = rule.explicit and not is_elsewhere(whole)
                return Screen(True, "self", rule.explicit, rule.name, certain, plain)
            other = other or rule.name
    if other is None:
        for _, _, rule, pattern in _OTHER_INDEX.candidates(words):
            if pattern.regex.search(text):
                other = rule.name
                break
    if other is not None and threat is None:
        return Screen(crisis=False, about="other", explicit=False, rule=other)
    weak = {r.name for _, _, r, p in _WEAK_INDEX.candidates(words) if p.regex.search(text)}
    if len(weak) + denied >= _WEAK_NEEDED and weak:
        name = "denial_and_weak" if denied else "weak_signs"
        return Screen(crisis=True, about="self", explicit=False, rule=name)
    if threat is not None:
        return Screen(crisis=False, about=None, explicit=False, rule=threat, by_another=True)
    return _NOTHING
