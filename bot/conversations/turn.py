"""A turn: what happens to one waiting message of a person, stage by stage.

  control     a human holds the talk: the message goes to the console, the bot is silent
  command     words such as MORE, and replies to choices
  understand  Rasa: intent, entities, dialogue, actions -> a reply plan
  compose, commit  words, effects and the new tracker in ONE transaction

What comes before, storing the message and answering a crisis, is `bot.conversations.accept`.
"""

import contextlib
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from bot import crash
from bot.cases import desk
from bot.cases.models import Kind
from bot.channels.base import CHANNELS
from bot.content.languages import language_of
from bot.conversations import (
    again,
    callback,
    guided,
    handover,
    inbox,
    leaving,
    near,
    reports,
    safe,
    search_talk,
)
from bot.conversations.accept import READ_BY_RASA, answer_crisis
from bot.conversations.choices import choose, is_unsure
from bot.conversations.commands import command_in
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.context import in_context
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Holder, Message, Turn
from bot.conversations.plan import (
    PERSON,
    SAFETY_KIND,
    Deed,
    about_danger,
    carry_out,
    erase_offers,
)
from bot.conversations.several import in_guide, in_order, with_other_questions
from bot.conversations.speak import Result, send, send_next_page
from bot.conversations.state import Offer, TalkState
from bot.dialogue.client import RasaDown, Understood
from bot.safety import screen

log = structlog.get_logger()

FEW_WORDS = 3
"""Answers to a form up to this length are a name, a number, a time: Rasa need not see them."""
LATE = timedelta(minutes=30)
"""An answer that comes later than this begins with an apology."""
MOST_TRIES = 3
"""A message that fails so often is given up, and the person is told."""
HIDDEN = {
    "ni_number": "a National Insurance number",
    "card_number": "a card number",
    "sort_code_account": "bank details",
    "password": "a password",
}
"""What is masked in a message, in words for the person."""
MEDIA = {
    "picture": "I cannot look at pictures",
    "voice": "I cannot listen to voice messages",
    "video": "I cannot watch videos",
    "": "I can only read words",
}
"""What was sent besides words, as the beginning of an answer."""
AS_INTENT = {
    "person": "talk_to_human", "more": "more_detail", "privacy": "privacy", "simpler": "simpler",
}  # fmt: skip
"""Command words that Rasa deals with like the intent they name."""
COMMAND_INTENT = {
    "summary_yes": "affirm", "summary_plan": "affirm", "summary_no": "deny",
    "person": "talk_to_human", "callback": "talk_to_human", "help": "menu", "more": "more_detail", "forget": "delete_my_data",
    "forget_sure": "delete_my_data", "forget_not": "deny", "stop": "stop_messages",
    "start": "resume_messages", "welcome": "greet", "form_easy_read": "simpler", "form_plain": "change_format", "unsure": "affirm", "unsafe": "crisis", "other_unsafe": "crisis_other",
    "language": "change_language",
}  # fmt: skip
EMPTY = [{"note": "empty"}]
"""The plan for a message without a letter or digit in it."""
SOFT = {"affirm", "deny", "thank", "goodbye", "greet", "out_of_scope", "handover_cancel", "repeat"}
"""After a crisis, words like these are met with care, not with their everyday answer."""


@dataclass
class Reading:
    """What a message asks for, before anything is done: a command, a plan, or `waits` for Rasa."""

    command: str | None = None
    understood: Understood | None = None
    waits: bool = False


def run_turns(gateway: Gateway, conversation_id: str, owner: str) -> list[Result]:
    """Deal with all waiting messages of a conversation, oldest first; one worker at a time.

    While Rasa is down the messages that need it keep waiting, and those behind them that the gateway
    can deal with alone (`person`, `help`, a choice it offered) do not wait for them.
    """
    results: list[Result] = []
    passed, without_rasa = 0, False
    while True:
        with gateway.database.begin(light=True) as session:
            now = gateway.clock.now()
            talk = inbox.talk_of(session, gateway.vault, conversation_id, lock=True)
            if talk is None or not inbox.lease(talk.row, owner, now):
                return results
            message = inbox.next_waiting(session, conversation_id, now, passed)
            off = message is not None and message.channel in gateway.switches.current()
            if message is None or (off and talk.row.held_by != Holder.HUMAN):
                inbox.release(talk.row, owner)
                return results
            before = handover.adviser_before(session, talk, now)
        retry_at = talk.row.retry_at
        without_rasa = without_rasa or (retry_at is not None and retry_at > now)
        result = _one_turn(gateway, talk, message, before, owner, without_rasa)
        gateway.wake(conversation_id)
        if result is None:
            return results
        results.append(result)
        if result.waits:
            passed, without_rasa = message.number, True
        elif result.last:
            return results


