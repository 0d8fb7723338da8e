"""Words for listings: results of a search, and one detail of a service shown before."""

import re
from datetime import date

from bot.conversations.compose import Composer, Outgoing, words_of
from bot.conversations.state import Offer
from bot.directory import freshness
from bot.directory.models import Service
from bot.directory.open import Directory
from bot.directory.places import Place
from bot.directory.search import facts_of

KIND_WORDS = {
    "job_club": "job club",
    "ddpo": "group run by disabled people",
    "benefits_advice": "benefits advice service",
    "employment_support": "job support service",
    "peer_support": "peer support group",
    "access_to_work_help": "service that helps with Access to Work",
    "housing": "housing service",
    "debt": "debt advice service",
    "transport": "transport service",
    "mental_health": "mental health service",
    "isolation": "social group",
    "social_care": "social care service",
    "": "service",
}
ACCESS_WORDS = {
    "step_free": "step-free access",
    "wheelchair": "wheelchair access",
    "accessible_toilet": "accessible toilet",
    "parking": "parking",
    "hearing_loop": "hearing loop",
    "bsl": "BSL",
    "quiet": "quiet space",
    "online": "online",
}
ASPECTS = (
    (
        "day",
        re.compile(
            r"\b(what day|which day|days?|when|what time|times?|hours|open|opening|start)\b"
        ),
    ),
    ("book", re.compile(r"\b(book|turn up|drop in|walk in|join|sign up|refer|register|just go)\b")),
    ("fare", re.compile(r"\b(fare|fares|travel|childcare|refreshments|expenses|lunch|paid for)\b")),
    ("cost", re.compile(r"\b(cost|free|pay|price|fee|charge|money)\b")),
    ("where", re.compile(r"\b(where|address|far|postcode|directions|get there)\b")),
    ("contact", re.compile(r"\b(phone|number|email|ring|call|contact|website)\b")),
    ("who", re.compile(r"\b(who|eligible|can i go|age|allowed|for me)\b")),
)
_ACCESS = {
    "step_free": re.compile(r"step|stairs|lift|ramp|wheel"),
    "bsl": re.compile(r"\bbsl\b|sign|interpreter|deaf"),
    "hearing_loop": re.compile(r"loop"),
    "accessible_toilet": re.compile(r"toilet|loo\b"),
    "parking": re.compile(r"park"),
    "quiet": re.compile(r"quiet|noise|sensory"),
    "online": re.compile(r"online|zoom|video"),
}
_ASPECT_WORDS = {
    "day": "the day or time",
    "book": "how to join",
    "fare": "whether travel or childcare is paid",
    "cost": "what it costs",
    "where": "the address",
    "who": "who it is for",
}
_WHICH = (
    ("second", 1),
    ("2nd", 1),
    ("third", 2),
    ("3rd", 2),
    ("last", -1),
    ("first", 0),
    ("1st", 0),
)


def show(composer: Composer, out: Outgoing, directory: Directory, plan: dict) -> None:
    """The results of a search, each with who runs it, how to reach it, access and age."""
    place = directory.places.resolve(plan["place"])
    composer.state.borough = place.borough
    services = directory.services(plan["listings"])
    kind = KIND_WORDS.get(plan["kind"], "service")
    where = place_words(place)
    _introduce(composer, out, place, plan, kind, where, bool(services))
    listed = services[:2] if composer.caps.form == "sms" else services
    for number, service in enumerate(listed, start=1):
        reach = plan["reach"][number - 1]
        out.parts.append(listing(composer, service, number, place, reach, plan["access"]))
    if plan["kind"] in ("job_club", "employment_support", "peer_support", "ddpo") and services:
        out.parts.append("Going is your choice. Please ring or email first.")
    if services:
        composer.state.services = [s.id for s in listed]
        composer.state.showing = "services"
    composer.state.last_topic = "Finding help nearby"
    if plan["more"] or len(services) > len(listed):
        out.offers.append(Offer("Show others", "find_service", {"search": "others"}, word="others"))
    if not plan["exact"] or not services:
        out.offers.append(Offer("Ask a person to help me look", "talk_to_human"))


def _introduce(composer, out: Outgoing, place: Place, plan, kind, where, any_found: bool) -> None:
    if place.kind == "outside":
        nation = f" Some rules differ in {place.nation}." if place.nation != "England" else ""
        out.parts.append(composer.say("outside", place=place.name, nation=nation))
        if any_found:
            out.parts.append("These work across the UK, by phone or online:")
        return
    if plan["further"]:
        out.parts.append("Here are others:" if any_found else "I have no others listed there.")
        return
    if plan["exact"]:
        out.parts.append(f"For {where} I have this listed:")
    elif any_found:
        out.parts.append(composer.say("none_listed", kind=kind, place=where))
        near = "neighbour" in plan["reach"]
        local = "local" in plan["reach"]
        out.parts.append(
            "The closest I have is this:" if local
            else "These are in the next boroughs or reach all of London:" if near
            else "These reach all of London or work by phone or online:"
        )  # fmt: skip
    else:
        out.parts.append(composer.say("none_listed", kind=kind, place=where))


def place_words(place: Place) -> str:
    """`SE5 (Southwark or Lambeth)`, `Peckham (Southwark)`, `Tower Hamlets`, `all of London`."""
    if place.kind == "anywhere":
        return "all of London"
    if place.kind in ("borough", "outside") or place.borough == place.name:
        return place.name
    return f"{place.name} ({' or '.join(place.boroughs)})"


