"""The API: every domain's router, bearer tokens, and one shape for every refusal."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from facet.audit.api import router as audit_router
from facet.catalog.api import router as catalog_router
from facet.inventory.api import router as inventory_router
from facet.kernel.errors import DomainError
from facet.kernel.pages import sentence
from facet.loyalty.api import router as loyalty_router
from facet.members.api import router as members_router
from facet.organisation.api import router as organisation_router
from facet.organisation.api.tokens import BearerToken
from facet.promotions.api import router as promotions_router
from facet.purchasing.api import router as purchasing_router
from facet.sales.api import router as sales_router

api = NinjaAPI(
    title="Facet",
    version="1",
    description="Everything a screen of Facet can do. Money in fen, weights in mg, points whole.",
    auth=BearerToken(),
    docs_url=None,
    urls_namespace="api",
)
ROUTERS = (
    organisation_router,
    audit_router,
    catalog_router,
    inventory_router,
    members_router,
    loyalty_router,
    promotions_router,
    sales_router,
    purchasing_router,
)
for router in ROUTERS:
    api.add_router("", router)


def problem(
    request: HttpRequest, status: int, code: str, detail: str, facts: dict[str, Any] | None = None
) -> HttpResponse:
    """An answer in the one shape that every refusal has."""
    return api.create_response(request, {"code": code, "detail": detail, "facts": facts or {}}, status=status)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    facts = {
        name: value if isinstance(value, int | str | list | dict) else str(value)
        for name, value in refusal.facts.items()
    }
    return problem(request, refusal.status, refusal.code, sentence(refusal), facts)


@api.exception_handler(ValidationError)
def malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [{"field": ".".join(str(step) for step in each["loc"]), "reason": each["msg"]} for each in error.errors]
    detail = "; ".join(f"{each['field']}: {each['reason']}" for each in fields)
    return problem(request, 422, "invalid", detail, {"fields": fields})


@api.exception_handler(AuthenticationError)
def unknown_caller(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(request, 401, "not_signed_in", "Send a valid bearer token.")


@api.exception_handler(HttpError)
def http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, error.status_code, "http_error", str(error))
