"""Goods are shared out: by need, in whole pieces, into transfers, all or none. Source: R320."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory import selectors, services
from facet.inventory.errors import PieceElsewhere
from facet.inventory.models import PieceMovement, Transfer
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.allocation import Pace, proposal, shares
from facet.inventory.services import AllocationIn
from facet.inventory.tests.factories import AT, actor, bearer, key, person, piece, store
from facet.kernel.errors import Invalid, NotPermitted


@pytest.mark.parametrize(
    ("pieces", "paces", "said"),
    [
        (10, [(18, 4), (9, 1), (3, 6)], [6, 4, 0]),
        (3, [(0, 5), (30, 40)], [0, 3]),
        (5, [(0, 0), (0, 0)], [3, 2]),
        (0, [(9, 0)], [0]),
    ],
)
def test_shares_by_need_then_by_sales_then_evenly(pieces, paces, said):
    assert shares(pieces, [Pace(*each) for each in paces]) == said


@given(st.integers(0, 200), st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=1, max_size=8))
def test_every_piece_goes_somewhere_once(pieces, paces):
    rows = {f"S{n}": Pace(*each) for n, each in enumerate(paces)}
    tags = [f"T{n}" for n in range(pieces)]
    found = proposal({"ring": tags}, {"ring": rows})
    assert sorted(found) == sorted(tags)
    assert [list(found.values()).count(code) for code in rows] == shares(pieces, list(rows.values()))


@pytest.fixture
def three(db):
    return store(), store("S02", "湖滨店"), store("S03", "武林店")


def share(*given_shares, who=None):
    wanted = AllocationIn(from_store="S01", shares=given_shares)
    return services.allocate_goods(actor=who or actor(), operation=key(), allocation=wanted, at=AT)


def test_the_proposal_looks_at_sales_and_stock(three):
    for tag in ("N1", "N2", "N3"):
        piece(tag, three[0])
    sold = piece("X1", three[1], state="sold")
    PieceMovement.objects.create(
        piece=sold, sequence=2, kind="sold", to_state="sold", to_place=sold.place, store=three[1], at=AT, via="web",
        actor_key="k", actor_name="n",
    )  # fmt: skip
    found = selectors.propose_allocation(actor(), from_store="S01", tags=["n1", "N2", "N3"], stores=[], at=AT)
    assert {(each.store_code, each.sold, each.held) for each in found} == {("S02", 1, 0)}


def test_one_transfer_for_each_store(three):
    for tag in ("N1", "N2", "N3", "N4"):
        piece(tag, three[0])
    numbers = share(("S02", ("N1", "n2")), ("S03", ("N3",)), ("S01", ("N4",)))
    assert numbers == ["TR-2611-0001", "TR-2611-0002"]
    assert list(Transfer.objects.order_by("pk").values_list("to_store__code", "origin")) == [
        ("S02", "allocation"), ("S03", "allocation"),
    ]  # fmt: skip


def test_all_or_none(three):
    piece("N1", three[0])
    piece("N2", three[1])
    with pytest.raises(PieceElsewhere):
        share(("S02", ("N1",)), ("S03", ("N2",)))
    with pytest.raises(Invalid, match="one store only"):
        share(("S02", ("N1",)), ("S03", ("n1",)))
    with pytest.raises(NotPermitted):
        share(("S02", ("N1",)), who=actor(permissions=[InventoryPermission.VIEW_PIECES]))
    assert not Transfer.objects.exists()


def test_on_screen_and_for_programs(client, three):
    piece("N1", three[0])
    piece("N2", three[0])
    client.force_login(person(home=three[0]))
    assert client.get("/inventory/allocate/").status_code == 200
    body = {"operation_id": uuid4(), "from_store": "S01", "tags": "N1"}
    proposed = client.post("/inventory/allocate/", body | {"propose": "1"})
    assert b'name="to_N1"' in proposed.content
    assert client.post("/inventory/allocate/", body | {"share": "1"}).status_code == 422
    assert client.post("/inventory/allocate/", body | {"share": "1", "to_N1": "S03"}).status_code == 302
    payload = {"from_store": "S01", "shares": [{"store": "S02", "tags": ["N2"]}]}
    made = client.post("/api/v1/allocations", payload, content_type="application/json", headers=bearer())
    assert (made.status_code, len(made.json()["numbers"])) == (201, 1)
    asked = {"from_store": "S01", "tags": ["N2"]}
    found = client.post("/api/v1/allocations/proposal", asked, content_type="application/json", headers=bearer())
    assert [each["tag"] for each in found.json()] == ["N2"]
    forbidden = bearer(InventoryPermission.VIEW_PIECES)
    assert client.post(
        "/api/v1/allocations", payload, content_type="application/json", headers=forbidden
    ).status_code == 403  # fmt: skip
    client.force_login(person(InventoryPermission.VIEW_PIECES, home=three[0]))
    assert client.get("/inventory/allocate/").status_code == 403
