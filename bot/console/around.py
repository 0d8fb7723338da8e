"""What advisers do around a talk, each in one transaction. See `bot.console.work` for the talk itself."""

from bot.cases import desk
from bot.cases.machine import FREE, MoveRefused
from bot.cases.models import Adviser, Conflict, State
from bot.channels.base import CHANNELS
from bot.console import views, words, work
from bot.conversations import handover
from bot.conversations.gateway import Gateway
from bot.conversations.state import TalkState


def look(gateway: Gateway, adviser: Adviser, case_id: str, why: str) -> views.CaseView:
    """The talk of a case nobody holds, for a reason. Raises MoveRefused."""
    with gateway.database.begin() as session:
        case, talk = work.find(session, gateway, adviser, case_id)
        if case.state not in FREE:
            raise MoveRefused("That is not possible: only the adviser who has this case reads it.")
        if why not in words.WHY:
            raise MoveRefused("Choose why you need to read this. It is written down.")
        now = gateway.clock.now()
        view = views.case_view(session, gateway, case, None, adviser, now)
        view.lines = views.lines_of(session, case, talk, adviser, now)
        views.log_read(session, case, adviser, now, why)
        return view


def step_in(gateway: Gateway, adviser: Adviser, case_id: str) -> None:
    """Come back to a person one talked with in the last 72 hours. Raises MoveRefused."""
    with gateway.database.begin() as session:
        case, talk = work.find(session, gateway, adviser, case_id)
        composer = gateway.composer(talk, CHANNELS[talk.row.channel], TalkState())
        handover.step_in(session, talk, composer, case.id, adviser)
    gateway.wake(talk.id)


def hide(gateway: Gateway, adviser: Adviser, case_id: str) -> None:
    """Hide this person's cases from the adviser, who knows them elsewhere. Raises MoveRefused."""
    with gateway.database.begin() as session:
        case, talk = work.find(session, gateway, adviser, case_id)
        if case.holder == adviser.id and case.state == State.TALKING:
            raise MoveRefused("You talk with this person. Put the case back first, then say this.")
        if session.get(Conflict, (adviser.id, talk.id)) is None:
            now = gateway.clock.now()
            session.add(Conflict(adviser_id=adviser.id, conversation_id=talk.id, at=now))
        if case.wanted == adviser.id:
            case.wanted = None


def pass_on(
    gateway: Gateway, adviser: Adviser, case_id: str, to: str, note: str, seen: int
) -> None:
    """Ask a colleague to take over, with a note they see first. Raises MoveRefused or BadText."""
    with gateway.database.read() as session:
        case, _ = work.find(session, gateway, adviser, case_id)
        asked = {row.id: row for row in desk.colleagues(session, case, adviser)}
        if to not in asked:
            raise MoveRefused("Choose the colleague to pass this on to.")
    work.leave(gateway, adviser, case_id, "pass_on", seen, to=asked[to], note=note)


def end_rest(gateway: Gateway, adviser: Adviser) -> None:
    """The adviser chooses to be ready for a crisis again."""
    with gateway.database.begin() as session:
        session.get(Adviser, adviser.id).resting_until = None
