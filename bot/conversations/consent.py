"""What is said about showing the talk to a person, and about how they should get in touch."""

import re

from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState

MOST_WORDS = 16
FEW_BESIDE = 9
"""Words beside a phone number that is meant for whoever should come."""
_SHOWN = re.compile(
    r"\b(?:they|he|she|you|u|anyone|anybody|whoever|the (?:adviser|person|team))(?:'re| are| re)? "
    r"(?:can|may|could|allowed to|welcome to)(?: all)? (?:see|read|look|have)\b"
    r"|\b(?:show|share) (?:them|him|her|em|it|that|the lot|everything|all)\b"
    r"|\blet (?:them|him|her|em) (?:see|read|look|have)\b|\bhappy for (?:them|him|her|you|u|anyone) to\b"
    r"|\b(?:dont|don't|do not|wouldnt|wouldn't) mind (?:them|him|her|if|who)\b"
)
"""`They can read it`, `show them then`."""
_MIND = re.compile(r"\b(?:dont|don't|do not|wouldnt|wouldn't) mind\b")
_HIDDEN = re.compile(
    r"\b(?:dont|don't|do not|doesnt|doesn't|didnt|didn't|did not|no|not|never|nah|nope|cant|can't|cannot|without|rather|nobody)\b"
    r".{0,40}\b(?:sees?|seeing|reads?|reading|show|showing|shown|looks?|looking|knows?)\b"
    r"|\bkeep (?:it|that|this|them|what i \w+) (?:private|to yourself|between us|out of it)\b"
)
"""`They need not see it`, `keep it between us`."""
_DECLINES = re.compile(
    r"(?:(?:no|nah|nope|ok|oh|actually|sorry|thanks|thank you|please|just|i|its|it's|fine|well|hmm|wait|and|but|on second thoughts) )*"
    r"(?:leave it|not (?:now|yet|today|right now|tonight)|never ?mind|forget (?:it|that|about it)|(?:dont|don't|do not) bother|(?:ive |i've |i have )?chang\w+ my mind"
    r"|maybe later|some other time|another time|no need|(?:i'll |ill |i will )?(?:try|ask|do it|come back|think about it)(?: again)? (?:tomorrow|later|another (?:day|time))"
    r"|(?:dont|don't|do not|no longer) (?:really )?(?:want|need) (?:it|one|that|this|(?:a |any |the |to (?:talk|speak) to (?:a |any)?)?(?:person|human|one|body|anyone|anybody|someone)))"
    r"(?: (?:now|then|thanks|thank you|anymore|any more|ta|today|please|actually|after all|at all))*"
)
_BARE_NO = re.compile(r"(?:(?:then|so|well|ok|oh|um|hmm|sorry|no|nah|thanks|thank you)\b ?)+")
_NO_NEED = re.compile(
    r"\b(?:dont|do not|no longer|wont) need (?:the |a |that |your |any )?(?:call(?: ?back)?|ring|person|adviser|advisor)"
    r"(?: (?:now|anymore|any more|today|thanks|thank you|after all|ta|please))*$"
)
"""`It went ok, dont need the call now`."""
_YES = frozenset("yes yeah yep yea yh ye ok okay k sure aye fine right alright".split())
_NODS = frozenset(
    "ok okay k kk right cool thanks thank you ta cheers great good fine i see oh".split()
)
_LEAVE = _YES | frozenset(
    "please pls plz thanks thank you ta show them it all thats that's that is of course go ahead on can they u do "
    "everything the lot i mind happy for to see read problem then if must you need they'll him her everyone "
    "definitely absolutely certainly very much with will may agree a person talk now me my messages what wrote have "
    "said so good share of set up sort arrange".split()
)
_MINDS_NOT = re.compile(r"\b(?:(?:dont|don't|do not) mind|why not|no problem)\b")
_TAKES_BACK = re.compile(
    r"\b(?:dont|don't|do not|didnt|didn't|did not|never|stop)(?: \w+){0,3}? (?:show\w*|shar(?:e|ed|ing))(?: \w+)? "
    r"(?:them|him|her|it|that|anything|everything|what i|my (?:talk|chat|messages?|stuff))\b"
    r"|\b(?:dont|don't|do not) (?:want|let) (?:them|him|her|anyone|anybody|you) (?:to )?(?:see|read|look)\b"
    r"|^(?:no |please |sorry |can you |i want to )*take (?:it|that) back\b|\b(?:hide|unshare) (?:it|that|everything|what i|my (?:talk|chat|messages?))\b"
    r"|\bkeep (?:it|that|what i \w+) private\b"
)
_WHEN_THERE = re.compile(
    r"(?:(?:and|so|ok|but) )*(?:how long|how soon|when|what time) (?:will|is|are|do|does|can|til|until|before)(?: \w+)?"
    r" (?:it|they|you|u|someone|somebody|anyone|anybody|a person|the person|open)(?: (?:be|take|come|comes|here|there|free|open|answer|reply|write|now|then|today|till?|until|someone|somebody))*"
    r"|(?:is|will|are) (?:any|some)(?:one|body) (?:be )?(?:there|around|free|available|on)(?: now| today)?"
)
_PARTLY = re.compile(
    r"\b(?:but|except|unless|only|until|just the|some of|part of|depends|if they|if he|if she|if you|after)\b"
)
_BIT = r"(?:bits?|parts?|ones?|messages?|questions?|things?|sentence|paragraph|stuff|half|section)"
_KEEP_BACK = (
    r"(?<!they )(?<!you )(?<!\bhe )(?<!she )\b(?:dont|don't|do not|please not)(?: \w+){0,2}? (?:show|share|tell|include|send|mention|pass on)(?: \w+){0,3}? "
    rf"(?:the|my|that|this|what)(?: \w+){{0,2}}? (?:{_BIT}|about)\b|\b(?:hide|leave out|take out|remove|delete)(?: \w+)? (?:the|my|that|this)(?: \w+){{0,2}}? {_BIT}\b"
)
"""`Dont show the bit about my illness`: said at any time while somebody is awaited."""
_PARTIAL = re.compile(
    rf"\b(?:only|just)(?: \w+){{0,2}}? (?:the|my|that|this|last|first)\b(?: \w+){{0,4}}? {_BIT}\b|\b(?:the |my )?(?:last|first|job|work|money|pip|uc) {_BIT} only\b"
    rf"|\b(?:only|just) (?:the|that|this|my) (?:last|first)\b|^(?:(?:yes|ok|yeah|fine|sure) )*(?:but )?(?:only|just) (?:about|what i said about)\b"
    rf"|\b(?:not|except|without|apart from|minus|leave out|miss out|leave off|everything but|all but|rather not)(?: \w+){{0,3}}? (?:the |my |that |this |those )(?:\w+ )?{_BIT}\b"
    rf"|{_KEEP_BACK}"
    rf"|\b(?:not|except|apart from|minus|leave out|everything but|all but) (?:the rest|my \w+|the other|what i (?:said|wrote|told \w+) about)\b"
    rf"|\b(?:not|dont show|don't show) (?:all|everything)\b|\b(?:some|half|part|parts|bits|most) of (?:it|that|this|what)\b"
    rf"|\b(?:see|show|read|know|tell)\b.*\b(?:only|just)\b.*\b(?:last|first|{_BIT}|about)\b|\b(?:only|just) (?:show|tell|let)\b.*\b(?:last|first|about|{_BIT})\b"
    rf"|\b(?:show|see|read)\b.*\b{_BIT}\b.*\bnot (?:the rest|all|everything|the other)\b"
)
"""`Only the last bit`, `not the part about my ex`: half a leave, which nobody can keep."""
_NO_PART = re.compile(
    r"\bpart ?time\b|\b(?:only|just) (?:work|earn|want to know|asking|wondering|joking)\b"
)
_DOUBTS = re.compile(
    r"\b(?:not (?:so |too |really |very )?(?:sure|certain)|unsure|dunno|dont know|don't know|i (?:suppose|guess)|maybe|perhaps|might|think about (?:it|that)|thinking|(?:i )?think so|(?:i )?think (?:yes|its ok|it is ok|that is ok|thats ok)|probably"
    r"|(?:have|need) (?:a |to )(?:think|sleep on it|time)|let me think|in two minds|hesitant|worried|nervous|scared|wary|hmm|if (?:i|they|it|he|she))\b"
)
_TELLS_THEM = re.compile(
    r"\b(?:them|they|show|tell|told|see|read|know|share|adviser|person|her|him)\b"
)
_NOT_BY_PHONE = (
    r"\b(?:no|not|never|without|hate|cant|can't|cannot|dont|don't|do not|rather not|wont|won't)\b"
    r"(?: \w+){0,4} (?:phones?|phoning|calls?|calling|ring|ringing|video|voice)\b"
)
_BEST = (
    r"\b(?:texts?|texting|emails?|typing|writing|messages?|messaging|chat|here|bsl|relay uk|relay|phone|calls?"
    r"|mornings?|afternoons?|evenings?|lunch ?time)\b(?: \w+){0,2} (?:is|are|works?|suits?)"
    r"(?: \w+)? (?:best|better|easier|easiest|good|fine|ok|okay|me)\b"
)
_TIME = (
    r"\b(?:after|before|between|from|not before|any ?time (?:after|before)) (?:about |around )?"
    r"(?:\d{1,2}(?: ?[ap]m)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon|lunch|midday)\b"
)
_DAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?|today|tomorrow|tmrw|tomoz|tonight|next week|week ?days?|weekends?)"
_CLOCK = (
    r"(?:\d{1,2}(?:[:.]?\d{2})? ?(?:[ap]\.?m)?|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o ?clock)?"
    r"|half past \w+|quarter (?:to|past) \w+|noon|midday|lunch ?time|mornings?|afternoons?|evenings?|[ap]m|any ?time|early|late)"
)
_ONLY_WHEN = re.compile(
    rf"(?:(?:ok|yes|yeah|no|maybe|at|on|in|about|around|from|between|after|before|and|or|to|till|until|the|by|please|pls|is|are|this|next|best"
    rf"|good|fine|works?|ok|for me|me|only|{_DAY}|{_CLOCK})\b ?)+"
)
_WHEN_TO_COME = re.compile(rf"(?:{_TIME})|\b(?:on |at |in the )?(?:{_DAY}|{_CLOCK})\b(?! \d)")
_LONG_NUMBER = re.compile(r"\d{5}")
MOST_OF_A_TIME = 12
"""Words; who says more says more than a time."""
_WHEN = re.compile(
    rf"\b(?:{_DAY}|\d{{1,2}}(?:[:.]\d{{2}})? ?[ap]\.?m|mornings?|afternoons?|evenings?|o ?clock)\b"
)
_NUMBER = re.compile(
    r"(?:(?:my|the|phone|mobile|number|is|its|on|call|ring|text|me|here|ok|yes|please|pls) )*(?:\+?44 ?|0)[\d ]{9,13}"
)
_WAY = (
    r"\b(?:ring|call|phone|text|email|message|contact) me (?:back )?(?:on )?(?:mon|tue|wed|thu|fri|sat|sun|today|tomorrow|next|later)"
    r"|\b(?:only|just|please|pls) (?:text|email|write|message|ring|call|phone)\b"
    r"|\b(?:text|email|write to|message|ring|call|phone) me (?:after|before|between|at|on|in the|instead|please|pls)\b"
)
_ONLY_BY = (
    r"^(?:by |just |only )?(?:text|texts|text messages?|sms|e ?mail|phone|telephone|letter)(?: only| please| pls)*$"
    r"|\b(?:text|sms|e ?mail|phone|call)s? only\b"
    r"|\b(?:dont|don't|do not|no|never) (?:leave )?(?:me )?(?:a |any )?(?:voice ?mails?|messages? on)\b|\b(?:dont|don't|do not) leave (?:a |any )?messages?\b"
)
_REACH = re.compile("|".join((_NOT_BY_PHONE, _BEST, _TIME, _WAY, _ONLY_BY)))
_HOLDS_NUMBER = re.compile(r"(?:\+44|\b0) ?\d(?: ?\d){8,9}\b")
_YES_AFTER_ALL = re.compile(
    r"(?:(?:no|oh|sorry|wait|ok|well|hmm|i meant?|changed my mind) )*(?:actually (?:yes|ok|yeah|sure|fine|they can|show them|do)"
    r"|yes actually|yes after all|(?:yes|yeah|ok) (?:they|she|he|you) can(?: see| read| look)?(?: it| that| them)?|(?:yes |ok )?show (?:them|it)(?: then| all)?)"
    r"(?: (?:then|please|pls|show them|they can|see it|it is fine|thats fine|go on))*"
)
_ASKS = re.compile(
    r"^(?!(?:can|could|would|will) (?:they|you|u|he|she|someone|somebody|anyone)(?: please| pls)? (?:ring|call|phone|text|email|message)\b)"
    r"(?:what|how|why|when|where|who|can|could|will|would|do|does|is|are|should)\b"
)


