"""Guided help in whole talks: safe to try, Access to Work, telling an employer, adjustments, my plan."""

import pytest

from bot.content.gsm import is_gsm
from bot.conversations import support_plan
from bot.conversations.models import Conversation


def plan_of(them):
    with them.gateway.database.read() as session:
        person_id = session.get(Conversation, them.id).person_id
        return support_plan.plan_of(session, them.gateway.vault, person_id)


@pytest.fixture
def somebody(partner, gateway):
    """Makes somebody who takes a few seconds for each message."""

    def make(channel: str = "web"):
        them = partner(channel)

        def say(*texts: str):
            for text in texts:
                gateway.clock.move(seconds=20)
                heard = them.write(text)
            return heard

        them.say_slowly = say
        return them

    return make


def test_is_it_safe_to_try_for_two_benefits(somebody):
    them = somebody()
    heard = them.say_slowly("is it safe for me to try work", "pip and carers allowance", "a job")
    assert heard.text.index("Carer's Allowance\n") < heard.text.index("Payment (PIP)\n")
    assert "talk to a qualified benefits adviser before you say yes" in heard
    assert "Risk of a sanction (a cut to your money): None." in heard
    assert "Turn2us, entitledto" in heard
    assert "better off" not in heard.text.lower().replace("better off calculator", "")
    body = them.bodies()[-1]
    assert body["sources"] and body["checked"]


def test_a_question_in_between_is_answered_and_the_guide_goes_on(somebody):
    them = somebody()
    heard = them.say_slowly("is it safe for me to try work", "uc", "will i lose my pip if i work?")
    assert heard.answers == ["benefits_pip_work"]
    assert "What would you like to try?" in heard
    heard = them.say_slowly("volunteering", "not sure")
    assert "here are the most careful rules" in heard
    heard = them.say_slowly("sorry i meant ESA not UC", "support group")
    assert "You get: ESA, support group. You want to: volunteer." in heard


def test_by_text_message_in_dialect_and_in_parts(somebody):
    them = somebody("sms")
    heard = them.say_slowly("is it safe 2 do sum volunteerin im on esa n pip", "dunno m8")
    pages = [heard]
    while pages[-1].text.endswith("Reply MORE."):
        pages.append(them.say_slowly("MORE"))
    whole = " ".join(page.text for page in pages)
    assert "ESA, work-related group. My choice?" in whole and "PIP. My choice?" in whole
    assert 'To copy to your work coach: "I would like to volunteer' in whole
    assert all(page.segments <= [2] and is_gsm(page.text) for page in pages)


def test_a_benefit_we_have_no_rules_for_is_said_and_a_person_offered(somebody):
    heard = somebody().say_slowly("is it safe for me to try work", "DLA", "a few hours")
    assert "I have no checked rules about" in heard and "DLA" in heard
    assert "[1] Talk to a person" in heard


def test_starting_over_forgets_the_guide(somebody):
    them = somebody()
    them.say_slowly("is it safe for me to try work", "start over")
    assert them.slots()["guide_state"] is None
    assert them.say_slowly("esa").answers == ["inform_benefit"]


def test_access_to_work_with_a_correction_and_what_to_write(somebody):
    them = somebody()
    heard = them.say_slowly("help me apply for access to work", "i volunteer")
    assert (
        "it does not cover" in heard.text or "does not pay for support when you volunteer" in heard
    )
    heard = them.say_slowly("actually i got a job offer", "london", "yes", "dunno", "no")
    assert "From what you say, you can apply." in heard and "Your job starts soon" in heard
    assert "You were not sure of one answer." in heard
    assert "Checklist to keep:" in them.say_slowly("What to have ready")
    heard = them.say_slowly(
        "Help me write it", "team meetings", "they all talk at once, I miss it", "captions"
    )
    assert "Barrier and what it leads to: they all talk at once, I miss it" in heard


def test_telling_an_employer_gives_both_sides_and_words(somebody):
    heard = somebody().say_slowly(
        "help me decide if i should tell my employer", "ive got an offer", "yes", "no"
    )
    assert "Reasons people tell:" in heard and "Reasons people wait:" in heard
    assert "(Acas, on the Equality Act 2010)" in heard
    assert "between the offer and the first day" in heard
    assert "you should tell" not in heard.text.lower()


