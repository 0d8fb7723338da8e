"""What a waiting message asks for: a command, a choice, or what Rasa understands. Nothing is done here.

Danger comes first, then what belongs to a question that was put, then plain words, then Rasa. Each
step says what it is sure of and else leaves the message to the next.
"""

import contextlib
import re
from dataclasses import replace

import structlog

from bot.conversations import (
    aftercare,
    at_once,
    callback,
    consent,
    formats,
    handover,
    left_over,
    near,
    put_right,
    safe,
    search_talk,
)
from bot.conversations.by_rasa import (
    ASK_SAFE,
    FEW_WORDS,
    danger_in,
    is_unclear,
    tells_of_danger,
    understand,
    with_rasa,
)
from bot.conversations.choices import choose, is_unsure, takes_none, takes_several, takes_too_many
from bot.conversations.commands import command_in
from bot.conversations.meant import Meant, meant
from bot.conversations.optout_words import asks_how_it_stops
from bot.conversations.plan import GO_ON, SAFETY_KIND
from bot.conversations.reading import Heard, Reading
from bot.conversations.state import Offer
from bot.conversations.threatened import threatened
from bot.conversations.unanswered import after_calling
from bot.dialogue.client import RasaDown, Understood

log = structlog.get_logger()

AS_INTENT = {
    "person": "talk_to_human", "more": "more_detail", "privacy": "privacy", "simpler": "simpler",
}  # fmt: skip
"""Command words that Rasa deals with like the intent they name."""
LEAVING = ("thank", "goodbye")
"""Plain words, or the last ones: these are read for danger too."""
_HURT_ME = re.compile(
    r"\b(?:hits?|beats?|hurts?|rap(?:es?|ed)|abus\w+|choke[sd]?|kick(?:s|ed)?) (?:on )?me\b"
)
"""Who is hurt and wants to hit back is hurt first of all."""
_WITHOUT_DANGER = ("more", "forget", "callback", "form_easy_read", "form_plain")
"""Command words that say nothing of how somebody is, whatever was said before."""
_CHILDLINE = re.compile(r"\bchild[ -]?line\b")
SURELY_ILL = 0.9
"""From this confidence on, plain words of illness leave no doubt to ask about."""
NOTHING_LEFT = "nothing_left"
"""The command of somebody who puts a misreading right and asks nothing beside it."""


def read(heard: Heard) -> Reading:
    """What the message asks for; Rasa is asked only if the gateway cannot tell by itself."""
    for sure_of in FIRST:
        if found := sure_of(heard):
            return found
    offer = _choice(heard) or _beside_choices(heard)
    if isinstance(offer, Reading):
        return offer
    if offer is not None and (found := _of_danger(heard, offer)):
        return found
    command = offer.command if offer else _command(heard)
    if command in AS_INTENT and not (command == "more" and heard.state.pages):
        offer, command = Offer("", AS_INTENT[command]), None
    if command:
        return Reading(command)
    if found := _of_a_form(heard) or _of_the_adviser(heard):
        return found
    plainly = meant(heard.text, heard.state) if offer is None else None
    if plainly is not None:
        if danger := _danger_behind(heard, plainly):
            return danger
        offer = Offer("", plainly.intent)
    try:
        return with_rasa(heard, offer, plainly)
    except RasaDown as error:
        return _without_rasa(heard, offer, error)


def _pointed_at(heard: Heard) -> Reading | None:
    """`And the rest?`: what was left over of an earlier message is read in place of this one."""
    if not (text := left_over.asked_again(heard.text, heard.state)):
        return None
    rest = replace(heard, text=text, state=replace(heard.state, left=[], offers=[]))
    return replace(read(rest), text=text)


def _put_right(heard: Heard) -> Reading | None:
    """That danger was misread, and what they came for."""
    if not (found := put_right.put_right(heard.text, heard.state)):
        return None
    again = _calmly(heard, found.rest)
    if again is None or (heard.state.asked_safe and is_unclear(again.understood)):
        return None
    return replace(again, note=found.note)


def _about_help(heard: Heard) -> Reading | None:
    """What is said or asked about the help that was named after a crisis."""
    text, state = heard.text, heard.state
    if aftercare.is_about_themselves(text, state):
        return Reading("unsafe")
    if state.harmed or safe.tells_of_harm(text) or safe.has_harmed(text):
        return None
    if aftercare.wants_no_call(text, state) or aftercare.asks_who_knows(text, state):
        return Reading("no_call")
    if aftercare.asks_to_text(text, state):
        return Reading("text_999")
    if not state.callback and after_calling(text, state):
        return Reading("after_calling")
    if state.told_of == "crisis" and not heard.screened.crisis and safe.refuses_numbers(text):
        return Reading("no_numbers")
    return None


