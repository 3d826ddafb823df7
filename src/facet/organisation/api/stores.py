"""Stores, their tills and mall contracts, companies and price groups."""

from datetime import time
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from facet.kernel.clock import now
from facet.kernel.permissions import require
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import selectors, services
from facet.organisation.api import schemas as s
from facet.organisation.permissions import OrganisationPermission

router = Router(tags=["organisation"])
VIEW = OrganisationPermission.VIEW_STORES


@router.get(
    "/stores", response={200: list[s.StoreOut]} | PROBLEMS, operation_id="list_stores", summary="Stores within reach"
)
def list_stores(request: HttpRequest) -> Any:
    """A franchisee's people get the franchisee's stores only."""
    require(request.auth, VIEW)
    with viewing(request.auth):
        return selectors.list_stores(request.auth)


@router.get("/stores/{code}", response={200: s.StoreOut} | PROBLEMS, operation_id="get_store", summary="One store")
def get_store(request: HttpRequest, code: s.PathCode) -> Any:
    """Unknown stores and stores beyond one's reach look the same."""
    with viewing(request.auth):
        return selectors.store_row(selectors.get_store(request.auth, code=code))


@router.post("/stores", response={201: s.StoreOut} | PROBLEMS, operation_id="create_store", summary="Open a store")
def create_store(request: HttpRequest, payload: s.NewStoreIn) -> Any:
    """A franchise store belongs to a franchisee's company, every other kind to an own company."""
    store_id = services.create_store(actor=request.auth, code=payload.code, request=_wanted(payload), at=now())
    return Status(201, selectors.store_by_id(store_id))


@router.put(
    "/stores/{code}", response={200: s.StoreOut} | PROBLEMS, operation_id="edit_store", summary="Change a store"
)
def edit_store(request: HttpRequest, code: s.PathCode, payload: s.StoreBody) -> Any:
    """All attributes are sent; kind, company, area and price group are the chain's to change."""
    store = selectors.get_store(request.auth, code=code)
    services.edit_store(actor=request.auth, store_id=store.pk, request=_wanted(payload), at=now())
    return selectors.store_by_id(store.pk)


@router.get(
    "/stores/{code}/tills",
    response={200: list[s.TillOut]} | PROBLEMS,
    operation_id="list_tills",
    summary="Tills and tablets of a store",
)
def list_tills(request: HttpRequest, code: s.PathCode) -> Any:
    """By code."""
    with viewing(request.auth):
        return selectors.tills_of(selectors.get_store(request.auth, code=code).pk)


@router.post(
    "/stores/{code}/tills",
    response={201: s.DoneOut} | PROBLEMS,
    operation_id="create_till",
    summary="Add a till to a store",
)
def create_till(request: HttpRequest, code: s.PathCode, payload: s.NewTillIn) -> Any:
    """Codes are unique in a store."""
    _save_till(request, code, payload.code, payload, is_new=True)
    return Status(201, {"done": True})


@router.put(
    "/stores/{code}/tills/{till}",
    response={200: s.DoneOut} | PROBLEMS,
    operation_id="edit_till",
    summary="Change a till",
)
def edit_till(request: HttpRequest, code: s.PathCode, till: s.PathCode, payload: s.TillBody) -> Any:
    """A till that is not in use sells nothing."""
    _save_till(request, code, till, payload, is_new=False)
    return {"done": True}


@router.get(
    "/stores/{code}/mall-contracts",
    response={200: list[s.MallContractOut]} | PROBLEMS,
    operation_id="list_mall_contracts",
    summary="What the mall keeps of a counter's takings",
)
def list_mall_contracts(request: HttpRequest, code: s.PathCode) -> Any:
    """Newest first."""
    with viewing(request.auth):
        return selectors.mall_contracts(selectors.get_store(request.auth, code=code).pk)


@router.post(
    "/stores/{code}/mall-contracts",
    response={201: s.DoneOut} | PROBLEMS,
    operation_id="save_mall_contract",
    summary="Enter a mall contract",
)
def save_mall_contract(request: HttpRequest, code: s.PathCode, payload: s.MallContractBody) -> Any:
    """The same number again replaces the contract."""
    store = selectors.get_store(request.auth, code=code)
    given = payload.model_dump()
    given["terms"] = tuple(services.TermIn(**term) for term in given["terms"])
    services.save_mall_contract(
        actor=request.auth, store_id=store.pk, request=services.MallContractIn(**given), at=now()
    )
    return Status(201, {"done": True})


@router.get(
    "/companies", response={200: list[s.EntityOut]} | PROBLEMS, operation_id="list_entities", summary="Companies"
)
def list_entities(request: HttpRequest) -> Any:
    """Those of the stores within reach."""
    with viewing(request.auth):
        return list(selectors.entities_queryset(request.auth).order_by("code"))


@router.post(
    "/companies", response={201: s.DoneOut} | PROBLEMS, operation_id="create_entity", summary="Enter a company"
)
def create_entity(request: HttpRequest, payload: s.NewEntityIn) -> Any:
    """Our own, or a franchisee's."""
    given = payload.model_dump()
    code = given.pop("code")
    services.save_entity(actor=request.auth, code=code, request=services.EntityIn(**given), is_new=True, at=now())
    return Status(201, {"done": True})


@router.put(
    "/companies/{code}", response={200: s.DoneOut} | PROBLEMS, operation_id="edit_entity", summary="Change a company"
)
def edit_entity(request: HttpRequest, code: s.PathCode, payload: s.EntityBody) -> Any:
    """The kind stays once the company has stores."""
    wanted = services.EntityIn(**payload.model_dump())
    services.save_entity(actor=request.auth, code=code, request=wanted, is_new=False, at=now())
    return {"done": True}


@router.get(
    "/partners", response={200: list[s.PartnerOut]} | PROBLEMS, operation_id="list_partners", summary="Partners"
)
def list_partners(request: HttpRequest) -> Any:
    """Suppliers, refiners, laboratories and malls: headquarters' business."""
    with viewing(request.auth):
        return list(selectors.partners_queryset(request.auth).order_by("code")[:200])


def _wanted(payload: s.StoreBody) -> services.StoreIn:
    given = payload.model_dump(exclude={"code"})
    hours = {name: time.fromisoformat(given[name]) for name in ("opens_at", "closes_at")}
    return services.StoreIn(**given | hours)


def _save_till(request: HttpRequest, store_code: str, code: str, payload: s.TillBody, *, is_new: bool) -> None:
    store = selectors.get_store(request.auth, code=store_code)
    wanted = services.TillIn(payload.name, payload.kind, payload.is_active)
    services.save_till(actor=request.auth, store_id=store.pk, code=code, request=wanted, is_new=is_new, at=now())
