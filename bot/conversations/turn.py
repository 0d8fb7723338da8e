"""A turn: what happens to one message of a person, stage by stage.

accept   in ONE transaction with storing it: crisis screen and STOP/START. They need no Rasa, no
         worker and no lease, so they work while everything else is down or busy.
control  a human holds the talk: the message goes to the console, the bot is silent
command  words such as MORE, and replies to choices
understand  Rasa: intent, entities, dialogue, actions -> a reply plan
compose, commit  words, effects and the new tracker in ONE transaction
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.models import Kind
from bot.channels.base import CHANNELS, Capabilities
from bot.content import gsm
from bot.conversations import handover, inbox, optout
from bot.conversations.choices import choose
from bot.conversations.commands import command_in
from bot.conversations.compose import Composer, Outgoing, text_with_choices
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Address, Author, Holder, Message, Sending, Turn
from bot.conversations.plan import carry_out, with_other_questions
from bot.conversations.state import Offer, TalkState
from bot.dialogue.client import RasaDown, Understood
from bot.safety import screen

log = structlog.get_logger()

READ_BY_RASA = 2_000
"""Characters of a message that are understood; the rest is kept."""
LATE = timedelta(minutes=30)
"""An answer that comes later than this begins with an apology."""
MORE_ENDING = " Reply MORE."
HIDDEN = {
    "ni_number": "a National Insurance number",
    "card_number": "a card number",
    "sort_code_account": "bank details",
    "password": "a password",
}
"""What is masked in a message, in words for the person."""


@dataclass
class Result:
    """What one turn did; the shape of `chat --json` is made from it."""

    intent: str = ""
    confidence: float = 0.0
    entities: list[tuple[str, Any]] = field(default_factory=list)
    replies: list[tuple[str, str]] = field(default_factory=list)
    """(author, text) of each message to the person."""
    answers: list[str] = field(default_factory=list)
    waits: bool = False
    """True if Rasa was down and the message is kept for later."""


def accept(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    text: str,
    *,
    channel: str,
    address: Address | None = None,
    once: str | None = None,
    provider_id: str | None = None,
) -> tuple[Message | None, Result | None]:
    """Store a message; deal at once with a crisis, STOP and START.

    Returns the stored message (None if it was there already) and, if it is dealt with, the result.
    """
    now = gateway.clock.now()
    message = inbox.receive(
        session, talk, text, now, channel=channel, once=once, provider_id=provider_id
    )
    if message is None:
        return None, None
    composer = gateway.composer(talk, CHANNELS[channel], TalkState.from_json(None))
    out, result = Outgoing(), None
    command = command_in(text, channel, opted_out=bool(address and address.opted_out))
    if screen(inbox.clean(text)).crisis:
        result = Result("crisis", 1.0)
        _crisis(gateway, session, talk, composer, out)
    opted_out = address is not None and address.opted_out is not None
    if command == "stop":
        # Honoured in a crisis too: the fixed text is the last one, the case stays open.
        optout.stop(session, talk, now)
        if result is None:
            result = Result("stop_messages", 1.0)
            out.parts.append(composer.say("stopped"))
    elif command == "start" and talk.row.ended is not None:
        optout.start(session, talk)
        if result is None:
            result = Result("resume_messages", 1.0)
            out.parts.append(composer.say("started"))
    elif opted_out and result is None:
        result = Result()
    elif not opted_out:
        talk.row.ended = None
    if result is not None:
        message.turn = Turn.DONE
        send(session, talk, composer, out, result, channel)
    return message, result


def _crisis(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, out: Outgoing
) -> None:
    composer.answer(out, "crisis")
    handover.ask_for_person(
        session, talk, composer, out, Kind.CRISIS, share=True,
        minutes=gateway.settings.waiting_minutes,
    )  # fmt: skip
    out.offers = []


def run_turns(gateway: Gateway, conversation_id: str, owner: str) -> list[Result]:
    """Deal with all waiting messages of a conversation, oldest first; one worker at a time."""
    results: list[Result] = []
    while True:
        with gateway.database.begin() as session:
            now = gateway.clock.now()
            if not inbox.lease(session, conversation_id, owner, now):
                if not inbox.keep_lease(session, conversation_id, owner, now):
                    return results
            message = inbox.next_waiting(session, conversation_id)
            if message is None:
                inbox.release(session, conversation_id, owner)
                return results
            talk = inbox.talk_of(session, gateway.vault, conversation_id)
        result = _one_turn(gateway, talk, message, owner)
        gateway.wake(conversation_id)
        if result is None:
            return results
        results.append(result)
        if result.waits:
            return results


def _one_turn(gateway: Gateway, talk: Talk, message: Message, owner: str) -> Result | None:
    """One message from understanding to commit. None if the lease was lost meanwhile."""
    body = talk.key.open("body", message.body)
    state = _state(talk)
    caps = CHANNELS[message.channel]
    text = body["text"]
    command, offer, understood, waits = None, None, None, False
    if talk.row.held_by != Holder.HUMAN:
        offer = choose(text, state.offers)
        command = offer.command if offer else command_in(text, message.channel)
        if command in AS_INTENT and not (command == "more" and state.pages):
            offer, command = Offer("", AS_INTENT[command]), None
        if not command:
            try:
                understood = _understand(gateway, talk, state, text, offer)
            except RasaDown as error:
                log.warning("rasa_down", reason=str(error))
                wants_person = offer is not None and offer.intent == "talk_to_human"
                command, waits = ("person", False) if wants_person else (None, True)
    with gateway.database.begin() as session:
        now = gateway.clock.now()
        if not inbox.keep_lease(session, talk.id, owner, now):
            return None
        talk = inbox.talk_of(session, gateway.vault, talk.id)
        message = session.get(Message, message.id)
        composer = gateway.composer(talk, caps, state)
        if waits:
            return _wait(gateway, session, talk, composer, message, owner)
        message.turn, talk.row.retry_at = Turn.DONE, None
        if talk.row.held_by == Holder.HUMAN:
            return Result()
        out, result = Outgoing(), Result()
        if now - message.created > LATE:
            out.parts.append(composer.say("late"))
        if hidden := body.get("hidden"):
            what = " and ".join(HIDDEN[kind] for kind in hidden)
            out.parts.append(composer.say("personal_data", what=what))
        if understood is not None:
            result = Result(understood.intent, understood.confidence, understood.entities)
            _act(gateway, session, talk, composer, out, text, understood)
            talk.row.tracker = talk.key.seal("tracker", understood.tracker)
        else:
            _obey(gateway, session, talk, composer, out, command)
            result.intent = COMMAND_INTENT.get(command, command)
        if body.get("long") or len(text) > READ_BY_RASA:
            out.parts.append(composer.say("too_long"))
        state.offers = out.offers
        if out.answers:
            state.answers = out.answers
        send(session, talk, composer, out, result, message.channel)
        if talk.row.data_key is not None:
            talk.row.state = talk.key.seal("state", state.to_json())
        return result


AS_INTENT = {"person": "talk_to_human", "more": "more_detail"}
"""Command words that Rasa deals with like the intent they name."""

COMMAND_INTENT = {"person": "talk_to_human", "help": "menu", "more": "more_detail",
                  "forget": "delete_my_data", "forget_sure": "delete_my_data",
                  "forget_not": "deny", "stop": "stop_messages", "start": "resume_messages"}  # fmt: skip


def _state(talk: Talk) -> TalkState:
    sealed = talk.row.state
    return TalkState.from_json(talk.key.open("state", sealed) if sealed else None)


def _understand(
    gateway: Gateway, talk: Talk, state: TalkState, text: str, offer: Offer | None
) -> Understood:
    tracker = talk.key.open("tracker", talk.row.tracker) if talk.row.tracker else []
    if offer is None:
        if not any(c.isalnum() for c in text):
            return Understood("", 0.0, plan=[{"note": "empty"}], tracker=tracker)
        found = gateway.rasa.ask(talk.id, tracker, text=text[:READ_BY_RASA])
        # `Yes` in many words: the choice that the newest question calls yes (or no).
        word = (
            {"affirm": "yes", "deny": "no"}.get(found.plan[0].get("again", ""))
            if found.plan
            else ""
        )
        offer = next((o for o in state.offers if word and o.word == word), None)
        if offer is None or offer.command:
            return found
    return gateway.rasa.ask(talk.id, tracker, choice=offer.intent, entities=offer.entities)


def _wait(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, message: Message, owner: str
) -> Result:
    """Rasa is down: the message keeps waiting and the person is told once."""
    state, result = composer.state, Result(waits=True)
    talk.row.retry_at = gateway.clock.now() + gateway.retry_after
    if state.told_down != message.number:
        state.told_down = message.number
        out = Outgoing(author=Author.SERVICE)
        out.parts.append(composer.say("waits"))
        send(session, talk, composer, out, result, message.channel)
        talk.row.state = talk.key.seal("state", state.to_json())
    inbox.release(session, talk.id, owner)
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
    if in_crisis and (understood.intent in SOFT or understood.confidence < 0.5):
        composer.answer(out, "crisis.after")
        return
    carry_out(gateway, session, talk, composer, out, text, understood)
    with_other_questions(composer, out, understood)
    if in_crisis and understood.intent != "crisis":
        out.parts.append(composer.say("crisis_known"))


SOFT = {"affirm", "deny", "thank", "goodbye", "greet", "out_of_scope", "handover_cancel", "repeat"}
"""After a crisis, words like these are met with care, not with their everyday answer."""


def _obey(
    gateway: Gateway, session: Session, talk: Talk, composer: Composer, out: Outgoing, command: str
) -> None:
    state = composer.state
    if command == "more" and state.pages:
        out.parts.append(state.pages.pop(0))
    elif command == "person":
        # Rasa is down, so nobody asked whether the talk may be shown: it is not.
        handover.ask_for_person(
            session, talk, composer, out, Kind.ASKED, share=False,
            minutes=gateway.settings.waiting_minutes,
        )  # fmt: skip
    elif command == "forget":
        out.parts.append(composer.say("erase_sure"))
        out.offers = erase_offers()
    elif command == "forget_sure":
        gateway.erase(session, talk, composer, out)
    elif command == "forget_not":
        composer.answer(out, "deny")
    elif command == "start":
        out.parts.append(composer.say("not_stopped"))
    else:
        out.parts.append(composer.say("help"))


def erase_offers() -> list[Offer]:
    return [
        Offer("Yes, delete everything", "", word="yes", command="forget_sure"),
        Offer("No, keep it", "", word="no", command="forget_not"),
    ]


def send(
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    result: Result,
    channel: str,
) -> None:
    """Put one composed message at the end of the talk and, where a provider sends it, in the outbox."""
    caps = CHANNELS[channel]
    text = text_with_choices(out, caps)
    if not text:
        return
    text = _first_page(composer.state, text, caps, out)
    composer.state.said = text
    result.replies.append((out.author, text))
    result.answers += out.answers
    body = {
        "text": text,
        "answers": out.answers,
        "offers": [offer.label for offer in out.offers] if caps.buttons else [],
        "sources": [[s.publisher, s.title, s.url, s.date] for s in out.sources],
        "checked": out.checked.isoformat() if out.checked else None,
    }
    inbox.add_message(
        session,
        talk,
        out.author,
        body,
        composer.now,
        channel=channel,
        sending=Sending.QUEUED if caps.sends else Sending.DELIVERED,
    )


def _first_page(state: TalkState, text: str, caps: Capabilities, out: Outgoing) -> str:
    """The text, or its first page where the channel is narrow; the rest waits for MORE."""
    if caps.form != "sms":
        return text
    first, *rest = gsm.pages(text, 2, MORE_ENDING)
    if rest:
        state.pages = rest
    return first
