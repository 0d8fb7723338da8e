"""What a message about a claim or the Jobcentre asks for, told by its own words.

The model reads such messages as many things: a fit note as a matter for an employer, an interpreter at
the Jobcentre as one for a job interview. A pattern here must be sure of its subject by itself, because
it counts whatever else the message was taken for. `sides.py` says where.
"""

import re
from collections.abc import Callable

Asked = Callable[[str], bool]

_OLD = r"(?:esa|employment and support allowance|housing benefit|hb|(?:child |working )?tax credits?|income support|(?:old|legacy) benefits?)"
_UC = r"(?:uc|universal credit)"
_NAMED = r"(?:pip|uc|universal credit|(?:new style )?esa|personal independence payment|employment and support allowance)"
_OFFICE = r"(?:job ?cent(?:re|er)s?|jcp|dwp|(?<!job )(?:work )?coach(?:es)?)"
_BENEFIT = rf"(?:{_NAMED}|{_OFFICE}|benefits?|lcwra|lcw|dla|jsa)"
_GROUP = r"(?:lcwra|lcw|wrag|(?:esa )?support group|work.related activity group)"
_RELATIVE = r"(?:son|daughter|brother|sister|mum|mother|dad|father|wife|husband|partner|nan|gran\w*|nephew|niece|friend|neighbour|him|her)"
_PARTNER = r"(?:husband|hubby|wife|partner|boyfriend|girlfriend|fianc\w+|spouse|bf|gf)(?:'?s)?"
_EMPLOYER = r"\b(?:boss|employers?|manager|hr|occupational health|colleagues?|ssp|sick pay|phased|access to work|atw)\b"
_HAS_TO = r"(?:have to|has to|got to|must|need to|made? me|making me|forc\w+|required|supposed to)"
_LATE = r"\b(?:late|deadline|out of time)\b|\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:weeks|months) (?:ago|since|late|old)\b"
_WORKING = r"\b(?:work(?!.?(?:capab|related|coach))\w*|jobs?|earn\w*|wages?|hours|employed|volunteer\w*|shifts?)\b"


def _says(*wanted: str, without: str = "") -> Asked:
    """True of a text in which every one of `wanted` is found, and `without` is not."""
    all_of = [re.compile(pattern) for pattern in wanted]
    barred = re.compile(without) if without else None
    return lambda text: all(p.search(text) for p in all_of) and not (barred and barred.search(text))


def _either(*ways: Asked) -> Asked:
    return lambda text: any(way(text) for way in ways)


SANCTION_LENGTH = (
    r"\bhow (?:long|many (?:days|weeks|months)|much (?:do|does|will|would|can|could|of|money|is|less))\b"
    r"|\b(?:it|sanctions?|this|that|cut) lasts?\b|\bdo(?:es)? .{0,20}\blast\b|\bwhen (?:does|do|will|is) (?:it|the|my|a)\b.{0,20}\b(?:end|over|stop|finish)"
    r"|\b(?:high|higher|medium|low|lower|lowest) (?:level|rate)\b"
)
NOT_LENGTH = r"\b(?:appeal|challenge|reconsider\w*|complain)\b|\b(?:have i got|do i have|have i)\b"

_ABOUT_BENEFITS = re.compile(rf"\b{_BENEFIT}\b")
_CUT = re.compile(r"\b(?:sanction\w*|cut|stopped|docked|reduced|lost|hardship)\b")
_ASKS = re.compile(
    r"\?|\b(?:wh(?:at(?:'?s)?|o|en|ere|ich|y)|wot|tell me|differ\w+|how|can|could|may|do|does|should|must|will|is it|are|have to|need|want|letter|notice|wrote|says?|number|help|lost)\b"
)


def about_benefits(asked: Asked) -> Asked:
    """The same question, where a benefit or its office is named: `tribunal` alone may be one about work."""
    return lambda text: bool(_ABOUT_BENEFITS.search(text)) and asked(text)


