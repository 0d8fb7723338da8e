"""Which guide a message is for, if any: one that is asked for, or the one that is open."""

import re
from collections.abc import Sequence

from bot.content.guides import adjustments, plan, safety, wish, words
from bot.content.guides.access_to_work import ACCESS_TO_WORK, WRITE
from bot.content.guides.adjustments import ADJUSTMENTS
from bot.content.guides.disclosure import DISCLOSURE
from bot.content.guides.plan import CHANGE, PLAN
from bot.content.guides.safety import SAFETY
from bot.content.guides.steps import (
    AGAIN,
    Answers,
    Heard,
    Move,
    State,
    again,
    left,
    paused,
    start,
    take,
)

__all__ = [
    "GUIDES", "Heard", "Move", "asks_freely", "is_about_plan", "is_change", "outcome", "paused", "topic_before",
]  # fmt: skip
SMALL_TALK = ("affirm", "deny", "thank", "greet", "change_format", "inform_benefit")

GUIDES = {g.id: g for g in (SAFETY, ACCESS_TO_WORK, WRITE, DISCLOSURE, ADJUSTMENTS, PLAN, CHANGE)}

_HELP = r"(?:help|guide|walk|take|talk) me (?:to |with |through |about |in )*"
_WALK = (
    r"(?:"
    + _HELP
    + r"|(?:can|could|will) (?:you|u|we) (?:please )?(?:help|check|work out|go through|do)|"
    r"go through|work through|lets? (?:do|go through|check)|check|i want to|id like to|i need (?:some )?help)"
)
_WORK = r"\b(?:work\w*|jobs?|volunteer\w*|clubs?|courses?|trial|training|college|self employed|business)\b"
_ASKED = {
    "plan": (
        r"\b(?:make|build|write|start|create|begin)(?: me| us)?(?: a| my| the)?(?: \w+)? plan\b",
        r"\b(?:a|my) support plan\b(?!.*\bwhat is\b)", r"^(?:my )?(?:support )?plan(?: please)?$",
        _HELP + r"(?:my |a |the )?plan\b",
    ),
    "write": (
        r"\b(?:what|how) (?:do|should|can|could|shall) i (?:write|put|say) (?:in|on|for) (?:my |the )?"
        r"(?:access to work|atw)\b",
        _HELP + r"write (?:my |the |an )?(?:access to work|atw)",
    ),
    "atw": (
        _WALK + r".{0,25}\b(?:apply|applying|get|getting|claim|eligible|qualify|application)\b.{0,12}"
        r"\b(?:access to work|atw|a2w)\b",
        _HELP + r"(?:my )?(?:access to work|atw|a2w)\b",
        r"\bhelp (?:to apply|applying|with applying|with (?:my|an) application) (?:for|to) "
        r"(?:access to work|atw|a2w)\b",
        r"\b(?:check|work out|find out|see) (?:if|whether) (?:i|im|i am) .{0,25}\b(?:access to work|atw)\b",
    ),
    "disclosure": (
        _HELP + r"(?:decide|work out|think|choose|weigh).{0,30}\b(?:tell|telling|disclos|say)",
        _HELP + r"(?:tell|telling|disclos\w+)\b",
        r"\b(?:decide|work out|weigh up|think through) (?:if|whether|about) .{0,20}\b(?:tell|telling|disclos)",
        r"\bweigh(?:ing)? (?:it |this )?up\b",
    ),
    "adjustments": (
        r"\b(?:what|which) (?:reasonable )?(?:adjustments?|adjustmnts|ajustments|changes|support) "
        r"(?:can|could|should|shall|might|do) i (?:ask|request|get|have|need)\b",
        r"\bwhat (?:can|could|should|shall) i ask (?:for|my (?:boss|employer|manager|work))\b",
        _HELP + r"(?:find|choose|think of|work out|get|ask for|asking for)?.{0,12}\badjustments?\b",
        r"\bfind (?:me )?(?:some )?adjustments?\b", r"\badjustments? finder\b",
    ),
    "safety": (
        r"(?=.*" + _WORK + r").*\b(?:(?:is|would|will) (?:it|that|this) (?:be )?(?:really |even |actually )?"
        r"(?:safe|risky)|(?:safe|risky)(?: for me)? (?:to|if i))\b",
        r"\bsafe(?: for me)? to try(?: (?:it|this|something|out))?$",
    ),
}  # fmt: skip
"""How people ask to be led through something, a general wish and not one plain question."""
_WANTED = {name: [re.compile(shape) for shape in shapes] for name, shapes in _ASKED.items()}
NAMED_BY = {
    "plan": ("plan",),
    "write": ("access to work", "atw"),
    "atw": ("access to work", "atw", "a2w"),
    "disclosure": ("tell", "disclos", "say", "weigh"),
    "adjustments": ("just", "changes", "support", "ask"),
    "safety": ("safe", "risky"),
}
"""Whoever asks so uses one of these: other messages need not be held against the shapes."""

