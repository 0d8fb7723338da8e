"""Several questions in one message: the urgent first, at most three, and what is left over is named."""

import re
from dataclasses import replace

from bot.conversations.compose import Composer, Outgoing
from bot.conversations.plan import PERSON, SAFETY_KIND, URGENT_FIRST
from bot.dialogue.client import Understood

MOST_ANSWERS = 3
HARDSHIP = ("urgent_hardship", "medical_question")
SURE_PART = 0.4
"""A question of several is answered by itself from this confidence on."""
_RHETORICAL = re.compile(
    r"\W*(?:(?:do |and )?you know what|guess what|know what i mean|you know|can you believe (?:it|that|this)|are you (?:joking|serious|kidding)"
    r"|is (?:this|that|it) a joke|what the \w+|how dare (?:they|you)|is anyone there|right)\W*",
    re.IGNORECASE,
)
"""What is put like a question and asks nothing."""
LONGEST_NAMED = 60
"""Characters of a question that are repeated when it is left over."""


def in_order(composer: Composer, understood: Understood) -> Understood:
    """With the question to answer first in front.

    One about danger comes first and alone. Where the message as a whole was only to be answered
    with words, its questions decide what they are, the urgent first: read whole, it is a mixture.
    """
    if understood.intent in SAFETY_KIND or len(understood.parts) < 2 or in_guide(understood):
        return understood
    asked = [p for p in understood.parts if not _RHETORICAL.fullmatch(p["text"])]
    understood = replace(understood, parts=asked)
    sure = [p for p in asked if p["confidence"] >= SURE_PART]
    for part in sure:
        if (name := part["intent"]) in SAFETY_KIND:
            plan = [
                {"answer": name, "handover": {"kind": SAFETY_KIND[name]}},
                {"note": "unanswered"},
            ]
            return replace(understood, intent=name, plan=plan, parts=[])
    if any(item.keys() - {"answer", "clarify"} for item in understood.plan):
        return understood
    names = [part["intent"] for part in sure if part["intent"] in composer.store]
    urgent = understood.intent in URGENT_FIRST and understood.intent in names
    if not names or urgent or understood.intent in HARDSHIP:
        # No money for food, told in passing and not asked about, comes first all the same.
        return understood
    first = min(names, key=lambda name: name not in URGENT_FIRST)
    return replace(understood, intent=first, plan=[{"answer": first}])


def with_other_questions(composer: Composer, out: Outgoing, understood: Understood) -> None:
    """Answer the other questions too, and name each that is not answered."""
    if in_guide(understood):
        return
    said = {name.partition(".")[0] for name in out.answers} | {understood.intent}
    others: dict[str, str] = {}
    left_out: list[str] = []
    for part in understood.parts:
        name = part["intent"]
        if name in said or name in others:
            continue
        if part["confidence"] >= SURE_PART and name in composer.store:
            others[name] = part["text"]
        else:
            left_out.append(part["text"])
            if name == "talk_to_human" and PERSON not in out.offers:
                out.offers.append(PERSON)
    room = MOST_ANSWERS - len(out.answers)
    ordered = sorted(others, key=lambda name: name not in URGENT_FIRST)
    for name in ordered[:room]:
        composer.answer(out, name, heading=True)
    left_out += [others[name] for name in ordered[room:]]
    out.left = out.left or left_out
    if left_out:
        what = ", ".join(f'"{_short(text)}"' for text in left_out)
        out.parts.append(composer.say("unanswered_named", what=what))


def in_guide(understood: Understood) -> bool:
    """Whether a guide took the message: its questions are then the guide's business."""
    return any("guide" in item for item in understood.plan)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST_NAMED else f"{text[:LONGEST_NAMED].rsplit(' ', 1)[0]} ..."
