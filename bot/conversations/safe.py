"""Reading the reply to "Are you safe right now?": a person who is not sure counts as not safe."""

import re

from bot.conversations.state import Offer, TalkState

_LONGEST = 9
"""Words; a longer reply says more than yes or no, and is read as a message of its own."""
_FEW = 4
_SAFE = re.compile(
    r"\b(safe|fine|ok|okay|k|alright|all right|good|well|yes|yeah|yep|yh|aye|course|joking|joke|kidding"
    r"|annoyed|cross|fed up|stressed|tired|angry|moaning|venting|ranting|no danger|figure of speech"
    r"|a saying|lol|haha|didnt mean|not in danger|no worries|dont worry|nothing like that|not like that"
    r"|not suicidal|not going to|wouldnt|never mind)\b"
)
_NOT = re.compile(
    r"\b(not|isnt|aint|dont feel|never|hardly|barely|no longer|far from|wish i was|nobody is) "
    r"(?:\w+ ){0,2}?(safe|fine|ok|okay|alright|all right|good|well|yes)\b"
    r"|\b(not (?:really|sure|exactly|at all|now|right now|today|tonight|much)|dont know|dunno|idk|unsure"
    r"|who knows|who cares|depends|kind of|kinda|sort of|sorta|maybe|perhaps|possibly|for now"
    r"|no idea|hard to say|cant say|cant promise|dont think so|doubt it|no im|no i am|nope|nah"
    r"|does it matter|what does it matter|not anymore|wish)\b"
)
_DARK = re.compile(
    r"\b(?:die[ds]?|dead|dying|kill\w*|live|alive|hurt\w*|harm\w*|miss me|without me|gone|safe|alone|nothing|no|not|notice|care|be there|with me|come)\b"
)
"""With one of these, a question after a crisis may be about it."""
_NUMBERS = re.compile(r"\b(?:numbers?|hot ?lines?|help ?lines?|samaritans?)\b")
_PLANNED = re.compile(
    r"\b(?:sorted|all set|ready|planned|arranged|prepared|worked out|in place|lined up|decided)\b.{0,25}\b(?:tonight|tonite|2nite|2night|tomorrow|2moro|tmrw|the weekend|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    r"|\b(?:tonight|tonite|2nite|2night) (?:is|its|it is|s|will be|ill|im|i will|gonna be) (?:\w+ )?(?:it|the night|the end|over|done|last|when)\b"
)
"""`It is all arranged for tonight`, after they wrote that they want to die."""
_PLEA = re.compile(r"\b(?:scared|help|please)\b")
"""Alone, in place of a yes."""
_DONE = re.compile(
    r"\b(?:took|taken|swallow\w*|overdos\w*|bleed\w*|blood|rope|noose|knife|blades?|razors?|pills?|tablets?"
    r"|bridge|the edge|roof|tracks|jump\w*|did it|done it|doing it|do it|the note|last night|goodbye|tired of (?:living|life|it all|everything))\b"
    r"|^(?:on |this )?(?:mon|tues|wednes|thurs|fri|satur|sun)day$|^(?:tonight|tomorrow|soon|later)$"
)
"""What was done, with what, or when: whatever word comes before it, they are not safe."""
_TAKEN = re.compile(
    r"\b(?:took|taken|swallow\w*|overdosed|od'?d|drank|drunk|injected|cut (?:my|me)|slit|necked|downed)\b"
)
_PAST = re.compile(
    r"\b(?:years?|months?|weeks?) (?:ago|back)\b|\blast (?:year|month|week)\b|\bused to\b|\bin (?:19|20)\d\d\b|\b(?:19|20)\d\d\b|\bnot (?:taken|took)\b|\bhavent (?:taken|took)\b"
)
_MORE = re.compile(r"\b(?:cut|cutting|gonna|already|bye|for long|whatever|about \d+|\d+)\b")
"""Says more than that they are safe: read as a message of its own."""
_LIED = re.compile(
    r"\b(?:i )?(?:lied|was lying|am lying|wasnt honest|was not honest)\b|\b(?:not|isnt|wasnt|aint) true\b"
    r"|\bim not (?:really |actually )?(?:safe|ok|okay|fine|alright)\b|\bnot safe\b"
)
_BACK = re.compile(
    r"(?:(?:well|oh|wait|sorry|but|um|erm|hmm|ok|yes|yeah) )*(?:no|nope|nah)(?: (?:actually|wait|sorry|really|im not|i am not|i m not|not really|not now|not any ?more|its not|it isnt|i dont think so|i dont))*"
    r"|(?:(?:well|oh|wait|sorry|but|ok|actually) )+(?:im|i am|not|maybe|its) not(?: \w+)?|(?:(?:well|oh|wait|sorry|but|actually) )*not (?:now|any ?more|really|sure|today|tonight)(?: (?:actually|now))?"
)
"""`Well no actually`, right after they had said that they are safe."""
_WORSE = re.compile(
    r"\b(?:worse|worst|started|starting)\b|\b(?:cant|can not|cannot|couldnt) (?:\w+ )?(?:do (?:it|this|that)|do (?:any ?more|life)|cope|go on|carry on|keep going|take (?:it|this|any ?more|much more)|stand (?:it|this)|bear (?:it|this)|hold on)\b"
    r"|\bstill (?:alive|breathing|here)\b.{0,12}\b(?:unfortunately|sadly|worse luck|worst luck|why)\b|\bunfortunately still (?:alive|here|breathing)\b"
    r"|\b(?:giving|give|given) up\b|\b(?:had|have) enough\b"
)
"""`Its worse`: who wrote that they want to die, and says this next, is not safe."""
_FAREWELL = frozenset("thanks thank thankyou thx ta cheers bye byebye night goodnight nite".split())
_BESIDE_FAREWELL = frozenset(
    "you u ok okay k good so much very really a lot for that this the your help helping listening being there "
    "time now then and im i am going to bed sleep off talk later tomorrow soon see speak mate x xx anyway again "
    "alright well have will ill".split()
)
_PUT_AWAY = re.compile(r"\b(?:flushed|threw|thrown|got rid|gave|given|handed|locked)\b")
_CALL = re.compile(
    r"\b(?:do|should|must|shall|can|could|shud) i (?:really |actually |have to |need to |got to |just |still )*"
    r"(?:ring|call|phone|go to|go in|tell|wait|be seen|get seen|see (?:a|some)|get checked|sleep it off)\b"
)
"""`I feel ok, do I need to ring them?`, `should I wait?`"""
OTHER_MATTER = re.compile(
    r"\b(?:pip|esa|uc|universal credit|dla|adp|dwp|benefits?|claim\w*|job ?cent(?:re|er)|jobs?|work|works|working|worked"
    r"|employers?|boss|clubs?|access to work|atw|tribunal|appeal\w*|sanction\w*|interviews?|rent|council|forms?|journal"
    r"|allowance|money|letters?|lift|ramp|cv)\b"
)
"""Words of what people come here for: the message may be about that, and not about what they did."""
_SAID_YES = re.compile(
    r"(?:(?:ye+s+|ye+a+h*|yeh+|ye+p+|ya+h*|yh+|yu+p+|ye|y|aye|m+h?m+|mhm+|uh huh)(?: (?:yes|yeah|i have|i am|i do|please|sorry|really|sir|x|a bit|kind of|i think so))*"
    r"|i think so|i have(?: yes| yeah| yeh)?|i do(?: yes| yeah)?|a bit|kind of|sort of)"
)
"""A yes with nothing about being safe."""
_DID = re.compile(
    r"(?:(?:no|yes|yeah|yep|yh|but|really|honestly|swear|seriously|actually|already|just|joking aside|i|ive|have) )*"
    r"(?:did|done)(?: (?:it|that|really|already|now|something|though|tho))*|(?:(?:no|yes|yeah|yh|but|i swear) )*i (?:really |actually )?have"
)
"""`No really i did`: the whole of it."""
_MEANS_TAKEN = re.compile(
    r"\b(?:pills?|tablets?|tabs|meds|medication|paracetamol|ibuprofen|codeine|insulin|bleach|antifreeze|overdose)\b"
)
_OWN = re.compile(r"\b(?:i|im|me|ive|my)\b")
_SAFE_FOR_NOW = re.compile(
    r"(?:(?:yes|yeah|yh|ok|no|honestly) )*(?:i ?a?m|i feel|feeling|am) (?:(?!not|never|no|far|hardly|barely|un)\w+ )?(?:safe|ok|okay|fine|alright|all right)"
    r"(?: (?:for now|for the moment|just now|right now|at the moment|now|for tonight|tonight|for a bit|stop asking(?: me)?|i (?:said|told you)|already|leave it))+"
)
_HELP_COMES = re.compile(
    r"\b(?:ambulance|paramedics?|police|doctors?|crisis team)\b(?: \w+){0,2}? (?:here|coming|arrived|on (?:its|the|their) way)\b"
    r"|\b(?:im|i am|we are|were|am) (?:now |just |already )?(?:in|at|on (?:the|my) way to|going to|being taken to) (?:the |an |a )?(?:hospital|a and e|a e|ae|ambulance|casualty|emergency)\b"
    r"|\b(?:called|rang|rung|phoned|texted|dialled) (?:999|112|(?:an|the) ambulance)\b"
    r"|\b(?:taking|takes|drives?|driving) me (?:in|there|to (?:the )?(?:hospital|a and e|a e|ae|casualty))\b"
)
_LINE_CALLED = re.compile(
    r"\b(?:called|rang|rung|phoned|texted|spoke to|talked to|speaking to|talking to|on the phone (?:to|with)) (?:the )?(?:samaritans?|shout|them|111|helpline|crisis line|my (?:mum|dad|friend|partner|sister|brother|gp|cpn|nurse))\b"
)
_NOT_YET = re.compile(
    r"\b(?:not|dont|didnt|havent|hasnt|wont|wouldnt|cant|isnt|arent|never|no|last|yesterday|ago|week|month|(?:mon|tues|wednes|thurs|fri|satur|sun)day|knee|appointment|should|shall|would|if|when|before|until|will|do i|did|scared|want)\b"
)
_QUESTION = re.compile(
    r"\b(?:how|what|where|when|which|who|why|can (?:you|u|i|we)|could (?:you|u|i|we)|do (?:you|they)|is (?:it|there)|just answer)\b"
)
_NEGATED = frozenset("no not nah nope never isnt aint wasnt".split())
_BESIDE = set(
    "i im am a an the it its is was were be been feel feeling now just right today really honestly very so "
    "much bit here at home in bed with my mum dad friend partner wife husband and but for asking only all "
    "you u thanks thank ta cheers love mate sorry promise at the moment though tho x xx yes yeah yep yh aye "
    "that this of saying said meant mean lol haha oh ah well better yeh ye yea yup ya".split()
)
"""Words beside `safe` that change nothing about it."""
_NO = re.compile(r"^(?:no|n|not|never|nope|nah|nay|na)\b")
_STILL_SAFE = re.compile(
    r"\b(?:no|not|nah|nope|never|dont|didnt|wouldnt)\b.*\b(?:danger|worr\w*|suicidal|like that|mean|joking"
    r"|annoyed|cross|kill|hurt|harm|stupid|silly)\b"
    r"|^(?:no )+(?:im|i am|i feel|ill be|am) (?:(?!not|never|far)\w+ )?(?:fine|ok|okay|safe|alright|all right|good|well)\b"
    r"|\b(?:just|only) (?:a bit |so |really |very |a )?(?:annoyed|cross|fed up|stressed|tired|angry|moaning|venting|ranting|joking|joke"
    r"|kidding|saying|figure of speech)\b"
)
_WAY = r"(?:phone calls?|phones?|phoning|calls?|calling|ringing|voice|video|numbers?|hot ?lines?|help ?lines?|texts?|emails?|messages?)"
_WANTED = rf"(?:{_WAY}|samaritans?|persons?|people|adviser|human)"
_DONT = r"(?:dont|do not|didnt|cant|cannot|wont|not|never|stop|hate|sick of|fed up (?:with|of)|enough of)"
_REFUSES = re.compile(
    rf"\b{_WAY} (?:no|not|never|impossible)\b|\bno (?:more )?(?:ur |your |the )?{_WAY}\b(?! (?:is|are|will|would|can|has|have|answer\w*|pick\w*|help\w*|came|come|works?))"
    rf"|\b{_DONT}(?: (?:you|u|even|really|just|want|wanting|need|like|use|do|have|get|give|giving|send|sending|me|any|more|of|to|on|a|an|another|that|this|the|ur|your|those|these|all|speak|talk|dare))* {_WANTED}\b"
    r"|\b(?:dont|do not|cant|cannot|wont|hate to|not)(?: (?:want|like|to))* (?:phone|ring|call|share|show (?:it|them|that|anything))\b"
    r"|\b(?:leave it|forget (?:it|that|about it)|never ?mind|no thanks|no thank you|dont bother|maybe (?:later|tomorrow)|another (?:day|time)|try (?:again )?(?:later|tomorrow))\b"
)
"""No to something else than being safe: to a call, a number, a person, to showing the talk, to all of it."""
_BESIDE_REFUSAL = frozenset(
    "ok okay please pls plz i im am me my we sorry just thanks ta then so well actually but and deaf bsl hoh mute is the a it that "
    "only text texts texting email ill to or u ur you your them anyone at all for now love mate with use".split()
)
_BESIDE_NO = frozenset(
    "no nah nope then ok okay please pls actually well so thanks just sorry love mate but".split()
)
NOT_SAFE = ("crisis", "safeguarding")
"""What `no` may come to, by what was feared."""
_ASKING = {
    "crisis", "crisis.child", "crisis.after", "crisis.not_safe", "crisis.still_not_safe", "crisis.harmed",
    "crisis.helped", "crisis.bye", "crisis.told", "crisis.again", "crisis.text",
    "crisis.unanswered", "crisis.say", "crisis.no_numbers",
}  # fmt: skip
"""After these, a short reply is about whether the person is safe."""
LATER = ("crisis.after", "crisis.again")
"""Said to soft words after a crisis: the long one once, then a short one that asks again."""
_NOD = re.compile(
    r"^(?:ok|okay|k|kk|aye|lol|haha|please|pls|right|oh ok|ok ok)(?: (?:thanks|thank you|ta|then))?$"
    r"|\b(?:ignore|forget|never ?mind|nothing|sorry|leave it|doesnt matter|thank you|thanks|ta)\b"
)
"""What is no answer to whether somebody is safe, though it sounds like one."""


