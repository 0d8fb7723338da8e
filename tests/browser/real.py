"""The whole house, Rasa and action server too, behind the pages."""

from sqlalchemy import select

from bot.app import make_app
from bot.conversations import inbox
from bot.conversations.gateway import Gateway
from bot.conversations.inbox import Talk
from bot.conversations.models import Conversation
from tests.webchat.house import House


class RealHouse(House):
    """As the house of the page tests, but nothing in it is a stand-in. It holds several talks."""

    def __init__(self, gateway: Gateway) -> None:
        self.gateway, self.database, self.clock = gateway, gateway.database, gateway.clock
        self.settings, self.app = gateway.settings, make_app(gateway)

    def _talk(self, session) -> Talk:
        """The newest talk."""
        newest = select(Conversation.id).order_by(Conversation.created.desc()).limit(1)
        return inbox.talk_of(session, self.gateway.vault, session.scalars(newest).one())
