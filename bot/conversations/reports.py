"""`That number is wrong`, `it's closed`: a report on a listing, opened from any channel."""

import re
from datetime import datetime

from sqlalchemy.orm import Session

from bot.conversations import follow_up
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk
from bot.conversations.state import Offer
from bot.directory.changes import ListingReport
from bot.directory.open import Directory

COMMAND = "report:"
"""A choice with this and an id says which listing is meant."""
_WRONG = r"(?:wrong|incorrect|not right|out of date|old|dead|not in use|not working|broken|disconnected|bounced|changed|down)"
_KINDS = (
    ("contact", rf"\b(?:phone|number|e-?mail(?:ed|s)?|website|site|link|web ?page)\b.*\b{_WRONG}\b"
                rf"|\b(?:wrong|dead|old) (?:phone|number|email|website|link)\b"
                r"|\b(?:number|phone|email|website|link)\b.*\b(?:doesn't|doesnt|does not|don't|dont|didn't|didnt) (?:work|exist|ring|connect)"
                r"|\b(?:phone|number|it)\b.*\b(?:rings out|goes dead|goes to voicemail)\b"
                r"|\b(?:nobody|no one|noone|no1) (?:ever )?(?:picks up|answers|answered|picked up|replies|replied)\b"
                r"|\b(?:rang|phoned|called|emailed|e-mailed|texted|tried)\b.*\b(?:no (?:answer|reply)|not? answer\w*)\b"),
    ("closed", r"\b(?:it|it's|its|they|they've|that|place|club|service|one|group)\b.*\b(?:closed|shut)(?: down)?\b"
               r"|\b(?:it|it's|its|they|that|place|club|service|group)\b.*\b(?:has|have|is|was|'s|its|it's) (?:gone|finished|ended|stopped)\b"
               r"|\b(?:closed|shut) down\b|\bno longer (?:runs?|running|exists?|there|open|going)\b"
               r"|\b(?:doesn't|doesnt|does not|don't|dont) (?:exist|run)(?: any ?more)?\b"
               r"|\b(?:doesn't|doesnt|does not|don't|dont) (?:do|offer|have) (?:it|that|this|them)? ?(?:any ?more|now)\b|\bnot there any ?more\b"),
    ("place", rf"\baddress\b.*\b{_WRONG}\b|\bwrong address\b|\b(?:has|have|they've|theyve|it's|its) moved\b|\bthey moved\b"),
    ("time", rf"\b(?:day|time|times|hours|opening)\b.*\b{_WRONG}\b|\bwrong (?:day|time)s?\b"),
    ("other", r"\bwrong (?:info|information|details?)\b|\b(?:that|this|listing|info|information|details?|what you said)\b.*\b(?:is|are|isn't|isnt|aren't) (?:wrong|incorrect|out of date|not right|right)\b"),
)  # fmt: skip
_QUESTION = re.compile(
    r"^(?:is|are|do|does|did|has|have|can|will|would|when|what|which|where|who|why|how|if)\b|\?\s*$"
)
_MINE = re.compile(r"\b(?:my|i'm|im|i am|i have|i've)\b.*\b(?:wrong|closed|moved|number|address)\b")
MOST_WORDS = 25


def what_is_wrong(text: str) -> str:
    """closed, contact, place, time or other, if the text reports a listing; else empty."""
    plain = " ".join(text.lower().replace("’", "'").split())
    if len(plain.split()) > MOST_WORDS or _QUESTION.search(plain) or _MINE.search(plain):
        return ""
    return next((kind for kind, shape in _KINDS if re.search(shape, plain)), "")


def take(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, directory: Directory, text: str
) -> bool:
    """Open a report if the text is one about a listing shown before. False if it is not."""
    state = composer.state
    if not state.services or not (what := what_is_wrong(text)):
        return False
    which = follow_up.which_one(
        " ".join(re.sub(r"[?!.,]+", " ", text.lower()).split()), len(state.services)
    )
    about = which if which is not None else state.looking.get("about")
    if about is None and len(state.services) > 1:
        state.looking["report"] = {"what": what, "words": text}
        out.parts.append(composer.say("report_which"))
        for service in directory.services(state.services):
            label = f"{service.name}, {service.organisation.name}"
            out.offers.append(Offer(label[:60], "", command=f"{COMMAND}{service.id}"))
        return True
    _open(session, talk, state.services[about or 0], what, text, composer.now)
    out.parts.append(composer.say("report_thanks"))
    return True


def take_choice(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, command: str
) -> None:
    """The listing that was meant has been chosen."""
    kept = composer.state.looking.pop("report", {"what": "other", "words": ""})
    _open(session, talk, command.removeprefix(COMMAND), kept["what"], kept["words"], composer.now)
    out.parts.append(composer.say("report_thanks"))


def _open(
    session: Session, talk: Talk, service_id: str, what: str, words: str, now: datetime
) -> None:
    report = ListingReport(service_id=service_id, conversation_id=talk.id, what=what, at=now)
    report.words = talk.key.seal("report", words)
    session.add(report)
