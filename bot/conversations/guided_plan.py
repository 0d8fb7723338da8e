"""My plan in the talk: shown before it is kept, kept after a yes, changed, deleted, shown to people."""

from datetime import date
from typing import TYPE_CHECKING, Any

from bot.content.guides.plan import FIELDS, as_text
from bot.content.guides.plan_day import is_written, review_day
from bot.conversations import support_plan
from bot.conversations.compose import Composer, words_of
from bot.conversations.state import Offer

if TYPE_CHECKING:
    from bot.conversations.plan import Deed


def before_question(deed: "Deed", item: dict[str, Any]) -> None:
    """What stands before some questions of the plan."""
    composer, out, answers = deed.composer, deed.out, item["answers"]
    if item["guide"] == "change":
        composer.values["field"] = FIELDS[answers["field"]]
        return
    if item.get("begins"):
        if _plan(deed) is not None:
            out.parts.append(composer.say("guide_plan_replaces"))
        if drafted := [FIELDS[name].lower() for name in FIELDS if answers.get(name)]:
            out.parts.append(composer.say("guide_plan_drafted", what=" and ".join(drafted)))


def with_draft(deed: "Deed", answers: dict[str, Any]) -> None:
    """The plan that is about to be kept, before the question; in text messages after it.

    There the question must not wait on a later page.
    """
    composer, parts = deed.composer, deed.out.parts
    draft = composer.say("guide_plan_shown", plan=as_text(with_day(answers, composer.today)))
    parts.insert(len(parts) if composer.caps.form == "sms" else len(parts) - 1, draft)


def words_for(composer: Composer) -> dict[str, str]:
    return {"field": composer.values.get("field", "your plan")}


def with_day(answers: dict[str, Any], today: date) -> dict[str, str]:
    """The fields of the plan, with the day written beside `in 4 weeks`."""
    fields = {name: str(answers.get(name) or "") for name in FIELDS}
    day = review_day(fields["review"], today)
    if day and not is_written(fields["review"]):
        fields["review"] += f", {words_of(day)}"
    return fields


def result(deed: "Deed", answers: dict[str, Any]) -> None:
    """The end of the questions: kept only after a yes."""
    composer, out = deed.composer, deed.out
    if not any(answers.get(name) for name in FIELDS):
        out.parts.append(composer.say("guide_plan_empty"))
    elif answers.get("keep") != "yes":
        out.parts.append(composer.say("guide_plan_not_kept"))
    else:
        _keep(deed, with_day(answers, composer.today))
        out.parts.append(composer.say("guide_plan_kept", link=_link(composer)))
        support_plan.forget_reminder(deed.session, deed.talk.row.person_id)
        _ask_to_remind(deed)
        out.offers.append(_TO_ADVISER)


def _ask_to_remind(deed: "Deed") -> None:
    """Nobody is written to unasked: a reminder needs a yes, and a day."""
    plan, composer = _plan(deed), deed.composer
    if plan and (day := review_day(plan.fields.get("review", ""), composer.today)):
        deed.out.parts.append(composer.say("guide_plan_remind_ask", day=words_of(day)))
        deed.out.offers = [
            _choice("Yes, remind me", "plan.remind", "yes"),
            _choice("No reminder", "plan.no_reminder", "no"),
        ]


def remind(deed: "Deed", answers: dict[str, Any]) -> None:
    plan, composer = _plan(deed), deed.composer
    if plan is None:
        _none(deed)
        return
    day = review_day(plan.fields.get("review", ""), composer.today)
    if day is None:
        deed.out.parts.append(composer.say("guide_plan_no_day"))
        return
    support_plan.remind_on(deed.session, deed.talk, composer.caps.name, day)
    where = "set" if composer.caps.sends else "set_here"
    deed.out.parts.append(composer.say(f"guide_plan_reminder_{where}", day=words_of(day)))


def no_reminder(deed: "Deed", answers: dict[str, Any]) -> None:
    support_plan.forget_reminder(deed.session, deed.talk.row.person_id)
    deed.out.parts.append(deed.composer.say("guide_plan_no_reminder"))


