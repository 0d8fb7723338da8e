"""A desktop of its own with a real screen reader: Orca reads a browser, and its words are kept.

Everything runs on a virtual screen, in a private folder, over Unix sockets and 127.0.0.1. Only
what was started here is ended. Versions it was made with (Debian 12): Orca 43.1, AT-SPI 2.46,
speech-dispatcher 0.11.4, Xvfb 21.1, openbox 3.6, xdotool 3.20160805.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
NEEDED = ("orca", "Xvfb", "dbus-daemon", "openbox", "speech-dispatcher", "xdotool")
PACKAGES = (
    "orca", "at-spi2-core", "speech-dispatcher", "python3-speechd", "python3-pyatspi", "python3-gi",
    "gir1.2-atspi-2.0", "gir1.2-wnck-3.0", "libatk-adaptor", "dbus", "dbus-x11", "xvfb", "openbox",
    "xdotool", "fonts-dejavu-core",
)  # fmt: skip
"""Debian's packages of it all, besides the browsers."""

CHOICES = {
    "speechServerFactory": "orca.speechdispatcherfactory", "speechServerInfo": None,
    "enableSpeech": True, "enableBraille": False, "enableBrailleMonitor": False,
    "enableEchoByCharacter": False, "enableEchoByWord": False, "enableKeyEcho": False,
    "enableTutorialMessages": False, "enableSound": False, "inferLiveRegions": True,
    "profile": ["Default", "default"], "startingProfile": ["Default", "default"],
    "activeProfile": ["Default", "default"],
}  # fmt: skip


def missing() -> list[str]:
    """The programs that are not installed."""
    return [name for name in NEEDED if shutil.which(name) is None]


ANYTHING = re.compile("")
FIREFOX = {
    "accessibility.force_disabled": -1,
    "app.update.enabled": False,
    "browser.aboutwelcome.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.termsofuse.prefMigrationCheck": True,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "http://127.0.0.1:9/",
    "termsofuse.bypassNotification": True,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
}
"""No questions at the first start, and no calls to other machines."""


