"""Texts of the service that a plan names, filled, with what is offered beside them."""

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.conversations import again, handover
from bot.conversations.compose import PERSON_OFFER as PERSON
from bot.conversations.state import Offer

if TYPE_CHECKING:
    from bot.conversations.plan import Deed

NOTE_OFFERS = {
    "for_other": (PERSON,),
    "anger": (
        Offer("Yes, I might", "", word="yes", command="anger_yes"),
        Offer("No, I am only angry", "", word="no", command="anger_no"),
        PERSON,
    ),
    "no_reminder": (replace(again.PLAN_OFFER, word="yes"), PERSON),
    "meaning": (
        Offer("Work and my money", "benefits_lose_if_work"),
        Offer("A claim, a form or an appeal", "benefits_claim_appeal"),
        PERSON,
    ),
}
"""What is offered with a note of ours."""


def week(deed: "Deed") -> str:
    """The hours of the next seven days, days that are alike told once: `Saturday: closed`."""
    composer = deed.composer
    handover.point_to_organisation(deed.session, composer)
    days = [composer.hours.on(composer.today + timedelta(n)) for n in range(7)]
    short = composer.caps.form == "sms"
    lines: list[tuple[list[str], str]] = []
    for name, hours in days:
        name = name.split()[0][:3] if short else name
        if lines and lines[-1][1] == hours:
            lines[-1][0].append(name)
        else:
            lines.append(([name], hours))
    said = [f"{_span(names)}: {hours}." for names, hours in lines]
    return " ".join(said) if short else "\n".join(f"- {line}" for line in said)


def _span(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def say(deed: "Deed", what: str | dict[str, str]) -> None:
    """A text of the service: by its name, or with what it is filled with."""
    if isinstance(what, str):
        deed.out.parts.append(deed.composer.say(what))
        if what in ("no_case", "not_on_list"):
            deed.out.offers.append(PERSON)
        return
    values = {name: value for name, value in what.items() if name != "note"}
    composer = deed.composer
    if fact := values.get("fact"):
        number = composer.store.facts.on(fact, composer.today)
        values["reach"] = f"{number.show}, {values['web']}" if number else values["web"]
    if about := values.get("about"):
        told = composer.told(about)
        values["summary"] = told.summary if told else ""
    if what["note"] == "when_here":
        values["week"] = week(deed)
    deed.out.parts.append(composer.say(what["note"], **values))
    deed.out.offers += NOTE_OFFERS.get(what["note"], ())
    if what["note"] == "meaning":
        # What comes next is about benefits: `and will I lose it?`
        deed.out.answers.append("inform_benefit")
        deed.state.showing, deed.state.depth = "answer", 0
