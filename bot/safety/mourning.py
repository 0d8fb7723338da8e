"""Somebody who has died by suicide, told as a thing of the past: nobody can be rescued any more.

Whoever tells of it is asked whether they themselves are safe (losing somebody so is a risk of its
own) and is not told to ring 999 for the dead. Where the words may tell of today, nothing is taken
for the past.
"""

import re

from bot.safety.normalise import normalise

_ENDED = (
    r"(?:(?:killed|hung|hanged|shot|drowned|gassed|topped|offed|poisoned) (?:himself|herself|themselves|themself|hisself)"
    r"|took (?:his|her|their) (?:own )?li(?:fe|ves)|ended (?:his|her|their) (?:own )?li(?:fe|ves)"
    r"|(?:died|dead|death|lost [a-z ]{1,30}?|passed(?: away)?) (?:by|to|from|through) (?:suicide|a suicide|an overdose)"
    r"|committed suicide|suicide of my \w+|(?:his|her|their|husbands|wifes|partners|sons|daughters|brothers|sisters|mums|dads|friends|mates) suicide)"
)
_DIED = re.compile(rf"(?<!nearly )(?<!almost )(?<!never )\b{_ENDED}\b")
_LONG_AGO = re.compile(
    r"\b(?:last (?:year|month|week|spring|summer|autumn|winter|christmas|easter|jan\w*|feb\w*|mar\w*|apr\w*|may|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)"
    r"|(?:year|month|week)s? ago|in (?:19|20)\d\d|back in|years? back|when (?:i|we|he|she) (?:was|were)|since (?:then|he|she|my|the|losing)"
    r"|in (?:january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|funeral|inquest|anniversary|bereave\w*|grief|grieving|griev\w+|mourning|coroner|years? (?:now|on)|this (?:year|month)|months? (?:now|on)|used to)\b"
)
_NOW = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|evening)|right now|just (?:now|found|happened|did)|found (?:him|her|them) (?:just|now)"
    r"|ambulance|999|breathing|unconscious|wont wake|gonna|going to|wants? to|threaten\w*|tried|trying|attempt\w*)\b"
)


def mourns(text: str) -> bool:
    """True if the message tells of a suicide that is past, and of nobody who could be saved now."""
    plain = normalise(text)
    return without_the_dead(plain) != plain


_KIN = (
    r"husband|wife|partner|fiancee?|boyfriend|girlfriend|mum|mam|mom|mother|dad|father|son|daughter|baby|child|kid|brother|sister"
    r"|twin|nan|nana|gran|grandma|grandad|grandfather|grandmother|uncle|aunt|auntie|cousin|friend|mate|carer|flatmate|neighbour"
)
_BEREAVED = re.compile(
    rf"\b(?:my|our) (?:\w+ ){{0,2}}?(?:{_KIN})(?: (?:just|has|have|had|sadly|suddenly|recently|only|also|sadly))* (?:died|passed|passed away|passed on)\b"
    rf"|\b(?:i|ive|we|weve)(?: (?:just|recently|sadly|have))* (?:lost|buried) (?:my|our) (?:\w+ ){{0,2}}?(?!carer|flatmate|neighbour)(?:{_KIN})\b(?! job| work| money)"
    rf"|\b(?:death|funeral) of my (?:\w+ )?(?:{_KIN})\b|\bmy (?:\w+ )?(?:{_KIN})s? funeral\b|\b(?:im|i am|ive been) (?:newly |just |recently )?(?:bereaved|widowed|grieving)\b"
)
_NO_NEWS = re.compile(
    r"\b(?:years? ago|nearly|almost|if|when i was|as a (?:child|kid)|years back|away at|in the queue|test|exam|driving)\b"
)


def bereaved(text: str) -> bool:
    """`My husband died last week`: news of a death, by whatever cause, that is not long past."""
    plain = normalise(text)
    return bool(_BEREAVED.search(plain)) and not _NO_NEWS.search(plain)


def tells_of_suicide(text: str) -> bool:
    """Somebody ended their life, and nothing says that it is being tried or happens today."""
    plain = normalise(text)
    return bool(_DIED.search(plain)) and not _NOW.search(plain)


def without_the_dead(plain: str) -> str:
    """The normalised text without the past suicide that it tells of, if it tells of one."""
    if _LONG_AGO.search(plain) and not _NOW.search(plain):
        return _DIED.sub("_", plain)
    return plain