_PLAN = r"(?:my |the )?(?:support )?plan\b"
_PLAN_STEPS = {
    "no_reminder": r"\b(?:no|stop|cancel|delete|turn off|dont (?:send|want)|do not (?:send|want))\b.{0,12}\breminders?\b|"
    r"\b(?:dont|do not|stop) remind(?:ing)? me\b",
    "remind": r"\bremind me\b.{0,30}\bplan\b|^(?:please )?(?:set|send me|i want) (?:a |the )?reminder$|^remind me$",
    "delete": r"\b(?:delete|erase|remove|bin|get rid of|forget|throw away)\b.{0,8}" + _PLAN,
    "adviser": r"\b(?:show|send|give|share|pass|hand)\b.{0,12}" + _PLAN
    + r".{0,30}\b(?:adviser|advisor|person|someone|human|partner|worker|them)\b|"
    r"\b(?:show|give|send) (?:the |a |an )?(?:adviser|advisor|person) .{0,4}" + _PLAN,
    "show": r"\b(?:show|see|read|view|open|what(?:s| is) (?:in|on)|download|save|print|copy of|get|"
    r"send(?: me)?|text me|wheres|where is)\b.{0,14}\b(?:my|the) (?:support )?plan\b",
}  # fmt: skip
_STEPS = {name: re.compile(shape) for name, shape in _PLAN_STEPS.items()}
_ABOUT_PLAN = re.compile(
    r"^(?:hi |hello |ok |okay |please |can you |could you |can i |can we |i want to |id like to |i need to |"
    r"lets |help me (?:to )?)*"
    r"(?:make|do|build|write|start|create|begin|show|see|read|view|open|change|edit|update|delete|"
    r"erase|remove|download|save|print|send|get|keep)(?: me| us)?(?: a| my| the)?"
    r"(?: support| work| job)? plan"
    r"(?: to (?:an? |the |my )?(?:adviser|advisor|person)| for (?:work|a job|getting (?:work|a job)))?"
    r"(?: please| pls| now)?$|^(?:my )?(?:support )?plan$"
)


def is_about_plan(text: str) -> bool:
    """True for exactly the few words that we ask people to use for My plan, and nothing else.

    `Plan` sounds like a plan to die to a classifier that has seen little else with that word.
    """
    return bool(_ABOUT_PLAN.match(words.plain(text)))


def asks_freely(state: State | None) -> bool:
    """Whether a question is open that is answered in the person's own words."""
    guide = GUIDES.get((state or {}).get("open"))
    question = guide.question(state.get("asked")) if guide else None
    return question is not None and question.free


def topic_before(intents: Sequence[str | None]) -> str:
    """The topic before the newest message: `more`, `easier words` and `yes` are about it too."""
    earlier = (name for name in reversed(intents[:-1]) if name not in (*AGAIN, *SMALL_TALK))
    return next(earlier, None) or ""


_START = re.compile(r"\b(?:start|starts|starting|begin|beginning)\b")
_ANEW = re.compile(
    r"\b(?:again|agen|over|afresh|anew|fresh|scratch|back|new|reset|restart|clear|top|talk|chat|the (?:start|beginning))\b"
    r"|^(?:please |lets |can we |can i )*(?:start|begin)$"
)


def is_change(text: str | None) -> bool:
    """`Change my goal`: a part of the plan is meant.

    So is `a later start`, an answer that only sounds like starting the whole talk anew.
    """
    said = words.plain(text or "")
    if plan.changes_in(said)[0]:
        return True
    return bool(_START.search(said)) and not _ANEW.search(said)


def outcome(state: State | None, heard: Heard, live: bool) -> Move | None:
    """What a guide makes of the message, or None: it is for the rest of the assistant.

    `live`: the open question is recent enough to be meant.
    """
    move = _outcome(state, heard, live)
    if move and move.item["guide"] == "plan" and "question" not in move.item:
        # Shown, deleted, reminded: a plan that is kept, not the questions of a new one.
        move = Move(paused(move.state), move.item)
    if move and move.item["step"] == "result" and move.item["guide"] in ("plan", "change"):
        # From here on the plan is kept by the gateway, or not at all.
        left = {k: v for k, v in move.state["answers"].items() if k not in ("plan", "change")}
        move = Move({**paused(move.state), "answers": left, "last": None}, move.item)
    return move


