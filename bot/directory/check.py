"""What to look at again: old listings first, numbers that look wrong, gaps, and duplicates."""

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date

import phonenumbers
from rapidfuzz import fuzz, process
from sqlalchemy.orm import Session

from bot.directory import freshness
from bot.directory.models import ACTIVE, Service
from bot.directory.record import OF_ORGANISATION, whole

ALIKE = 92
"""Names as like as this (of 100) are shown as possible duplicates."""
_ROOM_FACTS = ("step_free", "accessible_toilet", "hearing_loop")


def to_check(session: Session, today: date) -> list[str]:
    """Lines for whoever keeps the directory, the most urgent of each kind first."""
    query = whole(Service).options(*OF_ORGANISATION).where(Service.status == ACTIVE)
    services = [s for s in session.scalars(query) if not s.organisation.closed]
    organisations = {s.organisation_id: s.organisation for s in services}
    oldest = sorted(services, key=lambda s: (freshness.checked(s) or date.min, s.name, s.id))
    lines = ["Check again, the oldest first:"]
    lines += [f"  {name(s)}: {', '.join(_faults(s, today))}" for s in oldest if _faults(s, today)]
    lines += ["Phone numbers that look wrong:", *_indented(wrong_numbers(organisations.values()))]
    lines += ["Perhaps the same twice:", *_indented(duplicates(services, organisations.values()))]
    return lines


def name(service: Service) -> str:
    return f"{service.name} ({service.organisation.name})"


def _indented(lines: Iterator[str]) -> list[str]:
    return [f"  {line}" for line in lines] or ["  none"]


def _faults(service: Service, today: date) -> list[str]:
    """What is wrong or missing; empty if all is well."""
    day, stage = freshness.checked(service), freshness.stage(service, today)
    found = []
    if stage != freshness.FRESH:
        found.append(f"last checked {day}" if day else "never checked")
    organisation = service.organisation
    ways = (organisation.phones, organisation.email, organisation.website, service.email,
            service.url, service.contacts)  # fmt: skip
    if not any(ways):
        found.append("no way to reach it")
    known = {fact.need for fact in service.access}
    if not known and not service.accessibility:
        found.append("no access facts")
    elif service.places and (missing := [n for n in _ROOM_FACTS if n not in known]):
        found.append(f"not known: {', '.join(n.replace('_', ' ') for n in missing)}")
    return found


def wrong_numbers(organisations) -> Iterator[str]:
    """Numbers that no British phone network has handed out."""
    for organisation in organisations:
        for phone in organisation.phones:
            # Relay UK is reached by dialling 18001 before a number.
            number = re.sub(r"\b1800[12]\b", "", phone.number)
            found = list(phonenumbers.PhoneNumberMatcher(
                number, "GB", leniency=phonenumbers.Leniency.POSSIBLE
            ))  # fmt: skip
            if not found:
                yield f"{organisation.name}: '{phone.number}' has no phone number in it"
            for match in found:
                if not phonenumbers.is_valid_number(match.number):
                    yield f"{organisation.name}: {match.raw_string} is no number that exists"


def duplicates(services, organisations) -> Iterator[str]:
    """Organisations with nearly the same name, and such services of one organisation."""
    yield from (f"{a} / {b}" for a, b in _alike([o.name for o in organisations]))
    of_one: dict[str, list[str]] = defaultdict(list)
    for service in services:
        of_one[service.organisation.name].append(service.name)
    for organisation, names in of_one.items():
        yield from (f"{organisation}: {a} / {b}" for a, b in _alike(names))


def _alike(names: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names that are nearly the same."""
    for at, first in enumerate(names):
        rest = names[at + 1 :]
        for second, _, _ in process.extract(
            first, rest, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=None,
            processor=str.lower,
        ):  # fmt: skip
            yield first, second
