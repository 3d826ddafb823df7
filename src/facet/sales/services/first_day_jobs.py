"""Customers' pieces that were in service with the older system, on the chain's first day here. Source: R312, R319."""

import secrets
from collections.abc import Sequence
from datetime import date

from facet.audit import services as audit_services
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow
from facet.kernel.importing.opening import Opened, OpeningSheet, Tie, total_of
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StoreRow
from facet.sales.models import JobStep, Payable, ServiceJob
from facet.sales.rules.job_settings import TOLERANCE
from facet.sales.rules.jobs import LINE_NAMES, JobKind, JobState
from facet.sales.selectors.first_day import categories_of_first_day, check_jobs, stores_of_first_day
from facet.sales.services.jobs import CODE_BYTES


@joins_unit_of_work
def open_jobs(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """One open job for each row at the stage it had; the slip the customer holds proves it, a ready one is charged.

    Nobody is told anything: the older system did. Locks: the number series of the stores.
    Queries: 2, 1 a category, 7 for each row.
    """
    stores = stores_of_first_day()
    categories = categories_of_first_day(row.values["category"] for row in rows)
    for row in rows:
        store = stores[row.values["store"]]
        today = local_date(opened.at, store.time_zone)
        job = _job(opened, row, store, today)
        job.category_id = categories[row.values["category"]]
        if job.state == JobState.READY:
            _charge(job, opened)
        job.save()
        _steps(opened, job)
        audit_services.record(
            opened.actor, "sales.job_taken", at=opened.at, subject=("sales.job", job.pk, job.number),
            store=(store.id, store.name), before="",
        )  # fmt: skip


def _job(opened: Opened, row: ImportRow, store: StoreRow, today: date) -> ServiceJob:
    number = organisation_services.next_number("sales.job", scope=store.code)
    tolerance = organisation_selectors.policy_values((TOLERANCE.key,), store_id=store.id, on=today)[TOLERANCE.key]
    given = row.values
    is_ready = given["state"] == JobState.READY
    return ServiceJob(
        number=f"{store.code}-V{number:05d}", claim_code=(given["slip"] or secrets.token_hex(CODE_BYTES)).upper(),
        kind=given["kind"], state=given["state"], store_id=store.id, clerk_id=None,
        member_id=opened.members[given["card"]] if given["card"] else None, description=given["description"],
        weight_in_mg=given["weight"], weight_out_mg=given["weight_out"] or given["weight"] if is_ready else None,
        tolerance_mg=tolerance, workshop=given["workshop"] or "", due_on=given["due_on"],
        estimate_cents=given["estimate"] or 0, taken_on=given["on"] or today, taken_at=opened.at,
    )  # fmt: skip


def _charge(job: ServiceJob, opened: Opened) -> None:
    """What is still to be paid stands at the tills of the store."""
    job.charge_cents = job.estimate_cents
    if job.charge_cents:
        name, name_en = LINE_NAMES[job.kind]
        job.payable = Payable.objects.create(
            number=job.number, kind="job", name=name, name_en=name_en, store_id=job.store_id,
            member_id=job.member_id, amount_cents=job.charge_cents, created_at=opened.at,
        )  # fmt: skip


def _steps(opened: Opened, job: ServiceJob) -> None:
    stages = [JobState.RECEIVED.value, *([job.state] if job.state != JobState.RECEIVED else [])]
    JobStep.objects.bulk_create(
        JobStep(
            job=job, number=number, from_state=stages[number - 2] if number > 1 else "", to_state=stage,
            store_id=job.store_id, at=opened.at, by_id=opened.actor.staff_id,
        )
        for number, stage in enumerate(stages, start=1)
    )  # fmt: skip


SHEET = OpeningSheet(
    key="jobs", names=("维修", "Services"), title=gettext_noop("Services"), apply=open_jobs, order=90,
    check=check_jobs, unique=("slip",),
    columns=(
        ImportColumn("card", ("会员卡号", "Card number", "卡号"), "code", limit=20, example="880100001236"),
        ImportColumn("store", ("门店", "Store"), "code", required=True, limit=16, example="S01"),
        ImportColumn("slip", ("取件单号", "Slip"), "code", limit=12, example="W20251108",
                     hint=gettext_noop("What stands on the customer's slip: whoever shows it may fetch the piece.")),
        ImportColumn("kind", ("服务", "Service"), "choice", required=True, example="维修",
                     choices=((JobKind.CLEANING.value, "清洗", "Cleaning"),
                              (JobKind.RESIZING.value, "改圈", "Resizing"),
                              (JobKind.REPAIR.value, "维修", "Repair"),
                              (JobKind.SAFEKEEPING.value, "保管", "Safekeeping"))),
        ImportColumn("category", ("品类编码", "Category"), "code", required=True, limit=32),
        ImportColumn("description", ("货品与要求", "Piece and work"), required=True, limit=400,
                     example="足金手链，扣头断"),
        ImportColumn("weight", ("收货克重", "Grams taken in"), "grams", required=True, least=0, most=10**5,
                     example="4.820"),
        ImportColumn("weight_out", ("修后克重", "Grams now"), "grams", least=0, most=10**5,
                     hint=gettext_noop("Only when it is ready. Empty: as it came.")),
        ImportColumn("state", ("进度", "Stage"), "choice", required=True, example="在工位",
                     choices=((JobState.RECEIVED.value, "已收件", "Taken in"),
                              (JobState.AT_BENCH.value, "在工位", "At the bench"),
                              (JobState.SENT.value, "外加工", "Outside"), (JobState.READY.value, "可取件", "Ready"))),
        ImportColumn("workshop", ("加工厂", "Workshop"), limit=80),
        ImportColumn("due_on", ("约定取件日", "Promised"), "date", required=True, example="2025-12-01"),
        ImportColumn("on", ("收件日期", "Day"), "date", example="2025-11-20"),
        ImportColumn("estimate", ("待收金额", "To be paid"), "yuan", least=0, most=10**7, example="120.00"),
    ),
    ties=(
        Tie("jobs", ("维修件数", "Services"), "int", len),
        Tie("job_grams", ("维修收货克重", "Grams in service"), "grams", total_of("weight")),
        Tie("job_cents", ("维修待收", "To be paid for services"), "yuan", total_of("estimate"), is_optional=True),
    ),
)  # fmt: skip
