"""The same style in other weights, sizes and stores: chain-visible facts, today's price here, one step to ask."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse

from facet.inventory.models import Piece, Reservation, Transfer
from facet.inventory.selectors.same_style import same_style
from facet.inventory.tests import factories
from facet.inventory.tests.factories import AT
from facet.inventory.web import same_style as screen
from facet.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def stores() -> dict[str, Any]:
    """Two stores of one price group each; S01 is the viewer's own. Gold is dearer in S02."""
    here, there = factories.store("S01"), factories.store("S02", "西湖店")
    style = apps.get_model("catalog", "Style").objects.create(
        code="ST-1", name="古法素圈", category=factories.category(), price_basis="by_weight", labour_kind="per_gram"
    )
    factories.board(here, 98_000)
    facts = {"style": style, "labour_value": 0}
    for tag, at, mg in (("A1", here, 10_000), ("A2", here, 12_000), ("B1", there, 8_000), ("B2", there, 9_000)):
        factories.piece(tag, at, net_weight_mg=mg, gross_weight_mg=mg, **facts)
    factories.piece("X1", there)  # of no style
    return {"here": here, "there": there, "style": style}


def viewer(stores: dict[str, Any], **facts: Any) -> Any:
    return factories.actor(stores["here"].pk, store_id=stores["here"].pk, **facts)


def test_every_weight_of_the_chain_with_the_price_it_would_have_here(stores, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        found = same_style(viewer(stores), "A1", at=AT)
    assert [(row.card.tag, row.card.net_weight_mg, row.price.net_cents) for row in found.rows] == [
        ("A2", 12_000, 1_176_000), ("B1", 8_000, 784_000), ("B2", 9_000, 882_000),
    ]  # fmt: skip
    assert [row.is_here for row in found.rows] == [True, False, False]
    assert [row.may_ask for row in found.rows] == [False, True, True]
    assert (found.stores, found.more, found.here) == (2, 0, "S01")


def test_what_a_piece_cost_is_in_no_row_whoever_looks(stores):
    found = same_style(viewer(stores, switches=("cost",)), "A1", at=AT)
    assert {row.card.cost_cents for row in found.rows} == {None}
    assert found.card.cost_cents is None


def test_sold_pieces_are_left_out_and_kept_ones_are_not_asked_for(stores):
    Piece.objects.filter(tag="B1").update(state="sold")
    Reservation.objects.create(
        piece=Piece.objects.get(tag="B2"), holder="basket:x", holder_label="x", reserved_at=AT,
        expires_at=AT + timedelta(hours=1),
    )  # fmt: skip
    found = same_style(viewer(stores), "A1", at=AT)
    assert [(row.card.tag, row.is_kept, row.may_ask) for row in found.rows] == [
        ("A2", False, False), ("B2", True, False),
    ]  # fmt: skip
    again = same_style(viewer(stores), "A1", at=AT + timedelta(hours=2))
    assert [row.may_ask for row in again.rows] == [False, True]


def test_a_piece_without_a_style_has_no_others_and_no_right_is_refused(stores, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        assert list(same_style(viewer(stores), "X1", at=AT).rows) == []
    with pytest.raises(NotPermitted):
        same_style(factories.actor(stores["here"].pk, permissions=()), "A1", at=AT)


def test_what_is_left_off_is_counted_and_the_own_store_comes_first(stores):
    found = same_style(viewer(stores), "B1", at=AT, most=2)
    assert ([row.card.tag for row in found.rows], found.more) == (["A1", "A2"], 1)


def test_the_panel_keeps_its_promise_of_queries(stores, django_assert_max_num_queries):
    piece = Piece.objects.get(tag="A1")
    with django_assert_max_num_queries(screen.TAB.queries):
        context = screen.TAB.context(viewer(stores), piece.pk, AT)
    assert len(context["rows"]) == 3


def test_one_step_on_the_page_asks_the_other_store(client, stores):
    client.force_login(factories.person(home=stores["here"]))
    page = client.get(reverse("inventory:same_style", args=["A1"]))
    assert page.status_code == 200
    row, _, key = next(each for each in page.context["rows"] if each[0].card.tag == "B1")
    facts = {
        "operation_id": str(key), "from_store": row.card.store_code, "to_store": page.context["found"].here,
        "tags": row.card.tag, "for_customer": "on",
    }  # fmt: skip
    assert 'name="tags" value="B1"' in page.content.decode()
    answer = client.post(reverse("inventory:transfer_request"), facts)
    assert answer.status_code == 302, answer.context["form"].errors
    asked = Transfer.objects.get()
    assert (asked.from_store.code, asked.to_store.code, asked.lines.get().piece.tag) == ("S02", "S01", "B1")
    panel = client.get(reverse("inventory:piece_tab", args=["A1", screen.TAB.key]))
    assert (panel.status_code, "B2" in panel.content.decode()) == (200, True)


def test_programs_read_the_same(client, stores):
    headers = factories.bearer(home=stores["here"])
    answer = client.get("/api/v1/pieces/A1/same-style", headers=headers)
    assert answer.status_code == 200, answer.content
    body = answer.json()
    assert (body["style_code"], [row["tag"] for row in body["pieces"]]) == ("ST-1", ["A2", "B1", "B2"])
    assert "cost_cents" not in body["pieces"][0]
