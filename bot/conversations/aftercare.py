"""After a message about danger: what the next messages are about, and the words that meet them.

Somebody who wrote about another person goes on about that person, not about themselves. Somebody
who is hurt by another person may have seconds to read, and may not be able to speak.
"""

import re

from bot.conversations.commands import plain_words
from bot.conversations.state import TalkState
from bot.conversations.without_care import asks_of_care
from bot.safety import screen

TOLD_OF = ("crisis", "crisis_other", "safeguarding")
"""Answers after which a talk is read as one about danger."""
MOST_WORDS = 30
FEW_WORDS = 14
_KIN = (
    r"brother|sister|mum|mam|dad|son|daughter|mate|friend|husband|wife|partner|boyfriend|girlfriend|nan"
    r"|uncle|aunt(?:ie)?|cousin|neighbour|flatmate"
)
_ONE_OTHER = re.compile(rf"\b(?:he|hes|he's|she|shes|she's|him|her|his|{_KIN})\b")
"""One other person, in a talk that began about the writer: `they` may be anybody."""
_ANY_OTHER = re.compile(
    rf"\b(?:he|hes|he's|she|shes|she's|him|her|his|they|theyre|they're|theyve|they've|them|their|{_KIN})\b"
)
_RING = re.compile(
    r"\b(?:999|112|ambulance|police|paramedics?)\b.*\b(?:there|from (?:here|home|another|a different)|far|miles"
    r"|another (?:town|city|place)|different (?:town|city|place)|abroad|even if|not with|live|lives)\b"
    r"|\b(?:far|miles|not with|live|lives|in [a-z]{4,})\b.*\b(?:999|112)\b"
    r"|\b(?:can|could|do|should|shall|may|will) (?:i|we)\b.*\b(?:999|112|ambulance|police)\b"
)
_HELPED = re.compile(
    r"\b(?:(?:theyve|they've|they have|they|police|ambulance|paramedics?|somebody|someone|we|ive|i've|i have|i)"
    r" (?:\w+ )?(?:got|found|reached) (?:to )?(?:him|her|them)"
    r"|(?:in|on) (?:an |the |a )?(?:ambulance|hospital|a (?:and )?e|ae)|with (?:the )?(?:paramedics?|doctors?|police)"
    r"|(?:ambulance|paramedics?|police|doctors?|crew|nurses?) (?:\w+ ){0,2}?(?:here|came|arrived|has (?:him|her|them)|have (?:him|her|them)|got here|with (?:him|her|them))"
    r"|(?:took|taken|taking|admitted|got) (?:him|her|them) (?:in|to (?:the )?(?:hospital|a (?:and )?e|ae|ward))"
    r"|(?:is|hes|he's|shes|she's|theyre|they're|are) (?:still )?(?:safe|ok|okay|all right|alright)"
    rf"|(?:{_KIN}|family|neighbours?)(?:'?s| is| has| have)? (?:\w+ )?(?:got|with|found|sat with|sitting with|staying with|looking after|watching) (?:him|her|them)"
    r"|(?:he|she|they) (?:\w+ )?(?:answered|picked up|rang back|texted back|replied|came home|turned up))\b"
)
"""Somebody who can help has reached them. That they breathe is no sign of it."""
_CANNOT_WAKE = re.compile(
    r"\b(?:cant|can't|cannot|couldnt|couldn't|not|trying to) (?:\w+ )?(?:wak\w+|rouse) (?:him|her|them|my \w+)\b"
)
"""Of another person, though it sounds like one who cannot go on."""
_NOT_REACHED = re.compile(
    r"\b(?:not|isnt|isn't|arent|aren't|hasnt|hasn't|havent|haven't|didnt|didn't|dont|don't|wont|won't|cant|can't|never|no ?one|nobody"
    r"|no idea|if|whether|hope|hopefully|think|maybe|should|shall|must|need|needs|until|refus\w+|said (?:he|she|they)|says (?:he|she|they))\b"
    r"|^(?:is|are|was|has|have|did|does|do|will|can|could|would|when|how|what|where|why) "
)
"""Help that is wished for, asked about or refused has reached nobody."""
_NO_WORRY = re.compile(r"\b(?:dont|don't|do not|no need to) worry\b")
_NOW = re.compile(
    r"^(?:(?:yes|yeah|yh|yep|i think so|i think yes|probably|maybe|might be|not sure|dont know|don't know|i dont know|i don't know|idk|unsure)(?: (?:yes|they are|he is|she is|i think|now|right now))?)$"
    r"|\b(?:not|isnt|isn't|wont|won't|doesnt|doesn't|hasnt|hasn't|havent|haven't|didnt|didn't|never) (?:\w+ )?(?:answer\w*|pick\w* up|repl\w*|wak\w*|open\w*|breath\w*|talk\w*)\b"
    r"|\b(?:wont|won't|doesnt|doesn't|told me not to|said not to|made me promise|dont want|don't want)\b.*\b(?:ring|call|tell|ambulance|police|anyone|nobody|no one)\b|\bmade me promise\b"
    r"|\b(?:took|taken|swallow\w*|pills?|tablets?|knife|rope|blood|bleeding|asleep|unconscious|wake (?:him|her|them)|breath\w*|pulse|snor\w+|floppy|limp|alive|passed out|collapsed|(?:lips|skin|face|hands?) (?:is|are|looks?|gone|went) \w+)\b"
    r"|\bblock(?:s|ed|ing)? (?:me|my number)\b|\b(?:wont|won't|will not|wouldnt|wouldn't|not) let me in\b|\b(?:phone|mobile) (?:is |has been )?(?:off|dead|switched off|turned off)\b|\bvoice ?mail\b"
    r"|\b(?:not|isnt|isn't|aint) (?:\w+ )?(?:ok|okay|well|safe|good|himself|herself|themselves|responding|moving|conscious)\b"
    r"|\b(?:hates?|never forgives?|angry (?:with|at)|cross with|mad at|furious with) me\b"
    r"|\b(?:kill|murder|hate|disown|never forgive|never speak to|go mad at) me (?:again )?(?:if|for) (?:i )?(?:rang|ring\w*|call\w*|phon\w*|told|tell\w*|text\w*|got|getting|send\w*|sent)\b"
    r"|\b(?:says?|said|begs?|begged|begging|asks?|asked|tells?|told) (?:me )?(?:not to|dont|don't|do not|i mustnt|i cant)\b"
    r"|\ball over (?:tonight|tomorrow|\w+day)\b"
)
"""They are in danger, or may be: what was asked, answered."""
_WHERE = re.compile(
    r"\b(?:hes|he's|he is|shes|she's|she is|theyre|they're|they are|he|she|they)(?: \w+){0,2}? (?:at|in|near|on|by|round|outside|up|down|lives?|living|stay\w*|went|gone)\b"
    r"|\b(?:his|her|their) (?:flat|house|home|place|room|car|work|address|postcode|mums?|dads?)\b|\b(?:address|postcode)\b"
)
"""Where they are, or that it is not known exactly: for whoever sends help."""
_NO_ADDRESS = re.compile(
    r"\b(?:dont|don't|do not|dunno|havent|haven't|no|not|cant|can't|forgot|forgotten)\b(?: \w+){0,4}? "
    r"(?:street|road|address|postcode|post code|house number|flat number|which (?:flat|house|door|town)|what (?:flat|house|town)|where)\b"
)
"""`I dont no the street`: help can be sent all the same."""
_CANNOT_RING = re.compile(
    r"\bdeaf\b|\bbsl\b|\b(?:non ?verbal|mute)\b"
    r"|\b(?:cant|can't|cannot|cudnt|couldnt|couldn't|unable to|not able to|dont|don't|scared to|hard to|struggle to|how can i|how do i) (?:\w+ )?"
    r"(?:ring|phone|call|speak|talk|hear|use (?:a |the )?phone)\b(?! (?:him|her|them|to|my|with|how|what|why|if|when))"
)
"""A call is a barrier for the writer."""
_NO_PHONE = re.compile(
    r"\b(?:phones?|phoning|calls?|calling|ringing|voice) (?:no|not|never|impossible)\b|\b(?:no|not|never) (?:a |the |by |on )?(?:phones?|phone calls?|voice)\b"
    r"|\b(?:cant|can't|cannot|dont|don't|do not|unable to|not able to) (?:\w+ )?(?:use (?:a |the |my )?phone|(?:talk|speak|hear)(?: \w+)? on (?:a |the )?phone|do (?:phones?|phone calls?|calls)|(?:ring|phone|call)(?! (?:him|her|them|my|it|in|off)))\b"
)
"""A call is no way for them: what they were told of other ways comes again, first."""
_BY_OTHER_WAY = re.compile(
    r"\b(?:person|adviser|advisor|human|someone|somebody|(?:text|email)s? (?:me|only|is|please)|only (?:text|email)|by (?:text|email))\b"
)
"""How a person here should write to them."""
_TEXT_999 = re.compile(
    r"\b(?:text|txt|texting|sms|message|messaging|msg|email|type|write)(?: \w+){0,2}? (?:999|112)\b|\b(?:999|112)(?: \w+){0,4}? (?:texts?|txt|texting|sms|messages?|bsl|app)\b"
    r"|\bemergency ?(?:sms|texts?|texting)\b|\b999 ?bsl\b"
)
_REGISTER = re.compile(
    r"\b(?:how|where|can|could|do|does|is|am|what|whats|what's|want to|need to|help me|not|isnt|isn't|never|havent|haven't)\b.{0,20}"
    r"\b(?:regist(?:er|ered|ering|ration)|sign(?:ed)? up|set (?:it|this|that) up|set up)\b|^regist(?:er|ered|ering)$"
)
_REGISTER_ELSE = re.compile(
    r"\b(?:self|gp|doctors?|dentist|uc|universal|credit|hmrc|tax|business|jobs?|work|clubs?|vote|college|course|council|pip|esa|claim|benefits?|account|here|alarm|interview|meeting)\b"
)
"""What else somebody may register for."""
_NO_CALLS = re.compile(
    r"\b(?:dont|don't|do not|never)(?: (?:please|you|u|dare|ever|go|even|have to))* (?:call|ring|phone|send|tell|contact|involve|inform|get)(?:ing)?"
    r"(?: (?:the|my|an|any|to))* (?:any ?one|any ?body|no ?one|police|ambulance|999|them|him|her|family|parents?|mum|dad|husband|wife|partner|school|social \w+|doctors?|gp|people|crisis team|hospital)\b"
    r"|\b(?:dont|don't|do not) (?:want|need) (?:\w+ )?(?:any ?one|any ?body|people|them|(?:the |my )?(?:police|ambulance|parents?|family|mum|dad))(?: to)? (?:com\w+|know\w*|here|call\w*|told|involved|round|turn\w*|at (?:my|the))\b"
    r"|^(?:(?:please|pls|but|and|ok) )*no (?:police|cops|ambulance|999|social \w+)(?: (?:please|pls|thanks|thank you|though|tho))*(?= he| she| they| i\b| my|$)"
)
_DIED = re.compile(
    r"\b(?:he|she|they|\w+) (?:has |have )?(?:died|passed away|is dead|are dead)\b|\bdidn'?t make it\b"
)
_SAY = re.compile(
    r"\bwhat (?:else )?(?:do|should|can|could|shall|would|to|must) (?:i |we )?(?:even |actually )?(?:say|tell|write|text|do|reply|answer)\b"
    r"|\bhow (?:do|should|can|could|shall) (?:i|we) (?:help|talk|speak|support|calm|keep|answer|ask)\b"
    r"|\b(?:do|should|shall|can|dare) (?:i|we) (?:just )?(?:ask (?:him|her|them)|tell (?:him|her|them)|talk to|speak to|bring it up|mention it|say (?:anything|something)|leave (?:it|him|her|them) (?:alone|be))\b"
)
"""What to say to them, asked right after the danger they are in."""
_LOST = re.compile(
    r"\b(?:dead|died|dies|dying|passed away|gone for good|didn'?t make it|too late)\b"
)
_BLAME = re.compile(
    r"\b(?:i )?should(?:'ve|ve| have| of|nt have|n't have|n't of)\b|\bif only i\b|\bmy fault\b|\bblame (?:myself|me)\b"
    r"|\bi (?:never|didn'?t) (?:\w+ )?(?:ring|rang|call|called|phone|see|saw|notice|noticed|listen|go round|check)\b"
    r"|\bi (?:let|failed) (?:him|her|them)\b|\bi(?:'?m| am) a (?:\w+ )?(?:rubbish|bad|terrible|useless|awful|crap)\b"
)
_OFFICES = (
    r"(?:job ?cent(?:re|er)|dwp|work coach|council|social services|benefits? (?:people|office))"
)
_OF_OFFICES = re.compile(
    rf"\b{_OFFICES}\b.{{0,15}}\b(?:told|tell|know|knows|find out|hear|see|informed)\b|\b(?:tell|told|telling|share|pass|report)\b.{{0,25}}\b{_OFFICES}\b"
)
"""`Will the jobcentre be told?`"""
_IS_THEM = re.compile(
    r"\b(?:its|it's|it is|thats|that's|that is|was) (?:really |actually |just |about )*(?:me|myself)(?: (?:sorry|actually|really|not (?:him|her|them|my \w+|a \w+)|i am|im|i'm|tbh|ok|okay|that is|who feels?.*))*$"
    r"|\b(?:i am|im|i'm) (?:the|that|this) (?:friend|mate)\b|\b(?:there is|theres|there's|there was) no (?:friend|mate)\b|\bthere (?:isnt|isn't|wasnt|wasn't|never was) (?:a|any) (?:friend|mate)\b"
)
"""`It is me`, after fear for a friend."""
_SHAKEN = re.compile(
    r"\b(?:i|i'm|im|i've|ive|my)\b.*\b(?:shaking|shaky|trembling|in shock|shocked|in bits|feel(?:ing)? sick|in pieces|a (?:mess|wreck)|stop crying|panicking|cant stop|can't stop (?:crying|thinking|worrying))\b"
    r"|^(?:still )?(?:shaking|trembling|in shock|in bits)\b"
)
"""Of themselves, after the fright."""
_ENDS = re.compile(
    r"\b(?:thanks|thank you|thankyou|thx|ta|cheers|bye|goodbye|good ?night|not (?:tonight|now|today)|talk later"
    r"|tomorrow|another (?:day|time)|going to (?:bed|sleep)|need (?:some |to )?sleep)\b"
)
_THANKS = re.compile(r"\b(?:thanks|thank you|thankyou|thx|ta|cheers)\b")
_NEAR = re.compile(
    r"\b(?:he|hes|he's|she|shes|she's|they|theyre|they're|dad|mum|husband|wife|partner|boyfriend|girlfriend|boss"
    r"|carer|someone|somebody)\b(?: (?:is|s|are|has|have|just|now))* ?(?:\w+ )?"
    r"(?:coming|comin|cumin|back|home|here|outside|upstairs|downstairs|at the door|in the (?:house|flat|room|hall)"
    r"|on the stairs|awake|woke|waking|heard|hears me now|banging|kicking|shouting|screaming|breaking)\b"
    r"|\b(?:got to|gotta|have to|must|need to) (?:go|stop|hide)\b|\b(?:cant|can't|cannot) (?:talk|type|write) now\b"
)
_UNHEARD = re.compile(
    r"\b(?:cant|can't|cannot|cudnt|couldnt|couldn't|dare not|darent|not able to|unable to|not safe to|wont let me"
    r"|too scared to|scared to)\b.{0,20}\b(?:ring|call|phone|speak|talk|make a noise)\b"
    r"|\b(?:he|she|they|everyone|somebody|someone)(?: can| will|ll|'ll)? (?:hears?|listens?|would hear)\b"
    r"|\b(?:will|would|can|could|might|ll) (?:hear|overhear)\b|\boverhears?\b"
)
_WATCHED = re.compile(
    r"\b(?:checks?|checking|reads?|reading|looks? (?:at|in|through)|goes through|takes?|took|has|got|tracks?|sees?|watch(?:es)?)"
    r" (?:\w+ )?(?:my|this|the|me) ?(?:phone|fone|mobile|texts?|messages?|emails?|computer|laptop|screen)\b"
    r"|\b(?:he|hes|he's|she|shes|she's|they|theyre|they're|some ?one|some ?body|my \w+) (?:is |are |can |might be |may be |could |could be |just |now )?"
    r"(?:reads?|reading|sees?|seen|seeing|watching|looking at) (?:this|it|these|what i|us)\b"
)
_POLICE = (
    r"(?:police|cops|ambulance|paramedics?|social (?:services|workers?)|council|safeguarding team|job ?cent(?:re|er)|dwp|work coach"
    r"|gp|doctors?|employer|boss|school)"
)
_WHOEVER = rf"(?:{_POLICE}|any ?(?:one|body)|some ?(?:one|body)|no ?(?:one|body)|people|him|her|them|my \w+|your \w+)"
_TELL = r"(?:tell|told|telling|call|called|calling|ring|rang|rung|ringing|phone|phoned|contact(?:ed|ing)?|inform(?:ed)?|report(?:ed)?|alert(?:ed)?|send|sent|sending|share|shared|pass(?:ed)?)"
_TOLD = re.compile(
    rf"\bwho (?:\w+ )?(?:did|have|has|do|does|will|would|can|could|is|are|was|were|gets?|got)\b(?! (?:i|we)\b).{{0,20}}\b(?:{_TELL}|see|read|know|hear)\b"
    r"|\bwho (?:else |all )?(?:knows|sees|reads|hears|gets told)\b"
    rf"|\b(?:did|have|has|do|will|would|are|is|were|can|could) (?:you|u|they|this|it|he|she|your \w+)\b.{{0,15}}\b{_TELL} (?:it |this |that |anything )?(?:to |about (?:it|this|me) to )?(?:the |an? |my )*{_WHOEVER}\b"
    rf"|(?<!i )(?<!should )\b(?:dont|don't|do not|please not|never) (?:you |u )?(?:please |ever |go and )?{_TELL} (?:it |this )?(?:to )?(?:the |an? )?{_WHOEVER}\b"
    rf"|\b(?:will|are|is|do|does|would|can|could|when|what if|if) (?:the |an? |your |my )?{_WHOEVER} (?:\w+ ){{0,3}}?(?:come(?! with)|coming(?! with)|on (?:the|their|its) way|turn(?:ing)? up|show(?:ing)? up|visit\w*|find out|know|be told|get told|been told|get involved|knock\w*|arrest\w*)\b"
    rf"|^(?:the |an )?{_POLICE} (?:\w+ ){{0,2}}?(?:come|coming|on (?:the|their|its) way) ?\?"
    r"|^(?:but |and |cos |because )?(?:they|he|she|people|everyone|nobody|noone|no one|my (?!gp|doctor|work coach)\w+) (?:(?:dont|don't|do not|doesnt|doesn't|does not) )?(?:even |really |all )?knows?(?= (?:yet|i|im|i'm|about|how|that|this|it|any|anything|anyway|at all)\b|$)"
    r"|\b(?:does|do|will|can|could) (?:any ?one|any ?body|some ?one|some ?body|other people|others) (?:else )?(?:see|read|hear|know)\b|\b(?:on|in) my (?:record|file|notes)\b"
    r"|\bkeep (?:it|this|that) (?:a )?(?:secret|private)\b|^who knows ?\?"
    rf"|\b(?:dont|don't|do not|didnt|didn't) want (?:the |an? )?{_WHOEVER} (?:\w+ ){{0,2}}(?:come|coming|told|tell|know|knowing|knows|here|involved|round|to find out)\b"
    r"|\b(?:is|was|will) (?:it|this|that|what i (?:say|said|told you)) (?:\w+ )?(?:private|confidential|secret|between us)\b|\b(?:keep|kept) (?:it|this) (?:\w+ )?(?:private|secret|between us)\b"
)
"""Who was told, who will come, and `don't tell anybody`. What somebody asks to be told is none of it."""
_ASKS = re.compile(r"(?:(?:and|so|but|ok) )*(?:do|does|will|would|can|could|are|is|did)\b")
_ABOUT_ME = re.compile(r"\b(?:tell|send|call|ring|show|give) (?:me|us)\b")
_HELD = re.compile(
    r"\b(?:will|would|can|could|do|are|am i|gonna|going to|what if|scared|afraid|worried)\b.*\b(?:section(?:ed)? (?:me|under)|section me|get sectioned|be sectioned"
    r"|lock(?:ed)? (?:me )?(?:up|away)|keep me in|kept in|put me (?:in|away)|make me (?:go|stay)|made to (?:go|stay)|force me|take me away)\b"
)
_CHILDREN_TAKEN = re.compile(
    r"\b(?:take|takes|taking|taken|lose|losing|remove|removed)\b.{0,15}\b(?:kids?|children|child|baby|son|daughter|little ones?)\b"
    r"|\b(?:kids?|children|child|baby|son|daughter)\b.{0,20}\b(?:taken|removed|into care|in care|off me|away from me)\b"
)
_OF_A_JOB = re.compile(
    r"\b(?:jobs?|work(?!ing)(?! coach)|boss|manager|employer|shift|club|chat|page|message|course)\b"
)
_MONEY = r"(?:benefits?|uc|universal credit|esa|jsa|pip|claim|money)"
_LEAVING = re.compile(
    r"\brefuges?\b|\b(?:nowhere|no where|no place|not anywhere|somewhere|some where|anywhere|a place|safe place) (?:else )?(?:safe )?(?:to|i can|we can) (?:go|stay|live|sleep|hide)\b"
    r"|\bwhere (?:else )?(?:can|do|could|would|should|shall|will|am|are|to) ?(?:i|we)?\b.{0,12}\b(?:go|live|stay|sleep|hide|run|move)\b"
    r"|\bhow (?:can|do|could|would|should|to)\b.{0,8}\b(?:leave|get out|get away|escape|move out)\b"
    r"|\b(?:do|should|must|can|could) i (?:have to |need to |just )?(?:leave|move out|get out|get away|run away)\b"
    r"|\b(?:want|need|trying|scared|afraid|ready|going) to (?:leave|get out|get away|escape|move out)\b(?! (?:of )?(?:this|the|here) (?:chat|page))"
    r"|\b(?:i have|ive|i've|i got|got|we have|with) (?:(?:two|three|four|five|six|\d|a|small|little|young|my) )+(?:kids?|children|child|baby|son|daughter)\b"
    r"|\b(?:kids?|children|son|daughter)\b.{0,12}\b(?:come (?:with|too)|bring|with me)\b|\bbring (?:my|the) (?:kids?|children|son|daughter|dog|cat)\b"
)
_OWN_MONEY = re.compile(
    rf"\b(?:my own|own|new|separate|single|joint)\b.{{0,12}}\b{_MONEY}\b|\b{_MONEY}\b.{{0,25}}\b(?:of my own|on my own|just me|for me alone|separate|single|by myself)\b"
    rf"|\b{_MONEY}\b.*\b(?:leav\w+|left|get away|got away|move[ds]? out|split|separat\w+)\b|\b(?:leav\w+|left|get away|move[ds]? out|split|separat\w+)\b.*\b{_MONEY}\b"
    rf"|\b(?:he|she|they|partner|husband|wife|ex|boyfriend|girlfriend)\b.{{0,15}}\b(?:see|sees|read|reads|look\w*|get into|log\w*)\b.*\b(?:journal|account|{_MONEY})\b"
    r"|\b(?:do i|have to|must i|need to|got to)\b.{0,15}\b(?:look(?:ing)? for (?:work|a job)|job ?search|sign on|go to (?:the )?(?:job ?cent(?:re|er)|appointments?)|do my hours)\b"
    r"|\b(?:i|to) (?:\w+ )?(?:tell|talk to|say to|explain to)\b.{0,12}\b(?:job ?cent(?:re|er)|work coach|dwp|uc)\b"
)
_LEAVES_JOB = re.compile(
    r"\b(?:can|could|should|shall|do|may|must|if|want to|going to|gonna|just|what happens)\b.{0,20}\b(?:walk(?:ed|ing)? (?:out|off)|quit|resign|jack (?:it|my job) in|pack (?:it|my job) in"
    r"|hand (?:in )?my notice(?: in)?|give (?:in )?(?:my )?notice|(?:not|never) go(?:ing)? (?:back|in)|stop going(?: in| to work)?|leave (?:my|the|this) job)\b"
    r"|\b(?:i (?:wont|won't|cant|can't|am not)|im not|i'm not) (?:go|going) (?:back )?(?:in )?(?:there|to work|tomorrow|on monday|again)\b"
)
"""Somebody at work hurts them: they need not stay for their benefits, nor lose these by leaving."""
_CALLS_THEM = re.compile(
    r"\b(?:they|you|u|it|number|police|line|helpline|adviser|person|somebody|someone|anybody|anyone)\b(?: \w+){0,2}? (?:call|calls|ring|rings|phone|phones|contact|contacts|text|texts|tell|tells|write to|speak to|talk to) "
    r"(?:to )?(?:him|her|them|my (?:\w+ )?(?:husband|wife|partner|boyfriend|girlfriend|boss|manager|dad|mum|son|ex|carer|family))\b"
)
_THE_PERSON = re.compile(
    r"\bwhat (?:does|do|will|would|can|could|is|are)\b.{0,25}\b(?:adviser|advisor|person|people|team|community partner|human)\b.{0,15}\b(?:do|doing|say|help|use|want)\b"
    r"|\bhow (?:can|will|would|does|do|could) (?:the |a |an |your |this )?(?:adviser|advisor|person|people|team|community partner|human) (?:\w+ )?help\b"
    r"|^(?:and |so |ok |but )*what happens (?:now|next|then|after (?:this|that)|with (?:it|this|that|what i \w+))\b"
)
"""What comes of it that a person here was told."""
_HATE = re.compile(r"\bhate[- ]?(?:crimes?|incidents?)\b")
_REPORT = re.compile(
    r"\b(?:can|do|should|could|shall|how|who|where|want to|need to|must)\b.{0,15}\b(?:i|we|to)\b.{0,12}\breport (?:it|this|that|him|her|them|abuse|my \w+|the \w+)\b"
    r"|\bwho (?:do|can|should|could|shall|would) (?:i|we) (?:\w+ )?(?:tell|ring|call|phone|go to|report|speak to|talk to|contact)\b|\bwho (?:can|could|will|would) (?:stop|help with) (?:him|her|them|it|this)\b"
    r"|\b(?:tell|go to|ring|call|phone|told|rang|went to) the (?:police|council|social services)\b|\bpolice (?:did|do|dont|don't|wont|won't|said|say)\b"
)


