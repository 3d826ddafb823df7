"""Service jobs as lists, pages, slips and home cards read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from facet.catalog.rules.weights import METAL_LABELS
from facet.kernel.clock import local_date
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.sales.models import JobPhoto, JobStep, Sale, ServiceJob
from facet.sales.permissions import SalesPermission
from facet.sales.rules.jobs import (
    OPEN_STATES,
    SIGNED_STATES,
    STATE_WORDS,
    STEPS,
    WORKED_STATES,
    JobState,
    WeightCheck,
    is_late,
    weight_check,
)
from facet.sales.rules.signatures import SignedAct
from facet.sales.selectors.sale import visible_sales
from facet.sales.selectors.signatures import SignaturePage, signatures_on

_ENDS = (JobState.HANDED_BACK, JobState.REFUSED)


def visible_jobs(viewer: Actor) -> QuerySet[ServiceJob]:
    """The services within the viewer's reach. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_JOBS)
    rows = ServiceJob.objects.all()
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)


def job_to_work(viewer: Actor, row: ServiceJob, *, handing_back: bool, taking: bool = False) -> None:
    """Refuse work on a job beyond reach, or without the right. Raises: NotFound, NotPermitted. Queries: 0."""
    needed = SalesPermission.HAND_BACK_JOBS if handing_back else SalesPermission.WORK_JOBS
    if taking and viewer.may(SalesPermission.TAKE_JOBS, store_id=row.store_id):
        needed = SalesPermission.TAKE_JOBS
    if not any(viewer.may(each, store_id=row.store_id) for each in (SalesPermission.VIEW_JOBS, needed)):
        raise NotFound(key=row.number)
    require(viewer, needed, store_id=row.store_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class JobPage:
    """One job with its stages, pictures, weights and what is to pay."""

    job: ServiceJob
    store: StoreRow
    member: MemberForSale | None
    member_name: str
    steps: Sequence[JobStep]
    photos: Sequence[JobPhoto]
    next_states: Sequence[tuple[str, str]]  # state, words
    is_late: bool
    may_work: bool
    may_collect: bool
    paid_on: Sale | None
    may_open_ticket: bool
    signs: Sequence[SignaturePage]

    @property
    def is_open(self) -> bool:
        return self.job.state in OPEN_STATES

    @property
    def is_due(self) -> bool:
        """Whether a till still has to collect for it."""
        return bool(self.job.payable_id) and self.paid_on is None

    @property
    def check(self) -> WeightCheck | None:
        """Its weight after the work, None before (F22)."""
        job = self.job
        if job.weight_out_mg is None:
            return None
        return weight_check(
            job.weight_in_mg, added_mg=job.added_mg, removed_mg=job.removed_mg, out_mg=job.weight_out_mg,
            tolerance_mg=job.tolerance_mg,
        )  # fmt: skip

    @property
    def metal(self) -> str:
        """The metal of the piece as people say it, "" where nobody wrote it; English, translated where it is shown."""
        return METAL_LABELS.get(self.job.metal, "")

    @property
    def sizes(self) -> tuple[str, str]:
        """The circumference before and after, in millimetres."""
        return f"{self.job.size_from_tenths / 10:g}", f"{self.job.size_to_tenths / 10:g}"


def job_page(viewer: Actor, *, number: str, at: datetime) -> JobPage:
    """One job by its number. Raises: NotFound, for foreign ones too. Queries: 7 at most."""
    rows = visible_jobs(viewer).select_related("category", "clerk", "payable__sale")
    row = rows.filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    store = organisation_selectors.store_by_id(row.store_id)
    member = members_selectors.member_for_sale(row.member_id) if row.member_id else None
    may_work = viewer.may(SalesPermission.WORK_JOBS, store_id=row.store_id)
    may_back = viewer.may(SalesPermission.HAND_BACK_JOBS, store_id=row.store_id)
    sale = row.payable.sale if row.payable else None
    is_open = row.state in OPEN_STATES
    may_touch = is_open and (may_work or viewer.may(SalesPermission.TAKE_JOBS, store_id=row.store_id))
    return JobPage(
        job=row,
        store=store,
        member=member,
        member_name=member.name_for(viewer) if member else "",
        steps=list(row.steps.select_related("by", "store").order_by("number")),
        photos=list(row.photos.select_related("added_by").order_by("number")),
        next_states=[
            (state, STATE_WORDS[state]) for state in STEPS[row.state] if (may_back if state in _ENDS else may_work)
        ],
        is_late=is_late(row.state, row.due_on, on=local_date(at, store.time_zone)),
        may_work=may_touch,
        may_collect=may_back and bool(row.payable_id) and sale is None,
        paid_on=sale,
        may_open_ticket=sale is not None and visible_sales(viewer).filter(pk=sale.pk).exists(),
        signs=signatures_on(
            row.number,
            {SignedAct.BROUGHT: may_touch, SignedAct.FETCHED: may_back and row.state in SIGNED_STATES},
        ),
    )


def job_photo_sum(viewer: Actor, *, number: str, photo: int) -> str:
    """Under which sum a picture of a job in reach is stored. Raises: NotFound. Queries: 1."""
    jobs = visible_jobs(viewer).filter(number=number.strip().upper())
    found = JobPhoto.objects.filter(job__in=jobs, number=photo).first()
    if found is None:
        raise NotFound(key=f"{number} {photo}")
    return str(found.sha256)


def jobs_of_member(viewer: Actor, *, member_id: int) -> list[ServiceJob]:
    """A member's services in reach, open ones first, at most 50. Queries: 1."""
    rows = visible_jobs(viewer).filter(member=member_id).select_related("store", "category").order_by("-taken_at")[:50]
    return sorted(rows, key=lambda row: row.state not in OPEN_STATES)


def waiting_jobs(viewer: Actor, *, store_id: int, on: date) -> tuple[list[ServiceJob], list[ServiceJob]]:
    """(not ready by the promised day, ready and not fetched) of a store, oldest first, at most 10 each. Queries: 2."""
    rows = visible_jobs(viewer).filter(store=store_id).order_by("due_on", "pk")
    late = rows.filter(state__in=WORKED_STATES, due_on__lt=on)[:10]
    return list(late), list(rows.filter(state=JobState.READY.value)[:10])


def open_jobs_of(member_id: int) -> list[ServiceJob]:
    """A member's open services, whatever store has them. Queries: 1."""
    return list(ServiceJob.objects.filter(member=member_id, state__in=OPEN_STATES).order_by("pk"))
