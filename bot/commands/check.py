"""`alongside check`: content, facts, directory, training data and domain in one go."""

import csv
import json
import re
from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path

import yaml
from rich.console import Console

from bot.commands import first_words, reading
from bot.content import gsm
from bot.content.guides.adjustments import load_barriers
from bot.content.guides.matrix import load_matrix
from bot.content.load import read_store
from bot.content.store import FIGURE, Store, undated
from bot.content.yaml_lines import SafeLoader
from bot.conversations.commands import HELP, START, STOP, YES
from bot.directory.load import read_folder, read_rows
from bot.errors import PlainError
from bot.settings import PROJECT

FEWEST_EXAMPLES = 30
FEWEST_SHARED_WORDS = 3
"""A leak is a text of so many words or more; `hello` may well stand on both sides."""
SOON = timedelta(days=60)
_ASKS_FOR = re.compile(
    r"\b(?:reply|send|text|text back|answer|write|type)(?: with| the word)?:?\s+[\"'“]?(\w+)\b",
    re.I,
)
_MAY_NAME = {
    "service.stopped": "start", "service.started": "stop", "service.help": "stop", "service.stop_works": "stop",
}  # fmt: skip
"""Texts whose purpose is to name one of the words that the carrier takes."""


def check(console: Console, project: Path = PROJECT, today: date | None = None) -> bool:
    """Print every fault and warning; True if there is no fault."""
    today = today or date.today()
    faults: list[str] = []
    warnings: list[str] = []
    store, found = read_store(project / "data")
    faults += found
    if store is not None:
        faults += list(text_faults(store, today)) + list(missing_answers(store, project))
        faults += list(first_words.faults(store, today))
        faults += list(reading.faults(store, today))
        warnings += list(dates(store, today)) + list(unfinished(store))
    faults += list(guide_faults(project, store))
    warnings += list(guide_dates(project, today))
    faults += [*example_faults(project), *follow_up_faults(project), *leaks(project)]
    faults += list(directory_faults(project))
    for fault in faults:
        console.print(f"[bold]Wrong:[/] {fault}", highlight=False, soft_wrap=True)
    for warning in warnings:
        console.print(f"Note: {warning}", highlight=False, soft_wrap=True)
    console.print(f"{len(faults)} to put right, {len(warnings)} to know.", highlight=False)
    return not faults


def text_faults(store: Store, today: date):
    """Texts with their ending that take more than two texts, or ask for a word the carrier takes."""
    taken = STOP | START | HELP | YES
    ending = store.get("service.careful").forms["sms"]
    for answer in store:
        for told in (answer, *answer.nations.values()):
            text = told.forms.get("sms", "")
            bare = max(undated(text), store.fill(text, today), key=len)
            whole = f"{bare}\n\n{ending}"
            if told.checked_by_nobody and gsm.segments(bare) <= 2 < gsm.segments(whole):
                yield (
                    f"{told.where}: '{told.id}' sms takes more than two texts with its ending "
                    f'"{ending}": cut {len(whole) - 306} characters.'
                )
            for word in _ASKS_FOR.findall(text):
                if word.lower() in taken and _MAY_NAME.get(answer.id) != word.lower():
                    yield f"{told.where}: '{told.id}' sms asks for {word}: use another word."


def guide_faults(project: Path, store: Store | None):
    """Faults of the data that guided help decides from."""
    data = project / "data"
    words = (data / "benefits_safety.yml").read_text("utf-8") if store else ""
    for number, line in enumerate(words.splitlines(), start=1):
        for figure in FIGURE.findall(line.partition("#")[0]):
            if figure not in store.facts:
                yield (
                    f"benefits_safety.yml, line {number}: the figure '{figure}' does not stand in "
                    "facts.yml: write the name of one that does."
                )
    for load, name in ((load_matrix, "benefits_safety.yml"), (load_barriers, "adjustments.yml")):
        try:
            load(data / name)
        except PlainError as error:
            yield str(error)