def test_adjustments_from_a_barrier_in_own_words_then_refused(somebody):
    them = somebody()
    heard = them.say_slowly("what adjustments could I ask for", "the strip lights at work")
    assert "a desk in a quiet place" in heard and "Who pays: the employer" in heard
    assert "The barrier is: the strip lights at work" in heard
    heard = them.say_slowly("They said no")
    assert "three months less one day" in heard and "EASS" in heard


def test_my_plan_from_the_first_question_to_deleting_it(somebody):
    them = somebody()
    heard = them.say_slowly(
        "make a plan", "join Connect to Work", "my sister & quiet mornings", "skip", "captions",
        "what is access to work?",
    )  # fmt: skip
    assert heard.answers == ["atw_what"] and "Who does what next?" in heard
    assert plan_of(them) is None
    heard = them.say_slowly("I ring the club. Sam helps with the form", "in 4 weeks")
    assert "Shall I keep this plan for you?" in heard
    assert plan_of(them) is None, "nothing is kept before the yes"
    heard = them.say_slowly("change my goal to a cafe job")
    assert "My goal:\na cafe job" in heard
    heard = them.say_slowly("yes")
    assert "I have kept your plan." in heard
    assert "Shall I remind you to look at it on 22 December 2026?" in heard
    assert "I will not remind you" in them.say_slowly("no")
    assert plan_of(them).fields == {
        "goal": "a cafe job",
        "helps": "my sister & quiet mornings",
        "adjustments": "captions",
        "who": "I ring the club. Sam helps with the form",
        "review": "In 4 weeks, 22 December 2026",
    }
    assert "plan" not in (them.slots()["guide_state"]["answers"])
    heard = them.say_slowly("change my goal", "Work with dogs, part time")
    assert "My goal:\nWork with dogs, part time" in heard
    heard = them.say_slowly("show my plan to an adviser")
    assert plan_of(them).shown and "[1] Ask for a person" in heard
    assert "Nobody can bring it back." in them.say_slowly("delete my plan")
    assert "Your plan stays" in them.say_slowly("no") and plan_of(them)
    assert "is deleted" in them.say_slowly("delete my plan", "yes")
    assert plan_of(them) is None
    assert "I keep no plan for you." in them.say_slowly("show my plan")


def test_a_plan_that_is_not_wanted_is_not_kept(somebody):
    them = somebody("sms")
    heard = them.say_slowly("make a plan", "volunteer", "skip", "skip", "skip", "skip", "no date")
    assert heard.text.startswith("Shall I keep this plan?")
    assert "I have not kept it." in them.say_slowly("no")
    assert plan_of(them) is None


def test_the_finder_hands_over_to_the_plan(somebody):
    them = somebody()
    them.say_slowly("what adjustments could I ask for", "phone calls stress me out", "a job")
    heard = them.say_slowly("Put it in my plan")
    assert (
        "From what you told me I have put in what gets in my way and changes to ask for." in heard
    )
    assert "What is your goal?" in heard


@pytest.mark.parametrize("begin", ["make a plan", "is it safe for me to try work"])
def test_danger_comes_before_every_guide_and_is_no_answer_to_it(somebody, begin):
    them = somebody()
    heard = them.say_slowly(begin, "i want to kill myself")
    assert heard.answers == ["crisis"] and heard.case
    state = them.slots()["guide_state"]
    assert state["open"] is None and "kill" not in str(state)
    heard = them.say_slowly("uc")
    assert "What would you like to try?" not in heard and "What helps you?" not in heard


def remind_in(them, days: int):
    return them.happens("time_passes", days=days)


def test_a_reminder_of_the_plan_comes_once_after_a_yes_and_by_day(somebody):
    them = somebody("sms")
    them.say_slowly("make a plan", "volunteer", "skip", "skip", "skip", "me and sam", "in 2 weeks")
    heard = them.say_slowly("yes", "yes")
    assert "I will text you on 8 December 2026" in heard
    assert remind_in(them, 13).text == ""
    heard = remind_in(them, 2)
    assert heard.text.startswith("You asked me to remind you of your plan today.")
    assert heard.segments == [2] or heard.segments == [1]
    assert remind_in(them, 2).text == ""


