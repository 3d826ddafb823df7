"""What can be read about pieces, by whom, and at what cost in statements."""

from datetime import timedelta

import pytest

from facet.inventory import selectors, services
from facet.inventory.errors import PieceUnknown
from facet.inventory.models import Certificate, CostPart, PieceMetal, PieceName, PiecePhoto, PieceStone
from facet.inventory.rules.papers import check_url
from facet.inventory.rules.pictures import stand_in
from facet.inventory.selectors.reach import private_stores
from facet.inventory.selectors.search import newest_pieces
from facet.inventory.tests.factories import AT, actor, board, in_work, lot, piece, place, store
from facet.kernel import registry
from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import EVERYWHERE, Actor, Reach, house

pytestmark = pytest.mark.django_db


def ring(tag="D1", at=None, **facts):
    row = piece(
        tag, at, **{"price_basis": "fixed", "tag_price_cents": 1_280_000, "form": "ring", "fineness_e4": 7_500, **facts}
    )
    PieceStone.objects.create(piece=row, line_no=1, kind="diamond", carat_mct=360, count=18)
    PieceStone.objects.create(piece=row, line_no=2, kind="diamond", carat_mct=500, is_main=True, clarity="VS1")
    Certificate.objects.create(piece=row, lab="GIA", number=f"22{tag}")
    return row


def sold(tag, here):
    in_work(
        lambda: services.issue_pieces(
            services.lock_pieces([tag]), actor=actor(), store_id=here.pk, document="S01-77", at=AT
        )
    )


def test_piece_card_is_the_chains_and_shows_cost_by_right_only():
    here, there = store(), store("S02", "湖滨店")
    ring("D1", here, cost_cents=750_000, place=place(here, "V01"))

    card = selectors.piece_card(actor(there.pk), " d1")
    assert (card.store_name, card.place_code, card.state_word) == ("解放路店", "V01", "in stock")
    assert (card.carat_mct, card.main_stone.clarity, card.certificates) == (860, "VS1", (("GIA", "22D1"),))
    assert (card.picture, card.price_group_id) == ("inventory/pieces/ring.svg", here.price_group_id)
    assert card.cost_cents is None
    assert selectors.piece_card(actor(here.pk), "D1").cost_cents == 750_000
    assert selectors.piece_card(actor(here.pk, switches=()), "D1").cost_cents is None


def test_piece_card_shows_the_hold_on_the_piece():
    piece("G1", store())
    until = AT + timedelta(minutes=30)
    in_work(lambda: services.reserve_pieces(["G1"], holder="basket:1", until=until, at=AT))
    assert selectors.piece_card(actor(), "G1").reserved_until == until


def test_find_pieces_gives_one_or_none_and_piece_card_refuses(django_assert_num_queries):
    ring("D1", store())
    with django_assert_num_queries(3):
        assert [card.tag for card in selectors.find_pieces(actor(), "d1")] == ["D1"]
    with django_assert_num_queries(1):
        assert selectors.find_pieces(actor(), "D9") == []
    with pytest.raises(PieceUnknown):
        selectors.piece_card(actor(), "D9")
    with pytest.raises(NotPermitted):
        selectors.find_pieces(actor(permissions=()), "D1")


def test_where_is_finds_by_tag_chip_and_certificate_and_says_what_became_of_it():
    here = store()
    ring("D1", here, epc="E28011")
    sold("D1", here)
    for code in ("d1", "e28011", "22d1"):
        [found] = selectors.where_is(actor(here.pk), code).pieces
        assert (found.card.tag, found.card.state_word, found.movement, found.at) == ("D1", "sold", "sold", AT)
        assert (found.document, found.actor_name, found.time_zone) == ("S01-77", "周晓敏", "Asia/Shanghai")
    away = selectors.where_is(actor(store("S02", "湖滨店").pk), "D1").pieces[0]
    assert (away.card.store_name, away.document, away.actor_name) == ("解放路店", "", "")


