"""Where the person is: whose law an answer tells, and which schemes do not run there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.content.store import Answer

if TYPE_CHECKING:
    from bot.conversations.compose import Composer

ADVICE = {
    "Scotland": "www.citizensadvice.org.uk/scotland",
    "Wales": "www.citizensadvice.org.uk/wales",
    "Northern Ireland": "www.nidirect.gov.uk",
    "England": "www.citizensadvice.org.uk",
    "Jersey": "www.gov.je",
    "Guernsey": "www.gov.gg",
    "the Isle of Man": "www.gov.im",
}
"""Where to look when an answer is not true for a nation and has no variant for it."""


def warning(composer: "Composer", covers: Sequence[str]) -> str:
    """That what follows is the law of other nations; empty if it is theirs or they did not say."""
    nation = composer.state.nation
    if not nation or not covers or nation in covers:
        return ""
    return composer.say(
        "other_nation", covers=_together(covers), nation=nation, where=ADVICE[nation]
    )


def not_there(composer: "Composer", answer: Answer) -> str:
    """Which of the schemes that an answer names do not run where the person is; empty if all do."""
    nation, store = composer.state.nation, composer.store
    if not nation:
        return ""
    told = " ".join([*answer.forms.values(), *(line.say for line in answer.easy_read)])
    names = []
    for scheme in store.schemes:
        own = store.get(f"programme_old.{scheme.id}")
        if own.covers and nation not in own.covers and own.id != answer.id and scheme.name in told:
            names.append(scheme.name)
    return composer.say("not_there", names=_together(names), nation=nation) if names else ""


def _together(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
