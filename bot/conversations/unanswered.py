"""After a message about danger: nobody answered the call, and what to say to those who do.

Who rang for help and was not heard may not ring again. A service they speak of beside a benefit or a job is
another matter.
"""

import re

from bot.conversations.commands import plain_words
from bot.conversations.safe import OTHER_MATTER
from bot.conversations.state import TalkState
from bot.safety import screen

FEW_WORDS = 14
_FOR_HELP = "asks_for_help"
"""The rule of the screen that finds the name of a helpline."""
_DANGERS = ("crisis", "safeguarding", "crisis_other")
_LINE = r"(?:samaritans?|shout|papyrus|hopeline|childline|helplines?|crisis (?:line|team)|999|111|112|ambulance|paramedics?|police|(?:phone )?lines?|the number|operator)"
_NOBODY = r"(?:no ?one|nobody|noone|no1|none of them|they (?:never|didnt|didn't|dont|don't|wont|won't|havent|haven't|hasnt|arent|aren't)|(?:he|she|it) (?:never|didnt|didn't)|no (?:police|ambulance|paramedics?|doctor|help))"
_UNANSWERED = re.compile(
    r"\b(?:they|he|she|it|woman|man|lady|line|phone|call|shout|samaritans?|999|111)?\s?(?:hung|hangs|got cut off)(?: up)?(?: on)? ?(?:me)?$"
    r"|\bhung up\b(?! (?:my|the))|\bput (?:the )?phone down\b|(?<!i )\bcut me off\b"
    rf"|\b{_NOBODY} (?:\w+ )?(?:came|come|comes|coming|turned up|showed up|turn(?:s|ing)? up|there|here|pick\w*|answer\w*|repl\w+|respond\w*|listen\w*|rang|rings?|called|calls|call(?:ing)? back|ring(?:ing)? back|text\w*|help\w*|believ\w+)\b"
    rf"|\b{_LINE}\b.{{0,25}}\b(?:busy|engaged|full|down|dead|closed|shut|hours?|queue|waiting|hold|voicemail|not (?:answer\w*|pick\w*|work\w*|com\w+|help\w*|listen\w*)|(?:doesnt|doesn't|dont|don't|didnt|didn't|wont|won't) (?:work|answer|help|come|listen|believe)|no help|useless|rubbish)\b"
    r"|\b(?:on|put me on|kept on|left on) hold\b|\b(?:line|lines|number|phone)s? (?:is |are |was |were |just |keeps? |all )*(?:busy|engaged|full|dead|ringing|rings?)\b|\bjust (?:rings|ringing)\b"
    r"|\b(?:cant|can't|cannot|couldnt|couldn't|didnt|didn't|not) (?:get|getting|got) (?:through|hold of|an answer)\b|\b(?:in|number \w+ in) (?:the|a) queue\b"
    r"|\b(?:they|she|he) (?:said|says|told me|say) (?:that )?(?:they |he |she )?(?:cant|can't|cannot|wont|won't|couldnt|dont|don't|not|no)\b.{0,15}\b(?:help|come|send|believe|talk|do)\b"
    rf"|\b{_LINE}\b.{{0,20}}\b(?:did|do|does|done|doing) (?:\w+ )?(?:nothing|fuck all|sod all|bugger all)\b|\b(?:they|he|she) (?:did|do) nothing\b|\b(?:they|police) (?:just )?laughed\b"
    r"|\b(?:sent|turned|send|turn) me (?:away|home|back)\b|\bdidnt (?:help|work)\b|\bdidn't (?:help|work)\b|\b(?:no|still no) (?:answer|reply|help|ambulance|police)\b"
)
_TO_SAY = re.compile(
    r"\bwhat (?:else |exactly |the hell |do |should |would |could |can |shall |am |must |to |will )*(?:i |we )?(?:even |actually |have to |need to |supposed to |meant to |gonna |going to )*(?:say|tell|write|text|type)\b(?: (?:to )?(?:them|her|him|999|111|samaritans?|shout|the \w+|people|somebody|someone|on \w+|in \w+))?"
    r"|\b(?:dont|don't|do not|not sure|no idea|dunno) (?:know )?what (?:to|i should|i) (?:say|tell|write|text)\b"
    r"|\bhow (?:do|should|would|can|could) i (?:even |actually )?(?:start|begin|tell (?:them|her|him|someone|somebody|anyone)|say it|explain|put it|word it|ask (?:them )?for help)\b"
    r"|\bwhat (?:will|do|would|are) they (?:going to |gonna )?(?:ask|say|do)\b|\bwhat happens (?:if|when) i (?:ring|call|phone|text)\b"
)


def after_calling(text: str, state: TalkState) -> str | None:
    """The id of the answer, if help did not come or they ask what to say to it; None otherwise."""
    plain = plain_words(text)
    told = state.told_of
    if told not in _DANGERS or len(plain.split()) > FEW_WORDS:
        return None
    found = screen(text)
    if (found.crisis and found.rule != _FOR_HELP) or found.by_another or OTHER_MATTER.search(plain):
        return None
    if _UNANSWERED.search(plain):
        return "crisis_other.now" if told == "crisis_other" else f"{told}.unanswered"
    if told != "crisis_other" and _TO_SAY.search(plain):
        return f"{told}.say"
    return None
