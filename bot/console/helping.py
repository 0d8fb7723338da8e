"""Help while writing: what was said so far, answers that may fit, listings nearby, saved replies.

Everything here is found, nothing invented: quotes of messages, texts of the answer store with their
dates and sources, rows of the directory. Nothing is put into a reply or sent by itself.
"""

from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.cases.models import Adviser, Case, Draft, Matter, SavedReply
from bot.clock import LONDON
from bot.console.words import WARM
from bot.content.store import Answer
from bot.conversations import listing_words
from bot.conversations.compose import Composer, words_of
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message
from bot.dialogue.client import RasaDown
from bot.directory.search import Wish

MOST_QUOTES = 5
MOST_ANSWERS = 3
SURE = 0.1
LONGEST_QUOTE = 160


@dataclass(frozen=True)
class Summary:
    """What the messages that may be read hold, in the order they came."""

    asked: list[str]
    """Questions of the person, word for word."""
    answered: list[str]
    """Titles of the answers they were given; those that rest on no source are small talk."""


@dataclass(frozen=True)
class Suggestion:
    """A text that may be put into the reply."""

    id: str
    title: str
    text: str
    about: str
    """Where it comes from and how old it is."""


def summary(gateway: Gateway, talk: Talk, rows: list[Message]) -> Summary:
    store = gateway.store.current()
    asked, answered = [], []
    for row in rows:
        body = talk.key.open("body", row.body)
        if row.author == Author.PERSON and "?" in body["text"]:
            asked.append(" ".join(body["text"].split()))
        for name in body.get("answers") or []:
            answer = store.get(name)
            if answer is not None and answer.sources and answer.title not in answered:
                answered.append(answer.title)
    quotes = [q if len(q) <= LONGEST_QUOTE else q[:LONGEST_QUOTE] + " ..." for q in asked]
    return Summary(quotes[-MOST_QUOTES:], answered[-MOST_QUOTES:])


def answers(gateway: Gateway, composer: Composer, talk: Talk, rows: list[Message]) -> list:
    """Answers of the store that may fit what the person wrote last; none while Rasa is down."""
    last = next((row for row in reversed(rows) if row.author == Author.PERSON), None)
    if last is None:
        return []
    text = talk.key.open("body", last.body)["text"]
    try:
        # Without the tracker: a question of an adviser's must leave no trace in the talk.
        found = gateway.rasa.ask(talk.id, [], text=text[:2000])
    except RasaDown:
        return []
    names = [found.intent, *(name for name, sure in found.ranking if sure >= SURE)]
    kept: list[Suggestion] = []
    for name in dict.fromkeys(names):
        answer = composer.store.best(name, [v for _, v in found.entities if isinstance(v, str)])
        if answer is not None and answer.sources and not answer.overdue(composer.today):
            kept.append(_of_answer(composer, answer))
    return kept[:MOST_ANSWERS]


def _of_answer(composer: Composer, answer: Answer) -> Suggestion:
    publishers = ", ".join(dict.fromkeys(source.publisher for source in answer.sources))
    checked = f"checked on {words_of(answer.reviewed)}" if answer.reviewed else "not checked yet"
    by = "" if answer.reviewer else ", not yet approved by a reviewer"
    return Suggestion(
        f"answer:{answer.id}",
        answer.title,
        composer.filled(answer),
        f"From {publishers}; {checked}{by}.",
    )


def nearby(gateway: Gateway, case: Case, today: date, kind: str = "") -> list[Suggestion]:
    """Services in the borough of the case."""
    if not case.borough:
        return []
    place = gateway.directory.places.resolve(case.borough)
    found = gateway.directory.search(place, Wish(kind=kind), 5)
    services = gateway.directory.services([item.id for item in found.listings])
    return [
        Suggestion(
            f"service:{service.id}",
            f"{service.organisation.name}: {service.name}",
            f"{service.organisation.name}, {service.name}. {listing_words.reach_words(service)}",
            listing_words.age(service, today),
        )
        for service in services
    ]


def saved(session: Session, adviser: Adviser, words: str = "") -> list[SavedReply]:
    """Saved replies this adviser may use: their own, their organisation's, the service's."""
    mine = SavedReply.adviser_id == adviser.id
    shared = SavedReply.adviser_id.is_(None) & (
        SavedReply.organisation_id.is_(None)
        | (SavedReply.organisation_id == adviser.organisation_id)
    )
    query = select(SavedReply).where(or_(mine, shared)).order_by(SavedReply.shortcut)
    rows = list(session.scalars(query))
    if not words.strip():
        return rows
    near = [(fuzz.partial_ratio(words.lower(), f"{r.shortcut} {r.text}".lower()), r) for r in rows]
    return [row for score, row in sorted(near, key=lambda pair: -pair[0]) if score >= 70]


def text_to_put(
    gateway: Gateway, session: Session, composer: Composer, adviser: Adviser, what: str
) -> str:
    """The text that a choice names: `answer:`, `service:`, `saved:` or `warm:` and its id; else empty."""
    kind, _, name = what.partition(":")
    if kind == "answer" and (answer := composer.store.get(name)):
        return composer.filled(answer)
    if kind == "service":
        for service in gateway.directory.services([name]):
            return (
                f"{service.organisation.name}, {service.name}. {listing_words.reach_words(service)}"
            )
    if kind == "warm" and name in set(Matter):
        return WARM.get(Matter(name), "")
    if kind == "saved":
        return next((row.text for row in saved(session, adviser) if row.id == name), "")
    return ""


def with_shortcuts(session: Session, adviser: Adviser, text: str) -> str:
    """A word such as `/hello` that names a saved reply becomes its text."""
    if "/" not in text:
        return text
    replies = {f"/{row.shortcut.lower()}": row.text for row in saved(session, adviser)}
    lines = [replies.get(line.strip().lower(), line) for line in text.split("\n")]
    return "\n".join(lines)


def draft_of(session: Session, talk: Talk, case: Case, adviser: Adviser) -> str:
    row = session.get(Draft, (case.id, adviser.id))
    return talk.key.open("draft", row.body) if row is not None else ""


def keep_draft(session: Session, talk: Talk, case: Case, adviser: Adviser, text: str, now) -> None:
    """Keep what is being written; an empty text forgets it."""
    row = session.get(Draft, (case.id, adviser.id))
    if not text.strip():
        if row is not None:
            session.delete(row)
        return
    if row is None:
        row = Draft(case_id=case.id, adviser_id=adviser.id)
        session.add(row)
    row.body, row.at = talk.key.seal("draft", text), now


def today(gateway: Gateway) -> date:
    return gateway.clock.now().astimezone(LONDON).date()
