"""Reading our CSV: organisations.csv and services.csv, and a file for each table of details.

People keep the first two in a spreadsheet; `bot.directory.export` also writes the others (phones,
places, times, ...), in which every row names the service or organisation it belongs to.
"""

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from bot.directory import cells
from bot.directory.gather import Batch, place_on_grid
from bot.directory.models import KINDS, NEEDS, PAYS, STATUSES, Organisation, Service, Taxonomy
from bot.directory.record import CHILDREN, INNER, Record, columns, completed, typed
from bot.directory.signs import access_facts, payments
from bot.errors import PlainError

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?!\d)")
MOST_BYTES = 200_000_000
"""Largest file that is read."""
DETAILS = {
    "phones": Organisation, "marks": Organisation, "places": Service, "schedules": Service,
    "costs": Service, "contacts": Service, "areas": Service, "access": Service, "terms": Service,
}  # fmt: skip
"""Files of details that may stand beside the two, and to what their rows belong."""
LONDON, UK = "London", "UK"
NATIONS = ("England", "Scotland", "Wales", "Northern Ireland")


def date_checked(words: str) -> date | None:
    """The day a source was last known right; None where the source gives none.

    `2024-09 (latest events)` is read as the first of that month; `not stated (2022 inferred)` is
    unknown: a guess is not a date.
    """
    if "not stated" in words or "inferred" in words:
        return None
    if match := _DATE.match(words.strip()):
        year, month, number = (int(part) if part else 1 for part in match.groups())
        try:
            return date(year, month, number)
        except ValueError:
            return None
    try:
        return cells.day(words)
    except ValueError:
        return None


def read_folder(folder: Path, table: Path, today: date | None = None) -> Batch:
    """The directory in the CSV files of `folder`; `table` is the postcode table.

    Raises PlainError naming file, row and column at the first cell that cannot be read.
    """
    today = today or date.today()
    organisations, services = read_rows(folder)
    batch = Batch(whole=True)
    for number, row in enumerate(organisations, start=2):
        cell = _Cells("organisations.csv", number, row)
        batch.organisations[cells.own_id("organisation", row["id"])] = _organisation(cell, today)
    for number, row in enumerate(services, start=2):
        cell = _Cells("services.csv", number, row)
        owner = batch.organisations[cells.own_id("organisation", row["organisation_id"])]
        batch.services[cells.own_id("service", row["id"])] = _service(cell, owner, today)
    if (file := folder / "taxonomies.csv").exists():
        for number, row in enumerate(_read(file, ("id", "name")), start=2):
            cell = _Cells(file.name, number, row)
            batch.taxonomies[row["id"]] = {
                n: _typed(cell, Taxonomy, n, n) for n in columns(Taxonomy) if n in row
            }
    for name, owner in DETAILS.items():
        if (file := folder / f"{name}.csv").exists():
            _add_details(batch, name, owner, file)
    for record in batch.services.values():
        for place in record["places"]:
            place_on_grid(place["location"], table)
    return batch


def read_rows(folder: Path) -> tuple[list[dict], list[dict]]:
    """Organisations and services as rows of text. Raises PlainError at the first that cannot be."""
    organisations = _read(folder / "organisations.csv", ("id", "name"), ("boroughs", "is_ddpo"))
    services = _read(folder / "services.csv", ("id", "organisation_id", "name", "kind"))
    known = {row["id"] for row in organisations}
    for number, row in enumerate(services, start=2):
        if row["organisation_id"] not in known:
            raise PlainError(
                f"services.csv, row {number}, organisation_id: there is no organisation "
                f"'{row['organisation_id']}'."
            )
    return organisations, services


def read_upload(name: str, content: bytes) -> list[dict]:
    """Rows of a CSV file as text. Raises PlainError if it is none."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PlainError(f"The file {name} is not UTF-8: save it again as UTF-8.") from None
    if "\x00" in text:
        raise PlainError(f"The file {name} is not a CSV file: save it again as CSV, UTF-8.")
    rows, reader = [], csv.DictReader(io.StringIO(text, newline=""))
    try:
        for row in reader:
            if None in row or None in row.values():
                raise PlainError(
                    f"{name}, row {len(rows) + 2}: it has {'more' if None in row else 'fewer'} "
                    f"cells than the first row has names."
                )
            rows.append(row)
    except csv.Error as error:
        raise PlainError(f"{name}, row {len(rows) + 2}: {error}.") from None
    return rows


def _read(file: Path, needed: tuple[str, ...], also: tuple[str, ...] = ()) -> list[dict]:
    """Rows of a file. `needed` columns must be filled in each row, `also` only be there."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise PlainError(f"The file {file} is larger than 200 MB: split it.")
        content = file.read_bytes()
    except FileNotFoundError:
        raise PlainError(
            f"The file {file} is missing: put it there, or name another folder."
        ) from None
    except OSError as error:
        raise PlainError(f"The file {file} cannot be read ({error.strerror}).") from None
    rows = read_upload(file.name, content)
    if rows and (lacking := [name for name in (*needed, *also) if name not in rows[0]]):
        have = ", ".join(f"'{name}'" for name in rows[0])
        raise PlainError(
            f"{file.name}, row 1: the column '{lacking[0]}' is missing. The columns are {have}."
        )
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        for column in needed:
            if not row[column].strip():
                raise PlainError(f"{file.name}, row {number}, {column}: this must not be empty.")
        if row["id"] in seen:
            raise PlainError(f"{file.name}, row {number}, id: '{row['id']}' stands there twice.")
        seen.add(row["id"])
    return rows


