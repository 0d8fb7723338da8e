"""Danger of this very moment, in plain words: a body that fails, another person at the door.

Such words are met with 999 before anything else, whoever holds the talk. What is told of the past, of
every week, or of what may come is left to whatever reads meaning.
"""

import re

from bot.safety import screen

MOST_WORDS = 25
_HAS = r"(?: (?:is|s|are|has|have|had|went|gone|got|getting|going|turning|turned|goes|feels?|feeling|looks?|been|all|really|so|very|proper|just|now|suddenly|gone all|in))*"
_CANNOT = r"(?:cant|cannot|can not|cudnt|couldnt|could not|can hardly|can barely|hardly|barely|not able to|unable to|isnt|is not|not|stopped|struggling to|struggle to|fighting to|hard to|trouble|difficulty)"
_BODY = re.compile(
    # The chest, and breath.
    rf"(?<!no )(?<!not )\bchest\b{_HAS} (?:tight\w*|pains?|paining|hurts?|hurting|crushing|crushed|squeez\w+|heavy|agony|killing me)\b"
    r"|\b(?<!no )(?<!not )(?:pains?|tight\w*|pressure|crushing|squeezing|heavy feeling)(?: \w+)? (?:in|on|across) (?:my |his |her |their |the )?(?:\w+ )?chest\b|\b(?<!no )(?<!not )chest pains?\b"
    rf"|\b{_CANNOT} (?:\w+ ){{0,2}}?(?:breath|breathe|breathing|breth|breathin)\b(?! (?:a|any) word)|\bgasping (?:for|to)\b|\b(?:fighting|struggling) for (?:air|breath)\b"
    rf"|\b{_CANNOT} (?:\w+ )?get (?:\w+ )?(?:air|breath)\b|\b(?:lips?|face|fingers|nails)\b{_HAS} (?:blue|grey|gray|purple)\b"
    r"|\bchoking on\b|\b(?:having|think (?:its|this is|im having|hes having|shes having)) (?:an? )?(?:heart attack|stroke|mini stroke)\b"
    # A stroke.
    rf"|\b(?:face|mouth|eyelid)\b{_HAS}(?: \w+)? (?:droop\w*|dropped|fallen|slipped)\b|\b(?:speech|words|speaking|talking|voice)\b{_HAS} (?:slur\w*|jumbled)\b|\bslurring\b"
    rf"|\b(?:arm|leg|left side|right side|one side)\b{_HAS} (?:numb|weak|dead|paralysed|limp)\b.{{0,60}}\b(?:suddenly|all of a sudden|face|speech|speak|talk|mouth|just now)\b|\b(?:suddenly|all of a sudden|just now)\b.{{0,30}}\b(?:arm|leg|one side)\b{_HAS} (?:numb|weak|dead|limp)\b"
    # Blood.
    r"|\bbleeding (?:\w+ )?(?:heavily|heavy|badly|loads|lots|a lot|everywhere|out|to death|wont stop|so much|and it wont stop|and wont stop)\b"
    r"|\b(?:bleeding|blood)\b.{0,12}\b(?:wont stop|not stopping|will not stop|doesnt stop|keeps coming|everywhere|pouring|gushing|pumping|spurting)\b"
    r"|\b(?:cant|cannot|can not|wont|couldnt) stop (?:the |it |my |his |her |)?bleed\w*\b|\b(?:pouring|gushing|spurting|losing (?:\w+ )*) ?(?:with )?blood\b"
    r"|\b(?:coughing|throwing|bringing|vomiting|spitting|sicking) (?:up )?(?:loads of |lots of |a lot of )?blood\b"
    # A seizure, not awake.
    r"|\b(?:having|in|going into) (?:an? |another )?(?:\w+ )?(?:seizure|convulsions?|epileptic fit)\b|\b(?:is|are|s|hes|shes|keeps?|started) (?:convulsing|seizing|fitting)\b(?! (?:in|out|room|clothes))|\bseizure\b.{0,25}\b(?:wont stop|not stopp\w+|going on|still|minutes?|mins?)\b"
    r"|\b(?:he|she|they|hes|shes|theyre|is|mum|dad|baby|child|partner|husband|wife|friend|mate|someone|somebody|man|woman)\b(?: (?:is|has|s|just|now|gone))* (?:unconscious|unresponsive|passed out|collapsed|not responding|not waking|blacked out)\b"
    r"|\b(?:he|she|they|hes|shes|mum|mam|dad|nan|baby|child|partner|husband|wife|friend|brother|sister|son|daughter|\w*mate)\b(?: just)? (?:wont|will not|isnt|is not|not) (?:wak(?:e|ing)|responding)\b"
    r"|\b(?:cant|cannot|couldnt|can not) wake (?:him|her|them|my \w+)\b"
    # Allergy.
    rf"|\banaphyla\w+|\b(?:throat|tongue)\b{_HAS} (?:closing|swelling|swollen|swelled|tight\w*|puffed|blocked)\b|\b(?:lips|face|mouth)\b{_HAS} (?:swelling|swollen|swelled|puff\w+)\b.{{0,40}}\b(?:breath\w*|allerg\w*|ate|eaten|nuts?|stung|sting)\b"
    r"|\b(?:used|using|gave|given|need|jabbed) (?:my |the |his |her |an? )?(?:epi ?pen|jext|adrenaline)\b"
)
_NOT_NOW = re.compile(
    r"\b(?:sometimes|often|usually|normally|always|every|each time|ago|last (?:year|month|week|time|summer|winter)|used to|yesterday|whenever|in case|history of"
    r"|in (?:19|20)\d\d|since (?:19|20)\d\d|years?|months?|weeks?|before i|when i (?:walk|work|get|am|was|go|do|climb|use|have|stand|lift|run)|if i|if my|what if|at school|as a (?:kid|child)"
    r"|get (?:seizures|fits)|risk of|prone to|lol|haha|jk|joking|nearly|almost|thought i was|filmed|posted|in my sleep|machine|cerebral palsy|got fired"
    r"|want(?:s|ed|ing)? to|wish\w*|rather|tomorrow|one day)\b"
)
_BUSINESS = re.compile(
    r"\b(?:pip|esa|uc|universal credit|dla|adp|dwp|benefits?|claim\w*|job ?cent(?:re|er)|access to work|atw|tribunal|appeal\w*|sanction\w*|council|allowance|points"
    r"|adjustments?|sack\w*|employer|disclos\w+|policy|risk assessment|cv|what are the signs|training course|first aid)\b"
)
"""Told beside an office: what somebody lives with, and not what happens now."""

