"""When it is not clear what was meant: asking which, owning up to a wrong answer, offering a person."""

import re

from bot.conversations.choices import NONE
from bot.conversations.commands import plain_words
from bot.conversations.compose import PERSON_OFFER, Composer, Outgoing
from bot.conversations.state import Offer

Ranking = list[tuple[str, float]]

NEAR_ENOUGH = "disclosure_"
"""Readings so close to one another that asking which is meant helps less than answering."""

ASKED_ABOUT = {
    "find_service": "Find help near me",
    "talk_to_human": "Talk to a person",
    "stop_messages": "Stop your messages",
    "delete_my_data": "Delete what I wrote",
    "get_my_data": "A copy of our talk",
    "simpler": "Easier words",
    "handover_chase": "Where is the person I asked for?",
    "handover_cancel": "I do not need a person any more",
}
"""Readings that are not answers, and what they are called in a list."""

NOT_OFFERED = {
    "affirm", "deny", "greet", "goodbye", "thank", "out_of_scope", "repeat", "start_over",
    "inform_place", "inform_benefit", "bot_challenge", "resume_messages", "more_detail",
}  # fmt: skip
"""Readings that nobody would choose from a list."""
LEAST, TOGETHER = 0.08, 0.45
"""A reading is offered from the first on; two or three are if together they reach the second."""
MOST_WORDS = 8
"""A complaint about the last answer is short; a longer message says what is wanted instead."""
_WRONG = re.compile(
    r"\b(?:not|isnt|wasnt|aint|nothing to do with) (?:even |really )?"
    r"(?:what (?:i|im|i am|i was) (?:was |am )?(?:ask\w*|mean\w*|said|saying|want\w*|after)|(?:the|my) question)\b"
    r"|\b(?:you|u|ya) (?:didnt|did not|havent|have not|never|still havent|arent|are not|aint|dont|do not|wont) (?:even )?"
    r"(?:answer\w*|listen\w*|hear\w*|heard|understand\w*|understood|get it|get me|read)\b"
    r"|\bi (?:didnt|did not|never) (?:even )?(?:ask(?:ed)?|said?|say|mean|meant) (?:that|this|for that|about that)\b"
    r"|\b(?:wrong answer|answered the wrong|(?:got|getting|have) (?:it|me|that|this) (?:all )?wrong|not listening|thats wrong|that is wrong)\b"
    r"|\bstop (?:asking|saying|telling|repeating|giving|showing|going on|talking)\b"
    r"|\b(?:you|u) (?:just )?keep (?:asking|saying|telling|repeating|giving|sending)\b"
    r"|\balready (?:told|said|answered|asked) (?:you|u|that|this|it)\b"
)
_GOES_ON = re.compile(
    r"\b(?:mean|meant|about|asked (?:if|for|how|what)|said|told (?:you|u)) (?!that|this|it|so|me|you|u|before|already|twice)\w+"
)
_FEELING = re.compile(
    r"\b(?:scared|frightened|terrified|afraid|worried|worrying|anxious|panic\w*|nervous|overwhelm\w*|stressed|tired|upset|cry|crying|cried|scream\w*|hate|awful|horrible|unfair|hopeless|shit|crap|ashamed"
    r"|embarrassed|confused|lost|stuck|fed up|angry|exhausted|mess (?:it|this|that) up|no idea what to do|(?:dont|do not) know what to do"
    r"|too much for me|head is spinning|help me)\b"
)
LIKELY_ELSE = 0.06
"""From this share on, another reading may be what was meant after all."""


def is_wrong(text: str) -> bool:
    """`That's not what I asked`, `stop asking me that`: the last answer missed, and nothing else is said."""
    plain = plain_words(text).replace("'", "")
    few = len(plain.split()) <= MOST_WORDS
    return few and _WRONG.search(plain) is not None and not _GOES_ON.search(plain)


def clarify(composer: Composer, out: Outgoing, ranking: Ranking, kind: str, text: str = "") -> None:
    """Ask which was meant, by number; after the second miss offer a person.

    `kind`: unsure, wrong (the last answer missed), or neither (none of the readings offered).
    """
    state = composer.state
    if kind == "neither":
        state.misses = max(state.misses, 1)
    state.misses += 1
    offers = readings(composer, ranking) if kind == "unsure" else []
    if offers and all(offer.intent.startswith(NEAR_ENOUGH) for offer in offers):
        # Each of them is a fair answer: one is given, the others are a press away.
        state.misses = 0
        composer.answer(out, offers[0].intent)
        out.offers = offers[1:]
    elif offers and state.misses < 3:
        which(composer, out, [offer.intent for offer in offers])
    elif state.misses >= 2:
        out.parts.append(composer.say("miss_twice"))
        out.offers = [
            Offer("Yes, a person", "talk_to_human", word="yes"),
            Offer("No, I will ask another way", "menu", word="no"),
        ]
    elif kind == "wrong":
        out.parts.append(composer.say("got_wrong"))
        out.offers = [*(reading(composer, name) for name in state.others), PERSON_OFFER]
    elif _FEELING.search(plain_words(text)):
        out.parts.append(composer.say("miss_feeling"))
        out.offers = [*(Offer(label, name) for label, name in OFTEN), PERSON_OFFER]
    else:
        out.parts.append(composer.say("miss"))


def which(composer: Composer, out: Outgoing, names: list[str]) -> None:
    """Ask which of these is meant; a person is always among the choices."""
    out.parts.append(composer.say("which"))
    out.offers = [reading(composer, name) for name in names if name != "talk_to_human"]
    out.offers.append(Offer("Something else: talk to a person", "talk_to_human", word=NONE))


OFTEN = (
    ("Work and my money", "benefits_lose_if_work"),
    ("A letter, or a sanction (a cut to my money)", "benefits_sanction"),
    ("A job or an interview", "cv_interview_help"),
)
"""What people are most often worried about here."""


def readings(composer: Composer, ranking: Ranking) -> list[Offer]:
    """Two or three readings to choose from; none if they do not make up enough of the doubt."""
    close = [
        (name, share) for name, share in ranking if share >= LEAST and _nameable(composer, name)
    ][:3]
    if len(close) < 2 or sum(share for _, share in close) < TOGETHER:
        return []
    return [reading(composer, name) for name, _ in close]


def meant_else(composer: Composer, ranking: Ranking, said: list[str]) -> list[str]:
    """What the message might have meant besides the answers that were given."""
    told = {name.partition(".")[0] for name in said}
    likely = (name for name, share in ranking if share >= LIKELY_ELSE and name not in told)
    return [name for name in likely if _nameable(composer, name)][:2]


def _nameable(composer: Composer, name: str) -> bool:
    return name not in NOT_OFFERED and (name in composer.store or name in ASKED_ABOUT)


def reading(composer: Composer, name: str) -> Offer:
    """A reading as a choice, in the words it is known by."""
    return Offer(ASKED_ABOUT.get(name) or composer.store.get(name).title, name)
