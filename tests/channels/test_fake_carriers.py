"""The fake carriers: two phones in a browser, the providers' contract, and no real credentials."""

import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import uvicorn
from typer.testing import CliRunner

from bot.channels import updates
from bot.channels.fake.app import is_local, refuse_beside_real, with_fakes
from bot.channels.fake.bring import Overrides
from bot.channels.fake.telegram import FakeTelegram
from bot.channels.fake.twilio import FakeTwilio
from bot.channels.routes import make_senders
from bot.cli import app
from bot.commands.processes import free_port
from bot.conversations.alarms import alarms
from bot.errors import PlainError
from bot.settings import Settings
from tests.channels.conftest import PUBLIC, SECRET, TOKEN, House
from tests.channels.served import Served

NUMBER, CHAT = "+447700900100", "7700900100"


@pytest.fixture
def together(tmp_path: Path, parts: tuple) -> Iterator[tuple[House, Served]]:
    """Gateway and fake carriers over HTTP both ways, with all threads running."""
    port = free_port()
    gateway_url = f"http://127.0.0.1:{port}"
    served = Served(
        FakeTwilio("AC1", TOKEN, "+447700900999", PUBLIC, gateway_url),
        FakeTelegram("1:token", SECRET, gateway_url),
    )
    house = House(tmp_path, served, served, parts)
    house.app.state.workers = house.real_workers
    server = uvicorn.Server(uvicorn.Config(house.app, port=port, log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    house.until(lambda: server.started)
    yield house, served
    server.should_exit = True
    thread.join(30)
    served.close()
    house.database.close()


def test_both_phones_by_hand_without_scripts(together):
    house, served = together
    with httpx.Client(base_url=served.url, follow_redirects=True, trust_env=False) as browser:
        browser.post("/phone/text", data={"number": NUMBER, "text": "thank you"})
        browser.post("/phone/telegram", data={"number": NUMBER, "text": "delete my data"})
        house.until(lambda: '<button name="press"' in browser.get("/").text)
        house.until(lambda: browser.get("/").text.count("<h3>Alongside</h3>") == 2)
        assert "Yes, delete everything" in browser.get("/").text
        line = served.telegram.chats[CHAT][-1]
        press = f"{line.number} {line.buttons[1]['callback_data']}"
        browser.post("/phone/telegram", data={"number": NUMBER, "press": press})
        house.until(lambda: len(served.telegram.chats[CHAT]) == 3)
        house.until(lambda: not line.buttons)  # Taken away after use.
    house.until(lambda: {m.sending for m in house.ours()} <= {"delivered", "sent"})
    assert {name for name, _ in served.telegram.calls} >= {
        "setMyCommands", "setMyDescription", "setWebhook", "answerCallbackQuery",
    }  # fmt: skip
    assert served.telegram.profile["setMyCommands"]["commands"].count('"command"') == 6


def test_stop_is_obeyed_by_carrier_and_service(together):
    house, served = together
    served.do(served.twilio.text(NUMBER, "STOP"))
    house.until(lambda: house.opted_out() == [True])
    served.do(served.twilio.text(NUMBER, "thank you"))
    served.do(served.twilio.text(NUMBER, "START"))
    served.do(served.twilio.text(NUMBER, "thank you"))
    house.until(lambda: [who for who, _ in served.twilio.shown[NUMBER]].count("service") == 2)
    assert served.twilio.shown[NUMBER][1][0] == "carrier"


def test_odd_receipts_and_repeated_webhooks_are_harmless(together):
    house, served = together
    for number in ("+447700900007", "+447700900009"):
        served.do(served.twilio.text(number, "thank you"))
        house.until(lambda: {m.sending for m in house.ours()} == {"delivered"})
    assert len(house.messages("person")) == len(house.ours()) == 2


def test_forged_messages_are_refused_and_swapped_ones_all_taken(together):
    house, served = together
    served.do(served.twilio.text("+447700900012", "thank you"))
    served.do(served.telegram.write("7700900012", "thank you"))
    assert served.twilio.forged == served.telegram.forged == [403]
    assert [house.words(m) for m in house.messages("person")] == ["thank you"] * 2
    for words in ("thank you one", "thank you two"):
        served.do(served.twilio.text("+447700900013", words))
        served.do(served.telegram.write("7700900013", words))
    assert [house.words(m) for m in house.messages("person")[2:]] == [
        "thank you two", "thank you one", "thank you two", "thank you one",
    ]  # fmt: skip
    house.until(lambda: len(house.ours()) == 6)


def test_a_page_for_screen_readers_has_names_for_everything(together):
    _, served = together
    page = httpx.get(served.url, trust_env=False).text
    for words in ('<html lang="en-GB">', '<label for="text">', '<label for="said">', "<main>",
                  'aria-live="polite"', '<label for="number">'):  # fmt: skip
        assert words in page
    assert "http" not in httpx.get(served.url + "/static/phones.js", trust_env=False).text


def test_updates_are_fetched_where_there_is_no_webhook(house, parts, tmp_path):
    served = Served(
        FakeTwilio("AC1", TOKEN, "+447700900999", PUBLIC, "http://127.0.0.1:9"),
        FakeTelegram("1:token", "", "http://127.0.0.1:9"),
    )
    (tmp_path / "other").mkdir()
    other = House(tmp_path / "other", served, served, parts)
    off = {"telegram_secret": type(other.gateway.settings.telegram_secret)("")}
    other.gateway.settings = other.gateway.settings.model_copy(update=off)
    other.gateway.senders = make_senders(other.gateway.settings)
    poller = other.app.state.poller
    assert poller.fetch(None, 0) is None
    for number in range(3):
        served.do(served.telegram.write(CHAT, f"thank you {number}"))
    with pytest.MonkeyPatch.context() as patch:
        # Nothing is confirmed that was not committed.
        def locked(*args, **more):
            raise OSError

        patch.setattr("bot.channels.updates.take_in", locked)
        with pytest.raises(OSError):
            poller.fetch(None, 0)
    after = poller.fetch(None, 0)
    assert poller.fetch(None, 0) == after  # Not confirmed yet: they come again, and once only.
    after = poller.fetch(after, 0)
    assert [other.words(m) for m in other.messages("person")] == [
        f"thank you {n}" for n in range(3)
    ]
    assert served.telegram._waiting == []

    # After a quiet week Telegram numbers anew, perhaps from below.
    served.telegram._update = 5
    served.do(served.telegram.write(CHAT, "thank you again"))
    assert poller.fetch(after, 0) == 6
    assert other.words(other.messages("person")[-1]) == "thank you again"
    after = 6

    # One that cannot be dealt with is tried again, and in the end holds nobody else.
    for words in ("poison", "thank you 3"):
        served.do(served.telegram.write(CHAT, words))
    with pytest.MonkeyPatch.context() as patch:
        take = updates.take_update

        def poisoned(gateway, incoming):
            if incoming.text == "poison":
                raise ZeroDivisionError
            return take(gateway, incoming)

        patch.setattr(updates, "take_update", poisoned)
        for _ in range(updates.MOST_FAILURES - 1):
            with pytest.raises(ZeroDivisionError):
                poller.fetch(after, 0)
        poller.fetch(after, 0)
    assert other.words(other.messages("person")[-1]) == "thank you 3"
    with other.database.read() as session:
        assert [alarm.kind for alarm in alarms(session)] == ["telegram_unread"]
    other.close()
    served.close()


REAL = {"twilio_account_sid": "AC9", "twilio_auth_token": "t", "twilio_number": "+447911123456"}


@pytest.mark.parametrize("real", [REAL, {"twilio_auth_token": "t"}, {"telegram_token": "1:t"}])
def test_they_refuse_to_run_beside_real_credentials(tmp_path, monkeypatch, real):
    chosen = Settings(_env_file=None, folder=tmp_path, fake_carriers_port=free_port(), **real)
    with pytest.raises(PlainError, match="real credentials"):
        refuse_beside_real(chosen)
    monkeypatch.setattr("bot.cli.settings", lambda: chosen)
    called = CliRunner().invoke(app, ["fake-carriers"])
    assert isinstance(called.exception, PlainError)


def test_the_invented_credentials_are_the_same_for_every_process(tmp_path):
    chosen = Settings(_env_file=None, folder=tmp_path)
    one, two = with_fakes(chosen, b"k" * 32), with_fakes(chosen, b"k" * 32)
    assert one == two != with_fakes(chosen, b"x" * 32)
    assert is_local(one.twilio_api_url) and is_local(one.telegram_api_url)
    refuse_beside_real(one)


def test_connection_overrides():
    assert Overrides.parse("") == Overrides(1, frozenset({"ct"}))
    assert Overrides.parse("rc=3&rp=5xx,ct,rt").on == {"5xx", "ct", "rt"}
    assert Overrides.parse("rc=5&rp=all").on == {"4xx", "5xx", "ct", "rt"}
