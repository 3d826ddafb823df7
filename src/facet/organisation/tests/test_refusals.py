"""What the house refuses, each with nothing written."""

from datetime import date

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import house
from facet.kernel.transactions import unit_of_work
from facet.organisation import services
from facet.organisation.errors import CodeTaken
from facet.organisation.models import Role
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.rules.approvals import Wish
from facet.organisation.rules.policies import Setting, checked
from facet.organisation.tests import factories as make

AT = make.moment()
PARTNER = services.PartnerIn("新世界", "mall")
CONTRACT = services.MallContractIn("M1", "7", 1_800, date(2026, 1, 1))


@pytest.fixture
def ids():
    """A store with a till, somebody with a date of joining, and the first role."""
    store = make.store("S01")
    till = make.till("T1", store)
    ana = make.staff("ana", home=store, joined_on=date(2026, 3, 1))
    make.role("r", {})
    return {"store": store.pk, "till": till.pk, "ana": ana.pk}


@unit_of_work
def use(actor, **given):
    services.use_approval(actor, **given, at=AT)


BOSS = make.actor(P.MANAGE_STORES, P.MANAGE_DEVICES, P.MANAGE_STAFF, P.MANAGE_DEPARTMENTS, P.APPROVE, staff_id=999)
LOCAL = make.actor(P.MANAGE_STORES, P.MANAGE_DEVICES, P.MANAGE_STAFF, P.MANAGE_DEPARTMENTS, stores={0}, staff_id=998)
ENTITY = services.EntityIn("x", "own")
REFUSALS = {
    "a partner by a store": (
        NotPermitted,
        lambda ids: services.save_partner(actor=LOCAL, code="M1", request=PARTNER, is_new=True, at=AT),
    ),
    "a partner of no kind": (
        Invalid,
        lambda ids: services.save_partner(
            actor=BOSS, code="M1", request=services.PartnerIn("x", "y"), is_new=True, at=AT
        ),
    ),
    "an unknown partner": (
        NotFound,
        lambda ids: services.save_partner(actor=BOSS, code="M1", request=PARTNER, is_new=False, at=AT),
    ),
    "a contract elsewhere": (
        NotFound,
        lambda ids: services.save_mall_contract(actor=LOCAL, store_id=ids["store"], request=CONTRACT, at=AT),
    ),
    "a till of no kind": (
        Invalid,
        lambda ids: services.save_till(
            actor=BOSS, store_id=ids["store"], code="T2", request=services.TillIn("x", "y"), is_new=True, at=AT
        ),
    ),
    "an unknown till": (
        NotFound,
        lambda ids: services.save_till(
            actor=BOSS, store_id=ids["store"], code="T9", request=services.TillIn("x"), is_new=False, at=AT
        ),
    ),
    "a till elsewhere": (NotFound, lambda ids: services.register_device(actor=LOCAL, till_id=ids["till"], at=AT)),
    "a company of no kind": (
        Invalid,
        lambda ids: services.save_entity(
            actor=BOSS, code="E9", request=services.EntityIn("x", "y"), is_new=True, at=AT
        ),
    ),
    "a company twice": (
        CodeTaken,
        lambda ids: services.save_entity(actor=BOSS, code="E1", request=ENTITY, is_new=True, at=AT),
    ),
    "an unknown company": (
        NotFound,
        lambda ids: services.save_entity(actor=BOSS, code="E9", request=ENTITY, is_new=False, at=AT),
    ),
    "an area twice": (
        CodeTaken,
        lambda ids: services.create_area(actor=BOSS, code="A1", request=services.NodeIn("x"), at=AT),
    ),
    "an area below nothing": (
        NotFound,
        lambda ids: services.create_area(actor=BOSS, code="A9", request=services.NodeIn("x", parent="A8"), at=AT),
    ),
    "an area by a store": (
        NotPermitted,
        lambda ids: services.create_area(actor=LOCAL, code="A9", request=services.NodeIn("x"), at=AT),
    ),
    "leaving before joining": (
        Invalid,
        lambda ids: services.leave_staff(actor=BOSS, staff_id=ids["ana"], left_on=date(2026, 2, 28), at=AT),
    ),
    "taking what is not held": (
        NotFound,
        lambda ids: services.take_role(actor=BOSS, staff_id=ids["ana"], assignment_id=1, at=AT),
    ),
    "a password for nobody": (
        NotFound,
        lambda ids: services.store_password(actor=BOSS, staff_id=0, encoded="x", must_change=True, at=AT),
    ),
    "an administrator without roles": (
        NotFound,
        lambda ids: services.create_administrator(
            actor=house("t"), username="x1", name="x", encoded_password="x", chain="", at=AT
        ),
    ),
    "a job that asks": (
        NotPermitted,
        lambda ids: services.request_approval(
            actor=house("t"),
            operation=make.key(),
            kind="catalog.board_price",
            store_id=None,
            wish=Wish("s", "d", 1),
            reason="",
            at=AT,
        ),
    ),
    "deciding on nothing": (
        NotFound,
        lambda ids: services.decide_approval(actor=BOSS, approval_id=0, approve=True, note="", at=AT),
    ),
    "using nothing": (NotFound, lambda ids: use(BOSS, approval_id=0, kind="k", digest="d", amount=1)),
    "a token for nobody": (
        NotFound,
        lambda ids: services.issue_token(actor=BOSS, username="x", label="x", days=1, at=AT),
    ),
    "a token for another": (
        NotPermitted,
        lambda ids: services.issue_token(actor=make.actor(), username="ana", label="x", days=1, at=AT),
    ),
    "a token for ever": (
        Invalid,
        lambda ids: services.issue_token(actor=BOSS, username="ana", label="x", days=367, at=AT),
    ),
    "ending no token": (NotFound, lambda ids: services.revoke_token(actor=BOSS, token_id=0, at=AT)),
    "finishing no task": (NotFound, lambda ids: services.finish_task(actor=BOSS, task_id=0, at=AT)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", REFUSALS)
def test_a_refusal_writes_nothing(what, ids):
    refusal, act = REFUSALS[what]
    with pytest.raises(refusal):
        act(ids)
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_nobody_ends_a_strangers_token(ids):
    token = services.issue_token(actor=BOSS, username="ana", label="x", days=1, at=AT)
    assert token.startswith("facet_")
    from facet.organisation.models import ApiToken

    row = ApiToken.objects.get()
    with pytest.raises(NotFound):
        services.revoke_token(actor=make.actor(), token_id=row.pk, at=AT)
    services.revoke_token(actor=make.actor(staff_id=ids["ana"]), token_id=row.pk, at=AT)
    services.revoke_token(actor=BOSS, token_id=row.pk, at=AT)
    assert Event.objects.filter(action="organisation.token_revoked").count() == 1


@pytest.mark.django_db
def test_saving_what_is_the_same_leaves_no_trace(ids):
    services.save_entity(actor=BOSS, code="E1", request=services.EntityIn("公司 E1", "own"), is_new=False, at=AT)
    services.edit_area(actor=BOSS, code="A1", request=services.NodeIn("区域 A1"), at=AT)
    assert not Event.objects.exists()
    assert Role.objects.count() == 1


VALUES = [
    ("choice", "a", True),
    ("choice", "b", False),
    ("yes_no", True, True),
    ("yes_no", 1, False),
    ("text", "x", True),
    ("text", "x" * 201, False),
    ("text", 5, False),
    ("int", 5, True),
    ("int", 11, False),
    ("int", True, False),
]


@pytest.mark.parametrize(("kind", "value", "fits"), VALUES)
def test_values_of_settings(kind, value, fits):
    setting = Setting("k", "t", "h", kind, None, high=10, choices=(("a", "A"),))
    if fits:
        assert checked(setting, value) == value
    else:
        with pytest.raises(Invalid):
            checked(setting, value)


def test_a_setting_of_no_kind_cannot_be_offered():
    with pytest.raises(ValueError, match="no such kind"):
        Setting("k", "t", "h", "castle", None)
