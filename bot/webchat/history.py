"""Messages as the page shows them, as the announcer says them, and as a plain copy."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from markupsafe import Markup, escape

from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message
from bot.webchat.bodies import body_html
from bot.webchat.pages import fragment
from bot.webchat.session import new_form_token
from bot.webchat.texts import ENGLISH, TAGS, language, speaking
from bot.webchat.texts import gettext as _
from bot.webchat.words import day_words, element, is_labelled, time_words

DANGER = ("crisis", "crisis_other", "safeguarding")
"""What is said to people in danger, the words that follow the first ones too."""
LONG = 900
"""Characters of a message beyond which only its first line is announced, with the way to the rest."""


@dataclass(frozen=True)
class Shown:
    """One message, opened."""

    number: int
    author: str
    who: str
    """The author in words, as the page shows it."""
    name: str
    """Of the adviser who wrote it; empty for all others."""
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
    checked = body.get("checked")
    return Shown(
        number=message.number,
        author=message.author,
        who=who(message),
        name=message.author_name or "",
        text=body["text"],
        created=message.created,
        when=time_words(message.created, now),
        body=body_html(body, message.author),
        offers=body.get("offers") or [],
        sources=_sources(body.get("sources") or []),
        checked=day_words(date.fromisoformat(checked)) if checked else "",
        urgent=any(name.partition(".")[0] in DANGER for name in body.get("answers") or []),
    )


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
        legend=_legend(shown),
    )


_QUESTION = re.compile(r"[^.?!\n]+\?(?=\s|$)")
LONG_QUESTION = 120
"""Characters of a question that a reader hears again before the choices."""


def _legend(shown: Shown) -> Markup:
    """Says what the choices answer: the question the message ends with, or which message it is."""
    *_others, question = ["", *_QUESTION.findall(shown.text)]
    if not question or len(question) > LONG_QUESTION:
        words = _("Your answer to the message of %(when)s: choose one, or type your own")
        return Markup(words) % {"when": shown.when}
    words = _("Your answer to “%(question)s”: choose one, or type your own")
    said = escape(question.strip())
    if language() != ENGLISH:
        said = element("span", said, TAGS[ENGLISH])
    return Markup(words) % {"question": said}


def spoken(shown: Shown, how: str = "all") -> tuple[str, str]:
    """What the announcer says of it, and in which language: nothing of the person's own words.

    `how` is the person's setting: `all`, `one` (only that there is a message) or `off`. It is one
    string in one language: with the English words of a message, all that is said is English.
    """
    if shown.author == Author.PERSON or how == "off":
        return "", ""
    if how == "one" and not shown.urgent:
        return _("New message from %(name)s") % {"name": _speaker(shown).rstrip(",")}, ""
    with speaking(ENGLISH):
        name = _speaker(shown)
    lines = [line.removeprefix("- ") for line in shown.text.splitlines() if line.strip()]
    if len(shown.text) > LONG and not shown.urgent:
        link = _("Go to newest message")
        rest = f"This is a long message. To read the rest, use the link after the box: {link}."
        said = f"{name} says: {lines[0]} {rest}"
    else:
        choices = f" Choices: {', '.join(shown.offers)}." if shown.offers else ""
        said = f"{name} says: {_joined(lines)}{choices}"
    return said, TAGS[ENGLISH] if language() != ENGLISH else ""


def _speaker(shown: Shown) -> str:
    if shown.author == Author.ADVISER:
        return _("%(name)s, adviser,") % {"name": shown.name}
    return _("Alongside service") if shown.author == Author.SERVICE else "Alongside"


def _joined(lines: list[str]) -> str:
    """All lines as one; where no mark ends one, we put it, so that a voice rests there."""
    *before, last = lines or [""]
    return " ".join([*map(_rested, before), last])


def _rested(line: str) -> str:
    if line[-1] in ".,:;?!":
        return line
    return f"{line}." if is_labelled(line) else f"{line},"


def item_json(shown: Shown, newest: bool, how: str) -> dict[str, object]:
    """One message for a page that is already open."""
    say, tag = spoken(shown, how)
    return {
        "number": shown.number,
        "html": item_html(shown, newest),
        "choices": choices_html(shown) if newest else "",
        "author": shown.author,
        "say": say,
        "lang": tag,
        "urgent": shown.urgent,
    }
