"""Compose: from a reply plan (ids and data) to words for this person on this channel."""

from dataclasses import dataclass, field
from datetime import date, datetime
from string import Template

from bot.cases.hours import Hours, in_words
from bot.channels.base import Capabilities
from bot.clock import LONDON
from bot.content.gsm import to_gsm
from bot.content.store import Answer, Source, Store
from bot.conversations.state import Offer, TalkState
from bot.settings import Settings

PERSON_OFFER = Offer("Talk to a person", "talk_to_human")
MOST_SOURCES = 3


@dataclass
class Outgoing:
    """One message on its way out, before it is sealed and stored."""

    parts: list[str] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    author: str = "assistant"
    checked: date | None = None

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
    """Entity values known in this talk (benefit, need, programme): they choose a variant."""
    organisation: str = ""
    """The organisation whose advisers answer this person; empty: that of the settings."""

    @property
    def form(self) -> str:
        return self.caps.form if self.caps.form == "sms" else self.state.form

    @property
    def today(self) -> date:
        """The day in London: figures and reviews change at its midnight."""
        return self.now.astimezone(LONDON).date()

    def say(self, name: str, /, **values: str) -> str:
        """A text of the service itself, filled with values."""
        return self._fill(self.store.get(f"service.{name}"), values)

    def _fill(self, answer: Answer, values: dict[str, str] | None = None, form: str = "") -> str:
        text = answer.forms.get(form or self.form) or answer.forms["plain"]
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

    def hours_now(self) -> str:
        """When somebody is there, in one sentence."""
        name, value = "closed_now", ""
        if self.hours.open_at(self.now):
            name = "open_now"
            closing = in_words(self.hours.closing(self.now), self.now)
            value = closing.rpartition(" at ")[2]
        elif opening := self.hours.next_opening(self.now):
            value = in_words(opening, self.now)
        else:
            value = "soon"
        answer = self.store.get(f"service.{name}")
        text = answer.forms.get(self.form) or answer.forms["plain"]
        return Template(text).safe_substitute(until=value, when=value)

    def answer(self, out: Outgoing, name: str, *, heading: bool = False) -> None:
        """Add the answer that fits best, in the form this person takes."""
        parts = [self.values[k] for k in ("programme", "need", "benefit") if k in self.values]
        answer = self.store.best(name, parts)
        if answer is None:
            out.parts.append(self.say("miss"))
            return
        if answer.overdue(self.today):
            out.parts.append(self._overdue(answer))
            out.offers.append(PERSON_OFFER)
            return
        text = self._fill(answer)
        if heading:
            text = f"{self.say('also', title=answer.title)}\n\n{text}"
        out.parts.append(text)
        if answer.careful and not answer.reviewer and "adviser" not in text.lower():
            out.parts.append(self.say("careful"))
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
        self.state.showing = "answer"
        self.state.last_topic = answer.title

    def _next(self, name: str) -> Offer:
        """A following question as a choice; a variant is chosen by the intent it belongs to."""
        if name == "talk_to_human":
            return PERSON_OFFER
        return Offer(self.store.get(name).title, name.partition(".")[0])

    def _overdue(self, answer: Answer) -> str:
        first = next((s for s in answer.sources if s.url), None)
        return self.say("overdue", title=answer.title, source=first.url if first else "www.gov.uk")

    def more(self, out: Outgoing) -> None:
        """The next layer of what was said last."""
        found = False
        for name in self.state.answers:
            answer = self.store.get(name)
            if answer and "more" in answer.forms and not answer.overdue(self.today):
                out.parts.append(self._fill(answer, form="more"))
                out.parts.append(self._source_line(answer))
                out.answers.append(answer.id)
                found = True
        if not found:
            out.parts.append(self.say("no_more") if self.state.said else self.say("nothing_before"))
            out.offers.append(PERSON_OFFER)

    def _source_line(self, answer: Answer) -> str:
        linked = [s for s in answer.sources if s.url] or list(answer.sources)
        names = [
            f"{s.publisher} ({s.date})" if any(c.isdigit() for c in s.date) else s.publisher
            for s in linked[:MOST_SOURCES]
        ]
        checked = f" We checked it on {words_of(answer.reviewed)}." if answer.reviewed else ""
        return f"From: {'; '.join(names)}.{checked}" if names else ""

    def simpler(self, out: Outgoing) -> None:
        """The last answers again in their simplest form, and that form from now on."""
        self.state.form = "easy_read"
        if not self.state.answers:
            out.parts.append(self.say("nothing_before"))
            return
        for name in self.state.answers:
            if answer := self.store.get(name):
                form = "easy_read" if "easy_read" in answer.forms else "sms"
                text = self._fill(answer, form=form)
                out.parts.append("\n".join(sentences(text)))
                out.answers.append(answer.id)

    def clarify(self, out: Outgoing, ranking: list[tuple[str, float]], kind: str) -> None:
        """Ask which was meant, by number; after the second miss offer a person."""
        self.state.misses += 1
        if kind == "which":
            names = [n for n, p in ranking if p >= 0.08 and (n in self.store or n in ASKED_ABOUT)]
            offers = [self._reading(name) for name in names if name not in NOT_OFFERED][:3]
            if len(offers) > 1 and self.state.misses < 3:
                out.parts.append(self.say("which"))
                if all(offer.intent != "talk_to_human" for offer in offers):
                    offers.append(Offer("Something else: talk to a person", "talk_to_human"))
                out.offers = offers
                return
        if self.state.misses >= 2:
            out.parts.append(self.say("miss_twice"))
            out.offers = [
                Offer("Yes, a person", "talk_to_human", word="yes"),
                Offer("No, I will ask another way", "menu", word="no"),
            ]
            return
        out.parts.append(self.say("miss"))

    def _reading(self, name: str) -> Offer:
        if title := ASKED_ABOUT.get(name):
            return Offer(title, name)
        return Offer(self.store.get(name).title, name)


ASKED_ABOUT = {
    "find_service": "Find help near me",
    "talk_to_human": "Talk to a person",
    "stop_messages": "Stop your messages",
    "delete_my_data": "Delete what I wrote",
    "get_my_data": "A copy of our talk",
    "simpler": "Easier words",
    "handover_chase": "Where is the person I asked for?",
    "handover_cancel": "I do not need a person any more",
}
"""Readings that are not answers, and what they are called in a list."""

NOT_OFFERED = {
    "affirm", "deny", "greet", "goodbye", "thank", "out_of_scope", "repeat", "start_over",
    "inform_place", "inform_benefit", "bot_challenge", "resume_messages", "more_detail",
}  # fmt: skip


def words_of(day: date) -> str:
    """21 November 2026"""
    return f"{day.day} {day.strftime('%B %Y')}"


def sentences(text: str) -> list[str]:
    """One sentence a line, for easier reading."""
    lines: list[str] = []
    for line in text.splitlines():
        for piece in (
            line.replace("? ", "?\n").replace("! ", "!\n").replace(". ", ".\n").split("\n")
        ):
            if piece.strip():
                lines.append(piece.strip())
    return lines


def text_with_choices(out: Outgoing, caps: Capabilities) -> str:
    """The whole message as text: on channels without buttons the choices are numbered in it."""
    text = out.text
    if out.offers and not caps.buttons:
        lines = [f"{i} {offer.label}" for i, offer in enumerate(out.offers, start=1)]
        text += "\nReply " + ", ".join(lines) + "."
    return text
