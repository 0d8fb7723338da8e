"""Learns anew what danger is and keeps it with the project, as `bot/nlu/second_line.npz`.

  uv run python bench/keep_second_line.py

After a change of `data/safety`, of the examples of crisis or of the encoder, and when many examples of
other intents came in. Trains the whole assistant for it (two minutes); the next start trains once
more, with the file. Then measure: `bench/danger.py`.
"""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from bot.commands.train import model_file, train
from bot.nlu.danger_judges import FILE
from bot.settings import settings


@contextmanager
def put_aside() -> Iterator[None]:
    """Without the file: whatever was learnt is learnt again. Unless it is made anew, it comes back."""
    aside = FILE.with_suffix(".aside")
    FILE.replace(aside)
    try:
        yield
    finally:
        if FILE.exists():
            aside.unlink()
        else:
            aside.replace(FILE)


def main() -> None:
    with put_aside():
        train(settings(), Console(), force=True)
        with tarfile.open(model_file(settings())) as model:
            [kept] = [m for m in model.getmembers() if m.name.endswith(FILE.name)]
            fresh = FILE.with_suffix(".new")
            fresh.write_bytes(model.extractfile(kept).read())
        fresh.replace(FILE)


if __name__ == "__main__":
    main()
