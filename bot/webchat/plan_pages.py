"""My plan on the web: a page, and the plan to keep as an HTML page or a text file."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.clock import LONDON
from bot.content.guides.plan import as_text, lines
from bot.conversations import support_plan
from bot.conversations.compose import words_of
from bot.conversations.gateway import Gateway
from bot.webchat import session as browser
from bot.webchat.pages import fragment, page

plan_pages = APIRouter(include_in_schema=False)


@plan_pages.get("/plan")
def show(request: Request) -> HTMLResponse:
    """The plan of this browser's person, or how to make one."""
    gateway: Gateway = request.app.state.gateway
    return page(
        "plan.html",
        plan=_lines(request),
        organisation=gateway.settings.organisation,
        contact=gateway.settings.contact,
    )


@plan_pages.get("/plan.html")
def as_page(request: Request) -> Response:
    """The plan as one HTML file that needs nothing else."""
    plan = _lines(request)
    if plan is None:
        return show(request)
    text = fragment("plan_file.html", plan=plan, day=_today(request))
    return _file(HTMLResponse(text), "my-plan.html")


@plan_pages.get("/plan.txt")
def as_text_file(request: Request) -> Response:
    """The plan as plain text."""
    plan = _plan(request)
    if plan is None:
        return show(request)
    head = f"My plan, saved on {_today(request)}"
    text = f"{head}\n\n{as_text(plan.fields, plan.agreed)}\n"
    return _file(PlainTextResponse(text), "my-plan.txt")


def _plan(request: Request) -> support_plan.Plan | None:
    gateway: Gateway = request.app.state.gateway
    with gateway.database.read() as session:
        talk = browser.find_talk(session, gateway.vault, browser.secret_of(request))
        if talk is None:
            return None
        return support_plan.plan_of(session, gateway.vault, talk.row.person_id)


def _lines(request: Request) -> list[tuple[str, list[str]]] | None:
    plan = _plan(request)
    return None if plan is None else lines(plan.fields, plan.agreed)


def _today(request: Request) -> str:
    return words_of(request.app.state.gateway.clock.now().astimezone(LONDON).date())


def _file(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
