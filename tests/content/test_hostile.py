"""Wrong and hostile content files: each gives an error with its line, and the good set stays."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.content.live import LiveStore
from bot.content.load import load_store, read_store
from bot.errors import PlainError
from bot.settings import PROJECT

GOOD = "- id: x.a\n  title: T\n  plain: Words.\n  sms: Words.\n"


def copy_of_the_data(folder: Path) -> Path:
    shutil.copytree(PROJECT / "data" / "answers", folder / "answers")
    shutil.copytree(PROJECT / "data" / "pictures", folder / "pictures")
    for name in ("facts.yml", "programmes.yml", "jargon.yml", "telling.yml"):
        shutil.copy(PROJECT / "data" / name, folder / name)
    return folder


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return copy_of_the_data(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "complaint"),
    [
        (GOOD + "  easy_reed: []\n", 5, "is no field of an answer. Did you mean 'easy_read'?"),
        (GOOD + "  easy_read: [words]\n", 5, "must have lines such as"),
        (GOOD + "  easy_read:\n  - monny: Words.\n", 6, "no picture 'monny'. Did you mean 'money'?"),
        (GOOD + "  easy_read:\n  - money: Words.\n  - work: " + "w" * 130, 7, "Make two lines"),
        (GOOD + "  easy_read:\n  - money: Привет\n", 6, "a text message cannot carry П"),
        (GOOD + "  summary: It is {uc_taper_rate}\n", 5, "one line without figures"),
        (GOOD + "  plain: More words.\n", 5, "'plain' stands twice in one entry"),
        (GOOD + "  next: atw_what\n", 5, "'next' must be a list"),
        (GOOD + "  choices: [1]\n", 5, "each choice needs a label and an intent"),
        (GOOD + "  stop: soon\n", 5, "stop.to must be one of"),
        (GOOD + "  sources: [a]\n", 5, "must have lines such as"),
        (GOOD + "  sources:\n  - publisher: P\n    url: 'javascript:alert(1)'\n", 7, "must begin with"),
        (GOOD + "  careful: true\n", 1, "'careful' answers need a source"),
        (GOOD + "  covers: [Englund]\n", 5, "'Englund' must be one of England"),
        (GOOD + "  nations:\n    Scotland:\n      plain: Words.\n", 7, "needs 'plain' and 'sms'"),
        (GOOD + "  reviewed: 2026-11-21\n  review_by: 2026-01-01\n", 6, "must be later"),
        (GOOD.replace("plain: Words", "plain: Wo\u202erds"), 3, "invisible character (U+202E)"),
        (GOOD.replace("plain: Words.", "plain: |\n    One.\n    <script>x</script>"), 5, "HTML"),
        (GOOD.replace("sms: Words.", "sms: 5"), 4, "'sms' must be words"),
        (GOOD.replace("sms: Words", "sms: Wörds “so”"), 4, "which one text cannot carry"),
        (GOOD.replace("plain: Words", "plain: " + "w" * 2100), 3, "2000 are the most"),
        (GOOD.replace("x.a", "../../etc"), 1, "small letters and _"),
        ("- &a {id: x.a, plain: p, sms: s}\n- *a\n", 2, "points to another place"),
        (GOOD + "  plain\n", 5, "not valid YAML"),
        ("- id: x.a\n  plain: \x07\n", 2, "not valid YAML"),
        ("- 5\n", 0, "each entry must begin with '- id:'"),
        ("- id: x.a\n  reviewed: 2026-02-30\n", 0, "cannot be read"),
        ("[" * 5000, 0, ""),
    ],
)  # fmt: skip
def test_a_fault_names_its_line_and_what_to_write(data, text, line, complaint):
    (data / "answers" / "zz.yml").write_text(text, "utf-8")
    _, faults = read_store(data)
    [fault, *_] = [f for f in faults if "zz.yml" in f]
    assert complaint in " ".join(faults)
    if line:
        assert any(f"zz.yml, line {line}:" in f for f in faults), fault


def test_a_few_lines_that_would_fill_the_memory_are_refused_at_once(data):
    bomb = "- &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"- &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(12)
    )
    (data / "answers" / "zz.yml").write_text(bomb)
    with pytest.raises(PlainError, match="zz.yml, line 2"):
        load_store(data)


def test_a_file_that_is_no_text_is_refused(data):
    (data / "answers" / "zz.yml").write_bytes(b"- id: x\n  plain: \xff\xfe\n")
    with pytest.raises(PlainError, match="zz.yml, line 2: this is not UTF-8"):
        load_store(data)


def test_a_folder_in_place_of_a_file_is_refused(data):
    (data / "answers" / "zz.yml").mkdir()
    with pytest.raises(PlainError, match="zz.yml cannot be read"):
        load_store(data)


def test_a_huge_file_is_refused_unread(data):
    (data / "answers" / "zz.yml").write_text("# " + "x" * 1_000_001)
    with pytest.raises(PlainError, match="larger than a million bytes"):
        load_store(data)


def test_all_faults_of_all_files_are_told_at_once(data):
    (data / "answers" / "zy.yml").write_text("- id: x.a\n  plain: p\n")
    (data / "answers" / "zz.yml").write_text("- id: x.b\n  sms: s\n- id: x.c\n  sms: s\n")
    _, faults = read_store(data)
    assert len(faults) == 3


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> tuple[Path, LiveStore]:
    """One folder for many tries; the last good set must come through all of them."""
    folder = copy_of_the_data(tmp_path_factory.mktemp("live"))
    return folder, LiveStore(folder, every=0)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_whatever_stands_in_a_file_people_go_on_getting_answers(live, content):
    folder, store = live
    (folder / "answers" / "zz.yml").write_bytes(content)
    assert store.current().get("atw_what").forms["plain"].startswith("Access to Work is money")


def test_answers_are_looked_up_without_looking_at_files_each_time(data, monkeypatch):
    store, looked = LiveStore(data, every=60), []
    monkeypatch.setattr(store, "_now", lambda: looked.append(1))
    for _ in range(1000):
        store.current()
    assert looked == []


def test_a_file_put_right_is_live_again(data):
    store, file = LiveStore(data, every=0), data / "answers" / "zz.yml"
    file.write_text(GOOD)
    assert "x.a" in store.current()
    file.write_text(GOOD + "  plain: twice\n")
    assert store.current().get("x.a").forms["plain"] == "Words."
    file.write_text(GOOD.replace("Words.", "Other words."))
    assert store.current().get("x.a").forms["plain"] == "Other words."
    file.unlink()
    assert "x.a" not in store.current()
