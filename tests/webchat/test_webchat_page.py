"""The web chat as a browser without scripts sees it."""

import re
import time

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text as sql

from tests.webchat.house import House


def token(page: str) -> str:
    """The token of the message form."""
    form = page[page.index('id="form"') :]
    return re.search(r'name="once" value="([^"]+)"', form)[1]


def say(client: TestClient, text: str, **more):
    """Load the page, fill in the form, send it, follow the redirect."""
    once = token(client.get("/").text)
    return client.post("/message", data={"text": text, "once": once}, **more)


def test_looking_stores_nothing(client, house):
    page = client.get("/")
    assert page.status_code == 200
    assert house.conversations() == []
    for part in ("<title>Chat</title>", 'lang="en-GB"', "Not safe?", "999", "116 123", "85258",
                 "Check for new messages", "Send message", "computer program", "not the DWP",
                 "What is Access to Work?"):  # fmt: skip
        assert part in page.text


def test_the_announcer_is_empty_and_the_transcript_is_not_live(client):
    page = client.get("/").text
    assert '<div id="say" aria-live="polite" class="visually-hidden"></div>' in page
    assert page.count("aria-live") == 1
    assert 'role="log"' not in page and "http-equiv" not in page


def test_a_message_is_sent_and_answered_on_the_next_page(client, house):
    once = token(client.get("/").text)
    sent = client.post(
        "/message", data={"text": "what is access to work", "once": once}, follow_redirects=False
    )
    assert (sent.status_code, sent.headers["location"]) == (303, "/#latest")
    page = client.get("/").text
    assert re.search(r'<h3 id="m1">You, <time datetime="[^"]+">\d\d?:\d\d[ap]m</time></h3>', page)
    assert '<h3 id="m2">Alongside (computer assistant), <time' in page
    newest = re.search(r'<li class="(\w+)" data-number="(\d)" id="latest" tabindex="-1">', page)
    assert newest.groups() == ("assistant", "2")
    assert "What is Access to Work?" not in page[: page.index('id="transcript"')]
    assert house.written() == ["what is access to work"]


def test_sources_and_choices_are_shown_and_only_the_newest_choices_are_buttons(client):
    page = say(client, "what is access to work").text
    assert "Where this comes from:" in page and 'href="https://' in page
    assert "Last checked:" in page
    legend = r"<legend>Your answer to the message of \d+:\d\d[ap]m: choose one, or type your own<"
    assert re.search(legend, page)
    label = re.search(r'<button name="text" value="([^"]+)"', page)[1]
    chosen = re.search(r'class="offers".*?name="once" value="([^"]+)"', page, re.DOTALL)[1]
    after = client.post("/message", data={"text": label, "once": chosen}).text
    transcript = after[after.index('id="transcript"') : after.index("</ol>")]
    assert "<button" not in transcript and after.count('class="offers"') == 1
    assert re.findall(r'<p class="choices">Choices: [^<]+\.</p>', transcript)
    assert f">{label}</p>" in transcript
    # They come after the box and the button that sends: the box is one step from the message.
    assert after.index("</ol>") < after.index("<textarea") < after.index('class="offers"')


def test_choices_say_which_question_they_answer(client, house):
    page = say(client, "can i talk to someone").text
    legend = re.search(r"<legend>([^<]+)</legend>", page)[1]
    assert legend.startswith("Your answer to “May I show them what you have written here, so")
    house.assistant_writes("See https://a.org/b?c=1 <now>\n\nIs that <b>all?", offers=["Yes", "No"])
    page = client.get("/").text
    assert "<legend>Your answer to “Is that &lt;b&gt;all?”: choose one, or type" in page
    house.assistant_writes(f"Is it {'long ' * 30}?", offers=["Yes", "No"])
    assert "<legend>Your answer to the message of " in client.get("/").text


def test_five_choices_stand_together_and_the_rest_can_be_opened(client, house):
    say(client, "hello")
    house.assistant_writes("Which is it?", offers=[f"Answer {n}" for n in range(9)])
    page = client.get("/").text
    sets = re.findall(r"<fieldset>(.*?)</fieldset>", page, re.DOTALL)
    assert [part.count("<button") for part in sets] == [5, 4]
    assert page.index("<summary>More choices</summary>") < page.index(">Answer 5</button>")
    assert "Answer 8" in client.post("/message", data={"text": "Answer 8", "once": "z"}).text


def test_the_same_form_twice_is_one_message_and_other_words_are_another(client, house):
    once = token(client.get("/").text)
    for text in ("hello", "hello", "hello again"):
        assert client.post("/message", data={"text": text, "once": once}).status_code == 200
    assert house.written() == ["hello", "hello again"]


def test_html_and_markdown_are_shown_as_text(client):
    page = say(client, "<script>alert(1)</script> **bold** & <b>x</b>\n- one\n# two").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **bold** &amp; &lt;b&gt;x&lt;/b&gt;" in page
    assert "<script>alert" not in page and "<b>" not in page
    assert "<br>- one<br># two</p>" in page