def give_up_or_wait(gateway: Gateway, conversation_id: str, owner: str) -> None:
    """After an error in a turn: free the talk, try the message later, give it up the third time."""
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        talk = inbox.talk_of(session, gateway.vault, conversation_id, lock=True)
        if talk is None or not inbox.keep_lease(talk.row, owner, now):
            return
        message = inbox.next_waiting(session, conversation_id, now)
        if message is not None:
            message.attempts += 1
            talk.row.retry_at = now + gateway.retry_after
            if message.attempts >= MOST_TRIES:
                message.turn, talk.row.retry_at = Turn.DONE, None
                composer = gateway.composer(talk, CHANNELS[message.channel], TalkState())
                out = Outgoing(parts=[composer.say("given_up")], author=Author.SERVICE)
                send(session, talk, composer, out, Result(), message.channel)
        inbox.release(talk.row, owner)
    gateway.wake(conversation_id)


def heard(body: dict) -> str:
    """What a message says, with the pieces of the same text that came before it."""
    return body.get("joined") or body["text"]


def _one_turn(
    gateway: Gateway, talk: Talk, message: Message, before: str, owner: str, without_rasa: bool
) -> Result | None:
    """One message from understanding to commit. None if the lease was lost meanwhile.

    `before`: the name of the adviser who talked with this person, if they may ask for them again.
    """
    body = talk.key.open("body", message.body)
    state, text = inbox.state_of(talk), heard(body)
    reading = Reading()
    if talk.row.held_by == Holder.HUMAN:
        reading = _read_beside(gateway, talk, text)
    else:
        crash.at("before Rasa")
        reading = _read(gateway, talk, state, message, text, before, without_rasa)
        crash.at("after Rasa")
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        was_held = talk.row.held_by
        talk = inbox.talk_of(session, gateway.vault, talk.id, lock=True)
        if talk is None or not inbox.keep_lease(talk.row, owner, now):
            return None
        message = session.get(Message, message.id)
        composer = gateway.composer(talk, CHANNELS[message.channel], state)
        if talk.row.held_by == Holder.HUMAN:
            return _beside(gateway, session, talk, composer, message, reading)
        if was_held == Holder.HUMAN:
            # Handed back in this moment: the assistant reads the message in the next round.
            inbox.release(talk.row, owner)
            return None
        if reading.waits:
            return _wait(gateway, session, talk, composer, message)
        message.turn = Turn.DONE
        talk.row.retry_at = talk.row.retry_at if without_rasa else None
        state.told_down = state.told_down if without_rasa else 0
        result = _answer(gateway, session, talk, composer, message, body, reading)
        if without_rasa:
            return result
        with session.no_autoflush:
            # Everything of this turn is written together, at the commit.
            behind = inbox.next_waiting(session, talk.id, now, message.number)
        if behind is None:
            # Let go in the same commit; a message that comes now finds the talk free.
            inbox.release(talk.row, owner)
            result.last = True
        return result


def _read(
    gateway: Gateway,
    talk: Talk,
    state: TalkState,
    message: Message,
    text: str,
    before: str,
    without_rasa: bool,
) -> Reading:
    """What the message asks for; Rasa is asked only if the gateway cannot tell by itself."""
    if state.asked_safe and (said := safe.after_crisis(text)):
        return Reading(said)
    offer = None if search_talk.picks_listing(text, state) else choose(text, state.offers)
    offer = offer or near.without_place(text, state) or safe.reply(text, state.offers)
    command = offer.command if offer else command_in(text, message.channel)
    if offer is not None and offer.intent == "crisis":
        return Reading("unsafe")
    if offer is None and is_unsure(text) and any(o.word == "yes" for o in state.offers):
        return Reading("unsure")
    if command in AS_INTENT and not (command == "more" and state.pages):
        offer, command = Offer("", AS_INTENT[command]), None
    if command:
        return Reading(command)
    if callback.reads(state, text):
        return _reply_to_form(gateway, talk, state, text)
    if before and handover.asks_for(before, text) and not screen(text).crisis:
        return Reading("come_back")
    try:
        if without_rasa:
            raise RasaDown("waiting")
        understood = _understand(gateway, talk, state, text, offer)
        # Danger comes first in any language; for the rest, nothing is made up from half a reading.
        theirs = about_danger(understood) or in_guide(understood)
        if offer is None and language_of(text) and not theirs:
            # The meaning is not read in other languages: what the screen knows of them decides.
            return Reading("unsafe" if screen(text).crisis else "language")
        return Reading(understood=understood)
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


