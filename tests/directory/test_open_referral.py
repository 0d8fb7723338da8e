"""The directory read by other systems, against the published rules of Open Referral UK 3.0."""

import re
from datetime import UTC, datetime

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from bot.directory import starter, terms
from bot.directory.gather import Batch, bring_in
from bot.directory.load import read_folder
from bot.directory.models import Location, Schedule
from bot.directory.places import Place
from bot.settings import PROJECT
from tests.directory.api_house import ApiHouse, api_house
from tests.directory.conftest import add
from tests.directory.hsds_uk import check, check_page
from tests.directory.test_load import full_folder
from tests.directory.test_search import at

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
BASE = "http://testserver/api/open-referral"
PATHS = ("/services", "/service_at_locations", "/taxonomies", "/taxonomy_terms")
ITEMS = {
    "/services": ("service_list", "service"),
    "/service_at_locations": ("service_at_location_list", "service_at_location"),
    "/taxonomies": ("taxonomy", "taxonomy"),
    "/taxonomy_terms": ("taxonomy_term", "taxonomy_term"),
}


@pytest.fixture
def house(lite, tmp_path) -> ApiHouse:
    """The starter directory and one listing that uses every column."""
    with lite.begin() as session:
        starter.load(session, PROJECT / "data" / "services", tmp_path / "none.npy", NOW)
        one = read_folder(full_folder(tmp_path / "full"), tmp_path / "none.npy", NOW.date())
        bring_in(session, Batch(one.organisations, one.services, feed="x"), NOW, "test")
    return api_house(lite)


def every(house: ApiHouse, path: str) -> list[dict]:
    """All items of a list, page by page."""
    found, number = [], 1
    while True:
        page = house.get(path, page=number, per_page=50).json()
        found += page["contents"]
        if page["last_page"]:
            assert len(found) == page["total_items"] and number == max(1, page["total_pages"])
            return found
        number += 1


@pytest.mark.parametrize("path", PATHS)
def test_lists_and_every_item_follow_the_standard(house, path):
    line, full = ITEMS[path]
    answer = house.get(path)
    check_page(line, answer.json())
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    items = every(house, path)
    assert items and len({item["id"] for item in items}) == len(items)
    for item in items[:40]:
        one = house.get(f"{path}/{item['id']}")
        assert one.status_code == 200 and one.headers["Access-Control-Allow-Origin"] == "*"
        check(full, one.json())
        if path == "/service_at_locations":
            check("service", one.json())


def test_the_first_page_says_what_this_is(house):
    for path in ("", "/"):
        found = house.get(path)
        check("api", found.json())
        assert "3.0" in found.json()["version"]


def test_a_service_comes_with_everything(house):
    [line] = house.get("/services", search="Aid & Co").json()["contents"]
    full = house.get(f"/services/{line['id']}").json()
    assert full["organization"]["name"] == "Aid & Co"
    assert full["schedules"][0]["byday"] == "MO,TH"
    assert {a["service_area"] for a in full["service_areas"]} == {"Lambeth", "Southwark"}
    assert full["contacts"][0]["phones"] and full["cost_options"][0]["amount_description"] == "Free"
    words = {a["taxonomy_term"]["term"] for a in full["attributes"]}
    assert words == {"job club", "step free", "bsl", "travel", "user led"}
    place = full["service_at_locations"][0]["location"]
    assert place["latitude"] == pytest.approx(51.47)
    assert "bsl: yes" in place["accessibility"][0]["details"]
    assert full["last_modified"].endswith("Z") and full["assured_date"] == "2026-08-01"


def test_an_address_as_people_type_it_becomes_a_proper_one(lite):
    with lite.begin() as session:
        add(session, "odd", url="https://exämple.org/job club?day=mönday&x=1", places=at(1, 1))
    house = api_house(lite)
    for path, (line, full) in list(ITEMS.items())[:2]:
        page = house.get(path).json()
        check_page(line, page)
        one = house.get(f"{path}/{page['contents'][0]['id']}").json()
        check(full, one)
    assert one["url"] == "https://ex%C3%A4mple.org/job%20club?day=m%C3%B6nday&x=1"


