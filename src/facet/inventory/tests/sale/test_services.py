"""What a sale does to stock: lock, hold, hand over, take back."""

from datetime import timedelta

import pytest

from facet.inventory import selectors, services
from facet.inventory.errors import (
    PieceAlreadySold,
    PieceChanged,
    PieceElsewhere,
    PieceNotAvailable,
    PieceReserved,
    PieceUnknown,
    TransitionNotAllowed,
)
from facet.inventory.models import Piece, PieceMovement, PieceStone, Reservation
from facet.inventory.tests.factories import AT, actor, in_work, piece, place, store
from facet.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db


def locked(*tags):
    return in_work(lambda: services.lock_pieces(tags))


def sell(*tags, at=AT, store_id=None, holder=""):
    def use_case():
        pieces = services.lock_pieces(tags)
        services.issue_pieces(
            pieces,
            actor=actor(till_id=None),
            store_id=store_id or pieces[0].store_id,
            document="S01-1",
            at=at,
            holder=holder,
        )

    in_work(use_case)


def nothing_moved(tag="G1"):
    row = Piece.objects.get(tag=tag)
    return row.sequence == row.movements.count() and not row.movements.filter(document="S01-1").exists()


def test_lock_pieces_gives_every_fact_in_the_order_asked(django_assert_num_queries):
    here = store()
    second, first = piece("G2", here), piece("G1", here, price_basis="components")
    PieceStone.objects.create(piece=first, line_no=1, kind="diamond", carat_mct=500, price_cents_per_ct=1_000_000)
    PieceStone.objects.create(piece=first, line_no=2, kind="zircon", carat_mct=100)

    def use_case():
        with django_assert_num_queries(2):  # pieces, and stones because one is priced by components
            return services.lock_pieces(["g1 ", "G2", "G1"])

    found = in_work(use_case)

    assert [(each.id, each.tag) for each in found] == [(first.pk, "G1"), (second.pk, "G2")]
    assert found[0].stones == ((500, 1_000_000),)
    assert found[1].stones == ()
    assert (found[0].weight_mg, found[0].labour_kind, found[0].labour_value) == (28360, "per_gram", 3800)
    assert (found[0].store_id, found[0].place_id, found[0].sequence) == (here.pk, place(here).pk, 1)
    assert found[0].customer_place_id == place(here, "CUSTOMER").pk
    assert found[0].reserved_by is None
    assert found[0].in_stock


def test_lock_pieces_of_nothing_asks_nothing(django_assert_num_queries):
    def use_case():
        with django_assert_num_queries(0):
            return services.lock_pieces([])

    assert in_work(use_case) == []


def test_lock_pieces_with_an_unknown_tag_names_it():
    piece("G1")
    with pytest.raises(PieceUnknown) as refusal:
        locked("G1", "G9")
    assert refusal.value.facts["tag"] == "G9"


def test_issue_pieces_hands_over_with_movement_and_place():
    here = store()
    piece("G1", here)
    sell("G1")

    row = Piece.objects.get(tag="G1")
    assert (row.state, row.place, row.store, row.sequence) == ("sold", place(here, "CUSTOMER"), here, 2)
    last = PieceMovement.objects.get(piece=row, sequence=2)
    assert (last.kind, last.from_state, last.to_state) == ("sold", "in_stock", "sold")
    assert (last.from_place, last.to_place, last.store) == (place(here), place(here, "CUSTOMER"), here)
    assert (last.document, last.actor_key, last.actor_name, last.via, last.at) == (
        "S01-1",
        "staff:7",
        "周晓敏",
        "web",
        AT,
    )


def test_issue_pieces_costs_two_statements_for_one_and_for_three(django_assert_num_queries):
    here = store()
    for number in range(4):
        piece(f"G{number}", here)

    def use_case(tags):
        pieces = services.lock_pieces(tags)
        with django_assert_num_queries(2):
            services.issue_pieces(pieces, actor=actor(), store_id=here.pk, document="S01-1", at=AT)

    in_work(lambda: use_case(["G0"]))
    in_work(lambda: use_case(["G1", "G2", "G3"]))
    assert Piece.objects.filter(state="sold").count() == 4


def test_issue_pieces_of_nothing_does_nothing(django_assert_num_queries):
    def use_case():
        with django_assert_num_queries(0):
            services.issue_pieces([], actor=actor(), store_id=1, document="", at=AT)

    in_work(use_case)


def test_issue_pieces_twice_says_where_and_when_it_was_sold():
    piece("G1", store())
    sell("G1")
    with pytest.raises(PieceAlreadySold) as refusal:
        sell("G1", at=AT + timedelta(hours=1))

    assert refusal.value.facts == {
        "tag": "G1", "state": "sold", "store": "解放路店", "since": "2026-11-21 14:30",
        "since_at": AT.isoformat(),
    }  # fmt: skip
    assert str(refusal.value) == "G1 was already sold in 解放路店 at 2026-11-21 14:30."
    assert Piece.objects.get().sequence == 2


def test_issue_pieces_with_one_lost_piece_sells_none():
    here = store()
    piece("G1", here)
    piece("G2", here, state="lost")
    with pytest.raises(PieceNotAvailable) as refusal:
        sell("G1", "G2")
    assert refusal.value.facts["state"] == "lost"
    assert nothing_moved("G1")
    assert nothing_moved("G2")


