"""Long texts that arrive in pieces, in any order, are put together again.

Mostly the carrier joins them. When it does not, each piece comes as a message of its own, without
a word about the others. Two signs are left: the sender's phone wrote `1/3` on it, or the piece
fills a segment to the last character. Such a piece waits a few seconds for the rest of it.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.content import gsm
from bot.conversations.inbox import body_of, clean
from bot.conversations.models import Author, Message, Turn
from bot.privacy.vault import FieldKey
from bot.safety.personal_data import mask

WAIT = timedelta(seconds=4)
"""How long a piece waits for the next."""
TOGETHER = timedelta(seconds=60)
"""Pieces further apart than this are messages of their own."""
TAIL = timedelta(seconds=10)
"""A last piece that came before the first: at most so long before it."""
MOST = 9
_NUMBERED = re.compile(
    r"^\s*[(\[]?(?P<k>[1-9])\s?(?:/|of)\s?(?P<n>[2-9])[)\]]?[\s:.-]+(?P<rest>.*)$"
    r"|^(?P<before>.*?)\s*[(\[](?P<k2>[1-9])\s?(?:/|of)\s?(?P<n2>[2-9])[)\]]\s*$",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """What shows that a text is a part of one. `number` is 0 if only its length shows it."""

    text: str
    number: int = 0
    of: int = 0
    full: bool = False


def piece_of(text: str) -> Piece:
    """The text as a piece; `of` and `full` are both unset for an ordinary message."""
    match = _NUMBERED.match(text)
    if match:
        number, of = int(match["k"] or match["k2"]), int(match["n"] or match["n2"])
        if number <= of:
            said = match["rest"] if match["k"] else match["before"]
            return Piece(said.strip(), number, of)
    return Piece(text, full=gsm.fills_a_segment(text))


def join(pieces: list[Piece]) -> str:
    """The whole text of pieces that stand in the order of their arrival."""
    if pieces[0].of:
        return " ".join(p.text for p in sorted(pieces, key=lambda p: p.number))
    # Every piece but the last fills a segment, and a sentence begins in the first.
    last = [p for p in pieces if not p.full][:1]
    full = [p for p in pieces if p.full]
    if full and not full[0].text[:1].isupper():
        full = sorted(full, key=lambda p: not p.text[:1].isupper())
    return "".join(p.text for p in full + last)


def put_together(
    session: Session, key: FieldKey, message: Message, text: str, now: datetime
) -> str | None:
    """Join a new message with the pieces before it, and let it wait if more may come.

    Returns the whole text if there is more than this message to it. The pieces stay in the talk as
    they came; the newest answers for all, and remembers them for the next.
    """
    new = piece_of(text)
    together = _with(new, _recent(session, key, message, now), now)
    complete = len(together) + 1 == new.of if new.of else not new.full
    if not complete:
        message.send_after = now + WAIT
    if new.of and not complete:
        return None  # In the wrong order it could say something else.
    pieces = [*(piece for _, held in together for piece in held), new]
    body = key.open("body", message.body)
    # Numbers that should not be kept are masked in what is kept, also where two pieces meet.
    kept = {"pieces": [[mask(clean(piece.text)), piece.full] for piece in pieces]}
    whole = join(pieces) if together else None
    if whole is not None:
        for row, _ in together:
            row.turn = Turn.DONE
        joined = body_of(whole)
        kept["joined"] = joined.pop("text")
        body |= joined
    if together or new.full:
        message.body = key.seal("body", body | kept)
    return whole


_Held = tuple[Message, list[Piece]]
"""A message with the pieces it stands for, in the order of their arrival; its own comes last."""


def _recent(session: Session, key: FieldKey, message: Message, now: datetime) -> list[_Held]:
    """What the person wrote just before, oldest first."""
    query = (
        select(Message)
        .where(
            Message.conversation_id == message.conversation_id,
            Message.number < message.number,
            Message.author == Author.PERSON,
        )
        .order_by(Message.number.desc())
        .limit(MOST)
    )
    rows = [row for row in session.scalars(query) if now - row.created <= TOGETHER]
    return [(row, _pieces_in(key.open("body", row.body))) for row in reversed(rows)]


def _pieces_in(body: dict[str, Any]) -> list[Piece]:
    held = [Piece(text, full=full) for text, full in body.get("pieces", ())]
    return held or [piece_of(body["text"])]


def _with(new: Piece, before: list[_Held], now: datetime) -> list[_Held]:
    """Those of the messages before that belong to the same text."""
    if new.of:
        parts: dict[int, _Held] = {}
        for row, held in before:
            piece = held[-1]
            if piece.of == new.of and piece.number != new.number and row.turn == Turn.WAITING:
                parts[piece.number] = (row, held)
        return list(parts.values())
    together: list[_Held] = []
    for row, held in reversed(before):
        if held[-1].of or not held[-1].full or row.turn != Turn.WAITING:
            break
        together.insert(0, (row, held))
    if together or not new.full or not before:
        return together
    # The last piece came too early: it does not begin a sentence, and it came just now.
    row, held = before[-1]
    if now - row.created <= TAIL and not held[-1].of and held[-1].text[:1].islower():
        return [(row, held)]
    return []
