"""The digest: how the day before went, by email each morning to leads who asked for it."""

import smtplib
from datetime import time, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from bot.cases import numbers
from bot.cases.contacts import contacts_of
from bot.cases.models import Adviser, Digest
from bot.cases.roles import Action, may
from bot.cases.wishes import wishes_of
from bot.clock import LONDON
from bot.conversations import mail
from bot.conversations.gateway import Gateway

log = structlog.get_logger()

FROM = time(8, 0)
"""London time before which no digest leaves."""
AGAIN_AFTER = timedelta(minutes=10)


def send_digests(gateway: Gateway) -> int:
    """Send what is due this morning, to each lead once; how many left."""
    now, settings = gateway.clock.now(), gateway.settings
    here = now.astimezone(LONDON)
    if here.time() < FROM or not mail.configured(settings):
        return 0
    yesterday, sent = here.date() - timedelta(days=1), 0
    with gateway.database.read() as session:
        wanting = [
            (row.id, row.organisation_id, contacts_of(gateway.vault, row)["email"])
            for row in session.scalars(select(Adviser).where(Adviser.contacts.is_not(None)))
            if may(row, Action.LOOK_OVER)
            and wishes_of(row).digest
            and "email" in contacts_of(gateway.vault, row)
        ]
    for adviser_id, organisation_id, address in wanting:
        if not _claim(gateway, adviser_id, yesterday):
            continue
        with gateway.database.read() as session:
            day = numbers.of_day(session, yesterday, organisation_id)
            waiting = numbers.standing(session, organisation_id)
        rows = [*day.rows(), *waiting.items()]
        text = "\n".join(f"{label}: {count}" for label, count in rows)
        text += f"\n\nMore: {settings.public_url}/console/numbers\n"
        title = f"Alongside: {yesterday.day} {yesterday.strftime('%B %Y')} in numbers"
        try:
            mail.send(settings, mail.letter(settings, address, title, text))
        except (OSError, smtplib.SMTPException) as error:
            log.warning("digest_not_sent", kind=type(error).__name__)
            continue
        with gateway.database.begin() as session:
            session.get(Digest, (adviser_id, yesterday)).told = gateway.clock.now()
        sent += 1
    return sent


def _claim(gateway: Gateway, adviser_id: str, day) -> bool:
    """True if this gateway is to send it now."""
    now = gateway.clock.now()
    with gateway.database.read() as session:
        row = session.get(Digest, (adviser_id, day))
        if row is not None and (row.told is not None or row.try_after > now):
            return False
    try:
        with gateway.database.begin() as session:
            row = session.get(Digest, (adviser_id, day), with_for_update=True)
            if row is None:
                row = Digest(adviser_id=adviser_id, day=day)
                session.add(row)
            elif row.told is not None or row.try_after > now:
                return False
            row.try_after = now + AGAIN_AFTER
    except IntegrityError:
        return False  # Another gateway was first.
    return True
