from dataclasses import replace
from datetime import date, time

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.organisation import selectors, services
from facet.organisation.errors import CodeTaken, PlaceMismatch, StillInUse
from facet.organisation.models import Area, Department, LegalEntity, MallContract, Partner, Store, Till
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.moment()
WANTED = services.StoreIn(
    name="南京东路店", kind="own", entity="E1", area="A1", price_group="P1", opens_at=time(10), closes_at=time(22)
)  # fmt: skip


@pytest.fixture
def _places():
    make.entity(), make.area(), make.price_group()
    make.entity("FR", kind=LegalEntity.Kind.FRANCHISEE)


@pytest.fixture
def boss():
    return make.actor(P.MANAGE_STORES, P.VIEW_STORES, P.MANAGE_DEVICES, P.MANAGE_DEPARTMENTS)


def nothing_written():
    return not Event.objects.exists()


@pytest.mark.usefixtures("_places")
def test_a_store_is_opened_with_all_its_attributes(boss):
    services.create_store(actor=boss, code="S01", request=WANTED, at=AT)
    row = selectors.list_stores(boss)[0]
    assert (row.code, row.name, row.entity_code, row.area_code, row.price_group_code) == (
        "S01",
        WANTED.name,
        "E1",
        "A1",
        "P1",
    )
    assert Event.objects.get().action == "organisation.store_created"


@pytest.mark.usefixtures("_places")
@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"entity": "FR"}, PlaceMismatch),
        ({"kind": "franchise"}, PlaceMismatch),
        ({"kind": "castle"}, Invalid),
        ({"entity": "E9"}, NotFound),
        ({"area": "A9"}, NotFound),
        ({"price_group": "P9"}, NotFound),
        ({"time_zone": "Mars/Olympus"}, Invalid),
    ],
)
def test_a_store_that_does_not_fit_is_refused(boss, change, refusal):
    with pytest.raises(refusal):
        services.create_store(actor=boss, code="S01", request=replace(WANTED, **change), at=AT)
    assert (Store.objects.count(), nothing_written()) == (0, True)


@pytest.mark.usefixtures("_places")
def test_only_the_chain_opens_stores_and_codes_are_unique(boss):
    make.store("S01")
    with pytest.raises(CodeTaken):
        services.create_store(actor=boss, code="S01", request=WANTED, at=AT)
    with pytest.raises(Invalid):
        services.create_store(actor=boss, code="S 02", request=WANTED, at=AT)
    for actor in (make.actor(P.VIEW_STORES), make.actor(P.MANAGE_STORES, stores={1, 2})):
        with pytest.raises(NotPermitted):
            services.create_store(actor=actor, code="S02", request=WANTED, at=AT)
    assert (Store.objects.count(), nothing_written()) == (1, True)


@pytest.mark.usefixtures("_places")
def test_a_store_may_change_its_hours_but_not_its_company():
    store = make.store("S01")
    own = make.actor(P.MANAGE_STORES, stores={store.pk})
    same = replace(WANTED, name=store.name, opens_at=time(9, 30))
    services.edit_store(actor=own, store_id=store.pk, request=same, at=AT)
    assert Event.objects.get().facts == {"before": {"opens_at": "10:00:00"}, "after": {"opens_at": "09:30:00"}}
    make.entity("E2")
    with pytest.raises(NotPermitted):
        services.edit_store(actor=own, store_id=store.pk, request=replace(same, entity="E2"), at=AT)
    with pytest.raises(NotFound):
        services.edit_store(actor=make.actor(P.MANAGE_STORES, stores={0}), store_id=store.pk, request=same, at=AT)
    store.refresh_from_db()
    assert (store.entity.code, Event.objects.count()) == ("E1", 1)


def test_a_company_with_stores_keeps_its_kind(boss):
    make.store("S01")
    with pytest.raises(Invalid):
        services.save_entity(actor=boss, code="E1", request=services.EntityIn("x", "franchisee"), is_new=False, at=AT)
    services.save_entity(actor=boss, code="E1", request=services.EntityIn("棱面珠宝", "own"), is_new=False, at=AT)
    assert LegalEntity.objects.get().name == "棱面珠宝"


def test_areas_move_with_all_below_and_never_below_themselves(boss):
    for code, parent in (("CN", ""), ("EAST", "CN"), ("SH", "EAST"), ("NORTH", "CN")):
        services.create_area(actor=boss, code=code, request=services.NodeIn(code, parent=parent), at=AT)
    services.edit_area(actor=boss, code="EAST", request=services.NodeIn("EAST", parent="NORTH"), at=AT)
    assert [(row.code, row.depth, row.parent) for row in selectors.areas(boss)] == [
        ("CN", 1, ""), ("NORTH", 2, "CN"), ("EAST", 3, "NORTH"), ("SH", 4, "EAST"),
    ]  # fmt: skip
    with pytest.raises(Invalid):
        services.edit_area(actor=boss, code="NORTH", request=services.NodeIn("NORTH", parent="SH"), at=AT)
    services.edit_area(actor=boss, code="EAST", request=services.NodeIn("EAST"), at=AT)
    assert selectors.areas(boss)[-2].depth == 1
    assert Area.objects.find_problems() == ([], [], [], [], [])


