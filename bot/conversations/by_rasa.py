"""What Rasa understands of a message, and what that comes to in the talk so far."""

import contextlib
import re
from dataclasses import replace

from bot.content.languages import language_of
from bot.conversations import (
    asides,
    at_once,
    carried,
    consent,
    judged,
    matter,
    near,
    nearest,
    organisations,
    passage,
    safe,
    sides,
)
from bot.conversations.accept import READ_BY_RASA
from bot.conversations.context import calmly, in_context, refusal
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.meant import Meant
from bot.conversations.plan import DANGERS, SAFETY_KIND
from bot.conversations.reading import Heard, Reading
from bot.conversations.remarks import remark
from bot.conversations.safe_abroad import reply_abroad
from bot.conversations.school_age import AT_SCHOOL, asks_at_school_age
from bot.conversations.several import in_guide
from bot.conversations.shorthand import spelled_out
from bot.conversations.state import Offer, TalkState
from bot.dialogue.client import RasaDown, Understood
from bot.safety import screen
from bot.safety.mourning import bereaved, mourns

MOST_OF_A_REPLY = 6
CLEAR = 0.5
"""From this confidence on, what somebody asks is clear, though the model doubts if they are safe."""
NO_QUESTION = (
    "affirm", "deny", "thank", "goodbye", "greet", "out_of_scope", "handover_cancel", "repeat", "complaint_about_us",
)  # fmt: skip
"""Readings that say nothing of what somebody came for."""
SURE = 0.5
"""From this confidence on, a reading of abuse makes whoever stands at the door somebody to fear."""
FEW_WORDS = 3
"""Plain words up to this length are what they seem: Rasa need not see them."""
ASK_SAFE = {"ask": "safe"}
CANNOT_WAIT = ("urgent_hardship", "medical_question")
"""Hunger and illness cannot wait for the answer to whether somebody is safe."""
UNSURE = {"note": "unsure"}
EMPTY = [{"note": "empty"}]
"""The plan for a message without a letter or digit in it."""
_HIDDEN = re.compile(r"\[([A-Za-z ]{4,30}) removed\]")


def with_rasa(heard: Heard, offer: Offer | None, plainly: Meant | None) -> Reading:
    """What a message comes to that nothing before has settled. Raises RasaDown."""
    text, state, tracker = heard.text, heard.state, heard.tracker
    if heard.without_rasa:
        raise RasaDown("waiting")
    if plainly is not None and (plainly.note or plainly.intent == "handover_chase"):
        if plainly.note.get("command"):
            return Reading(plainly.note["command"])
        plan = {"note": plainly.note} if plainly.note else {"command": "chase"}
        return Reading(understood=Understood(plainly.intent, 1.0, plan=[plan], tracker=tracker))
    jargon = heard.gateway.store.current().jargon
    if offer is None and (said := remark(text, state, jargon)):
        # `Remind me to take them all tonight`, `stop asking, let me go`.
        plain = Reading(understood=Understood(said[0], 1.0, plan=said[1], tracker=tracker))
        return danger_in(heard) or plain
    understood = understand(heard, offer)
    if plainly is not None and plainly.answer:
        understood = _in_part(understood, plainly)
    if offer is None and asks_at_school_age(text, understood):
        plan = [{"answer": AT_SCHOOL[1]}]
        understood = replace(understood, intent=AT_SCHOOL[0], plan=plan, parts=[])
    if offer is None and _goes_on_ill(heard, understood):
        plan = [{"answer": at_once.after_it(text)}]
        return Reading(understood=replace(understood, intent="medical_question", plan=plan))
    abroad = reply_abroad(text, understood, state) if offer is None else None
    if abroad == "harmed" or (abroad and understood.intent != "safeguarding"):
        return Reading(abroad)
    if consent.is_asked(state) and consent.doubts(text) and _would_show(understood):
        return Reading("unsure")
    if heard.screened.plain and ASK_SAFE in understood.plan and not state.calm:
        return Reading("unsafe")  # Two who doubt, and both see the same danger.
    doubted = offer is None and _doubted_again(heard, understood)
    if doubted:
        calm = replace(heard, state=replace(state, calm=True))
        understood = understand(calm, None)
    understood = _asked_if_safe(heard, understood)
    # Nothing is made up from half a reading, and what is only asked about is no reading at all.
    known = in_guide(understood) or understood.intent == "safeguarding"
    if offer is None and language_of(text) and not known:
        return _foreign(heard)
    sorry = bereaved(text) and not mourns(text) and not tells_of_danger(understood)
    sorry = sorry and (plainly is None or not plainly.answer)
    return Reading(understood=understood, note="so_sorry" if sorry else "", doubted=doubted)


