import threading
import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections

from facet.audit.models import Event
from facet.kernel import registry
from facet.kernel.errors import ApprovalNeeded, DomainError, Invalid, NotFound, NotPermitted, OperationConflict
from facet.kernel.operations import OperationKey
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors, services
from facet.organisation.errors import ApprovalDecided, ApprovalDiffers, ApprovalExpired, NotYours
from facet.organisation.models import Approval
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.rules.approvals import ApprovalKind, Wish
from facet.organisation.tests import factories as make

AT = make.moment()
WISH = Wish("足金戒指 8.65 g", "d" * 64, 12_000, limit="discount_bp", wanted=1_500, facts={"price": "5,000.00"})
KIND = ApprovalKind("test.discount", "Discount above the limit", wish=lambda actor, store_id, payload, at: WISH)


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setitem(registry._slots.setdefault("approval.kind", {}), KIND.key, KIND)


@pytest.fixture
def shop():
    store = make.store("S01")
    clerk, boss = make.staff("clerk", home=store), make.staff("boss", home=store)
    return {
        "store": store,
        "clerk": make.actor(P.VIEW_STORES, stores={store.pk}, staff_id=clerk.pk),
        "boss": make.actor(P.APPROVE, stores={store.pk}, staff_id=boss.pk, limits={"discount_bp": 2_000}),
    }


def ask(shop, key=None, **change):
    asked = {"kind": KIND.key, "store_id": shop["store"].pk, "wish": WISH, "reason": "老顾客"} | change
    operation = OperationKey.of(key or uuid.uuid4(), {"asked": str(asked)})
    return services.request_approval(actor=shop["clerk"], operation=operation, at=AT, **asked)


def decide(shop, approval_id, approve=True, at=AT, by="boss"):
    services.decide_approval(actor=shop[by], approval_id=approval_id, approve=approve, note="", at=at)


@unit_of_work
def use(actor, approval_id, **change):
    services.use_approval(
        actor,
        **({"approval_id": approval_id, "kind": KIND.key, "digest": WISH.digest, "amount": 12_000, "at": AT} | change),
    )


@pytest.mark.django_db
def test_a_yes_works_once(shop):
    approval_id = ask(shop)
    decide(shop, approval_id)
    use(shop["clerk"], approval_id)
    with pytest.raises(ApprovalDecided):
        use(shop["clerk"], approval_id)
    row = Approval.objects.get()
    assert (row.state, row.used_by, row.decided_by.username) == ("used", shop["clerk"].key, "boss")
    assert list(Event.objects.order_by("pk").values_list("action", flat=True)) == [
        "organisation.approval_requested", "organisation.approval_granted", "organisation.approval_used",
    ]  # fmt: skip


@pytest.mark.django_db
def test_asking_again_with_the_same_key_asks_once(shop):
    key = uuid.uuid4()
    assert ask(shop, key) == ask(shop, key)
    with pytest.raises(OperationConflict):
        ask(shop, key, reason="other")
    assert Approval.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "refusal"), [({"digest": "e" * 64}, ApprovalDiffers), ({"amount": 12_001}, ApprovalDiffers)]
)
def test_a_yes_for_something_else_is_not_used_up(shop, change, refusal):
    approval_id = ask(shop)
    decide(shop, approval_id)
    with pytest.raises(refusal):
        use(shop["clerk"], approval_id, **change)
    assert Approval.objects.get().state == "approved"


@pytest.mark.django_db
def test_a_yes_counts_for_the_minutes_of_its_kind(shop):
    approval_id = ask(shop)
    decide(shop, approval_id, at=AT + timedelta(minutes=29))
    with pytest.raises(ApprovalExpired):
        use(shop["clerk"], approval_id, at=AT + timedelta(minutes=59))
    use(shop["clerk"], approval_id, at=AT + timedelta(minutes=58, seconds=59))


@pytest.mark.django_db
def test_who_may_not_decide(shop):
    approval_id = ask(shop)
    far = make.actor(P.APPROVE, stores={0}, staff_id=shop["boss"].staff_id)
    weak = make.actor(P.APPROVE, staff_id=shop["boss"].staff_id, limits={"discount_bp": 1_499})
    own = make.actor(P.APPROVE, staff_id=shop["clerk"].staff_id, limits={"discount_bp": 9_999})
    for actor, refusal in ((shop["clerk"], NotPermitted), (far, NotFound), (weak, ApprovalNeeded), (own, NotYours)):
        with pytest.raises(refusal):
            services.decide_approval(actor=actor, approval_id=approval_id, approve=True, note="", at=AT)
    assert (Approval.objects.get().state, Event.objects.count()) == ("waiting", 1)


@pytest.mark.django_db
def test_the_database_itself_demands_two_people(shop):
    approval_id = ask(shop)
    with pytest.raises(IntegrityError):
        Approval.objects.filter(pk=approval_id).update(decided_by_id=shop["clerk"].staff_id, decided_at=AT)


@pytest.mark.django_db
def test_an_unknown_kind_cannot_be_asked_for(shop):
    with pytest.raises(Invalid):
        ask(shop, kind="test.unknown")
    assert Approval.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_use_one_yes_once(shop):
    approval_id = ask(shop)
    decide(shop, approval_id)
    start, done, refused = threading.Barrier(20), [], []

    def one():
        start.wait()
        try:
            use(shop["clerk"], approval_id)
            done.append(1)
        except DomainError as refusal:
            refused.append(type(refusal))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(done), len(refused)) == (1, 19)
    assert Event.objects.filter(action="organisation.approval_used").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_one_query(shop, count, django_assert_num_queries):
    for _ in range(count):
        ask(shop)
    with django_assert_num_queries(1):
        assert len(selectors.list_approvals(shop["boss"], at=AT)) == count
    with django_assert_num_queries(1):
        assert len(selectors.approvals_to_decide(shop["boss"], at=AT)) == count
    assert selectors.approvals_to_decide(shop["clerk"], at=AT) == []


@pytest.mark.django_db
def test_by_page_in_two_taps_and_by_api(client, shop, time_machine):
    time_machine.move_to(AT)
    make.roles()
    store = shop["store"]
    boss, clerk = make.person("b", "store_manager", home=store), make.person("c", "clerk", home=store)
    headers = make.bearer(clerk) | {"Idempotency-Key": str(uuid.uuid4())}
    body = {"kind": KIND.key, "store": "S01", "payload": {"code": "x"}, "reason": "老顾客"}
    asked = client.post("/api/v1/approvals", body, content_type="application/json", headers=headers)
    assert (asked.status_code, asked.json()["state"], asked.json()["amount"]) == (201, "waiting", 12_000)
    path = f"/approvals/{asked.json()['id']}"
    client.force_login(clerk)
    assert client.post(f"{path}/decide", {"answer": "yes"}).status_code == 403
    client.force_login(boss)
    assert path in client.get("/approvals").content.decode()
    assert client.get(path).status_code == 200
    assert client.post(f"{path}/decide", {"answer": "yes"}).status_code == 302
    assert client.post(f"{path}/decide", {"answer": "no"}).status_code == 422
    seen = client.get(f"/api/v1{path}", headers=headers).json()
    assert (seen["state"], seen["decided_by"]) == ("approved", boss.name)
