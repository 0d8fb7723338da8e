"""The history of listings: every change is a row with who, when, what was and what is."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.directory.changes import ListingChange


def note(
    session: Session,
    service_id: str,
    now: datetime,
    by: str,
    action: str,
    fields: dict[str, Any],
    state: str = "done",
) -> ListingChange:
    """Write a change down."""
    words = json.dumps(fields, ensure_ascii=False, default=_json, sort_keys=True)
    change = ListingChange(
        service_id=service_id, at=now, by=by[:80], action=action, fields=words, state=state
    )
    session.add(change)
    return change


def changes_of(session: Session, service_id: str, most: int = 100) -> list[ListingChange]:
    """The newest first."""
    query = select(ListingChange).where(ListingChange.service_id == service_id)
    return list(session.scalars(query.order_by(ListingChange.at.desc()).limit(most)))


def _json(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
