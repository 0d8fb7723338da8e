"""The page for writers is true: its example loads, its faults are told in the words it shows."""

import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.reading import OLDEST, reading_age
from bot.content import reader
from bot.content.load import read_store
from bot.content.store import Store
from bot.settings import PROJECT

PAGE = (PROJECT / "docs" / "writing-answers.md").read_text("utf-8")
[EXAMPLE] = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "data" / "answers", tmp_path / "data" / "answers")
    shutil.copytree(PROJECT / "data" / "pictures", tmp_path / "data" / "pictures")
    for name in ("facts.yml", "programmes.yml", "jargon.yml", "telling.yml"):
        shutil.copy(PROJECT / "data" / name, tmp_path / "data" / name)
    shutil.copy(PROJECT / "domain.yml", tmp_path / "domain.yml")
    return tmp_path / "data"


def faults(data: Path, example: str) -> tuple[Store, str]:
    (data / "answers" / "example.yml").write_text(example, "utf-8")
    store, found = read_store(data)
    return store, "\n".join(found)


def test_the_example_is_a_good_answer(data):
    store, found = faults(data, EXAMPLE)
    assert found == ""
    answer = store.get("job_club_costs.lunch")
    assert reading_age(answer.forms["plain"]) <= OLDEST["plain"]
    assert len(answer.easy_read) == 3


@pytest.mark.parametrize(
    ("was", "made", "said"),
    [
        ("- food:", "- monny:", "there is no picture 'monny'. Did you mean 'money'?"),
        ("easy_read:", 'which_area: {sms: "Which town?"}\n  easy_read:', "these words do not stand in 'sms'"),
        ("easy_read:", "easy_reed:", "'easy_reed' is no field of an answer."),
        ("I do not know if your club gives lunch. Clubs differ, so", "It’s", "'sms' has ’, which one text cannot carry"),
        ("    Ask early", "    It is {x}. Ask early", "uses the figure 'x', which facts.yml does not have."),
        ('sms: "', 'sms: "' + "so " * 75, "'sms' takes more than two texts: cut "),
    ],
)  # fmt: skip
def test_a_fault_is_told_in_the_words_of_the_page(data, was, made, said):
    assert EXAMPLE.count(was) >= 1
    _, found = faults(data, EXAMPLE.replace(was, made))
    assert said in found
    assert said.rstrip(" ") in PAGE


def test_every_field_of_an_answer_is_on_the_page():
    for field in reader._ANSWER:
        assert f"`{field}`" in PAGE, field


@pytest.mark.parametrize(
    "arguments", re.findall(r"^uv run alongside (preview .*)$", PAGE, re.MULTILINE)
)
def test_the_previews_of_the_page_show_every_channel_with_segments(arguments: str):
    done = CliRunner().invoke(app, arguments.split())
    assert done.exit_code == 0
    for heading in ("web, plain", "web, easy read", "sms, plain", "sms, when they ask for more"):
        assert f"--- {heading} ---" in done.output
    counts = re.findall(r"\(message \d of \d: (\d) segments?\)", done.output)
    assert counts and all(count in "12" for count in counts)
    assert re.search(r"^\[[a-z_]+\] ", done.output, re.MULTILINE)


def test_a_preview_of_another_day_has_the_figures_of_that_day():
    name = "benefits_permitted_work"
    on = CliRunner().invoke(app, ["preview", name, "--day", "2026-11-21"]).output
    before = CliRunner().invoke(app, ["preview", name, "--day", "2026-04-05"]).output
    assert "£203.50" in on and "£203.50" not in before


@pytest.mark.parametrize(("words", "code"), [(["no_such"], 1), (["atw_what", "--day", "soon"], 2)])
def test_a_preview_that_cannot_be_says_why(words, code, capfd):
    done = CliRunner().invoke(app, ["preview", *words])
    assert done.exit_code == code or done.exception is not None