@pytest.mark.parametrize("text", ["/restart", '/crisis{"x":"y"}', "🙂", "a\x00b", "\ud800 hi"])
def test_odd_messages_are_kept_and_answered(client, house, text):
    data = {"text": text.encode("utf-8", "surrogatepass"), "once": "abc"}
    client.get("/")
    page = client.post("/message", data=data)
    assert page.status_code == 200
    assert len(house.written()) == 1
    assert "\x00" not in page.text
    # On a busy machine the page may come before the answer.
    for _ in range(300):
        if house.count_messages() >= 2:
            break
        time.sleep(0.1)
    assert house.count_messages() >= 2


@pytest.mark.parametrize("text", ["", "   \n", "\x00\x01"])
def test_an_empty_message_is_refused_in_words(client, house, text):
    page = say(client, text)
    assert page.status_code == 422
    assert "<title>Error: Chat</title>" in page.text
    assert 'id="summary" tabindex="-1" autofocus' in page.text
    assert 'aria-describedby="hint fault" aria-invalid="true"' in page.text
    assert house.conversations() == []


def test_ten_thousand_characters_are_taken_and_one_more_is_told_and_kept(client, house):
    assert say(client, "a" * 10_000).status_code == 200
    page = say(client, "b" * 10_001)
    assert page.status_code == 422
    assert "10,001 characters" in page.text and "b" * 10_001 in page.text
    assert house.written() == ["a" * 10_000]


def test_a_form_beyond_all_measure_is_refused(client, house):
    assert say(client, "c" * 400_000).status_code == 413
    assert house.conversations() == []


def test_a_crisis_is_answered_with_rasa_down_and_at_any_length(client, house):
    house.rasa.down = True
    page = say(client, "i want to kill myself").text
    answer = page[page.index('id="m2"') :]
    assert "999" in answer and "116 123" in answer and "85258" in answer
    assert say(client, "i want to kill myself " + "x" * 10_000).status_code == 200


def test_with_rasa_down_the_person_is_told_and_the_message_waits(client, house):
    house.rasa.down = True
    page = say(client, "what is access to work").text
    assert "Your message is safe" in page
    assert "Alongside service" in page


def test_a_post_of_another_website_is_refused(client, house):
    client.get("/")
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[no-address"},
    ):
        for path in ("/message", "/forget"):
            refused = client.post(path, data={"text": "hello", "once": "x"}, headers=headers)
            assert refused.status_code == 403
    assert house.conversations() == []
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}):
        assert client.post("/message", data={"text": "hi"}, headers=headers).status_code == 200


def test_a_wrong_address_is_told_in_words_with_the_way_to_the_chat(client):
    for path, status in (("/nothing-here", 404), ("/messages/old", 404), ("/stay", 405)):
        page = client.get(path)
        assert page.status_code == status
        assert "There is no page at this address." in page.text
        assert '<a href="/">Go to the chat</a>' in page.text
    # Programs get it as they are used to.
    assert client.get("/api/nothing").json() == {"detail": "Not Found"}
    assert client.get("/nothing", headers={"Accept": "*/*"}).json() == {"detail": "Not Found"}


def test_the_address_of_an_error_page_opens_the_chat(client):
    assert client.get("/message", follow_redirects=False).headers["location"] == "/#latest"


def test_the_cookie_is_for_this_site_only(client):
    cookie = client.get("/").headers["set-cookie"]
    # Without an age: it goes when the browser is closed.
    assert re.match(r"alongside=[A-Za-z0-9_-]{43}; HttpOnly; Path=/; ", cookie)
    assert "SameSite=lax" in cookie and "Secure" not in cookie


def test_the_cookie_is_secure_when_the_address_is(tmp_path):
    house = House(tmp_path, public_url="https://chat.example")
    with TestClient(house.app) as client:
        assert "; Secure" in client.get("/").headers["set-cookie"]


def test_another_browser_sees_nothing(house, client):
    say(client, "mine alone")
    client.cookies.clear()
    assert "mine alone" not in client.get("/").text
    client.cookies.set("alongside", "guess")
    assert "mine alone" not in client.get("/").text
    assert client.get("/messages").json() == []
    assert client.get("/events").status_code == 204


def test_a_browser_without_cookies_is_told(house):
    with TestClient(house.app, cookies=None) as client:
        sent = client.post("/message", data={"text": "hello"}, follow_redirects=False)
        assert sent.headers["location"] == "/?sent#latest"
        client.cookies.clear()
        assert "blocks cookies" in client.get("/?sent").text
    assert house.written() == ["hello"]


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client):
    for path in ("/", "/about", "/forget"):
        response = client.get(path)
        policy = response.headers["content-security-policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]* src=)", response.text)
        sources = re.findall(r'(?:src|href)="([^"]+)"', response.text)
        assert all(s.startswith(("/", "#", "tel:", "sms:")) for s in sources)


