"""What was said last, once more: the same words, easier ones, a part, more of it, or the usual length."""

from bot.content.gsm import to_gsm
from bot.content.store import Answer, Line
from bot.conversations.compose import PERSON_OFFER, Composer, Outgoing, words_of
from bot.conversations.easy_read import Lines, sentences
from bot.conversations.state import Offer

EASIER = Offer("Easier words", "simpler")
MORE = Offer("More about it", "more_detail")
LONGER = Offer("Longer answers again", "", command="form_plain")
PLAN_OFFER = Offer("Make a plan of my own", "affirm", {"guide": "plan.start"})
MOST_SOURCES = 3


def repeat(composer: Composer, out: Outgoing) -> None:
    """The last message unchanged, with its choices; then easier words are offered."""
    state = composer.state
    if not state.said:
        out.parts.append(composer.say("nothing_before"))
        return
    out.parts.append(Lines((Line(*line) for line in state.lines), state.said))
    out.offers, out.again = list(state.offers), True
    if composer.caps.buttons and state.told and composer.form != "easy_read" and not out.offers:
        out.offers = [EASIER]


def more(composer: Composer, out: Outgoing) -> None:
    """The next layer of what was said last: detail, then all sources, then a person."""
    state = composer.state
    if not state.told and _about_choices(composer, out):
        return
    answers = [a for name in state.answers if (a := composer.told(name))]
    while answers and state.depth < len(LAYERS):
        layer = LAYERS[state.depth]
        state.depth += 1
        for answer in answers:
            if parts := [part for part in layer(composer, answer) if part]:
                out.parts += parts
                out.answers.append(answer.id)
        if out.parts:
            return
    out.parts.append(composer.say("no_more" if state.said else "nothing_before"))
    out.offers.append(PERSON_OFFER)


def beyond(composer: Composer, out: Outgoing, name: str) -> bool:
    """Asked about what was just answered: the short of it and what was not said yet.

    False, and nothing is said, if something else was answered last. The same page of words once more
    helps nobody; whoever wants it says `repeat`.
    """
    state, answer = composer.state, composer.best(name)
    if answer is not None and state.nation != state.nation_told and state.nation in answer.nations:
        return False  # It is another answer where they are.
    if answer is None or not state.told or state.answers != [answer.id] or out.parts:
        return False
    if composer.form == "easy_read" or not answer.summary or answer.overdue(composer.today):
        return False
    detail = _detail(composer, answer) if state.depth == 0 else []
    out.parts.append(composer.say("in_short" if detail else "all_known", summary=answer.summary))
    out.parts += [part for part in detail if part]
    out.answers.append(answer.id)
    out.offers = [PERSON_OFFER]
    state.depth = max(state.depth, 1)
    return True


def nearest(composer: Composer, out: Outgoing, blocks: list[dict]) -> None:
    """The parts of an answer that fit what was asked, where they are from, and how to hear the rest."""
    answer = composer.told(blocks[0]["answer"])
    texts = [composer.with_figures(block["text"]) for block in blocks]
    out.parts.append(composer.say("nearest"))
    if composer.form == "easy_read":
        out.parts.append(Lines(Line("", s) for text in texts for s in sentences(text)))
    else:
        out.parts += [composer.explained(answer, text) for text in texts]
        out.parts.append(_source_line(composer, answer))
    if answer.checked_by_nobody:
        out.parts.append(composer.careful())
    out.answers.append(answer.id)
    out.offers = [MORE, PERSON_OFFER] if composer.caps.buttons else [PERSON_OFFER]


def not_known(composer: Composer, out: Outgoing, name: str) -> None:
    """That there is no answer to just that, and the short of what there is."""
    answer = composer.told(name)
    if answer is None:
        out.parts.append(composer.say("no_more"))
        out.offers = [PERSON_OFFER]
        return
    out.parts.append(composer.say("not_known", summary=answer.summary or answer.title))
    out.answers.append(answer.id)
    out.offers = [MORE, PERSON_OFFER] if composer.caps.buttons else [PERSON_OFFER]


def steps(composer: Composer, out: Outgoing) -> None:
    """What was said last as numbered steps, one idea each; then a plan of one's own is offered."""
    told = [a for name in composer.state.answers if (a := composer.told(name))]
    ideas = [idea for answer in told for idea in composer.ideas(answer)]
    if not ideas:
        out.parts.append(composer.say("nothing_before"))
        return
    out.parts.append(composer.say("in_steps"))
    out.parts.append(
        Lines(Line("", f"{number}. {idea}") for number, idea in enumerate(ideas, start=1))
    )
    out.answers += [answer.id for answer in told]
    if any(answer.checked_by_nobody for answer in told):
        out.parts.append(composer.careful())
    out.offers = [PLAN_OFFER, PERSON_OFFER]


