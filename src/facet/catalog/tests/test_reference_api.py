"""Categories, styles and reference data for programs."""

import pytest

from facet.catalog import selectors, services
from facet.catalog.models import Category, Style
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON
from facet.kernel.permissions import house

pytestmark = pytest.mark.django_db

CATEGORY = {"code": "watch", "name": "腕表", "name_en": "Watches", "points_class": "other", "target_margin_bp": 3000}
STYLE = {"code": "K1", "name": "竹节手镯", "category": "gold-heritage", "form": "bangle", "weight_from_mg": 28000}
WORD = {"code": "opal2", "name": "火欧泊", "name_en": "Fire opal"}
ITEM = {"code": "PD990", "name": "足钯", "name_en": "Fine palladium", "metal": "palladium", "fineness_e4": 9900}
PURITY = {
    "metal": "gold",
    "fineness_e4": 9900,
    "legal_name": "足金",
    "legal_name_en": "Fine gold",
    "mark": "Au990",
    "valid_from": "2027-01-01",
    "source": "GB 11887-2026",
}
PRICES = {"prices": [{"on": "2026-02-13", "series": "gold", "value_cents": 84000}]}


@pytest.fixture
def buyer(db):
    services.install_catalog(actor=house("tests"), at=NOON)
    return factories.bearer("catalog.manage_catalog", "catalog.view_catalog", "catalog.set_board_price")


def call(client, method, path, headers, payload=None):
    send = getattr(client, method)
    body = {} if payload is None else {"data": payload, "content_type": "application/json"}
    return send(f"/api/v1/{path}", headers=headers, **body)


@pytest.mark.parametrize(
    ("path", "payload", "status"),
    [
        ("categories", CATEGORY, 201),
        ("categories", CATEGORY | {"code": "gold"}, 409),
        ("categories", CATEGORY | {"parent": "copper"}, 404),
        ("categories", CATEGORY | {"labour_kind": "by_eye"}, 422),
        ("styles", STYLE, 201),
        ("styles", STYLE | {"category": "gold"}, 409),
        ("styles", STYLE | {"gem": "bangle"}, 404),
        ("dictionaries/gem", WORD, 201),
        ("dictionaries/gem", WORD | {"code": "ruby"}, 409),
        ("dictionaries/colour", WORD, 422),
        ("price-items", ITEM, 201),
        ("price-items", ITEM | {"code": "AU999"}, 409),
        ("purities", PURITY, 201),
        ("purities", PURITY | {"valid_from": "2016-05-04"}, 422),
        ("market-prices", PRICES, 201),
        ("market-prices", {"prices": []}, 422),
    ],
)
def test_create_happy_and_refused(client, buyer, path, payload, status):
    answer = call(client, "post", path, buyer, payload)

    assert answer.status_code == status, answer.json()


@pytest.mark.parametrize(
    ("path", "payload"),
    [
        ("categories", CATEGORY),
        ("styles", STYLE),
        ("dictionaries/gem", WORD),
        ("price-items", ITEM),
        ("purities", PURITY),
        ("market-prices", PRICES),
    ],
)
def test_create_is_forbidden_without_the_right(client, buyer, path, payload):
    reader = factories.bearer("catalog.view_catalog")

    assert call(client, "post", path, reader, payload).status_code == 403


def test_category_edited_moved_withdrawn_restored(client, buyer):
    edited = {"name": "古法黄金", "name_en": "Heritage", "points_class": "gold", "price_basis": "by_weight"}

    assert call(client, "put", "categories/gold-heritage", buyer, edited).json()["name"] == "古法黄金"
    moved = call(client, "post", "categories/gold-heritage/move", buyer, {"parent": "craft"})
    assert moved.json()["path_codes"] == ["craft", "gold-heritage"]
    assert call(client, "post", "categories/craft/withdraw", buyer, {}).json()["is_active"] is False
    assert call(client, "post", "categories/gold-heritage/restore", buyer, {}).json()["is_active"] is True
    tree = call(client, "get", "categories", buyer).json()
    assert (len(tree), tree[0]["code"]) == (Category.objects.count(), "gold")