def test_the_first_visit_is_under_50_kilobytes_and_the_scripts_under_15(client):
    page = client.get("/", headers={"Accept-Encoding": "identity"})
    total, scripts = len(page.content), 0
    files = re.findall(r'"(/static/[^"]+)"', page.text)
    assert len(files) == 4
    for file in files:
        response = client.get(file, headers={"Accept-Encoding": "identity"})
        assert "immutable" in response.headers["cache-control"]
        total += len(response.content)
        scripts += len(response.content) if ".js" in file else 0
    assert scripts < 15_000
    assert total < 50_000


def test_files_travel_compressed_and_are_the_same(client):
    for name in ("chat.js", "chat.css"):
        plain = client.get(f"/static/{name}", headers={"Accept-Encoding": "identity"})
        packed = client.get(f"/static/{name}", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["vary"] == "Accept-Encoding"
        assert packed.content == plain.content


def test_only_our_own_files_are_served(client):
    for name in ("nothing.css", "..%2froutes.py", "%2e%2e%2fpages.py"):
        assert client.get(f"/static/{name}").status_code == 404


def test_a_locked_database_stores_nothing_and_keeps_the_text(client, house):
    once = token(client.get("/").text)
    with house.database.begin() as session:
        session.execute(sql("SELECT 1"))
        page = client.post("/message", data={"text": "a long thought", "once": once})
    assert page.status_code == 503
    assert "Nothing was stored. Please try again." in page.text
    assert "a long thought" in page.text
    assert house.conversations() == []
    assert client.post("/message", data={"text": "a long thought", "once": once}).status_code == 200
    assert house.written() == ["a long thought"]


def test_a_long_talk_shows_the_newest_and_links_to_all(client, house):
    say(client, "hello")
    house.assistant_writes(*(f"thought {number} ends" for number in range(70)))
    page = client.get("/").text
    assert "thought 69 ends" in page and "thought 3 ends" not in page
    assert "Show earlier messages (12)" in page
    assert "thought 3 ends" in client.get("/?all").text


def test_the_state_is_told_in_words(client, house):
    assert "A computer program answers you now." in client.get("/").text
    say(client, "can i talk to someone")
    page = say(client, "Yes, show them").text
    line = re.compile(r'<p id="chat-state"[^>]*>([^<]+)<')
    assert line.search(page)[1].startswith("A person has been told.")
    house.adviser_joins()
    house.adviser_writes("Hello, I am Sam.\n\nHow can I help? https://example.org/a.")
    page = client.get("/").text
    assert line.search(page)[1].startswith("An adviser is here")
    assert "Sam (adviser), <time" in page
    assert '<a href="https://example.org/a">https://example.org/a</a>.' in page
    house.adviser_leaves()
    assert line.search(client.get("/").text)[1].startswith("The adviser has gone for now.")
    assert client.get("/messages").headers["chat-state"] == "gone"
    say(client, "what is access to work")
    assert line.search(client.get("/").text)[1] == "A computer program answers you now."
    page = client.post("/message", data={"text": "stop", "once": "end"}).text
    assert line.search(page)[1].startswith("This chat has ended.")
    assert "what is access to work" in page
    page = say(client, "what is access to work, again").text
    assert line.search(page)[1] == "A computer program answers you now."


def test_the_copy_is_plain_text(client):
    say(client, "hello <b>")
    copy = client.get("/copy")
    assert copy.headers["content-disposition"] == 'attachment; filename="chat.txt"'
    assert copy.headers["content-type"].startswith("text/plain")
    assert "You, " in copy.text and "hello <b>" in copy.text
    assert "Alongside (computer assistant), " in copy.text and "Source: " in copy.text


def test_ending_asks_first_keeps_the_words_and_is_undone_by_writing(client, house):
    say(client, "my words")
    page = client.get("/forget").text
    assert "How do you want to end this chat?" in page and "End chat, and keep the words" in page
    once = re.search(r'name="once" value="([^"]+)"><button name="text" value="stop"', page)[1]
    ended = client.post("/message", data={"text": "stop", "once": once}).text
    assert "This chat has ended." in ended and "my words" in ended
    assert "End chat, and keep the words" not in client.get("/forget").text
    assert (
        "This chat has ended." not in say(client, "what is access to work").text.split("data-")[0]
    )


def test_end_and_forget_asks_first_then_deletes_and_clears_the_cookie(client, house):
    say(client, "my secret")
    assert "Yes, delete everything" in client.get("/forget").text
    assert house.count_messages() > 0
    done = client.post("/forget")
    assert "Your chat is deleted" in done.text
    assert 'alongside=""' in done.headers["set-cookie"]
    assert house.count_messages() == 0
    assert "my secret" not in client.get("/").text


def test_with_a_person_on_the_case_the_talk_is_kept_and_it_is_said(client, house):
    say(client, "can i talk to someone")
    say(client, "yes")
    page = client.post("/forget")
    assert "Your chat is kept for now" in page.text
    assert house.count_messages() > 0
    assert "can i talk to someone" in client.get("/").text
