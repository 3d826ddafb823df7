"""What a store should have: judged, told once, measured, filled from where there is more."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.apps import apps

from facet.inventory import selectors, services
from facet.inventory.models import Piece, StockLimit, StockShortage, Transfer
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.minimum import Level, days_short, is_due, level, wanted
from facet.inventory.selectors import StockQuery
from facet.inventory.services import MinimumIn
from facet.inventory.tests.factories import AT, actor, bearer, board, category, lot, person, piece, store
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import house

ON = date(2026, 11, 21)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("pieces", "least", "most", "said", "more"),
    [(0, 2, 6, "out", 4), (1, 2, 6, "low", 3), (2, 2, 6, "fine", 0), (6, 2, 6, "fine", 0), (7, 2, 6, "over", 0),
     (0, 0, None, "fine", 0), (1, 3, None, "low", 2)],
)  # fmt: skip
def test_level_and_what_should_come(pieces, least, most, said, more):
    assert (level(pieces, least=least, most=most), wanted(pieces, least=least, most=most)) == (Level(said), more)


def test_days_without_are_full_days_inside_the_window():
    spans = [(AT - 100 * DAY, AT - 88 * DAY), (AT - 10 * DAY, AT - 8 * DAY), (AT - DAY * 3, None)]
    assert days_short(spans, since=AT - 90 * DAY, at=AT) == 2 + 2 + 3
    assert (is_due(ON, ON), is_due(ON + DAY, ON), is_due(None, ON)) == (True, False, False)


@pytest.fixture
def here(db):
    category()
    return store()


def set_least(least, most=None, who=None, **facts):
    wish = MinimumIn(
        **{"store": "S01", "kind": "category", "code": "gold-bangle", "least": least, "most": most} | facts
    )
    return services.set_minimum(actor=who or actor(), minimum=wish, at=AT)


def watch(at=AT):
    return services.watch_minimums(actor=house("test"), at=at, on=at.date())


def todos():
    return apps.get_model("organisation", "Task").objects.filter(done_at=None)


def test_a_shortage_begins_once_tells_once_and_ends(here):
    limit = set_least(2)
    piece("G1", here)
    assert (watch(), watch()) == (1, 1)
    assert list(StockShortage.objects.values_list("kind", "pieces_at_start")) == [("low", 1)]
    [task] = todos()
    assert (task.store, task.url, task.facts["pieces"]) == (here, f"/inventory/transfers/ask/?limit={limit}", 1)
    Piece.objects.update(state="sold")
    watch(AT + DAY)
    assert StockShortage.objects.filter(kind="out", ended_at=None).count() == 1
    Piece.objects.update(state="in_stock")
    piece("G2", here)
    assert watch(AT + 3 * DAY) == 0
    assert (todos().count(), StockShortage.objects.filter(ended_at=None).count()) == (0, 0)
    [row] = selectors.list_minimums(actor(), at=AT + 4 * DAY, on=ON)
    assert (row.level, row.days_out) == ("fine", 2)
    Piece.objects.update(state="sold")
    watch(AT + 5 * DAY)
    assert todos().count() == 1


def test_a_warning_date_opens_a_to_do_whatever_the_stock(here):
    set_least(0, warn_on=ON)
    watch()
    watch()
    assert [task.facts["least"] for task in todos()] == [0]


def test_the_source_is_who_has_most_to_spare_and_its_oldest_pieces(here):
    near, far = store("S02", "湖滨店"), store("S03", "武林店")
    limit = set_least(3)
    for number in range(3):
        piece(f"N{number}", near)
    for number in range(5):
        piece(f"F{number}", far, received_at=AT - timedelta(days=number))
    set_least(4, store="S03")
    services_reserved(far, "N2")

    found = selectors.source_for(actor(), limit, at=AT, on=ON)
    assert (found.store_code, found.tags) == ("S02", ("N0", "N1"))


def services_reserved(_far, tag):
    from facet.inventory.tests.factories import in_work

    in_work(lambda: services.reserve_pieces([tag], holder="basket:1", until=AT + DAY, at=AT))


def test_refused_forbidden_and_another_stores(here):
    other = store("S02", "湖滨店")
    with pytest.raises(Invalid):
        set_least(5, most=3)
    with pytest.raises(Invalid):
        set_least(0)
    with pytest.raises(NotFound):
        set_least(1, kind="style", code="NONE")
    with pytest.raises(NotFound):
        set_least(1, who=actor(other.pk))
    with pytest.raises(NotPermitted):
        set_least(1, who=actor(permissions=[InventoryPermission.VIEW_PIECES]))
    limit = set_least(1)
    with pytest.raises(NotFound):
        services.end_minimum(actor=actor(other.pk), limit_id=limit, at=AT)
    assert StockLimit.objects.filter(is_open=True).count() == 1
    services.end_minimum(actor=actor(), limit_id=limit, at=AT)
    assert selectors.list_minimums(actor(), at=AT, on=ON) == []


@pytest.mark.parametrize("count", [1, 3])
def test_minimums_are_read_in_five_queries(here, django_assert_num_queries, count):
    for number in range(count):
        lot(f"BEAD-{number}")
        set_least(1, kind="lot", code=f"BEAD-{number}")
    with django_assert_num_queries(5):
        rows = selectors.list_minimums(actor(), at=AT, on=ON)
    assert [row.level for row in rows] == ["out"] * count


def test_find_stock_by_bands(here, django_assert_num_queries):
    board(here)
    piece("G1", here)
    piece("G2", here, net_weight_mg=4_000, received_at=AT - timedelta(days=200), cost_cents=None)
    piece("G3", here, price_basis="fixed", tag_price_cents=480_000)
    with django_assert_num_queries(3):
        cells = selectors.find_stock(actor(), StockQuery(by=("weight", "age")), at=AT)
    assert [(cell.keys, cell.pieces, cell.net_weight_mg, cell.board_cents, cell.cost_cents) for cell in cells] == [
        (("20_to_50", "30_to_90"), 2, 56_720, 2_779_280 + 480_000, 4_900_000),
        (("2_to_5", "180_to_365"), 1, 4_000, 392_000, 0),
    ]  # fmt: skip
    blind = selectors.find_stock(actor(switches=()), StockQuery(by=("store", "price")), at=AT)
    assert [(cell.keys, cell.cost_cents) for cell in blind] == [(("S01", ""), None), (("S01", "3000_to_5000"), None)]
    with pytest.raises(Invalid):
        selectors.find_stock(actor(), StockQuery(by=("moon",)), at=AT)


def test_screens_and_the_one_click_request(client, here):
    other = store("S02", "湖滨店")
    limit = set_least(1)
    piece("G9", other)
    client.force_login(person(home=here, switches=("cost",)))
    assert b"gold-bangle" in client.get("/inventory/minimums/").content
    assert client.get("/inventory/minimums/?only=over").status_code == 200
    assert client.get("/inventory/stock/bands/?rows=price&columns=age&measure=cost").status_code == 200
    assert client.get("/inventory/stock/bands/?rows=store&columns=store").status_code == 200
    page = client.get(f"/inventory/transfers/ask/?limit={limit}").content.decode()
    assert "G9" in page
    body = {"operation_id": uuid4(), "from_store": "S02", "to_store": "S01", "tags": "G9"}
    assert client.post("/inventory/transfers/ask/", body).status_code == 302
    assert Transfer.objects.get().from_store == other
    form = {"store": "S01", "kind": "category", "code": "gold-bangle", "least": "3", "most": "2"}
    assert client.post("/inventory/minimums/new/", form).status_code == 422
    assert client.post("/inventory/minimums/new/", form | {"most": "9"}).status_code == 302
    assert client.post(f"/inventory/minimums/{limit}/end/").status_code == 302
    client.force_login(person(InventoryPermission.VIEW_PIECES, home=here))
    assert client.get("/inventory/minimums/").status_code == 403
    assert client.get("/inventory/stock/bands/?measure=cost").status_code == 200


def test_programs_find_stock_and_set_minimums(client, here):
    piece("G1", here)
    cells = client.get("/api/v1/stock/find?by=category,store", headers=bearer()).json()
    assert (cells[0]["keys"], cells[0]["pieces"], cells[0]["cost_cents"]) == (["gold-bangle", "S01"], 1, None)
    assert client.get("/api/v1/stock/find?by=moon", headers=bearer()).status_code == 422
    body = {"store": "S01", "kind": "category", "code": "gold-bangle", "least": 2, "warn_on": "2026-12-01"}
    made = client.post("/api/v1/stock/minimums", body, content_type="application/json", headers=bearer())
    assert made.status_code == 201
    [row] = client.get("/api/v1/stock/minimums?level=low", headers=bearer()).json()
    assert (row["pieces"], row["wanted"], row["warn_on"]) == (1, 1, "2026-12-01")
    forbidden = client.post(
        "/api/v1/stock/minimums", body, content_type="application/json", headers=bearer("inventory.view_pieces")
    )
    assert forbidden.status_code == 403
