"""What a short message after a list of services asks for: more of them, others, or a detail."""

import re
from dataclasses import dataclass, replace

from bot.directory.search import Wish
from bot.directory.signs import LED
from bot.directory.wished import DAY, days_in

MOST_WORDS = 14
MORE = re.compile(
    r"(?:and |ok |yes )?(?:(?:show|give|see|send) (?:me )?)?(?:any |some |the )?(?:more|others?|another(?: one)?|next(?: ones?)?|rest)"
    r"(?: please| pls| plz| ones?| results| places| services| near(?:by| me| here)?| like (?:that|it))*"
    r"|(?:and |ok |so )*(?:is|are) there (?:any |an |some )?(?:more|others?|another)(?: ones?| places?| groups?| clubs?)?(?: (?:near(?:by| me| here)?|please|pls|then))*"
    r"|(?:no |ok |sorry |well )*(?:(?:that|this) one is|(?:those|these) ones are|thats|that's|that is|theyre|they're|they are|these are|those are|its|it's) (?:no (?:good|use|help)|not (?:any good|(?:much |very )?(?:good|help|use|helpful)(?: (?:to|for) me)?|for me|right for me|what i (?:need|want|am after|m after)))(?: (?:to|for) me| then)*"
    r"|.*\b(?:further(?: away| out)?|farther|something else|somewhere else|anything else|what else|elsewhere"
    r"|(?:other|another|different) (?:place|club|group)s? more far|more far(?: away)?"
    r"|wider(?: area| search)?|look wider|none of (?:these|those|them)|neither of (?:these|those|them)"
    r"|not (?:that|this|these|those|them)(?: one| ones)?"
    r"|any(?:thing)? more|other ones|different ones?|next ones)\b.*"
)
AGAIN = re.compile(
    r"\b(?:what|wot|which|who|whats|what's|remind me|send|show)\b.*\b(?:that|the|those|them) (?:one|ones|1|group|grup|club|place|list|lot|service)s?\b"
    r".*\b(?:again|agen|agn|before|you (?:said|told|gave|sent|showed))\b"
)
"""`What was that group again?`"""
_NOTHING = re.compile(
    r"(?:(?:so|is|are|there|theres|have|you|u|got|really|oh|what|ok|and|literally) )*(?:nothing|none|nowt|not one|no others)"
    r"(?: (?:else|there|near(?:by| me| here)?|at all|for me|really|then|other|elsewhere|like that))*"
)
"""`Nothing?` after a list: is there nothing else."""
_DROP = re.compile(
    r"\b(?:forget|never ?mind|ignore|drop|scrap|skip|leave out|not bothered about|not fussed about|dont care about|don't care about"
    r"|(?:doesnt|doesn't|does not) (?:have to|need to) be|(?:dont|don't|do not) need|(?:dont|don't|do not) mind (?:about|if|what|which)"
    r"|(?:doesnt|doesn't|does not) matter (?:about|if|what|which)|without the|not just|not only|take off|remove)\b"
)
"""`Forget the Saturday`: the same search without what was wished for."""
FEW_TO_DROP = 5
_ANY_DAY = re.compile(
    r"\b(?:any|whatever|other|another|different|what ?ever|all) days?\b|\bdays? (?:doesnt|doesn't|does not) matter\b"
)
NEARER = re.compile(
    r"(?!.*\b(?:tube|station|stop|bus|train)\b).*\b(?:nearer|closer|nearest|closest"
    r"|(?:not|nothing|too|bit|way|so) (?:too |so |that )?far|(?:not|nothing) (?:\w+ )?near (?:me|us|here|enough|by)|nowhere near)\b.*"
)
ELSEWHERE = re.compile(
    r"(?:(?:can|could) (?:you|u) )?(?:try |look in |search |do |in |what about )*(?:a |an )?"
    r"(?:different|another|other|new|change) (?:the )?(?:area|place|borough|postcode|part of london)"
    r"(?: please| pls| plz)?"
)
"""The same search in another place, which is not named."""
_AMONG = re.compile(
    r"\b(?:any|anything|owt|something|summat|somewhere|only|just|ones?|another|others?|more|instead|what about|how about|near|got)\b"
)
_BOUND = re.compile(r"\b(?:is|are|does|do|can|has|have) (?:it|they|i|we|there|the|that|this|you)\b")
THEIRS = re.compile(
    r"\b(?:is|are|does|do|can|has|have|will|did|was) (?:it|they|them|there|that|that one|this one)\b"
    r"|\b(?:get|go|goes|going|do|happens?|like|ask for) there\b|\bget (?:in|to it)\b"
    r"|\bis the (?:building|place|venue|room|entrance|door|toilet|lift|group|club)\b"
)
"""A question about what is shown."""
SURELY = re.compile(
    r"^(?!.*\b(?:you|u|your|ur|person|human|someone|adviser|partner)\b)"
    r".*(?:\b(?:what|which|whats|wots|wats|what's)\b.*\b(?:number|phone|email|website|address)\b"
    r"|\bwho (?:do|should|shall) (?:i|we) ask for\b|\b(?:their|the|a) waiting (?:list|time)\b"
    r"|\bhow long\b.*\bthey\b)"
)
"""A question about what is shown, whatever its intent seems to be."""
PERHAPS = re.compile(
    r"\b(?:their|there|its|it's|the) (?:number|phone|email|e-mail|website|site|address|postcode|times?|days?|hours)\b"
    r"|\b(?:what|which|whats|wots|wats|what's|wheres|where's) (?:the )?(?:number|phone|email|website|address|postcode"
    r"|nearest|closest|bus|tube|station)\b"
    r"|\bhow (?:much|old)\b|\b(?:need|have) to (?:book|ring|call|join|sign|register|pay)\b|\bturn up\b"
    r"|\bwho (?:runs|do i ask)\b|\bwhat (?:are|is|was) (?:it|they)\b|\bwhats it\b|\bbring (?:my|a|someone|some1)\b"
    r"|\bdo i (?:have|need) to be\b|\bhow (?:often|long)\b"
)
"""Rather a question about what is shown, unless it is clearly about something else."""
OF_THE_LIST = re.compile(
    r"(?:(?:and|ok|so|but|please|sorry|then|also) )*(?:"
    r"(?:(?:what|wot)(?: is|s|'s)? |whats |(?:can|could) i (?:have|get) |(?:give|send|tell) me |(?:have you|do you have|you) got |is there )?"
    r"(?:the |their |its |a |an )?(?:phone|telephone|contact|tel|mobile|e-?mail|web|website|full)? ?(?:numbers?|address(?:es)?|phone|e-?mail|website|contact(?: details)?|postcode)"
    r"(?: for (?:it|them|that|this|the (?:first|second|third|last) one))?"
    r"|(?:where|wheres|whereabouts)(?:'?s| is| are) (?:it|they|that|this|the (?:first|second|third|last) one)(?: based)?"
    r"|how (?:do|can|would) (?:i|we|you|he|she) (?:get (?:there|to it|to them|hold of (?:it|them)|in touch(?: with (?:it|them))?)|contact (?:it|them)|reach (?:it|them)|find (?:it|them))"
    r"|(?:can|could) i (?:ring|email|e-mail|text|call|phone|visit|contact) (?:it|them)"
    r"|(?:what|which) (?:age|ages|days?|times?)(?: \w+){0,4} (?:it|they)(?: \w+){0,3}|what age does it go up to|when (?:is it|are they) open)"
    r"(?: please| pls| plz| then)*"
)
"""Asked of a listing, whatever was said since the list: its number, its address, the way there."""
THEY = re.compile(
    r"^(?:(?:and|ok|so|but|also|or|oh|yes|right) )*(?:do|does|did|can|could|will|would|are|is|have|has) (?:they|it|the (?:first|second|third|last)(?: one)?"
    r"|(?:that|this) (?:one|place|group|club|service)|these|those)\b"
)
"""A question that begins with them: `do they`, `is it`, `can the second one`."""
NOT_THEIRS = re.compile(
    r"\b(?:dwp|job ?cent\w+|sanction\w*|council tax|the social|government|tell|telling|told|report|inform|grass|spy\w*"
    r"|make me|force|forced|stop my|cut my|take my|my (?:money|benefits?|claim|pip|uc|esa|boss|manager|employer|job)"
    r"|compulsory|mandatory|voluntary|confidential|private|safe|legal|worth|true|scary|hard|my (?:fault|choice)|too late|enough"
    r"|allowed to (?:ask|sack|fire)|deadline|access to work|universal credit)\b"
)
"""What they, or it, is then somebody else."""
HOW_TO_JOIN = re.compile(
    r"^(?:(?:and|ok|so|but|right) )*how (?:do|can|would|could|does|did|should) (?:i|we|he|she|they|you|my \w+|someone) "
    r"(?:apply|join|sign up|register|refer|get (?:referred|on it|in|on to it|a place|started)|enrol|book|start|go about it|go)"
    r"(?: (?:for|to|up|with|on)? ?(?:it|that|this|them|the (?:first|second|third|last) one|one))?(?: then| please| pls)*$"
)
"""After a list, how to join is about those: `how do we apply`."""
MUST_GO = re.compile(
    r"\b(?:do|does) (?:i|he|she|we|they|my \w+) (?:have|need|got) to go\b|\bmust (?:i|he|she|we|they) go\b"
    r"|\bcan (?:they|he|she) be made to go\b"
)
WHERE_ANY = re.compile(
    r"\bwhere(?:'?s| is| are| abouts is)? (?:is |are )?(?:there|they)\b(?! based)|\bwhere (?:can|could|do) i find (?:one|a|any)\b"
    r"|\b(?:is|are) there (?:one|any|a|some)\b.*\b(?:anywhere|at all|(?:in|across) london|(?:travel|get|go) to)\b|\banywhere (?:else )?in london\b"
)
"""Where in London there is one at all, after none was found near by."""
SHORTEST = 3
"""`Wheelchair ok?`, `toilets?`: so few words are like PERHAPS, if they name a detail."""
_ONLINE = re.compile(r"\b(?:on[- ]?line|zoom|remote(?:ly)?|from home|video call|webinars?)\b")
NEEDS = {
    "step_free": re.compile(
        r"\bstep|\bstairs|\blift\b|\bramp|wheel ?chair|level access"
        r"|\b(?:scooter|crutches|rollator|zimmer|walking (?:frame|stick))\b"
    ),
    "bsl": re.compile(
        r"\bbsl\b|sign language|\bsign(?:ing|ed|er|s)\b(?! on)|\b(?:that|who) sign\b|\bfor deaf\b|interpreter"
    ),
    "hearing_loop": re.compile(r"\bloop\b"),
    "captions": re.compile(r"caption|subtitle|speech to text|palantyp"),
    "accessible_toilet": re.compile(r"toilet|\bloo\b|changing place"),
    "parking": re.compile(r"\bpark(?:ing)?\b|blue badge"),
    "quiet": re.compile(r"\bquiet|nois[ey]|sensory"),
    "easy_read": re.compile(r"easy ?read"),
    "online": _ONLINE,
}
_ON_A_DAY = re.compile(rf"(?:on |for |only |just )+(?:an? |the )?{DAY.pattern}(?: please| pls)?")
_ORDINALS = (
    (0, r"first|1st|number (?:1|one)|no\.? ?1|option 1"),
    (1, r"second|2nd|number (?:2|two)|no\.? ?2|option 2|other one|middle"),
    (2, r"third|3rd|number (?:3|three)|no\.? ?3|option 3"),
    (-1, r"last(?: one)?\b(?! checked)"),
)
_PICKED = re.compile(
    r"(?:the |that |ok |yes |right )*(?:first|second|third|last|1st|2nd|3rd|number)\b"
)
"""Which one comes first, and then what about it: the rest may take more words."""