def _read_beside(gateway: Gateway, talk: Talk, text: str) -> Reading:
    """What is said to the human who holds the talk, read for danger alone; nothing else comes of it."""
    if not any(c.isalnum() for c in text):
        return Reading()
    try:
        found = gateway.rasa.ask(talk.id, [], text=_to_be_read(text))
    except RasaDown:
        # The adviser has the message; what the screen was not certain of is danger now.
        return Reading("unsafe" if screen(text).crisis else None)
    return Reading("unsafe" if found.intent == "crisis" else None, found)


def _beside(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    message: Message,
    reading: Reading,
) -> Result:
    """A message to the human who holds the talk: the assistant is silent, unless it tells of danger."""
    out, result, state = Outgoing(), Result(), composer.state
    message.turn, state.offers, state.asked_safe = Turn.DONE, [], False
    if understood := reading.understood:
        result = Result(understood.intent, understood.confidence, understood.entities)
    if reading.command == "unsafe":
        result.intent = "crisis"
        answer_crisis(gateway, session, talk, composer, out)
        send(session, talk, composer, out, result, message.channel)
    inbox.keep_state(talk, state)
    return result


def _reply_to_form(gateway: Gateway, talk: Talk, state: TalkState, text: str) -> Reading:
    """An answer to the call-back form, unless it tells of danger in words the screen does not know."""
    if len(text.split()) > FEW_WORDS:
        with contextlib.suppress(RasaDown):
            understood = _understand(gateway, talk, state, text, None)
            if understood.intent in SAFETY_KIND:
                return Reading(understood=understood)
    return Reading(callback.COMMAND)


def _answer(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    message: Message,
    body: dict,
    reading: Reading,
) -> Result:
    """Words, effects, tracker and memory of one turn, in the caller's transaction."""
    state, text = composer.state, heard(body)
    if reading.command == "more":
        result = Result("more_detail", 1.0)
        send_next_page(session, talk, composer, result, message.channel)
        inbox.keep_state(talk, state)
        return result
    out, result = Outgoing(), Result()
    if composer.now - message.created > LATE:
        out.parts.append(composer.say("late"))
    if media := body.get("media"):
        out.parts.append(composer.say("media", what=MEDIA.get(media, MEDIA[""])))
    if hidden := body.get("hidden"):
        what = " and ".join(HIDDEN[kind] for kind in hidden)
        out.parts.append(composer.say("personal_data", what=what))
    if reading.command == callback.COMMAND:
        result = Result("talk_to_human", 1.0)
        callback.step(session, talk, composer, out, text, message.channel)
    elif reading.command == "come_back":
        result = Result("talk_to_human", 1.0)
        handover.come_back(session, talk, composer, out, message.number)
    elif understood := reading.understood:
        result = Result(understood.intent, understood.confidence, understood.entities)
        if not (media and understood.plan == EMPTY):
            _act(gateway, session, talk, composer, out, text, understood)
        if state.callback:
            callback.go_on(composer, out, understood)
        talk.row.tracker = talk.key.seal("tracker", understood.tracker)
    else:
        if reading.command == "language":
            composer.values["language"] = language_of(text)
        _obey(gateway, session, talk, composer, out, reading.command)
        result.intent = COMMAND_INTENT.get(reading.command, reading.command)
        result.confidence = 1.0
    if body.get("long") or len(text) > READ_BY_RASA:
        out.parts.append(composer.say("too_long"))
    state.offers, state.offered = out.offers, composer.now.isoformat()
    if out.answers:
        state.answers = out.answers
    state.asked_safe = bool({"crisis", "crisis.after", "crisis.not_safe"}.intersection(out.answers))
    state.told = bool(out.answers)
    state.guide = out.guide or (state.guide if out.again else {})
    send(session, talk, composer, out, result, message.channel)
    inbox.keep_state(talk, state)
    return result


