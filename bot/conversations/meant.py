"""Messages whose words leave no doubt where the model, which knows only single messages, has some.

Asking for a human in whatever words, who would be told, the number of a helpline, a date put right,
thanks and sorry. Nothing here is read where the screen finds danger.
"""

import re
from dataclasses import dataclass, field

from bot.conversations import consent
from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState
from bot.safety import screen
from bot.safety.mourning import bereaved, mourns


@dataclass(frozen=True)
class Meant:
    """The intent that was meant; `answer`: its part to say, if not the whole; `note`: said instead."""

    intent: str
    answer: str = ""
    note: dict[str, str] = field(default_factory=dict)


MOST_WORDS = 16
FEW_WORDS = 10
_DICTATED = re.compile(r"\b(?:comma|full stop|question mark|exclamation mark)\b")
_SHORT = {"u": "you", "ya": "you", "r": "are", "ur": "your", "some1": "someone", "sum1": "someone",
          "any1": "anyone", "ne1": "anyone", "gona": "going to", "gonna": "going to", "wanna": "want to",
          "thru": "through", "4": "for", "wot": "what", "wots": "whats", "agen": "again"}  # fmt: skip
_HUMAN = (
    r"(?:(?:actual|real|live|living|proper|warm|breathing|human)(?: \w+)? (?:body|bodies|beings?|souls?|folks?|voices?)"
    r"|(?:warm|living|breathing|human) ones?|(?:actual|living|breathing) (?:person|people|humans?)"
    r"|(?:someone|somebody|anyone|anybody|person|people|one) (?:with a (?:pulse|heartbeat|face)|made of flesh)"
    r"|flesh and blood)"
)
_HUMAN_ASKED = re.compile(rf"\b{_HUMAN}\b")
_BY_HAND = (
    r"\bput me (?:through|on to|onto)\b(?!.*\b(?:dwp|job ?cent(?:re|er)|council|universal credit)\b)"
    r"|\b(?:get|have|ask|find) (?:someone|somebody|one of you|one of the team|a person|a human|a colleague)(?: here)? to "
    r"(?:ring|call|phone|text|message|write to|talk to|talk with|speak to|speak with|contact|email|get back to) me\b"
    r"|\b(?:want|need|prefer|rather have|give me|gimme) (?:a |an )?(?:\w+ )?(?:person|human|someone|somebody) not (?:a|another|some) "
    r"(?:machine|ro?bot|computer|program(?:me)?|chat ?bot)\b"
)
_PEER = r"(?:disabled|disability|impairment|like me|been through|same boat|lived it)"
_PUT_THROUGH = re.compile(
    rf"{_BY_HAND}|^(?:ok |yes |please )*(?:person|human) (?:yes|please|want|need)\b|\b(?:talk|speak|chat|write) (?:to|with) (?:someone|somebody|a person|anyone|anybody|an? advis[eo]r)"
    rf" (?:\w+ ){{0,4}}?{_PEER}\b"
)
_WONDERS = re.compile(r"^(?:so |and |oi |hey |hello |hi )*(?:any|is|are|do|does|has|have|who)\b")
_TALKS = re.compile(r"\b(?:talk|speak|chat|put|get|ring|call|text|message|want|need)\b")
_ANYONE = re.compile(
    r"\b(?:is|are) (?:any|some|no)(?:one|body| one)? ?(?:\w+ )?(?:alive|awake|there|about|around|in there|out there|home|at home"
    r"|listening|coming|on)\b|\b(?:anyone|anybody) (?:alive|awake|there|about|around|in there|out there|home|coming)\b"
)
_LATE = re.compile(
    r"\b(?:is|are|has|have|will|where is|wheres|where's|what happened to) (?:\w+ )?(?:a|the|my|your|that|this) (?:\w+ )?"
    r"(?:person|human|adviser|advisor|partner|lady|man|woman|guy|someone|call ?back)\b"
    r"|\b(?:still|been) waiting\b|\bforgot(?:ten)?(?: about)? me\b|\bhow much longer\b|\bstill nobody\b|\bnobody (?:came|has come|rang)\b"
)
_HOW_LONG = re.compile(
    r"^(?:and |so |ok |but )*(?:how long|how much longer|when) (?:will|is|does|do|until|till|before|roughly|about)\b(?!.*\b(?:access|atw|claim|award|pip|esa|uc)\b)"
    r"|^(?:and |so |ok )*(?:how long|what time|when)(?: then| roughly| about)?$"
)
"""Said while a person is asked for, and that was the last thing talked about."""
_OPENING = re.compile(
    r"^(?:(?:and|so|hi|hello|please|ok|but|what about) )*(?:when|what (?:time|times|hours|days)|which days) (?:are|r|do|does|is|will) (?:you|u|yous|the (?:people|person|team|advisers?|office|line)|they|someone|somebody|anyone|a person) (?:\w+ )?(?:open|close|closed|shut|there|start|finish|work|working|answer|around|available|here)\b"
    r"|^(?:(?:and|so|hi|hello|please|ok|but) )*(?:are|r|will|is) (?:you|u|yous|they|anyone|anybody|someone|somebody|a person|it|the (?:team|people|office)) (?:be )?(?:\w+ )?(?:open|closed|shut|there|around|available|working|here|answering) (?:on |at |over |in |all )?(?:the )?(?:sat\w*|sun\w*|mon\w*|tue\w*|wed\w*|thu\w*|fri\w*|weekends?|christmas|xmas|easter|new year|bank holidays?|nights?|evenings?|mornings?|afternoons?|tomorrow|today|now|day|late|boxing day)\b"
    r"|^(?:(?:what|are|is|the|your|whats|what's|tell|me|please|and) )*(?:opening|office|closing) (?:hours|times?)(?: please| pls| today)*$|^what time (?:do|does|will) (?:you|u|yous|they|it) (?:open|close|shut|start|finish|end)\b|^(?:are|r) (?:you|u|yous) (?:open|closed)\b"
)
"""When a person is here, asked in words."""
_THEY = re.compile(r"\b(?:they|it)\b")
"""After a list of services: those that were listed."""
_NOT_US = re.compile(
    r"\b(?:job ?cent(?:re|er)|club|clubs|dwp|council|gp|surgery|bank|scope|acas|citizens|samaritans|shout|childline|library|food ?bank|lines?)\b"
)
_SIGNED_CALL = re.compile(
    r"^(?:(?:can|could|i|have|please|want|need|is|do|you|a|we|by|in) )*(?:bsl|sign language|video)(?: (?:video|call|chat|interpreter|relay))*(?: (?:can|possible|please|ok|want|me|have|you|do|it|better))*$"
)
"""A call in sign language, wished for by somebody who asked for a person."""
_LET_BE = re.compile(
    r"^(?:(?:no|oh|ok|actually|just|sorry|please|i|ive|i've|changed?|my mind|fine) )*(?:forget (?:it|that|about it)|never ?mind|leave it|dont bother|cancel (?:it|that|them)"
    r"|(?:ive |i )?changed my mind|too late|no need)(?: (?:then|now|thanks|thank you|ta|please))*$"
)
_CRY = re.compile(r"\b(?:help|scared|afraid|hurt|hurts|die|dying|emergency|please)\b")
_TELLS = re.compile(
    r"^(?:\w+ ){0,3}?(?:(?:are|will|would|going to|do|does) (?:you|yous|this|it|anyone here|someone here)"
    r"|(?:you|yous) (?:wont|won't|will not|better not|are not going to|arent going to|must not|dont|don't))\b.*"
    r"(?:\b(?:report|grass|shop|dob|snitch|rat|inform|turn)\b.{0,8}\b(?:me|us|on me|on us)\b"
    r"|\b(?:tell|telling|pass|passing|report|send|inform|share)\b(?! me\b).{0,30}\b(?:dwp|job ?cent(?:re|er)|council|benefits? (?:people|office|lot)"
    r"|the social|taxman|hmrc|universal credit|police|work coach)\b)"
)
_DETAILS = re.compile(
    r"£ ?\d|\b\d+ ?(?:quid|pounds?|notes|a (?:time|week|day|month|shift|go)|an hour|hours?|days?|weeks?|months?)\b|\badd (?:it|them|that|this) (?:all )?up\b"
    r"|\bcash in hand\b|\bsince (?:january|february|march|april|may|june|july|august|september|october|november|december|last|\d{4})\b"
)
# Threats to somebody else, in anger.
_ANGER = re.compile(
    r"\bi(?:'?m| am|'?ll)?(?: (?:really|just|honestly|swear|fucking))? ?(?:want(?:ed)? to|wanna|will|going to|gonna|gunna|feel like|felt like|might|may)"
    r" (?:go (?:in|down|round|there)\w* and )?(?:kill(?:ing)?|stab(?:b\\w*)?|hurt|punch|batter|burn|smash|attack|hit|knock out)\w*(?: down)?(?: (?:my|the|that|those|some|a|every|all))?(?: \w+){0,2}"
    r" (?:coach(?:es)?|job ?cent(?:re|er)|dwp|assessors?|manager|boss|staff|man|woman|bloke|lady|advis[eo]r|landlord|building|place|somebody|someone|him|her|them)\b"
    r"|\bi(?:'?m|'?ll| will| am)? (?:gonna |going to )?(?:bring|take|carry)(?:ing)? (?:a |my )?(?:petrol|bat|hammer|knife|blade|gun|axe) (?:to|into|down)\b"
    r"|\b(?:smash|punch|kick) (?:my |the |his |her )?(?:\w+ )?(?:\w+ )?(?:face|head) in\b"
    r"|\b(?:going|go|walk(?:ing)?) (?:down |in |up |round )*(?:there|to the (?:job ?cent(?:re|er)|office))\b.{0,20}\b(?:petrol|bat|hammer|knife|blade|gun|axe)\b"
)
_CLEAR = re.compile(
    r"^(?:(?:how|can|do|i|to|please|you|could|help|me|what|should|the|want) )*(?:clear|hide|wipe|clean)(?: (?:this|the|my|all|it))*(?: (?:chat|page|screen|talk|messages?|history|now|from|off|phone|here|my|the|this))*$"
    r"|^(?:how (?:do i |to )?)?(?:leave|exit|close)(?: (?:this|the))* (?:page|chat)(?: (?:quick|quickly|now|fast|please))*$"
)
_JOKE = re.compile(r"\b(?:lol|haha\w*|lmao|joking|joke|jk|figure of speech)\b")
_SORRY = re.compile(
    r"^(?:(?:im|i'm|i am|really|so|very|oh|ok|and) )*(?:sorry|soz|apologies|i apologi[sz]e|my bad|forgive me)\b(?=.*"
    r"\b(?:swear\w*|swore|shout\w*|rude|language|temper|mouthy|moan\w*|rant\w*|angry|outburst|kicking off|kicked off"
    r"|losing it|lost it|snapp\w*|having a go|nasty|mean to you|called you|calling you)\b|.*\b(?:not|isnt|isn't|wasnt|wasn't|aint|ain't) (?:your|you) fault\b)"
)
_ASKS = re.compile(r"\b(?:how|what|where|which|when|can|could|will|do you|does)\b")
_ROBOT = r"(?:ro?bot|bot|machine|computer|mate|pal|buddy|love|duck|hun|friend|you|all|there|then)"
_THANKS = re.compile(
    r"^(?:ok |oh |well )*(?:nice (?:one|1)|good (?:one|job|work|bot|ro?bot|stuff)|well done|top (?:bot|stuff|marks|job)|legend"
    r"|cheers|ta(?: very much)?|thanks(?: a lot| very much)?|thank you(?: very much)?|thx|ty|sound|star|lifesaver|brilliant|spot on)"
    rf"(?: {_ROBOT})*$"
)
_THANK = re.compile(r"\b(?:thanks|thank you|cheers|ta|thx)\b")
_BYE = re.compile(r"\b(?:bye|goodbye|good ?night|cheerio|see (?:you|ya)|ttfn)\b")
_NO_BUS = re.compile(
    r"\b(?:cant|can't|cannot|unable to|not able to|never) (?:\w+ )?(?:\w+ )?(?:bus|buses|tube|trains?|public transport)\b"
    r"|\bfreedom pass\b"
)
_FOR_WORK = re.compile(
    r"\b(?:work|job|interview|office|commut\w*|boss|employer|club|group|course)\b"
)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAY = (
    r"(?:(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow)"
    rf"|\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}} (?:of )?(?:{_MONTH})|the (?:\w+ )?(?:\w+(?:th|first|second|third))\b)"
)
_PUT_RIGHT = re.compile(
    rf"^(?:sorry|oops|no|wait|actually|correction|scrap that|my mistake|i mean)\b.*?"
    rf"\b(?:meant|mean|should be|should have been|should have said|its|it's|it is|not \w+(?: the \w+)? but)\b ?(?:on )?(?P<day>.*{_DAY}.*)$"
)
_IN_PERSON = re.compile(
    r"^(?:only |just |ones? |any |is it |are they |is that |do they (?:meet )?|does it (?:meet )?|i want |id rather |prefer(?:ably)? |not online |but )*"
    r"(?:in person|face to face|f2f)(?: only| ones?| please| pls| plz| not online| though)*$"
)
"""After a list of services: a club that meets in a room, not a person to talk to."""
_CONTACT = re.compile(
    r"\b(?:numbers?|phone|telephone|contact|email|e-mail|website|web site|details|ring|call|hold of|reach)\b"
)
HELPLINES = {
    "eass": ("eass_helpline", "EASS, the equality advice service", "www.equalityadvisoryservice.com",
             r"\beass\b|\bequality (?:people|advice|advisory|line|helpline|service|lot|folks?)\b"),
    "acas": ("acas_helpline", "Acas, on rights at work", "www.acas.org.uk", r"\bacas\b"),
    "citizens": ("citizens_advice_adviceline", "Citizens Advice", "www.citizensadvice.org.uk",
                 r"\bcitizen'?s'? advice\b|\bcab\b"),
    "stepchange": ("stepchange_phone", "StepChange, free debt advice", "www.stepchange.org",
                   r"\bstep ?change\b"),
    "scope": ("scope_helpline", "Scope", "www.scope.org.uk", r"\bscope\b"),
    "shelter": ("shelter_helpline", "Shelter", "england.shelter.org.uk", r"\bshelter\b"),
}  # fmt: skip
"""Helplines that answers name: the fact with the number, the name, the website, words for it."""


