"""Who may do what in the console: four roles, and one table of what each is allowed."""

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.cases.models import Adviser


class Role(StrEnum):
    """What an adviser is there for, from least to most."""

    ADVISER = "adviser"
    LEAD = "lead"
    ORGANISATION_MANAGER = "organisation_manager"
    SERVICE_MANAGER = "service_manager"


class Action(StrEnum):
    """Something an adviser does. Every address of the console belongs to one of these."""

    OWN_ACCOUNT = "own_account"
    """One's own sign-in, settings and record of what one did."""
    ANSWER = "answer"
    """The queue, and talks with people."""
    EDIT_LISTINGS = "edit_listings"
    """Suggest changes to what the directory says of one's own organisation."""
    PUBLISH_LISTINGS = "publish_listings"
    """Decide about changes to listings, of any organisation."""
    LOOK_OVER = "look_over"
    """Alarms, replies that wait for a second pair of eyes, safeguarding records."""
    MANAGE_ORGANISATION = "manage_organisation"
    """Advisers, hours, holidays, areas and saved replies of one's own organisation."""
    MANAGE_SERVICE = "manage_service"
    """All organisations, texts of the service, switching a channel off."""


ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADVISER: frozenset({Action.OWN_ACCOUNT, Action.ANSWER, Action.EDIT_LISTINGS}),
    Role.LEAD: frozenset(
        {
            Action.OWN_ACCOUNT,
            Action.ANSWER,
            Action.EDIT_LISTINGS,
            Action.PUBLISH_LISTINGS,
            Action.LOOK_OVER,
        }
    ),
    Role.ORGANISATION_MANAGER: frozenset(Action) - {Action.MANAGE_SERVICE},
    # In a small charity one person does everything, and begins alone.
    Role.SERVICE_MANAGER: frozenset(Action),
}


def may(adviser: "Adviser", action: Action) -> bool:
    """True if the adviser's role allows the action; a role that is not known allows nothing."""
    return adviser.disabled is None and action in ALLOWED.get(adviser.role, frozenset())
