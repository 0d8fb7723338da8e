"""Words for listings: the results of a search, each with why it was chosen."""

import re
from typing import Any

from bot.content import gsm
from bot.conversations import told
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.first_words import opening
from bot.conversations.listing_words import (
    ACCESS_WORDS,
    KIND_WORDS,
    access_words,
    age,
    led_words,
    reach_words,
    reasons,
    serves_words,
    ways_of,
    when_words,
)
from bot.conversations.state import Offer
from bot.directory import signs
from bot.directory.asking import fitted, is_narrow
from bot.directory.models import Service
from bot.directory.open import Directory
from bot.directory.places import Place

GOING = ("job_club", "employment_support", "peer_support", "ddpo")
"""Kinds where one goes somewhere: that it is a choice is said."""
TEXTED = 2
"""Results in a text message."""
MORE_BY_TEXT = "Send MORE for others."


def show(composer: Composer, out: Outgoing, directory: Directory, plan: dict[str, Any]) -> None:
    """The results of a search, each with who runs it, how to reach it, access and age."""
    place, state = directory.places.resolve(plan["place"]), composer.state
    about, found = told.about(state), directory.services(plan["listings"])
    reached = zip(found, plan["reach"], strict=False)
    if about or any(is_narrow(service, reach, plan["kind"]) for service, reach in reached):
        plan = fitted(directory, place, plan, about)
    sms = composer.caps.form == "sms"
    state.borough = place.borough or state.borough
    services = directory.services(plan["listings"])[: TEXTED if sms else None]
    more = plan["more"] or len(services) < len(plan["listings"])
    intro = introduction(composer, place, plan, bool(services))
    if services and sms:
        out.parts.append(_texted(composer, services, place, plan, intro, more))
    else:
        out.parts += [intro]
        out.parts += [
            listing(composer, service, number, place, plan)
            for number, service in enumerate(services, start=1)
        ]
    if left := left_out_words(composer, plan, place):
        out.parts.append(left)
    if not sms or not services:
        out.parts += [w for w in (unfit_words(directory, plan), elsewhere_words(directory, plan),
                                  unlisted_words(directory, plan, place)) if w]  # fmt: skip
    if services and not sms and plan["kind"] in GOING:
        out.parts.append("Going is your choice. Please ring or email first.")
    state.services = [service.id for service in services]
    state.showing, state.listed = "services", True
    state.looking = {**plan, "shown": [*plan["shown"], *state.services], "about": None}
    state.last_topic = "Finding help nearby"
    if more and not sms:
        out.offers.append(Offer("Show others", "find_service", {"search": "others"}, word="others"))
    if not services or not (plan["exact"] or sms):
        out.offers.append(Offer("Ask a person to help me look", "talk_to_human"))


FEW_IN_LONDON = ("job_club", "deaf_club")
"""Kinds of which there are so few that it is said where they are."""
_BARE_NAMES = {"carers": r"\bcarers\b", "deaf_club": r"\bdeaf\b", "deaf": r"\bdeaf\b"}
"""Kinds for which organisations are named of which the list has no more than the name."""


def unfit_words(directory: Directory, plan: dict[str, Any]) -> str:
    """What was left out because it is not for the person, by what they told."""
    gone = {i: why for i, why in plan.get("unfit", {}).items() if i not in plan["listings"]}
    said = [f"{s.name} ({s.organisation.name}): {gone[s.id]}" for s in directory.services([*gone])]
    return f"I left out, from what you told me: {'; '.join(said)}." if said else ""


def elsewhere_words(directory: Directory, plan: dict[str, Any]) -> str:
    """Where in London the few of a kind are, if none is listed for the place."""
    if plan["kind"] not in FEW_IN_LONDON or plan["exact"] or plan.get("again"):
        return ""
    found = [s for s in directory.of_kind(plan["kind"]) if s.id not in plan["listings"]]
    said = [
        f"{s.name}, {s.organisation.name}, in {' and '.join(area.name for area in s.areas)}."
        + (f" Who it is for: {s.eligibility}." if s.eligibility else "")
        for s in found
    ]
    kind = KIND_WORDS[plan["kind"]]
    return f"The only {kind} that I know of in London: {' '.join(said)}" if said else ""


