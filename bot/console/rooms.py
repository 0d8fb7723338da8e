"""All addresses of the console, one router an area. A test holds each to a role."""

from bot.console import routes

ROUTERS = (routes.console,)
