"""Doing what a message asks for: words, effects, tracker and memory, in the caller's transaction."""

import re
from dataclasses import replace
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from bot.cases import desk
from bot.cases.models import Kind
from bot.content.languages import language_of
from bot.conversations import (
    aftercare,
    at_once,
    callback,
    clarify,
    handover,
    inbox,
    matter,
    put_right,
    safe,
)
from bot.conversations.accept import READ_BY_RASA, answer_crisis
from bot.conversations.by_rasa import ASK_SAFE, EMPTY, is_unclear
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Message, Turn
from bot.conversations.obey import COMMAND_INTENT, obey
from bot.conversations.plan import PERSON, SAFETY_KIND, carry_out
from bot.conversations.reading import Reading
from bot.conversations.several import in_order, with_other_questions
from bot.conversations.speak import Result, send, send_next_page
from bot.conversations.state import TalkState
from bot.conversations.understand import NOTHING_LEFT
from bot.dialogue.client import Understood
from bot.dialogue.events import at_rest
from bot.safety import screen
from bot.safety.child import is_child

log = structlog.get_logger()

AT_ONCE = {
    "ill_now": ("medical_question", at_once.NOW),
    "attacked_now": ("safeguarding", "safeguarding.now"),
}
"""What is met with 999 also while a human holds the talk: the intent, and the answer."""
LATE = timedelta(minutes=30)
"""An answer that comes later than this begins with an apology."""
HIDDEN = {
    "ni_number": "a National Insurance number",
    "card_number": "a card number",
    "sort_code_account": "bank details",
    "password": "a password",
}
"""What is masked in a message, in words for the person."""
MEDIA = {
    "picture": "I cannot look at pictures",
    "voice": "I cannot listen to voice messages",
    "video": "I cannot watch videos",
    "": "I can only read words",
}
"""What was sent besides words, as the beginning of an answer."""
SURE_OF_DANGER = 0.9
"""From this confidence on, danger is no guess that a few words put right, and a question is another matter."""
UNSURE = 0.5
LIKELY = 0.3
"""From this confidence on a question is another matter than the danger, where its words or place say so."""
OF_THE_SAME = (
    "inform_benefit",
    "simpler",
    "repeat",
    "more_detail",
    "change_format",
    "change_language",
)
MOST_KEPT = 200
"""Characters of a question that are kept, for what is asked next."""
_ASKS = re.compile(
    r"\?|^(?:and |but |so |ok |please )*(?:what|how|when|where|which|who|can|could|do|does|is|will)\b"
)
"""Asked once more after the words for it, a question is met as any other, help in view beside it."""
TURNS_SAFE_OPEN = 2
"""Answers after which `not safe` is still taken for it; beside the first, they are told that it is open."""
MOST_EARLIER = 6
"""Answers that are remembered as given, so that what is asked about one again is answered in part."""
_TOLD = (*aftercare.TOLD_OF, "crisis.child", "safeguarding.child", "crisis_other.lost")
_ENDS_TALK = {"affirm", "deny", "thank", "goodbye", "greet"}
_LATER = [[name] for name in safe.LATER]
_ANSWERS_SAFE = {
    "ill_now",
    "unsafe",
    "abused",
    "not_safe",
    "harmed",
    "safe",
    "other_unsafe",
    NOTHING_LEFT,
}
SOFT = {"affirm", "deny", "thank", "goodbye", "greet", "out_of_scope", "handover_cancel", "repeat"}
"""After a crisis, words like these are met with care, not with their everyday answer."""


def heard(body: dict) -> str:
    """What a message says, with the pieces of the same text that came before it."""
    return body.get("joined") or body["text"]


