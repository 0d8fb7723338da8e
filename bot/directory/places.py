"""Places of London, offline: boroughs, neighbourhoods, outcodes and full postcodes.

`Places.resolve` turns what was named into a `Place`; `Places.spot` finds names inside a message.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pyproj import Transformer
from rapidfuzz import fuzz, process

from bot.directory import postcodes
from bot.directory.spelling import by_ear, everyday, short_forms

ANYWHERE = "anywhere"
"""The place of a person who would rather not say: all of London and online."""

NOT_IN_TABLE = {
    "JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man", "BT": "Northern Ireland",
}  # fmt: skip
"""Postcode areas that the table leaves out, and where they are."""
ISLANDS = ("Jersey", "Guernsey", "the Isle of Man")
"""Places with British postcodes that are not in the UK: its services are not for them."""

HEARD = 68
"""A name that sounds the same must also be as like as this (of 100) in letters."""
STRADDLE = 0.10
"""An outcode is asked about when this share of its postcodes or more lies in another borough."""

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

_STREET = re.compile(
    r"\s+(?:road|rd|street|lane|avenue|ave|gardens|drive|close|terrace|crescent)\b", re.I
)
"""`12 Croydon Road, Beckenham`: a street, where another place is named as well."""
_ONLY = re.compile(r"\b(?:or|only|just|not|always|all)\b(?:\W+\w+){0,3}\W*$", re.IGNORECASE)
"""Words before `London` that set it against the place of the person."""


@dataclass(frozen=True)
class Place:
    """A place as understood.

    `boroughs` is ordered, the most likely first, and empty outside London; `easting` and `northing`
    are British National Grid metres, absent for all of London.
    """

    name: str
    kind: str
    """postcode, sector, outcode, area, borough, outside or anywhere."""
    boroughs: tuple[str, ...] = ()
    easting: int | None = None
    northing: int | None = None
    straddles: bool = False
    nation: str = "England"

    @property
    def borough(self) -> str:
        return self.boroughs[0] if self.boroughs else ""

    @property
    def is_point(self) -> bool:
        """True where a distance is worth telling: a postcode or a part of one."""
        return self.kind in ("postcode", "sector")

    def kilometres_to(self, easting: int, northing: int) -> float:
        """Distance on the grid; within 0.1 % of the ellipsoid in London."""
        return ((self.easting - easting) ** 2 + (self.northing - northing) ** 2) ** 0.5 / 1000


class Places:
    """The gazetteer. `folder` holds the CSV files, `table` is the postcode table (may be absent)."""

    def __init__(self, folder: Path, table: Path) -> None:
        self._folder, self._table = folder, table

    @cached_property
    def boroughs(self) -> dict[str, dict]:
        """Rows of boroughs.csv by borough name."""
        return {row["name"]: row for row in self._rows("boroughs")}

    @cached_property
    def _by_code(self) -> dict[str, str]:
        return {row["ons_code"]: name for name, row in self.boroughs.items()}

    @cached_property
    def _outcodes(self) -> dict[str, dict]:
        return {row["outcode"]: row for row in self._rows("london_outcodes")}

    @cached_property
    def _full(self) -> dict[str, Place]:
        """Every name and alias in lower case. Neighbourhoods win over borough aliases."""
        names: dict[str, Place] = {"london": Place("London", "anywhere")}
        rows = self._rows("london_areas")
        points = _grid([(float(r["lat"]), float(r["long"])) for r in rows])
        for row, (east, north) in zip(rows, points, strict=True):
            others = tuple(b for b in row["other_boroughs"].split("; ") if b)
            place = Place(row["area"], "area", (row["borough"], *others), east, north, bool(others))
            for name in (row["area"], *row["also"].split("; ")):
                if name:
                    names.setdefault(_plain(name), place)
        rows = list(self.boroughs.values())
        points = _grid([(float(r["lat"]), float(r["long"])) for r in rows])
        for row, (east, north) in zip(rows, points, strict=True):
            place = Place(row["name"], "borough", (row["name"],), east, north)
            names[_plain(row["name"])] = place
            for name in row["aliases"].split("; "):
                if name:
                    names.setdefault(_plain(name), place)
        for row in self._rows("elsewhere"):
            names.setdefault(
                _plain(row["name"]), Place(row["name"], "outside", nation=row["nation"])
            )
        return names

    @cached_property
    def _short(self) -> dict[str, Place]:
        """Names cut short. Only as they are: nobody misspells them further."""
        found: dict[str, Place] = {}
        for name, place in self._full.items():
            for short in short_forms(name):
                if short not in self._full:
                    found.setdefault(short, place)
        return found

    @cached_property
    def _names(self) -> dict[str, Place]:
        return {**self._full, **self._short}

    @cached_property
    def _wary(self) -> set[str]:
        """Names that are also everyday words: a place only after `in`, `near` or alone."""
        wary = {"city", "the city", "col", "jersey"}
        for row in self._rows("london_areas"):
            if row["needs_context"]:
                wary |= {_plain(n) for n in (row["area"], *row["also"].split("; ")) if n}
        return wary

    @cached_property
    def _matcher(self):
        # Only the process that reads messages pays for spaCy; looking names up does not need it.
        import spacy
        from spacy.matcher import PhraseMatcher

        language = spacy.blank("en")
        matcher = PhraseMatcher(language.vocab, attr="LOWER")
        matcher.add("PLACE", [language.make_doc(name) for name in self._names])
        return language, matcher

    @cached_property
    def _by_ear(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._long_names:
            found.setdefault(by_ear(name), []).append(name)
        return found

    @cached_property
    def _long_names(self) -> list[str]:
        return [n for n, place in self._full.items() if len(n) >= 5 and place.kind != "outside"]

    def _rows(self, name: str) -> list[dict]:
        with (self._folder / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def resolve(self, text: str) -> Place | None:
        """The place that `text` names, or None. `text` is a name, an outcode or a postcode."""
        if text == ANYWHERE:
            return Place("London", "anywhere")
        if match := postcodes.FULL.fullmatch(text.strip()):
            return self._postcode(*match.groups())
        if match := postcodes.SECTOR.fullmatch(text.strip()):
            return self._sector(match[1].upper(), match[2])
        if match := postcodes.OUTWARD.fullmatch(text.strip()):
            return self._outcode(match[1].upper())
        return self._names.get(_plain(text))

    def _postcode(self, outward: str, inward: str) -> Place | None:
        if where := NOT_IN_TABLE.get(outward.upper().rstrip("0123456789")):
            return Place(where, "outside", nation=where)
        name = postcodes.tidy(outward, inward)
        spot, kind = postcodes.find(self._table, name), "postcode"
        if spot is None:
            # It may be new. From here on it has the name of its sector: a postcode is not kept.
            name, kind = name[:-2], "sector"
            spot = postcodes.around(self._table, name)
        if spot is None:
            return self._outcode(outward.upper())
        borough = self._by_code.get(spot.district)
        if borough is None:
            return Place(
                outward.upper(), "outside", (), spot.easting, spot.northing,
                nation=_nation(spot.district),
            )  # fmt: skip
        return Place(name, kind, (borough,), spot.easting, spot.northing)

    def _sector(self, outward: str, digit: str) -> Place | None:
        name = f"{outward} {digit}"
        spot = postcodes.around(self._table, name)
        borough = spot and self._by_code.get(spot.district)
        if not borough:
            return self._outcode(outward)
        return Place(name, "sector", (borough,), spot.easting, spot.northing)

    def _outcode(self, outward: str) -> Place | None:
        if where := NOT_IN_TABLE.get(outward.rstrip("0123456789")):
            return Place(where, "outside", nation=where)
        rows = self._outcode_rows(outward)
        if not rows:
            spot = postcodes.around(self._table, outward)
            return spot and Place(
                outward, "outside", (), spot.easting, spot.northing, nation=_nation(spot.district)
            )
        points = _grid([(float(row["lat"]), float(row["long"])) for row in rows])
        east, north = (round(sum(axis) / len(rows)) for axis in zip(*points, strict=True))
        shares: dict[str, float] = defaultdict(float)
        for row in rows:
            for part in filter(None, row["shares"].split("; ")):
                name, share = part.rsplit(" ", 1)
                shares[name] += float(share) / len(rows)
        order = sorted(shares, key=shares.get, reverse=True)
        boroughs = tuple(name for name in order if shares[name] >= STRADDLE) or (
            rows[0]["main_borough"],
        )
        return Place(outward, "outcode", boroughs, east, north, len(boroughs) > 1)

    def _outcode_rows(self, outward: str) -> list[dict]:
        """Its row; `EC1`, which people say and no letter bears, stands for EC1A, EC1M and so on."""
        if row := self._outcodes.get(outward):
            return [row]
        return [r for name, r in self._outcodes.items() if name[:-1] == outward and name[-1:].isalpha()
                and r["non_geographic"] != "yes"]  # fmt: skip

    def spot(self, text: str) -> list[tuple[str, int, int]]:
        """Names of places in a message: canonical name, start, end; the last named comes last."""
        found: list[tuple[str, int, int]] = []
        for match in postcodes.FULL.finditer(text):
            place = self._postcode(match[1], match[2])
            name = postcodes.tidy(match[1], match[2])
            if place is not None:
                found.append((name, match.start(), match.end()))
        for outward, inward, start, end in postcodes.spelt(text):
            place = self._postcode(outward, inward)
            if place is not None and place.borough:
                found.append((postcodes.tidy(outward, inward), start, end))
        for match in postcodes.SPELT_OUTWARD.finditer(text):
            outward, inside = (
                postcodes.closed_up(match[1]),
                any(s <= match.start() < e for _, s, e in found),
            )
            if (
                not inside
                and outward in self._outcodes
                and (len(outward.rstrip("0123456789")) > 1 or _is_meant(text, match.span()))
            ):
                found.append((outward, *match.span()))
        for match in postcodes.SECTOR.finditer(text):
            inside = any(s <= match.start() < e for _, s, e in found)
            if not inside and match[1].upper() in self._outcodes:
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
            if _plain(span.text) in self._wary and not _in_context(doc, span, words):
                continue
            if doc[span.start : span.end + 1].text.lower() in _SAYINGS or _barks(doc, span):
                return found
            place = self._names[_plain(span.text)]
            found.append((place.name, span.start_char, span.end_char))
        if not found:
            found = self._nearly(doc)
        kinds = {item: self.resolve(item[0]).kind for item in found}
        named = [item for item in found if kinds[item] != "outside"]
        if all(kinds[item] == "anywhere" and _ONLY.search(text[: item[1]]) for item in named):
            # `I am in Leeds. Or is it only London?`: they are in Leeds.
            named = []
        named = [n for n in named if not _STREET.match(text[n[2] :])] or named
        return sorted(named or found, key=lambda item: item[1])

    def _is_outcode(self, outward: str, text: str, span: tuple[int, int]) -> bool:
        """True for London's; for others where the words say it is a place: `B1` is often none."""
        if self._outcode_rows(outward):
            return True
        return _is_meant(text, span) and bool(postcodes.around(self._table, outward))

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
            text = _plain(span.text)
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
                return span, self._names[hit[0]].name
            alike = self._by_ear.get(by_ear(text), ())
            if hit := process.extractOne(text, alike, scorer=fuzz.ratio, score_cutoff=HEARD):
                return span, self._names[hit[0]].name
        return None, None

    def name_at(self, latitude: float, longitude: float) -> str | None:
        """What somebody there would answer to `where?`: the first half of a postcode, else an area."""
        if not (49 <= latitude <= 61 and -9 <= longitude <= 2):
            return None
        [(easting, northing)] = _grid([(latitude, longitude)])
        if outcode := postcodes.nearest(self._table, easting, northing):
            return outcode
        points = [place for place in self._names.values() if place.easting is not None]
        near = min(points, key=lambda place: place.kilometres_to(easting, northing))
        return near.name if near.kilometres_to(easting, northing) <= 3 else None

    def neighbours(self, borough: str) -> list[str]:
        row = self.boroughs.get(borough)
        return [n for n in row["neighbours"].split("; ") if n] if row else []

    def middle(self, borough: str) -> Place:
        return self._names[_plain(borough)]


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
    return before in _LEADS or all(t.lower_ in _LEADS for t in rest)


def _nation(district: str) -> str:
    """The nation of an ONS local authority code."""
    return {"S": "Scotland", "W": "Wales", "N": "Northern Ireland"}.get(district[:1], "England")


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.strip().lower().replace("’", "'"))


@cache
def _to_grid() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:27700")


def _grid(points: list[tuple[float, float]]) -> list[tuple[int, int]]:
    east, north = _to_grid().transform([p[0] for p in points], [p[1] for p in points])
    return [(round(e), round(n)) for e, n in zip(east, north, strict=True)]
