"""Rows of the directory in the words of Open Referral UK 3.0 (HSDS-UK).

Field names and required fields are those of the compiled schemas of the UK profile:
https://github.com/OpenReferralUK/uk-profile/tree/main/schema/compiled. What is not known is left
out, for the standard has no null. `x_alongside` holds what the standard has no field for.

Published builds of these schemas differ in what they require, and all of them are in use: some ask
for `url` in every part of a service, for `location_type` (as HSDS does), and for `name` and
`description` of a term, others for its `taxonomy`. What is written here fits each of them.
"""

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from bot.directory import terms
from bot.directory.cells import own_id
from bot.directory.gather import to_degrees
from bot.directory.models import (
    YES,
    Location,
    Organisation,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from bot.directory.record import record_of

Shape = dict[str, Any]
OWN = "x_alongside"
LONDON = ((500_000, 565_000), (155_000, 205_000))
"""Metres of the grid, east and north, between which Greater London lies."""


def known(shape: Shape) -> Shape:
    """Without what is empty."""
    return {name: value for name, value in shape.items() if value not in (None, "", [])}


def service_line(service: Service, base: str) -> Shape:
    """A service with the fields of which it has one each: an item of a list."""
    marks = [" ".join((m.name, m.level)).strip() for m in service.organisation.marks]
    checked = service.checked or service.organisation.checked
    return known({
        "id": service.id,
        "organization_id": service.organisation_id,
        "name": service.name,
        "description": service.description,
        "url": address_of(service, base),
        "email": service.email or service.organisation.email,
        "status": "inactive" if service.organisation.closed else service.status,
        "fees": "; ".join(cost.words for cost in service.costs if cost.words),
        "accreditations": "; ".join(marks),
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": _day(checked),
        "alert": service.alert,
        "last_modified": _moment(service.modified),
        "eligibility_description": service.eligibility,
        "application_process": service.how_to_join,
        "organization": organisation(service.organisation),
    })  # fmt: skip


def address_of(service: Service, base: str) -> str:
    """Where a service is read about: its page, its organisation's, else its listing here."""
    return uri(service.url or service.organisation.website) or f"{base}/services/{service.id}"


def uri(address: str | None) -> str:
    """A web address with only the characters that RFC 3986 allows in one."""
    return quote(address or "", safe="/:?#[]@!$&'()*+,;=%-._~")


def service(row: Service, base: str, places: bool = True) -> Shape:
    """A service with everything that hangs on it."""
    shape = service_line(row, base)
    url = {"url": shape["url"]}
    phones = [
        {"id": phone.id, "number": phone.number, "type": phone.use}
        for phone in row.organisation.phones
    ]
    contacts = [_contact(contact, url) for contact in row.contacts]
    if phones and not contacts:
        # The UK profile has phones at contacts only; HSDS has them at services too.
        desk = own_id("contact", row.id, "organisation")
        contacts = [{"id": desk, **url, "name": row.organisation.name, "phones": phones}]
    shape |= known({
        "phones": phones,
        "contacts": contacts,
        "schedules": [{**_schedule(item), **url} for item in row.schedules],
        "service_areas": [
            {"id": area.id, "service_id": row.id, "name": area.name, "service_area": area.name}
            for area in row.areas
        ],
        "cost_options": [{**_cost(cost), **url} for cost in row.costs],
        "attributes": _attributes(row),
    })  # fmt: skip
    shape[OWN] = {"service": record_of(row), "organization": record_of(row.organisation)}
    if places:
        shape["service_at_locations"] = [_place(place, row, base) for place in row.places]
    return shape


def place_line(row: ServiceAtLocation, base: str) -> Shape:
    """A service at a location, an item of a list."""
    line = service_line(row.service, base)
    return {**_link(row), "location": location(row.location, line["url"], full=False),
            "service": line}  # fmt: skip


def place(row: ServiceAtLocation, base: str) -> Shape:
    """A service at a location with everything.

    The profile's OpenAPI document checks this answer against the schema of a service, its prose
    against that of a service at a location; with name, status and url it is both.
    """
    inner = service(row.service, base, places=False)
    same = {name: inner[name] for name in ("name", "status", "url")}
    return {**_link(row), **same, "location": _full_location(row, base), "service": inner}


def _link(row: ServiceAtLocation) -> Shape:
    return {"id": row.id, "service_id": row.service_id, "location_id": row.location_id}


def _place(row: ServiceAtLocation, owner: Service, base: str) -> Shape:
    return {**_link(row), "location": _full_location(row, base, owner)}


def _full_location(row: ServiceAtLocation, base: str, owner: Service | None = None) -> Shape:
    owner = owner or row.service
    shape = location(row.location, address_of(owner, base))
    words = "; ".join(part for part in (row.location.access, owner.accessibility) if part)
    facts = [f"{f.need.replace('_', ' ')}: {f.known}" for f in owner.access]
    if row.location.station:
        facts.append(f"nearest step-free station: {row.location.station}")
    if words or facts:
        shape["accessibility"] = [known({
            "id": own_id("accessibility", row.id, "of"), "location_id": row.location_id,
            "description": words or "; ".join(facts), "details": "; ".join(facts),
        })]  # fmt: skip
    return shape


def location(row: Location, url: str, full: bool = True) -> Shape:
    """A place, `full` with its address; `url` is that of the service that happens there."""
    latitude, longitude = row.latitude, row.longitude
    if latitude is None and row.easting is not None:
        latitude, longitude = to_degrees().transform(row.easting, row.northing)
    shape = known({
        "id": row.id, "location_type": "physical", "url": url, "name": row.name,
        "description": row.description,
        "latitude": latitude and round(latitude, 6), "longitude": longitude and round(longitude, 6),
    })  # fmt: skip
    if full and (row.address or row.postcode):
        shape["addresses"] = [{
            "id": own_id("address", row.id, "of"), "location_id": row.id,
            "address_1": row.address or row.postcode, "city": row.city or _within(row, "London"),
            "state_province": row.region or _within(row, "Greater London"),
            "postal_code": row.postcode,
            "country": row.country, "address_type": "physical",
        }]  # fmt: skip
    return shape


def _within(row: Location, london: str) -> str:
    """The standard wants a town and a region; where a listing has none, only London is known to us."""
    spot = (row.easting or 0, row.northing or 0)
    inside = all(low < axis < high for axis, (low, high) in zip(spot, LONDON, strict=True))
    return london if inside else "Not stated"


def organisation(row: Organisation) -> Shape:
    return {
        **known({"id": row.id, "name": row.name, "email": row.email, "website": uri(row.website)}),
        "description": row.description or row.notes or row.name,
    }


def taxonomy(row: Taxonomy) -> Shape:
    shape = {"id": row.id, "name": row.name, "description": row.description or row.name}
    return {**shape, **known({"uri": uri(row.uri), "version": row.version})}


def taxonomy_term(row: TaxonomyTerm) -> Shape:
    name = row.term or "not named"
    return known({
        "id": row.id, "parent_id": row.parent_id, "taxonomy_id": row.taxonomy_id,
        "taxonomy": row.taxonomy or "not named", "term_uri": uri(row.uri), "term": name,
        "name": name, "description": name,
    })  # fmt: skip


def _schedule(row) -> Shape:
    return known({
        "id": row.id, "service_id": row.service_id, "freq": row.freq, "interval": row.interval,
        "byday": row.byday, "bymonthday": row.bymonthday, "opens_at": row.opens_at,
        "closes_at": row.closes_at, "description": row.description,
        "valid_from": _day(row.valid_from), "valid_to": _day(row.valid_to),
    })  # fmt: skip


def _cost(row) -> Shape:
    return known({
        "id": row.id, "service_id": row.service_id, "option": row.option, "amount": row.amount,
        "amount_description": row.words, "valid_from": _day(row.valid_from),
        "valid_to": _day(row.valid_to),
    })  # fmt: skip


def _contact(row, url: Shape) -> Shape:
    shape = known({
        "id": row.id, "service_id": row.service_id, **url, "name": row.name, "title": row.title,
        "email": row.email,
    })  # fmt: skip
    if row.phone:
        shape["phones"] = [{"id": own_id("phone", row.id, "of"), "number": row.phone}]
    return shape


def _attributes(row: Service) -> list[Shape]:
    """Terms that describe a service: those of its feed, and ours for kind, access, pay, who runs it."""
    ours = [("kind", row.kind)]
    ours += [("access", fact.need) for fact in row.access if fact.known == YES]
    ours += [("pays", what) for what in terms.PAYS if getattr(row, f"pays_{what}") == YES]
    ours += [("led", "user_led")] if row.organisation.user_led == YES else []
    found = [
        _attribute(
            own_id("attribute", row.id, taxonomy, name),
            row,
            taxonomy_term(TaxonomyTerm(**terms.term(taxonomy, name))),
            taxonomy,
        )
        for taxonomy, name in ours
    ]
    return found + [
        _attribute(link.id, row, taxonomy_term(link.term), "service") for link in row.terms
    ]


def _attribute(id: str, row: Service, term: Shape, link_type: str) -> Shape:
    return {
        "id": id, "link_id": row.id, "link_entity": "service", "link_type": link_type,
        "taxonomy_term_id": term["id"], "taxonomy_term": term,
    }  # fmt: skip


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _moment(value: datetime | None) -> str | None:
    """UTC with milliseconds, as the standard asks."""
    if value is None:
        return None
    return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