def answer(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    message: Message,
    body: dict,
    reading: Reading,
) -> Result:
    """Words, effects, tracker and memory of one turn, in the caller's transaction."""
    state, text = composer.state, reading.text or heard(body)
    before, still_open = state.told_of, _safe_still_open(reading, state)
    note_child(composer, text)
    if reading.command == "not_safe":
        state.harmed = state.harmed or safe.has_harmed(text, state.unsafe)
        state.unsafe = True
    elif reading.command == "harmed":
        state.harmed = state.unsafe = True
    elif reading.command == "safe":
        state.unsafe = False
    elif reading.command == "helped":
        state.harmed = False  # What was taken is known to those who can deal with it.
    if reading.note in (put_right.CRISIS, put_right.ABUSE):
        case = desk.open_case_of(session, talk.id)
        state.told_of, state.guessed, state.put_right = "", False, case.id if case else ""
    if reading.command == "more":
        result = Result("more_detail", 1.0)
        send_next_page(session, talk, composer, result, message.channel)
        inbox.keep_state(talk, state)
        return result
    out, result = Outgoing(), Result()
    if composer.now - message.created > LATE:
        out.parts.append(composer.say("late"))
    if media := body.get("media"):
        out.parts.append(composer.say("media", what=MEDIA.get(media, MEDIA[""])))
    if hidden := body.get("hidden"):
        what = " and ".join(HIDDEN[kind] for kind in hidden)
        out.parts.append(composer.say("personal_data", what=what))
    if reading.note:
        out.parts.append(composer.say(reading.note))
    if reading.command == callback.COMMAND:
        result = Result("talk_to_human", 1.0)
        callback.step(session, talk, composer, out, text, message.channel)
    elif reading.command == "come_back":
        result = Result("talk_to_human", 1.0)
        handover.come_back(session, talk, composer, out, message.number)
    elif reading.command == "reach":
        result = Result("talk_to_human", 1.0)
        handover.reach_so(session, talk, composer, out, message.number)
    elif reading.command == "be_quick":
        result = Result("safeguarding", 1.0)
        composer.answer(out, aftercare.in_danger_now(text, state) or "safeguarding.now")
    elif understood := reading.understood:
        result = Result(understood.intent, understood.confidence, understood.entities)
        if not (media and understood.plan == EMPTY):
            result.intent = _act(gateway, session, talk, composer, out, text, understood)
        if state.callback:
            callback.go_on(composer, out, understood)
        talk.row.tracker = talk.key.seal("tracker", understood.tracker)
    else:
        if reading.command == "language":
            composer.values["language"] = language_of(text)
        obey(gateway, session, talk, composer, out, reading.command, text)
        result.intent = COMMAND_INTENT.get(reading.command, reading.command)
        result.confidence = 1.0
    if not out.parts and not out.again:
        # Nobody is left without a word, whatever went wrong.
        log.error("no_words", intent=result.intent)
        out.parts.append(composer.say("lookup_failed"))
        out.offers = [PERSON]
    _keep_asking(composer, out, reading, still_open)
    if state.child and _speaks_of_danger(out, composer):
        # A text message is cut at its end, and this must be in it.
        at = 0 if composer.caps.form == "sms" else len(out.parts)
        out.parts.insert(at, composer.say("childline_too"))
    if body.get("long") or len(text) > READ_BY_RASA:
        out.parts.append(composer.say("too_long"))
    _remember(composer, out, reading, text, result.intent)
    _remember_danger(composer, out, reading, text, before)
    if before and not out.answers and desk.open_case_of(session, talk.id) is None:
        state.told_of = ""  # The case was closed: nobody is told any more.
    send(session, talk, composer, out, result, message.channel)
    inbox.keep_state(talk, state)
    return result


def _remember(composer: Composer, out: Outgoing, reading: Reading, text: str, intent: str) -> None:
    """Keep what the next message may lean on: choices, answers, what was asked and what was said of it."""
    state, parts = composer.state, _parts(reading)
    state.offers, state.offered = out.offers, composer.now.isoformat()
    if out.answers:
        state.answers, state.nation_told = out.answers, state.nation
    state.left = out.left
    ranking = reading.understood.ranking if reading.understood else []
    state.others = clarify.meant_else(composer, ranking, [intent, *out.answers])
    if out.answers and not (parts or _leans(text, intent, state)):
        state.question = text[:MOST_KEPT]
    unclear = is_unclear(reading.understood) and intent and not (out.answers or state.question)
    state.unclear = [intent, text[:MOST_KEPT]] if unclear else []
    if not parts:
        kept = [name for name in state.earlier if name not in out.answers]
        state.earlier = [*kept, *out.answers][-MOST_EARLIER:]
    state.parts = [block["text"] for block in parts]
    state.told = bool(out.answers)
    state.guide = out.guide or (state.guide if out.again else {})


def _remember_danger(
    composer: Composer, out: Outgoing, reading: Reading, text: str, before: str
) -> None:
    """Keep whose danger was told of and how surely. `before`: whose it was before this message."""
    state = composer.state
    state.asked_safe = safe.asks(out.answers)
    state.told_of = aftercare.told_of(out.answers, state.told_of)
    if any(name in _TOLD for name in out.answers):
        state.put_right = ""
        state.guessed = _is_guess(reading, text) and (not before or state.guessed)
    elif reading.command in ("not_safe", "harmed"):
        state.guessed = False
    if not {"crisis", "crisis.child"}.isdisjoint(out.answers):
        state.harmed = state.harmed or safe.has_harmed(text)


