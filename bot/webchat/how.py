"""How the chat works, in Easy Read: short lines, one idea each, each with its drawing."""


def _(text: str) -> str:
    """Marks a text for the catalogue; it is translated where it is shown."""
    return text


PARTS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        _("Ask a question"),
        (
            ("pencil", _("Write your question in the box.")),
            ("tick", _("Press the button “Send message”.")),
            ("robot", _("A computer program answers first.")),
            ("clock", _("It answers at once, day and night.")),
            ("warning", _("It can be wrong. It tells you where the answer comes from.")),
            ("choice", _("Some answers have buttons. You can press one.")),
            ("word", _("You can have easy words. Write “simpler please”.")),
        ),
    ),
    (
        _("Ask for a person"),
        (
            ("person", _("You can ask for a person. Write “person”.")),
            ("question", _("We ask you first if a person may see your chat.")),
            ("calendar", _("People are here %(hours)s.")),
            ("home", _("You can leave and come back. Nothing is lost.")),
        ),
    ),
    (
        _("Your words are safe"),
        (
            ("office", _("We are not the Jobcentre. We are not the DWP.")),
            ("lock", _("We keep what you write. It is locked.")),
            ("person", _("We keep what you say about you, such as your age. It is locked too.")),
            ("emergency", _("If you may be in danger, we tell a person here.")),
        ),
    ),
    (
        _("Stop"),
        (
            ("stop", _("Press “Leave this page” to hide the chat fast.")),
            ("cross", _("Press “End chat, or end and forget” to delete it all.")),
        ),
    ),
)
"""Heading, then (name of a drawing, words)."""