def test_issue_pieces_of_another_store_is_refused():
    here, there = store(), store("S02", "湖滨店")
    piece("G1", there)
    with pytest.raises(PieceElsewhere) as refusal:
        sell("G1", store_id=here.pk)
    assert refusal.value.facts["store"] == "湖滨店"
    assert nothing_moved()


def test_issue_pieces_read_before_somebody_else_moved_them_is_refused():
    here = store()
    piece("G1", here)
    old = locked("G1")
    Piece.objects.update(sequence=5)

    with pytest.raises(PieceChanged):
        in_work(lambda: services.issue_pieces(old, actor=actor(), store_id=here.pk, document="S01-1", at=AT))
    assert not PieceMovement.objects.filter(kind="sold").exists()


def test_issue_pieces_held_by_another_basket_is_refused_until_the_hold_ends():
    piece("G1", store())
    until = AT + timedelta(minutes=15)
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=until, at=AT, label="3 号柜平板"))

    with pytest.raises(PieceReserved) as refusal:
        sell("G1", holder="basket:2")
    assert refusal.value.facts == {"tag": "G1", "holder": "3 号柜平板", "until": "2026-11-21 14:45"}
    assert nothing_moved()

    sell("G1", holder="basket:2", at=until)
    assert Reservation.objects.get().released_at == until


def test_issue_pieces_of_ones_own_hold_releases_it():
    piece("G1", store())
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=AT + timedelta(minutes=15), at=AT))
    sell("G1", holder="basket:1", at=AT + timedelta(minutes=5))
    assert Reservation.objects.get().released_at == AT + timedelta(minutes=5)


def test_reserve_pieces_again_prolongs_and_a_stranger_waits_for_the_end():
    here = store()
    piece("G1", here)
    soon, late = AT + timedelta(minutes=15), AT + timedelta(minutes=30)
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=soon, at=AT))
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=late, at=AT, store_id=here.pk))
    assert Reservation.objects.filter(released_at=None).get().expires_at == late

    with pytest.raises(PieceReserved):
        in_work(lambda: services.reserve_pieces(["G1"], holder="basket:2", until=late, at=soon))
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:2", until=late + timedelta(minutes=9), at=late))
    assert Reservation.objects.filter(released_at=None).get().holder == "basket:2"


def test_reserve_pieces_that_are_sold_or_elsewhere_is_refused():
    here, there = store(), store("S02", "湖滨店")
    piece("G1", here, state="sold")
    piece("G2", there)
    with pytest.raises(PieceAlreadySold):
        in_work(lambda: services.reserve_pieces(["G1"], holder="b", until=AT + timedelta(hours=1), at=AT))
    with pytest.raises(PieceElsewhere):
        in_work(
            lambda: services.reserve_pieces(["G2"], holder="b", until=AT + timedelta(hours=1), at=AT, store_id=here.pk)
        )
    assert not Reservation.objects.exists()


def test_release_ends_all_holds_of_one_holder_or_those_named():
    here = store()
    for tag in ("G1", "G2", "G3"):
        piece(tag, here)
    until = AT + timedelta(minutes=15)
    in_work(lambda: services.reserve_pieces(["G1", "G2"], holder="basket:1", until=until, at=AT))
    in_work(lambda: services.reserve_pieces(["G3"], holder="basket:2", until=until, at=AT))

    assert in_work(lambda: services.release("basket:1", at=AT, tags=["G1"])) == 1
    assert in_work(lambda: services.release("basket:1", at=AT)) == 1
    assert list(Reservation.objects.filter(released_at=None).values_list("piece__tag", flat=True)) == ["G3"]


def test_return_pieces_puts_them_back_where_the_store_takes_in():
    here, there = store(), store("S02", "湖滨店")
    piece("G1", here)
    sell("G1")
    in_work(
        lambda: services.return_pieces(
            services.lock_pieces(["G1"]), actor=actor(), store_id=there.pk, document="R-9", at=AT, reason="质量问题"
        )
    )
    row = Piece.objects.get()
    assert (row.state, row.place, row.store, row.sequence) == ("in_stock", place(there), there, 3)
    assert row.movements.get(sequence=3).reason == "质量问题"


def test_return_pieces_that_were_not_sold_is_refused():
    here = store()
    piece("G1", here)
    with pytest.raises(TransitionNotAllowed):
        in_work(
            lambda: services.return_pieces(
                services.lock_pieces(["G1"]), actor=actor(), store_id=here.pk, document="S01-1", at=AT
            )
        )
    assert nothing_moved()
    in_work(lambda: services.return_pieces([], actor=actor(), store_id=here.pk, document="", at=AT))


def test_steps_refuse_to_run_outside_a_use_case():
    with pytest.raises(RuntimeError, match="unit of work"):
        services.lock_pieces(["G1"])


def test_pieces_for_sale_reads_without_locking_and_only_for_those_who_may(django_assert_num_queries):
    here = store()
    for tag in ("G1", "G2", "G3"):
        piece(tag, here)
    with django_assert_num_queries(1):
        assert [each.tag for each in selectors.pieces_for_sale(actor(here.pk), ["G1"])] == ["G1"]
    with django_assert_num_queries(1):
        assert len(selectors.pieces_for_sale(actor(here.pk), ["G1", "G2", "G3"])) == 3
    with pytest.raises(NotPermitted):
        selectors.pieces_for_sale(actor(permissions=()), ["G1"])
