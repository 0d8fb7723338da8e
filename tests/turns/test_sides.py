"""The part of an answer that is said, by the words of the question."""

import pytest

from bot.conversations.sides import variant


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
        ("menu", "under caution", "menu"),
    ],
)  # fmt: skip
def test_the_words_choose_the_part(answer, text, said):
    assert variant(answer, text) == said
