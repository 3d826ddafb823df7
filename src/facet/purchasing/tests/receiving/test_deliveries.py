"""A sheet of deliveries, through the house's own import flow, and bulk goods at receiving."""

import io

import pytest
import xlsxwriter
from django.apps import apps
from django.urls import reverse

from facet.inventory.models import BulkBalance, BulkCost, Certificate, Piece, PieceStone, RetiredTag
from facet.inventory.selectors.books import CHECKS
from facet.kernel.errors import Invalid, NotPermitted
from facet.kernel.importing import ImportRow, flow
from facet.kernel.models import ImportBatch
from facet.kernel.operations import OperationKey
from facet.purchasing import selectors
from facet.purchasing.errors import SheetChanged
from facet.purchasing.flows.deliveries import DELIVERIES
from facet.purchasing.models import OrderReceipt, PurchaseOrder, PurchaseOrderLine, ReceiptItem
from facet.purchasing.selectors.delivering import plan_deliveries
from facet.purchasing.services import DeliveredPiece
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, bangles, order, receive, sent
from facet.purchasing.web.forms import DeliveryForm

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = (
    "订单号,订单行,送货单号,条码号,总重,质检,拒收原因,圈口,主石,主石重,证书机构,证书号,证书日期,件数,标价,柜台,芯片号\n"
)
ENGLISH = [
    ["Order", "Order line", "Supplier's delivery note", "Tag", "Total weight", "Quality check", "Why refused"],
    ["PO-2611-0001", 1, "SF-1", "G1", 10.25, "accepted", ""],
    ["PO-2611-0001", 1, "SF-1", "G2", 10.31, "refused", "scratched"],
]


@pytest.fixture
def shop():
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    return here


def upload(content, who=None, name="deliveries.csv"):
    content = content.encode() if isinstance(content, str) else content
    return flow.upload(who or actor(), DELIVERIES, name=name, content=content, at=AT)


def mistakes(row):
    batch = upload(f"{HEAD}{row}\n")
    assert batch.state == ImportBatch.State.REFUSED
    [error] = flow.sentences(flow.found_in(batch))
    assert error["reason"]
    assert error["fix"]
    return error["line"], error["column"]


