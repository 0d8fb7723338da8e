"""Open Referral feeds in and out: the same directory again, and nothing from bad or hostile feeds."""

import json
import socket
import threading
from contextlib import closing
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from uuid import uuid4

import pytest

from bot.directory import feed, starter
from bot.directory.fetch import Fetcher, is_public
from bot.directory.gather import Batch, bring_in
from bot.directory.load import read_folder
from bot.directory.models import Organisation, Service, ServiceTerm, TaxonomyTerm
from bot.directory.record import records
from bot.directory.search import Wish, search
from bot.errors import PlainError
from bot.settings import PROJECT
from tests.directory.api_house import api_house
from tests.directory.test_load import everything, full_folder
from tests.directory.test_search import PLACES

NO_TABLE = Path("nowhere.npy")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def quiet(done: int, total: int) -> None: ...


class Feed:
    """A server of somebody else. `answers`: path with query -> (status, headers, body or chunks)."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple] = {}
        self.asked: list[str] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.asked.append(self.path)
                status, headers, body = owner.answers.get(self.path, (404, {}, b"{}"))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                try:
                    for part in [body] if isinstance(body, bytes) else body:
                        self.wfile.write(part)
                except OSError:
                    pass

            def log_message(self, *args) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def serve(self, path: str, content) -> None:
        self.answers[path] = (
            200,
            {"Content-Type": "application/json"},
            json.dumps(content).encode(),
        )

    def pages(self, services: list[dict], size: int = 2) -> None:
        """Lists with one-to-one fields, and each service whole at its own address."""
        last = max(1, -(-len(services) // size))
        for number in range(1, last + 1):
            some = services[(number - 1) * size : number * size]
            lines = [{"id": s["id"], "name": s["name"], "status": "active"} for s in some]
            page = {"contents": lines, "last_page": number == last, "total_items": len(services)}
            self.serve(f"/services?page={number}&per_page=100", page)
        for service in services:
            self.serve(f"/services/{service['id']}", service)


@pytest.fixture
def other():
    server = Feed()
    yield server
    server.server.shutdown()
    server.server.server_close()


def fetch(server: Feed, **limits) -> Batch:
    with closing(Fetcher(allow_private=True, **limits)) as fetcher:
        return feed.read_address(server.url, fetcher, NO_TABLE, quiet)


def service(name: str = "Work club", **more) -> dict:
    """A service as another council's system writes it."""
    return {
        "id": str(uuid4()), "name": name, "status": "active", "assured_date": "2026-05-01",
        "description": "<p>Job club for all.&nbsp;<script>x()</script></p>",
        "organization": {"id": str(uuid4()), "name": "Council", "description": "-",
                         "website": "https://council.example.org"},
        "schedules": [{"id": str(uuid4()), "freq": "WEEKLY", "byday": "TH",
                       "opens_at": "10:00:00", "closes_at": "12:00"}],
        "service_areas": [{"id": str(uuid4()), "service_area": "Camden"}],
        "service_at_locations": [{"id": str(uuid4()), "location": {
            "id": str(uuid4()), "latitude": 51.54, "longitude": -0.14,
            "addresses": [{"id": str(uuid4()), "address_1": "1 Road", "postal_code": "NW1 0AA"}],
            "accessibility": [{"id": str(uuid4()), "description": "Step-free entrance, no hearing loop"}],
        }}],
        "contacts": [{"id": str(uuid4()), "name": "Desk", "phones": [{"id": str(uuid4()), "number": "020 7946 0001"}]}],
        "cost_options": [{"id": str(uuid4()), "amount": 0, "option": "All", "amount_description": "Free"}],
        "attributes": [{"id": str(uuid4()), "taxonomy_term": {
            "id": str(uuid4()), "taxonomy": "LGA", "taxonomy_id": str(uuid4()), "term": "Employment"}}],
        **more,
    }  # fmt: skip


def test_a_feed_is_read_page_by_page_and_found_in_a_search(database, other):
    other.pages([service(f"Work club {number}") for number in range(5)])
    batch = fetch(other)
    with database.begin() as session:
        summary = bring_in(session, batch, NOW, "test")
        assert (len(summary.new), summary.same) == (5, 0)
        found = search(
            session, PLACES, PLACES.resolve("Camden"), Wish("job_club", access=("step_free",))
        )
        assert len(found.listings) == 3 and found.listings[0].known_access == ("step_free",)
    [first, *_] = everything(database)[1].values()
    assert first["description"] == "Job club for all."
    assert first["checked"] == date(2026, 5, 1)
    assert first["schedules"][0]["opens_at"] == "10:00"
    assert {f["need"]: f["known"] for f in first["access"]} == {
        "step_free": "yes",
        "hearing_loop": "no",
    }
    assert first["terms"][0]["term"]["term"] == "Employment"


