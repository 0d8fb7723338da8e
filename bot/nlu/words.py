"""The word lists the entity components look names up in."""

from functools import cache

import yaml

from bot.settings import PROJECT


@cache
def terms() -> dict[str, dict[str, list[str]]]:
    """Entity -> value -> phrases in lower case; `programme` holds the schemes of the past."""
    data = PROJECT / "data"
    words = yaml.safe_load((data / "terms.yml").read_text("utf-8"))
    schemes = yaml.safe_load((data / "programmes.yml").read_text("utf-8"))
    words["programme"] = {
        scheme["name"]: sorted({a.lower() for a in (scheme["name"], *scheme.get("aliases", ()))})
        for scheme in schemes
        if scheme["status"] != "running"
    }
    return words
