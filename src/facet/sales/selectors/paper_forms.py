"""The forms that sales prints, and a made-up ticket that shows how each will look. Offered in the slot "print.form"."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from facet.inventory.selectors import PieceOnPaper, StoneOnPaper
from facet.kernel.errors import gettext_noop
from facet.organisation.selectors import StoreRow
from facet.promotions.selectors import TicketStory
from facet.sales.models import MaterialPiece, Sale, SaleLine
from facet.sales.rules.kinds import METHOD_LABELS, LineKind, Method
from facet.sales.rules.print_layouts import Block, PrintForm, first_layout
from facet.sales.selectors.paper_page import CARD, OLD_GOLD, RECEIPT, SLIP, Paper, PaperLine
from facet.sales.selectors.print_layouts import PaperWords
from facet.sales.selectors.sale import SoldTicket
from facet.sales.selectors.sale_page import LinePage, SalePage

SAMPLE_AT = datetime(2026, 11, 21, 6, 30, tzinfo=UTC)


def _step(name: str, grams: str, yuan: str, cents: int) -> dict[str, object]:
    return {"name": name, "terms": [["grams", grams], ["op", "×"], ["yuan_per_gram", yuan]], "amount_cents": cents}


_STEPS = [_step("Metal", "28.36", "980.00", 2_779_280), _step("Labour", "28.36", "38.00", 107_768)]
_HEAD = Block("head", gettext_noop("Name, address and telephone"), fixed=True)
_FACTS = Block("facts", gettext_noop("Number, time and people"), fixed=True)
_TOTALS = Block("totals", gettext_noop("Totals and payments"), fixed=True)
_MEMBER = Block("member", gettext_noop("Member and points"))
_FOOT = Block("foot", gettext_noop("Words at the foot"))
_SIGNS = Block("signs", gettext_noop("Lines for signatures"))


def _receipt() -> PrintForm:
    return PrintForm(
        key=RECEIPT, title=gettext_noop("Receipt"), folder="sales/papers/receipt", papers=("roll80", "roll58"),
        blocks=(
            _HEAD, _FACTS, Block("lines", gettext_noop("Goods and how each price came about"), fixed=True), _TOTALS,
            Block("saved", gettext_noop("What was saved"), starts_on=False), _MEMBER, _FOOT,
        ),
        sample=lambda: _sample(_receipt()), style="rc", order=1,
    )  # fmt: skip


def _slip() -> PrintForm:
    return PrintForm(
        key=SLIP, title=gettext_noop("Sales and warranty slip"), folder="sales/papers/slip",
        papers=("three_part", "a5"),
        blocks=(
            _HEAD, _FACTS, Block("goods", gettext_noop("Goods with weights, labour and certificates"), fixed=True),
            _TOTALS, _MEMBER, Block("warranty", gettext_noop("Codes of the digital warranties")), _FOOT, _SIGNS,
            Block("parts", gettext_noop("Who gets which part")),
        ),
        sample=lambda: _sample(_slip()), order=2,
    )  # fmt: skip


def _card() -> PrintForm:
    return PrintForm(
        key=CARD, title=gettext_noop("Warranty card"), folder="sales/papers/card", papers=("a7", "card", "a6"),
        blocks=(
            _HEAD, Block("name", gettext_noop("Legal name and tag"), fixed=True),
            Block("weights", gettext_noop("Purity and weights"), fixed=True),
            Block("stones", gettext_noop("Stones")), Block("certificates", gettext_noop("Certificates")),
            Block("sold", gettext_noop("Day of sale and number")), _FOOT,
            Block("code", gettext_noop("Code of the digital warranty"), side=True),
            Block("stamp", gettext_noop("Place for the store's stamp"), side=True),
        ),
        sample=lambda: _sample(_card()), order=3,
    )  # fmt: skip


def _old_gold() -> PrintForm:
    return PrintForm(
        key=OLD_GOLD, title=gettext_noop("Old-gold slip"), folder="sales/papers/old_gold",
        papers=("roll80", "a5_up"),
        blocks=(
            _HEAD, _FACTS, Block("pieces", gettext_noop("Old gold with its weights and tests"), fixed=True),
            _FOOT, Block("signs", gettext_noop("Lines for signatures"), fixed=True),
        ),
        sample=lambda: _gold_sample(_old_gold()), style="rc og-slip", order=4,
    )  # fmt: skip


def sample_store() -> StoreRow:
    """The store on made-up papers."""
    return StoreRow(
        id=0, code="S01", name="云岫珠宝湖滨店", name_en="Lakeside", kind="own", entity_id=0, entity_code="",
        entity_name="", area_id=0, area_code="", area_name="", price_group_id=0, price_group_code="",
        time_zone="Asia/Shanghai", opens_at=time(9), closes_at=time(22), address="杭州市上城区湖滨路 1 号",
        phone="0571-00000001", is_open=True,
    )  # fmt: skip


def _line(number: int, **facts: object) -> SaleLine:
    zero = {
        "metal_cents": 0, "labour_cents": 0, "stones_cents": 0, "discount_cents": 0, "quantity": 1, "steps": [],
        "price_basis": "fixed", "kind": LineKind.PIECE.value,
    }  # fmt: skip
    return SaleLine(pk=number, line_no=number, **{**zero, **facts})


def _goods() -> list[PaperLine]:
    bangle = _line(
        1, code="G20260318", name="足金手镯", weight_mg=28_360, board_cents_per_gram=98_000, metal_cents=2_779_280,
        labour_cents=107_768, list_cents=2_887_048, discount_cents=28_700, net_cents=2_858_348, steps=_STEPS,
    )  # fmt: skip
    ring = _line(2, code="D20260107", name="18K金钻石戒指", weight_mg=3_200, list_cents=1_280_000, net_cents=1_280_000)
    facts: dict[str, Any] = {"legal_name_en": "", "circumference_tenths": None}
    return [
        PaperLine(line=bangle, token="sample-of-a-warranty1", piece=PieceOnPaper(  # noqa: S106 -- opens nothing
            id=1, tag=bangle.code, legal_name=bangle.name, metal="gold", fineness_e4=9_990, gross_weight_mg=28_360,
            net_weight_mg=28_360, **facts)),
        PaperLine(line=ring, token="sample-of-a-warranty2", piece=PieceOnPaper(  # noqa: S106 -- opens nothing
            id=2, tag=ring.code, legal_name=ring.name, metal="gold", fineness_e4=7_500, gross_weight_mg=3_300,
            net_weight_mg=3_200, stones=(StoneOnPaper(kind="diamond", count=1, carat_mct=501, colour="G", clarity="VS1",
            cut="EX"),), certificates=(("NGTC", "D1234567890"),), **facts)),
    ]  # fmt: skip


def _ticket(lines: list[SaleLine]) -> SoldTicket:
    due = sum(line.net_cents for line in lines)
    sale = Sale(
        id=UUID(int=1), number="S01-20261121-0004", completed_at=SAMPLE_AT, business_date=date(2026, 11, 21),
        due_cents=due, gross_cents=sum(line.list_cents for line in lines), net_cents=due,
        rounding_cents=0, tendered_cents=due, change_cents=0, points_earned=0, returned_cents=0, other_cents=0,
    )  # fmt: skip
    return SoldTicket(sale=sale, lines=lines, tenders=(), shares=(), store_code="S01", till_code="T1", staff_codes={})


def _sample(form: PrintForm) -> Paper:
    goods = _goods()
    sold = _ticket([each.line for each in goods])
    page = SalePage(
        sold=sold, store=sample_store(), lines=[LinePage(line=each.line, why_points=None) for each in goods],
        member=None, people=[("C01", "林晓", 10_000, sold.sale.due_cents)],
        tenders=[(METHOD_LABELS[Method.WECHAT], sold.sale.due_cents, sold.sale.due_cents)], cashier="陈静", prints=1,
        may_reprint=True, story=TicketStory(applied=(), skipped=()),
    )  # fmt: skip
    return Paper(
        form=form, layout=first_layout(form), words=PaperWords("", ()), sold=sold, store=page.store,
        cashier=page.cashier, prints=1, page=page, lines=goods,
    )  # fmt: skip


def _gold_sample(form: PrintForm) -> Paper:
    line = _line(1, kind=LineKind.OLD_GOLD.value, code="S01-G00001", name="旧足金", net_cents=-1_103_882,
                 list_cents=-1_103_882, weight_mg=11_700, steps=[
_step("Metal", "11.48", "961.57", 1_103_882)])  # fmt: skip
    piece = MaterialPiece(
        code="S01-G00001", line=line, way="grams", maker="other", assay="xrf", tested_e4=9_900, fineness_e4=9_900,
        gross_mg=12_000, non_metal_mg=300, melted_mg=11_600, net_mg=11_600, fine_mg=11_484, credited_mg=11_484,
        value_cents=1_103_882, melt_consent=True, undo_until=(SAMPLE_AT + timedelta(days=1)).date(),
    )  # fmt: skip
    return Paper(
        form=form, layout=first_layout(form), words=PaperWords("", ()), sold=_ticket([line]), store=sample_store(),
        cashier="陈静", prints=1, gold=[piece],
    )  # fmt: skip


FORMS = (_receipt(), _slip(), _card(), _old_gold())