def test_the_same_feed_again_changes_nothing_and_what_is_gone_is_archived(lite, other):
    services = [service(f"Club {number}") for number in range(3)]
    other.pages(services)
    with lite.begin() as session:
        starter.load(session, PROJECT / "data" / "services", NO_TABLE, NOW)
        bring_in(session, fetch(other), NOW, "test")
        again = bring_in(session, fetch(other), NOW, "test")
        assert (again.new, again.changed, again.gone, again.same) == ([], [], [], 3)
    other.pages([{**services[0], "name": "Club zero"}, services[1]])
    with lite.begin() as session:
        last = bring_in(session, fetch(other), NOW, "test")
        assert (last.new, last.changed, last.gone) == ([], ["Club zero"], ["Club 2"])
    assert sum(r["status"] == "active" for r in everything(lite)[1].values()) == 127 + 2


@pytest.mark.parametrize("made_by", ["starter", "full", "feed"])
def test_the_file_of_ours_brings_back_the_same_directory(database, other, tmp_path, made_by):
    with database.begin() as session:
        if made_by == "starter":
            starter.load(session, PROJECT / "data" / "services", NO_TABLE, NOW)
        elif made_by == "full":
            bring_in(
                session, read_folder(full_folder(tmp_path / "in"), NO_TABLE, NOW.date()), NOW, "t"
            )
        else:
            other.pages([service(), service("Other")])
            bring_in(session, fetch(other), NOW, "test")
    before = everything(database)
    file = tmp_path / "open-referral.json"
    with database.begin() as session:
        feed.write_file(session, file, "https://example.org/api/open-referral")
        again = bring_in(session, feed.read_files([file], NO_TABLE), NOW, "test")
        assert (again.new, again.changed, again.gone, again.organisations_changed) == (
            [],
            [],
            [],
            0,
        )
        for row in (*session.query(Service), *session.query(Organisation)):
            session.delete(row)
        session.flush()
        for row in (*session.query(ServiceTerm), *session.query(TaxonomyTerm)):
            session.delete(row)
    with database.begin() as session:
        bring_in(session, feed.read_files([file], NO_TABLE), NOW, "test")
    assert everything(database) == before


def test_our_own_api_is_a_feed_too(lite, other):
    """Another installation reads ours, and has the same listings, marked as coming from there."""
    with lite.begin() as session:
        starter.load(session, PROJECT / "data" / "services", NO_TABLE, NOW)
    house = api_house(lite)
    page = house.get("/services", per_page=100, search="Disability Advice Service Lambeth").json()
    other.serve("/services?page=1&per_page=100", page)
    for item in page["contents"]:
        other.serve(f"/services/{item['id']}", house.get(f"/services/{item['id']}").json())
    batch, ours = fetch(other), everything(lite)[1]
    assert batch.services
    for id, record in batch.services.items():
        assert {**record, "feed": ""} == ours[id]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"id": "7"}, "the id '7', which is not a UUID"),
        ({"status": "fine"}, "status: 'fine' is not a status"),
        ({"assured_date": "31/31/2026"}, "assured_date: '31/31/2026' is not a date"),
        ({"minimum_age": "old"}, "minimum_age: 'old' must be a number"),
        ({"schedules": [{"byday": "FOO"}]}, "byday: 'FOO' is not a day"),
        ({"schedules": [{"valid_from": "2026-02-01", "valid_to": "2026-01-01"}]},
         "valid_to: 2026-01-01 is before valid_from"),
        ({"service_at_locations": [{"location": {"latitude": 512}}]}, "latitude: 512 is on no map"),
        ({"contacts": "Sam"}, "contacts: this must be a list"),
        ({"phones": [{"number": 3}] * 501}, "phones: more than 500"),
        ({"organization": {"name": "No id"}}, "id: this is missing"),
        ({"x_alongside": {"service": {}, "organization": {}}}, "id: this is missing"),
    ],
)  # fmt: skip
def test_one_bad_service_stops_the_import_and_is_named(lite, other, change, says):
    good, bad = service("Good"), {**service("Bad"), **change}
    other.pages([good, bad])
    with pytest.raises(PlainError) as refused, lite.begin() as session:
        bring_in(session, fetch(other), NOW, "test")
    assert says in str(refused.value)
    assert everything(lite) == ({}, {})


def test_places_at_sea_or_abroad_have_no_distance(lite, other):
    spot = [{"id": str(uuid4()), "location": {"id": str(uuid4()), "latitude": 0, "longitude": 0}}]
    other.pages([service(service_at_locations=spot)])
    with lite.begin() as session:
        bring_in(session, fetch(other), NOW, "test")
        [record] = records(session, Service).values()
        assert record["places"][0]["location"]["easting"] is None
        assert search(session, PLACES, PLACES.resolve("Camden"), Wish("job_club")).listings