def before_a_cut(asked: Asked) -> Asked:
    """The same question from somebody whose money was not cut: what to do today comes first for others."""
    return lambda text: not _CUT.search(text) and asked(text)


def in_a_question(asked: Asked) -> Asked:
    """The same question, but `I moved from tax credits to UC`, which only tells, is none."""
    return lambda text: bool(_ASKS.search(text)) and asked(text)


PARTS: tuple[tuple[str, Asked], ...] = (
    (
        "benefits_claim_appeal.migration",
        _either(
            _says(r"\bmigration (?:notice|letter|deadline)\b|\bmanaged migration\b"),
            _says(rf"\bmigrat\w+\b.{{0,40}}\b{_UC}\b|\b{_UC}\b.{{0,40}}\bmigrat\w+\b"),
            _says(
                rf"\b{_OLD}\b.{{0,40}}\b(?:to|onto|on to|into|for) {_UC}\b"
                rf"|\b(?:letter|notice)\b.{{0,60}}\b(?:mov\w+|switch\w*|transfer\w*|chang\w+)\b.{{0,20}}\b{_UC}\b"
                rf"|\bclaim (?:for )?{_UC} (?:by|before|within|instead)\b"
                rf"|\b(?:mov\w+|switch\w*|transfer\w*) (?:(?:me|us|him|her|every\w+|people|my \w+) )?(?:over |across )?(?:to|onto|on to) {_UC}\b",
                without=r"\b(?:when|since|after|before) (?:i|we) (?:was |were |got )?(?:moved|switched|transferred)\b|\b(?:i|we) (?:already |have |ve )*(?:moved|switched)\b",
            ),
            _says(r"\btransitional protection\b", without=rf"{_WORKING}|\bcalculat\w+\b"),
        ),
    ),
    (
        "self_employment.income_floor",
        _says(rf"\bminimum income floor\b|\bmif\b|\bincome floor\b|\bstart.?up period\b.*\b{_UC}\b|\b{_UC}\b.*\bstart.?up period\b"),
    ),
    (
        "benefits_pip_work.motability",
        _either(
            _says(r"\bmotab\w+\b|\bmobility (?:car|vehicle)s?\b|\bpip car\b"),
            _says(r"\b(?:lose|losing|lost|keep|tak(?:e|en|ing)|giv(?:e|ing)|hand)\b.{0,20}\b(?:car|wav)\b", r"\b(?:pip|dla|adp)\b"),
        ),
    ),
    (
        "benefits_undeclared_work.compliance",
        _either(
            _says(r"\bcompliance (?:interview|officer|letter|meeting|call|team|visit|review|appointment|check|phone|department)\w*\b"),
            _says(
                rf"\b(?:{_OFFICE}|benefits? (?:people|office|officer|man|lady)|fraud \w+|they)\b.{{0,30}}\b(?:(?:come|came|turn(?:ed)? up|knock\w*)\b.{{0,15}}\b(?:house|home|door|flat)|(?:check|spy|watch)\w* (?:on (?:me|you|us|people)|(?:me|you|us|people|my \w+)\b.{{0,10}}\bhome|my (?:house|home|flat))|visit(?:s|ed)? (?:me|you|my|people))",
                rf"\b{_BENEFIT}\b|\bat home\b",
                without=r"\bassessments?\b|\binstead\b|\b(?:cant|can't|cannot) (?:travel|leave|get|go)\b|\bemploy\w+\b|\bboss\b",
            ),
        ),
    ),
    (
        "benefits_undeclared_work.bank_checks",
        _either(
            _says(
                rf"\b(?:{_BENEFIT}|they|government)\b.{{0,40}}\b(?:look\w*|see|seeing|check\w*|access\w*|spy\w*|view|watch\w*|go(?:ing)? (?:through|into)|snoop\w*|monitor\w*)\b.{{0,25}}\bbank\b",
                without=r"\bbank holiday\w*\b|\bfood ?banks?\b|\b(?:paid me|pays me|jobs?|cash|wages?|worked)\b|\b(?:doesnt|doesn't|dont|don't) know\b|\b(?:never|didnt|didn't) (?:told|tell)\b",
            ),
            _says(rf"\bbank statements?\b.{{0,50}}\b{_BENEFIT}\b|\b{_BENEFIT}\b.{{0,50}}\bbank statements?\b"),
        ),
    ),
    (
        "benefits_report.arrears",
        _says(
            r"\bback ?pay(?:ments?)?\b|\bback ?dated\b|\b(?<!rent )(?<!tax )arrears\b|\blump sum\b",
            rf"\b(?:{_NAMED}|dla|lcwra|benefits?)\b",
            r"\bspen[dt]\w*\b|\bsavings?\b|\bcount\w*\b|\baffect\w*\b|\blimit\b|\bkeep\b|\blose\b|\b(?:tell|report)\b|\d{4,}|\b\d+ ?(?:k|grand|thousand)\b",
            without=r"\brent arrears\b|\barrears (?:of|on|with) (?:my |the )?(?:rent|council)\b|\b(?:wages?|boss|employer|pension|redundan\w+|will|inherit\w*)\b",
        ),
    ),
    (
        "benefits_return.esa_year",
        _says(
            r"\besa\b",
            r"\b(?:after|only|for|lasts?|limit\w*|within|up to|end\w*|stop\w*)\b.{0,20}\b(?:365|12 months?|twelve months|a year|one year|1 year)\b|\b365\b|\btime limit\w*\b"
            r"|\b(?:12 months?|a year|one year|1 year)\b.{0,15}\b(?:ends?|is up|are up|over|limit|runs? out|stops?)\b",
            without=rf"{_WORKING}|\b(?:ago|prison|course\w*|stud(?:y|ent)\w*|college|uni\w*)\b",
        ),
    ),
    (
        "benefits_claim_appeal.fit_for_work",
        _either(
            _says(r"\bfit (?:for|to) work\b", without=rf"{_EMPLOYER}|\b(?:fit|sick) ?notes?\b|\bdo(?:es)? (?:\w+ ){{1,5}}mean\b|\b(?:pip|doctor|gp|may be|clubs?|hours|will|would|try|tried)\b|\bif i\b|\b(?:because|cos|coz) i (?:got|did|start\w*|work\w*)\b|{_LATE}"),
            _says(
                r"\b(?:fail\w*|did ?n.?t pass|not pass\w*)\b.{0,30}\b(?:wca|work capab\w+|(?:esa|uc|universal credit|health|capability) (?:assessment|medical|test))\b"
                r"|\b(?:wca|work capab\w+ assessment|(?:esa|uc) (?:assessment|medical))\b.{0,40}\b(?:fail\w*|(?:0|zero|no|nil|not enough|\d+) points|turned (?:me )?down|refused)\b"
                r"|\b(?:capable of|well enough (?:to|for)) work(?:ing)?\b|\b(?:no|not|dont|don't) (?:have )?(?:a )?limited capability\b"
                r"|\b(?:took|taken|lost|stopped) (?:away )?(?:my |me off )?(?:the )?(?:lcwra|lcw|support group)\b",
                without=rf"\bpip\b|{_EMPLOYER}|{_LATE}|\b(?:if|will|would|mum|mate|friend|someone|somebody)\b|\b(?:not|never|isnt|isn't) (?:capable|well enough)\b",
            ),
        ),
    ),
    (
        "benefits_claimant_commitment.fit_note",
        _either(
            _says(
                r"\b(?:fit|sick) ?(?:notes?|lines?|certificates?)\b|\b(?:doctor'?s?|gp'?s?) ?(?:note|line|certificate)\b|\bmed(?:ical)? certificates?\b",
                without=rf"{_EMPLOYER}|\boff (?:sick|work)\b|\breturn\w* to work\b|\bmy (?:job|work|shift)\b|\b(?:supervisor|duties|sack\w*|the office|team leader|go back)\b|\bif i work\b|\bhow (?:do|can) i get\b|\bnew uc ?50\b",
            ),
            _says(r"\bsign(?:ed|s|ing)? (?:me )?off\b", rf"\b{_OFFICE}\b|\b{_UC}\b|\bcommitment\b|\bjob ?search\b|\blook for (?:work|a job)\b", without=_EMPLOYER),
        ),
    ),
    (
        "benefits_claim_appeal.appointee",
        _either(
            _says(r"\bappointees?(?:hip)?\b", r"\b(?:be|become|becoming|get|need\w*|how|who|what|form|stop|change|myself)\b", without=rf"{_WORKING}|\b(?:bank|review|refused|appeal|nervous|starts?|paid)\b"),
            _says(
                rf"\b(?:claim|apply|speak|talk|deal|act|phone|ring|call|sign|fill)\w*\b.{{0,35}}\b(?:for|on behalf of) (?:my |our )?(?:\w+ )?{_RELATIVE}\b",
                rf"\b{_BENEFIT}\b",
                without=r"\bcarers?\b|\bcaring\b|\bchild benefit\b|\bjobs?\b|\bwork (?:for|with)\b|\baccess to work\b",
            ),
        ),
    ),
    (
        "benefits_claim_appeal.hearing",
        _says(
            r"\btribunals?\b|\b(?:my|the|a|appeal|pip|esa|uc|dla|court) hearing\b(?! (?:loss|aids?|impair\w*|problems?|dog))",
            r"\b(?:tak\w+|bring\w*|with me|come (?:with|along)|go(?:ing)? (?:with|alone)|interpreters?|bsl|signer|next week|tomorrow|today|on (?:mon|tues|wednes|thurs|fri)day|what happens|happens|what (?:do|should|will) i|who (?:is|will|s|'s)|the day|date|travel|fares?|taxi|video|prepar\w+|nervous|scared|terrified|panel|judge|for me|represent\w*)\b",
            without=r"\bemployment tribunal\b|\bacas\b|\b(?:disciplinary|capability|grievance|dismiss\w*|sack\w*)\b|\b(?:boss|employers?|manager|lost)\b|\bhard of hearing\b|\btak\w+ (?:them|him|her|it) to\b",
        ),
    ),
    (
        "benefits_claim_appeal.form_help",
        _either(
            _says(r"\b(?:uc ?50|esa ?50|pip ?2)\b", r"\b(?:help\w*|fill\w*|writ\w+|hold|hands?|lost|time|long|hard|answers?|understand|read|boxes|it)\b", without=rf"{_LATE}|{_WORKING}|\bclosed\b"),
            _says(
                r"\bfill\w* (?:\w+ ){0,3}(?:in|out|form)\b|\bhelp\w*\b.{0,30}\bforms?\b|\b(?:lost|lose|never got|binned|ripped)\b.{0,20}\bforms?\b|\bforms?\b.{0,40}\b(?:more time|extension|extend|too (?:long|hard|much)|lost)\b|\bmore time\b.{0,30}\bforms?\b",
                r"\b(?:pip|uc|universal credit|esa|dla|adp|benefits?|work capability|dwp)\b",
                without=rf"{_LATE}|\b(?:everything|again)\b|\baccess to work\b|\batw\b|\bjob application\b|\bemployer\b|\bpw1\b",
            ),
        ),
    ),
    (
        "benefits_claim_appeal.claim",
        _either(
            _says(
                rf"\bhow (?:do|does|can|to|would|should|could)\b.{{0,25}}\b(?:claim|apply|start|sign up|put in|get)\b.{{0,25}}\b{_NAMED}\b"
                rf"|\b(?:want|wants|need|like|going|trying|where|thinking of|about) (?:\w+ ){{0,3}}?(?:claim|claiming|apply|applying) (?:for )?(?:a )?{_NAMED}\b"
                rf"|\b{_NAMED} application\b|\bappl(?:y|ying) for (?:my |a )?{_NAMED}\b|\bstart\w* (?:a |my )?(?:new )?(?:{_NAMED} claim|claim for {_NAMED})\b",
                without=rf"\b(?:back|again|restart|stopped|refused|rejected|turned down|appeal\w*|challeng\w+|reconsider\w*|wrong|decision|waiting|pending|closed|interpreter|already|sanction\w*|money off|higher|more)\b|{_LATE}|{_WORKING}",
            ),
            _says(
                rf"\bnumbers? (?:for|of|to)\b.{{0,20}}\b{_NAMED}\b|\b{_NAMED} (?:phone |contact |telephone |claim )?(?:numbers?|help ?line)\b|\bwho (?:do|should|can) i (?:ring|call|phone)\b.{{0,25}}\b{_NAMED}\b",
                without=r"\bnational insurance\b|\breport\b|\bcomplain\w*\b",
            ),
        ),
    ),
    (
        "benefits_claim_appeal.deductions",
        _either(
            _says(
                rf"\b(?:deduct\w*|tak(?:e|es|ing|en)|took)\b.{{0,40}}\b(?:off|from|out of) (?:of )?(?:my |our |the |his |her |their )?(?:monthly |next )?(?:{_UC}|esa|benefits?|standard allowance)\b|\b{_UC} deductions?\b|\bdeductions? (?:on|from|in|to) (?:my |the )?{_UC}\b",
                without=rf"{_WORKING}|\b(?:sanction\w*|savings?|pay|paid|husband|partner|appeal|lcwra|pip)\b",
            ),
            _says(
                rf"\boverpa(?:id|yments?)\b|\bover (?:paid|payment)\b|\b{_UC} (?:loan|debt)\b|\b(?:uc|universal credit|an|the|my|budgeting|benefit) advance\b|\bhardship (?:loan|payment|money)\b|\bdebt management\b|\b(?:dwp|benefits?) (?:debt|loan)\b",
                r"\b(?:pay|paying) (?:\w+ )?back\b|\brepay\w*\b|\b(?:each|every|a|per) month\b|\bin (?:bits|parts)\b|\binstal\w+\b|\bhow much\b|\bless\b|\blower\b|\btoo much\b|\breduc\w+\b|\bafford\b|\btak(?:e|es|ing)\b|\bdeduct\w*\b",
                without=r"\b(?:boss|employer|wages?|fraud|caution|declare\w*|undeclared|report\w*|worked|working|job|didnt tell|didn't tell|not tell|told)\b",
            ),
        ),
    ),
    ("benefits_sanction.length", _says(r"\bsanction\w*\b", SANCTION_LENGTH, without=NOT_LENGTH)),
    (
        "benefits_claimant_commitment.complaint",
        _either(
            _says(r"\bcompla(?:in|int)\w*\b", rf"\b(?:{_OFFICE}|assessor|capita|maximus|atos)\b"),
            _says(
                r"\b(?:change|swap|switch)\w* (?:my |the )?(?:work )?coach(?:es)?\b|\b(?:want|need|request|ask(?:ing)? for|(?:can|could) i (?:get|have)|give me) (?:a |an )?(?:different|another|new|other) (?:work )?coach\b",
                without=r"\bjob coach\b",
            ),
            _says(
                r"\bjournal\b.{0,60}\b(?:wrong|lies?|lied|lying|untrue|not true|is ?n.?t true|false|never said|did ?n.?t say|made up|incorrect)\b"
                r"|\b(?:wrong|lies?|lied|lying|untrue|not true|false|made up|incorrect)\b.{0,40}\bjournal\b",
                without=r"\bi lied\b|\bif i lie\b",
            ),
            _says(r"(?<!job )\bcoach\b.{0,30}\b(?:rude|shout\w*|horrible|nasty|bully\w*|patroni\w+|laughed|disrespect\w*)\b|\b(?:rude|shout\w*|horrible|nasty)\b.{0,20}(?<!job )\bcoach\b", without=r"\byou (?:said|told)\b|\bonto\b"),
        ),
    ),
    (
        "benefits_claimant_commitment.adjustments",
        _either(
            _says(
                rf"\b{_OFFICE}\b",
                r"\binterpreters?\b|\bbsl\b|\bsigners?\b|\bsign language\b|\badjustments?\b|\beasy read\b|\blarge print\b|\bbraille\b|\bstep.?free\b|\bquiet (?:room|place|space)\b|\blipspeaker\b|\bhearing loop\b|\bwheelchair access\b|\bno (?:lift|ramp)\b|\baccess needs\b",
                without=rf"{_EMPLOYER}|\bjob interview\b|\b(?:clubs?|agency)\b",
            ),
            _says(
                rf"\b{_OFFICE}\b",
                r"\b(?:phon|ring|call|rang)\w*\b",
                r"\bdeaf\b|\bhard of hearing\b|\b(?:cant|can't|cannot|not) (?:hear|speak|talk|use|do|answer)\b|\bstammer\w*\b|\bspeech\b|\bnon.?verbal\b|\bstutter\w*\b",
                without=_EMPLOYER,
            ),
            _says(
                rf"\b(?:{_OFFICE}|{_UC})\b.{{0,60}}\b(?:by )?(?:phone|telephone|video)\b.{{0,30}}\binstead\b"
                rf"|\b(?:phone|telephone|video) (?:call |appointments? |meetings? )?instead of\b.{{0,40}}\b{_OFFICE}\b",
                without=_EMPLOYER,
            ),
            _says(
                rf"\b(?:tell|telling|told|inform|disclose to)\b.{{0,20}}\b{_OFFICE}\b.{{0,40}}\b(?:disab\w+|autis\w+|deaf|blind|epilep\w+|condition|illness|mental health|depress\w+|anxi\w+|dyslex\w+|adhd|diagnos\w+|impairment)\b",
                without=rf"{_EMPLOYER}|\b(?:chang\w*|worse|better|pip)\b",
            ),
        ),
    ),
    (
        "benefits_claimant_commitment.groups",
        _either(
            _says(
                rf"\bdifference (?:\w+ ){{0,3}}{_GROUP}\b|\b{_GROUP} (?:versus|vs|v|same as|compared to|compared with|different from|different to) (?:the )?{_GROUP}\b|\b(?:what|wot|whats|what's) (?:is |does |are |do )?(?:a |the )?{_GROUP}\b(?: mean\w*)?\W*$|\b(?:lcw|lcwra|wrag|support group) (?:or|and) (?:the )?(?:lcw|lcwra|wrag|support group)\b.{{0,25}}\b(?:mean\w*|which|difference)\b|\bwhich (?:one|group) means\b"
            ),
            _says(
                r"\b(?:support group|wrag|work.related activity group)\b",
                rf"\b{_HAS_TO}\b|\b(?:interviews?|meetings?|appointments?)\b",
                without=r"\b(?:sanction\w*|pw1|permitted|hours|earn\w*|wages?|volunteer\w*|clubs?|peer|mental health|assessment|how (?:do|to) i? ?get)\b",
            ),
        ),
    ),
    (
        "benefits_claimant_commitment.pip",
        _either(
            _says(
                r"\b(?:just|only) (?:(?:get|getting|got|on|have|claim|claiming|receive) )*pip\b|\bpip (?:only|and nothing else|nothing else|is all)\b|\bnot (?:on|get|getting|claiming) (?:uc|universal credit|esa)\b.*\bpip\b|\bpip\b.*\b(?:no|not) (?:on |get |getting |claiming )?(?:uc|universal credit|esa|other benefits?)\b",
                rf"\b{_OFFICE}\b|\b(?:look|search)\w* for (?:work|a job|jobs)\b|\bjob ?search\b|\bcommitment\b|\bsign on\b|\bsanction\w*\b",
            ),
            _says(
                rf"\b{_HAS_TO}\b.{{0,30}}\b(?:{_OFFICE}|look for (?:work|a job|jobs)|job ?search|sign on|commitment)\b",
                r"\b(?:on|get|with|for|does|if) pip\b|\bpip\b.{0,15}\bmake\b",
                without=r"\b(?:uc|universal credit|esa|jsa|lcwra|lcw|carers?|assessment|appeal|tribunal|letter)\b",
            ),
        ),
    ),
    (
        "benefits_claimant_commitment.carer",
        _says(
            r"\b(?:a|full.?time|her|his|unpaid) carer\b|\bi (?:am a |m a )?care for\b|\bcaring for\b|\blook(?:ing)? after (?:my|him|her|our)\b|\bcaring (?:hours|duties|role)\b",
            rf"\b(?:look(?:ing)?|search\w*) for (?:work|a job|jobs)\b|\b(?:job|work) ?search\b|\bcommitment\b|\b{_HAS_TO} (?:get|find|apply|take|look)\b|\b{_OFFICE}\b",
            without=r"\bmy carer\b|\bas a carer\b|\bcare(?:r)? (?:work|job|home|agency)\w*\b|\bbe(?:come)? a carer\b|\bjob as\b|\bappointee\b",
        ),
    ),
    (
        "benefits_claimant_commitment.pension_age",
        _either(
            _says(r"\b(?:state )?pension age\b"),
            _says(
                r"\b(?:im|i'm|i am|aged?|nearly|almost|turning|at) 6\d\b|\b6\d (?:years?|yrs?)\b|\btoo old\b|\bretir\w+\b",
                rf"\b(?:uc|universal credit|esa|jsa|pip|lcwra|{_OFFICE}|pension credit|state pension)\b",
                r"\blook(?:ing)? for (?:work|a job)\b|\bjob ?search\b|\bretir\w+\b|\bpension\b|\btoo old\b|\bstill " + _HAS_TO + r"\b",
                without=r"\bretire\w* (?:on )?(?:ill|medical)\b|\bill.?health retire\w*\b|\b(?:pay\w*|reduce|earn\w*|part.?time)\b",
            ),
        ),
    ),
    (
        "benefits_lose_if_work.pay_dates",
        _says(
            r"\b(?:two|2|double|both|three|3) (?:wages?|pay ?(?:days?|che(?:ck|que)s?|packets?|slips?)|salar\w+|lots of (?:pay|wages)|months'? (?:pay|wages))\b|\bpaid (?:twice|two times|early|weekly|fortnightly|(?:4|four).?weekly|every (?:two|four|2|4) weeks|on the \d+\w*)\b|\bassessment periods?\b|\b(?:pay ?day|pay date)s?\b|\bregulation 61\b",
            rf"\b(?:{_UC}|my benefits?|statement|assessment periods?)\b",
            without=r"\btwo jobs\b|\bsanction\w*\b|\bpip\b|\bwork capability\b",
        ),
    ),
    (
        "benefits_lose_if_work.partner",
        _says(
            rf"\b{_PARTNER}\b.{{0,40}}\b(?:wages?|earn\w*|income|salary|works?|working|job|pay)\b|\b(?:wages?|earn\w*|income|salary|pay) (?:of )?(?:my |your |a )?{_PARTNER}\b",
            rf"\b(?:count\w*|affect\w*|{_UC}|my (?:benefits?|money|pip|esa|claim|lcwra)|joint)\b",
            without=r"\bmov(?:e|es|ed|ing)\b|\blive together\b|\bcarers?\b|\b(?:takes?|steals?|controls?|keeps?|spends?|hits?|hurts?|threat\w+|lets?|allow\w*|angry)\b|\b(?:appl(?:y|ying)|access to work|self.?employed)\b|\bi (?:start|got|get|took) (?:a |my )?(?:job|work)\b|\bif i work\b|\b(?:died|dead|lost|kill)\b",
        ),
    ),
)  # fmt: skip
"""Part and question, in this order: what costs most to miss stands first."""
