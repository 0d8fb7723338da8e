"""Whom a case goes to: organisation by borough, then skills, who helped before, and waiting time.

Routing orders a queue that everybody sees; it never hides a case from all. Only a conflict of
interest hides a case, and only from the adviser who has it.
"""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime

from sqlalchemy import BindParameter, Select, func, select
from sqlalchemy.orm import Session

from bot.cases.hours import Hours
from bot.cases.models import (
    AdviceArea,
    AdviceOrganisation,
    Adviser,
    Case,
    ClosedDay,
    Conflict,
    Kind,
    State,
)

NEEDS = {
    "bsl": "British Sign Language (BSL)",
    "easy_read": "Easy words",
    "language": "A language other than English",
    "relay": "Relay UK",
    "phone": "By phone",
    "email": "By email",
    "screen_reader": "Reads by ear (screen reader)",
    "time": "Needs more time to reply",
}
"""What a person may need, in words for advisers."""
SKILLS = ("bsl", "easy_read", "language")
"""Needs that take an adviser with a skill."""
ORDER = {Kind.CRISIS: 0, Kind.SAFEGUARDING: 1, Kind.ASKED: 2}


def organisation_for(session: Session, borough: str) -> AdviceOrganisation | None:
    """The organisation that serves the borough, else the fallback; None: that of the settings."""
    there = AdviceOrganisation.closed.is_(None)
    query = select(AdviceOrganisation).where(there).order_by(AdviceOrganisation.name)
    if borough:
        serves = select(AdviceArea.organisation_id).where(
            func.lower(AdviceArea.borough) == borough.lower()
        )
        found = session.scalars(query.where(AdviceOrganisation.id.in_(serves))).first()
        if found is not None:
            return found
    return session.scalars(query.where(AdviceOrganisation.fallback)).first()


def hours_of(session: Session, organisation: AdviceOrganisation | None, usual: Hours) -> Hours:
    """When advisers of the organisation are there; `usual` if it has no hours of its own."""
    if organisation is None:
        return usual
    hours = Hours.parse(organisation.hours) if organisation.hours else usual
    days = select(ClosedDay.day).where(ClosedDay.organisation_id == organisation.id)
    return replace(hours, closed=frozenset(session.scalars(days)))


def helped_before(session: Session, conversation_id: str) -> str | None:
    """The adviser who talked with this person last, if they can still sign in."""
    query = (
        select(Case.holder)
        .join(Adviser, Adviser.id == Case.holder)
        .where(
            Case.conversation_id == conversation_id,
            Adviser.disabled.is_(None),
            Adviser.id.not_in(knows(conversation_id)),
        )
        .order_by(Case.ended.desc())
    )
    return session.scalars(query.limit(1)).first()


def knows(conversation_id: str | BindParameter) -> Select:
    """Ids of the advisers who know this person elsewhere."""
    return select(Conflict.adviser_id).where(Conflict.conversation_id == conversation_id)


def hidden_from(session: Session, adviser_id: str) -> set[str]:
    """Conversations this adviser must not see: they know the person elsewhere."""
    return set(
        session.scalars(select(Conflict.conversation_id).where(Conflict.adviser_id == adviser_id))
    )


def in_order(
    cases: list[Case],
    adviser: Adviser,
    needs: dict[str, list[str]],
    now: datetime,
    there: Container[str],
) -> list[Case]:
    """The queue as this adviser should work through it.

    Crisis first (last while they rest after a crisis talk), then what is kept for them, their own
    organisation, needs they can meet, and who has waited longest. What is kept for somebody else comes
    last while they are on shift (`there`: ids of advisers), and is everybody's while they are not.
    `needs`: of each case by its id.
    """
    resting = adviser.resting_until is not None and adviser.resting_until > now

    def place(case: Case) -> tuple:
        kind = ORDER[Kind(case.kind)]
        if resting and kind == 0:
            kind = len(ORDER)
        missing = set(needs.get(case.id, ())) & set(SKILLS) - set(adviser.skills)
        return (
            kind,
            0 if case.wanted == adviser.id else 2 if case.wanted in there else 1,
            case.organisation_id != adviser.organisation_id,
            len(missing),
            case.opened,
        )

    return sorted(cases, key=place)


def is_full(session: Session, adviser: Adviser) -> bool:
    """True if the adviser holds as many talks as they said they can."""
    query = select(func.count()).where(Case.holder == adviser.id, Case.state == State.TALKING)
    return session.scalar(query) >= adviser.capacity
