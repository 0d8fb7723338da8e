"""A password with a code: the other way in beside passkeys (in a real browser: tests/browser)."""

import re
from html import unescape

import pyotp
import pytest

from bot.cases.models import Adviser, RecoveryCode
from bot.console.entry import COOKIE

PASSWORD = "four words are good"


class Account:
    """An adviser with a password, a code app and recovery codes."""

    def __init__(self, house, name: str = "Sam") -> None:
        self.house, self.name = house, name
        browser = house.adviser(name)
        data = {"form_token": browser.form_token()}
        page = browser.client.post("/console/account/password/new", data=data).text
        self.secret = browser.field(page, "secret")
        assert "<svg" in page and 'autocomplete="new-password"' in page
        data |= {"secret": self.secret, "password": PASSWORD, "code": self.code()}
        saved = unescape(browser.client.post("/console/account/password", data=data).text)
        self.recovery = re.findall("<code>([0-9a-f-]+)</code>", saved)
        assert len(self.recovery) == 10
        house.clock.move(minutes=1)

    def code(self) -> str:
        return pyotp.TOTP(self.secret).at(int(self.house.clock.now().timestamp()))

    def sign_in(self, code: str, password: str = PASSWORD, name: str = "", browser=None):
        browser = browser or self.house.browser()
        data = {"name": name or self.name, "password": password, "code": code}
        return browser.client.post("/console/sign-in", data=data)


@pytest.fixture
def account(house):
    return Account(house)


def test_name_password_and_code_sign_in(house, account):
    browser = house.browser()
    assert account.sign_in(account.code(), name="sam", browser=browser).url.path == "/console/"
    assert browser.get().status_code == 200


def test_a_code_that_was_used_is_refused_the_second_time(house, account):
    code = account.code()
    assert account.sign_in(code).status_code == 200
    refused = account.sign_in(code)
    assert refused.status_code == 403 and "is not right" in refused.text
    # The code before it is older than the one used, though it would still be in time.
    old = pyotp.TOTP(account.secret).at(int(house.clock.now().timestamp()) - 30)
    assert account.sign_in(old).status_code == 403
    house.clock.move(seconds=30)
    assert account.sign_in(account.code()).status_code == 200


def test_a_recovery_code_works_once_however_it_is_written(account):
    code = account.recovery[0].upper().replace("-", " ")
    assert account.sign_in(code).status_code == 200
    assert account.sign_in(account.recovery[0]).status_code == 403
    assert account.sign_in(account.recovery[1]).status_code == 200


@pytest.mark.parametrize(
    "wrong", [{"password": "wrong"}, {"name": "Nobody"}, {"code": "000000"}, {"code": ""}]
)
def test_what_is_wrong_is_not_told(account, wrong):
    refused = account.sign_in(**{"code": account.code(), **wrong})
    assert refused.status_code == 403
    assert "The name, the password or the code is not right." in refused.text
    assert 'aria-invalid="true"' in refused.text and PASSWORD not in refused.text


def test_nothing_worth_stealing_is_stored(house, account):
    [adviser] = house.rows(Adviser)
    assert adviser.password.startswith("$argon2id$")
    assert account.secret.encode() not in adviser.totp
    assert not {row.code_hash for row in house.rows(RecoveryCode)} & set(account.recovery)


def test_guessing_is_slowed_and_nobody_is_locked_out(house, account):
    for _ in range(10):
        assert account.sign_in("1", password="guess").status_code == 403
    slowed = account.sign_in(account.code())
    assert slowed.status_code == 429 and "those always work" in slowed.text
    assert Account(house, "Kim").sign_in("000000").status_code == 403
    # From where Sam sits the password still works, and a link works everywhere.
    elsewhere = house.browser(address="192.0.2.7")
    assert account.sign_in(account.code(), browser=elsewhere).status_code == 200
    assert house.browser().sign_in(house.link("Sam")).status_code == 200


def test_codes_cannot_be_guessed_from_many_addresses(house, account):
    for number in range(10):
        browser = house.browser(address=f"192.0.2.{number}")
        assert account.sign_in("000000", browser=browser).status_code == 403
    last = account.sign_in(account.code(), browser=house.browser(address="192.0.2.99"))
    assert last.status_code == 429


def test_a_disabled_adviser_is_refused_like_a_wrong_password(house, account):
    from bot.cases import advisers

    with house.database.begin() as session:
        advisers.disable(session, "Sam", house.clock.now())
    assert account.sign_in(account.code()).status_code == 403


@pytest.mark.parametrize(
    ("password", "code", "said"),
    [("short", None, "at least|10 to"), (PASSWORD, "123", "code does not fit")],
)
def test_a_weak_password_or_a_wrong_code_sets_nothing(house, password, code, said):
    browser = house.adviser()
    data = {"form_token": browser.form_token(), "secret": pyotp.random_base32()}
    data |= {"password": password, "code": code or pyotp.TOTP(data["secret"]).now()}
    refused = browser.client.post("/console/account/password", data=data)
    assert refused.status_code == 400 and re.search(said, refused.text)
    # The same picture again: the app need not read a new one.
    assert data["secret"] in refused.text
    assert house.rows(Adviser)[0].password is None


def test_signing_out_everywhere_else(house):
    here, there = house.adviser("Sam"), house.adviser("Sam")
    copied = here.client.cookies[COOKIE]
    here.client.post("/console/account/elsewhere", data={"form_token": here.form_token()})
    assert here.get().status_code == 200 and there.get().status_code == 401
    here.client.post("/console/sign-out", data={"form_token": here.form_token()})
    there.client.cookies.set(COOKIE, copied)
    assert there.get().status_code == 401, "a copied cookie is worth nothing after signing out"


@pytest.mark.parametrize(
    "answer",
    ["{}", '{"id": "x"}', '{"id": 7, "response": []}', "[]", '"a"', '{"id":"' + "a" * 999 + '"}'],
)
def test_a_broken_passkey_answer_is_refused(house, answer):
    browser = house.browser()
    response = browser.client.post(
        "/console/passkey/sign-in", content=answer, headers={"Content-Type": "application/json"}
    )
    assert response.status_code in (400, 403) and response.json()["problem"]
    sam = house.adviser()
    data = {"form_token": sam.form_token(), "answer": answer}
    assert sam.client.post("/console/account/passkey", data=data).status_code == 403


def test_settings_and_breaks(house):
    sam = house.adviser("Sam")
    token = sam.form_token()
    for capacity in ("0", "x", "99", "²", ""):
        data = {"form_token": token, "capacity": capacity}
        assert sam.client.post("/console/account/settings", data=data).status_code == 400
    data = {"form_token": token, "capacity": "2", "skill": ["bsl", "flying"], "quiet": "true"}
    page = sam.client.post("/console/account/settings", data=data).text
    assert "Your settings were saved." in page
    sam.client.post("/console/account/break", data={"form_token": token, "away": "true"})
    [adviser] = house.rows(Adviser)
    assert (adviser.capacity, adviser.skills, adviser.settings["quiet"]) == (2, ["bsl"], True)
    assert adviser.away is not None
    sam.client.post("/console/account/break", data={"form_token": token})
    assert house.rows(Adviser)[0].away is None


def test_the_record_of_what_one_did_holds_no_words(house):
    person, sam = house.person(), house.adviser("Sam")
    person.write("my secret words")
    case = person.ask_for_person()
    sam.post(case, "claim")
    sam.read(case)
    record = sam.get("/console/account/record.csv")
    assert record.headers["content-type"].startswith("text/csv")
    assert "Taken" in record.text and "Read the talk" in record.text
    assert "secret" not in record.text