def asks(answers: list[str]) -> bool:
    """Whether one of these answers ends by asking if the person is safe."""
    return not _ASKING.isdisjoint(answers)


def is_asked(offers: list[Offer]) -> bool:
    """Whether the question that is open is whether the person is safe."""
    return any(o.intent in NOT_SAFE and o.word == "no" for o in offers)


def reply(text: str, offers: list[Offer]) -> Offer | None:
    """The choice that a short reply comes to; None if it is no reply to the question."""
    if not is_asked(offers):
        return None
    said = _says_safe(_plain(text))
    if said is None or (not said and refuses_all(text)):
        return None
    return next((o for o in offers if (o.intent not in NOT_SAFE) == said), None)


def after_crisis(text: str, unsafe: bool = False, harmed: bool = False) -> str | None:
    """What a reply to a crisis text comes to: `safe`, `not_safe`, `helped`; None for anything else.

    A nod, or taking it back, says nothing about being safe: it is met with `crisis.after`. Whether to
    ring anybody is asked by somebody who should. `unsafe`: they said that they are not safe, so a bare
    yes is no sign that they are. `harmed`: they took or did something, so whatever they say of it is
    met with 999.
    """
    plain = _plain(text)
    if _ASKS_FIRST.match(plain):
        plain = plain.removesuffix(" or not")
    if unsafe and text.strip()[:1] in _THUMB:
        return "not_safe"
    other_matter = OTHER_MATTER.search(plain)
    if _CALL.search(plain) and not other_matter:
        return "not_safe"
    if not text.rstrip().endswith("?") and _is_helped(plain, harmed):
        return "helped"
    if harmed and not other_matter and len(plain.split()) <= _LONGEST_OF_HARM:
        return "not_safe"
    if unsafe and (_SAID_YES.fullmatch(plain) or _DID.fullmatch(plain)):
        return "not_safe"
    if _is_worse(plain) or (_PLANNED.search(plain) and not other_matter):
        return "not_safe"
    if takes_leave(text) and not unsafe:
        return None  # `Bye for now` is no doubt.
    if _SAFE_FOR_NOW.fullmatch(plain):
        return "safe"
    if refuses_else(text):
        return None
    said = None if _NOD.search(plain) else _says_safe(plain)
    return None if said is None else ("safe" if said else "not_safe")


