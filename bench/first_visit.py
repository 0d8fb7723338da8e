"""How long a first visit and a long talk take to show, on a fast line and on one like 2G.

    uv run python bench/first_visit.py [--browser /usr/bin/chromium]

A house of its own without Rasa; Chromium measures (first contentful paint, all loaded) while its
network is slowed down to 50 kB/s with 800 ms there and back.
"""

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browser.conftest import Server
from tests.webchat.house import House

SLOW = {"offline": False, "latency": 800, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
TIMES = """() => new Promise((done) => {
  const wait = () => {
    const paint = performance.getEntriesByName('first-contentful-paint')[0];
    const page = performance.getEntriesByType('navigation')[0];
    if (paint && page.loadEventEnd) done([paint.startTime, page.loadEventEnd]); else setTimeout(wait, 50);
  };
  wait();
})"""


def visit(browser: Browser, url: str, cookies: list, slow: bool) -> tuple[float, float, int, int]:
    """Milliseconds to the first words and to everything; bytes and requests on the wire."""
    context = browser.new_context(base_url=url)
    context.add_cookies(cookies)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    sizes: list[int] = []
    tools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    if slow:
        tools.send("Network.emulateNetworkConditions", SLOW)
    page.goto("/", timeout=120_000)
    paint, loaded = page.evaluate(TIMES)
    context.close()
    return paint, loaded, sum(map(int, sizes)), len(sizes)


def measure(name: str, browser: Browser, url: str, cookies: list) -> None:
    for slow in (False, True):
        found = [visit(browser, url, cookies, slow) for _ in range(5)]
        paint, loaded, size, requests = (statistics.median(column) for column in zip(*found))
        line = "50 kB/s, 800 ms" if slow else "no limit"
        print(
            f"{name}, {line}: first words {paint:.0f} ms, all {loaded:.0f} ms, "
            f"{size / 1000:.1f} kB in {requests:.0f} requests"
        )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--browser", default=shutil.which("chromium"))
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(House(Path(folder)))
        server.start()
        browser = playwright.chromium.launch(executable_path=chosen.browser, args=["--no-sandbox"])
        measure("First visit", browser, server.url, [])
        context = browser.new_context(base_url=server.url)
        context.request.get("/")
        context.request.post("/message", form={"text": "hello", "once": "a"})
        server.house.assistant_writes(*(f"Message {n}. " + "words " * 30 for n in range(498)))
        measure("A talk of 500 messages", browser, server.url, context.cookies())
        browser.close()
        server.stop()


if __name__ == "__main__":
    main()