_ONE = (
    r"(?:he|hes|she|shes|they|theyre|him|husband|wife|partner|boyfriend|girlfriend|ex|dad|stepdad|father|stepfather|brother|son|uncle|boss|manager"
    r"|landlord|carer|support worker|bloke|man|men|guy|lads?|someone|somebody|neighbour|flatmate|stalker)"
)
_NOW = r"(?: (?:is|s|are|has|have|just|now|right|literally|still|actually|back|stood|standing|sat|sitting|waiting|parked|come|came|turned|up|already|got|here|there|right))*"
_PLACE = (
    r"(?:outside(?! (?:of|the (?!door|window|house|flat|building)))|at (?:my|the|our) (?:\w+ )?(?:door|window|gate|flat|house|place)|in (?:my|the|our) (?:flat|house|garden|hall\w*|building|bedroom|room|kitchen|block|stairwell)"
    r"|on (?:my|the) (?:stairs|doorstep|drive|landing)|downstairs|upstairs|by (?:my|the) (?:door|car|window)|round (?:my|the) (?:back|side|corner)|inside)"
)
_LATER = r"(?! (?:on|next|tomorrow|later|after|at \d|in (?:a|an|\d+|two|three|few) (?:days?|weeks?|hours?|months?)|(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
_NEAR = re.compile(
    rf"(?<!when )(?<!if )(?<!until )(?<!before )(?<!after )(?<!where )(?<!was )\b{_ONE}{_NOW} (?:{_PLACE}|(?:coming|walking|climbing|driving) (?:in|up|over|round|here|back|home|now|towards)|on (?:his|her|their) way|here (?:now|again)|back home|back now|home now|here$|back$){_LATER}"
)
"""Somebody is there, or on the way: a danger where they are known to be one."""
_ATTACK = re.compile(
    rf"\b{_ONE}{_NOW} (?:(?:trying|going|gonna|threatening) (?:to )?)?(?:banging|bang|kicking|kick|hammering|smashing|smash|breaking|break|forcing|force|booting)\b.{{0,20}}\b(?:doors?|windows?|in|way in)\b"
    rf"|\b{_ONE}{_NOW} (?:trying to (?:get|come|break) in|coming (?:for|at|after) me|chasing (?:me|us)|followed me|following me|got in|broke in|breaking in|smashed (?:the|my))\b"
    rf"|\b{_ONE}{_NOW} (?:holding |waving |carrying |with )?(?:a |an |the |his |her )?(?:knife|blade|machete|gun|hammer|bat|axe|weapon|acid)\b"
    rf"|\b{_ONE}{_NOW} (?:hitting|beating|strangling|choking|attacking|punching|kicking|stabbing|dragging|hurting|raping|pinning) (?:me|us|my (?:kids?|children|son|daughter|mum|baby))\b"
    rf"|\b{_ONE}{_NOW} (?:locked me in|(?:wont let|not letting) me (?:out|leave|go)(?! (?:for|early|to|on|home early|with)\b)|blocking the door)\b"
)
"""Somebody attacks, or is about to."""
_THREATS = ("threat_said_they_will", "threat_showed_it")
"""Rules of the screen for a threat to life or limb."""
_TOLD_OF_BEFORE = re.compile(
    r"\b(?:ago|last (?:year|month|week|night|time)|yesterday|used to|once|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|this morning|earlier|in the past|every time|always|sometimes"
    r"|years?|months?|weeks?)\b"
)
_HELP_CAME = re.compile(
    r"\b(?:police|officers?|ambulance|paramedics?|999)\b.{0,25}\b(?:here|coming|outside|on (?:the|their) way|arrived|with me|took (?:him|her|them)|got (?:him|her|them)|arrested)\b"
    r"|\b(?:arrested|taken away|in custody|in a cell)\b"
)

