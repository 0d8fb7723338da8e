"""Compose: from a reply plan (ids and data) to words for this person on this channel."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from string import Template
from typing import Any

from bot.cases.hours import Hours, in_words
from bot.channels.base import Capabilities
from bot.clock import LONDON
from bot.content.gsm import segments, to_gsm
from bot.content.jargon import with_meanings
from bot.content.store import Answer, Line, Source, Store, undated
from bot.conversations import first_words, nations
from bot.conversations.easy_read import Lines, sentences
from bot.conversations.preferences import Preferences
from bot.conversations.state import Offer, TalkState
from bot.settings import Settings

PERSON_OFFER = Offer("Talk to a person", "talk_to_human")
MOST_SOURCES = 3
ASIDES = ("thank", "affirm", "deny", "out_of_scope")
"""After these a list that was shown is still what `the second one` and `what time?` are about."""
TO_WHOM = {
    "benefits_adviser": "a benefits adviser",
    "community_partner": "a Community Partner",
    "employment_rights": "an employment rights adviser",
    "emergency": "999",
}


@dataclass
class Outgoing:
    """One message on its way out, before it is sealed and stored."""

    parts: list[str] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    author: str = "assistant"
    checked: date | None = None
    again: bool = False
    """True for a text that was said before and is said again as it was."""
    guide: dict[str, Any] = field(default_factory=dict)
    """What a guide said in this message, as it was told to say it."""
    left: list[str] = field(default_factory=list)
    """Questions of the message that this does not answer."""

    @property
    def text(self) -> str:
        return "\n\n".join(part for part in self.parts if part)


@dataclass
class Composer:
    """Chooses, fills and joins texts for one turn."""

    store: Store
    caps: Capabilities
    state: TalkState
    settings: Settings
    hours: Hours
    now: datetime
    values: dict[str, str] = field(default_factory=dict)
    """What is known in this talk (benefit, need, language) or the format asked for: it chooses a variant."""
    organisation: str = ""
    """The organisation whose advisers answer this person; empty: that of the settings."""
    preferences: Preferences = field(default_factory=Preferences)
    keep: Callable[[Preferences], None] = lambda preferences: None
    """Keeps the person's preferences, in the transaction of the turn."""
    worded: dict[str, dict[str, str]] = field(default_factory=dict)
    """Texts of the service in a manager's words, by name and form."""

    @property
    def usual_hours(self) -> Hours:
        """The opening hours of the settings, whoever answers this person."""
        return Hours.parse(self.settings.opening_hours)

    @property
    def benefits(self) -> list[str]:
        """The benefit talked about, then the one it is answered like."""
        benefit = self.values.get("benefit", "")
        return [benefit, *IS_PART_OF.get(benefit, ())] if benefit else []

    @property
    def form(self) -> str:
        """The form of an answer this person takes on this channel."""
        return "easy_read" if self.preferences.reply_form == "easy_read" else self.caps.form

    def choose_form(self, form: str) -> None:
        """Answers come in this form from now on, in every talk of this person."""
        if self.preferences.reply_form != form:
            self.preferences.reply_form = form
            self.keep(self.preferences)

    @property
    def today(self) -> date:
        """The day in London: figures and reviews change at its midnight."""
        return self.now.astimezone(LONDON).date()

    def say(self, name: str, /, **values: str) -> str:
        """A text of the service itself, filled with values; in Easy Read where it has that form."""
        if own := self.worded.get(name):
            return self.with_figures(own.get(self.caps.form) or own["plain"], values)
        answer = self.store.get(f"service.{name}")
        if self.form == "easy_read" and answer.easy_read:
            return Lines(self._easy_service(answer, values))
        return self.filled(answer, values)

    def _easy_service(self, answer: Answer, values: dict[str, str]) -> Iterator[Line]:
        """A value may bring lines of its own, such as a plan: the picture stands by the first."""
        for line in answer.easy_read:
            picture = line.picture
            for text in self.with_figures(line.say, values).splitlines():
                if words := text.strip().removeprefix("- "):
                    yield Line(picture, words)
                    picture = ""

    def filled(self, answer: Answer, values: dict[str, str] | None = None, form: str = "") -> str:
        text = answer.forms.get(form or self.caps.form) or answer.forms["plain"]
        return self.with_figures(text, values)

    def with_figures(self, text: str, values: dict[str, str] | None = None) -> str:
        """A text as it stands in a file, with today's figures and these values."""
        text = self.store.fill(text, self.today)
        if "$" in text:
            known = {
                "organisation": self.organisation or self.settings.organisation,
                "contact": self.settings.contact,
                "link": f"{self.settings.public_url}/copy",
                **(values or {}),
            }
            if "hours" not in known and "hours" in text:
                known["hours"] = self.hours_now()
            text = Template(text).safe_substitute(known)
        return to_gsm(text) if self.caps.form == "sms" else text

    def in_form(self, answer: Answer) -> str:
        """What the answer says in this person's form, jargon explained where it is new."""
        if self.form != "easy_read":
            return self.explained(answer, self.filled(answer))
        if not answer.easy_read:
            return Lines(Line("", s) for s in sentences(self.filled(answer, form="plain")))
        return Lines(self._easy(answer))

    def explained(self, answer: Answer, text: str) -> str:
        if _never_explained(answer):
            return text
        found = self.store.jargon.unknown_in(text, self.state.explained)
        added = first_words.added_to(self, answer, text)
        while found:
            longer = with_meanings(text, found)
            if self.caps.form != "sms" or segments(added + longer) <= 2:
                self.state.explained += [term.term for term, _ in found]
                return longer
            found = found[:-1]
        return text

    def ideas(self, answer: Answer) -> list[str]:
        """What the answer says in short sentences, one idea each."""
        if not answer.easy_read:
            return list(sentences(self.filled(answer, form="plain")))
        return [self.with_figures(line.say) for line in answer.easy_read]

    def _easy(self, answer: Answer) -> list[Line]:
        """The Easy Read lines; a word that is new to the person is explained in the line after."""
        lines: list[Line] = []
        whole = "\n".join(line.say for line in answer.easy_read)
        for line in answer.easy_read:
            text = self.with_figures(line.say)
            lines.append(Line(line.picture, text))
            if _never_explained(answer):
                continue
            for term, match in self.store.jargon.unknown_in(text, self.state.explained):
                if term.said_in(whole):
                    continue
                self.state.explained.append(term.term)
                lines.append(Line("word", self.with_figures(f"{match[0]} means: {term.means}.")))
        return lines

    def hours_now(self) -> str:
        """The opening hours as they matter now, in one sentence.

        It does not say that somebody is free: whoever is on shift may be busy.
        """
        name, value = "closed_long", ""
        if self.hours.open_at(self.now):
            name = "on_break_now" if self.hours.on_break else "open_now"
            closing = in_words(self.hours.closing(self.now), self.now)
            value = closing.rpartition(" at ")[2]
        elif opening := self.hours.next_opening(self.now):
            name, value = "closed_now", in_words(opening, self.now)
        answer = self.store.get(f"service.{name}")
        text = answer.forms.get(self.caps.form) or answer.forms["plain"]
        return Template(text).safe_substitute(until=value, when=value)

    def best(self, name: str) -> Answer | None:
        """The variant of an answer that fits what is known of the person."""
        known = ("language", "child", "format", "need")
        parts = [*(self.values[k] for k in known if k in self.values), *self.benefits]
        return self.store.best(name, parts)

    def answer(self, out: Outgoing, name: str, *, heading: bool = False) -> None:
        """Add the answer that fits best, in the form this person takes."""
        answer = self.best(name)
        if answer is None:
            out.parts.append(self.say("miss"))
            return
        answer = self._for_nation(out, answer)
        if answer.overdue(self.today):
            out.parts.append(self._overdue(answer))
            out.offers.append(PERSON_OFFER)
            return
        if heading:
            out.parts.append(self.say("also", title=answer.title))
        out.parts.append(self.in_form(answer))
        self._end(out, answer)
        out.answers.append(answer.id)
        linked = [s for s in answer.sources if s.url and s not in out.sources]
        out.sources += linked[:MOST_SOURCES]
        out.checked = answer.reviewed or out.checked
        if answer.choices:
            out.offers = [Offer(**choice) for choice in answer.choices]
        elif not out.offers and self.caps.buttons:
            out.offers = [
                self._next(n) for n in answer.next[:3] if n == "talk_to_human" or n in self.store
            ]
        if self.state.showing != "services" or name not in ASIDES:
            self.state.showing = "answer"
        self.state.depth = 0
        self.state.last_topic = answer.title

    def _for_nation(self, out: Outgoing, answer: Answer) -> Answer:
        """The variant for where the person is; where there is none and the law differs, a warning."""
        if self.state.nation in answer.nations:
            return answer.nations[self.state.nation]
        if words := nations.warning(self, answer.covers) or nations.not_there(self, answer):
            out.parts.append(words)
        return answer

    def told(self, name: str) -> Answer | None:
        """The answer of this id as this person was told it; None if it must wait for a review."""
        answer = self.store.get(name)
        if answer is None or answer.overdue(self.today):
            return None
        return answer.nations.get(self.state.nation, answer)

    def _end(self, out: Outgoing, answer: Answer) -> None:
        """Benefits and law: whom to ask first; of several answers only the last ends so."""
        if answer.checked_by_nobody:
            ending = self.careful()
            out.parts = [*(part for part in out.parts if part != ending), ending]
        elif answer.careful and answer.stop.get("when"):
            out.parts.append(self.when_to_ask(answer))

    def when_to_ask(self, answer: Answer) -> str:
        """Where an answer stops, and who goes on."""
        return self.say("stop", who=TO_WHOM[answer.stop["to"]], when=answer.stop["when"])

    def careful(self) -> str:
        """The ending of an answer on benefits or law that no person has checked."""
        text = self.say("careful")
        if self.form != "easy_read":
            return text
        return Lines(Line("adviser", s) for s in sentences(text))

    def _next(self, name: str) -> Offer:
        """A following question as a choice; a variant is chosen by the intent it belongs to."""
        if name == "talk_to_human":
            return PERSON_OFFER
        return Offer(self.store.get(name).title, name.partition(".")[0])

    def _overdue(self, answer: Answer) -> str:
        """What stands without a figure, and where to look, while nobody has checked the rest."""
        first = next((s for s in answer.sources if s.url), None)
        core = answer.summary or undated(answer.forms["plain"]).partition("\n")[0]
        return self.say(
            "overdue", title=answer.title, core=core, source=first.url if first else "www.gov.uk"
        )


IS_PART_OF = {"lcw": ("uc",), "lcwra": ("uc",), "adp": ("pip",)}
"""What is answered like the benefit it belongs to, or replaces, where it has no words of its own."""


def words_of(day: date) -> str:
    """21 November 2026"""
    return f"{day.day} {day.strftime('%B %Y')}"


NEVER_EXPLAINED = ("crisis", "crisis_other", "safeguarding")
"""With all their parts: nothing is put into words that somebody in danger reads."""


def _never_explained(answer: Answer) -> bool:
    return answer.id.partition(".")[0] in NEVER_EXPLAINED


def text_with_choices(out: Outgoing, caps: Capabilities) -> str:
    """The whole message as text: on channels without buttons the choices are numbered in it."""
    text = out.text
    if out.offers and not caps.buttons:
        lines = [f"{i} {offer.label}" for i, offer in enumerate(out.offers, start=1)]
        text += "\nReply " + ", ".join(lines) + "."
    return text
