"""The slips that customers keep of what is not sold yet: a service, an order, a deposit, a layaway, a delivery."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.organisation.selectors import StoreRow
from facet.sales.models import Signature
from facet.sales.rules.deposits import MEANING, DepositKind
from facet.sales.rules.print_layouts import Layout, PrintForm
from facet.sales.rules.signatures import path_of
from facet.sales.selectors.deliveries import delivery_page
from facet.sales.selectors.deposits import deposit_page
from facet.sales.selectors.jobs import job_page
from facet.sales.selectors.orders import order_page
from facet.sales.selectors.print_layouts import PaperWords, form_of, layout_of, paper_words

CLAIM, ORDER, DEPOSIT, LAYAWAY, DELIVERY = "claim_slip", "order_slip", "deposit_slip", "layaway_slip", "delivery_slip"


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterSlip:
    """One slip of a paper of the counter; `page` is that paper's page, `signed` what the customer drew on it.

    `claim` proves who may fetch a service, `meaning` says in the law's words what a deposit is; "" where there is none.
    """

    form: PrintForm
    layout: Layout
    words: PaperWords
    number: str
    store: StoreRow
    page: Any
    clerk: Any  # who took it; None where nobody is named
    beside: Any  # the category of a service, the style of an order, the piece of a deposit, the store of a delivery
    claim: str = ""
    meaning: str = ""
    signed: str = ""  # an SVG path in a box of rules.signatures
    lines: Sequence[Any] = ()
    cards: Sequence[Any] = ()
    gold: Sequence[Any] = ()

    @property
    def reprint(self) -> int:
        """A slip is no voucher of a payment: every print is the same."""
        return 0


def slip_of_counter(viewer: Actor, *, kind: str, number: str, english: bool, at: datetime) -> CounterSlip:
    """The slip of a service, an order, a deposit or a delivery (`kind`: job, order, deposit, delivery) in reach.

    Raises: NotFound. Queries: those of the paper's page, and 6 at most.
    """
    key, page, on, facts = _READERS[kind](viewer, number, at)
    form = form_of(key)
    layout = layout_of(form, store_id=page.store.id, on=on)
    words = paper_words(layout, page.store, on=on, english=english)
    return CounterSlip(form=form, layout=layout, words=words, store=page.store, page=page, **facts)


Read = tuple[str, Any, date, dict[str, Any]]  # key of the form, the page, the day, what else the slip says


def _job(viewer: Actor, number: str, at: datetime) -> Read:
    page = job_page(viewer, number=number, at=at)
    facts = {
        "number": page.job.number, "claim": page.job.claim_code, "signed": _signed(page.job.number, "brought"),
        "clerk": page.job.clerk, "beside": page.job.category,
    }  # fmt: skip
    return CLAIM, page, page.job.taken_on, facts


def _order(viewer: Actor, number: str, at: datetime) -> Read:
    page = order_page(viewer, number=number, at=at)
    return ORDER, page, page.order.taken_on, {
        "number": page.order.number, "clerk": page.order.clerk, "beside": page.order.style,
    }  # fmt: skip


def _deposit(viewer: Actor, number: str, at: datetime) -> Read:
    page = deposit_page(viewer, number=number, at=at)
    row = page.deposit
    key = LAYAWAY if row.kind == DepositKind.LAYAWAY else DEPOSIT
    facts = {"number": row.number, "meaning": MEANING[row.kind], "clerk": row.clerk, "beside": row.piece}
    return key, page, row.opened_on, facts


def _delivery(viewer: Actor, number: str, at: datetime) -> Read:
    page = delivery_page(viewer, number=number, at=at)
    row = page.delivery
    facts = {
        "number": row.number,
        "clerk": row.clerk,
        "beside": page.to_store,
        "signed": _signed(row.number, "received"),
    }
    return DELIVERY, page, local_date(row.created_at, page.store.time_zone), facts


def _signed(number: str, act: str) -> str:
    row = Signature.objects.filter(document=number, act=act).first()
    return path_of(row.strokes) if row else ""


_READERS: Mapping[str, Callable[[Actor, str, datetime], Read]] = {
    "job": _job, "order": _order, "deposit": _deposit, "delivery": _delivery,
}  # fmt: skip
