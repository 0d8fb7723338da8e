"""The call-back form: how and when an adviser reaches a person who does not want to wait here.

The gateway puts these questions itself. What is answered (a name, a number, an address) never
reaches Rasa or its tracker: it is sealed in the case. Questions asked in between are answered, and
the form goes on.
"""

import re
from dataclasses import dataclass, field

import phonenumbers
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.hours import in_words
from bot.cases.models import Case, Kind, State
from bot.conversations import consent, handover, leaving, needs
from bot.conversations.choices import choose
from bot.conversations.commands import plain_words
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk
from bot.conversations.state import Offer, TalkState
from bot.dialogue.client import Understood

COMMAND = "callback_step"
STEPS = ("how", "reach", "when", "needs", "message", "name")
HOW = {
    "text": "Text message",
    "phone": "Phone call",
    "relay": "Relay UK",
    "bsl": "BSL video call",
    "email": "Email",
}
_OWN_WORDS = {
    "relay": r"\brelay\b|\b1800[12]\b",
    "bsl": r"\bbsl\b|\bsign(?:ing| language)?\b|\bvideo\b",
    "email": r"\be-?mail\b",
    "text": r"\bte?xt\b|\btexting\b|\bsms\b",
    "phone": r"\b(?:tele)?phone\b|\bring\b|\bcall\b|\bmobile\b",
}
_NOT_SO = re.compile(r"\b(?:not|no|never|ca ?n[o']?t|do ?n[o']?t|wo ?n[o']?t|cannot)\b|n't\b|\?")
_SIGNS = re.compile(r"\b(?:bsl|sign language|video call)\b")
NEEDS_OF = {"relay": ["relay"], "bsl": ["bsl"], "phone": ["phone"], "email": ["email"]}
WHEN = ("Any time you are open", "In the morning", "In the afternoon")
CHOICES: dict[str, list[Offer]] = {
    "how": [Offer(label, "", command=COMMAND) for label in HOW.values()],
    "when": [Offer(label, "", command=COMMAND) for label in WHEN],
    "needs": [Offer("Nothing special", "", word="no", command=COMMAND)],
    "message": [
        Offer("Yes, that is safe", "", word="yes", command=COMMAND),
        Offer("No, leave no message", "", word="no", command=COMMAND),
    ],
    "name": [Offer("I would rather not say", "", word="no", command=COMMAND)],
}
INSTEAD = {"talk_to_human", "handover_cancel", "stop_messages"}
"""What is asked for in place of a call back, where that is sure. To start over clears the form itself."""
MORE_URGENT = {"crisis", "crisis_other", "safeguarding"}
FREE = ("reach", "when", "needs", "name")
"""Questions that are answered in one's own words."""
LONGEST = 200
_HOW_SAID = re.compile(
    r"(?:(?:by|a|on|via|the|my|please|pls|just|can you|could they|prefer|ok|yes|mobile|only|me|i want|id like) )*"
    r"(?:(?P<text>texts?|sms|text messages?|messages?|txt)|(?P<phone>(?:tele)?phone(?: ?calls?)?|calls?|ring|voice|mobile|landline)"
    r"|(?P<relay>relay(?: uk)?|text ?relay|minicom)|(?P<bsl>bsl(?: video)?|video(?: ?calls?)?|sign(?:ing)?(?: language)?|facetime)"
    r"|(?P<email>e ?mails?))(?: (?:me|please|pls|is best|is better|is good|call|then|ok|best|would be best|thanks))*"
)
"""How to reach somebody, in a word or two."""
_LEAVE = re.compile(
    r"(?:(?:no|nah|actually|sorry|ok|oh|please|just|i|thanks|thank you|and|so|then|now|anymore|any more|after all)[\s,.!]+)*"
    r"(?:no|cancel|stop|forget it|never ?mind|leave it|not now|no thanks|no thank you|no call ?-?back"
    r"|(?:i )?(?:ive |i've )?chang\w+ my mind|(?:i )?(?:no longer|do ?n[o']?t|dont) (?:want|need) (?:it|one|that|this|(?:a |the |my |any )?call ?-?back)"
    r"|cancel (?:it|that|this|(?:the |my )?call ?-?back))"
    r"(?:[\s,.!]+(?:cancel|please|thanks|thank you|now|then|it|anymore|any more|after all|actually|leave it|forget it))*[\s.!]*",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"^(?:what|how|why|when|where|who|can|could|will|would|do|does|is|are|should|am)\b.*\w+ \w+",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}")


