"""Going on with a search in a few words, and telling us that a listing is wrong."""

import csv
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.conversations import inbox
from bot.directory.changes import ListingReport
from bot.directory.gather import Batch, bring_in
from bot.directory.load import read_folder
from bot.directory.models import Organisation

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CLUBS = (
    # name, is_ddpo, days, latitude of a place in Havering, facts
    (
        "Alder club",
        "yes",
        "MO",
        "51.5820",
        {"step_free": "yes", "bsl": "yes", "pays_travel": "yes"},
    ),
    ("Birch club", "no", "TH", "51.5900", {"step_free": "no", "online": "yes"}),
    ("Cedar club", "yes", "TU,TH", "51.6000", {"bsl": "yes", "pays_travel": "no"}),
    ("Damson club", "no", "", "51.6080", {}),
    ("Elder club", "unknown", "", "51.6140", {}),
)


@pytest.fixture(scope="module", autouse=True)
def clubs(gateway, tmp_path_factory):
    """Five job clubs in Havering, whose nearest first is their alphabet from RM1 3BD."""
    folder = tmp_path_factory.mktemp("clubs")
    organisations, services = [], []
    for name, led, days, latitude, facts in CLUBS:
        key = name.split()[0].lower()
        organisations.append(
            {"id": key, "name": f"{name.split()[0]} Trust", "boroughs": "Havering", "is_ddpo": led,
             "phone": "020 7946 0000", "source_date": "2026-09-01"}
        )  # fmt: skip
        services.append(
            {"id": key, "organisation_id": key, "name": name, "kind": "job_club", "days": days,
             "description": "We look for work together", "latitude": latitude, "longitude": "0.183",
             "source_date": "2026-09-01", "step_free": "", "bsl": "", "online": "",
             "pays_travel": "", **facts}
        )  # fmt: skip
    for file, rows in (("organisations", organisations), ("services", services)):
        with (folder / f"{file}.csv").open("w", newline="") as handle:
            writer = csv.DictWriter(handle, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    one = read_folder(folder, folder / "none.npy", NOW.date())
    with gateway.database.begin() as session:
        bring_in(session, Batch(one.organisations, one.services, feed="clubs"), NOW, "test")
    yield
    with gateway.database.begin() as session:
        for id in one.organisations:
            session.delete(session.get(Organisation, id))


def clubs_in(heard) -> list[str]:
    return [name.split(",")[0] for name in heard.names]


def test_three_on_the_web_each_with_why_and_the_rest_after_more(partner):
    them = partner()
    heard = them.write("job club near RM1 3BD")
    assert clubs_in(heard) == ["Alder club", "Birch club", "Cedar club"]
    assert heard.text.count("Why this one: ") == 3
    assert "Why this one: less than a mile away, serves Havering, run by disabled people." in heard
    assert "When: Mondays." in heard and "Checked 1 September 2026." in heard
    assert "RM1 3BD" not in heard and "For your postcode (Havering) I have this listed:" in heard
    assert clubs_in(them.write("more"))[:2] == ["Damson club", "Elder club"]


@pytest.mark.parametrize("words", ["further away", "any others?", "show me more", "another one"])
def test_other_words_for_more(partner, words):
    them = partner()
    them.write("job club in Havering")
    heard = them.write(words)
    assert "Here are others:" in heard
    assert clubs_in(heard)[:2] == ["Damson club", "Elder club"]


def test_when_all_is_shown_it_says_so_and_offers_a_person(partner):
    them = partner()
    them.write("job club in Havering")
    heard = them.write("more")
    for _ in range(9):
        if not heard.names:
            break
        heard = them.write("more")
    assert "I have no others listed for Havering. There may be more that I do not know of." in heard
    assert "Ask a person to help me look" in heard


def test_by_text_two_come_in_two_segments_and_more_brings_the_next_two(partner):
    them = partner("sms")
    heard = them.write("job club in Havering")
    assert clubs_in_text(heard) == ["Alder club", "Birch club"]
    assert heard.segments == [2] and heard.text.endswith("Send MORE for others.")
    assert "serves Havering" in heard
    more = them.write("MORE")
    assert clubs_in_text(more) == ["Cedar club", "Damson club"] and max(more.segments) <= 2


def clubs_in_text(heard) -> list[str]:
    return [name for name, *_ in CLUBS if name in heard]


@pytest.mark.parametrize(
    ("words", "clubs"),
    [
        ("anything online?", ["Birch club"]),
        ("only run by disabled people", ["Alder club", "Cedar club"]),
        ("any with BSL", ["Alder club", "Cedar club"]),
        ("anything on a Thursday", ["Birch club", "Cedar club", "Damson club"]),
        ("what about saturday", ["Damson club", "Elder club"]),
        ("is there one with step free access", ["Alder club", "Cedar club", "Damson club"]),
    ],
)
def test_a_filter_goes_on_with_the_same_search(partner, words, clubs):
    them = partner()
    them.write("job club in Havering")
    heard = them.write(words)
    shown = [c for c in clubs_in(heard) if c in {name for name, *_ in CLUBS}]
    assert sorted(shown[: len(clubs)]) == sorted(clubs)


def test_a_day_in_the_first_message_filters_at_once(partner):
    heard = partner().write("job club in Havering on Thursdays")
    assert clubs_in(heard)[:2] == ["Birch club", "Cedar club"]
    assert "Alder club" not in heard and "open on other days" in heard


def test_the_first_is_the_listing_though_an_answer_with_choices_stands_beside_it(partner):
    them = partner()
    first = them.write("I need help with housing in Newham").names[0]
    heard = them.write("the first")
    assert f"Name: {first}" in heard


def test_what_was_left_out_is_told(partner):
    them = partner()
    heard = them.write("job club in Havering", "only run by disabled people")
    assert "I left out: " in heard
    assert "not run by disabled people" in heard and "I do not know who runs it" in heard


def test_one_of_the_list_and_then_questions_about_it(partner):
    them = partner()
    them.write("job club in Havering")
    heard = them.write("the second one")
    assert "Name: Birch club, Birch Trust" in heard and "Alder" not in heard
    heard = them.write("what day is it")
    assert "Birch club (Birch Trust): Thursdays" in heard and "Alder" not in heard
    heard = them.write("tell me about the third one")
    assert "Name: Cedar club" in heard
    assert "it does not pay travel" in them.write("do they pay the fare")


@pytest.mark.parametrize(
    ("question", "alder", "birch"),
    [
        ("can I get there step-free?", "my list says it has step-free access",
         "my list says it does not have step-free access"),
        ("do they have BSL?", "my list says it has BSL", "my list does not say if there is BSL"),
        ("do they pay the fare?", "it pays travel", "my list does not say whether travel"),
        ("what day?", "Mondays", "Thursdays"),
        ("is it run by disabled people?", "run by disabled people", "not run by disabled people"),
    ],
)  # fmt: skip
def test_a_detail_of_all_that_is_shown(partner, question, alder, birch):
    them = partner()
    them.write("job club in Havering")
    heard = them.write(question)
    lines = {line.split(" (")[0]: line for line in heard.text.splitlines() if " Trust): " in line}
    assert alder in lines["Alder club"] and birch in lines["Birch club"]
    assert "Ask a person to find out" in heard


def test_two_results_by_text_even_where_the_first_words_need_a_line_before_them(partner):
    heard = partner("sms").write("job club in Lambeth")
    assert "\n1. " in heard and "\n2. " in heard and heard.segments == [2]


def test_by_text_the_first_one_says_whom_it_is_for(partner):
    them = partner("sms")
    heard = them.write("job club in Lambeth", "the first one")
    assert "For: People aged 16 to 25" in heard.text + them.write("MORE").text


def test_a_thank_you_does_not_end_the_talk_about_the_list(partner):
    them = partner()
    heard = them.write("job club in Havering", "thanks", "whats the second one again")
    assert "Birch club" in heard and "Thursdays" in heard
    assert "Birch club (Birch Trust): Thursdays" in them.write("ok", "what day")


def test_a_place_elsewhere_is_searched_for_the_same_even_if_the_words_are_unclear(partner):
    heard = partner().write("job club in Havering", "is there nothing in scotland")
    assert "Scotland is outside it" in heard and "work across the UK" in heard


def test_a_number_that_is_no_postcode_is_not_answered_for_the_place_before(partner):
    heard = partner().write("job club in Havering", "90210")
    assert "I do not know that place." in heard and not heard.names


UNSEEN = (
    # what is written after a list of job clubs in Havering, and what the answer says
    ("how do i get there", "Alder club (Alder Trust): "),
    ("wheelchair ok?", "my list says it has step-free access"),
    ("whats nearest tube", "my list does not say the nearest station"),
    ("got any on line", "Birch club"),
    ("is it run by disabled ppl", "Alder club (Alder Trust): run by disabled people"),
    ("somewhere further", "Here are others:"),
    ("different area", "Where should I look?"),
    ("thursdays?", "Birch club"),
    ("do they do bsl", "my list says it has BSL"),
    ("what number do i ring", "020 7946 0000"),
    ("that number dont work", "Which one do you mean?"),
    ("its shut down", "Which one do you mean?"),
    ("is there a ramp", "my list says it has step-free access"),
    ("how much is it", "my list does not say what it costs"),
    ("who do i ask for", "020 7946 0000"),
    ("can i bring my carer", "my list does not say if somebody may come with you"),
    ("can i just turn up", "It is best to contact them before you go."),
    ("nah something else", "Here are others:"),
    ("what do they do there", "We look for work together"),
    ("is that one still going", "Checked"),
    ("have u got one on a weekend", "Damson club"),
    ("wots there email", "020 7946 0000"),
    ("do they pay bus fare", "it pays travel"),
    ("is there anything in the evening", "Mondays"),
    ("is it accessible", "step-free access"),
    ("any that sign", "Cedar club"),
    ("nobody picks up", "Which one do you mean?"),
    ("theyve moved", "Which one do you mean?"),
    ("toilets?", "my list does not say if there is an accessible toilet"),
    ("the first one, what time does it start", "Alder club (Alder Trust): Mondays"),
    ("how long before they say yes", "my list does not say how long it takes"),
    ("is there a waiting list", "my list does not say how long it takes"),
    ("could I bring my support worker", "my list does not say if somebody may come with you"),
    ("do I have to be on benefits", "my list does not say who it is for"),
    ("do they have someone who signs", "my list says it has BSL"),
    ("is the building ok for my scooter", "my list says it has step-free access"),
    ("what are they like for anxiety", "We look for work together"),
    ("how often is it", "Mondays"),
    ("none of these any good", "Here are others:"),
    ("and more", "Here are others:"),
    ("wider area pls", "Here are others:"),
    ("nothing too far please", "I showed you the nearest"),
    ("on a thursday", "Birch club"),
    ("owt online", "Birch club"),
    ("whats the number for acas", "0300 123 1100"),
    ("in person only", "My list does not say of each one if it meets in person."),
    ("face to face please not online", "My list does not say of each one if it meets in person."),
    ("disabled people run only", "Alder club"),
    ("other place more far", "Here are others:"),
    ("e mail?", "020 7946 0000"),
    ("i rang and no answer", "Which one do you mean?"),
    ("i emailed them and it bounced", "Which one do you mean?"),
)


@pytest.mark.parametrize("channel", ["web", "sms", "telegram"])
def test_many_ways_to_go_on_that_nobody_trained(partner, channel):
    """Each on a list of its own; a third of them on each channel."""
    wrong = {}
    for words, expected in UNSEEN[["web", "sms", "telegram"].index(channel) :: 3]:
        them = partner(channel)
        them.write("job club in Havering")
        heard = them.write(words)
        # A text may come in pages: the rest is there after MORE.
        said = heard.text
        if channel == "sms" and expected not in said:
            said += them.write("MORE").text
        if expected not in said or "exist" in said or "there are no " in said.lower():
            wrong[words] = said
    assert wrong == {}


def test_a_new_place_begins_a_new_search(partner):
    them = partner()
    them.write("job club in Havering")
    assert "I have no job club listed for Hackney." in them.write("what about Hackney")


def reports(gateway, them) -> list[tuple[str, str]]:
    with gateway.database.read() as session:
        talk = inbox.talk_of(session, gateway.vault, them.id)
        query = select(ListingReport).where(ListingReport.conversation_id == them.id)
        rows = session.scalars(query.order_by(ListingReport.at))
        return [(row.what, talk.key.open("report", row.words) if row.words else "") for row in rows]


@pytest.mark.parametrize("channel", ["web", "sms", "telegram"])
def test_a_listing_is_reported_in_any_channel(gateway, partner, channel):
    them = partner(channel)
    them.write("job club in Havering")
    heard = them.write("the first one has closed down")
    assert "Thank you for telling me." in heard
    assert reports(gateway, them) == [("closed", "the first one has closed down")]


def test_which_listing_is_wrong_is_asked_if_it_is_not_clear(gateway, partner):
    them = partner()
    them.write("job club in Havering")
    heard = them.write("that number is wrong")
    assert "Which one do you mean?" in heard and "[2] Birch club, Birch Trust" in heard
    assert reports(gateway, them) == []
    assert "Thank you for telling me." in them.write("2")
    assert reports(gateway, them) == [("contact", "that number is wrong")]


def test_words_of_a_report_are_deleted_with_the_talk(gateway, partner):
    them = partner()
    them.write("job club in Havering", "the second one is closed", "delete my data")
    them.write("yes")
    assert reports(gateway, them) == [("closed", "")]


def test_a_question_about_closing_is_no_report(gateway, partner):
    them = partner()
    them.write("job club in Havering", "is it closed on Fridays?")
    assert reports(gateway, them) == []


def test_danger_comes_before_any_list(gateway, partner):
    them = partner()
    heard = them.write("job club in Havering", "it's closed and i want to kill myself")
    assert heard.intent == "crisis" and "116 123" in heard
    assert reports(gateway, them) == []
