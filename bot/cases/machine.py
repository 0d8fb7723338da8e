"""The states of a case and the moves between them. Everything else is refused with the reason.

    waiting       wants a person and nobody has come yet. `due`: then it lapses
    talking       an adviser (`holder`) talks with the person; the assistant is silent
    callback_due  somebody promised to get back to the person. `due`: then a lead is alarmed
    lapsed        nobody came in time: the person was told, a lead was alarmed, the case stays
    handed_back   the assistant answers again; a person may be asked for again
    closed        ended

                     claim                      hand_back, close
    waiting ------------------------> talking ---------------------> handed_back, closed
    lapsed                            |  ^  |                              |       |
    callback_due <--------------------+  |  +--release, pass_on--> waiting |       |
         ^         promise_callback      +------- step_in -----------------+-------+
         |                               waiting <------- reopen ----------+-------+
         +-- promise_callback -- waiting, lapsed, callback_due
         +-- change_callback --- callback_due
    waiting -- lapse --> lapsed        waiting, lapsed, callback_due -- cancel --> closed
                                       lapsed, callback_due -- close, reopen --> closed, waiting

`reopen` and `step_in` of an ended case are for the 72 hours after it ended, to the same adviser
(`bot.cases.desk`). `waiting`, `talking`, `lapsed` and `callback_due` are open: at most one open
case a conversation.
"""

from bot.cases.models import State

FREE = frozenset({State.WAITING, State.LAPSED, State.CALLBACK_DUE})
"""States in which an adviser may take the case."""
ENDED = frozenset({State.HANDED_BACK, State.CLOSED})

MOVES: dict[str, tuple[frozenset[State], State]] = {
    "claim": (FREE, State.TALKING),
    "release": (frozenset({State.TALKING}), State.WAITING),
    "pass_on": (frozenset({State.TALKING}), State.WAITING),
    "hand_back": (frozenset({State.TALKING}), State.HANDED_BACK),
    "close": (
        frozenset({State.TALKING, State.LAPSED, State.CALLBACK_DUE, State.HANDED_BACK}),
        State.CLOSED,
    ),
    "cancel": (FREE, State.CLOSED),
    "lapse": (frozenset({State.WAITING}), State.LAPSED),
    "promise_callback": (FREE | {State.TALKING}, State.CALLBACK_DUE),
    "change_callback": (frozenset({State.CALLBACK_DUE}), State.CALLBACK_DUE),
    "reopen": (ENDED | {State.LAPSED, State.CALLBACK_DUE}, State.WAITING),
    "step_in": (ENDED, State.TALKING),
}
"""move -> (states it may start from, state it leads to)"""

OPEN = (State.WAITING, State.TALKING, State.LAPSED, State.CALLBACK_DUE)
"""States in which somebody still owes the person something."""

WHY = {
    "open": "asked",
    "reopen": "came_back",
    "claim": "in_queue",
    "release": "cannot_go_on",
    "pass_on": "colleague",
    "hand_back": "talk_over",
    "close": "talk_over",
    "cancel": "not_needed",
    "lapse": "nobody_came",
    "callback_late": "nobody_came",
    "promise_callback": "later",
    "change_callback": "said_so",
    "asked_callback": "callback",
    "step_in": "within_72_hours",
    "raised_crisis": "danger",
    "raised_safeguarding": "worry",
    "crisis_again": "danger",
    "chased": "waited",
    "shown": "said_so",
    "hidden": "said_so",
    "second_yes": "new_adviser",
    "second_back": "new_adviser",
}
"""change -> why, where nothing more is known of it: keys of `bot.console.words.REASONS`."""

SAID = {
    State.TALKING: "somebody is talking with this person",
    State.WAITING: "nobody has taken this case yet",
    State.CLOSED: "this case is closed",
    State.HANDED_BACK: "this case was handed back to the assistant",
    State.LAPSED: "nobody came in time and the person was told",
    State.CALLBACK_DUE: "a call back was promised",
}
"""Why something cannot be done in a state, in words for an adviser."""


class MoveRefused(Exception):
    """The move is not possible now; the message says why, in words for an adviser."""


def after(state: State, move: str) -> State:
    """The state that `move` leads to. Raises MoveRefused."""
    starts, end = MOVES[move]
    if state not in starts:
        raise MoveRefused(f"That is not possible: {SAID[state]}.")
    return end
