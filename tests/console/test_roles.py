"""Which role reaches which address. The table of roles is written here a second time, on purpose."""

import re

import pytest

from bot.cases.models import Adviser
from bot.cases.roles import ALLOWED, Action, Role, may
from bot.console import rooms

EVERYBODY = {"adviser", "lead", "organisation_manager", "service_manager"}
WHO = {
    "own_account": EVERYBODY,
    "answer": EVERYBODY,
    "edit_listings": EVERYBODY,
    "publish_listings": EVERYBODY - {"adviser"},
    "look_over": EVERYBODY - {"adviser"},
    "manage_organisation": {"organisation_manager", "service_manager"},
    "manage_service": {"service_manager"},
}
OPEN = {
    ("GET", "/console/static/{name}"),
    ("GET", "/console/sign-in"),
    ("POST", "/console/sign-in"),
    ("POST", "/console/passkey/options"),
    ("POST", "/console/passkey/sign-in"),
    ("GET", "/console/sign-in/{token}"),
    ("POST", "/console/sign-in/{token}"),
    ("GET", "/console/events"),
}
"""Addresses outside the table: they let nobody in by themselves, or check the cookie by hand."""

ROUTES = [
    (method, route.path, [getattr(d.call, "action", None) for d in route.dependant.dependencies])
    for router in rooms.ROUTERS
    for route in router.routes
    for method in sorted(route.methods - {"HEAD"})
]
GUARDED = [(m, path, *actions) for m, path, actions in ROUTES if (m, path) not in OPEN]


def test_the_table_of_roles():
    assert {str(a): {str(r) for r in Role if a in ALLOWED[r]} for a in Action} == WHO


@pytest.mark.parametrize("route", ROUTES, ids=lambda r: f"{r[0]} {r[1]}")
def test_every_address_belongs_to_one_action(route):
    method, path, actions = route
    assert len([a for a in actions if a]) == (0 if (method, path) in OPEN else 1)


def test_the_open_addresses_are_all_there():
    assert OPEN <= {(method, path) for method, path, _ in ROUTES}


@pytest.fixture
def browsers(house):
    return {role: house.adviser(f"Somebody {n}", role) for n, role in enumerate(Role)}


def test_every_role_reaches_what_it_may_and_nothing_else(house, browsers):
    for method, path, action in GUARDED:
        address = re.sub(r"\{\w+\}", "none", path)
        for role, browser in browsers.items():
            if (method, path) == ("POST", "/console/sign-out"):
                continue
            data = {"form_token": browser.form_token()} if method == "POST" else None
            response = browser.client.request(method, address, data=data)
            refused = "Your role does not include this" in response.text
            assert refused == (role not in WHO[action]), (role, method, path)
            assert not refused or response.status_code == 403
        nobody = house.browser().client.request(method, address)
        assert nobody.status_code == 401, (method, path)


def test_a_form_from_elsewhere_is_refused_everywhere(house, browsers):
    browser = browsers[Role.SERVICE_MANAGER]
    for method, path, _ in GUARDED:
        if method == "POST":
            address = re.sub(r"\{\w+\}", "none", path)
            assert browser.client.post(address, data={"form_token": "x"}).status_code == 403, path


def test_a_role_that_is_not_known_and_a_disabled_adviser_may_do_nothing(house):
    now = house.clock.now()
    assert not may(Adviser(role="emperor"), Action.OWN_ACCOUNT)
    assert not may(Adviser(role=Role.SERVICE_MANAGER, disabled=now), Action.ANSWER)
