"""Days of the week as people name them when they look for something."""

import re

DAYS = {
    "MO": "mon", "TU": "tue", "WE": "wed", "TH": "thu", "FR": "fri", "SA": "sat", "SU": "sun",
}  # fmt: skip
DAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|urs?|ur)?(?:days?)?\b")
_NAMED = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_LOOKED_FOR = re.compile(
    rf"\b{_NAMED}s\b|\bon an? {_NAMED}\b|\b(?:open|every|any|each) (?:on )?{_NAMED}\b"
    rf"|\b(?:clubs?|groups?|sessions?|open|something|anything|one|advice|services?)\b.{{0,40}}\bon {_NAMED}\b"
    rf"|\b{_NAMED} (?:mornings?|afternoons?|evenings?|club|group|session)\b|\bweekends\b|\bat (?:the )?weekend\b"
)


def days_in(plain: str) -> str:
    """The days of the week that are named, as `MO,TH`; a weekend is both."""
    found = [code for code, name in DAYS.items() if name in DAY.findall(plain)]
    if "weekend" in plain:
        found += ["SA", "SU"]
    return ",".join(found)


def days_looked_for(text: str) -> str:
    """The days on which something should be open: `job club on Saturdays`, not `since Saturday`."""
    plain = text.lower()
    return days_in(plain) if _LOOKED_FOR.search(plain) else ""
