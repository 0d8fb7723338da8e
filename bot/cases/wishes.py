"""How an adviser wants the console: what tells them of what, how it looks, how replies leave."""

from dataclasses import dataclass, field, fields

from bot.cases.models import Adviser

KINDS = {
    "waiting": "Somebody new waits",
    "urgent": "Somebody may be in danger",
    "message": "A new message in another of your talks",
    "review": "A reply waits for a second pair of eyes",
}
"""What there are notices of."""
WAYS = {
    "speech": "Say it (screen readers)",
    "sound": "Play a short sound",
    "desktop": "Show a notice of the browser",
    "email": "Send me an email",
    "telegram": "Write to me on Telegram",
}
AWAY_WAYS = ("email", "telegram")
"""Ways that reach somebody who has no page open."""
SIZES = {"": "As the browser has it", "large": "Larger", "largest": "Largest"}
SPACES = {"": "Usual", "wide": "More space between lines and words"}
THEMES = {"": "As my device has it", "light": "Light", "dark": "Dark"}
DENSITIES = {"": "Roomy", "dense": "Close together"}
SPOKEN = {"": "Each message whole", "short": "Only that there is one"}
CHOICES = {"size": SIZES, "space": SPACES, "theme": THEMES, "density": DENSITIES, "spoken": SPOKEN}
DEFAULT_WAYS = {kind: ["speech"] for kind in KINDS}


@dataclass(frozen=True)
class Wishes:
    """What is not in the adviser's row has its default."""

    hide_words: bool = False
    """Messages are hidden until asked for, one by one."""
    undo: bool = True
    """A reply may be taken back for some seconds before it leaves."""
    ctrl_enter: bool = False
    """Ctrl and Enter together send a reply."""
    quiet: bool = False
    """Do not disturb: no notice of any kind, on no way."""
    digest: bool = False
    """A lead gets a summary of the day before by email."""
    simple: bool = False
    """Talks open one at a time with nothing else on the page."""
    size: str = ""
    space: str = ""
    theme: str = ""
    density: str = ""
    spoken: str = ""
    ways: dict[str, list[str]] = field(default_factory=lambda: DEFAULT_WAYS)

    def of(self, way: str) -> list[str]:
        """The kinds of news that come this way; none while the adviser is not to be disturbed."""
        return [] if self.quiet else [k for k in KINDS if way in self.ways.get(k, [])]


def wishes_of(adviser: Adviser) -> Wishes:
    """Whatever stands in the row, these are wishes that hold."""
    kept, known = adviser.settings or {}, {}
    for one in fields(Wishes):
        value = kept.get(one.name)
        if one.type in (bool, "bool") and isinstance(value, bool):
            known[one.name] = value
        elif one.name in CHOICES and value in CHOICES[one.name]:
            known[one.name] = value
        elif one.name == "ways" and isinstance(value, dict):
            known["ways"] = {k: [w for w in value.get(k, []) if w in WAYS] for k in KINDS}
    return Wishes(**known)
