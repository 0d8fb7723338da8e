"""Every page of the chat in every state it can be in, as a browser without scripts gets it."""

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from fastapi.testclient import TestClient
from sqlalchemy import text as sql

from bot.conversations import support_plan
from tests.webchat.house import House, SilentSender, begin

Prepare = Callable[[TestClient, House], str]

LISTING = (
    "For Peckham (Southwark) I have this listed:\n\n"
    "1. Job club, Some Organisation\nWhat it is: a job club. A weekly meeting.\n"
    "Who runs it: run by disabled people.\nHow to reach it: phone 020 7946 0000, "
    "email club@some.example, https://some.example/club\nAccess: step-free access.\n"
    "Checked 1 November 2026.\n\nGoing is your choice. Please ring or email first."
)
PHONE = {"number": "07700 900123", "agreed": "yes"}


def _talk(client: TestClient, house: House) -> str:
    begin(client)
    house.assistant_writes(LISTING)
    return client.get("/").text


def _many_choices(client: TestClient, house: House) -> str:
    begin(client)
    house.assistant_writes("Which is it?", offers=[f"Answer {n}" for n in range(9)])
    return client.get("/").text


def _long(client: TestClient, house: House) -> str:
    begin(client, "a" * 300)
    house.assistant_writes(*(f"Message {number}.\n\n- one\n- two" for number in range(70)))
    return client.get("/").text


def _waiting(client: TestClient, house: House) -> str:
    begin(client, "can i talk to someone")
    return client.post("/message", data={"text": "yes", "once": "b"}).text


def _adviser(client: TestClient, house: House) -> str:
    _waiting(client, house)
    house.adviser_joins()
    house.adviser_writes("Hello, I am Sam.\n\nHow can I help?")
    return client.get("/").text


def _gone(client: TestClient, house: House) -> str:
    _adviser(client, house)
    house.adviser_leaves()
    return client.get("/").text


def _ended(client: TestClient, house: House) -> str:
    begin(client)
    return client.post("/message", data={"text": "stop", "once": "b"}).text


def _shut(client: TestClient, house: House) -> str:
    begin(client)
    house.clock.move(hours=21)
    return client.get("/").text


def _no_cookie(client: TestClient, house: House) -> str:
    return client.get("/?sent").text


def _asked_for(path: str, *, started: bool = True, **data: str) -> Prepare:
    """What stands at an address; with `data`, what comes back when it is sent there."""

    def prepare(client: TestClient, house: House) -> str:
        if started:
            begin(client)
        return (client.post(path, data=data) if data else client.get(path)).text

    return prepare


def _posted(path: str, *, started: bool = True) -> Prepare:
    def prepare(client: TestClient, house: House) -> str:
        if started:
            begin(client)
        return client.post(path).text

    return prepare


def _in_welsh(prepare: Prepare) -> Prepare:
    def prepared(client: TestClient, house: House) -> str:
        client.post("/settings", data={"language": "cy"})
        return prepare(client, house)

    return prepared


def _in_easy_read(client: TestClient, house: House) -> str:
    client.post("/settings", data={"answers": "easy_read"})
    begin(client)
    return client.get("/").text


def _in_other_languages(client: TestClient, house: House) -> str:
    begin(client, "czy mogę porozmawiać po polsku")
    return client.post(
        "/message", data={"text": "مرحبا، أحتاج إلى مساعدة في العمل", "once": "b"}
    ).text


def _texting(data: dict[str, str] | None = None) -> Prepare:
    def prepare(client: TestClient, house: House) -> str:
        house.gateway.senders["sms"] = SilentSender()
        begin(client)
        return (client.post("/phone", data=data) if data else client.get("/phone")).text

    return prepare


def _kept(client: TestClient, house: House) -> str:
    _waiting(client, house)
    return client.post("/forget").text


