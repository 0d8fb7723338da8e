"""What people write, their numbers and our tokens are in no file that a run leaves behind."""

import secrets
import time

import httpx
import psutil
from sqlalchemy import select

from bot.cases.models import Case
from tests.channels.carriers import Answer, twilio_error
from tests.faults.conftest import TWILIO_TOKEN, form_token

PHRASE = "walrus" + secrets.token_hex(6)
"""Part of every message below, also of those that meet an error."""
NOTE, REPLY = "heron" + secrets.token_hex(6), "magpie" + secrets.token_hex(6)
NI_NUMBER = "AB123456C"
NUMBERS = ("7700900456", "7700900457", "7700900458")


def test_rasa_and_the_action_server_are_open_to_this_machine_only(running):
    for child in running.family.children:
        process = psutil.Process(child.process.pid)
        family = [process, *process.children(recursive=True)]
        listening = [
            found.laddr.ip
            for one in family
            for found in one.net_connections("inet")
            if found.status == psutil.CONN_LISTEN
        ]
        assert listening and set(listening) == {"127.0.0.1"}, child.name


def test_rasa_takes_nothing_without_the_secret_and_has_no_http_api(running):
    rasa = httpx.Client(base_url=running.settings.rasa_url, trust_env=False)
    message = {"sender": "x", "text": "hello", "tracker": []}
    for headers in ({}, {"X-Alongside-Secret": "0" * 64}):
        for door in ("webhook", "read", "fit", "follow", "chances"):
            answer = rasa.post(f"/webhooks/gateway/{door}", json=message, headers=headers)
            assert answer.status_code == 403
    for path in ("/model", "/conversations/x/tracker", "/webhooks/rest/webhook", "/domain"):
        assert rasa.get(path).status_code == 404, path
    rasa.close()


def written(running) -> dict[str, bytes]:
    return {
        str(path.relative_to(running.folder)): path.read_bytes()
        for path in running.folder.rglob("*")
        if path.is_file()
    }


def test_no_words_numbers_or_tokens_in_any_file(running, visitor):
    them = visitor()
    them.ask(f"hello {PHRASE}", "Alongside says")
    them.send(f"my number is 07{NUMBERS[0][1:]} and my NI number is {NI_NUMBER} {PHRASE}")
    them.until("I have hidden something you typed")
    them.send(f"job club near SE15 4NX {PHRASE} \x00 /restart \U0001f600")
    them.ask("PERSON", "May I show them")
    them.ask("yes", "I have asked for a person.")

    token = running.sign_in_token("Canary")
    adviser = httpx.Client(
        base_url=running.settings.public_url, follow_redirects=True, trust_env=False
    )
    page = adviser.post(f"/console/sign-in/{token}").text
    with running.database.read() as session:
        case = session.scalars(select(Case.id).order_by(Case.opened.desc())).first()
    for action, words in (("claim", ""), ("reply", REPLY), ("note", NOTE), ("reply", "")):
        fields = {"form_token": form_token(page), "text": words, "once": secrets.token_hex(4)}
        adviser.post(f"/console/cases/{case}/{action}", data=fields)
    them.until(REPLY)

    # Texts: one that is delivered, one that is refused, one whose carrier hangs up.
    running.twilio.behaves[f"+44{NUMBERS[1]}"] = twilio_error(400, 21211)
    running.twilio.behaves[f"+44{NUMBERS[2]}"] = Answer(hang_up=True)
    for number in NUMBERS:
        assert running.receive_text(f"+44{number}", f"who runs this {PHRASE}").status_code == 200
    assert httpx.post(
        f"{running.settings.public_url}/hooks/sms", data={"Body": PHRASE}, trust_env=False
    ).status_code == 403  # fmt: skip

    # And with every part broken.
    running.kill(running.actions)
    broken = visitor()
    broken.send(f"job club in Hackney {PHRASE}")
    broken.until("Alongside says")
    running.kill(running.rasa)
    broken.send(f"what is access to work {PHRASE}")
    broken.until("has broken down")
    with running.database_locked():
        assert broken.send(f"what is access to work {PHRASE}").status_code == 503
    time.sleep(1)
    secret = {
        "words": PHRASE,
        "reply": REPLY,
        "note": NOTE,
        "National Insurance number": NI_NUMBER,
        **dict(zip(("phone number", "refused number", "unsure number"), NUMBERS)),
        "sign-in link": token,
        "console cookie": max(adviser.cookies.values(), key=len),
        "chat cookie": them.http.cookies["alongside"],
        "Twilio token": TWILIO_TOKEN,
    }
    adviser.close()

    files = written(running)
    assert {"alongside.db", "log/gateway.log", "log/gateway.out", "log/rasa.log"} <= set(files)
    assert b"rasa_down" in files["log/gateway.log"], "the log is not empty"
    for name, content in files.items():
        for what, value in secret.items():
            assert value.encode() not in content, f"{what} in {name}"
