"""My plan: what a person wants and what was agreed, in their words, kept only if they said yes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.clock import LONDON
from bot.content.guides.plan import FIELDS, LONGEST
from bot.conversations.inbox import Talk
from bot.conversations.models import PlanReminder, SupportPlan
from bot.conversations.preferences import key_of_person
from bot.privacy.vault import Vault

REMINDED_AT = time(10, 0)
"""The time of day of a reminder, in London."""
MOST_AGREED = 20
"""Things agreed with advisers that a plan holds; the oldest make room."""


@dataclass
class Plan:
    """An opened plan."""

    fields: dict[str, str]
    agreed: list[dict[str, str]] = field(default_factory=list)
    """What was agreed with somebody, oldest first: {"what", "who", "day"}."""
    changed: datetime | None = None
    shown: bool = False
    """True if the person agreed that advisers who help them see it."""


def plan_of(session: Session, vault: Vault, person_id: str) -> Plan | None:
    """The person's plan, or None if none is kept."""
    row = session.get(SupportPlan, person_id)
    if row is None:
        return None
    body = key_of_person(session, vault, person_id).open("plan", row.body)
    return Plan(body["fields"], body["agreed"], row.changed, row.shown is not None)


def keep_plan(
    session: Session, vault: Vault, person_id: str, fields: Mapping[str, str], now: datetime
) -> Plan:
    """Keep these fields; what was agreed before stays. Only after the person said yes."""
    plan = plan_of(session, vault, person_id) or Plan({})
    plan.fields = {name: fields[name][:LONGEST] for name in FIELDS if fields.get(name)}
    _store(session, vault, person_id, plan, now)
    return plan


def add_to_plan(
    session: Session, vault: Vault, person_id: str, text: str, who: str, now: datetime
) -> bool:
    """Write down what was agreed and who does it; False if the person keeps no plan."""
    plan = plan_of(session, vault, person_id)
    if plan is None:
        return False
    entry = {"what": text[:LONGEST], "who": who, "day": now.date().isoformat()}
    plan.agreed = [*plan.agreed, entry][-MOST_AGREED:]
    _store(session, vault, person_id, plan, now)
    return True


def show_plan_to_advisers(session: Session, person_id: str, now: datetime) -> bool:
    """From now on an adviser who takes this person's case sees the plan; False if there is none."""
    row = session.get(SupportPlan, person_id)
    if row is None:
        return False
    row.shown = now
    return True


def plan_for_adviser(session: Session, vault: Vault, person_id: str) -> Plan | None:
    """The plan as an adviser may see it: only if the person agreed to show it."""
    plan = plan_of(session, vault, person_id)
    return plan if plan is not None and plan.shown else None


def remind_on(session: Session, talk: Talk, channel: str, day: date) -> None:
    """Remind this person of the plan on that day; an earlier reminder makes room."""
    forget_reminder(session, talk.row.person_id)
    due = datetime.combine(day, REMINDED_AT, LONDON)
    row = PlanReminder(
        person_id=talk.row.person_id, conversation_id=talk.id, channel=channel, due=due
    )
    session.add(row)
    session.flush()


def forget_reminder(session: Session, person_id: str) -> bool:
    """No reminder any more; False if there was none."""
    gone = session.execute(delete(PlanReminder).where(PlanReminder.person_id == person_id))
    return gone.rowcount > 0


def forget_plan(session: Session, person_id: str) -> bool:
    """Delete the plan and its reminder; False if there was none."""
    forget_reminder(session, person_id)
    gone = session.execute(delete(SupportPlan).where(SupportPlan.person_id == person_id))
    return gone.rowcount > 0


def _store(session: Session, vault: Vault, person_id: str, plan: Plan, now: datetime) -> None:
    key = key_of_person(session, vault, person_id)
    body = key.seal("plan", {"fields": plan.fields, "agreed": plan.agreed})
    row = session.get(SupportPlan, person_id)
    if row is None:
        session.add(SupportPlan(person_id=person_id, body=body, agreed=now, changed=now))
    else:
        row.body, row.changed = body, now
    session.flush()