def test_an_area_in_use_stays(boss):
    make.store("S01", area=make.area("A1"))
    with pytest.raises(StillInUse):
        services.remove_area(actor=boss, code="A1", at=AT)
    make.area("A2")
    services.remove_area(actor=boss, code="A2", at=AT)
    assert list(Area.objects.values_list("code", flat=True)) == ["A1"]


def test_a_department_with_people_stays_in_use(boss):
    make.staff()
    with pytest.raises(StillInUse):
        services.edit_department(actor=boss, code="D1", request=services.NodeIn("D", is_active=False), at=AT)
    assert Department.objects.get().is_active


def test_a_till_belongs_to_a_store_within_reach(boss):
    store = make.store("S01")
    services.save_till(actor=boss, store_id=store.pk, code="T1", request=services.TillIn("一号"), is_new=True, at=AT)
    assert selectors.till_facts(store_code="S01", till_code="T1").till_id == Till.objects.get().pk
    with pytest.raises(CodeTaken):
        services.save_till(actor=boss, store_id=store.pk, code="T1", request=services.TillIn("x"), is_new=True, at=AT)
    with pytest.raises(NotFound):
        services.save_till(
            actor=make.actor(P.MANAGE_DEVICES, stores={0}), store_id=store.pk, code="T2",
            request=services.TillIn("x"), is_new=True, at=AT,
        )  # fmt: skip
    off = services.TillIn("一号", is_active=False)
    services.save_till(actor=boss, store_id=store.pk, code="T1", request=off, is_new=False, at=AT)
    with pytest.raises(NotFound):
        selectors.till_facts(store_code="S01", till_code="T1")


def test_a_partners_people_are_sealed(boss):
    wanted = services.PartnerIn("千足金冶炼", "refiner", contact_name="周师傅", contact_phone="13800138000")
    services.save_partner(actor=boss, code="R1", request=wanted, is_new=True, at=AT)
    assert Partner.objects.get().contact_name == "周师傅"
    raw = Partner.objects.values_list("contact_name", "contact_phone").get()
    assert "周师傅".encode() not in bytes(raw[0])
    assert "13800138000" not in str(Event.objects.get().facts)


MALL = services.MallContractIn(
    "M1", "2026-7", 1_800, date(2026, 1, 1), date(2026, 12, 31),
    terms=(services.TermIn("gold", "", 900), services.TermIn("gold", "店庆", 1_200),
           services.TermIn("", "店庆", 2_000)),
)  # fmt: skip


@pytest.fixture
def counter():
    Partner.objects.create(code="M1", name="新世界", kind=Partner.Kind.MALL)
    return make.store("S07", kind=Store.Kind.MALL_COUNTER)


@pytest.mark.parametrize(
    ("on", "goods", "rate"),
    [
        (date(2026, 6, 1), ((), ""), 1_800),
        (date(2026, 6, 1), (("gold", "ring"), ""), 900),
        (date(2026, 6, 1), (("gold", "ring"), "店庆"), 1_200),
        (date(2026, 6, 1), (("diamond",), "店庆"), 2_000),
        (date(2026, 12, 31), (("diamond",), ""), 1_800),
        (date(2027, 1, 1), (("gold",), ""), 0),
    ],
)
def test_the_mall_keeps_by_the_narrowest_term(boss, counter, on, goods, rate):
    categories, campaign = goods
    services.save_mall_contract(actor=boss, store_id=counter.pk, request=MALL, at=AT)
    assert selectors.mall_deduction_bp(counter.pk, on=on, category_codes=categories, campaign=campaign) == rate


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"deduction_bp": 10_001}, Invalid),
        ({"settlement_day": 29}, Invalid),
        ({"valid_until": date(2025, 1, 1)}, Invalid),
        ({"terms": (services.TermIn("", "", 5),)}, Invalid),
        ({"mall": "M9"}, NotFound),
        ({"number": "other"}, Invalid),  # overlaps the first
    ],
)
def test_a_mall_contract_that_cannot_be_is_refused(boss, counter, change, refusal):
    services.save_mall_contract(actor=boss, store_id=counter.pk, request=MALL, at=AT)
    before = Event.objects.count()
    with pytest.raises(refusal):
        services.save_mall_contract(actor=boss, store_id=counter.pk, request=replace(MALL, **change), at=AT)
    assert (MallContract.objects.count(), Event.objects.count()) == (1, before)


def test_only_counters_have_mall_contracts(boss, counter):
    with pytest.raises(Invalid):
        services.save_mall_contract(actor=boss, store_id=make.store("S01").pk, request=MALL, at=AT)
