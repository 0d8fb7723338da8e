"""In place of Rasa, where a test is about what the gateway does around it.

Whether Rasa itself keeps to what these promise is tested with the real one, in tests/conversations.
"""

from typing import Any

from bot.dialogue.client import RasaDown, Understood


class StubRasa:
    """Understands everything as what a test says, unless it is down."""

    says = "thank"

    def __init__(self) -> None:
        self.down = False
        self.asked: list[dict[str, Any]] = []

    def ask(self, sender: str, tracker: list[dict], **message: Any) -> Understood:
        if self.down:
            raise RasaDown("down")
        self.asked.append(message)
        return self.understands(message)

    @property
    def heard(self) -> list[str]:
        """The texts that were to be understood, in their order."""
        return [message.get("text", "") for message in self.asked]

    def understands(self, message: dict[str, Any]) -> Understood:
        """The reading of one message; a test's own stub says otherwise here."""
        return Understood(self.says, 0.9, plan=[{"answer": self.says}])

    def read(self, text: str) -> Understood:
        """What a text means by itself."""
        return Understood(self.says, 0.9)

    def follow(
        self, text: str, question: str, topic: str, found: Understood
    ) -> list[tuple[str, float]]:
        """The judge of follow-ups is sure of nothing."""
        return [(self.says, 0.0)]

    def chances(self, text: str, question: str, target: str, passages: list) -> list[float]:
        """No passage is likely."""
        return [0.0] * len(passages)

    def fit(self, question: str, before: str, passages: list[tuple[str, str, str]]) -> list[float]:
        """No passage fits."""
        return [0.0] * len(passages)

    def ready(self) -> bool:
        return not self.down

    def close(self) -> None:
        pass
