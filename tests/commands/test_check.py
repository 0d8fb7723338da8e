"""`alongside check` on the repository, and on copies with one fault each."""

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from bot.commands.check import check
from bot.settings import PROJECT

PLAIN = """
- id: greet.planted
  plain: Hello.
  sms: Hello.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of what `check` looks at."""
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    shutil.copy(PROJECT / "domain.yml", tmp_path / "domain.yml")
    return tmp_path


@pytest.fixture
def faults(project: Path) -> Callable[[], list[str]]:
    """What `check` finds wrong in the copy."""

    def found() -> list[str]:
        said = io.StringIO()
        good = check(Console(file=said, width=300), project)
        lines = [
            line.removeprefix("Wrong: ")
            for line in said.getvalue().splitlines()
            if line.startswith("Wrong: ")
        ]
        assert good is (lines == [])
        return lines

    return found


@pytest.fixture
def answers(project: Path) -> Callable[[str], None]:
    """Add answers to the copy."""
    return lambda text: (project / "data/answers/planted.yml").write_text(text, "utf-8") and None


def test_the_repository_is_right(alongside: Callable) -> None:
    called = alongside("check")
    assert called.code == 0 and "0 to put right" in called.out and "Wrong" not in called.out


def test_the_copy_is_right(faults: Callable, answers: Callable) -> None:
    answers(PLAIN)
    assert faults() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- id: greet.planted\n  sms: Hello.\n", "planted.yml, line 1: 'plain' is missing"),
        ("- plain: Hello.\n  sms: Hello.\n", "planted.yml, line 1: 'id' is missing"),
        ("\n- id: greet.planted\n  plain: Hello.\n", "line 2: 'greet.planted' has no sms form"),
        (PLAIN + PLAIN, "planted.yml, line 6: the id 'greet.planted' stands twice"),
        (PLAIN.replace("greet.", "gret."), "'gret.planted' belongs to no intent of domain.yml"),
        (PLAIN + "  next: [nowhere]\n", "'next' names 'nowhere', which does not exist"),
        (PLAIN.replace("sms: Hello", "sms: It’s us"), "line 4: 'sms' has ’, which one text cannot carry"),
        (PLAIN.replace("sms: Hello", "sms: " + "Hello " * 52), "line 4: 'sms' takes more than two texts: cut"),
        (PLAIN.replace("sms: Hello", "sms: Reply STOP to go"), "sms asks for STOP"),
        (PLAIN.replace("plain: Hello", "plain: <b>Hello</b>"), "'plain' holds HTML"),
        (PLAIN.replace("plain: Hello", "plain: '[[{no_such} | x]]' #"), "the figure 'no_such', which"),
        (PLAIN.replace("plain: Hello", "plain: 'It is {uc_taper_rate}' #"), "no undated side"),
        (PLAIN + "  reviewed: soon\n", "line 5: reviewed must be a day such as"),
        (PLAIN + "  stop: {to: nobody}\n", "stop.to must be one of"),
        (PLAIN.replace("sms: Hello", "sms: " + "Will PIP go? " * 23), "begins with 'PIP', so a line goes before"),
        ("- id: a\n  plain: 'open\n", "planted.yml, line 3: this is not valid YAML"),
        ("greet: Hello\n", "planted.yml: this must be a list"),
    ],
)  # fmt: skip
def test_a_fault_in_an_answer(text: str, said: str, faults: Callable, answers: Callable) -> None:
    answers(text)
    (fault,) = faults()
    assert said in fault


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nlu:\n- intent: greet\n  examples: |\n    - bye bye planted\n"
         "- intent: goodbye\n  examples: |\n    - Bye bye, planted!\n",
         "'Bye bye, planted!' stands under two intents"),
        ("nlu:\n- intent: gret\n  examples: |\n    - hello planted\n",
         "the intent 'gret' is not in domain.yml"),
        ("nlu:\n- intent: greet\n  examples: |\n - x\n", "planted.yml, line 4: this is not valid YAML"),
        ("nlu:\n- intent: greet\n", "planted.yml is not valid Rasa training data"),
    ],
)  # fmt: skip
def test_a_fault_in_the_training_data(
    text: str, said: str, project: Path, faults: Callable
) -> None:
    (project / "data/nlu/planted.yml").write_text(text)
    assert any(said in fault for fault in faults())


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("sms", "I am glad you told me, and I take it"),
        ("plain", "I am glad you told me. I am taking this"),
    ],
)
def test_a_text_that_must_come_at_once_and_begins_with_what_tells(
    project: Path, faults: Callable, form: str, begins: str
) -> None:
    file = project / "data/answers/safety.yml"
    text = file.read_text("utf-8").replace(begins, "Suicide: I take it")
    file.write_text(text, "utf-8")
    said = f"'crisis' {form} begins with 'Suicide', which a locked phone"
    assert any(said in fault for fault in faults())


