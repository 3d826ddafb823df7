"""A category in which goods stand is neither divided nor taken away."""

import pytest

from facet.catalog import services as catalog_services
from facet.catalog.errors import CategoryInUse
from facet.catalog.permissions import CatalogPermission
from facet.inventory.selectors.category_use import count_in_category
from facet.inventory.tests.factories import AT, actor, category, lot, piece, store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("more", [0, 2])
def test_pieces_of_the_house_and_open_lots_count(more, django_assert_num_queries):
    store()
    kind = category()
    for number in range(1 + more):
        piece(f"G{number}")
    piece("SOLD", state="sold")
    lot()
    lot("OLD", is_open=False)
    with django_assert_num_queries(2):
        assert count_in_category(kind.pk) == 2 + more


def test_a_category_with_a_piece_stays_until_the_piece_is_sold():
    store()
    kind, buyer = category(), actor(permissions=[CatalogPermission.MANAGE_CATALOG])
    row = piece("G1")
    with pytest.raises(CategoryInUse):
        catalog_services.withdraw_category(actor=buyer, code=kind.code, at=AT)
    kind.refresh_from_db()
    assert kind.is_active
    type(row).objects.filter(pk=row.pk).update(state="sold")
    catalog_services.withdraw_category(actor=buyer, code=kind.code, at=AT)
    kind.refresh_from_db()
    assert not kind.is_active