def guide_dates(project: Path, today: date):
    """When the benefit and activity matrix must be looked at again, and that nobody has yet."""
    try:
        matrix = load_matrix(project / "data" / "benefits_safety.yml")
    except PlainError:
        return
    if matrix.review_by < today:
        yield f"benefits_safety.yml was to be reviewed by {matrix.review_by}: it is withheld."
    elif matrix.review_by <= today + SOON:
        yield f"benefits_safety.yml is to be reviewed by {matrix.review_by}."
    if not matrix.reviewer:
        yield "benefits_safety.yml was checked by no person: its answers end with a warning."


def missing_answers(store: Store, project: Path):
    """Answers that the domain names and the store does not have."""
    domain = yaml.load((project / "domain.yml").read_text("utf-8"), SafeLoader)
    named = set()
    for variants in domain["responses"].values():
        for variant in variants:
            if name := variant.get("custom", {}).get("answer"):
                named.add(name)
    for name in sorted(named):
        if name not in store:
            yield f"domain.yml names the answer '{name}', which data/answers does not have."


def unfinished(store: Store):
    """Answers without one of their five forms, and those that no person has checked."""
    topics = [a for a in store if not a.id.startswith("service.")]
    guides = [a.id for a in store if a.id.startswith("service.guide_") and not a.easy_read]
    parts = ("guide_adjustments_to_", "guide_adjustments_end_", "guide_plan_link")
    if lacking := [name for name in guides if not name.startswith(parts, len("service."))]:
        yield f"{len(lacking)} texts of guides have no easy_read form: {', '.join(lacking)}."
    for form, lacking in (
        ("easy_read", [a.id for a in topics if not a.easy_read]),
        ("summary", [a.id for a in topics if not a.summary]),
    ):
        if lacking:
            yield f"{len(lacking)} answers have no {form} form: {', '.join(lacking)}."
    careful = [a.id for a in topics if a.checked_by_nobody]
    if careful:
        yield (
            f"{len(careful)} answers on benefits and law were checked by no person. "
            f"They end with a warning until 'reviewer' holds a name: {', '.join(careful)}."
        )
    others = [a.id for a in topics if not a.reviewer and not a.careful]
    if others:
        yield f"{len(others)} other answers carry no reviewer's name yet: {', '.join(others)}."


def dates(store: Store, today: date):
    """What is out of date, or will be soon."""
    for fact in store.facts:
        if fact.record or fact.confidence == "low" or fact.valid_to is None:
            continue
        if fact.valid_to < today and store.facts.on(fact.id, today) is None:
            yield f"figure '{fact.id}' ended on {fact.valid_to}: its sentence is told without it."
        elif today <= fact.valid_to <= today + SOON:
            yield f"figure '{fact.id}' ends on {fact.valid_to}: look up the next one."
    for answer in store:
        if answer.overdue(today):
            yield f"answer '{answer.id}' was to be reviewed by {answer.review_by}: it is withheld."
        elif answer.review_by and answer.review_by <= today + SOON:
            yield f"answer '{answer.id}' is to be reviewed by {answer.review_by}."


def example_faults(project: Path):
    """Training data: every intent with enough examples, no example twice."""
    domain = yaml.load((project / "domain.yml").read_text("utf-8"), SafeLoader)
    count: dict[str, int] = defaultdict(int)
    seen: dict[str, str] = {}
    for file in sorted((project / "data" / "nlu").glob("*.yml")):
        try:
            blocks = yaml.load(file.read_text("utf-8"), SafeLoader)["nlu"]
            intents = [(b["intent"], b["examples"].splitlines()) for b in blocks if "intent" in b]
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            yield f"{file.name}{f', line {mark.line + 1}' if mark else ''}: this is not valid YAML."
            continue
        except (KeyError, TypeError, AttributeError):
            yield f"{file.name} is not valid Rasa training data."
            continue
        for intent, lines in intents:
            if intent not in domain["intents"]:
                yield f"{file.name}: the intent '{intent}' is not in domain.yml."
            for line in lines:
                text = line.strip().removeprefix("- ").strip()
                if not text:
                    continue
                count[intent] += 1
                same = _same(text)
                if not same:
                    continue
                if same not in seen:
                    seen[same] = intent
                elif seen[same] != intent:
                    yield f"{file.name}: '{text}' stands under two intents."
                else:
                    yield f"{file.name}: '{text}' stands twice under '{intent}'."
    for intent in domain["intents"]:
        if count[intent] < FEWEST_EXAMPLES:
            yield f"intent '{intent}' has {count[intent]} examples; {FEWEST_EXAMPLES} are needed."


