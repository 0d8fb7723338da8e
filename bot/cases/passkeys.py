"""Passkeys (W3C Web Authentication Level 2): nothing to remember, nothing to type."""

import hashlib
import json
from datetime import datetime, timedelta

import webauthn
from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, options_to_json, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from bot.cases.advisers import SignInRefused
from bot.cases.models import Adviser, Passkey, PasskeyChallenge

LASTS = timedelta(minutes=10)
"""How long somebody may take between asking for a passkey and showing it."""
MOST = 10
BROKEN = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError)


def to_add(session: Session, adviser: Adviser, host: str, now: datetime) -> dict:
    """What the browser needs to make a passkey."""
    options = webauthn.generate_registration_options(
        rp_id=host,
        rp_name="Alongside",
        user_id=adviser.id.encode(),
        user_name=adviser.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=row.credential) for row in of(session, adviser.id)
        ],
    )
    _remember(session, options.challenge, now)
    return json.loads(options_to_json(options))


def add(
    session: Session,
    adviser: Adviser,
    answer: dict,
    name: str,
    *,
    host: str,
    origin: str,
    now: datetime,
) -> Passkey:
    """Keep a passkey the browser made. Raises SignInRefused."""
    if len(of(session, adviser.id)) >= MOST:
        raise SignInRefused(f"You have {MOST} passkeys: remove one first.")
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_take_back(session, answer, now),
            expected_rp_id=host,
            expected_origin=origin,
            require_user_verification=True,
        )
    except BROKEN:
        raise SignInRefused("The passkey could not be added. Please try again.") from None
    row = Passkey(
        id=_id(found.credential_id),
        adviser_id=adviser.id,
        credential=found.credential_id,
        public_key=found.credential_public_key,
        count=found.sign_count,
        name=" ".join(name.split())[:60] or "Passkey",
        created=now,
    )
    session.add(row)
    session.flush()
    return row


def to_sign_in(session: Session, host: str, now: datetime) -> dict:
    """What the browser needs to show a passkey; it need not be told whose."""
    options = webauthn.generate_authentication_options(
        rp_id=host, user_verification=UserVerificationRequirement.REQUIRED
    )
    _remember(session, options.challenge, now)
    return json.loads(options_to_json(options))


def check(session: Session, answer: dict, *, host: str, origin: str, now: datetime) -> Adviser:
    """Whose passkey was shown. Raises SignInRefused."""
    refused = SignInRefused("This passkey is not known here. Use another way to sign in.")
    try:
        row = session.get(Passkey, _id(base64url_to_bytes(answer["id"])))
        if row is None:
            raise refused
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=_take_back(session, answer, now),
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.count,
            require_user_verification=True,
        )
    except BROKEN:
        raise refused from None
    adviser = session.get(Adviser, row.adviser_id)
    if adviser.disabled is not None:
        raise SignInRefused("This account is switched off.")
    row.count, row.used = found.new_sign_count, now
    return adviser


def of(session: Session, adviser_id: str) -> list[Passkey]:
    query = select(Passkey).where(Passkey.adviser_id == adviser_id)
    return list(session.scalars(query.order_by(Passkey.created)))


def remove(session: Session, adviser_id: str, passkey_id: str) -> bool:
    gone = session.execute(
        delete(Passkey).where(Passkey.id == passkey_id, Passkey.adviser_id == adviser_id)
    )
    return gone.rowcount == 1


def _remember(session: Session, challenge: bytes, now: datetime) -> None:
    session.execute(delete(PasskeyChallenge).where(PasskeyChallenge.expires <= now))
    session.add(PasskeyChallenge(challenge=challenge, expires=now + LASTS))
    session.flush()


def _take_back(session: Session, answer: dict, now: datetime) -> bytes:
    """The challenge the browser answered, if it is ours, fresh and unused; it is used up by this."""
    data = parse_client_data_json(base64url_to_bytes(answer["response"]["clientDataJSON"]))
    taken = session.execute(
        delete(PasskeyChallenge).where(
            PasskeyChallenge.challenge == data.challenge, PasskeyChallenge.expires > now
        )
    )
    if taken.rowcount != 1:
        raise ValueError("not our challenge")
    return data.challenge


def _id(credential: bytes) -> str:
    return hashlib.sha256(credential).hexdigest()
