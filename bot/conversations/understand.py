"""What a waiting message asks for: a command, a choice, or what Rasa understands. Nothing is done here."""

import contextlib
import re
from dataclasses import dataclass, replace

import structlog

from bot.content.languages import language_of
from bot.conversations import (
    aftercare,
    asides,
    callback,
    carried,
    consent,
    formats,
    handover,
    left_over,
    matter,
    near,
    nearest,
    organisations,
    put_right,
    safe,
    search_talk,
    sides,
)
from bot.conversations.accept import READ_BY_RASA
from bot.conversations.choices import choose, is_unsure, takes_none, takes_several, takes_too_many
from bot.conversations.commands import command_in
from bot.conversations.context import calmly, in_context
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk, tracker_of
from bot.conversations.meant import Meant, meant
from bot.conversations.models import Message
from bot.conversations.plan import GO_ON, SAFETY_KIND
from bot.conversations.remarks import remark
from bot.conversations.safe_abroad import reply_abroad
from bot.conversations.school_age import AT_SCHOOL, asks_at_school_age
from bot.conversations.several import in_guide
from bot.conversations.shorthand import spelled_out
from bot.conversations.state import Offer, TalkState
from bot.conversations.threatened import threatened
from bot.conversations.unanswered import after_calling
from bot.dialogue.client import RasaDown, Understood
from bot.safety import screen
from bot.safety.mourning import bereaved, mourns

log = structlog.get_logger()

MOST_OF_A_REPLY = 6
FEW_WORDS = 3
"""Answers to a form up to this length are a name, a number, a time: Rasa need not see them."""
AS_INTENT = {
    "person": "talk_to_human", "more": "more_detail", "privacy": "privacy", "simpler": "simpler",
}  # fmt: skip
"""Command words that Rasa deals with like the intent they name."""
LEAVING = ("thank", "goodbye")
"""Plain words, or the last ones: these are read for danger too."""
OF_OTHER_THINGS = "out_of_scope"
"""Remarks that may hold anything: these are read for danger too."""
_HURT_ME = re.compile(
    r"\b(?:hits?|beats?|hurts?|rap(?:es?|ed)|abus\w+|choke[sd]?|kick(?:s|ed)?) (?:on )?me\b"
)
"""Who is hurt and wants to hit back is hurt first of all."""
_HIDDEN = re.compile(r"\[([A-Za-z ]{4,30}) removed\]")
ASK_SAFE = {"ask": "safe"}
_UNSURE = {"note": "unsure"}
_WITHOUT_DANGER = ("more", "forget", "callback", "form_easy_read", "form_plain")
"""Command words that say nothing of how somebody is, whatever was said before."""
_CHILDLINE = re.compile(r"\bchild[ -]?line\b")
NOTHING_LEFT = "nothing_left"
"""The command of somebody who puts a misreading right and asks nothing beside it."""
EMPTY = [{"note": "empty"}]
"""The plan for a message without a letter or digit in it."""


@dataclass
class Reading:
    """What a message asks for, before anything is done: a command, a plan, or `waits` for Rasa."""

    command: str | None = None
    understood: Understood | None = None
    waits: bool = False
    text: str = ""
    """What is read in place of the message, where that only points at it (`the rest`)."""
    note: str = ""
    """A text of the service that comes first: that danger was misread, or that they are safe."""