@pytest.mark.parametrize(
    ("east", "north", "city"), [(530_000, 177_000, "London"), (430_000, 433_000, "Not stated")]
)
def test_a_place_outside_london_is_not_said_to_be_in_it(lite, east, north, city):
    with lite.begin() as session:
        add(session, "club", places=at(east, north))
        session.flush()
        session.query(Location).update({"address": "1 Road", "postcode": "AA1 1AA"})
    house = api_house(lite)
    [line] = house.get("/services").json()["contents"]
    one = house.get(f"/services/{line['id']}").json()
    check("service", one)
    assert one["service_at_locations"][0]["location"]["addresses"][0]["city"] == city


def names(house: ApiHouse, path: str, **query) -> list[str]:
    contents = house.get(path, per_page=100, **query).json()["contents"]
    return sorted(item.get("name") or item["service"]["name"] for item in contents)


@pytest.fixture
def few(lite) -> ApiHouse:
    """Four services, each different in what the filters ask for."""
    with lite.begin() as session:
        terms.ensure(session)
        add(
            session, "young", "Lambeth", minimum_age=16, maximum_age=25, places=at(530_000, 177_000)
        )
        add(session, "old", "Camden", minimum_age=50, kind="debt", places=at(530_500, 177_000))
        early = [Schedule(byday="MO,TU", opens_at="09:00", closes_at="12:00")]
        late = [Schedule(byday="TH", opens_at="14:00", closes_at="20:00")]
        add(session, "early", "UK", schedules=early, places=at(540_000, 177_000))
        add(session, "late 100%", areas=[], schedules=late, places=at(530_900, 177_000))
        add(session, "shut", "Lambeth", status="defunct", places=at(530_000, 177_000))
    return api_house(lite)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["early", "late 100%", "old", "young"]),
        ({"search": "YOU"}, ["young"]),
        ({"search": "100%"}, ["late 100%"]),
        ({"search": "%"}, ["late 100%"]),
        ({"minimum_age": 18}, ["old"]),
        ({"maximum_age": 30}, ["young"]),
        ({"day": "MO"}, ["early"]),
        ({"day": "thursday"}, ["late 100%"]),
        ({"start_time": "10:00"}, ["late 100%"]),
        ({"end_time": "13:00"}, ["early"]),
        ({"day": "TH", "end_time": "13:00"}, []),
        ({"taxonomy_term_id": "debt"}, ["old"]),
        ({"taxonomy_id": "kind"}, ["early", "late 100%", "old", "young"]),
        ({"taxonomy_id": "led"}, []),
    ],
)
def test_filters_on_services(few, query, found):
    if "taxonomy_term_id" in query:
        query = {"taxonomy_term_id": terms.term_id("kind", query["taxonomy_term_id"])}
    if "taxonomy_id" in query:
        query = {"taxonomy_id": terms.taxonomy_id(query["taxonomy_id"])}
    assert names(few, "/services", **query) == found
    assert names(few, "/service_at_locations", **query) == found


@pytest.mark.parametrize(
    ("proximity", "found"),
    [(None, ["early", "late 100%", "young"]), (1_000, ["late 100%", "young"]), (100, [])],
)
def test_a_postcode_asks_who_is_served_and_how_near(few, monkeypatch, proximity, found):
    place = Place("SW2 1AA", "postcode", ("Lambeth",), 530_200, 177_000)
    places = few.app.state.gateway.directory.places
    monkeypatch.setattr(places, "resolve", lambda text: place)
    query = {"postcode": "sw21aa"} | ({"proximity": proximity} if proximity else {})
    assert names(few, "/service_at_locations", **query) == found


