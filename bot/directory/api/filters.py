"""The filters of Open Referral UK 3.0 on services and on services at locations."""

from dataclasses import dataclass

from sqlalchemy import BigInteger, Select, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from bot.directory import cells, terms
from bot.directory.models import (
    ACTIVE,
    YES,
    AccessFact,
    AreaServed,
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    TaxonomyTerm,
)
from bot.directory.places import Place, Places

MOST_A_PAGE, USUAL_A_PAGE = 100, 20
MOST_METRES = 1_500_000
LONGEST_SEARCH = 200


class BadQuery(Exception):
    """A parameter that cannot be read; the message names it and says what it must be."""


@dataclass(frozen=True)
class Asked:
    """The parameters of a list, read and checked."""

    search: str = ""
    page: int = 1
    per_page: int = USUAL_A_PAGE
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: str = ""
    start_time: str = ""
    end_time: str = ""
    place: Place | None = None
    proximity: float | None = None


def read(query: dict[str, str], places: Places) -> Asked:
    """Raises BadQuery at the first parameter that is wrong. Names it does not know are ignored."""
    values = {name: value.strip() for name, value in query.items() if value.strip()}

    def get(name: str, reader, default=None):
        try:
            return reader(values[name]) if name in values else default
        except ValueError as error:
            raise BadQuery(f"{name}: {error}.") from None

    proximity = get("proximity", lambda t: cells.number(t, 1, MOST_METRES))
    if proximity and "postcode" not in values:
        raise BadQuery("proximity: give a postcode too, from which to measure.")
    return Asked(
        search=get("search", _search, ""),
        page=get("page", lambda t: _whole(t, 1, 10**9), 1),
        per_page=min(get("per_page", lambda t: _whole(t, 1, 10**9), USUAL_A_PAGE), MOST_A_PAGE),
        taxonomy_term_id=get("taxonomy_term_id", _uuid, ""),
        taxonomy_id=get("taxonomy_id", _uuid, ""),
        minimum_age=get("minimum_age", lambda t: cells.number(t, 0, 200)),
        maximum_age=get("maximum_age", lambda t: cells.number(t, 0, 200)),
        day=get("day", _one_day, ""),
        start_time=get("start_time", cells.clock, ""),
        end_time=get("end_time", cells.clock, ""),
        place=get("postcode", lambda t: _postcode(t, places)),
        proximity=proximity,
    )


def _search(text: str) -> str:
    if len(text) > LONGEST_SEARCH or "\x00" in text:
        raise ValueError(f"at most {LONGEST_SEARCH} characters of text")
    return text


def _whole(text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdecimal() and low <= int(text[:12]) <= high):
        raise ValueError(f"'{text[:20]}' must be a whole number from {low}")
    return int(text[:12])


def _uuid(text: str) -> str:
    if known := cells.as_uuid(text):
        return known
    raise ValueError(f"'{text[:40]}' is not a UUID")


def _one_day(text: str) -> str:
    found = cells.days(text)
    if len(found) != 2:
        raise ValueError(f"'{text[:20]}' must be one day, such as MO or Monday")
    return found


def _postcode(text: str, places: Places) -> Place:
    place = places.resolve(cells.postcode(text))
    if place is None or place.easting is None:
        raise ValueError(f"'{text[:12]}' is not a postcode of Great Britain that we know")
    return place


def services(asked: Asked) -> Select:
    """Services that may be shown and fit, by name."""
    query = select(Service).join(Organisation)
    return _that_fit(query, asked).order_by(Service.name, Service.id)


def places(asked: Asked) -> Select:
    """Services at locations that fit; with a proximity the nearest first."""
    query = (
        select(ServiceAtLocation)
        .join(Service, ServiceAtLocation.service_id == Service.id)
        .join(Organisation, Service.organisation_id == Organisation.id)
        .join(Location, ServiceAtLocation.location_id == Location.id)
    )
    query = _that_fit(query, asked)
    if asked.place:
        query = query.where(_serves(asked.place))
    if asked.proximity:
        query, metres2 = _near(query, asked.place, asked.proximity)
        return query.order_by(metres2, ServiceAtLocation.id)
    return query.order_by(Service.name, ServiceAtLocation.id)


def count(session: Session, query: Select) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery()))


def _that_fit(query: Select, asked: Asked) -> Select:
    query = query.where(Service.status == ACTIVE, Organisation.closed.is_(False))
    for word in asked.search.split():
        query = query.where(
            or_(
                Service.name.icontains(word, autoescape=True),
                Service.description.icontains(word, autoescape=True),
                Organisation.name.icontains(word, autoescape=True),
            )
        )
    if asked.taxonomy_term_id:
        query = query.where(_has_term(asked.taxonomy_term_id))
    if asked.taxonomy_id:
        query = query.where(_has_taxonomy(asked.taxonomy_id))
    if asked.minimum_age is not None:
        query = query.where(Service.minimum_age >= asked.minimum_age)
    if asked.maximum_age is not None:
        query = query.where(Service.maximum_age <= asked.maximum_age)
    when = [Schedule.byday.contains(asked.day)] if asked.day else []
    when += [Schedule.opens_at >= asked.start_time] if asked.start_time else []
    when += (
        [Schedule.closes_at != "", Schedule.closes_at <= asked.end_time] if asked.end_time else []
    )
    if when:
        query = query.where(exists().where(Schedule.service_id == Service.id, *when))
    return query


def _has_term(id: str):
    ways = [exists().where(ServiceTerm.service_id == Service.id, ServiceTerm.term_id == id)]
    if kind := terms.KIND_OF_TERM.get(id):
        ways.append(Service.kind == kind)
    if need := terms.NEED_OF_TERM.get(id):
        ways.append(_has_fact(AccessFact.need == need))
    if what := terms.PAYS_OF_TERM.get(id):
        ways.append(getattr(Service, f"pays_{what}") == YES)
    if id == terms.USER_LED_TERM:
        ways.append(Organisation.user_led == YES)
    return or_(*ways)


def _has_taxonomy(id: str):
    ways = [
        exists().where(
            ServiceTerm.service_id == Service.id,
            ServiceTerm.term_id == TaxonomyTerm.id,
            TaxonomyTerm.taxonomy_id == id,
        )
    ]
    ways += {
        terms.taxonomy_id("kind"): [Service.kind != ""],
        terms.taxonomy_id("access"): [_has_fact()],
        terms.taxonomy_id("pays"): [getattr(Service, f"pays_{w}") == YES for w in terms.PAYS],
        terms.taxonomy_id("led"): [Organisation.user_led == YES],
    }.get(id, [])
    return or_(*ways)


def _has_fact(*conditions):
    return exists().where(AccessFact.service_id == Service.id, AccessFact.known == YES, *conditions)


def _serves(place: Place):
    """The postcode lies in an area served, or the service names none."""
    ours = {*place.boroughs, place.name, place.nation, "UK"} | (
        {"London"} if place.boroughs else set()
    )
    names = func.lower(AreaServed.name).in_({name.lower() for name in ours})
    of_it = AreaServed.service_id == Service.id
    return or_(exists().where(of_it, names), ~exists().where(of_it))


def _near(query: Select, place: Place, metres: float) -> tuple[Select, object]:
    east, north = Location.easting - place.easting, Location.northing - place.northing
    metres2 = cast(east, BigInteger) * east + cast(north, BigInteger) * north
    box = and_(
        Location.easting.between(place.easting - metres, place.easting + metres),
        Location.northing.between(place.northing - metres, place.northing + metres),
    )
    return query.where(box, metres2 <= metres**2), metres2
