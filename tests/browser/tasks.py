"""Ten tasks done with the keyboard alone, and what must be spoken on the way.

The same steps run with a simulated reader, which says the name of what has the focus and what the
announcer holds, and with a real screen reader. A walker presses keys and listens.
"""

import re
from typing import Protocol

from tests.browser.real import RealHouse


class Walker(Protocol):
    """Somebody with a keyboard and ears."""

    house: RealHouse

    def open(self, path: str) -> None:
        """Go to an address of the chat."""

    def press(self, *keys: str) -> str:
        """Press keys; what was said after the last of them."""

    def type(self, text: str) -> None:
        """Write into what has the focus."""

    def hear(self, words: str) -> None:
        """Wait until the words are said (since `listen`)."""

    def listen(self) -> None:
        """From here on."""

    def said(self) -> list[str]:
        """All that was said since `listen`."""

    def begin(self) -> None:
        """As somebody new, at the chat."""

    def download(self, key: str) -> str:
        """Press a key that saves a file; what is in it."""


def tab_to(walker: Walker, words: str, *, back: bool = False, most: int = 30) -> None:
    """Press Tab until the words are said."""
    heard = []
    for _ in range(most):
        heard.append(walker.press("Shift+Tab" if back else "Tab"))
        if words.lower() in heard[-1].lower():
            return
    raise AssertionError(f"{words!r} was not reached; heard {heard}")


def press_and_hear(walker: Walker, key: str, words: str) -> None:
    walker.listen()
    walker.press(key)
    walker.hear(words)


def tab_from_the_top(walker: Walker, words: str, most: int) -> None:
    """Press Tab on a page just opened until the words are said."""
    try:
        tab_to(walker, words, most=most)
    except AssertionError:
        # On a busy machine the page's own announcement may have covered it, and what is read aloud
        # takes the Tab key along with it: it is some steps back.
        tab_to(walker, words, back=True, most=2 * most + 2)


def go_to_box(walker: Walker) -> None:
    """From the top of the page, by the link that is there for it."""
    tab_from_the_top(walker, "Skip to your message", most=3)
    walker.listen()
    if not walker.press("Enter"):
        # On a busy machine a reader may miss that the focus moved, or the browser the key: a person
        # looks around, and is told on coming back.
        walker.press("Tab")
        if "Skip to" in walker.press("Shift+Tab"):
            walker.press("Enter")
    walker.hear("Your message")


def write(walker: Walker, text: str) -> None:
    """Type into the box and press the button after it."""
    walker.type(text)
    tab_to(walker, "Send message", most=2)
    walker.listen()
    walker.press("Enter")


def answers(walker: Walker) -> list[str]:
    """What was announced as said by the assistant."""
    return [said for said in walker.said() if said.startswith("Alongside says:")]


def ask(walker: Walker, text: str, answer: str) -> None:
    """Ask, and hear the answer once, after the receipt, without one's own words.

    Sending brings the focus back into the box: the next words can be typed at once.
    """
    write(walker, text)
    walker.hear("Message sent")
    walker.hear("Alongside says:")
    walker.hear(answer)
    assert len([said for said in answers(walker) if answer.lower() in said.lower()]) == 1
    said = walker.said()
    assert said.count("Message sent") == 1
    assert not any(text in words for words in said)


def first_question(walker: Walker) -> None:
    ask(walker, "what is access to work", "Access to Work")


def choose_from_an_offer(walker: Walker) -> None:
    """Of the answer just heard. The choices come after the box and the button that sends."""
    label = re.search(r"Choices: ([^,.]+)", answers(walker)[-1])[1]
    tab_to(walker, label, most=4)
    walker.listen()
    walker.press("Enter")
    walker.hear("Message sent")
    walker.hear("Alongside says:")
    tab_to(walker, "Your message", back=True, most=8)


def find_a_club(walker: Walker) -> None:
    ask(walker, "find a job club in Peckham", "Peckham")


def correct_a_place(walker: Walker) -> None:
    ask(walker, "sorry i meant Hackney", "Hackney")


def ask_for_a_person_and_get_a_reply(walker: Walker) -> None:
    """The reply comes while the next message is being written: it is held, and not lost."""
    ask(walker, "can i talk to a person", "May I show them")
    write(walker, "yes")
    walker.hear("Alongside says:")
    walker.house.adviser_joins("Sam")
    walker.hear("Sam")
    held_while_typing(walker, "adviser")


def held_while_typing(walker: Walker, author: str) -> None:
    """What arrives while somebody types is said when they stop: whole, in order, and all of it."""
    walker.listen()
    walker.type("I wanted to ask you")
    texts = ("Hello, I am Sam.", "How can I help?", "How can I help?")
    if author == "adviser":
        for text in texts:
            walker.house.adviser_writes(text)
    else:
        walker.house.assistant_writes(*texts)
    walker.type(" about my job")
    walker.hear("(again)")
    name = "Sam, adviser, says: " if author == "adviser" else "Alongside says: "
    assert [said for said in walker.said() if said.startswith(name)] == [
        f"{name}Hello, I am Sam.",
        f"{name}How can I help?",
        f"{name}How can I help? (again)",
    ]


def crisis(walker: Walker) -> None:
    ask(walker, "i want to kill myself", "999")
    assert "116 123" in answers(walker)[0]


def simpler_words(walker: Walker) -> None:
    write(walker, "simpler please")
    walker.hear("Alongside says:")


def change_text_size(walker: Walker) -> None:
    tab_from_the_top(walker, "Settings", most=6)
    walker.press("Enter")
    tab_to(walker, "Normal", most=14)
    press_and_hear(walker, "Down", "Large")
    press_and_hear(walker, "Enter", "Your settings are saved.")


def download(walker: Walker) -> None:
    tab_to(walker, "Save a copy of your chat (text file)", most=30)
    assert "what is access to work" in walker.download("Enter")


def leave(walker: Walker) -> None:
    walker.listen()
    walker.press("Escape", "Escape", "Escape")
    walker.hear("Links")
    walker.open("/")
    assert "what is access to work" not in walker.page.content()


WALKS = {
    "settings": (change_text_size,),
    "questions": (
        go_to_box,
        first_question,
        choose_from_an_offer,
        simpler_words,
        download,
        leave,
    ),
    "places": (go_to_box, find_a_club, correct_a_place, crisis),
    "people": (go_to_box, ask_for_a_person_and_get_a_reply),
}
"""Ten tasks in four talks: each begins on a page just opened."""
