"""What comes due is done, whatever else goes wrong in the same second."""

from bot.cases.models import Case, CaseAlarm, HeldReply
from bot.conversations.models import Author, Conversation
from bot.conversations.worker import sweep
from tests.console.test_held import talking


def cannot_be_told(house, person) -> None:
    """Nothing can be said in this talk: its key is gone."""
    with house.database.begin() as session:
        session.get(Conversation, person.talk_id).data_key = None


def test_one_talk_in_which_nothing_can_be_said_keeps_nobody_else_waiting(house):
    broken, other = house.person(), house.person()
    broken.ask_for_person()
    case = other.ask_for_person()
    cannot_be_told(house, broken)
    house.clock.move(days=7)
    sweep(house.gateway, lambda talk: None)
    assert {row.id: row.state for row in house.rows(Case)}[case] == "lapsed"
    assert [alarm.case_id for alarm in house.rows(CaseAlarm)] == [case]


def test_one_reply_that_cannot_leave_keeps_no_other_from_leaving(house):
    broken, other = house.person(), house.person()
    for person, name in ((broken, "Sam"), (other, "Kim")):
        person.ask_for_person()
        browser, case = talking(house, person, name, settings={})
        browser.post(case, "reply", text=f"Hello from {name}.", once="k")
    cannot_be_told(house, broken)
    house.clock.move(seconds=11)
    sweep(house.gateway, lambda talk: None)
    assert len(house.rows(HeldReply)) == 1
    [left] = house.messages(Author.ADVISER)
    assert house.words(left) == "Hello from Kim."