def _with_a_plan(path: str) -> Prepare:
    def prepare(client: TestClient, house: House) -> str:
        begin(client)
        with house.database.begin() as session:
            person_id, now = house._talk(session).row.person_id, house.clock.now()
            words = {"goal": "A job in a library", "helps": "My sister", "who": "Me"}
            support_plan.keep_plan(session, house.gateway.vault, person_id, words, now)
        return client.get(path).text

    return prepare


def _busy(client: TestClient, house: House) -> str:
    client.get("/")
    with house.database.begin() as session:
        session.execute(sql("SELECT 1"))
        return client.post("/message", data={"text": "a thought", "once": "a"}).text


def _another_site(client: TestClient, house: House) -> str:
    return client.post("/forget", headers={"Origin": "https://other.example"}).text


STATES: dict[str, Prepare] = {
    "chat-empty": _asked_for("/", started=False),
    "chat-talk": _talk,
    "chat-easy-read": _in_easy_read,
    "chat-many-choices": _many_choices,
    "chat-languages": _in_other_languages,
    "chat-long": _long,
    "chat-waiting": _waiting,
    "chat-adviser": _adviser,
    "chat-crisis": _asked_for("/message", text="i want to kill myself", once="c"),
    "chat-gone": _gone,
    "chat-ended": _ended,
    "chat-shut": _shut,
    "chat-no-cookie": _no_cookie,
    "chat-error": _asked_for("/message", text=" ", once="e"),
    "chat-too-long": _asked_for("/message", text="a" * 10_001, once="e"),
    "chat-welsh": _in_welsh(_talk),
    "busy": _busy,
    "refused": _another_site,
    "about": _asked_for("/about", started=False),
    "how": _asked_for("/how", started=False),
    "how-welsh": _in_welsh(_asked_for("/how")),
    "accessibility": _asked_for("/accessibility", started=False),
    "email": _asked_for("/email"),
    "email-none": _asked_for("/email", started=False),
    "about-welsh": _in_welsh(_asked_for("/about")),
    "settings": _asked_for("/settings"),
    "settings-saved": _asked_for("/settings", size="large"),
    "settings-welsh": _in_welsh(_asked_for("/settings")),
    "device-none": _asked_for("/another-device", started=False),
    "device-offer": _asked_for("/another-device"),
    "device-code": _posted("/another-device"),
    "carry-on": _asked_for("/carry-on?code=ABCD", started=False),
    "carry-on-error": _asked_for("/carry-on", code="wrong"),
    "phone-not-possible": _asked_for("/phone"),
    "phone": _texting(),
    "phone-no-consent": _texting({"number": "07700 900123"}),
    "phone-wrong": _texting({"number": "12", "agreed": "yes"}),
    "phone-sent": _texting(PHONE),
    "forget": _asked_for("/forget"),
    "forgotten": _posted("/forget"),
    "forget-kept": _kept,
    "plan-none": _asked_for("/plan"),
    "plan": _with_a_plan("/plan"),
    "plan-welsh": _in_welsh(_with_a_plan("/plan")),
    "plan-file": _with_a_plan("/plan.html"),
    "nowhere": _asked_for("/nothing-here", started=False),
    "links": _asked_for("/links", started=False),
    "copy": _asked_for("/copy.html"),
    "copy-welsh": _in_welsh(_asked_for("/copy.html")),
}
FILES = ("copy", "copy-welsh", "plan-file")
"""To take away: not in the frame of the pages."""


@cache
def all_pages() -> dict[str, str]:
    """Every state with its page. Made once: each takes a house of its own."""
    with tempfile.TemporaryDirectory() as folder:
        return {state: _page_in(state, Path(folder) / state) for state in STATES}


def _page_in(state: str, folder: Path) -> str:
    folder.mkdir()
    house = House(
        folder, contact="020 7946 0000", bsl="SignVideo on our website",
        welcome="Welcome.", telegram_name="alongside_bot", twilio_number="+447700900000",
    )  # fmt: skip
    with TestClient(house.app, headers={"Accept": "text/html"}) as client:
        return STATES[state](client, house)
