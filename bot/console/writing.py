"""What a text will do before it is sent: how many text messages, what they cost, what it gives away."""

from bot.console import plain_words
from bot.content.gsm import is_gsm, segments, to_gsm
from bot.conversations.limits import Charged
from bot.safety.personal_data import find_personal_data
from bot.settings import Settings

KINDS = {
    "ni_number": "a National Insurance number",
    "card_number": "a card number",
    "sort_code_account": "bank details",
    "password": "a password",
}


def gives_away(text: str) -> str:
    """What in the text should not be sent, in words; empty if nothing."""
    return " and ".join(dict.fromkeys(KINDS[found.kind] for found in find_personal_data(text)))


def about(text: str, channel: str, settings: Settings) -> str:
    """A sentence or two about a text that is being written; empty if there is nothing to say."""
    said = []
    if channel == "sms" and text.strip():
        count = segments(text)
        cost = count * settings.sms_pence
        many = "1 text message" if count == 1 else f"{count} text messages"
        said.append(f"This is {many} and costs about {cost:g}p.")
        if not is_gsm(text) and segments(to_gsm(text)) < count:
            said.append("Emoji and curly signs make it longer.")
    if what := gives_away(text):
        said.append(f"There is {what} in it. It is safer not to send that.")
    if easier := plain_words.hint(text):
        said.append(easier)
    return " ".join(said)


def cost_of(charged: Charged, settings: Settings) -> str:
    """What the segments of a talk came to, in words and money."""
    sent = f"{charged.sent} segment{'' if charged.sent == 1 else 's'} sent"
    if charged.received:
        sent += f" and {charged.received} received"
    pence = charged.pence(settings)
    money = f"{round(pence, 1):g}p" if pence < 100 else f"£{pence / 100:.2f}"
    return f"{sent}, about {money}" if charged.sent or charged.received else "none sent yet"