def show(deed: "Deed", answers: dict[str, Any]) -> None:
    plan = _plan(deed)
    if plan is None:
        _none(deed)
        return
    text = as_text(plan.fields, plan.agreed)
    deed.out.parts.append(deed.composer.say("guide_plan_shown", plan=text))
    if link := _link(deed.composer):
        deed.out.parts.append(link.strip())
    deed.out.offers = [_TO_ADVISER, _choice("Delete my plan", "plan.delete")]


def change(deed: "Deed", answers: dict[str, Any]) -> None:
    """One field of the kept plan in new words; an empty answer takes it out."""
    plan = _plan(deed)
    if plan is None:
        _none(deed)
        return
    _keep(deed, with_day({**plan.fields, answers["field"]: answers["value"]}, deed.composer.today))
    deed.out.parts.append(deed.composer.say("guide_changed"))
    show(deed, answers)
    if answers["field"] == "review":
        # The yes was to the old day.
        if support_plan.forget_reminder(deed.session, deed.talk.row.person_id):
            deed.out.parts.append(deed.composer.say("guide_plan_reminder_off"))
        _ask_to_remind(deed)


def delete(deed: "Deed", answers: dict[str, Any]) -> None:
    """Asked about once more: what is deleted cannot be brought back."""
    if _plan(deed) is None:
        _none(deed)
        return
    deed.out.parts.append(deed.composer.say("guide_plan_delete_sure"))
    deed.out.offers = [
        _choice("Yes, delete my plan", "plan.delete_sure", "yes"),
        _choice("No, keep it", "plan.delete_not", "no"),
    ]


def delete_not(deed: "Deed", answers: dict[str, Any]) -> None:
    deed.out.parts.append(deed.composer.say("guide_plan_stays"))


def delete_sure(deed: "Deed", answers: dict[str, Any]) -> None:
    gone = support_plan.forget_plan(deed.session, deed.talk.row.person_id)
    if gone:
        deed.out.parts.append(deed.composer.say("guide_plan_deleted"))
    else:
        _none(deed)


def to_adviser(deed: "Deed", answers: dict[str, Any]) -> None:
    """From now on whoever takes a case of this person sees the plan; a case is opened as always."""
    now, person_id = deed.composer.now, deed.talk.row.person_id
    if not support_plan.show_plan_to_advisers(deed.session, person_id, now):
        _none(deed)
        return
    deed.out.parts.append(deed.composer.say("guide_plan_adviser"))
    deed.out.offers = [
        Offer("Ask for a person", "talk_to_human", word="yes"),
        Offer("Not now", "deny", word="no"),
    ]


def _plan(deed: "Deed") -> support_plan.Plan | None:
    return support_plan.plan_of(deed.session, deed.gateway.vault, deed.talk.row.person_id)


def _keep(deed: "Deed", fields: dict[str, str]) -> None:
    support_plan.keep_plan(
        deed.session, deed.gateway.vault, deed.talk.row.person_id, fields, deed.composer.now
    )


def _none(deed: "Deed") -> None:
    deed.out.parts.append(deed.composer.say("guide_plan_none"))
    deed.out.offers = [_choice("Make a plan", "plan.start")]


def _link(composer: Composer) -> str:
    """Where the page and the text file are; only the web chat's own cookie opens them."""
    if composer.caps.name != "web":
        return ""
    address = f"{composer.settings.public_url}/plan"
    return f" {composer.say('guide_plan_link', address=address)}"


def _choice(label: str, what: str, word: str = "") -> Offer:
    return Offer(label, "affirm", {"guide": what}, word=word)


_TO_ADVISER = _choice("Show it to an adviser", "plan.adviser")
STEPS = {
    "plan.result": result,
    "plan.show": show,
    "plan.delete": delete,
    "plan.delete_sure": delete_sure,
    "plan.delete_not": delete_not,
    "plan.adviser": to_adviser,
    "plan.remind": remind,
    "plan.no_reminder": no_reminder,
    "change.result": change,
}