@dataclass
class Form:
    """The answers so far; `step` is the question that is open."""

    step: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    tried: int = 0


def begin(talk: Talk, composer: Composer, out: Outgoing) -> None:
    """Start the form. The case, if there is none yet, is opened when the form is filled in."""
    if talk.row.tracker:
        # What Rasa was asking (may the talk be shown?) is not asked any more.
        events = talk.key.open("tracker", talk.row.tracker)
        at = composer.now.timestamp()
        events += [
            {"event": "active_loop", "timestamp": at, "name": None},
            {"event": "slot", "timestamp": at, "name": "requested_slot", "value": None},
        ]
        talk.row.tracker = talk.key.seal("tracker", events)
    composer.state.callback = {"step": "how", "answers": {}, "tried": 0}
    out.parts.append(composer.say("callback_begin"))
    _ask(composer, out)


def said_besides(text: str, step: str) -> dict[str, str]:
    """Answers to questions of the form that a message gives, whichever of them is open."""
    plain = plain_words(text)
    found = {}
    sure = not _NOT_SO.search(text.lower())
    if step == "how" and sure and (match := _HOW_SAID.fullmatch(plain)):
        found["how"] = match.lastgroup or ""
    if step in ("how", "reach") and consent.is_time(text):
        found["when"] = text.strip()[:LONGEST]
    if step == "how" and consent.is_number(text):
        found["reach"] = text.strip()[:LONGEST]
    return found


def reads(state: TalkState, text: str) -> bool:
    """True if this message answers the open question of the form."""
    if not state.callback:
        return False
    if said_besides(text, state.callback["step"]):
        return True
    if _chosen(state, text) is not None or _LEAVE.fullmatch(text.strip()):
        return True
    step = state.callback["step"]
    asks = text.rstrip().endswith("?") or _QUESTION.match(text.strip())
    return step in FREE and not asks


def _chosen(state: TalkState, text: str) -> Offer | None:
    """The choice that is meant: as it is written, or how to be reached in words of one's own."""
    offer = choose(text, state.offers)
    plain = text.lower()
    if offer or state.callback["step"] != "how" or len(plain.split()) > 6:
        return offer
    # `Video call can?`, as it is signed, asks for one.
    if _NOT_SO.search(plain if not _SIGNS.search(plain) else plain.rstrip("? ")):
        return offer
    named = [way for way, words in _OWN_WORDS.items() if re.search(words, plain)]
    if len(named) > 1 and named[-1] == "phone":
        # `A BSL video call`, `call me by relay`.
        named.pop()
    label = HOW[named[0]] if len(named) == 1 else ""
    return next((offer for offer in state.offers if offer.label == label), None)


def step(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, text: str, channel: str
) -> None:
    """Take the answer to the open question and put the next one, or keep the promise."""
    state = composer.state
    form = Form(**state.callback)
    offer = _chosen(state, text)
    if offer is None and _LEAVE.fullmatch(text.strip()):
        state.callback = {}
        waits = desk.open_case_of(session, talk.id) is not None
        out.parts.append(composer.say("callback_left" if waits else "callback_left_all"))
        return
    if offer is None and (besides := said_besides(text, form.step)):
        form.answers |= besides
        form.step = _next(form, channel)
        state.callback = form.__dict__
        if not besides.keys() & {"how"}:
            out.parts.append(composer.say("callback_taken"))
        _ask(composer, out)
        return
    answer = " ".join((offer.label if offer else text).split())[:LONGEST]
    if form.step == "reach" and form.tried == 0 and not _can_reach(form.answers["how"], answer):
        form.tried = 1
        state.callback = form.__dict__
        out.parts.append(composer.say("callback_reach_wrong"))
        return
    form.answers[form.step] = _value(form.step, answer)
    form.tried, form.step = 0, _next(form, channel)
    if form.step:
        state.callback = form.__dict__
        _ask(composer, out)
        return
    state.callback, state.booked, state.listed = {}, True, False
    promise(session, talk, composer, out, form.answers)