@pytest.mark.parametrize("ends", [("STOP",), ("no reminder",), ("delete my plan", "yes")])
def test_no_reminder_after_no_stop_or_a_deleted_plan(somebody, ends):
    them = somebody("sms")
    them.say_slowly("make a plan", "volunteer", "skip", "skip", "skip", "skip", "in 2 weeks")
    them.say_slowly("yes", "yes", *ends)
    assert remind_in(them, 20).text == ""


def test_easier_words_for_a_question_and_a_result_and_back(somebody):
    them = somebody()
    them.say_slowly("is it safe for me to try work", "pip")
    heard = them.say_slowly("easier words please")
    assert "What would you like to try?" in heard and "[2] Volunteering" in heard
    heard = them.say_slowly("volunteering")
    assert "Risk of a cut to my money (a sanction): None." in heard, "the choice is remembered"
    assert any(picture for picture, _ in them.bodies()[-1]["lines"])
    heard = them.say_slowly("longer answers")
    assert "Risk of a sanction (a cut to your money): None." in heard
    assert "Risk of a sanction" in them.say_slowly("say that again")
    heard = them.say_slowly("easy read")
    assert "Risk of a cut to my money" in heard


def test_the_question_is_repeated_in_the_same_words(somebody):
    them = somebody("sms")
    first = them.say_slowly("what adjustments could I ask for")
    assert them.say_slowly("can you repeat that").text == first.text


def test_a_guide_begins_from_the_topic_and_a_wish(somebody):
    them = somebody()
    heard = them.say_slowly("can you help me work out if its ok to do voluntry work on uc")
    assert "Which is yours?" in heard
    assert "You want to: volunteer." in them.say_slowly("lcwra")
    heard = somebody().say_slowly("can i volunteer", "im on jsa")
    assert "You get: JSA. You want to: volunteer." in heard


def test_stop_is_obeyed_in_the_middle_of_a_guide(somebody):
    heard = somebody("sms").say_slowly("make a plan", "STOP")
    assert heard.intent == "stop_messages" and heard.state == "ended"


def test_a_later_start_is_an_answer_of_the_plan_and_does_not_throw_it_away(somebody):
    them = somebody()
    heard = them.say_slowly("help me with my plan", "a job in a library", "quiet", "the rush hour")
    assert "Which changes will you ask for" in heard
    heard = them.say_slowly("later start")
    assert "We start again" not in heard and "Who" in heard
    assert "When should you look at it again?" in them.say_slowly("Jo my adviser")
    assert "Jo my adviser" in them.say_slowly("in 4 weeks")


@pytest.mark.parametrize("words", ["can I talk to a person", "adviser please", "I need a human"])
def test_a_person_is_reached_from_the_middle_of_a_plan(somebody, words):
    them = somebody()
    them.say_slowly("help me with my plan", "a job in a library")
    assert "May I show them what you have written here" in them.say_slowly(words)


def test_a_barrier_alone_is_answered_with_adjustments(somebody):
    heard = somebody().say_slowly("I can't get there for nine", "a job")
    assert "a later start and finish" in heard


@pytest.mark.parametrize(
    ("benefit", "name"),
    [("housing benefit", "Housing Benefit"), ("council tax support", "Council Tax Support")],
)
def test_what_the_council_pays_is_not_guessed_at_but_pay_is_not_passed_over(
    somebody, benefit, name
):
    heard = somebody().say_slowly("is it safe for me to try work", f"pip and {benefit}", "a job")
    assert f"{name} can go down when you earn." in heard
    assert "I have no checked figures for it, so I will not guess how much." in heard
    assert "Personal Independence Payment (PIP)" in heard


def test_volunteering_with_housing_benefit_is_left_to_an_adviser(somebody):
    heard = somebody().say_slowly("is it safe to volunteer, I get housing benefit")
    assert "no checked rules about volunteering with Housing Benefit" in heard
    assert "Talk to a person" in heard
