"""One piece of an open ticket is sold the other way round: by weight, or at a fixed price."""

from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.permissions import SalesPermission
from facet.sales.rules.basis import check_floor
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.selectors.basis import floor_of, switched_line
from facet.sales.services.basket import own_basket


@unit_of_work
def switch_basis(*, actor: Actor, basket_id: UUID, line_no: int, asked: BasisRequest | None, at: datetime) -> None:
    """Price one piece of the ticket the other way round, or (None) as its tag says again.

    A discount on the line falls, and so does a yes that was given for it. What lies beyond the own limit waits for
    a second person and is refused when the ticket is paid without one.
    Raises: NotPermitted, NotFound, BasketClosed, Invalid, BasisNotSwitched, BelowFloor, NoBoardPrice.
    Locks: the basket. Source: R332.
    """
    basket = own_basket(actor, basket_id, at=at)
    require(actor, SalesPermission.SWITCH_BASIS, store_id=basket.store_id)
    line = basket.lines.filter(line_no=line_no).first()
    if line is None:
        raise NotFound(key=str(line_no))
    if line.kind or not line.tag:
        raise Invalid(field="line_no", reason=gettext_noop("Only a single piece changes its price basis."))
    facts: dict[str, object] = {}
    if asked is not None:
        store = organisation_selectors.store_by_id(basket.store_id)
        prices_at = basket.prices_at if at < basket.prices_until else at
        priced = switched_line(actor, line.tag, asked=asked, price_group_id=store.price_group_id, prices_at=prices_at)
        check_floor(priced, floor_bp=floor_of(basket.store_id, on=local_date(at, store.time_zone)))
        assert priced.switch is not None
        facts = {"own_cents": priced.switch.own_cents, "net_cents": priced.net_cents, "why": asked.why}
    was = line.facts.get("basis")
    line.facts = {name: value for name, value in line.facts.items() if name != "basis"}
    if asked is not None:
        line.facts = {**line.facts, "basis": asked.facts()}
    line.discount, line.approval_id = {}, None
    line.save()
    basket.save()
    audit_services.record(
        actor, "sales.price_basis_switched", at=at, subject=("sales.basket", basket.pk, basket.number),
        store=(basket.store_id, basket.store.name), tag=line.tag, before=was, after=line.facts.get("basis"), **facts,
    )  # fmt: skip