def read(
    gateway: Gateway,
    talk: Talk,
    state: TalkState,
    message: Message,
    text: str,
    before: str,
    without_rasa: bool,
) -> Reading:
    """What the message asks for; Rasa is asked only if the gateway cannot tell by itself."""
    if pointed_at := left_over.asked_again(text, state):
        rest = replace(state, left=[], offers=[])
        found = read(gateway, talk, rest, message, pointed_at, before, without_rasa)
        return replace(found, text=pointed_at)
    if found := put_right.put_right(text, state):
        again = _read_calmly(gateway, talk, state, message, found.rest, before, without_rasa)
        if again is not None and not (state.asked_safe and _is_unclear(again.understood)):
            return replace(again, note=found.note)
    if not (state.harmed or safe.tells_of_harm(text) or safe.has_harmed(text)):
        if aftercare.wants_no_call(text, state) or aftercare.asks_who_knows(text, state):
            return Reading("no_call")
        if aftercare.asks_to_text(text, state):
            return Reading("text_999")
        if not state.callback and after_calling(text, state):
            return Reading("after_calling")
    ours = command_in(text, message.channel) in _WITHOUT_DANGER
    if (state.asked_safe and not ours) and (
        said := safe.after_crisis(text, state.unsafe, state.harmed)
    ):
        return Reading("not_safe" if state.harmed and said == "safe" else said)
    if state.safe_open and safe.takes_it_back(text):
        return Reading("unsafe")
    if command := threatened(gateway, text, state):
        return Reading(command)
    named = _CHILDLINE.search(text.lower()) and not screen(text).crisis
    if named or aftercare.of_childline(text, state):
        return Reading("childline")
    if state.answers == ["crisis.safe"] and safe.no_longer(text):
        return Reading("not_safe")
    if consent.is_partial(text, state) and not screen(text).crisis:
        return Reading("show_partly")
    declines = consent.declines(text, state)
    of_consent = "" if declines else consent.about_showing(text, state)
    if (declines or of_consent) and (danger := _danger_in(gateway, talk, text, state)):
        return danger
    if of_consent:
        return Reading(of_consent)
    if callback.changes(text, state) and not screen(text).crisis:
        return Reading("callback_change")
    if search_talk.picks_listing(text, state):
        offer = Offer("", "more_detail")
    elif declines:
        offer = Offer("", "handover_cancel")
    else:
        offer = choose(text, state.offers)
    offer = offer or near.without_place(text, state) or safe.reply(text, state.offers)
    if offer is None and aftercare.in_danger_now(text, state):
        return Reading("be_quick")
    if offer is None and (said := _about_a_person(text, state)):
        if isinstance(said, str):
            return Reading(said)
        offer = said
    if offer is None and (several := takes_several(text, state.offers)):
        return Reading(understood=_all_of(talk, several))
    if offer is None and takes_none(text, state.offers):
        return Reading("neither")
    if offer is None and not state.guide and takes_too_many(text, state.offers):
        return Reading("which_again")
    if offer is not None and offer.command == GO_ON:
        asked = " ".join(state.left)
        again = _read_calmly(gateway, talk, state, message, asked, before, without_rasa)
        return replace(again or Reading(NOTHING_LEFT), note=put_right.SAFE)
    command = offer.command if offer else command_in(text, message.channel)
    if offer is None and state.lines and formats.wants_usual(text):
        command = "form_plain"
    if offer is not None and safe.is_asked(state.offers) and offer.intent in safe.NOT_SAFE:
        return Reading("unsafe" if offer.intent == "crisis" else "abused")
    if offer is not None and offer.intent == "crisis":
        return Reading("unsafe")
    asked = any(o.word == "yes" for o in state.offers) or not (
        state.offers or state.asked or state.guide or state.callback
    )
    if offer is None and is_unsure(text) and asked and state.told_of != "crisis_other":
        return Reading("unsure")
    if command in AS_INTENT and not (command == "more" and state.pages):
        offer, command = Offer("", AS_INTENT[command]), None
    if command:
        return Reading(command)
    if callback.reads(state, text):
        return _reply_to_form(gateway, talk, state, text)
    if before and handover.asks_for(before, text) and not screen(text).crisis:
        return Reading("come_back")
    if before and handover.asks_what_was_said(before, text) and not screen(text).crisis:
        return Reading("adviser_said")
    plainly = meant(text, state) if offer is None else None
    if plainly is not None:
        angry = plainly.note.get("note") == "anger"
        danger = None
        if angry or plainly.intent in LEAVING:
            danger = _danger_in(gateway, talk, text, state)
        of_abuse = danger is not None and danger.understood.intent == "safeguarding"
        if danger is not None and not (angry and of_abuse and not _HURT_ME.search(text.lower())):
            return danger
        offer = Offer("", plainly.intent)
    try:
        if without_rasa:
            raise RasaDown("waiting")
        if plainly is not None and (plainly.note or plainly.intent == "handover_chase"):
            if plainly.note.get("command"):
                return Reading(plainly.note["command"])
            return Reading(understood=_as_meant(talk, plainly))
        if offer is None and (said := remark(text, state, gateway.store.current().jargon)):
            if danger := _danger_in(gateway, talk, text, state):
                return danger  # `Remind me to take them all tonight`, `stop asking, let me go`.
            return Reading(
                understood=Understood(said[0], 1.0, plan=said[1], tracker=tracker_of(talk))
            )
        understood = _understand(gateway, talk, state, text, offer)
        if plainly is not None and plainly.answer:
            understood = _in_part(understood, plainly)
        if offer is None and asks_at_school_age(text, understood):
            understood = replace(
                understood, intent=AT_SCHOOL[0], plan=[{"answer": AT_SCHOOL[1]}], parts=[]
            )
        abroad = reply_abroad(text, understood, state) if offer is None else None
        if abroad == "harmed" or (abroad and understood.intent != "safeguarding"):
            return Reading(abroad)
        if consent.is_asked(state) and consent.doubts(text) and _would_show(understood):
            return Reading("unsure")
        if screen(text).plain and ASK_SAFE in understood.plan and not state.calm:
            return Reading("unsafe")  # Two who doubt, and both see the same danger.
        seen = screen(text).crisis and not state.calm and state.told_of != "crisis"
        if (seen and _is_unclear(understood)) or _is_no_answer(text, understood, state):
            understood = replace(understood, plan=[ASK_SAFE])
        if ASK_SAFE in understood.plan and understood.intent == "urgent_hardship":
            # Hunger cannot wait for the answer to whether they are safe.
            understood = replace(understood, plan=[{"answer": "urgent_hardship"}, ASK_SAFE])
        # Nothing is made up from half a reading, and what is only asked about is no reading at all.
        known = in_guide(understood) or understood.intent == "safeguarding"
        if offer is None and language_of(text) and not known:
            return _foreign(text)
        sorry = bereaved(text) and not mourns(text) and not _tells_of_danger(understood)
        sorry = sorry and (plainly is None or not plainly.answer)
        return Reading(understood=understood, note="so_sorry" if sorry else "")
    except RasaDown as error:
        if not without_rasa:
            log.warning("rasa_down", reason=str(error))
        if offer is not None and offer.intent == "talk_to_human":
            return Reading("person")
        found = screen(text)
        if found.crisis:
            return Reading("unsafe")
        if found.about == "other":
            return Reading("other_unsafe")
        return Reading(waits=True)


