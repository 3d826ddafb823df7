"""Customers' pieces from the counter to the bench and back, paid at the till. Source: R319, domain.md F22."""

from datetime import timedelta
from typing import Any

import pytest

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.members.selectors.open_matters import open_matters
from facet.sales import services
from facet.sales.errors import ClaimNotProven, JobMoved, PayableClosed, ServiceUnpaid, WeightDiffers
from facet.sales.models import JobStep, Payable, SaleLine, ServiceJob, StaffShare
from facet.sales.selectors.books import CHECKS
from facet.sales.selectors.jobs import job_page
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key, paid

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def wanted(shop: Shop, **facts: Any) -> services.JobIn:
    return services.JobIn(
        **{"store": "S01", "member": shop.member.pk, "kind": "repair", "category": shop.pieces["G1"].category.code,
           "description": "足金手链，扣头断", "weight_in_mg": 4_820, "due_on": TODAY + timedelta(days=7),
           "estimate_cents": 12_000, "conditions": ("clasp_worn",), **facts}
    )  # fmt: skip


def taken(shop: Shop, **facts: Any) -> ServiceJob:
    return services.take_job(actor=shop.actor(), operation=key(), wanted=wanted(shop, **facts), at=AT)


def goes(shop: Shop, row: ServiceJob, state: str, *, actor: Any = None, **facts: Any) -> ServiceJob:
    step = services.JobStepIn(number=row.number, state=state, **facts)
    services.advance_job(actor=actor or shop.actor(), operation=key(), wanted=step, at=AT)
    row.refresh_from_db()
    return row


def ready(shop: Shop, **facts: Any) -> ServiceJob:
    weights = {"added_mg": 150, "removed_mg": 30, "weight_out_mg": 4_932}
    return goes(shop, goes(shop, taken(shop), "at_bench"), "ready", **weights | facts)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": "magic"}, Invalid),
        ({"conditions": ("magic",)}, Invalid),
        ({"description": " "}, Invalid),
        ({"weight_in_mg": 0}, Invalid),
        ({"due_on": TODAY - timedelta(days=1)}, Invalid),
        ({"estimate_cents": -1}, Invalid),
        ({"kind": "resizing"}, Invalid),
        ({"category": "NONE"}, Invalid),
        ({"store": "S99"}, NotFound),
        ({"member": 987_654}, NotFound),
    ],
)
def test_refusals_write_nothing(shop, facts, refusal):
    with pytest.raises(refusal):
        taken(shop, **facts)
    assert not ServiceJob.objects.exists()


def test_a_piece_is_taken_in_once_and_keeps_the_members_file_open(shop):
    operation = key()
    for _ in range(2):
        row = services.take_job(actor=shop.actor(), operation=operation, wanted=wanted(shop), at=AT)
    assert (row.number, row.state, JobStep.objects.count(), len(row.claim_code)) == ("S01-V00001", "received", 1, 8)
    assert (row.tolerance_mg, len(open_matters(shop.member.pk))) == (20, 1)


def test_paid_on_a_ticket_and_handed_back_against_the_slip(shop, django_assert_num_queries):
    row = ready(shop)
    assert (row.weight_out_mg, row.expected_mg, row.charge_cents) == (4_932, 4_940, 12_000)
    with pytest.raises(ServiceUnpaid):
        goes(shop, row, "handed_back", claim=row.claim_code)
    sold = shop.sell(payables=(row.number,), tenders=(paid("cash", 12_000),))
    line = SaleLine.objects.get(sale=sold.sale)
    assert (line.kind, line.code, line.net_cents, sold.sale.net_cents) == ("service", row.number, 12_000, 12_000)
    assert (sold.sale.pieces, sold.sale.points_earned) == (0, 0)
    assert StaffShare.objects.get(line=line).pieces_bp == 0
    assert [problem for check in CHECKS for problem in check.run()] == []
    with pytest.raises(PayableClosed):
        shop.sell(payables=(row.number,), tenders=(paid("cash", 12_000),))
    with pytest.raises(ClaimNotProven):
        goes(shop, row, "handed_back", claim="00000000")
    assert goes(shop, row, "handed_back", claim=row.claim_code.lower()).closed_at == AT
    assert open_matters(shop.member.pk) == []
    with django_assert_num_queries(7):
        page = job_page(shop.actor(), number=row.number, at=AT)
    assert page.check is not None
    assert (page.check.difference_mg, page.check.fits, page.is_due) == (-8, True, False)


def test_a_free_service_is_handed_back_to_the_member_without_a_ticket(shop):
    row = goes(shop, taken(shop, kind="cleaning", estimate_cents=0), "ready", weight_out_mg=4_815)
    assert not Payable.objects.exists()
    assert goes(shop, row, "handed_back", claim=shop.member.number).state == "handed_back"


def test_goods_and_services_stand_on_one_ticket(shop):
    row = ready(shop, charge_cents=8_800)
    sold = shop.sell("D1", payables=(row.number,), tenders=(paid("cash", 1_288_800),))
    assert (sold.sale.net_cents, sold.sale.pieces) == (1_288_800, 1)


def test_a_weight_beyond_the_tolerance_stops_until_it_is_accepted_with_a_reason(shop):
    row = goes(shop, taken(shop), "at_bench")
    grants = {name: reach for name, reach in shop.actor().grants.items() if name != "sales.accept_weight"}
    for actor, note in ((shop.actor(grants=grants), "换扣"), (shop.actor(), "")):
        with pytest.raises(WeightDiffers):
            goes(shop, row, "ready", actor=actor, weight_out_mg=4_700, note=note)
    row.refresh_from_db()
    assert (row.state, row.weight_out_mg, Payable.objects.count()) == ("at_bench", None, 0)
    assert goes(shop, row, "ready", weight_out_mg=4_700, note="换下的旧扣归顾客").state == "ready"


def test_a_piece_that_is_given_back_undone_weighs_what_it_weighed(shop):
    row = goes(shop, taken(shop), "sent", workshop="城西金工坊")
    with pytest.raises(Invalid):
        goes(shop, row, "refused", weight_out_mg=4_920, added_mg=100, claim=row.claim_code)
    with pytest.raises(ClaimNotProven):
        goes(shop, row, "refused", weight_out_mg=4_820)
    assert goes(shop, row, "refused", weight_out_mg=4_820, claim=row.claim_code).state == "refused"
    with pytest.raises(JobMoved):
        goes(shop, row, "ready", weight_out_mg=4_820)


def test_another_stores_service_is_unknown_and_a_right_is_needed(shop):
    row = ready(shop)
    other = factories.shop(with_member=False, code="S02")
    with pytest.raises(NotFound):
        goes(shop, row, "handed_back", actor=other.actor(), claim=row.claim_code)
    with pytest.raises(NotFound):
        other.sell(payables=(row.number,), tenders=(paid("cash", 12_000),))
    without = {name: reach for name, reach in shop.actor().grants.items() if name != "sales.hand_back_jobs"}
    with pytest.raises(NotPermitted):
        goes(shop, row, "handed_back", actor=shop.actor(grants=without), claim=row.claim_code)
    assert Payable.objects.get().sale_id is None
