"""Bringing in a person, and what the person who writes hears about it.

Every function works inside the caller's transaction: the case and the message that says so are
committed together or not at all.
"""

import re
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import desk, routing
from bot.cases.hours import in_words
from bot.cases.models import AdviceOrganisation, Adviser, Case, CaseRead, Kind, Matter, Note, State
from bot.conversations.boundaries import matter_of
from bot.conversations.compose import Composer, Outgoing, text_with_choices
from bot.conversations.inbox import Talk, keep_state, messages_of, state_of
from bot.conversations.limits import QuietHours
from bot.conversations.models import Author, Holder, Message
from bot.conversations.queue import queue
from bot.conversations.state import Offer
from bot.conversations.support_plan import add_to_plan, keep_plan, plan_of
from bot.privacy.vault import Vault

URGENT = (Kind.CRISIS, Kind.SAFEGUARDING)
CALLBACK = Offer("Ask for a call back", "", command="callback")
PROMISED_MINUTES = 8 * 60
"""Opening minutes after which a call back that was not made is late, and a lead is alarmed."""
SUMMARY = (
    Offer("Yes, keep it", "", word="yes", command="summary_yes"),
    Offer("Keep it and put it in my plan", "", command="summary_plan"),
    Offer("No, delete it", "", word="no", command="summary_no"),
)
REST = timedelta(hours=2)
"""After a crisis talk another crisis is not the adviser's next case for so long, unless they choose."""


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
        due=_due(composer),
        about=composer.state.last_topic if share or urgent else "",
        borough=composer.state.borough,
        shared_from=0 if share or urgent else talk.row.last_number + 1,
        matter=matter_of(composer.store, composer.state) if share or urgent else Matter.PEER,
        organisation_id=organisation.id if organisation else None,
    )
    composer.state.casework = False
    if new and case.needs is None and composer.form == "easy_read":
        case.needs = talk.key.seal("needs", ["easy_read"])
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
        composer.hours = routing.hours_of(session, organisation, composer.hours)
    return organisation


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
            due=_due(composer),
            borough=composer.state.borough,
            shared_from=talk.row.last_number + 1,
            organisation_id=organisation.id if organisation else None,
        )
    return case


def needs_of(talk: Talk, case: Case) -> list[str]:
    """Access needs that are known, as keys of `bot.cases.routing.NEEDS`."""
    return talk.key.open("needs", case.needs) if case.needs else []


def open_urgent(session: Session, talk: Talk, composer: Composer, kind: Kind) -> Case:
    """The case of somebody in danger, without any words about it."""
    case, _ = desk.open_case(session, talk.id, kind, composer.now, due=_due(composer))
    return case


def _due(composer: Composer) -> datetime:
    """When a case that waits from now on lapses."""
    return desk.due_at(composer.hours, composer.now, composer.settings.waiting_minutes)


def _name(session: Session, adviser_id: str) -> str:
    return session.get(Adviser, adviser_id).name


def named_in(session: Session, talk: Talk, text: str, now: datetime) -> Case | None:
    """The ended case to come back to, if the words ask for the adviser who had it."""
    case = desk.comes_back(session, talk.id, now)
    if case is None or desk.open_case_of(session, talk.id) is not None:
        return None
    name = re.escape(_name(session, case.holder))
    shape = (
        rf"(?:hi|hello|hey|dear|ask|tell)?\s*{name}\W*"
        rf"|(?:hi|hello|hey|dear|ask|tell) {name}\b.*"
        rf"|.*\b(?:talk|speak|chat|write|back)(?: again)? (?:to|with) {name}\b.*"
    )
    return case if re.fullmatch(shape, text.strip(), re.IGNORECASE | re.DOTALL) else None


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
    desk.reopen(session, case, desk.Actor.PERSON, composer.now, _due(composer))
    desk.show_again_from(case, number)
    out.parts.append(composer.say("come_back", adviser=_name(session, case.wanted)))
    out.offers = [CALLBACK]


