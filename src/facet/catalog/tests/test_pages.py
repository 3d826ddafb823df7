"""The catalogue's other pages: the tree, styles, reference data, trade prices."""

import pytest

from facet.catalog import selectors, services
from facet.catalog.models import MarketPrice, Purity, Style
from facet.catalog.tests import factories
from facet.catalog.tests.board.test_web import sign_in
from facet.catalog.tests.factories import NOON
from facet.kernel.permissions import house

pytestmark = pytest.mark.django_db

PAGES = [
    "trend",
    "trend?series=diamond&days=30",
    "trend/sources",
    "categories",
    "trend/sources?series=gold&days_from=2026-02-01&days_to=2026-02-28",
    "board/history?days_from=2026-02-01&days_to=2026-02-28&by=陈",
    "categories?show=all",
    "styles",
    "styles?category=gold-heritage&craft=heritage&state=used",
    "styles?state=withdrawn",
    "styles/K1",
    "dictionaries",
    "dictionaries?kind=ring_size",
    "purities",
    "board/lines",
]
FORMS = [
    "categories/new?parent=gold",
    "categories/new",
    "categories/gold-heritage",
    "styles/new",
    "styles/K1/change",
    "dictionaries/gem/new",
    "dictionaries/ring_size/12",
    "purities/new",
    "board/lines/new",
    "board/lines/AU750",
]


@pytest.fixture
def catalogue(db):
    services.install_catalog(actor=house("tests"), at=NOON)
    request = services.StyleRequest(name="竹节手镯", category="gold-heritage", form="bangle", price_item="AU999")
    services.create_style(actor=house("tests"), code="K1", request=request, at=NOON)


@pytest.fixture
def buyer(client, catalogue):
    sign_in(client, "catalog.view_catalog", "catalog.manage_catalog", "catalog.set_board_price")
    return client


@pytest.mark.parametrize("path", PAGES + FORMS)
def test_pages_open(buyer, path):
    assert buyer.get(f"/catalog/{path}").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_pages_need_the_right_to_look(client, catalogue, path):
    sign_in(client)

    assert client.get(f"/catalog/{path}").status_code == 403


@pytest.mark.parametrize("path", FORMS)
def test_forms_need_the_right_to_change(client, catalogue, path):
    sign_in(client, "catalog.view_catalog")

    assert client.get(f"/catalog/{path}").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["categories/none", "styles/none", "styles/none/change", "dictionaries/gem/none", "dictionaries/none/new"]
    + ["board/lines/none", "purities/0/end"],
)
def test_unknown_rows_are_not_found(buyer, path):
    assert buyer.get(f"/catalog/{path}").status_code == 404


CATEGORY = {
    "name": "腕表",
    "name_en": "Watches",
    "points_class": "other",
    "price_basis": "fixed",
    "labour_kind": "per_gram",
    "labour_value": "",
    "loss_bp": "0",
    "target_margin_bp": "30",
    "tax_class": "general",
    "icon": "clock",
}


def test_category_grown_changed_moved_withdrawn(buyer):
    grown = buyer.post("/catalog/categories/new?parent=extra", CATEGORY | {"code": "watch"})
    assert (grown.status_code, grown.url) == (302, "/catalog/categories#c-watch")
    assert selectors.category_by_code("watch").target_margin_bp == 3_000

    assert buyer.post("/catalog/categories/watch", CATEGORY | {"labour_value": "12.5"}).status_code == 302
    assert selectors.category_by_code("watch").labour_value == 1_250
    buyer.post("/catalog/categories/watch/move", {"parent": "craft"})
    assert selectors.category_by_code("watch").path_codes == ("craft", "watch")
    buyer.post("/catalog/categories/watch/withdraw")
    assert not selectors.category_by_code("watch").is_active
    buyer.post("/catalog/categories/watch/withdraw", {"do": "restore"})
    assert selectors.category_by_code("watch").is_active


def test_category_refused_stays_on_the_form(buyer):
    taken = buyer.post("/catalog/categories/new", CATEGORY | {"code": "gold"})
    wrong = buyer.post("/catalog/categories/gold", CATEGORY | {"loss_bp": "101"})

    assert (taken.status_code, wrong.status_code) == (422, 422)
    assert selectors.category_by_code("gold").name == "黄金"
    assert buyer.post("/catalog/categories/gold-heritage/withdraw").status_code == 409


STYLE = {"name": "素圈", "category": "gold-plain", "price_basis": "by_weight", "labour_kind": "per_gram"}


