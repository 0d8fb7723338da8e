"""`Please stop texting me` in any words, English and Welsh.

Each shape must match a whole sentence, with nothing left over but small words. So `stop texting me`
is a request to us, and `stop texting me about adverts`, `he won't stop texting me` (which may be
danger) and `stop sanctioning me` are not.
"""

import re

_SMALL = (
    r"(?:me|us|my (?:phone|mobile|number)|this (?:phone|number)|on|here|"
    r"again|anymore|now|right now|please|pls|plz|thanks|thank you|thanx|thx|ta|cheers|at once|"
    r"immediately|today|ever|for good|altogether|completely|at all|already|all|it|these|those|this|that|"
    r"the|your|ur|any|more|such|so many|to|with|of|out|up|from|for|stuff|things?|anything|rubbish|junk|ok|"
    r"okay|you|u)"
)
_S = rf"(?: {_SMALL})*"
"""Small words that may follow a request and change nothing about it."""
_FIRST = (
    r"(?:(?:please|pls|plz|plis|can|could|would|will|wont|you|u|just|ok|okay|hi|hello|hey|oi|now|guys|and|so|but|"
    r"thanks|thank you|no thanks|sorry|look|not interested|this is not \w+|"
    r"(?:(?:this is|(?:you|u)(?: have|ve)?(?: got)?) the )?wrong (?:number|person)|(?:fuck|piss|sod|bugger) off|"
    r"go away|get lost|"
    r"to|i (?:said|asked|have asked|ve asked|told|have told|ve told)|ive (?:asked|told)|im asking|i am asking|"
    r"kindly|mind|alongside) )*"
)
_WAYS_IN = (
    r"(?:(?:i )?(?:want|wish|need|d like|would like) (?:you )?(?:to )?|"
    r"how (?:do|can|would) i |can i |let me |id like (?:you )?(?:to )?|i (?:have|ve) got to )?"
)
_TEXTING = (
    r"(?:texting|txting|messaging|msging|contacting|writing|spamming|pestering|bugging|bothering|"
    r"harassing|hassling|sending|emailing)"
)
_TEXT = r"(?:text|txt|message|msg|contact|write|spam|pester|bug|bother|harass|hassle|send|email)"
_TEXTS = (
    r"(?:texts?|txts?|text messages?|messages?|msgs?|sms|messaging|texting|contact|communications?|"
    r"notifications?|alerts?|spam)"
)
_NOT = r"(?:dont|do not|never|not)"
_LIST = r"(?: (?:list|lists|mailing list|system|database|books|records|contacts|service))?"

