"""Words for one detail of services shown before: from what the list holds, or that it does not."""

import re
from datetime import date

from bot.conversations import follow_up
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.listing_words import (
    ACCESS_WORDS,
    access_words,
    age,
    led_words,
    reach_words,
    when_words,
)
from bot.conversations.state import Offer
from bot.directory.models import NO, PAYS, YES, Service
from bot.directory.open import Directory
from bot.directory.search import facts_of

ASPECTS = (
    ("ready", r"\b(?:have ready|to hand|in front of me|get ready|have with me|prepare|need to (?:have|bring|know|say)"
              r"|(?:what|wot) (?:do|should|shall) i (?:need|say|bring|have))\b"),
    ("company", r"\b(?:bring|come with me|come along|come too)\b.{0,25}\b(?:my|a|some\w+|with me|me)\b|\bwith me\b"),
    ("led", r"\b(?:run|led|ran) by|\bwho(?:'s)? runs?\b|user[- ]led|disabled[- ]led|\bcharity\b"),
    ("station", r"\b(tube|station|train|bus stop|what bus|which bus|nearest stop|overground)\b"),
    ("checked", r"\b(?:checked|up to date|out of date|still (?:going|running|open|there|on)|how (?:old|recent))\b(?! do)"),
    ("wait", r"\bhow long\b|\bwait(?:ing)?\b"),
    ("often", r"\bhow often\b|\bevery (?:week|month|day|fortnight)\b|\b(?:weekly|monthly|fortnightly)\b"),
    ("book", r"\b(book|turn up|drop in|walk in|join|sign up|refer|referr\w+|register|just go|apply|application|enrol|get a place)\b"),
    ("contact", r"\b(phone|number|e[- ]?mail|ring|call|contact|website|ask for|get (?:on (?:with|wiv)|in touch|hold of))\b"),
    ("who", r"\b(?:every ?(?:one|body)|for any ?(?:one|body)|any ?(?:one|body) (?:go|join|come|use)|(?:only|just|mainly|meant) for|for (?:people|adults|kids|children|carers))\b|\b(?:wom[ae]n|men|ladies|girls|boys|lgbt\w*|muslim|black|asian|over \d\d|under \d\d)\b|\b(who (?:is|can(?! (?:see|read|look|help))|it)|eligible|can i go|ages?|allowed|for me|young|older|how old"
            r"|(?:have|need) to be)\b|\b(?:i ?'?a?m|aged?) (?:only |just |nearly |over |under )?[1-9]\d\b"),
    ("day", r"\b(what day|which day|days?|weekdays?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|when|what time|times?|hours|open"
            r"|opening|start|evenings?|mornings?|afternoons?)\b"),
    ("fare", r"\b(fare|fares|travel|bus|taxi|childcare|cr[eè]che|refreshments|expenses|lunch|food"
             r"|paid for|support worker|pa)\b"),
    ("cost", r"\b(cost|free|pay|price|fee|charge|money|how much)\b"),
    ("where", r"\b(where|wheres|address|far|postcode|directions|get (?:there|to it))\b"),
    ("access", r"\b(accessible|access|get in)\b"),
    ("what", r"\b(what (?:do|does) (?:they|it) do|what(?:'s| is|s| are)? (?:it|they|that) like|what(?:'s| is|s)? (?:it|happens?|that)\b|happens there)"),
    ("marks", r"\b(quality|accredited|kitemark|any good)\b"),
)  # fmt: skip
_UNKNOWN_WORDS = {
    "day": "the day or time",
    "wait": "how long it takes",
    "often": "how often it meets",
    "book": "how to join",
    "fare": "whether travel or childcare is paid",
    "cost": "what it costs",
    "where": "the address",
    "station": "the nearest station",
    "access": "anything about access",
    "what": "what happens there",
    "who": "who it is for",
    "marks": "if it has a quality mark",
    "company": "if somebody may come with you",
    "offers": "if they do that",
}
_OF_ALL = ("contact", "where", "station", "led", "marks")
"""Details of an organisation: of several of its services they are said once."""
_PAYS_WORDS = {
    "travel": "travel", "childcare": "childcare", "refreshments": "food and drink",
    "support_worker": "a support worker",
}  # fmt: skip


def aspect(text: str) -> str:
    """What is asked about: an access need, one of ASPECTS, or everything."""
    plain = text.lower()
    if need := follow_up.need_in(plain):
        return need
    return next((name for name, shape in ASPECTS if re.search(shape, plain)), "all")


