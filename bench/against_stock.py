"""Alongside against a stock Rasa 3.6.21 (`rasa init` pipeline and policies), side by side.

  uv run python bench/against_stock.py MESSAGES.jsonl [--examples 15] [--turns 10 40]
      [--reuse FOLDER] [--epochs N] [--danger-anew]

Both are trained on the same examples, rules and stories, one after the other (stock only once, if its
folder is given again). Ours brings two things that were learnt before: its sentence encoder and its
second line for safety, which stock has not; with `--danger-anew` the second line is learnt here too.
Then both answer the labelled MESSAGES; then ten people at once talk with
each, ours through the web page (gateway, Rasa, actions, encrypted database), stock through its REST
channel, in turn, three rounds. How long their talks are matters: stock looks back at the whole of a
talk, ours does not.
Prints one table. Absolute times depend on the machine; the ratios are what counts, if both were
trained and asked while nothing else ran.
"""

import argparse
import asyncio
import json
import logging
import os
import random
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable
from contextlib import nullcontext
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import httpx
import psutil
import yaml
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.keep_second_line import put_aside
from bot.commands.evaluate import measure
from bot.commands.install import prepare
from bot.commands.passages import read_passages
from bot.commands.processes import (
    Child,
    Family,
    actions_child,
    free_port,
    gateway_child,
    rasa_child,
)
from bot.commands.replay import read_lines
from bot.commands.train import model_file, quiet_environment
from bot.settings import PROJECT, Settings

PEOPLE, ROUNDS = 10, 3
# A lean client: it runs on the same cores as what is measured.
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
console = Console()


def make_data(folder: Path, most: int) -> None:
    """Our training data with at most `most` examples an intent, for both assistants alike."""
    (folder / "nlu").mkdir(parents=True)
    for file in sorted((PROJECT / "data" / "nlu").glob("*.yml")):
        data = yaml.safe_load(file.read_text("utf-8"))
        for block in data["nlu"]:
            lines = [line for line in block["examples"].splitlines() if line.strip()]
            # Every so many-th example, so that all the voices of an intent stay in.
            step = max(len(lines) / most, 1.0)
            kept = [lines[int(i * step)] for i in range(min(most, len(lines)))]
            block["examples"] = "\n".join(kept) + "\n"
        (folder / "nlu" / file.name).write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")


def make_stock(folder: Path, epochs: int | None) -> None:
    """A project as `rasa init` makes it, with our examples and stories and one answer an intent.

    `epochs`: instead of the number that `rasa init` writes for each of its networks.
    """
    import rasa.cli.initial_project as initial
    import rasa.engine.recipes.config_files as recipes

    if epochs is None:
        shutil.copy(Path(initial.__path__[0]) / "config.yml", folder / "config.yml")
    else:
        # What Rasa puts in for the pipeline and policies that `rasa init` leaves open.
        config = yaml.safe_load(Path(recipes.__path__[0], "default_config.yml").read_text("utf-8"))
        for part in (*config["pipeline"], *config["policies"]):
            part |= {"epochs": epochs} if "epochs" in part else {}
        (folder / "config.yml").write_text(yaml.safe_dump(config))
    shutil.copytree(PROJECT / "data" / "stories", folder / "data" / "stories")
    intents = yaml.safe_load((PROJECT / "domain.yml").read_text())["intents"]
    responses = {f"utter_{name}": [{"text": f"About {name}."}] for name in intents}
    domain = {"version": "3.1", "intents": intents, "responses": responses}
    (folder / "domain.yml").write_text(yaml.safe_dump(domain))
    rules = [
        {"rule": name, "steps": [{"intent": name}, {"action": f"utter_{name}"}]} for name in intents
    ]
    (folder / "data" / "rules.yml").write_text(yaml.safe_dump({"version": "3.1", "rules": rules}))
    (folder / "credentials.yml").write_text("rest:\n")


