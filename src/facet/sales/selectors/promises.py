"""What a quote promises, as the pricing of a ticket takes it."""

from datetime import datetime

from facet.catalog.rules.pricing import Priced, Step
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.sales.models import Basket, Quotation, QuotationLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.agreed_errors import QuotationClosed, QuotationOfAnother
from facet.sales.rules.pricing import Board
from facet.sales.rules.quotations import Promised, QuotationState

LIVING = (Basket.State.OPEN, Basket.State.HELD)  # a ticket in one of these keeps a quote to itself


def promised_by(viewer: Actor, number: str, *, store_id: int, member: int | None, at: datetime) -> dict[str, Promised]:
    """The lines that the quote `number` of this store promises at `at`, by code; none when its days are over.

    Raises: NotFound, QuotationClosed, QuotationOfAnother. Queries: 0 for no quote, else 2, or 1 when it is over.
    """
    if not number:
        return {}
    row = Quotation.objects.filter(number=number.strip().upper(), store=store_id).first()
    if row is None or not viewer.may(SalesPermission.QUOTE, store_id=store_id):
        raise NotFound(key=number)
    refuse_unusable(row, member=member)
    return promises_of(row, at=at)


def refuse_unusable(row: Quotation, *, member: int | None) -> None:
    """Refuse a quote that was sold or withdrawn, or is another member's.

    Raises: QuotationClosed, QuotationOfAnother.
    """
    if row.state != QuotationState.OPEN:
        raise QuotationClosed(number=row.number, state=row.state_words)
    if row.member_id and row.member_id != member:
        raise QuotationOfAnother(number=row.number)


def promises_of(row: Quotation, *, at: datetime) -> dict[str, Promised]:
    """What the quote promises at `at`, by code. Queries: 1, or 0 when its days are over."""
    if at >= row.valid_until:
        return {}
    return {line.code: promised_of(row.number, line) for line in row.lines.order_by("line_no")}


def promised_of(number: str, line: QuotationLine) -> Promised:
    """One stored line as pricing takes it. Queries: 0."""
    steps = tuple(
        Step(each["name"], tuple((kind, text) for kind, text in each["terms"]), each["amount_cents"])
        for each in line.steps
    )
    priced = Priced(
        line.metal_cents, line.labour_cents, line.stones_cents, line.list_cents, line.discount_cents, line.net_cents,
        steps,
    )  # fmt: skip
    board = Board(id=line.board_price_id, cents_per_gram=line.board_cents_per_gram) if line.board_price_id else None
    return Promised(
        number=number, code=line.code, quantity=line.quantity, weight_mg=line.weight_mg, price_basis=line.price_basis,
        board=board, priced=priced,
    )  # fmt: skip
