"""Is it safe to try? What each activity means for each benefit, from data/benefits_safety.yml."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bot.content.guides import words
from bot.content.guides.matrix import STRICT, Cell, Matrix, load_matrix
from bot.content.guides.steps import FEW_WORDS, UNSURE, Answers, Guide, Heard, Question
from bot.content.relatives import to_answer_for
from bot.settings import PROJECT

OTHERS = {
    "dla": "DLA", "adp": "Adult Disability Payment", "hb": "Housing Benefit",
    "ctr": "Council Tax Support", "aa": "Attendance Allowance", "pension": "a pension",
    "is": "Income Support", "tc": "tax credits", "child": "Child Benefit",
    "iidb": "Industrial Injuries benefit", "ssp": "Statutory Sick Pay",
}  # fmt: skip
"""Benefits that the matrix does not hold, by the names people read."""
_OTHER_WORDS = {
    "Income Support": ["income support"],
    "tax credits": ["tax credits", "working tax credit", "child tax credit"],
    "a pension": ["pension credit", "state pension"],
    "Child Benefit": ["child benefit"],
    "Industrial Injuries benefit": ["industrial injuries", "iidb"],
}
_NO_BENEFIT = re.compile(
    r"\b(?:no benefits?|not on (?:any )?benefits?|(?:dont|do not) (?:get|claim|have) any"
    r"(?: benefits?)?|none of (?:them|these|those))\b"
)
_NOT = re.compile(
    r"\b(?:not|no longer|dont get|do not get|stopped getting|instead of)\s+(?:on |get |getting )?"
    r"(?:the |my )?([a-z ]{2,22})"
)
_NAMES = {
    "uc": ["universal credit", "uc"], "esa": ["esa"], "pip": ["pip"], "jsa": ["jsa"],
    "ca": ["carers allowance"],
}  # fmt: skip
_UC_GROUPS = (
    (
        "lcwra",
        r"\blcwra\b|no work (?:related )?(?:tasks|requirements|activity)|health (?:element|amount)|"
        r"(?:dont|do not) (?:have to|need to) (?:look|do any|search)|not expected to (?:look|work)",
    ),
    ("waiting", r"\bwaiting\b|\b(?:fit|sick) notes?\b|(?:not|havent) had (?:my|the|an) assessment"),
    ("lcw", r"\blcw\b|get(?:ting)? ready|work preparation|prepar(?:e|ing) for work"),
    (
        "search",
        r"(?:have|need|must|got|supposed|meant) (?:to )?(?:look|search|apply)|look(?:ing)? for (?:a )?"
        r"(?:work|job)|job ?search|\bintensive\b|all the work",
    ),
)
_ESA_GROUPS = (
    ("old", r"income related|old style|\bold (?:esa|one|kind|type)\b|not new style"),
    ("wrag", r"\bwrag\b|work related (?:activity )?group|work related activity"),
    ("support", r"\bsupport group\b"),
)


_PAID = re.compile(r"\b(?:pay|pays|paid|paying|wages?|salary|earn(?:s|ing)?|fiver|tenner)\b|£ ?\d")
_UNPAID = re.compile(
    r"\b(?:unpaid|volunt\w+|for (?:free|nothing)|no (?:pay|wages?|money))\b"
    r"|\b(?:not|isn.?t|don.?t|doesn.?t|won.?t|without) (?:\w+ )?(?:be )?(?:paid|pay|paying)\b"
    r"|\bpay (?:my|the|for) (?:\w+ )?(?:bus|fares?|travel|lunch|expenses|petrol)\b"
)
"""Pay, and words beside which it is none: costs paid back are no pay."""


@cache
def _activity_words() -> dict[str, list[str]]:
    matrix = load_matrix(PROJECT / "data" / "benefits_safety.yml")
    return {name: activity["words"] for name, activity in matrix.activities.items()}


def _benefits(heard: Heard, answers: Answers) -> list[str]:
    said = words.plain(heard.text)
    names = to_answer_for(heard.text, heard.named("benefit"))
    found = ["uc" if name in ("lcw", "lcwra") else name for name in names]
    if "ca" not in found and re.search(r"\bca\b", said) and len(said.split()) <= FEW_WORDS:
        found.append("ca")
    found += words.find(said, _OTHER_WORDS)
    refused = {name for part in _NOT.findall(said) for name in words.find(part, _NAMES)}
    kept = [f"other:{OTHERS.get(n, n)}" if n not in _NAMES else n for n in found]
    kept = [name for name in dict.fromkeys(kept) if name not in refused]
    if not kept and not found and _NO_BENEFIT.search(said):
        return ["none"]
    if refused:
        kept = [*(name for name in _listed(answers) if name not in (*refused, *kept)), *kept]
    return kept


def told_before(heard: Heard) -> Answers:
    """The benefits told of earlier in the talk, as an answer, if this message names none itself."""
    found = ["uc" if name in ("lcw", "lcwra") else name for name in heard.kept]
    kept = [n if n in _NAMES else f"other:{OTHERS.get(n, n)}" for n in found]
    return {"benefits": list(dict.fromkeys(kept))} if kept and not named(heard) else {}


def in_words(benefits: list[str]) -> str:
    """`ESA and Housing Benefit`: the benefits by the names people read."""
    titles = {**OTHERS, "uc": "Universal Credit", "ca": "Carer's Allowance"}
    return " and ".join(
        b.removeprefix("other:") if ":" in b else titles.get(b) or b.upper() for b in benefits
    )


_NOT_THAT = re.compile(
    r"\b(?:not|isnt|isn't|never) (?:(?:on|in|the|got|have|getting) )*(?:lcwra|lcw|wrag|support group)\b"
)
"""`The lower one, not LCWRA`: what somebody is not in."""


def _group(shapes: tuple, benefit: str) -> Callable[[Heard, Answers], list[str]]:
    def read(heard: Heard, answers: Answers) -> list[str]:
        if benefit not in _listed(answers):
            return []
        said = _NOT_THAT.sub(" ", words.plain(heard.text))
        return [name for name, shape in shapes if re.search(shape, said)][:1]

    return read


def _activity(heard: Heard, answers: Answers) -> list[str]:
    return _tried(heard.text)[:1]


def _tried(text: str) -> list[str]:
    """What somebody wants to try. A charity shop that pays is a job, not volunteering."""
    found = words.find(text, _activity_words())
    said = text.lower()
    if _PAID.search(said) and not _UNPAID.search(said):
        found = [name for name in found if name != "volunteer"]
    return found


def named(heard: Heard) -> list[str]:
    """The benefits that a message names."""
    return _benefits(heard, {})


def activity_in(text: str) -> str:
    """What a text says somebody wants to try; empty if it does not say."""
    return next(iter(_tried(text)), "")


def _listed(answers: Answers) -> list[str]:
    benefits = answers.get("benefits")
    return benefits if isinstance(benefits, list) else []


def _group_counts(benefit: str) -> Callable[[Answers], bool]:
    """Asked only if it changes the answer: asking about Access to Work is the same for all."""
    return lambda answers: (
        benefit in _listed(answers)
        and answers.get("activity") not in ("ask_access_to_work", UNSURE)
    )


SAFETY = Guide(
    "safety",
    (
        Question(
            "benefits",
            _benefits,
            ("uc", "esa", "pip", "jsa", "ca", "other:another benefit", UNSURE),
            many=True,
            no="none",
        ),
        Question(
            "activity",
            _activity,
            ("club", "volunteer", "work_trial", "part_time", "job", "course", "self_employment",
             "ask_access_to_work"),
        ),
        Question(
            "uc_group",
            _group(_UC_GROUPS, "uc"),
            ("search", "lcw", "lcwra", "waiting", UNSURE),
            needed=_group_counts("uc"),
        ),
        Question(
            "esa_group",
            _group(_ESA_GROUPS, "esa"),
            ("wrag", "support", "old", UNSURE),
            needed=_group_counts("esa"),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Verdict:
    """What the matrix says to one person's answers. `notes` name texts of the guide."""

    cells: tuple[Cell, ...]
    """The more careful first."""
    notes: tuple[str, ...]
    unknown: tuple[str, ...]
    """Benefits that the matrix does not hold."""


