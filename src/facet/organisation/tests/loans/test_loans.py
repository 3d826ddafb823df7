from datetime import UTC, date, datetime, timedelta

import pytest

from facet.audit.models import Event
from facet.kernel import clock
from facet.kernel.clock import business_date
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import EVERYWHERE, Reach, Scope, require
from facet.organisation import selectors, services
from facet.organisation.errors import AlreadyLent, HasLeft, OwnLoan
from facet.organisation.models import LegalEntity, Loan
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.moment()  # 21 November, 10:00 in Shanghai
FIRST, LAST = date(2026, 11, 21), date(2026, 11, 23)
LOAN = services.LoanIn(store="S2", first_on=FIRST, last_on=LAST)


@pytest.fixture
def lend():
    """Ana sells in S1 and is an area's adviser besides; S2 and S3 are elsewhere, F1 is a franchisee's."""
    make.store("S1", area=make.area("EAST")), make.store("S3", area=make.area("NORTH"))
    two = make.store("S2", area=make.area("NORTH"))
    make.store("F1", entity=make.entity("FR", kind=LegalEntity.Kind.FRANCHISEE))
    clerk = make.staff("ana", home=make.store("S1"))
    role = make.role("seller", {f"x.{scope}": scope for scope in Scope}, limits={"discount_bp": 500})
    make.give(clerk, role)
    make.give(clerk, make.role("adviser", {"x.advice": Scope.AREA}), area=make.area("EAST"))
    return clerk, two, make.actor(P.LEND_STAFF, P.VIEW_STORES, staff_id=make.staff("boss").pk)


def lent(clerk, boss, at=AT, **changes):
    wanted = {"store": "S2", "first_on": FIRST, "last_on": LAST} | changes
    return services.lend_staff(actor=boss, staff_id=clerk.pk, request=services.LoanIn(**wanted), at=at)


def shanghai(day, hour):
    return datetime(2026, 11, day, hour, 30, tzinfo=UTC) - timedelta(hours=8)


@pytest.mark.parametrize(
    ("at", "is_there"),
    [
        (shanghai(21, 2), False),  # still the business day before the first
        (shanghai(21, 3), True),
        (shanghai(24, 2), True),  # the last evening's tickets
        (shanghai(24, 3), False),
    ],
)
def test_rights_hold_in_the_other_store_from_the_first_day_through_the_last(lend, at, is_there):
    clerk, two, boss = lend
    lent(clerk, boss)
    actor = selectors.actor_of(clerk.pk, via="web", at=at)
    assert actor.may("x.store", store_id=two.pk) is is_there
    assert actor.may("x.store", store_id=clerk.store_id)
    assert actor.store_id == (two.pk if is_there else clerk.store_id)
    if not is_there:
        with pytest.raises(NotPermitted):
            require(actor, "x.store", store_id=two.pk)


def test_a_loan_lends_the_roles_of_the_home_store_and_reaches_that_store_only(lend):
    clerk, two, boss = lend
    lent(clerk, boss)
    actor = selectors.actor_of(clerk.pk, via="web", at=AT)
    both = frozenset({clerk.store_id, two.pk})
    assert actor.scope("x.own") == Reach(both, own=True)
    assert actor.scope("x.store") == actor.scope("x.area") == Reach(both)
    assert actor.scope("x.chain") == EVERYWHERE
    assert two.pk not in actor.scope("x.advice").store_ids
    assert selectors.actor_of(clerk.pk, via="web").scope("x.store") == Reach(frozenset({clerk.store_id}))


def test_who_is_lent_stands_among_the_colleagues_of_these_days(lend):
    clerk, two, boss = lend
    lent(clerk, boss)
    for days, names in (((FIRST, FIRST), ["ANA"]), ((LAST + timedelta(1),) * 2, []), (None, [])):
        assert [row.code for row in selectors.colleagues(boss, store_id=two.pk, days=days)] == names
    assert [row.code for row in selectors.colleagues(boss, store_id=clerk.store_id)] == ["ANA"]


