"""HTML_CodeSniffer on an open page, by WCAG 2 at level AAA: what pa11y runs too."""

from functools import cache

from playwright.sync_api import Page

from bot.settings import PROJECT

PROGRAM = PROJECT / ".tools" / "pages" / "node_modules" / "html_codesniffer" / "build" / "HTMLCS.js"
"""Put there by `make test`, with npm."""
RUN = """() => new Promise((done, fail) => HTMLCS.process('WCAG2AAA', document, () => done(
  HTMLCS.getMessages().filter((m) => m.type === HTMLCS.ERROR)
    .map((m) => [m.code, m.msg, m.element.outerHTML?.slice(0, 120)])), fail))"""


@cache
def _script() -> str:
    return PROGRAM.read_text("utf-8")


def errors(page: Page) -> list[list[str]]:
    """What it calls an error; its warnings and notices are questions to a person."""
    if not page.evaluate("!!window.HTMLCS"):
        page.evaluate(_script())
    return page.evaluate(RUN)