class Desktop:
    """The running desktop, with Chromium or Firefox. Use it as a context manager."""

    def __init__(self, browser: str, url: str) -> None:
        self._browser, self._url = browser, url
        self._processes: list[subprocess.Popen] = []
        self.folder = Path(tempfile.mkdtemp(prefix="alongside-orca-"))
        self._voice = self.folder / "voice.jsonl"

    def __enter__(self) -> "Desktop":
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

    # Starting, in the order in which each needs the one before.

    def _start(self) -> None:
        for name in ("home", "run", "speech", "orca", "browser"):
            (self.folder / name).mkdir(mode=0o700)
        self._voice.touch()
        self._socket = self.folder / "run" / "speech.sock"
        self._environment = {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.folder / "home"),
            "TMPDIR": str(self.folder / "run"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
            "XDG_SESSION_TYPE": "x11",
            "GTK_MODULES": "gail:atk-bridge",
            "GNOME_ACCESSIBILITY": "1",
            "ACCESSIBILITY_ENABLED": "1",
            "SPEECHD_ADDRESS": f"unix_socket:{self._socket}",
            "ALONGSIDE_VOICE": str(self._voice),
        }
        self._start_screen()
        self._start_bus()
        self._run("openbox", "--sm-disable")
        self._start_speech()
        self._start_orca()
        self._start_browser()

    def _run(self, *command: str, **more: Any) -> subprocess.Popen:
        with (self.folder / f"{Path(command[0]).name}.log").open("ab") as log:
            process = subprocess.Popen(
                command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=more.pop("stdout", log),
                stderr=log,
                start_new_session=True,
                **more,
            )
        self._processes.append(process)
        return process

    def _start_screen(self) -> None:
        read, write = os.pipe()
        self._run(
            "Xvfb", "-displayfd", str(write), "-screen", "0", "1280x1024x24",
            "-nolisten", "tcp", "-noreset", pass_fds=(write,),
        )  # fmt: skip
        os.close(write)
        with os.fdopen(read) as line:
            # The whole line: Xvfb dies when the pipe is closed before its end.
            self._environment["DISPLAY"] = ":" + line.readline().strip()

    def _start_bus(self) -> None:
        bus = self._run(
            "dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE
        )
        address = bus.stdout.readline().decode().strip()
        self._environment["DBUS_SESSION_BUS_ADDRESS"] = address
        for name in ("IsEnabled", "ScreenReaderEnabled"):
            self._do(
                "dbus-send", "--session", "--print-reply", "--dest=org.a11y.Bus", "/org/a11y/bus",
                "org.freedesktop.DBus.Properties.Set", "string:org.a11y.Status",
                f"string:{name}", "variant:boolean:true",
            )  # fmt: skip

    def _start_speech(self) -> None:
        folder = self.folder / "speech"
        (folder / "modules").mkdir()
        (folder / "speechd.conf").write_text(
            'CommunicationMethod "unix_socket"\n'
            f'SocketPath "{self._socket}"\nLogDir "{folder}"\nLogLevel 1\n'
            'DefaultLanguage "en-GB"\nDefaultPunctuationMode "none"\n'
            f'AddModule "kept" "{HERE / "voice.py"}" ""\nDefaultModule kept\n'
        )
        self._run(
            "speech-dispatcher", "-s", "-t", "0", "-C", str(folder), "-L", str(folder),
            "-P", str(folder / "pid"), "-c", "unix_socket", "-S", str(self._socket),
        )  # fmt: skip
        self._until(self._socket.exists, 20, "speech-dispatcher did not start")

    def _start_orca(self) -> None:
        choices = {
            "general": CHOICES,
            "profiles": {
                "default": {
                    "profile": ["Default", "default"],
                    "pronunciations": {},
                    "keybindings": {},
                }
            },
            "pronunciations": {},
            "keybindings": {},
        }
        (self.folder / "orca" / "user-settings.conf").write_text(json.dumps(choices))
        self._run(str(HERE / "start.py"), "-u", str(self.folder / "orca"))
        self.wait_for("screen reader on", 60)

    def _start_browser(self) -> None:
        if Path(self._browser).name.startswith("firefox"):
            self._start_firefox()
        else:
            self._start_chromium()

    def _start_firefox(self) -> None:
        lines = (f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in FIREFOX.items())
        profile = self.folder / "browser"
        (profile / "user.js").write_text("".join(lines))
        self._run(
            self._browser, "--no-remote", "--profile", str(profile), "--new-window", self._url
        )

    def _start_chromium(self) -> None:
        self._run(
            self._browser, "--no-sandbox", "--force-renderer-accessibility",
            "--ozone-platform=x11", f"--user-data-dir={self.folder / 'browser'}",
            "--no-first-run", "--no-default-browser-check", "--disable-gpu", "--disable-sync",
            "--disable-background-networking", "--disable-component-update",
            "--disable-default-apps", "--disable-extensions", "--password-store=basic",
            "--disable-features=Translate,MediaRouter,OptimizationHints",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--remote-debugging-port=0", "--window-position=0,0", "--window-size=1280,1024",
            self._url,
        )  # fmt: skip
        port = self.folder / "browser" / "DevToolsActivePort"
        self._until(lambda: port.exists() and port.read_text().strip(), 60, "no Chromium")
        self.address = f"http://127.0.0.1:{port.read_text().split()[0]}"
        """Where Playwright can connect to Chromium."""

    def _until(self, ready: Callable[[], Any], seconds: float, otherwise: str) -> None:
        end = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > end:
                raise TimeoutError(f"{otherwise} in {seconds:.0f} s")
            time.sleep(0.05)

    def _do(self, *command: str) -> None:
        subprocess.run(command, env=self._environment, check=True, capture_output=True, timeout=30)

    # What is heard, and what is pressed.

    def _lines(self) -> list[dict[str, str]]:
        text = self._voice.read_text()
        return [json.loads(line) for line in text[: text.rfind("\n") + 1].splitlines()]

    def heard(self) -> list[str]:
        """Everything said so far, one entry an utterance."""
        return [line["said"] for line in self._lines() if line.get("said")]

    def wait_for(self, words: str, seconds: float = 30, since: int = 0) -> None:
        """Until an utterance after the first `since` holds these words."""

        def said() -> bool:
            return any(words.lower() in text.lower() for text in self.heard()[since:])

        try:
            self._until(said, seconds, f"{words!r} was not said")
        except TimeoutError as error:
            raise AssertionError(f"{error}; said: {self.heard()[since:]}") from None

    def wait_until_said(self, most: float, since: int, what: re.Pattern = ANYTHING) -> None:
        """Until something of this shape is said after the first `since`, or for so long."""

        def said() -> bool:
            return any(what.search(text) for text in self.heard()[since:])

        with contextlib.suppress(TimeoutError):
            self._until(said, most, "nothing was said")

    def wait_until_quiet(self, seconds: float = 1.0, most: float = 20.0) -> None:
        """Until nothing new was said for a while."""
        count, end = len(self._lines()), time.monotonic() + most
        still = time.monotonic() + seconds
        while time.monotonic() < min(still, end):
            time.sleep(0.05)
            if (now := len(self._lines())) != count:
                count, still = now, time.monotonic() + seconds

    def press(self, *keys: str) -> None:
        """Real key events, by the names of X."""
        for key in keys:
            self._do("xdotool", "key", "--clearmodifiers", "--delay", "20", key)

    def type(self, text: str, delay: int = 25) -> None:
        """Type a text key by key, with so many milliseconds between."""
        self._do("xdotool", "type", "--delay", str(delay), text)

    # Ending.

    def close(self) -> None:
        """End everything that was started, the youngest first, and what it started in turn."""
        for process in reversed(self._processes):
            with contextlib.suppress(OSError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in reversed(self._processes):
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(5)
        for process in self._processes:
            if process.stdout:
                process.stdout.close()
        self._processes.clear()
        for number in self._left():
            with contextlib.suppress(OSError):
                os.kill(number, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _left(self) -> list[int]:
        """Processes that the bus or the browser started for us: our folder is in their environment."""
        mark, found = f"ALONGSIDE_VOICE={self._voice}".encode(), []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    if mark in (entry / "environ").read_bytes():
                        found.append(int(entry.name))
        return found
