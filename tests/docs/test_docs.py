"""What README.md and the pages tell a reader to call exists, and their links lead somewhere."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.train import quiet_environment
from bot.settings import PROJECT

PAGES = sorted([PROJECT / "README.md", *(PROJECT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
PATH = re.compile(r"`((?:actions|bench|bot|data|deploy|docs|policies|tests)/[\w./-]*)`")


def name(page: Path) -> str:
    return str(page.relative_to(PROJECT))


def commands(page: Path) -> list[str]:
    """The command lines of the page's `sh` blocks."""
    blocks = BLOCK.findall(page.read_text("utf-8"))
    lines = (line.partition(" #")[0].strip() for block in blocks for line in block.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


COMMANDS = [(name(page), line) for page in PAGES for line in commands(page)]


@pytest.mark.parametrize(("page", "line"), COMMANDS)
def test_a_command_on_a_page_exists(page: str, line: str) -> None:
    words = [word for word in shlex.split(line) if not re.fullmatch(r"[A-Z_]+=.*", word)]
    if words[0] == "make":
        done = subprocess.run(["make", "-n", *words[1:]], cwd=PROJECT, capture_output=True)
        assert done.returncode == 0
    elif words[:3] == ["uv", "run", "alongside"]:
        takes_all_options(words[3:])
    elif words[:3] == ["uv", "run", "rasa"]:
        inner = [word for word in words[3:] if re.fullmatch(r"[a-z]+", word)]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "rasa", *inner, "--help"],
            cwd=PROJECT, env=quiet_environment(), capture_output=True,
        )  # fmt: skip
        assert done.returncode == 0


def takes_all_options(words: list[str]) -> None:
    """The command has a help page, and on it stands every option that is used."""
    plain = [word for word in words if re.fullmatch(r"[a-z]+", word)]
    found = CliRunner().invoke(app, [*plain[:2], "--help"], env={"COLUMNS": "200"})
    assert found.exit_code == 0
    for option in (word for word in words if word.startswith("--")):
        assert option in found.output


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        if not target.startswith(("https://", "http://", "#", "mailto:")):
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_files_that_a_page_names_exist(page: Path) -> None:
    for path in PATH.findall(page.read_text("utf-8")):
        assert (PROJECT / path).exists(), path


def test_the_two_commands_are_on_the_first_page() -> None:
    shown = commands(PROJECT / "README.md")
    assert "make start" in shown and "make test" in shown


def test_no_page_is_empty() -> None:
    assert [name(page) for page in PAGES if not page.read_text("utf-8").strip()] == []
