"""A settlement beyond the limit is asked for: bound to its differences and decisions, and used once."""

from datetime import timedelta
from uuid import uuid4

import pytest

from facet.inventory import services
from facet.inventory.errors import CountChanged, CountedYourself, CountNotClosed
from facet.inventory.models import Piece, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import ApproveIn, DecisionIn
from facet.inventory.tests.count.acts import AT, approve, close, minute, opened, scan, sell
from facet.inventory.tests.factories import actor, bearer, key, piece, store
from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.errors import ApprovalDecided, ApprovalDiffers, ApprovalExpired, ApprovalWaiting, NotYours
from facet.organisation.tests import factories as house_factories

pytestmark = pytest.mark.django_db
REASON = "监控已看，未找到"


@pytest.fixture
def here():
    found = store()
    for number in range(3):
        piece(f"G{number}", found)
    return found


def human(home, limit=0):
    """Somebody who did not count; `limit` is what she may settle alone, in cents."""
    row = house_factories.staff(f"p{uuid4().hex[:6]}", home=home, password="beside-1234")
    rights = [*InventoryPermission, "organisation.approve", "organisation.view_stores"]
    role = house_factories.role(
        f"r{uuid4().hex[:6]}", dict.fromkeys(map(str, rights), "chain"), limits={"stocktake_cents": limit}
    )
    house_factories.give(row, role)
    return row


def acting(row):
    return organisation_selectors.actor_of(row.pk, via="web", at=AT)


@pytest.fixture
def count(here):
    found = opened()
    scan(found, "G0")
    close(found)
    return found


def ask(count, who, *decisions, reason=REASON, at=None, digest=""):
    chosen = tuple(DecisionIn(key=code, book=book, reason=why) for code, book, why in decisions)
    return services.ask_to_settle(
        actor=who, operation=key(a=count), stocktake_id=count,
        request=ApproveIn(reason=reason, decisions=chosen, digest=digest), at=at or minute(32),
    )  # fmt: skip


def decide(approval, who, *, yes=True):
    organisation_services.decide_approval(actor=who, approval_id=approval, approve=yes, note="", at=minute(35))


def nothing_booked():
    return set(Piece.objects.values_list("state", flat=True)) == {"in_stock"}


def test_a_second_person_allows_what_is_beyond_the_limit(here, count):
    keeper, boss = acting(human(here)), acting(human(here, 10**9))
    with pytest.raises(ApprovalNeeded):
        approve(count, who=keeper)
    approval = ask(count, keeper)
    row = Stocktake.objects.get(pk=count)
    assert (row.approval_id, row.asked["reason"], sorted(row.asked["lines"])) == (approval, REASON, ["G1", "G2"])
    with pytest.raises(ApprovalWaiting):
        approve(count, who=keeper)
    with pytest.raises(NotYours):
        decide(approval, keeper)
    assert nothing_booked()
    decide(approval, boss)
    assert approve(count, who=keeper).booked == 2
    assert organisation_selectors.approval_state(approval, at=minute(41)) == "used"
    assert Piece.objects.filter(state="lost").count() == 2


def test_the_yes_holds_for_just_these_differences_and_decisions(here, count):
    keeper, boss = acting(human(here)), acting(human(here, 10**9))
    decide(ask(count, keeper), boss)
    with pytest.raises(ApprovalDiffers):
        approve(count, reason="别的理由", who=keeper)
    sell("G2", here, minute(36))  # one of the two differs no more
    with pytest.raises(ApprovalDiffers):
        approve(count, who=keeper)
    assert not Piece.objects.filter(state="lost").exists()
    decide(ask(count, keeper, at=minute(37)), boss)
    assert approve(count, who=keeper).booked == 1


@pytest.mark.parametrize(("yes", "at", "refusal"), [(False, 40, ApprovalDecided), (True, 10_000, ApprovalExpired)])
def test_a_no_or_a_late_yes_books_nothing(here, count, yes, at, refusal):
    keeper = acting(human(here))
    decide(ask(count, keeper), acting(human(here, 10**9)), yes=yes)
    with pytest.raises(refusal):
        approve(count, who=keeper, at=minute(at))
    assert nothing_booked()


def test_refusals_of_asking_keep_nothing(here, count):
    keeper = acting(human(here))
    with pytest.raises(Invalid, match="alone"):
        ask(count, acting(human(here, 10**9)))
    with pytest.raises(CountChanged):
        ask(count, keeper, digest="of another moment")
    with pytest.raises(Invalid):
        ask(count, keeper, reason="")
    with pytest.raises(CountedYourself):
        ask(count, actor(limits={}))  # she scanned
    with pytest.raises(NotPermitted):
        ask(count, actor(permissions=[InventoryPermission.STOCKTAKE]))
    services.cancel_stocktake(actor=keeper, operation=key(), stocktake_id=count, reason="重来", at=minute(33))
    still_open = opened(name="再盘", at=minute(34))
    with pytest.raises(CountNotClosed):
        ask(still_open, keeper)
    assert set(Stocktake.objects.values_list("approval", flat=True)) == {None}


def test_the_report_asks_shows_the_answer_and_settles_with_one_tap(client, here, count):
    row = human(here)
    client.force_login(row)
    address = f"/inventory/stocktake/{count}/"
    page = client.get(address)
    digest = page.context["found"].digest
    body = {"digest": digest, "reason": REASON, "act:G1": "book", "reason:G1": "", "act:G2": "leave",
            "reason:G2": "在维修"}  # fmt: skip
    assert client.post(f"{address}settle/", body | {"operation_id": uuid4()}).status_code == 422
    assert client.post(f"{address}settle/", body | {"operation_id": uuid4(), "ask": "1"}).status_code == 302
    asked = Stocktake.objects.get(pk=count)
    again = client.get(address)
    assert dict((line.key, sent["book"]) for line, sent in again.context["lines"]) == {"G1": True, "G2": False}
    assert again.context["asked"][1] == "user-check"
    organisation_services.decide_approval(
        actor=acting(human(here, 10**9)), approval_id=asked.approval_id, approve=True, note="",
        at=asked.approval.requested_at + timedelta(minutes=1),
    )  # fmt: skip
    assert client.post(f"{address}settle/", body | {"operation_id": uuid4()}).status_code == 302
    assert Piece.objects.get(tag="G1").state == "lost"
    assert Piece.objects.get(tag="G2").state == "in_stock"


def test_for_programs(client, here, count):
    headers = bearer(home=here)
    send = {"content_type": "application/json", "headers": headers}
    answer = client.post(f"/api/v1/stocktakes/{count}/approval-request", {"reason": REASON}, **send)
    assert (answer.status_code, answer.json()["approval_id"]) == (201, Stocktake.objects.get(pk=count).approval_id)
    again = client.post(
        f"/api/v1/stocktakes/{count}/approval", {"reason": REASON}, content_type="application/json",
        headers=headers | {"Idempotency-Key": str(uuid4())},
    )  # fmt: skip
    assert again.status_code == 409
    assert nothing_booked()