def refuses_else(text: str) -> bool:
    """`Phone no`, `I dont want numbers`, `forget it`: a no that is not about being safe.

    More than small words beside it, or a no of its own, makes it none.
    """
    plain = _plain(text)
    rest = _REFUSES.sub(" ", plain).split()
    return " ".join(rest) != plain and _BESIDE_REFUSAL.issuperset(rest) and not _DONE.search(plain)


def refuses_all(text: str) -> bool:
    """`Then no. Leave it`: where only the model was in doubt, such a no is for what was asked before."""
    plain = _plain(text)
    rest = _REFUSES.sub(" ", plain).split()
    no_of_it = " ".join(rest) != plain and _BESIDE_NO.issuperset(rest) and not _DONE.search(plain)
    return no_of_it or refuses_else(text)


def refuses_numbers(text: str) -> bool:
    """`I dont want ur numbers`, `stop sending me the samaritans`."""
    return refuses_else(text) and _NUMBERS.search(_plain(text)) is not None


def says_safe(text: str) -> bool:
    """`Yes im fine`: few words that say nothing else."""
    return _says_safe(_plain(text)) is True


def has_harmed(text: str, unsafe: bool = False) -> bool:
    """`I took thirty of them`, `I swallowed bleach`: done now, and not long ago.

    `unsafe`: right after they said that they are not safe, `yes, tablets` and `I did` say the same.
    """
    plain = _plain(text)
    if unsafe and (_DID.fullmatch(plain) or (plain[:1] == "y" and _MEANS_TAKEN.search(plain))):
        return True
    return bool(_TAKEN.search(plain)) and not _PAST.search(plain)


