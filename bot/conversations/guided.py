"""Guided help as the person meets it: questions with choices, the way back, and who says results."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from bot.content.guides.safety import in_words
from bot.content.guides.talk import GUIDES
from bot.conversations import again, guided_plan, guided_results
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.state import Offer
from bot.dialogue.client import Understood

if TYPE_CHECKING:
    from bot.conversations.plan import Deed

GOES_BACK = {"answer", "again", "note"}
"""Plan items after which an open question is put again; others lead elsewhere."""

NOTES = {"easy_read": "easy_from_now", "plain": "plain_from_now"}
"""What is said beside an answer in a form that was just chosen."""

OFFERED = {
    "benefits_lose_if_work": ("safety", "Go through it for my benefits"),
    "benefits_volunteering": ("safety", "Go through it for my benefits"),
    "benefits_reassessment": ("safety", "Go through it for my benefits"),
    "benefits_permitted_work": ("safety", "Go through it for my benefits"),
    "atw_eligibility": ("atw", "Check it with me, step by step"),
    "atw_apply": ("atw", "Check it with me, step by step"),
    "disclosure_should_i": ("disclosure", "Help me decide"),
    "disclosure_when_how": ("disclosure", "Help me decide"),
    "adjustments_ask": ("adjustments", "Find adjustments for me"),
    "menu": ("plan", "Make a plan of my own"),
}
"""Answers after which a guide is offered, and what the choice is called."""
TOPICS = {
    "safety": "Is it safe to try work", "atw": "Access to Work", "write": "Access to Work",
    "disclosure": "Telling an employer", "adjustments": "Adjustments", "plan": "My plan",
    "change": "My plan",
}  # fmt: skip
"""What a case is about that is opened after a guide."""


def say(deed: "Deed", item: dict[str, Any]) -> None:
    """Say one thing of a guide: a question, a result, a command of it."""
    composer, out = deed.composer, deed.out
    composer.state.asked = ""
    guide, step = item["guide"], item["step"]
    if step == "repeat":
        again.repeat(composer, out)
        return
    out.guide = item
    composer.state.last_topic = TOPICS[guide]
    for word in ("resumed", "changed"):
        if item.get(word):
            out.parts.append(composer.say(f"guide_{word}"))
    if step == "ask":
        if item.get("begins") and composer.store.get(f"service.guide_{guide}_begin"):
            out.parts.append(composer.say(f"guide_{guide}_begin"))
        if told := item.get("told"):
            out.parts.append(composer.say("guide_safety_told", benefits=in_words(told)))
        if guide in ("plan", "change"):
            guided_plan.before_question(deed, item)
        ask(composer, out, guide, item["question"])
        if guide == "plan" and item["question"] == "keep":
            guided_plan.with_draft(deed, item["answers"])
    elif step == "missed":
        twice = item["missed"] > 1
        out.parts.append(composer.say("guide_missed_twice" if twice else "guide_missed"))
        ask(composer, out, guide, item["question"])
        if twice:
            out.offers.append(Offer("Talk to a person", "talk_to_human"))
    elif step == "simpler":
        composer.choose_form("easy_read")
        out.parts.append(composer.say("easy_from_now"))
        ask(composer, out, guide, item["question"])
    elif step == "explain":
        explain(composer, out, guide, item["question"])
    elif step == "left":
        out.parts.append(composer.say("guide_left"))
    else:
        if told := item.get("told"):
            out.parts.append(composer.say("guide_safety_told", benefits=in_words(told)))
        _result(deed, guide, step, item.get("answers") or {})
    composer.state.showing = "guide"


def in_form(deed: "Deed", form: str) -> bool:
    """Say what a guide said last in this form, now and from now on; False if there is nothing."""
    item = deed.state.guide
    does = f"{item.get('guide')}.{item.get('step')}"
    if form not in NOTES or not (item.get("question") or does in guided_results.STEPS):
        return False
    composer, out = deed.composer, deed.out
    composer.choose_form(form)
    out.parts.append(composer.say(NOTES[form]))
    step = "ask" if item.get("question") else item["step"]
    kept = {name: item[name] for name in ("guide", "question", "answers") if name in item}
    say(deed, {**kept, "step": step})
    return True


def _result(deed: "Deed", guide: str, step: str, answers: dict[str, Any]) -> None:
    steps: dict[str, Callable] = {**guided_results.STEPS, **guided_plan.STEPS}
    do = steps.get(f"{guide}.{step}")
    if do is None or (step == "result" and guide not in ("plan", "change") and not answers):
        # A choice of an older message, whose answers have been deleted since.
        deed.out.parts.append(deed.composer.say("guide_gone"))
        deed.out.offers = [Offer("Start again", "affirm", {"guide": f"{guide}.start"})]
        return
    do(deed, answers)


def ask(composer: Composer, out: Outgoing, guide: str, question: str) -> None:
    """Put a question with its numbered choices."""
    name = f"guide_{guide}_{question}"
    values = guided_plan.words_for(composer) if guide == "change" else {}
    out.parts.append(composer.say(name, **values))
    out.offers = [Offer(**choice) for choice in composer.store.get(f"service.{name}").choices]


def explain(composer: Composer, out: Outgoing, guide: str, question: str) -> None:
    """Why a question is asked, and the question in its shortest words."""
    answer = composer.store.get(f"service.guide_{guide}_{question}")
    if why := answer.forms.get("more"):
        out.parts.append(why)
    ask(composer, out, guide, question)


def offer(composer: Composer, out: Outgoing) -> None:
    """After a plain answer: the guide to it as one more choice, where choices are buttons."""
    if not composer.caps.buttons or len(out.answers) != 1 or not out.offers or out.guide:
        return
    guide, label = OFFERED.get(out.answers[0].partition(".")[0], ("", ""))
    if guide:
        last = out.offers[-1].intent == "talk_to_human"
        choice = Offer(label, "affirm", {"guide": f"{guide}.start"})
        out.offers.insert(len(out.offers) - last, choice)


def back(composer: Composer, out: Outgoing, understood: Understood) -> None:
    """After another question was answered: the open question of the guide again, then only a hint."""
    state = understood.slots.get("guide_state") or {}
    guide, asked = state.get("open"), state.get("asked")
    if guide not in GUIDES or not asked or GUIDES[guide].question(asked) is None:
        return
    if any(str(offer.entities.get("guide", "")).startswith(f"{guide}.") for offer in out.offers):
        return
    kinds = {kind for item in understood.plan for kind in item}
    if not kinds or not kinds <= GOES_BACK or "crisis" in " ".join(out.answers):
        return
    turns = _turns_since(understood.tracker)
    if turns == 1:
        out.parts.append(composer.say("guide_back"))
        ask(composer, out, guide, asked)
    elif turns == 2:
        out.parts.append(composer.say("guide_later"))


def _turns_since(tracker: list[dict[str, Any]]) -> int:
    """Messages of the person since the guide spoke; 0 if it is too long ago to matter."""
    turns = 0
    for event in reversed(tracker):
        if event["event"] == "user":
            turns += 1
        elif event["event"] == "action" and event["name"] == "action_guide":
            return turns
    return 0