def may_show(text: str, state: TalkState) -> bool | None:
    """Whether the words say that the talk may be shown; None if they say neither, or only in part."""
    plain = plain_words(text)
    if not _is_short_word(text, plain):
        return None
    if _is_yes(plain, state):
        return True
    if _PARTLY.search(plain):
        return None
    shown = bool(_SHOWN.search(plain))
    if _HIDDEN.search(plain) and not (shown and _MIND.search(plain)):
        return False if is_asked(state) else None
    return True if shown and (is_asked(state) or state.waiting) else None


def declines(text: str, state: TalkState) -> bool:
    """`Leave it, I dont need it` to whether the talk may be shown: no person is wanted at all."""
    return (
        is_asked(state)
        and all(_DECLINES.fullmatch(part) or _BARE_NO.fullmatch(part) for part in _parts(text))
        and any(_DECLINES.fullmatch(part) for part in _parts(text))
    )


def is_needed_no_more(text: str, state: TalkState) -> bool:
    """`It went ok, dont need the call now`, while a person is awaited."""
    plain = plain_words(text).replace("'", "")
    return state.waiting and len(plain.split()) <= MOST_WORDS and bool(_NO_NEED.search(plain))


def is_partial(text: str, state: TalkState) -> bool:
    """Leave for a part of the talk, while it is asked for or after it was given."""
    plain = plain_words(text)
    if len(plain.split()) > MOST_WORDS or not _PARTIAL.search(plain) or _NO_PART.search(plain):
        return False
    names_them = _TELLS_THEM.search(plain) is not None
    if is_asked(state):
        return names_them or not (_ASKS.match(plain) or text.rstrip().endswith("?"))
    if state.waiting and re.search(_KEEP_BACK, plain) and not _ASKS.match(plain):
        return True
    just_said = (
        state.waiting and not state.told and any(o.command == "callback" for o in state.offers)
    )
    return just_said and names_them and not _ASKS.match(plain)