def meant(text: str, state: TalkState) -> Meant | None:
    """What the words mean beyond doubt; None where the model is to read them."""
    plain = _plain(text)
    if not plain or len(plain.split()) > 2 * MOST_WORDS:
        return None
    found = screen(text)
    if found.crisis or found.about == "other":
        return None
    if len(plain.split()) <= MOST_WORDS:
        return _for_a_person(plain, state) or _everyday(text, plain, state)
    begins = " ".join(plain.split()[:FEW_WORDS])
    return Meant("talk_to_human") if _PUT_THROUGH.search(begins) else _details(text, state)


def _plain(text: str) -> str:
    words = _DICTATED.sub(" ", plain_words(text.replace("’", "'"))).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def _for_a_person(plain: str, state: TalkState) -> Meant | None:
    """A human is asked for, asked after, or wondered about."""
    few = len(plain.split()) <= FEW_WORDS and not _CRY.search(plain)
    of_the_list = state.showing == "services" and _THEY.search(plain)
    if _OPENING.search(plain) and not (_NOT_US.search(plain) or of_the_list):
        return Meant("handover_chase", note={"note": "when_here"})
    if state.waiting and few and (_ANYONE.search(plain) or _LATE.search(plain)):
        return Meant("handover_chase")
    if state.waiting and few and not state.told and state.showing != "services":
        if _HOW_LONG.search(plain):
            return Meant("handover_chase")
        if _LET_BE.search(plain.replace("'", "")):
            return Meant("handover_cancel")
    asks, human = bool(_PUT_THROUGH.search(plain)), bool(_HUMAN_ASKED.search(plain))
    if (state.waiting or consent.is_asked(state)) and _SIGNED_CALL.search(plain):
        return Meant("talk_to_human", note={"command": "callback"})
    if state.waiting and (asks or human) and few:
        return Meant("handover_chase")
    if asks or (human and (_TALKS.search(plain) or not _WONDERS.match(plain))):
        return Meant("talk_to_human")
    return Meant("bot_challenge") if human else None


