"""Open Referral UK in and out: a feed at an address or in files, and a file of our own.

A feed of ours carries its records whole (`x_alongside`) and comes back the same. Of others the
standard's fields are read, as versions 3.0 of HSDS and of its UK profile have them.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from bot.directory import cells, shapes
from bot.directory.fetch import Fetcher
from bot.directory.foreign import organisation_record, service_record
from bot.directory.gather import Batch, place_on_grid
from bot.directory.load import MOST_BYTES
from bot.directory.models import Organisation, Service, Taxonomy
from bot.directory.record import (
    CHILDREN,
    INNER,
    OF_ORGANISATION,
    Record,
    columns,
    completed,
    typed,
    whole,
)
from bot.errors import PlainError

MOST_PAGES = 10_000
MOST_SERVICES = 200_000
Progress = Callable[[int, int], None]


def read_address(url: str, fetcher: Fetcher, table: Path, progress: Progress) -> Batch:
    """All services of the feed at `url`, each with its details. Raises PlainError."""
    base = url.rstrip("/").removesuffix("/services")
    batch, seen = Batch(feed=base), set()
    for number in range(1, MOST_PAGES + 1):
        page = fetcher.json(f"{base}/services?page={number}&per_page=100")
        items, last = _page(page, f"{base}/services, page {number}")
        new = [item for item in items if item.get("id") not in seen]
        if items and not new:
            raise PlainError(
                f"{base}/services gives the same page again and again: nothing was changed."
            )
        for item in new:
            seen.add(item.get("id"))
            if len(seen) > MOST_SERVICES:
                raise PlainError(
                    f"{base} has more than {MOST_SERVICES:,} services: that is too many."
                )
            progress(len(seen), int(page.get("total_items") or 0) if isinstance(page, dict) else 0)
            whole_item = item if _is_whole(item) else fetcher.json(f"{base}/services/{_id(item)}")
            _add(batch, whole_item, f"{base}/services/{item.get('id')}", table)
        if last or not items:
            return batch
    raise PlainError(f"{base}/services has more than {MOST_PAGES:,} pages: that is too many.")


def read_files(files: list[Path], table: Path, feed: str = "") -> Batch:
    """Services in JSON files: pages of a feed, lists of services, or one service each."""
    batch = Batch(feed=feed, whole=not feed)
    for file in sorted(files):
        try:
            if file.stat().st_size > MOST_BYTES:
                raise PlainError(
                    f"The file {file} is larger than {MOST_BYTES / 1e6:g} MB: split it."
                )
            content = json.loads(file.read_bytes())
        except (ValueError, RecursionError):
            raise PlainError(f"The file {file} is not JSON.") from None
        except OSError as error:
            raise PlainError(f"The file {file} cannot be read ({error.strerror}).") from None
        if isinstance(content, dict) and "contents" not in content:
            content = [content]
        items, _ = _page(content, file.name)
        for number, item in enumerate(items, start=1):
            _add(batch, item, f"{file.name}, service {number}", table)
        if isinstance(content, dict):
            _add_rest(batch, content, file.name)
    return batch


def write_file(session: Session, file: Path, base: str) -> int:
    """Write all services, archived ones too, as one page of a feed; how many there are."""
    rows = session.scalars(whole(Service).options(*OF_ORGANISATION).order_by(Service.id)).unique()
    contents = [shapes.service(row, base) for row in rows]
    owners = {item["organization_id"] for item in contents}
    others = session.scalars(whole(Organisation).order_by(Organisation.id)).unique()
    taxonomies = session.query(Taxonomy).order_by(Taxonomy.id)
    page = {
        "total_items": len(contents), "total_pages": 1, "page_number": 1, "size": len(contents),
        "first_page": True, "last_page": True, "empty": not contents, "contents": contents,
        shapes.OWN: {
            "organizations": [shapes.record_of(row) for row in others if row.id not in owners],
            "taxonomies": [{n: getattr(row, n) for n in columns(Taxonomy)} for row in taxonomies],
        },
    }  # fmt: skip
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(page, ensure_ascii=False, indent=1, default=str), "utf-8")
    return len(contents)


def _page(content: Any, where: str) -> tuple[list[dict], bool]:
    items = (
        content.get("contents", content.get("content")) if isinstance(content, dict) else content
    )
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise PlainError(f"{where}: there is no list of services ('contents').")
    last = not isinstance(content, dict) or bool(
        content.get("last_page", content.get("last", True))
    )
    return items, last


def _is_whole(item: dict) -> bool:
    return shapes.OWN in item or "service_at_locations" in item


def _id(item: dict) -> str:
    if known := cells.as_uuid(item.get("id")):
        return known
    raise PlainError(
        f"A service of the feed has the id '{str(item.get('id'))[:60]}', which is not a UUID."
    )


def _add(batch: Batch, item: Any, where: str, table: Path) -> None:
    """One service and its organisation, as records. Raises PlainError with where and which field."""
    if not isinstance(item, dict):
        raise PlainError(f"{where}: this is not a service.")
    try:
        own = item.get(shapes.OWN)
        if isinstance(own, dict) and {"service", "organization"} <= own.keys():
            service = own_record(Service, own["service"])
            organisation = own_record(Organisation, own["organization"])
        else:
            organisation = organisation_record(item, batch.feed)
            service = service_record(item, organisation["id"], batch.feed)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PlainError(f"{where}: {_words(error)}.") from None
    if batch.feed:
        service["feed"] = organisation["feed"] = batch.feed
    for place in service["places"]:
        place_on_grid(place["location"], table)
    for row in service["terms"]:
        if taxonomy := row["term"]["taxonomy_id"]:
            name = row["term"]["taxonomy"] or "Not named"
            batch.taxonomies.setdefault(taxonomy, {"id": taxonomy, "name": name})
    batch.services[service["id"]] = service
    batch.organisations[organisation["id"]] = organisation


def _words(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error.args[0]}: this is missing"
    return str(error) if isinstance(error, ValueError) else "a field has the wrong shape"


def _add_rest(batch: Batch, page: dict, where: str) -> None:
    """What a file of ours holds besides services."""
    rest = page.get(shapes.OWN)
    if not isinstance(rest, dict):
        return
    try:
        for data in rest.get("organizations", ()):
            record = own_record(Organisation, data)
            batch.organisations.setdefault(record["id"], record)
        for data in rest.get("taxonomies", ()):
            row = {n: typed(Taxonomy, n, data.get(n)) for n in columns(Taxonomy)}
            batch.taxonomies[row["id"]] = row
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PlainError(f"{where}, {shapes.OWN}: {_words(error)}.") from None


def own_record(model: type, data: dict) -> Record:
    """A record that we wrote, read back with every value checked."""
    record = {name: typed(model, name, data.get(name)) for name in columns(model)}
    for name, child in CHILDREN[model].items():
        record[name] = [dict(_children(name, child, row)) for row in data.get(name, ())]
    return completed(model, record)


def _children(name: str, child: type, row: dict) -> Iterator[tuple[str, Any]]:
    for column in columns(child):
        yield column, typed(child, column, row.get(column))
    if name in INNER:
        inner, shared = INNER[name]
        yield inner, {c: typed(shared, c, row[inner].get(c)) for c in columns(shared)}
