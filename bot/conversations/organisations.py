"""An organisation that is asked for by its name: what the list has of it, or that it has none."""

import re
from types import SimpleNamespace

from bot.content import gsm
from bot.conversations import listing_detail, listing_words
from bot.conversations.asides import guide_step
from bot.conversations.commands import plain_words
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.first_words import opening
from bot.conversations.plan import DANGERS, NOT_LISTED, about_danger
from bot.conversations.state import Offer
from bot.dialogue.client import Understood
from bot.directory.models import NO, YES, Organisation, Service
from bot.directory.named import Named, plain_name
from bot.directory.open import Directory
from bot.directory.places import ANYWHERE

MOST_WORDS = 24
MOST_SHOWN = 3
"""Organisations of one name that are shown."""
_CONTACT = re.compile(
    r"\b(?:numbers?|phone|telephone|tel|contact|details|e-?mail|website|web ?site|address|ring|call|hold of|reach"
    r"|get in touch|where|opening times)\b"
)
_ASKS = re.compile(
    r"\b(?:who|what|whats|wots|wot|where|wheres|how|is|are|does|do|can|tell me|know|heard of|info|information|about"
    r"|find|need|want|looking for|still (?:open|going|running))\b"
)
_OF_IT = re.compile(r"\b(?:organi[sz]ation|charity|group|service|place|people at|lot)\b")
_FILLERS = set(
    "the a an at in of for please pls plz hi hello is it near me their to and on".split()
)
_ELSEWHERE = re.compile(
    r"\b(?:sanction\w*|my (?:claim|boss|manager|employer)|refus\w+|award|renew\w*|they told|said i)\b"
)
_RIDES = re.compile(r"(?:tfl )?dial ?a ?ride|taxi ?card")
_FOR_WORK = re.compile(r"\b(?:work|job|interview|office|commut\w*)\b")
"""Travel to work is another answer than where to ask for a card."""
_ORGANISED = re.compile(
    r"\b(?:alliance|association|trust|society|foundation|network|federation|coalition|forum|mencap|partnership"
    r"|disability|disabled|deaf|blind|vision|cil|people first|age uk|charity|project|centre for independent living)\b"
)
_REAL = re.compile(
    r"\b(?:is|are|was)\b(?P<name>.+?)\b(?:a |an )?(?:real|genuine|proper|legit\w*|still (?:open|going|running|there)|any good"
    r"|(?:a |an )(?:good |proper )?(?:charity|organi[sz]ation|group))\b"
)
_NAME_ASKED = re.compile(
    r"\b(?:numbers?|phone|contact(?: details)?|details|e-?mail|website|address|hold of|reach|ring|call|heard of|know of|who (?:is|are)|whos|tell me about)"
    r"(?: number| address| details)? ?(?:for|of|to|from|with|at)? (?:the )?(?P<name>(?!(?:it|them|they|that|this|you|your|us|a|an|any|some|my|me|one|someone|dwp|job ?cent\w+)\b).+)"
)
"""Words around a name that is asked about; whether it is one, its own words say."""


def asked_for(text: str, found: Understood, directory: Directory) -> dict | None:
    """What to say of the organisation that is asked for by name; None if none is asked for.

    A name that is an everyday word too, such as `Real`, counts only where an organisation is meant.
    """
    plain = plain_words(text)
    if (
        not plain
        or len(plain.split()) > MOST_WORDS
        or about_danger(found)
        or found.intent in DANGERS
    ):
        return None
    taken = {key for item in found.plan for key in item if key in ("handover", "command")}
    # A guide that would only begin is no guide that is running.
    steps = [
        guide_step(item)
        for item in found.plan
        if "guide" in item and not (isinstance(item["guide"], dict) and item["guide"].get("begins"))
    ]
    if taken or any(step not in ("missed", "explain") for step in steps):
        return None
    named = directory.named(text)
    if named and (_is_meant(text, plain, named) or _with_its_area(text, named, directory)):
        return {"organisation": list(named.ids)}
    if {"benefit", "programme"}.intersection(name for name, _ in found.entities):
        return None  # `Tell me about Disability Living Allowance`.
    return {"note": NOT_LISTED} if _names_unknown(text, plain) else None


def _with_its_area(text: str, named: Named, directory: Directory) -> bool:
    """`Real Tower Hamlets`: an everyday word, and nothing but where that organisation works."""
    beside = set(plain_name(text).split()) - set(named.words.split()) - _FILLERS
    areas = {w for o in directory.organisations(named.ids) for w in plain_name(o.areas).split()}
    return bool(beside) and beside <= areas and plain_name(text).startswith(named.words)


def _is_meant(text: str, plain: str, named: Named) -> bool:
    words = plain_name(text).split()
    beside = [w for w in words if w not in named.words.split() and w not in _FILLERS]
    if listing_detail.is_another_matter(plain) or _ELSEWHERE.search(plain):
        return False
    if _RIDES.fullmatch(named.words) and _FOR_WORK.search(plain) and not _CONTACT.search(plain):
        return False
    if not named.everyday:
        alone = len(beside) <= 2 and len(words) <= len(named.words.split()) + 3
        return alone or bool(_CONTACT.search(plain) or _ASKS.search(plain))
    rest = plain.replace(named.words, " ")
    if re.search(
        rf"\b(?:for|of|contact|call|ring|reach|at|from|called) {re.escape(named.words)}\b", plain
    ):
        return bool(_CONTACT.search(rest))
    as_name = re.search(rf"(?<!^)\b{re.escape(named.words)}\b", text, re.IGNORECASE)
    capital = bool(as_name and as_name[0][0].isupper() and text != text.upper())
    who = re.search(
        rf"\b(?:who|what|whats|where|wheres)\b(?:'?s| is| are)? (?:the )?{re.escape(named.words)}\b",
        plain,
    )
    return bool(capital and who) or (not beside and len(words) == 1 and text[:1].isupper()) or bool(
        _OF_IT.search(rest) and (who or _CONTACT.search(rest)) and re.search(
            rf"\b{re.escape(named.words)} (?:the )?(?:organi[sz]ation|charity|group|service)\b", plain
        )
    )  # fmt: skip