def not_safe_answer(state: TalkState) -> str:
    """The answer to `not safe`: 999 first, each time, and not the very same words twice running."""
    last = state.answers[-1:]
    if state.harmed and last != ["crisis.harmed"]:
        return "crisis.harmed"
    return "crisis.still_not_safe" if last == ["crisis.not_safe"] else "crisis.not_safe"


def is_of_harm(text: str) -> bool:
    """`20 minutes ago`, `it wont stop bleeding`: of what was done, wherever the talk went since."""
    plain = _plain(text)
    found = _DONE.search(plain) or _BODY.search(plain)
    return bool(found) and not OTHER_MATTER.search(plain)


def is_remark(text: str) -> bool:
    """`Me deaf`, right after a crisis text: a few words of themselves, and no question."""
    plain = _plain(text)
    few = len(plain.split()) <= _FEW + 3 and "?" not in text
    return (
        few
        and bool(_OWN.search(plain))
        and not (OTHER_MATTER.search(plain) or _QUESTION.search(plain))
    )


def asks_calmly(text: str) -> bool:
    """`Will it get me reassessed`: a question with no word in it of harm or of being alone."""
    plain = _plain(text)
    return bool(_ASKS_FIRST.match(plain)) and not _DARK.search(plain)


def _is_helped(plain: str, harmed: bool) -> bool:
    """An ambulance, a doctor, a helpline: somebody who helps knows of it. Where something was taken a
    helpline is not enough."""
    if _NOT_YET.search(plain) or _ASKS_FIRST.match(plain) or len(plain.split()) > _LONGEST_OF_HARM:
        return False
    return bool(_HELP_COMES.search(plain) or (not harmed and _LINE_CALLED.search(plain)))


