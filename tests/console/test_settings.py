"""What an adviser chooses, and what every page says in words."""

import re
from html import unescape

import pytest

from bot.cases.models import Adviser, Case, Passkey
from bot.cases.roles import Role
from bot.cases.wishes import KINDS, Wishes, wishes_of
from bot.console.plain_words import hint, reading_age
from bot.conversations import inbox
from bot.conversations.models import Author
from tests.console.test_around import adviser_id
from tests.console.test_news import settings

PAGES = ("", "saved", "second", "shifts", "account", "account/settings", "help", "listings", "one")


def give_name(house, person, name: str) -> None:
    with house.database.begin() as session:
        talk = inbox.talk_of(session, house.gateway.vault, person.talk_id)
        case = session.get(Case, person.case())
        case.callback = talk.key.seal("callback", {"name": name, "how": "text"})
        case.needs = talk.key.seal("needs", ["easy_read", "screen_reader"])


def test_rows_and_titles_say_it_in_words(house):
    person, sam = house.person("sms"), house.adviser()
    person.write("hello")
    case = person.ask_for_person()
    give_name(house, person, "Priya")
    house.clock.move(minutes=12)
    page = unescape(sam.get().text)
    assert "Waiting for 12 minutes" in page and "Channel: Text message (SMS)" in page
    assert "Needs: Easy words, Reads by ear (screen reader)." in page and "State: Waiting." in page
    assert "Priya" not in page, "a name is for who talks with them"
    sam.post(case, "claim")
    sam.read(case)
    house.clock.move(seconds=5)
    person.write("are you there?")
    assert re.search(r"Priya\. Asked for a person.*\n.*1 new\.", sam.get().text)
    page = sam.read(case)
    assert f"<title>(1) Priya, case {case[:6].upper()}: Access to Work – Alongside console" in page
    assert re.search(r"<h1[^>]*>Priya, case", page) and "Send to Priya</button>" in page
    assert page.index("Easy words") < page.index('id="transcript"')


def test_a_name_cannot_turn_the_words_beside_it_around(house):
    person, sam = house.person(), house.adviser()
    case = person.ask_for_person()
    give_name(house, person, "Ash\u202e\u2066<b>")
    sam.post(case, "claim")
    for page in (sam.get(), sam.get(f"/console/cases/{case}")):
        assert "Ash&lt;b&gt;" in page.text
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", page.text.partition("Name to use")[0])


def test_each_kind_of_news_has_its_own_ways(house):
    sam = house.adviser()
    body = re.search(r"<body[^>]*>", sam.get().text)[0]
    assert f'data-speech="{" ".join(KINDS)}"' in body and 'data-sound=""' in body
    ways = {"ways_urgent": ["sound", "desktop"], "ways_message": ["speech"]}
    assert settings(sam, **ways).status_code == 200
    body = re.search(r"<body[^>]*>", sam.get().text)[0]
    assert 'data-speech="message"' in body and 'data-sound="urgent"' in body
    settings(sam, quiet="true", **ways)
    body = re.search(r"<body[^>]*>", sam.get().text)[0]
    assert 'data-speech=""' in body and 'data-sound=""' in body and 'data-desktop=""' in body


def test_looks_are_kept_on_the_server(house):
    sam = house.adviser()
    settings(sam, size="largest", space="wide", theme="dark", density="dense", spoken="short")
    other = house.browser()
    other.sign_in(house.link("Sam"))
    page = other.get().text
    for wish in ('size="largest"', 'space="wide"', 'theme="dark"', 'density="dense"'):
        assert f"data-{wish}" in page
    assert 'data-spoken="short"' in page
    settings(sam, size="enormous", theme='"><script>')
    assert "data-size" not in other.get().text and "data-theme" not in other.get().text


@pytest.mark.parametrize(
    "row", [None, {}, {"undo": "no"}, {"ways": "all"}, {"ways": {"urgent": ["x"]}}, {"old": True}]
)
def test_whatever_stands_in_the_row_the_wishes_hold(row):
    wishes = wishes_of(Adviser(name="x", settings=row))
    assert wishes.undo is True and set(wishes.ways) == set(KINDS)
    assert Wishes().of("email") == []


def test_one_talk_at_a_time(house):
    sam, people = house.adviser(), [house.person() for _ in range(3)]
    assert "not talking with anybody" in sam.get("/console/one").text
    for person in people:
        person.write("hello")
        sam.post(person.ask_for_person(), "claim")
        house.clock.move(minutes=1)
    first, second, third = (person.case() for person in people)
    page = sam.get("/console/one").text
    assert f'data-case="{first}"' in page and f"/console/cases/{second}?simple=true" in page
    assert "Previous talk" not in page and "Safeguarding" not in page and "History" not in page
    page = sam.get(f"/console/cases/{second}?simple=true").text
    assert f"{first}?simple=true" in page and f"{third}?simple=true" in page
    assert "History" in sam.get(f"/console/cases/{second}?full=true").text
    settings(sam, simple="true")
    sent = sam.post(second, "reply", text="Hello.", once="k")
    assert "History" not in sent.text and "Hello." in sent.text
    assert [house.words(m) for m in house.messages(Author.ADVISER)] == ["Hello."]