def _about_stopping(heard: Heard) -> Reading | None:
    asked = asks_how_it_stops(heard.text) and not heard.screened.crisis
    return Reading("stop_works") if asked else None


def _how_they_are(heard: Heard) -> Reading | None:
    """The answer to whether they are safe, also one that takes an earlier answer back."""
    text, state = heard.text, heard.state
    ours = command_in(text, heard.message.channel) in _WITHOUT_DANGER
    if state.asked_safe and not ours:
        if said := safe.after_crisis(text, state.unsafe, state.harmed):
            return Reading("not_safe" if state.harmed and said == "safe" else said)
    return Reading("unsafe") if state.safe_open and safe.takes_it_back(text) else None


def _ill_now(heard: Heard) -> Reading | None:
    """A body that fails: 999 first, and beside it whatever else the model takes for danger."""
    text, state = heard.text, heard.state
    if state.told_of == "crisis_other" or heard.screened.about == "other":
        return None  # 999 is what is said of them anyway.
    if heard.screened.crisis or not at_once.of_the_body(text):
        return None
    with contextlib.suppress(RasaDown):
        found = understand(heard, None)
        if found.intent in SAFETY_KIND and ASK_SAFE not in found.plan:
            return Reading(understood=found, note="call_999")
        ill = found.intent == "medical_question" and found.confidence >= SURELY_ILL
        if found.doubt and ASK_SAFE in found.plan and not (ill or state.told_of):
            plan = [{"answer": at_once.NOW}, ASK_SAFE]
            asked = replace(found, intent="medical_question", confidence=1.0, plan=plan, parts=[])
            return Reading(understood=asked)
    return Reading("ill_now")


def _by_another(heard: Heard) -> Reading | None:
    """Somebody else hurts the writer, or says that they will."""
    command = threatened(heard.gateway, heard.text, heard.state)
    return Reading(command) if command else None


def _of_childline(heard: Heard) -> Reading | None:
    named = _CHILDLINE.search(heard.text.lower()) and not heard.screened.crisis
    meant_it = named or aftercare.of_childline(heard.text, heard.state)
    return Reading("childline") if meant_it else None


def _no_longer_safe(heard: Heard) -> Reading | None:
    gone = heard.state.answers == ["crisis.safe"] and safe.no_longer(heard.text)
    return Reading("not_safe") if gone else None


def _about_showing(heard: Heard) -> Reading | None:
    """What is said about showing the talk to a person, unless it tells of danger."""
    text, state = heard.text, heard.state
    if consent.is_partial(text, state) and not heard.screened.crisis:
        return Reading("show_partly")
    declines = consent.declines(text, state)
    asked = "" if declines else consent.about_showing(text, state)
    if (declines or asked) and (danger := danger_in(heard)):
        return danger
    return Reading(asked) if asked else None


def _changes_callback(heard: Heard) -> Reading | None:
    changes = callback.changes(heard.text, heard.state) and not heard.screened.crisis
    return Reading("callback_change") if changes else None


FIRST = (
    _pointed_at, _put_right, _about_help, _how_they_are, _ill_now, _by_another, _of_childline, _no_longer_safe,
    _about_stopping, _about_showing, _changes_callback,
)  # fmt: skip
"""In this order: what comes before any choice that was offered."""


def _choice(heard: Heard) -> Offer | None:
    """The choice that the message takes, of those that were offered or that it makes itself."""
    text, state = heard.text, heard.state
    if safe.is_asked(state.offers) and safe.refuses_all(text):
        return None  # A no, but not to being safe.
    if search_talk.picks_listing(text, state):
        offer = Offer("", "more_detail")
    elif consent.declines(text, state) or consent.is_needed_no_more(text, state):
        offer = Offer("", "handover_cancel")
    else:
        offer = choose(text, state.offers)
    return offer or near.without_place(text, state) or safe.reply(text, state.offers)


def _beside_choices(heard: Heard) -> Reading | Offer | None:
    """A message that takes none of the choices, or several, or speaks of the person who was asked for."""
    text, state = heard.text, heard.state
    if aftercare.in_danger_now(text, state):
        return Reading("be_quick")
    if said := _about_a_person(heard):
        return said
    if several := takes_several(text, state.offers):
        return Reading(understood=_all_of(heard, several))
    if takes_none(text, state.offers):
        return Reading("neither")
    if not state.guide and takes_too_many(text, state.offers):
        return Reading("which_again")
    return None


