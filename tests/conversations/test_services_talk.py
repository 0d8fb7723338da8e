"""Somebody looks for help near by: by name, by need, and with questions about what was shown."""

import pytest


@pytest.mark.parametrize(
    ("asked", "name", "reach"),
    [
        ("have you got contact info for KCIL", "Kingston Centre for Independent Living", "020 8546 9603"),
        ("how can I ring Richmond AID", "Richmond AID", "020 8831 6070"),
        ("number for transport for all please", "Transport for All", "020 7737 2339"),
        ("what number do I ring for dial-a-ride", "Dial-a-Ride", "0343 222 7777"),
        ("where do I ask for a taxi card", "Taxicard", "0300 330 1433"),
        ("tell me about the old Disability Advice Service Lambeth", "DASL", "disabilitylambeth.org.uk"),
        ("email for the Disability Law Service?", "Disability Law Service", "no phone, email or website"),
        ("who is Real", "Real (Real DPO Ltd)", "real.org.uk"),
    ],
)  # fmt: skip
def test_an_organisation_asked_for_by_name_is_shown_with_how_to_reach_it(
    partner, asked, name, reach
):
    heard = partner().write(asked)
    assert f"{name}" in heard and "is on my list." in heard
    assert reach in heard


def test_an_everyday_word_is_no_organisation(partner):
    heard = partner().write("is this a real person or not")
    assert "is on my list" not in heard


def test_a_name_that_is_not_on_the_list_is_said_to_be_missing(partner):
    heard = partner().write("Is the Brockwell Disability Network a genuine charity?")
    assert "I do not have that name on my list." in heard
    assert "is on my list." not in heard


def test_what_an_organisation_does_is_told_from_the_list_and_a_job_club_is_not_made_up(partner):
    them = partner()
    assert "Merton CIL" in them.write("who are Merton CIL")
    assert "tribunals" in them.write("do they represent people at tribunals")
    heard = them.write("do they run a job club")
    assert "my list does not say if they do that" in heard


def test_the_list_is_still_meant_after_another_answer(partner):
    them = partner()
    them.write("peer support groups in Fulham")
    assert them.write("what is Access to Work").answers == ["atw_what"]
    assert "https://www.aod.org.uk" in them.write("what is their number")


@pytest.mark.parametrize("asked", ["does it cost anything", "is it for anyone", "how do I join"])
def test_a_short_question_is_about_what_was_shown(partner, asked):
    them = partner()
    them.write("an advocate in Greenwich")
    heard = them.write(asked)
    assert "Greenwich Advocacy Partnership" in heard and not heard.answers


def test_no_good_brings_others(partner):
    assert "Here are others:" in partner().write("debt advice in Hackney", "that one is no good")


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("is there an advocate in Hackney", "Choice in Hackney"),
        ("any legal advice in Hackney", "Hackney Community Law Centre"),
        ("who can speak up for me, an advocate, at my care review in Greenwich", "Greenwich Advocacy Partnership"),
        ("somewhere in Tower Hamlets that helps with depression and finding work", "Working Well Trust"),
        ("could someone go through my PIP form with me in Harrow", "Welfare benefits team"),
        ("a club for deaf people in Walthamstow", "Walthamstow Deaf Club"),
        ("job support near SW9", "Lambeth"),
        ("who helps with sight loss in Croydon", "Croydon Vision"),
    ],
)  # fmt: skip
def test_a_need_with_a_place_is_looked_for_there(partner, asked, first):
    heard = partner().write(asked)
    assert first in " / ".join(heard.names), heard
    assert " listed for " not in heard


def test_carers_are_told_of_an_organisation_of_which_only_the_name_is_known(partner):
    heard = partner().write("I look after my mum. Is there a carers group in Harrow?")
    assert "Harrow Carers (phone 020 8868 5224" in heard
    assert "job club" not in heard


def test_a_kind_named_after_the_place_is_looked_for_there(partner):
    heard = partner().write("Croydon", "advice on benefits")
    assert "PIP and benefits form help, Croydon Vision" in heard.names


def test_where_there_is_no_job_club_the_only_one_is_named_with_whom_it_is_for(partner):
    heard = partner().write("is there a job club in Camden")
    assert "I have no job club listed for Camden." in heard
    assert "The only job club that I know of in London: Workstart job club" in heard
    assert "aged 16 to 25 with learning disabilities" in heard


def test_whoever_is_too_old_for_a_club_is_told_so(partner):
    heard = partner().write("job club in Lewisham", "I am 47")
    assert "What it is: a job club" not in heard
    assert "Workstart job club (Toucan Employment): it is for people aged 16 to 25" in heard


def test_age_and_condition_told_before_the_search_count_and_the_place_is_not_asked_again(partner):
    heard = partner().write(
        "My daughter is 20 and autistic and wants a job. We are in Bromley, has she got any help?"
    )
    assert "CareTrade" in " / ".join(heard.names)
    assert "Which area" not in heard and "Where should I look" not in heard


def test_services_of_the_place_come_without_asking_which_area(partner):
    heard = partner().write("I am in debt and live in Hackney")
    answer, _, found = heard.text.partition("\n1. ")
    assert found and heard.names and heard.answers == ["wider_support.debt"]
    assert "say so when you call.\n\n" in answer and "hich area" not in heard


def test_by_text_too_and_no_half_of_the_question_stays(partner):
    heard = partner("sms").write("I am in debt and live in Hackney")
    assert heard.answers == ["wider_support.debt"]
    assert "area" not in heard and "near you:" not in heard


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("job club near Guy's Hospital", "London Bridge (Southwark"),
        ("debt advice by the Emirates Stadium", "Islington"),
        ("legal advice Sutton", "Sutton"),
    ],
)
def test_a_landmark_is_a_place(partner, asked, place):
    assert place in partner().write(asked)
