"""What `alongside check` says of the first words of messages, which a locked phone shows."""

from collections.abc import Iterator
from datetime import date

from bot.content import gsm
from bot.content.store import NEVER_WITHHELD, Answer, Store, undated

BY_THEMSELVES = (
    *NEVER_WITHHELD, "service.safe", "service.crisis_known", "service.help", "service.stopped",
    "service.started", "service.paused", "service.waits",
)  # fmt: skip
"""Texts that must come at once: nothing is put before them, so they begin with nothing that tells."""


def faults(store: Store, today: date) -> Iterator[str]:
    """Texts that tell something in their first words and must not, or have no room for an opening."""
    yield from _plain_faults(store, today)
    for answer in store:
        for told in (answer, *answer.nations.values()):
            text = told.forms.get("sms", "")
            bare = max(undated(text), store.fill(text, today), key=len)
            word = store.telling.in_first_words(bare)
            if not word:
                continue
            if told.id in BY_THEMSELVES:
                yield (
                    f"{told.where}: '{told.id}' sms begins with '{word}', which a locked phone "
                    "shows to whoever is near: begin with other words."
                )
            elif (over := _too_long(store, told, bare)) > 0:
                yield (
                    f"{told.where}: '{told.id}' sms begins with '{word}', so a line goes before it "
                    f"on a locked phone, and it takes more than two texts: cut {over} characters, "
                    "or begin with other words."
                )


def _plain_faults(store: Store, today: date) -> Iterator[str]:
    """The same of what Telegram shows, where every text has room for a line before it."""
    for answer in store:
        text = store.fill(answer.forms.get("plain", ""), today)
        if answer.id in BY_THEMSELVES and (word := store.telling.in_first_words(text)):
            yield (
                f"{answer.where}: '{answer.id}' plain begins with '{word}', which a locked phone "
                "shows to whoever is near: begin with other words."
            )


def _too_long(store: Store, told: Answer, bare: str) -> int:
    """Characters over two texts with the line before it; 0 or less if it fits."""
    name = "careful_first" if told.checked_by_nobody else "opening"
    whole = f"{store.get(f'service.{name}').forms['sms']}\n{bare}"
    return len(whole) - 306 if gsm.segments(whole) > 2 else 0
