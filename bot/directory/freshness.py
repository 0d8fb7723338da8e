"""How old a listing is, and what follows from that."""

from datetime import date

from bot.directory.models import Service

FRESH, OLD, VERY_OLD = "fresh", "old", "very_old"
OLD_MONTHS, VERY_OLD_MONTHS = 6, 18


def checked(service: Service) -> date | None:
    """When the listing was last known right; None if that is not known."""
    return service.checked or service.organisation.checked


def stage(service: Service, today: date) -> str:
    """fresh; old (over 6 months: the age is said); very_old (over 18 months or not known)."""
    day = checked(service)
    if day is None or months(day, today) >= VERY_OLD_MONTHS:
        return VERY_OLD
    return OLD if months(day, today) >= OLD_MONTHS else FRESH


def months(day: date, today: date) -> int:
    """Whole months that are over, from the day after: 1 May to 1 November is not over 6 months."""
    full = (today.year - day.year) * 12 + today.month - day.month
    return full - (today.day <= day.day)