_NAMES_CHILDLINE = ("safeguarding.childline", "safeguarding.child", "crisis.child")
_OPEN = re.compile(
    r"\b(?:are|is|will|would) (?:they|it|any ?one|any ?body|some ?one|some ?body)\b.{0,20}\b(?:open|there|awake|up|on|shut|closed|free|answer)\b"
    r"|\b(?:when|what (?:time|day)s?) (?:do|are|is|does|can) (?:they|it|i)\b|\b(?:open|opening) (?:now|today|tonight|late|at night|times?|hours)\b"
    r"|\b(?:do|does) (?:they|it) (?:cost|close|open|shut|answer)\b|\b(?:can|do) i (?:ring|call|phone) (?:them )?(?:now|tonight|at night|free)\b"
)
_IN_CARE = re.compile(
    r"\b(?:in|into|to) (?:care|a (?:care |childrens |children's )?home|foster \w+|fostering)\b|\bfoster(?:ed)?\b"
    r"|\b(?:take|taking|took|taken|send|sent|put) (?:me|us)\b.{0,20}\b(?:away|off|home|care|from (?:my|our))\b|\btaken away\b|\bin (?:big |so much |a lot of )?trouble\b"
)


def asked_after(text: str, told_of: str) -> str | None:
    """The answer to what people ask once danger was told: who knows of it, where to go, their money.

    None if it is something else, or if the words tell of a crisis: that is met before any question.
    """
    if told_of not in ("crisis", "safeguarding") or screen(text).crisis:
        return None
    plain = plain_words(text)
    if len(plain.split()) > MOST_WORDS:
        return None
    asked = f"{plain} ?" if text.rstrip().endswith("?") else plain
    of_telling = _TOLD.search(asked) and not _ABOUT_ME.search(plain)
    if of_telling or _CHILDREN_TAKEN.search(plain):
        return f"{told_of}.told"
    if told_of == "crisis":
        return "crisis.told" if _HELD.search(plain) else None
    if (text.rstrip().endswith("?") or _ASKS.match(plain)) and _CALLS_THEM.search(plain):
        return "safeguarding.told"
    if _THE_PERSON.search(plain):
        return "safeguarding.person"
    if asks_of_care(plain):
        return "safeguarding.care"
    if _LEAVES_JOB.search(plain):
        return "safeguarding.job"
    if _HATE.search(plain):
        return "safeguarding.hate"
    if _OWN_MONEY.search(plain):
        return "safeguarding.benefits"
    if _LEAVING.search(plain) and not _OF_A_JOB.search(plain):
        return "safeguarding.leave"
    return "safeguarding.report" if _REPORT.search(plain) else None