def _everyday(text: str, plain: str, state: TalkState) -> Meant | None:
    if _CLEAR.match(plain):
        return Meant("privacy", note={"note": "clear_screen"})
    if _ANGER.search(plain) and not _JOKE.search(plain):
        return Meant("complaint_about_us", note={"note": "anger"})
    if _TELLS.match(plain) and "employer" not in plain:
        return Meant("privacy", answer="privacy.report")
    if _is_grief(text, plain):
        return Meant("wider_support", answer="wider_support.bereavement")
    if found := _details(text, state) or _helpline(plain) or _date_put_right(plain, state):
        return found
    if state.showing == "services" and _IN_PERSON.match(plain):
        return Meant("find_service", note={"note": "in_person"})
    if state.told_of:
        return None
    if _NO_BUS.search(plain) and not _FOR_WORK.search(plain):
        return Meant("wider_support", answer="wider_support.transport")
    asks = _ASKS.search(plain) or "?" in text
    if _SORRY.match(plain) and not asks:
        return Meant("thank", answer="thank.no_harm")
    if _THANKS.match(plain):
        return Meant("thank")
    if _THANK.search(plain) and _BYE.search(plain) and not asks:
        return Meant("goodbye")
    return None


_MATTER = re.compile(
    r"\b(?:pip|esa|uc|universal credit|dwp|benefits?|claim\w*|job ?cent(?:re|er)|jobs?|work|works|working|employer|boss|money|rent|look\w*)\b"
)