def _understand(
    gateway: Gateway, talk: Talk, state: TalkState, text: str, offer: Offer | None
) -> Understood:
    tracker = talk.key.open("tracker", talk.row.tracker) if talk.row.tracker else []
    if offer is None:
        if not any(c.isalnum() for c in text):
            return Understood("", 0.0, plan=EMPTY, tracker=tracker)
        found = gateway.rasa.ask(talk.id, tracker, text=_to_be_read(text))
        # `Yes` in many words: the choice that the newest question calls yes (or no).
        said = found.plan[0].get("again") if found.plan else None
        word = {"affirm": "yes", "deny": "no"}.get(said, "")
        offer = next((o for o in state.offers if word and o.word == word), None)
        if wanted := near.to_look_for(state, found):
            search = gateway.rasa.ask(
                talk.id, found.tracker, choice="find_service", entities=wanted
            )
            return near.with_search(found, search)
        if offer is None and (meant := in_context(text, found, state)):
            offer = Offer("", meant, dict(found.entities))
        if offer is None or offer.command:
            return found
    return gateway.rasa.ask(talk.id, tracker, choice=offer.intent, entities=offer.entities)


def _to_be_read(text: str) -> str:
    """As much as is understood: of a long message the beginning and the end, where most is said."""
    half = READ_BY_RASA // 2
    return text if len(text) <= READ_BY_RASA else f"{text[:half]}\n{text[-half:]}"


def _wait(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, message: Message
) -> Result:
    """Rasa is down: the message keeps waiting, and the person is told once."""
    state, result = composer.state, Result(waits=True)
    talk.row.retry_at = gateway.clock.now() + gateway.retry_after
    if not state.told_down:
        state.told_down = message.number
        out = Outgoing(parts=[composer.say("waits")], author=Author.SERVICE)
        send(session, talk, composer, out, result, message.channel)
        inbox.keep_state(talk, state)
    return result


def _act(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    text: str,
    understood: Understood,
) -> None:
    """Carry out the plan; after a crisis keep help in view."""
    case = desk.open_case_of(session, talk.id)
    in_crisis = case is not None and case.kind == Kind.CRISIS
    in_danger = in_crisis or (case is not None and case.kind == Kind.SAFEGUARDING)
    if in_danger and (understood.intent in SOFT or understood.confidence < 0.5):
        composer.answer(out, "crisis.after" if in_crisis else "safeguarding.after")
        return
    understood = in_order(composer, understood)
    carry_out(gateway, session, talk, composer, out, text, understood)
    with_other_questions(composer, out, understood)
    if in_crisis and understood.intent != "crisis":
        out.parts.append(composer.say("crisis_known"))


def _obey(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, out: Outgoing, command: str
) -> None:
    """Do what the gateway does without Rasa."""
    if command == "unsafe":
        answer_crisis(gateway, session, talk, composer, out)
    elif command in ("safe", "not_safe"):
        composer.answer(out, f"crisis.{command}")
    elif command == "other_unsafe":
        composer.answer(out, "crisis_other")
        handover.ask_for_person(session, talk, composer, out, Kind.SAFEGUARDING, share=True)
        out.offers = []
    elif command == "person":
        # Rasa is down, so nobody asked whether the talk may be shown: it is not.
        handover.ask_for_person(session, talk, composer, out, Kind.ASKED, share=None)
    elif command == "language":
        composer.answer(out, "change_language")
        out.offers = [PERSON]
    elif command == "forget":
        out.parts.append(composer.say("erase_sure"))
        out.offers = erase_offers()
    elif command == "forget_sure":
        gateway.erase(session, talk, composer, out)
    elif command == "forget_not":
        composer.answer(out, "deny")
    elif command == "unsure":
        # `Maybe` is not a yes: nothing is shown, deleted or sent on the strength of it.
        out.parts.append(composer.say("unsure"))
        out.offers = composer.state.offers
    elif command.startswith("summary_"):
        answer = command.removeprefix("summary_")
        leaving.answer_summary(session, talk, composer, out, gateway.vault, answer)
    elif command.startswith(reports.COMMAND):
        reports.take_choice(session, talk, composer, out, command)
    elif command == "callback":
        callback.begin(talk, composer, out)
    elif command in ("form_easy_read", "form_plain"):
        form = command.removeprefix("form_")
        deed = Deed(gateway, session, talk, composer, out, "", Understood("", 0.0))
        if not guided.in_form(deed, form):
            (again.simpler if form == "easy_read" else again.longer)(composer, out)
    elif command == "welcome":
        out.parts.append(composer.say("welcome"))
    elif command == "start":
        out.parts.append(composer.say("not_stopped"))
    else:
        out.parts.append(composer.say("help"))