def beside(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    message: Message,
    reading: Reading,
) -> Result:
    """A message to the human who holds the talk: the assistant is silent, unless it tells of danger."""
    out, result, state = Outgoing(), Result(), composer.state
    message.turn, state.offers, state.asked_safe = Turn.DONE, [], False
    if understood := reading.understood:
        result = Result(understood.intent, understood.confidence, understood.entities)
    if reading.command == "unsafe":
        result.intent = "crisis"
        answer_crisis(gateway, session, talk, composer, out)
    elif reading.command in AT_ONCE:
        result.intent, name = AT_ONCE[reading.command]
        composer.answer(out, name)
        if result.intent in SAFETY_KIND:
            handover.open_urgent(session, talk, composer, SAFETY_KIND[result.intent])
            state.told_of = state.told_of or result.intent
    if out.parts:
        send(session, talk, composer, out, result, message.channel)
    inbox.keep_state(talk, state)
    return result


def _act(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    text: str,
    understood: Understood,
) -> str:
    """Carry out the plan; after a crisis keep help in view. The intent that it came to."""
    with session.no_autoflush:
        # No case is made before this; what the turn has changed so far is written at the commit.
        case = desk.open_case_of(session, talk.id)
    state = composer.state
    kind = case.kind if case is not None and case.id != state.put_right else None
    in_crisis, in_danger = kind == Kind.CRISIS, kind in handover.URGENT
    if in_danger and (name := aftercare.about_the_other(text, composer.state, understood.intent)):
        composer.answer(out, name)
        ends = "goodbye" if understood.intent == "goodbye" else "thank"
        return ends if name.endswith(".after") else "crisis_other"
    of_harm = state.harmed and (
        understood.intent in (*SOFT, "medical_question", "handover_chase")
        or understood.confidence < UNSURE
        or safe.is_of_harm(text)
    )
    asked = aftercare.asked_after(text, state.told_of) if in_danger else None
    asks_again = ASK_SAFE in understood.plan or understood.intent in ("crisis", "goodbye")
    if in_crisis and (of_harm or (state.unsafe and asks_again and not asked)):
        # Whatever they say of how they feel: it may not show yet. And who is not safe is not asked again.
        composer.answer(out, safe.not_safe_answer(state))
        return "crisis"
    if asked:
        composer.answer(out, asked)
        return state.told_of
    sure = understood.confidence >= UNSURE
    after = _after(in_crisis, state, understood.intent if sure else "", text)
    asked_again = state.answers[-1:] == [after] and _ASKS.search(text.lower())
    soft = understood.intent in SOFT or (understood.confidence < UNSURE and not asked_again)
    surely_asks = understood.confidence >= SURE_OF_DANGER and safe.asks_calmly(text)
    soft = soft or (state.asked_safe and safe.is_remark(text) and not surely_asks)
    soft = soft and not _is_another_matter(state, understood, text)
    understood = _without_leave(understood) if in_danger else understood
    if in_danger and soft:
        composer.answer(out, after)
        return understood.intent
    if in_danger and state.answers[-1:] == ["safeguarding"] == _answers_in(understood):
        # Told more of it: the alarm is raised anew, and they do not read the same long text again.
        handover.open_urgent(session, talk, composer, Kind.SAFEGUARDING)
        composer.answer(out, "safeguarding.again")
        return understood.intent
    understood = in_order(composer, understood)
    carry_out(gateway, session, talk, composer, out, text, understood)
    with_other_questions(composer, out, understood)
    if in_danger and understood.intent not in SAFETY_KIND:
        if in_crisis and state.harmed:
            out.parts.insert(0, composer.say("harmed_known"))
        out.parts.append(composer.say("crisis_known" if in_crisis else "abuse_known"))
    return understood.intent


def _is_another_matter(state: TalkState, understood: Understood, text: str) -> bool:
    """A question that the model is not sure of, but that names a matter of ours or follows an answer to one;
    a wish for a person."""
    if understood.intent in SOFT or understood.confidence < LIKELY or ASK_SAFE in understood.plan:
        return False
    if understood.intent == "talk_to_human":
        return True
    if any("clarify" in item for item in understood.plan):
        return False
    goes_on = state.answers and state.answers[-1].partition(".")[0] not in aftercare.TOLD_OF
    asks = text.rstrip().endswith("?") or _ASKS.search(text.lower())
    return bool(asks and (goes_on or safe.OTHER_MATTER.search(text.lower())))


