"""Commands: what is done without Rasa, for a word, a choice, or what the gateway understands by itself."""

from sqlalchemy.orm import Session

from bot.cases.models import Kind
from bot.content.languages import language_of
from bot.conversations import (
    again,
    at_once,
    callback,
    clarify,
    consent,
    guided,
    handover,
    leaving,
    reports,
    safe,
)
from bot.conversations.accept import answer_crisis
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.orders import ask_to_erase
from bot.conversations.plan import PERSON, Deed, share_offers
from bot.conversations.unanswered import after_calling
from bot.conversations.understand import NOTHING_LEFT
from bot.dialogue.client import Understood

COMMAND_INTENT = {
    "summary_yes": "affirm", "summary_plan": "affirm", "summary_no": "deny",
    "person": "talk_to_human", "callback": "talk_to_human", "help": "menu", "more": "more_detail", "forget": "delete_my_data",
    "forget_sure": "delete_my_data", "forget_not": "deny", "stop": "stop_messages",
    "start": "resume_messages", "welcome": "greet", "form_easy_read": "simpler", "form_plain": "change_format", "unsure": "affirm", "unsafe": "crisis", "other_unsafe": "crisis_other", "abused": "safeguarding", "anger_yes": "affirm", "anger_no": "deny",
    "ill_now": "medical_question", "stop_works": "stop_messages", "not_safe": "crisis", "safe": "affirm", "helped": "affirm", "no_call": "crisis", "childline": "safeguarding",
    "text_999": "crisis", "no_numbers": "crisis", "harmed": "crisis", "not_understood": "crisis", "after_calling": "crisis", "show_partly": "deny", "callback_change": "talk_to_human", "show_talk": "affirm",
    "show_again": "talk_to_human", "when_there": "handover_chase", "hide_talk": "deny", "adviser_said": "repeat", "neither": "deny", "which_again": "affirm",
    "language": "change_language", NOTHING_LEFT: "affirm",
}  # fmt: skip
_KNOWN = {"crisis": "crisis_known", "safeguarding": "abuse_known"}
"""Said beside what is not about the danger that was told."""


def _say_in_their_language(composer: Composer, out: Outgoing, text: str) -> None:
    """That only English is written here, where there is room: the answer about danger follows."""
    composer.values["language"] = language_of(text)
    if composer.values["language"] and composer.caps.form != "sms":
        if answer := composer.best("change_language"):
            out.parts.append(str(composer.in_form(answer)).split("\n\n")[0])


def obey(
    gateway: Gateway,
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    command: str,
    text: str = "",
) -> None:
    """Do what the gateway does without Rasa."""
    if command == "unsafe":
        answer_crisis(gateway, session, talk, composer, out)
    elif command in ("anger_yes", "anger_no"):
        out.parts.append(composer.say(command))
        out.offers = [PERSON]
    elif command == NOTHING_LEFT:
        out.parts.append(composer.say("ask_again"))
    elif command in ("not_safe", "harmed"):
        _say_in_their_language(composer, out, text)
        composer.answer(out, safe.not_safe_answer(composer.state))
    elif command in ("safe", "helped"):
        composer.answer(out, f"crisis.{command}")
    elif command == "not_understood":
        _say_in_their_language(composer, out, text)
        composer.answer(out, "crisis.again")
    elif command == "no_numbers":
        composer.answer(out, "crisis.no_numbers")
    elif command == "after_calling":
        composer.answer(out, after_calling(text, composer.state) or composer.state.told_of)
    elif command == "no_call":
        about = "safeguarding" if composer.state.told_of == "safeguarding" else "crisis"
        composer.answer(out, f"{about}.told")
    elif command == "text_999":
        composer.answer(out, f"{composer.state.told_of}.text")
    elif command == "childline":
        composer.answer(out, "safeguarding.childline")
    elif command == "show_partly":
        handover.show_no_part(session, talk, composer, out)
        if consent.is_asked(composer.state):
            out.offers = share_offers()
    elif command == "callback_change":
        callback.change(session, talk, composer, out, text)
    elif command == "stop_works":
        out.parts.append(composer.say("stop_works"))
        if known := _KNOWN.get(composer.state.told_of):
            out.parts.append(composer.say(known))
    elif command == "ill_now":
        composer.answer(out, at_once.NOW)
        if known := _KNOWN.get(composer.state.told_of):
            out.parts.append(composer.say(known))
    elif command in ("other_unsafe", "abused"):
        composer.answer(out, COMMAND_INTENT[command])
        handover.ask_for_person(session, talk, composer, out, Kind.SAFEGUARDING, share=True)
        out.offers = []
    elif command == "person":
        # Rasa is down, so nobody asked whether the talk may be shown: it is not.
        handover.ask_for_person(session, talk, composer, out, Kind.ASKED, share=None)
    elif command in ("show_again", "when_there"):
        handover.point_to_organisation(session, composer)
        text = "share_talk_again" if command == "show_again" else "share_talk"
        out.parts.append(composer.say(text))
        out.offers = share_offers()
    elif command == "hide_talk":
        handover.hide(session, talk, composer, out)
    elif command == "show_talk":
        handover.ask_for_person(session, talk, composer, out, Kind.ASKED, share=True)
    elif command == "adviser_said":
        handover.said_by_adviser(session, talk, composer, out)
    elif command == "language":
        composer.answer(out, "change_language")
        out.offers = [PERSON]
    elif command == "forget":
        ask_to_erase(session, talk, composer, out)
    elif command == "forget_sure":
        gateway.erase(session, talk, composer, out)
    elif command == "forget_not":
        composer.answer(out, "deny")
    elif command == "unsure":
        # `Maybe` is not a yes: nothing is shown, deleted or sent on the strength of it.
        out.parts.append(composer.say("unsure"))
        out.offers = composer.state.offers
    elif command.startswith("summary_"):
        answer = command.removeprefix("summary_")
        leaving.answer_summary(session, talk, composer, out, gateway.vault, answer)
    elif command.startswith(reports.COMMAND):
        reports.take_choice(session, talk, composer, out, command)
    elif command == "callback":
        callback.begin(talk, composer, out)
    elif command in ("form_easy_read", "form_plain"):
        form = command.removeprefix("form_")
        deed = Deed(gateway, session, talk, composer, out, "", Understood("", 0.0))
        if not guided.in_form(deed, form):
            (again.simpler if form == "easy_read" else again.longer)(composer, out)
    elif command == "neither":
        clarify.clarify(composer, out, [], "neither")
    elif command == "which_again":
        out.parts.append(composer.say("which"))
        out.offers = composer.state.offers
    elif command == "welcome":
        out.parts.append(composer.say("welcome"))
    elif command == "start":
        out.parts.append(composer.say("not_stopped"))
    else:
        out.parts.append(composer.say("help"))
        if known := _KNOWN.get(composer.state.told_of):
            out.parts.append(composer.say(known))
