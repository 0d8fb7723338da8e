"""Names of places inside a message: postcodes in full or in part, boroughs, neighbourhoods, misspelt too."""

import re
from functools import cached_property

from rapidfuzz import fuzz, process

from bot.directory import postcodes
from bot.directory.places import Places, plain
from bot.directory.spelling import by_ear, everyday

HEARD = 68
"""A name that sounds the same must also be as like as this (of 100) in letters."""

_LEADS = {
    "in",
    "near",
    "around",
    "at",
    "from",
    "to",
    "by",
    "live",
    "living",
    "based",
    "nr",
    "round",
}
_FILLERS = {
    "the", "a", "im", "i", "m", "am", "me", "my", "is", "its", "it", "area", "station", "tube",
    "please", "pls", "ok", "okay", "no", "yes", "actually", "sorry", "somewhere", "and",
    "not", "meant", "mean", "or", "hi", "hello", "borough", "council", "way", "still", "just",
}  # fmt: skip
_NOT_PLACES = {
    "person", "particular", "general", "england", "jobclub", "sign", "signs", "writing", "house", "hospital", "street",
    "station", "school", "college", "office", "morning", "evening", "future", "public", "private",
    "hours", "weeks", "months", "years", "there", "where", "these", "those", "their", "about",
    "online", "phone", "email", "another", "anyone", "someone", "something", "working", "looking",
    "trouble", "charge", "contact", "touch", "tears", "debt", "receipt", "support", "group", "groups",
    "thanks", "hiya", "please", "maybe", "sorry", "nothing", "human", "advice", "carers", "simple",
    "bigger", "stanby", "weather", "welsh", "polish", "english", "spanish", "french", "turkish",
    "start", "started", "starting", "stop", "further", "nearer", "closer", "cheers", "brilliant",
    "money", "wages", "benefit", "benefits", "sanction", "sanctioned", "reading", "staying",
    "chatting", "waiting", "walking", "talking", "meeting", "training", "clubs", "other", "others",
}  # fmt: skip

_SAYINGS = {
    "barking mad", "barking up", "barking dog", "barking at", "barking orders", "bank account",
    "bank accounts", "bank statement", "bank statements", "bank holiday", "bank card", "bank details",
    "bank transfer", "bank manager", "bank loan", "monument to", "manor house of",
}  # fmt: skip
_BEFORE_BARKING = {"keeps", "keep", "kept", "dog", "dogs", "is", "was", "are", "were", "started"}

_HELP = {
    "help", "club", "clubs", "group", "groups", "advice", "advocacy", "advocate", "adviser", "advisor",
    "support", "service", "services", "organisation", "organisations", "organization", "centre",
    "charity", "charities",
}  # fmt: skip
_HELP_FOR = _HELP | {
    "job", "jobs", "work", "benefit", "benefits", "disabled", "disability", "people", "peoples", "people's",
    "deaf", "blind", "carer", "carers", "mental", "health", "housing", "debt", "legal", "law", "peer",
    "social", "care", "s", "any", "for", "of", "with", "need", "want", "find", "looking",
}  # fmt: skip
"""Words of a search: beside these alone a name is a place, though it is a word of every day too."""

