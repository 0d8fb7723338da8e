"""`make test`: fetch what the tests need, then run them all. Ends with pytest's own summary."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
HOW_TO = (
    "No Chromium was found and none could be installed: install the package 'chromium', "
    "or run 'uv run playwright install chromium', then run 'make test' again."
)


def chromium() -> str | None:
    """The browser to test with: the system's, else Playwright's own, else Debian's package."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if path := shutil.which(name):
            return path
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True)
    if path := playwrights_own():
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Debian's chromium for the browser tests", flush=True)
        quiet = {
            "stdout": subprocess.DEVNULL,
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        }
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], **quiet
        )
    return shutil.which("chromium")


def playwrights_own() -> str | None:
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    path = found.stdout.strip()
    return path if path and Path(path).exists() else None


def main() -> int:
    browser = chromium()
    if browser is None:
        print(HOW_TO)
        return 1
    environment = {**os.environ, "ALONGSIDE_TEST_BROWSER": browser}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=PROJECT, env=environment
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
