"""`alongside preview ID`: an answer in all its forms, as each channel shows them."""

from collections.abc import Iterator
from datetime import date, datetime, time

from bot.cases.hours import Hours
from bot.channels.base import CHANNELS, WEB, Capabilities
from bot.clock import LONDON
from bot.commands.reading import OLDEST, ages
from bot.content import gsm
from bot.content.load import load_store
from bot.content.store import Answer, Store
from bot.conversations import again
from bot.conversations.compose import Composer, Outgoing, text_with_choices
from bot.conversations.easy_read import Lines
from bot.conversations.first_words import careful_first
from bot.conversations.preferences import Preferences
from bot.conversations.speak import pages_of
from bot.conversations.state import TalkState
from bot.errors import PlainError
from bot.settings import PROJECT, Settings

FORMS = ("plain", "easy_read")


def preview(settings: Settings, name: str, today: date) -> Iterator[str]:
    """Lines for the terminal. Raises PlainError if there is no such answer or the files are wrong."""
    store = load_store(PROJECT / "data")
    answer = store.get(name) or store.get(f"programme_old.{name}")
    if answer is None:
        near = [a.id for a in store if name in a.id][:8]
        hint = f" Near to it: {', '.join(near)}." if near else " `alongside check` lists faults."
        raise PlainError(f"There is no answer '{name}'.{hint}")
    yield from _about(answer, store, today)
    for channel in CHANNELS.values():
        for form in FORMS:
            out, composer = _told(settings, store, answer, channel, form, today)
            yield from _shown(f"{channel.name}, {form.replace('_', ' ')}", out, composer)
            out = Outgoing()
            again.more(composer, out)
            if form == "plain" and "more" in answer.forms:
                yield from _shown(f"{channel.name}, when they ask for more", out, composer)
    for nation in answer.nations:
        out, composer = _told(settings, store, answer, WEB, "plain", today, nation)
        yield from _shown(f"web, somebody in {nation}", out, composer)


def _about(answer: Answer, store: Store, today: date) -> Iterator[str]:
    yield f"{answer.id}: {answer.title}"
    yield f"In one line: {answer.summary or '(no summary yet)'}"
    measured = ages(answer, store, today)
    yield "Reading age: " + ", ".join(
        f"{form.replace('_', ' ')} {age:g} ({OLDEST[form]} at most)"
        for form, age in measured.items()
    )
    checked = f"on {answer.reviewed} by {answer.reviewer or 'no person yet'}"
    yield f"Checked {checked}, to be checked again by {answer.review_by or '(no day)'}"
    if answer.overdue(today):
        yield "It is past that day: people get the line above, the source and a person instead."


def _told(
    settings: Settings,
    store: Store,
    answer: Answer,
    channel: Capabilities,
    form: str,
    today: date,
    nation: str = "",
) -> tuple[Outgoing, Composer]:
    """The answer as somebody new gets it on a channel."""
    now = datetime.combine(today, time(12), LONDON)
    hours = Hours.parse(settings.opening_hours)
    state = TalkState(said=" ", answers=[answer.id], nation=nation)
    composer = Composer(store, channel, state, settings, hours, now, preferences=Preferences(form))
    out = Outgoing()
    composer.answer(out, answer.id)
    return out, composer


def _shown(heading: str, out: Outgoing, composer: Composer) -> Iterator[str]:
    channel = composer.caps
    out.parts = careful_first(composer, out.parts)
    pages = pages_of(composer, text_with_choices(out, channel))
    yield ""
    yield f"--- {heading} ---"
    for number, page in enumerate(pages, start=1):
        if channel.form == "sms":
            yield f"(message {number} of {len(pages)}: {gsm.segments(page)} {'segment' if gsm.segments(page) == 1 else 'segments'})"
            yield page
        else:
            yield from _with_pictures(out) if channel.pictures else (page,)
    if channel.buttons and out.offers:
        yield "Choices: " + ", ".join(offer.label for offer in out.offers)


def _with_pictures(out: Outgoing) -> Iterator[str]:
    for number, part in enumerate(part for part in out.parts if part):
        if number:
            yield ""
        if isinstance(part, Lines):
            yield from (
                f"[{line.picture}] {line.say}" if line.picture else line.say for line in part.lines
            )
        else:
            yield part
