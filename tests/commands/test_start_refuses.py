"""What stops `alongside start`: one plain sentence that says what to do, and exit code 1."""

import errno
import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.commands import processes
from bot.commands.processes import free_port
from bot.commands.train import fingerprint
from bot.installation import open_storage
from bot.privacy.keys import make_keys
from bot.settings import Settings


@pytest.fixture
def taken() -> Iterator[str]:
    """A port that another program listens on."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield str(other.getsockname()[1])


@pytest.fixture
def a_file(tmp_path: Path) -> Path:
    """Below a file nobody can make a folder, not even root."""
    file = tmp_path / "file"
    file.write_text("")
    return file


@pytest.mark.parametrize("name", ["PORT", "RASA_PORT", "ACTIONS_PORT"])
def test_a_port_in_use(name: str, taken: str, alongside: Callable) -> None:
    said = alongside("start", **{name: taken}).sentence()
    assert said == (f"Port {taken} is in use by another program: stop it, or set ALONGSIDE_{name}.")


def test_an_address_that_this_machine_has_not(alongside: Callable) -> None:
    # 192.0.2.0/24 belongs to documentation (RFC 5737): no machine has it.
    for host in ("192.0.2.7", "no such host"):
        said = alongside("start", HOST=host).sentence()
        assert said == (f"This machine has no address {host}: correct or remove ALONGSIDE_HOST.")


def test_a_port_for_the_system_alone(alongside: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_why_not", lambda host, port: errno.EACCES)
    said = alongside("start", PORT="80").sentence()
    assert said == "Port 80 is for the system alone: set ALONGSIDE_PORT to one above 1023."


def test_a_full_disk(
    alongside: Callable, chosen: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(target: Path) -> int:
        raise OSError("Not enough free space to write 62086056 bytes")

    monkeypatch.setattr("bot.directory.postcodes.build", full)
    said = alongside("start").sentence()
    assert f"could not be written to {chosen.folder}: make room on the disk" in said


def test_a_disk_that_is_full_at_any_other_moment(
    alongside: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/a/file")

    monkeypatch.setattr("bot.commands.start.prepare", full)
    said = alongside("start").sentence()
    assert "(/a/file): No space left on device; make room on the disk" in said


def test_one_port_for_two_processes(alongside: Callable) -> None:
    port = str(free_port())
    said = alongside("start", PORT=port, ACTIONS_PORT=port).sentence()
    assert said == (
        f"Port {port} is set for two processes: "
        "give ALONGSIDE_ACTIONS_PORT another number than ALONGSIDE_PORT."
    )


@pytest.mark.parametrize("port", ["http", "-1", "0", "70000"])
def test_a_port_that_is_none(port: str, alongside: Callable) -> None:
    said = alongside("start", PORT=port).sentence()
    assert said.startswith("The setting ALONGSIDE_PORT is wrong")


@pytest.mark.parametrize(
    "hours", ["always", "Mon-Fri", "Mon 25:00-26:00", "Fri-Mon 10:00-16:00", "Mon 16:00-10:00"]
)
def test_opening_hours_that_cannot_be_read(hours: str, alongside: Callable) -> None:
    said = alongside("start", OPENING_HOURS=hours).sentence()
    assert "ALONGSIDE_OPENING_HOURS" in said and "must look like 'Mon-Fri 10:00-16:00" in said


def test_a_folder_that_cannot_be_made(a_file: Path, alongside: Callable) -> None:
    said = alongside("start", FOLDER=str(a_file / "var")).sentence()
    assert f"The folder {a_file / 'var'} cannot be written" in said and "ALONGSIDE_FOLDER" in said


@pytest.mark.parametrize("name", ["keys", "log"])
def test_a_file_in_place_of_a_folder(name: str, chosen: Settings, alongside: Callable) -> None:
    chosen.folder.mkdir()
    (chosen.folder / name).write_text("")
    said = alongside("start").sentence()
    assert f"The folder {chosen.folder / name} cannot be written" in said


def test_a_folder_for_models_that_cannot_be_made(
    a_file: Path, alongside: Callable, no_postcodes: None
) -> None:
    said = alongside("start", MODELS=str(a_file / "models")).sentence()
    assert "cannot be written" in said and "ALONGSIDE_MODELS" in said


def test_a_damaged_model(tmp_path: Path, alongside: Callable, no_postcodes: None) -> None:
    models = tmp_path / "models"
    models.mkdir()
    (models / "alongside.tar.gz").write_bytes(b"half a model")
    record = {"fingerprint": fingerprint(), "sha256": "of the whole model"}
    (models / "alongside.json").write_text(json.dumps(record))
    said = alongside("start", MODELS=str(models)).sentence()
    assert "is damaged: delete it and start again, and it is made anew" in said


def test_a_database_held_by_another_program(
    chosen: Settings, alongside: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.engine.BUSY_SECONDS", 0.1)
    make_keys(chosen.keys)
    database = open_storage(chosen)
    with database.begin() as session:
        session.execute(text("CREATE TABLE held (id INTEGER)"))
        said = alongside("start").sentence()
    database.close()
    assert "locked by another program: stop it, then try again" in said


def test_postgresql_that_does_not_answer(alongside: Callable) -> None:
    address = "postgresql://someone:secret@127.0.0.1:1/nothing"
    said = alongside("start", DATABASE_URL=address).sentence()
    assert "ALONGSIDE_DATABASE_URL" in said and "secret" not in said


@pytest.mark.parametrize("words", [["sing"], ["start", "--loudly"], ["chat", "--channel", "fax"]])
def test_a_wrong_call_has_its_own_exit_code(words: list[str], alongside: Callable) -> None:
    called = alongside(*words)
    assert called.code == 2 and "Traceback" not in called.err
