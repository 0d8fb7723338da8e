"""Every requirement of the console's accessibility page names a test, and the test is there."""

import ast
import re

from bot.settings import PROJECT

PAGE = PROJECT / "docs" / "accessibility-console.md"
ROW = re.compile(
    r"^\| (AC-\d\d(?:, AC-\d\d)*) \|.*`(tests/[\w/]+\.py)::(test_\w+)` \|$", re.MULTILINE
)


def test_each_requirement_has_a_test_that_exists():
    rows = ROW.findall(PAGE.read_text("utf-8"))
    ids = sorted(one for first, _, _ in rows for one in first.split(", "))
    assert ids == [f"AC-{n:02d}" for n in range(1, 51)]
    for _, path, name in rows:
        tree = ast.parse((PROJECT / path).read_text("utf-8"))
        functions = {
            n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in functions, f"{path}::{name}"
