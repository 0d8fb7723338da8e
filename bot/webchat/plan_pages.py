"""My plan on the web: a page, and the plan to keep as an HTML page or a text file."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from bot.clock import LONDON
from bot.content.guides.plan import as_text, lines
from bot.conversations.support_plan import Plan, plan_of
from bot.webchat.frame import Visitor, gateway_of, show, visitor_of
from bot.webchat.pages import fragment
from bot.webchat.texts import gettext as _
from bot.webchat.texts import speaking
from bot.webchat.words import day_words

plan_pages = APIRouter(include_in_schema=False)


@plan_pages.get("/plan")
def plan_page(request: Request) -> HTMLResponse:
    """The plan of this browser's person, or how to make one."""
    visitor, plan = _look(request)
    return show(request, visitor, "plan.html", plan=plan and lines(plan.fields, plan.agreed))


@plan_pages.get("/plan.html")
def plan_as_page(request: Request) -> Response:
    """The plan as one HTML file that needs nothing else."""
    visitor, plan = _look(request)
    if plan is None:
        return show(request, visitor, "plan.html", 404)
    with speaking(visitor.language):
        under = lines(plan.fields, plan.agreed)
        text = fragment("plan_file.html", plan=under, day=_today(request))
    return _file(HTMLResponse(text), "my-plan.html")


@plan_pages.get("/plan.txt")
def plan_as_text(request: Request) -> Response:
    """The plan as plain text."""
    visitor, plan = _look(request)
    if plan is None:
        return show(request, visitor, "plan.html", 404)
    with speaking(visitor.language):
        head = _("My plan, saved on %(day)s") % {"day": _today(request)}
    return _file(
        PlainTextResponse(f"{head}\n\n{as_text(plan.fields, plan.agreed)}\n"), "my-plan.txt"
    )


def _look(request: Request) -> tuple[Visitor, Plan | None]:
    """Who is at the page, and their plan if this browser may show it now."""
    gateway = gateway_of(request)
    with gateway.database.read() as session:
        visitor = visitor_of(session, request)
        if visitor.talk is None:
            return visitor, None
        return visitor, plan_of(session, gateway.vault, visitor.talk.row.person_id)


def _today(request: Request) -> str:
    return day_words(gateway_of(request).clock.now().astimezone(LONDON).date())


def _file(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
