"""After a list of services: a short message goes on with the same search, or reports a listing."""

import re
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.conversations import follow_up, listing_detail, listings, reports, told
from bot.conversations.aftercare import TOLD_OF
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.inbox import Talk
from bot.conversations.state import Offer, TalkState
from bot.dialogue.client import Understood
from bot.directory.asking import plan_of, wish_of_plan
from bot.directory.looked_for import kind_in
from bot.directory.open import Directory
from bot.directory.search import Wish
from bot.directory.signs import LED

MOST_WORDS = follow_up.MOST_WORDS
SURE = 0.8
"""An intent so sure, and not about searching, is what the message is about."""
SEARCHING = {"find_service", "inform_place", "more_detail", "out_of_scope", "job_club_what",
             "job_club_costs", "job_club_voluntary", "affirm", "deny", "repeat", "change_format"}  # fmt: skip
FEW_WORDS = 5
"""`And advocacy?`: so few words that name a kind of help look for that in the same place."""
_NOT_A_SEARCH = {"job_club_voluntary", "benefits_sanction", "programme_pushed", "atw_apply", "benefits_claim_appeal",
                 "talk_to_human", "thank", "goodbye"}  # fmt: skip
_LISTED = re.compile(r"\b(?:groups?|grups?|clubs?|places?|services?|list)\b")
OWN_LABELS = {"Show others", "Ask a person to help me look", "Ask a person to find out"}


def picks_listing(text: str, state: TalkState) -> bool:
    """True if `2` or `the first one` means a listing, not one of the choices printed with it.

    Where the choices belong to an answer beside the list, a number is one of them, `the first` is not.
    """
    if state.showing != "services":
        return False
    labels = {o.label for o in state.offers}
    if not labels <= OWN_LABELS and (any(c.isdigit() for c in text) or not labels & OWN_LABELS):
        return False
    return follow_up.which_one(" ".join(text.lower().split()), len(state.services)) is not None


def surely_about_list(text: str, state: TalkState) -> bool:
    """True where a list was shown and the words leave no doubt that they are about it."""
    plain = text.lower().replace("’", "'")
    if is_newest_list(text, state):
        return True
    if state.showing != "services":
        return False
    if _leads_on(plain) or told.only_tells(text):
        return True
    return bool(reports.what_is_wrong(text) or follow_up.SURELY.search(plain)) or follow_up.drops(
        plain
    )


_ITS_OWN_NUMBER = ("atw", "benefits", "privacy", "urgent_hardship", "discrimination")
"""Answers that name a number or an address of their own: a bare `phone number` may ask for that."""


def is_newest_list(text: str, state: TalkState) -> bool:
    """`What is their number`, after another answer: the list shown last is still the newest."""
    if not state.services or not state.looking:
        return False
    plain = " ".join(re.sub(r"[?!.,]+", " ", text.lower().replace("’", "'")).split())
    if not follow_up.OF_THE_LIST.fullmatch(plain):
        return False
    last = state.answers[-1] if state.answers else ""
    if state.told_of or last.startswith(TOLD_OF):
        return False  # It may be the number of a helpline.
    points = re.search(r"\b(?:their|them|they|there)\b", plain)
    return state.showing == "services" or bool(points) or not last.startswith(_ITS_OWN_NUMBER)


def _leads_on(plain: str) -> bool:
    """`Do they help with forms`, `how do we apply`, `must she go`: said of what is shown."""
    words = " ".join(re.sub(r"[?!.,]+", " ", plain).split())
    if len(words.split()) > MOST_WORDS or follow_up.NOT_THEIRS.search(words):
        return False
    if follow_up.HOW_TO_JOIN.match(words) or follow_up.MUST_GO.search(words):
        return True
    if not follow_up.THEY.match(words):
        return listing_detail.asks_what_they_do(words)
    return listing_detail.aspect(words) != "all" or listing_detail.asks_what_they_do(words)


