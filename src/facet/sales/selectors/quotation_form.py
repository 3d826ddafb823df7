"""The paper of a quote in the slot "print.form", with a made-up quote that shows how it will look."""

from datetime import UTC, date, datetime, time
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.organisation.selectors import StoreRow
from facet.sales.models import Quotation, QuotationLine
from facet.sales.rules.print_layouts import Block, PrintForm, first_layout
from facet.sales.rules.quotations import QuotationState
from facet.sales.selectors.print_layouts import PaperWords
from facet.sales.selectors.quotation_paper import QUOTE, QuotationPaper
from facet.sales.selectors.quotations import QuotationPage, QuotedLine

_AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)
_STORE = StoreRow(
    id=0, code="S01", name="云岫珠宝湖滨店", name_en="Lakeside", kind="own", entity_id=0, entity_code="",
    entity_name="", area_id=0, area_code="", area_name="", price_group_id=0, price_group_code="",
    time_zone="Asia/Shanghai", opens_at=time(9), closes_at=time(22), address="杭州市上城区湖滨路 1 号",
    phone="0571-00000001", is_open=True,
)  # fmt: skip


def quotation_form() -> PrintForm:
    """The form; its sums per line may be left out."""
    return PrintForm(
        key=QUOTE, title=gettext_noop("Quote"), folder="sales/papers/quotation", papers=("a5", "a5_up"),
        blocks=(
            Block("head", gettext_noop("Name, address and telephone"), fixed=True),
            Block("facts", gettext_noop("Number, days and for whom"), fixed=True),
            Block("goods", gettext_noop("Goods with weights, labour and prices"), fixed=True),
            Block("sums", gettext_noop("How each price came about"), starts_on=False),
            Block("totals", gettext_noop("Quoted total"), fixed=True),
            Block("terms", gettext_noop("How long it holds, and that it keeps no piece"), fixed=True),
            Block("foot", gettext_noop("Words at the foot")),
            Block("signs", gettext_noop("Lines for signatures")),
        ),
        sample=_sample, of="quotation", order=9,
    )  # fmt: skip


def _line(number: int, **facts: Any) -> QuotedLine:
    zero = {
        "quantity": 1, "metal_cents": 0, "labour_cents": 0, "stones_cents": 0, "discount_cents": 0, "steps": [],
        "price_basis": "fixed", "board_cents_per_gram": 0,
    }  # fmt: skip
    return QuotedLine(line=QuotationLine(line_no=number, **{**zero, **facts}), now_cents=None, gone="")


def _sample() -> QuotationPaper:
    form = quotation_form()
    steps = [
        {"name": "Metal value", "terms": [["grams", "28.36"], ["op", "×"], ["yuan_per_gram", "980.00"]],
         "amount_cents": 2_779_280},
        {"name": "Labour", "terms": [["grams", "28.36"], ["op", "×"], ["yuan_per_gram", "38.00"]],
         "amount_cents": 107_768},
    ]  # fmt: skip
    lines = [
        _line(1, code="G20260318", name="足金手镯", name_en="Pure gold bangle", weight_mg=28_360,
              price_basis="by_weight", board_cents_per_gram=98_000, metal_cents=2_779_280, labour_cents=107_768,
              list_cents=2_887_048, net_cents=2_887_048, steps=steps),
        _line(2, code="D20260107", name="18K金钻石戒指", name_en="18K diamond ring", weight_mg=3_200,
              list_cents=1_280_000, discount_cents=64_000, net_cents=1_216_000),
    ]  # fmt: skip
    row = Quotation(
        number="S01-20261121-Q001", state=QuotationState.OPEN.value, quoted_on=date(2026, 11, 21), quoted_at=_AT,
        valid_until=datetime(2026, 11, 24, 16, tzinfo=UTC), list_cents=4_167_048, discount_cents=64_000,
        due_cents=4_103_048, pieces=2, weight_mg=31_560,
    )  # fmt: skip
    page = QuotationPage(
        quotation=row, store=_STORE, state=row.state, lines=lines, member=None, member_name="陈女士", clerk="林晓",
        ticket="", basket="", may_use=False, may_withdraw=False, may_open_ticket=False,
    )  # fmt: skip
    return QuotationPaper(form=form, layout=first_layout(form), words=PaperWords("", ()), page=page)
