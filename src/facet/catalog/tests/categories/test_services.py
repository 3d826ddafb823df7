"""Growing, changing, moving and withdrawing branches."""

from dataclasses import replace

import pytest
from django.apps import apps

from facet.catalog import selectors, services
from facet.catalog.errors import CategoryIntoItself, CategoryInUse, CodeTaken
from facet.catalog.models import Category, Style
from facet.catalog.services import CategoryRequest
from facet.catalog.tests import factories
from facet.catalog.tests.factories import NOON
from facet.kernel import registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted

pytestmark = pytest.mark.django_db

BUYER = factories.actor("catalog.manage_catalog")
RINGS = CategoryRequest(
    name="黄金戒指",
    name_en="Gold rings",
    points_class="gold",
    price_basis="by_weight",
    labour_value=2_000,
    loss_bp=80,
    target_margin_bp=1_200,
    tax_class="gold_jewelry",
)


def snapshot():
    return list(Category.objects.order_by("path").values())


def audited():
    return list(apps.get_model("audit", "Event").objects.order_by("pk").values_list("action", "facts"))


def test_create_category_grows_a_leaf():
    gold = factories.category("gold")
    factories.price_item("AU999")

    pk = services.create_category(
        actor=BUYER, code="gold-ring", parent="gold", request=replace(RINGS, price_item="AU999"), at=NOON
    )

    facts = selectors.category_facts()[pk]
    assert (facts.path_codes, facts.labour_value, facts.loss_bp) == (("gold", "gold-ring"), 2_000, 80)
    assert facts.price_item_id is not None
    assert not selectors.category_facts()[gold.pk].is_leaf
    assert [action for action, _ in audited()] == ["catalog.category_created"]


def test_create_category_may_be_a_root():
    services.create_category(actor=BUYER, code="watch", request=RINGS, at=NOON)

    assert selectors.category_by_code("watch").path_codes == ("watch",)


@pytest.mark.parametrize(
    ("refusal", "changes"),
    [
        (CodeTaken, {"code": "gold"}),
        (NotFound, {"parent": "copper"}),
        (Invalid, {"code": "两个 字"}),
        (Invalid, {"request": replace(RINGS, labour_kind="percent_of_metal", labour_value=10_001)}),
        (NotFound, {"request": replace(RINGS, price_item="XX1")}),
        (NotPermitted, {"actor": factories.actor("catalog.view_catalog")}),
    ],
)
def test_create_category_refused_writes_nothing(refusal, changes):
    factories.category("gold")
    before = snapshot()

    with pytest.raises(refusal):
        services.create_category(
            **{"actor": BUYER, "code": "x", "parent": "gold", "request": RINGS, "at": NOON} | changes
        )

    assert (snapshot(), audited()) == (before, [])


def test_a_leaf_with_goods_grows_no_branch():
    gold = factories.category("gold")
    Style.objects.create(code="K1", name="素圈", category=gold, price_basis="by_weight")
    before = snapshot()

    with pytest.raises(CategoryInUse) as refusal:
        services.create_category(actor=BUYER, code="gold-ring", parent="gold", request=RINGS, at=NOON)

    assert refusal.value.facts["count"] == 1
    assert snapshot() == before


def test_goods_of_other_domains_count_too(monkeypatch):
    factories.category("gold")
    monkeypatch.setitem(registry._slots, "category.use", {"inventory": lambda category_id: 5})

    with pytest.raises(CategoryInUse) as refusal:
        services.withdraw_category(actor=BUYER, code="gold", at=NOON)

    assert refusal.value.facts["count"] == 5
    assert selectors.category_by_code("gold").is_active


def test_edit_category_tells_before_and_after():
    factories.category("gold", name="黄金", labour_value=2_000)
    request = replace(RINGS, labour_value=2_500)

    services.edit_category(actor=BUYER, code="gold", request=request, at=NOON)
    services.edit_category(actor=BUYER, code="gold", request=request, at=NOON)

    [(action, facts)] = audited()
    assert action == "catalog.category_changed"
    assert (facts["before"]["labour_value"], facts["after"]["labour_value"]) == (2_000, 2_500)
    assert "price_basis" not in facts["after"]


def test_edit_category_refused_writes_nothing():
    factories.category("gold")
    before = snapshot()

    for code, actor, refusal in (("x", BUYER, NotFound), ("gold", factories.actor(), NotPermitted)):
        with pytest.raises(refusal):
            services.edit_category(actor=actor, code=code, request=RINGS, at=NOON)

    assert snapshot() == before


def test_move_category_takes_its_branch_along():
    gold, jade = factories.category("gold"), factories.category("jade")
    ring = factories.category("ring", parent=gold)
    band = factories.category("band", parent=ring)

    services.move_category(actor=BUYER, code="ring", parent="jade", at=NOON)

    facts = selectors.category_facts()
    assert facts[band.pk].path_codes == ("jade", "ring", "band")
    assert (facts[gold.pk].is_leaf, facts[jade.pk].is_leaf) == (True, False)

    services.move_category(actor=BUYER, code="ring", parent="", at=NOON)
    assert selectors.category_facts()[band.pk].path_codes == ("ring", "band")


@pytest.mark.parametrize("target", ["gold", "ring"])
def test_move_category_under_itself_is_refused(target):
    gold = factories.category("gold")
    factories.category("ring", parent=gold)
    before = snapshot()

    with pytest.raises(CategoryIntoItself):
        services.move_category(actor=BUYER, code="gold", parent=target, at=NOON)

    assert snapshot() == before


def test_move_category_under_a_leaf_with_goods_is_refused():
    gold = factories.category("gold")
    factories.category("ring")
    Style.objects.create(code="K1", name="素圈", category=gold, price_basis="by_weight")

    with pytest.raises(CategoryInUse):
        services.move_category(actor=BUYER, code="ring", parent="gold", at=NOON)

    assert selectors.category_by_code("ring").path_codes == ("ring",)


def test_withdraw_and_restore_category_with_its_branch():
    gold = factories.category("gold")
    factories.category("ring", parent=gold)

    services.withdraw_category(actor=BUYER, code="gold", at=NOON)
    assert [facts.is_active for facts in selectors.category_facts().values()] == [False, False]

    services.restore_category(actor=BUYER, code="ring", at=NOON)
    assert [facts.is_active for facts in selectors.category_facts().values()] == [True, True]
    assert [action for action, _ in audited()] == ["catalog.category_withdrawn", "catalog.category_restored"]


def test_a_root_moved_to_the_top_stays_where_it_is():
    factories.category("gold")
    factories.category("jade")
    before = snapshot()

    services.move_category(actor=BUYER, code="gold", parent="", at=NOON)

    assert snapshot() == before
