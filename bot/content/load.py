"""Reading the answer files: every fault is told with its file, its line and what to write."""

import difflib
from pathlib import Path

import yaml

from bot.content.facts import load_facts
from bot.content.jargon import load_jargon
from bot.content.pictures import pictures_in
from bot.content.reader import Reader
from bot.content.schemes import Scheme, what_became
from bot.content.store import (
    NEVER_WITHHELD,
    Answer,
    Store,
)
from bot.content.telling import load_telling
from bot.content.yaml_lines import SafeLoader, read_list
from bot.errors import PlainError


def load_store(data: Path) -> Store:
    """Read everything under `data`. Raises PlainError that names every fault, one a line."""
    store, faults = read_store(data)
    if faults or store is None:
        raise PlainError("\n".join(faults))
    return store


def read_store(data: Path) -> tuple[Store | None, list[str]]:
    """All answers without a fault, and the faults of the others. No store without the figures."""
    faults: list[str] = []

    def fault(where: str, what: str) -> None:
        faults.append(f"{where}: {what}")

    try:
        facts, jargon = load_facts(data / "facts.yml"), load_jargon(data / "jargon.yml")
        telling = load_telling(data / "telling.yml")
    except PlainError as error:
        return None, [str(error)]
    answers: dict[str, Answer] = {}
    schemes: list[Scheme] = []
    reader = Reader(facts, set(pictures_in(data / "pictures")), fault)
    files = [*sorted((data / "answers").glob("*.yml")), data / "programmes.yml"]
    for file in files:
        try:
            entries = read_list(file)
        except PlainError as error:
            faults.append(str(error))
            continue
        for entry in entries:
            try:
                if file.name == "programmes.yml":
                    scheme, answer = reader.scheme(entry)
                    schemes.append(scheme)
                else:
                    answer = reader.answer(entry)
            except PlainError as error:
                faults.append(str(error))
                continue
            if answer.id in answers:
                fault(entry.where, f"the id '{answer.id}' stands twice: rename one.")
            answers[answer.id] = answer
    known = tuple(schemes)
    for scheme in known:
        told = answers[f"programme_old.{scheme.id}"]
        told.forms.setdefault("more", what_became(scheme, known))
    if not faults:
        for name in NEVER_WITHHELD:
            if name not in answers:
                faults.append(
                    f"data/answers has no answer '{name}', which keeps people safe: add it."
                )
    faults += _strangers(answers, data)
    telling = telling.with_words(name for scheme in known for name in scheme.names)
    return Store(answers, facts, known, jargon, telling), faults


def _strangers(answers: dict[str, Answer], data: Path) -> list[str]:
    """Answers and `next` entries that belong to nothing the assistant understands."""
    domain = data.parent / "domain.yml"
    if not domain.exists():
        return []
    intents = {
        intent if isinstance(intent, str) else next(iter(intent))
        for intent in yaml.load(domain.read_text("utf-8"), SafeLoader)["intents"]
    }
    faults = []
    for answer in answers.values():
        first = answer.id.partition(".")[0]
        if first != "service" and first not in intents:
            near = difflib.get_close_matches(first, intents, 1)
            hint = f" Did you mean '{near[0]}'?" if near else ""
            faults.append(
                f"{answer.where}: '{answer.id}' belongs to no intent of domain.yml.{hint}"
            )
        for name in answer.next:
            if name not in answers and name not in intents:
                faults.append(f"{answer.where}: 'next' names '{name}', which does not exist.")
        for choice in answer.choices:
            if choice["intent"] not in intents:
                faults.append(
                    f"{answer.where}: a choice names the intent '{choice['intent']}', "
                    "which does not exist."
                )
    return faults
