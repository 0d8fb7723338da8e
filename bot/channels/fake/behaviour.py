"""What numbers and chats do: the last three digits say it, so everybody can remember it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Behaviour:
    """How a provider treats one phone."""

    name: str
    words: str
    """For the list on the page of phones."""


ORDINARY = Behaviour("ordinary", "works as it should")

BEHAVIOURS: dict[int, Behaviour] = {
    1: Behaviour("opted_out", "has stopped texts at the carrier, or blocked the bot"),
    2: Behaviour("times_out", "the provider never answers and takes nothing"),
    3: Behaviour("takes_then_times_out", "the provider takes the message and never answers"),
    4: Behaviour("busy_first", "the provider is busy at the first two attempts"),
    5: Behaviour("landline", "turns out to be a landline, or a chat that does not exist"),
    6: Behaviour("phone_off", "the phone is off: texts are not delivered"),
    7: Behaviour("odd_receipts", "receipts come twice and in the wrong order"),
    8: Behaviour("broken_first", "the provider breaks down at the first attempt"),
    9: Behaviour("brought_thrice", "everything from this phone is brought three times"),
    10: Behaviour("not_brought", "nothing from this phone is brought: it must be asked for"),
    11: Behaviour("filtered", "the network takes texts to it for spam"),
    12: Behaviour("forged_first", "somebody forges each of its messages; only the true one counts"),
    13: Behaviour("swapped", "of two messages the second is brought before the first"),
}


def behaviour_of(address: str) -> Behaviour:
    """Of a number or a chat: `+447700900003` takes messages and then times out."""
    return BEHAVIOURS.get(int(address[-3:]), ORDINARY) if address[-3:].isdecimal() else ORDINARY
