"""Named points at which a test can have the process killed; nothing happens unless it is armed.

Nothing in the service arms one, and no setting can. `tests/faults/forked_gateway.py` does.
"""

import os
import signal

POINTS = (
    "before parse",
    "stored, not committed",
    "committed, not answered",
    "before Rasa",
    "after Rasa",
    "taken by the provider, id not stored",
    "during a receipt",
)

_point, _left = "", 0


def arm(point: str, times: int) -> None:
    """Kill this process (SIGKILL) when it comes to the point for the nth time."""
    global _point, _left
    _point, _left = point, times


def at(point: str) -> None:
    """The code has come to this point."""
    global _left
    if point != _point:
        return
    _left -= 1
    if _left <= 0:
        os.kill(os.getpid(), signal.SIGKILL)
