"""What a guide says at its end: chosen by bot/content/guides, in words of data/answers/guides.yml."""

from typing import TYPE_CHECKING, Any

from bot.content.guides import access_to_work, adjustments, disclosure, safety
from bot.content.guides.live import BARRIERS, MATRIX
from bot.content.guides.matrix import FIELDS, Cell, Matrix
from bot.content.store import Source
from bot.conversations import nations
from bot.conversations.compose import MOST_SOURCES, Composer, Outgoing
from bot.conversations.state import Offer

if TYPE_CHECKING:
    from bot.conversations.plan import Deed

PERSON = Offer("Talk to a person", "talk_to_human")
TO_PLAN = Offer("Put it in my plan", "affirm", {"guide": "plan.start"})
ADVICE = {
    "always": "Yes, always.",
    "yes": "Yes, before you begin.",
    "advisable": "It is a good idea.",
    "no": "Not needed for most people.",
}
TOPIC = {
    "club": "job_club_voluntary", "volunteer": "benefits_volunteering",
    "work_trial": "training_apprenticeship", "part_time": "benefits_lose_if_work",
    "job": "benefits_lose_if_work", "course": "training_apprenticeship",
    "self_employment": "self_employment", "ask_access_to_work": "atw_what",
}  # fmt: skip
"""The answer that holds more about an activity, for `tell me more`."""
COUNCIL_PAYS = {
    "Housing Benefit": "benefits_lose_if_work.hb",
    "Council Tax Support": "benefits_lose_if_work.ctr",
}
"""What stands about work and a benefit that the matrix does not hold."""
SCOTLAND_HAS_OWN = ("pip", "ca")
"""Adult Disability Payment and Carer Support Payment stand in their place there."""


def choice(label: str, what: str) -> Offer:
    """A choice that goes back into a guide."""
    return Offer(label, "affirm", {"guide": what})


def safety_result(deed: "Deed", answers: dict[str, Any]) -> None:
    """The cells of the matrix, the more careful first, and everything that goes with them."""
    composer, out, matrix = deed.composer, deed.out, MATRIX.current()
    if composer.today > matrix.review_by:
        _withheld(composer, out, "benefits and trying work", matrix)
        return
    found = safety.verdict(matrix, answers)
    activity = matrix.activities.get(answers["activity"], {})
    doing = activity.get("doing", "try something")
    strict = [cell.advice_first for cell in found.cells]
    if found.cells and (words := nations.warning(composer, _covers(found.cells))):
        out.parts.append(words)
    if found.cells:
        benefits = " and ".join(_name(matrix, cell, answers, "short") for cell in found.cells)
        out.parts.append(composer.say("guide_safety_heading", benefits=benefits, doing=doing))
    if "always" in strict:
        out.parts.append(composer.say("guide_safety_first"))
    out.parts += [composer.say(f"guide_safety_{note}") for note in found.notes]
    if len(found.cells) > 1:
        out.parts.append(composer.say("guide_safety_two"))
    for cell in found.cells:
        out.parts.append(cell_words(composer, matrix, cell, answers))
    # The matrix does not hold what the council pays; that pay counts is told by an answer.
    paid = [b for b in found.unknown if b in COUNCIL_PAYS and activity.get("paid")]
    if unknown := " and ".join(b for b in found.unknown if b not in paid):
        what = activity.get("name", "Trying something")
        what = what[0].lower() + what[1:]
        out.parts.append(composer.say("guide_safety_unknown", unknown=unknown, doing=what))
    for benefit in paid:
        composer.answer(out, COUNCIL_PAYS[benefit])
    if found.cells:
        _around(composer, out, matrix, found.cells, activity)
        _sources(out, [source for cell in found.cells for source in cell.sources])
        out.checked = matrix.reviewed
        out.answers.append(TOPIC[answers["activity"]])
    if found.cells and not matrix.reviewer and "adviser" not in out.text.lower():
        out.parts.append(composer.careful())
    other = choice("Ask about something else", "safety.activity=again")
    out.offers = [other, *([TO_PLAN] if found.cells else []), PERSON]
    if found.unknown or not found.cells:
        out.offers = [PERSON, other]


