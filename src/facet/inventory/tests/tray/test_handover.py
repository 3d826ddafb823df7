"""Trays change hands: signed by two, refused without a reason, weighed, and never another store's."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.apps import apps

from facet.inventory import selectors, services
from facet.inventory.errors import HandoverReasonNeeded, PlaceUnknown
from facet.inventory.models import Handover, Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import HandoverIn
from facet.inventory.tests.factories import AT, actor, bearer, key, person, piece, place, store
from facet.inventory.web.handover_second import MINUTES
from facet.kernel.clock import now
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.organisation import selectors as organisation_selectors

pytestmark = pytest.mark.django_db
ON = AT.date()
ALL = [*InventoryPermission, "organisation.view_stores"]


@pytest.fixture
def here():
    found = store()
    Place.objects.filter(store=found, code="C01").update(tare_mg=250_000, capacity=2)
    for number, mg in enumerate((28_360, 5_520), start=1):
        piece(f"G{number}", found, gross_weight_mg=mg, net_weight_mg=mg)
    return found


@pytest.fixture
def taker(here):
    row = person(home=here)
    row.set_password("beside-1234")
    row.save(update_fields=["password"])
    return row


def signer(staff):
    """The colleague, signed in beside."""
    return organisation_selectors.actor_of(staff.pk, via="web", at=AT)


def sign(taker, who=None, **facts):
    wanted = {"store": "S01", "place": "c01", "kind": "evening", "counted": 2} | facts
    return services.hand_over_tray(
        actor=who or actor(permissions=ALL), operation=key(), handover=HandoverIn(**wanted), second=signer(taker),
        on=ON, at=AT,
    )  # fmt: skip


def test_a_tray_that_agrees_is_signed_by_two(here, taker):
    assert sign(taker, scale_mg=283_880, seal="N7") == "agrees"
    row = Handover.objects.get()
    assert (row.book_weight_mg, row.scale_weight_mg, row.given_by_name, row.taken_by) == (
        33_880,
        33_880,
        "周晓敏",
        taker,
    )
    _, [tray] = selectors.trays(actor(), store="S01", kind="evening", on=ON)
    assert (tray.verdict, tray.seal, tray.is_full) == ("agrees", "N7", True)


def test_a_difference_needs_a_reason_and_opens_one_to_do_until_it_agrees(here, taker):
    with pytest.raises(HandoverReasonNeeded):
        sign(taker, counted=1)
    assert not Handover.objects.exists()
    assert sign(taker, counted=1, reason="找不到一件") == "pieces"
    todos = apps.get_model("organisation", "Task").objects.filter(done_at=None)
    assert [task.store for task in todos] == [here]
    services.hand_over_tray(
        actor=actor(permissions=ALL), operation=key(), on=ON, at=AT.replace(hour=8),
        handover=HandoverIn(store="S01", place="C01", kind="evening", counted=2), second=signer(taker),
    )  # fmt: skip
    assert todos.all().count() == 0


def test_refusals(here, taker):
    other = store("S02", "湖滨店")
    with pytest.raises(Invalid, match="second person"):
        sign(taker, who=actor(permissions=ALL, staff_id=taker.pk))
    with pytest.raises(Invalid, match="second person"):
        sign(person(home=other))  # of another store
    with pytest.raises(PlaceUnknown):
        sign(taker, place="LOSS")
    with pytest.raises(NotFound):
        sign(taker, who=actor(other.pk, permissions=ALL))
    with pytest.raises(NotPermitted):
        sign(taker, who=actor(permissions=[InventoryPermission.VIEW_PIECES]))
    with pytest.raises(PlaceUnknown):
        selectors.weigh_tray(actor(other.pk), place(here).pk, scale_mg=1)
    assert not Handover.objects.exists()


def test_the_scale_names_the_missing_piece(here, django_assert_num_queries):
    tray = place(here).pk
    with django_assert_num_queries(2):
        found = selectors.weigh_tray(actor(), tray, scale_mg=278_360)
    assert (found.short_mg, found.suspects[0].tags) == (5_520, ("G2",))


def beside(client, taker, password="beside-1234"):
    body = {"do": "second", "store": "S01", "kind": "morning", "taken_by": taker.code, "password": password}
    return client.post("/inventory/handover/", body)


def test_screens(client, here, taker):
    giver = person(home=here)
    client.force_login(giver)
    page = client.get("/inventory/handover/").content.decode()
    assert "C01" in page
    body = {"operation_id": uuid4(), "store": "S01", "kind": "morning", "place": "C01", "counted": "2"}
    refused = client.post("/inventory/handover/", body)
    assert (refused.status_code, Handover.objects.exists()) == (422, False), "nobody signed beside"
    assert beside(client, taker).status_code == 302
    assert client.post("/inventory/handover/", body | {"counted": "1"}).status_code == 422
    assert client.post("/inventory/handover/", body | {"counted": "1", "reason": "在维修"}).status_code == 302
    row = Handover.objects.get()
    assert (row.given_by_name, row.taken_by) == (giver.name, taker)
    weighed = client.get(f"/inventory/places/{place(here).pk}/weigh/?scale=278.36&limit=5").content.decode()
    assert "G2" in weighed
    assert client.get(f"/inventory/places/{place(here).pk}/weigh/?scale=x&limit=5").status_code == 422
    client.force_login(person(InventoryPermission.VIEW_PIECES, home=here))
    assert client.get("/inventory/handover/").status_code == 403


def test_the_second_signature_needs_her_own_password(client, here, taker):
    giver = person(home=here)
    client.force_login(giver)
    assert beside(client, taker, "wrong").status_code == 422
    assert beside(client, giver).status_code == 422, "nobody signs beside himself"
    assert beside(client, person(home=store("S02", "湖滨店"))).status_code == 422
    body = {"operation_id": uuid4(), "store": "S01", "kind": "morning", "place": "C01", "counted": "2"}
    assert client.post("/inventory/handover/", body).status_code == 422
    assert not Handover.objects.exists()


def test_the_second_signature_ends_with_time_with_a_tap_and_with_her_account(client, here, taker):
    client.force_login(person(home=here))
    body = {"store": "S01", "kind": "morning", "place": "C01", "counted": "2"}

    def signing():
        return client.post("/inventory/handover/", body | {"operation_id": uuid4()}).status_code

    beside(client, taker)
    assert client.post("/inventory/handover/", {"do": "end", "store": "S01", "kind": "morning"}).status_code == 302
    assert signing() == 422
    beside(client, taker)
    kept = client.session["handover_second"]
    assert datetime.fromisoformat(kept["until"]) - now() <= timedelta(minutes=MINUTES)
    session = client.session
    session["handover_second"] = kept | {"until": now().isoformat()}
    session.save()
    assert signing() == 422
    beside(client, taker)
    taker.is_active = False
    taker.save(update_fields=["is_active"])
    assert signing() == 422
    assert not Handover.objects.exists()


def test_for_programs(client, here, taker):
    body = {"store": "S01", "place": "C01", "kind": "morning", "counted": 2, "second_username": taker.username,
            "second_password": "beside-1234"}  # fmt: skip
    headers = bearer(*ALL, home=here)
    send = {"content_type": "application/json", "headers": headers}
    refused = client.post("/api/v1/handovers", body | {"second_password": "wrong"}, **send)
    assert (refused.status_code, Handover.objects.exists()) == (401, False)
    answer = client.post("/api/v1/handovers", body, **send)
    assert (answer.status_code, answer.json()) == (201, {"verdict": "agrees"})
    rows = client.get("/api/v1/handovers?store=S01&kind=morning", headers=headers).json()
    assert [(row["book_pieces"], row["taken_by"]) for row in rows] == [(2, taker.name)]
    found = client.get(f"/api/v1/places/{place(here).pk}/weighing?scale_mg=278360", headers=headers).json()
    assert (found["agrees"], found["suspects"][0]["tags"]) == (False, ["G2"])