def go_on(
    session: Session,
    talk: Talk,
    composer: Composer,
    out: Outgoing,
    directory: Directory,
    text: str,
    understood: Understood,
) -> bool:
    """Answer if the message goes on with the search shown last. False if it is something else."""
    if reports.take(session, talk, composer, out, directory, text):
        return True
    state, plain = composer.state, text.lower().replace("’", "'")
    if is_newest_list(text, state):
        state.showing = "services"
        listing_detail.detail(
            composer, out, directory, text, follow_up.which_one(plain, len(state.services))
        )
        return True
    if state.looking and _means_list(plain, state):
        wish = wish_of_plan(state.looking)
        _look(composer, out, directory, replace(wish, user_led=True) if _led(plain) else wish)
        return True
    if state.showing != "services" or not state.looking:
        return False
    if follow_up.WHERE_ANY.search(plain) and "location" not in dict(understood.entities):
        if where := listings.elsewhere_words(directory, {**state.looking, "again": False}):
            out.parts.append(where)
            return True
    if told.only_tells(text):
        # `She is 34`: the same search, for her.
        _look(composer, out, directory, wish_of_plan(state.looking))
        return True
    if _leads_on(plain) and state.services:
        if follow_up.MUST_GO.search(plain):
            out.parts.append(composer.say("going_is_a_choice"))
            return True
        which = follow_up.which_one(plain, len(state.services))
        listing_detail.detail(composer, out, directory, text, which)
        return True
    kind = kind_in(text)
    few = len(plain.split()) <= FEW_WORDS and "location" not in dict(understood.entities)
    if kind and few and kind != state.looking["kind"] and understood.intent not in _NOT_A_SEARCH:
        _look(composer, out, directory, replace(wish_of_plan(state.looking), kind=kind))
        return True
    kinds = {value for name, value in understood.entities if name == "service_kind"} - {"ddpo"}
    named = {name for name, _ in understood.entities}
    if named == {"location"} and any("clarify" in item for item in understood.plan):
        return _look_at(composer, out, directory, dict(understood.entities)["location"])
    if kinds or named & {"location", "benefit", "need", "programme"}:
        return False
    if understood.intent == "change_format" and _asks_their_way(text):
        listing_detail.detail(composer, out, directory, text)
        return True
    asked = follow_up.read(text, wish_of_plan(state.looking), len(state.services))
    if asked is None and "search" in named and understood.intent in SEARCHING:
        asked = follow_up.FollowUp("more")
    elsewhere = understood.intent not in SEARCHING and understood.confidence >= SURE
    if asked is None and state.services and _about_them(text, elsewhere):
        listing_detail.detail(composer, out, directory, text)
        return True
    if asked is None or (elsewhere and asked.do != "more"):
        return False
    if asked.do == "detail":
        listing_detail.detail(composer, out, directory, text, asked.which)
    elif asked.do == "elsewhere":
        out.parts.append(composer.say("ask_place"))
    elif asked.do == "nearer":
        out.parts.append(composer.say("nearest_shown"))
        out.offers.append(Offer("Show others", "find_service", {"search": "others"}, word="others"))
    elif asked.do == "more":
        wish = wish_of_plan(state.looking)
        _look(composer, out, directory, replace(wish, skip=tuple(state.looking["shown"])))
    else:
        _look(composer, out, directory, asked.wish)
    return True


def _means_list(plain: str, state: TalkState) -> bool:
    """`What was that group again?`; some time after the list only if the words are about such."""
    if len(plain.split()) > MOST_WORDS or not follow_up.AGAIN.search(plain):
        return False
    return state.showing == "services" or bool(_LISTED.search(plain)) or _led(plain)


def _led(plain: str) -> bool:
    return bool(LED.search(plain) or "disab" in plain)


_TO_US = re.compile(r"\b(?:you|u|your|ur|me|us|i want|i need|talk|reply|answers?|send)\b")


def _asks_their_way(text: str) -> bool:
    """`No phone. Email? Text?` after a listing: how to reach them, unless it speaks to us."""
    plain = text.lower()
    few = len(plain.split()) <= MOST_WORDS and not _TO_US.search(plain)
    return few and listing_detail.aspect(plain) == "contact"


def _about_them(text: str, elsewhere: bool) -> bool:
    """True for a question about a detail of what is shown. `elsewhere`: its intent is another's."""
    words, plain = text.split(), text.lower().replace("’", "'")
    if len(words) > MOST_WORDS or listing_detail.aspect(plain) == "all":
        return False
    if listing_detail.is_another_matter(plain):
        return False
    perhaps = len(words) <= follow_up.SHORTEST or follow_up.PERHAPS.search(plain)
    surely = follow_up.THEIRS.search(plain) or follow_up.SURELY.search(plain)
    return bool(surely or (perhaps and not elsewhere))


def _look_at(composer: Composer, out: Outgoing, directory: Directory, named: str | list) -> bool:
    """`Is there nothing in Hackney?`: the same search there. False if the place is not known."""
    place = directory.places.resolve(named if isinstance(named, str) else named[0])
    if place is not None:
        plan = plan_of(directory, place, wish_of_plan(composer.state.looking))
        listings.show(composer, out, directory, plan)
    return place is not None


def _look(composer: Composer, out: Outgoing, directory: Directory, wish: Wish) -> None:
    place = directory.places.resolve(composer.state.looking["place"])
    plan = plan_of(directory, place, wish)
    if wish.user_led and "local" not in plan["reach"] and not wish.skip:
        # Who runs it matters more to them now than what kind it is: any group of theirs near by.
        any_kind = plan_of(directory, place, replace(wish, kind="ddpo"))
        plan = any_kind if "local" in any_kind["reach"] else plan
    listings.show(composer, out, directory, {**plan, "again": bool(wish.skip)})