def _names_unknown(text: str, plain: str) -> bool:
    """`Is Brightside Disability Trust a real charity`: a name, asked about, that the list does not have."""
    match = _REAL.search(plain) or _NAME_ASKED.search(plain)
    if match is None:
        return False
    name = match["name"].strip()
    # Written with capitals: else `the disability team` would be a name.
    big = re.findall(r"(?<!^)\b[A-Z][\w'’]+", text)
    return len(name.split()) >= 2 and len(big) >= 2 and bool(_ORGANISED.search(name))


def show(composer: Composer, out: Outgoing, directory: Directory, ids: list[str]) -> None:
    """What the list has of these organisations; questions that follow are about what they offer."""
    found = directory.organisations(tuple(ids))
    state = composer.state
    if len(found) > 1:
        # `HAD` is one in Harrow and one in Havering: the one where they are, if that is known.
        near = [o for o in found if state.borough and state.borough in o.areas]
        found = near or found
    services: list[Service] = []
    for organisation in found[:MOST_SHOWN]:
        offered = directory.services_of(organisation.id)
        out.parts.append(_words(composer, organisation, offered, len(services)))
        services += offered
    if not found:
        out.parts.append(composer.say(NOT_LISTED))
        return
    state.services = [service.id for service in services]
    state.showing, state.listed, state.asked = "services", True, ""
    state.last_topic = "Finding help nearby"
    state.looking = _as_search(directory, services, state.borough)
    if not services:
        state.showing = "answer"
    out.offers.append(Offer("Ask a person to find out", "talk_to_human"))


def _as_search(directory: Directory, services: list[Service], borough: str) -> dict:
    """The search that would have brought these: `others` goes on from it."""
    areas = [area.name for service in services for area in service.areas]
    place = borough or next((a for a in areas if directory.places.resolve(a)), ANYWHERE)
    ids = [service.id for service in services]
    return {
        "place": place, "near": False, "kind": services[0].kind if services else "", "access": [],
        "user_led": False, "online": False, "days": "", "listings": ids, "reach": ["local"] * len(ids),
        "kilometres": [None] * len(ids), "exact": True, "more": 0, "left_out": {}, "shown": ids,
        "about": 0 if len(ids) == 1 else None,
    }  # fmt: skip


def _words(composer: Composer, it: Organisation, offered: list[Service], before: int) -> str:
    shim = offered[0] if offered else SimpleNamespace(checked=None, organisation=it)
    phones = [p.number for p in sorted(it.phones, key=lambda p: p.use != "voice")]
    ways = [f"{'phone' if p.use == 'voice' else 'text or relay'} {p.number}" for p in it.phones]
    ways += [f"email {it.email}"] * bool(it.email) + [it.website] * bool(it.website)
    if composer.caps.form == "sms":
        return _texted(composer, it, offered, phones, shim)
    led = {YES: "run by disabled people", NO: "not run by disabled people"}
    lines = [
        f"{it.name} is on my list.",
        f"Where it works: {it.areas}." if it.areas else "",
        f"Who runs it: {led.get(it.user_led, 'I do not know if disabled people run it')}.",
    ]
    if ways:
        lines.append(f"How to reach it: {', '.join(ways)}.")
        if not phones:
            lines.append("I have no phone number for it.")
    else:
        source = (
            f" I read about it here: {it.source_url}" if it.source_url.startswith("http") else ""
        )
        lines.append(f"I have no phone, email or website for it.{source}")
    if it.address and it.address.lower() != "online":
        lines.append(f"Address: {', '.join(w for w in (it.address, it.postcode) if w)}.")
    if offered:
        lines.append("What it offers:")
    lines += [
        f"{number}. {service.name}: {service.description}{_joined(service)}"
        for number, service in enumerate(offered, start=before + 1)
    ]
    if not offered:
        lines.append("My list does not say what it offers. Please ask them.")
    lines.append(listing_words.age(shim, composer.today))
    return "\n".join(line for line in lines if line)


def _joined(service: Service) -> str:
    return f" How to join: {service.how_to_join.rstrip('.')}." if service.how_to_join else ""


def _texted(composer: Composer, it: Organisation, offered, phones: list[str], shim) -> str:
    """As much as two segments hold, how to reach it first."""
    ways = phones[:1] or [w for w in (it.email, it.website.partition("://")[2]) if w][:1]
    reach = ways[0] if ways else "no phone, email or website listed"
    age = listing_words.age(shim, composer.today, sms=True)
    name, most = it.name, len(offered)
    while True:
        what = "; ".join(service.name for service in offered[:most])
        text = f"{name}: {reach}."
        text += " No phone listed." if ways and not phones else ""
        text += f" Offers: {what}." if what else ""
        text = gsm.to_gsm(f"{text} {age}")
        if most == 0 or gsm.segments(opening(composer, text) + text) <= 2:
            return text
        most -= 1
