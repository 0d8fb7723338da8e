"""The part of an answer that is said, by the words of the question."""

import pytest

from bot.content.load import load_store
from bot.conversations.benefit_parts import PARTS
from bot.conversations.sides import by_itself, variant
from bot.dialogue.client import Understood
from bot.settings import PROJECT


@pytest.mark.parametrize(
    ("answer", "text", "said"),
    [
        ("benefits_sanction", "they want me for an interview under caution on the 4th", "benefits_undeclared_work.caution"),
        ("benefits_pip_work", "terminal cancer. 6 months they say. can i get it faster", "benefits_claim_appeal.end_of_life"),
        ("benefits_claim_appeal", "its been 5 weeks since the letter am i too late", "benefits_claim_appeal.late"),
        ("benefits_claim_appeal", "my pip form is late", "benefits_claim_appeal.late"),
        ("benefits_claim_appeal", "they said no to my pip", "benefits_claim_appeal"),
        ("benefits_report", "i have 19 grand from my nans will", "benefits_report.savings"),
        ("benefits_report", "what if i give some to my sister", "benefits_report.savings"),
        ("benefits_report", "i earn £1,200 a month now", "benefits_report"),
        ("benefits_report", "moving in with my girlfriend", "benefits_report.moving_in"),
        ("benefits_report", "in hospital 3 days now", "benefits_report.away"),
        ("benefits_report", "going to spain for five weeks", "benefits_report.away"),
        ("benefits_report", "im two weeks in morocco", "benefits_report.away"),
        ("benefits_lose_if_work", "they offer me 12 hours a week in a bakery", "benefits_lose_if_work"),
        ("benefits_report", "got three days a week in retail", "benefits_report"),
        ("benefits_report", "i started work monday", "benefits_report"),
        ("benefits_sanction", "will they cut my money if i leave my job", "benefits_sanction.leaving"),
        ("benefits_sanction", "sanctioned for leaving the job club", "benefits_sanction"),
        ("in_work_support", "they want me to sign an agreement by friday", "in_work_support.ending"),
        ("adjustments_refused", "final meeting about my absence, should i resign", "in_work_support.ending"),
        ("in_work_support", "not been paid for last month", "in_work_support.pay"),
        ("in_work_support", "my hours are too much, who helps", "in_work_support"),
        ("training_apprenticeship", "access course in january on esa support group", "training_apprenticeship.benefits"),
        ("cv_interview_help", "what jobs are in hackney", "cv_interview_help.jobs"),
        ("cv_interview_help", "how do i explain 5 yrs in hospital in the interview", "cv_interview_help.gap"),
        ("cv_interview_help", "help me with my cv", "cv_interview_help"),
        ("disclosure_should_i", "and if i put no and they find out later", "disclosure_health_questions.untrue"),
        ("disclosure_should_i", "should i tell them", "disclosure_should_i"),
        ("atw_problem", "how do i claim it back each month", "atw_problem.payment"),
        ("atw_problem", "my access to work ran out in october", "atw_problem.ended"),
        ("atw_problem", "they cut my hours at renewal", "atw_problem"),
        ("atw_problem", "can i get a different support worker", "atw_problem.change"),
        ("atw_what", "moving to a new job, does my access to work come with me", "atw_eligibility.new_job"),
        ("i_am_employer", "can i let her go", "i_am_employer.dismissal"),
        ("i_am_employer", "do i pay him less", "i_am_employer.pay"),
        ("out_of_scope", "i am asylum seeker, can i work", "out_of_scope.right_to_work"),
        ("out_of_scope", "do i need a visa for turkey", "out_of_scope"),
        ("atw_employer", "how much money would they pay me", "atw_what.money"),
        ("atw_what", "must i pay it upfront", "atw_what.money"),
        ("atw_employer", "how much does my boss pay", "atw_employer"),
        ("atw_what", "is there help with depression in access to work", "atw_what.mental_health"),
        ("atw_eligibility", "does anxiety qualify", "atw_eligibility"),
        ("atw_what", "what would a support worker do all day", "atw_what.support_worker"),
        ("atw_eligibility", "may my cousin be paid as my pa", "atw_what.support_worker"),
        ("atw_problem", "they cut my support worker to ten hours", "atw_problem"),
        ("atw_what", "cabs to the office, who pays", "atw_what.travel"),
        ("wider_support", "who pays my fare to an interview", "atw_what.travel"),
        ("wider_support", "where do i get a bus pass", "wider_support"),
        ("atw_interview", "after i start the job will i have a signer every day", "atw_what.interpreter"),
        ("atw_interview", "who books the interpreter for my interview", "atw_interview"),
        ("atw_apply", "will somebody come to my flat", "atw_apply.help"),
        ("atw_apply", "can my wife do the form for me", "atw_apply.help"),
        ("atw_apply", "how do i start", "atw_apply"),
        ("in_work_support", "when does sick pay stop", "in_work_support.sick_pay"),
        ("out_of_scope", "what does ssp mean", "in_work_support.sick_pay"),
        ("in_work_support", "i am sick of my job", "in_work_support"),
        ("in_work_support", "what pay do i get on a phased return", "in_work_support.phased_return"),
        ("disclosure_health_questions", "do days off for my ms count towards a warning", "in_work_support.absence"),
        ("discrimination", "they want me to take ill health retirement", "in_work_support.retirement"),
        ("atw_eligibility", "i have cancer. am i disabled in law now", "adjustments_ask.in_law"),
        ("discrimination", "is a stammer a disability", "adjustments_ask.in_law"),
        ("discrimination", "is this disability discrimination", "discrimination"),
        ("disclosure_health_questions", "my supervisor asked what medicine i take", "disclosure_health_questions.at_work"),
        ("community_partner_what", "must i go to occupational health", "disclosure_health_questions.at_work"),
        ("disclosure_health_questions", "the agency asked about my medicine before an offer", "disclosure_health_questions"),
        ("atw_employer", "is there a fee for an employment tribunal", "discrimination.tribunal"),
        ("discrimination", "how do i go to a tribunal about my boss", "discrimination.tribunal"),
        ("benefits_claim_appeal", "my pip tribunal is in may", "benefits_claim_appeal"),
        ("adjustments_refused", "what goes in a grievance", "discrimination.grievance"),
        ("benefits_undeclared_work", "i never had any job", "cv_interview_help.first_job"),
        ("in_work_support", "unemployed for 12 years, where do i begin", "cv_interview_help.first_job"),
        ("benefits_undeclared_work", "i never told them that i worked", "benefits_undeclared_work"),
        ("employer_practice", "what is the guaranteed interview", "employer_practice.interview"),
        ("employer_practice", "does the badge mean anything", "employer_practice"),
        ("adjustments_refused", "typing test tomorrow and no extra time", "adjustments_ask.test"),
        ("job_club_voluntary", "shall i take the test without more time", "adjustments_ask.test"),
        ("training_apprenticeship", "i have my driving test tomorrow", "training_apprenticeship"),
        ("job_club_costs", "may my carer sit with me at the club", "job_club_what.company"),
        ("self_employment", "can i go to the club by myself", "job_club_what.company"),
        ("self_employment", "i want to work by myself", "self_employment"),
        ("who_runs_this", "who runs that job club", "job_club_what.run_by"),
        ("job_club_what", "is the club on zoom", "job_club_what.run_by"),
        ("who_runs_this", "who runs this", "who_runs_this"),
        ("discrimination", "kids in my street threw stones and called me names", "safeguarding.hate"),
        ("discrimination", "my manager called me a name in front of the shop", "discrimination"),
        ("menu", "under caution", "menu"),
    ],
)  # fmt: skip
def test_the_words_choose_the_part(answer, text, said):
    assert variant(answer, text) == said


