"""Texts of the service in other words: a manager's wording in place of the answer store's.

Every wording stays as a row; the newest counts. What the gateway fills in (`$adviser`, `$hours`)
must stand in the new wording as in the old, so that nobody misses what they must be told.
"""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.content.gsm import is_gsm, segments, to_gsm
from bot.content.store import Answer, Store
from bot.conversations.models import ServiceText
from bot.errors import PlainError

PREFIX = "service."
LONGEST = 2_000
MOST_SEGMENTS = 3
FILLED = re.compile(r"\$([a-z_]+)")
WORDED = dict[str, dict[str, str]]
"""name -> form -> text"""


def read_texts(session: Session) -> WORDED:
    """The wordings that hold now."""
    found: WORDED = {}
    for row in session.scalars(select(ServiceText).order_by(ServiceText.at, ServiceText.id)):
        found[row.name] = {"plain": row.plain, "sms": row.sms} if row.plain else {}
    return {name: forms for name, forms in found.items() if forms}


def standard(store: Store, name: str) -> Answer:
    """The text of the answer store. Raises PlainError if there is none of this name."""
    answer = store.get(f"{PREFIX}{name}")
    if answer is None:
        raise PlainError("There is no such text.")
    return answer


def editable(store: Store) -> list[Answer]:
    """Every text of the service, in order of title."""
    found = [answer for answer in store if answer.id.startswith(PREFIX)]
    return sorted(found, key=lambda answer: answer.title.lower())


def history_of(session: Session, name: str) -> list[ServiceText]:
    """All wordings there were, newest first."""
    query = select(ServiceText).where(ServiceText.name == name)
    return list(session.scalars(query.order_by(ServiceText.at.desc(), ServiceText.id)))


def reword(
    session: Session, answer: Answer, plain: str, sms: str, adviser_id: str, now: datetime
) -> None:
    """Another wording from now on. Raises PlainError."""
    old_sms = answer.forms.get("sms", answer.forms["plain"])
    _check(answer.forms["plain"], plain, "The text")
    _check(old_sms, sms, "The text message")
    if not is_gsm(sms):
        odd = next(c for c in sms if not is_gsm(c))
        raise PlainError(
            f"The text message: the sign {odd} makes every text cost more. Use another."
        )
    if segments(sms) > MOST_SEGMENTS:
        raise PlainError(
            f"The text message is {segments(sms)} texts long. Shorten it to {MOST_SEGMENTS} at most."
        )
    _keep(session, answer, plain, to_gsm(sms), adviser_id, now)


def back_to_standard(session: Session, answer: Answer, adviser_id: str, now: datetime) -> None:
    _keep(session, answer, "", "", adviser_id, now)


def _keep(session: Session, answer: Answer, plain: str, sms: str, who: str, now: datetime) -> None:
    name = answer.id.removeprefix(PREFIX)
    session.add(ServiceText(name=name, at=now, adviser_id=who, plain=plain, sms=sms))
    session.flush()


def _check(old: str, new: str, what: str) -> None:
    if not new.strip() or len(new) > LONGEST:
        raise PlainError(f"{what}: write 1 to {LONGEST:,} characters.")
    if "[[" in new or "{" in new:
        raise PlainError(f"{what}: the signs [[ and {{ cannot be used.")
    must, have = set(FILLED.findall(old)), set(FILLED.findall(new))
    if missing := sorted(must - have):
        raise PlainError(f"{what}: ${missing[0]} must stand in it, the service fills that in.")
    if wrong := sorted(have - must):
        raise PlainError(f"{what}: ${wrong[0]} is not known here.")