def listing(
    composer: Composer, service: Service, number: int, place: Place, reach: str, access: list[str]
) -> str:
    """One result in words."""
    organisation = service.organisation
    sms = composer.caps.form == "sms"
    led = {"yes": "run by disabled people", "no": "not run by disabled people"}
    who = led.get(organisation.user_led, "I do not know if disabled people run it")
    head = f"{number}. {service.name}, {organisation.name}"
    if sms:
        far = _far(service, place)
        return f"{head} ({who}{', ' + far if far else ''}). {reach_words(service)}. {age(service, composer.today, sms)}"
    kind = KIND_WORDS.get(service.kind, "")
    lines = [head, f"What it is: a {kind}. {service.description}" if kind else service.description]
    lines.append(f"Who runs it: {who}.")
    if service.eligibility:
        lines.append(f"Who it is for: {service.eligibility}.")
    if far := _far(service, place):
        lines.append(f"How far: {far}.")
    elif reach == "neighbour":
        lines.append("It serves a borough next to yours: ask if you can use it.")
    lines.append(f"How to reach it: {reach_words(service)}.")
    if service.how_to_join:
        lines.append(f"How to join: {service.how_to_join.rstrip('.')}.")
    lines.append(access_words(service, access))
    lines.append(age(service, composer.today, sms))
    return "\n".join(lines)


def _far(service: Service, place: Place) -> str:
    spots = [(p.location.easting, p.location.northing) for p in service.places]
    far = [place.kilometres_to(*spot) for spot in spots if spot[0] is not None]
    if not place.is_point or not far:
        return ""
    miles = min(far) / 1.609344
    return "less than a mile away" if miles < 1 else f"about {miles:.0f} miles away"


def reach_words(service: Service) -> str:
    organisation = service.organisation
    ways = [
        f"{'phone' if phone.use == 'voice' else 'text or relay'} {phone.number}"
        for phone in sorted(organisation.phones, key=lambda p: p.use != "voice")
    ]
    ways += [f"phone {contact.phone}" for contact in service.contacts if contact.phone]
    ways += [f"email {mail}" for mail in (service.email or organisation.email,) if mail]
    ways += [url for url in (service.url or organisation.website,) if url]
    if ways:
        return ", ".join(ways[:3])
    return f"I have no phone or email for it. I read about it here: {service.organisation.source_url or service.source_url}"


def cost_words(service: Service) -> str:
    costs = []
    for cost in service.costs:
        amount = "" if cost.amount is None else f"£{cost.amount:.2f}".removesuffix(".00")
        costs.append(" ".join(part for part in (cost.option, amount, cost.words) if part))
    return "; ".join(costs)


def access_words(service: Service, wished: list[str]) -> str:
    """What the listing says about access; what was wished and is not said is named as unknown."""
    known = [need for need, value in facts_of(service).items() if value == "yes"]
    text = service.accessibility.rstrip(".")
    said = f"Access: {text}." if text else "Access: my list does not say. Please ask them."
    missing = [ACCESS_WORDS[need] for need in wished if need not in known and need in ACCESS_WORDS]
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
        return f"Last checked {when}."
    return f"Checked {when}."


def detail(composer: Composer, out: Outgoing, directory: Directory, text: str) -> None:
    """Answer a question about the services just shown from what the list holds, or say it does not."""
    services = directory.services(composer.state.services)
    lower = text.lower()
    for word, index in _WHICH:
        if re.search(rf"\b{word}\b", lower) and len(services) > 1:
            services = [services[min(index, len(services) - 1)]]
            break
    asked = aspect(lower)
    for service in services:
        out.parts.append(_one_detail(composer, service, asked))
    if asked == "book":
        out.parts.append("It is best to contact them before you go.")
    out.offers.append(Offer("Ask a person to find out", "talk_to_human"))


def aspect(text: str) -> str:
    """What is asked about: an access need, one of ASPECTS, or everything."""
    for need, shape in _ACCESS.items():
        if shape.search(text):
            return need
    return next((name for name, shape in ASPECTS if shape.search(text)), "all")


def _one_detail(composer: Composer, service: Service, asked: str) -> str:
    organisation = service.organisation
    if asked == "all":
        return "\n".join(
            f"{label}: {value}"
            for label, value in (
                ("Name", f"{service.name}, {organisation.name}"),
                ("What it is", service.description),
                ("Who it is for", service.eligibility),
                ("Cost", cost_words(service) or "not listed"),
                ("How to join", service.how_to_join or "not listed"),
                ("Access", service.accessibility or "not listed: please ask them"),
                ("How to reach it", reach_words(service)),
                ("Age", age(service, composer.today)),
            )
            if value
        )
    if asked in ACCESS_WORDS:
        value = service.accessibility if asked in facts_of(service) else ""
        what = f"if there is {ACCESS_WORDS[asked]}"
    else:
        value = {
            "book": service.how_to_join,
            "fare": service.paid_for,
            "cost": cost_words(service),
            "where": organisation.address,
            "contact": reach_words(service),
            "who": service.eligibility,
        }.get(asked, "")
        what = _ASPECT_WORDS.get(asked, "that")
    name = f"{service.name} ({organisation.name})"
    if value:
        return composer.say("about_service", name=name, detail=value)
    return composer.say("detail_unknown", name=name, what=what, reach=reach_words(service))
