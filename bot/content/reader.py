"""One entry of an answer file, turned into an answer or an older scheme."""

import difflib
import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from bot.content import gsm
from bot.content.facts import Facts
from bot.content.schemes import STATUS, VOLUNTARY, Scheme
from bot.content.store import (
    FIGURE,
    NATIONS,
    PAIR,
    Answer,
    Line,
    Source,
    undated,
)
from bot.content.yaml_lines import Entry, plain
from bot.errors import PlainError

STOPS = ("benefits_adviser", "community_partner", "employment_rights", "emergency")
FORMS = ("plain", "sms", "more")
LONGEST = {"plain": 2_000, "more": 3_000, "summary": 140, "easy_read": 120, "title": 80}
"""Characters a text may have; an Easy Read one is one line."""
MOST_LINES = 16
_SHARED = {"title", "summary", *FORMS, "easy_read", "sources"}
_ANSWER = _SHARED | {
    "id", "reviewed", "review_by", "reviewer", "careful", "next", "choices", "stop", "covers",
    "nations", "which_area",
}  # fmt: skip
_SCHEME = {
    "id", "name", "aliases", "status", "years", "voluntary", "replaced_by", "plain", "sms",
    "easy_read", "summary", "sources", "reviewed", "review_by", "reviewer", "covers", "nations",
    "which_area",
}  # fmt: skip
_HTML = re.compile(r"<[a-zA-Z/!][^\n]*")
_ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)?")

Fault = Callable[[str, str], None]
"""Takes where it stands and what to do about it."""


