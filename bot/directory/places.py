"""Places of London, offline: boroughs, neighbourhoods, outcodes and full postcodes.

`Places.resolve` turns what was named into a `Place`. Names inside a message: `bot.directory.spotted`.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from pyproj import Transformer

from bot.directory import postcodes
from bot.directory.spelling import short_forms

ANYWHERE = "anywhere"
"""The place of a person who would rather not say: all of London and online."""

NOT_IN_TABLE = {
    "JE": "Jersey", "GY": "Guernsey", "IM": "the Isle of Man", "BT": "Northern Ireland",
}  # fmt: skip
"""Postcode areas that the table leaves out, and where they are."""
ISLANDS = ("Jersey", "Guernsey", "the Isle of Man")
"""Places with British postcodes that are not in the UK: its services are not for them."""

BARELY_LONDON = 0.05
"""An outcode with a smaller share of its postcodes in London is outside: KT19 is Epsom."""
STRADDLE = 0.10
"""An outcode is asked about when this share of its postcodes or more lies in another borough."""


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
        self._folder, self.table = folder, table

    @cached_property
    def boroughs(self) -> dict[str, dict]:
        """Rows of boroughs.csv by borough name."""
        return {row["name"]: row for row in self.rows("boroughs")}

    @cached_property
    def _by_code(self) -> dict[str, str]:
        return {row["ons_code"]: name for name, row in self.boroughs.items()}

    @cached_property
    def outcodes(self) -> dict[str, dict]:
        return {row["outcode"]: row for row in self.rows("london_outcodes")}

    @cached_property
    def full_names(self) -> dict[str, Place]:
        """Every name and alias in lower case. Neighbourhoods win over borough aliases."""
        names: dict[str, Place] = {"london": Place("London", "anywhere")}
        rows = self.rows("london_areas")
        points = _grid([(float(r["lat"]), float(r["long"])) for r in rows])
        for row, (east, north) in zip(rows, points, strict=True):
            others = tuple(b for b in row["other_boroughs"].split("; ") if b)
            place = Place(row["area"], "area", (row["borough"], *others), east, north, bool(others))
            for name in (row["area"], *row["also"].split("; ")):
                if name:
                    names.setdefault(plain(name), place)
        rows = list(self.boroughs.values())
        points = _grid([(float(r["lat"]), float(r["long"])) for r in rows])
        for row, (east, north) in zip(rows, points, strict=True):
            place = Place(row["name"], "borough", (row["name"],), east, north)
            names[plain(row["name"])] = place
            for name in row["aliases"].split("; "):
                if name:
                    names.setdefault(plain(name), place)
        for row in self.rows("landmarks"):
            for name in (row["name"], *row["also"].split("; ")):
                if name:
                    names[plain(name)] = names[plain(row["area"])]
        for row in self.rows("elsewhere"):
            names.setdefault(
                plain(row["name"]), Place(row["name"], "outside", nation=row["nation"])
            )
        return names

    @cached_property
    def _short(self) -> dict[str, Place]:
        """Names cut short. Only as they are: nobody misspells them further."""
        found: dict[str, Place] = {}
        for name, place in self.full_names.items():
            for short in short_forms(name):
                if short not in self.full_names:
                    found.setdefault(short, place)
        return found

    @cached_property
    def names(self) -> dict[str, Place]:
        return {**self.full_names, **self._short}

    def rows(self, name: str) -> list[dict]:
        with (self._folder / f"{name}.csv").open(encoding="utf-8") as file:
            return list(csv.DictReader(file))

    def resolve(self, text: str) -> Place | None:
        """The place that `text` names, or None. `text` is a name, an outcode or a postcode."""
        if text == ANYWHERE:
            return Place("London", "anywhere")
        if match := postcodes.FULL.fullmatch(text.strip()):
            return self.postcode(*match.groups())
        if match := postcodes.SECTOR.fullmatch(text.strip()):
            return self._sector(match[1].upper(), match[2])
        if match := postcodes.OUTWARD.fullmatch(text.strip()):
            return self._outcode(match[1].upper())
        return self.names.get(plain(text))

    def postcode(self, outward: str, inward: str) -> Place | None:
        if where := NOT_IN_TABLE.get(outward.upper().rstrip("0123456789")):
            return Place(where, "outside", nation=where)
        name = postcodes.tidy(outward, inward)
        spot, kind = postcodes.find(self.table, name), "postcode"
        if spot is None:
            # It may be new. From here on it has the name of its sector: a postcode is not kept.
            name, kind = name[:-2], "sector"
            spot = postcodes.around(self.table, name)
        if spot is None:
            return self._outcode(outward.upper())
        borough = self._by_code.get(spot.district)
        if borough is None:
            # Of an outcode that is partly London's the sector is the name: it is not of that part.
            straddles = self.outcode_rows(outward.upper())
            return Place(
                name if kind == "sector" else name[:-2] if straddles else outward.upper(),
                "outside", (), spot.easting, spot.northing,
                nation=_nation(spot.district),
            )  # fmt: skip
        return Place(name, kind, (borough,), spot.easting, spot.northing)

    def _sector(self, outward: str, digit: str) -> Place | None:
        name = f"{outward} {digit}"
        spot = postcodes.around(self.table, name)
        borough = spot and self._by_code.get(spot.district)
        if spot and not borough and self.outcode_rows(outward):
            nation = _nation(spot.district)
            return Place(name, "outside", (), spot.easting, spot.northing, nation=nation)
        if not borough:
            return self._outcode(outward)
        return Place(name, "sector", (borough,), spot.easting, spot.northing)

    def _outcode(self, outward: str) -> Place | None:
        if where := NOT_IN_TABLE.get(outward.rstrip("0123456789")):
            return Place(where, "outside", nation=where)
        rows = self.outcode_rows(outward)
        if not rows:
            spot = postcodes.around(self.table, outward)
            return spot and Place(
                outward, "outside", (), spot.easting, spot.northing, nation=_nation(spot.district)
            )
        points = _grid([(float(row["lat"]), float(row["long"])) for row in rows])
        east, north = (round(sum(axis) / len(rows)) for axis in zip(*points, strict=True))
        if all(float(row["london_share"] or 0) < BARELY_LONDON for row in rows):
            return Place(outward, "outside", (), east, north, nation="England")
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

    def outcode_rows(self, outward: str) -> list[dict]:
        """Its row; `EC1`, which people say and no letter bears, stands for EC1A, EC1M and so on."""
        if row := self.outcodes.get(outward):
            return [row]
        return [r for name, r in self.outcodes.items() if name[:-1] == outward and name[-1:].isalpha()
                and r["non_geographic"] != "yes"]  # fmt: skip

    def name_at(self, latitude: float, longitude: float) -> str | None:
        """What somebody there would answer to `where?`: the first half of a postcode, else an area."""
        if not (49 <= latitude <= 61 and -9 <= longitude <= 2):
            return None
        [(easting, northing)] = _grid([(latitude, longitude)])
        if outcode := postcodes.nearest(self.table, easting, northing):
            return outcode
        points = [place for place in self.names.values() if place.easting is not None]
        near = min(points, key=lambda place: place.kilometres_to(easting, northing))
        return near.name if near.kilometres_to(easting, northing) <= 3 else None

    def neighbours(self, borough: str) -> list[str]:
        row = self.boroughs.get(borough)
        return [n for n in row["neighbours"].split("; ") if n] if row else []

    def middle(self, borough: str) -> Place:
        return self.names[plain(borough)]


def _nation(district: str) -> str:
    """The nation of an ONS local authority code."""
    return {"S": "Scotland", "W": "Wales", "N": "Northern Ireland"}.get(district[:1], "England")


def plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.strip().lower().replace("’", "'"))


@cache
def _to_grid() -> Transformer:
    return Transformer.from_crs("EPSG:4326", "EPSG:27700")


def _grid(points: list[tuple[float, float]]) -> list[tuple[int, int]]:
    east, north = _to_grid().transform([p[0] for p in points], [p[1] for p in points])
    return [(round(e), round(n)) for e, n in zip(east, north, strict=True)]