def verdict(matrix: Matrix, answers: Answers) -> Verdict:
    """The cells that answer; nothing is guessed for a benefit that is not in the matrix."""
    activity = answers["activity"]
    if activity == UNSURE:
        return Verdict((), ("no_activity",), ())
    if answers["benefits"] in (UNSURE, [UNSURE]):
        return Verdict((), ("no_benefit_known",), ())
    rows: list[str] = []
    notes: list[str] = []
    unknown: list[str] = []
    for benefit in answers["benefits"]:
        if benefit == "none":
            notes.append("no_benefits")
        elif benefit.startswith("other:"):
            unknown.append(benefit.removeprefix("other:"))
        elif benefit == "uc":
            group = answers.get("uc_group", "search")
            rows.append({"lcw": "uc_lcw", "lcwra": "uc_lcwra"}.get(group, "uc_search"))
            if group in ("waiting", UNSURE):
                notes.append(f"uc_{group}")
        elif benefit == "esa":
            group = answers.get("esa_group", "wrag")
            if group == "old":
                unknown.append("the old income-related ESA")
                notes.append("esa_old")
                continue
            rows.append("esa_support" if group == "support" else "esa_wrag")
            if group == UNSURE:
                notes.append("esa_unsure")
        else:
            rows.append(benefit)
    cells = [matrix.cells[row, activity] for row in rows]
    cells.sort(key=lambda cell: -STRICT.index(cell.advice_first))
    return Verdict(tuple(cells), tuple(notes), tuple(unknown))