_EASES = re.compile(
    r"\b(?:eas(?:ed|es|ing|ier)|better|settl\w+|calm\w*|pass(?:ed|ing)|gone (?:now|off|away)|going off|wor(?:e|n) off|stopped now|(?:ok|okay|fine|alright|all right) (?:now|again)|back to normal|can breathe)\b"
)
_NO_BETTER = re.compile(r"\b(?:not|no|isnt|never|worse|still|cant|wont|until|if|when)\b")
NOW, EASING = "medical_question.now", "medical_question.easing"


def after_it(text: str) -> str:
    """The answer to what is said right after 999 was named for a body that fails: it eases, or 999 again."""
    return EASING if eases(text) else NOW


def eases(text: str) -> bool:
    plain = _plain(text)
    return bool(_EASES.search(plain)) and not _NO_BETTER.search(plain)


def of_the_body(text: str) -> bool:
    """`My chest is tight and I cannot breathe`, `she is having a seizure`: 999, whatever else is asked."""
    plain = _plain(text)
    if len(plain.split()) > MOST_WORDS or not _BODY.search(plain):
        return False
    return not (_NOT_NOW.search(plain) or _BUSINESS.search(plain))


def of_another(text: str, feared: bool) -> bool:
    """`He is outside my door`, where somebody is feared; `he has a knife`, whatever was told before."""
    plain = _plain(text)
    if len(plain.split()) > MOST_WORDS or _HELP_CAME.search(plain):
        return False
    if feared and _NEAR.search(plain):
        return True
    attacked = _ATTACK.search(plain) or screen(text).rule in _THREATS
    return bool(attacked) and not _TOLD_OF_BEFORE.search(plain)


def _plain(text: str) -> str:
    plain = re.sub(r"[^a-z0-9 ]+", " ", re.sub("['’`]", "", text.lower()))
    return " ".join(plain.split())
