"""`alongside directory ...`: bringing listings in, writing them out, and what to look at again."""

from pathlib import Path

from rich.console import Console

from bot.clock import Clock
from bot.directory import gather
from bot.directory.check import to_check
from bot.directory.export import export as write_csv
from bot.directory.load import read_folder
from bot.installation import open_storage
from bot.settings import settings

BY = "command line"


def bring_in(source: Path, console: Console) -> None:
    """Import from a folder of CSV files. Raises PlainError; then nothing is changed."""
    now = Clock().now()
    batch = read_folder(source, settings().folder / "postcodes.npy", now.date())
    with open_storage().begin() as session:
        summary = gather.bring_in(session, batch, now, BY)
    _tell(console, *summary.lines())


def export(folder: Path, console: Console) -> None:
    with open_storage().read() as session:
        organisations, services = write_csv(session, folder)
    _tell(console, f"Wrote {organisations} organisations and {services} services to {folder}.")


def check(console: Console) -> None:
    with open_storage().read() as session:
        _tell(console, *to_check(session, Clock().now().date()))


def _tell(console: Console, *lines: str) -> None:
    for line in lines:
        console.print(line, highlight=False, soft_wrap=True, markup=False)
