"""All addresses of the console, one router an area. A test holds each to a role."""

from bot.console import account, routes, sign_in

ROUTERS = (sign_in.router, account.router, routes.console)