_WELSH_SMALL = (
    r"(?: (?:negeseuon|neges|tecsts?|tecstiau|decsts?|decstiau|destunau|ataf|ata i|ata|i mi|imi|fi|i|mwy|rhagor|o|"
    r"eto|plis|os gwelwch yn dda|diolch|nawr|rwan|y|yr|r|yma|hyn|rhain|unrhyw|bellach|byth|â|ag|a|mi))*"
)
_WELSH_WRITE = r"(?:anfon|gyrru|danfon|hala|[td]?h?ecstio|tecstio|negeseuo|cysylltu)"

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        # stop texting me; no more messages; enough with the texts; stop all contact
        rf"{_FIRST}{_WAYS_IN}(?:stop|quit|cease|end|halt|enough|no more){_S}"
        rf"(?: (?:getting|receiving|having|sending)){{0,1}}{_S} (?:{_TEXTING}|{_TEXTS}){_S}(?: {_TEXTS})?{_S}",
        # I'd like to stop getting these; can I not get any more texts; I'd rather you didn't text me
        rf"{_FIRST}{_WAYS_IN}stop (?:getting|receiving|having) (?:these|them|all this|any more){_S}",
        rf"{_FIRST}i (?:please )?not (?:get|have|receive){_S} {_TEXTS}{_S}",
        rf"{_FIRST}(?:id|i would) rather (?:you|u) (?:didnt|did not|dont|stopped)"
        rf" (?:{_TEXT}|{_TEXTING}){_S}(?: {_TEXTS})?{_S}",
        rf"{_FIRST}(?:id|i would) rather not (?:get|have|receive){_S} {_TEXTS}{_S}",
        # cancel my messages; turn off the texts; turn these off
        rf"{_FIRST}{_WAYS_IN}(?:switch|turn) these off{_S}",
        rf"{_FIRST}{_WAYS_IN}(?:cancel|switch off|turn off|deactivate|block)(?: my)?{_S} {_TEXTS}{_S}",
        rf"{_FIRST}{_WAYS_IN}(?:switch|turn)(?: the| your| my| these)? {_TEXTS} off{_S}",
        # don't text me; would you mind not texting me; don't send me any more messages
        rf"{_FIRST}{_NOT}(?: ever)? (?:{_TEXT}|{_TEXTING}){_S}(?: {_TEXTS})?{_S}",
        # I don't want any more messages; I no longer wish to get texts; I don't want to hear from you
        rf"{_FIRST}(?:i )?(?:{_NOT}|no longer|didnt|did not)(?: ever)? (?:want|wish|need|ask for)"
        rf"{_S}(?: (?:get|receive|have|getting|receiving))?{_S} (?:{_TEXTS}|{_TEXT}|{_TEXTING}){_S}(?: {_TEXTS})?{_S}",
        rf"{_FIRST}(?:i )?(?:{_NOT}|no longer)(?: ever)? (?:want|wish|need)(?: to)? "
        rf"(?:hear from you|be (?:texted|contacted|messaged)){_S}",
        # unsubscribe; opt me out
        rf"{_FIRST}{_WAYS_IN}(?:be )?(?:unsubscribed?|unsub|opt (?:me )?out|opted out)"
        rf"{_S}(?: {_TEXTS}| list| service)?{_S}",
        # take my number off your list; remove me; lose my number
        rf"{_FIRST}(?:take|get|remove|delete|lose|forget) (?:me|my (?:number|name|details))"
        rf"(?: (?:off|from)(?: (?:this|your|the|ur|it|here))?{_LIST}){_S}",
        rf"{_FIRST}(?:remove|delete|lose|forget) my (?:phone )?number{_S}",
        # leave me alone; had enough of these messages
        rf"{_FIRST}leave me (?:alone|be|in peace){_S}",
        rf"{_FIRST}(?:i )?(?:have |ve |ive |am |m |im )?(?:had enough|sick|tired|fed up)"
        rf" (?:of|with)(?: getting| receiving)? (?:these|your|ur|the|all|all these|all your) {_TEXTS}{_S}",
        # stop stop stop; I said stop; wrong number please stop
        rf"{_FIRST}stop(?: (?:stop|it|now|please|pls|plz|thanks|thank you|at once|immediately|you|already|ok))*",
        r"s t o p",
        # Welsh
        rf"(?:plis )?(?:stop|stopi?wch|stopia|stopio|peidiwch|peidio|paid|rhowch)(?: (?:â|ag|a|gyda))? "
        rf"{_WELSH_WRITE}{_WELSH_SMALL}",
        rf"(?:plis )?(?:rhowch y|rhowchr|rhowch r|rhor|rho r) gorau i {_WELSH_WRITE}{_WELSH_SMALL}",
        r"(?:plis )?(?:dim|(?:dw|dwi)(?: i)? ddim(?: yn)? (?:eisiau|isio|moyn)|sa i moyn)(?: dim)?(?: mwy| rhagor)? "
        rf"o? ?(?:negeseuon|destunau|decsts|tecsts){_WELSH_SMALL}",
        rf"(?:plis )?(?:canslwch|canslo|stopi?wch|stopia|rhowch stop ar|stop i)(?: y| yr|r)? (?:negeseuon|tecsts|testunau){_WELSH_SMALL}",
        rf"(?:plis )?(?:gadewch|gad|gadwch) (?:fi )?(?:i fod|lonydd)(?: i (?:mi|fi))?{_WELSH_SMALL}",
        r"tynnwch (?:fi|fy rhif) (?:oddi ar|o|or) (?:y|eich|ch)? ?rhestr",
    )
)
_SOMEBODY_ELSE = re.compile(
    r"\b(?:he|hes|she|shes|him|her|his|they|theyre|them|their|ex|husband|wife|partner|boss|manager|"
    r"dwp|job ?cent(?:re|er)|coach|told|friend|mum|dad|brother|sister|landlord)\b"
)
"""Then only the message as a whole can be a request to us: a part of it may be what they told another."""
LONGEST_WORDS = 30


