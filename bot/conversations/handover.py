"""Bringing in a person, and what the person who writes hears about it.

Every function works inside the caller's transaction: the case and the message that says so are
committed together or not at all. How a talk with a person ends is in `bot.conversations.leaving`.
"""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import desk, routing
from bot.cases.machine import ENDED, SAID
from bot.cases.models import AdviceOrganisation, Adviser, Case, CaseRead, Kind, Matter, Note, State
from bot.cases.shifts import answering, answering_case
from bot.conversations import needs
from bot.conversations.boundaries import matter_of
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk, messages_of
from bot.conversations.models import Author, Holder, Message
from bot.conversations.state import Offer
from bot.conversations.telling import ask_nothing_more, close_choices, tell

URGENT = (Kind.CRISIS, Kind.SAFEGUARDING)
SHORT_QUESTION = 12
"""Words; a longer question asks more than what an adviser said."""
CALLBACK = Offer("Ask for a call back", "", command="callback")


def ask_for_person(
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    kind: Kind,
    *,
    share: bool | None,
) -> Case:
    """Open a case (or find the open one) and say so in the words that fit.

    `share`: whether the person agreed that their earlier messages are shown; None if they were not
    asked, which shows nothing and leaves an open case as it is. Urgent kinds show them always.
    """
    urgent = kind in URGENT
    organisation = point_to_organisation(session, composer)
    before = desk.comes_back(session, talk.id, composer.now)
    case, new = desk.open_case(
        session,
        talk.id,
        kind,
        composer.now,
        due=due_of(composer),
        about=composer.state.last_topic if share or urgent else "",
        borough=composer.state.borough,
        shared_from=0 if share or urgent else talk.row.last_number + 1,
        matter=matter_of(composer.store, composer.state) if share or urgent else Matter.PEER,
        organisation_id=organisation.id if organisation else None,
    )
    composer.state.casework, composer.state.waiting = False, True
    if new:
        easy = ["easy_read"] if composer.form == "easy_read" else []
        add_needs(talk, case, [*easy, *(needs.asked_for(composer) if share or urgent else [])])
    if urgent:
        composer.state.callback = {}
        # The crisis text itself says that a person is told; a text message has no room for more.
        if composer.caps.form != "sms":
            out.parts.append(composer.say("case_urgent"))
        return case
    shown = composer.say("shown_all" if share else "shown_none")
    if new:
        out.parts.append(composer.say("case_opened", shown=shown))
        if before is not None and case.wanted:
            out.parts.append(composer.say("asked_first", adviser=_name(session, case.wanted)))
    else:
        if share is not None and case.kind not in URGENT:
            desk.show(session, case, 0 if share else talk.row.last_number + 1, composer.now)
            out.parts.append(shown)
        out.parts.append(composer.say("case_already"))
    if case.state != State.TALKING:
        out.offers = [CALLBACK]
    return case


def point_to_organisation(session: Session, composer: Composer) -> AdviceOrganisation | None:
    """Let the words that follow name the organisation that answers this person, and its hours."""
    organisation = routing.organisation_for(session, composer.state.borough)
    if organisation is not None:
        composer.organisation = organisation.name
    composer.hours = answering(session, organisation, composer.usual_hours, composer.now)
    return organisation


def point_to_case(session: Session, composer: Composer, case: Case) -> None:
    """Let the words that follow tell when somebody who answers this case is there."""
    composer.hours = answering_case(session, case, composer.usual_hours, composer.now)


def case_for(session: Session, talk: Talk, composer: Composer) -> Case:
    """The open case of the talk; made, without showing what was written before, if there is none."""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        organisation = point_to_organisation(session, composer)
        case, _ = desk.open_case(
            session,
            talk.id,
            Kind.ASKED,
            composer.now,
            due=due_of(composer),
            borough=composer.state.borough,
            shared_from=talk.row.last_number + 1,
            organisation_id=organisation.id if organisation else None,
            why="callback",
        )
    return case


def needs_of(talk: Talk, case: Case) -> list[str]:
    """Access needs that are known, as keys of `bot.cases.routing.NEEDS`."""
    return talk.key.open("needs", case.needs) if case.needs else []


def add_needs(talk: Talk, case: Case, named: list[str]) -> None:
    """Keep access needs with the case, beside those that are known."""
    if named:
        case.needs = talk.key.seal("needs", sorted({*needs_of(talk, case), *named}))