def test_style_added_changed_withdrawn(buyer):
    added = buyer.post("/catalog/styles/new", STYLE | {"code": "K2", "weight_from_mg": "3.5", "weight_to_mg": "4"})
    assert (added.status_code, added.url) == (302, "/catalog/styles/K2")
    assert Style.objects.get(code="K2").weight_from_mg == 3_500

    assert buyer.post("/catalog/styles/K2/change", STYLE | {"series": "经典"}).status_code == 302
    buyer.post("/catalog/styles/K2/withdraw")
    assert Style.objects.get(code="K2").withdrawn_on is not None
    buyer.post("/catalog/styles/K2/withdraw", {"do": "restore"})
    assert Style.objects.get(code="K2").withdrawn_on is None
    assert "经典" in buyer.get("/catalog/styles?search=经典").content.decode()


def test_style_refused_stays_on_the_form(buyer):
    wrong = STYLE | {"code": "K2", "weight_from_mg": "5", "weight_to_mg": "4"}

    assert buyer.post("/catalog/styles/new", wrong).status_code == 422
    assert not Style.objects.filter(code="K2").exists()


def test_reference_data_kept(buyer):
    word = {"code": "opal2", "name": "火欧泊", "name_en": "Fire opal", "position": "9", "is_active": "on"}
    line = {"code": "PD990", "name": "足钯", "name_en": "Fine palladium", "metal": "palladium", "is_active": "on"}
    line |= {"fineness_e4": "99", "premium_bp": "0", "order": "20"}
    grade = {"metal": "gold", "fineness_e4": "99", "legal_name": "足金", "legal_name_en": "Fine gold", "mark": "Au990"}
    grade |= {"valid_from": "2027-01-01", "source": "GB 11887-2026"}

    assert buyer.post("/catalog/dictionaries/gem/new", word).status_code == 302
    assert buyer.post("/catalog/dictionaries/gem/opal2", word | {"is_active": ""}).status_code == 302
    assert buyer.post("/catalog/board/lines/new", line).status_code == 302
    assert buyer.post("/catalog/board/lines/PD990", line | {"premium_bp": "-5"}).status_code == 302
    assert buyer.post("/catalog/purities/new", grade).status_code == 302
    assert buyer.post("/catalog/purities/new", grade).status_code == 422

    words = {each.code: each.is_active for each in selectors.words("gem")}
    assert (words["opal2"], {item.code: item.premium_bp for item in selectors.price_items()}["PD990"]) == (False, -500)
    row = Purity.objects.get(mark="Au990")
    assert buyer.post(f"/catalog/purities/{row.pk}/end", {"valid_until": "2026-01-01"}).status_code == 422
    assert buyer.post(f"/catalog/purities/{row.pk}/end", {"valid_until": "2028-01-01"}).status_code == 302


def test_trade_prices_written_down(buyer, client):
    today = {"on": "2026-02-13", "series": "gold", "value": "845.30", "source": "上海黄金交易所"}

    assert buyer.post("/catalog/trend/sources", today).status_code == 302
    assert buyer.post("/catalog/trend/sources", today | {"value": "-1"}).status_code == 422
    assert MarketPrice.objects.get().value_cents == 84_530
    sign_in(client, "catalog.view_catalog")
    assert client.post("/catalog/trend/sources", today | {"on": "2026-02-14"}).status_code == 422
    assert MarketPrice.objects.count() == 1


def test_trend_shows_ours_above_the_trade(buyer):
    item = next(item for item in selectors.price_items() if item.code == "AU999")
    group = factories.price_group()
    store = factories.store(group=group)
    from facet.catalog.models import PriceItem
    from facet.kernel import clock

    today = clock.local_date(clock.now(), store.time_zone)
    at = clock.start_of_day(today, store.time_zone)
    factories.board(group, (PriceItem.objects.get(pk=item.id), 98_000, None, None), at=at)
    MarketPrice.objects.create(on=today, series="gold", value_cents=84_000)

    body = buyer.get(f"/catalog/trend?group={group.code}").content.decode()

    assert ("840.00" in body, "980.00" in body, "+16.67%" in body) == (True, True, True)


def test_a_word_is_moved_by_its_button_and_the_focus_stays(buyer):
    first, second = (each.code for each in selectors.words("gem")[:2])

    moved = buyer.post(f"/catalog/dictionaries/gem/{second}/move", {"to": "up"}, follow=True)

    assert [each.code for each in selectors.words("gem")[:2]] == [second, first]
    page = moved.content.decode()
    assert moved.redirect_chain[0][0].endswith(f"#word-{second}")
    assert page.count(f"/catalog/dictionaries/gem/{second}/move") == 1
    buyer.post(f"/catalog/dictionaries/gem/{second}/move", {"to": "down"})
    assert [each.code for each in selectors.words("gem")[:2]] == [first, second]