def detail(
    composer: Composer, out: Outgoing, directory: Directory, text: str, which: int | None = None
) -> None:
    """Answer a question about the services just shown, or about the one asked about last."""
    state = composer.state
    services = directory.services(state.services)
    if not services:
        out.parts.append(composer.say("none_to_ask_about"))
        out.offers.append(Offer("Ask a person to help me look", "talk_to_human"))
        return
    state.listed = True
    about = state.looking.get("about") if which is None else which
    if which is not None:
        state.looking["about"] = which
    if about is not None and about < len(services):
        services = [services[about]]
    asked = aspect(text if which is None else follow_up.without_which(text))
    if asks_what_they_do(text) and (asked == "all" or asked in _SAID_BESIDE):
        asked = "offers"
    if asked == "ready":
        _ready(composer, out, services)
        return
    if asked == "all" and len(services) > 1:
        out.parts.append(composer.say("which_listing"))
        return
    if asked == "offers":
        out.parts += offered(composer, directory, services, text)
    elif asked in _OF_ALL:
        once = {
            (s.organisation_id, _value(s, asked, composer.today)): s for s in reversed(services)
        }
        out.parts += [_one(composer, s, asked) for s in services if s in once.values()]
    else:
        out.parts += [_one(composer, service, asked) for service in services]
    if asked == "book":
        out.parts.append("It is best to contact them before you go.")
    out.offers.append(Offer("Ask a person to find out", "talk_to_human"))


_SAID_BESIDE = ("access", "led", "who")
"""Details that a word of what they do only seems to ask for: `do they help people with forms`."""
_DOES = re.compile(
    r"\b(?:do|does|can|could|will|would) (?:they|it|the (?:first|second|third|last)(?: one)?|(?:that|this) (?:one|place|group|club|service)) "
    r"(?:also |even |still |only |just |ever )?(?P<what>(?!not\b|be\b|end\b|start\b|happen)\w+\b.*)"
    r"|\b(?:are|is) (?:they|it|there) (?P<like>(?:good with|used to|able to|the same as|like|part of|a|an)\b.*)"
    r"|\b(?:can|could) (?:i|we|he|she) use (?:it|them) (?P<use>.*)"
)
_SMALL_WORDS = set(
    "do does run have offer help give provide support any some a an the too also as well with for to of in on at and or"
    " they it there people me my us you i we he she him her them their that this what like same able used good get go"
    " going use visit come still only just even ever please pls then stuff things thing something anything someone one ones"
    " is are be can could will would about from by who if so know work deal hold take cover teach service services".split()
)


def asks_what_they_do(text: str) -> bool:
    """`Do they help with forms too`, `can I use it for shopping`: about what is shown, if anything is."""
    plain = " ".join(re.sub(r"[?!.,]+", " ", text.lower().replace("’", "'")).split())
    return bool(_DOES.search(plain)) and not follow_up.NOT_THEIRS.search(plain)


def offered(
    composer: Composer, directory: Directory, services: list[Service], text: str
) -> list[str]:
    """What the list says of the thing asked about, of these and of all that their organisations offer.

    It never says yes or no by itself: it gives the words of the list, or says that they are silent.
    """
    plain = " ".join(re.sub(r"[?!.,]+", " ", text.lower()).split())
    match = _DOES.search(plain)
    what = next((part for part in match.groups() if part), "") if match else plain
    stems = {_stem(word) for word in re.findall(r"[a-z]+", what) if word not in _SMALL_WORDS}
    said, silent = [], []
    for service in {s.organisation_id: s for s in reversed(services)}.values():
        own = [s for s in services if s.organisation_id == service.organisation_id]
        others = [s for s in directory.services_of(service.organisation_id) if s not in own]
        hits = [s for s in (*own, *others) if stems and _speaks_of(s, stems)]
        if hits:
            said += [
                composer.say("offer_said", name=f"{s.name} ({s.organisation.name})", words=_says(s))
                for s in hits[:2]
            ]
        else:
            silent.append(own[0])
    silent.reverse()
    said += [
        composer.say(
            "detail_unknown", name=s.organisation.name, what=_UNKNOWN_WORDS["offers"], reach=reach_words(s)
        )
        for s in silent
    ]  # fmt: skip
    return said


STEM = 7
"""Letters that are compared: `represent` and `representation` are the same."""


def _stem(word: str) -> str:
    """`forms`, `filling`: near enough to compare."""
    short = re.sub(r"(?:ing|ies|es|s)$", "", word) if len(word) > 4 else word.rstrip("s")
    return short[:STEM]


def _speaks_of(service: Service, stems: set[str]) -> bool:
    words = f"{service.name} {service.description} {service.accessibility} {service.how_to_join}"
    if stems >= {"job", "club"} and service.kind != "job_club":
        return False  # Help with jobs is no job club.
    held = {_stem(word) for word in re.findall(r"[a-z]+", words.lower())}
    return stems <= held


def _says(service: Service) -> str:
    beside = f" {service.accessibility.rstrip('.')}." if service.accessibility else ""
    return f"{service.description.rstrip('.')}.{beside}"


_ANOTHER_MATTER = re.compile(
    r"\b(?:boss|manager|employer|landlord|my plan|this plan|the plan|sanction\w*|work coach|journal|universal credit"
    r"|my (?:claim|case|data|messages?|job|wages?|benefits?|money|uc|pip|esa|condition|disability))\b"
)