def _doubted_again(heard: Heard, found: Understood) -> bool:
    """Whether the model alone doubts again of somebody who passed its first doubt by, with a clear question.

    They are answered, with the way to say that they are not safe beside it: to ask at every turn would
    keep them from what they came for. What the screen finds, and what is unclear, is asked about again.
    """
    state, screened = heard.state, heard.screened
    asked = safe.is_asked(state.offers) or state.passed_by
    return (
        asked
        and ASK_SAFE in found.plan
        and not (state.told_of or state.calm or screened.crisis or screened.about)
        and found.intent not in DANGERS
        and found.intent not in NO_QUESTION
        and found.confidence >= CLEAR
    )


def _asked_if_safe(heard: Heard, understood: Understood) -> Understood:
    """With the question whether they are safe, where the screen or what was asked before wants it."""
    state = heard.state
    seen = heard.screened.crisis and not state.calm and state.told_of != "crisis"
    if (seen and is_unclear(understood)) or _is_no_answer(heard, understood):
        return replace(understood, plan=[ASK_SAFE])
    if ASK_SAFE in understood.plan and understood.intent in CANNOT_WAIT:
        return replace(understood, plan=[{"answer": understood.intent}, ASK_SAFE])
    return understood


def _goes_on_ill(heard: Heard, understood: Understood) -> bool:
    """A few words right after 999 was named for a body that fails: it eases, or does not."""
    text = heard.text
    return (
        heard.state.answers[-1:] == [at_once.NOW]
        and len(text.split()) <= MOST_OF_A_REPLY
        and not heard.screened.crisis
        and understood.intent not in SAFETY_KIND
        and (
            is_unclear(understood)
            or ASK_SAFE in understood.plan
            or at_once.eases(text)
            or understood.intent in ("medical_question", "affirm", "deny", "greet", "out_of_scope")
        )
    )


def _would_show(found: Understood) -> bool:
    """Whether the talk would be shown to a person who was asked for: no doubt and no question is a yes."""
    handovers = [item["handover"] for item in found.plan if "handover" in item]
    shown = any(h["kind"] == "asked" and h.get("share", "yes") == "yes" for h in handovers)
    return shown or UNSURE in found.plan


def _is_no_answer(heard: Heard, understood: Understood) -> bool:
    """`I give up` to whether they are safe: what nobody understands there is asked about once more."""
    return (
        safe.is_asked(heard.state.offers)
        and heard.state.safe_open > 1
        and is_unclear(understood)
        and len(heard.text.split()) <= MOST_OF_A_REPLY
        and "?" not in heard.text
    )


def _foreign(heard: Heard) -> Reading:
    """A message in a language that is not read: what the screen knows of it decides about danger.

    The model learnt from English: to it, other words look like danger as easily as like anything.
    Only what somebody does to another it was shown in other languages too.
    """
    if heard.screened.crisis:
        return Reading("unsafe")
    return Reading("other_unsafe" if heard.screened.about == "other" else "language")


def _in_part(found: Understood, said: Meant) -> Understood:
    """With the part of the answer that was meant in place of the whole."""
    plan = [{"answer": said.answer} if "answer" in item else item for item in found.plan]
    if {"answer": said.answer} not in plan:
        plan.insert(0, {"answer": said.answer})
    return replace(found, plan=plan)


def understand(heard: Heard, offer: Offer | None) -> Understood:
    """What the message means in its talk, or what comes of the choice that it took. Raises RasaDown."""
    if offer is not None:
        return _chosen(heard, offer)
    text, state = heard.text, heard.state
    if not any(c.isalnum() for c in text):
        return Understood("", 0.0, plan=EMPTY, tracker=heard.tracker)
    found = _ask(heard, in_haste=heard.screened.crisis)
    if item := organisations.asked_for(text, found, heard.gateway.directory):
        # The tracker stays as it was: a form that is open goes on afterwards.
        return replace(found, intent="find_service", plan=[item], parts=[], tracker=heard.tracker)
    offer = _agreed_to(text, found, state)
    if offer is not None and consent.is_asked(state) and consent.doubts(text):
        return replace(found, plan=[UNSURE])
    seeks = near.help_there(text, state, found)
    if wanted := seeks or near.to_look_for(text, state, found):
        search = heard.gateway.rasa.ask(
            heard.talk.id, found.tracker, choice="find_service", entities=wanted
        )
        urgent = state.answers[-1:] == ["urgent_hardship"]
        return near.with_search(found, search, urgent, bool(seeks))
    if offer is None:
        return asides.plan_for(text, found, state) or _in_its_talk(heard, found)
    return found if offer.command else _chosen(heard, offer)