def test_styles_edited_withdrawn_listed(client, buyer):
    for number in range(3):
        call(client, "post", "styles", buyer, STYLE | {"code": f"K{number}"})
    change = {name: value for name, value in STYLE.items() if name != "code"} | {"series": "竹报平安"}

    assert call(client, "put", "styles/K1", buyer, change).json()["series"] == "竹报平安"
    assert (
        call(client, "post", "styles/K1/withdraw", buyer, {"on": "2026-03-01"}).json()["withdrawn_on"] == "2026-03-01"
    )
    assert call(client, "get", "styles/K1", buyer).json()["words"]["form"]["name"] == "手镯"
    assert call(client, "get", "styles/none", buyer).status_code == 404
    page = call(client, "get", "styles?after=K0&limit=1", buyer).json()
    assert [style["code"] for style in page] == ["K1"]
    found = call(client, "get", "styles?search=竹报&category=gold-heritage", buyer).json()
    assert [style["code"] for style in found] == ["K1"]
    assert Style.objects.count() == 3


def test_reference_data_edited_and_read(client, buyer):
    retired = {"name": "欧泊", "name_en": "Opal", "is_active": False}
    assert call(client, "put", "dictionaries/gem/opal", buyer, retired).status_code == 200
    words = {word["code"]: word["is_active"] for word in call(client, "get", "dictionaries/gem", buyer).json()}
    assert (words["opal"], words["ruby"]) == (False, True)

    item = {name: value for name, value in ITEM.items() if name != "code"}
    assert call(client, "put", "price-items/AU585", buyer, item).status_code == 200
    assert [row["metal"] for row in call(client, "get", "price-items", buyer).json()].count("palladium") == 1

    first = call(client, "get", "purities", buyer).json()[0]
    ended = call(client, "post", f"purities/{first['id']}/end", buyer, {"valid_until": "2027-01-01"})
    assert ended.status_code == 200
    assert call(client, "get", "purities", buyer).json()[0]["valid_until"] == "2027-01-01"

    call(client, "post", "market-prices", buyer, PRICES)
    span = "series=gold&first=2026-02-01&last=2026-02-28"
    assert call(client, "get", f"market-prices?{span}", buyer).json() == [{"on": "2026-02-13", "value_cents": 84000}]
    backwards = "series=gold&first=2026-02-28&last=2026-02-01"
    assert call(client, "get", f"market-prices?{backwards}", buyer).status_code == 422


def test_legal_name(client, buyer):
    ring = call(client, "get", "legal-name?metal=gold&fineness_e4=7500&gem=ruby&form=ring", buyer)

    assert ring.json() == {"name": "18K金红宝石戒指", "name_en": "18K gold ruby ring"}
    assert call(client, "get", "legal-name?metal=gold&fineness_e4=3000&form=ring", buyer).status_code == 422
    assert call(client, "get", "legal-name?metal=gold&fineness_e4=7500&form=horn", buyer).status_code == 404


def test_reading_needs_the_right(client, buyer):
    stranger = factories.bearer()
    paths = ["categories", "styles", "styles/K1", "dictionaries/gem", "price-items", "purities"]
    paths += ["market-prices?series=gold&first=2026-02-01&last=2026-02-02"]
    paths += ["legal-name?metal=gold&fineness_e4=7500&form=ring"]

    assert {path: call(client, "get", path, stranger).status_code for path in paths} == dict.fromkeys(paths, 403)


@pytest.mark.parametrize("styles", [1, 3])
def test_find_styles_costs_one_query(buyer, styles, django_assert_num_queries):
    for number in range(styles):
        factories.actor()
        request = services.StyleRequest(name="素圈", category="gold-plain", series="经典")
        services.create_style(actor=house("tests"), code=f"K{number}", request=request, at=NOON)

    with django_assert_num_queries(1):
        found = selectors.find_styles(search="经典")

    assert len(found) == styles


def test_a_word_moves_up_and_the_order_comes_back(client, buyer):
    before = [each["code"] for each in call(client, "get", "dictionaries/gem", buyer).json()]
    moved = call(client, "post", f"dictionaries/gem/{before[1]}/move", buyer, {"to": "up"})
    assert moved.status_code == 200
    assert [each["code"] for each in moved.json()][:2] == [before[1], before[0]]
    assert call(client, "post", "dictionaries/gem/nobody/move", buyer, {"to": "up"}).status_code == 404