_STREET = re.compile(
    r"\s+(?:road|rd|street|lane|avenue|ave|gardens|drive|close|terrace|crescent)\b", re.I
)
"""`12 Croydon Road, Beckenham`: a street, where another place is named as well."""
_COUNTY = re.compile(r"(?:,|\s|\bin\b)*")
_ONLY = re.compile(r"\b(?:or|only|just|not|always|all)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
"""Words before `London` that set it against the place of the person."""


class Spotter:
    """Finds them with the gazetteer that it is given."""

    def __init__(self, places: Places) -> None:
        self._places = places

    @cached_property
    def _wary(self) -> set[str]:
        """Names that are also everyday words: a place only after `in`, `near` or alone."""
        wary = {"city", "the city", "col", "jersey"}
        for row in self._places.rows("london_areas"):
            if row["needs_context"]:
                wary |= {plain(n) for n in (row["area"], *row["also"].split("; ")) if n}
        return wary

    @cached_property
    def _matcher(self):
        # Only the process that reads messages pays for spaCy; looking names up does not need it.
        import spacy
        from spacy.matcher import PhraseMatcher

        language = spacy.blank("en")
        matcher = PhraseMatcher(language.vocab, attr="LOWER")
        matcher.add("PLACE", [language.make_doc(name) for name in self._places.names])
        return language, matcher

    @cached_property
    def _by_ear(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._long_names:
            found.setdefault(by_ear(name), []).append(name)
        return found

    @cached_property
    def _long_names(self) -> list[str]:
        return [
            n
            for n, place in self._places.full_names.items()
            if len(n) >= 5 and place.kind != "outside"
        ]

    def spot(self, text: str) -> list[tuple[str, int, int]]:
        """Names of places in a message: canonical name, start, end; the last named comes last."""
        found: list[tuple[str, int, int]] = []
        for match in postcodes.FULL.finditer(text):
            place = self._places.postcode(match[1], match[2])
            name = postcodes.tidy(match[1], match[2])
            if place is not None:
                found.append((name, match.start(), match.end()))
        for outward, inward, start, end in postcodes.spelt(text):
            place = self._places.postcode(outward, inward)
            if place is not None and place.borough:
                found.append((postcodes.tidy(outward, inward), start, end))
        for match in postcodes.SPELT_OUTWARD.finditer(text):
            outward, inside = (
                postcodes.closed_up(match[1]),
                any(s <= match.start() < e for _, s, e in found),
            )
            if (
                not inside
                and outward in self._places.outcodes
                and (len(outward.rstrip("0123456789")) > 1 or _is_meant(text, match.span()))
            ):
                found.append((outward, *match.span()))
        for match in postcodes.SECTOR.finditer(text):
            inside = any(s <= match.start() < e for _, s, e in found)
            if not inside and match[1].upper() in self._places.outcodes:
                found.append((f"{match[1].upper()} {match[2]}", match.start(), match.end()))
        for match in postcodes.OUTWARD.finditer(text):
            inside = any(s <= match.start() < e for _, s, e in found)
            if not inside and self._is_outcode(match[1].upper(), text, match.span()):
                found.append((match[1].upper(), match.start(), match.end()))
        language, matcher = self._matcher
        doc = language.make_doc(text)
        words = [t for t in doc if t.is_alpha or t.like_num]
        spans = _longest([doc[start:end] for _, start, end in matcher(doc)])
        for span in spans:
            if any(s <= span.start_char < e for _, s, e in found):
                continue
            if plain(span.text) in self._wary and not _in_context(doc, span, words):
                continue
            if doc[span.start : span.end + 1].text.lower() in _SAYINGS or _barks(doc, span):
                return found
            place = self._places.names[plain(span.text)]
            found.append((place.name, span.start_char, span.end_char))
        if not found:
            found = self._nearly(doc)
        kinds = {item: self._places.resolve(item[0]).kind for item in found}
        # `Richmond, North Yorkshire`: the county says which one it is.
        counties = [item for item in found if item[0].endswith("shire")]
        found = [
            item
            for item in found
            if not any(
                item[2] <= c[1] and _COUNTY.fullmatch(text[item[2] : c[1]]) for c in counties
            )
        ]
        named = [item for item in found if kinds[item] != "outside"]
        if all(kinds[item] == "anywhere" and _ONLY.search(text[: item[1]]) for item in named):
            # `I am in Leeds. Or is it only London?`: they are in Leeds.
            named = []
        named = [n for n in named if not _STREET.match(text[n[2] :])] or named
        return sorted(named or found, key=lambda item: item[1])

    def _is_outcode(self, outward: str, text: str, span: tuple[int, int]) -> bool:
        """True for London's; for others where the words say it is a place: `B1` is often none."""
        if self._places.outcode_rows(outward):
            return True
        return _is_meant(text, span) and bool(postcodes.around(self._places.table, outward))

    def _nearly(self, doc) -> list[tuple[str, int, int]]:
        """A misspelt name after `in`, `near`, ... or as nearly the whole message."""
        tokens = [t for t in doc if not t.is_punct and not t.is_space]
        content = [t for t in tokens if t.lower_ not in _FILLERS and t.lower_ not in _LEADS]
        starts = {t.i + 1 for t in tokens if t.lower_ in _LEADS}
        if len(content) <= 3 and len(tokens) <= 7:
            starts |= {t.i for t in content}
        found: list[tuple[str, int, int]] = []
        for start in sorted(starts):
            span, name = self._near_name(doc, start)
            if name and all(end <= span.start_char for _, _, end in found):
                found.append((name, span.start_char, span.end_char))
        return found

    def _near_name(self, doc, start: int):
        """The longest span from `start` that is nearly a name, and that name."""
        for width in (3, 2, 1):
            span = doc[start : start + width]
            text = plain(span.text)
            if len(span) < width or len(text) < 4 or text in _NOT_PLACES:
                continue
            if any(t.lower_ in _NOT_PLACES or t.lower_ in _LEADS for t in span):
                continue
            if span[0].is_stop or span[-1].is_stop:
                continue
            if text in everyday():
                continue
            names = self._long_names if len(text) > 4 else ()
            hit = process.extractOne(text, names, scorer=fuzz.ratio, score_cutoff=84)
            if hit and hit[0][0] == text[0]:
                return span, self._places.names[hit[0]].name
            alike = self._by_ear.get(by_ear(text), ())
            if hit := process.extractOne(text, alike, scorer=fuzz.ratio, score_cutoff=HEARD):
                return span, self._places.names[hit[0]].name
        return None, None


def _is_meant(text: str, span: tuple[int, int]) -> bool:
    """Whether the words say that a place is meant: it stands alone, or after `in`, `near` and the like."""
    before = text[: span[0]].lower().split()
    alone = text.strip(" .!?") == text[slice(*span)].strip(" .!?")
    return alone or bool(before and before[-1] in _LEADS)


def _longest(spans: list) -> list:
    """Spans that do not overlap, the longest first kept (as spaCy's `filter_spans`)."""
    from spacy.util import filter_spans

    return filter_spans(spans)


def _barks(doc, span) -> bool:
    before = doc[span.start - 1].lower_ if span.start else ""
    return span.text.lower() == "barking" and before in _BEFORE_BARKING


def _in_context(doc, span, words) -> bool:
    rest = [t for t in words if not span.start <= t.i < span.end and t.lower_ not in _FILLERS]
    before = doc[span.start - 1].lower_ if span.start else ""
    if (
        before == "the"
        and span.start > 1
        and doc[span.start - 2].lower_ not in ("to", "from", "at")
    ):
        before = doc[span.start - 2].lower_
    if rest and (before in _HELP or all(t.lower_ in _HELP_FOR for t in rest)):
        # `Legal advice Sutton`, `Kingston carers group`: a kind of help, and where.
        return True
    return before in _LEADS or all(t.lower_ in _LEADS for t in rest)