class _Cells:
    """The cells of one row, read with a message that names file, row and column."""

    def __init__(self, file: str, number: int, row: dict) -> None:
        self._file, self._number, self._row = file, number, row

    def read(self, column: str, reader: Callable[[str], Any] = cells.plain) -> Any:
        try:
            return reader(self._row.get(column) or "")
        except ValueError as error:
            raise PlainError(f"{self._file}, row {self._number}, {column}: {error}.") from None

    def one_of(self, column: str, allowed: tuple[str, ...], default: str) -> str:
        return self.read(column, lambda text: cells.one_of(allowed)(text.strip() or default))

    def raw(self, column: str) -> str:
        return (self._row.get(column) or "").strip()


def _source(cell: _Cells, today: date) -> Record:
    """The columns that say where a row comes from and how fresh it is."""
    words = cell.raw("source_date")
    checked = cell.read("checked", lambda text: cells.past_day(text, today))
    return {
        "source_url": cell.raw("source_url")[:400],
        "source_date": words[:120],
        "checked": checked or date_checked(words),
        "checked_by": cell.read("checked_by")[:80],
        "confidence": cell.one_of("confidence", ("high", "medium", "low"), "low"),
        "feed": cell.raw("feed")[:400],
    }


def _organisation(cell: _Cells, today: date) -> Record:
    id = cells.own_id("organisation", cell.raw("id"))
    phones = []
    for column, use in (("phone", "voice"), ("text_relay", "text")):
        if number := cell.read(column):
            phones.append({"id": cells.own_id(use, "of", id), "number": number[:160], "use": use})
    return completed(
        Organisation,
        {
            "id": id,
            "name": cell.read("name")[:200],
            "description": cell.read("description"),
            "user_led": cell.read("is_ddpo", cells.yes_no),
            "website": cell.read("website", cells.web_address),
            "email": cell.read("email", cells.email),
            "address": cell.read("address")[:300],
            "postcode": cell.read("postcode", cells.postcode),
            "areas": cell.read("boroughs"),
            "notes": cell.read("notes"),
            "closed": cell.read("closed", cells.yes_no) == "yes",
            "phones": phones,
            **_source(cell, today),
        },
    )


def _service(cell: _Cells, owner: Record, today: date) -> Record:
    id = cells.own_id("service", cell.raw("id"))
    words = cell.read("accessibility")
    paid_words = cell.read("travel_childcare_refreshments")
    paid = payments(paid_words)
    facts = {n: k for n, k in access_facts(words).items()}
    facts |= {n: v for n in NEEDS if (v := cell.read(n, cells.yes_no)) != "unknown"}
    cost = cell.read("cost")
    areas = areas_of(cell.raw("boroughs"))
    areas = areas or named_areas(cell.raw("eligibility"), areas_of(owner["areas"]))
    record = {
        "id": id,
        "organisation_id": owner["id"],
        "name": cell.read("name")[:200],
        "kind": cell.one_of(
            "kind", (*KINDS, *(f"wider: {k}" for k in KINDS)), "other"
        ).removeprefix("wider: "),
        "description": cell.read("description"),
        "url": cell.read("url", cells.web_address),
        "email": cell.read("email", cells.email),
        "status": cell.one_of("status", STATUSES, "active"),
        "eligibility": cell.read("eligibility"),
        "minimum_age": cell.read("minimum_age", lambda t: cells.number(t, 0, 130)),
        "maximum_age": cell.read("maximum_age", lambda t: cells.number(t, 0, 130)),
        "how_to_join": cell.read("how_to_join"),
        "accessibility": words,
        "paid_for": paid_words,
        **{f"pays_{what}": _pays(cell, what, paid) for what in PAYS},
        "alert": cell.read("alert"),
        "areas": [{"id": cells.own_id("area", id, a), "name": a} for a in areas],
        "access": [
            {"id": cells.own_id("access", id, n), "need": n, "known": k} for n, k in facts.items()
        ],
        "costs": [{"id": cells.own_id("cost", id, "csv"), "words": cost[:400]}] if cost else [],
        "schedules": _schedule(cell, id),
        "places": _place(cell, id, owner, areas),
        **_source(cell, today),
    }
    return completed(Service, record)


