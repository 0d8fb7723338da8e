"""Who told of abuse, or whose carer was sent away for it, and now has nobody to help them."""

import re

_TOLD = r"\b(?:report\w*|told|tell|telling|complain\w*|said|arrest\w*|suspend\w*|sack\w*|charged|abuse\w*|safeguarding|whistle\w*)\b"
_NOBODY = (
    r"\b(?:no|no ?one|nobody|none|without|lost|havent got|haven't got|not got|got no) (?:\w+ ){0,2}?(?:care|carers?|pas?|help|helps?|support worker|personal assistant"
    r"|to (?:get|wash|feed|help|dress|lift|look|cook|do)|comes?|came|is coming|left|feeds?|washes|gets me|helping|there for me)\b"
    r"|\b(?:stopped|froze|frozen|paused|cut|took|taken|cancelled|ended|suspended|pulled|withdr\w+)\b.{0,25}\b(?:direct payments?|dps?|care|carers?|package|pa|pas|support|hours)\b"
    r"|\b(?:direct payments?|dps?|care|package|pa|support)\b.{0,25}\b(?:stopped|frozen|paused|cut|gone|cancelled|ended|suspended|pulled|away|withdrawn)\b"
    r"|\b(?:agency|council|company)\b.{0,20}\b(?:dropped|ended|left|stopped|refus\w+|wont|won't)\b"
    r"|\b(?:stuck|left) in (?:my )?(?:bed|chair)\b|\b(?:cant|can't|cannot) get (?:up|out of bed|washed|dressed)\b"
)
_BOTH = re.compile(rf"\A(?=.*(?:{_TOLD}))(?=.*(?:{_NOBODY}))", re.DOTALL)
_LEFT = re.compile(
    r"\bwho(?:s|'s| is| will| would|'ll)? (?:\w+ )?(?:gets?|wash\w*|feeds?|help\w*|look\w*|car\w+|going to|gonna|do(?:es)?) (?:me|my|after me|for me)\b"
    r"|\b(?:no ?one|nobody|without|got no|have no|no) (?:\w+ )?(?:care|carers?|pa|to (?:get|wash|feed|dress|lift|help) me)\b"
    r"|\b(?:will|would|if) (?:i|they)\b.{0,15}\b(?:lose|take|stop)\b.{0,15}\b(?:carers?|care|pa|help|direct payments?)\b"
)


def is_without_care(text: str) -> bool:
    """`I reported my PA and now nobody gets me up`: the abuse and the care that is gone, in one message."""
    return bool(_BOTH.search(text))


def asks_of_care(text: str) -> bool:
    """After a message about abuse: `who will feed me now`, `I have no carer`."""
    return bool(_LEFT.search(text) or _BOTH.search(text))
