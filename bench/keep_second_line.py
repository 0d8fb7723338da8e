"""Learns anew what danger is and keeps it with the project, as `bot/nlu/second_line.npz`.

  uv run python bench/keep_second_line.py

After a change of `data/safety` or of the encoder, and when many examples of other intents came in.
Trains the whole assistant on the way (three minutes). Then measure: `bench/danger.py`.
"""

import tarfile

from rich.console import Console

from bot.commands.train import model_file, train
from bot.nlu.danger_judges import FILE
from bot.settings import settings


def main() -> None:
    # Without the file, whatever was learnt is learnt again.
    FILE.unlink(missing_ok=True)
    train(settings(), Console(), force=True)
    with tarfile.open(model_file(settings())) as model:
        [kept] = [m for m in model.getmembers() if m.name.endswith(FILE.name)]
        FILE.write_bytes(model.extractfile(kept).read())


if __name__ == "__main__":
    main()
