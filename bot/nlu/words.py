"""The word lists the entity components look names up in."""

from functools import cache

import yaml

from bot.directory.places import Places
from bot.settings import PROJECT, settings


@cache
def places() -> Places:
    """The gazetteer, with the postcode table of this installation if it has been built."""
    return Places(PROJECT / "data" / "places", settings().folder / "postcodes.npy")


@cache
def terms() -> dict[str, dict[str, list[str]]]:
    """Entity -> value -> phrases in lower case, schemes included."""
    data = PROJECT / "data"
    words = yaml.safe_load((data / "terms.yml").read_text("utf-8"))
    schemes = yaml.safe_load((data / "programmes.yml").read_text("utf-8"))
    words["programme"] = {
        scheme["id"]: sorted({a.lower() for a in (scheme["name"], *scheme.get("aliases", ()))})
        for scheme in schemes
    }
    return words
