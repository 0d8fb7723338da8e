"""Which side of an answer is asked for: its words choose the part that answers just that.

The intent says what a message is about; many things belong to one intent. What answers just the thing
that was asked is an answer of its own, `in_work_support.pay`, and comes in place of the whole.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from bot.content.duties import ASSESSMENT, MEETING, duty, is_under_caution
from bot.conversations import benefit_parts, focus
from bot.conversations import work_words as words
from bot.conversations.plan_items import doubted
from bot.conversations.shorthand import spelled_out
from bot.conversations.without_care import is_without_care
from bot.dialogue.client import Understood


class Side(NamedTuple):
    """The part `said` in place of any of these `answers`, where `asked` is true of the message."""

    said: str
    answers: frozenset[str]
    asked: Callable[[str], bool]


def _words(pattern: str, without: str = "") -> Callable[[str], bool]:
    wanted, barred = re.compile(pattern), re.compile(without) if without else None
    return lambda text: bool(wanted.search(text)) and not (barred and barred.search(text))


_COMMITMENT = re.compile(r"\bcommitments?\b")
_MONEY_OF = (
    r"(?:uc|universal credit|esa|pip|lcwra|lcw|carers? allowance|benefits?|my money|support group)"
)
_SIGNING = (
    r"\bresign\w*\b|\b(?:hand|handing|handed|put|give|gave) (?:in )?(?:my |your )?notice\b|\bsettlement\b|\bprotected conversation\b"
    r"|\bsign (?:an?|the|some|this|that|their)? ?(?:agreement|papers?|something|it|form)?\b.{0,20}\b(?:by|before|leave|quietly)\b"
    r"|\bredundan\w+|\b(?:capability|final|disciplinary|dismissal|stage \w+|absence|sickness|ill health) (?:\w+ )?(?:meeting|hearing|review|letter)\b"
)
_ENDED = (
    r"\b(?:sack(?:ed|ing)?|dismiss(?:ed|al)?|fired|laid off|got the (?:boot|sack)|given the (?:boot|sack)|(?:been |be )?let (?:me )?go|bin me"
    r"|(?:dont|don't|not to) come back|ended my (?:contract|job|probation)|failed my probation|probation)\b"
)
_PAY = (
    r"\b(?:wages?|pay ?slips?|paid|pay|pays|ssp|overtime|owes? me|owed)\b|\bholiday (?:pay|money)\b"
)
_SAVINGS = r"\bsavings?\b|\bsaved up\b|\bin the bank\b|\binherit\w*|\blump sum\b|\b(?:his|her|nan'?s|mum'?s|dad'?s|in the) will\b(?! (?:it|i|they|he|she|you|uc)\b)|\bcompensation\b|\b(?:won|win)\b(?!.*\b(?:appeal|tribunal|case)\b).*(?:£|\d|bingo|lotter|scratch)"
_BIG_SUM = r"\b\d+ ?(?:grand|k|thousand)\b|£ ?\d{1,3},?\d{3}\b|\b(?!(?:19|20)\d\d\b)\d{4,6}\b|\b(?:give|gave|lend|lent) (?:\w+ ){0,3}to my\b"
_EARNS = r"\b(?:earn\w*|wages?|salary|a (?:month|week|year)|an hour|payslips?)\b"
_COUPLE = (
    r"\bmov(?:e|es|ed|ing) (?:back )?(?:in|out)\b|\bliv(?:e|es|ing) together\b|\bseparate (?:bed)?rooms\b|\bsplit(?:ting)? up\b"
    r"|\b(?:we|us) (?:\w+ )?(?:a )?couple\b|\bas a couple\b|\bjoint claim\b|\bstays? over\b|\bmov(?:e|es|ed|ing) in\b"
)
_AWAY = (
    r"\babroad\b|\b(?:in|into|out of) (?:the )?hospital\b|\badmitted to (?:the )?hospital\b|\bsectioned\b|\bon (?:a|the) ward\b|\bout of the country\b|\bleav\w+ the (?:country|uk)\b"
    r"|\bfl(?:y|ying|ight)\b|\bholiday\b|(?<!hours a )(?<!hour a )(?<!hrs a )(?<!days a )(?<!times a )\bweeks? in (?!(?:hand|a|an|the|my|our|his|her|their|total|advance|bed)\b)[a-z]+\b|\bgo(?:ing)? (?:back )?to (?!the|my|a|an|work|job|see|be|get|have|do|lose|start|stop|tell|college|uni|court|tribunal)[a-z]{4,} for\b"
)
_TERMINAL = (
    r"\bterminal(?:ly)? (?:ill\w*|cancer|condition|disease|diagnosis)\b|\b(?:is|am|im|i'm|he's|shes|she's|hes) terminal\b|\bsr1\b|\bds1500\b"
    r"|\b(?:months?|weeks?|years?) (?:left|to live)\b|\bpalliative\b|\bend of life\b|\bspecial rules\b(?! for)"
    r"|\bcancer\b.*\b\d+ (?:months|weeks)\b"
)
_FALSE = r"\b(?:lied|false|untrue)\b|\bif i lie\b|\b(?:ticked|tick|put|wrote|answered|said) (?:\w+ )?(?:no|none|nothing)\b|\bown up\b"
_FOUND_OUT = r"\b(?:lie|lying)\b(?! down)|\b(?:fib\w*|not true)\b|\bcome clean\b|\bfind out (?:later|after\w*)\b"
_BACK = r"\bclaim(?:ed|ing)? (?:\w+ ){0,3}back\b|\bclaim forms?\b|\bmoney back\b|\breimburse\w*|\breceipts?\b|\bmonths? back\b"
_UNPAID = (
    r"\binvoices?\b|\b(?:not|never|hasnt|hasn't|havent|haven't|isnt|isn't) (?:been |yet )?pa(?:id|ying)\b|\bunpaid\b(?! (?:work|role|internship|placement))"
    r"|\b(?:owed|owes)\b|\bback pay\b"
)
_BENEFIT_ANSWERS = frozenset(
    {
        "benefits_lose_if_work", "benefits_better_off", "benefits_permitted_work", "benefits_pip_work",
        "benefits_sanction", "benefits_claimant_commitment", "benefits_reassessment", "benefits_volunteering",
        "benefits_return", "benefits_report", "benefits_undeclared_work", "benefits_claim_appeal",
    }
)  # fmt: skip
_ANYWHERE = frozenset({"atw_waiting", "inform_benefit", "medical_question", "out_of_scope"})
"""Where what cannot wait is said all the same."""
_AT_WORK = frozenset({"in_work_support", "adjustments_ask", "adjustments_refused"})
_ACCESS_TO_WORK = frozenset(
    {"atw_what", "atw_eligibility", "atw_apply", "atw_waiting", "atw_problem"}
)
_BENEFITS_MISREAD = (_BENEFIT_ANSWERS - {"benefits_sanction"}) | {
    "atw_waiting", "atw_apply", "atw_eligibility", "medical_question", "out_of_scope", "complaint_about_us",
    "community_partner_what", "self_employment",
}  # fmt: skip
"""What messages about a claim or the Jobcentre are taken for. A cut that has come is answered as one first."""
_WORK_MISREAD = (_AT_WORK | _ACCESS_TO_WORK) - _BENEFITS_MISREAD | {
    "atw_interview", "atw_employer", "disclosure_should_i", "disclosure_when_how", "disclosure_confidential",
    "disclosure_health_questions", "discrimination", "job_club_what", "job_club_costs", "programme_support",
    "cv_interview_help", "training_apprenticeship", "wider_support",
}  # fmt: skip
"""The same, where the same words are said of an employer too: there a benefit or its office must be named."""
_OF_A_CUT = frozenset(
    {
        "benefits_sanction.length",
        "benefits_claim_appeal.migration",
        "benefits_undeclared_work.compliance",
    }
)
"""Parts that are told also to somebody whose money was cut."""
_OF_ACCESS_TO_WORK = _ACCESS_TO_WORK | {"atw_employer", "atw_interview"}
"""With what a question about Access to Work is taken for."""
_OF_SICKNESS = frozenset(
    {
        "in_work_support", "discrimination", "adjustments_ask", "adjustments_refused", "atw_waiting", "atw_what", "atw_eligibility",
        "disclosure_health_questions", "benefits_claim_appeal", "benefits_lose_if_work", "benefits_better_off", "out_of_scope", "medical_question",
    }
)  # fmt: skip
_CLUBS = frozenset(
    {
        "job_club_what", "job_club_costs", "job_club_voluntary", "community_partner_what", "self_employment", "who_runs_this",
        "atw_eligibility", "privacy", "change_format",
    }
)  # fmt: skip
_OF_BENEFITS = rf"\b{_MONEY_OF}\b|\bdwp\b|\bmandatory\b|\bbenefits?\b|{words.NAMED_ATW}"

SIDES = (
    Side("safeguarding.care", frozenset({"safeguarding"}), is_without_care),
    Side("benefits_undeclared_work.caution", _BENEFIT_ANSWERS, is_under_caution),
    Side("benefits_claim_appeal.end_of_life", _BENEFIT_ANSWERS | _ANYWHERE, _words(_TERMINAL)),
    *(
        side
        for part, asked in benefit_parts.PARTS
        for side in (
            Side(part, _BENEFITS_MISREAD, asked),
            Side(
                part, frozenset({"benefits_sanction"}),
                asked if part in _OF_A_CUT else benefit_parts.before_a_cut(asked),
            ),
            Side(part, _WORK_MISREAD, benefit_parts.about_benefits(asked)),
            Side(part, frozenset({"inform_benefit"}), benefit_parts.in_a_question(asked)),
        )
    ),
    Side(
        "benefits_sanction.length", frozenset({"benefits_sanction"}),
        _words(benefit_parts.SANCTION_LENGTH, benefit_parts.NOT_LENGTH),
    ),
    Side(
        "benefits_claim_appeal.form_help", frozenset({"benefits_claim_appeal"}),
        _words(r"\bfill\w* (?:it |this |that |the \w+ )?(?:in|out)\b|\bhelp\w*\b.{0,30}\bforms?\b|\blost (?:it|the form|my form)\b", r"\blate\b"),
    ),
    Side(
        f"{MEETING}.meeting", frozenset({MEETING}),
        lambda text: duty(text) == MEETING and not _COMMITMENT.search(text),
    ),
    Side(f"{ASSESSMENT}.assessment", frozenset({ASSESSMENT}), lambda text: duty(text) == ASSESSMENT),
    Side(
        "benefits_claim_appeal.late", frozenset({ASSESSMENT}),
        _words(
            r"\btoo late\b|\b(?:is|am|was|were|are|bit|so|its|it's) late\b|\b(?:missed|past|over|after) (?:the |my )?(?:date|deadline|month|limit)\b|\bout of time\b"
            r"|\b(?:five|six|seven|eight|nine|ten|[5-9]|1\d) weeks (?:ago|since|late|old)\b|\b(?:two|three|four|five|six|\d+) months (?:ago|since|late)\b"
        ),
    ),
    Side(
        "benefits_lose_if_work.tax", frozenset({"benefits_lose_if_work", "benefits_permitted_work", "benefits_better_off", "benefits_report"}),
        _words(words.AFTER_TAX, r"\btax (?:credits?|code|office|man|return)\b"),
    ),
    Side(
        "benefits_claimant_commitment.meeting", frozenset({"benefits_claimant_commitment", "benefits_sanction"}),
        _words(rf"(?=.*{words.SOMEBODY_WITH_ME})(?=.*\b(?:meeting|appointment|interview|job ?cent(?:re|er)|with me)\b)"),
    ),
    Side("benefits_report.savings", frozenset({"benefits_report"}), _words(f"{_SAVINGS}|{_BIG_SUM}", _EARNS)),
    Side(
        "benefits_report.savings",
        frozenset({"benefits_lose_if_work", "benefits_undeclared_work"}),
        _words(_SAVINGS, _EARNS),
    ),
    Side("benefits_report.moving_in", frozenset({"benefits_report", "benefits_claim_appeal"}), _words(_COUPLE)),
    Side(
        "benefits_report.moving_in", frozenset({"benefits_lose_if_work"}),
        _words(r"\bmov(?:e|es|ed|ing) in\b|\bliv(?:e|ing) together\b"),
    ),
    Side(
        "benefits_report.away", frozenset({"benefits_report", "benefits_pip_work", "benefits_lose_if_work"}),
        _words(_AWAY, r"\bholiday pay\b"),
    ),
    Side(
        "benefits_sanction.leaving", frozenset({"benefits_sanction"}),
        _words(
            r"\b(?:leave|left|leaving|quit|quitting|resign\w*|walk(?:ed)? out|pack(?:ed|ing)? (?:it|the job|my job) in|give up|gave up|sacked)\b"
            r".*\b(?:job|work|manager|boss|placement|it)\b|\b(?:resign\w*|sacked|voluntar\w+ le\w+)\b",
            r"\bclubs?\b",
        ),
    ),
    Side(
        "benefits_sanction.leaving", frozenset({"benefits_report", "benefits_lose_if_work", "benefits_return"}),
        _words(words.LEAVES, r"\b(?:clubs?|course|college|group|hospital|country|house|home|husband|partner|scheme|volunt\w+|back)\b"),
    ),
    Side("in_work_support.ending", _AT_WORK | {"discrimination"}, _words(_SIGNING)),
    Side("in_work_support.ending", frozenset({"in_work_support"}), _words(_ENDED)),
    Side(
        "in_work_support.pay", frozenset({"in_work_support"}),
        _words(_PAY, rf"\baccess to work\b|\batw\b|{words.SICK_PAY}|{words.PHASED}|{words.COUNTED}|{words.RETIRING}|{words.TRIBUNAL}"),
    ),
    Side(
        "in_work_support.pay", frozenset({"training_apprenticeship"}),
        _words(r"\btrial (?:shifts?|days?)\b.*\b(?:wages?|owed?|paid|pay)\b"),
    ),
    Side("training_apprenticeship.benefits", frozenset({"training_apprenticeship"}), _words(rf"\b{_MONEY_OF}\b")),
    Side(
        "cv_interview_help.jobs", frozenset({"cv_interview_help"}),
        _words(
            r"\bvacanc\w+|\bjobs? (?:in|near|around|going|going in|list|board|sites?)\b|\b(?:find|get|show|send|give) (?:me )?(?:a |an |some |any )?(?:\w+ )?(?:jobs?|work)\b"
            r"|\bany jobs\b|\bwhat jobs\b|\bhiring\b",
            r"\bcvs?\b|\binterviews?\b|\bforms?\b|\bapplication\b",
        ),
    ),
    Side(
        "cv_interview_help.gap", frozenset({"cv_interview_help"}),
        _words(
            r"\bgaps?\b|\b(?:empty|missing|blank) (?:years?|bits?)\b|\b(?:prison|inside|sectioned|hospital|rehab|caring|cared|looking after)\b.*\b(?:cv|explain|put|interview|form|write|say)\b"
            r"|\b(?:cv|explain|put|interview|form|write|say)\b.*\b(?:prison|sectioned|in hospital|years? (?:off|out|ill))\b"
        ),
    ),
    Side("disclosure_health_questions.untrue", frozenset({"disclosure_health_questions"}), _words(f"{_FALSE}|{_FOUND_OUT}")),
    Side("disclosure_health_questions.untrue", frozenset({"disclosure_should_i"}), _words(_FALSE)),
    Side("disclosure_health_questions.offer", frozenset({"disclosure_health_questions"}), focus.is_after_offer),
    Side("disclosure_when_how.words", frozenset({"disclosure_when_how"}), focus.asks_for_words),
    Side("adjustments_refused.cost", frozenset({"adjustments_refused"}), _words(words.TOO_DEAR)),
    Side("adjustments_refused.spoken", frozenset({"adjustments_refused"}), focus.is_spoken),
    Side("atw_eligibility.volunteering", frozenset({"atw_eligibility"}), focus.is_unpaid),
    Side(
        "atw_eligibility.new_job", _ACCESS_TO_WORK,
        _words(
            r"\b(?:award|grant|access to work|atw|it|support|equipment) (?:\w+ )?(?:come|comes|go|goes|move|moves)\b.{0,20}\b(?:with me|along|across|over|jobs?)\b"
            r"|\btake (?:my|the|it|access)\b.{0,20}\bwith me\b|\bsecond job\b"
            r"|\b(?:chang(?:ed?|ing)|switch(?:ed|ing)?|mov(?:ed?|ing|es)) (?:to (?:a )?)?(?:\w+ )?(?:jobs?|employers?)\b"
        ),
    ),
    Side("atw_waiting.chase", frozenset({"atw_waiting"}), _words(words.CHASING)),
    Side("atw_what.benefits", frozenset({"atw_what", "atw_eligibility"}), _words(words.BENEFITS_TOO, rf"\bqualif\w+|\beligible\b|\bwho can\b|{words.IF_I_WORK}")),
    Side("atw_problem.payment", frozenset({"atw_problem", "atw_what", "atw_waiting"}), _words(f"{_BACK}|{_UNPAID}")),
    Side("atw_problem.payment", frozenset({"atw_eligibility", "atw_apply"}), _words(_BACK)),
    Side(
        "atw_problem.ended", frozenset({"atw_problem", "atw_apply", "atw_waiting"}),
        _words(r"\b(?:ran|run|runs|running) out\b|\bexpir\w+|\blaps\w+|\brenew\w*|\b(?:award|grant|it|atw|access to work) (?:has |have )?(?:end|ends|ended|finish\w*)\b", r"\bcut\b|\bless\b|\bhours\b|\brefus\w+"),
    ),
    Side(
        "atw_problem.change", frozenset({"atw_problem", "atw_what"}),
        _words(
            r"\b(?:change|swap|different|another|new|sack|replace) (?:\w+ ){0,2}(?:support worker|worker|interpreter|driver|equipment|chair)\b"
            r"|\bmov(?:e|ed|ing) (?:house|home|flat)\b|\bwork(?:ing)? from home\b|\bgive (?:it|them|the \w+) back\b"
        ),
    ),
    Side("atw_what.mental_health", _OF_ACCESS_TO_WORK, _words(words.MENTAL_HEALTH, rf"{words.BY_ROAD}|\b(?:interview|refus\w+|qualif\w+|notice)\b")),
    Side("atw_apply.help", frozenset({"atw_apply", "atw_what", "atw_eligibility", "atw_employer"}), _words(words.HELP_WITH_FORM, r"\b(?:refus\w+|said no|cut|reconsider\w*|trips?|prepare)\b|\b(?:hr|manager|boss|employer|company)\b.{0,15}\bapply\b")),
    Side(
        "atw_what.mental_health", frozenset({"in_work_support", "wider_support", "adjustments_ask"}),
        _words(rf"{words.NAMED_ATW}.*(?:{words.MENTAL_HEALTH})|(?:{words.MENTAL_HEALTH}).*{words.NAMED_ATW}|\b(?:able ?futures?|maximus)\b"),
    ),
    Side(
        "atw_what.interpreter", frozenset({"atw_what", "atw_eligibility", "atw_apply", "atw_interview"}),
        _words(rf"(?=.*{words.SIGNED})(?=.*(?:{words.IN_THE_JOB}))", r"\b(?:interviews?|refus\w+|cut|said no|paid|invoice|abroad)\b"),
    ),
    Side(
        "atw_what.support_worker", _OF_ACCESS_TO_WORK - {"atw_problem", "atw_waiting"},
        _words(rf"(?=.*(?:{words.SUPPORT_WORKER}))(?=.*(?:{words.ASKS_OF_WORKER}))|{words.KIN_PAID}", rf"{_UNPAID}|\bfill\b|\bform\b|\binterview\b|\b(?:put money|share|contribut\w+)\b"),
    ),
    Side(
        "atw_what.support_worker", frozenset({"talk_to_human", "community_partner_what", "programme_support", "job_club_costs", "inform_benefit"}),
        _words(rf"{words.NAMED_ATW}.*(?:{words.KIN_PAID}|{words.SUPPORT_WORKER})|(?:{words.KIN_PAID}|{words.SUPPORT_WORKER}).*{words.NAMED_ATW}"),
    ),
    Side(
        "atw_what.travel", frozenset({"atw_what", "atw_interview"}),
        _words(words.BY_ROAD, rf"\bhow long\b|\bjob club\b|\bequipment\b|{words.SIGNED}|\blip ?read\w*|\btransport for\b|{_UNPAID}|{_BACK}|\b(?:refus\w+|said no|turned down|cut)\b"),
    ),
    Side(
        "atw_what.travel", frozenset({"wider_support", "cv_interview_help", "in_work_support", "job_club_costs"}),
        _words(rf"(?=.*(?:{words.BY_ROAD}))(?=.*(?:{words.TO_WORK}))(?=.*(?:\b(?:pays?|paid|fund\w*|help|money|costs?|afford)\b|{words.NAMED_ATW}))", r"\bclubs?\b|\bfreedom pass\b"),
    ),
    Side(
        "atw_what.money", _OF_ACCESS_TO_WORK,
        _words(words.HOW_MUCH, r"\bhow much (?:time|longer|notice|warning|do i (?:have|need) to earn|i get)\b|\b(?:boss|employers?|firms?|company|gaffer|trust|business)\b"),
    ),
    Side("atw_what.money", _OF_ACCESS_TO_WORK - {"atw_waiting"}, _words(words.WHO_PAYS_FIRST, r"\b(?:thousand|grand|contribution|£ ?\d+)\b")),
    Side(
        "atw_apply.help", frozenset({"disclosure_health_questions", "cv_interview_help", "community_partner_what", "benefits_claim_appeal"}),
        _words(rf"{words.NAMED_ATW}.*(?:{words.HELP_WITH_FORM})|(?:{words.HELP_WITH_FORM}).*{words.NAMED_ATW}"),
    ),
    Side("in_work_support.retirement", _OF_SICKNESS, _words(words.RETIRING)),
    Side("in_work_support.phased_return", _OF_SICKNESS, _words(words.PHASED, r"\b(?:refus\w+|said no|binned|ignor\w+|won'?t let)\b")),
    Side("in_work_support.absence", _OF_SICKNESS | {"training_apprenticeship"}, _words(words.COUNTED, r"\b(?:uc|journal|dwp|work coach|job ?centre|sack\w*|dismiss\w*|fired|final warning|refus\w+|treat\w*|after i asked)\b")),
    Side("adjustments_ask.in_law", _OF_SICKNESS | {"disclosure_should_i", "benefits_pip_work"}, _words(words.IN_LAW, words.NOT_IN_LAW)),
    Side(
        "disclosure_health_questions.at_work",
        frozenset({"in_work_support", "disclosure_health_questions", "disclosure_should_i", "disclosure_confidential", "community_partner_what", "out_of_scope", "medical_question"}),
        _words(words.OCCUPATIONAL, r"\brecommend\w*\b|\boffer\b"),
    ),
    Side("disclosure_health_questions.at_work", frozenset({"disclosure_health_questions", "disclosure_confidential", "disclosure_should_i"}), _words(words.ASKED_AT_WORK, words.APPLYING)),
    Side(
        "discrimination.tribunal",
        _OF_SICKNESS | {"atw_employer", "atw_problem", "job_club_costs", "disclosure_should_i", "benefits_sanction", "complaint_about_us"},
        _words(words.LEGAL, r"\bbenefits?\b"),
    ),
    Side("discrimination.tribunal", frozenset({"discrimination", "adjustments_refused", "in_work_support"}), _words(words.TRIBUNAL, _OF_BENEFITS)),
    Side("discrimination.grievance", frozenset({"discrimination", "adjustments_refused", "adjustments_ask", "in_work_support", "complaint_about_us"}), _words(words.GRIEVANCE, r"\b(?:threat\w*|drop|since|because i)\b")),
    Side(
        "cv_interview_help.first_job",
        frozenset(
            {
                "cv_interview_help", "benefits_undeclared_work", "in_work_support", "training_apprenticeship", "out_of_scope",
                "atw_what", "atw_eligibility", "wider_support",
            }
        ),
        _words(words.NEVER_WORKED, rf"{words.UNTOLD}|\bgoing well\b|\bmy first (?:\w+ )?job (?:at|is|was|starts?|since)\b"),
    ),
    Side("employer_practice.interview", frozenset({"employer_practice", "cv_interview_help", "atw_interview", "discrimination"}), _words(words.GUARANTEED)),
    Side(
        "adjustments_ask.test", frozenset({"adjustments_ask", "adjustments_refused", "cv_interview_help", "job_club_voluntary", "out_of_scope", "atw_interview"}),
        _words(rf"(?=.*{words.TEST})(?=.*{words.OF_A_TEST})", words.OTHER_TEST),
    ),
    Side("job_club_what.access", frozenset({"job_club_what", "job_club_costs"}), _words(words.ROOMS, r"\b(?:pays?|paid|costs?|who books)\b")),
    Side("job_club_what.company", _CLUBS - {"job_club_voluntary"}, _words(rf"(?=.*{words.IN_A_CLUB})(?=.*(?:{words.COMPANY}))", rf"{words.NAMED_ATW}|{words.NOT_COMPANY}")),
    Side("job_club_what.company", frozenset({"job_club_what", "job_club_costs"}), _words(f"{words.COMPANY}|{words.ALONE}", words.NOT_COMPANY)),
    Side("job_club_what.company", frozenset({"job_club_voluntary"}), _words(words.ALONE)),
    Side("job_club_what.run_by", _CLUBS - {"job_club_voluntary"} | {"benefits_report", "benefits_reassessment"}, _words(rf"(?=.*{words.IN_A_CLUB})(?=.*(?:{words.RUN_BY}))", r"\b(?:sanction\w*|report (?:it|this))\b")),
    Side("job_club_what.run_by", frozenset({"job_club_what"}), _words(words.RUN_BY)),
    Side("safeguarding.hate", frozenset({"discrimination", "adjustments_refused", "out_of_scope", "complaint_about_us"}), _words(words.ATTACKED, r"\b(?:boss|manager|colleagues?|workmates?|supervisor|at work|hr)\b")),
    Side("in_work_support.sick_pay", _OF_SICKNESS - {"benefits_claim_appeal", "benefits_lose_if_work", "benefits_better_off"}, _words(words.SICK_PAY)),
    Side(
        "i_am_employer.dismissal", frozenset({"i_am_employer"}),
        _words(
            r"\b(?:let (?:\w+ )?(?:him|her|them|someone|somebody|go)|sack\w*|dismiss\w*|fire|firing|get rid|keep (?:him|her|them|\w+) on|terminat\w*|redundan\w+|finish (?:him|her|them))\b"
        ),
    ),
    Side(
        "i_am_employer.pay", frozenset({"i_am_employer"}),
        _words(r"\bpay (?:\w+ )?(?:him|her|them|less|disabled|full)\b|\bwages?\b|\bpaid less\b|\bless (?:money|pay)\b|\b(?:what|pay)\b.*\bslow\w*\b"),
    ),
    Side(
        "out_of_scope.right_to_work", frozenset({"out_of_scope"}),
        _words(
            r"\bhome office\b|\basylum\b|\bimmigration\b|\bright to work\b|\bsettled status\b|\bleave to remain\b|\bwork permit\b|\brefugee\b|\bbrp\b|\bshare code\b"
            r"|\bvisa\b.*\b(?:work|job|student|skilled|spouse)\b|\b(?:work|job|student|skilled|spouse)\b.*\bvisa\b"
        ),
    ),
    Side("out_of_scope.right_to_work", frozenset({"atw_eligibility"}), _words(r"\basylum\b|\bhome office\b|\bwork permit\b")),
)  # fmt: skip
"""The first that fits is said: what is dangerous to miss stands first."""


def by_itself(text: str, found: Understood) -> str:
    """The intent that the words ask a part of, where the model is at a loss; empty if there is none."""
    if found.doubt or not doubted(found.plan):
        return ""
    plain = _plain(text)
    asked_for = (
        part for part, asked in benefit_parts.PARTS if benefit_parts.about_benefits(asked)(plain)
    )
    return next(asked_for, "").partition(".")[0]


_MOST = 1_000
"""Characters that are looked at, of the beginning and of the end: many words are slow to look through."""


def _plain(text: str) -> str:
    if len(text) > 2 * _MOST:
        text = f"{text[:_MOST]} {text[-_MOST:]}"
    return " ".join(spelled_out(text.lower().replace("’", "'")).split())


def variant(answer: str, text: str) -> str:
    """The id of the part that answers just what is asked; the answer's own id if there is none."""
    plain = _plain(text)
    return next((s.said for s in SIDES if answer in s.answers and s.asked(plain)), answer)


def parts_of(answer: str) -> list[str]:
    """The ids of the parts of an answer that words choose."""
    return [s.said for s in SIDES if s.said.startswith(f"{answer}.")]