def asks_to_stop(text: str) -> bool:
    """True if the text, or a sentence of it, asks us for no more messages."""
    whole = _plain(text)
    if not whole or len(whole.split()) > LONGEST_WORDS:
        return False
    if _matches(whole):
        return True
    if _SOMEBODY_ELSE.search(whole):
        return False
    asks = _ASKS_US.search(whole)
    for part in re.split(r"[.!?;,\n]+", text):
        plain = _plain(part)
        named = part.strip() == "STOP" or _ABOUT_TEXTS.search(plain) or "opt" in plain.split()
        if _matches(plain) and (named or not asks):
            return True
    return False


_ASKS_US = re.compile(
    r"\bi (?:want|need|would like|just want|only want) to (?:talk|ask|know|find)\b|\bi(?: only| just)? asked (?:about|how|if|what)\b"
    r"|\bcan i (?:just )?ask\b|\b(?:tell|help) me (?:about|with|how)\b"
)
"""Whoever says `please stop` and asks us something in the same breath does not want us silent."""
_ABOUT_TEXTS = re.compile(rf"\b(?:{_TEXTING}|{_TEXT}|{_TEXTS}|unsubscribed?)\b")


def names_messages(text: str) -> bool:
    """Whether a wish to stop says that it is about messages: no `leave me alone`, no curse."""
    return _ABOUT_TEXTS.search(_plain(text)) is not None


_TURNS_ROUND = frozenset("cant cannot wont dont never not to".split())
_MOST_BESIDE = 9


def asks_to_stop_beside(text: str) -> bool:
    """True if a text about danger begins or ends with a request for no more messages, no stop between.

    `stop texting me im going to ...`, or the bare word in capitals. `Make it stop`, `please stop it
    hurts` and `leave me alone` are not about our messages there.
    """
    bare = re.findall(r"\w+", text)
    if "STOP" in (bare[:1] + bare[-1:]) and not text.isupper():
        return True
    words = _plain(text).split()
    if _SOMEBODY_ELSE.search(" ".join(words)):
        return False
    for many in range(1, min(_MOST_BESIDE, len(words))):
        first, last = " ".join(words[:many]), " ".join(words[-many:])
        if _ABOUT_TEXTS.search(first) and _matches(first):
            return True
        if _ABOUT_TEXTS.search(last) and words[-many - 1] not in _TURNS_ROUND and _matches(last):
            return True
    return False


def _matches(sentence: str) -> bool:
    return any(shape.fullmatch(sentence) for shape in _SHAPES)


def _plain(text: str) -> str:
    """Words in lower case between single spaces; `don't` is `dont`."""
    text = re.sub(r"['’`´]", "", text.lower())
    return " ".join(re.sub(r"[^\w\s]", " ", text).split())


_ASKS_HOW = re.compile(
    r"\b(?:if|when|once|after) i (?:\w+ )?(?:put|send|sent|text|txt|type|write|say|reply)(?: \w+){0,3}? stop\b(?! (?:work|claim|the (?:job|course|claim)))"
    r"|\b(?:does|will|would) (?:putting |sending |texting |saying |the word )?stop (?:really |actually )?(?:work|count|stop|end)\b|\bhow (?:does|do) (?:the word )?stop work\b"
)
"""`If I send STOP, does it end at once?`: asked, and not ordered."""


def asks_how_it_stops(text: str) -> bool:
    plain = " ".join(re.sub(r"[^\w\s]", " ", text.lower()).split())
    return _ASKS_HOW.search(plain) is not None
