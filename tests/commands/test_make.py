"""`make start` on a machine that has Python, make and git, and nothing else."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.settings import PROJECT

PURE = {"docopt", "mattermostwrapper", "randomname"}
"""Packages that come as source only, all of it Python."""
READY_MADE = re.compile(r"-(cp311|cp3\d+-abi3|none)-(.*manylinux.*x86_64|any)\.whl$")


@pytest.fixture
def bare(tmp_path: Path) -> Callable[[str, str], subprocess.CompletedProcess]:
    """Call make in a copy of the Makefile, with a python3.11 that does what it is told."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "make", "env", "mkdir", "cat", "chmod"):
        (tools / name).symlink_to(shutil.which(name))
    shutil.copy(PROJECT / "Makefile", tmp_path)

    def call(target: str, python: str) -> subprocess.CompletedProcess:
        (tools / "python3.11").write_text(f"#!/bin/sh\n{python}\n")
        (tools / "python3.11").chmod(0o755)
        return subprocess.run(
            ["make", target], cwd=tmp_path, env={"PATH": str(tools)}, capture_output=True, text=True
        )

    return call


def _uv(does: str) -> str:
    """A pip that fetches a uv of these words."""
    lines = f"mkdir -p .tools/bin; cat > .tools/bin/uv <<'E'\n#!/bin/sh\n{does}\nE\n"
    return lines + "chmod +x .tools/bin/uv"


def test_uv_is_fetched_once_and_used(bare: Callable) -> None:
    first = bare("start", _uv('echo "uv $*"'))
    assert first.returncode == 0 and "Fetching uv with pip" in first.stdout
    assert "uv sync --quiet --locked --no-dev" in first.stdout
    assert "uv run --no-sync alongside start" in first.stdout
    second = bare("test", "exit 1")
    assert second.returncode == 0 and "Fetching uv" not in second.stdout
    assert "uv run --no-sync python tests/run.py" in second.stdout


def test_python_without_pip_is_told_what_to_do(bare: Callable) -> None:
    called = bare("start", "echo 'No module named pip' >&2; exit 1")
    assert called.returncode == 2
    assert "uv could not be fetched" in called.stdout and "install pip or uv" in called.stdout


def test_nothing_that_is_installed_wants_a_compiler() -> None:
    lock = tomllib.loads((PROJECT / "uv.lock").read_text())
    source_only = {
        package["name"]
        for package in lock["package"]
        if not any(READY_MADE.search(wheel["url"]) for wheel in package.get("wheels", []))
    }
    # Parts for Windows, macOS and ARM: markers leave them out on Linux.
    for_others = {n for n in source_only if n.startswith(("tensorflow-", "pywin32"))}
    assert source_only - for_others == PURE | {"alongside"}
