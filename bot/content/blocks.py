"""An answer cut into passages: what a question in the middle of a talk can be answered with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.content.store import Answer, Store

FORMS = ("plain", "more")


@dataclass(frozen=True)
class Block:
    """One paragraph, or a list with the words that lead to it. Texts are as they stand in the file."""

    answer: str
    title: str
    lead: str
    items: tuple[str, ...]
    listed: bool = False
    """True for a list; else its one item is the paragraph."""

    @property
    def text(self) -> str:
        """The block as it stands in the answer."""
        items = [f"- {item}" for item in self.items] if self.listed else self.items
        return ("\n" if self.listed else "\n\n").join(filter(None, [self.lead, *items]))


@dataclass(frozen=True)
class Passage:
    """One item of a block, to be compared with a question."""

    block: Block
    text: str


def blocks_of(answer: Answer) -> Iterator[Block]:
    """The blocks of an answer, first what is said at once, then what is said on `more`."""
    for form in FORMS:
        lead = ""
        for paragraph in answer.forms.get(form, "").strip().split("\n\n"):
            lines = [line.strip() for line in paragraph.splitlines()]
            items = tuple(line.removeprefix("- ") for line in lines if line.startswith("- "))
            words = " ".join(line for line in lines if line and not line.startswith("- "))
            if lead and items and not words:
                words, lead = lead, ""
            if not items and words.endswith(":") and not lead:
                lead = words  # It leads to what comes next.
                continue
            if items:
                yield from _alone(answer, lead)
                yield Block(answer.id, answer.title, words, items, listed=True)
            elif words:
                yield Block(answer.id, answer.title, lead, (words,))
            lead = ""
        yield from _alone(answer, lead)


def _alone(answer: Answer, lead: str) -> Iterator[Block]:
    if lead:
        yield Block(answer.id, answer.title, "", (lead,))


def passages_of(answer: Answer) -> Iterator[Passage]:
    """Every item of every block."""
    for block in blocks_of(answer):
        for item in block.items:
            yield Passage(block, item)


def as_read(store: Store, passage: Passage, day: date) -> tuple[str, str, str]:
    """The title, the words that lead to it and the text of a passage, with their figures of that day."""
    block = passage.block
    return block.title, store.fill(block.lead, day), store.fill(passage.text, day)


def all_as_read(store: Store, day: date) -> Iterator[tuple[str, str, str]]:
    """Every passage of every answer, as it is in each nation."""
    for answer in store:
        for told in (answer, *answer.nations.values()):
            for passage in passages_of(told):
                yield as_read(store, passage, day)