FOLLOW_UP = ("topic", "question", "text", "target")
"""What an example of a message in the middle of a talk must have."""


def follow_up_faults(project: Path):
    """Examples of messages in the middle of a talk: each whole, and of intents that there are."""
    intents = yaml.load((project / "domain.yml").read_text("utf-8"), SafeLoader)["intents"]
    for file in sorted((project / "data" / "follow_ups").glob("*.jsonl")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            where = f"{file.name}, line {number}"
            try:
                row = json.loads(line)
                found = {name: row[name].strip() for name in FOLLOW_UP}
            except (ValueError, KeyError, TypeError, AttributeError):
                yield f"{where}: write a JSON object with {', '.join(FOLLOW_UP)}, all text."
                continue
            yield from (f"{where}: '{name}' is empty." for name, said in found.items() if not said)
            for name in ("topic", "target"):
                if found[name] and found[name] not in intents:
                    yield f"{where}: the intent '{found[name]}' is not in domain.yml."


def _same(text: str) -> str:
    """What two texts have in common that differ in marks and capitals only."""
    return re.sub(r"\W+", " ", text.lower()).strip()


def leaks(project: Path):
    """Texts kept for measuring that also stand where the model learns: they would prove nothing."""
    learnt: dict[str, str] = {}
    taught = ("data/nlu/*.yml", "data/safety/*", "data/follow_ups/*.jsonl")
    for file in (file for where in taught for file in sorted(project.glob(where))):
        for text in _texts(file):
            learnt.setdefault(_same(text), file.name)
    measured = [
        *project.glob("tests/understanding/messages.yml"),
        *project.glob("tests/understanding/*.jsonl"),
        *project.glob("tests/safety/corpus/*"),
    ]
    for file in sorted(measured):
        for text in _texts(file):
            same = _same(text.partition(" | ")[0])
            if len(same.split()) >= FEWEST_SHARED_WORDS and same in learnt:
                yield f"{file.name}: '{text}' also stands in {learnt[same]}: reword one."


def _texts(file: Path) -> list[str]:
    """Every text of a file of examples; the YAML's own words are texts too and do no harm."""
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    if file.suffix == ".jsonl":
        return [row["text"] for line in lines if (row := _row(line)) and "text" in row]
    bare = (re.sub(r"^(?:- \[?|! )", "", line).strip("\"'") for line in lines if line)
    return [text for text in bare if not text.startswith("#")]


def _row(line: str) -> dict:
    """The object of a line; empty where there is none, which is told elsewhere."""
    try:
        row = json.loads(line)
    except ValueError:
        return {}
    return row if isinstance(row, dict) else {}


def directory_faults(project: Path):
    """Rows of the starter directory that cannot be loaded."""
    try:
        folder = project / "data" / "services"
        read_folder(folder, Path("no-postcodes-needed.npy"))
        organisations, _ = read_rows(folder)
    except PlainError as error:
        yield str(error)
        return
    boroughs = project / "data" / "places" / "boroughs.csv"
    with boroughs.open(encoding="utf-8") as file:
        known = {row["name"] for row in csv.DictReader(file)}
    for number, row in enumerate(organisations, start=2):
        for name in (b.strip() for b in row["boroughs"].split(";")):
            if name and name not in known and not name.startswith(("London-wide", "UK-wide")):
                yield f"organisations.csv, row {number}, boroughs: there is no '{name}'."
