"""Every line of docs/accessibility.md names tests that exist."""

import ast
import re
from functools import cache

from bot.settings import PROJECT

PAGE = (PROJECT / "docs" / "accessibility.md").read_text("utf-8")
ROW = re.compile(r"^\| (WC-\d\d) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`([\w/.]+)::(\w+)`")


@cache
def names_in(path: str) -> set[str]:
    tree = ast.parse((PROJECT / "tests" / path).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_requirement_names_tests_that_exist():
    rows = ROW.findall(PAGE)
    assert [number for number, _, _ in rows] == [f"WC-{n:02}" for n in range(1, 79)]
    for number, _what, tests in rows:
        named = TEST.findall(tests)
        assert named, number
        assert [test for test in named if test[1] not in names_in(test[0])] == [], number
