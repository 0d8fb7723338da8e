"""Finding the services that can help somebody from a place."""

from dataclasses import dataclass, field

from sqlalchemy import BigInteger, Row, Select, and_, case, cast, func, literal, or_, select, text
from sqlalchemy.orm import Session

from bot.directory.cells import day_bits
from bot.directory.index import CELL, NOT_KNOWN, cells_around, need_bits
from bot.directory.models import NEEDS, UNKNOWN, YES, SearchRow, Service
from bot.directory.places import ISLANDS, Place, Places

KINDS = {
    "job_club": ("job_club", "employment_support"),
    "ddpo": (),
    "benefits_advice": ("benefits_advice",),
    "employment_support": ("employment_support", "job_club"),
    "peer_support": ("peer_support", "isolation"),
    "access_to_work_help": ("access_to_work_help", "employment_support"),
}
"""What a person may ask for, and the kinds of service that answer it (empty: any)."""
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
    5. Run by disabled people; then the one for fewer areas; then the one checked last; then its
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
        query = _ranked(areas, reach, at, wish, kinds)
        best += [(rank, reach, row) for row in _first(session, query, reach, at, kinds, limit + 1)]
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
        x.reach == here and (not kinds or x.service.kind in kinds[:1]) for x in found.listings
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


def _ranked(areas, reach, at, wish: Wish, kinds) -> Select:
    """The rows of a tier that may be offered, best first; `fits`: all that was wished is known."""
    row = SearchRow
    bits, days = need_bits(wish.needs), day_bits(wish.days)
    known = [row.has.bitwise_and(bits) == bits] if bits else []
    known += [row.days != 0] if days else []
    fits = case((and_(*known), 1), else_=0) if known else literal(1)
    query = select(
        row.service_id, row.organisation_id, row.cell, row.has,
        fits.label("fits"), _metres2(at).label("square"),
    ).where(row.area.in_(areas))  # fmt: skip
    if kinds:
        query = query.where(row.kind.in_(kinds))
    if NOT_KNOWN in areas and reach == "local":
        close = and_(row.cell != 0, _metres2(at) <= NEAR**2) if at else literal(False)
        query = query.where(or_(row.area != NOT_KNOWN, close))
    if wish.only_user_led:
        query = query.where(row.led == YES)
    if wish.only_online:
        online = need_bits(("online",))
        query = query.where(row.has.bitwise_and(online) == online)
    query = query.where(row.lacks.bitwise_and(bits) == 0) if bits else query
    if days:
        query = query.where(or_(row.days == 0, row.days.bitwise_and(days) != 0))
    if wish.skip:
        query = query.where(row.service_id.not_in(wish.skip))
    order = [text("fits DESC")] if known else []
    order += [case((row.kind == kinds[0], 0), else_=1)] if len(kinds) > 1 else []
    order += [text("square")] if at else []
    led = case((row.led == YES, 0), else_=1)
    return query.order_by(*order, led, row.spread, -row.checked, row.service_id)


def _metres2(at):
    """The square of the distance in metres; without a place of its own, as if 3 km away."""
    if at is None:
        return literal(0)
    east, north = SearchRow.easting - at[0], SearchRow.northing - at[1]
    far = cast(east, BigInteger) * east + cast(north, BigInteger) * north
    return case((SearchRow.cell == 0, NO_PLACE**2), else_=far)


def _first(session, query: Select, reach: str, at, kinds, wanted: int) -> list[Row]:
    """The first rows of a tier, one an organisation.

    All of London without a kind is much to sort: then the squares around are read first.
    """
    if at and not kinds and reach == "anywhere":
        some = query.where(SearchRow.cell.in_([0, *cells_around(*at, RINGS)]))
        found = _first_of_each(session, some, wanted)
        # Nearer ones outside the squares are ruled out only up to the nearest edge.
        sure = (RINGS * CELL) ** 2
        if len(found) >= wanted and all(r.fits and r.square <= sure for r in found):
            return found
    return _first_of_each(session, query, wanted)


def _first_of_each(session, query: Select, wanted: int) -> list[Row]:
    found: dict[str, Row] = {}
    passed, portion = 0, wanted * _SPARE + 8
    while len(found) < wanted:
        rows = session.execute(query.offset(passed).limit(portion)).all()
        for row in rows:
            found.setdefault(row.organisation_id, row)
        if len(rows) < portion:
            break
        passed, portion = passed + portion, portion * 4
    return list(found.values())[:wanted]


def _left_out(session, tiers, place: Place, at, wish: Wish, kinds) -> dict[str, int]:
    """Why services of the place are not among the results, with how many; only what is not 0."""
    row, reasons = SearchRow, {}
    if wish.only_online:
        online = need_bits(("online",))
        reasons["online"] = row.has.bitwise_and(online) == 0
    if wish.only_user_led:
        reasons["user_led"] = row.led.not_in((YES, UNKNOWN))
        reasons["user_led_unknown"] = row.led == UNKNOWN
    for need in wish.needs:
        if bits := need_bits((need,)):
            reasons[need] = row.lacks.bitwise_and(bits) != 0
    if days := day_bits(wish.days):
        reasons["days"] = and_(row.days != 0, row.days.bitwise_and(days) == 0)
    counts = {}
    if reasons:
        ours = row.area.in_([area for area in tiers[0][1] if area != NOT_KNOWN])
        ours = and_(ours, row.kind.in_(kinds)) if kinds else ours
        for name, why in reasons.items():
            counts[name] = select(func.count(row.service_id.distinct())).where(ours, why)
    if at and place.is_point:
        counts["area"] = _elsewhere(tiers, at, kinds)
    if not counts:
        return {}
    query = select(*(count.scalar_subquery().label(name) for name, count in counts.items()))
    left = session.execute(query).one()._mapping
    return {name: count for name, count in left.items() if count}


def _elsewhere(tiers, at, kinds) -> Select:
    """Counts services within 3 km that are only for people of other areas."""
    row = SearchRow
    ours = [area for _, areas in tiers for area in areas]
    query = select(func.count(row.service_id.distinct())).where(row.area.not_in(ours))
    query = query.where(row.cell.in_(cells_around(*at, 2)), _metres2(at) <= NO_PLACE**2)
    return query.where(row.kind.in_(kinds[:1])) if kinds else query
