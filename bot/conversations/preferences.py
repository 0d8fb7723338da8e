"""How a person wants answers and pages: kept with the person, sealed, so every talk finds it."""

from dataclasses import asdict, dataclass, field, fields

import structlog
from cryptography.exceptions import InvalidTag
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.conversations.models import Person
from bot.privacy.vault import FieldKey, Vault

log = structlog.get_logger()

# Straight from the table: nothing is changed here, and every turn asks.
_CHOSEN = select(Person.__table__.c["data_key", "preferences"]).where(
    Person.__table__.c.id == bindparam("person")
)


@dataclass
class Preferences:
    """What a person chose. New choices are new fields with a default; old rows still open."""

    reply_form: str = "plain"
    """`plain` or `easy_read`: the words answers come in."""
    display: dict[str, str] = field(default_factory=dict)
    """Settings of the web page (text size, contrast, ...), by the names the page gives them."""


def preferences_of(session: Session, vault: Vault, person_id: str) -> Preferences:
    """The person's choices; the defaults if nothing was chosen or the row cannot be read.

    Every message passes here, one about a crisis too: a damaged choice never stops an answer.
    """
    chosen = session.connection().execute(_CHOSEN, {"person": person_id}).first()
    if chosen is None or chosen.preferences is None:
        return Preferences()
    try:
        data = vault.open_key(chosen.data_key, person_id).open("preferences", chosen.preferences)
    except (InvalidTag, ValueError):
        log.error("preferences_unreadable")
        return Preferences()
    known = {f.name for f in fields(Preferences)}
    return Preferences(**{name: value for name, value in data.items() if name in known})


def keep_preferences(
    session: Session, vault: Vault, person_id: str, preferences: Preferences
) -> None:
    """Keep the choices, in the caller's transaction."""
    key = key_of_person(session, vault, person_id)
    person = session.get_one(Person, person_id)
    person.preferences = key.seal("preferences", asdict(preferences))
    session.flush()


def key_of_person(session: Session, vault: Vault, person_id: str) -> FieldKey:
    """What seals the fields kept with the person; made the first time."""
    person = session.get_one(Person, person_id)
    if person.data_key is None:
        person.data_key = vault.new_key(person.id)
    return vault.open_key(person.data_key, person.id)


def forget_preferences(session: Session, person_id: str) -> None:
    """The choices and the key that opens them in a backup are gone."""
    person = session.get_one(Person, person_id)
    person.data_key = person.preferences = None
    session.flush()
