"""Words that mean STOP, in English and Welsh; and words that only look like it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversations.commands import command_in
from bot.conversations.optout_words import asks_to_stop_beside

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
paid â thecstio fi
rhowch y gorau i anfon negeseuon ataf
Rho'r gorau i decstio fi
stopp
sotp
I'd like to stop getting these
this is the wrong person please stop
you've got the wrong number, stop texting me
go away and stop texting me
please can I not get any more texts
I'd rather you didn't text me
I would rather not get these messages
turn these off
stop it with the messages
stop bothering me
stop bugging me with texts
I've had enough of these messages
no more messages thanks
dont send me texts anymore
please dont send me anymore texts
can u stop sending texts
could you please stop sending me messages
would you mind not texting me any more
I dont want to hear from you again
i don't want you to text me any more
i do not want you messaging me
I want to opt out
i'd like to unsubscribe
how do i unsubscribe
how do i stop these texts
how do i stop getting these messages
take my number off your list
please take me off this
remove me from your list
delete my number please
cancel my messages
stop all texts
stop the texts please
end these messages
quit texting me
enough with the texts
dont contact me again
do not contact me
lose my number
stop spamming me
leave me alone please
please leave me alone
not interested stop texting
thanks but please stop texting me now
i asked you to stop texting me
I said stop
stop please thank you
STOP STOP STOP
stop!!! 
S T O P
stop now please
Stop texting my phone
stop texting this number
wrong number stop texting
wrong number please stop
this is not Sam, stop messaging me
cease all communication
never message me again
unsubscribe from this service
opt me out please
switch off messages
turn off the texts
I no longer wish to receive texts
no longer want your messages
please dont msg me
stop contact
peidiwch ag anfon mwy
peidiwch a thecstio fi
plis stopia tecstio fi
dw i ddim eisiau mwy o negeseuon
dim mwy o negeseuon plis
stop anfon negeseuon
gadewch lonydd i mi
peidiwch cysylltu â fi eto
canslwch y negeseuon
Can you please not text me anymore?
I don't wish to be contacted any more
Please remove me from this service
pls remove my number from ur system
stop messaging this number pls
Stop. Do not text me again.
Hi, please can you stop sending me text messages
I want you to stop texting me
i would like to stop receiving texts from you
end all messages
Stop contacting me thank you
no more txts
dont message me any more ta
Please stop. I do not want these texts.
would like to opt out please
how can I opt out of this
just stop texting ok
unsubscribe pls
i no longer want to be texted
stop these alerts
please cancel these texts
leave me be
take me off your system please
You keep texting me. Please stop.
i did not ask for these messages
never contact me again please
wish to unsubscribe
plz dont contact my phone again
kindly stop messaging
I am tired of your messages
stopiwch tecstio fi
peidiwch ag anfon negeseuon ataf eto
dwi ddim isio mwy o negeseuon
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
stop sanctioning me
can i stop going to the job club
they want to stop my benefit
bus stop
where is the bus stop
will my pip stop if i work
can they stop my money
stop my claim
i want to stop my UC claim
how do i stop the dwp contacting me
can i stop the job centre texting me
the dwp keep texting me how do i stop it
stop the job centre messaging me
dont stop my benefits
stop telling me to go to the jobcentre
please stop my appointment
can you stop them sanctioning me
i cant stop shaking
how do i stop work
stop work
i had to stop work
can i stop volunteering
can i quit my job
i want to quit
end of contract what now
cancel my appointment
can i cancel my interview
what does stop mean
non-stop pain
dont message my employer
dont contact my work coach please
please dont tell my boss
do not contact my old employer
will you stop texting me if i get a job
does my boss have to stop texting me out of hours
my ex wont stop texting me
make him stop texting me
tell the jobcentre to leave me alone
i want people to leave me alone at work
unsubscribe from jobcentre emails
how do i unsubscribe from universal credit emails
no more benefits
no more sanctions please
i need no more stress
i dont want any more forms
i dont want to hear from the DWP
i don't want to work any more
take me off universal credit
take me off the list for the job club
remove me from the waiting list at the club
delete my journal messages
my messages stopped
i stopped getting messages from dwp
should i stop taking my meds
i want to stop
i cant do this anymore i want it to stop
quit smoking help
end my tenancy
stop gap job
one stop shop
i got no messages from access to work
has my access to work stopped
dont text me about jobs text me about benefits
can you stop using big words
stop asking me that
stop repeating yourself
oes
dw i eisiau stopio gweithio
peidiwch â dweud wrth fy mos
mae fy mudd-daliad wedi stopio
i want to stop getting sanctioned
stop the interview
how do i get them to stop messaging my work phone
please stop assuming i can walk
can they stop my PIP while i am in hospital
do not contact the DWP about this
please dont share my texts
dont tell anyone i texted
my support stopped
is it ok to stop job searching
end of my rope
i want to end it
what happens when my contract ends
cancel culture at my work
cancel my job club place
cancel the call back
cancel my direct debit
can i opt out of the work programme
opt out of pension
how do i opt out of the work capability assessment
unsubscribe me from my pension
leave me alone with my kids is what my ex says
remove my name from the universal credit claim
i dont want to text my boss
i do not want to contact the jobcentre
i dont like texting, can i call
dont send me on a course
dont send my cv to them
no more than 16 hours
enough money
Paid
paid work
can i not get paid more
i would rather not get a job
i'd rather you didn't text my boss
this is the wrong person to ask about work
can i stop getting sick notes
go away day at work
i had enough of my boss texting me
my phone stopped getting texts
block my ex
how do i stop him texting me
stopiwch fy mudd-dal
dim mwy o waith
"""


def heard_as_stop(texts: str) -> list[str]:
    return [text for text in texts.strip().splitlines() if command_in(text, "sms") == "stop"]


def test_these_stop_all_messages():
    assert heard_as_stop(STOPS) == STOPS.strip().splitlines()


def test_these_do_not():
    assert heard_as_stop(ORDINARY) == []


BESIDE_A_DANGER = """
STOP I want to die
I want to die STOP
stop texting me im going to kill myself
i want to kill myself stop texting me
please dont text me any more im going to end my life
I am going to kill myself tonight and I want no more texts from you
unsubscribe me i am going to kill myself
"""
NOT_OF_US = """
make it stop i want to die
please stop it hurts i want to kill myself
leave me alone I want to die
he wont stop texting me i want to die
i want to die and i cant stop texting
I WANT TO DIE MAKE IT STOP
stop the world i want to die
i want to stop i want to die
"""


def test_beside_a_danger_only_what_is_surely_about_our_messages_stops_them():
    """Wrongly taken, nobody could write to somebody in danger any more."""
    heard = [t for t in (BESIDE_A_DANGER + NOT_OF_US).split("\n") if t and asks_to_stop_beside(t)]
    assert heard == BESIDE_A_DANGER.strip().splitlines()


SMALL_WORDS = st.sampled_from(
    "stop dont text texts me to you any more please no want i told unsubscribe peidiwch anfon".split()
)


@settings(deadline=None)
@given(st.lists(SMALL_WORDS, max_size=40))
def test_a_heap_of_such_words_comes_to_an_end(words):
    """Shapes that match small words in many ways at once would go on for hours."""
    assert command_in(" ".join(words), "sms") in (None, "stop", "more")


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_taken(text):
    command_in(text, "sms")
    asks_to_stop_beside(text)


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