def train_one(project: Path, data: list[str], out: Path, name: str) -> dict[str, float]:
    """Train with the plain `rasa train` command; seconds on the clock and of processor time."""
    before, began = os.times(), time.monotonic()
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "rasa", "train", "--fixed-model-name", name,
         "--skip-validation", "--force", "--out", str(out), "--data", *data],
        cwd=project, env=quiet_environment(), check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    after = os.times()
    return {
        "training s": time.monotonic() - began,
        "training, processor s": after.children_user - before.children_user,
    }


def stock_accuracy(model: Path, rows: list[dict]) -> tuple[float, float]:
    """Share of right first labels, and milliseconds a message (median)."""
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    from rasa.core.agent import Agent

    agent, loop = Agent.load(str(model)), asyncio.new_event_loop()
    loop.run_until_complete(agent.parse_message("warm up"))
    right, times = 0, []
    for row in rows:
        began = time.perf_counter()
        parse = loop.run_until_complete(agent.parse_message(row["text"].lstrip("/") or "?"))
        times.append((time.perf_counter() - began) * 1000)
        names = [r["name"] for r in parse["intent_ranking"] if r["name"] != "nlu_fallback"]
        right += bool(names) and names[0] in (row["intent"], *row.get("also", ()))
    return right / len(rows), statistics.median(times)


