"""The console's pages about the directory: plain forms, so that they work without JavaScript."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Query, Request
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from bot.cases.roles import Action, may
from bot.clock import LONDON
from bot.console import listing_views as views
from bot.console.entry import ConsoleRoute, Entered, Stop, gateway_of, reads, sends
from bot.directory import edit
from bot.directory.cells import as_uuid
from bot.directory.models import ACTIVE, Organisation, Service
from bot.storage.base import new_id
from bot.webchat.pages import page

listings = APIRouter(prefix="/console/listings", route_class=ConsoleRoute, max_body_size=500_000)
Reader = Annotated[Entered, Depends(reads(Action.EDIT_LISTINGS))]
Editor = Annotated[Entered, Depends(sends(Action.EDIT_LISTINGS))]
Publisher = Annotated[Entered, Depends(sends(Action.PUBLISH_LISTINGS))]
DONE = {
    "saved": "The listing is changed.",
    "same": "Nothing was changed: it was like that already.",
    "proposed": "Thank you. A lead will look at your change.",
    "added": "The listing is added.",
    "checked": "It is marked as checked today.",
    "archived": "It is archived. People no longer see it.",
    "restored": "It is back. People can see it again.",
    "approved": "The change is made.",
    "refused": "The change is refused.",
    "settled": "The report is settled.",
}


@listings.get("")
def all_listings(
    request: Request, me: Reader, show: str = "all", q: str = Query("", max_length=200),
    number: Annotated[int, Query(ge=1, le=100_000)] = 1,
) -> Response:  # fmt: skip
    show = show if show in views.SHOWS else "all"
    with gateway_of(request).database.read() as session:
        lines, total = views.lines(session, show, q, number)
    more = {
        n: f"?{urlencode({'show': show, 'q': q, 'number': n})}" for n in (number - 1, number + 1)
    }
    return page(
        "console/listings.html", me=me, lines=lines, total=total, show=show, shows=views.SHOWS, q=q,
        before=more[number - 1] if number > 1 else "",
        after=more[number + 1] if number * views.A_PAGE < total else "",
    )  # fmt: skip


@listings.get("/new")
def new_page(request: Request, me: Reader) -> Response:
    return _form(request, me, new_id(), {}, {}, new=True)


@listings.post("/new")
async def add(request: Request, me: Editor) -> Response:
    values = await _values(request)
    id = as_uuid(values.get("id", "")) or new_id()
    return await run_in_threadpool(_add, request, me, id, values)


@listings.get("/{id}")
def one(request: Request, me: Reader, id: str, done: str = "") -> Response:
    return _one(request, me, id, done=DONE.get(done, ""))


@listings.get("/{id}/edit")
def edit_page(request: Request, me: Reader, id: str) -> Response:
    with gateway_of(request).database.read() as session:
        _row(session, id, me)
        _check(session, me, id)
        values = edit.values_of(*edit.listing(session, id))
    return _form(request, me, id, values, {})


@listings.post("/{id}/edit")
async def save(request: Request, me: Editor, id: str) -> Response:
    return await run_in_threadpool(_save, request, me, id, await _values(request))


@listings.post("/{id}/checked")
def checked(request: Request, me: Editor, id: str) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        _row(session, id, me)
        _check(session, me, id)
        now = gateway.clock.now()
        edit.mark_checked(session, id, now, now.astimezone(LONDON).date(), me.adviser.name)
    return _back(request, id, "checked")


@listings.post("/{id}/archive")
def archive(request: Request, me: Publisher, id: str) -> Response:
    return _set_status(request, me, id, "inactive", "archived")


@listings.post("/{id}/restore")
def restore(request: Request, me: Publisher, id: str) -> Response:
    return _set_status(request, me, id, ACTIVE, "restored")


@listings.post("/{id}/decide")
def decide(
    request: Request, me: Publisher, id: str, change: str = Form(""), decision: str = Form("")
) -> Response:
    gateway, approve = gateway_of(request), decision == "approve"
    try:
        with gateway.database.begin() as session:
            _row(session, id, me)
            edit.decide(
                session, change, approve, _table(request), gateway.clock.now(), me.adviser.name
            )
    except (edit.Refused, edit.Faults) as refused:
        return _one(request, me, id, 409, problem=str(refused))
    return _back(request, id, "approved" if approve else "refused")


@listings.post("/{id}/settle")
def settle(
    request: Request, me: Editor, id: str, report: str = Form(""), text: str = Form("")
) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        _row(session, id, me)
        _check(session, me, id)
        edit.settle(session, report, text, gateway.clock.now(), me.adviser.name)
    return _back(request, id, "settled")


async def _values(request: Request) -> edit.Values:
    form = await request.form()
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _add(request: Request, me: Entered, id: str, values: edit.Values) -> Response:
    gateway, publish = gateway_of(request), may(me.adviser, Action.PUBLISH_LISTINGS)
    try:
        with gateway.database.begin() as session:
            own = views.own_listing(session, me.adviser)
            owner = values.get("organisation", "") or values.get("new_organisation", "").strip()
            owner = owner if publish or own is None else own
            if not owner:
                raise edit.Faults({"organisation": "Choose an organisation, or name a new one."})
            now = gateway.clock.now()
            edit.add(session, id, owner, values, _table(request), now, me.adviser.name, publish)
    except edit.Faults as wrong:
        return _form(request, me, id, values, wrong.faults, new=True, status=422)
    return _back(request, id, "added" if publish else "proposed")


def _save(request: Request, me: Entered, id: str, values: edit.Values) -> Response:
    gateway, publish = gateway_of(request), may(me.adviser, Action.PUBLISH_LISTINGS)
    try:
        with gateway.database.begin() as session:
            _row(session, id, me)
            _check(session, me, id)
            now, who = gateway.clock.now(), me.adviser.name
            change = edit.save(session, id, values, _table(request), now, who, publish)
    except edit.Faults as wrong:
        return _form(request, me, id, values, wrong.faults, status=422)
    return _back(request, id, "same" if change is None else "saved" if publish else "proposed")


def _set_status(request: Request, me: Entered, id: str, status: str, done: str) -> Response:
    gateway = gateway_of(request)
    with gateway.database.begin() as session:
        _row(session, id, me)
        edit.set_status(session, id, status, gateway.clock.now(), me.adviser.name)
    return _back(request, id, done)


def _row(session, id: str, me: Entered) -> Service:
    row = session.get(Service, id)
    if row is None:
        raise Stop(page("console/no_listing.html", 404, me=me))
    return row


def _check(session, me: Entered, id: str) -> None:
    """Only a lead changes the listings of another organisation."""
    if not views.may_edit(session, me.adviser, session.get(Service, id).organisation_id):
        raise Stop(page("console/not_allowed.html", 403, me=me))


def _table(request: Request):
    return gateway_of(request).settings.folder / "postcodes.npy"


def _one(request: Request, me: Entered, id: str, status: int = 200, **more: str) -> Response:
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        row, now = _row(session, id, me), gateway.clock.now()
        today = now.astimezone(LONDON).date()
        view = views.view(session, gateway.vault, me.adviser, row, now, today)
    return page("console/listing.html", status, me=me, listing=view, **more)


def _form(
    request: Request, me: Entered, id: str, values: edit.Values, faults: dict[str, str],
    new: bool = False, status: int = 200,
) -> Response:  # fmt: skip
    organisations = []
    if new:
        with gateway_of(request).database.read() as session:
            query = select(Organisation.id, Organisation.name).order_by(Organisation.name)
            organisations = list(session.execute(query.where(Organisation.closed.is_(False))))
    return page(
        "console/listing_form.html", status, me=me, id=id, new=new, faults=faults, values=values,
        groups=views.form_fields(values, faults), organisations=organisations,
        publishes=may(me.adviser, Action.PUBLISH_LISTINGS),
    )  # fmt: skip


def _back(request: Request, id: str, done: str) -> Response:
    """To the listing's page after a change; people who ask from now on are told of it."""
    gateway_of(request).directory.forget()
    return RedirectResponse(f"/console/listings/{id}?done={done}", 303)
