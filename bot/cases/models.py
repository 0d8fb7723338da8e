"""Tables of the handover: case, its immutable history, its notes, organisations and advisers."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, Date, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.cases.roles import Role
from bot.storage.base import Base, Moment, new_id


class State(StrEnum):
    """Where a case stands; `bot.cases.machine` holds the allowed moves."""

    WAITING = "waiting"
    TALKING = "talking"
    CALLBACK_DUE = "callback_due"
    HANDED_BACK = "handed_back"
    CLOSED = "closed"
    LAPSED = "lapsed"


class Kind(StrEnum):
    """Why a person is needed, most urgent first."""

    CRISIS = "crisis"
    SAFEGUARDING = "safeguarding"
    ASKED = "asked"


class Matter(StrEnum):
    """Who may answer: Community Partners are peers, the rest needs somebody qualified."""

    PEER = "peer"
    """Peer support, information, signposting."""
    BENEFITS_ADVISER = "benefits_adviser"
    EMPLOYMENT_RIGHTS = "employment_rights"
    MEDICAL = "medical"


class Case(Base):
    """A conversation that a person should take, or has taken, over."""

    __tablename__ = "case"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    about: Mapped[str] = mapped_column(String(80), default="")
    """The topic's title from the answer store; never words of the person."""
    borough: Mapped[str] = mapped_column(String(60), default="")
    shared_from: Mapped[int] = mapped_column(default=0)
    """The adviser sees messages from this number on: 0 if the person agreed to show the talk."""
    opened: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[datetime | None] = mapped_column(Moment, index=True)
    """Waiting: when it lapses. A call back promised: when it is late."""
    chased: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"), index=True)
    version: Mapped[int] = mapped_column(default=0)
    matter: Mapped[str] = mapped_column(String(24), default=Matter.PEER)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    """Whose advisers come first; empty: the organisation of the settings."""
    wanted: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    """The adviser it is kept for: who helped before, or whom a colleague asked."""
    ended: Mapped[datetime | None] = mapped_column(Moment)
    gaps: Mapped[list] = mapped_column(JSON, default=list)
    """[first, last] numbers of messages that were for the assistant alone; last None: still so."""
    needs: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: access needs the person named, as a list of keys of `bot.cases.routing.NEEDS`."""
    callback: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: how and when the person wants to be reached (`bot.conversations.callback`)."""
    summary: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: what adviser and person agreed at the end."""


class CaseEvent(Base):
    """One change of a case: who, when, what, why. Written once, never changed."""

    __tablename__ = "case_event"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    number: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(60))
    """An adviser's id, `person` or `service`."""
    move: Mapped[str] = mapped_column(String(24))
    state: Mapped[str] = mapped_column(String(16))
    why: Mapped[str] = mapped_column(String(40), default="")
    """A reason from a fixed list, where one is asked for; never words of anybody."""


class Note(Base):
    """What an adviser wrote down for colleagues, sealed with the conversation's key."""

    __tablename__ = "note"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class CaseRead(Base):
    """An adviser looked at the words of a case: who and when. Written once, never changed."""

    __tablename__ = "case_read"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    why: Mapped[str] = mapped_column(String(40), default="")
    """The reason given by somebody who read without holding the case."""


class CaseAlarm(Base):
    """Something a lead must know of: that it happened, never what was said."""

    __tablename__ = "case_alarm"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), index=True)
    what: Mapped[str] = mapped_column(String(24))
    """A key of `bot.cases.alarms.WHAT`."""
    raised: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime | None] = mapped_column(Moment)
    seen_by: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    told: Mapped[datetime | None] = mapped_column(Moment)
    """When an email about it left."""
    try_after: Mapped[datetime | None] = mapped_column(Moment)


class Conflict(Base):
    """An adviser who knows a person elsewhere: that person's cases are hidden from them."""

    __tablename__ = "conflict"

    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class Draft(Base):
    """A reply that an adviser is writing, sealed with the conversation's key."""

    __tablename__ = "draft"

    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(Moment)


class SafeguardingRecord(Base):
    """A worry about somebody's safety, apart from the talk: with its own key, lead and log."""

    __tablename__ = "safeguarding_record"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(ForeignKey("case.id"))
    lead_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    data_key: Mapped[bytes] = mapped_column(LargeBinary)
    opened: Mapped[datetime] = mapped_column(Moment)
    closed: Mapped[datetime | None] = mapped_column(Moment)