def endless():
    while True:
        yield b" " * 65_536


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ((200, {}, endless), "is too large"),
        ((200, {"Content-Encoding": "gzip"}, b"\x1f\x8b"), "packed data"),
        ((200, {}, b"<html>no</html>"), "is not JSON"),
        ((200, {}, b"[" * 100_000), "is not JSON"),
        ((200, {}, b'{"items": []}'), "there is no list of services"),
        ((200, {}, b'{"contents": [1, 2]}'), "there is no list of services"),
        ((500, {}, b""), "answers 500"),
        ((302, {"Location": "/services?page=1&per_page=100"}, b""), "redirects more than 3 times"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "by http or https only"),
        ((302, {"Location": "gopher://example.org"}, b""), "by http or https only"),
    ],
)
def test_a_hostile_answer_is_refused(other, answer, says):
    status, headers, body = answer
    body = body() if callable(body) else body
    other.answers["/services?page=1&per_page=100"] = (status, headers, body)
    with pytest.raises(PlainError, match=says):
        fetch(other, most_bytes=1_000_000)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "huge.json"
    with file.open("wb") as handle:
        handle.truncate(10_000_000_000)  # ten gigabytes that take no room on the disk
    with pytest.raises(PlainError, match="is larger than 200 MB: split it"):
        feed.read_files([file], NO_TABLE)


def test_a_slow_feed_is_given_up(other):
    def drip():
        while True:
            threading.Event().wait(0.05)
            yield b" "

    other.answers["/services?page=1&per_page=100"] = (200, {}, drip())
    with pytest.raises(PlainError, match="takes too long"):
        fetch(other, seconds=0.5)


def test_a_feed_that_goes_round_in_circles_is_noticed(other):
    page = {"contents": [service()], "last_page": False}
    for number in (1, 2, 3):
        other.serve(f"/services?page={number}&per_page=100", page)
    with pytest.raises(PlainError, match="the same page again and again"):
        fetch(other)


def test_all_answers_together_are_limited(other):
    other.pages([service(description="x" * 3_000) for _ in range(6)])
    with pytest.raises(PlainError, match="is too large"):
        fetch(other, in_all=10_000)


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "http://10.0.0.8", "http://192.168.1.1",
     "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]", "http://0.0.0.0", "http://2130706433",
     "http://[fd00::1]", "http://127.1", "http://0x7f000001", "http://0177.0.0.1", "http://[64:ff9b::7f00:1]"],
)  # fmt: skip
def test_private_addresses_are_refused_before_anything_is_sent(url):
    with closing(Fetcher()) as fetcher, pytest.raises(PlainError, match="private|not known"):
        feed.read_address(url, fetcher, NO_TABLE, quiet)


def test_a_redirect_to_a_private_address_is_refused(other, monkeypatch):
    """The first host looks public; where it leads is looked at again."""
    other.answers["/services?page=1&per_page=100"] = (
        302,
        {"Location": "http://127.0.0.1:1/x"},
        b"",
    )
    real, port = socket.getaddrinfo, other.server.server_port

    def lookup(host, *more, **named):
        if host == "feed.example.org":
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
        return real(host, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    calls = []
    monkeypatch.setattr(
        "bot.directory.fetch.is_public", lambda address: not calls and not calls.append(address)
    )
    with closing(Fetcher()) as fetcher, pytest.raises(PlainError, match="which is private"):
        feed.read_address(f"http://feed.example.org:{port}", fetcher, NO_TABLE, quiet)
    assert len(other.asked) == 1


def test_a_name_that_changes_its_address_between_check_and_use_gains_nothing(monkeypatch):
    """DNS rebinding: the name is looked up once, and the address that was checked is used."""
    answers = iter([["93.184.216.34"], ["127.0.0.1"], ["127.0.0.1"]])
    asked, connected = [], []

    def lookup(host, port, *more, **named):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in next(answers)]

    def connect(self, host, port, *more):
        connected.append(host)
        raise OSError("stop here")

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr("httpcore.SyncBackend.connect_tcp", connect)
    with closing(Fetcher()) as fetcher, pytest.raises(PlainError):
        feed.read_address("http://rebind.example.org", fetcher, NO_TABLE, quiet)
    assert (asked, connected) == (["rebind.example.org"], ["93.184.216.34"])


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("127.0.0.1", False), ("::1", False), ("100.64.0.1", False),
     ("224.0.0.1", False), ("2001:4860:4860::8888", True), ("::ffff:10.0.0.1", False),
     ("fe80::1%eth0", False), ("2002:7f00:1::", False),
     ("64:ff9b::a00:1", False), ("64:ff9b::808:808", True)],
)  # fmt: skip
def test_which_addresses_are_public(address, public):
    assert is_public(address) is public
