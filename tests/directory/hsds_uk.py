"""The rules of Open Referral UK 3.0 that are published, written out by hand for these tests.

From the compiled schemas and the OpenAPI document of the UK profile
(https://github.com/OpenReferralUK/uk-profile, schema/): names, types, formats, what is required.
Builds of them differ in what they require (566ddb6 has fewest, 6eee0e4 asks for `url` nearly
everywhere and for name and description of a term); here is required what any of them requires.
`!` marks a required field; the types are string, number, uuid, uri, email, date-time, a list of
allowed words in brackets, `[shape]` for a list and `shape` for one.
"""

import re
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

SHAPES = {
    "service_list": "id!uuid organization_id:uuid name!string description:string url!uri "
    "email:email status!(active|inactive|defunct|temporarily_closed) fees:string "
    "accreditations:string minimum_age:number maximum_age:number assured_date:date "
    "assurer_email:email alert:string last_modified:date-time organization:organization",
    "service": "+service_list schedules:[schedule] service_areas:[service_area] "
    "service_at_locations:[service_at_location_of] languages:[language] funding:[funding] "
    "cost_options:[cost_option] contacts:[contact] attributes:[attribute]",
    "organization": "id!uuid name!string description!string email:email website:uri logo:string "
    "uri:uri parent_organization_id:uuid attributes:[attribute]",
    "schedule": "id!uuid url!uri service_id:uuid service_at_location_id:uuid valid_from:date valid_to:date "
    "dtstart:date freq:(WEEKLY|MONTHLY) interval:number byday:string bymonthday:string "
    "description:string opens_at:string closes_at:string schedule_link:uri attending_type:string "
    "notes:string",
    "service_area": "id!uuid service_id:uuid name:string extent:string extent_type:string "
    "uri:string service_area:string",
    "service_at_location_of": "id!uuid service_id:uuid location_id:uuid location:location",
    "service_at_location": "+service_at_location_of service:service",
    "service_at_location_list": "id!uuid service_id:uuid location_id:uuid "
    "location:location service:service_list",
    "location": "id!uuid location_type!(physical|postal|virtual) url!uri name:string description:string latitude:number longitude:number "
    "external_identifier:string external_identifier_type:string addresses:[address] "
    "accessibility:[accessibility]",
    "address": "id!uuid location_id:uuid attention:string address_1!string city!string "
    "region:string state_province!string postal_code!string country!string "
    "address_type!(physical|postal|virtual) attributes:[attribute]",
    "accessibility": "id!uuid location_id:uuid description:string details:string url:uri",
    "language": "id!uuid url!uri",
    "funding": "id!uuid url!uri service_id:uuid source:string",
    "cost_option": "id!uuid url!uri service_id:uuid valid_from:date valid_to:date option:string "
    "amount:number amount_description:string",
    "contact": "id!uuid url!uri service_id:uuid name:string title:string attributes:[attribute]",
    "attribute": "id!uuid link_id:uuid taxonomy_term_id:uuid link_type:string "
    "taxonomy_term:taxonomy_term",
    "taxonomy_term": "id!uuid parent_id:uuid taxonomy!string taxonomy_id:uuid term_uri:uri "
    "name!string description!string term:string",
    "taxonomy": "id!uuid name!string description!string uri:uri version:string",
    "api": "version!string profile!uri openapi_url!uri",
}
FORMATS = FormatChecker()
URI = re.compile(r"https?://[\w.~%:/?#\[\]@!$&'()*+,;=-]+", re.ASCII)
FORMATS.checks("uri")(lambda text: URI.fullmatch(text) is not None)
FORMATS.checks("date-time")(
    lambda text: re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", text) is not None
)
PAGE = {
    "total_items": "integer", "total_pages": "integer", "page_number": "integer", "size": "integer",
    "first_page": "boolean", "last_page": "boolean", "empty": "boolean", "contents": "array",
}  # fmt: skip


def schema(name: str) -> dict[str, Any]:
    """One of SHAPES as a JSON schema."""
    properties, required = {}, []
    for field in SHAPES[name].split():
        if field.startswith("+"):
            other = schema(field[1:])
            properties |= other["properties"]
            required += other["required"]
            continue
        key, mark, kind = re.match(r"(\w+)([!:])(.+)", field).groups()
        properties[key] = _kind(kind)
        required += [key] if mark == "!" else []
    return {"type": "object", "properties": properties, "required": required}


def _kind(kind: str) -> dict[str, Any]:
    if kind.startswith("["):
        return {"type": "array", "items": _kind(kind[1:-1])}
    if kind.startswith("("):
        words = [word.replace("_", " ") for word in kind[1:-1].split("|")]
        return {"type": "string", "enum": words}
    if kind in ("string", "number", "integer"):
        return {"type": kind}
    if kind in ("uuid", "uri", "email", "date", "date-time"):
        return {"type": "string", "format": kind}
    return schema(kind)


def check(name: str, found: Any) -> None:
    """Raises ValidationError at the first field that breaks the standard."""
    Draft202012Validator(schema(name), format_checker=FORMATS).validate(found)


def check_page(name: str, page: dict[str, Any]) -> None:
    """The page around a list, and every item of it."""
    for key, kind in PAGE.items():
        Draft202012Validator({"type": kind}).validate(page[key])
    assert page["size"] == len(page["contents"]) and page["empty"] == (page["size"] == 0)
    for item in page["contents"]:
        check(name, item)