def _about_choices(composer: Composer, out: Outgoing) -> bool:
    """After a question of ours: what each choice is about, in one line; the choices stay open."""
    offers = composer.state.offers
    about = [(offer.label, composer.told(offer.intent)) for offer in offers if not offer.entities]
    lines = [f"- {label}: {a.summary}" for label, a in about if a is not None and a.summary]
    if len(lines) < 2:
        return False
    text = "\n".join(lines)
    out.parts.append(to_gsm(text) if composer.caps.form == "sms" else text)
    out.offers = list(offers)
    return True


def simpler(composer: Composer, out: Outgoing) -> None:
    """What was said last in easier words, and answers in Easy Read from now on."""
    state, had_it = composer.state, composer.form == "easy_read"
    composer.choose_form("easy_read")
    answers = [a for name in state.answers if (a := composer.told(name))]
    if not state.said:
        out.parts += [composer.say("easy_from_now"), composer.say("nothing_before")]
    elif not state.told or not answers:
        # A question of ours, or a list of services: the same in short lines, choices still open.
        out.parts.append(Lines(Line("", s) for s in sentences(state.said)))
        out.offers, out.again = list(state.offers), True
    elif had_it and state.depth == 0:
        # They have the Easy Read already: one line of it, and somebody to explain.
        out.parts += [Lines([Line("idea", a.summary or a.title)]) for a in answers]
        out.parts.append(composer.say("simplest"))
        out.offers = [PERSON_OFFER]
        out.answers += [answer.id for answer in answers]
    else:
        state.depth = 0
        _tell(composer, out, answers)
        out.parts.append(composer.say("easy_from_now"))
        out.offers = [LONGER, PERSON_OFFER] if composer.caps.buttons else []


def longer(composer: Composer, out: Outgoing) -> None:
    """Answers in their usual length from now on, the last one first."""
    composer.choose_form("plain")
    out.parts.append(composer.say("plain_from_now"))
    if composer.state.told:
        _tell(composer, out, [a for name in composer.state.answers if (a := composer.told(name))])


def _tell(composer: Composer, out: Outgoing, answers: list[Answer]) -> None:
    out.parts += [composer.in_form(answer) for answer in answers]
    if any(answer.checked_by_nobody for answer in answers):
        out.parts.append(composer.careful())
    out.answers += [answer.id for answer in answers]


def _detail(composer: Composer, answer: Answer) -> list[str]:
    if "more" not in answer.forms:
        return []
    text = composer.explained(answer, composer.filled(answer, form="more"))
    careful = composer.careful() if answer.checked_by_nobody else ""
    return [text, _source_line(composer, answer), careful]


def _source_line(composer: Composer, answer: Answer) -> str:
    linked = [s for s in answer.sources if s.url] or list(answer.sources)
    names = [
        f"{s.publisher} ({s.date})" if any(c.isdigit() for c in s.date) else s.publisher
        for s in linked[:MOST_SOURCES]
    ]
    checked = f" We checked it on {words_of(answer.reviewed)}." if answer.reviewed else ""
    said = f"From: {'; '.join(names)}.{checked}" if names else ""
    return to_gsm(said) if composer.caps.form == "sms" else said


def _origin(composer: Composer, answer: Answer) -> list[str]:
    """Every source with its date, when to ask a person, and what goes with it."""
    if not answer.sources and not answer.stop:
        return []
    named = (
        " ".join(filter(None, (f"{s.publisher}: {s.title}.", _dated(s.date), s.url)))
        for s in answer.sources
    )
    parts = ["\n".join([composer.say("sources", title=answer.title), *(f"- {n}" for n in named)])]
    if answer.stop.get("when"):
        parts.append(composer.when_to_ask(answer))
    related = [a for name in answer.next if (a := composer.store.get(name)) and a.summary]
    if related and composer.caps.form != "sms":
        lines = [composer.say("related"), *(f"- {a.title}: {a.summary}" for a in related)]
        parts.append("\n".join(lines))
    return [to_gsm(part) for part in parts] if composer.caps.form == "sms" else parts


def _dated(day: str) -> str:
    return f"({day})" if any(c.isdigit() for c in day) else ""


LAYERS = (_detail, _origin)
"""What `more` gives, one layer each time it is asked for."""
SOURCES = 1
"""The layer that says where the words come from."""