def _ask(heard: Heard, *, in_haste: bool = False) -> Understood:
    return heard.gateway.rasa.ask(
        heard.talk.id,
        heard.tracker,
        text=to_be_read(heard.text),
        in_haste=in_haste,
        calm=heard.state.calm,
    )


def _chosen(heard: Heard, offer: Offer) -> Understood:
    """What comes of a choice, or of the intent that a message is settled on."""
    return heard.gateway.rasa.ask(
        heard.talk.id, heard.tracker, choice=offer.intent, entities=offer.entities
    )


def _agreed_to(text: str, found: Understood, state: TalkState) -> Offer | None:
    """`Yes` in many words: the choice that the newest question calls yes (or no)."""
    if safe.is_asked(state.offers) and safe.refuses_all(text):
        return None
    said = found.plan[0].get("again") if found.plan else None
    word = {"affirm": "yes", "deny": "no"}.get(said, "")
    return next((o for o in state.offers if word and o.word == word), None)


def _in_its_talk(heard: Heard, found: Understood) -> Understood:
    """The reading as it was, or the one that a follow-up comes to in its talk."""
    if asides.wants_plan(heard.text, found, heard.state):
        return _chosen(heard, Offer("", "affirm", {"guide": "plan.start"}))
    gateway, state = heard.gateway, heard.state
    text = spelled_out(heard.text)
    calm = calmly(heard.text, found, state)
    calm = _without_chase(text, judged.without_doubt(gateway, text, calm, state), state)
    calm = carried.of_the_talk(text, calm, state)
    text = carried.question_in(text)
    if calm.intent != found.intent:
        leant = calm.intent
    elif leant := carried.reading(text, calm, state):
        pass
    elif meant := refusal(text, state) or judged.judged(gateway, text, calm, state):
        as_read = meant == found.intent and calm.plan == found.plan and not is_unclear(found)
        leant, calm = "" if as_read else meant, judged.as_meant(calm, meant)
        if met := passage.met_by(gateway, text, calm, state, meant):
            return met
    else:
        leant = (
            sides.by_itself(text, calm)
            or asides.reading(text, calm, state)
            or _of_the_matter(gateway, text, calm, state)
        )
    part = nearest.part_of_last(gateway, text, calm, state, leant)
    if part := part or nearest.part_of_told(gateway, text, calm, state, leant):
        return part
    return _chosen(heard, Offer("", leant, dict(found.entities))) if leant else found


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
                same = best == found.intent and not is_unclear(found)
                return leant if same else best
            if leant or joint.intent == found.intent:
                break  # It is read so with the matter in front too.
    return leant


def danger_in(heard: Heard) -> Reading | None:
    """The reading of words that seem plain (thanks, a goodbye, leave it), if the model sees danger."""
    if len(heard.text.split()) <= FEW_WORDS and not heard.screened.crisis:
        return None
    with contextlib.suppress(RasaDown):
        found = _ask(heard)
        if tells_of_danger(found):
            return Reading(understood=found)
    return None


def read_beside(gateway: Gateway, talk: Talk, state: TalkState, text: str) -> Reading:
    """What is said to the human who holds the talk, read for danger alone; nothing else comes of it."""
    if not any(c.isalnum() for c in text):
        return Reading()
    haste = screen(text).crisis
    feared = state.told_of == "safeguarding"
    try:
        found = gateway.rasa.ask(talk.id, [], text=to_be_read(text), in_haste=haste)
    except RasaDown:
        # The adviser has the message; what the screen was not certain of is danger now.
        return Reading("unsafe" if haste else _beside_at_once(text, feared))
    if found.intent == "crisis":
        return Reading("unsafe", found)
    feared = feared or (found.intent == "safeguarding" and found.confidence >= SURE)
    return Reading(_beside_at_once(text, feared), found)


def _beside_at_once(text: str, feared: bool) -> str | None:
    """The command for what nobody may wait with until the human has read it."""
    if at_once.of_the_body(text):
        return "ill_now"
    return "attacked_now" if at_once.of_another(text, feared) else None


def tells_of_danger(found: Understood) -> bool:
    """Whether somebody is in danger, or is to be asked whether they are."""
    return found.intent in SAFETY_KIND or ASK_SAFE in found.plan


def is_unclear(found: Understood | None) -> bool:
    """Words that nobody understands, after a crisis, are no sign that all is well."""
    return found is not None and any("clarify" in item for item in found.plan)


def to_be_read(text: str) -> str:
    """As much as is understood: of a long message the beginning and the end, where most is said.

    Of what was hidden its name stays; that it was removed is no word of the person's.
    """
    text = _HIDDEN.sub(r"\1", text)
    half = READ_BY_RASA // 2
    return text if len(text) <= READ_BY_RASA else f"{text[:half]}\n{text[-half:]}"