_CHANGES = re.compile(
    r"\b(?:chang\w+|move|moved|make it|rearrange|re ?schedule|different|swap|another|earlier|later|instead|update|new)\b"
)
_OF_CALL = re.compile(
    r"\bcall(?:ing)? ?(?:me )?back\b|\bcallback\b|\b(?:the|my) (?:call|booking)\b"
)
_OWN_PARTS = re.compile(r"\bmy (?:phone |mobile )?(?:number|mobile|phone|e-?mail)\b")
_OF_LISTING = re.compile(
    r"\b(?:groups?|clubs?|services?|sessions?|their)\b|\b(?:do|does|are|is|have|has) (?:they|there|it open)\b"
    r"|\bthey (?:meet|open|have|run)\b|\b(?:another|different|new|earlier|later) ones?\b"
)
"""`Do they have another number`: where services were shown before, that is about them."""
_OF_PARTS = re.compile(r"\b(?:day|time|date|number|phone number|mobile|email)\b")
_CANCELS = re.compile(
    r"\b(?:cancel|scrap|drop|forget|(?:dont|don't|do not|no longer) (?:want|need)) (?:(?!to\b)\w+ )?(?:call ?back|call|booking)\b"
)
_MOST_OF_A_CHANGE = 14
_DAY_OR_TIME = re.compile(
    r"\b(?:(?:next |this )?(?:mon|tues|wednes|thurs|fri)day|tomorrow|(?:in the )?(?:morning|afternoon)|(?:at |after |before )?\d{1,2}(?:[:.]\d{2})? ?[ap]m"
    r"|(?:after|before|at) \d{1,2}\b)(?: (?:morning|afternoon|at|after|before|\d{1,2}(?:[:.]\d{2})?(?: ?[ap]m)?))*"
)


def changes(text: str, state: TalkState) -> bool:
    """`Make it friday`, `change my number`, `cancel the call back`, once one is booked.

    After services were shown a day, a time or a number is theirs, unless the words say otherwise.
    """
    plain = plain_words(text)
    if not state.booked or state.callback or len(plain.split()) > _MOST_OF_A_CHANGE:
        return False
    of_call = bool(_OF_CALL.search(plain))
    if _CANCELS.search(plain):
        return of_call or not state.listed
    if plain.startswith(("what", "when", "who", "how", "why", "where")) or not _CHANGES.search(
        plain
    ):
        return False
    if of_call or state.told:
        return of_call
    # Of other days and numbers only a call back that was just booked is meant.
    if state.listed or (state.services and _OF_LISTING.search(plain)):
        return bool(_OWN_PARTS.search(plain))
    return bool(_DAY_OR_TIME.search(plain) or _OF_PARTS.search(plain))


def change(session: Session, talk: Talk, composer: Composer, out: Outgoing, text: str) -> None:
    """A booked call back at another time or number, or none at all; asked anew where it is not said."""
    case = desk.open_case_of(session, talk.id)
    if case is None or case.callback is None or case.state != State.CALLBACK_DUE:
        begin(talk, composer, out)
        return
    plain = plain_words(text)
    if _CANCELS.search(plain):
        composer.state.booked = False
        handover.cancel(session, talk, composer, out)
        return
    answers = talk.key.open("callback", case.callback)
    when, number = _DAY_OR_TIME.search(plain), _NUMBER_SAID.search(text)
    email = _EMAIL.search(text)
    if when and not number:
        answers["when"] = when[0]
    elif found := number or email:
        answers["reach"] = found[0].strip()
    else:
        begin(talk, composer, out)
        return
    case.callback = talk.key.seal("callback", answers)
    composer.state.listed = False
    handover.point_to_case(session, composer, case)
    due = leaving.promised_by(session, case, composer, composer.hours)
    desk.move(session, case, "change_callback", desk.Actor.PERSON, composer.now, due=due)
    what = when[0].capitalize() if when and not number else answers["reach"]
    by = in_words(due, composer.now)
    out.parts.append(composer.say("callback_changed", what=what, by=by))