def _read_calmly(
    gateway: Gateway,
    talk: Talk,
    state: TalkState,
    message: Message,
    text: str,
    before: str,
    without_rasa: bool,
) -> Reading | None:
    """What else was said beside a danger that was misread or denied; None if it tells of one itself."""
    if not text:
        return Reading(command=NOTHING_LEFT)
    calm = replace(
        state, told_of="", guessed=False, calm=True, offers=[], left=[], asked_safe=False
    )
    found = read(gateway, talk, calm, message, text, before, without_rasa)
    told = found.understood is not None and _tells_of_danger(found.understood)
    if told or found.command in ("unsafe", "other_unsafe", "abused", "be_quick", "stop"):
        return None
    return replace(found, text=found.text or text)


def _tells_of_danger(found: Understood) -> bool:
    """Whether somebody is in danger, or is to be asked whether they are."""
    return found.intent in SAFETY_KIND or ASK_SAFE in found.plan


def _is_unclear(found: Understood | None) -> bool:
    """Words that nobody understands, after a crisis, are no sign that all is well."""
    return found is not None and any("clarify" in item for item in found.plan)


def _would_show(found: Understood) -> bool:
    """Whether the talk would be shown to a person who was asked for: no doubt and no question is a yes."""
    handovers = [item["handover"] for item in found.plan if "handover" in item]
    shown = any(h["kind"] == "asked" and h.get("share", "yes") == "yes" for h in handovers)
    return shown or _UNSURE in found.plan