def _answers_in(understood: Understood) -> list[str]:
    return [item["answer"] for item in understood.plan if "answer" in item]


def _without_leave(understood: Understood) -> Understood:
    """Who was told of danger sees the talk already: a person is asked for without asking leave to show it."""
    if {"ask": "share_talk"} not in understood.plan:
        return understood
    asked = {"handover": {"kind": Kind.ASKED, "share": "yes"}}
    plan = [asked if item == {"ask": "share_talk"} else item for item in understood.plan]
    understood.tracker[:] = at_rest(understood.tracker)
    return replace(understood, plan=plan)


def note_child(composer: Composer, text: str) -> None:
    """Remember that a child writes: in danger they are told of the helpline that is for them."""
    composer.state.child = composer.state.child or is_child(text)
    if composer.state.child:
        composer.values["child"] = "child"


def _safe_still_open(reading: Reading, state: TalkState) -> int:
    """Turns for which `are you safe?` is kept in view: it was asked, and this is something else."""
    answered = reading.note == put_right.SAFE or reading.command in _ANSWERS_SAFE
    asked = safe.is_asked(state.offers) or state.safe_open
    if answered or not asked or state.calm:
        return 0
    return state.safe_open or TURNS_SAFE_OPEN


def _keep_asking(composer: Composer, out: Outgoing, reading: Reading, still_open: int) -> None:
    """Remind them once that we do not know if they are safe; then only a new sign brings it back."""
    state = composer.state
    asks = safe.is_asked(out.offers)
    state.passed_by = bool(still_open or state.passed_by) and not _answers_danger(out)
    if asks:
        state.safe_open = 1 if still_open else TURNS_SAFE_OPEN  # Put twice, it is the reminder.
        return
    first = still_open == TURNS_SAFE_OPEN or reading.doubted
    if first and not _answers_danger(out):
        out.parts.append(composer.say("safe_open"))
    state.safe_open = max(still_open - 1, 0) if not _answers_danger(out) else 0


def _answers_danger(out: Outgoing) -> bool:
    return any(name.partition(".")[0] in aftercare.TOLD_OF for name in out.answers)


def _speaks_of_danger(out: Outgoing, composer: Composer) -> bool:
    """Whether what goes out is about danger and does not name Childline yet."""
    known = {composer.say(name) for name in ("crisis_known", "abuse_known")}
    return (_answers_danger(out) or not known.isdisjoint(out.parts)) and "0800 1111" not in out.text


def _parts(reading: Reading) -> list[dict]:
    """The parts of the last answer that answer a message."""
    plan = reading.understood.plan if reading.understood else []
    return next((item["nearest"] for item in plan if "nearest" in item), [])


def _leans(text: str, intent: str, state: TalkState) -> bool:
    """Whether what was asked before is still what the talk is about: the same again in other words."""
    return intent in OF_THE_SAME or matter.carries_on(text, intent, state)


def _is_guess(reading: Reading, text: str) -> bool:
    """Whether danger was only read between the lines: not said plainly, chosen, or read beyond doubt."""
    found, screened = reading.understood, screen(text)
    plainly = screened.crisis or screened.about == "other"
    return found is not None and found.confidence < SURE_OF_DANGER and not plainly


def _after(in_crisis: bool, state: TalkState, intent: str, text: str) -> str:
    """The answer to soft words after a message about danger, by whose danger it was.

    What nobody understands, while another person is in danger, is no sign that they are not. The long
    answer is said once: one more such word gets a short one that asks again. Only thanks and a goodbye
    are let go without asking.
    """
    if state.told_of == "crisis_other":
        helped = state.answers[-1:] in (["crisis_other.helped"], ["crisis_other.after"])
        return "crisis_other.after" if helped or intent in _ENDS_TALK else "crisis_other.now"
    if not in_crisis:
        said = "safeguarding.after" in (*state.answers, *state.earlier)
        return "safeguarding.again" if said else "safeguarding.after"
    if safe.takes_leave(text):
        return "crisis.bye"
    again = state.asked_safe and state.answers[-1:] in _LATER
    return "crisis.again" if again else "crisis.after"
