"""The `alongside` command. Each command's work is in `bot.commands`; here are names and options."""

import errno
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bot.cases.roles import Role
from bot.errors import PlainError
from bot.settings import settings

console = Console(stderr=True)
out = Console()

app = typer.Typer(
    help="An assistant that disabled jobseekers can message, and the console for peer advisers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
)
directory = typer.Typer(help="The local directory.", no_args_is_help=True)
adviser = typer.Typer(help="The advisers who answer from the console.", no_args_is_help=True)
app.add_typer(directory, name="directory")
app.add_typer(adviser, name="adviser")

FileOf = Annotated[
    Path, typer.Argument(exists=True, dir_okay=False, help="One JSON object a line.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


@app.command()
def start() -> None:
    """Start the gateway, Rasa and the action server, and print the links."""
    from bot.commands.start import start

    start(settings(), out)


@app.command()
def train(
    force: Annotated[bool, typer.Option(help="Train even if nothing changed.")] = False,
) -> None:
    """Train Rasa if its data or configuration changed."""
    from bot.commands import train as training
    from bot.commands.passages import read_passages

    if not force and training.is_usable(settings()):
        out.print("The model fits the training data; nothing to do.")
    else:
        training.train(settings(), out, force=force)
    read_passages(settings(), out)


@app.command()
def check() -> None:
    """Check content, facts, directory, training data and domain."""
    from bot.commands.check import check

    if not check(out):
        raise typer.Exit(1)


@app.command()
def preview(
    answer: Annotated[str, typer.Argument(help="The id of an answer, such as atw_what.")],
    day: Annotated[str, typer.Option(help="As on this day, such as 2027-04-06.")] = "",
) -> None:
    """Show an answer in all its forms, as each channel will show them."""
    from datetime import date

    from bot.commands.preview import preview

    try:
        today = date.fromisoformat(day) if day else date.today()
    except ValueError:
        raise typer.BadParameter("--day must be a day such as 2027-04-06") from None
    for line in preview(settings(), answer, today):
        out.print(line, highlight=False, soft_wrap=True, markup=False)


@app.command()
def chat(
    channel: Annotated[str, typer.Option(help="web, sms or telegram")] = "web",
    as_json: AsJson = False,
) -> None:
    """Talk in the terminal through the whole way of a message."""
    from bot.channels.base import CHANNELS
    from bot.commands.chat import chat

    if channel not in CHANNELS:
        raise typer.BadParameter("choose web, sms or telegram")
    chat(settings(), channel, as_json, console)


@app.command()
def replay(
    file: FileOf, out: Annotated[Path | None, typer.Option(help="Write the results here.")] = None
) -> None:
    """Run whole conversations through gateway, Rasa and actions."""
    from bot.commands.replay import replay

    replay(settings(), file, out, console)


@app.command()
def evaluate(
    file: FileOf,
    as_json: AsJson = False,
    report: Annotated[
        Path | None, typer.Option("--report", help="Folder for the pictures.", metavar="DIR")
    ] = None,
) -> None:
    """Intent and entity figures on labelled messages; with --report pictures of them too."""
    from bot.commands.evaluate import evaluate

    evaluate(settings(), file, as_json, out if not as_json else console, report)


@app.command()
def doctor(
    meanings: Annotated[bool, typer.Option("--settings", help="List all settings.")] = False,
) -> None:
    """Say what is right and what is not."""
    from bot.commands import doctor as looking

    if meanings:
        looking.print_settings(out)
    elif not looking.doctor(settings(), out):
        raise typer.Exit(1)


@app.command()
def channels(
    resume: Annotated[
        str, typer.Option(help="Let the messages of sms or telegram leave again.")
    ] = "",
) -> None:
    """What texts and Telegram cost today, what hangs, and which alarms are raised."""
    from bot.commands import channels as looking
    from bot.installation import open_storage

    database = open_storage()
    if resume:
        looking.resume(database, resume)
    looking.channels(settings(), database, out)


@app.command("fake-carriers")
def fake_carriers() -> None:
    """Run a fake Twilio and Telegram with two phones in the browser (make start does it too)."""
    from bot.commands.fake_carriers import fake_carriers

    fake_carriers(settings(), out)


@directory.command("import")
def directory_import(
    source: Annotated[
        str,
        typer.Argument(
            help="Address of an Open Referral UK feed, a folder with our CSV files, or JSON files."
        ),
    ],
    dry_run: Annotated[
        bool, typer.Option(help="Say what would change, and change nothing.")
    ] = False,
) -> None:
    """Bring in a directory, all or nothing; listings that are gone from it are archived."""
    from bot.commands import directory

    directory.bring_in(source, out, dry_run)


@directory.command("export")
def directory_export(
    folder: Annotated[Path, typer.Argument(help="Folder to write to.")],
) -> None:
    """Write the directory as CSV files and in Open Referral UK, as `import` reads them."""
    from bot.commands import directory

    directory.export(folder, out)


@directory.command("check")
def directory_check() -> None:
    """List what to check again first."""
    from bot.commands import directory

    directory.check(out)


@adviser.command("add")
def adviser_add(
    name: str,
    role: Annotated[
        Role, typer.Option(help="What they may do in the console, from least to most.")
    ] = Role.ADVISER,
) -> None:
    """Add an adviser and print a link that signs them in once."""
    from bot.cases import advisers

    _with_link(name, lambda session, now: advisers.add_adviser(session, name, now, role))


@adviser.command("link")
def adviser_link(name: str) -> None:
    """Print a new sign-in link for an adviser."""
    from bot.cases import advisers

    _with_link(name, lambda session, now: advisers.known(session, name))


@adviser.command("disable")
def adviser_disable(name: str) -> None:
    """End an adviser's sessions and links at once."""
    from bot.app import make_gateway
    from bot.cases import advisers
    from bot.console.work import put_back_all

    gateway = make_gateway()
    with gateway.database.begin() as session:
        gone = advisers.disable(session, name, gateway.clock.now())
    count = put_back_all(gateway, gone)
    out.print(f"{name} can no longer sign in. Cases put back into the queue: {count}.")


def _with_link(name: str, find) -> None:
    from bot.cases import advisers
    from bot.clock import Clock
    from bot.installation import open_storage

    now = Clock().now()
    with open_storage().begin() as session:
        token = advisers.new_link(session, find(session, now), now)
    out.print(f"{settings().public_url}/console/sign-in/{token}", soft_wrap=True, highlight=False)
    out.print("The link works once, within 24 hours.")


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> None:
    """Exit code 0: done; 1: something to put right, said in one sentence; 2: a wrong call."""
    # A polite request to end lets every command put away what it made; `start` has its own way.
    signal.signal(signal.SIGTERM, _end)
    try:
        app()
    except PlainError as error:
        _say_and_end(f"{error}")
    except OSError as error:
        if error.errno not in NO_ROOM_OR_RIGHT:
            raise
        where = f" ({error.filename})" if error.filename else ""
        _say_and_end(
            f"A file could not be written or read{where}: {error.strerror}; "
            "make room on the disk, or give its owner the right to."
        )


NO_ROOM_OR_RIGHT = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES)


def _say_and_end(sentence: str) -> NoReturn:
    console.print(sentence, style="bold", highlight=False, soft_wrap=True, markup=False)
    sys.exit(1)


if __name__ == "__main__":
    main()
