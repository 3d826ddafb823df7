"""The ledger follows the goods, a day closes, and what leaks afterwards is found with its paper and its person."""

from datetime import date, timedelta

import pytest
from django.db import connection

from facet.inventory import selectors, services
from facet.inventory.flows.metal import close_open_days, derive_open_days
from facet.inventory.models import MetalAccount, MetalClosing, MetalEntry, Piece, PieceMovement
from facet.inventory.selectors import books
from facet.inventory.selectors.metal_leaks import find_leaks
from facet.inventory.services import BulkIn, ChangeRequest
from facet.inventory.tests.factories import AT, actor, category, in_work, key, lot, piece, place, price_item, store
from facet.kernel.permissions import house
from facet.organisation.models import Task

pytestmark = pytest.mark.django_db
HOUSE = house("test")


def balances():
    rows = MetalAccount.objects.order_by("owner").values_list("owner", "fine_mg")
    return {owner: mg for owner, mg in rows if mg}


def test_goods_carry_their_metal_through_the_house(django_assert_max_num_queries):
    here = store()
    piece("B-1", here)
    piece("B-2", here)
    in_work(lambda: services.issue_pieces(
        services.lock_pieces(["B-1"]), actor=actor(), store_id=here.pk, document="S01-1", at=AT
    ))  # fmt: skip
    fine = 28_332  # 28.360 g of 999 ‰
    assert derive_open_days(actor=HOUSE, at=AT) == 4  # supplier and stock, stock and customer
    assert balances() == {"supplier": -2 * fine, "stock": fine, "customer": fine}
    entry = MetalEntry.objects.get(kind="sold", account__owner="stock")
    assert (entry.document, entry.actor_name, entry.net_mg, entry.fine_mg) == ("S01-1", "周晓敏", -28_360, -fine)

    assert derive_open_days(actor=HOUSE, at=AT + timedelta(minutes=10)) == 0  # again: nothing
    in_work(lambda: services.return_pieces(
        services.lock_pieces(["B-1"]), actor=actor(), store_id=here.pk, document="S01-2", at=AT + timedelta(minutes=20)
    ))  # fmt: skip
    with django_assert_max_num_queries(40):
        derive_open_days(actor=HOUSE, at=AT + timedelta(minutes=30))
    assert balances() == {"supplier": -2 * fine, "stock": 2 * fine}
    assert [found for check in books.CHECKS for found in check.run()] == []


def test_bulk_goods_losses_and_scrap():
    here = store()
    for tag in ("L-1", "M-1"):
        piece(tag, here, received_at=AT)
    lot()
    services.receive_bulk(
        actor=actor(), operation=key(), request=BulkIn(store="S01", sku="BEAD-01", quantity=3, weight_mg=4_000), at=AT
    )
    for tag, kind in (("L-1", "missed"), ("M-1", "melted")):
        services.withdraw_pieces(
            actor=actor(), operation=key(), at=AT,
            request=ChangeRequest(store="S01", tags=(tag,), kind=kind, reason="test"),
        )  # fmt: skip
    derive_open_days(actor=HOUSE, at=AT)
    assert balances() == {"loss": 28_332, "old_gold": 28_332, "stock": 3_996, "supplier": -60_660}


def test_a_day_closes_once_and_takes_nothing_after():
    here = store()
    piece("B-1", here, received_at=AT - timedelta(days=2))
    assert close_open_days(actor=HOUSE, at=AT) == 0
    days = MetalClosing.objects.order_by("on").values_list("opening_mg", "in_mg", "closing_mg", "goods_mg", "is_within")
    assert list(days) == [(0, 28_360, 28_360, 28_360, True), (28_360, 0, 28_360, 28_360, True)]
    before = MetalEntry.objects.count()
    piece("B-2", here, received_at=AT - timedelta(days=1))  # comes late, for a day that is closed
    derive_open_days(actor=HOUSE, at=AT)
    assert (MetalEntry.objects.count(), close_open_days(actor=HOUSE, at=AT)) == (before, 0)
    late = find_leaks(actor(), first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert [(leak.cause, leak.document, leak.net_mg) for leak in late] == [("late", "R-1", 28_360)]


def test_five_hundredths_of_a_gram_in_ten_thousand_movements_are_found_with_paper_and_person():
    here, day = store(), AT - timedelta(days=3)
    facts = {"category": category(), "price_item": price_item(), "legal_name": "足金戒指", "metal": "gold",
             "fineness_e4": 9_990, "price_basis": "by_weight", "labour_kind": "per_gram", "labour_value": 3_800,
             "received_at": day, "state": "in_stock", "place": place(here), "store": here}  # fmt: skip
    pieces = Piece.objects.bulk_create(
        Piece(tag=f"L-{n}", gross_weight_mg=5_000 + n, net_weight_mg=5_000 + n, **facts) for n in range(10_000)
    )
    PieceMovement.objects.bulk_create(
        PieceMovement(piece=row, sequence=1, kind="received", to_state="in_stock", to_place=row.place, store=here,
                      document=f"R-{n // 50}", actor_key=f"staff:{n // 50 % 7}", actor_name=f"店员{n // 50 % 7}",
                      via="web", at=day)
        for n, row in enumerate(pieces)
    )  # fmt: skip
    assert close_open_days(actor=HOUSE, at=AT - timedelta(days=1)) == 0
    assert find_leaks(actor(), first=date(2026, 11, 1), last=date(2026, 11, 30)) == []

    Piece.objects.filter(tag="L-4321").update(net_weight_mg=5_000 + 4_321 - 50)

    assert close_open_days(actor=HOUSE, at=AT) == 1  # the store's alloy differs by 0.05 g
    closing = MetalClosing.objects.get(is_within=False)
    assert (closing.difference_mg, closing.store_id) == (-50, here.pk)
    task = Task.objects.get(kind="inventory.metal")
    assert (task.store_id, task.facts["mg"]) == (here.pk, -50)
    (leak,) = find_leaks(actor(), first=date(2026, 11, 1), last=date(2026, 11, 30))
    assert (leak.document, leak.actor_name, leak.net_mg, leak.cause) == ("R-86", "店员2", -50, "weight")


def test_a_posting_whose_sides_differ_is_named():
    here = store()
    piece("B-1", here)
    derive_open_days(actor=HOUSE, at=AT)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE inventory_metalentry SET fine_mg = fine_mg - 50 WHERE net_mg > 0")
    leaks = find_leaks(actor(), first=date(2026, 10, 1), last=date(2026, 11, 30))
    assert [(each.cause, each.document, each.actor_name, each.fine_mg) for each in leaks] == [
        ("one_side", "R-1", "周晓敏", -50)
    ]
    assert len([found for check in books.CHECKS for found in check.run()]) == 2


def test_another_store_sees_neither_accounts_nor_leaks(django_assert_num_queries):
    here, there = store(), store("S02", "湖滨店")
    piece("B-1", here)
    derive_open_days(actor=HOUSE, at=AT)
    assert selectors.list_metal_accounts(actor(there.pk)) == []
    with django_assert_num_queries(1):
        assert {row.owner for row in selectors.list_metal_accounts(actor(here.pk))} == {"stock", "supplier"}
