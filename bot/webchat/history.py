"""Messages as the page shows them, as the announcer says them, and as a plain copy."""

from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from bot.clock import LONDON
from bot.conversations.compose import words_of
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message
from bot.webchat.pages import fragment
from bot.webchat.session import new_form_token
from bot.webchat.words import html_of, time_words


@dataclass(frozen=True)
class Shown:
    """One message, opened."""

    number: int
    author: str
    who: str
    """The author in words, as the page shows it."""
    text: str
    created: datetime
    when: str
    body: Markup
    offers: list[str] = field(default_factory=list)
    sources: list[dict[str, str]] = field(default_factory=list)
    checked: str = ""

    @property
    def machine_time(self) -> str:
        return self.created.isoformat(timespec="seconds")


def opened(talk: Talk, message: Message, now: datetime) -> Shown:
    """The message, unsealed, with its words ready to be shown."""
    body = talk.key.open("body", message.body)
    own = message.author == Author.PERSON
    checked = body.get("checked")
    return Shown(
        number=message.number,
        author=message.author,
        who=who(message),
        text=body["text"],
        created=message.created,
        when=time_words(message.created, now),
        body=html_of(body["text"], ours=not own),
        offers=body.get("offers") or [],
        sources=_sources(body.get("sources") or []),
        checked=words_of(date.fromisoformat(checked)) if checked else "",
    )


def who(message: Message) -> str:
    """Who wrote it, always in words."""
    return {
        Author.PERSON: "You",
        Author.ASSISTANT: "Alongside (computer assistant)",
        Author.ADVISER: f"{message.author_name} (adviser)",
        Author.SERVICE: "Alongside service",
    }[Author(message.author)]


def _sources(stored: list[list[str | None]]) -> list[dict[str, str]]:
    """Those that can be opened; a source without an address helps nobody who wants to check.

    A date in words such as `not stated` is left out.
    """
    return [
        {
            "publisher": publisher or "",
            "title": title or publisher or url,
            "url": url,
            "date": _dated(day),
        }
        for publisher, title, url, day in stored
        if url and url.startswith(("https://", "http://"))
    ]


def _dated(day: str | None) -> str:
    return day if day and any(c.isdigit() for c in day) else ""


def item_html(shown: Shown, newest: bool) -> str:
    """The list item of one message. Only the newest one's choices are buttons."""
    return fragment("message.html", message=shown, newest=newest, once=new_form_token())


def spoken(shown: Shown) -> str:
    """What the announcer says of it: one string, nothing of the person's own words."""
    if shown.author == Author.PERSON:
        return ""
    name = {
        Author.ASSISTANT: "Alongside",
        Author.SERVICE: "Alongside service",
    }.get(shown.author) or shown.who.replace(" (adviser)", ", adviser,")
    lines = (line.removeprefix("- ") for line in shown.text.splitlines() if line.strip())
    said = f"{name} says: {' '.join(lines)}"
    if shown.offers:
        said += " Choices: " + ", ".join(shown.offers) + "."
    return said


def item_json(shown: Shown, newest: bool) -> dict[str, object]:
    """One message for a page that is already open."""
    return {
        "number": shown.number,
        "html": item_html(shown, newest),
        "author": shown.author,
        "say": spoken(shown),
    }


def copy_text(messages: list[Shown], now: datetime) -> str:
    """The talk as plain text, for keeping or printing."""
    parts = [f"A copy of your chat with Alongside, saved on {words_of(now.astimezone(LONDON))}."]
    for shown in messages:
        there = shown.created.astimezone(LONDON)
        clock = there.strftime("%I:%M%p").lstrip("0").lower()
        lines = [f"{shown.who}, {words_of(there)} at {clock}", shown.text]
        if shown.offers:
            lines.append(f"Choices: {', '.join(shown.offers)}")
        lines += [
            "Source: " + ", ".join(filter(None, (s["title"], s["publisher"], s["date"], s["url"])))
            for s in shown.sources
        ]
        if shown.checked:
            lines.append(f"Last checked: {shown.checked}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