def takes_it_back(text: str) -> bool:
    """`I lied`, after they had said that they are safe."""
    plain = _plain(text)
    return len(plain.split()) <= _LONGEST and _LIED.search(plain) is not None


def no_longer(text: str) -> bool:
    """Right after `I am glad that you are safe`: `I lied`, `actually no`, `its worse now`."""
    plain = _plain(text)
    return takes_it_back(text) or bool(_BACK.fullmatch(plain)) or _is_worse(plain)


def takes_leave(text: str) -> bool:
    """Thanks, a goodbye or a good night, and nothing beside it."""
    words = set(_plain(text).split())
    return bool(words & _FAREWELL) and words <= _FAREWELL | _BESIDE_FAREWELL


def _is_worse(plain: str) -> bool:
    few = len(plain.split()) <= _LONGEST
    return few and bool(_WORSE.search(plain)) and not OTHER_MATTER.search(plain)


_ASKS_FIRST = re.compile(
    r"(?:and |so |but )?(?:is|are|will|do|does|did|has|can|could|would|when|how|what|who|why|where|have (?:you|they|the|an))\b"
)
"""`Are the police coming`: asked, and not told."""
_THUMB = ("👍", "✅", "✔")
_LONGEST_OF_HARM = 25
"""Words; a longer message after it is read for what it means."""
_BODY = re.compile(
    r"\b(?:minutes?|mins?|hours?|hrs?) ago\b|\b(?:sick|dizzy|sleepy|drowsy|faint|throw\w* up|bleed\w*|deep|wont stop|stomach|heart)\b"
    r"|\b(?:hospital|ambulance|a and e|a e|999)\b"
)


def tells_of_harm(text: str) -> bool:
    """`I took them`, `got the rope`, `sunday`: whatever else is said, nobody is safe."""
    return _DONE.search(_plain(text)) is not None


def _plain(text: str) -> str:
    plain = re.sub(r"[^a-z0-9 ]+", " ", re.sub("['’`]", "", text.lower()))
    return " ".join(plain.split())


def _says_safe(plain: str) -> bool | None:
    """Whether a short reply says that the person is safe; None if it says neither."""
    if not plain or len(plain.split()) > _LONGEST:
        return None
    if _DONE.search(plain):
        return None if _PUT_AWAY.search(plain) else False
    if _STILL_SAFE.search(plain):
        return True
    if _NOT.search(plain):
        return False
    if _QUESTION.search(plain):
        return None
    few = len(plain.split()) <= _FEW
    words = _SAFE.sub(" ", plain).split()
    if _NEGATED & set(words):
        return False
    if _NO.match(plain) or (few and _PLEA.search(plain)):
        return False
    beside = [word for word in words if word not in _BESIDE]
    return True if _SAFE.search(plain) and not beside and not _MORE.search(plain) else None
