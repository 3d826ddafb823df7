"""What a new chain starts with."""

import pytest

from facet.catalog import selectors, services
from facet.catalog.models import Category, DictionaryEntry, PriceItem, Purity
from facet.catalog.rules import starting_tree
from facet.catalog.rules.categories import PointsClass
from facet.catalog.tests.factories import NOON, actor
from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import house

pytestmark = pytest.mark.django_db


def counts():
    return {model: model.objects.count() for model in (Category, DictionaryEntry, PriceItem, Purity)}


def test_install_twice_adds_nothing_more():
    new = services.install_catalog(actor=house("install"), at=NOON)
    before = counts()

    again = services.install_catalog(actor=house("install"), at=NOON)

    assert new == {"price_items": 9, "purities": 15, "words": 140, "categories": len(starting_tree.TREE)}
    assert set(again.values()) == {0}
    assert counts() == before


def test_install_keeps_what_the_chain_has_changed():
    services.install_catalog(actor=house("install"), at=NOON)
    Category.objects.filter(code="gold-heritage").update(name="古法黄金", labour_value=5_000)

    services.install_catalog(actor=house("install"), at=NOON)

    facts = selectors.category_by_code("gold-heritage")
    assert (facts.name, facts.labour_value) == ("古法黄金", 5_000)


def test_install_gives_goods_their_rules():
    services.install_catalog(actor=house("install"), at=NOON)

    bar = selectors.category_by_code("bar-invest")
    heritage = selectors.category_by_code("gold-heritage")

    assert (bar.earns_points, bar.allows_discount, bar.tax_class) == (False, False, "investment_bar")
    assert heritage.path_codes == ("gold", "gold-heritage")
    assert (heritage.points_class, heritage.price_basis, heritage.labour_value) == ("gold", "by_weight", 4_800)
    tree = selectors.category_facts().values()
    assert {facts.points_class for facts in tree} == set(map(str, PointsClass))


def test_install_is_for_those_who_manage_the_catalogue():
    with pytest.raises(NotPermitted):
        services.install_catalog(actor=actor("catalog.view_catalog"), at=NOON)

    assert set(counts().values()) == {0}


def test_install_does_not_grow_a_branch_again_whose_root_is_gone(monkeypatch):
    orphan = starting_tree.Branch(code="orphan", name="孤枝", name_en="Orphan", parent="cut-off")
    monkeypatch.setattr(starting_tree, "TREE", (*starting_tree.TREE, orphan))

    services.install_catalog(actor=house("install"), at=NOON)

    assert not Category.objects.filter(code="orphan").exists()