def test_documents_are_named_by_the_domain_that_writes_them(monkeypatch):
    here = store()
    piece("G1", here)
    in_work(
        lambda: services.issue_pieces(
            services.lock_pieces(["G1"]), actor=actor(), store_id=here.pk, document="test.sale:7", at=AT
        )
    )
    assert selectors.where_is(actor(), "G1").pieces[0].document == ""
    monkeypatch.setitem(
        registry._slots, "document", {"test.sale": lambda viewer, keys: {"7": ("S01-0007", "/sale/7/")}}
    )
    assert selectors.where_is(actor(), "G1").pieces[0].document == "S01-0007"
    moved = selectors.piece_page(actor(), "G1", at=AT).movements
    assert [(each.document, each.document_url) for each in moved] == [("S01-0007", "/sale/7/"), ("R-1", "")]


def test_where_is_costs_the_same_for_one_and_for_three(django_assert_num_queries):
    here = store()
    for number in range(3):
        row = piece(f"G{number}", here)
        Certificate.objects.create(piece=row, lab=f"LAB{number}", number="77")
        ring(f"D{number}", here)
    with django_assert_num_queries(4):
        assert len(selectors.where_is(actor(), "D1").pieces) == 1
    with django_assert_num_queries(4):
        assert len(selectors.where_is(actor(), "77").pieces) == 3


def test_where_is_of_a_lot_lists_its_places_and_of_nonsense_nothing(django_assert_num_queries):
    here = store()
    beads = lot()
    account = beads.balances.create(place=place(here, "V01"), store=here, quantity=40, weight_mg=52_800)
    beads.balances.create(place=place(here), store=here)
    with django_assert_num_queries(3):
        found = selectors.where_is(actor(), "bead-01")
    assert found.known
    assert found.lots[0].places == (("解放路店", "Vault", account.quantity, account.weight_mg),)
    assert not selectors.where_is(actor(), "nothing").known
    assert not selectors.where_is(actor(), "  ").known
    with pytest.raises(NotPermitted):
        selectors.where_is(actor(permissions=()), "D1")


def test_piece_page_holds_everything_in_twelve_statements(django_assert_num_queries):
    here = store()
    board(here)
    row = ring("D1", here, price_basis="components", tag_price_cents=None, labour_kind="per_piece", labour_value=45_000,
               net_weight_mg=5_508, gross_weight_mg=5_680, engraving="永结同心", note="样品")  # fmt: skip
    PieceStone.objects.filter(line_no=2).update(price_cents_per_ct=2_000_000)
    CostPart.objects.create(piece=row, kind="stones", cents=405_000)
    CostPart.objects.create(piece=row, kind="metal", cents=300_000)
    PieceMetal.objects.create(piece=row, line_no=1, metal="gold", fineness_e4=7_500, weight_mg=5_508)
    PiecePhoto.objects.create(piece=row, sha256="a" * 64, width=8, height=8, added_at=AT, added_by_name="x")
    with django_assert_num_queries(12):
        page = selectors.piece_page(actor(here.pk), "D1", at=AT)

    assert page.price.net_cents == 539_000 + 1_000_000 + 45_000
    assert page.costs == (("Metal", 300_000), ("Stones", 405_000))
    assert (page.engraving, page.note, page.photos) == ("永结同心", "样品", ("a" * 64,))
    assert [each.weight_mg for each in page.metals] == [5_508]
    assert page.papers[0].check_url == "https://www.gia.edu/report-check?reportno=22D1"
    assert [(each.word, each.from_place, each.to_place) for each in page.movements] == [
        ("Received into stock", "", "C01")
    ]
    assert "sold" in page.possible


def test_piece_page_out_of_reach_shows_the_public_part_only():
    here, there = store(), store("S02", "湖滨店")
    ring("D1", here, note="样品", batch="26-01")
    page = selectors.piece_page(actor(there.pk), "D1", at=AT)
    assert (page.private, page.note, page.batch, page.costs) == (False, "", "", None)
    assert (page.movements, page.tag_prices) == ((), ())
    assert page.price.net_cents == 1_280_000


def test_todays_prices_leave_out_what_the_board_does_not_know(django_assert_num_queries):
    here = store()
    piece("G1", here)
    ring("D1", here)
    cards = [selectors.piece_card(actor(), tag) for tag in ("G1", "D1")]
    with django_assert_num_queries(1):
        assert list(selectors.todays_prices(cards, at=AT)) == ["D1"]
    board(here)
    assert selectors.todays_prices(cards, at=AT)["G1"].net_cents == 2_779_280 + 107_768