def doubts(text: str) -> bool:
    """A question or a doubt: never leave to show anything."""
    plain = plain_words(text)
    asks = (
        text.rstrip().endswith("?")
        or _ASKS.match(plain)
        or plain.startswith(("am ", "may ", "shall "))
    )
    return bool(asks or _DOUBTS.search(plain))


def about_showing(text: str, state: TalkState) -> str:
    """What the words come to while a person is asked for: `show_again` (no clear leave), `when_there`,
    `hide_talk` (it is taken back); empty for anything else."""
    if is_asked(state):
        if _is_wavering(text):
            return "unsure"
        if _is_half_said(text, state):
            return "show_again"
        return "when_there" if _WHEN_THERE.fullmatch(plain_words(text)) else ""
    plain = plain_words(text)
    few = len(plain.split()) <= MOST_WORDS and not _ASKS.match(plain)
    return "hide_talk" if state.waiting and few and _TAKES_BACK.search(plain) else ""


def _is_wavering(text: str) -> bool:
    """`Is that ok?`, `i suppose so but im not sure`: said of the question itself."""
    plain = plain_words(text)
    if len(plain.split()) > FEW_BESIDE + 3:
        return False
    of_it = re.match(
        r"(?:is|would|will) (?:it|that|this) (?:be )?(?:ok|okay|alright|all right|fine|safe|allowed)\b",
        plain,
    )
    thinks = re.match(
        r"(?:can|could|may|id like to|i want to|ill|let me) (?:i )?(?:just )?(?:have a )?(?:think|sleep on)\b",
        plain,
    )
    return bool(of_it or thinks) or (
        _DOUBTS.search(plain) is not None
        and re.match(
            r"(?:(?:yes|yeah|ok|well|hmm|um|er|but|i) )*(?:suppose|guess|think|dont|don't|dunno|not|maybe|perhaps|let me|need|might|im|i'm|unsure|still|thinking|probably)\b",
            plain,
        )
        is not None
    )


