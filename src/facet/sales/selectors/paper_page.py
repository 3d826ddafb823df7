"""One paper of a ticket: the ticket's page, its pieces as papers describe them, and how the store prints it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from facet.inventory import selectors as inventory_selectors
from facet.inventory.selectors import PieceOnPaper
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.organisation.selectors import StoreRow
from facet.sales.models import MaterialPiece, PaperPrint, SaleLine
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.print_layouts import Layout, PrintForm
from facet.sales.selectors.materials import slip_of
from facet.sales.selectors.print_layouts import PaperWords, form_of, layout_of, paper_words
from facet.sales.selectors.quotation_paper import QuotationPaper
from facet.sales.selectors.sale import SoldTicket
from facet.sales.selectors.sale_page import SalePage, sale_page
from facet.sales.selectors.slips import CounterSlip
from facet.sales.selectors.warranty import tokens_of_sale

AnyPaper = TypeVar("AnyPaper", "Paper", QuotationPaper, CounterSlip)
RECEIPT, SLIP, CARD, OLD_GOLD = "receipt", "slip", "warranty_card", "old_gold"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """One line with its piece, None for what is no piece; `token` opens its warranty, "" before it is signed."""

    line: SaleLine
    piece: PieceOnPaper | None
    token: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Everything one paper prints. `page` is None for an old-gold slip, `gold` empty for all others."""

    form: PrintForm
    layout: Layout
    words: PaperWords
    sold: SoldTicket
    store: StoreRow
    cashier: str
    prints: int
    page: SalePage | None = None
    lines: Sequence[PaperLine] = ()
    gold: Sequence[MaterialPiece] = field(default=())

    @property
    def number(self) -> str:
        """What stands in its title: the ticket's number."""
        return self.sold.sale.number

    @property
    def reprint(self) -> int:
        """Which reprint the newest print is; 0 for the original."""
        return max(0, self.prints - 1)

    @property
    def cards(self) -> list[PaperLine]:
        """The pieces that get a warranty card."""
        return [each for each in self.lines if each.piece is not None and each.line.kind == LineKind.PIECE.value]

    @property
    def saved_cents(self) -> int:
        """What the discounts of the sold goods come to."""
        return sum(each.line.discount_cents for each in self.lines if each.line.discount_cents > 0)


def paper_of(viewer: Actor, *, sale_id: UUID, form_key: str, english: bool) -> Paper:
    """One paper of a ticket in the viewer's reach. Raises: NotFound, also where the ticket has no such paper.

    Queries: 25 at most.
    """
    form = form_of(form_key)
    if form.of != "ticket":  # no paper of a ticket
        raise NotFound(key=str(sale_id))
    if form.key == OLD_GOLD:
        return _gold_paper(viewer, sale_id, form, english)
    page = sale_page(viewer, sale_id=sale_id)
    sale = page.sold.sale
    pieces = inventory_selectors.pieces_on_paper([each.line.piece_id for each in page.lines if each.line.piece_id])
    tokens = tokens_of_sale(sale_id)
    paper = Paper(
        form=form,
        layout=(layout := layout_of(form, store_id=sale.store_id, on=sale.business_date)),
        words=paper_words(layout, page.store, on=sale.business_date, english=english),
        sold=page.sold,
        store=page.store,
        cashier=page.cashier,
        prints=page.prints if form.key == RECEIPT else _prints(sale_id, form.key),
        page=page,
        lines=[
            PaperLine(line=each.line, piece=pieces.get(each.line.piece_id or 0), token=tokens.get(each.line.pk, ""))
            for each in page.lines
        ],
    )
    if form.key == CARD and not paper.cards:
        raise NotFound(key=str(sale_id))
    return paper


def _gold_paper(viewer: Actor, sale_id: UUID, form: PrintForm, english: bool) -> Paper:
    slip = slip_of(viewer, sale_id=sale_id)
    on: date = slip.sold.sale.business_date
    layout = layout_of(form, store_id=slip.store.id, on=on)
    return Paper(
        form=form, layout=layout, words=paper_words(layout, slip.store, on=on, english=english), sold=slip.sold,
        store=slip.store, cashier=slip.cashier, prints=_prints(sale_id, form.key), gold=slip.pieces,
    )  # fmt: skip


def _prints(sale_id: UUID, form: str) -> int:
    return PaperPrint.objects.filter(sale=sale_id, form=form).count()


def on_paper(paper: AnyPaper, size: str) -> AnyPaper:
    """The same on another paper of its form; an unknown one changes nothing."""
    return replace(paper, layout=replace(paper.layout, paper=size)) if size in paper.form.papers else paper