def test_a_list_of_telling_words_that_is_none(project: Path, faults: Callable) -> None:
    (project / "data/telling.yml").write_text("- words: pip\n")
    (fault,) = faults()
    assert "telling.yml, line 1: 'words' must be a list of words." in fault


def test_a_synonym_beside_the_examples_is_no_fault(project: Path, faults: Callable) -> None:
    text = "nlu:\n- synonym: PIP\n  examples: |\n    - personal independence payment\n"
    (project / "data/nlu/planted.yml").write_text(text)
    assert faults() == []


def test_an_example_that_stands_twice(project: Path, faults: Callable) -> None:
    text = "nlu:\n- intent: greet\n  examples: |\n    - well hello planted\n    - Well, hello planted!\n"
    (project / "data/nlu/planted.yml").write_text(text)
    assert any("'Well, hello planted!' stands twice under 'greet'" in fault for fault in faults())


@pytest.mark.parametrize(
    ("kept", "line"),
    [
        ("tests/understanding/messages.yml", "  greet: |\n  - a planted morning to you | thank\n"),
        ("tests/safety/corpus/planted.txt", "! A planted morning, to you.\n"),
    ],
)
def test_a_text_kept_for_measuring_that_is_learnt_from(
    kept: str, line: str, project: Path, faults: Callable
) -> None:
    text = "nlu:\n- intent: greet\n  examples: |\n    - a planted morning to you\n"
    (project / "data/nlu/planted.yml").write_text(text)
    file = project / kept
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line)
    assert any("also stands in planted.yml: reword one" in fault for fault in faults())


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "not JSON",
            "planted.jsonl, line 1: write a JSON object with topic, question, text, target",
        ),
        ('{"topic": "greet"}', "planted.jsonl, line 1: write a JSON object"),
        (
            '{"topic": "gret", "question": "a", "text": "b", "target": "greet"}',
            "planted.jsonl, line 1: the intent 'gret' is not in domain.yml",
        ),
        (
            '{"topic": "greet", "question": "a", "text": " ", "target": "greet"}',
            "planted.jsonl, line 1: 'text' is empty",
        ),
    ],
)
def test_a_fault_in_an_example_of_a_follow_up(
    line: str, said: str, project: Path, faults: Callable
) -> None:
    (project / "data/follow_ups/planted.jsonl").write_text(line + "\n")
    assert any(said in fault for fault in faults())


def test_an_intent_without_examples(project: Path, faults: Callable) -> None:
    (project / "data/nlu/job_clubs.yml").unlink()
    assert any("intent 'job_club_what' has 0 examples; 30 are needed" in f for f in faults())


def test_an_answer_that_the_domain_names_and_nobody_wrote(project: Path, faults: Callable) -> None:
    domain = project / "domain.yml"
    domain.write_text(domain.read_text().replace("answer: greet\n", "answer: greet_nobody\n"))
    assert any("domain.yml names the answer 'greet_nobody'" in fault for fault in faults())


@pytest.mark.parametrize(
    ("file", "row", "said"),
    [
        ("organisations.csv", "planted,Name,Peckam,yes", "boroughs: there is no 'Peckam'"),
        ("organisations.csv", "planted,,Camden,yes", "name: this must not be empty"),
        ("services.csv", "planted,nobody,Name,job_club", "there is no organisation 'nobody'"),
    ],
)
def test_a_fault_in_the_directory(
    file: str, row: str, said: str, project: Path, faults: Callable
) -> None:
    table = project / "data" / "services" / file
    columns = table.read_text("utf-8").splitlines()[0].split(",")
    if file == "organisations.csv":
        given = dict(zip(("id", "name", "boroughs", "is_ddpo"), row.split(",")))
    else:
        given = dict(zip(("id", "organisation_id", "name", "kind"), row.split(",")))
    with table.open("a", encoding="utf-8") as handle:
        handle.write(",".join(given.get(column, "") for column in columns) + "\n")
    (fault,) = faults()
    assert fault.startswith(file) and said in fault


def test_dates_are_told_and_are_no_fault(project: Path) -> None:
    said = io.StringIO()
    assert check(Console(file=said, width=300), project, today=date(2031, 1, 1))
    assert "was to be reviewed by" in said.getvalue() and " ended on " in said.getvalue()
