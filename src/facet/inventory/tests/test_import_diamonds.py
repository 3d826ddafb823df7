"""53,940 real loose stones, from file to stock, through the house's own import flow.

A sample of 2,000 on every run; all of them in `make proof`. The stones are `diamonds` of
plotnine: carat, cut, colour, clarity, depth, table, price in dollars, and millimetres.
"""

import csv
import io
import time

import pytest
from django.db.models import Sum

from facet.inventory import selectors
from facet.inventory.flows.importer import IMPORTER
from facet.inventory.models import Piece, PieceStone
from facet.inventory.selectors import books
from facet.inventory.tests.factories import AT, actor, catalogue, store
from facet.kernel.importing import flow
from facet.kernel.testing.counts import tries

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.proof]

ALL = 53_940
COUNT = tries(2_000, proof=ALL)
RATE_E4 = 71_500
HEADINGS = ["条码号", "门店", "品类", "品名", "主石", "主石重", "切工", "颜色", "净度", "全深比", "台宽比", "尺寸",
            "计价方式", "美元标价", "汇率", "批次"]  # fmt: skip


def stones():
    """The first COUNT stones as rows of numbers and words."""
    from plotnine.data import diamonds

    return list(diamonds.head(COUNT).itertuples(index=False))


def as_csv(rows):
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for number, row in enumerate(rows, start=1):
        writer.writerow(
            [
                f"D{number:06}",
                "S01",
                "裸钻",
                "裸石",
                "钻石",
                f"{row.carat:.2f}",
                row.cut,
                row.color,
                row.clarity,
                f"{row.depth:.1f}",
                f"{row.table:.1f}",
                f"{row.x:.2f}-{row.y:.2f}x{row.z:.2f}",
                "一口价",
                row.price,
                "7.15",
                "LOOSE-26",
            ]  # fmt: skip
        )
    return text.getvalue().encode()


def test_import_of_real_loose_stones_is_complete_and_quick():
    catalogue()
    store()
    rows = stones()
    content = as_csv(rows)
    begun = time.perf_counter()
    batch = flow.upload(actor(), IMPORTER, name="diamonds.csv", content=content, at=AT)
    checked = time.perf_counter()
    assert (batch.new, batch.wrong) == (COUNT, 0)
    flow.apply(actor(), IMPORTER, batch, at=AT)
    applied = time.perf_counter()

    assert Piece.objects.count() == COUNT
    total = PieceStone.objects.aggregate(mct=Sum("carat_mct"), cents=Sum("piece__tag_price_cents"))
    assert total["mct"] == sum(round(row.carat * 1_000) for row in rows)
    assert total["cents"] == sum(row.price * 100 * RATE_E4 // 10_000 for row in rows)
    first = selectors.piece_card(actor(), "D000001")
    stone = first.main_stone
    assert (stone.carat_mct, stone.cut, stone.colour, stone.clarity) == (230, "Ideal", "E", "SI2")
    assert (stone.depth_bp, stone.table_bp, stone.measurements) == (6_150, 5_500, "3.95-3.98x2.43")
    assert (first.tag_price_cents, first.gross_weight_mg, first.legal_name) == (32_600 * 715 // 100, 46, "钻石裸石")
    assert [found for check in books.CHECKS for found in check.run()] == []
    print(f"\n{COUNT} stones: checked in {checked - begun:.1f} s, applied in {applied - checked:.1f} s")
    assert applied - begun < 120