def _is_grief(text: str, plain: str) -> bool:
    """Somebody has died, and nothing else is asked."""
    return bereaved(text) and not (mourns(text) or _MATTER.search(plain) or _ASKS.search(plain))


def _details(text: str, state: TalkState) -> Meant | None:
    """Sums, dates and places of work that was not reported: they are not for this talk."""
    about = state.answers[-1].partition(".")[0] if state.answers and state.told else ""
    plain = text.lower()
    if about != "benefits_undeclared_work" or not _DETAILS.search(plain):
        return None
    if _ASKS.search(plain) and "add" not in plain:
        return None
    return Meant(about, answer="benefits_undeclared_work.details")


def _helpline(plain: str) -> Meant | None:
    if not _CONTACT.search(plain):
        return None
    for fact, name, web, words in HELPLINES.values():
        if re.search(words, plain):
            return Meant(
                "find_service", note={"note": "helpline", "fact": fact, "name": name, "web": web}
            )
    return None


def _date_put_right(plain: str, state: TalkState) -> Meant | None:
    """Another day than the one said before: what was answered is still about it."""
    if not state.answers or state.showing != "answer" or state.callback:
        return None
    match = _PUT_RIGHT.match(plain)
    if match is None or len(plain.split()) > FEW_WORDS:
        return None
    about = state.answers[-1]
    day = re.sub(
        rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_MONTH})\b",
        lambda name: name[0].capitalize(),
        match["day"].strip(),
    )
    return Meant(about.partition(".")[0], note={"note": "date_noted", "day": day, "about": about})