def asks_who_knows(text: str, state: TalkState) -> bool:
    """`Are the police coming`, `they dont know`: no answer to whether somebody is safe, though it holds
    a `not` or names help."""
    asked = state.asked_safe and state.told_of == "crisis" and not state.harmed
    return asked and asked_after(text, state.told_of) == "crisis.told"


def asks_to_text(text: str, state: TalkState) -> bool:
    """`Can i text 999`, `how do i register`, once 999 was named; or a call that somebody cannot make
    while another person is in danger."""
    plain = plain_words(text)
    if state.told_of not in TOLD_OF or len(plain.split()) > FEW_WORDS or screen(text).crisis:
        return False
    if _TEXT_999.search(plain) or (
        state.told_of == "crisis" and _NO_PHONE.search(plain) and not _BY_OTHER_WAY.search(plain)
    ):
        return True
    last = "".join(state.answers[-1:]).partition(".")[0]
    if last not in TOLD_OF:
        return False
    if _REGISTER.search(plain) and not _REGISTER_ELSE.search(plain):
        return True
    return state.told_of == "crisis_other" and bool(_CANNOT_RING.search(plain))


def of_childline(text: str, state: TalkState) -> bool:
    """A child asks whether Childline is there now, or is afraid of care and of trouble."""
    plain = plain_words(text)
    if len(plain.split()) > FEW_WORDS or screen(text).crisis:
        return False
    named = any(name in _NAMES_CHILDLINE for name in state.answers[-1:])
    afraid = state.child and state.told_of in TOLD_OF and _IN_CARE.search(plain)
    return bool((named and _OPEN.search(plain)) or afraid)


