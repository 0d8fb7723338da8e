"""The tracker's events as the gateway may touch them, without Rasa."""

from typing import Any

from bot.content.guides.talk import paused


def before_message(events: list[dict[str, Any]], slot: str) -> Any:
    """What a slot held before the newest message."""
    last = max((n for n, event in enumerate(events) if event["event"] == "user"), default=0)
    held = [e["value"] for e in events[:last] if e["event"] == "slot" and e["name"] == slot]
    return held[-1] if held else None


def ever_held(events: list[dict[str, Any]], slot: str) -> list[Any]:
    """All that a slot held in this talk, the newest first."""
    held = [e["value"] for e in events if e["event"] == "slot" and e["name"] == slot and e["value"]]
    return held[::-1]


def at_rest(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tracker with nothing asked any more: no form, no question of a guide."""
    slots = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
    closed = [
        {"event": "active_loop", "name": None},
        {"event": "slot", "name": "requested_slot", "value": None},
    ]
    if guide := slots.get("guide_state"):
        closed.append({"event": "slot", "name": "guide_state", "value": paused(guide)})
    return [*events, *closed] if events else events
