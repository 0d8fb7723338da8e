"""All addresses of the console, one router an area. A test holds each to a role."""

from bot.console import (
    account,
    listings,
    manage_advisers,
    manage_organisations,
    manage_service,
    numbers,
    routes,
    safeguarding,
    saved,
    second,
    shifts,
    sign_in,
    talk,
    wishes,
)

ROUTERS = (
    sign_in.router,
    account.router,
    routes.console,
    talk.router,
    second.router,
    saved.router,
    safeguarding.router,
    manage_advisers.router,
    manage_organisations.router,
    manage_service.router,
    numbers.router,
    shifts.router,
    wishes.router,
    listings.listings,
)
