"""Which side of an answer is asked for: the words to use, after an offer, unpaid work."""

import re

_WORDING = re.compile(
    r"\bhow (?:do|should|can|could|would|shall) (?:i|you|we) (?:even |best |actually )?(?:word|say|put|phrase|write|explain)\b"
    r"|\bhow to (?:word|say|phrase|put)\b|\bwhat (?:do|should|can|could|would|shall) (?:i|we) (?:actually |even )?(?:say|write|put)\b"
    r"|\b(?:give|write|tell|send|got) (?:me )?(?:\w+ ){0,3}?(?:words?|sentences?|lines?|script|phrases?|wording)\b"
    r"|\b(?:can|could|will|would) (?:you|u|ya) (?:just |please |pls )?(?:write|draft|word|type|compose) (?:it|that|this|one|something|an?)\b"
    r"|\bwhat words\b|\bword it\b|\b(?:sentences?|words|something) (?:that )?(?:i|to) (?:\w+ )?(?:say|use|send|copy)\b"
)
_OFFER = re.compile(
    r"\b(?:after(?:wards?)?|once|when|later|then|if)\b.*\b(?:offer(?:s|ed)?|job|start(?:ed)?)\b"
    r"|\bafter (?:that|the offer|an offer)\b|\bafterwards\b"
)
_UNPAID = re.compile(r"\bunpaid\b|\bvolunt\w+\b|\bfor (?:free|nothing)\b|\bnot paid\b|\bno pay\b")
_SPOKEN = re.compile(
    r"\b(?:not|wasn'?t|nothing|never|isn'?t) (?:\w+ )?(?:in writing|written|on paper|by email)\b"
    r"|\b(?:just|only) (?:shrugged|grunted|laughed|walked|ignored|nodded|said no)\b"
)
_INTERPRETER = re.compile(
    r"\b(?:interpreters?|signer|captions|palantypist|note ?taker|lip ?speaker)\b"
)
_COST = re.compile(r"\b(?:costs?|pay|pays|paid|paying|charged?|funds?|funded|free|money)\b")
_FOR_WORK = re.compile(
    r"\b(?:interview|employer|boss|manager|work|job(?! clubs?)|access to work|atw)\b"
)


def asks_for_words(text: str) -> bool:
    """`How do I put it?`, `give me two sentences to say`."""
    return _WORDING.search(text.lower()) is not None


def is_after_offer(text: str) -> bool:
    """`And afterwards, once they want me?`"""
    return _OFFER.search(text.lower()) is not None


def is_unpaid(text: str) -> bool:
    """`And my Sundays as a volunteer?`"""
    return _UNPAID.search(text.lower()) is not None


def is_interpreter_cost(text: str) -> bool:
    """Who pays for communication support, with no word of an employer or an interview."""
    plain = text.lower()
    asked = _INTERPRETER.search(plain) and _COST.search(plain)
    return bool(asked) and not _FOR_WORK.search(plain)


def is_spoken(text: str) -> bool:
    """`It was not in writing`, `he just laughed`: a no without a record."""
    return _SPOKEN.search(text.lower()) is not None