def open_urgent(session: Session, talk: Talk, composer: Composer, kind: Kind) -> Case:
    """The case of somebody in danger, without any words about it."""
    point_to_organisation(session, composer)
    case, _ = desk.open_case(session, talk.id, kind, composer.now, due=due_of(composer))
    return case


def due_of(composer: Composer) -> datetime:
    """When a case that waits from now on lapses."""
    return desk.due_at(composer.hours, composer.now, composer.settings.waiting_minutes)


def _name(session: Session, adviser_id: str) -> str:
    return session.get(Adviser, adviser_id).name


def adviser_before(session: Session, talk: Talk, now: datetime) -> str:
    """The name of the adviser a person may ask for again; empty if there is none."""
    if not desk.was_helped(session, talk.id):
        return ""
    case = desk.comes_back(session, talk.id, now)
    if case is None or desk.open_case_of(session, talk.id) is not None:
        return ""
    return _name(session, case.holder)


def asks_for(adviser: str, text: str) -> bool:
    """True if the words ask for the adviser of this name."""
    name = re.escape(adviser)
    shape = (
        rf"(?:hi|hello|hey|dear|ask|tell)?\s*{name}\W*"
        rf"|(?:hi|hello|hey|dear|ask|tell) {name}\b.*"
        rf"|.*\b(?:talk|speak|chat|write|back)(?: again)? (?:to|with) {name}\b.*"
    )
    return bool(re.fullmatch(shape, text.strip(), re.IGNORECASE | re.DOTALL))


def asks_what_was_said(adviser: str, text: str) -> bool:
    """True for `what did he say?` after a talk with the adviser of this name."""
    they = rf"(?:he|she|they|{re.escape(adviser)}|the (?:adviser|person|lady|man|woman|guy))"
    shape = rf"\b(?:what|wot|which|when)\b.{{0,25}}\b{they}\b.{{0,12}}\b(?:say|said|tell|told|write|wrote|mean)\b"
    return len(text.split()) <= SHORT_QUESTION and bool(re.search(shape, text, re.IGNORECASE))


def come_back(session: Session, talk: Talk, composer: Composer, out: Outgoing, number: int) -> None:
    """The person wants the adviser they talked with. What they said yes to before still holds.

    `number`: their message that asks for it. What they wrote to the assistant in between stays
    between the two.
    """
    case = desk.comes_back(session, talk.id, composer.now)
    if case is None or desk.open_case_of(session, talk.id) is not None:
        ask_for_person(session, talk, composer, out, Kind.ASKED, share=None)
        return
    point_to_organisation(session, composer)
    desk.reopen(session, case, desk.Actor.PERSON, composer.now, due_of(composer))
    desk.show_again_from(case, number)
    out.parts.append(composer.say("come_back", adviser=_name(session, case.wanted)))
    out.offers = [CALLBACK]


def chase(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """`Is anyone coming?`"""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("nothing_asked"))
        out.offers = [
            Offer("Yes, a person", "talk_to_human", word="yes"),
            Offer("No, carry on", "menu", word="no"),
        ]
        return
    desk.chase(session, case, composer.now)
    point_to_case(session, composer, case)
    if case.state == State.CALLBACK_DUE:
        out.parts.append(composer.say("callback_chased"))
        return
    out.parts.append(composer.say("chased"))
    out.offers = [CALLBACK]


def cancel(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """The person is not wanted any more. An urgent case is not closed by this."""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("not_waiting"))
    elif case.kind in URGENT:
        out.parts.append(composer.say("urgent_stays"))
    elif case.state != State.TALKING:
        desk.move(session, case, "cancel", desk.Actor.PERSON, composer.now)
        composer.state.callback, composer.state.waiting = {}, False
        read = "" if _was_read(session, talk) else composer.say("read_by_nobody")
        out.parts.append(composer.say("cancelled", read=read))


def hide(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """The person takes back that their earlier messages may be shown."""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("not_waiting"))
    elif case.kind in URGENT:
        out.parts.append(composer.say("urgent_shown"))
    else:
        read = _was_read(session, talk)
        desk.hide_before(session, case, talk.row.last_number + 1, composer.now)
        out.parts.append(composer.say("hidden_late" if read else "hidden"))
        out.offers = [CALLBACK]


def show_no_part(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """Leave for a part only: nothing is shown, and what was shown is hidden again if it may be."""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("all_or_nothing"))
    elif case.kind in URGENT:
        out.parts.append(composer.say("urgent_shown"))
    else:
        desk.hide_before(session, case, talk.row.last_number + 1, composer.now)
        out.parts.append(composer.say("all_or_nothing_now"))
        out.offers = [CALLBACK]


