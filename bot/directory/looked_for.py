"""What a message looks for: the kind of help that its words name, the most telling one first."""

import re
from functools import cache

import yaml

from bot.settings import PROJECT

ANY = "any"
"""Whatever is listed there: `which groups are there in Camden`."""
_TELLING = (
    "job_club", "advocacy", "law_centre", "carers", "deaf_club", "deaf", "sight_loss", "internship",
    "access_to_work_help", "rights_advice",
)  # fmt: skip
"""Kinds that say more than those named beside them: an advocate for a care meeting is an advocate."""
_LAST = ("ddpo",)
"""Who runs it is asked beside what it is for: a kind only if no other is named."""
_SHAPES = (
    ("benefits_advice", r"\b(?:fill(?:ing)?|complet\w+|do(?:ing)?|writ\w+) (?:\w+ ){0,4}?(?:forms?|pip50|uc50|esa50|questionnaire)\b"
                        r"|\bhelp (?:me |him |her |us )?(?:with |on )?(?:\w+ ){0,4}?(?:forms?|uc50|pip2|esa50)\b(?!.*\b(?:housing|council tax) form)"
                        r"|\b(?:do|doing|sort(?:ing)?|check(?:ing)?|understand\w*) (?:all )?(?:my|his|her|our|the) benefits?\b"
                        r"|\b(?:appeal|challeng\w+|tribunal|reconsideration)\b"),
    ("debt", r"\bmoney (?:advice|adviser|advisor|help|worries|problems?)\b"),
    ("transport", r"\bblue badges?\b(?=.*\b(?:advice|apply\w*|help|get|form|renew\w*)\b)|\b(?:advice|apply\w*|help|get|form|renew\w*)\b.*\bblue badges?\b"),
    ("isolation", r"\b(?:get(?:ting)?|be|go(?:ing)?) (?:me |him |her |us |them )?out (?:of )?(?:the |my |our )?(?:house|flat|home)\b"
                  r"|\bgroups? to (?:go to|join)\b|\bthings? to do\b|\bsomething to do\b"),
    ("carers", r"\bcarers?\b.{0,25}\b(?:groups?|support|centre|network|meet\w*)\b|\b(?:groups?|support|help) (?:for|of) (?:\w+ )?carers\b"),
    ("employment_support", r"\b(?:help|support|someone|somebody|anyone|anybody|who)\b.{0,25}\b(?:find|get|into|look\w* for|with) (?:me |him |her |us )?(?:a |any |some )?(?:job|jobs|work|employment)\b(?! experience)"
                          r"|\b(?:wants?|needs?|looking for|look for|find|finding|get|getting) (?:me |him |her |us )?(?:a |any |some |into )?(?:job|jobs|work|employment)\b(?! experience)"),
    ("peer_support", r"\b(?:anything|something|groups?|anywhere|somewhere) for (?:people|someone|somebody|adults?|us|those|a person) (?:with|who|like)\b"),
    (ANY, r"\b(?:what|which|any|all|list|tell me)\b.{0,30}\b(?:organi[sz]ations?|charities|services|listed|(?:your|the) list)\b"),
)  # fmt: skip
_WORK = re.compile(r"\b(?:jobs?|work|working|employment|employed)\b")


@cache
def _phrases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(kind, its phrases): kinds of service and needs of `data/terms.yml`."""
    words = yaml.safe_load((PROJECT / "data" / "terms.yml").read_text("utf-8"))
    found = []
    for name, phrases in {**words["service_kind"], **words["need"]}.items():
        longest = sorted(phrases, key=len, reverse=True)
        shape = "|".join(re.escape(phrase) for phrase in longest)
        found.append((name, re.compile(rf"(?<!\w)(?:{shape})(?!\w)")))
    return tuple(found)


def kind_in(text: str) -> str:
    """The kind of help that is looked for, a key of `bot.directory.search.KINDS` or a wider need.

    Of several the most telling one; else the one in the most letters. Empty if none is named.
    """
    plain = " ".join(text.lower().replace("’", "'").replace("-", " ").split())
    spans = [
        (m.start(), m.end(), name) for name, shape in _phrases() for m in shape.finditer(plain)
    ]
    named: dict[str, int] = {}
    for start, end, name in spans:
        # A `deaf club` is no job club, though `club` alone means one.
        if not any(s <= start and end <= e and e - s > end - start for s, e, _ in spans):
            named[name] = max(named.get(name, 0), end - start)
    for name, words in _SHAPES:
        if match := re.search(words, plain):
            named[name] = max(named.get(name, 0), 1 if name == ANY else len(match[0]))
    if "mental_health" in named and (_WORK.search(plain) or "employment_support" in named):
        return "mental_health_work"
    for name in _TELLING:
        if name in named:
            return name
    first = {name: length for name, length in named.items() if name not in (*_LAST, ANY)}
    return max(first or named, key=(first or named).__getitem__, default="")