@dataclass(frozen=True)
class FollowUp:
    """What to do. `do` is more, nearer, elsewhere, filter or detail; `which` is the place in the list."""

    do: str
    wish: Wish | None = None
    which: int | None = None


def read(text: str, wish: Wish, shown: int) -> FollowUp | None:
    """What `text` asks after `shown` services were listed for `wish`; None if something else."""
    plain = " ".join(re.sub(r"[?!.,]+", " ", text.lower().replace("’", "'")).split())
    which = which_one(plain, shown)
    most = MOST_WORDS if which is None or not _PICKED.match(plain) else 2 * MOST_WORDS
    if not plain or len(plain.split()) > most:
        return None
    if which is None:
        if ELSEWHERE.fullmatch(plain):
            return FollowUp("elsewhere")
        if MORE.fullmatch(plain) or (_asks_if_none(text) and _NOTHING.fullmatch(plain)):
            return FollowUp("more")
        if (fewer := _without(plain, wish)) is not None:
            return FollowUp("filter", fewer)
        if changed := _filtered(plain, wish):
            return FollowUp("filter", changed)
        if NEARER.fullmatch(plain):
            return FollowUp("nearer")
        return None
    return FollowUp("detail", which=which)


def _asks_if_none(text: str) -> bool:
    """`Nothing?`, `nothing else there`; a bare `nothing` may be the end of it."""
    return "?" in text or len(text.split()) > 2