def reach_so(session: Session, talk: Talk, composer: Composer, out: Outgoing, number: int) -> None:
    """The person said how or when to get in touch: whoever comes sees that message, and what is next.

    `number`: that message. It says nothing about what was written before, so that stays hidden.
    """
    case = desk.open_case_of(session, talk.id)
    if case is None:
        ask_nothing_more(talk)
        heard = Outgoing()
        case = ask_for_person(session, talk, composer, heard, Kind.ASKED, share=None)
        desk.show_from(case, number)
        out.parts.append(composer.say("reach_noted"))
    else:
        desk.show_from(case, min(case.shared_from, number))
        point_to_case(session, composer, case)
        out.parts.append(composer.say("reach_known"))
    out.offers = [CALLBACK]


def said_by_adviser(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, most: int = 3
) -> None:
    """`What did they say?`: the last things the adviser wrote, word for word."""
    messages = [m for m in messages_of(session, talk.id) if m.author == Author.ADVISER and m.body]
    said = [(m.author_name or "", talk.key.open("body", m.body)["text"]) for m in messages[-most:]]
    if not said:
        out.parts.append(composer.say("nothing_before"))
        return
    name = said[-1][0] or composer.say("an_adviser")
    lines = "\n\n".join(text for _, text in said)
    out.parts.append(composer.say("adviser_said", adviser=name, said=lines))


def _was_read(session: Session, talk: Talk) -> bool:
    """True if an adviser has opened this talk, now or in an earlier case."""
    query = select(CaseRead.case_id).join(Case, Case.id == CaseRead.case_id)
    return session.scalar(query.where(Case.conversation_id == talk.id).limit(1)) is not None


def join(session: Session, talk: Talk, composer: Composer, case_id: str, adviser: Adviser) -> Case:
    """An adviser takes the case; from now on the assistant is silent. Raises MoveRefused."""
    case = session.get(Case, case_id)
    if case is not None and case.kind not in URGENT and routing.is_full(session, adviser):
        raise desk.MoveRefused(
            f"You have {adviser.capacity} talks already, as many as you said you can. "
            "Finish one first, or change the number under your settings."
        )
    kept = case is not None and case.wanted == adviser.id
    case = desk.claim(session, case_id, adviser.id, composer.now, "kept" if kept else "")
    _enter(session, talk, composer, adviser)
    return case


def step_in(
    session: Session, talk: Talk, composer: Composer, case_id: str, adviser: Adviser
) -> Case:
    """An adviser comes back, unasked, to a person they talked with. Raises MoveRefused."""
    case = desk.step_in(session, case_id, adviser.id, composer.now)
    desk.show_again_from(case, talk.row.last_number + 1)
    _enter(session, talk, composer, adviser)
    return case


def _enter(session: Session, talk: Talk, composer: Composer, adviser: Adviser) -> None:
    talk.row.held_by = Holder.HUMAN
    close_choices(talk)
    text = composer.say("joined", adviser=adviser.name)
    tell(session, talk, composer, Author.SERVICE, text)


def may_reply(case: Case, adviser: Adviser) -> None:
    """Raises MoveRefused unless the adviser is the one who talks with the person."""
    if case.state in ENDED:
        raise desk.MoveRefused(f"That is not possible: {SAID[State(case.state)]}.")
    if case.state != State.TALKING:
        raise desk.MoveRefused("That is not possible: take this case first.")
    if case.holder != adviser.id:
        raise desk.MoveRefused("That is not possible: somebody else is talking with this person.")


def reply(
    session: Session,
    talk: Talk,
    composer: Composer,
    case: Case,
    adviser: Adviser,
    text: str,
    once: str | None,
) -> Message:
    """The adviser writes to the person. Only the holder of a case in talk may. Raises MoveRefused."""
    may_reply(case, adviser)
    return tell(session, talk, composer, Author.ADVISER, text, name=adviser.name, once=once)


def write_note(
    session: Session, talk: Talk, case: Case, adviser: Adviser, text: str, now: datetime
) -> Note:
    note = Note(case_id=case.id, adviser_id=adviser.id, at=now, body=talk.key.seal("note", text))
    session.add(note)
    session.flush()
    return note


def state_words(session: Session, talk: Talk) -> str:
    """bot, waiting_for_human, human or ended."""
    if talk.row.ended is not None:
        return "ended"
    if talk.row.held_by == Holder.HUMAN:
        return "human"
    return "waiting_for_human" if desk.open_case_of(session, talk.id) else "bot"
