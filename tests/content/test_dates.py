"""The clock moved over 6 April and past a review day: what is printed then, and what is withheld."""

import re
import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.cases.hours import Hours
from bot.channels.base import SMS, WEB
from bot.content import gsm
from bot.content.load import load_store
from bot.content.store import Store
from bot.conversations.compose import Composer, Outgoing
from bot.conversations.preferences import Preferences
from bot.conversations.state import TalkState
from bot.settings import PROJECT, Settings

LIMIT = "£203.50"
"""What permitted work may bring in a week in 2026/27."""


@pytest.fixture(scope="module")
def store() -> Store:
    return load_store(PROJECT / "data")


@pytest.fixture
def next_year(tmp_path: Path) -> Store:
    """The same answers, reviewed for another year, with one figure for April 2027."""
    shutil.copytree(PROJECT / "data" / "answers", tmp_path / "answers")
    for name in ("facts.yml", "programmes.yml", "jargon.yml", "telling.yml"):
        shutil.copy(PROJECT / "data" / name, tmp_path / name)
    for file in (tmp_path / "answers").glob("*.yml"):
        text = re.sub(r"review_by: \d{4}-", "review_by: 2028-", file.read_text("utf-8"))
        file.write_text(text, "utf-8")
    with (tmp_path / "facts.yml").open("a", encoding="utf-8") as file:
        file.write(
            "- id: esa_permitted_work_weekly_limit\n  show: £999.99\n  valid_from: '2027-04-06'\n"
            "  valid_to: '2028-04-05'\n  confidence: high\n  publisher: P\n  title: T\n"
        )
    return load_store(tmp_path)


@pytest.fixture
def told() -> Callable[..., str]:
    """What somebody is told, at a moment (UTC), on a channel."""

    def tell(store: Store, name: str, moment: datetime, caps=WEB, form: str = "plain") -> str:
        settings = Settings(_env_file=None)
        hours = Hours.parse("Mon-Fri 10:00-16:00")
        composer = Composer(
            store, caps, TalkState(), settings, hours, moment, preferences=Preferences(form)
        )
        out = Outgoing()
        composer.answer(out, name)
        return out.text

    return tell


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize("form", ["plain", "easy_read"])
@pytest.mark.parametrize("caps", [WEB, SMS], ids=["web", "sms"])
def test_a_figure_begins_and_ends_at_midnight_in_london_on_6_april(next_year, told, caps, form):
    def said(moment: str) -> str:
        return told(next_year, "benefits_permitted_work", at(moment), caps, form)

    # 6 April 2026 begins in London (summer time) an hour before it does in UTC.
    assert LIMIT not in said("2026-04-05T22:59:00")
    assert LIMIT in said("2026-04-05T23:01:00")
    assert LIMIT in said("2027-04-05T22:59:00")
    after = said("2027-04-05T23:01:00")
    assert LIMIT not in after and "£999.99" in after


def test_between_two_figures_the_sentence_stands_without_one(store, told, monkeypatch):
    later = at("2027-04-06T12:00:00")
    monkeypatch.setattr("bot.content.store.NEVER_WITHHELD", tuple(a.id for a in store))
    said = told(store, "benefits_permitted_work", later)
    assert "£" not in said
    assert "There are weekly limits on hours and pay" in said


def test_no_figure_is_ever_printed_outside_its_days_or_of_low_confidence(store):
    """Every answer, every form, on the days around every change."""
    changes = {f.valid_from for f in store.facts} | {f.valid_to for f in store.facts}
    days = sorted({date(2026, 11, 24), date(2027, 4, 5), date(2027, 4, 6), *changes} - {None})
    texts = [
        text
        for answer in store
        for told in (answer, *answer.nations.values())
        for text in (*told.forms.values(), *(line.say for line in told.easy_read))
        if "{" in text
    ]
    assert len(texts) > 100
    for day in days:
        bad = {f.show for f in store.facts if not f.holds(day) and len(f.show) > 3}
        good = {f.show for f in store.facts if f.holds(day)}
        for text in texts:
            own = {f.show for f in store.facts if "{" + f.id + "}" in text}
            filled = store.fill(text, day)
            assert "{" not in filled and "[[" not in filled
            assert not any(show in filled for show in (bad - good) & own)


def test_past_its_review_day_an_answer_gives_way_to_its_core_its_source_and_a_person(store, told):
    answer = store.get("benefits_permitted_work")
    on = at(f"{answer.review_by}T12:00:00")
    assert LIMIT in told(store, answer.id, on)
    late = on.replace(year=on.year + 1)
    for caps in (WEB, SMS):
        said = told(store, answer.id, late, caps)
        assert "£" not in said and "PW1" not in said
        assert answer.summary in said
        assert "https://" in said
        assert "person" in said.lower()
    assert gsm.segments(told(store, answer.id, late, SMS)) <= 3


def test_what_keeps_people_safe_is_never_withheld(store, told):
    late = at("2031-01-01T12:00:00")
    assert "116 123" in told(store, "crisis", late)
    assert "999" in told(store, "safeguarding", late)
    assert "Ask your council today" in told(store, "urgent_hardship", late).replace("ask", "Ask")


def test_every_topic_has_its_five_forms(store):
    for answer in store:
        # One sentence in another language has no simpler form of our own.
        if answer.id.startswith(("service.", "change_language.")):
            continue
        assert {"plain", "sms"} <= set(answer.forms), answer.id
        assert answer.easy_read and answer.summary, answer.id


def test_an_answer_somebody_has_checked_has_no_warning(store, told, monkeypatch):
    answer = store.get("benefits_pip_work")
    now = at("2026-11-24T12:00:00")
    assert told(store, answer.id, now).endswith("Check with an adviser before you act.")
    object.__setattr__(answer, "reviewer", "A. Adviser")
    try:
        said = told(store, answer.id, now)
        assert "Check with an adviser before you act." not in said
        assert "When to speak to a benefits adviser first:" in said
    finally:
        object.__setattr__(answer, "reviewer", None)
