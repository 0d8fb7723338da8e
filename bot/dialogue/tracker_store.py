"""A tracker store that keeps nothing: the tracker comes with the message and goes back with it.

The gateway holds one encrypted tracker row a conversation and commits it in the same transaction as
the answer, so a Rasa that dies in mid-turn leaves no half-moved dialogue, and any Rasa server can
take any turn. Under `rasa shell` nobody takes the tracker away and this is a store in memory.
"""

from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker

TURNS_KEPT = 3
"""Turns whose events travel on; older ones are folded into their slots and active loop."""

FORGOTTEN = ("share_talk", "requested_slot")
"""Slots that belong to one question and are not carried over once it is answered."""

_carried: dict[str, list[dict]] = {}


def bring(sender: str, events: list[dict]) -> None:
    """Put the events of a conversation where Rasa will look for them."""
    _carried[sender] = events


def take(sender: str) -> list[dict]:
    """Remove and return the events after the turn, folded to a size that does not grow."""
    return fold(forget(_carried.pop(sender, [])))


def forget(events: list[dict]) -> list[dict]:
    """With the slots of an answered question emptied, so that it is asked anew the next time."""
    loop, slots = None, {}
    for event in events:
        if event["event"] == "active_loop":
            loop = event["name"]
        elif event["event"] == "slot":
            slots[event["name"]] = event["value"]
    if loop is not None:
        return events
    left = [name for name in FORGOTTEN if slots.get(name) is not None]
    return events + [{"event": "slot", "name": name, "value": None} for name in left]


def fold(events: list[dict]) -> list[dict]:
    """The last turns, preceded by the slots and the active loop as they stood before them."""
    starts = [i for i, event in enumerate(events) if event["event"] == "user"]
    if len(starts) <= TURNS_KEPT:
        return events
    cut = starts[-TURNS_KEPT]
    slots: dict[str, Any] = {}
    loop = None
    for event in events[:cut]:
        if event["event"] == "slot":
            slots[event["name"]] = event["value"]
        elif event["event"] == "active_loop":
            loop = event["name"]
    folded = [{"event": "action", "name": "action_listen"}]
    folded += [{"event": "slot", "name": k, "value": v} for k, v in slots.items() if v is not None]
    if loop is not None:
        folded.append({"event": "active_loop", "name": loop})
    return folded + events[cut:]


class CarriedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Hands Rasa the tracker that came with the message."""

    def __init__(
        self, domain: Domain, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        super().__init__(domain, event_broker)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        if sender_id not in _carried:
            return None
        return DialogueStateTracker.from_dict(sender_id, _carried[sender_id], self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        _carried[tracker.sender_id] = [event.as_dict() for event in tracker.events]

    async def keys(self) -> list[str]:
        return list(_carried)