def which_one(plain: str, shown: int) -> int | None:
    """The place in the list that `the second one`, `2`, `number 3` mean."""
    if plain.isdecimal() and plain.isascii() and 1 <= int(plain[:3]) <= shown:
        return int(plain) - 1
    if shown_by_number := re.fullmatch(r"(?:show|tell|give|send)(?: me)?(?: about)? (\d)", plain):
        return int(shown_by_number[1]) - 1 if 1 <= int(shown_by_number[1]) <= shown else None
    for place, words in _ORDINALS:
        if re.search(rf"\b(?:{words})", plain) and place < shown and shown > 0:
            return place % shown
    return None


def _filtered(plain: str, wish: Wish) -> Wish | None:
    """The same search with a filter more, if that is asked; not a question about what is shown."""
    among, bound = bool(_AMONG.search(plain)), bool(_BOUND.search(plain))
    any_there = re.search(r"\bis there (?:any|something|one)|\bare there any", plain)
    # `Thursday`, `on a Tuesday`, `online`: a wish. `BSL`: rather a question about what is shown.
    words = len(plain.split())
    bare = words <= 2 and (DAY.search(plain) or plain in ("online", "on-line", "on line"))
    bare = bare or _ON_A_DAY.fullmatch(plain)
    bare = bare or (words <= 6 and plain.startswith(("run by", "led by")) and LED.search(plain))
    if not (any_there or (among and not bound) or bare):
        return None
    changed = wish
    if LED.search(plain):
        changed = replace(changed, user_led=True)
    if day := days_in(plain):
        changed = replace(changed, days=day)
    for need, shape in NEEDS.items():
        if shape.search(plain) and need not in changed.access:
            changed = replace(changed, access=(*changed.access, need))
    return changed if changed != wish else None


