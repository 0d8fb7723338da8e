"""Words that mean STOP, in English and Welsh; and words that only look like it."""

import pytest

from bot.conversations.commands import command_in

STOPS = """
STOP
Stop.
stop!!
STOPALL
unsubscribe
END
quit
Cancel
REVOKE
stopiwch
please stop texting me
stop sending me these
stop contacting me
no more texts please
I don't want any more messages
i no longer want to receive messages
I don't want your texts
don't send me any more texts
dont text me again
never text me again
please do not contact me anymore
can you stop messaging me thanks
pls stop the texts
i want to stop getting these texts
opt me out
remove my number
take me off your list
unsubscribe me please
leave me alone
Peidiwch ag anfon negeseuon
stopiwch anfon tecsts ataf
dim mwy o negeseuon
paid
"""
ORDINARY = """
my boss won't stop texting me
I don't need more messages from my ex
can i stop getting PIP letters
should i cancel my PIP claim
i want to stop working
do not message me about adverts
will they stop texts from the DWP?
how do i end my claim
don't send me to a job centre
i cant stop crying
the job centre told me to stop
is there an end date
help me stop drinking
"""


@pytest.mark.parametrize("text", STOPS.strip().splitlines())
def test_these_stop_all_messages(text):
    assert command_in(text, "sms") == "stop"


@pytest.mark.parametrize("text", ORDINARY.strip().splitlines())
def test_these_do_not(text):
    assert command_in(text, "sms") != "stop"


@pytest.mark.parametrize("word", ["start", "UNSTOP", "Yes", "ie", "dechrau"])
def test_who_has_stopped_can_start_again(word):
    assert command_in(word, "sms", opted_out=True) == "start"


@pytest.mark.parametrize("word", ["yes", "ie"])
def test_yes_is_an_ordinary_answer_of_everybody_else(word):
    assert command_in(word, "sms") is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("/start", "welcome"),
        ("/start@alongside_bot", "welcome"),
        ("/start from_a_link", "welcome"),
        ("/help", "help"),
        ("/person", "person"),
        ("/stop", "stop"),
        ("/privacy", "privacy"),
        ("/simpler", "simpler"),
        ("/unknown", None),
    ],
)
def test_the_menu_of_the_telegram_bot(text, command):
    assert command_in(text, "telegram") == command


def test_start_on_telegram_ends_a_stop():
    assert command_in("/start", "telegram", opted_out=True) == "start"
