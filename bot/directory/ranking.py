"""The statements of a search, in SQL that SQLite and PostgreSQL both read.

They are texts, made once for each shape of a question: put together from expressions for every
search they took more time than the database. What people ask for goes in as bound values only.
"""

from functools import cache
from typing import NamedTuple

from sqlalchemy import TextClause, bindparam, text

from bot.directory.index import NOT_KNOWN
from bot.directory.models import UNKNOWN, YES

_SQUARE = (
    "CASE WHEN cell = 0 THEN :no_place ELSE CAST(easting - :east AS BIGINT) * (easting - :east)"
    " + CAST(northing - :north AS BIGINT) * (northing - :north) END"
)
"""The square of the distance in metres; without a place of its own, as if `no_place` away."""
_LISTS = ("areas", "kinds", "skip", "cells", "ours", "known_areas")


class Shape(NamedTuple):
    """Which parts a statement has; the values of `ranked` are named after them.

    `unknown`: rows whose area is not known come in only if near. `related`: several kinds are
    wished, the first before the others. `cells`: only squares of this list.
    """

    kinds: bool = False
    related: bool = False
    point: bool = False
    unknown: bool = False
    bits: bool = False
    days: bool = False
    user_led: bool = False
    online: bool = False
    skip: bool = False
    cells: bool = False


@cache
def ranked(shape: Shape) -> TextClause:
    """The rows of some areas that may be offered, best first; `fits`: all that was wished is known."""
    known = ["(has & :bits) = :bits"] * shape.bits + ["days <> 0"] * shape.days
    where, square = ["area IN :areas"], _SQUARE if shape.point else "0"
    if shape.unknown:
        near = f"(cell <> 0 AND {_SQUARE} <= :near)" if shape.point else "1 = 0"
        where.append(f"(area <> '{NOT_KNOWN}' OR {near})")
    for wanted, condition in (
        (shape.kinds, "kind IN :kinds"),
        (shape.user_led, f"led = '{YES}'"),
        (shape.online, "(has & :online) = :online"),
        (shape.bits, "(lacks & :bits) = 0"),
        (shape.days, "(days = 0 OR (days & :days) <> 0)"),
        (shape.skip, "service_id NOT IN :skip"),
        (shape.cells, "cell IN :cells"),
    ):
        where += [condition] * wanted
    order = ["fits DESC"] * bool(known)
    order += ["CASE WHEN kind = :kind THEN 0 ELSE 1 END"] * shape.related
    order += ["square"] * shape.point
    order += [f"CASE WHEN led = '{YES}' THEN 0 ELSE 1 END", "spread", "checked DESC", "service_id"]
    fits = f"CASE WHEN {' AND '.join(known)} THEN 1 ELSE 0 END" if known else "1"
    return _statement(
        f"SELECT service_id, organisation_id, kind, cell, has, {fits} AS fits, {square} AS square "
        f"FROM search_row WHERE {' AND '.join(where)} ORDER BY {', '.join(order)} "
        "LIMIT :most OFFSET :passed"
    )


@cache
def left_out(reasons: tuple[str, ...], needs: tuple[str, ...], kinds: bool) -> TextClause:
    """Counts services of `ours` for each reason (`bot.directory.search.Found`)."""
    why = {
        "online": "(has & :online) = 0",
        "user_led": f"led NOT IN ('{YES}', '{UNKNOWN}')",
        "user_led_unknown": f"led = '{UNKNOWN}'",
        "days": "days <> 0 AND (days & :days) = 0",
        **{need: f"(lacks & :need_{need}) <> 0" for need in needs},
    }
    ours = "area IN :ours" + " AND kind IN :kinds" * kinds
    counts = [f"{_count(f'{ours} AND {why[name]}')} AS {name}" for name in reasons if name in why]
    if "area" in reasons:
        near = f"area NOT IN :known_areas AND cell IN :cells AND {_SQUARE} <= :no_place"
        counts.append(f"{_count(near + ' AND kind = :kind' * kinds)} AS area")
    return _statement(f"SELECT {', '.join(counts)}")


def _count(where: str) -> str:
    return f"(SELECT count(DISTINCT service_id) FROM search_row WHERE {where})"


def _statement(sql: str) -> TextClause:
    lists = [bindparam(name, expanding=True) for name in _LISTS if f":{name}" in sql]
    return text(sql).bindparams(*lists)
