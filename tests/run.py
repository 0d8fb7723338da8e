"""`make test`: fetch what the tests need, then run them all. Ends with pytest's own summary."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.browser.orca.desktop import PACKAGES, missing  # noqa: E402

CHECKERS = PROJECT / "tests" / "checkers"
"""Which checkers of pages, in which versions; npm compares what comes with the lock's hashes."""
SHARED_OUT = ("-n", "2", "--dist", "loadgroup")
"""Two processes, a folder or file at a time (tests/conftest.py): half the waiting of one."""
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
    install("chromium")
    return shutil.which("chromium")


def install(*packages: str) -> None:
    """Debian's packages, where this is Debian and we may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print(f"Installing for the tests: {' '.join(packages)}", flush=True)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
    }
    # A new machine often updates itself just now: wait for that instead of failing.
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    subprocess.run([*apt, "update"], **quiet)
    subprocess.run([*apt, "install", "-y", "--no-install-recommends", *packages], **quiet)


def screen_reader() -> None:
    """Orca, what it needs, and a second browser for it. What is missing is left out, and says so."""
    wanted = [*PACKAGES] if missing() else []
    if not (shutil.which("firefox-esr") or shutil.which("firefox")):
        wanted.append("firefox-esr")
    if wanted:
        install(*wanted)


def page_checkers() -> None:
    """Checkers of HTML and accessibility, by npm. What is missing is left out, and says so."""
    if not shutil.which("java"):
        install("default-jre-headless")
    home = PROJECT / ".tools" / "pages"
    lock = (CHECKERS / "package-lock.json").read_bytes()
    kept = home / "package-lock.json"
    if (home / "node_modules").exists() and kept.exists() and kept.read_bytes() == lock:
        return
    npm = shutil.which("npm")
    if npm is None:
        print("The page checkers need npm (Node.js 20 or newer): they are left out.", flush=True)
        return
    home.mkdir(parents=True, exist_ok=True)
    shutil.copy(CHECKERS / "package.json", home)
    command = [
        npm,
        "ci",
        "--ignore-scripts",
        "--no-audit",
        "--no-fund",
        "--loglevel=error",
        "--fetch-retries=1",
    ]
    shutil.copy(CHECKERS / "package-lock.json", home)
    if subprocess.run(command, cwd=home).returncode:
        kept.unlink()
        print("npm could not fetch the page checkers: they are left out.", flush=True)


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
    screen_reader()
    page_checkers()
    environment = {**os.environ, "ALONGSIDE_TEST_BROWSER": browser}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *SHARED_OUT, *sys.argv[1:]], cwd=PROJECT, env=environment
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