def chase(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """`Is anyone coming?`"""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("nothing_asked"))
        return
    desk.chase(session, case, composer.now)
    composer.hours = routing.hours_for_case(session, case, composer.hours)
    if case.state == State.CALLBACK_DUE:
        out.parts.append(composer.say("callback_chased"))
        return
    out.parts.append(composer.say("chased"))
    out.offers = [CALLBACK]


def cancel(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """The person is not wanted any more. An urgent case is not closed by this."""
    case = desk.open_case_of(session, talk.id)
    if case is None:
        out.parts.append(composer.say("cancelled", read=""))
    elif case.kind in URGENT:
        out.parts.append(composer.say("urgent_stays"))
    elif case.state != State.TALKING:
        desk.move(session, case, "cancel", desk.Actor.PERSON, composer.now)
        composer.state.callback = {}
        read = "" if _was_read(session, talk) else composer.say("read_by_nobody")
        out.parts.append(composer.say("cancelled", read=read))


def _was_read(session: Session, talk: Talk) -> bool:
    """True if an adviser has opened this talk, now or in an earlier case."""
    query = select(CaseRead.case_id).join(Case, Case.id == CaseRead.case_id)
    return session.scalar(query.where(Case.conversation_id == talk.id).limit(1)) is not None


def lapse(session: Session, talk: Talk, composer: Composer, case: Case) -> Message:
    """Nobody came in time: the person is told (not at night), and a lead is alarmed."""
    composer.hours = routing.hours_for_case(session, case, composer.hours)
    desk.move(session, case, "lapse", desk.Actor.SERVICE, composer.now)
    morning = QuietHours.parse(composer.settings.quiet_hours).over_at(composer.now)
    return _tell_with(session, talk, composer, "lapsed", [CALLBACK], send_after=morning)


def join(
    session: Session, talk: Talk, composer: Composer, case_id: str, adviser: Adviser, why: str = ""
) -> Case:
    """An adviser takes the case; from now on the assistant is silent. Raises MoveRefused."""
    case = session.get(Case, case_id)
    if case is not None and case.kind not in URGENT and routing.is_full(session, adviser):
        raise desk.MoveRefused(
            f"You have {adviser.capacity} talks already, as many as you said you can. "
            "Finish one first, or change the number under your settings."
        )
    case = desk.claim(session, case_id, adviser.id, composer.now, why)
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
    _close_choices(talk)
    text = composer.say("joined", adviser=adviser.name)
    _tell(session, talk, Author.SERVICE, text, composer.now)


def reply(
    session: Session, talk: Talk, case: Case, adviser: Adviser, text: str, now: datetime, once: str
) -> Message:
    """The adviser writes to the person. Only the holder of a case in talk may. Raises MoveRefused."""
    if case.state != State.TALKING:
        raise desk.MoveRefused("That is not possible: take this case first.")
    if case.holder != adviser.id:
        raise desk.MoveRefused("That is not possible: somebody else is talking with this person.")
    return _tell(session, talk, Author.ADVISER, text, now, name=adviser.name, once=once)


def leave(
    session: Session,
    talk: Talk,
    composer: Composer,
    case: Case,
    adviser: Adviser,
    move: str,
    *,
    to: Adviser | None = None,
    summary: list[str] | None = None,
) -> None:
    """Hand back, close, put back into the queue, pass on, or promise a call back. MoveRefused.

    `to`: the colleague a case is passed on to. They are asked first; nobody can be made to take it.
    `summary`: lines on what was agreed; the person sees them and says whether they are kept.
    """
    due = _due(composer) if move in ("release", "pass_on") else None
    if move == "promise_callback":
        due = desk.due_at(composer.hours, composer.now, PROMISED_MINUTES)
    desk.move(session, case, move, adviser.id, composer.now, holder=adviser.id, due=due)
    if due is not None:
        case.wanted = to.id if to else adviser.id if move == "promise_callback" else None
    talk.row.held_by = Holder.BOT
    name = {
        "hand_back": "handed_back",
        "close": "closed",
        "release": "case_already",
        "pass_on": "passed_on",
        "promise_callback": "callback_by_adviser",
    }[move]
    by = in_words(due, composer.now) if due else ""
    text = composer.say(name, adviser=adviser.name, colleague=to.name if to else "", by=by)
    last = _last_words(session, talk, adviser)
    if move == "hand_back" and last and not summary:
        text += "\n\n" + composer.say("last_words", adviser=adviser.name, last=last)
    _close_choices(talk)
    _tell(session, talk, Author.SERVICE, text, composer.now)
    if summary:
        _show_summary(session, talk, composer, case, adviser, summary)
    if case.ended is not None:
        desk.close_from(case, talk.row.last_number + 1)
        if case.kind == Kind.CRISIS:
            adviser = session.get(Adviser, adviser.id)
            adviser.resting_until = composer.now + REST


def _show_summary(
    session: Session, talk: Talk, composer: Composer, case: Case, adviser: Adviser, lines: list[str]
) -> None:
    """What was agreed, shown to the person; it is kept only if they do not say no."""
    case.summary = talk.key.seal("summary", {"lines": lines, "adviser": adviser.name, "answer": ""})
    written = "\n".join(f"- {line}" for line in lines)
    values = {"adviser": adviser.name, "lines": written}
    _tell_with(session, talk, composer, "summary", list(SUMMARY), **values)


def summary_of(talk: Talk, case: Case) -> dict[str, Any]:
    """{"lines", "adviser", "answer"}; empty if there is none."""
    return talk.key.open("summary", case.summary) if case.summary else {}


def answer_summary(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, vault: Vault, answer: str
) -> None:
    """The person says whether what the adviser wrote down is kept, and put into their plan."""
    query = select(Case).where(Case.conversation_id == talk.id, Case.summary.is_not(None))
    case = session.scalars(query.order_by(Case.ended.desc()).limit(1)).first()
    if case is None:
        out.parts.append(composer.say("nothing_before"))
        return
    summary = summary_of(talk, case)
    if answer == "no":
        case.summary = None
        out.parts.append(composer.say("summary_deleted", adviser=summary["adviser"]))
        return
    case.summary = talk.key.seal("summary", {**summary, "answer": "yes"})
    name = "summary_kept"
    if answer == "plan":
        person, who = talk.row.person_id, summary["adviser"]
        if plan_of(session, vault, person) is None:
            keep_plan(session, vault, person, {}, composer.now)
        for line in summary["lines"]:
            add_to_plan(session, vault, person, line, who, composer.now)
        name = "summary_planned"
    out.parts.append(composer.say(name))


def _close_choices(talk: Talk) -> None:
    """A `yes` said to a person must not answer a question the assistant put before."""
    state = state_of(talk)
    state.offers = []
    keep_state(talk, state)


def _last_words(session: Session, talk: Talk, adviser: Adviser) -> str:
    """What the adviser wrote last, so that what was agreed stays in view when they have gone."""
    for message in reversed(messages_of(session, talk.id)):
        if message.author == Author.ADVISER and message.author_name == adviser.name:
            return talk.key.open("body", message.body)["text"]
    return ""


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


def _tell_with(
    session: Session,
    talk: Talk,
    composer: Composer,
    name: str,
    offers: list[Offer],
    send_after: datetime | None = None,
    **values: str,
) -> Message:
    """A text of the service with choices, beside a turn."""
    state = state_of(talk)
    state.offers, state.offered = offers, composer.now.isoformat()
    keep_state(talk, state)
    out = Outgoing(parts=[composer.say(name, **values)], offers=offers)
    labels = [offer.label for offer in offers] if composer.caps.buttons else []
    text = text_with_choices(out, composer.caps)
    return _tell(
        session, talk, Author.SERVICE, text, composer.now, labels=labels, send_after=send_after
    )


def _tell(
    session: Session,
    talk: Talk,
    author: str,
    text: str,
    now: datetime,
    name: str | None = None,
    once: str | None = None,
    send_after: datetime | None = None,
    labels: list[str] | None = None,
) -> Message:
    return queue(
        session,
        talk,
        author,
        {"text": text, "offers": labels} if labels else {"text": text},
        now,
        channel=talk.row.channel,
        author_name=name,
        once=once,
        send_after=send_after,
    )