def _about_a_person(heard: Heard) -> Reading | Offer | None:
    """What is said to or about the person who was asked for."""
    text, state = heard.text, heard.state
    if heard.screened.crisis or state.callback:
        return None  # A number is the form's, where one is being filled in.
    if consent.changes_mind(text, state):
        return Reading("show_talk")
    shown = consent.may_show(text, state)
    if shown is not None and not consent.is_asked(state):
        return Reading("show_talk")
    if shown is not None:
        return Offer("", "affirm" if shown else "deny")
    return Reading("reach") if consent.says_how(text, state) else None


def _all_of(heard: Heard, offers: list[Offer]) -> Understood:
    """`Both`: each of the choices is answered, as if all had been asked in one message."""
    parts = [
        {"text": o.label, "intent": o.intent, "confidence": 1.0, "entities": []} for o in offers
    ]
    plan, tracker = [{"answer": offers[0].intent}], heard.tracker
    return Understood(offers[0].intent, 1.0, plan=plan, parts=parts, tracker=tracker)


def _of_danger(heard: Heard, offer: Offer) -> Reading | None:
    """A choice that says whether somebody is safe."""
    if offer.command == GO_ON:
        again = _calmly(heard, " ".join(heard.state.left))
        return replace(again or Reading(NOTHING_LEFT), note=put_right.SAFE)
    if safe.is_asked(heard.state.offers) and offer.intent in safe.NOT_SAFE:
        return Reading("unsafe" if offer.intent == "crisis" else "abused")
    return Reading("unsafe") if offer.intent == "crisis" else None


def _command(heard: Heard) -> str | None:
    """The command word, or what stands for one."""
    text, state = heard.text, heard.state
    asked = any(o.word == "yes" for o in state.offers) or not (
        state.offers or state.asked or state.guide or state.callback
    )
    if is_unsure(text) and asked and state.told_of != "crisis_other":
        return "unsure"
    if state.lines and formats.wants_usual(text):
        return "form_plain"
    return command_in(text, heard.message.channel)


def _of_a_form(heard: Heard) -> Reading | None:
    """An answer to the call-back form, unless it tells of danger in words the screen does not know."""
    if not callback.reads(heard.state, heard.text):
        return None
    if len(heard.text.split()) > FEW_WORDS:
        with contextlib.suppress(RasaDown):
            understood = understand(heard, None)
            if understood.intent in SAFETY_KIND:
                return Reading(understood=understood)
    return Reading(callback.COMMAND)


def _of_the_adviser(heard: Heard) -> Reading | None:
    """A wish for the adviser they talked with, or for what that one said."""
    if not heard.before or heard.screened.crisis:
        return None
    if handover.asks_for(heard.before, heard.text):
        return Reading("come_back")
    said = handover.asks_what_was_said(heard.before, heard.text)
    return Reading("adviser_said") if said else None


def _danger_behind(heard: Heard, plainly: Meant) -> Reading | None:
    """Danger in plain words: in anger, in thanks, in a goodbye."""
    angry = plainly.note.get("note") == "anger"
    danger = danger_in(heard) if angry or plainly.intent in LEAVING else None
    if danger is None:
        return None
    of_abuse = danger.understood.intent == "safeguarding"
    return None if angry and of_abuse and not _HURT_ME.search(heard.text.lower()) else danger


def _without_rasa(heard: Heard, offer: Offer | None, error: RasaDown) -> Reading:
    """What is done without Rasa: a person is asked for, danger is answered, all else waits."""
    if not heard.without_rasa:
        log.warning("rasa_down", reason=str(error))
    if offer is not None and offer.intent == "talk_to_human":
        return Reading("person")
    if heard.screened.crisis:
        return Reading("unsafe")
    if heard.screened.about == "other":
        return Reading("other_unsafe")
    return Reading(waits=True)


def _calmly(heard: Heard, text: str) -> Reading | None:
    """What else was said beside a danger that was misread or denied; None if it tells of one itself."""
    if not text:
        return Reading(command=NOTHING_LEFT)
    calm = replace(
        heard.state, told_of="", guessed=False, calm=True, offers=[], left=[], asked_safe=False
    )
    found = read(replace(heard, text=text, state=calm))
    told = found.understood is not None and tells_of_danger(found.understood)
    if told or found.command in ("unsafe", "other_unsafe", "abused", "be_quick", "stop"):
        return None
    return replace(found, text=found.text or text)