@pytest.mark.parametrize(
    ("taken_for", "text", "said"),
    [
        ("benefits_claim_appeal", "a migration notice came, it gives me until 4 february", "benefits_claim_appeal.migration"),
        ("inform_benefit", "dwp wrote that my housing benefit is going over to universal credit", "benefits_claim_appeal.migration"),
        ("benefits_lose_if_work", "are they switching everybody onto uc", "benefits_claim_appeal.migration"),
        ("benefits_sanction", "letter says i must change to uc before 9 jan or it stops", "benefits_claim_appeal.migration"),
        ("benefits_reassessment", "the decision says im fit for work, i am not", "benefits_claim_appeal.fit_for_work"),
        ("benefits_claim_appeal", "wca came back, 6 points, turned me down", "benefits_claim_appeal.fit_for_work"),
        ("out_of_scope", "they took my lcwra away in the review", "benefits_claim_appeal.fit_for_work"),
        ("disclosure_confidential", "is a sick note enough to miss the jobcentre", "benefits_claimant_commitment.fit_note"),
        ("medical_question", "gp signed me off for a month, must i still do job search", "benefits_claimant_commitment.fit_note"),
        ("benefits_claim_appeal", "where can i apply for universal credit", "benefits_claim_appeal.claim"),
        ("benefits_claim_appeal", "how would i put in for pip", "benefits_claim_appeal.claim"),
        ("atw_apply", "how does somebody start a claim for new style esa", "benefits_claim_appeal.claim"),
        ("inform_benefit", "pip phone number please", "benefits_claim_appeal.claim"),
        ("inform_benefit", "whats lcw vs lcwra", "benefits_claimant_commitment.groups"),
        ("out_of_scope", "can i be the appointee for my brother", "benefits_claim_appeal.appointee"),
        ("benefits_claim_appeal", "may i speak to dwp for my mother", "benefits_claim_appeal.appointee"),
        ("atw_apply", "who could fill out the pip form with me", "benefits_claim_appeal.form_help"),
        ("benefits_claim_appeal", "i lost the form", "benefits_claim_appeal.form_help"),
        ("benefits_claim_appeal", "uc50 is too long, i cant hold a pen", "benefits_claim_appeal.form_help"),
        ("benefits_claim_appeal", "pip tribunal on thursday, may my aunt come along", "benefits_claim_appeal.hearing"),
        ("atw_interview", "need a bsl interpreter for my pip tribunal", "benefits_claim_appeal.hearing"),
        ("benefits_lose_if_work", "they are taking 70 pounds off my uc for an old debt", "benefits_claim_appeal.deductions"),
        ("benefits_undeclared_work", "how much can they take for an overpayment", "benefits_claim_appeal.deductions"),
        ("atw_problem", "can i pay the advance back slower, it is too much, uc advance", "benefits_claim_appeal.deductions"),
        ("benefits_sanction", "how many weeks can a sanction go on", "benefits_sanction.length"),
        ("benefits_sanction", "how long is it for", "benefits_sanction.length"),
        ("benefits_lose_if_work", "how much do they take with a sanction", "benefits_sanction.length"),
        ("out_of_scope", "tell me the difference of lcw to lcwra", "benefits_claimant_commitment.groups"),
        ("benefits_reassessment", "im in the support group, do they have interviews for us", "benefits_claimant_commitment.groups"),
        ("benefits_permitted_work", "is it right that esa stops after 12 months", "benefits_return.esa_year"),
        ("benefits_claimant_commitment", "i only have pip, must i see a work coach", "benefits_claimant_commitment.pip"),
        ("benefits_pip_work", "do i need to look for work on pip", "benefits_claimant_commitment.pip"),
        ("complaint_about_us", "where do i complain about the job centre", "benefits_claimant_commitment.complaint"),
        ("benefits_claimant_commitment", "can i have another work coach", "benefits_claimant_commitment.complaint"),
        ("benefits_undeclared_work", "what she put in the journal is untrue", "benefits_claimant_commitment.complaint"),
        ("benefits_undeclared_work", "a compliance officer wants to call me", "benefits_undeclared_work.compliance"),
        ("community_partner_what", "could dwp come to my house", "benefits_undeclared_work.compliance"),
        ("benefits_undeclared_work", "are dwp allowed to look in my bank", "benefits_undeclared_work.bank_checks"),
        ("benefits_report", "uc want three months of bank statements", "benefits_undeclared_work.bank_checks"),
        ("disclosure_should_i", "should i tell the jobcentre that i am autistic", "benefits_claimant_commitment.adjustments"),
        ("adjustments_ask", "coach rings me but i am deaf", "benefits_claimant_commitment.adjustments"),
        ("atw_interview", "no signer at the job centre again", "benefits_claimant_commitment.adjustments"),
        ("adjustments_refused", "can i see my work coach by video instead", "benefits_claimant_commitment.adjustments"),
        ("atw_eligibility", "im a carer for dad, do they make me search for a job, do i have to find one", "benefits_claimant_commitment.carer"),
        ("atw_eligibility", "i am 64 on uc, do i still have to look for work", "benefits_claimant_commitment.pension_age"),
        ("benefits_lose_if_work", "two wages came in one assessment period", "benefits_lose_if_work.pay_dates"),
        ("benefits_report", "i was paid twice before xmas and my uc is nothing", "benefits_lose_if_work.pay_dates"),
        ("benefits_lose_if_work", "my partner earns, does it affect my esa", "benefits_lose_if_work.partner"),
        ("self_employment", "explain the minimum income floor", "self_employment.income_floor"),
        ("benefits_pip_work", "got pip back pay of 9000, do i need to spend it", "benefits_report.arrears"),
        ("benefits_pip_work", "would i lose the motability", "benefits_pip_work.motability"),
    ],
)  # fmt: skip
def test_claims_and_the_jobcentre_are_answered_whatever_they_were_taken_for(taken_for, text, said):
    assert variant(taken_for, text) == said


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("benefits_claim_appeal", "my immigration letter came"),
        ("benefits_lose_if_work", "since i moved to uc can i do 5 hours"),
        ("benefits_lose_if_work", "does a job end my transitional protection"),
        ("in_work_support", "occupational health says i am fit for work but i am in pain"),
        ("in_work_support", "my boss wont take my fit note"),
        ("in_work_support", "off sick, sick note ends friday, phased return"),
        ("benefits_claim_appeal", "i failed my pip assessment"),
        ("benefits_claim_appeal", "they refused my pip"),
        ("benefits_pip_work", "can i claim pip and work"),
        ("benefits_return", "how do i get my uc back after the job ended"),
        ("benefits_return", "how do i claim uc again"),
        ("atw_apply", "how do i apply for access to work"),
        ("atw_apply", "help with the access to work form"),
        ("cv_interview_help", "help me fill in a job application form"),
        ("disclosure_health_questions", "the employer form asks about pip"),
        ("adjustments_ask", "i have a hearing aid what adjustments can i ask for"),
        ("discrimination", "employment tribunal what happens on the day"),
        ("atw_interview", "bsl interpreter for a job interview"),
        ("atw_interview", "who pays for an interpreter at work"),
        ("benefits_lose_if_work", "how much do they take off my uc when i earn 200"),
        ("benefits_undeclared_work", "i was overpaid because i didnt tell them about my job"),
        ("in_work_support", "my boss overpaid me and wants it back each month"),
        ("benefits_sanction", "i was sanctioned last week"),
        ("benefits_sanction", "sanctioned because my sick note was late"),
        ("benefits_sanction", "how long have i got to appeal the sanction"),
        ("benefits_volunteering", "im in the support group can i volunteer"),
        ("benefits_permitted_work", "esa support group how many hours"),
        ("benefits_lose_if_work", "will i lose my lcwra if i work"),
        ("programme_support", "can i get a job coach"),
        ("benefits_claimant_commitment", "my new work coach wants me to apply for jobs"),
        ("complaint_about_us", "i want to complain about you"),
        ("disclosure_should_i", "should i tell my manager i am autistic"),
        ("disclosure_should_i", "do i have to tell an employer about my epilepsy"),
        ("adjustments_ask", "can i ask my boss for a quiet room"),
        ("adjustments_ask", "i cant hear on the phone at work"),
        ("benefits_claimant_commitment", "work coach phoned me about a job"),
        ("benefits_pip_work", "i get pip and start a job monday"),
        ("benefits_pip_work", "does work change my pip"),
        ("job_club_what", "do i have to be on pip to come to the club"),
        ("cv_interview_help", "i was a carer for ten years, how do i put it on my cv"),
        ("atw_eligibility", "my carer comes to work with me"),
        ("self_employment", "can i set up as a care worker"),
        ("in_work_support", "my employer retires me on ill health"),
        ("benefits_lose_if_work", "i am 52 and on uc can i work"),
        ("in_work_support", "i was not paid this month"),
        ("benefits_report", "my partner is moving in"),
        ("wider_support", "my partner takes my money and hits me"),
        ("wider_support", "i have rent arrears and get uc"),
        ("benefits_report", "will my nans will count, 20000 lump sum"),
        ("wider_support", "how do i get a car for work"),
        ("urgent_hardship", "where is the food bank, on uc"),
        ("menu", "a migration notice came"),
        ("benefits_volunteering", "a friend told me to volunteer"),
        ("medical_question", "can you see my gp notes"),
        ("disclosure_confidential", "who can see what i write"),
        ("benefits_lose_if_work", "how much can i earn on uc"),
        ("benefits_better_off", "would i be better off with 20 hours"),
        ("training_apprenticeship", "can i do a course on esa for a year"),
        ("benefits_return", "i was on esa a year ago and worked since, can i go back"),
        ("benefits_claimant_commitment", "my commitment says 35 hours"),
        ("benefits_claimant_commitment", "do i have to go to the jobcentre tomorrow"),
        ("benefits_claim_appeal", "is it too late to challenge the fit for work decision, 7 weeks ago"),
        ("benefits_claim_appeal", "when is my pip assessment and can i bring my mum"),
    ],
)  # fmt: skip
def test_like_words_about_something_else_get_none_of_these_parts(answer, text):
    assert variant(answer, text) not in {part for part, _ in PARTS}


