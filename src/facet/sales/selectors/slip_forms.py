"""The slips of the counter in the slot "print.form", each with a made-up one that shows how it will look."""

from datetime import date, timedelta
from types import SimpleNamespace as Made
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.sales.models import CustomerOrder, Delivery, Deposit, ServiceJob
from facet.sales.rules.deliveries import DeliveryKind
from facet.sales.rules.deposits import MEANING, DepositKind
from facet.sales.rules.jobs import Condition, JobKind
from facet.sales.rules.orders import MetalSource, OrderKind
from facet.sales.rules.print_layouts import Block, PrintForm, first_layout
from facet.sales.selectors.paper_forms import SAMPLE_AT, sample_store
from facet.sales.selectors.print_layouts import PaperWords
from facet.sales.selectors.slips import CLAIM, DELIVERY, DEPOSIT, LAYAWAY, ORDER, CounterSlip

_DAY = date(2026, 11, 21)
_PAPERS = ("roll80", "roll58", "a5_up")
_HEAD = Block("head", gettext_noop("Name, address and telephone"), fixed=True)
_FACTS = Block("facts", gettext_noop("Number, time and people"), fixed=True)
_FOOT = Block("foot", gettext_noop("Words at the foot"))
_SIGNS = Block("signs", gettext_noop("Lines for signatures"), fixed=True)


def _claim() -> PrintForm:
    return PrintForm(
        key=CLAIM, title=gettext_noop("Claim slip"), folder="sales/papers/claim", papers=_PAPERS, of="job",
        blocks=(
            _HEAD, _FACTS, Block("piece", gettext_noop("The piece, its marks and its weight"), fixed=True),
            Block("price", gettext_noop("Promised day and estimate"), fixed=True),
            Block("code", gettext_noop("Claim code"), fixed=True),
            Block("terms", gettext_noop("How the piece is handed back")), _FOOT, _SIGNS,
        ),
        sample=lambda: _slip(_claim(), _job(), number="S01-V00001", claim="7F3A91C2",
                             beside=Made(name="18K金戒指", name_en="18K ring")), style="rc", order=6,
    )  # fmt: skip


def _order() -> PrintForm:
    return PrintForm(
        key=ORDER, title=gettext_noop("Order slip"), folder="sales/papers/order", papers=_PAPERS, of="order",
        blocks=(
            _HEAD, _FACTS, Block("design", gettext_noop("What is wanted"), fixed=True),
            Block("metal", gettext_noop("Whose metal, and how much")),
            Block("money", gettext_noop("Promised day, deposits and estimate"), fixed=True),
            Block("terms", gettext_noop("That the price is an estimate")), _FOOT, _SIGNS,
        ),
        sample=lambda: _slip(_order(), _ordered(), number="S01-O00001"), style="rc", order=7,
    )  # fmt: skip


def _deposit(key: str, title: str, kind: DepositKind, order: int) -> PrintForm:
    def sample() -> CounterSlip:
        return _slip(_deposit(key, title, kind, order), _left(kind), number="S01-D00001", meaning=MEANING[kind])

    schedule = (Block("schedule", gettext_noop("Instalments and their days"), fixed=True),)
    return PrintForm(
        key=key, title=title, folder="sales/papers/deposit", papers=_PAPERS, of="deposit",
        blocks=(
            _HEAD, _FACTS, Block("subject", gettext_noop("What for, price, kept piece and locked grams"), fixed=True),
            *(schedule if kind == DepositKind.LAYAWAY else ()),
            Block("entries", gettext_noop("What was paid in and used")),
            Block("left", gettext_noop("What is left"), fixed=True),
            Block("meaning", gettext_noop("What the money is in the law's words"), fixed=True), _FOOT, _SIGNS,
        ),
        sample=sample, style="rc", order=order,
    )  # fmt: skip


