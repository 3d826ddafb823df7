"""A line beyond the own limit: asked for in one step, decided on the spot or from afar."""

from datetime import datetime
from uuid import UUID

from facet.catalog.rules.pricing import LineDiscount
from facet.kernel.errors import NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.flows.sign_in import sign_in
from facet.organisation.rules.approvals import Wish
from facet.organisation.selectors import TillFacts
from facet.sales import services
from facet.sales.rules.discounts import discount_digest
from facet.sales.selectors.basis import BASIS_APPROVAL, basis_wish
from facet.sales.selectors.till import TillLine, TillView, till_view
from facet.sales.selectors.till_others import Wanted
from facet.sales.services.discounts import APPROVAL_KIND


def ask_for_line(
    *, actor: Actor, till: TillFacts, basket_id: UUID, line_no: int, reason: str, operation: OperationKey,
    manager: tuple[str, str], address: str, at: datetime,
) -> None:  # fmt: skip
    """Ask for what one line needs: its discount, its return; `manager` (user name, password) decides it at once.

    The yes is bound to exactly this line as it stands (P27).
    Raises: NotFound, SignInRefused, SignInTooSoon, NotPermitted, NotYours, ApprovalNeeded.
    """
    view = till_view(actor, till=till, at=at)
    wanted = _wanted(view, till=till, line_no=line_no)
    if view.basket is None or view.basket.pk != basket_id or wanted is None:
        raise NotFound(key=str(line_no))
    approval_id = organisation_services.request_approval(
        actor=actor, operation=operation, kind=wanted.kind, store_id=till.store_id, wish=wanted.wish,
        reason=reason, at=at,
    )  # fmt: skip
    services.change_line(actor=actor, basket_id=basket_id, line_no=line_no, changes={"approval": approval_id}, at=at)
    username, password = manager
    if username and password:
        approver = sign_in(username=username, password=password, address=address, at=at)
        deciding = organisation_selectors.actor_of(approver.pk, via=actor.via, till_id=till.till_id, at=at)
        organisation_services.decide_approval(actor=deciding, approval_id=approval_id, approve=True, note="", at=at)


def _wanted(view: TillView, *, till: TillFacts, line_no: int) -> Wanted | None:
    other = next((each.wanted for each in view.others if each.line_no == line_no), None)
    if other:
        return other
    line = next((each for each in view.lines if each.line_no == line_no), None)
    if line is None or line.wish is None or line.priced is None:
        return None
    if line.priced.switch:
        return Wanted(kind=BASIS_APPROVAL, wish=basis_wish(line.priced, store_id=till.store_id))
    return Wanted(kind=APPROVAL_KIND, wish=_discount_wish(line, till))


def _discount_wish(line: TillLine, till: TillFacts) -> Wish:
    assert line.wish is not None
    assert line.priced is not None
    discount: LineDiscount = line.discount
    return Wish(
        subject=f"{line.priced.goods.name} {line.code}",
        digest=discount_digest(store_id=till.store_id, code=line.priced.goods.code, discount=discount),
        amount=line.priced.priced.discount_cents,
        limit=line.wish.limit,
        wanted=line.wish.wanted,
        facts={"list_cents": line.priced.list_cents, "net_cents": line.priced.net_cents},
    )
