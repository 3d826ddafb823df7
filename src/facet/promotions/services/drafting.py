"""Drafts of promotions: written and rewritten, counting for nobody until they are published."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from facet.audit import services as audit_services
from facet.inventory.errors import LotUnknown
from facet.inventory.selectors.for_sale import as_lots_for_sale
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.selectors.given_coupons import coupons_left
from facet.promotions.errors import TermsInvalid
from facet.promotions.models import Promotion, PromotionVersion
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.checking import check_terms
from facet.promotions.rules.parsing import as_json
from facet.promotions.rules.states import State
from facet.promotions.rules.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class PromotionIn:
    """A promotion as marketing wants it. An unknown `code` makes a new one."""

    code: str
    name: str
    terms: Terms
    name_en: str = ""


@unit_of_work
def save_promotion(*, actor: Actor, operation: OperationKey, wanted: PromotionIn, at: datetime) -> int:
    """Keep `wanted` as the promotion's draft, in place of the one there may be; gives the draft's number.

    What was published stays as it is. A draft that a second person looks at must be shown again.
    Raises: NotPermitted, Invalid, TermsInvalid, OperationConflict. Locks: the promotion.
    """
    act = operations.begin(operation, kind="promotions.save_promotion", actor=actor, at=at)
    if act.done:
        return int(act.result["number"])
    require(actor, PromotionsPermission.MANAGE_PROMOTIONS)
    _check(wanted)
    row = _promotion(actor, wanted, at)
    terms, conditions = as_json(wanted.terms), wanted.terms.conditions
    facts = {"terms": terms, "kind": wanted.terms.kind, "begins": conditions.begins, "until": conditions.until,
             "state": State.DRAFT, "approval": None}  # fmt: skip
    draft = row.versions.filter(state__in=(State.DRAFT, State.REVIEW)).first()
    if draft is None:
        last = row.versions.aggregate(last=Max("number"))["last"] or 0
        draft = PromotionVersion.objects.create(promotion=row, number=last + 1, opened_at=at, **facts)
    else:
        PromotionVersion.objects.filter(pk=draft.pk).update(**facts)
    audit_services.record(
        actor, "promotions.draft_saved", at=at, subject=("promotions.promotion", row.pk, row.code),
        number=draft.number, terms=terms,
    )  # fmt: skip
    act.finish(number=draft.number)
    return draft.number


def _promotion(actor: Actor, wanted: PromotionIn, at: datetime) -> Promotion:
    """The promotion under the wanted code, locked and renamed, or a new one."""
    row = Promotion.objects.select_for_update().filter(code=wanted.code).first()
    if row is None:
        return Promotion.objects.create(
            code=wanted.code, name=wanted.name, name_en=wanted.name_en, created_at=at, created_by=actor.name[:64]
        )
    row.name, row.name_en = wanted.name, wanted.name_en
    row.save(update_fields=["name", "name_en"])
    return row


def _check(wanted: PromotionIn) -> None:
    code = wanted.code
    if not 0 < len(code) <= 16 or not code.isascii() or not code.replace("-", "").isalnum() or code != code.upper():
        raise Invalid(field="code", reason=gettext_noop("up to 16 capitals, digits and hyphens, such as XMAS-26"))
    if not wanted.name.strip():
        raise Invalid(field="name", reason=gettext_noop("a promotion needs a name"))
    check_terms(wanted.terms)
    if wanted.terms.gift_sku:
        try:
            as_lots_for_sale([wanted.terms.gift_sku], [])
        except LotUnknown:
            raise TermsInvalid(field="gift_sku", reason=gettext_noop("no goods are kept under this sku")) from None
    if wanted.terms.coupon and coupons_left([wanted.terms.coupon], member_id=None)[wanted.terms.coupon] == 0:
        raise TermsInvalid(field="coupon", reason=gettext_noop("no open type of coupons has this code"))
