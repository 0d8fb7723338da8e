"""Orders that the model reads from a message: stop, delete, start over, where is the person."""

import re
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.cases import desk
from bot.content.guides.talk import is_change
from bot.conversations import clarify, handover, listing_detail, optout
from bot.conversations.commands import names_stopping
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk
from bot.conversations.state import Offer

if TYPE_CHECKING:
    from bot.conversations.plan import Deed

SURE_STOP = 0.85
"""Below this confidence a wish to stop is asked about: it may be somebody else who should stop."""


_STOPS_ELSE = re.compile(
    r"\b(?:not|dont|don't) stop\b|\bstop (?:asking|saying|telling|repeating|giving|showing|talking|going|being|treating)\b"
    r"|\b(?:stop|quit) (?:work\w*|my|the (?:job|course|club|guide|form)|claim\w*|study\w*|volunt\w*|college|uni\w*)\b|\blong (?:messages?|texts?|answers?)\b|^why\b"
    r"|\b(?:dont|don't|do not|not|no) leav\w+ (?:\w+ )?(?:a |any )?(?:messages?|voice ?mails?)\b"
)
"""`Stop asking me that`: something else is to stop than our messages."""
SURE_START = 0.75
"""Below this confidence nothing that was talked about is put aside."""
SURE_CHASE = 0.8
"""Below this confidence nobody is told that they are not waiting for anybody."""
_WHEN = re.compile(
    r"(?:about |like |over |nearly |it was )?(?:\w+ )?\w+ (?:days?|weeks?|months?|years?) ago\W*$|(?:since|last|on|in) \w+(?: \w+)?\W*$",
    re.IGNORECASE,
)
"""`3 weeks ago`: when something was, and not a word of somebody who should come."""
_OF_THEM = re.compile(
    r"\b(?:call|calling|ring|phone|email|text|contact|join|go to|see) (?:them|it)\b"
)
"""`I dont want to call them`, after services were shown: said of those, and not of a call back."""


def obey(deed: "Deed", what: str) -> None:
    """Do what was ordered; ask first where it is not sure that it was."""
    composer, out, said = deed.composer, deed.out, deed.text.lower()
    doubtful = deed.understood.confidence < SURE_CHASE or _WHEN.match(deed.text.strip())
    if what == "chase" and doubtful and not deed.state.waiting:
        ranking = [r for r in deed.understood.ranking if not r[0].startswith("handover_")]
        clarify.clarify(composer, out, ranking, "unsure")
    elif what == "chase":
        handover.chase(deed.session, deed.talk, composer, out)
    elif what == "cancel" and deed.state.booked and deed.state.listed and _OF_THEM.search(said):
        listing_detail.detail(composer, out, deed.gateway.directory, deed.text)
    elif what == "cancel":
        handover.cancel(deed.session, deed.talk, composer, out)
    elif what == "erase":
        ask_to_erase(deed.session, deed.talk, composer, out)
    elif what == "export":
        out.parts.append(composer.say("export"))
    elif what == "start_over" and (deed.understood.confidence < SURE_START or is_change(deed.text)):
        clarify.clarify(composer, out, deed.understood.ranking, "unsure", deed.text)
    elif what == "start_over":
        borough, nation = deed.state.borough, deed.state.nation
        deed.state.__init__()
        deed.state.borough, deed.state.nation = borough, nation
        composer.answer(out, "start_over")
    elif what == "stop" and _STOPS_ELSE.search(deed.text.lower()):
        clarify.clarify(composer, out, [], "wrong")
    elif what == "stop" and (
        deed.understood.confidence < SURE_STOP or not names_stopping(deed.text)
    ):
        out.parts.append(composer.say("stop_sure"))
        out.offers = [
            Offer("Yes, stop all messages", "stop_messages", word="yes"),
            Offer("No, carry on", "menu", word="no"),
        ]
    elif what == "stop":
        optout.stop(deed.session, deed.talk, composer.now)
        out.parts.append(composer.say("stopped"))
    else:
        out.parts.append(composer.say("not_stopped"))


def ask_to_erase(session: Session, talk: Talk, composer: Composer, out: Outgoing) -> None:
    """Ask to be sure of it; where it cannot be done just now, say so and promise nothing."""
    if desk.open_case_of(session, talk.id) is not None:
        out.parts.append(composer.say("erase_not"))
        return
    out.parts.append(composer.say("erase_sure"))
    out.offers = [
        Offer("Yes, delete everything", "", word="yes", command="forget_sure"),
        Offer("No, keep it", "", word="no", command="forget_not"),
    ]
