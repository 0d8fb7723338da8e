"""What short messages after a list mean, and which of them report a listing: no Rasa needed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversations import follow_up, reports
from bot.conversations.listing_detail import aspect
from bot.conversations.listing_words import age
from bot.directory.models import Organisation, Service
from bot.directory.search import Wish
from bot.directory.wished import days_in, days_looked_for


@pytest.mark.parametrize(
    ("text", "do"),
    [
        ("more", "more"), ("MORE please", "more"), ("any others?", "more"), ("next", "more"),
        ("something a bit further away", "more"), ("show me more", "more"), ("what else is there", "more"),
        ("anything nearer?", "nearer"), ("is there one closer", "nearer"),
        ("the second one", "detail"), ("2", "detail"), ("tell me about number 3", "detail"),
        ("anything online", "filter"), ("any on zoom?", "filter"), ("online", "filter"),
        ("only ones run by disabled people", "filter"), ("any user-led ones", "filter"),
        ("is there one with step free access", "filter"), ("what about wednesdays", "filter"),
        ("just the ones with a hearing loop", "filter"), ("anything at the weekend", "filter"),
        ("got any on line", "filter"), ("any that sign", "filter"), ("somewhere further", "more"),
        ("run by disabled people please", "filter"), ("any others near me", "more"),
        ("different area", "elsewhere"), ("can you try another area", "elsewhere"),
        ("the last one", "detail"), ("show me 3", "detail"), ("whats nearest tube", None),
        ("is it online?", None), ("do they have bsl", None), ("can i get there step-free", None),
        ("what day", None), ("will I lose my pip", None), ("thanks", None), ("", None), ("4", None),
        ("i need to talk to someone about my benefits and more and more and more things today", None),
    ],
)  # fmt: skip
def test_what_is_meant(text, do):
    found = follow_up.read(text, Wish("job_club"), 3)
    assert (found and found.do) == do


@pytest.mark.parametrize(
    ("text", "days"),
    [("monday", "MO"), ("tues or weds", "TU,WE"), ("Thursdays", "TH"), ("sat", "SA"),
     ("at the weekend", "SA,SU"), ("some money", "")],
)  # fmt: skip
def test_days(text, days):
    assert days_in(text.lower()) == days


@pytest.mark.parametrize(
    ("text", "days"),
    [("job club Croydon on saturdays", "SA"), ("club on a Tuesday in Ealing", "TU"),
     ("something at the weekend near SE5", "SA,SU"), ("a wednesday group", "WE"),
     ("I lost my job on monday, job club in Croydon", ""), ("job club sunbury", "")],
)  # fmt: skip
def test_the_day_that_is_looked_for(text, days):
    assert days_looked_for(text) == days


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("do they pay the fare", "fare"), ("what day is it", "day"), ("is it free", "cost"),
        ("who runs it", "led"), ("where is it", "where"), ("what's their number", "contact"),
        ("do they have captions", "captions"), ("is there an easy read leaflet", "easy_read"),
        ("can I get there step-free", "step_free"), ("do they do childcare", "fare"), ("hm", "all"),
        ("how do i get there", "where"), ("wheelchair ok?", "step_free"), ("whats nearest tube", "station"),
        ("what number do i ring", "contact"), ("how much is it", "cost"), ("is it accessible", "access"),
        ("can i bring my carer", "company"), ("is it just for young people", "who"), ("is it free", "cost"),
        ("when was that checked", "checked"), ("is that one still going", "checked"),
        ("what do they do there", "what"), ("is there anything in the evening", "day"),
        ("can i just turn up", "book"), ("is it run by disabled ppl", "led"), ("signing on", "all"),
    ],
)  # fmt: skip
def test_what_a_question_is_about(text, what):
    assert aspect(text) == what


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("that number is wrong", "contact"), ("the phone number doesn't work", "contact"),
        ("it's closed", "closed"), ("they've closed down", "closed"), ("it closed down last year", "closed"),
        ("that club is no longer running", "closed"), ("wrong address", "place"), ("they have moved", "place"),
        ("the website link is dead", "contact"), ("the times are wrong", "time"),
        ("that info is out of date", "other"),
        ("that number dont work", "contact"), ("its shut down", "closed"), ("theyve moved", "place"),
        ("the phone just rings out", "contact"), ("nobody picks up", "contact"), ("website is down", "contact"),
        ("they dont do that any more", "closed"), ("that place has gone", "closed"), ("wrong info", "other"),
        ("is it closed on monday?", ""), ("what time is it open", ""), ("my phone number changed", ""),
        ("i have moved house", ""), ("are they closed", ""), ("job club in peckham", ""), ("thanks", ""),
    ],
)  # fmt: skip
def test_which_messages_report_a_listing(text, what):
    assert reports.what_is_wrong(text) == what


@given(st.text(max_size=200), st.integers(0, 3))
def test_any_text_is_read_without_an_error(text, shown):
    found = follow_up.read(text, Wish(), shown)
    assert found is None or found.which is None or 0 <= found.which < shown
    reports.what_is_wrong(text)
    aspect(text)


@pytest.mark.parametrize(
    ("checked", "web", "sms"),
    [
        (date(2026, 9, 1), "Checked 1 September 2026.", "Checked Sep 2026."),
        (date(2026, 5, 27), "Checked 27 May 2026.", "Checked May 2026."),
        (date(2026, 5, 25), "Last checked 25 May 2026, over 6 months ago. It may have changed.",
         "Last checked May 2026, over 6 months ago."),
        (date(2025, 5, 25), "This is old: last known right on 25 May 2025. Ring first, or contact them another way.",
         "Last checked May 2025: old, ring first."),
        (None, "I do not know when this was last checked. Ring first, or contact them another way.",
         "Check date not known: ring first."),
    ],
)  # fmt: skip
def test_how_old_a_listing_is_in_words(checked, web, sms):
    service = Service(checked=checked, organisation=Organisation())
    today = date(2026, 11, 26)
    assert (age(service, today), age(service, today, sms=True)) == (web, sms)
