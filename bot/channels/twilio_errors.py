"""Twilio's error codes and what is done about each: https://www.twilio.com/docs/api/errors

`docs/twilio-errors.md` is this table; a test compares the two.
"""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What an error means for the message, the person or the channel."""

    OPT_OUT = "opt out"
    """The person stopped us at the carrier: so they did here."""
    FAIL = "fail"
    """It will not arrive; the adviser sees why."""
    LATER = "later"
    """It was not taken: tried again, less and less often."""
    STOP_ALL = "stop all"
    """Nothing can be sent until an operator acts: everything waits, and an alarm is raised."""


@dataclass(frozen=True)
class Error:
    act: Act
    words: str
    """For the adviser: what happened, in plain words."""
    alarm: bool = False
    """True if an operator should know even though only one message failed."""


ERRORS: dict[int, Error] = {
    20003: Error(Act.STOP_ALL, "Twilio does not know our account or token"),
    20005: Error(Act.STOP_ALL, "our Twilio account is not active"),
    20404: Error(Act.FAIL, "Twilio does not know what we asked for", alarm=True),
    20429: Error(Act.LATER, "too many requests at once"),
    21211: Error(Act.FAIL, "the number is not a telephone number"),
    21212: Error(Act.STOP_ALL, "our own number is wrong"),
    21408: Error(Act.FAIL, "our Twilio account may not text this country", alarm=True),
    21602: Error(Act.FAIL, "the text was empty"),
    21606: Error(Act.STOP_ALL, "our own number cannot send texts"),
    21608: Error(
        Act.FAIL, "our Twilio account may text only numbers it has checked (upgrade it)", alarm=True
    ),
    21610: Error(Act.OPT_OUT, "the person stopped texts from us"),
    21611: Error(Act.LATER, "too many texts wait at Twilio"),
    21612: Error(Act.FAIL, "this number cannot be reached by text"),
    21614: Error(Act.FAIL, "the number is not a mobile"),
    21617: Error(Act.FAIL, "the text was too long", alarm=True),
    21635: Error(Act.FAIL, "the number is a landline"),
    21659: Error(Act.STOP_ALL, "our own number is not a Twilio number"),
    21660: Error(Act.STOP_ALL, "our own number belongs to another Twilio account"),
    21661: Error(Act.STOP_ALL, "our own number cannot send texts"),
    30001: Error(Act.FAIL, "too many texts waited at Twilio"),
    30002: Error(Act.STOP_ALL, "our Twilio account is suspended"),
    30003: Error(Act.FAIL, "the phone is off or has no signal"),
    30004: Error(Act.FAIL, "the text was blocked by the phone's network"),
    30005: Error(Act.FAIL, "the number is unknown or no longer in use"),
    30006: Error(Act.FAIL, "the number is a landline or cannot take texts"),
    30007: Error(Act.FAIL, "the phone's network took the text for spam", alarm=True),
    30008: Error(Act.FAIL, "it did not arrive, and nobody said why"),
    30036: Error(Act.FAIL, "it waited at Twilio for too long"),
}

UNLISTED = Error(Act.FAIL, "Twilio refused it", alarm=True)
"""Every other code: the operator is told its number."""


def error_of(code: int | None, status: int = 400) -> Error:
    """What a code means; without a known one the HTTP status decides."""
    if code in ERRORS:
        return ERRORS[code]
    if status == 401:
        return ERRORS[20003]
    if status == 429 or status >= 500:
        return ERRORS[20429]
    return UNLISTED


def table() -> str:
    """The page `docs/twilio-errors.md`."""
    lines = [
        "# When Twilio says no",
        "",
        "What is done about each error code, in an answer of Twilio's API or in a receipt. Twilio",
        "describes them at <https://www.twilio.com/docs/api/errors>. `bot/channels/twilio_errors.py`",
        "holds this table.",
        "",
        "- **opt out**: as if the person had sent STOP. Nothing is sent until they write START.",
        "- **fail**: not tried again; the adviser sees the reason beside the message.",
        "- **later**: tried again up to eight times, each time after a longer, slightly random wait.",
        "- **stop all**: every text waits, nothing is lost, and the alarm `sms_stopped` is raised. Put the",
        "  cause right, then restart the gateway (if you changed the settings) or let texts go on:",
        "",
        "```sh",
        "uv run alongside channels --resume sms",
        "```",
        "",
        "An alarm stands in `/readyz`, in the log and in `uv run alongside channels`.",
        "",
        "| code | what happened | what is done | alarm |",
        "|---|---|---|---|",
    ]
    for code, error in sorted(ERRORS.items()):
        alarm = "yes" if error.alarm or error.act == Act.STOP_ALL else ""
        lines.append(f"| {code} | {error.words} | {error.act} | {alarm} |")
    lines.append(f"| 429, 5xx without a code | {ERRORS[20429].words} | {ERRORS[20429].act} | |")
    lines.append(f"| 401 without a code | {ERRORS[20003].words} | {ERRORS[20003].act} | yes |")
    lines.append(f"| any other | {UNLISTED.words} | {UNLISTED.act} | yes |")
    return "\n".join(line.replace("|  |", "| |") for line in lines) + "\n"
