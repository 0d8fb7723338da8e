"""Telling leads of alarms by email, for when nobody has the console open.

An email says that something happened and where to look, and nothing of what anybody wrote or who
they are. An alarm that could not be told is tried again until it is, or until a lead has seen to it.
"""

import smtplib
from datetime import timedelta
from email.message import EmailMessage

import structlog
from sqlalchemy import or_, select, update

from bot.cases import alarms
from bot.cases.models import CaseAlarm
from bot.conversations import mail
from bot.conversations.gateway import Gateway
from bot.settings import Settings

log = structlog.get_logger()

AGAIN_AFTER = timedelta(minutes=2)


def tell_leads(gateway: Gateway) -> int:
    """Send an email for each alarm nobody was told of; how many were told."""
    settings, told = gateway.settings, 0
    if not (mail.configured(settings) and settings.alarm_email):
        return 0
    for alarm_id, what, case_id in _take(gateway):
        try:
            mail.send(settings, _letter(settings, what, case_id))
        except (OSError, smtplib.SMTPException) as error:
            log.warning("alarm_not_told", kind=type(error).__name__)
            continue
        with gateway.database.begin() as session:
            told_now = gateway.clock.now()
            session.execute(update(CaseAlarm).where(CaseAlarm.id == alarm_id).values(told=told_now))
        told += 1
    return told


def _take(gateway: Gateway) -> list[tuple[str, str, str]]:
    """Alarms to tell of now. Of several gateways one takes each, and has two minutes for it."""
    now = gateway.clock.now()
    waits = (
        CaseAlarm.told.is_(None)
        & CaseAlarm.seen.is_(None)
        & or_(CaseAlarm.try_after.is_(None), CaseAlarm.try_after <= now)
    )
    with gateway.database.read() as session:
        if session.scalar(select(CaseAlarm.id).where(waits).limit(1)) is None:
            return []
    with gateway.database.begin() as session:
        taken = session.execute(
            update(CaseAlarm)
            .where(waits)
            .values(try_after=now + AGAIN_AFTER)
            .returning(CaseAlarm.id, CaseAlarm.what, CaseAlarm.case_id)
        )
        return [tuple(row) for row in taken]


def _letter(settings: Settings, what: str, case_id: str) -> EmailMessage:
    return mail.letter(
        settings,
        settings.alarm_email,
        "Alongside: an alarm waits in the console",
        f"{alarms.WHAT[what]} (case {case_id[:6].upper()}).\n\n"
        f"Open the console: {settings.public_url}/console/\n\n"
        "This email holds nothing of what anybody wrote.\n",
    )