def unlisted_words(directory: Directory, plan: dict[str, Any], place: Place) -> str:
    """Organisations there of which only the name is known, where the name says that they fit."""
    if not (shape := _BARE_NAMES.get(plan["kind"])) or plan.get("again"):
        return ""
    found = {o.id: o for b in place.boroughs for o in directory.without_services(b, shape)}
    said = []
    for it in found.values():
        ways = [f"phone {p.number}" for p in it.phones if p.use == "voice"]
        ways += [w for w in (it.email and f"email {it.email}", it.website) if w]
        said.append(f"{it.name} ({', '.join(ways) or 'no phone or email listed'})")
    start = "Also on my list, but I do not know what they offer"
    return f"{start}: {'; '.join(said)}. Please ask them." if said else ""


def introduction(composer: Composer, place: Place, plan: dict[str, Any], found: bool) -> str:
    """What the list is for, and plainly if it is not what was asked."""
    say = composer.say
    kind, where = KIND_WORDS.get(plan["kind"], "service"), place_words(place, plan["near"])
    if plan.get("again"):
        return "Here are others:" if found else say("no_others", place=where)
    if place.kind == "outside":
        nation = f" Some rules differ in {place.nation}." if place.nation != "England" else ""
        text = say("outside", place=place.name, nation=nation)
        far = "\n\nThese work across the UK, by phone or online:"
        near = f"\n\nFor {where} I have this listed:"
        return text + ((near if "local" in plan["reach"] else far) if found else "")
    if plan["exact"]:
        if any(i not in plan["listings"] for i in plan.get("unfit", ())):
            return f"For {where} I have this listed that may fit:"
        return f"For {where} I have this listed:"
    text = say("none_listed", kind=kind, place=where)
    if not found:
        return text
    if "local" in plan["reach"]:
        return f"{text}\n\nThe closest I have is this:"
    if "neighbour" in plan["reach"]:
        return f"{text}\n\nThese are in the next boroughs or reach all of London:"
    return f"{text}\n\nThese reach all of London or work by phone or online:"


def place_words(place: Place, near: bool = False) -> str:
    """`SE5 (Southwark or Lambeth)`, `your postcode (Southwark)`, `Tower Hamlets`, `all of London`."""
    if place.kind == "anywhere":
        return "all of London"
    if near:
        return f"your postcode ({place.name})"
    if place.kind in ("borough", "outside") or place.borough == place.name:
        return place.name
    return f"{place.name} ({' or '.join(place.boroughs)})"


def listing(composer: Composer, service: Service, number: int, place: Place, plan: dict) -> str:
    """One result in words."""
    at = plan["listings"].index(service.id)
    kind = KIND_WORDS.get(service.kind, "")
    if signs.DWP.search(service.organisation.name):
        kind = "service of the DWP"
    lines = [
        f"{number}. {service.name}, {service.organisation.name}",
        f"What it is: a {kind}. {service.description}" if kind else service.description,
        f"Who runs it: {led_words(service)}.",
        f"Why this one: {', '.join(reasons(service, place, plan))}.",
    ]
    if service.eligibility:
        lines.append(f"Who it is for: {service.eligibility}.")
    if why := plan.get("unfit", {}).get(service.id):
        lines.append(f"From what you told me it may not be for you: {why}.")
    if plan["reach"][at] == "neighbour":
        lines.append("It serves a borough next to yours: ask if you can use it.")
    elif not service.areas:
        lines.append("My list does not say whom it serves: ask if you can use it.")
    if when := when_words(service):
        lines.append(f"When: {when}.")
    lines.append(f"How to reach it: {reach_words(service)}.")
    if service.how_to_join:
        lines.append(f"How to join: {service.how_to_join.rstrip('.')}.")
    lines.append(access_words(service, plan["access"]))
    if service.alert:
        lines.append(f"Note: {service.alert}")
    lines.append(age(service, composer.today))
    return "\n".join(lines)


