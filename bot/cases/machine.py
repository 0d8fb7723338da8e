"""The states of a case and the moves between them. Everything else is refused with the reason.

    waiting -------claim----> talking --hand_back--> handed_back --reopen--> waiting
       |  \\                    |   \\
     lapse  cancel            close  release -> waiting
       v      v                v
    lapsed  closed           closed
       |
     claim -> talking

`callback_due` is a case whose person asked to be reached later; it can be claimed like a waiting one.
"""

from bot.cases.models import State

MOVES: dict[str, tuple[frozenset[State], State]] = {
    "claim": (frozenset({State.WAITING, State.LAPSED, State.CALLBACK_DUE}), State.TALKING),
    "release": (frozenset({State.TALKING}), State.WAITING),
    "hand_back": (frozenset({State.TALKING}), State.HANDED_BACK),
    "close": (
        frozenset({State.TALKING, State.LAPSED, State.CALLBACK_DUE, State.HANDED_BACK}),
        State.CLOSED,
    ),
    "cancel": (frozenset({State.WAITING, State.LAPSED, State.CALLBACK_DUE}), State.CLOSED),
    "lapse": (frozenset({State.WAITING}), State.LAPSED),
    "promise_callback": (frozenset({State.WAITING, State.LAPSED}), State.CALLBACK_DUE),
    "reopen": (
        frozenset({State.HANDED_BACK, State.LAPSED, State.CALLBACK_DUE}),
        State.WAITING,
    ),
}
"""move -> (states it may start from, state it leads to)"""

OPEN = (State.WAITING, State.TALKING, State.LAPSED, State.CALLBACK_DUE)
"""States in which somebody still owes the person something."""


class MoveRefused(Exception):
    """The move is not possible now; the message says why, in words for an adviser."""


def after(state: State, move: str) -> State:
    """The state that `move` leads to. Raises MoveRefused."""
    starts, end = MOVES[move]
    if state not in starts:
        said = {
            State.TALKING: "somebody is talking with this person",
            State.WAITING: "nobody has taken this case yet",
            State.CLOSED: "this case is closed",
            State.HANDED_BACK: "this case was handed back to the assistant",
            State.LAPSED: "nobody came in time and the person was told",
            State.CALLBACK_DUE: "a call back was promised",
        }[state]
        raise MoveRefused(f"That is not possible: {said}.")
    return end
