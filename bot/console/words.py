"""What advisers read instead of the names in the tables."""

from datetime import datetime, timedelta

from bot.cases.models import Kind, Matter, State
from bot.channels.twilio_errors import ERRORS
from bot.clock import LONDON
from bot.conversations.models import Sending

KINDS = {
    Kind.CRISIS: "Crisis",
    Kind.SAFEGUARDING: "Safeguarding",
    Kind.ASKED: "Asked for a person",
}
STATES = {
    State.WAITING: "Waiting",
    State.TALKING: "In talk with an adviser",
    State.CALLBACK_DUE: "A call back was promised",
    State.HANDED_BACK: "Handed back to the assistant",
    State.CLOSED: "Closed",
    State.LAPSED: "Nobody came in time. The person was told and still waits",
}
CHANNELS = {"web": "Web chat", "sms": "Text message (SMS)", "telegram": "Telegram"}
WRITING = {
    "web": "Plain text. It appears on the person's page when the moment to take it back is over.",
    "sms": "Plain text. A text message holds about 150 characters; more arrives in parts.",
    "telegram": "Plain text. Bold or links with a name are not possible.",
}
SENDING = {
    Sending.QUEUED: "On its way: not sent yet.",
    Sending.SENT: "Sent.",
    Sending.FAILED: "This message could not be delivered.",
    Sending.UNKNOWN: "This message may not have arrived. We cannot tell.",
    Sending.DROPPED: "Not sent: the person asked us to stop messages.",
}


SILENT = (
    "nobody has written from this number for 90 days, so it may belong to somebody else by now."
)


def how_far(sending: str | None, error: str | None) -> str:
    """How far a message got, and why not further."""
    said = SENDING.get(sending, "")
    if sending == Sending.FAILED and error and error.isdecimal() and int(error) in ERRORS:
        said = f"{said[:-1]}: {ERRORS[int(error)].words}."
    if sending == Sending.FAILED and error == "silent":
        said = f"Not sent: {SILENT}"
    return said


MOVES = {
    "open": "A person was asked for",
    "raised_crisis": "Became a crisis",
    "raised_safeguarding": "Became a safeguarding case",
    "claim": "Taken",
    "release": "Put back into the queue",
    "hand_back": "Handed back to the assistant",
    "close": "Closed",
    "cancel": "No person is needed any more",
    "lapse": "Nobody came in time; the person was told and a lead was alarmed",
    "promise_callback": "A call back was promised",
    "asked_callback": "Said how and when to call back, and still waits",
    "change_callback": "The call back was changed: when, or how to reach them",
    "reopen": "Opened again",
    "pass_on": "Passed on to a colleague",
    "step_in": "Came back to the person",
    "crisis_again": "In crisis again",
    "callback_late": "The call back is late; a lead was alarmed",
    "chased": "Asked where the adviser is",
    "shown": "Agreed to show earlier messages",
    "hidden": "Asked not to show earlier messages",
    "second_yes": "A reply was looked over and sent",
    "second_back": "A reply was looked over and went back to its writer",
}


