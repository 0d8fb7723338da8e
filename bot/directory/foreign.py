"""A service of somebody else's feed as a record of ours. What a feed does not say stays unknown.

Raises ValueError, beginning with the field, where a value cannot be read; KeyError where a field
that the standard requires is missing. Fields after HSDS 3.0 and its UK profile.
"""

from typing import Any

from bot.directory import cells, signs
from bot.directory.models import UNKNOWN, Organisation, Service
from bot.directory.record import Record, completed

MOST_CHILDREN = 500
"""Places, times and so on of one service."""


def organisation_record(item: dict, feed: str) -> Record:
    """The organisation of a service; a service without one stands for itself."""
    data = item.get("organization") or {"id": item["id"], "name": item["name"]}
    phones = [
        {"id": _id(phone, "phone", data["id"], number), "number": number[:160],
         "use": "text" if phone.get("type") in ("text", "tty", "textphone", "sms") else "voice"}
        for phone in _list(item, "phones") + _list(data, "phones")
        for number in [cells.plain(phone.get("number") or "")]
        if number
    ]  # fmt: skip
    return completed(Organisation, {
        "id": _uuid(data, "id"),
        "name": _text(data, "name", 200) or "Not named",
        "description": _text(data, "description"),
        "website": _soft(cells.web_address, data.get("website") or data.get("url")),
        "email": _soft(cells.email, data.get("email")),
        "source_url": feed[:400],
        "confidence": "medium",
        "feed": feed[:400],
        "phones": list({phone["id"]: phone for phone in phones}.values()),
    })  # fmt: skip


def service_record(item: dict, organisation_id: str, feed: str) -> Record:
    """One fully nested service."""
    id = _uuid(item, "id")
    if "name" not in item:
        raise KeyError("name")
    terms = [a["taxonomy_term"] for a in _list(item, "attributes") if a.get("taxonomy_term")]
    names = [cells.plain(t.get("term") or t.get("name") or "") for t in terms]
    text = " ".join((_text(item, "name"), *names, _text(item, "description")))
    places = [_place(place, id) for place in _list(item, "service_at_locations")]
    access = "; ".join(filter(None, (place["location"]["access"] for place in places)))
    facts = signs.access_facts(f"{access} {_text(item, 'description')}")
    status = item.get("status") or "active"
    if status not in ("active", "inactive", "defunct", "temporarily closed"):
        raise ValueError(f"status: '{str(status)[:30]}' is not a status of the standard")
    return completed(Service, {
        "id": id,
        "organisation_id": organisation_id,
        "name": _text(item, "name", 200) or "Not named",
        "kind": signs.kind_of(text),
        "description": _text(item, "description"),
        "url": _soft(cells.web_address, item.get("url")),
        "email": _soft(cells.email, item.get("email")),
        "status": status,
        "eligibility": _text(item, "eligibility_description"),
        "minimum_age": _number(item, "minimum_age"),
        "maximum_age": _number(item, "maximum_age"),
        "how_to_join": _text(item, "application_process"),
        "accessibility": access,
        "pays_travel": UNKNOWN,
        "alert": _text(item, "alert"),
        "source_url": feed[:400],
        "source_date": str(item.get("assured_date") or "")[:10],
        "checked": _date(item, "assured_date"),
        "confidence": "medium",
        "feed": feed[:400],
        "places": places,
        "schedules": [_schedule(row, id) for row in _list(item, "schedules")],
        "costs": _costs(item, id),
        "contacts": [_contact(row, id) for row in _list(item, "contacts")],
        "areas": _areas(item, id),
        "terms": [
            {"id": cells.own_id("service_term", id, term["id"]), "term": term} for term in _terms(terms)
        ],
        "access": [
            {"id": cells.own_id("access", id, need), "need": need, "known": known}
            for need, known in facts.items()
        ],
    })  # fmt: skip


def _place(row: dict, service_id: str) -> Record:
    data = row.get("location") or {}
    if not data and row.get("location_id"):
        data = {"id": row["location_id"]}
    id = _id(data, "location", service_id, str(row.get("id")))
    address = next(iter(_list(data, "addresses")), {})
    latitude, longitude = _number(data, "latitude"), _number(data, "longitude")
    if latitude is not None and not -90 <= latitude <= 90:
        raise ValueError(f"latitude: {latitude:g} is on no map")
    if longitude is not None and not -180 <= longitude <= 180:
        raise ValueError(f"longitude: {longitude:g} is on no map")
    access = "; ".join(
        filter(None, (_text(a, "description") for a in _list(data, "accessibility")))
    )
    return {
        "id": _id(row, "at", service_id, id),
        "location": {
            "id": id,
            "name": _text(data, "name", 200),
            "description": _text(data, "description"),
            "address": _text(address, "address_1", 300),
            "city": _text(address, "city", 80),
            "region": _text(address, "state_province", 80),
            "postcode": _text(address, "postal_code", 10),
            "country": (_text(address, "country", 2) or "GB").upper(),
            "latitude": latitude,
            "longitude": longitude,
            "access": access,
        },
    }


