"""Words for one service of the directory: why it fits, how far, when, how to reach it, how old."""

from datetime import date

from bot.conversations.compose import words_of
from bot.directory import freshness
from bot.directory.models import NO, YES, Service
from bot.directory.places import Place
from bot.directory.search import SAME_NEED, facts_of

KIND_WORDS = {
    "job_club": "job club",
    "ddpo": "group run by disabled people",
    "benefits_advice": "benefits advice service",
    "employment_support": "job support service",
    "peer_support": "peer support group",
    "access_to_work_help": "service that helps with Access to Work",
    "disclosure_or_rights_advice": "service that advises on rights",
    "housing": "housing service",
    "debt": "debt advice service",
    "transport": "transport service",
    "mental_health": "mental health service",
    "isolation": "social group",
    "social_care": "social care service",
    "advocacy": "advocacy service",
    "law_centre": "law centre or legal advice service",
    "carers": "service for carers",
    "sight_loss": "service for people with sight loss",
    "deaf": "service for Deaf people",
    "deaf_club": "Deaf club",
    "internship": "supported internship",
    "mental_health_work": "job support service for people with mental health problems",
    "rights_advice": "service that advises on rights",
    "any": "service",
    "": "service",
}
ACCESS_WORDS = {
    "step_free": "step-free access",
    "accessible_toilet": "an accessible toilet",
    "parking": "parking",
    "hearing_loop": "a hearing loop",
    "bsl": "BSL",
    "captions": "captions",
    "quiet": "a quiet space",
    "easy_read": "Easy Read",
    "online": "a way to join online",
    "step_free_station": "a step-free station near it",
}
DAY_WORDS = {
    "MO": "Mondays", "TU": "Tuesdays", "WE": "Wednesdays", "TH": "Thursdays", "FR": "Fridays",
    "SA": "Saturdays", "SU": "Sundays",
}  # fmt: skip
MILE = 1.609344


def reasons(service: Service, place: Place, plan: dict) -> list[str]:
    """Why a service was chosen, the weightiest first."""
    at = plan["listings"].index(service.id)
    found = []
    facts = facts_of(service)
    for need in dict.fromkeys(SAME_NEED.get(n, n) for n in plan["access"]):
        if facts.get(need) == YES:
            found.append(f"has {ACCESS_WORDS.get(need, need)}")
    if plan["days"] and (when := when_words(service)):
        found.append(f"open {when}")
    kilometres = plan["kilometres"][at]
    if kilometres is not None:
        found.append(miles_words(kilometres))
    found.append(serves_words(service, place, plan["reach"][at]))
    if service.organisation.user_led == YES:
        found.append("run by disabled people")
    return found


def serves_words(service: Service, place: Place, reach: str) -> str:
    names = [area.name for area in service.areas]
    if reach == "local":
        ours = [name for name in place.boroughs if name in names]
        return f"serves {' and '.join(ours)}" if ours else "near you"
    if reach == "neighbour":
        return f"serves {names[0]} next to you" if names else "next to you"
    if "UK" in names:
        return "serves the whole UK"
    if "London" in names:
        return "serves all of London"
    return f"serves {' and '.join(names)}" if names else "further away"


def miles_words(kilometres: float) -> str:
    miles = kilometres / MILE
    if miles < 1:
        return "less than a mile away"
    return "about a mile away" if miles < 1.5 else f"about {miles:.0f} miles away"


def led_words(service: Service) -> str:
    led = {YES: "run by disabled people", NO: "not run by disabled people"}
    return led.get(service.organisation.user_led, "I do not know if disabled people run it")


def when_words(service: Service) -> str:
    """`Mondays and Thursdays, 10:00 to 12:30`; empty if it is not known."""
    found = []
    for item in service.schedules:
        days = [_day_words(code) for code in item.byday.split(",") if code]
        hours = " to ".join(t for t in (item.opens_at, item.closes_at) if t)
        often = "every other week" if item.freq == "WEEKLY" and item.interval == 2 else ""
        parts = (" and ".join(days), often, hours, item.description)
        found.append(", ".join(part for part in parts if part))
    return "; ".join(part for part in found if part)


def _day_words(code: str) -> str:
    """`Tuesdays`, or `2nd Tuesday of the month`."""
    name, number = DAY_WORDS.get(code[-2:], code), code[:-2]
    if not number:
        return name
    nth = {"1": "1st", "2": "2nd", "3": "3rd", "-1": "last"}.get(number, f"{number}th")
    return f"{nth} {name[:-1]} of the month"


def reach_words(service: Service) -> str:
    ways = ways_of(service)
    if ways:
        return ", ".join(ways[:3])
    source = service.organisation.source_url or service.source_url
    return f"I have no phone or email for it. I read about it here: {source}"


def ways_of(service: Service) -> list[str]:
    organisation = service.organisation
    phones = sorted(organisation.phones, key=lambda p: p.use != "voice")
    ways = [f"{'phone' if p.use == 'voice' else 'text or relay'} {p.number}" for p in phones]
    ways += [f"phone {contact.phone}" for contact in service.contacts if contact.phone]
    ways += [f"email {mail}" for mail in (service.email or organisation.email,) if mail]
    return ways + [url for url in (service.url or organisation.website,) if url]


def access_words(service: Service, wished: list[str]) -> str:
    """What the listing says about access; what was wished and is not said is named as unknown."""
    facts = facts_of(service)
    text = service.accessibility.rstrip(".")
    has = [ACCESS_WORDS[n] for n in ACCESS_WORDS if facts.get(n) == YES]
    lacks = [ACCESS_WORDS[n] for n in ACCESS_WORDS if facts.get(n) == NO]
    if not text and has:
        text = ", ".join(has)
    said = f"Access: {text}." if text else "Access: my list does not say. Please ask them."
    if lacks:
        said += f" It does not have {' or '.join(lacks)}."
    needs = dict.fromkeys(SAME_NEED.get(n, n) for n in wished)
    missing = [ACCESS_WORDS[n] for n in needs if n not in facts and n in ACCESS_WORDS]
    if missing and text:
        said += f" It does not say if there is {' or '.join(missing)}: please ask."
    return said


def age(service: Service, today: date, sms: bool = False) -> str:
    """When the listing was last known right, and what follows from that."""
    day, stage = freshness.checked(service), freshness.stage(service, today)
    if day is None:
        return "Check date not known: ring first." if sms else (
            "I do not know when this was last checked. Ring first, or contact them another way."
        )  # fmt: skip
    when = words_of(day) if not sms else f"{day.strftime('%b')} {day.year}"
    if stage == freshness.VERY_OLD:
        return f"Last checked {when}: old, ring first." if sms else (
            f"This is old: last known right on {when}. Ring first, or contact them another way."
        )  # fmt: skip
    if stage == freshness.OLD:
        return f"Last checked {when}, over 6 months ago." + ("" if sms else " It may have changed.")
    return f"Checked {when}."
