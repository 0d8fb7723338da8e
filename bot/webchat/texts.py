"""Texts of the pages in the person's language: gettext catalogues under `locale/`.

English is written where it is used and is the key; other languages stand in `locale/*/webchat.po`.
The catalogue is read as it is: there is no compiled file that could be older than its source.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

LOCALES = Path(__file__).parent / "locale"
ENGLISH = "en"
LANGUAGES = {ENGLISH: "English", "cy": "Cymraeg"}
"""Languages of the pages, each by its own name."""
TAGS = {ENGLISH: "en-GB", "cy": "cy"}
"""What stands in `lang`."""

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Texts made inside are in this language; English if there is no such catalogue."""
    token = _language.set(language if language in LANGUAGES else ENGLISH)
    try:
        yield
    finally:
        _language.reset(token)


def language() -> str:
    """The language texts are made in now."""
    return _language.get()


@cache
def catalogue(code: str) -> dict[str, str]:
    """English to another language. No plural forms: texts with numbers are made to need none."""
    with (LOCALES / code / "LC_MESSAGES" / "webchat.po").open("rb") as file:
        return {m.id: m.string for m in read_po(file, locale=code) if m.id and m.string}


def gettext(text: str, **values: object) -> str:
    """The text in the language of now, with its `%(name)s` filled in."""
    code = _language.get()
    found = text if code == ENGLISH else catalogue(code).get(text, text)
    return found % values if values else found


def wished(accept_language: str) -> str:
    """The language a browser asks for first, if the pages speak it."""
    first = accept_language.split(",")[0].partition(";")[0].strip().lower()
    code = first.partition("-")[0]
    return code if code in LANGUAGES else ENGLISH
