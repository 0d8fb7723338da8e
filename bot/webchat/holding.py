"""Who answers now, as the page says it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.conversations import handover
from bot.conversations.inbox import Talk
from bot.conversations.models import Author, Message

GONE = "gone"
"""An adviser was here, and nobody has answered since they left."""


def holding(session: Session, talk: Talk) -> str:
    """`bot`, `waiting_for_human`, `human`, `gone` or `ended`."""
    state = handover.state_words(session, talk)
    if state != "bot":
        return state
    newest = (
        select(Message.author)
        .where(
            Message.conversation_id == talk.id,
            Message.author.in_([Author.ASSISTANT, Author.ADVISER]),
        )
        .order_by(Message.number.desc())
        .limit(1)
    )
    return GONE if session.scalars(newest).first() == Author.ADVISER else state