def test_a_loan_ends_early_and_stays_on_record(lend, django_assert_num_queries):
    clerk, two, boss = lend
    key = lent(clerk, boss)
    assert lent(clerk, boss) == key
    assert [row.state for row in selectors.loans_of(boss, staff_id=clerk.pk, at=AT)] == ["running"]
    for _again in range(2):
        services.end_loan(actor=boss, staff_id=clerk.pk, loan_id=key, at=AT + timedelta(hours=1))
    with django_assert_num_queries(1):
        rows = selectors.loans_of(boss, staff_id=clerk.pk, at=AT)
    assert [(row.state, row.may_end) for row in rows] == [("ended", False)]
    assert not selectors.actor_of(clerk.pk, via="web", at=AT).may("x.store", store_id=two.pk)
    acts = Event.objects.filter(action__in=["organisation.staff_lent", "organisation.loan_ended"])
    assert [(row.action, row.store_id) for row in acts.order_by("pk")] == [
        ("organisation.staff_lent", two.pk), ("organisation.loan_ended", two.pk),
    ]  # fmt: skip


def test_leaving_ends_the_loan(lend):
    clerk, _, boss = lend
    lent(clerk, boss)
    services.leave_staff(actor=make.actor(P.MANAGE_STAFF), staff_id=clerk.pk, left_on=FIRST, at=AT)
    assert Loan.objects.get().ended_at == AT


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"store": "S1"}, Invalid),
        ({"store": "F1"}, Invalid),
        ({"store": "S9"}, NotFound),
        ({"last_on": date(2026, 11, 20)}, Invalid),
        ({"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 20)}, Invalid),
        ({"last_on": date(2027, 11, 22)}, Invalid),
        ({"store": "S3", "first_on": LAST, "last_on": date(2026, 12, 1)}, AlreadyLent),
    ],
)
def test_what_makes_no_loan_is_refused(lend, changes, refusal):
    clerk, _, boss = lend
    if refusal is AlreadyLent:
        lent(clerk, boss)
    before = Loan.objects.count(), Event.objects.count()
    with pytest.raises(refusal):
        lent(clerk, boss, **changes)
    assert (Loan.objects.count(), Event.objects.count()) == before


def test_who_may_lend(lend):
    clerk, two, boss = lend
    one = make.actor(P.LEND_STAFF, stores={clerk.store_id}, staff_id=99)
    for actor, refusal in (
        (make.actor(P.VIEW_STORES), NotPermitted),
        (one, NotFound),  # the store that borrows is not in her reach
        (make.actor(P.LEND_STAFF, stores={two.pk}), NotFound),
        (make.actor(P.LEND_STAFF, staff_id=clerk.pk), OwnLoan),
    ):
        with pytest.raises(refusal):
            lent(clerk, actor)
    gone = make.staff("gone", home=make.store("S1"), is_active=False, left_on=FIRST)
    with pytest.raises(HasLeft):
        lent(gone, boss)
    with pytest.raises(Invalid):
        lent(make.staff("office"), boss)
    assert not Loan.objects.exists()
    key = lent(clerk, boss)
    with pytest.raises(NotFound):
        services.end_loan(actor=one, staff_id=clerk.pk, loan_id=key, at=AT)
    assert Loan.objects.get().ended_at is None


def test_the_file_lends_and_ends_and_programs_do_the_same(client):
    make.roles()
    clerk, boss = make.person("ana", "clerk", home=make.store("S1")), make.person("boss", "administrator")
    make.store("S2")
    client.force_login(boss)
    page = "/staff/ANA"
    days = dict.fromkeys(("first_on", "last_on"), business_date(clock.now(), "Asia/Shanghai").isoformat())
    refused = client.post(f"{page}/loans", {"store": "S2", **days, "last_on": "2020-01-01"})
    assert refused.status_code == 422
    assert client.post(f"{page}/loans", {"store": "S2", **days}).status_code == 302
    loan = Loan.objects.get()
    shown = client.get(page).content.decode()
    assert f"/loans/{loan.pk}/end" in shown
    assert client.post(f"{page}/loans/{loan.pk}/end").status_code == 302
    api, head = "/api/v1/staff/ANA/loans", make.bearer(boss)
    sent = client.post(api, {"store": "S2", **days}, content_type="application/json", headers=head)
    assert sent.status_code == 201
    assert [row["state"] for row in sent.json()] == ["running", "ended"]
    assert client.delete(f"{api}/{sent.json()[0]['id']}", headers=head).json()[0]["state"] == "ended"
    assert [row["state"] for row in client.get(api, headers=head).json()] == ["ended", "ended"]
    foreign = client.post(api, {"store": "S2", **days}, content_type="application/json", headers=make.bearer(clerk))
    assert foreign.status_code == 403
