"""The starter directory that comes with the project, loaded into an empty installation."""

from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot.directory.gather import Summary, bring_in
from bot.directory.load import read_folder


def load(session: Session, folder: Path, table: Path, now: datetime) -> Summary:
    """Bring in the CSV files of `folder`: the same ids each time, so that again changes nothing."""
    return bring_in(session, read_folder(folder, table, now.date()), now, "starter directory")