def _is_half_said(text: str, state: TalkState) -> bool:
    """`Yes i do get it`, `yes but only the last bit`, or `ok` to an answer that came before the question."""
    plain = _MINDS_NOT.sub(" ", plain_words(text))
    words = plain.split()
    if not words or words[0] not in _YES or len(words) > MOST_WORDS or _is_yes(plain, state):
        return False
    if (state.told and set(words) <= _NODS) or _PARTLY.search(plain):
        return True
    return not set(words) <= _LEAVE and _SHOWN.search(plain) is None


def _is_yes(plain: str, state: TalkState) -> bool:
    """`Yes, after 2pm`, `ok, yes please set it up`: leave, and no more beside it than when to come.

    `Ok` to an answer that was given before the question is no leave.
    """
    rest = _WHEN_TO_COME.sub(" ", plain)
    words = rest.split()
    if not is_asked(state) or not words or words[0] not in _YES or state.told:
        return False
    return set(words) <= _LEAVE and not _PARTLY.search(rest)


def _parts(text: str) -> list[str]:
    return [plain for part in re.split(r"[.,!?;\n]+", text) if (plain := plain_words(part))]


def changes_mind(text: str, state: TalkState) -> bool:
    """`Actually yes` after they said no: the talk may be shown now."""
    fresh = state.waiting and not state.told and any(o.command == "callback" for o in state.offers)
    return fresh and _YES_AFTER_ALL.fullmatch(plain_words(text)) is not None


