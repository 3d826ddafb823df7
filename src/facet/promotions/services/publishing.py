"""Drafts become live with a second person's yes; what is live is stopped with one tap."""

from datetime import datetime

from django.conf import settings

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish
from facet.promotions.errors import NothingRuns, PromotionUnknown
from facet.promotions.models import Promotion, PromotionSlice, PromotionVersion
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.publishing import APPROVAL_KIND, digest_of
from facet.promotions.rules.quotas import slices
from facet.promotions.rules.states import State

DRAFTS = (State.DRAFT, State.REVIEW)


@unit_of_work
def request_promotion_approval(*, actor: Actor, operation: OperationKey, code: str, reason: str, at: datetime) -> int:
    """Show the draft to a second person; gives the approval's id.

    Raises: NotPermitted, also for programs without a person, PromotionUnknown, NotFound without a draft, Invalid.
    Locks: the promotion.
    """
    act = operations.begin(operation, kind="promotions.request_approval", actor=actor, at=at)
    if act.done:
        return int(act.result["approval_id"])
    require(actor, PromotionsPermission.MANAGE_PROMOTIONS)
    draft = _draft(code)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("say in a few words what it is for"))
    wish = Wish(
        subject=f"{code} {draft.promotion.name}", digest=_digest(draft), amount=1,
        facts={"code": code, "number": draft.number, "begins": draft.begins.isoformat()},
    )  # fmt: skip
    approval_id = organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=None, wish=wish, reason=reason, at=at
    )
    draft.approval_id, draft.state = approval_id, State.REVIEW
    draft.save(update_fields=["approval", "state"])
    act.finish(approval_id=approval_id)
    return approval_id


@unit_of_work
def publish_promotion(
    *, actor: Actor, operation: OperationKey, code: str, at: datetime, approval_id: int | None = None
) -> int:
    """Put the draft in force for its days, in place of the version before it; gives its number.

    Without `approval_id` the yes that was asked for with the draft counts; the house itself needs none. Tickets of
    before keep what they got. Raises: NotPermitted, PromotionUnknown, NotFound without a draft, Invalid when its days
    are over, ApprovalNeeded and the approval's refusals. Locks: the promotion, the approval, the promotion's slices.
    """
    act = operations.begin(operation, kind="promotions.publish_promotion", actor=actor, at=at)
    if act.done:
        return int(act.result["number"])
    require(actor, PromotionsPermission.MANAGE_PROMOTIONS)
    draft = _draft(code)
    if draft.until <= local_date(at, settings.TIME_ZONE):
        raise Invalid(field="last", reason=gettext_noop("its last day has passed already"))
    if not actor.almighty:
        draft.approval_id = approval_id or draft.approval_id
        if draft.approval_id is None:
            raise ApprovalNeeded(what=gettext_noop("New promotion"), limit=0, wanted=1)
        organisation_services.use_approval(
            actor, approval_id=draft.approval_id, kind=APPROVAL_KIND, digest=_digest(draft), amount=1, at=at
        )
    former = PromotionVersion.objects.filter(promotion=draft.promotion, state=State.PUBLISHED)
    former.update(state=State.STOPPED, stopped_at=at, stopped_by=actor.name[:64])
    draft.state, draft.published_at, draft.published_by = State.PUBLISHED, at, actor.name[:64]
    draft.save(update_fields=["state", "published_at", "published_by", "approval"])
    _cut_slices(actor, draft)
    _tell(actor, "promotions.published", draft, at)
    act.finish(number=draft.number)
    return draft.number


@unit_of_work
def stop_promotion(*, actor: Actor, operation: OperationKey, code: str, at: datetime) -> None:
    """End a running or planned promotion at once; tickets of before keep what they got.

    Needs no second person: stopping gives nothing away. Raises: NotPermitted, PromotionUnknown, NothingRuns.
    Locks: the promotion.
    """
    act = operations.begin(operation, kind="promotions.stop_promotion", actor=actor, at=at)
    if act.done:
        return
    require(actor, PromotionsPermission.MANAGE_PROMOTIONS)
    row = _locked(code)
    live = row.versions.filter(state=State.PUBLISHED, until__gt=local_date(at, settings.TIME_ZONE)).first()
    if live is None:
        raise NothingRuns(promotion=row.name)
    live.state, live.stopped_at, live.stopped_by = State.STOPPED, at, actor.name[:64]
    live.save(update_fields=["state", "stopped_at", "stopped_by"])
    _tell(actor, "promotions.stopped", live, at)
    act.finish(number=live.number)


def _locked(code: str) -> Promotion:
    row = Promotion.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise PromotionUnknown(key=code)
    return row


def _draft(code: str) -> PromotionVersion:
    """The draft of a promotion, which is locked."""
    row = _locked(code)
    draft = PromotionVersion.objects.select_related("promotion").filter(promotion=row, state__in=DRAFTS).first()
    if draft is None:
        raise NotFound(key=f"{code} draft")
    return draft


def _digest(draft: PromotionVersion) -> str:
    return digest_of(code=draft.promotion.code, number=draft.number, terms=draft.terms)


def _cut_slices(actor: Actor, version: PromotionVersion) -> None:
    """Give each store that takes part its slice; what was used of an earlier version stays used."""
    terms = version.promise
    if not terms.limits.sliced:
        return
    conditions = terms.conditions
    stores = [
        store.id for store in organisation_selectors.stores_of(actor)
        if (not conditions.stores or store.code in conditions.stores)
        and (not conditions.store_kinds or store.kind in conditions.store_kinds)
    ]  # fmt: skip
    held = {row.store_id: row for row in version.promotion.slices.select_for_update().order_by("pk")}
    limits = terms.limits
    parts = zip(
        stores, slices(limits.budget_cents, len(stores)), slices(limits.total, len(stores)),
        slices(limits.per_day, len(stores)), strict=True,
    )  # fmt: skip
    for store_id, budget, total, today in parts:
        row = held.get(store_id) or PromotionSlice(promotion=version.promotion, store_id=store_id)
        row.budget_cents = max(budget, row.used_cents)
        row.total, row.today = max(total, row.uses), max(today, row.uses_today)
        row.save()


def _tell(actor: Actor, action: str, version: PromotionVersion, at: datetime) -> None:
    named = version.promotion
    audit_services.record(
        actor, action, at=at, subject=("promotions.promotion", named.pk, named.code), number=version.number,
        terms=version.terms, approval_id=version.approval_id,
    )  # fmt: skip
    outbox.publish(action, at=at, code=named.code, number=version.number)
