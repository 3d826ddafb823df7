"""A locked month takes no paper: every kind of document is refused at its ledger's door, and nothing is written."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from facet.inventory import services
from facet.inventory.errors import MonthLocked
from facet.inventory.models import (
    BulkBalance,
    BulkEntry,
    MetalEntry,
    MonthLock,
    Piece,
    PieceMovement,
    TagPriceChange,
)
from facet.inventory.rules.metal import AccountRef, Owner
from facet.inventory.rules.repricing import PriceRule
from facet.inventory.services import (
    BulkIn,
    BulkIssue,
    ChangeRequest,
    MetalTransferIn,
    MoveRequest,
    PriceChange,
    ReceiveRequest,
    RepricingIn,
    SendRequest,
    TransferItem,
    supplying,
)
from facet.inventory.services.metal_derive import derive_metal
from facet.inventory.tests.count import acts
from facet.inventory.tests.factories import actor, catalogue, category, in_work, key, lot, piece, store
from facet.inventory.tests.receive.test_services import BANGLE
from facet.kernel import operations
from facet.kernel.permissions import house

pytestmark = pytest.mark.django_db
IN = datetime(2026, 10, 20, 6, tzinfo=UTC)  # inside the month that gets locked
AFTER = datetime(2026, 11, 5, 6, tzinfo=UTC)
ALL = actor(permissions=["inventory.reprice", *actor().grants], limits={"reprice_bp": 10_000, "stocktake_cents": 10**9})


def tables() -> dict[str, list[object]]:
    """Everything that a paper would change."""
    rows = (Piece, PieceMovement, BulkBalance, BulkEntry, MetalEntry, TagPriceChange)
    found = {model.__name__: list(model.objects.order_by("pk").values()) for model in rows}
    return found | {"operations": list(apps.get_model("kernel", "Operation").objects.values("pk"))}


def sale(at):
    in_work(lambda: services.issue_pieces(
        services.lock_pieces(["G1"]), actor=ALL, store_id=here().pk, document="T1", at=at
    ))  # fmt: skip


def taking_back(at):
    in_work(lambda: services.return_pieces(
        services.lock_pieces(["SOLD"]), actor=ALL, store_id=here().pk, document="R1", at=at
    ))  # fmt: skip


def move(at):
    request = MoveRequest(store="S01", place="V01", tags=("G1",))
    services.move_pieces(actor=ALL, operation=key(), request=request, at=at)


def withdrawal(at):
    request = ChangeRequest(store="S01", tags=("G1",), kind="sent_back", reason="镶口松动")
    services.withdraw_pieces(actor=ALL, operation=key(), request=request, at=at)


def sending(at):
    request = SendRequest(from_store="S01", to_store="S02", items=(TransferItem(tag="G1"),), seal="F1", carrier="SF")
    services.send_transfer(actor=ALL, operation=key(), request=request, at=at)


def receipt(at):
    request = ReceiveRequest(store="S01", pieces=(BANGLE,))
    services.receive_pieces(actor=ALL, operation=key(), request=request, at=at)


def bulk_receipt(at):
    request = BulkIn(store="S01", sku="BEAD-01", quantity=5, weight_mg=6_600, cost_cents=500_000)
    services.receive_bulk(actor=ALL, operation=key(), request=request, at=at)


def bulk_correction(at):
    request = BulkIn(store="S01", sku="BEAD-01", quantity=9, weight_mg=12_000, reason="盘点")
    services.adjust_bulk(actor=ALL, operation=key(), request=request, at=at)


def bulk_sale(at):
    def use_case():
        act = operations.begin(key(), kind="test.sale", actor=ALL, at=at)
        lots = services.lock_lots(["BEAD-01"], store_id=here().pk)
        lines = [BulkIssue(lots[0].id, 1, 1, 1_320)]
        services.issue_bulk(lines, lots=lots, actor=ALL, operation_id=act.id, document="T2", at=at)

    in_work(use_case)


def metal(at):
    shop = here().pk
    giver = AccountRef(Owner.OLD_GOLD.value, "gold", store_id=shop)
    taker = AccountRef(Owner.GOLDSMITH.value, "gold", partner_id=partner())
    facts = {"net_mg": 1_000, "fineness_e4": 9_990, "document": "M1", "reason": "加工"}
    wanted = MetalTransferIn(giver=giver, taker=taker, **facts)
    services.transfer_metal(actor=ALL, operation=key(), wanted=wanted, at=at)


def price(at):
    change = PriceChange(price_basis="fixed", tag_price_cents=900_000, reason="改标")
    services.reprice_piece(actor=ALL, tag="F1", change=change, at=at)


def prices(at):
    wanted = RepricingIn(tags=("F1",), rule=PriceRule("percent", -500), reason="换季")
    services.reprice_pieces(actor=ALL, operation=key(), request=wanted, at=at)


def cost(at):
    found = Piece.objects.get(tag="G1").pk
    in_work(lambda: supplying.revalue_metal({found: 100}, at=at))


def count(at):
    found = acts.opened(at=at)
    acts.scan(found, "BACK", "F1", at=at)
    acts.close(found, at=at)
    acts.approve(found, at=at)


PAPERS: list[Callable[[datetime], None]] = [
    sale, taking_back, move, withdrawal, sending, receipt, bulk_receipt, bulk_correction, bulk_sale, metal, price,
    prices, cost, count,
]  # fmt: skip


def here():
    return apps.get_model("organisation", "Store").objects.get(code="S01")


def partner():
    model = apps.get_model("organisation", "Partner")
    row = model.objects.filter(code="GS1").first() or model.objects.create(
        code="GS1", name="张记金工", kind="goldsmith"
    )
    return row.pk


@pytest.fixture
def house_with_a_lock(db):
    catalogue()
    shop = store()
    store("S02", "湖滨店")
    early = datetime(2026, 9, 5, 6, tzinfo=UTC)
    kind = apps.get_model("catalog", "Category").objects.get(code="gold-plain")
    for tag in ("G1", "BACK"):
        piece(tag, shop, received_at=early, category=kind)
    piece("F1", shop, received_at=early, category=kind, price_basis="fixed", tag_price_cents=800_000)
    piece("SOLD", shop, received_at=early, category=kind, state="sold")
    lot(category=kind)
    request = BulkIn(store="S01", sku="BEAD-01", quantity=10, weight_mg=13_200)
    services.receive_bulk(actor=ALL, operation=key(), request=request, at=early)
    services.lock_month(actor=ALL, store="S01", month=date(2026, 9, 1), at=AFTER)
    return services.lock_month(actor=ALL, store="S01", month=date(2026, 10, 1), at=AFTER)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda each: each.__name__)
def test_a_paper_dated_into_a_locked_month_is_refused_and_writes_nothing(house_with_a_lock, paper):
    partner()
    before = tables()
    with pytest.raises(MonthLocked) as refusal:
        paper(IN)
    assert (refusal.value.facts["month"], refusal.value.facts["store"]) == ("2026-10", "解放路店")
    left = tables()
    if paper is count:  # the count itself stays, as it was closed; its differences were not booked
        before.pop("operations"), left.pop("operations")
    assert left == before


@pytest.mark.parametrize("paper", PAPERS, ids=lambda each: each.__name__)
def test_the_same_paper_is_taken_after_the_month_and_after_it_was_opened_again(house_with_a_lock, paper):
    paper(AFTER)
    MonthLock.objects.filter(pk=house_with_a_lock).update(
        reopened_at=AFTER, asked_at=AFTER, asked_by_key="staff:1", reopened_by_key="staff:2"
    )
    other = {move: bulk_receipt, sale: bulk_sale}.get(paper)
    if other is not None:
        other(IN)


def test_what_is_derived_from_goods_that_moved_in_time_is_still_written(house_with_a_lock):
    days = {"first": date(2026, 9, 1), "last": date(2026, 10, 31)}
    assert derive_metal(actor=house("test"), at=IN, **days) > 0


def test_another_store_may_still_book(house_with_a_lock):
    there = apps.get_model("organisation", "Store").objects.get(code="S02")
    piece("THERE", there, received_at=IN, category=category("gold-plain"))
    request = MoveRequest(store="S02", place="V01", tags=("THERE",))
    services.move_pieces(actor=ALL, operation=key(), request=request, at=IN)
    assert Piece.objects.get(tag="THERE").place.code == "V01"
