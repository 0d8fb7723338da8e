"""The supervisor with real processes: tiny ones, so that nothing has to be awaited for long."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from bot.commands import processes
from bot.commands.processes import Child, Family
from bot.errors import PlainError
from bot.settings import PROJECT

SLEEPS = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"


def until(true: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Callable[..., Child]]:
    """Make a child that runs a line of Python; all are gone after the test."""
    made: list[Child] = []

    def make(code: str, name: str = "the child", ready: Callable[[], bool] = lambda: True) -> Child:
        command = [sys.executable, "-S", "-c", code]
        made.append(Child(name, command, dict(os.environ), tmp_path / f"{len(made)}.log", ready))
        return made[-1]

    yield make
    for child in made:
        child.stop(seconds=0.1)


def test_children_start_and_stop_together(child: Callable) -> None:
    family = Family([child(SLEEPS), child(SLEEPS)])
    family.start()
    family.wait_until_ready()
    assert not any(c.has_ended for c in family.children)
    assert family.revive() == []
    family.stop()
    assert all(c.has_ended for c in family.children)


def test_a_child_that_will_not_stop_is_killed(child: Callable) -> None:
    stubborn = child(STUBBORN)
    stubborn.start()
    until(lambda: stubborn.log.read_text())
    stubborn.stop(seconds=0.1)
    assert stubborn.process.returncode == -9


def test_a_killed_child_is_started_again(child: Callable) -> None:
    family = Family([child(SLEEPS, "one"), child(SLEEPS, "another")])
    family.start()
    one, another = (c.process for c in family.children)
    one.kill()
    until(lambda: family.children[0].has_ended)
    assert family.revive() == ["one"]
    assert family.children[0].process.pid != one.pid and not family.children[0].has_ended
    assert family.children[1].process is another


def test_a_child_that_says_what_is_wrong_is_quoted(child: Callable) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); from bot.errors import PlainError; "
        "raise PlainError('job_clubs.yml, line 3: this is not valid YAML.')"
    )
    family = Family([child(code, ready=lambda: False)])
    family.children[0].log.write_text("bot.errors.PlainError: Something of another day.\n")
    family.start()
    with pytest.raises(PlainError, match=r"^job_clubs.yml, line 3: this is not valid YAML\.$"):
        family.wait_until_ready(20)


def test_a_child_that_keeps_falling_over_stops_all(child: Callable) -> None:
    family = Family([child("raise SystemExit(1)"), child(SLEEPS)])
    family.start()
    revived = []
    with pytest.raises(PlainError, match=r"^The child keeps falling over: read .*0\.log\.$"):
        while len(revived) < 100:
            until(lambda: family.children[0].has_ended)
            revived += family.revive()
    assert len(revived) == processes.FALLS


def test_a_child_that_falls_over_now_and_then_is_started_each_time(
    child: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "WITHIN_SECONDS", 0.0)
    family = Family([child("raise SystemExit(1)")])
    family.start()
    for _ in range(processes.FALLS + 2):
        until(lambda: family.children[0].has_ended)
        assert family.revive() == ["the child"]


def test_a_child_that_ends_before_it_is_ready(child: Callable) -> None:
    family = Family([child("raise SystemExit(1)", ready=lambda: False)])
    family.start()
    with pytest.raises(PlainError, match=r"^The child did not start: read .*0\.log\.$"):
        family.wait_until_ready(10.0)


def test_a_child_that_is_never_ready(child: Callable) -> None:
    family = Family([child(SLEEPS, ready=lambda: False)])
    family.start()
    with pytest.raises(PlainError, match=r"^The child is not ready after 0 seconds: read .*\.$"):
        family.wait_until_ready(0.1)


def test_a_killed_supervisor_leaves_nobody_behind(tmp_path: Path) -> None:
    code = f"""
import sys, time
from pathlib import Path
from bot.commands.processes import Child
child = Child("c", [sys.executable, "-c", {SLEEPS!r}], {{}}, Path({str(tmp_path / "log")!r}), bool)
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", code], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    ) as supervisor:
        left = psutil.Process(int(supervisor.stdout.readline()))
        supervisor.kill()
    assert psutil.wait_procs([left], timeout=5)[1] == []