WHY = {
    "urgent": "To see whether it is urgent",
    "right_person": "To see who can help best",
    "asked": "A colleague or lead asked me to",
    "complaint": "There is a complaint or a safeguarding worry",
}
"""Reasons to read a case that nobody holds."""
MATTERS = {
    Matter.BENEFITS_ADVISER: "Needs a qualified benefits adviser",
    Matter.EMPLOYMENT_RIGHTS: "Needs advice on rights at work",
    Matter.MEDICAL: "Medical: for a doctor or NHS 111",
}
BOUNDARIES = {
    Matter.BENEFITS_ADVISER: "This is benefits casework: a decision, a sanction, an overpayment or an "
    "appeal. Community Partners give support and information. Pass the case itself to a qualified "
    "benefits adviser. Ask about time limits early.",
    Matter.EMPLOYMENT_RIGHTS: "This is about rights at work. Community Partners give support and "
    "information. For advice on the law: Acas, the Equality Advisory and Support Service, a law "
    "centre. Time limits can be short.",
    Matter.MEDICAL: "This is a medical matter: for a doctor, a pharmacist or NHS 111.",
}
"""What is not for a peer to answer, and where to pass it."""
WARM = {
    Matter.BENEFITS_ADVISER: "Thank you for telling me. I am not qualified to advise on this "
    "decision, and you deserve somebody who is. I will stay with you while we find a benefits "
    "adviser. Is there a date on your letter by which you must answer?",
    Matter.EMPLOYMENT_RIGHTS: "Thank you for telling me. I cannot advise on the law, but I can help "
    "you reach somebody who can. Some time limits at work are short, so let us do that soon. When "
    "did it happen?",
    Matter.MEDICAL: "Thank you for telling me. I am not medically trained, and I want you to get the "
    "right help. Could we look at how to reach your doctor or NHS 111 together?",
}
"""Drafts of a warm handover: the person is not just sent away."""
NEARBY = {
    Matter.BENEFITS_ADVISER: "benefits_advice",
    Matter.EMPLOYMENT_RIGHTS: "disclosure_or_rights_advice",
}
"""Which listings may take such a matter on."""


REASONS = {
    "asked": "They asked for a person",
    "callback": "They asked for a call back",
    "danger": "They may be in danger",
    "worry": "There is a worry about somebody's safety",
    "came_back": "They came back within 72 hours",
    "in_queue": "It waited in the queue",
    "kept": "It was kept for this adviser",
    "cannot_go_on": "The adviser cannot go on with it now",
    "account_off": "The adviser's account was switched off",
    "colleague": "A colleague can help better",
    "talk_over": "The talk was over",
    "agreed": "They agreed what happens next",
    "not_needed": "The person said that no adviser is needed",
    "nobody_came": "Nobody came in time",
    "later": "The adviser gets back to them later",
    "within_72_hours": "The talk ended less than 72 hours before",
    "waited": "They had waited",
    "said_so": "The person said so",
    "new_adviser": "The adviser is new",
} | {str(matter): said for matter, said in MATTERS.items()}
"""Why a case changed, as the history tells it."""


def day(moment: datetime, now: datetime) -> str:
    """`Today`, `Yesterday`, `Friday 20 November`"""
    there, here = moment.astimezone(LONDON).date(), now.astimezone(LONDON).date()
    if (here - there).days in (0, 1):
        return "Today" if here == there else "Yesterday"
    year = f" {there.year}" if there.year != here.year else ""
    return f"{there.strftime('%A')} {there.day} {there.strftime('%B')}{year}"


def name(callback: dict[str, str]) -> str:
    """The name somebody gave for a call back, without marks that turn the words beside it around."""
    return "".join(c for c in callback.get("name", "") if c.isprintable())


def ref(case_id: str) -> str:
    """A short name for a case that can be said aloud."""
    return case_id[:6].upper()


def clock_time(moment: datetime) -> str:
    """2:05pm"""
    there = moment.astimezone(LONDON)
    return f"{there.strftime('%I').lstrip('0')}:{there.strftime('%M%p').lower()}"


def when(moment: datetime, now: datetime) -> str:
    """`2:05pm`, `yesterday, 2:05pm`, `20 November, 2:05pm`"""
    there, here = moment.astimezone(LONDON), now.astimezone(LONDON)
    days = (here.date() - there.date()).days
    if days == 0:
        return clock_time(moment)
    if days == 1:
        return f"yesterday, {clock_time(moment)}"
    year = f" {there.year}" if there.year != here.year else ""
    return f"{there.day} {there.strftime('%B')}{year}, {clock_time(moment)}"


def how_long(span: timedelta) -> str:
    """`less than a minute`, `12 minutes`, `3 hours`, `2 days`"""
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    for name, size in (("day", 24 * 60), ("hour", 60), ("minute", 1)):
        if minutes >= size:
            count = minutes // size
            return f"{count} {name}" + ("s" if count > 1 else "")
    return ""


def counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