def drops(plain: str) -> bool:
    """`Forget the quiet room`: a few words that take a wish back."""
    named = days_in(plain) or need_in(plain) or LED.search(plain)
    return bool(_DROP.search(plain) and named) and len(plain.split()) <= FEW_TO_DROP


def _without(plain: str, wish: Wish) -> Wish | None:
    """The same search with a wish less: any day will do, no lift is needed; None if that is not said."""
    dropped, changed = bool(_DROP.search(plain)), wish
    if wish.days and (_ANY_DAY.search(plain) or (dropped and (days_in(plain) or "day" in plain))):
        changed = replace(changed, days=type(wish.days)())
    if dropped and LED.search(plain):
        changed = replace(changed, user_led=False)
    if dropped and wish.access:
        left = tuple(n for n in wish.access if n not in NEEDS or not NEEDS[n].search(plain))
        changed = replace(changed, access=left)
    # What was never wished for is dropped as easily: the list stands.
    return changed if changed != wish or drops(plain) else None


def without_which(text: str) -> str:
    """The words without those that say which listing: `email for number 2` asks for an email."""
    for _, words in _ORDINALS:
        text = re.sub(rf"\b(?:for |of |about )?(?:the )?(?:{words})(?: one)?", " ", text.lower())
    return text


def need_in(plain: str) -> str:
    """The access fact that a question is about."""
    return next((need for need, shape in NEEDS.items() if shape.search(plain)), "")
