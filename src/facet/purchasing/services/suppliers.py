"""What is agreed with a supplier, and what he asks for his work."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.purchasing.models import SupplierPrice, SupplierTerms
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.words import LabourPer
from facet.purchasing.selectors.suppliers import supplier_row

MANAGE = PurchasingPermission.MANAGE_SUPPLIERS
CURRENCIES = ("CNY",)
LANGUAGES = ("zh-hans", "zh-hant", "en")


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsIn:
    """Terms as a form or a program gives them. `email` and `note` are sealed. Units: days."""

    supplier: str
    email: str = ""
    payment_days: int = 30
    currency: str = "CNY"
    lead_days: int = 14
    priced_later: bool = False
    language: str = "zh-hans"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabourPriceIn:
    """One row of a price list: for a style or a category, from a day on. Units: cents by `labour_per`."""

    supplier: str
    labour_per: str
    labour_cents: int
    valid_from: date
    category: str = ""
    style: str = ""


@unit_of_work
def save_supplier_terms(*, actor: Actor, operation: OperationKey, wanted: TermsIn, at: datetime) -> int:
    """Write down what was agreed; gives the supplier's id.

    Raises: NotPermitted, SupplierUnknown, Invalid. Locks: the supplier's terms.
    """
    act = operations.begin(operation, kind="purchasing.save_supplier_terms", actor=actor, at=at)
    if act.done:
        return int(act.result["supplier_id"])
    require(actor, MANAGE)
    if not actor.scope(MANAGE).chain_wide:
        raise NotPermitted(permission=str(MANAGE))
    _check(wanted)
    partner = supplier_row(wanted.supplier)
    row = SupplierTerms.objects.select_for_update().filter(supplier=partner).first() or SupplierTerms(supplier=partner)
    clear = ("payment_days", "currency", "lead_days", "priced_later", "language")
    before = {name: getattr(row, name) for name in clear} if row.pk else {}
    for name in (*clear, "email", "note"):
        setattr(row, name, getattr(wanted, name))
    row.changed_at, row.changed_by = at, actor.name[:64]
    row.save()
    audit_services.record(
        actor, "purchasing.supplier_terms_saved", at=at, subject=("organisation.partner", partner.pk, partner.code),
        before=before, after={name: getattr(wanted, name) for name in clear}, has_email=bool(wanted.email),
    )  # fmt: skip
    act.finish(supplier_id=partner.pk)
    return int(partner.pk)


def _check(wanted: TermsIn) -> None:
    if wanted.email:
        try:
            validate_email(wanted.email)
        except ValidationError:
            raise Invalid(field="email", reason=gettext_noop("this is not an e-mail address")) from None
    if wanted.currency not in CURRENCIES:
        raise Invalid(field="currency", reason=gettext_noop("orders are in yuan; other currencies come later"))
    if wanted.language not in LANGUAGES:
        raise Invalid(field="language", reason=gettext_noop("choose one of the languages offered"))
    if not 0 <= wanted.payment_days <= 365 or not 0 <= wanted.lead_days <= 365:
        raise Invalid(field="lead_days", reason=gettext_noop("from 0 to 365 days"))


@unit_of_work
def add_supplier_price(*, actor: Actor, operation: OperationKey, wanted: LabourPriceIn, at: datetime) -> int:
    """Add a row to a price list; the row before it counts until the day before. Gives the row's id.

    Raises: NotPermitted, SupplierUnknown, NotFound, Invalid.
    """
    act = operations.begin(operation, kind="purchasing.add_supplier_price", actor=actor, at=at)
    if act.done:
        return int(act.result["price_id"])
    require(actor, MANAGE)
    if bool(wanted.category) == bool(wanted.style):
        raise Invalid(field="category", reason=gettext_noop("choose a category, or write a style: one of the two"))
    if wanted.labour_per not in set(LabourPer):
        raise Invalid(field="labour_per", reason=gettext_noop("choose per gram or per piece"))
    partner = supplier_row(wanted.supplier)
    category = catalog_selectors.category_by_code(wanted.category) if wanted.category else None
    style = catalog_selectors.style_by_code(wanted.style) if wanted.style else None
    row = SupplierPrice.objects.create(
        supplier=partner, category_id=category.id if category else None, style_id=style.id if style else None,
        labour_per=wanted.labour_per, labour_cents=wanted.labour_cents, valid_from=wanted.valid_from, entered_at=at,
        entered_by=actor.name[:64],
    )  # fmt: skip
    audit_services.record(
        actor, "purchasing.supplier_price_added", at=at, subject=("organisation.partner", partner.pk, partner.code),
        thing=wanted.style or wanted.category, labour_per=wanted.labour_per, labour_cents=wanted.labour_cents,
        valid_from=wanted.valid_from.isoformat(),
    )  # fmt: skip
    act.finish(price_id=row.pk)
    return row.pk
