"""The first screen of every message: words about suicide, and numbers that should not be kept."""

from bot.safety.crisis import Screen, screen

__all__ = ["Screen", "screen"]
