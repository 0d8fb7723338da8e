"""The newest answer sent on as a text message. Only our own words leave, never the person's.

The number becomes a talk of its own, as if its owner had written first: MORE, STOP and questions
work there, and nothing in it leads back to the talk on the page.
"""

from datetime import timedelta

import phonenumbers
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.channels.base import SMS
from bot.channels.sms import mobile
from bot.conversations import inbox, speak
from bot.conversations.compose import Outgoing
from bot.conversations.gateway import Gateway
from bot.webchat.texts import gettext as _
from bot.webchat.visits import SentText

NOT_AGREED = _("Tick the box to say that this is your phone.")
NOT_A_NUMBER = _("We can only text UK mobile numbers. They start with 07.")
STOPPED = _("This number asked us to stop. Text START from it first. Then try again.")
ENOUGH = _("We cannot send more texts from here today. Try again tomorrow.")
NOTHING = _("There is no answer to send yet. Ask something in the chat first.")
A_DAY_A_NUMBER = 3
"""Nobody's phone can be flooded through us."""


def newest_answer(gateway: Gateway, session: Session, conversation_id: str) -> str:
    """The id of the answer given last in this talk; empty if there was none."""
    talk = inbox.talk_of(session, gateway.vault, conversation_id)
    for message in reversed(inbox.messages_of(session, conversation_id)):
        names = talk.key.open("body", message.body).get("answers") or []
        if known := [name for name in names if name in gateway.store.current()]:
            return known[0]
    return ""


def send_answer(gateway: Gateway, session: Session, conversation_id: str, typed: str) -> str:
    """Queue one text message. Returns why not, in words; empty if it is on its way."""
    number, now = _mobile(typed, gateway.settings.sms_countries), gateway.clock.now()
    name = newest_answer(gateway, session, conversation_id)
    if not name:
        return NOTHING
    if number is None:
        return NOT_A_NUMBER
    tag = gateway.vault.address_tag("text", number)
    session.execute(delete(SentText).where(SentText.at <= now - timedelta(days=1)))
    of_number = select(func.count(SentText.id)).where(SentText.tag == tag)
    of_all = select(func.count(SentText.id))
    if (
        session.scalar(of_number) >= A_DAY_A_NUMBER
        or session.scalar(of_all) >= gateway.settings.texts_a_day
    ):
        return ENOUGH
    talk, address = inbox.talk_with(session, gateway.vault, SMS.name, number, now)
    if address.opted_out is not None:
        return STOPPED
    state = inbox.state_of(talk)
    composer, out = gateway.composer(talk, SMS, state), Outgoing()
    out.parts.append(composer.say("sent_on"))
    composer.answer(out, name)
    state.answers = out.answers
    state.offers = []
    speak.send(session, talk, composer, out, speak.Result(), SMS.name)
    inbox.keep_state(talk, state)
    session.add(SentText(tag=tag, at=now))
    return ""


def _mobile(typed: str, countries: str) -> str | None:
    """The number in E.164 form, however it was typed; None if it is no mobile that we text."""
    try:
        parsed = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return None
    whole = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return mobile(whole, countries)