def _is_no_answer(text: str, understood: Understood, state: TalkState) -> bool:
    """`I give up` to whether they are safe: what nobody understands there is asked about again."""
    return (
        safe.is_asked(state.offers)
        and _is_unclear(understood)
        and len(text.split()) <= MOST_OF_A_REPLY
        and "?" not in text
    )


def _foreign(text: str) -> Reading:
    """A message in a language that is not read: what the screen knows of it decides about danger.

    The model learnt from English: to it, other words look like danger as easily as like anything.
    Only what somebody does to another it was shown in other languages too.
    """
    found = screen(text)
    if found.crisis:
        return Reading("unsafe")
    return Reading("other_unsafe" if found.about == "other" else "language")


def read_beside(gateway: Gateway, talk: Talk, text: str) -> Reading:
    """What is said to the human who holds the talk, read for danger alone; nothing else comes of it."""
    if not any(c.isalnum() for c in text):
        return Reading()
    try:
        haste = screen(text).crisis
        found = gateway.rasa.ask(talk.id, [], text=_to_be_read(text), in_haste=haste)
    except RasaDown:
        # The adviser has the message; what the screen was not certain of is danger now.
        return Reading("unsafe" if screen(text).crisis else None)
    return Reading("unsafe" if found.intent == "crisis" else None, found)


def _danger_in(gateway: Gateway, talk: Talk, text: str, state: TalkState) -> Reading | None:
    """The reading of words that seem plain (thanks, a goodbye, leave it), if the model sees danger."""
    if len(text.split()) <= FEW_WORDS and not screen(text).crisis:
        return None
    with contextlib.suppress(RasaDown):
        tracker = tracker_of(talk)
        found = gateway.rasa.ask(talk.id, tracker, text=_to_be_read(text), calm=state.calm)
        if _tells_of_danger(found):
            return Reading(understood=found)
    return None


def _about_a_person(text: str, state: TalkState) -> Offer | str | None:
    """What is said to or about the person who was asked for: a choice or a command."""
    if screen(text).crisis or state.callback:
        return None  # A number is the form's, where one is being filled in.
    if consent.changes_mind(text, state):
        return "show_talk"
    shown = consent.may_show(text, state)
    if shown is not None and not consent.is_asked(state):
        return "show_talk"
    if shown is not None:
        return Offer("", "affirm" if shown else "deny")
    return "reach" if consent.says_how(text, state) else None


def _as_meant(talk: Talk, said: Meant) -> Understood:
    """A reading that needs no model."""
    tracker = tracker_of(talk)
    plan = {"note": said.note} if said.note else {"command": "chase"}
    return Understood(said.intent, 1.0, plan=[plan], tracker=tracker)


def _all_of(talk: Talk, offers: list[Offer]) -> Understood:
    """`Both`: each of the choices is answered, as if all had been asked in one message."""
    parts = [
        {"text": o.label, "intent": o.intent, "confidence": 1.0, "entities": []} for o in offers
    ]
    first = offers[0].intent
    return Understood(first, 1.0, plan=[{"answer": first}], parts=parts, tracker=tracker_of(talk))


def _in_part(found: Understood, said: Meant) -> Understood:
    """With the part of the answer that was meant in place of the whole."""
    plan = [{"answer": said.answer} if "answer" in item else item for item in found.plan]
    if {"answer": said.answer} not in plan:
        plan.insert(0, {"answer": said.answer})
    return replace(found, plan=plan)


def _reply_to_form(gateway: Gateway, talk: Talk, state: TalkState, text: str) -> Reading:
    """An answer to the call-back form, unless it tells of danger in words the screen does not know."""
    if len(text.split()) > FEW_WORDS:
        with contextlib.suppress(RasaDown):
            understood = _understand(gateway, talk, state, text, None)
            if understood.intent in SAFETY_KIND:
                return Reading(understood=understood)
    return Reading(callback.COMMAND)