_NUMBER_SAID = re.compile(r"(?:\+44 ?|\b0)[\d ]{9,13}\b")


def go_on(composer: Composer, out: Outgoing, understood: Understood) -> None:
    """After a message that was none of the answers: the open question again, below what was said."""
    unclear = any("clarify" in item for item in understood.plan)
    if understood.intent in MORE_URGENT or (understood.intent in INSTEAD and not unclear):
        composer.state.callback = {}
        return
    if unclear:
        out.parts = []
    out.offers = []
    _ask(composer, out, again=True)


def promise(
    session: Session, talk: Talk, composer: Composer, out: Outgoing, answers: dict[str, str]
) -> Case:
    """Keep the answers with the case and promise the call back."""
    case = handover.case_for(session, talk, composer)
    anew = case.state == State.CALLBACK_DUE and case.callback is not None
    case.callback = talk.key.seal("callback", answers)
    named = needs.named_in(answers.get("needs", ""))
    handover.add_needs(talk, case, [*NEEDS_OF.get(answers["how"], []), *named])
    handover.point_to_case(session, composer, case)
    due = leaving.promised_by(session, case, composer, composer.hours)
    by = desk.Actor.PERSON
    if anew:
        desk.move(session, case, "change_callback", by, composer.now, due=due)
    elif case.kind == Kind.ASKED or case.state != State.WAITING:
        desk.move(session, case, "promise_callback", by, composer.now, due=due, why="callback")
    else:
        # Somebody who may be in danger goes on waiting for whoever is there first.
        desk.remark(session, case, "asked_callback", by, composer.now)
    said = words(answers)
    out.parts.append(
        composer.say("callback_promised", how=said["How"], by=in_words(due, composer.now))
    )
    return case


def words(answers: dict[str, str]) -> dict[str, str]:
    """The answers as an adviser, or the person, reads them."""
    how = HOW.get(answers.get("how", ""), "")
    reach = answers.get("reach", "")
    return {
        "Name to use": answers.get("name", "") or "Not given",
        "How": f"{how}, {reach}" if reach else how,
        "When": answers.get("when", ""),
        "Access needs": answers.get("needs", "") or "None named",
        "Safe to leave a message": "Yes" if answers.get("message") == "yes" else "No",
    }


def _ask(composer: Composer, out: Outgoing, again: bool = False) -> None:
    form = Form(**composer.state.callback)
    what = {"phone": "number", "text": "number", "relay": "number"}.get(
        form.answers.get("how", ""), form.answers.get("how", "")
    )
    name = f"callback_{form.step}" if form.step != "reach" else f"callback_reach_{what}"
    if again:
        out.parts.append(composer.say("callback_goes_on"))
    out.parts.append(composer.say(name))
    out.offers = list(CHOICES.get(form.step, []))


def _next(form: Form, channel: str) -> str:
    """The next open question; who writes text messages need not tell us their number."""
    if form.step == "how" and form.answers.get("how") == "text" and channel == "sms":
        form.answers["reach"] = "this number"
    reach, how = form.answers.get("reach", ""), form.answers.get("how", "")
    unfit = how and reach not in ("", "this number") and not _can_reach(how, reach)
    if form.step == "how" and unfit:
        del form.answers["reach"]  # A number said before they chose email.
    left = [name for name in STEPS if name not in form.answers]
    return left[0] if left else ""


def _value(step: str, answer: str) -> str:
    if step == "how":
        return next(key for key, label in HOW.items() if label == answer)
    if step == "message":
        return "yes" if answer == CHOICES["message"][0].label else "no"
    if step in ("needs", "name") and answer == CHOICES[step][0].label:
        return ""
    return answer


def _can_reach(how: str, answer: str) -> bool:
    """True if the answer looks like a number (or an address) that somebody can be reached at."""
    if _EMAIL.search(answer):
        return how in ("email", "bsl")
    if how == "email":
        return False
    digits = re.sub(r"^(?:18001|18002)", "", re.sub(r"[^\d+]", "", answer))
    try:
        number = phonenumbers.parse(digits, "GB")
        # Shorter ones are possible only within a town.
        return phonenumbers.is_possible_number(number) and number.national_number > 10**8
    except phonenumbers.NumberParseException:
        return False
