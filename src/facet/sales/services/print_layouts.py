"""Shaping papers: a new wording from a day on; what was printed before keeps the old one."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import clock, operations
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import PrintLayout
from facet.sales.permissions import SalesPermission
from facet.sales.rules.print_layouts import Layout, checked_layout
from facet.sales.selectors.print_layouts import form_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutIn:
    """One wording as it is sent; `store_id` None means the chain."""

    layout: Layout
    valid_from: date
    store_id: int | None = None
    follows_chain: bool = False
    note: str = ""


@unit_of_work
def set_print_layout(*, actor: Actor, operation: OperationKey, request: LayoutIn, at: datetime) -> int:
    """Let a form print this way from a day on. Gives the row's id.

    Raises: NotPermitted, NotFound, Invalid (an unknown part, a fixed part left out, a day that is over).
    """
    act = operations.begin(operation, kind="sales.set_print_layout", actor=actor, at=at)
    if act.done:
        return int(act.result["layout_id"])
    require(actor, SalesPermission.PRINT_LAYOUTS)
    store = _store(actor, request.store_id)
    layout = checked_layout(form_of(request.layout.form), request.layout)
    zone = store.time_zone if store else organisation_selectors.chain_facts().time_zone
    if request.valid_from < clock.local_date(at, zone):
        raise Invalid(field="valid_from", reason=gettext_noop("what is printed already stays; choose today or later"))
    if request.follows_chain and store is None:
        raise Invalid(field="follows_chain", reason=gettext_noop("choose the store that shall print as the chain does"))
    row = PrintLayout.objects.create(
        form=layout.form, store_id=store.id if store else None, valid_from=request.valid_from,
        follows_chain=request.follows_chain, paper=layout.paper, font=layout.font, blocks=list(layout.blocks),
        logo=layout.logo, head=layout.head, head_en=layout.head_en, foot=layout.foot, foot_en=layout.foot_en,
        note=request.note, set_by_key=actor.key, set_by_name=actor.name, set_at=at,
    )  # fmt: skip
    audit_services.record(
        actor, "sales.print_layout_set", at=at, subject=("sales.print_layout", row.pk, layout.form),
        store=(store.id, store.name) if store else None, form=layout.form, paper=layout.paper,
        parts=len(layout.blocks), valid_from=request.valid_from.isoformat(),
    )  # fmt: skip
    act.finish(layout_id=row.pk)
    return row.pk


def _store(actor: Actor, store_id: int | None) -> StoreRow | None:
    """The store in reach, or None for the chain, which needs a right for all of it."""
    reach = actor.scope(SalesPermission.PRINT_LAYOUTS)
    if store_id is None:
        if not reach.chain_wide:
            raise NotPermitted(permission=str(SalesPermission.PRINT_LAYOUTS))
        return None
    if not reach.covers(store_id):
        raise NotFound(key=str(store_id))
    return organisation_selectors.store_by_id(store_id)
