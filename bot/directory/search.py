"""Finding the services that can help somebody from a place."""

from dataclasses import dataclass, field

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from bot.directory import ranking
from bot.directory.cells import day_bits
from bot.directory.index import CELL, NOT_KNOWN, cells_around, need_bits
from bot.directory.models import NEEDS, SearchRow, Service
from bot.directory.places import ISLANDS, Place, Places

KINDS = {
    "job_club": ("job_club", "employment_support"),
    "ddpo": (),
    "benefits_advice": ("benefits_advice",),
    "employment_support": ("employment_support", "job_club"),
    "peer_support": ("peer_support", "isolation"),
    "access_to_work_help": ("access_to_work_help", "employment_support"),
    "any": (),
    "rights_advice": ("disclosure_or_rights_advice", "advocacy", "law_centre"),
    "advocacy": ("advocacy", "disclosure_or_rights_advice"),
    "law_centre": ("law_centre", "disclosure_or_rights_advice", "benefits_advice"),
    "carers": ("carers",),
    "sight_loss": ("sight_loss",),
    "deaf": ("deaf", "deaf_club"),
    "deaf_club": ("deaf_club", "deaf"),
    "internship": ("internship", "employment_support"),
    "mental_health_work": ("mental_health_work", "employment_support"),
    "mental_health": ("mental_health", "mental_health_work"),
    "debt": ("debt", "benefits_advice"),
}
"""What a person may ask for, and the kinds of service that answer it (empty: any). Kinds that no
listing has as its own are the subjects that its words show (`bot.directory.signs`)."""
SAME_NEED = {"wheelchair": "step_free"}
"""Wishes that are met by the same access fact."""
NEAR = 10_000
"""Metres: a service that does not say whom it serves is offered so far away."""
RINGS = 4
"""Squares around a point that are looked at first: at least 8 km each way."""
NO_PLACE = 3_000
"""Metres that a service without a place counts for."""
_SPARE = 4
"""An organisation may come up several times and is shown once: so many times more is read."""


