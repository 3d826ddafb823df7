"""What a till collects, read for quote, basket and sale as lines of kind "service"."""

from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor
from facet.sales.errors import PayableClosed
from facet.sales.models import Payable
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import Amounts
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.desk import Desk


def payable_to_collect(viewer: Actor, number: str) -> Payable:
    """What is due under `number`. Raises: NotFound, for another store's too, PayableClosed. Queries: 1."""
    row = Payable.objects.filter(number=number.strip().upper()).first()
    if row is None or not viewer.may(SalesPermission.HAND_BACK_JOBS, store_id=row.store_id):
        raise NotFound(key=number)
    if row.sale_id is not None:
        raise PayableClosed(number=row.number)
    return row


def read_payables(desk: Desk, request: SaleRequest, after: int) -> list[OtherLine]:
    """The lines that pay for services. Queries: 1 for each. Raises: NotFound, PayableClosed, Invalid for one twice."""
    rows = [payable_to_collect(desk.viewer, number) for number in request.payables]
    if len({row.pk for row in rows}) != len(rows):
        raise Invalid(field="payables", reason=gettext_noop("One service stands on the ticket twice."))
    return [_line(row, line_no) for line_no, row in enumerate(rows, start=after + 1)]


def _line(row: Payable, line_no: int) -> OtherLine:
    return OtherLine(
        line_no=line_no, kind=LineKind.SERVICE, code=row.number, name=row.name, name_en=row.name_en,
        amounts=Amounts(quantity=1, list_cents=row.amount_cents, net_cents=row.amount_cents), price_basis="fixed",
        facts=row,
    )  # fmt: skip