def _delivery() -> PrintForm:
    return PrintForm(
        key=DELIVERY, title=gettext_noop("Delivery slip"), folder="sales/papers/delivery", papers=_PAPERS,
        of="delivery",
        blocks=(
            _HEAD, _FACTS, Block("goods", gettext_noop("The goods that are handed over"), fixed=True),
            Block("way", gettext_noop("How, by when, and where to"), fixed=True), _FOOT, _SIGNS,
        ),
        sample=lambda: _slip(_delivery(), _delivered(), number="S01-H00001"), style="rc", order=10,
    )  # fmt: skip


def _slip(form: PrintForm, page: Any, **facts: Any) -> CounterSlip:
    return CounterSlip(
        form=form,
        layout=first_layout(form),
        words=PaperWords("", ()),
        store=sample_store(),
        page=page,
        clerk=_CLERK,
        **{"beside": None, **facts},
    )


_CLERK = Made(name="林晓")
_MEMBER = Made(number="M00000018")


def _job() -> Any:
    row = ServiceJob(
        number="S01-V00001", kind=JobKind.RESIZING.value, claim_code="7F3A91C2", description="18K金戒指，改大一号",
        conditions=[Condition.SCRATCHED.value], weight_in_mg=3_180, size_from_tenths=519, size_to_tenths=539,
        due_on=_DAY + timedelta(days=7), estimate_cents=15_000, taken_at=SAMPLE_AT, taken_on=_DAY, metal="gold",
        fineness_e4=7_500,
    )  # fmt: skip
    return Made(job=row, member=_MEMBER, metal="gold", sizes=("51.9", "53.9"))


def _ordered() -> Any:
    row = CustomerOrder(
        number="S01-O00001", kind=OrderKind.CUSTOM.value, design="足金手镯，内刻“平安”，哑光面", size_tenths=1_790,
        weight_from_mg=28_000, weight_to_mg=30_000, estimate_from_cents=2_800_000, estimate_to_cents=3_000_000,
        metal_source=MetalSource.CUSTOMER.value, metal_gross_mg=12_000, metal_fine_mg=11_484, promised_on=_DAY
        + timedelta(days=21), taken_on=_DAY, taken_at=SAMPLE_AT,
    )  # fmt: skip
    left = Deposit(number="S01-D00001", kind=DepositKind.PREPAYMENT.value, balance_cents=500_000)
    return Made(order=row, member=_MEMBER, size="179", deposits=[left])


def _left(kind: DepositKind) -> Any:
    row = Deposit(
        number="S01-D00001", kind=kind.value, subject="足金项链", price_cents=1_260_000, balance_cents=252_000,
        paid_cents=252_000, opened_on=_DAY, opened_at=SAMPLE_AT, held_until=_DAY + timedelta(days=180),
        lock_mg=20_000 if kind == DepositKind.PREPAYMENT else 0, lock_cents_per_gram=87_000,
        lock_until=_DAY + timedelta(days=30), fee_bp=500,
    )  # fmt: skip
    schedule = [
        Made(number=number, on=_DAY + timedelta(days=30 * number), cents=201_600) for number in range(1, 6)
    ] if kind == DepositKind.LAYAWAY else []  # fmt: skip
    paid = Made(entry=Made(kind_words=gettext_noop("Paid in"), on=_DAY, amount_cents=252_000))
    return Made(deposit=row, member=_MEMBER, schedule=schedule, entries=[paid])


def _delivered() -> Any:
    row = Delivery(
        number="S01-H00001", kind=DeliveryKind.SHIPPED.value, due_on=_DAY + timedelta(days=2), carrier="顺丰速运",
        tracking="SF10240000", created_at=SAMPLE_AT, address="杭州市西湖区文三路 9 号",
    )  # fmt: skip
    goods = Made(line=Made(name="足金手镯", name_en="Pure gold bangle", code="G20260318", weight_mg=28_360), quantity=1)
    return Made(delivery=row, member=_MEMBER, lines=[goods])


SLIP_FORMS = (
    _claim(),
    _order(),
    _deposit(DEPOSIT, gettext_noop("Deposit slip"), DepositKind.PREPAYMENT, 8),
    _deposit(LAYAWAY, gettext_noop("Layaway slip"), DepositKind.LAYAWAY, 9),
    _delivery(),
)