def workbook(rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return file.getvalue()


def test_a_sheet_of_two_orders_is_checked_then_taken_in_once(shop):
    rings = make.OrderLineIn(category="diamond-ring", quantity=1, weight_mg=3_000, metal_cents_per_gram=80_000)
    first, second = sent(), sent(rings)
    make.goods.lot("BEAD-01")
    rows = (
        f"{first},1,SF-1,g1,10.250,合格,,56.5,,,,,,,,V01,\n"
        f"{first},,SF-1,G2,10.310,不合格,砂眼,,,,,,,,,,\n"
        f"{second},1,SF-2,D1,3.200,,,52,钻石,0.50,GIA,2204123456,2025-11-03,,12800,,\n"
    )
    batch = upload(HEAD + rows)
    assert (batch.state, batch.new, batch.wrong) == (ImportBatch.State.CHECKED, 3, 0)
    assert not OrderReceipt.objects.exists()
    for _ in range(2):
        flow.apply(actor(), DELIVERIES, batch, at=AT)

    bangle, ring = Piece.objects.order_by("-tag")
    assert (bangle.tag, bangle.circumference_tenths, bangle.place.code, bangle.batch) == ("G1", 565, "V01", first)
    assert (ring.circumference_tenths, ring.net_weight_mg, ring.tag_price_cents) == (520, 3_100, 1_280_000)
    assert PieceStone.objects.get(piece=ring).carat_mct == 500
    assert Certificate.objects.get(piece=ring).number == "2204123456"
    states = dict(PurchaseOrder.objects.values_list("number", "state"))
    assert (states[first], states[second]) == ("partly", "closed")
    assert ReceiptItem.objects.get(tag="G2").reason == "砂眼"
    notes = OrderReceipt.objects.values_list("delivery_note", "pieces", "rejected")
    assert sorted(notes) == [("SF-1", 0, 1), ("SF-1", 1, 0), ("SF-2", 1, 0)]  # G2 was for no place of its own

    again = upload(HEAD + rows)
    assert (again.new, again.unchanged) == (0, 3)


def test_an_english_workbook_is_understood(shop):
    assert sent() == "PO-2611-0001"
    flow.apply(actor(), DELIVERIES, upload(workbook(ENGLISH), name="in.xlsx"), at=AT)
    receipt = OrderReceipt.objects.get()
    assert (receipt.pieces, receipt.rejected, receipt.weight_mg) == (1, 1, 10_250)


WRONG = [
    ("PO-9,1,SF-1,G1,10,,,,,,,,,,,,", "order"),
    ("{draft},1,SF-1,G1,10,,,,,,,,,,,,", "order"),
    ("{number},7,SF-1,G1,10,,,,,,,,,,,,", "line_no"),
    ("{number},,SF-1,G1,10,,,,,,,,,,,,", "line_no"),
    ("{number},1,,G1,10,,,,,,,,,,,,", "delivery_note"),
    ("{number},1,SF-1,,10,,,,,,,,,,,,", "tag"),
    ("{number},1,SF-1,G1,,,,,,,,,,,,,", "gross_weight_mg"),
    ("{number},1,SF-1,G1,10,maybe,,,,,,,,,,,", "check"),
    ("{number},1,SF-1,G1,10,不合格,,,,,,,,,,,", "reason"),
    ("{number},1,SF-1,G1,10,,,大号,,,,,,,,,", "size"),
    ("{number},1,SF-1,G1,10,,,,玻璃,0.5,,,,,,,", "stone"),
    ("{number},1,SF-1,G1,10,,,,,,GIA,,,,,,", "paper"),
    ("{number},1,SF-1,G1,10,,,,,,GIA,1,,,,,", "paper"),
    ("{number},1,SF-1,G1,10,,,,,,,,,,,T9,", "place"),
    ("{number},1,SF-1,G1,10,,,,,,,,,,,,AAAA1111", "epc"),
    ("{number},1,SF-1,SOLD,10,,,,,,,,,,,,", "tag"),
    ("{number},1,SF-1,OLD,10,,,,,,,,,,,,", "tag"),
    ("{number},1,SF-1,NONE-1,10,,,,,,,,,12,,,", "tag"),
    ("{number},1,SF-1,SILVER-1,10,,,,,,,,,12,,,", "tag"),
    ("{later},1,SF-1,BEAD-01,10,,,,,,,,,12,,,", "quantity"),
]


@pytest.mark.parametrize(("row", "column"), WRONG)
def test_a_wrong_row_is_named_by_its_column_and_nothing_comes_in(shop, row, column):
    sold = make.goods.piece("SOLD", shop, state="sold", epc="AAAA1111")
    RetiredTag.objects.create(tag="OLD", piece=sold, retired_at=AT, actor_key="x", actor_name="x")
    Certificate.objects.create(piece=sold, lab="GIA", number="1")
    make.goods.lot("BEAD-01")
    make.goods.lot("SILVER-1", metal="silver")
    numbers = {"number": sent(bangles(), bangles()), "draft": order(), "later": sent(priced_later=True)}
    assert mistakes(row.format(**numbers)) == (2, column)
    assert (OrderReceipt.objects.count(), Piece.objects.count()) == (0, 1)


def test_one_bad_row_keeps_all_rows_out(shop):
    number = sent()
    batch = upload(f"{HEAD}{number},1,SF-1,G1,10.25,,,,,,,,,,,,\n{number},1,SF-1,G1,10.25,,,,,,,,,,,,\n")
    assert batch.state == ImportBatch.State.REFUSED
    with pytest.raises(flow.NotReady):
        flow.apply(actor(), DELIVERIES, batch, at=AT)
    assert not Piece.objects.exists()


def test_a_sheet_that_no_longer_fits_is_refused_whole(shop):
    number = sent()
    batch = upload(f"{HEAD}{number},1,SF-1,G1,10.25,,,,,,,,,,,,\n{number},1,SF-1,G2,10.25,,,,,,,,,,,,\n")
    receive(number, ("G2", 10_250))
    with pytest.raises(SheetChanged) as refusal:
        flow.apply(actor(), DELIVERIES, batch, at=AT)
    assert refusal.value.facts == {"lines": "3"}
    assert list(Piece.objects.values_list("tag", flat=True)) == ["G2"]


def test_only_for_stores_in_reach_and_with_the_right(shop):
    number, other = sent(), make.store("S02", "湖滨店")
    row = f"{HEAD}{number},1,SF-1,G1,10.25,,,,,,,,,,,,\n"
    assert upload(row, who=actor(other.pk)).state == ImportBatch.State.REFUSED
    clerk = actor(permissions=["purchasing.view_orders"])
    with pytest.raises(NotPermitted):
        upload(row, who=clerk)
    with pytest.raises(NotPermitted):
        DELIVERIES.apply(clerk, OperationKey.of_job("test", 1), [], AT)
    assert not OrderReceipt.objects.exists()


def test_looking_at_a_sheet_takes_so_many_questions(shop, django_assert_num_queries):
    number = sent(bangles(quantity=9, weight_mg=90_000))
    facts = {"order": number, "delivery_note": "SF-1", "gross_weight_mg": 10_000}
    rows = [ImportRow(line, {**facts, "tag": f"G{line}"}) for line in (2, 3, 4)]
    for count in (1, 3):
        with django_assert_num_queries(12):
            assert plan_deliveries(actor(), rows[:count], at=AT).new == count


def bead(quantity, mg, **facts):
    return DeliveredPiece(
        **{"line_no": 1, "tag": "bead-01", "gross_mg": mg, "bulk": True, "quantity": quantity, **facts}
    )


def test_bulk_goods_come_by_count_and_grams_at_their_cost(shop):
    make.goods.lot("BEAD-01")
    number = sent(bangles(quantity=100, weight_mg=80_000))
    done = receive(number, bead(60, 48_000), bead(20, 16_000))
    assert (done.tags, done.state) == ((), "partly")
    held = BulkBalance.objects.get(place__kind="counter")
    assert (held.quantity, held.weight_mg) == (80, 64_000)
    line = PurchaseOrderLine.objects.get()
    assert (line.received_quantity, line.received_weight_mg) == (80, 64_000)
    cost = BulkCost.objects.get()
    assert (cost.cost_cents, cost.after_cents_per_gram) == (sum(r.cents for r in ReceiptItem.objects.all()), 81_320)
    [shown] = selectors.order_page(actor(), number, at=AT).receipts
    assert (shown.pieces, shown.bulk) == (80, (("BEAD-01", 60, 48_000), ("BEAD-01", 20, 16_000)))
    assert receive(number, bead(20, 16_000)).state == "closed"
    assert not [wrong for check in CHECKS for wrong in check.run()]


def test_bulk_goods_that_do_not_fit_are_refused_and_nothing_is_written(shop):
    make.goods.lot("BEAD-01")
    make.goods.lot("SILVER-1", metal="silver")
    now, later = sent(), sent(priced_later=True)
    for number, item in (
        (now, bead(5, 4_000, tag="NONE")), (now, bead(5, 4_000, tag="SILVER-1")), (now, bead(0, 4_000)),
        (now, bead(5, 0)), (now, bead(5, 4_000, epc="AAAA1111")), (later, bead(5, 4_000)),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            receive(number, ("G1", 10_250), item)
    assert (Piece.objects.count(), ReceiptItem.objects.count(), BulkBalance.objects.count()) == (0, 0, 0)
    assert apps.get_model("purchasing", "PurchaseOrderLine").objects.filter(received_quantity__gt=0).count() == 0


def test_the_screen_reads_bulk_goods_and_leads_to_the_sheet(shop, client):
    form = DeliveryForm({"items": "1 bead-01 120件 86.4\n1 G7 10.25 x 砂眼", "operation_id": "x"})
    form.is_valid()
    bulk, refused = form.cleaned_data["items"]
    assert (bulk.bulk, bulk.quantity, bulk.gross_mg, bulk.tag) == (True, 120, 86_400, "BEAD-01")
    assert (refused.bulk, refused.accepted, refused.reason) == (False, False, "砂眼")
    number = sent()
    client.force_login(make.person())
    page = client.get(reverse("purchasing:order_receive", args=[number])).text
    assert reverse("shell:import", args=["deliveries"]) in page
    assert reverse("purchasing:order_sheet", args=[number]) in page
