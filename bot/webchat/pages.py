"""Pages: Jinja2 templates with everything escaped, and the few static files of our own.

The console makes its pages here too; templates are looked for in both rooms.
"""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from bot.conversations.easy_read import PICTURES, pictures
from bot.webchat.texts import ENGLISH, TAGS, gettext, language
from bot.webchat.tongues import RIGHT_TO_LEFT
from bot.webchat.words import element

ROOMS = (Path(__file__).parent, Path(__file__).parent.parent / "console")
TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True)
class Asset:
    """A static file as it is sent. `version` changes with its content, so it may be kept long."""

    content: bytes
    packed: bytes
    """The same, compressed with gzip; empty where that saves nothing."""
    media_type: str
    version: str


@cache
def assets() -> dict[str, Asset]:
    """Every static file of the web chat by name; nothing outside this list is ever served.

    The drawings of Easy Read are among them, as `picture-<name>.svg`.
    """
    files = {file.name: file for file in sorted((ROOMS[0] / "static").iterdir())}
    files |= {f"picture-{file.name}": file for file in sorted(PICTURES.glob("*.svg"))}
    found: dict[str, Asset] = {}
    for name, file in files.items():
        if media_type := TYPES.get(file.suffix):
            content = file.read_bytes()
            version = hashlib.sha256(content).hexdigest()[:12]
            # Fonts are compressed already.
            packed = b"" if file.suffix == ".woff2" else gzip.compress(content, mtime=0)
            found[name] = Asset(content, packed, media_type, version)
    return found


def static(name: str) -> str:
    """The address of a static file; it changes when the file does."""
    return f"/static/{name}?v={assets()[name].version}"


def picture(name: str) -> dict[str, str] | None:
    """Address and text alternative of a drawing; None if there is none of this name."""
    if f"picture-{name}.svg" not in assets():
        return None
    return {"url": static(f"picture-{name}.svg"), "alt": pictures()[name]}


_templates = Environment(
    loader=FileSystemLoader([room / "templates" for room in ROOMS]),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)
_templates.globals.update(
    static=static,
    picture=picture,
    right_to_left=RIGHT_TO_LEFT,
    _=gettext,
    # Read anew for every page: the language is the person's.
    lang=lambda: TAGS[language()],
    foreign=lambda: language() != ENGLISH,
    # What is English in every language of the pages: answers, and the words of an organisation.
    english=lambda: "" if language() == ENGLISH else Markup(f' lang="{TAGS[ENGLISH]}"'),
    in_english=lambda words: (
        words if language() == ENGLISH else element("span", escape(words), TAGS[ENGLISH])
    ),
)


def page(
    template_name: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **values: object,
) -> HTMLResponse:
    """A whole page. Values a template does not get count as empty."""
    # Under `no-referrer` a browser sends `Origin: null` with our own forms too, and a post of
    # another site could not be told from one of ours.
    sent = {"Referrer-Policy": "same-origin", **(headers or {})}
    return HTMLResponse(fragment(template_name, **values), status, sent)


def fragment(template_name: str, **values: object) -> str:
    """A template as text, for a part of a page."""
    return _templates.get_template(template_name).render(values)
