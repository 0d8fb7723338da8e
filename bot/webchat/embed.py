"""For other websites: a script that adds one link to the chat, and the organisation's own colour."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from bot.webchat.frame import gateway_of
from bot.webchat.pages import fragment
from bot.webchat.texts import LANGUAGES, gettext, speaking

pages = APIRouter()

OWN_COLOUR = "#1f4456"


@pages.get("/embed.js")
def script(request: Request) -> Response:
    """A few lines that put a link where the script stands. Nothing is stored or sent by it."""
    settings = gateway_of(request).settings
    labels = {code: _labels(code, settings.organisation) for code in LANGUAGES}
    text = fragment(
        "embed.js",
        labels=labels,
        colour=settings.chat_colour or OWN_COLOUR,
        address=settings.public_url + "/",
    )
    headers = {
        "Cache-Control": "public, max-age=3600",
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
    return Response(text, media_type="text/javascript", headers=headers)


def _labels(code: str, organisation: str) -> tuple[str, str]:
    with speaking(code):
        return (
            gettext("Chat with %(organisation)s", organisation=organisation),
            gettext("(opens in a new tab)"),
        )


@pages.get("/colour.css")
def colour(request: Request) -> Response:
    """The organisation's colour for buttons, where the page is light; the settings checked it."""
    chosen = gateway_of(request).settings.chat_colour or OWN_COLOUR
    rule = f"{{ --button: {chosen}; }}\n"
    text = (
        f"@media (prefers-color-scheme: light) {{ :root:not([data-theme]) {rule}}}\n"
        f"[data-theme=light], [data-theme=soft] {rule}"
    )
    return Response(text, media_type="text/css", headers={"Cache-Control": "public, max-age=3600"})