def load(one_person, messages: list[str], turns: int) -> dict[str, float]:
    """Ten people at once, each `turns` messages one after the other."""
    times: list[float] = []
    lock = threading.Lock()

    def run(number: int) -> None:
        choose = random.Random(number)
        say = one_person(number)
        for _ in range(turns):
            began = time.perf_counter()
            say(choose.choice(messages))
            with lock:
                times.append(time.perf_counter() - began)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(PEOPLE)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    times.sort()
    return {
        f"talks of {turns}: turns a second": len(times) / took,
        f"talks of {turns}: p50 ms": times[len(times) // 2] * 1000,
        f"talks of {turns}: p95 ms": times[int(len(times) * 0.95)] * 1000,
    }


def loads_in_turn(people: dict[str, Callable], messages: list[str], lengths: list[int]) -> dict:
    """Talks of each length with one and the other in turn, everybody new each time: the middle round.

    Both run all the while; who is not asked does nothing. So a machine that grows slower is slower for
    both. The first ones, to warm up, do not count.
    """
    for person in people.values():
        load(person(), messages, 3)
    found: dict[str, dict[str, float]] = {name: {} for name in people}
    for turns in lengths:
        rounds = [{n: load(p(), messages, turns) for n, p in people.items()} for _ in range(ROUNDS)]
        for name in people:
            for figure in rounds[0][name]:
                found[name][figure] = statistics.median(one[name][figure] for one in rounds)
    return found


def our_person(port: int):
    def make(number: int):
        http, headers = HTTPConnection("127.0.0.1", port, timeout=60), dict(FORM)
        http.request("GET", "/")
        http.getresponse().read()

        def say(text: str) -> None:
            # A plain form post: its answer comes when the reply is on the page.
            body = urlencode({"text": text, "once": secrets.token_urlsafe(16)})
            http.request("POST", "/message", body, headers)
            answer = http.getresponse()
            answer.read()
            assert answer.status == 303, answer.status
            if cookie := answer.getheader("Set-Cookie"):
                headers["Cookie"] = cookie.partition(";")[0]

        return say

    return make


def stock_person(port: int):
    talk = secrets.token_hex(4)

    def make(number: int):
        http = HTTPConnection("127.0.0.1", port, timeout=60)

        def say(text: str) -> None:
            body = json.dumps({"sender": f"{talk}-{number}", "message": text})
            http.request("POST", "/webhooks/rest/webhook", body, JSON)
            answer = http.getresponse()
            said = answer.read()
            # An empty list is an answer too: stock says nothing where its fallback decides.
            assert answer.status == 200, said

        return say

    return make


def memory(family: Family) -> dict[str, float]:
    """Resident megabytes of each process."""
    return {
        child.name: psutil.Process(child.process.pid).memory_info().rss / 1e6
        for child in family.children
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("messages", type=Path)
    parser.add_argument("--reuse", type=Path, help="Folder with the stock model of an earlier run.")
    parser.add_argument("--turns", type=int, nargs="+", default=[10, 40])
    parser.add_argument("--examples", type=int, default=10_000, help="At most so many an intent.")
    parser.add_argument(
        "--epochs", type=int,
        help="Of stock's networks. Few of them spoil its accuracy and training time, not its speed.",
    )  # fmt: skip
    parser.add_argument("--danger-anew", action="store_true", help="Train ours without its file.")
    parser.add_argument("--json", type=Path)
    chosen = parser.parse_args()
    rows = read_lines(chosen.messages)
    texts = [row["text"] for row in rows if any(c.isalnum() for c in row["text"])]
    folder = chosen.reuse or Path(tempfile.mkdtemp(prefix="stock-"))
    own = Settings(
        folder=Path(tempfile.mkdtemp(prefix="ours-")), models=folder / "models",
        port=free_port(), rasa_port=free_port(), actions_port=free_port(),
    )  # fmt: skip
    os.environ["ALONGSIDE_FOLDER"], os.environ["ALONGSIDE_MODELS"] = (
        str(own.folder),
        str(own.models),
    )
    prepare(own, console).close()
    nlu, times = str(folder / "data" / "nlu"), folder / "times.json"
    if not times.exists():
        console.print(f"Training in {folder}; stock Rasa takes a long while.")
        make_data(folder / "data", chosen.examples)
        make_stock(folder, chosen.epochs)
        stock_data = [nlu, str(folder / "data/rules.yml"), str(folder / "data/stories")]
        stock_times = train_one(folder, stock_data, own.models, "stock")
        times.write_text(json.dumps({"stock": stock_times}))
    figures: dict[str, dict[str, float]] = json.loads(times.read_text())
    # Ours anew every time, on the examples stock was given: the code may be another one by now.
    ours_data = [nlu, str(PROJECT / "data/rules"), str(PROJECT / "data/stories")]
    with put_aside() if chosen.danger_anew else nullcontext():
        ours_times = train_one(PROJECT, ours_data, own.models, "alongside")
    figures = {"ours": ours_times, "stock": figures["stock"]}

    # Stock first: ours makes this process's Rasa leaner.
    accuracy, middle = stock_accuracy(own.models / "stock.tar.gz", rows)
    figures["stock"]["accuracy %"], figures["stock"]["understanding ms"] = accuracy * 100, middle
    ours = measure(model_file(own), rows)
    figures["ours"]["accuracy %"] = ours["accuracy"] * 100
    figures["ours"]["understanding ms"] = ours["ms"]["p50"]

    own.logs.mkdir(exist_ok=True)
    read_passages(own, console)
    family, port = Family([actions_child(own), rasa_child(own), gateway_child(own)]), free_port()
    stock = Child(
        "stock Rasa",
        [sys.executable, "-W", "ignore", "-m", "rasa", "run", "--model", str((own.models / "stock.tar.gz").absolute()),
         "--interface", "127.0.0.1", "--port", str(port), "--credentials", "credentials.yml"],
        quiet_environment(), folder / "stock.log", lambda: _up(port),
    )  # fmt: skip
    stock_family = Family([stock])
    try:
        family.start()
        stock.process = subprocess.Popen(
            stock.command, cwd=folder, env=stock.environment, start_new_session=True
        )
        family.wait_until_ready()
        stock_family.wait_until_ready(300)
        people = {"ours": partial(our_person, own.port), "stock": partial(stock_person, port)}
        for name, found in loads_in_turn(people, texts, chosen.turns).items():
            figures[name] |= found
        for name, size in memory(family).items():
            figures["ours"][f"memory of {name} MB"] = size
        figures["stock"]["memory MB"] = memory(stock_family)["stock Rasa"]
    finally:
        family.stop()
        stock_family.stop()

    table = Table("", "ours", "stock")
    for name in dict.fromkeys([*figures["ours"], *figures["stock"]]):
        cells = (figures[side].get(name) for side in ("ours", "stock"))
        table.add_row(name, *("" if c is None else f"{c:.1f}" for c in cells))
    console.print(table)
    if chosen.json:
        chosen.json.write_text(json.dumps(figures, indent=1))


def _up(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    main()