def wants_no_call(text: str, state: TalkState) -> bool:
    """`Please don't call anyone`, `don't tell my mum`, after a message about danger.

    Of another person in danger it is what they asked for themselves: that is about them.
    """
    plain = plain_words(text)
    if state.told_of not in TOLD_OF or len(plain.split()) > FEW_WORDS or screen(text).crisis:
        return False
    if state.told_of == "crisis_other" and _ANY_OTHER.search(plain):
        return False
    return _NO_CALLS.search(plain) is not None


def in_danger_now(text: str, state: TalkState) -> str | None:
    """The answer for somebody hurt by another person who has to be quick or quiet; None otherwise."""
    if state.told_of != "safeguarding":
        return None
    plain = plain_words(text)
    if len(plain.split()) > FEW_WORDS:
        return None
    if _NEAR.search(plain) and not plain.startswith(("what ", "how ", "when ", "if ")):
        return "safeguarding.now"
    if _UNHEARD.search(plain):
        return "safeguarding.silent"
    return "safeguarding.watched" if _WATCHED.search(plain) else None


def about_the_other(text: str, state: TalkState, intent: str) -> str | None:
    """The answer to what is said next about another person in danger; None if it is something else.

    Words about the writer's own life, or that the other person died, are none of this. `intent`: the
    model's reading; where it is sure of danger to the writer, blame and a bare goodbye are not taken
    for less.
    """
    plain = plain_words(text)
    if state.told_of == "crisis_other" and _CANNOT_WAKE.search(plain):
        return "crisis_other.now"
    if state.told_of not in ("crisis", "crisis_other") or screen(text).crisis:
        return None
    if len(plain.split()) > MOST_WORDS:
        return None
    if _LOST.search(plain):
        gone = state.told_of == "crisis_other" and _DIED.search(plain)
        return "crisis_other.died" if gone else None
    other = (_ANY_OTHER if state.told_of == "crisis_other" else _ONE_OTHER).search(plain)
    reached = _HELPED.search(plain) and not _NOT_REACHED.search(_NO_WORRY.sub("", plain))
    if reached and (other or state.told_of == "crisis_other"):
        return "crisis_other.say" if _SAY.search(plain) else "crisis_other.helped"
    if state.told_of == "crisis_other" and _OF_OFFICES.search(plain):
        return "crisis_other.told"
    if state.told_of == "crisis_other" and intent != "crisis" and _SHAKEN.search(plain):
        return "crisis_other.shaken"
    if _RING.search(plain) and other:
        return "crisis_other.far"
    if state.answers[-1:] and state.answers[-1].startswith("crisis_other"):
        # Right after it, a place is where they are, and `what do I say` is to them.
        if intent == "inform_place" or (_WHERE.search(plain) and len(plain.split()) <= FEW_WORDS):
            return "crisis_other.far"
        if _NO_ADDRESS.search(plain) and len(plain.split()) <= FEW_WORDS:
            return "crisis_other.far"
        if _SAY.search(plain) and len(plain.split()) <= FEW_WORDS:
            return "crisis_other.say"
    own = intent == "crisis"
    if not own and _BLAME.search(plain) and (other or state.told_of == "crisis_other"):
        return "crisis_other.blame"
    if state.told_of == "crisis_other" and _NOW.search(plain):
        return "crisis_other.now"
    short = len(plain.split()) <= FEW_WORDS and "?" not in text
    ends = _THANKS if own else _ENDS
    if state.told_of == "crisis_other" and short and ends.search(plain):
        return "crisis_other.after"
    return None


def is_about_themselves(text: str, state: TalkState) -> bool:
    """`Ok, it is me`: the friend they feared for is themselves."""
    plain = plain_words(text)
    few = len(plain.split()) <= FEW_WORDS
    return state.told_of == "crisis_other" and few and _IS_THEM.search(plain) is not None


def told_of(answers: list[str], before: str) -> str:
    """What the talk is about after these answers: a kind of danger, or what it was before."""
    # A helpline that was asked for does not make a crisis one about somebody else.
    kinds = [n.partition(".")[0] for n in answers if not (before and n == "safeguarding.childline")]
    return next((kind for kind in TOLD_OF if kind in kinds), before)
