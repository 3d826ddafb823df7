"""The paper of a quote: its page and how the store prints it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.kernel.permissions import Actor
from facet.organisation.selectors import StoreRow
from facet.sales.rules.print_layouts import Layout, PrintForm
from facet.sales.selectors.print_layouts import PaperWords, form_of, layout_of, paper_words
from facet.sales.selectors.quotations import QuotationPage, quotation_page

QUOTE = "quotation"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPaper:
    """Everything the paper of a quote prints; it has no codes, no cards and no old gold."""

    form: PrintForm
    layout: Layout
    words: PaperWords
    page: QuotationPage
    lines: Sequence[Any] = ()
    cards: Sequence[Any] = ()
    gold: Sequence[Any] = ()

    @property
    def number(self) -> str:
        return self.page.quotation.number

    @property
    def store(self) -> StoreRow:
        return self.page.store

    @property
    def reprint(self) -> int:
        """A quote is no voucher: every print is the same."""
        return 0


def quotation_paper(viewer: Actor, *, number: str, english: bool, at: datetime) -> QuotationPaper:
    """The paper of a quote in the viewer's reach. Raises: NotFound. Queries: 36 at most."""
    page = quotation_page(viewer, number=number, at=at)
    form, on = form_of(QUOTE), page.quotation.quoted_on
    layout = layout_of(form, store_id=page.store.id, on=on)
    words = paper_words(layout, page.store, on=on, english=english)
    return QuotationPaper(form=form, layout=layout, words=words, page=page)
