"""Tables of the handover, one module a subject."""

from bot.cases.models.care import SafeguardingEntry, SafeguardingRecord
from bot.cases.models.case import (
    Case,
    CaseAlarm,
    CaseEvent,
    CaseRead,
    Conflict,
    Draft,
    HeldReply,
    Kind,
    Matter,
    Note,
    State,
)
from bot.cases.models.notices import CaseNotice, Digest, NoticeLink
from bot.cases.models.people import (
    AdviceArea,
    AdviceOrganisation,
    Adviser,
    Change,
    ClosedDay,
    SavedReply,
)
from bot.cases.models.sign_in import (
    ConsoleSession,
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
    SignInLink,
)

__all__ = [
    "AdviceArea",
    "AdviceOrganisation",
    "Adviser",
    "Case",
    "CaseAlarm",
    "CaseEvent",
    "CaseNotice",
    "CaseRead",
    "Change",
    "ClosedDay",
    "Conflict",
    "ConsoleSession",
    "Digest",
    "Draft",
    "HeldReply",
    "Kind",
    "Matter",
    "Note",
    "NoticeLink",
    "Passkey",
    "PasskeyChallenge",
    "RecoveryCode",
    "SafeguardingEntry",
    "SafeguardingRecord",
    "SavedReply",
    "SignInLink",
    "State",
]