def test_the_nearest_comes_first(few, monkeypatch):
    place = Place("SW2 1AA", "postcode", ("Lambeth",), 530_950, 177_000)
    monkeypatch.setattr(few.app.state.gateway.directory.places, "resolve", lambda text: place)
    page = few.get("/service_at_locations", postcode="SW2 1AA", proximity="20000").json()
    order = [item["service"]["name"] for item in page["contents"]]
    assert order == ["late 100%", "young", "early"]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"page": "0"}, "page: '0' must be a whole number from 1"),
        ({"page": "two"}, "page: 'two' must be a whole number"),
        ({"per_page": "-5"}, "per_page: "),
        ({"taxonomy_term_id": "cats"}, "taxonomy_term_id: 'cats' is not a UUID"),
        ({"minimum_age": "old"}, "minimum_age: 'old' must be a number"),
        ({"minimum_age": "NaN"}, "minimum_age: 'NaN' must be a number"),
        ({"day": "Fooday"}, "day: 'Fooday' is not a day"),
        ({"day": "MO,TU"}, "day: 'MO,TU' must be one day"),
        ({"start_time": "9999"}, "start_time: '9999' is not a time"),
        ({"postcode": "JE2 3AB"}, "postcode: 'JE2 3AB' is not a postcode of Great Britain"),
        ({"postcode": "90210"}, "postcode: '90210' is not a UK postcode"),
        ({"proximity": "500"}, "proximity: give a postcode too"),
        ({"postcode": "SE15 4NX", "proximity": "near"}, "proximity: 'near' must be a number"),
        ({"search": "x" * 201}, "search: at most 200"),
    ],
)
def test_a_wrong_parameter_is_named(few, query, says):
    answer = few.get("/service_at_locations", **query)
    assert answer.status_code == 400 and answer.json()["status"] == 400
    assert answer.json()["message"].startswith(says)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "id", ["00000000-0000-4000-8000-000000000000", "not-a-uuid", "1", "%00", "' OR 1=1"]
)
def test_an_id_that_does_not_exist_is_a_404_in_json(few, path, id):
    answer = few.get(f"{path}/{id}")
    assert answer.status_code == 404 and "There is no" in answer.json()["message"]


def test_only_reading_is_possible(few):
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        answer = few.client.request(method, "/api/open-referral/services", json={})
        assert answer.status_code == 405 and answer.headers["Allow"] == "GET, OPTIONS"
    assert few.client.options("/api/open-referral/services").status_code == 204
    assert few.get("/no/such/path").status_code == 404


def test_a_page_beyond_the_last_is_empty(few):
    page = few.get("/services", page=9, per_page=3).json()
    assert page["empty"] and page["last_page"] and page["total_pages"] == 2
    assert few.get("/services", per_page=100_000).json()["size"] == 4


def test_a_place_at_sea_has_no_distance_and_breaks_nothing(few):
    with few.database.begin() as session:
        for location in session.query(Location):
            location.easting = location.northing = None
    check_page("service_at_location_list", few.get("/service_at_locations").json())


def test_too_many_requests_are_told_to_wait(lite):
    house = api_house(lite, open_referral_rate="3 per minute")
    codes = [house.get("/services").status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    answer = house.get("/services")
    assert re.fullmatch(r"\d+", answer.headers["Retry-After"])
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_requests_are_counted_together_where_gateways_share_redis(lite):
    url = "redis://127.0.0.1:6379/0"
    redis = pytest.importorskip("redis").Redis.from_url(url)
    try:
        redis.ping()
    except Exception as error:
        pytest.skip(f"No Redis answers at {url} ({type(error).__name__}).")
    rate = {"open_referral_rate": "2 per minute", "redis_url": url}
    one, other = api_house(lite, **rate), api_house(lite, **rate)
    for key in redis.scan_iter("LIMITS*open-referral*testclient*2/1/minute*"):
        redis.delete(key)
    codes = [house.get("/services").status_code for house in (one, other, one)]
    assert codes == [200, 200, 429]


def test_without_its_redis_the_directory_stays_open(lite):
    house = api_house(lite, open_referral_rate="1 per minute", redis_url="redis://127.0.0.1:1/0")
    assert [house.get("/services").status_code for _ in range(2)] == [200, 200]


def test_whatever_is_asked_the_answer_fits_the_document(house):
    """schemathesis makes up parameters, right and wrong, from the OpenAPI document."""
    api = schemathesis.openapi.from_asgi("/api/open-referral/openapi.json", house.app)
    for result in api.get_all_operations():
        _ask_all_sorts(result.ok())


CHECKS = [
    checks.not_a_server_error, checks.status_code_conformance,
    checks.content_type_conformance, checks.response_schema_conformance,
]  # fmt: skip
"""Not among them: that every text is accepted; a postcode of the right shape may not exist."""


def _ask_all_sorts(operation) -> None:
    @settings(max_examples=12, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy())
    def ask(case) -> None:
        answer = case.call(base_url=BASE)
        assert answer.status_code in (200, 400, 404)
        case.validate_response(answer, checks=CHECKS)

    ask()
