"""How the pages look and behave for one person: each setting, its choices, and its default.

The names and values stand as `data-` attributes on `<html>`; `chat.css` and the scripts do the rest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.webchat.texts import LANGUAGES


@dataclass(frozen=True)
class Setting:
    """One setting: the first of its values is the default."""

    name: str
    title: str
    choices: dict[str, str]
    """Value to its words."""
    note: str = ""

    @property
    def default(self) -> str:
        return next(iter(self.choices))


def _(text: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return text


GROUPS: dict[str, tuple[Setting, ...]] = {
    _("How it looks"): (
        Setting(
            "size",
            _("Size of the text"),
            {
                "normal": _("Normal"),
                "large": _("Large"),
                "larger": _("Larger"),
                "largest": _("Largest"),
            },
        ),
        Setting(
            "spacing",
            _("Space between letters and lines"),
            {"normal": _("Normal"), "wide": _("Wide")},
        ),
        Setting(
            "width",
            _("Length of the lines"),
            {"normal": _("Normal"), "narrow": _("Short"), "wide": _("As wide as the window")},
        ),
        Setting(
            "theme",
            _("Colours"),
            {
                "auto": _("As your device has them"),
                "light": _("Dark text on white"),
                "soft": _("Dark text on cream"),
                "dark": _("Light text on black"),
                "contrast": _("Yellow text on black"),
            },
        ),
        Setting(
            "font",
            _("Shape of the letters"),
            {
                "system": _("As your device has them"),
                "atkinson": _("Letters that are easy to tell apart (Atkinson Hyperlegible)"),
                "dyslexic": _("Letters with a heavy foot (OpenDyslexic)"),
            },
        ),
        Setting(
            "look",
            _("Boxes and colours"),
            {"full": _("With boxes and colours"), "plain": _("Plain text only")},
        ),
    ),
    _("How it answers"): (
        Setting(
            "answers",
            _("Words"),
            {"plain": _("Ordinary words"), "easy_read": _("Easy Read: short lines")},
        ),
        Setting(
            "pictures",
            _("Pictures in Easy Read"),
            {"yes": _("With pictures"), "no": _("Without pictures")},
        ),
        Setting(
            "language",
            _("Language of these pages"),
            dict(LANGUAGES),
            _("The answers themselves are in English."),
        ),
    ),
    _("When a message comes"): (
        Setting(
            "announce",
            _("If you use a screen reader"),
            {
                "all": _("Read new messages out"),
                "one": _("Only say that there is a new message"),
                "off": _("Say nothing"),
            },
        ),
        Setting("sound", _("Sound"), {"off": _("No sound"), "on": _("A short sound")}),
        Setting(
            "aloud",
            _("Voice of this device"),
            {"off": _("Do not read aloud"), "on": _("Read new messages aloud")},
            _("Leave this off if you use a screen reader."),
        ),
    ),
    _("How you write"): (
        Setting(
            "enter",
            _("The Enter key"),
            {"line": _("Makes a new line"), "send": _("Sends the message")},
        ),
        Setting(
            "leaving",
            _("Keys that leave the page at once"),
            {
                "both": _("Esc or Shift, three times"),
                "esc": _("Only Esc, three times"),
                "none": _("No keys, only the button"),
            },
            _("Some screen readers and switches use the Shift key too."),
        ),
    ),
    _("This device"): (
        Setting(
            "device",
            _("Who uses this device?"),
            {
                "shared": _("Other people use it too"),
                "own": _("Only I use it"),
            },
            _(
                "On a shared device your chat is shut when you close the browser, "
                "or after 20 hours without use. On your own device it stays open for 30 days."
            ),
        ),
    ),
}
SETTINGS = {s.name: s for group in GROUPS.values() for s in group}
NOT_KEPT_HERE = {"answers", "device"}
"""The words of answers belong to the person's talk on every channel; the device to the device."""


def chosen(kept: Mapping[str, str]) -> dict[str, str]:
    """A value for every setting: what was kept if it is one of the choices, else the default."""
    return {
        name: kept[name] if kept.get(name) in setting.choices else setting.default
        for name, setting in SETTINGS.items()
    }


def attributes(display: Mapping[str, str]) -> dict[str, str]:
    """What differs from the default, for `<html>`."""
    return {
        name: display[name]
        for name, setting in SETTINGS.items()
        if display.get(name, setting.default) != setting.default
    }
