"""Messages as the page shows them, as the announcer says them, and as a plain copy."""

from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup

from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message
from bot.webchat.pages import fragment
from bot.webchat.session import new_form_token
from bot.webchat.texts import gettext as _
from bot.webchat.words import day_words, html_of, time_words, with_links

LONG = 900
"""Characters of a message beyond which only its first line is announced, with the way to the rest."""


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
    urgent: bool = False
    """True for the answer to somebody in danger: it is announced before all others."""

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
        body=_body(body, own),
        offers=body.get("offers") or [],
        sources=_sources(body.get("sources") or []),
        checked=day_words(date.fromisoformat(checked)) if checked else "",
        urgent="crisis" in (body.get("answers") or []),
    )


def _body(body: dict, own: bool) -> Markup:
    """The words as blocks; an Easy Read answer as lines with their drawings."""
    if lines := body.get("lines"):
        shown = [(name, with_links(words)) for name, words in lines]
        return Markup(fragment("easy_read.html", lines=shown))
    return html_of(body["text"], ours=not own)


def who(message: Message) -> str:
    """Who wrote it, always in words."""
    return {
        Author.PERSON: _("You"),
        Author.ASSISTANT: _("Alongside (computer assistant)"),
        Author.ADVISER: _("%(name)s (adviser)") % {"name": message.author_name},
        Author.SERVICE: _("Alongside service"),
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


def item_html(shown: Shown, newest: bool, new: bool = False) -> str:
    """The list item of one message, with its choices as text.

    `new`: it is the first one the person has not seen.
    """
    return fragment("message.html", message=shown, newest=newest, new=new)


def choices_html(shown: Shown) -> str:
    """The choices of the newest message as buttons; they stand after the box.

    There a message holds nothing to tab through but its links, and the box comes right after it.
    """
    if not shown.offers:
        return ""
    return fragment(
        "offers.html",
        offers=shown.offers,
        known=shown.number,
        once=new_form_token(),
        legend=_("Choose an answer, or type your own"),
    )


def spoken(shown: Shown, how: str = "all") -> str:
    """What the announcer says of it: one string, nothing of the person's own words.

    `how` is the person's setting: `all`, `one` (only that there is a message) or `off`.
    """
    if shown.author == Author.PERSON or how == "off":
        return ""
    name = {
        Author.ASSISTANT: "Alongside",
        Author.SERVICE: _("Alongside service"),
    }.get(shown.author) or shown.who.replace(" (", ", ").replace(")", ",")
    if how == "one" and not shown.urgent:
        return _("New message from %(name)s") % {"name": name.rstrip(",")}
    lines = [line.removeprefix("- ") for line in shown.text.splitlines() if line.strip()]
    if len(shown.text) > LONG and not shown.urgent:
        return " ".join(
            (
                _("%(name)s says: %(words)s") % {"name": name, "words": lines[0]},
                _("This is a long message. To read the rest, use the link: Go to newest message."),
            )
        )
    said = _("%(name)s says: %(words)s") % {"name": name, "words": " ".join(lines)}
    if shown.offers:
        said += " " + _("Choices: %(labels)s.") % {"labels": ", ".join(shown.offers)}
    return said


def item_json(shown: Shown, newest: bool, how: str) -> dict[str, object]:
    """One message for a page that is already open."""
    return {
        "number": shown.number,
        "html": item_html(shown, newest),
        "choices": choices_html(shown) if newest else "",
        "author": shown.author,
        "say": spoken(shown, how),
        "urgent": shown.urgent,
    }
