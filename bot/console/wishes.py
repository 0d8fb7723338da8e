"""How one works: talks at once, shifts, what tells of what, where notices go, how pages look."""

from dataclasses import asdict
from email.utils import parseaddr
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import RedirectResponse, Response

from bot.cases import contacts, wishes
from bot.cases.models import Adviser
from bot.cases.roles import Action, may
from bot.cases.routing import NEEDS, SKILLS
from bot.console.entry import ConsoleRoute, Entered, gateway_of, reads, sends
from bot.console.managing import set_shifts
from bot.conversations import mail
from bot.errors import PlainError
from bot.webchat.pages import page

MOST_TALKS = 20
LONGEST_EMAIL = 200
DONE = {
    "settings": "Your settings were saved.",
    "contacts": "Your address for notices was saved.",
    "telegram_off": "Nothing is sent to your Telegram any more.",
}
LOOKS = {
    "size": "Size of the text",
    "space": "Space",
    "theme": "Colours",
    "density": "Lists",
    "spoken": "New messages in the open talk are spoken",
}

router = APIRouter(
    prefix="/console/account/settings", route_class=ConsoleRoute, max_body_size=100_000
)
Reader = Annotated[Entered, Depends(reads(Action.OWN_ACCOUNT))]
Sender = Annotated[Entered, Depends(sends(Action.OWN_ACCOUNT))]
Several = Annotated[list[str] | None, Form()]


@router.get("")
def settings(request: Request, me: Reader, done: str = "") -> Response:
    return _page(request, me, done=DONE.get(done, ""))


@router.post("")
def save(
    request: Request,
    me: Sender,
    capacity: str = Form(""),
    shifts: str = Form(""),
    skill: Several = None,
    hide_words: bool = Form(False),
    undo: bool = Form(False),
    ctrl_enter: bool = Form(False),
    quiet: bool = Form(False),
    digest: bool = Form(False),
    simple: bool = Form(False),
    size: str = Form(""),
    space: str = Form(""),
    theme: str = Form(""),
    density: str = Form(""),
    spoken: str = Form(""),
    ways_waiting: Several = None,
    ways_urgent: Several = None,
    ways_message: Several = None,
    ways_review: Several = None,
) -> Response:
    """All settings at once: what is not ticked is off."""
    gateway, shifts = gateway_of(request), " ".join(shifts.split())
    skills = [key for key in SKILLS if key in (skill or [])]
    wanted = wishes.Wishes(
        hide_words, undo, ctrl_enter, quiet, digest, simple, size, space, theme, density, spoken,
        {
            "waiting": ways_waiting or [],
            "urgent": ways_urgent or [],
            "message": ways_message or [],
            "review": ways_review or [],
        },
    )  # fmt: skip
    field = "capacity"
    try:
        if not (
            capacity.isascii() and capacity.isdecimal() and 1 <= int(capacity[:9]) <= MOST_TALKS
        ):
            raise PlainError(f"Talks at once: give a number from 1 to {MOST_TALKS}.")
        field = "shifts"
        with gateway.database.begin() as session:
            adviser = session.get(Adviser, me.adviser.id)
            set_shifts(session, me, adviser, shifts, gateway.clock.now())
            adviser.capacity, adviser.skills = int(capacity), skills
            adviser.settings = asdict(wanted)
    except PlainError as error:
        # Whatever else was chosen on the page is still chosen.
        sent = {"capacity": capacity[:20], "shifts": shifts[:300], "wishes": wanted}
        sent["skills"] = _skills(skills)
        return _page(request, me, 400, problem=str(error), field=field, **sent)
    return RedirectResponse("/console/account/settings?done=settings", 303)


@router.post("/email")
def email(request: Request, me: Sender, address: str = Form("")) -> Response:
    """Where notices by email go; an empty address means nowhere."""
    gateway, address = gateway_of(request), address.strip()
    fine = not address or (
        len(address) <= LONGEST_EMAIL
        and parseaddr(address)[1] == address
        and "@" in address[1:-1]
        and address.isascii()
        and not any(c.isspace() or c in ",;<>" for c in address)
    )
    if not fine:
        problem = "Email: write one address, such as sam@example.org."
        return _page(request, me, 400, problem=problem, field="email", email=address[:300])
    with gateway.database.begin() as session:
        adviser = session.get(Adviser, me.adviser.id)
        contacts.keep_contact(gateway.vault, adviser, "email", address)
    return RedirectResponse("/console/account/settings?done=contacts", 303)


@router.post("/telegram")
def telegram(request: Request, me: Sender) -> Response:
    """A link that joins the adviser's own Telegram to the account."""
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        adviser = session.get(Adviser, me.adviser.id)
        token = contacts.telegram_link(session, adviser, gateway.clock.now())
    name = gateway.settings.telegram_name.lstrip("@")
    return _page(request, me, telegram_link=f"https://t.me/{name}?start={token}")


@router.post("/telegram/off")
def telegram_off(request: Request, me: Sender) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        adviser = session.get(Adviser, me.adviser.id)
        contacts.keep_contact(gateway.vault, adviser, "telegram", "")
    return RedirectResponse("/console/account/settings?done=telegram_off", 303)


def _skills(chosen: list[str]) -> list[tuple[str, str, bool]]:
    return [(key, NEEDS[key], key in chosen) for key in SKILLS]


def _page(request: Request, me: Entered, status: int = 200, **values: object) -> Response:
    gateway = gateway_of(request)
    known = contacts.contacts_of(gateway.vault, me.adviser)
    ready = {
        "email": mail.configured(gateway.settings),
        "telegram": "telegram" in gateway.senders and bool(gateway.settings.telegram_name),
    }
    return page(
        "console/settings.html",
        status,
        me=me,
        **{
            "capacity": me.adviser.capacity,
            "shifts": me.adviser.shifts,
            "skills": _skills(me.adviser.skills),
            "wishes": wishes.wishes_of(me.adviser),
            "kinds": wishes.KINDS,
            "ways": {w: label for w, label in wishes.WAYS.items() if ready.get(w, True)},
            "looks": [(name, LOOKS[name], wishes.CHOICES[name]) for name in LOOKS],
            "email": known.get("email", ""),
            "on_telegram": "telegram" in known,
            "ready": ready,
            "leads": may(me.adviser, Action.LOOK_OVER),
            "most_talks": MOST_TALKS,
            **values,
        },
    )
