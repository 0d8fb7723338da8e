"""The OpenAPI document of the directory's API, in the terms of Open Referral UK 3.0."""

from functools import cache
from typing import Any

STRING, NUMBER, WHOLE, FLAG = ({"type": t} for t in ("string", "number", "integer", "boolean"))
ID = {"type": "string", "format": "uuid"}
DATE, URI = {"type": "string", "format": "date"}, {"type": "string", "format": "uri"}
PAGED = {
    "page": {**WHOLE, "minimum": 1, "maximum": 10**9},
    "per_page": {**WHOLE, "minimum": 1, "maximum": 10**9},
}
SEARCH = {"search": {**STRING, "maxLength": 200}}
FILTERS = {
    **SEARCH, **PAGED, "taxonomy_term_id": ID, "taxonomy_id": ID,
    "minimum_age": {**NUMBER, "minimum": 0, "maximum": 200},
    "maximum_age": {**NUMBER, "minimum": 0, "maximum": 200},
    "start_time": {**STRING, "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
    "end_time": {**STRING, "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"},
    "day": {**STRING, "enum": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]},
}  # fmt: skip
NEAR = {"postcode": STRING, "proximity": {**NUMBER, "minimum": 1, "maximum": 1_500_000}}
PAGE = {
    "total_items": WHOLE, "total_pages": WHOLE, "page_number": WHOLE, "size": WHOLE,
    "first_page": FLAG, "last_page": FLAG, "empty": FLAG,
}  # fmt: skip


def thing(required: str, **fields: Any) -> dict:
    return {"type": "object", "properties": fields, "required": required.split()}


def several(item: dict) -> dict:
    return {"type": "array", "items": item}


def named(name: str) -> dict:
    return {"$ref": f"#/components/schemas/{name}"}


def _schemas() -> dict:
    term = thing("id taxonomy name description", id=ID, taxonomy=STRING, taxonomy_id=ID,
                 parent_id=ID, term=STRING, name=STRING, description=STRING, term_uri=URI)  # fmt: skip
    attribute = thing("id", id=ID, link_id=ID, link_type=STRING, link_entity=STRING,
                      taxonomy_term_id=ID, taxonomy_term=named("TaxonomyTerm"))  # fmt: skip
    schedule = thing(
        "id url", id=ID, url=URI, service_id=ID, freq={**STRING, "enum": ["WEEKLY", "MONTHLY"]}, interval=NUMBER,
        byday=STRING, bymonthday=STRING, opens_at=STRING, closes_at=STRING, description=STRING,
        valid_from=DATE, valid_to=DATE,
    )  # fmt: skip
    address = thing(
        "id address_1 city state_province postal_code country address_type", id=ID, location_id=ID,
        address_1=STRING, city=STRING, state_province=STRING, postal_code=STRING, country=STRING,
        address_type={**STRING, "enum": ["physical", "postal", "virtual"]},
    )  # fmt: skip
    location = thing(
        "id location_type url", id=ID, location_type=STRING, url=URI, name=STRING, description=STRING, latitude=NUMBER, longitude=NUMBER,
        addresses=several(address),
        accessibility=several(thing("id", id=ID, location_id=ID, description=STRING, details=STRING)),
    )  # fmt: skip
    phone = thing("id number", id=ID, number=STRING, type=STRING)
    line = {
        "id": ID, "organization_id": ID, "name": STRING, "description": STRING, "url": URI,
        "email": STRING, "fees": STRING, "accreditations": STRING, "minimum_age": NUMBER,
        "status": {**STRING, "enum": ["active", "inactive", "defunct", "temporarily closed"]},
        "maximum_age": NUMBER, "assured_date": DATE, "alert": STRING, "last_modified": STRING,
        "eligibility_description": STRING, "application_process": STRING,
        "organization": named("Organization"),
    }  # fmt: skip
    link = {"id": ID, "service_id": ID, "location_id": ID}
    full = {
        **line,
        "phones": several(phone),
        "contacts": several(thing("id url", id=ID, service_id=ID, url=URI, name=STRING,
                                  title=STRING, email=STRING, phones=several(phone))),
        "schedules": several(schedule),
        "service_areas": several(thing("id", id=ID, service_id=ID, name=STRING,
                                       service_area=STRING)),
        "cost_options": several(thing("id url", id=ID, service_id=ID, url=URI, option=STRING,
                                      amount=NUMBER, amount_description=STRING)),
        "attributes": several(attribute),
        "service_at_locations": several(thing("id", **link, location=named("Location"))),
    }  # fmt: skip
    return {
        "Problem": thing("status message", status=WHOLE, message=STRING),
        "Api": thing("version profile openapi_url", version=STRING, profile=URI, openapi_url=URI),
        "Taxonomy": thing("id name description", id=ID, name=STRING, description=STRING, uri=URI,
                          version=STRING),
        "TaxonomyTerm": term,
        "Organization": thing("id name description", id=ID, name=STRING, description=STRING,
                              email=STRING, website=URI),
        "Location": location,
        "ServiceLine": thing("id name status url", **line),
        "Service": thing("id name status url", **full),
        "PlaceLine": thing("id", **link, location=named("Location"), service=named("ServiceLine")),
        "Place": thing("id", **link, location=named("Location"), service=named("Service")),
    }  # fmt: skip


def _answers(good: dict, *others: int) -> dict:
    words = {400: "A parameter is wrong.", 404: "There is none.", 429: "Too many requests."}
    problem = {"application/json": {"schema": named("Problem")}}
    found = {"200": {"description": "Found.", "content": {"application/json": {"schema": good}}}}
    for status in (*others, 429):
        found[str(status)] = {"description": words[status], "content": problem}
    return found


def _list(item: str, parameters: dict[str, dict], summary: str) -> dict:
    page = {**thing(" ".join((*PAGE, "contents")), **PAGE, contents=several(named(item)))}
    query = [{"name": n, "in": "query", "schema": s} for n, s in parameters.items()]
    return {"get": {"summary": summary, "parameters": query, "responses": _answers(page, 400)}}


def _one(item: str, summary: str) -> dict:
    path = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    responses = _answers(named(item), 404)
    return {"get": {"summary": summary, "parameters": [path], "responses": responses}}


@cache
def document(base: str) -> dict:
    """The document for an API at the address `base`."""
    about = {"summary": "About this API", "responses": _answers(named("Api"))}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Alongside directory", "version": "3.0",
            "description": "Open Referral UK 3.0, read only, no key needed.",
        },
        "servers": [{"url": base}],
        "paths": {
            "/": {"get": about},
            "/services": _list("ServiceLine", FILTERS, "Services"),
            "/services/{id}": _one("Service", "A service with all its details"),
            "/service_at_locations": _list("PlaceLine", {**FILTERS, **NEAR}, "Services at places"),
            "/service_at_locations/{id}": _one("Place", "A service at a place, with all details"),
            "/taxonomies": _list("Taxonomy", {**SEARCH, **PAGED}, "Taxonomies"),
            "/taxonomies/{id}": _one("Taxonomy", "A taxonomy"),
            "/taxonomy_terms": _list(
                "TaxonomyTerm", {**SEARCH, **PAGED, "taxonomy_id": ID}, "Terms of taxonomies"
            ),
            "/taxonomy_terms/{id}": _one("TaxonomyTerm", "A term"),
        },
        "components": {"schemas": _schemas()},
    }  # fmt: skip
