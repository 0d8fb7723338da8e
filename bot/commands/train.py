"""Training Rasa, only when what it learns from has changed."""

import fcntl
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.errors import PlainError
from bot.settings import PROJECT, Settings, make_folder

LEARNT_FROM = ("config.yml", "domain.yml", "data/nlu", "data/safety", "data/rules", "data/stories")
"""Data and configuration."""
LEARNT_WITH = (
    "bot/nlu",
    "policies",
    "bot/safety/normalise.py",
    "bot/safety/spelling.py",
)
"""The components: a model does not fit other code than it was trained with."""
STEPS = 9
"""Components that are trained, policies too: the bar is full when the last one is done."""
_STEP = re.compile(r"(Starting to train|Finished training) component '(\w+)'")


def fingerprint() -> str:
    """Changes when, and only when, the model must be trained again. Answers do not count."""
    return _digest((*LEARNT_FROM, *LEARNT_WITH))


def _digest(names: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for name in names:
        path = PROJECT / name
        files = [path] if path.is_file() else sorted(path.rglob("*"))
        for file in files:
            if file.suffix in (".yml", ".txt", ".py", ".npz"):
                digest.update(str(file.relative_to(PROJECT)).encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()


def model_file(settings: Settings) -> Path:
    return settings.models / "alongside.tar.gz"


def _record(settings: Settings) -> Path:
    return settings.models / "alongside.json"


def _hash(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_fresh(settings: Settings) -> bool:
    """True if the model is there and was trained from the present data.

    Raises PlainError if the file is not the one that training wrote.
    """
    try:
        record = json.loads(_record(settings).read_text())
    except (OSError, ValueError):
        return False
    file = model_file(settings)
    if not file.exists() or record.get("fingerprint") != fingerprint():
        return False
    if record.get("sha256") != _hash(file):
        raise PlainError(
            f"The model {file} is damaged: delete it and start again, and it is made anew."
        )
    return True


def train(settings: Settings, console: Console, *, force: bool = False) -> None:
    """Train and keep the model, unless another training has just done so.

    Raises PlainError with the name of the log if it fails.
    """
    make_folder(settings.models, "ALONGSIDE_MODELS")
    make_folder(settings.logs, "ALONGSIDE_FOLDER")
    with _alone(settings, console):
        if force or not is_usable(settings):
            _train(settings, console, force)


def is_usable(settings: Settings) -> bool:
    """True if the model can serve as it is; a damaged one cannot."""
    try:
        return is_fresh(settings)
    except PlainError:
        return False


@contextmanager
def _alone(settings: Settings, console: Console) -> Iterator[None]:
    """Two trainings at once would write one file: the second waits. A killed one holds nothing."""
    with (settings.models / "training.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            console.print("Another training is at work; waiting for it.")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _train(settings: Settings, console: Console, force: bool) -> None:
    mark, log = fingerprint(), settings.logs / "train.log"
    code = _digest(LEARNT_WITH)
    # Beside the old model, which stays whole if this training is stopped.
    fresh = settings.models / "new"
    command = [
        sys.executable, "-W", "ignore", "-m", "rasa", "train", "--skip-validation",
        "--fixed-model-name", "alongside", "--out", str(fresh.absolute()),
    ]  # fmt: skip
    if force or code != _code_before(settings):
        # Rasa keeps trained parts and looks for changes in a component's class only, not in what
        # the class calls.
        command.append("--force")
    with log.open("w") as file, _progress(console) as progress:
        task = progress.add_task("Training: reading the examples", total=STEPS)
        child = subprocess.Popen(
            command, cwd=PROJECT, env=quiet_environment("INFO"), text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        try:
            for line in child.stdout:
                file.write(line)
                if step := _STEP.search(line):
                    done = step[1].startswith("Finished")
                    progress.update(task, description=f"Training: {step[2]}", advance=int(done))
            failed = child.wait() != 0
        finally:
            child.kill()
        if not failed:
            progress.update(task, description="Training: done", completed=STEPS)
    if failed or not (fresh / model_file(settings).name).exists():
        raise PlainError(f"Training failed: read {log}, correct the data, then train again.")
    _record(settings).unlink(missing_ok=True)
    (fresh / model_file(settings).name).replace(model_file(settings))
    fresh.rmdir()
    record = {"fingerprint": mark, "code": code, "sha256": _hash(model_file(settings))}
    _record(settings).write_text(json.dumps(record))


def _code_before(settings: Settings) -> str | None:
    """The digest of the code that the last model was trained with."""
    try:
        return json.loads(_record(settings).read_text()).get("code")
    except (OSError, ValueError):
        return None


def _progress(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console
    )


def quiet_environment(level: str = "ERROR") -> dict[str, str]:
    """The environment of a Rasa process: no telemetry, no messages in the log, nothing fetched."""
    return {
        **os.environ,
        "RASA_TELEMETRY_ENABLED": "false",
        "LOG_LEVEL": level,
        "LOG_LEVEL_LIBRARIES": "ERROR",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "CUDA_VISIBLE_DEVICES": "-1",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "PYTHONPATH": str(PROJECT),
        "HF_HUB_OFFLINE": "1",
        # One message at a time, small matrices: more threads only get in each other's way.
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