def _schedule(row: dict, service_id: str) -> Record:
    freq = str(row.get("freq") or "WEEKLY").upper()
    start, end = _date(row, "valid_from"), _date(row, "valid_to")
    if start and end and end < start:
        raise ValueError(f"valid_to: {end} is before valid_from, {start}")
    return {
        "id": _id(row, "schedule", service_id, str(row)),
        "freq": freq if freq in ("WEEKLY", "MONTHLY") else "WEEKLY",
        "interval": int(_number(row, "interval") or 1),
        "byday": _read(row, "byday", cells.days)[:60],
        "bymonthday": _text(row, "bymonthday", 60),
        "opens_at": _read(row, "opens_at", cells.clock),
        "closes_at": _read(row, "closes_at", cells.clock),
        "description": _text(row, "description"),
        "valid_from": start,
        "valid_to": end,
    }


def _costs(item: dict, id: str) -> list[Record]:
    found = [
        {"id": _id(row, "cost", id, str(row)), "option": _text(row, "option", 200),
         "amount": _number(row, "amount"), "words": _text(row, "amount_description", 400),
         "valid_from": _date(row, "valid_from"), "valid_to": _date(row, "valid_to")}
        for row in _list(item, "cost_options")
    ]  # fmt: skip
    fees = _text(item, "fees", 400) or _text(item, "fees_description", 400)
    return found or ([{"id": cells.own_id("cost", id, "fees"), "words": fees}] if fees else [])


def _contact(row: dict, service_id: str) -> Record:
    phone = next(iter(_list(row, "phones")), {})
    return {
        "id": _id(row, "contact", service_id, str(row)),
        "name": _text(row, "name", 120),
        "title": _text(row, "title", 120),
        "email": _soft(cells.email, row.get("email")),
        "phone": _text(phone, "number", 120),
    }


def _terms(terms: list[dict]) -> list[Record]:
    """Terms of the feed's taxonomies; ours are told by their ids and need no row a second time."""
    found = {}
    for data in terms:
        name = _text(data, "term", 200) or _text(data, "name", 200)
        id = _id(data, "term", _text(data, "taxonomy"), name)
        found[id] = {
            "id": id, "term": name, "taxonomy": _text(data, "taxonomy", 200),
            "taxonomy_id": cells.as_uuid(data.get("taxonomy_id")),
            "parent_id": cells.as_uuid(data.get("parent_id")),
            "uri": str(data.get("term_uri") or "")[:400],
        }  # fmt: skip
    return list(found.values())


def _areas(item: dict, id: str) -> list[Record]:
    found = []
    for row in _list(item, "service_areas"):
        if name := _text(row, "service_area", 120) or _text(row, "name", 120):
            found.append({"id": _id(row, "area", id, name), "name": name})
    return found


def _list(data: dict, field: str) -> list[dict]:
    rows = data.get(field) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError(f"{field}: this must be a list")
    if len(rows) > MOST_CHILDREN:
        raise ValueError(f"{field}: more than {MOST_CHILDREN} of one service")
    return rows


def _id(data: dict, *names: str) -> str:
    """Its own id, else one made from what it is."""
    return cells.as_uuid(data.get("id")) or cells.own_id(*names)


def _uuid(data: dict, field: str) -> str:
    return _read({field: data[field]}, field, cells.uuid)


def _text(data: dict, field: str, length: int | None = None) -> str:
    value = data.get(field)
    return "" if value is None else cells.plain(value)[:length].strip()


def _read(data: dict, field: str, reader: Any) -> Any:
    try:
        return reader(str(data.get(field) or ""))
    except ValueError as error:
        raise ValueError(f"{field}: {error}") from None


def _date(data: dict, field: str) -> Any:
    return _read(data, field, cells.day)


def _number(data: dict, field: str) -> float | None:
    value = data.get(field)
    try:
        return cells.number(value, -1_000_000, 1_000_000)
    except ValueError as error:
        raise ValueError(f"{field}: {error}") from None


def _soft(reader: Any, value: Any) -> str:
    """A web or mail address; one that is none is left out: many feeds have words there."""
    try:
        return reader(str(value or ""))[:200]
    except ValueError:
        return ""
