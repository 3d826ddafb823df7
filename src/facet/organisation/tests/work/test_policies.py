from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.audit.models import Event
from facet.kernel import clock, registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.organisation import selectors, services
from facet.organisation.models import Policy
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.rules.policies import Setting, Version, value_on
from facet.organisation.tests import factories as make

AT, TODAY = make.moment(), date(2026, 11, 21)
SHARE = Setting("test.share", "Share", "In percent.", "percent", 300, high=10_000, per_store=True)
MODE = Setting("test.mode", "Mode", "How.", "choice", "cash", choices=(("none", "None"), ("cash", "Cash only")))


@pytest.fixture(autouse=True)
def _offered(monkeypatch):
    slot = registry._slots.setdefault("setting", {})
    for setting in (SHARE, MODE):
        monkeypatch.setitem(slot, setting.key, setting)


@pytest.fixture
def boss():
    return make.actor(P.MANAGE_POLICIES)


def put(actor, value, *, name="test.share", days=0, store_id=None):
    wanted = services.PolicyIn(name, value, TODAY + timedelta(days=days), store_id)
    services.set_policy(actor=actor, request=wanted, at=AT)


@pytest.mark.django_db
def test_a_value_counts_from_its_day_on_and_a_stores_own_comes_first(boss, django_assert_num_queries):
    store = make.store("S01")
    put(boss, 400, days=10)
    put(boss, 500, days=20, store_id=store.pk)
    put(boss, 450, days=10)  # corrects the first
    cells = {
        (store_id, days): selectors.policy_value("test.share", store_id=store_id, on=TODAY + timedelta(days=days))
        for store_id in (None, store.pk)
        for days in (9, 10, 20)
    }
    assert list(cells.values()) == [300, 450, 450, 300, 450, 500]
    with django_assert_num_queries(1):
        selectors.policy_value("test.share", store_id=store.pk, on=TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"value": 10_001}, Invalid),
        ({"value": "300"}, Invalid),
        ({"value": True}, Invalid),
        ({"value": 300, "days": -1}, Invalid),
        ({"value": "always", "name": "test.mode"}, Invalid),
        ({"value": "none", "name": "test.mode", "store_id": "S01"}, Invalid),
        ({"value": 1, "name": "test.unknown"}, NotFound),
        ({"value": 1, "store_id": 10**6}, NotFound),
    ],
)
def test_a_value_that_cannot_be_is_refused(boss, change, refusal):
    store = make.store("S01")
    given = change | ({"store_id": store.pk} if change.get("store_id") == "S01" else {})
    with pytest.raises(refusal):
        put(boss, given.pop("value"), **given)
    assert (Policy.objects.count(), Event.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_store_sets_its_own_value_and_never_the_chains():
    store, other = make.store("S01"), make.store("S02")
    local = make.actor(P.MANAGE_POLICIES, stores={store.pk})
    put(local, 200, store_id=store.pk)
    with pytest.raises(NotPermitted):
        put(local, 200)
    with pytest.raises(NotFound):
        put(local, 200, store_id=other.pk)
    with pytest.raises(NotPermitted):
        put(make.actor(), 200)
    assert Policy.objects.count() == 1


@pytest.mark.django_db
def test_by_page(client):
    make.roles()
    client.force_login(make.person("boss", "administrator", language="en"))
    assert "Share" in client.get("/rules").content.decode()
    day = (clock.now().date() + timedelta(days=2)).isoformat()
    assert client.post("/rules/test.share", {"value": "3.5", "store": "", "valid_from": day}).status_code == 302
    assert Policy.objects.get().value == 350
    assert client.post("/rules/test.share", {"value": "101", "store": "", "valid_from": day}).status_code == 422
    assert client.post("/rules/test.share", {"value": "1", "store": "", "valid_from": "2020-01-01"}).status_code == 422
    assert "3.5%" in client.get("/rules").content.decode()
    client.force_login(make.person("eve", "clerk", home=make.store("S01")))
    assert client.get("/rules").status_code == 403
    assert client.post("/rules/test.share", {"value": "3.5", "valid_from": day}).status_code == 403


_versions = st.lists(
    st.builds(
        Version,
        st.integers(1, 99),
        st.integers(),
        st.sampled_from([None, 1, 2]),
        st.dates(date(2026, 1, 1), date(2026, 1, 9)),
    )
)


@given(_versions, st.sampled_from([None, 1]), st.dates(date(2026, 1, 1), date(2026, 1, 9)))
def test_the_value_on_a_day_never_comes_from_later_or_from_another_store(versions, store_id, on):
    value = value_on(versions, store_id=store_id, on=on, default="default")
    possible = [each.value for each in versions if each.valid_from <= on and each.store_id in {None, store_id}]
    assert value in (possible or ["default"])
    own = [each.value for each in versions if each.valid_from <= on and store_id and each.store_id == store_id]
    assert not own or value in own
