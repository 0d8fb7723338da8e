"""`alongside directory ...`: bringing listings in, writing them out, and what to look at again."""

from contextlib import closing
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from bot.clock import Clock
from bot.directory import feed, gather
from bot.directory.check import to_check
from bot.directory.export import export as write_csv
from bot.directory.fetch import Fetcher
from bot.directory.gather import Batch
from bot.directory.load import read_folder
from bot.errors import PlainError
from bot.installation import open_storage
from bot.settings import settings

BY = "command line"
OPEN_REFERRAL_FILE = "open-referral.json"


def bring_in(source: str, console: Console, dry_run: bool = False) -> None:
    """Import from a feed's address, a folder or a file. Raises PlainError; then nothing is changed."""
    now = Clock().now()
    with Progress(console=console, transient=True) as progress:
        reading = progress.add_task("Reading", total=None)
        batch = _read(
            source,
            lambda done, total: progress.update(reading, completed=done, total=total or None),
        )
        storing = progress.add_task("Storing", total=len(batch.services))
        with open_storage().begin() as session:
            summary = gather.bring_in(
                session, batch, now, BY, lambda done, _: progress.update(storing, completed=done)
            )
            if dry_run:
                session.rollback()
    _tell(
        console, *summary.lines(), *(["Nothing was changed: this was a trial."] if dry_run else [])
    )


def _read(source: str, progress: feed.Progress) -> Batch:
    table = settings().folder / "postcodes.npy"
    if "://" in source:
        with closing(Fetcher()) as fetcher:
            return feed.read_address(source, fetcher, table, progress)
    path = Path(source)
    if path.is_file():
        return feed.read_files([path], table)
    if (path / "organisations.csv").exists() or not list(path.glob("*.json")):
        return read_folder(path, table, Clock().london().date())
    return feed.read_files(list(path.glob("*.json")), table)


def export(folder: Path, console: Console) -> None:
    """Write the directory both ways: our CSV files and one file in Open Referral UK."""
    try:
        with open_storage().read() as session:
            organisations, services = write_csv(session, folder)
            base = f"{settings().public_url}/api/open-referral"
            feed.write_file(session, folder / OPEN_REFERRAL_FILE, base)
    except OSError as error:
        raise PlainError(f"The folder {folder} cannot be written ({error.strerror}).") from None
    _tell(
        console,
        f"Wrote {organisations} organisations and {services} services to {folder}: "
        f"CSV files, and {OPEN_REFERRAL_FILE} in Open Referral UK.",
    )


def check(console: Console) -> None:
    with open_storage().read() as session:
        _tell(console, *to_check(session, Clock().london().date()))


def _tell(console: Console, *lines: str) -> None:
    for line in lines:
        console.print(line, highlight=False, soft_wrap=True, markup=False)
