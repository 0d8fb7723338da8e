"""`alongside directory ...` as an operator calls it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import PROJECT

STARTER = PROJECT / "data" / "services"


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Path:
    """A folder with keys and an empty, migrated database."""
    from bot.privacy.keys import load_keys, make_keys
    from bot.settings import Settings
    from bot.storage.engine import open_database
    from bot.storage.migrate import migrate

    folder = tmp_path_factory.mktemp("installation")
    settings = Settings(_env_file=None, folder=folder)
    make_keys(settings.keys)
    database = open_database(None, folder / "alongside.db", load_keys(settings.keys).database)
    migrate(database)
    database.close()
    return folder


def call(folder: Path, *words: str) -> subprocess.CompletedProcess:
    code = "from bot.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, "directory", *words], cwd=PROJECT,
        env={"ALONGSIDE_FOLDER": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True, text=True,
    )  # fmt: skip


def test_in_out_and_in_again(installation, tmp_path):
    first = call(installation, "import", str(STARTER), "--dry-run")
    assert first.returncode == 0 and "Services: 127 new, 0 changed, 0 gone" in first.stdout
    assert "Nothing was changed: this was a trial." in first.stdout
    first = call(installation, "import", str(STARTER))
    assert "Services: 127 new, 0 changed, 0 gone, 0 the same." in first.stdout
    out = call(installation, "export", str(tmp_path / "out"))
    assert out.returncode == 0 and "105 organisations and 127 services" in out.stdout
    page = json.loads((tmp_path / "out" / "open-referral.json").read_text())
    assert page["total_items"] == 127
    for source in (tmp_path / "out", tmp_path / "out" / "open-referral.json"):
        again = call(installation, "import", str(source))
        assert "Services: 0 new, 0 changed, 0 gone, 127 the same." in again.stdout
    told = call(installation, "check")
    assert told.returncode == 0 and "never checked" in told.stdout


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("http://127.0.0.1:9/feed", "which is private"),
        ("ftp://example.org/feed", "by http or https only"),
        ("/no/such/folder", "is missing"),
    ],
)
def test_a_wrong_source_is_one_plain_sentence_and_exit_code_1(installation, source, says):
    done = call(installation, "import", source)
    assert done.returncode == 1 and says in done.stderr and "Traceback" not in done.stderr


def test_a_wrong_call_is_exit_code_2(installation):
    assert call(installation, "import").returncode == 2
    assert call(installation, "export").returncode == 2
