"""axe-core on an open page: every rule it has, those of level AAA and best practice too."""

import json
from functools import cache
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

from bot.settings import PROJECT

RUN = """
async (only) => {
  const rules = {};
  for (const { ruleId, tags } of axe.getRules()) {
    rules[ruleId] = { enabled: !tags.includes('deprecated') && (!only || only.includes(ruleId)) };
  }
  const { violations } = await axe.run(document, { rules, resultTypes: ['violations'] });
  return violations.map((v) => [v.id, ...v.nodes.map((n) => n.html.slice(0, 120) + ' ' + n.failureSummary)]);
}
"""
CONTRAST = ("color-contrast", "color-contrast-enhanced", "link-in-text-block")


NEWEST = PROJECT / ".tools" / "pages" / "node_modules" / "axe-core" / "axe.min.js"
"""Put there by `make test`, with npm; without npm the older one of a Python package does it."""


@cache
def _script() -> str:
    packed = Path(axe_playwright_python.__file__).parent.rglob("axe.min.js")
    return (NEWEST if NEWEST.exists() else next(packed)).read_text("utf-8")


def violations(page: Page, *only: str) -> list[list[str]]:
    """What axe finds wrong; with `only`, by these rules. There is no list of exceptions."""
    page.wait_for_load_state()  # A page whose style sheet is still on its way has small targets.
    if not page.evaluate("!!window.axe"):
        page.evaluate(_script())
    return page.evaluate(f"({RUN})({json.dumps(only) if only else 'null'})")
