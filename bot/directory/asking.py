"""A search as it travels: the question and its results as ids and data, never a full postcode."""

from dataclasses import replace
from typing import Any

from bot.directory.fitting import GROUPS, About, groups, is_meant_for, why_not
from bot.directory.models import Service
from bot.directory.open import Directory
from bot.directory.places import Place
from bot.directory.search import Wish

LIMIT = 3
WIDER = 9
"""Further services that are looked through for what fits a person who told of themselves."""


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


def fitted(
    directory: Directory, place: Place, plan: dict[str, Any], about: About
) -> dict[str, Any]:
    """The plan with what is not for this person last, and what is for people like them first.

    `unfit` says of each listing that is not for them why; what fits fills the places.
    """
    wish = wish_of_plan(plan)
    # Who asks for help of a group belongs to it, or asks for somebody who does.
    asked = tuple(name for name in GROUPS if plan["kind"].startswith(name))
    about = replace(about, is_in=(*about.is_in, *asked)) if about.is_in else about
    shown = tuple(dict.fromkeys((*plan["shown"], *plan["listings"])))
    further = plan_of(directory, place, replace(wish, skip=shown), WIDER)
    known = {}
    for each in (plan, further):
        for id, reach, far in zip(each["listings"], each["reach"], each["kilometres"], strict=True):
            known.setdefault(id, (reach, far))
    services = directory.services(list(known))
    why = {service.id: why_not(service, about) for service in services}
    fit = [s for s in services if not why[s.id]]
    meant = [s.id for s in fit if is_meant_for(s, about)]
    rest = [s.id for s in fit if s.id not in meant]
    # An internship for blind people helps few of those who ask from anywhere.
    few = [s.id for s in fit if s.id in rest and is_narrow(s, known[s.id][0], plan["kind"])]
    order = [*meant, *(i for i in rest if i not in few), *few]
    ids = order[: len(plan["listings"]) or LIMIT] or plan["listings"]
    left = [i for i in plan["listings"] if i not in ids]
    return {
        **plan,
        "listings": ids,
        "reach": [known[i][0] for i in ids],
        "kilometres": [known[i][1] for i in ids],
        "more": plan["more"] + further["more"] + max(0, len(order) - len(ids)),
        "unfit": {i: why[i] for i in (*ids, *left) if why.get(i)},
    }


def is_narrow(service: Service, reach: str, kind: str) -> bool:
    """True if it works from afar and only for a group that was not asked for."""
    only = groups(service) if reach == "anywhere" else ()
    return bool(only) and not any(kind.startswith(name) for name in only)


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
