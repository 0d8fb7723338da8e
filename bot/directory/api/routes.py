"""The directory for other systems: a read-only API after Open Referral UK 3.0, open to all.

Paths, filters and the page around a list are those of the profile's OpenAPI document. Every answer,
errors too, may be read by pages of other sites (CORS) and is JSON.
"""

import math
from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, selectinload
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from bot.directory import cells, shapes
from bot.directory.api import filters
from bot.directory.api.document import document
from bot.directory.api.filters import Asked, BadQuery
from bot.directory.api.rate import Rate
from bot.directory.models import Organisation, Service, ServiceAtLocation, Taxonomy, TaxonomyTerm
from bot.directory.record import CHILDREN

PATH = "/api/open-referral"
HEADERS = {"Access-Control-Allow-Origin": "*"}
FRESH_SECONDS = 300
PROFILE = "https://docs.openreferraluk.org/en/latest/"
VERSION = "HSDS-UK-3.0"


def answer(content: Any, status: int = 200, **headers: str) -> JSONResponse:
    if status == 200:
        headers["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    return JSONResponse(content, status, {**HEADERS, **headers})


def fault(status: int, message: str, **headers: str) -> JSONResponse:
    return answer({"status": status, "message": message}, status, **headers)


class OpenRoute(APIRoute):
    """A route that counts the caller's requests and answers a wrong parameter with 400."""

    def get_route_handler(self) -> Callable:
        handler = super().get_route_handler()

        async def handle(request: Request) -> Response:
            wait = await run_in_threadpool(_rate(request).wait, _caller(request))
            if wait:
                message = f"Too many requests: please wait {wait} seconds."
                return fault(429, message, **{"Retry-After": str(wait)})
            try:
                return await handler(request)
            except BadQuery as wrong:
                return fault(400, str(wrong))
            except OperationalError:
                return fault(503, "The service is busy. Please try again.", **{"Retry-After": "5"})

        return handle


def _rate(request: Request) -> Rate:
    """One counter an app, made when it is first needed."""
    state = request.app.state
    if not hasattr(state, "open_referral_rate"):
        chosen = state.gateway.settings
        redis = chosen.redis_url.get_secret_value() if chosen.redis_url else None
        state.open_referral_rate = Rate(chosen.open_referral_rate, redis)
    return state.open_referral_rate


def _caller(request: Request) -> str:
    return request.client.host if request.client else "unknown"


open_referral = APIRouter(prefix=PATH, route_class=OpenRoute)


def _base(request: Request) -> str:
    return request.app.state.gateway.settings.public_url + PATH


@open_referral.get("")
@open_referral.get("/")
def about(request: Request) -> Response:
    gateway = request.app.state.gateway
    return answer({
        "version": VERSION,
        "profile": PROFILE,
        "openapi_url": f"{_base(request)}/openapi.json",
        "description": "Help for disabled people who think about work, kept by "
        f"{gateway.settings.organisation}.",
        "publisher": {"name": gateway.settings.organisation, "website": gateway.settings.public_url},
    })  # fmt: skip


@open_referral.get("/openapi.json")
def openapi(request: Request) -> Response:
    return answer(document(_base(request)))


@open_referral.get("/services")
def services(request: Request) -> Response:
    options = [selectinload(Service.costs), _with_owner(Service.organisation)]
    return _list(request, filters.services, shapes.service_line, options)


@open_referral.get("/services/{id}")
def service(request: Request, id: str) -> Response:
    options = [*_details(), _with_owner(Service.organisation)]
    return _one(request, Service, id, "service", shapes.service, options)


@open_referral.get("/service_at_locations")
def service_at_locations(request: Request) -> Response:
    owner = selectinload(ServiceAtLocation.service)
    options = [owner.selectinload(Service.costs), _with_owner(owner, Service.organisation)]
    return _list(request, filters.places, shapes.place_line, options)


@open_referral.get("/service_at_locations/{id}")
def service_at_location(request: Request, id: str) -> Response:
    owner = selectinload(ServiceAtLocation.service)
    options = [*_details(owner), _with_owner(owner, Service.organisation)]
    what = "service at a location"
    return _one(request, ServiceAtLocation, id, what, shapes.place, options)


@open_referral.get("/taxonomies")
def taxonomies(request: Request) -> Response:
    return _list(
        request, lambda asked: _named(Taxonomy, Taxonomy.name, asked), _plain(shapes.taxonomy)
    )


@open_referral.get("/taxonomies/{id}")
def taxonomy(request: Request, id: str) -> Response:
    return _one(request, Taxonomy, id, "taxonomy", _plain(shapes.taxonomy))


@open_referral.get("/taxonomy_terms")
def taxonomy_terms(request: Request) -> Response:
    def query(asked: Asked):
        found = _named(TaxonomyTerm, TaxonomyTerm.term, asked)
        if asked.taxonomy_id:
            found = found.where(TaxonomyTerm.taxonomy_id == asked.taxonomy_id)
        return found

    return _list(request, query, _plain(shapes.taxonomy_term))


@open_referral.get("/taxonomy_terms/{id}")
def taxonomy_term(request: Request, id: str) -> Response:
    return _one(request, TaxonomyTerm, id, "taxonomy term", _plain(shapes.taxonomy_term))


@open_referral.api_route("/{rest:path}", methods=["OPTIONS"])
def preflight(rest: str) -> Response:
    allow = {"Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": "*"}
    return Response(status_code=204, headers={**HEADERS, **allow, "Allow": "GET, OPTIONS"})


@open_referral.get("/{rest:path}")
def nothing(rest: str) -> Response:
    return fault(404, f"There is nothing at this address. All addresses: {PATH}/openapi.json")


@open_referral.api_route("/{rest:path}", methods=["POST", "PUT", "PATCH", "DELETE"])
def read_only(rest: str) -> Response:
    return fault(405, "This is a directory to read: only GET is answered.", Allow="GET, OPTIONS")


def _named(model: type, column, asked: Asked):
    query = select(model)
    for word in asked.search.split():
        query = query.where(column.icontains(word, autoescape=True))
    return query.order_by(column, model.id)


def _plain(shape: Callable) -> Callable:
    """A shape that needs no address of ours."""
    return lambda row, base: shape(row)


def _details(owner=None) -> list:
    load = owner.selectinload if owner else selectinload
    return [load(getattr(Service, name)) for name in CHILDREN[Service]]


def _with_owner(*way):
    first, *rest = way
    load = selectinload(first) if not rest else first.selectinload(*rest)
    return load.options(*(selectinload(getattr(Organisation, n)) for n in CHILDREN[Organisation]))


def _list(
    request: Request, find: Callable, shape: Callable, options: list | None = None
) -> Response:
    gateway, base = request.app.state.gateway, _base(request)
    asked = filters.read(dict(request.query_params), gateway.directory.places)
    with gateway.database.read() as session:
        query = find(asked)
        total = filters.count(session, query)
        start = (asked.page - 1) * asked.per_page
        page = query.options(*options or ()).offset(start).limit(asked.per_page)
        rows = list(session.scalars(page)) if start < total else []
        contents = [shape(row, base) for row in rows]
    pages = math.ceil(total / asked.per_page)
    return answer({
        "total_items": total, "total_pages": pages, "page_number": asked.page,
        "size": len(contents), "first_page": asked.page == 1, "last_page": asked.page >= pages,
        "empty": not contents, "contents": contents,
    })  # fmt: skip


def _one(
    request: Request, model: type, id: str, what: str, shape: Callable, options: list | None = None
) -> Response:
    if (known := cells.as_uuid(id)) is None:
        return fault(404, f"There is no {what} with this id: ids here are UUIDs.")
    with request.app.state.gateway.database.read() as session:
        row = _row(session, model, known, options or [])
        if row is None:
            return fault(404, f"There is no {what} with this id.")
        content = shape(row, _base(request))
    return answer(_json(content))


def _row(session: Session, model: type, id: str, options: list):
    return session.scalars(select(model).options(*options).where(model.id == id)).first()


def _json(content: Any) -> Any:
    """Dates inside our own part as text."""
    if isinstance(content, dict):
        return {name: _json(value) for name, value in content.items()}
    if isinstance(content, list):
        return [_json(value) for value in content]
    return content.isoformat() if hasattr(content, "isoformat") else content
