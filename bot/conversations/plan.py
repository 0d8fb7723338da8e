"""Carrying out a reply plan: Rasa names what to say and do, the gateway says and does it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from sqlalchemy.orm import Session

from bot.cases.models import Kind
from bot.content.languages import language_named, wants_english
from bot.content.schemes import is_voluntary
from bot.conversations import (
    again,
    asked_benefit,
    clarify,
    focus,
    formats,
    grounds,
    guided,
    handover,
    leaving,
    listing_detail,
    listings,
    notes,
    orders,
    reports,
    schemes,
    search_talk,
    sides,
    told,
    whose,
)
from bot.conversations.boundaries import is_casework
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.state import Offer, TalkState
from bot.conversations.topics import GOES_ON, family_of
from bot.dialogue.client import Understood
from bot.directory import postcodes
from bot.directory.looked_for import ANY, kind_in
from bot.safety.mourning import mourns, tells_of_suicide

log = structlog.get_logger()

URGENT_FIRST = (
    "crisis", "crisis_other", "safeguarding", "urgent_hardship", "medical_question",
    "stop_messages", "benefits_sanction",
)  # fmt: skip
SAFETY_KIND = {
    "crisis": Kind.CRISIS, "crisis_other": Kind.SAFEGUARDING, "safeguarding": Kind.SAFEGUARDING,
}  # fmt: skip
"""Intents that bring in a person at once, and the kind of case."""
DANGERS = {*SAFETY_KIND, "urgent_hardship", "medical_question"}
GO_ON = "go_on"
"""The command of somebody who was asked whether they are safe, and is: what they wrote is answered."""
LIKELY_ABUSE = 0.25
"""From this confidence on, whether somebody is safe is asked with people in mind who hurt them."""
NOT_LISTED = "not_on_list"
"""The note for an organisation that was asked for by name and that the list does not have."""
PERSON = Offer("Talk to a person", "talk_to_human")


@dataclass
class Deed:
    """What a plan item may use."""

    gateway: Gateway
    session: Session
    talk: Talk
    composer: Composer
    out: Outgoing
    text: str
    understood: Understood

    @property
    def state(self) -> TalkState:
        return self.composer.state

    def ask_for_person(self, kind: Kind, share: bool) -> None:
        handover.ask_for_person(self.session, self.talk, self.composer, self.out, kind, share=share)


def carry_out(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    text: str,
    understood: Understood,
) -> None:
    """Say and do every item of the plan, in order. Of several questions only the first is put."""
    named = dict(understood.entities)
    # A benefit goes on being theirs; a need is only the one they name now.
    for name, value in (
        ("benefit", whose.benefit(text, understood)),
        ("need", named.get("need") if understood.intent == "wider_support" else None),
    ):
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str):
            composer.values[name] = value
    _notice_nation(gateway, composer.state, understood)
    if not about_danger(understood):
        told.notice(text, composer.state)
    deed = Deed(gateway, session, talk, composer, out, text, understood)
    of_the_club = understood.intent == "job_club_costs" and focus.is_interpreter_cost(text)
    urgent = understood.intent in URGENT_FIRST
    if understood.intent == "stop_messages" and reports.what_is_wrong(text):
        # `That number don't work` is about the listing; who wants no more messages says so.
        urgent = False
    # What is meant beyond doubt, such as `the number of Acas`, is not asked of the list.
    settled = any(
        isinstance(item.get("note"), dict) or "organisation" in item or item == {"note": NOT_LISTED}
        for item in understood.plan
    )
    settled = settled or {"ask": "safe"} in understood.plan
    about_list = not (urgent or of_the_club or settled) and (
        search_talk.surely_about_list(text, composer.state) or _may_be_about_listing(understood)
    )
    if about_list and (
        search_talk.go_on(session, talk, composer, out, gateway.directory, text, understood)
    ):
        composer.state.misses = 0
        return
    if not (of_the_club or settled) and _is_about_listing(composer.state, text, understood):
        composer.state.misses = 0
        listing_detail.detail(composer, out, gateway.directory, text)
        return
    plan = grounds.grounded(composer, text, understood)
    if not any("clarify" in item for item in plan):
        composer.state.misses = 0
    guiding = any("guide" in item for item in plan)
    if (
        not guiding
        and understood.intent not in URGENT_FIRST
        and (scheme := schemes.named_instead(composer.store, text, understood))
    ):
        plan, composer.state.misses = [{"answer": f"programme_old.{scheme.id}"}], 0
    asked = False
    # `Delete everything` asks to be sure of it: a yes to that must not be a yes to another question.
    deleting = {"command": "erase"} in plan
    for item in plan:
        for key, value in item.items():
            if key == "ask":
                if asked or deleting:
                    continue
                asked = True
            ITEMS[key](deed, value)
    if (
        not guiding
        and is_casework(text)
        and understood.intent not in (*SAFETY_KIND, "talk_to_human")
    ):
        _offer_qualified(deed)
    if not guiding:
        guided.offer(composer, out)
        guided.back(composer, out, understood)
    if not out.parts:
        # An action failed: Rasa logs it and goes on with an empty plan.
        log.error("empty_plan", intent=understood.intent)
        out.parts.append(composer.say("lookup_failed"))
        out.offers = [PERSON]


def _offer_qualified(deed: Deed) -> None:
    """The stop rule of casework: the general answer, and somebody who looks at this very case."""
    out, said = deed.out, deed.out.text.lower()
    deed.state.casework = True
    if out.parts and "adviser" not in said:
        out.parts.append(deed.composer.say("casework"))
    if not out.offers:
        out.offers = [PERSON]


ABOUT_LISTING = {"more_detail", "find_service", "job_club_costs", "job_club_what", "inform_place"}
MOST_WORDS = 14


def _may_be_about_listing(understood: Understood) -> bool:
    """Nothing that comes before the list: danger, a person, a command, a question put.

    That a person is wished for counts where it is sure: `could I bring my support worker?`
    """
    if any({"handover", "ask", "command", "guide"} & item.keys() for item in understood.plan):
        return False
    unsure = any("clarify" in item for item in understood.plan)
    return understood.intent not in URGENT_FIRST and (
        understood.intent != "talk_to_human" or unsure
    )


def _is_about_listing(state: TalkState, text: str, understood: Understood) -> bool:
    """`What day?`, `is it step free?` after a list of services: a question about those."""
    if state.showing != "services" or len(text.split()) > MOST_WORDS:
        return False
    if not _may_be_about_listing(understood) or listing_detail.is_another_matter(text):
        return False
    named = {name for name, _ in understood.entities}
    if named & {"location", "service_kind", "search", "benefit"} or "services" in str(
        understood.plan
    ):
        fresh = named & {"location", "service_kind", "search"}
        if fresh or listing_detail.aspect(text) in ("all", "online"):
            return False
    if understood.intent == "more_detail":
        return True
    sure = understood.confidence >= 0.6 and understood.intent not in ABOUT_LISTING
    return not sure and listing_detail.aspect(text) != "all"


def _notice_nation(gateway: Gateway, state: TalkState, understood: Understood) -> None:
    """A place that was named says whose law it is; the newest one counts.

    Adult Disability Payment is paid in Scotland alone.
    """
    if not state.nation and ("benefit", "adp") in understood.entities:
        state.nation = "Scotland"
    for name, value in understood.entities:
        if name == "location" and isinstance(value, str):
            place = gateway.directory.places.resolve(value)
            if place is not None and place.kind != "anywhere":
                state.nation = place.nation


def _answer(deed: Deed, name: str) -> None:
    composer, out = deed.composer, deed.out
    scheme = schemes.asked_about(composer.store, name, deed.text, deed.understood)
    if name == "greet" and (agreed := leaving.agreed_before(deed.session, deed.talk)):
        out.parts.append(composer.say("greet_again", **agreed))
        out.answers.append(name)
    elif name == "change_format":
        if not guided.in_form(deed, formats.format_in(deed.text)):
            formats.change(composer, out, deed.text)
    elif name == "crisis_other" and tells_of_suicide(deed.text):
        composer.answer(out, "crisis_other.lost")
    elif name == "inform_benefit" and whose.only_others(deed.text, deed.understood):
        composer.answer(out, whose.OTHER)
    elif (
        name == "inform_benefit"
        # `Dwp move my ESA to UC, letter` names benefits, but asks something that has an answer of its own.
        and sides.variant(name, deed.text) == name
        and (asked := asked_benefit.question(deed))
    ):
        if not again.beyond(composer, out, asked):
            composer.answer(out, asked)
        asked_benefit.own_up(deed)
    elif name == "benefits_sanction" and _threatened_over_club(deed):
        # What they fear should not happen: that comes before what to do if it has.
        composer.answer(out, "job_club_voluntary")
        composer.answer(out, name, heading=True)
    elif name == "change_language" and wants_english(deed.text):
        out.parts.append(composer.say("english_fine"))
    elif scheme is None:
        if name == "change_language" and (code := language_named(deed.text)):
            composer.values["language"] = code
        variant = _side(name, deed)
        if not (family_of(name) and again.beyond(composer, out, variant)):
            composer.answer(out, variant)
    elif name == "programme_pushed":
        out.parts.append(f"{scheme.name}: {is_voluntary(scheme)}")
        composer.answer(out, name)
    else:
        composer.answer(out, f"programme_old.{scheme.id}")


def _side(name: str, deed: Deed) -> str:
    """The part of an answer that is asked for; of a follow-up, also by the question before it."""
    state, side = deed.state, sides.variant(name, deed.text)
    last = state.answers[-1] if state.told and state.answers else ""
    topic = GOES_ON.get(last.partition(".")[0], last)
    goes_on = family_of(name) is not None and family_of(name) == family_of(topic)
    if side == name and goes_on and len(deed.text.split()) <= MOST_WORDS:
        return sides.variant(name, f"{state.question} {deed.text}")
    return side


_CLUB = re.compile(r"\b(?:job|work) ?clubs?\b|\bclubs?\b", re.IGNORECASE)
_CUT = re.compile(
    r"\b(?:sanctioned|(?:cut|stopped|took|lost|docked|reduced)\b.{0,20}\b(?:money|uc|payment|benefits?|esa|jsa))",
    re.IGNORECASE,
)
"""Money that has been cut already."""


def _threatened_over_club(deed: Deed) -> bool:
    return bool(_CLUB.search(deed.text)) and not _CUT.search(deed.text)


def _ask(deed: Deed, name: str) -> None:
    say, state = deed.composer.say, deed.state
    if name == "place" and _unknown_postcode(deed):
        name = "place_unknown"
    again = state.asked == name
    state.asked = name
    if name == "place":
        deed.out.parts.append(say("ask_place_later" if again or deed.out.parts else "ask_place"))
        deed.out.offers = [Offer("I would rather not say", "deny", word="no")]
        if (kind := kind_in(deed.text)) and kind != ANY:
            # What names alone did not tell the search: it is there when the place is.
            slot = {"event": "slot", "name": "service_kind", "value": kind}
            deed.understood.tracker.append(slot)
    elif name == "place_unknown":
        deed.out.parts.append(say("place_unknown"))
        deed.out.offers = [
            Offer("All of London and online", "inform_place", {"location": "anywhere"}, word="no")
        ]
    elif name == "share_talk":
        handover.point_to_organisation(deed.session, deed.composer)
        deed.out.parts.append(say("share_talk_again" if again else "share_talk"))
        deed.out.offers = share_offers()
    else:
        mourning, likely = mourns(deed.text), dict(deed.understood.ranking).get("safeguarding", 0.0)
        abuse = likely >= LIKELY_ABUSE and not deed.understood.doubt and not mourning
        kind = "safe_bereaved" if mourning else "safe_abuse" if abuse else "safe"
        kind = "safe_child" if deed.state.child else kind
        deed.out.parts.append(say(kind))
        deed.out.offers = [
            Offer("I am not safe", "safeguarding" if abuse else "crisis", word="no"),
            Offer("I am safe", "", word="yes", command=GO_ON),
        ]
        deed.out.left = [deed.text]


def share_offers() -> list[Offer]:
    """What may be said to whether the talk may be shown."""
    return [
        Offer("Yes, show them", "affirm", word="yes"),
        Offer("No, do not show them", "deny", word="no"),
        Offer("I do not want a person now", "handover_cancel"),
    ]


_COUNTED = ("st", "nd", "rd", "th", "hr", "yr")
"""`My P60 2nd copy`: a number that counts something is no half of a postcode."""


def _unknown_postcode(deed: Deed) -> bool:
    """`Job club near ZZ99 9ZZ`: to ask where, as if nothing had been named, would not help."""
    named = postcodes.FULL.search(deed.text)
    if named is None or named[2][1:].lower() in _COUNTED:
        return False
    return deed.gateway.directory.places.resolve(named[0]) is None


def _services(deed: Deed, plan: dict) -> None:
    deed.state.asked = ""
    _ask_no_area(deed.composer, deed.out)
    listings.show(deed.composer, deed.out, deed.gateway.directory, plan)


def _ask_no_area(composer: Composer, out: Outgoing) -> None:
    """An answer that is followed by what was found does not ask where: the place was told."""
    told = [answer for name in out.answers if (answer := composer.told(name))]
    for asks in filter(None, (answer.which_area.get(composer.form) for answer in told)):
        out.parts = [
            part.replace(asks, "").rstrip() if type(part) is str else part for part in out.parts
        ]


def _place(deed: Deed, plan: dict) -> None:
    """A place and nothing else: ask what to look for there."""
    place = deed.gateway.directory.places.resolve(plan["name"])
    deed.state.borough = place.borough
    where = listings.place_words(place, plan["near"])
    deed.out.parts.append(deed.composer.say("place_alone", place=where[0].upper() + where[1:]))
    deed.out.offers = [
        Offer(label, "find_service", {"service_kind": kind})
        for label, kind in (
            ("A job club", "job_club"),
            ("A group run by disabled people", "ddpo"),
            ("Benefits advice", "benefits_advice"),
            ("Help to find or keep work", "employment_support"),
        )
    ]


def _handover(deed: Deed, plan: dict) -> None:
    deed.state.asked = ""
    deed.out.offers = []
    deed.ask_for_person(Kind(plan["kind"]), share=plan.get("share", "yes") == "yes")


_ASKS = re.compile(
    r"(?:and |so |but |ok )*(?:how|who|what|when|where|is|are|do|does|can|will)\b(?!.*\b(?:more|else|from|source)\b)"
)


def _again(deed: Deed, what: str) -> None:
    composer, out, state = deed.composer, deed.out, deed.state
    if what == "more" and state.showing == "services":
        listing_detail.detail(composer, out, deed.gateway.directory, deed.text)
    elif what == "more" and state.asked.startswith("place"):
        out.parts.append(composer.say("why_place"))
    elif (
        what == "more"
        and state.told
        and state.depth >= again.SOURCES
        and _ASKS.match(deed.text.lower())
    ):
        again.not_known(composer, out, state.answers[-1])  # Nobody asked where it is from.
    elif what == "more":
        again.more(composer, out)
    elif what == "simpler":
        if not guided.in_form(deed, "easy_read"):
            again.simpler(composer, out)
    elif what == "repeat":
        again.repeat(composer, out)
    elif what == "steps":
        again.steps(composer, out)
    elif what == "sources":
        state.depth = max(state.depth, again.SOURCES)
        again.more(composer, out)
    else:
        composer.answer(out, what)


def _clarify(deed: Deed, kind: str) -> None:
    clarify.clarify(deed.composer, deed.out, deed.understood.ranking, kind, deed.text)


def _which(deed: Deed, names: list[str]) -> None:
    clarify.which(deed.composer, deed.out, names)


def _organisation(deed: Deed, ids: list[str]) -> None:
    from bot.conversations import organisations  # It reads what this module names.

    organisations.show(deed.composer, deed.out, deed.gateway.directory, ids)


ITEMS: dict[str, Callable] = {
    "answer": _answer,
    "ask": _ask,
    "services": _services,
    "place": _place,
    "handover": _handover,
    "again": _again,
    "nearest": lambda deed, blocks: again.nearest(deed.composer, deed.out, blocks),
    "not_known": lambda deed, name: again.not_known(deed.composer, deed.out, name),
    "clarify": _clarify,
    "which": _which,
    "command": orders.obey,
    "note": notes.say,
    "guide": guided.say,
    "organisation": _organisation,
}


def about_danger(understood: Understood) -> bool:
    """Whether the message is taken for one about danger, or asked about."""
    return understood.intent in DANGERS or {"ask": "safe"} in understood.plan
