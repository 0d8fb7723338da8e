"""`alongside doctor`: is everything there, and what do the settings mean?"""

import sys

from rich.console import Console
from rich.table import Column, Table

from bot.cases.hours import Hours
from bot.commands.processes import actions_child, gateway_child, port_is_free, rasa_child
from bot.commands.train import is_fresh, model_file
from bot.errors import PlainError
from bot.privacy.keys import load_keys
from bot.settings import Settings


def settings_rows() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting; never a value, which may be a secret."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default
        if hasattr(default, "get_secret_value"):
            default = default.get_secret_value()
        shown = "(none)" if default in (None, "") else str(default)
        rows.append((f"ALONGSIDE_{name.upper()}", shown, field.description or ""))
    return rows


def print_settings(console: Console) -> None:
    table = Table(Column("setting", no_wrap=True), "default", "meaning")
    for row in settings_rows():
        table.add_row(*row)
    console.print(table)


def settings_markdown() -> str:
    """The page `docs/settings.md`; a test compares it with what this returns."""
    lines = [
        "# Settings",
        "",
        "Environment variables, or lines in a file `.env` in the project's folder. None is needed to",
        "start. `uv run alongside doctor --settings` prints this table.",
        "",
        "| setting | default | meaning |",
        "|---|---|---|",
    ]
    for name, default, meaning in settings_rows():
        shown = default if default == "(none)" else f"`{default}`"
        lines.append(f"| `{name}` | {shown} | {meaning} |")
    return "\n".join(lines) + "\n"


def doctor(settings: Settings, console: Console) -> bool:
    """Print what is right and what is not; True if the service could start."""
    good = True
    for name, look in (
        ("Python", _python),
        ("opening hours", _hours),
        ("keys", _keys),
        ("database", _database),
        ("model", _model),
        ("processes", _processes),
    ):
        try:
            console.print(f"{name}: {look(settings)}", highlight=False, soft_wrap=True)
        except PlainError as error:
            good = False
            console.print(f"{name}: {error}", highlight=False, soft_wrap=True)
    return good


def _python(settings: Settings) -> str:
    return f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"


def _hours(settings: Settings) -> str:
    return Hours.parse(settings.opening_hours).words


def _keys(settings: Settings) -> str:
    if not settings.keys.exists():
        return "not made yet; 'make start' makes them"
    load_keys(settings.keys)
    return "all there, readable by their owner only"


def _database(settings: Settings) -> str:
    from bot.installation import open_storage

    if not settings.keys.exists():
        return "not made yet; 'make start' makes it"
    open_storage(settings).close()
    return "opens with its key"


def _model(settings: Settings) -> str:
    if is_fresh(settings):
        return f"{model_file(settings)} fits the training data"
    return "missing or older than the training data; 'make start' trains"


def _processes(settings: Settings) -> str:
    said = []
    for make, port in (
        (gateway_child, settings.port),
        (rasa_child, settings.rasa_port),
        (actions_child, settings.actions_port),
    ):
        if not settings.folder.exists():
            return "not running"
        child = make(settings)
        running = "running" if child.ready() else "stopped"
        if running == "stopped" and not port_is_free("127.0.0.1", port):
            raise PlainError(f"port {port} is in use by another program")
        said.append(f"{child.name} {running}")
    return ", ".join(said)
