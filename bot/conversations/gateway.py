"""The parts of one gateway, put together once and handed to every stage."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, object_session

from bot.cases import desk
from bot.cases.hours import Hours
from bot.cases.models import Case, Draft, HeldReply, Note
from bot.channels.base import CHANNELS, Capabilities, KeepsRecords, Sender
from bot.clock import Clock
from bot.content.live import LiveStore
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk
from bot.conversations.kept import Kept
from bot.conversations.models import Address, Message, ProviderEvent
from bot.conversations.preferences import (
    Preferences,
    forget_preferences,
    keep_preferences,
    preferences_of,
)
from bot.conversations.service_texts import WORDED, read_texts
from bot.conversations.state import TalkState
from bot.conversations.support_plan import forget_plan
from bot.conversations.switches import read_switches
from bot.dialogue.client import RasaClient
from bot.directory.changes import ListingReport
from bot.directory.open import Directory
from bot.privacy.vault import Vault
from bot.settings import Settings
from bot.storage.engine import Database

MOVED_SECONDS = 0.25
"""So long what all open pages of advisers ask for is not asked again."""


@dataclass
class Gateway:
    """Everything a turn needs.

    `wake` is called with a conversation id after each commit, and after a turn with the number of
    the message it dealt with.
    """

    settings: Settings
    database: Database
    vault: Vault
    store: LiveStore
    directory: Directory
    rasa: RasaClient
    clock: Clock
    hours: Hours
    wake: Callable[..., None] = lambda conversation_id, done=0: None
    senders: dict[str, Sender] = field(default_factory=dict)
    retry_after: timedelta = timedelta(seconds=5)
    switches: Kept[dict[str, datetime]] = field(init=False)
    """Channels on which the assistant is off, and since when."""
    texts: Kept[WORDED] = field(init=False)
    """Texts of the service in a manager's words."""
    moved: Kept[str] = field(init=False)
    """Changes whenever a list of cases may have changed, for anybody."""

    def __post_init__(self) -> None:
        self.switches = Kept(self.database, read_switches)
        self.texts = Kept(self.database, read_texts)
        self.moved = Kept(self.database, desk.stamp, MOVED_SECONDS)

    def composer(self, talk: Talk, caps: Capabilities, state: TalkState) -> Composer:
        session, person = object_session(talk.row), talk.row.person_id
        return Composer(
            store=self.store.current(),
            caps=caps,
            state=state,
            settings=self.settings,
            hours=self.hours,
            now=self.clock.now(),
            preferences=preferences_of(session, self.vault, person),
            keep=partial(keep_preferences, session, self.vault, person),
            worded=self.texts.current(),
        )

    def beside_turn(self, talk: Talk) -> Composer:
        """For what is said beside a turn: of what was talked about it knows nothing."""
        return self.composer(talk, CHANNELS[talk.row.channel], TalkState())

    def erase(self, session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
        """Delete what was said in this talk, unless a person is dealing with it right now.

        Messages and notes go and the key changes, so that no backup of them can be opened with it.
        """
        if desk.open_case_of(session, talk.id) is not None:
            out.parts.append(composer.say("erase_not"))
            return
        addresses = session.scalars(select(Address).where(Address.conversation_id == talk.id)).all()
        reached = [(row, talk.key.open("address", row.sealed)) for row in addresses]
        cases = select(Case.id).where(Case.conversation_id == talk.id)
        for table in (Note, Draft, HeldReply):
            session.execute(delete(table).where(table.case_id.in_(cases)))
        self._not_new(session, talk)
        session.execute(
            update(Case)
            .where(Case.conversation_id == talk.id)
            .values(needs=None, callback=None, summary=None)
        )
        session.execute(delete(Message).where(Message.conversation_id == talk.id))
        told = ListingReport.conversation_id == talk.id
        session.execute(update(ListingReport).where(told).values(words=None))
        talk.row.data_key = self.vault.new_key(talk.id)
        talk.key = self.vault.open_key(talk.row.data_key, talk.id)
        for row, address in reached:
            row.sealed = talk.key.seal("address", address)
        talk.row.state = talk.row.tracker = None
        forget_plan(session, talk.row.person_id)
        forget_preferences(session, talk.row.person_id)
        composer.state.__init__()
        composer.preferences = Preferences()
        out.parts.append(composer.say("erased"))

    def _not_new(self, session: Session, talk: Talk) -> None:
        """Deleted texts must not be found at the provider and taken in again; they go there too."""
        query = select(Message.channel, Message.provider_id).where(
            Message.conversation_id == talk.id,
            Message.provider_id.is_not(None),
            Message.wiped.is_(None),
        )
        for channel, provider_id in session.execute(query).all():
            session.merge(
                ProviderEvent(
                    channel=channel,
                    provider_id=provider_id,
                    at=self.clock.now(),
                    wipe=isinstance(self.senders.get(channel), KeepsRecords),
                )
            )