def _texted(composer, services: list[Service], place: Place, plan: dict, intro: str, more) -> str:
    """Results for a text message: as much of each as lets all of them go into two segments."""
    ending = f" {MORE_BY_TEXT}" if more else ""
    full, where = intro.replace("\n\n", " "), place_words(place, plan["near"])
    shorter = [intro.partition("\n\n")[0]]
    if plan["exact"]:
        # The longer ones are for a locked phone, which then shows no name from the list.
        shorter = [f"For {where}:", f"Listed for {where}:", f"This is what I know of for {where}:"]
    elif place.kind != "outside" and not plan.get("again"):
        kind = KIND_WORDS.get(plan["kind"], "service")
        shorter = [composer.say("none_listed_short", kind=kind, place=where)]
    for brief in range(6):
        lines = [
            _text_line(composer, service, number, place, plan, brief)
            for number, service in enumerate(services, start=1)
        ]
        begins = [full, *shorter] if brief < 2 else shorter
        texts = [gsm.to_gsm("\n".join([begin, *lines])) + ending for begin in begins]
        # A line that goes before the text takes room: what needs none comes first.
        texts.sort(key=lambda text: bool(opening(composer, text)))
        for text in texts:
            if gsm.segments(opening(composer, text) + text) <= 2:
                return text
    return texts[0]


def _text_line(composer, service: Service, number: int, place, plan, brief: int) -> str:
    """One result; the higher `brief`, the less of it."""
    why = reasons(service, place, plan)
    if brief > 1 and plan["reach"][plan["listings"].index(service.id)] == "neighbour":
        # That it is meant for others weighs more than what all of these have.
        why = [serves_words(service, place, "neighbour")]
    why = why if brief == 0 else why[: 2 if brief == 1 else 1]
    if brief > 2:
        why = [reason.partition(" and ")[0] for reason in why]
    name, owner = service.name, service.organisation.name
    if owner not in name:
        name = f"{name}, {owner}"
    if brief > 2:
        name = _cut(name, {3: 60, 4: 42}.get(brief, 32))
    ways = ways_of(service)[: 2 if brief == 0 else 1]
    contact = ", ".join(ways) if ways else "No phone listed"
    if brief > 1:
        contact = contact.removeprefix("phone ").removeprefix("email ")
        contact = re.sub(r"^https?://(?:www\.)?([^/]+).*", r"\1", contact)
    when = age(service, composer.today, sms=True)
    if brief > 2:
        when = when.replace("Last checked", "Checked").replace(", over 6 months ago", "")
        when = when.replace("Check date not known", "Age unknown")
    return f"{number}. {name}: {', '.join(why)}. {contact}. {when}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 3].rstrip(" ,(") + "..."


def left_out_words(composer: Composer, plan: dict[str, Any], place: Place) -> str:
    """What was left out and why; by text only when there is nothing else to say."""
    left = plan["left_out"]
    if not left or (composer.caps.form == "sms" and plan["listings"]):
        return ""
    reasons = []
    for need, words in ACCESS_WORDS.items():
        if count := left.get(need):
            known = "not known" if need == "online" else "known not"
            reasons.append(f"{count} {known} to have {words}")
    if count := left.get("days"):
        reasons.append(f"{count} open on other days")
    if count := left.get("user_led"):
        reasons.append(f"{count} not run by disabled people")
    if count := left.get("user_led_unknown"):
        reasons.append(f"{count} where I do not know who runs it")
    if count := left.get("area"):
        reasons.append(f"{count} near you only for people in other boroughs")
    return f"I left out: {'; '.join(reasons)}." if reasons else ""
