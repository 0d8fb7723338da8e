"""How long a search of the directory takes, from 1,000 to 100,000 services, on both databases.

    python bench/directory.py [--postgresql URL] [--sizes 1000 10000 100000] [--searches 400]
                              [--keep FOLDER]

`--keep` leaves the filled databases where they are, to measure them again.

One organisation has five services. They stand where people live: at postcodes drawn from the ONS
directory, two in three of them in London, so that London alone is far denser than it will be. One
service in ten serves all of London, one in ten the UK; the others one borough. A search is nearest
first for a kind of help, with a filter in four of five: an access need, online, a day, or run by
disabled people. Writes docs/measured_directory.png and prints a table.
"""

import argparse
import json
import random
import secrets
import tempfile
import time
from datetime import date
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from sqlalchemy import insert, select, text
from sqlalchemy.orm import Session

from bot.directory import postcodes
from bot.directory.index import reindex
from bot.directory.models import (
    KINDS,
    NEEDS,
    AccessFact,
    AreaServed,
    Location,
    Organisation,
    Schedule,
    Service,
    ServiceAtLocation,
)  # fmt: skip
from bot.directory.places import Places
from bot.directory.search import Wish, search
from bot.settings import PROJECT
from bot.storage.base import new_id
from bot.storage.engine import Database, open_database
from bot.storage.migrate import migrate

TARGET_MS = 20
TODAY = date(2026, 11, 1).toordinal()
KEY = bytes(32)
"""Of these databases; there is nothing in them to protect."""


def spots(table: Path, count: int, chance: random.Random) -> list[tuple]:
    """Postcodes with their place: two in three in London, the rest anywhere in Great Britain."""
    rows = np.load(table, mmap_mode="r")
    in_london = np.flatnonzero(np.char.startswith(rows["district"], b"E09"))
    found = []
    for number in range(count):
        at = chance.choice(in_london) if number % 3 else chance.randrange(len(rows))
        found.append(tuple(rows[int(at)]))
    return found


def fill(database: Database, size: int, places: Places, table: Path) -> None:
    """Services that look like real ones, put in without the import, which is timed elsewhere."""
    chance = random.Random(5)
    codes = {row["ons_code"]: name for name, row in places.boroughs.items()}
    rows: dict[type, list[dict]] = {}
    full = {c.key: c.default.arg for c in Service.__table__.columns if c.default is not None}
    plain = {k: v for k, v in full.items() if not callable(v)}
    own = {c.key: c.default.arg for c in Organisation.__table__.columns if c.default is not None}
    own = {k: v for k, v in own.items() if not callable(v)}
    owner = ""
    for number, (_, east, north, district) in enumerate(spots(table, size, chance)):
        if number % 5 == 0:
            owner = new_id()
            led = chance.choice(("yes", "no", "unknown"))
            rows.setdefault(Organisation, []).append(
                {**own, "id": owner, "name": f"Organisation {number}", "user_led": led}
            )
        id, location = new_id(), new_id()
        checked = date.fromordinal(TODAY - chance.randrange(900))
        rows.setdefault(Service, []).append(
            {**plain, "id": id, "organisation_id": owner, "name": f"Service {number}",
             "kind": chance.choice(KINDS), "checked": checked,
             "description": "A group that meets and helps each other. " * 4}
        )  # fmt: skip
        reach = chance.random()
        borough = codes.get(district.decode(), "Elsewhere")
        area = "London" if reach < 0.1 else "UK" if reach < 0.2 else borough
        rows.setdefault(AreaServed, []).append({"id": new_id(), "service_id": id, "name": area})
        rows.setdefault(Location, []).append(
            {"id": location, "easting": int(east), "northing": int(north)}
        )
        rows.setdefault(ServiceAtLocation, []).append(
            {"id": new_id(), "service_id": id, "location_id": location}
        )
        for need in chance.sample(NEEDS, 3):
            known = chance.choice(("yes", "yes", "no"))
            rows.setdefault(AccessFact, []).append(
                {"id": new_id(), "service_id": id, "need": need, "known": known}
            )
        byday = chance.choice(("MO", "TU,TH", "WE", "FR", ""))
        if byday:
            rows.setdefault(Schedule, []).append({"id": new_id(), "service_id": id, "byday": byday})
    with database.begin() as session:
        for model in (
            Organisation,
            Service,
            Location,
            AreaServed,
            ServiceAtLocation,
            AccessFact,
            Schedule,
        ):
            session.execute(insert(model), rows[model])
        reindex(session)
        session.execute(text("ANALYZE"))


def wishes(chance: random.Random) -> Wish:
    kind = chance.choice(("job_club", "benefits_advice", "peer_support", "employment_support"))
    return chance.choice((
        Wish(kind), Wish(kind, access=(chance.choice(("step_free", "bsl", "quiet")),)),
        Wish(kind, online=True), Wish(kind, days=chance.choice(("MO", "TH", "SA"))),
        Wish(kind, user_led=True),
    ))  # fmt: skip