def test_a_hint_for_plain_words_can_be_ignored(house):
    hard = (
        "Notwithstanding the aforementioned considerations, the determination regarding your "
        "entitlement necessitates comprehensive documentation substantiating your circumstances."
    )
    easy = "You can ask for help at work. I will send you the form. Call me if you get stuck."
    assert reading_age(hard) > 15 > 10 > reading_age(easy) and hint(easy) == ""
    person, sam = house.person(), house.adviser()
    person.write("hello")
    sam.post(person.ask_for_person(), "claim")
    sam.post(person.case(), "draft", text=hard)
    assert "would make it easier. You can send it as it is." in sam.read(person.case())
    sam.post(person.case(), "reply", text=hard, once="k")
    assert [house.words(m) for m in house.messages(Author.ADVISER)] == [hard]
    data = {"form_token": sam.form_token(), "shortcut": "easy", "text": easy}
    sam.client.post("/console/saved", data=data)
    assert f"Reading age about {reading_age(easy)}." in sam.get("/console/saved").text


def test_the_help_page_is_one_link_away_on_every_page(house):
    sam = house.adviser()
    for path in PAGES:
        page = sam.get(f"/console/{path}").text
        assert page.count('href="/console/help"') == 1 and "/console/help#barrier" in page
        places = re.findall(r'<a href="(/console/[\w/]*)">[\w ]+</a>', page.partition("</nav>")[0])
        assert places[-1] == "/console/help"
    page = sam.get("/console/help").text
    assert "Ctrl and Enter" in page and "spoken by itself" in page and 'id="barrier"' in page


def test_settings_that_are_wrong_say_so_and_keep_what_was_typed(house):
    sam = house.adviser()
    for field, value in (("capacity", "many"), ("capacity", "0"), ("shifts", "mornings")):
        refused = settings(sam, **{field: value})
        assert refused.status_code == 400 and f'value="{value}"' in refused.text
        assert 'aria-invalid="true"' in refused.text
    refused = settings(sam, capacity="many", skill="bsl", theme="dark", ways_urgent="sound")
    for chosen in ("skill-bsl", "ways_urgent-sound"):
        assert re.search(rf'id="{chosen}"[^>]* checked', refused.text), chosen
    assert '<option value="dark" selected>' in refused.text
    with house.database.read() as session:
        assert session.get(Adviser, adviser_id(house, "Sam")).capacity == 5


def test_a_change_of_ones_own_shifts_is_in_the_history(house):
    boss, sam = house.adviser("Bo", Role.SERVICE_MANAGER), house.adviser()
    settings(sam, shifts="Mon 10:00-12:00; Mon 14:00-16:00")
    settings(sam, shifts="Mon 10:00-12:00; Mon 14:00-16:00")
    said = "Shifts of Sam from whenever open to Mon 10:00-12:00; Mon 14:00-16:00 – Sam"
    assert boss.get("/console/manage").text.count(said) == 1


def test_casework_comes_with_warm_words_that_are_not_sent_by_themselves(house):
    person, sam = house.person(), house.adviser()
    person.write("hello")
    case = person.ask_for_person()
    with house.database.begin() as session:
        session.get(Case, case).matter = "benefits_adviser"
    sam.post(case, "claim")
    page = unescape(sam.get(f"/console/cases/{case}").text)
    assert "This is benefits casework" in page and "help?kind=benefits_advice" in page
    sam.post(case, "put", what="warm:benefits_adviser")
    page = unescape(sam.get(f"/console/cases/{case}").text)
    assert re.search(r'name="text"[^>]*>\s*Thank you for telling me\. I am not qualified', page)
    assert house.messages(Author.ADVISER) == []
    sam.post(case, "put", what="warm:nothing")
    assert sam.get(f"/console/cases/{case}").status_code == 200


def test_what_cannot_be_taken_back_asks_first(house):
    boss, person = house.adviser("Bo", Role.SERVICE_MANAGER), house.person()
    house.adviser("Kim")
    person.ask_for_person()
    data = {"form_token": boss.form_token(), "shortcut": "bye", "text": "Take care."}
    boss.client.post("/console/saved", data=data)
    with house.database.begin() as session:
        bo = session.get(Adviser, adviser_id(house, "Bo"))
        bo.password = "set"
        key = {"credential": b"1", "public_key": b"1", "count": 0, "name": "Phone"}
        session.add(Passkey(id="1", adviser_id=bo.id, created=house.clock.now(), **key))
    case = f"cases/{person.case()}"
    assert asks(boss, "manage", "manage/advisers/disable")
    assert asks(boss, "saved", "saved/remove")
    assert asks(boss, case, f"{case}/conflict")
    assert asks(boss, "account", "account/passkey/remove")
    assert asks(boss, "account", "account/password/remove")
    boss.post(person.case(), "claim")
    for move in ("hand_back", "close", "release", "pass_on"):
        assert asks(boss, case, f"{case}/{move}"), move


def asks(browser, page: str, action: str) -> bool:
    """True if the form of this action on the page puts a question before it is sent."""
    html = browser.get(f"/console/{page}").text
    return bool(re.search(rf'action="/console/{action}" data-ask="[^"]+\?', html))