def _covers(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """The nations whose rules these cells are: Scotland pays benefits of its own in place of two."""
    own = any(cell.benefit in SCOTLAND_HAS_OWN for cell in cells)
    return ("England", "Wales") if own else ("England", "Scotland", "Wales")


def cell_words(
    composer: Composer, matrix: Matrix, cell: Cell, answers: dict[str, Any] | None = None
) -> str:
    """One cell in words."""
    told = {name: composer.store.fill(cell.tell(name), composer.today) for name in FIELDS}
    paid = matrix.activities[cell.activity]["paid"]
    sums = matrix.benefits[cell.benefit]["pay"] if paid and "money" not in cell.unverified else ""
    if sums and composer.form != "sms":
        told["money"] += f" {composer.store.fill(sums, composer.today)}"
    return composer.say(
        "guide_safety_cell",
        name=_name(matrix, cell, answers or {}, "name"),
        short=_name(matrix, cell, answers or {}, "short"),
        advice=ADVICE[cell.advice_first],
        **told,
    )


def _name(matrix: Matrix, cell: Cell, answers: dict[str, Any], form: str) -> str:
    """The name of a benefit; without its group where the person was not asked for it."""
    for benefit, name in (("uc", "Universal Credit"), ("esa", "ESA")):
        if cell.benefit.startswith(f"{benefit}_") and answers and f"{benefit}_group" not in answers:
            return name
    return matrix.benefits[cell.benefit][form]


def _around(
    composer: Composer, out: Outgoing, matrix: Matrix, cells: tuple[Cell, ...], activity: dict
) -> None:
    """How to tell whom, words for the work coach, when to stop, and who does sums."""
    rows = [matrix.benefits[cell.benefit] for cell in cells]
    reports = [row for row, cell in zip(rows, cells) if not cell.said["report"].startswith("No.")]
    for row in {row["office"]: row for row in reports}.values():
        out.parts.append(composer.say("guide_safety_how", office=row["office"], how=row["how"]))
    if any(cell.said["reassess"].startswith("Low") for cell in cells):
        out.parts.append(composer.say("guide_safety_low"))
    if not reports:
        out.parts.append(composer.say("guide_safety_tell_nobody"))
    if activity["coach"] and any(row["coach"] for row in rows):
        out.parts.append(composer.say("guide_safety_coach", words=activity["coach"]))
    if any(cell.advice_first != "no" for cell in cells):
        stops = list(dict.fromkeys(stop for row in rows for stop in row["stops"]))
        sms = composer.form == "sms"
        listed = "; ".join(stops) if sms else "\n".join(f"- {stop}" for stop in stops)
        out.parts.append(composer.say("guide_safety_stops", stops=listed))
    if activity["paid"]:
        out.parts.append(composer.say("guide_safety_sums"))


def _withheld(composer: Composer, out: Outgoing, title: str, matrix: Matrix) -> None:
    source = next(s for cell in matrix.cells.values() for s in cell.sources if s.url)
    out.parts.append(
        composer.say(
            "overdue",
            title=title,
            core="it depends on your benefit, so ask an adviser before you act.",
            source=source.url,
        )
    )
    out.offers = [PERSON]


def _sources(out: Outgoing, sources: list[Source]) -> None:
    linked = [source for source in dict.fromkeys(sources) if source.url]
    out.sources += [source for source in linked if source not in out.sources][: MOST_SOURCES + 1]


def _say_all(deed: "Deed", texts: list[str]) -> None:
    for text in texts:
        kind, _, name = text.rpartition(":")
        if kind == "answer":
            deed.composer.answer(deed.out, name)
        else:
            deed.out.parts.append(deed.composer.say(text))


def _cite(deed: "Deed", topic: str) -> None:
    """The sources and the date of the answer that a result draws on."""
    answer = deed.composer.store.get(topic)
    _sources(deed.out, list(answer.sources))
    if topic != "atw_eligibility" and (words := nations.warning(deed.composer, answer.covers)):
        # That guide asks where somebody works, and its result says what follows from it.
        deed.out.parts.insert(0, words)
    deed.out.checked = answer.reviewed
    deed.out.answers = [topic]
    if answer.checked_by_nobody and "adviser" not in deed.out.text.lower():
        deed.out.parts.append(deed.composer.careful())


def atw_result(deed: "Deed", answers: dict[str, Any]) -> None:
    texts = access_to_work.texts(answers)
    _say_all(deed, texts)
    _cite(deed, "atw_eligibility")
    deed.out.offers = [
        choice("What to have ready", "atw.checklist"),
        choice("Help me write it", "write.start"),
        choice("Problems and deadlines", "atw.deadlines"),
        PERSON,
    ]
    if "guide_atw_apply" not in texts:
        deed.out.offers = [choice("What to have ready", "atw.checklist"), PERSON]


def atw_checklist(deed: "Deed", answers: dict[str, Any]) -> None:
    _say_all(deed, ["guide_atw_checklist"])
    _cite(deed, "atw_apply")
    deed.out.offers = [
        choice("Help me write it", "write.start"),
        choice("Problems and deadlines", "atw.deadlines"),
        PERSON,
    ]


def atw_deadlines(deed: "Deed", answers: dict[str, Any]) -> None:
    _say_all(deed, ["guide_atw_deadlines"])
    _cite(deed, "atw_problem")
    deed.out.offers = [
        choice("What to have ready", "atw.checklist"),
        choice("Help me write it", "write.start"),
        PERSON,
    ]


def write_result(deed: "Deed", answers: dict[str, Any]) -> None:
    empty = "(write it here)"
    said = {name: answers.get(name) or empty for name in ("task", "barrier", "solution")}
    deed.out.parts.append(deed.composer.say("guide_write_text", **said))
    deed.out.answers = ["atw_apply"]
    deed.out.offers = [
        choice("Write about another task", "write.again"),
        choice("What to have ready", "atw.checklist"),
        PERSON,
    ]


def disclosure_result(deed: "Deed", answers: dict[str, Any]) -> None:
    _say_all(deed, disclosure.texts(answers))
    _cite(deed, "disclosure_should_i")
    deed.out.offers = [
        choice("Words to use", "disclosure.words"),
        Offer("Who gets told at work", "disclosure_confidential"),
        choice("Find adjustments", "adjustments.start"),
        PERSON,
    ]


def disclosure_words(deed: "Deed", answers: dict[str, Any]) -> None:
    _say_all(deed, ["guide_disclosure_words"])
    _cite(deed, "disclosure_when_how")
    deed.out.offers = [Offer("Who gets told at work", "disclosure_confidential"), PERSON]


def adjustments_result(deed: "Deed", answers: dict[str, Any]) -> None:
    composer, out = deed.composer, deed.out
    barriers = adjustments.chosen(BARRIERS.current(), answers)
    other = choice("Another barrier", "adjustments.barriers=again")
    if not barriers:
        out.parts.append(composer.say("guide_adjustments_unsure"))
        out.offers = [other, PERSON]
        return
    where = answers.get("where", "job")
    asks = adjustments.asks(barriers, where)
    named = " and ".join(barrier.name for barrier in barriers)
    sms = composer.form == "sms"
    listed = "; ".join(asks) if sms else "\n".join(f"- {ask}" for ask in asks)
    out.parts.append(composer.say("guide_adjustments_list", barrier=named, asks=listed))
    grants = [barrier.grant for barrier in barriers if barrier.grant] if where == "job" else []
    grant = composer.say("guide_adjustments_grant", grant=", or ".join(grants)) if grants else ""
    out.parts.append(composer.say("guide_adjustments_pays", grant=f" {grant}" if grant else ""))
    out.parts.append(
        composer.say(
            "guide_adjustments_message",
            opening=composer.say(f"guide_adjustments_to_{where}"),
            said=answers.get("said") or named,
            asks="; ".join(asks[:2]),
            closing=composer.say(f"guide_adjustments_end_{where}"),
        )
    )
    _cite(deed, "adjustments_ask")
    _sources(out, [source for barrier in barriers for source in barrier.sources])
    out.offers = [
        Offer("They said no", "adjustments_refused"),
        other,
        TO_PLAN,
        PERSON,
    ]


STEPS = {
    "safety.result": safety_result,
    "atw.result": atw_result,
    "atw.checklist": atw_checklist,
    "atw.deadlines": atw_deadlines,
    "write.result": write_result,
    "disclosure.result": disclosure_result,
    "disclosure.words": disclosure_words,
    "adjustments.result": adjustments_result,
}
"""Who says what: `guide.step` to the function that says it."""
