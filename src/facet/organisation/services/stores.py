"""Stores and what they belong to: the chain, companies, areas, price groups."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import available_timezones

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import CodeTaken, PlaceMismatch
from facet.organisation.models import Area, Chain, LegalEntity, PriceGroup, Store
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.places import changes, checked_code, kinds_fit


@dataclass(frozen=True, slots=True)
class StoreIn:
    """A store as a form or a program gives it; entity, area and price group by code, hours local."""

    name: str
    kind: str
    entity: str
    area: str
    price_group: str
    opens_at: time
    closes_at: time
    name_en: str = ""
    time_zone: str = "Asia/Shanghai"
    admin_code: str = ""
    address: str = ""
    receipt_head: str = ""
    phone: str = ""
    is_open: bool = True
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class EntityIn:
    """A company as a form or a program gives it."""

    name: str
    kind: str
    name_en: str = ""
    tax_number: str = ""


@unit_of_work
def set_chain(*, actor: Actor, name: str, name_en: str, time_zone: str, hotline: str, at: datetime) -> None:
    """Name the chain. Raises: NotPermitted, Invalid."""
    _require_chain(actor)
    _check_zone(time_zone)
    wanted = {"name": name, "name_en": name_en, "time_zone": time_zone, "hotline": hotline}
    Chain.objects.update_or_create(pk=1, defaults=wanted)
    audit_services.record(actor, "organisation.chain_set", at=at, subject=("organisation.chain", 1, name), after=wanted)


@unit_of_work
def create_store(*, actor: Actor, code: str, request: StoreIn, at: datetime) -> int:
    """Open a new store; gives its id. Raises: NotPermitted, NotFound, CodeTaken, PlaceMismatch, Invalid."""
    _require_chain(actor)
    code = checked_code(code)
    if Store.objects.filter(code=code).exists():
        raise CodeTaken(field="code", value=code)
    store = Store.objects.create(code=code, **_columns(request))
    audit_services.record(
        actor, "organisation.store_created", at=at, subject=("organisation.store", store.pk, code),
        store=(store.pk, store.name), after=_facts(request),
    )  # fmt: skip
    return store.pk


@unit_of_work
def edit_store(*, actor: Actor, store_id: int, request: StoreIn, at: datetime) -> None:
    """Change a store. Company, area and kind are the chain's to change, not the store's.

    Raises: NotPermitted, NotFound, PlaceMismatch, Invalid. Locks: the store.
    """
    reach = actor.scope(OrganisationPermission.MANAGE_STORES)
    require(actor, OrganisationPermission.MANAGE_STORES)
    store = Store.objects.select_for_update().filter(pk=store_id).first()
    if store is None or not reach.covers(store_id):
        raise NotFound(key=str(store_id))
    columns = _columns(request)
    before = {name: getattr(store, name) for name in columns}
    moved = [name for name in ("entity", "area", "kind", "price_group") if columns[name] != before[name]]
    if moved and not reach.chain_wide:
        raise NotPermitted(permission=str(OrganisationPermission.MANAGE_STORES))
    for name, value in columns.items():
        setattr(store, name, value)
    store.save(update_fields=list(columns))
    was, became = changes(before, columns)
    if became:
        audit_services.record(
            actor, "organisation.store_changed", at=at, subject=("organisation.store", store.pk, store.code),
            store=(store.pk, store.name), before=was, after=became,
        )  # fmt: skip


@unit_of_work
def save_entity(*, actor: Actor, code: str, request: EntityIn, is_new: bool, at: datetime) -> int:
    """Enter or change a company. Its kind stays once it has stores. Raises: NotPermitted, CodeTaken, Invalid."""
    _require_chain(actor)
    if request.kind not in LegalEntity.Kind.values:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the values offered"))
    known = LegalEntity.objects.select_for_update().filter(code=code).first()
    if known and known.kind != request.kind and known.stores.exists():
        raise Invalid(field="kind", reason=gettext_noop("the company has stores; its kind cannot change"))
    return _saved(LegalEntity, known, actor=actor, code=code, wanted=asdict(request), is_new=is_new, at=at)


@unit_of_work
def save_price_group(*, actor: Actor, code: str, name: str, name_en: str, is_new: bool, at: datetime) -> int:
    """Enter or rename a price group. Raises: NotPermitted, CodeTaken, NotFound."""
    _require_chain(actor)
    known = PriceGroup.objects.select_for_update().filter(code=code).first()
    wanted = {"name": name, "name_en": name_en}
    return _saved(PriceGroup, known, actor=actor, code=code, wanted=wanted, is_new=is_new, at=at)


def _saved(
    model: type[LegalEntity | PriceGroup], known: LegalEntity | PriceGroup | None, *, actor: Actor, code: str,
    wanted: dict[str, str], is_new: bool, at: datetime,
) -> int:  # fmt: skip
    if is_new and known:
        raise CodeTaken(field="code", value=code)
    if not is_new and not known:
        raise NotFound(key=code)
    before = {name: getattr(known, name) for name in wanted} if known else {}
    row = known or model(code=checked_code(code))
    for name, value in wanted.items():
        setattr(row, name, value)
    row.save()
    was, became = changes(before, wanted)
    done = f"organisation.{model._meta.model_name}_{'created' if is_new else 'changed'}"
    subject = (f"organisation.{model._meta.model_name}", row.pk, row.code)
    if became:
        audit_services.record(actor, done, at=at, subject=subject, before=was, after=became)
    return int(row.pk)


def _require_chain(actor: Actor) -> None:
    if not actor.scope(OrganisationPermission.MANAGE_STORES).chain_wide:
        raise NotPermitted(permission=str(OrganisationPermission.MANAGE_STORES))


def _columns(request: StoreIn) -> dict[str, object]:
    """The store's columns, its codes looked up. Raises: NotFound, PlaceMismatch, Invalid."""
    entity: Any = _by_code(LegalEntity, request.entity)
    if request.kind not in Store.Kind.values:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the values offered"))
    if not kinds_fit(request.kind, entity.kind):
        raise PlaceMismatch
    _check_zone(request.time_zone)
    plain = asdict(request)
    return plain | {
        "entity": entity,
        "area": _by_code(Area, request.area),
        "price_group": _by_code(PriceGroup, request.price_group),
    }


def _by_code(model: type[LegalEntity | Area | PriceGroup], code: str) -> LegalEntity | Area | PriceGroup:
    row = model.objects.filter(code=code).first()
    if row is None:
        raise NotFound(key=code)
    return row


def _check_zone(name: str) -> None:
    if name not in available_timezones():
        raise Invalid(field="time_zone", reason=gettext_noop("not a time zone; for example Asia/Shanghai"))


def _facts(request: StoreIn) -> dict[str, object]:
    return {
        name: value if isinstance(value, bool | int | str) else str(value) for name, value in asdict(request).items()
    }