def _outcome(state: State | None, heard: Heard, live: bool) -> Move | None:
    state = state or {"open": None, "asked": None, "answers": {}, "missed": 0}
    if heard.choice:
        return _chosen(state, heard)
    is_open = live and state.get("open") in GUIDES
    if move := _plan_command(state, heard, is_open):
        return move
    if is_open and (state["open"] != "plan" or state["asked"]):
        name, _ = _asked_for(heard)
        if name is None:
            return take(GUIDES[state["open"]], state, heard)
        if name == state["open"] and state["asked"]:
            # Asked for once more: what else the message says counts, else the question stands.
            guide = GUIDES[name]
            answers = state["answers"].get(name) or {}
            return take(guide, state, heard) or again(guide, state, answers)
    name, known = _asked_for(heard)
    if name is None and words.is_carrying_on(heard.text):
        name = state.get("last") or state.get("open")
    return _begin(name, state, heard, known) if name in GUIDES else None


def _asked_for(heard: Heard) -> tuple[str | None, Answers]:
    """The guide that a message asks for in general, and what is answered by asking so."""
    said = words.in_full(heard.text)
    for name, shapes in _WANTED.items():
        named = any(word in said for word in NAMED_BY[name])
        if named and any(shape.search(said) for shape in shapes):
            return name, {}
    name, known = wish.guide_for(heard)
    return name or None, known


def _begin(name: str, state: State, heard: Heard, known: Answers | None = None) -> Move:
    guide = GUIDES[name]
    kept = state["answers"].get(name)
    if name == "plan":
        state = _drafted(state)
    if name == "change":
        return take(guide, state, heard) or left(guide, state)
    told = safety.told_before(heard) if name == "safety" and not kept else {}
    move = start(guide, state, heard, {**told, **(known or {})})
    if told and move.item["answers"].get("benefits") == told["benefits"]:
        move.item["told"] = told["benefits"]
    if name == "plan" and not kept:
        move.item.pop("resumed", None)
        move.item["begins"] = True
    return move


def _chosen(state: State, heard: Heard) -> Move | None:
    """A choice of ours: `guide.start`, `guide.question=value` or `guide.step`."""
    name, _, what = heard.choice.partition(".")
    if name not in GUIDES:
        return None
    if what == "start":
        return _begin(name, state, Heard("", kept=heard.kept))
    if state.get("open") != name:
        state = {**state, "open": name, "asked": None}
    return take(GUIDES[name], state, Heard("", choice=what))


def _plan_command(state: State, heard: Heard, is_open: bool) -> Move | None:
    """`Show my plan`, `delete my plan`, `change my goal to ...`: at any time."""
    said = words.plain(heard.text)
    for step, shape in _STEPS.items():
        if shape.search(said):
            return Move(paused(state), {"guide": "plan", "step": step})
    field, value = plan.changes_in(heard.text)
    if not field or heard.text.strip().endswith("?"):
        return None
    if is_open and state["open"] == "plan":
        return take(PLAN, state, heard if value else Heard("", choice=f"{field}=again"))
    ours = re.search(r"\bplan\b|\b(?:my|the) (?:goal|review date)\b|\bwhat helps me\b", said)
    if not ours and not (is_open and state["open"] == "change"):
        return None
    answers: Answers = {"field": field, **({"value": value} if value else {})}
    fresh = {**state, "answers": {**state["answers"], "change": answers}}
    return _start_change(fresh)


def _start_change(state: State) -> Move:
    """Ask for the new words of a field, or put in the words that came with the wish."""
    answers = state["answers"]["change"]
    now = {**state, "open": "change", "missed": 0}
    if "value" in answers:
        return Move(
            {**now, "asked": None}, {"guide": "change", "step": "result", "answers": answers}
        )
    item = {"guide": "change", "step": "ask", "question": "value", "answers": answers}
    return Move({**now, "asked": "value"}, item)


def _drafted(state: State) -> State:
    """With what was said in other guides put into a plan that is only beginning."""
    if state["answers"].get("plan"):
        return state
    answers = adjustments.for_plan(state["answers"].get("adjustments") or {})
    return {**state, "answers": {**state["answers"], "plan": answers}} if answers else state
