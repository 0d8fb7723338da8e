"""Words of questions about work and Access to Work, as patterns: `bot.conversations.sides` puts them together."""

NAMED_ATW = r"\b(?:access to work|atw|a2w)\b"
HOW_MUCH = (
    r"\bhow much\b.*\b(?:limit|pays?|get|gives?|money|worth|fund\w*|cover\w*|grant|award)\b|\bhow much (?:is|money|would|could|does|do)\b"
    r"|\b(?:the most|maximum|max|cap|upper limit|yearly limit|limit a year|limit per year)\b"
)
WHO_PAYS_FIRST = (
    r"\bwho (?:\w+ )?pays? (?:\w+ )?first\b|"
    r"\bpay (?:(?:for )?(?:it|them|that|this|everything|all) )?(?:up ?front|first(?! (?:thousand|grand|bit|part))|myself(?! (?:hardly|little|less|a))|out of my (?:own )?pocket)\b|\bup ?front\b|\bown pocket\b"
    r"|\b(?:who|do i|does my (?:boss|employer)|will i) (?:\w+ )?(?:gets?|receives?) (?:\w+ )?(?:the )?(?:money|cash|payments?)\b"
    r"|\b(?:money|grant|payments?) (?:\w+ ){0,2}(?:go(?:es)?|paid|come|comes|reach) (?:straight |directly )?(?:to|into|me|you)\b|\bpaid (?:straight |directly )?(?:to|into) (?:me|my|the)\b"
    r"|\btake (?:it|the money|my \w+) back\b|\bpay it back\b"
)
CONDITIONS = r"\bmental[- ]health\b|\b(?:able ?futures?|maximus|mhss)\b|\b(?:anxiety|depress\w+|panic|stress\w*|bipolar|ptsd|counsell\w+|therap\w+)\b"
MENTAL_HEALTH = (
    r"\bmental[- ]health (?:support|service|help|part|bit|side|team|at work|thing)\b|\b(?:able ?futures?|maximus|mhss|counsell\w+|therapy|therapists?)\b"
    rf"|\b(?:help|support|something|anything|money)\b.*(?:{CONDITIONS})|(?:{CONDITIONS}).*\b(?:help|support|something|anything)\b|\bfor mental health\b"
)
SUPPORT_WORKER = r"\b(?:support|access) (?:workers?|assistants?)\b|\bjob coach(?:es)?\b|\bpersonal assistants?\b|\bpas?\b(?! system)"
ASKS_OF_WORKER = (
    r"\bwhat (?:\w+ ){0,5}(?:do|does|is|are|can)\b|\bwho (?:\w+ )?(?:employs?|hires?|pays?|chooses?|finds?|manages?|is the boss)\b"
    r"|\b(?:employ|hire|choose|pick|find|pay|paying|recruit)\b|\bmy own\b|\bpayroll\b|\b(?:sister|brother|mum|mam|dad|wife|husband|partner|son|daughter|family|relative|friend|cousin|aunt\w*|uncle)\b"
    r"|\b(?:can|could|do) (?:i|you|they) (?:get|have|do)\b"
)
KIN_PAID = (
    r"\b(?:pay|paid|employ|hire|be|have)\b[^,.]{0,25}\b(?:sister|brother|mum|mam|dad|wife|husband|partner|son|daughter|family|relatives?|cousin|aunt\w*|uncle)\b"
    r"|\b(?:sister|brother|mum|mam|dad|wife|husband|partner|son|daughter|family member|relatives?)\b[^,.]{0,25}\b(?:be|as|is|paid) (?:my |a |the |paid )*(?:support|worker|pa|job coach|driver|interpreter)\b"
)
BY_ROAD = r"\b(?:taxis?|cabs?|uber|travel\w*|fares?|petrol|mileage|miles?|lifts? (?:to|from)|trains?|bus(?:es)?|transport|drive me|driver|get(?:ting)? to (?:work|my job|the job|the office)|get(?:ting)? there|car)\b"
TO_WORK = r"\b(?:to|from|into|get|getting) (?:my |the |and from )?(?:work|job|office|interviews?|placement)\b|\binterviews?\b"
SIGNED = r"\b(?:interpret\w*|terp|bsl|sign language|signer|lip ?speakers?|palantyp\w*|note ?takers?|captions?)\b"
IN_THE_JOB = (
    r"\b(?:every ?day|each day|daily|every week|weekly|a week|per week|how (?:many|much) hours|in (?:the|my|a) (?:job|work|meetings?|office)|at (?:my )?work|meetings?|training"
    r"|(?:after|when|once) (?:i )?(?:get|got|have|start\w*|had)(?: (?:the|a|my))?(?: job)?|all (?:day|the time)|long term|permanent\w*|team)\b"
)
HELP_WITH_FORM = (
    r"\b(?:come|coming|visit\w*|somebody out|someone out)\b.{0,15}\b(?:my |the )?(?:house|home|flat|workplace|office|work|me)\b|\bhome visits?\b"
    r"|\b(?:doctor'?s?|gp'?s?|medical|consultant'?s?|hospital) (?:\w+ )?(?:letter|note|evidence|proof|report)\b|\b(?:proof|evidence|letter) (?:from|of) (?:my |a |the )?(?:doctor|gp|diagnosis|disability|condition)\b|\b(?:need|got|have) (?:a |to have a |to have )?(?:formal )?diagnosis\b"
    r"|\b(?:fill\w*|complete|write|apply|ring|speak|do (?:it|this|the form|my form))\b.{0,20}\b(?:for me|on my behalf|instead of me|with me)\b|\bon my behalf\b|\bin my place\b"
    r"|\b(?:mum|mam|dad|sister|brother|wife|husband|partner|carer|friend|son|daughter|someone|somebody|support worker)\b.{0,12}\b(?:fill|do the form|do it|apply|help me (?:apply|with the form))\b"
)
SICK_PAY = r"\b(?:sick[- ]?(?:pay|ness pay)|ssp|statutory sick\w*|pay(?:ing)? me (?:while|when) (?:i'?m |im |i am )?(?:off )?(?:sick|ill)|paid (?:while|when|if) (?:i'?m |im |i am )?(?:off )?(?:sick|ill))\b"
PHASED = r"\bphased\b|\b(?:staged|gradual) return\b|\b(?:ease|build) (?:me |myself )?(?:back|up)\b.*\bwork\b|\bgo(?:ing)? back (?:to work )?(?:bit by bit|gradually|slowly)\b"
COUNTED = (
    r"\b(?:count\w*|triggers?|bradford|warning|record(?:ed)?|points?|held against|disciplin\w*)\b.*\b(?:absen\w+|sick\w*|days? off|time off|appointments?)\b"
    r"|\b(?:absen\w+|sick (?:days?|leave|record)|sickness|days? off|time off)\b.*\b(?:count\w*|triggers?|bradford|warning|against me|disciplin\w*|holiday|annual leave)\b"
    r"|\b(?:disability|disabled) (?:related )?(?:leave|absen\w+)\b|\b(?:use|take|using) (?:my )?(?:holidays?|annual leave|leave)\b.*\b(?:chemo\w*|treatment|hospital|appointments?|scans?|dialysis|therapy|ill|sick)\b"
)
RETIRING = r"\b(?:ill[- ]?health|medical(?:ly)?|sick\w*|early) retire\w*\b|\bretire\w* (?:\w+ ){0,3}(?:ill[- ]?health|medical grounds|sick\w*|because of (?:my|his|her|their) (?:health|illness|condition))\b|\bmedical retirement\b"
IN_LAW = (
    r"\b(?:am i|are (?:they|we)|do i (?:count|qualify)|would i|counts? as|classed as|class(?:ify)? as|considered|qualif\w+ as) (?:\w+ ){0,4}(?:disabled|(?:a )?disability)\b"
    r"(?! (?:confident|benefits?|allowance|living|discrimination|charity|case|enough|question))"
    r"|\b(?:is|are|does|do)\b.{0,40}\b(?:a|as a|as) disabilit(?:y|ies)\b(?! (?:confident|benefits?|allowance|living|discrimination|charity|case|question))"
    r"|\bdisabled (?:in|under|by) (?:the )?(?:law|equality act|eyes)\b|\blegally disabled\b"
    r"|\b(?:covered|protected)\b.{0,25}\b(?:law|equality act)\b|\bhow long\b.{0,30}\bdisabled\b|\bdefinition of disab\w+\b|\bwhat counts as (?:a )?disab\w+\b|\bwho counts as disabled\b"
)
NOT_IN_LAW = rf"{NAMED_ATW}|\b(?:pip|dla|benefits?|blue badge|declare|required|tell|told|say|tick|ask|asks|asked|knew|harass\w*|yourself|enough|treat\w*)\b"
OCCUPATIONAL = r"\boccupational health\b|\b(?:company|work'?s?) doctor\b|\boh (?:referral|report|appointment|assessment)\b"
ASKED_AT_WORK = (
    r"\b(?:boss|manager|supervisor|employer|work|hr|they|he|she)\b.{0,25}\b(?:asks?|asked|asking|wants?|demand\w*|needs?|make me)\b.{0,30}\b(?:medications?|medicines?|meds|tablets|pills|diagnos\w+|medical (?:records?|history|notes|report)|gp (?:records?|report)|health (?:condition|form|questionnaire))\b"
    r"|\b(?:tell|show|give)\b.{0,20}\b(?:boss|manager|employer|work|hr|them)\b.{0,20}\b(?:medications?|medicines?|meds|tablets|medical (?:records?|notes))\b"
)
APPLYING = r"\b(?:interview|appl(?:y|ied|ying|ication)|before (?:the |an |a )?offer|agency|job offer|new job)\b"
LEGAL = r"\b(?:employment|industrial|work|labour) tribunals?\b|\bet1\b|\bearly conciliation\b"
TRIBUNAL = r"\btribunals?\b|\bet1\b|\bearly conciliation\b|\b(?:take|taking|sue|suing) (?:them|him|her|my (?:boss|employer|work|company)|the company)(?: to court)?\b|\bgo(?:ing)? to court\b"
GRIEVANCE = r"\bgrievances?\b|\b(?:formal|official|written) complaint\b.*\b(?:boss|manager|work|employer|hr|colleague|supervisor)\b|\bcomplain\w* (?:\w+ ){0,3}(?:about|to) (?:my |the )?(?:boss|manager|employer|work|hr|colleagues?|supervisor)\b"
NEVER_WORKED = (
    r"\bnever (?:\w+ )?(?:had (?:a |any |no |one )?(?:\w+ )?(?:job|jobs|work|employment)|worked|been (?:in work|employed|in a job)|been to work)\b(?! (?:there|with|for them|at|on|out|properly))"
    r"|\bnot (?:worked|had a job|been in work)\b.{0,12}\b(?:ever|my life|years?|long time|since)\b|\b(?:havent|haven't|hasnt|hasn't) (?:worked|had a job|been in work)\b.{0,15}\b(?:ever|life|years?|ages|long time|since|decade)\b"
    r"|\bno (?:work |job )?experience\b|\bfirst (?:ever )?(?:proper |real )?job\b|\b(?:out of work|unemployed|not working|without (?:a job|work))\b.{0,15}\b(?:\d+|ten|fifteen|twenty|many|long|ages|all my life|years?|decades?)\b"
)
UNTOLD = r"\b(?:tell|told|declar\w+|report\w*|cash|overpa\w+|letter|fraud|dwp|investigat\w+|owe)\b"
GUARANTEED = (
    r"\bguaranteed? (?:\w+ )?interviews?\b|\binterviews? (?:scheme|guarantee)\b|\btwo ticks\b|\boffer an interview\b"
    r"|\bdisab\w+ confident\b.*\b(?:interviews?|guarantee\w*|tick|box)\b|\binterview\w*\b.*\bdisab\w+ confident\b|\b(?:do|must|will|should) they (?:have to )?(?:interview|see) me\b|\bhave to interview\b"
)
TEST = r"\b(?:tests?|assessment day|assessment cent(?:re|er)|online assessment|aptitude|psychometric|typing test|maths test)\b"
OF_A_TEST = r"\b(?:extra|more|longer|additional|25%|time|tomorrow|tmrw|today|monday|next week|refus\w+|said no|wont|won't|adjust\w*|reader|failed|fail|take it|do it|go|still|reasonable|change|quiet|format)\b"
OTHER_TEST = r"\b(?:hearing|eye|blood|drug|urine|driving|means|covid|pip|uc|esa|wca|capability|dwp|benefits?|doctor|hospital|scan|results?)\b"
IN_A_CLUB = r"\b(?:job ?clubs?|clubs?|group|sessions?)\b"
COMPANY = (
    r"\b(?:bring|come with|with me|come too|come along|take)\b.{0,25}\b(?:carer|support worker|pa|mum|mam|dad|friend|sister|brother|partner|wife|husband|son|daughter|someone|somebody|dog|interpreter|me)\b"
    r"|\b(?:carer|support worker|pa|mum|mam|dad|friend|sister|brother|partner|wife|husband|son|daughter|someone|somebody)\b.{0,20}\b(?:come|stay|sit|bring|with me|along)\b"
    r"|\b(?:go|come|turn up|attend)\b.{0,25}\b(?:on my own|alone|by myself|without (?:my|a))\b|\b(?:scared|nervous|shy|anxious|worried|frightened|panic)\b"
)
ALONE = r"\b(?:can|could|do|should|have) i (?:have to |to )?(?:go|come|attend|turn up)\b.{0,12}\b(?:on my own|alone|by myself)\b"
NOT_COMPANY = r"\b(?:pays?|paid|costs?|sanction\w*|money|fund\w*|fares?|covered|interpreters?)\b|\bwhat (?:\w+ ){0,4}(?:happens?|like|session|do they do|do you (?:even )?do)\b|\blooks? like\b|\bstart to finish\b"
RUN_BY = (
    r"\bwho (?:\w+ )?(?:runs?|is running|organi[sz]es?|leads?|owns?|funds?|is in charge)\b|\bwho (?:else |all )?(?:goes|comes|is there|will be there|attends)\b"
    r"|\b(?:who|does anyone|do they|will they|can (?:anyone|they|the \w+)|does (?:the )?(?:job ?centre|dwp|work coach))\b.{0,20}\b(?:see|sees|know|knows|find out|told|tell|hear)\b.*\b(?:go|goes|went|been|come|came|attend\w*|there)\b"
    r"|\b(?:list of (?:names|people|who)|sign in sheet|attendance (?:list|record|sheet))\b|\b(?:is|are|do|can|does)\b.{0,25}\b(?:online|on zoom|zoom|virtual\w*|from home|by video)\b"
)
BEYOND_WORK = r"\b(?:bus(?:es)?|trains?|tube|tram|street|road|park|shops?|supermarket|strangers?|neighbou?rs?|kids|teenagers|lads|youths|gang|pub|station|platform)\b"
ATTACK = r"\b(?:spat|spit|spitting|attack\w*|push(?:ed|es|ing)? me|punch\w*|kick(?:ed|s|ing) (?:me|my)|hit me|threw|throw\w*|call(?:ed|ing|s)? me|mock\w*|tipped|threaten\w*)\b"
ATTACKED = rf"\bhate[- ]?(?:crimes?|incidents?)\b|(?=.*{BEYOND_WORK})(?=.*{ATTACK})"
CHASING = (
    r"\b(?:ring|rung|phone|call|email|contact|chase|chasing|hurry|speed) (?:them|it|access to work|atw|dwp)\b|\bhow (?:do|can|should) i chase\b"
    r"|\bwhat (?:do|should|can|shall) i (?:say|write|tell)\b|\bwho (?:do|can|should) i (?:chase|ring|phone|call|ask)\b"
)
BENEFITS_TOO = (
    r"(?=.*\b(?:benefits?|uc|universal credit|esa|pip|dla|adp|jsa|lcwra|lcw|carers? allowance|housing benefit)\b)"
    r"(?=.*\b(?:still (?:get|claim|be on|have|keep)|keep|lose|affect\w*|stop|change|reduce|touch|on top of|as well as|count\w*)\b)"
)
IF_I_WORK = r"\b(?:if|when|while|once) i (?:do )?(?:work|start|get|earn|take|go back)\b"
"""Then it is asked about the work, and not about the grant."""
AFTER_TAX = (
    r"\b(?:before|after|pre|post) tax\b|\b(?:gross|net)\b(?! (?:misconduct|worth))|\btake ?home\b"
)
ROOMS = (
    r"\b(?:toilets?|loos?|lifts?|ramps?|stairs|steps?(?! by)|step.?free|wheelchairs?|parking|hearing loop|captions|quiet (?:room|place|space)|accessible"
    r"|(?:assistance|guide) dogs?|get (?:in|inside) the (?:building|door))\b"
)
SOMEBODY_WITH_ME = (
    r"\b(?:bring|take|have) (?:a |an |my |our )?(?:\w+ )?(?:someone|somebody|friend|sister|brother|mum|mam|dad|mother|father|wife"
    r"|husband|partner|son|daughter|carer|support worker|pa|advocate|rep|colleague|person|interpreter)\b"
    r"(?! (?:ring|call|phone|text|contact|talk|speak))"
)
TOO_DEAR = (
    r"\b(?:costs?|costly|expensive|dear|afford|budget|no money)\b|\b(?:small|tiny|little) (?:firm|company|business|shop|team|employer|place|charity)\b"
    r"|\b(?:only|just|fewer than|less than|under) (?:have |has |got )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten|a few) (?:of us|staff|people|workers|employees)\b"
)
LEAVES = r"\b(?:what (?:happens )?if|if|can|could|should|when) (?:i|he|she|we)\b[^.?!]{0,25}\b(?:leave|quit|pack (?:it|the job) in|jack (?:it|the job) in|give (?:it|the job|work) up|walk out|resign)\b"
