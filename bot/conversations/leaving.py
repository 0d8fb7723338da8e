"""How a talk with a person ends, or waits: nobody came, handed back, closed, passed on; the summary.

As in `bot.conversations.handover`, every function works inside the caller's transaction.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.cases import desk, routing
from bot.cases.hours import Hours, in_words
from bot.cases.models import AdviceOrganisation, Adviser, Case, Kind, Matter
from bot.cases.shifts import shift_hours
from bot.conversations import held
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.handover import CALLBACK, due_of, point_to_case
from bot.conversations.inbox import Talk, messages_of
from bot.conversations.limits import QuietHours
from bot.conversations.models import Author, Holder, Message
from bot.conversations.state import Offer
from bot.conversations.support_plan import add_to_plan, keep_plan, plan_of
from bot.conversations.telling import close_choices, tell, tell_with
from bot.privacy.vault import Vault

PROMISED_MINUTES = 8 * 60
"""Opening minutes after which a call back that was not made is late, and a lead is alarmed."""
AT_LEAST_MINUTES = 60
"""So long somebody who can make the call back must have been there before it is late."""
SUMMARY = (
    Offer("Yes, keep it", "", word="yes", command="summary_yes"),
    Offer("Keep it and put it in my plan", "", command="summary_plan"),
    Offer("No, delete it", "", word="no", command="summary_no"),
)
REST = timedelta(hours=2)
"""After a crisis talk another crisis is not the adviser's next case for so long, unless they choose."""


def lapse(session: Session, talk: Talk, composer: Composer, case: Case) -> Message:
    """Nobody came in time: the person is told (not at night), and a lead is alarmed."""
    point_to_case(session, composer, case)
    desk.move(session, case, "lapse", desk.Actor.SERVICE, composer.now)
    morning = QuietHours.parse(composer.settings.quiet_hours).over_at(composer.now)
    text = "lapsed_crisis" if case.kind == Kind.CRISIS else "lapsed"
    return tell_with(session, talk, composer, text, [CALLBACK], send_after=morning)


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
    held.settle(session, talk, composer, case, adviser)
    point_to_case(session, composer, case)
    due = due_of(composer) if move in ("release", "pass_on") else None
    if move == "promise_callback":
        # Who promises it keeps it, so it is by a time at which they are there.
        own = shift_hours(session, adviser, composer.usual_hours)
        due = promised_by(session, case, composer, own)
    why = _why(case, adviser, move, summary)
    desk.move(session, case, move, adviser.id, composer.now, holder=adviser.id, due=due, why=why)
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
    close_choices(talk)
    tell(session, talk, composer, Author.SERVICE, text)
    if summary:
        _show_summary(session, talk, composer, case, adviser, summary)
    if case.ended is not None:
        desk.close_from(case, talk.row.last_number + 1)
        if case.kind == Kind.CRISIS:
            adviser = session.get(Adviser, adviser.id)
            adviser.resting_until = composer.now + REST


def _why(case: Case, adviser: Adviser, move: str, summary: list[str] | None) -> str:
    """A reason where more is known than what the move says by itself."""
    if adviser.disabled is not None:
        return "account_off"
    if move == "pass_on" and case.matter != Matter.PEER:
        return case.matter
    return "agreed" if summary else ""


def _show_summary(
    session: Session, talk: Talk, composer: Composer, case: Case, adviser: Adviser, lines: list[str]
) -> None:
    """What was agreed, shown to the person; it is kept only if they do not say no."""
    case.summary = talk.key.seal("summary", {"lines": lines, "adviser": adviser.name, "answer": ""})
    values = {"adviser": adviser.name, "lines": _listed(lines)}
    tell_with(session, talk, composer, "summary", list(SUMMARY), **values)


def promised_by(session: Session, case: Case, composer: Composer, there: Hours) -> datetime:
    """When a call back is late: the organisation was open long enough and somebody was there.

    `there`: when whoever makes it is there.
    """
    home = case.organisation_id
    organisation = session.get(AdviceOrganisation, home) if home else None
    hours = routing.hours_of(session, organisation, composer.usual_hours)
    by = desk.due_at(hours, composer.now, PROMISED_MINUTES)
    return max(by, desk.due_at(there, composer.now, AT_LEAST_MINUTES))


def summary_of(talk: Talk, case: Case) -> dict[str, Any]:
    """{"lines", "adviser", "answer"}; empty if there is none."""
    return talk.key.open("summary", case.summary) if case.summary else {}


def _summed_up(session: Session, talk: Talk) -> Case | None:
    """The newest case of which there is a summary."""
    query = select(Case).where(Case.conversation_id == talk.id, Case.summary.is_not(None))
    return session.scalars(query.order_by(Case.ended.desc()).limit(1)).first()


def agreed_before(session: Session, talk: Talk) -> dict[str, str]:
    """{"adviser", "lines"} of what was agreed last and not deleted; empty if there is none."""
    case = _summed_up(session, talk)
    if case is None:
        return {}
    summary = summary_of(talk, case)
    return {"adviser": summary["adviser"], "lines": _listed(summary["lines"])}


def _listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def answer_summary(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, vault: Vault, answer: str
) -> None:
    """The person says whether what the adviser wrote down is kept, and put into their plan."""
    case = _summed_up(session, talk)
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


def _last_words(session: Session, talk: Talk, adviser: Adviser) -> str:
    """What the adviser wrote last, so that what was agreed stays in view when they have gone."""
    for message in reversed(messages_of(session, talk.id)):
        if message.author == Author.ADVISER and message.author_name == adviser.name:
            return talk.key.open("body", message.body)["text"]
    return ""