def named_areas(words: str, areas: list[str]) -> list[str]:
    """Those of the areas that the words on who it is for name; all of them if they name none.

    `People aged 16 to 25 in Lambeth or Lewisham`, by a group that also works in Brent: not for Brent.
    """
    if re.search(r"\b(?:not|all|any|every)\b", words):
        return areas
    named = [
        a for a in areas if re.search(rf"\b{re.escape(_short_name(a))}\b(?! and Guilds)", words)
    ]
    return named or areas


def _short_name(area: str) -> str:
    """`Kingston` for `Kingston upon Thames`, `City` for `City of London`: what people write."""
    return re.split(r" (?:upon|of|and) ", area)[0]


def _pays(cell: _Cells, what: str, paid: dict[str, str]) -> str:
    said = cell.read(f"pays_{what}", cells.yes_no)
    return paid.get(what, "unknown") if said == "unknown" else said


def areas_of(words: str) -> list[str]:
    """`Lambeth; Southwark`, `London-wide (north)`, `UK-wide (England and Wales)` as area names."""
    found = []
    for part in (p.strip() for p in words.split(";")):
        nations = [nation for nation in NATIONS if nation in part]
        if part.lower().startswith(("uk-wide", "uk wide", "united kingdom")) or part == UK:
            found += nations or [UK]
        elif part.lower().startswith(("london-wide", "london wide")) or part == LONDON:
            found.append(LONDON)
        elif part:
            found.append(part[:120])
    return list(dict.fromkeys(found))


def _schedule(cell: _Cells, id: str) -> list[Record]:
    byday = cell.read("days", cells.days)
    opens, closes = cell.read("opens_at", cells.clock), cell.read("closes_at", cells.clock)
    if not (byday or opens or closes):
        return []
    if opens and closes and closes <= opens:
        cell.read("closes_at", _refuse(f"it closes at {closes}, before it opens at {opens}"))
    return [
        {"id": cells.own_id("schedule", id, "csv"), "byday": byday, "opens_at": opens,
         "closes_at": closes, "freq": "MONTHLY" if re.search(r"\d", byday) else "WEEKLY"}
    ]  # fmt: skip


def _refuse(why: str) -> Callable[[str], Any]:
    def reader(_: str) -> Any:
        raise ValueError(why)

    return reader


def _place(cell: _Cells, id: str, owner: Record, areas: list[str]) -> list[Record]:
    """Its own address, else its organisation's: a helpline for everybody is at no place."""
    address, postcode = cell.read("address")[:300], cell.read("postcode", cells.postcode)
    latitude = cell.read("latitude", lambda t: cells.number(t, 49.0, 61.5))
    longitude = cell.read("longitude", lambda t: cells.number(t, -9.0, 2.5))
    if not (address or postcode or latitude) and not {UK, LONDON, *NATIONS} & set(areas):
        address, postcode = owner["address"], owner["postcode"]
        key = cells.own_id("location", "organisation", owner["id"])
    else:
        key = cells.own_id("location", "service", id)
    if not (address or postcode or latitude):
        return []
    location = {"id": key, "address": address, "postcode": postcode,
                "latitude": latitude, "longitude": longitude}  # fmt: skip
    return [{"id": cells.own_id("at", id, key), "location": location}]


def _add_details(batch: Batch, name: str, owner: type, file: Path) -> None:
    """Rows of a file of details: they take the place of those that the two main files gave."""
    key = "service_id" if owner is Service else "organisation_id"
    kind = "service" if owner is Service else "organisation"
    rows = _read(file, ("id", key))
    records = batch.services if owner is Service else batch.organisations
    for record in records.values():
        record[name] = []
    child = CHILDREN[owner][name]
    for number, row in enumerate(rows, start=2):
        cell = _Cells(file.name, number, row)
        id = cells.own_id(kind, cell.raw(key))
        if id not in records:
            raise PlainError(f"{file.name}, row {number}, {key}: there is no '{row[key]}'.")
        value = {n: _typed(cell, child, n, n) for n in columns(child) if n in row}
        if name in INNER:
            inner, shared = INNER[name]
            value[inner] = {
                n: _typed(cell, shared, n, f"{inner}.{n}")
                for n in columns(shared) if f"{inner}.{n}" in row
            }  # fmt: skip
        records[id][name].append(value)
    for id, record in records.items():
        records[id] = completed(owner, record)


def _typed(cell: _Cells, model: type, column: str, header: str) -> Any:
    """A cell as the type of its column, with a message that names row and column."""
    try:
        return typed(model, column, cell.raw(header))
    except ValueError as error:
        cell.read(header, _refuse(str(error).partition(": ")[2]))