def _understand(
    gateway: Gateway, talk: Talk, state: TalkState, text: str, offer: Offer | None
) -> Understood:
    tracker = tracker_of(talk)
    if offer is None:
        if not any(c.isalnum() for c in text):
            return Understood("", 0.0, plan=EMPTY, tracker=tracker)
        haste = screen(text).crisis
        found = gateway.rasa.ask(
            talk.id, tracker, text=_to_be_read(text), in_haste=haste, calm=state.calm
        )
        # `Yes` in many words: the choice that the newest question calls yes (or no).
        if item := organisations.asked_for(text, found, gateway.directory):
            # The tracker stays as it was: a form that is open goes on afterwards.
            return replace(found, intent="find_service", plan=[item], parts=[], tracker=tracker)
        said = found.plan[0].get("again") if found.plan else None
        word = {"affirm": "yes", "deny": "no"}.get(said, "")
        offer = next((o for o in state.offers if word and o.word == word), None)
        if offer is not None and consent.is_asked(state) and consent.doubts(text):
            return replace(found, plan=[_UNSURE])
        seeks = near.help_there(text, state, found)
        if wanted := seeks or near.to_look_for(text, state, found):
            search = gateway.rasa.ask(
                talk.id, found.tracker, choice="find_service", entities=wanted
            )
            urgent = state.answers[-1:] == ["urgent_hardship"]
            return near.with_search(found, search, urgent, bool(seeks))
        if offer is None and (own := asides.plan_for(text, found, state)):
            return own
        if offer is None and asides.wants_plan(text, found, state):
            return gateway.rasa.ask(
                talk.id, tracker, choice="affirm", entities={"guide": "plan.start"}
            )
        calm = calmly(text, found, state)
        leant = ""
        if offer is None:
            asked = spelled_out(text)
            calm = carried.of_the_talk(asked, _without_chase(asked, calm, state), state)
            asked = carried.question_in(asked)
            leant = (
                calm.intent
                if calm.intent != found.intent
                else sides.by_itself(asked, calm)
                or asides.reading(asked, calm, state)
                or carried.reading(asked, calm, state)
                or _of_the_matter(gateway, asked, calm, state)
            )
            said = nearest.part_of_last(gateway, asked, calm, state, leant)
            if said := said or nearest.part_of_told(gateway, asked, calm, state, leant):
                return said
        if leant:
            offer = Offer("", leant, dict(found.entities))
        if offer is None or offer.command:
            return found
    return gateway.rasa.ask(talk.id, tracker, choice=offer.intent, entities=offer.entities)


def _without_chase(text: str, found: Understood, state: TalkState) -> Understood:
    """`How long for`: where nobody was asked for, so few words do not ask after anybody."""
    chases = found.plan in ([{"command": "chase"}], [{"command": "cancel"}])
    if state.waiting or not chases or len(text.split()) > FEW_WORDS:
        return found
    return replace(found, plan=[{"clarify": "unsure"}])


def _of_the_matter(gateway: Gateway, text: str, found: Understood, state: TalkState) -> str:
    """What a follow-up asks about the last answer; empty if it stands by itself."""
    if there := matter.elsewhere(text, found, state):
        return there
    leant = in_context(text, found, state) or ""
    whole = matter.with_matter(text, found, state)
    before = f"{state.question}. {text}" if whole and state.question else ""
    for front in filter(None, (whole, before)):
        with contextlib.suppress(RasaDown):  # The message itself is understood already.
            joint = gateway.rasa.read(front)
            if best := matter.settled(joint, state, found):
                same = best == found.intent and not _is_unclear(found)
                return leant if same else best
            if leant or joint.intent == found.intent:
                break  # It is read so with the matter in front too.
    return leant


def _to_be_read(text: str) -> str:
    """As much as is understood: of a long message the beginning and the end, where most is said.

    Of what was hidden its name stays; that it was removed is no word of the person's.
    """
    text = _HIDDEN.sub(r"\1", text)
    half = READ_BY_RASA // 2
    return text if len(text) <= READ_BY_RASA else f"{text[:half]}\n{text[-half:]}"