def is_another_matter(text: str) -> bool:
    """Words that no question about a listing has: they speak of an employer, a claim or a plan."""
    return _ANOTHER_MATTER.search(text.lower()) is not None


def _ready(composer: Composer, out: Outgoing, services: list[Service]) -> None:
    """How to reach them, and what to have to hand: more where they advise on benefits."""
    for service in services:
        name = f"{service.name} ({service.organisation.name})"
        detail = reach_words(service)
        out.parts.append(composer.say("about_service", name=name, detail=detail))
    money = any(service.kind == "benefits_advice" for service in services)
    out.parts.append(composer.say("ready_for_advice" if money else "ready_to_ask"))
    out.offers.append(Offer("Ask a person to find out", "talk_to_human"))


def _one(composer: Composer, service: Service, asked: str) -> str:
    if asked == "all":
        return _everything(composer, service)
    if asked in ACCESS_WORDS:
        value, what = _access(service, asked), f"if there is {ACCESS_WORDS[asked]}"
    else:
        value, what = _value(service, asked, composer.today), _UNKNOWN_WORDS.get(asked, "that")
    name = f"{service.name} ({service.organisation.name})"
    if value:
        return composer.say("about_service", name=name, detail=value)
    return composer.say("detail_unknown", name=name, what=what, reach=reach_words(service))


def _access(service: Service, need: str) -> str:
    known = facts_of(service).get(need)
    if known is None:
        return ""
    verb = "has" if known == YES else "does not have"
    stations = [p.location.station for p in service.places if p.location.station]
    said = [f"my list says it {verb} {ACCESS_WORDS[need]}"]
    if service.accessibility:
        said.append(f"it says: {service.accessibility.rstrip('.')}")
    if need == "step_free" and stations:
        said.append(f"nearest step-free station: {stations[0]}")
    return "; ".join(said) + "."


def _station(service: Service) -> str:
    """The nearest step-free station; of other stations the list holds nothing."""
    stations = [p.location.station for p in service.places if p.location.station]
    if not stations:
        return ""
    return f"nearest step-free station: {stations[0]}"


def _value(service: Service, asked: str, today: date) -> str:
    places = [
        ", ".join(w for w in (p.location.name, p.location.address, p.location.postcode) if w)
        for p in service.places
    ]
    marks = [" ".join(w for w in (m.name, m.level) if w) for m in service.organisation.marks]
    return {
        "led": led_words(service),
        "day": when_words(service),
        "often": when_words(service),
        "book": service.how_to_join,
        "fare": paid_words(service),
        "cost": cost_words(service),
        "where": "; ".join(place for place in places if place) or service.organisation.address,
        "station": _station(service),
        "checked": age(service, today),
        "access": access_words(service, []) if service.access or service.accessibility else "",
        "what": service.description,
        "contact": reach_words(service),
        "who": service.eligibility,
        "marks": "; ".join(marks),
    }.get(asked, "")


def paid_words(service: Service) -> str:
    """What a service pays for those who come: yes, no, and its own words."""
    known = {what: getattr(service, f"pays_{what}") for what in PAYS}
    pays = [_PAYS_WORDS[what] for what, value in known.items() if value == YES]
    not_paid = [_PAYS_WORDS[what] for what, value in known.items() if value == NO]
    said = [f"it pays {' and '.join(pays)}"] if pays else []
    said += [f"it does not pay {' or '.join(not_paid)}"] if not_paid else []
    if service.paid_for:
        said.append(f"it says: {service.paid_for.rstrip('.')}")
    return "; ".join(said)


def cost_words(service: Service) -> str:
    costs = []
    for cost in service.costs:
        amount = "" if cost.amount is None else f"£{cost.amount:.2f}".removesuffix(".00")
        costs.append(" ".join(part for part in (cost.option, amount, cost.words) if part))
    return "; ".join(costs)


def _everything(composer: Composer, service: Service) -> str:
    if composer.caps.form == "sms":
        parts = (f"{service.name}, {service.organisation.name}", service.description,
                 service.eligibility and f"For: {service.eligibility}", when_words(service),
                 reach_words(service), age(service, composer.today, sms=True))  # fmt: skip
        return ". ".join(part.rstrip(".") for part in parts if part) + "."
    rows = (
        ("Name", f"{service.name}, {service.organisation.name}"),
        ("What it is", service.description),
        ("Who runs it", led_words(service)),
        ("Who it is for", service.eligibility),
        ("When", when_words(service) or "not listed"),
        ("Cost", cost_words(service) or "not listed"),
        ("What is paid", paid_words(service) or "not listed: please ask them"),
        ("How to join", service.how_to_join or "not listed"),
        ("Access", access_words(service, []).removeprefix("Access: ")),
        ("How to reach it", reach_words(service)),
        ("Age", age(service, composer.today)),
    )
    return "\n".join(f"{label}: {value}" for label, value in rows if value)