class Reader:
    """Turns entries into answers. Small faults are collected; one that leaves no answer raises."""

    def __init__(self, facts: Facts, pictures: set[str], fault: Fault) -> None:
        self._facts, self._pictures, self._fault = facts, pictures, fault
        longest: dict[str, str] = {}
        for fact in facts:
            longest[fact.id] = max(longest.get(fact.id, ""), fact.show, key=len)
        self._longest = longest

    def answer(self, entry: Entry) -> Answer:
        self._known(entry, _ANSWER)
        name = self._id(entry)
        forms = self._forms(entry)
        if "plain" not in forms:
            raise PlainError(f"{entry.where}: 'plain' is missing: write what is said.")
        if "sms" not in forms:
            self._fault(entry.where, f"'{name}' has no sms form: write one.")
        stop = entry.get("stop") or {}
        if stop and (not isinstance(stop, dict) or stop.get("to") not in STOPS):
            self._fault(entry.at("stop"), f"stop.to must be one of {', '.join(STOPS)}.")
            stop = {}
        answer = Answer(
            id=name,
            title=self._words(entry, "title") or name,
            **self._said(entry, forms),
            careful=entry.get("careful") is True,
            next=self._names(entry, "next"),
            choices=tuple(self._choice(c, entry) for c in self._list(entry, "choices")),
            stop=plain(stop),
        )
        self._dates(answer, entry)
        answer.nations.update(self._nations(entry, answer))
        return answer

    def scheme(self, entry: Entry) -> tuple[Scheme, Answer]:
        """A scheme and its texts, which are a variant of the answer about schemes."""
        self._known(entry, _SCHEME)
        name, own = str(entry.need("name")), self._id(entry)
        forms = self._forms(entry)
        for form in ("plain", "sms"):
            if form not in forms:
                raise PlainError(f"{entry.where}: '{form}' is missing: write what is said.")
        status, voluntary = entry.get("status"), entry.get("voluntary")
        for field, value, allowed in (
            ("status", status, STATUS), ("voluntary", voluntary, VOLUNTARY),
        ):  # fmt: skip
            if value not in allowed:
                raise PlainError(
                    f"{entry.at(field)}: '{field}' must be one of {', '.join(allowed)}, in quotes."
                )
        scheme = Scheme(
            own, name, (name, *self._names(entry, "aliases")), status,
            self._words(entry, "years"), voluntary, entry.get("replaced_by"),
        )  # fmt: skip
        answer = Answer(
            id=f"programme_old.{own}",
            title=name,
            **self._said(entry, forms),
            next=("programme_support", "talk_to_human"),
        )
        answer.nations.update(self._nations(entry, answer))
        return scheme, answer

    def _known(self, entry: Entry, known: set[str]) -> None:
        for name in entry.data:
            if name not in known:
                near = difflib.get_close_matches(str(name), known, 1)
                hint = f" Did you mean '{near[0]}'?" if near else ""
                self._fault(entry.at(str(name)), f"'{name}' is no field of an answer.{hint}")

    def _id(self, entry: Entry) -> str:
        name = str(entry.need("id"))
        if not _ID.fullmatch(name):
            raise PlainError(
                f"{entry.at('id')}: the id '{name[:40]}' must be small letters and _ , "
                "with at most one dot."
            )
        return name

    def _forms(self, entry: Entry) -> dict[str, str]:
        forms = {name: self._words(entry, name) for name in FORMS if entry.get(name) is not None}
        forms = {name: text for name, text in forms.items() if text}
        for name, text in forms.items():
            self._figures(entry, name, text)
        if "sms" in forms:
            self._fits_sms(entry, forms["sms"])
        return forms

    def _words(self, entry: Entry, name: str) -> str:
        """The text of a field; a fault if it is no text or holds what nobody should see."""
        value = entry.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self._fault(entry.at(name), f"'{name}' must be words: put them in quotes.")
            return ""
        text = value.strip()
        self._clean(entry, name, text)
        limit = LONGEST.get(name)
        if limit and len(text) > limit:
            self._fault(
                entry.at(name), f"'{name}' has {len(text)} characters: {limit} are the most."
            )
        return text

    def _clean(self, entry: Entry, name: str, text: str) -> None:
        if found := _HTML.search(text):
            self._fault(entry.at(name, found[0][:12]), f"'{name}' holds HTML: write plain words.")
        for c in text:
            if c != "\n" and unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs"):
                self._fault(
                    entry.at(name, c),
                    f"'{name}' holds an invisible character (U+{ord(c):04X}): "
                    "delete it and type the words again.",
                )
                return

    def _figures(self, entry: Entry, name: str, text: str) -> None:
        for figure in FIGURE.findall(text):
            if figure not in self._facts:
                near = difflib.get_close_matches(figure, self._longest, 1)
                hint = f" Did you mean '{near[0]}'?" if near else ""
                self._fault(
                    entry.at(name, figure),
                    f"'{name}' uses the figure '{figure}', which facts.yml does not have.{hint}",
                )
        bare = PAIR.sub("", text)
        if found := FIGURE.search(bare):
            self._fault(
                entry.at(name, found[0]),
                f"a figure in '{name}' has no undated side: "
                "write [[sentence with {figure} | sentence without it]].",
            )
        if "[[" in bare or "]]" in bare:
            self._fault(
                entry.at(name, "[["),
                f"'{name}' opens [[ and does not close it with | and ]].",
            )

    def _fits_sms(self, entry: Entry, text: str) -> None:
        """GSM-7 and at most two texts: with the longest figure there is, and without any.

        One sentence in another language (`change_language.*`) may use the letters it needs.
        """
        any_letters = str(entry.get("id")).startswith("change_language.")

        def longest(match: re.Match) -> str:
            return FIGURE.sub(lambda m: self._longest.get(m[1], ""), match[1].strip())

        for filled in dict.fromkeys((PAIR.sub(longest, text), undated(text))):
            odd = sorted({c for c in filled if not gsm.is_gsm(c)})
            if odd and not any_letters:
                self._fault(
                    entry.at("sms", odd[0]),
                    f"'sms' has {' '.join(odd)}, which one text cannot carry: use plain letters.",
                )
            elif gsm.segments(filled) > 2:
                over = len(filled) - 306
                self._fault(
                    entry.at("sms"), f"'sms' takes more than two texts: cut {over} characters."
                )
            else:
                continue
            return

    def _easy_read(self, entry: Entry) -> tuple[Line, ...]:
        lines = []
        given = self._list(entry, "easy_read")
        if len(given) > MOST_LINES:
            self._fault(
                entry.at("easy_read"), f"'easy_read' has {len(given)} lines: {MOST_LINES} at most."
            )
        for item in given:
            inner = entry.entry_of(item, "easy_read")
            if len(inner.data) != 1:
                self._fault(
                    inner.where, "an Easy Read line is one picture name, a colon and words."
                )
                continue
            [picture] = inner.data
            text = self._words(inner, picture)
            if not text:
                self._fault(inner.where, "this Easy Read line has no words.")
                continue
            self._figures(inner, picture, text)
            if self._pictures and picture not in self._pictures:
                near = difflib.get_close_matches(str(picture), self._pictures, 1)
                hint = f" Did you mean '{near[0]}'?" if near else ""
                self._fault(inner.where, f"there is no picture '{picture}'.{hint}")
            if len(undated(text)) > LONGEST["easy_read"]:
                self._fault(
                    inner.where,
                    f"this Easy Read line has {len(undated(text))} characters: "
                    f"{LONGEST['easy_read']} are the most. Make two lines of it.",
                )
            if odd := [c for c in gsm.to_gsm(text.replace("[[", "").replace("]]", ""))
                       if c not in "{}|" and not gsm.is_gsm(c)]:  # fmt: skip
                self._fault(
                    inner.where, f"a text message cannot carry {odd[0]}: use plain letters."
                )
            lines.append(Line(str(picture), text))
        return tuple(lines)

    def _summary(self, entry: Entry) -> str:
        text = self._words(entry, "summary")
        if "\n" in text or "[[" in text or "{" in text:
            self._fault(entry.at("summary"), "'summary' is one line without figures.")
            return ""
        return text

    def _list(self, entry: Entry, name: str) -> list:
        value = entry.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            self._fault(entry.at(name), f"'{name}' must be a list.")
            return []
        return value

    def _names(self, entry: Entry, name: str) -> tuple[str, ...]:
        names = self._list(entry, name)
        if any(not isinstance(n, str) for n in names):
            self._fault(entry.at(name), f"'{name}' must be a list of names.")
            return ()
        return tuple(names)

    def _said(self, entry: Entry, forms: dict[str, str]) -> dict[str, Any]:
        """What an answer and an older scheme have alike: its words, where from, and until when."""
        return {
            "forms": forms,
            "easy_read": self._easy_read(entry),
            "summary": self._summary(entry),
            "sources": self._sources(entry),
            "reviewed": self._day(entry, "reviewed"),
            "review_by": self._day(entry, "review_by"),
            "reviewer": self._words(entry, "reviewer") or None,
            "covers": self._covers(entry),
            "which_area": self._which_area(entry, forms),
            "where": entry.where,
        }

    def _which_area(self, entry: Entry, forms: dict[str, str]) -> dict[str, str]:
        """The words of a form that ask for the area: they must stand in it as they are given."""
        if entry.get("which_area") is None:
            return {}
        given = entry.inner("which_area")
        found = {name: self._words(given, name) for name in given.data}
        for name, words in found.items():
            if words not in forms.get(name, ""):
                self._fault(given.at(name), f"these words do not stand in '{name}': copy them.")
        return found

    def _covers(self, entry: Entry) -> tuple[str, ...]:
        names = self._names(entry, "covers")
        for name in names:
            if name not in NATIONS:
                self._fault(entry.at("covers"), f"'{name}' must be one of {', '.join(NATIONS)}.")
        return names

    def _nations(self, entry: Entry, answer: Answer) -> dict[str, Answer]:
        """Each variant is a whole answer that keeps what it does not say anew."""
        if entry.get("nations") is None:
            return {}
        found, given = {}, entry.inner("nations")
        for name in given.data:
            if name not in NATIONS:
                self._fault(given.at(name), f"'{name}' must be one of {', '.join(NATIONS)}.")
                continue
            own = given.inner(name)
            self._known(own, _SHARED)
            forms = self._forms(own)
            if "plain" not in forms or "sms" not in forms:
                self._fault(own.where, f"'{name}' needs 'plain' and 'sms': write them.")
                continue
            found[name] = Answer(
                id=answer.id,
                title=self._words(own, "title") or answer.title,
                forms=forms,
                easy_read=self._easy_read(own),
                summary=self._summary(own) or answer.summary,
                sources=self._sources(own) or answer.sources,
                reviewed=answer.reviewed,
                review_by=answer.review_by,
                reviewer=answer.reviewer,
                careful=answer.careful,
                next=answer.next,
                stop=answer.stop,
                where=own.where,
            )
        return found

    def _choice(self, item: Any, entry: Entry) -> dict:
        item = plain(item)
        if not isinstance(item, dict) or not item.get("label") or not item.get("intent"):
            raise PlainError(f"{entry.at('choices')}: each choice needs a label and an intent.")
        return {
            "label": str(item["label"]),
            "intent": str(item["intent"]),
            "entities": item.get("entities") or {},
            "word": str(item.get("word") or ""),
        }

    def _sources(self, entry: Entry) -> tuple[Source, ...]:
        found = []
        for item in self._list(entry, "sources"):
            source = entry.entry_of(item, "sources")
            if not source.get("publisher"):
                self._fault(source.where, "each source needs a publisher.")
                continue
            url = source.get("url")
            if url is not None and not re.match(r"https?://[^\s\"'<>]+$", str(url)):
                self._fault(source.at("url"), "'url' must begin with https:// and have no spaces.")
                url = None
            found.append(
                Source(
                    str(source.get("publisher")),
                    str(source.get("title") or ""),
                    url,
                    str(source.get("date") or "not stated"),
                )
            )
        return tuple(found)

    def _day(self, entry: Entry, name: str) -> date | None:
        value = entry.get(name)
        if value is not None and type(value) is not date:
            self._fault(entry.at(name), f"{name} must be a day such as 2026-11-21.")
            return None
        return value

    def _dates(self, answer: Answer, entry: Entry) -> None:
        if answer.reviewed and answer.review_by and answer.review_by <= answer.reviewed:
            self._fault(entry.at("review_by"), "'review_by' must be later than 'reviewed'.")
        if answer.careful and not answer.sources:
            self._fault(entry.where, "'careful' answers need a source: say where it comes from.")
        if answer.careful and not answer.review_by:
            self._fault(entry.where, "'careful' answers need a 'review_by' day.")
