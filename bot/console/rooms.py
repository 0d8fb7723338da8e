"""All addresses of the console, one router an area. A test holds each to a role."""

from bot.console import account, listings, manage, routes, safeguarding, saved, sign_in, talk

ROUTERS = (
    sign_in.router,
    account.router,
    routes.console,
    talk.router,
    saved.router,
    safeguarding.router,
    manage.router,
    listings.listings,
)
