"""Finding the services that can help somebody from a place."""

from dataclasses import dataclass, field

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.directory.models import Organisation, Serves, Service
from bot.directory.places import Place, Places

KINDS = {
    "job_club": ("job_club", "employment_support"),
    "ddpo": (),
    "benefits_advice": ("benefits_advice",),
    "employment_support": ("employment_support", "job_club"),
    "peer_support": ("peer_support", "isolation"),
    "access_to_work_help": ("access_to_work_help", "employment_support"),
}
"""What a person may ask for, and the kinds of service that answer it (empty: any)."""

_SIGNS = {
    "step_free": ("step-free", "step free", "wheelchair", "accessible venue", "ramp", "lift"),
    "wheelchair": ("wheelchair", "step-free", "step free"),
    "accessible_toilet": ("accessible toilet", "changing place"),
    "parking": ("parking", "blue badge"),
    "hearing_loop": ("hearing loop", "induction loop", "loop"),
    "bsl": ("bsl", "sign language", "deaf"),
    "quiet": ("quiet", "sensory"),
    "online": ("online", "zoom", "video call", "remote"),
}
"""Words in a listing that show an access fact; without one the fact is unknown, not absent."""


@dataclass(frozen=True)
class Wish:
    """What is looked for. `kind` is a key of KINDS or a wider need such as `housing`."""

    kind: str = ""
    access: tuple[str, ...] = ()
    user_led: bool = False
    skip: tuple[str, ...] = ()
    """Ids already shown: `something else, further away`."""


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
    """The answer of a search. `exact` is False when nothing of the wished kind is listed there."""

    listings: list[Listing] = field(default_factory=list)
    exact: bool = True
    more: int = 0


def has_access(service: Service, need: str) -> bool:
    """Whether the listing itself shows the access fact."""
    text = f"{service.accessibility} {service.description} {service.organisation.notes}".lower()
    return any(sign in text for sign in _SIGNS.get(need, ()))


def search(session: Session, places: Places, place: Place, wish: Wish, limit: int = 3) -> Found:
    """Services for `wish` that serve `place`, best first.

    Ranking, in this order: serves one of the place's boroughs, then a neighbouring borough (only
    when nothing local is listed), then all of London or the UK; shows the wished access; run by
    disabled people; of the exact kind; the more recently checked; nearer. A service for one borough
    is never offered in another that is not its neighbour. Closed organisations never appear.
    """
    kinds = KINDS.get(wish.kind, (wish.kind,) if wish.kind else ())
    found = Found()
    tiers = [("local", place.boroughs)]
    if place.boroughs:
        tiers.append(("neighbour", tuple(places.neighbours(place.borough))))
    tiers.append(("anywhere", None))
    seen = set(wish.skip)
    for reach, boroughs in tiers:
        if reach == "neighbour" and found.listings:
            continue
        if boroughs == ():
            continue
        rows = [s for s in _serving(session, boroughs, kinds, wish) if s.id not in seen]
        seen |= {s.id for s in rows}
        ranked = sorted(rows, key=lambda s: _rank(s, place, wish, kinds))
        found.listings += [_listing(s, reach, place, wish) for s in _one_each(ranked)]
    found.more = max(0, len(found.listings) - limit)
    found.listings = found.listings[:limit]
    wanted = kinds[:1] or None
    here = "anywhere" if place.kind == "anywhere" else "local"
    found.exact = any(
        listing.reach == here and (not wanted or listing.service.kind in wanted)
        for listing in found.listings
    )
    return found


def _serving(session: Session, boroughs, kinds, wish: Wish) -> list[Service]:
    query = select(Service).join(Organisation).where(Organisation.closed.is_(False))
    if boroughs is None:
        query = query.where(Organisation.all_london.is_(True))
    else:
        serving = select(Serves.organisation_id).where(Serves.borough.in_(boroughs))
        query = query.where(Organisation.id.in_(serving))
    if kinds:
        query = query.where(Service.kind.in_(kinds))
    if wish.user_led or wish.kind == "ddpo":
        query = query.where(or_(Organisation.user_led == "yes"))
    return list(session.scalars(query).unique())


def _rank(service: Service, place: Place, wish: Wish, kinds) -> tuple:
    organisation = service.organisation
    far = _kilometres(service, place)
    checked = service.checked or organisation.checked
    return (
        -sum(has_access(service, need) for need in wish.access),
        service.kind not in kinds[:1],
        organisation.user_led != "yes",
        checked is None,
        -(checked.toordinal() if checked else 0),
        far if far is not None else 999.0,
        service.id,
    )


def _one_each(services: list[Service]) -> list[Service]:
    """The best service of each organisation, so that three results are three doors to knock at."""
    first: dict[str, Service] = {}
    for service in services:
        first.setdefault(service.organisation_id, service)
    return list(first.values())


def _kilometres(service: Service, place: Place) -> float | None:
    organisation = service.organisation
    if place.easting is None or organisation.easting is None:
        return None
    return place.kilometres_to(organisation.easting, organisation.northing)


def _listing(service: Service, reach: str, place: Place, wish: Wish) -> Listing:
    known = tuple(need for need in _SIGNS if has_access(service, need))
    far = _kilometres(service, place) if place.is_point else None
    return Listing(service, reach, far, known)