def is_asked(state: TalkState) -> bool:
    """Whether the question if the talk may be shown was put last."""
    return any(offer.intent == "handover_cancel" for offer in state.offers)


def says_how(text: str, state: TalkState) -> bool:
    """Whether the words, after a person was asked for, say how or when to get in touch."""
    asked = is_asked(state) or any(offer.command == "callback" for offer in state.offers)
    plain = plain_words(text)
    short = len(plain.split()) <= 2 * MOST_WORDS and not _ASKS.match(plain)
    beside = len(_HOLDS_NUMBER.sub(" ", plain).split())
    if state.waiting and (is_number(text) or (beside <= FEW_BESIDE and _HOLDS_NUMBER.search(text))):
        return True  # A number is meant for whoever should come.
    if state.waiting and short and re.search(_ONLY_BY, plain):
        return True
    if not (asked and short) or text.rstrip().endswith("?"):
        return False
    return bool(_REACH.search(plain)) or is_time(text) or is_number(text)


def is_time(text: str) -> bool:
    """`Tomorrow at 2pm`, `thursday morning`: a time, and nothing else."""
    said = " ".join(text.lower().replace(",", " ").rstrip(".! ").split())
    if len(said.split()) > MOST_OF_A_TIME or _LONG_NUMBER.search(said):
        return False
    return bool(_WHEN.search(said)) and _ONLY_WHEN.fullmatch(said) is not None


def _is_short_word(text: str, plain: str) -> bool:
    asks = text.rstrip().endswith("?") or _ASKS.match(plain)
    return len(plain.split()) <= MOST_WORDS and not asks


def is_number(text: str) -> bool:
    """A phone number, and nothing else."""
    return _NUMBER.fullmatch(plain_words(text.replace("+", ""))) is not None
