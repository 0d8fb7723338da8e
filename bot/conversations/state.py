"""What the gateway remembers of a talk between turns, sealed in the conversation's row."""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass
class Offer:
    """One choice put to the person. Choosing it is the intent `intent` with `entities`."""

    label: str
    intent: str
    entities: dict[str, Any] = field(default_factory=dict)
    word: str = ""
    """A word that also chooses it (`yes`, `no`), besides its number and its label."""
    command: str = ""
    """Set where the gateway itself acts on the choice, without Rasa."""


@dataclass
class TalkState:
    """The gateway's memory of one conversation."""

    offers: list[Offer] = field(default_factory=list)
    """The newest open choices; an answer without choices closes the old ones."""
    offered: str = ""
    """When the choices were put (ISO time)."""
    answers: list[str] = field(default_factory=list)
    """Ids of the answers last given, for repeat, simpler and more."""
    earlier: list[str] = field(default_factory=list)
    """Ids of answers that were given whole in this talk, the newest last."""
    services: list[str] = field(default_factory=list)
    """Ids of the listings last shown, in order, for `the second one`."""
    looking: dict[str, Any] = field(default_factory=dict)
    """The search shown last (`bot.directory.asking`), ids shown so far, the listing asked about."""
    showing: str = ""
    """What was shown last: `answer` or `services`."""
    said: str = ""
    """The words last said, for repeat."""
    pages: list[str] = field(default_factory=list)
    """Pages of a long text not yet sent; MORE sends the next."""
    misses: int = 0
    """Messages in a row that were not understood."""
    told: bool = False
    """True if what was said last was an answer, not a question or a note of ours."""
    lines: list[list[str]] = field(default_factory=list)
    """The Easy Read lines last said: [picture, words] each."""
    guide: dict[str, Any] = field(default_factory=dict)
    """What a guide said last, so that it can say it in other words."""
    depth: int = 0
    """How often more was asked for of the answers last given."""
    explained: list[str] = field(default_factory=list)
    """Words of jargon the person was told the meaning of."""
    about: dict[str, Any] = field(default_factory=dict)
    """Of the person a service is looked for, as they told it: `age`, `has`, `has_not` (groups)."""
    borough: str = ""
    nation: str = ""
    """Where the person is, once a place was named: England, Scotland, Wales, Northern Ireland."""
    nation_told: str = ""
    """The nation of the answer last given."""
    asked: str = ""
    """The question put last, so that it is put in other words the next time."""
    casework: bool = False
    """True if the person wrote about a decision in their own case, until a person is asked for."""
    asked_safe: bool = False
    """True while the question "Are you safe?" at the end of a crisis text is open."""
    told_of: str = ""
    """The danger that was answered last: crisis, crisis_other or safeguarding."""
    harmed: bool = False
    """True once they wrote that they took or did something: then no word of theirs makes it safe."""
    unsafe: bool = False
    """True from when they wrote that they are not safe until they write in words that they are."""
    safe_open: int = 0
    """Turns in which `not safe` is still taken as the answer to whether they are; 1: they were reminded."""
    passed_by: bool = False
    """True once they were asked whether they are safe and went on with something else, before any danger."""
    child: bool = False
    """True once they wrote that they are under 18, or at school."""
    guessed: bool = False
    """True if that danger was the model's reading, and not said in plain words."""
    put_right: str = ""
    """The case of a danger that was a misreading, once the person has said so."""
    calm: bool = False
    """True while words are read again after somebody said that they are safe: never kept."""
    waiting: bool = False
    """True from when a person was asked for until they come, or are not wanted any more."""
    callback: dict[str, Any] = field(default_factory=dict)
    """The call-back form as far as it is filled in (`bot.conversations.callback`)."""
    booked: bool = False
    """True once a call back is promised, so that `make it friday` is about that."""
    listed: bool = False
    """True if services were shown or told of since then: a day or a number is theirs."""
    told_down: int = 0
    """Number of the message at which the person was told that something is not working; 0: fine."""
    told_off: str = ""
    """Of which switching off the person was told (ISO time), so that they hear it once."""
    told_telegram: bool = False
    """True once the person was told who can read along on Telegram, and what else there is."""
    question: str = ""
    """The message that was last answered with an answer of its own: what follows leans on it."""
    unclear: list[str] = field(default_factory=list)
    """The last message, if it was only asked back about, after the intent that it sounded most like."""
    parts: list[str] = field(default_factory=list)
    """The parts of an answer that were said last, as they stand in the file: not said twice running."""
    left: list[str] = field(default_factory=list)
    """Questions that the last message left over, in the person's words; all of it, if they were asked
    whether they are safe."""
    others: list[str] = field(default_factory=list)
    """What the last message might have meant besides what was answered, likeliest first."""
    last_topic: str = ""
    """Title of the answer last given, for the case that may follow."""

    @classmethod
    def from_json(cls, data: dict | None) -> "TalkState":
        known = {f.name for f in fields(cls)}
        data = {name: value for name, value in (data or {}).items() if name in known}
        data["offers"] = [Offer(**offer) for offer in data.get("offers", [])]
        return cls(**data)

    def to_json(self) -> dict:
        return {**vars(self), "offers": [vars(offer) for offer in self.offers]}
