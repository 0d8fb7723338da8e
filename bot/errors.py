"""Errors that are shown to the person running Alongside."""


class PlainError(Exception):
    """Something the operator can put right. The message is one sentence that says what to do."""