def test_price_trend_follows_the_board_and_the_tag(django_assert_num_queries):
    here = store()
    piece("G1", here, received_at=AT - timedelta(days=3))
    for days_ago, cents in ((9, 97_000), (1, 98_000)):
        board(here, cents, at=AT - timedelta(days=days_ago))
    card = selectors.piece_card(actor(), "G1")
    with django_assert_num_queries(4):
        found = selectors.price_trend(actor(), card, days=30, at=AT)
    before, after = 2_750_920 + 107_768, 2_779_280 + 107_768
    assert [(day.on.day, day.price_cents, day.changed) for day in found] == [
        (18, before, False), (19, before, False), (20, after, True), (21, after, False),
    ]  # fmt: skip
    change = services.PriceChange(price_basis="fixed", tag_price_cents=3_000_000, reason="收藏款")
    services.reprice_piece(actor=actor(), tag="G1", change=change, at=AT)
    found = selectors.price_trend(actor(), selectors.piece_card(actor(), "G1"), days=2, at=AT)
    assert [day.price_cents for day in found] == [after, 3_000_000]


def test_price_trend_of_a_fixed_price_asks_no_board(django_assert_num_queries):
    here = store()
    ring("D1", here, price_item=None)
    card = selectors.piece_card(actor(), "D1")
    with django_assert_num_queries(2):
        found = selectors.price_trend(actor(), card, days=90, at=AT)
    assert {day.price_cents for day in found} == {1_280_000}
    assert len(found) == 31
    with pytest.raises(NotPermitted):
        selectors.price_trend(actor(permissions=()), card, days=90, at=AT)


def test_price_trend_of_components_without_a_board_price_is_unknown():
    here = store()
    row = ring("D1", here, price_basis="components", tag_price_cents=None, received_at=AT)
    PieceStone.objects.filter(piece=row).update(price_cents_per_ct=1_000_000)
    card = selectors.piece_card(actor(), "D1")
    assert [day.price_cents for day in selectors.price_trend(actor(), card, days=30, at=AT)] == [None]
    board(here)
    [day] = selectors.price_trend(actor(), card, days=30, at=AT)
    assert day.price_cents == 2_779_280 + 360_000 + 500_000 + 107_768


def hits(text, here, **who):
    return [hit.tag for hit in selectors.search_pieces(actor(**who), text, store_id=here.pk)]


def test_search_pieces_by_the_beginning_of_a_tag_then_by_name(django_assert_num_queries):
    here, there = store(), store("S02", "湖滨店")
    PieceName.objects.create(name="足金手镯", name_en="Fine gold bangle", sounds="zujinshouzhuo zjsz")
    PieceName.objects.create(name="18K金戒指", name_en="18K gold ring", sounds="18kjinjiezhi 18kjjz")
    piece("G26-1", here)
    piece("G26-2", here, state="sold")
    piece("G26-3", there)
    piece("D1", here, legal_name="18K金戒指")
    with django_assert_num_queries(1):
        assert hits("g26-", here) == ["G26-1"]
    with django_assert_num_queries(2):
        assert hits("手镯", here) == ["G26-1"]
    for text in ("zjsz", "ZUJIN", "Bangle", "足金"):
        assert hits(text, here) == ["G26-1"], text
    assert hits("18K", here) == ["D1"]
    assert hits("G", here) == []
    assert hits("没有", here) == []
    with pytest.raises(NotPermitted):
        hits("G26", here, permissions=())


def test_search_pieces_gives_at_most_eight():
    here = store()
    for number in range(11):
        piece(f"G{number:02}", here)
    PieceName.objects.create(name="足金手镯", sounds="zujinshouzhuo zjsz")
    assert len(hits("G0", here)) == 8
    assert len(hits("手镯", here)) == 8


@pytest.mark.parametrize(
    ("form", "metal", "drawing"), [("bangle", "gold", "goldring"), ("bangle", "", "bangle"), ("ring", "silver", "ring")]
)
def test_stand_in_tells_gold_from_jade_and_silver(form, metal, drawing):
    fineness = 9_990 if metal else 0
    assert stand_in(form, metal=metal, fineness_e4=fineness) == f"inventory/pieces/{drawing}.svg"