def measure(database: Database, places: Places, table: Path, searches: int) -> dict[str, float]:
    """Milliseconds of searches from postcodes all over London, after twenty to warm up."""
    chance = random.Random(7)
    london = [s for s in spots(table, searches * 3, chance) if s[3].startswith(b"E09")]
    took, worked = [], []
    for number, spot in enumerate(london[: searches + 20]):
        code = spot[0].decode()
        place = places.resolve(f"{code[:-3]} {code[-3:]}")
        wish = wishes(chance)
        with database.read() as session:
            server = backend(session)
            began, began_work, began_server = time.perf_counter(), time.thread_time(), spent(server)
            found = search(session, places, place, wish, 3)
            work = time.thread_time() - began_work + spent(server) - began_server
            clock = time.perf_counter() - began
        if number >= 20:
            took.append(clock * 1000)
            worked.append(work * 1000)
        assert number % 50 or found.listings or wish.kind
    return {
        "p50": float(np.percentile(took, 50)), "p95": float(np.percentile(took, 95)),
        "worst": max(took), "work_p50": float(np.percentile(worked, 50)),
        "work_p95": float(np.percentile(worked, 95)),
    }  # fmt: skip


def backend(session: Session) -> int | None:
    """The process of PostgreSQL that serves this session, if it runs on this machine."""
    if session.get_bind().dialect.name != "postgresql":
        return None
    return session.scalar(text("SELECT pg_backend_pid()"))


def spent(process: int | None) -> float:
    """Seconds of processor time that a process has had."""
    file = Path(f"/proc/{process}/schedstat")
    return int(file.read_text().split()[0]) / 1e9 if process and file.exists() else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--postgresql", default="postgresql://postgres@127.0.0.1:5432/postgres")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[1_000, 3_000, 10_000, 30_000, 100_000]
    )
    parser.add_argument("--searches", type=int, default=400)
    parser.add_argument("--plot", type=Path, default=PROJECT / "docs" / "measured_directory.png")
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    found: dict[str, list[tuple[int, dict]]] = {"SQLite": [], "PostgreSQL": []}
    with tempfile.TemporaryDirectory() as folder:
        kept = options.keep or Path(folder)
        table = kept / "postcodes.npy"
        if not table.exists():
            began = time.perf_counter()
            count = postcodes.build(table)
            size, took = table.stat().st_size / 1e6, time.perf_counter() - began
            print(f"{count:,} postcodes: built in {took:.1f} s, {size:.0f} MB")
        places = Places(PROJECT / "data" / "places", table)
        for size in options.sizes:
            for kind in found:
                with Filled(kind, size, kept, options) as database:
                    if is_empty(database):
                        fill(database, size, places, table)
                    took = measure(database, places, table, options.searches)
                found[kind].append((size, took))
                print(kind, size, json.dumps({k: round(v, 1) for k, v in took.items()}), flush=True)
    plot(found, options.plot)


def is_empty(database: Database) -> bool:
    with database.read() as session:
        return session.scalar(select(Service.id).limit(1)) is None


class Filled:
    """A database of one kind and size; unless it is to be kept, gone afterwards."""

    def __init__(self, kind: str, size: int, folder: Path, options: argparse.Namespace) -> None:
        self.kind, self.server, self.keep = kind, options.postgresql, options.keep is not None
        self.name = f"alongside_bench_{size}" + ("" if self.keep else f"_{secrets.token_hex(3)}")
        self.file = folder / f"{self.name}.db"

    def __enter__(self) -> Database:
        self.url = None
        if self.kind == "PostgreSQL":
            self.url = self.server.rpartition("/")[0] + "/" + self.name
            if not self._on_server("SELECT 1 FROM pg_database WHERE datname = %s", self.name):
                self._on_server(f'CREATE DATABASE "{self.name}"')
        self.database = open_database(self.url, self.file, KEY)
        migrate(self.database)
        return self.database

    def __exit__(self, *error) -> None:
        self.database.close()
        if self.url and not self.keep:
            self._on_server(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _on_server(self, command: str, *values: str) -> bool:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as server:
            answer = server.execute(command, values or None)
            return bool(answer.description and answer.fetchall())


def plot(found: dict, file: Path) -> None:
    figure, axes = plt.subplots(figsize=(7, 4))
    for (kind, rows), mark in zip(found.items(), ("o", "s"), strict=True):
        sizes = [size for size, _ in rows]
        for field, words, line in (("work_p95", "95 of 100", "-"), ("work_p50", "half", ":")):
            times = [took[field] for _, took in rows]
            axes.plot(sizes, times, marker=mark, ls=line, label=f"{kind}, {words} within")
    axes.axhline(TARGET_MS, color="black", lw=1)
    axes.text(sizes[0], TARGET_MS + 0.4, f"target: {TARGET_MS} ms")
    axes.set(xscale="log", xlabel="services", ylim=(0, TARGET_MS * 1.2))
    axes.set_ylabel("milliseconds of processor a search")
    axes.set_title("Nearest-and-filter search of the directory")
    axes.legend()
    figure.tight_layout()
    figure.savefig(file, dpi=80)


if __name__ == "__main__":
    main()
