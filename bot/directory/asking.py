"""A search as it travels: the question and its results as ids and data, never a full postcode."""

from typing import Any

from bot.directory.open import Directory
from bot.directory.places import Place
from bot.directory.search import Wish

LIMIT = 3


def plan_of(directory: Directory, place: Place, wish: Wish, limit: int = LIMIT) -> dict[str, Any]:
    """Look for `wish` at `place` and write down what was asked and found.

    `place` is what may be kept: of a postcode, or the first part of one, only its borough.
    """
    found = directory.search(place, wish, limit)
    return {
        "place": kept_name(place),
        "near": place.is_point,
        "kind": wish.kind,
        "access": list(wish.access),
        "user_led": wish.user_led,
        "online": wish.online,
        "days": wish.days,
        "listings": [listing.service.id for listing in found.listings],
        "reach": [listing.reach for listing in found.listings],
        "kilometres": [listing.kilometres for listing in found.listings],
        "exact": found.exact,
        "more": found.more,
        "left_out": found.left_out,
        "shown": list(wish.skip),
    }


def wish_of_plan(plan: dict[str, Any]) -> Wish:
    """The question of a plan, to ask it again with something changed."""
    return Wish(
        kind=plan["kind"],
        access=tuple(plan["access"]),
        user_led=plan["user_led"],
        online=plan["online"],
        days=plan["days"],
    )


def kept_name(place: Place) -> str:
    """The name by which a place is remembered: a postcode is used and not kept."""
    if place.is_point:
        return place.borough
    return "anywhere" if place.kind == "anywhere" else place.name
