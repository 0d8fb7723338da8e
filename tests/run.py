"""`make test`: fetch what the tests need, then run them all. Ends with pytest's own summary."""

import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from tests.browser.orca.desktop import PACKAGES, missing  # noqa: E402

CHECKER = PROJECT / ".tools" / "vnu.jar"
"""The Nu HTML Checker (https://validator.github.io/validator/), as npm's package holds it."""
CHECKER_URL = "https://registry.npmjs.org/vnu-jar/-/vnu-jar-26.9.27.tgz"
CHECKER_SHA512 = (
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c"
    "417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428"
)
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
    subprocess.run(["apt-get", "update", "-qq"], **quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet
    )


def screen_reader() -> None:
    """Orca and what it needs. Without it the tests with it are left out, and say so."""
    if missing():
        install(*PACKAGES)


def page_checker() -> None:
    """The checker of HTML pages, by its fixed hash. Without it its test is left out, and says so."""
    if not shutil.which("java"):
        install("default-jre-headless")
    if CHECKER.exists() or not shutil.which("java"):
        return
    try:
        with urllib.request.urlopen(CHECKER_URL, timeout=120) as answer:
            packed = answer.read()
        if hashlib.sha512(packed).hexdigest() != CHECKER_SHA512:
            print("The page checker that came is not the one expected: it is not used.")
            return
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            jar = files.extractfile("package/build/dist/vnu.jar").read()
        CHECKER.parent.mkdir(exist_ok=True)
        CHECKER.write_bytes(jar)
    except OSError as error:
        print(f"The page checker could not be fetched: {error}")


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
    page_checker()
    environment = {**os.environ, "ALONGSIDE_TEST_BROWSER": browser}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *sys.argv[1:]], cwd=PROJECT, env=environment
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