class SafeguardingEntry(Base):
    """What happened with a safeguarding record: opened, read, noted or closed, by whom and when."""

    __tablename__ = "safeguarding_entry"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    record_id: Mapped[str] = mapped_column(ForeignKey("safeguarding_record.id"), index=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    what: Mapped[str] = mapped_column(String(16))
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


class SavedReply(Base):
    """Words used often: of one adviser, of an organisation, or (neither) of the whole service."""

    __tablename__ = "saved_reply"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    adviser_id: Mapped[str | None] = mapped_column(ForeignKey("adviser.id"))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    shortcut: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    changed: Mapped[datetime] = mapped_column(Moment)


class Change(Base):
    """A change in how the console is managed: who, when, what, in words. Never changed itself."""

    __tablename__ = "change"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    at: Mapped[datetime] = mapped_column(Moment)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"))
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    what: Mapped[str] = mapped_column(String(200))


class AdviceOrganisation(Base):
    """An organisation whose advisers answer people."""

    __tablename__ = "advice_organisation"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    listing: Mapped[str | None] = mapped_column(String(60), unique=True)
    """Its id in the directory, if it is listed there."""
    hours: Mapped[str] = mapped_column(String(200), default="")
    """Opening hours as `bot.cases.hours` reads them; empty: those of the settings."""
    fallback: Mapped[bool] = mapped_column(default=False)
    """True if it also answers people whose borough no organisation serves."""
    created: Mapped[datetime] = mapped_column(Moment)
    closed: Mapped[datetime | None] = mapped_column(Moment)


class AdviceArea(Base):
    """A borough from which people come to an organisation first."""

    __tablename__ = "advice_area"

    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("advice_organisation.id"), primary_key=True
    )
    borough: Mapped[str] = mapped_column(String(60), primary_key=True, index=True)


class ClosedDay(Base):
    """A day on which an organisation is closed besides the bank holidays."""

    __tablename__ = "closed_day"

    organisation_id: Mapped[str] = mapped_column(
        ForeignKey("advice_organisation.id"), primary_key=True
    )
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    why: Mapped[str] = mapped_column(String(120), default="")


class Adviser(Base):
    """A Community Partner who answers people from the console."""

    __tablename__ = "adviser"

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[str] = mapped_column(String(24), default=Role.ADVISER)
    organisation_id: Mapped[str | None] = mapped_column(ForeignKey("advice_organisation.id"))
    """Empty: the organisation of the settings, which answers everybody."""
    capacity: Mapped[int] = mapped_column(default=5)
    """How many talks at once; somebody in crisis is taken beside that."""
    away: Mapped[datetime | None] = mapped_column(Moment)
    """Since when they take a break; no reason is asked."""
    resting_until: Mapped[datetime | None] = mapped_column(Moment)
    """After a crisis talk: until then another crisis comes last in their queue."""
    skills: Mapped[list] = mapped_column(JSON, default=list)
    """Keys of `bot.cases.routing.NEEDS` this adviser can meet."""
    settings: Mapped[dict] = mapped_column(JSON, default=dict)
    """How this adviser wants the console (`bot.console.account`)."""
    password: Mapped[str | None] = mapped_column(String(200))
    """An argon2id hash."""
    data_key: Mapped[bytes | None] = mapped_column(LargeBinary)
    totp: Mapped[bytes | None] = mapped_column(LargeBinary)
    """Sealed: the secret of the code app."""
    totp_step: Mapped[int] = mapped_column(default=0)
    """The newest 30 seconds whose code was used: no code is good twice."""
    created: Mapped[datetime] = mapped_column(Moment)
    disabled: Mapped[datetime | None] = mapped_column(Moment)


class SignInLink(Base):
    """A link that signs an adviser in once; only a hash of its token is kept."""

    __tablename__ = "sign_in_link"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    expires: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class ConsoleSession(Base):
    """A signed-in browser; only a hash of its cookie is kept."""

    __tablename__ = "console_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    form_token: Mapped[str] = mapped_column(String(64))
    started: Mapped[datetime] = mapped_column(Moment)
    seen: Mapped[datetime] = mapped_column(Moment)


class Passkey(Base):
    """A passkey of an adviser (W3C Web Authentication): a public key, nothing secret."""

    __tablename__ = "passkey"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the credential id, which may be very long."""
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    credential: Mapped[bytes] = mapped_column(LargeBinary)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    count: Mapped[int] = mapped_column(default=0)
    name: Mapped[str] = mapped_column(String(60))
    created: Mapped[datetime] = mapped_column(Moment)
    used: Mapped[datetime | None] = mapped_column(Moment)


class PasskeyChallenge(Base):
    """A challenge we gave out and will take back once."""

    __tablename__ = "passkey_challenge"

    challenge: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    expires: Mapped[datetime] = mapped_column(Moment)


class RecoveryCode(Base):
    """A code that stands in for the code app once; only a hash of it is kept."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    adviser_id: Mapped[str] = mapped_column(ForeignKey("adviser.id"), index=True)
    used: Mapped[datetime | None] = mapped_column(Moment)
