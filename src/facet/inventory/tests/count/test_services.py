"""A store counts while it sells: what is missing is named, what moved meanwhile is merged. Source: P18, P19."""

from datetime import timedelta

import pytest
from django.apps import apps

from facet.inventory import services
from facet.inventory.errors import (
    CountChanged,
    CountedYourself,
    CountNotClosed,
    CountNotOpen,
    CountReasonMissing,
    CountsOverlap,
    CountUnknown,
)
from facet.inventory.models import BulkBalance, CountLine, CountScan, Piece, PieceMovement, Reservation, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests.count.acts import (
    CLERK,
    approve,
    boss,
    close,
    ident,
    minute,
    opened,
    record,
    scan,
    scanned,
    sell,
    shift,
    take_back,
    tray,
    verdicts,
)
from facet.inventory.tests.factories import AT, actor, category, key, lot, piece, place, store
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted
from facet.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return store()


def test_what_nobody_scans_is_missing_and_is_booked_out_with_its_reason(here):
    piece("G1", here)
    piece("G2", here)
    count = opened()
    assert scan(count, "g1") == ["found"]
    assert verdicts(close(count)) == {"G1": "found", "G2": "missing"}
    done = approve(count)

    assert (done.booked, done.left, done.value_cents) == (1, 0, 2_450_000)
    last = PieceMovement.objects.get(kind="missed")
    row = Stocktake.objects.get()
    assert (last.piece.tag, last.to_state, last.document, last.reason, last.at) == (
        "G2", "lost", row.number, "监控已看，未找到", minute(40),
    )  # fmt: skip
    assert (row.state, row.expected, row.found, row.missing, row.value_cents) == ("approved", 2, 1, 1, 2_450_000)
    line = CountLine.objects.get()
    assert (line.verdict, line.is_booked, line.cost_cents, line.document) == ("missing", True, 2_450_000, row.number)
    actions = list(apps.get_model("audit", "Event").objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["inventory.stocktake_opened", "inventory.stocktake_closed", "inventory.stocktake_approved"]
    assert OutboxEvent.objects.filter(name="inventory.stocktake_approved").count() == 1


@pytest.mark.parametrize(("sold_at", "scanned_at"), [(5, 3), (3, 5), (3, None)], ids=["after", "before", "unscanned"])
def test_a_sale_before_or_after_the_scan_makes_no_difference(here, sold_at, scanned_at):
    piece("G1", here)
    count = opened()
    sell("G1", here, minute(sold_at))
    if scanned_at:
        scan(count, "G1", at=minute(scanned_at))
    found = close(count)

    assert found.differences == ()
    assert approve(count).booked == 0
    assert Piece.objects.get().state == "sold"


def test_goods_that_come_go_and_come_back_during_the_count_are_merged(here):
    for number in range(1, 5):
        piece(f"G{number}", here)
    piece("V1", here, place=place(here, "V01"))
    count = opened("C01")
    shift("G1", "V01", here, minute(2))
    sell("G2", here, minute(2))
    take_back("G2", here, minute(3))
    shift("V1", "C01", here, minute(2))
    shift("G3", "TRANSIT", here, minute(2), kind="sent")
    scan(count, "G4", at=minute(4))

    assert verdicts(close(count)) == {
        "G1": "moved_meanwhile", "G2": "moved_meanwhile", "V1": "moved_meanwhile", "G3": "moved_meanwhile",
        "G4": "found",
    }  # fmt: skip


def test_what_should_not_be_here_is_named_for_what_it_is(here):
    there = store("S02", "湖滨店")
    piece("OTHER", there)
    piece("SOLD", here)
    sell("SOLD", here, AT - timedelta(days=1))
    piece("LOST", here)
    shift("LOST", "LOSS", here, AT - timedelta(days=1), kind="missed")
    piece("VAULT", here, place=place(here, "V01"))
    piece("MELTED", here, state="melted")
    count = opened("C01")
    answers = scan(count, "OTHER", "SOLD", "LOST", "VAULT", "MELTED", "6901234567892")

    assert answers == ["other_store", "sold_before", "found_again", "elsewhere", "off_book", "unknown"]
    assert close(count).extra == 5


def test_a_count_never_brings_a_sold_piece_back_and_finds_a_lost_one(here):
    piece("SOLD", here)
    sell("SOLD", here, AT - timedelta(days=1))
    piece("LOST", here)
    shift("LOST", "LOSS", here, AT - timedelta(days=1), kind="missed")
    count = opened("C01")
    scan(count, "SOLD", "LOST")
    close(count)
    assert approve(count, reason="盘点找回").booked == 1

    assert dict(Piece.objects.values_list("tag", "state")) == {"SOLD": "sold", "LOST": "in_stock"}
    assert list(CountLine.objects.order_by("code").values_list("code", "is_booked")) == [
        ("LOST", True),
        ("SOLD", False),
    ]


def test_a_missing_piece_that_is_sold_before_the_approval_is_no_difference(here):
    piece("G1", here)
    count = opened()
    assert close(count).missing_cents == 2_450_000
    sell("G1", here, minute(35))
    assert approve(count).booked == 0
    assert Piece.objects.get().state == "sold"


def test_a_piece_in_the_wrong_tray_is_moved_where_it_was_seen(here):
    first, second = tray(here, "C01-1"), tray(here, "C01-2")
    piece("G1", here, place=first)
    piece("G2", here, place=second)
    count = opened("C01")
    assert scan(count, "G1", tray="C01-2") == ["misplaced"]
    assert scan(count, "G2", tray="C01") == ["found"], "a tray lies in its counter"
    assert verdicts(close(count)) == {"G1": "misplaced", "G2": "found"}
    approve(count, reason="放错盘")
    assert Piece.objects.get(tag="G1").place == second


def test_the_same_scans_twice_are_one_and_the_second_of_a_piece_is_already_counted(here):
    piece("G1", here)
    count = opened()
    one = scanned("G1", client_id=ident(1))
    first, again = record(count, one), record(count, one, at=minute(9))
    assert [each.answer for each in first + again] == ["found", "found"]
    assert record(count, scanned("G1", minute(3)))[0].answer == "already"
    assert CountScan.objects.count() == 2


def test_the_last_scan_can_be_taken_back_even_when_that_arrives_first(here):
    piece("G1", here)
    count = opened()
    record(count, scanned("", undoes=ident(1)), at=minute(2))
    assert record(count, scanned("G1", client_id=ident(1)), at=minute(3))[0].answer == "undone"
    assert verdicts(close(count)) == {"G1": "missing"}


def test_a_tablet_with_a_wrong_clock_counts_at_the_right_time(here):
    piece("G1", here)
    count = opened()
    late = timedelta(hours=3)
    record(count, scanned("G1", minute(5) + late), at=minute(6), sent_at=minute(6) + late)
    assert CountScan.objects.get().scanned_at == minute(5)


def test_two_counts_of_the_same_places_are_refused_and_of_others_are_not(here):
    tray(here, "C01-1")
    opened("C01")
    with pytest.raises(CountsOverlap) as refusal:
        opened("C01-1", name="再盘")
    assert refusal.value.facts["name"] == "早盘"
    with pytest.raises(CountsOverlap):
        opened(name="全店")
    opened("V01", name="金库")
    assert Stocktake.objects.count() == 2


def test_two_categories_of_one_counter_do_not_overlap(here):
    category("ring", "戒指")
    piece("G1", here)
    first = opened("C01", categories=("gold-bangle",))
    second = opened("C01", categories=("ring",), name="戒指")
    assert verdicts(close(first)) == {"G1": "missing"}
    assert verdicts(close(second)) == {}


def test_bulk_goods_are_judged_at_the_moment_of_their_count(here):
    beads = lot()
    request = services.BulkIn(store="S01", sku="BEAD-01", place="C01", quantity=40, weight_mg=20_000)
    services.receive_bulk(actor=CLERK, operation=key(), request=request, at=AT - timedelta(days=1))
    count = opened()
    scan(count, "BEAD-01", at=minute(2), quantity=38, weight_mg=19_000)
    services.receive_bulk(actor=CLERK, operation=key(), request=request, at=minute(5))
    found = close(count)
    assert [(each.verdict.value, each.quantity, each.weight_mg) for each in found.differences] == [("bulk", -2, -1_000)]
    approve(count, reason="散珠少两颗")
    held = BulkBalance.objects.get(lot=beads, place=place(here))
    assert (held.quantity, held.weight_mg) == (78, 39_000)


def test_who_counted_does_not_settle(here):
    piece("G1", here)
    piece("G2", here)
    count = opened()
    scan(count, "G1")
    close(count)
    with pytest.raises(CountedYourself):
        approve(count, who=actor(limits={"stocktake_cents": 10**9}))
    assert Piece.objects.filter(state="lost").count() == 0


def test_beyond_ones_limit_somebody_higher_settles(here):
    piece("G1", here)
    count = opened()
    close(count)
    with pytest.raises(ApprovalNeeded) as refusal:
        approve(count, who=boss(limits={"stocktake_cents": 2_449_999}))
    assert (refusal.value.facts["limit"], refusal.value.facts["wanted"]) == ("24,499.99", "24,500.00")
    assert approve(count, who=boss(limits={"stocktake_cents": 2_450_000})).booked == 1


def test_a_difference_may_be_left_and_needs_a_reason(here):
    piece("G1", here)
    count = opened()
    close(count)
    with pytest.raises(CountReasonMissing):
        approve(count, reason=" ")
    assert approve(count, ("G1", False, "在师傅处，明天带回"), reason="").left == 1
    assert Piece.objects.get().state == "in_stock"


def test_approving_checks_what_was_looked_at(here):
    piece("G1", here)
    count = opened()
    digest = close(count).digest
    scan(count, "G1", at=minute(31))
    with pytest.raises(CountChanged):
        approve(count, digest=digest)
    assert approve(count).booked == 0


def test_approving_twice_with_one_key_books_once(here):
    piece("G1", here)
    count = opened()
    close(count)
    operation = key(a=1)
    assert approve(count, operation=operation) == approve(count, operation=operation)
    assert PieceMovement.objects.filter(kind="missed").count() == 1


def test_each_step_at_its_time(here):
    piece("G1", here)
    count = opened()
    with pytest.raises(CountNotClosed):
        approve(count)
    close(count)
    with pytest.raises(CountNotOpen):
        close(count)
    approve(count)
    with pytest.raises(CountNotOpen):
        scan(count, "G1", at=minute(50))
    with pytest.raises(CountNotOpen):
        approve(count)


def test_calling_off_books_nothing_and_frees_the_scope(here):
    piece("G1", here)
    count = opened()
    services.cancel_stocktake(actor=boss(), operation=key(), stocktake_id=count, reason="选错柜", at=minute(3))
    assert Piece.objects.get().state == "in_stock"
    opened(name="重来")


def test_a_missing_piece_is_no_longer_kept_for_anybody(here):
    row = piece("G1", here)
    Reservation.objects.create(piece=row, holder="order:1", reserved_at=AT, expires_at=AT + timedelta(days=9))
    count = opened()
    close(count)
    approve(count)
    assert Reservation.objects.get().released_at == minute(40)


def test_another_store_is_neither_counted_nor_seen(here):
    there = store("S02", "湖滨店")
    theirs = opened(store="S02")
    stranger = actor(here.pk)
    for act in (lambda: scan_as(stranger, theirs), lambda: close(theirs, who=stranger)):
        with pytest.raises(CountUnknown):
            act()
    with pytest.raises(NotFound):
        opened(store="S02", name="别店", who=stranger)
    with pytest.raises(NotPermitted):
        opened(who=actor(permissions=[InventoryPermission.VIEW_PIECES]))
    assert there.pk


def scan_as(who, count):
    return record(count, scanned("G1"), who=who)


def test_a_batch_is_bounded_and_bulk_needs_amounts(here):
    lot()
    count = opened()
    with pytest.raises(Invalid):
        record(count, scanned("BEAD-01"))
    with pytest.raises(Invalid):
        services.record_scans(
            actor=CLERK, stocktake_id=count, batch=services.BatchIn(scans=(), sent_at=AT), at=minute(1)
        )
    assert CountScan.objects.count() == 0
