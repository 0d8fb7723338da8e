"""The console in the eyes and hands of people who set it up for themselves."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_console import console, page, sign_in, somebody

__all__ = ["console", "page"]

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
"""The values of WCAG 1.4.12."""
CUT = """() => [...document.querySelectorAll('main *:not(input, select, option, textarea)')].filter((e) => {
  const style = getComputedStyle(e);
  const hides = ['hidden', 'clip'].includes(style.overflowX) || ['hidden', 'clip'].includes(style.overflowY);
  return hides && !e.closest('.visually-hidden') &&
    (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map((e) => e.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll('button, select, input:not([type=hidden]), textarea, summary')]
  .filter((e) => e.offsetParent)
  .map((e) => [e.outerHTML.slice(0, 100), (e.type === 'checkbox' ? e.parentElement : e).getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5).map(([html]) => html)"""
NAMES = """() => [...document.querySelectorAll('main button, main a, main summary')]
  .filter((e) => e.offsetParent).map((e) => e.textContent.trim())"""
TICKS = """() => { window.ticks = 0; new MutationObserver((all) => { ticks += all.length; })
  .observe(document.body, { childList: true, characterData: true, subtree: true }); }"""
SAID = """() => { window.said = []; new MutationObserver((all) => {
  for (const one of all) for (const node of one.addedNodes) said.push(node.textContent);
}).observe(document.getElementById('say'), { childList: true }); }"""


def take(page: Page, case: str) -> None:
    page.goto(f"/console/cases/{case}")
    page.get_by_role("button", name="Take this case").click()
    expect(page.get_by_label("Your message to the person")).to_be_visible()


def paths(case: str) -> list[str]:
    return ["/console/", f"/console/cases/{case}", "/console/account/settings", "/console/help"]


def test_at_400_percent_and_with_wide_spacing_nothing_is_cut(console, page):
    person = somebody(console)
    sign_in(console, page)
    take(page, person.case())
    page.set_viewport_size({"width": 320, "height": 256})
    for path in paths(person.case()):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate(SMALL) == [], path
        for style in ("main {}", SPACING, "html { font-size: 200% !important }"):
            page.goto(path)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            page.evaluate(
                "css => { const s = new CSSStyleSheet(); s.replaceSync(css);"
                " document.adoptedStyleSheets = [s]; }",
                style,
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, (path, style)
            assert page.evaluate(CUT) == [], (path, style)
    texting = console.house.person("sms")
    texting.write("hello")
    texting.ask_for_person()
    take(page, texting.case())
    for case in (person.case(), texting.case()):
        # The newest message and the box for the reply fit on this screen together.
        page.goto(f"/console/cases/{case}#latest")
        latest = page.locator("#latest").bounding_box()
        box = page.get_by_label("Your message to the person").bounding_box()
        assert 0 < box["y"] - latest["y"] - latest["height"] < 256
    page.get_by_label("Your message to the person").focus()
    seen = page.evaluate(
        "(() => { const b = document.activeElement.getBoundingClientRect();"
        " return document.elementFromPoint(b.x + 5, b.y + 5) === document.activeElement; })()"
    )
    assert seen


def test_a_talk_opens_at_its_heading_and_back_leads_to_its_row(console, page):
    person = somebody(console)
    somebody(console)
    sign_in(console, page)
    page.get_by_role("link", name=f"case {person.case()[:6].upper()}").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name="Back to the queue").click()
    expect(page.locator(f"#case-{person.case()}")).to_be_focused()


def test_nothing_moves_or_ticks(console, page):
    person = somebody(console)
    sign_in(console, page)
    take(page, person.case())
    page.wait_for_timeout(1_500)
    page.evaluate(TICKS)
    page.wait_for_timeout(7_000)
    assert page.evaluate("ticks") == 0
    assert page.evaluate("document.getAnimations().length") == 0


def test_no_two_controls_have_one_name(console, page):
    first, second = somebody(console), somebody(console)
    sign_in(console, page)
    for path in paths(first.case()):
        page.goto(path)
        names = [name for name in page.evaluate(NAMES) if name]
        assert len(names) == len(set(names)), path
    take(page, second.case())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    names = [name for name in page.evaluate(NAMES) if name]
    assert sorted(names) == sorted(set(names))
    assert page.locator("[draggable=true], [ondblclick]").count() == 0


def test_saved_replies_say_how_many_fit(console, page):
    person = somebody(console)
    sign_in(console, page)
    for name in ("hello", "goodbye", "hello-again"):
        page.goto("/console/saved")
        page.get_by_label("Short name").fill(name)
        page.get_by_label("The reply", exact=True).fill(f"This is {name}.")
        page.get_by_role("button", name="Save reply").click()
    take(page, person.case())
    page.goto(f"/console/cases/{person.case()}/help")
    page.evaluate(SAID)
    page.get_by_label("Look for words").press_sequentially("hello", delay=120)
    expect(page.locator("#saved-list > li:visible")).to_have_count(2)
    expect(page.locator("#saved-count")).to_have_text("2")
    expect(page.locator("#say")).to_contain_text("2 saved replies")
    assert page.evaluate("said") == ["2 saved replies"]


@pytest.mark.parametrize("quiet", [False, True], ids=["spoken", "do not disturb"])
def test_news_of_the_queue_is_told_at_most_once_in_ten_seconds(console, page, quiet):
    sign_in(console, page)
    page.goto("/console/account/settings")
    if quiet:
        page.get_by_label("Do not disturb: no notice of anything").check()
    page.get_by_role("button", name="Save settings").click()
    page.goto("/console/saved")
    page.evaluate(SAID)
    page.wait_for_timeout(1_500)
    for number in range(4):
        console.house.person().ask_for_person()
        console.house.gateway.wake(f"new {number}")
        page.wait_for_timeout(1_200)
    page.wait_for_timeout(2_000)
    first = [said for said in page.evaluate("said") if "The queue" in said]
    if quiet:
        assert first == []
        return
    assert len(first) == 1 and "The longest wait is" in first[0]
    page.wait_for_timeout(9_000)
    said = [said for said in page.evaluate("said") if "The queue" in said]
    assert len(said) == 2 and "4 people are waiting." in said[1]


def test_ctrl_and_enter_send_only_if_asked_for(console, page):
    person = somebody(console)
    sign_in(console, page)
    take(page, person.case())
    box = page.get_by_label("Your message to the person")
    box.fill("Hello.")
    box.press("Control+Enter")
    page.wait_for_timeout(500)
    assert "Hello." not in person.page()
    page.goto("/console/account/settings")
    page.get_by_label("Ctrl and Enter together send my reply").check()
    page.get_by_label("Let me take a reply back").uncheck()
    page.get_by_role("button", name="Save settings").click()
    page.goto(f"/console/cases/{person.case()}")
    page.get_by_label("Your message to the person").fill("Hello.")
    page.get_by_label("Your message to the person").press("Control+Enter")
    expect(page.locator("#transcript")).to_contain_text("Hello.")


def test_a_reply_leaves_by_itself_and_can_be_taken_back_with_keys(console, page):
    person = somebody(console)
    sign_in(console, page)
    page.goto("/console/account/settings")
    page.get_by_label("Let me take a reply back").check()
    page.get_by_role("button", name="Save settings").click()
    take(page, person.case())
    box = page.get_by_label("Your message to the person")
    box.fill("Wrong person!")
    page.get_by_role("button", name="Send to this person").click()
    page.get_by_role("button", name="Undo").press("Enter")
    expect(box).to_have_value("Wrong person!")
    box.fill("Hello, I am Sam.")
    page.get_by_role("button", name="Send to this person").click()
    expect(page.locator("#held")).to_contain_text("Leaves in a moment")
    expect(page.locator("#transcript")).to_contain_text("Hello, I am Sam.", timeout=25_000)
    expect(page.locator("#held")).to_be_hidden()
    assert "Hello, I am Sam." in person.page() and "Wrong person!" not in person.page()
