"""Leads hear of alarms by email, against a small mail server of this machine."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from pydantic import SecretStr

from bot.cases.models import CaseAlarm
from bot.conversations.notices import tell_leads


class MailServer(socketserver.ThreadingTCPServer):
    """Takes letters (RFC 5321), or refuses them while `full`."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), MailHandler)
        self.letters: list[str] = []
        self.full = False

    @property
    def url(self) -> SecretStr:
        return SecretStr(f"smtp://127.0.0.1:{self.server_address[1]}")


class MailHandler(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word == "DATA":
                self.say("354 go on")
                lines = []
                while (part := self.rfile.readline().decode()) != ".\r\n":
                    lines.append(part)
                self.server.letters.append("".join(lines))
                self.say("250 taken")
            elif word == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("452 full" if self.server.full and word == "MAIL" else "250 fine")

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def mail(house) -> Iterator[MailServer]:
    server = MailServer()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    house.gateway.settings.smtp_url = server.url
    house.gateway.settings.alarm_email = "lead@example.org, second@example.org"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_alarm_is_told_once_and_without_words(house, mail):
    house.person().write("I want to kill myself")
    assert tell_leads(house.gateway) == 1
    [letter] = mail.letters
    assert "Somebody may be in danger (case " in letter and "/console/" in letter
    assert "To: lead@example.org, second@example.org" in letter and "kill" not in letter
    house.clock.move(hours=1)
    assert tell_leads(house.gateway) == 0 and len(mail.letters) == 1


def test_a_full_mail_server_is_tried_again(house, mail):
    house.person().write("I want to kill myself")
    mail.full = True
    assert tell_leads(house.gateway) == 0
    mail.full = False
    assert tell_leads(house.gateway) == 0, "not at once"
    house.clock.move(minutes=3)
    assert tell_leads(house.gateway) == 1 and len(mail.letters) == 1


def test_what_a_lead_has_seen_to_is_not_told_any_more(house, mail):
    house.person().write("I want to kill myself")
    with house.database.begin() as session:
        session.query(CaseAlarm).update({"seen": house.clock.now()})
    assert tell_leads(house.gateway) == 0 and mail.letters == []


def test_without_a_mail_server_nothing_is_sent(house):
    house.person().write("I want to kill myself")
    assert tell_leads(house.gateway) == 0
    assert house.rows(CaseAlarm)[0].try_after is None