@dataclass(frozen=True)
class Wish:
    """What is looked for. `kind` is a key of KINDS or a wider need such as `housing`.

    `access` and `online`, `days` (`MO,TH`) and `user_led` filter; `skip` are ids shown before.
    """

    kind: str = ""
    access: tuple[str, ...] = ()
    user_led: bool = False
    online: bool = False
    days: str = ""
    skip: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The access facts wished for."""
        wished = [SAME_NEED.get(need, need) for need in self.access]
        return tuple(dict.fromkeys(need for need in wished if need != "online"))

    @property
    def only_online(self) -> bool:
        return self.online or "online" in self.access

    @property
    def only_user_led(self) -> bool:
        return self.user_led or self.kind == "ddpo"


@dataclass(frozen=True)
class Listing:
    """One result: the service, why it was chosen and how far it is (kilometres, if known)."""

    service: Service
    reach: str
    """local, neighbour or anywhere."""
    kilometres: float | None
    known_access: tuple[str, ...]


@dataclass
class Found:
    """The answer of a search. `exact` is False when nothing of the wished kind is listed there.

    `left_out`: how many services of the place were left out for each of `online`, `user_led`,
    `user_led_unknown`, `days`, a need, and `area`: nearer ones that are only for other boroughs.
    """

    listings: list[Listing] = field(default_factory=list)
    exact: bool = True
    more: int = 0
    left_out: dict[str, int] = field(default_factory=dict)


def facts_of(service: Service) -> dict[str, str]:
    """{need: yes or no}: the access facts that the listing has."""
    return {fact.need: fact.known for fact in service.access}


def search(session: Session, places: Places, place: Place, wish: Wish, limit: int = 3) -> Found:
    """Services for `wish` that serve `place`, best first, one of each organisation.

    Left out at once: closed ones; services only for other areas; by what was asked for, those
    known not to have the access fact, not to be open on the day, not online, and those not known
    to be run by disabled people. Then, in this order:

    1. Known to have the wished access facts and day, before those that do not say.
    2. Area: services for one of the place's boroughs, with those within 10 km that do not say whom
       they serve; then, only if none of these is listed, a neighbouring borough; then all of
       London, the nation and the UK, and those further off that do not say whom they serve.
    3. The exact kind before a related one (KINDS).
    4. Nearest first. A service without a place counts as 3 km away: near enough to come before
       one across the borough, not before one around the corner.
    5. Run by disabled people; the DWP's own last; then the one for fewer areas; then the one checked last; then its
       id, so that the order is firm.
    """
    kinds = KINDS.get(wish.kind, (wish.kind,) if wish.kind else ())
    at, tiers = _point(place), _tiers(places, place)
    best: list[tuple[int, str, Row]] = []
    for rank, (reach, areas) in enumerate(tiers):
        if reach == "neighbour" and (best or _was_local(session, wish, tiers[0][1], kinds)):
            continue
        if sum(row.fits for _, _, row in best) > limit:
            break
        rows = _first(session, areas, reach, at, wish, kinds, limit + 1)
        best += [(rank, reach, row) for row in rows]
    # A stable sort: inside a tier the order of the database stays.
    best.sort(key=lambda item: (not item[2].fits, item[0]))
    once: dict[str, tuple[str, Row]] = {}
    for _, reach, row in best:
        once.setdefault(row.organisation_id, (reach, row))
    return _as_found(session, list(once.values()), limit, place, kinds, tiers, at, wish)


def _as_found(session, best, limit, place: Place, kinds, tiers, at, wish: Wish) -> Found:
    chosen = best[:limit]
    query = select(Service).where(Service.id.in_([row.service_id for _, row in chosen]))
    services = {service.id: service for service in session.scalars(query)}
    found = Found(more=max(0, len(best) - limit))
    for reach, row in chosen:
        known = tuple(need for bit, need in enumerate(NEEDS) if row.has & 1 << bit)
        metres = _metres(row, at) if place.is_point else None
        far = metres / 1000 if metres is not None else None
        found.listings.append(Listing(services[row.service_id], reach, far, known))
    here = "anywhere" if place.kind == "anywhere" else "local"
    found.exact = any(
        reach == here and (not kinds or row.kind in kinds[:1]) for reach, row in chosen
    )
    found.left_out = _left_out(session, tiers, place, at, wish, kinds)
    return found


def _metres(row, at) -> float | None:
    """Metres to where it happens; None if either place is not known."""
    return row.square**0.5 if at and row.cell else None


def _point(place: Place) -> tuple[int, int] | None:
    return None if place.easting is None else (place.easting, place.northing)


def _tiers(places: Places, place: Place) -> list[tuple[str, tuple[str, ...]]]:
    """(reach, names of areas served) from near to far."""
    named = tuple(name.lower() for name in (place.boroughs or (place.name,)))
    far = ("london", place.nation.lower(), "uk", NOT_KNOWN)
    if place.kind == "anywhere":
        return [("anywhere", ("london", "england", "uk"))]
    if place.kind == "outside":
        uk = () if place.nation in ISLANDS else ("uk",)
        return [
            ("local", (*named, NOT_KNOWN)),
            ("anywhere", (place.nation.lower(), *uk, NOT_KNOWN)),
        ]
    near = tuple(name.lower() for name in places.neighbours(place.borough))
    near = tuple(name for name in near if name not in named)
    return [("local", (*named, NOT_KNOWN)), ("neighbour", near), ("anywhere", far)]


def _was_local(session: Session, wish: Wish, areas: tuple[str, ...], kinds: tuple) -> bool:
    """True if something local was shown before: neighbours stay out, however far one pages."""
    if not wish.skip:
        return False
    query = select(SearchRow.number).where(SearchRow.service_id.in_(wish.skip))
    query = query.where(SearchRow.area.in_(areas), SearchRow.area != NOT_KNOWN)
    if kinds:
        query = query.where(SearchRow.kind.in_(kinds))
    return session.scalar(query.limit(1)) is not None


def _first(session, areas, reach, at, wish: Wish, kinds, wanted: int) -> list[Row]:
    """The first rows of a tier, one an organisation.

    All of London without a kind is much to sort: then the squares around are read first.
    """
    bits, days = need_bits(wish.needs), day_bits(wish.days)
    shape = ranking.Shape(
        kinds=bool(kinds), related=len(kinds) > 1, point=at is not None,
        unknown=NOT_KNOWN in areas and reach == "local", bits=bool(bits), days=bool(days),
        user_led=wish.only_user_led, online=wish.only_online, skip=bool(wish.skip),
    )  # fmt: skip
    values = {
        "areas": areas, "kinds": kinds, "kind": kinds[0] if kinds else "", "bits": bits, "days": days,
        "online": need_bits(("online",)), "skip": wish.skip, **_from(at), "near": NEAR**2,
    }  # fmt: skip
    if at and not kinds and reach == "anywhere":
        around = {**values, "cells": [0, *cells_around(*at, RINGS)]}
        found = _first_of_each(session, shape._replace(cells=True), around, wanted)
        # Nearer ones outside the squares are ruled out only up to the nearest edge.
        sure = (RINGS * CELL) ** 2
        if len(found) >= wanted and all(r.fits and r.square <= sure for r in found):
            return found
    return _first_of_each(session, shape, values, wanted)


def _from(at) -> dict[str, int]:
    east, north = at or (0, 0)
    return {"east": east, "north": north, "no_place": NO_PLACE**2}


def _first_of_each(session, shape: ranking.Shape, values: dict, wanted: int) -> list[Row]:
    statement = ranking.ranked(shape)
    found: dict[str, Row] = {}
    passed, portion = 0, wanted * _SPARE + 8
    while len(found) < wanted:
        rows = session.execute(statement, {**values, "most": portion, "passed": passed}).all()
        for row in rows:
            found.setdefault(row.organisation_id, row)
        if len(rows) < portion:
            break
        passed, portion = passed + portion, portion * 4
    return list(found.values())[:wanted]


def _left_out(session, tiers, place: Place, at, wish: Wish, kinds) -> dict[str, int]:
    """Why services of the place are not among the results, with how many; only what is not 0."""
    needs = tuple(need for need in wish.needs if need_bits((need,)))
    reasons = ("online",) * wish.only_online
    reasons += ("user_led", "user_led_unknown") * wish.only_user_led
    reasons += (*needs, *("days",) * bool(day_bits(wish.days)))
    if at and place.is_point:
        reasons += ("area",)
    if not reasons:
        return {}
    statement = ranking.left_out(reasons, needs, bool(kinds))
    values = {
        "ours": [area for area in tiers[0][1] if area != NOT_KNOWN], "kinds": kinds,
        "kind": kinds[0] if kinds else "", "online": need_bits(("online",)),
        "days": day_bits(wish.days), **{f"need_{need}": need_bits((need,)) for need in needs},
        "known_areas": [area for _, areas in tiers for area in areas], **_from(at),
        "cells": cells_around(*at, 2) if at else [],
    }  # fmt: skip
    left = session.execute(statement, values).one()._mapping
    return {name: count for name, count in left.items() if count}