def test_every_part_is_an_answer_that_can_be_told():
    store = load_store(PROJECT / "data")
    assert [part for part, _ in PARTS if store.get(part) is None] == []


def test_somebody_who_only_tells_of_a_move_to_universal_credit_is_not_warned_of_a_letter():
    assert variant("inform_benefit", "i was moved from esa to universal credit") == "inform_benefit"


@pytest.mark.parametrize("matter", ["tribunal next week what happens", "off on a sick note"])
def test_without_a_benefit_named_an_answer_about_work_stays(matter):
    assert not variant("in_work_support", matter).startswith("benefits")


def test_a_cut_that_has_come_is_answered_before_a_fit_note():
    text = "they sanctioned me and i had a fit note for the jobcentre"
    assert variant("benefits_sanction", text) == "benefits_sanction"


def test_before_any_cut_the_fit_note_is_answered():
    text = "can i stay away from the jobcentre with my fit note"
    assert variant("benefits_sanction", text) == "benefits_claimant_commitment.fit_note"


def at_a_loss(**more) -> Understood:
    return Understood("inform_benefit", 0.3, plan=[{"clarify": "unsure"}], **more)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what is the difference between lcw and lcwra", "benefits_claimant_commitment"),
        ("can the dwp look into my bank account", "benefits_undeclared_work"),
        ("is the coach allowed to do that", ""),
        ("a compliance thing", ""),
    ],
)
def test_sure_words_are_answered_where_the_model_is_at_a_loss(text, intent):
    assert by_itself(text, at_a_loss()) == intent


def test_a_doubt_about_danger_and_a_sure_reading_are_left_alone():
    text = "what is the difference between lcw and lcwra"
    assert by_itself(text, at_a_loss(doubt="crisis")) == ""
    assert by_itself(text, Understood("atw_what", 0.9, plan=[{"answer": "atw_what"}])) == ""
