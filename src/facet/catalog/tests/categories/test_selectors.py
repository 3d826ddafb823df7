"""The tree as other domains read it."""

import pytest

from facet.catalog import selectors
from facet.catalog.tests import factories
from facet.kernel.errors import NotFound

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("leaves", [1, 3])
def test_category_facts_know_their_path(leaves, django_assert_num_queries):
    root = factories.category("gold", is_active=False)
    branch = factories.category("gold-3d", parent=root, labour_value=5_800)
    ids = [factories.category(f"leaf-{n}", parent=branch).pk for n in range(leaves)]

    with django_assert_num_queries(1):
        facts = selectors.category_facts()

    assert list(facts) == [root.pk, branch.pk, *ids]
    assert facts[root.pk].path_codes == ("gold",)
    assert (facts[root.pk].is_leaf, facts[root.pk].is_active, facts[root.pk].parent_code) == (False, False, "")
    assert facts[ids[-1]].path_codes == ("gold", "gold-3d", f"leaf-{leaves - 1}")
    assert (facts[ids[0]].depth, facts[ids[0]].parent_code, facts[ids[0]].is_leaf) == (3, "gold-3d", True)
    assert facts[branch.pk].labour_value == 5_800


def test_a_second_branch_does_not_inherit_the_first_ones_path():
    gold = factories.category("gold")
    factories.category("gold-ring", parent=gold)
    jade = factories.category("jade")
    bangle = factories.category("jade-bangle", parent=jade)

    assert selectors.category_facts()[bangle.pk].path_codes == ("jade", "jade-bangle")


def test_category_by_code_names_the_unknown(django_assert_num_queries):
    category = factories.category("gold")

    with django_assert_num_queries(1):
        assert selectors.category_by_code("gold").id == category.pk
    with pytest.raises(NotFound):
        selectors.category_by_code("copper")