def worker(home, *stores, **facts):
    """Somebody of a store who sees the chain's cards and works with the goods of some stores."""
    grants = {"inventory.view_pieces": EVERYWHERE, "inventory.move_pieces": Reach(frozenset(row.pk for row in stores))}
    return Actor(key="staff:9", name="店长", grants=grants, switches=frozenset({"cost"}), store_id=home.pk, **facts)


def test_people_of_a_store_see_the_cards_of_all_and_the_rest_of_their_own():
    here, there = store(), store("S02", "湖滨店")
    piece("G1", here)
    piece("G2", there)
    manager, area = worker(here, here), worker(here, here, there)
    assert [page.private for page in (selectors.piece_page(manager, tag, at=AT) for tag in ("G1", "G2"))] == [
        True,
        False,
    ]
    assert [selectors.piece_card(manager, tag).cost_cents for tag in ("G1", "G2")] == [2_450_000, None]
    assert selectors.piece_card(area, "G2").cost_cents == 2_450_000
    rows = selectors.pieces_queryset(manager).order_by("tag")
    assert [(row.tag, row.shown_cost) for row in rows] == [("G1", 2_450_000), ("G2", None)]
    assert [row.piece.tag for row in selectors.movements_queryset(manager)] == ["G1"]
    assert [each.amount.cost_cents for each in selectors.stock_by_store(manager, at=AT)] == [2_450_000, None]
    assert [row.shown_cost for row in selectors.pieces_queryset(actor(switches=()))] == [None, None]


def test_people_of_a_store_who_work_for_the_chain_see_all_and_for_less_than_they_see_less():
    here, there = store(), store("S02", "湖滨店")
    chain = {"inventory.view_pieces": EVERYWHERE, "inventory.manage_pieces": EVERYWHERE}
    assert private_stores(Actor(key="x", name="x", grants=chain, store_id=here.pk)) is None
    narrow = {"inventory.view_pieces": Reach(frozenset({there.pk}))}
    assert private_stores(Actor(key="x", name="x", grants=narrow, store_id=here.pk)) == frozenset()
    assert private_stores(Actor(key="x", name="x", grants=narrow)) == frozenset({there.pk})
    assert private_stores(house("test")) is None


@pytest.mark.parametrize(
    ("form", "fineness", "drawing"),
    [
        ("ring", 7_500, "ring"),
        ("ring", 9_990, "goldring"),
        ("stud", 9_990, "earrings"),
        ("spoon", 0, "mark"),
        ("", 0, "mark"),
    ],
)
def test_stand_in_shows_the_kind_of_piece(form, fineness, drawing):
    assert stand_in(form, fineness_e4=fineness) == f"inventory/pieces/{drawing}.svg"


def test_check_url_is_the_laboratorys_own_or_none():
    assert check_url("igi", "LG 5/1") == "https://www.igi.org/verify-your-report/?r=LG%205%2F1"
    assert check_url("NGTC", "1") == ""


def test_pieces_queryset_is_limited_to_the_reach():
    here, there = store(), store("S02", "湖滨店")
    piece("G1", here)
    piece("G2", there)
    assert [row.tag for row in selectors.pieces_queryset(actor(here.pk))] == ["G1"]
    assert selectors.pieces_queryset(actor()).count() == 2
    assert not selectors.pieces_queryset(actor(permissions=())).exists()
    assert [row.piece.tag for row in selectors.movements_queryset(actor(there.pk))] == ["G2"]
    assert selectors.movements_queryset(actor()).count() == 2


def test_newest_pieces_are_the_stores_own_in_stock(django_assert_num_queries):
    here, there = store(), store("S02", "湖滨店")
    for number in range(6):
        piece(f"G{number}", here, received_at=AT - timedelta(days=number))
    piece("G7", there)
    piece("G8", here, state="sold", received_at=AT)
    with django_assert_num_queries(1):
        found = newest_pieces(actor(), store_id=here.pk, most=3)
    assert [hit.tag for hit in found] == ["G0", "G1", "G2"]
    with pytest.raises(NotPermitted):
        newest_pieces(actor(permissions=()), store_id=here.pk)
