"""Houses we deal with, and what malls keep of a counter's takings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.errors import CodeTaken
from facet.organisation.models import MallContract, MallTerm, Partner, Store
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.rules.places import changes, checked_code

MANAGE = OrganisationPermission.MANAGE_STORES


@dataclass(frozen=True, slots=True)
class PartnerIn:
    """A partner as a form or a program gives it. Contact and note are sealed."""

    name: str
    kind: str
    name_en: str = ""
    tax_number: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    note: str = ""
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class TermIn:
    """A rate for a category, a campaign or both ("" means any). Basis points."""

    category_code: str
    campaign: str
    deduction_bp: int


@dataclass(frozen=True, slots=True)
class MallContractIn:
    """A counter's contract with a mall (its partner code). Days are included; basis points."""

    mall: str
    number: str
    deduction_bp: int
    valid_from: date
    valid_until: date | None = None
    settlement_day: int = 10
    terms: Sequence[TermIn] = ()


@unit_of_work
def save_partner(*, actor: Actor, code: str, request: PartnerIn, is_new: bool, at: datetime) -> int:
    """Enter or change a partner; gives its id. Raises: NotPermitted, NotFound, CodeTaken, Invalid."""
    if not actor.scope(MANAGE).chain_wide:
        raise NotPermitted(permission=str(MANAGE))
    if request.kind not in Partner.Kind.values:
        raise Invalid(field="kind", reason=gettext_noop("choose one of the values offered"))
    known = Partner.objects.select_for_update().filter(code=code).first()
    if is_new and known:
        raise CodeTaken(field="code", value=code)
    if not is_new and not known:
        raise NotFound(key=code)
    row = known or Partner(code=checked_code(code))
    clear = ("name", "name_en", "kind", "tax_number", "is_active")
    before = {name: getattr(row, name) for name in clear} if known else {}
    for name in (*clear, "contact_name", "contact_phone", "note"):
        setattr(row, name, getattr(request, name))
    row.save()
    was, became = changes(before, {name: getattr(request, name) for name in clear})
    done = "organisation.partner_created" if is_new else "organisation.partner_changed"
    audit_services.record(
        actor, done, at=at, subject=("organisation.partner", row.pk, row.code), before=was, after=became
    )
    return row.pk


@unit_of_work
def save_mall_contract(*, actor: Actor, store_id: int, request: MallContractIn, at: datetime) -> int:
    """Enter a counter's contract, or replace the one with the same number; gives its id.

    Raises: NotPermitted, NotFound, Invalid. Locks: the store.
    """
    require(actor, MANAGE)
    store = Store.objects.select_for_update(of=("self",)).filter(pk=store_id).first()
    if store is None or not actor.scope(MANAGE).covers(store_id):
        raise NotFound(key=str(store_id))
    if store.kind != Store.Kind.MALL_COUNTER:
        raise Invalid(field="store", reason=gettext_noop("only mall counters have a mall contract"))
    mall = Partner.objects.filter(code=request.mall, kind=Partner.Kind.MALL).first()
    if mall is None:
        raise NotFound(key=request.mall)
    _check(store, request)
    contract, _ = MallContract.objects.update_or_create(
        store=store, number=request.number,
        defaults={
            "mall": mall, "deduction_bp": request.deduction_bp, "settlement_day": request.settlement_day,
            "valid_from": request.valid_from, "valid_until": request.valid_until,
        },
    )  # fmt: skip
    contract.terms.all().delete()
    MallTerm.objects.bulk_create(
        MallTerm(
            contract=contract, category_code=term.category_code, campaign=term.campaign, deduction_bp=term.deduction_bp
        )
        for term in request.terms
    )
    audit_services.record(
        actor, "organisation.mall_contract_set", at=at,
        subject=("organisation.mallcontract", contract.pk, f"{store.code} {contract.number}"),
        store=(store.pk, store.name), deduction_bp=request.deduction_bp,
        valid_from=request.valid_from.isoformat(), valid_until=str(request.valid_until or ""),
        terms=[[term.category_code, term.campaign, term.deduction_bp] for term in request.terms],
    )  # fmt: skip
    return contract.pk


def _check(store: Store, request: MallContractIn) -> None:
    rates = [request.deduction_bp, *(term.deduction_bp for term in request.terms)]
    if not all(0 <= rate <= 10_000 for rate in rates):
        raise Invalid(field="deduction_bp", reason=gettext_noop("from 0 to 100 percent"))
    if not 1 <= request.settlement_day <= 28:
        raise Invalid(field="settlement_day", reason=gettext_noop("a day from 1 to 28"))
    if request.valid_until and request.valid_until < request.valid_from:
        raise Invalid(field="valid_until", reason=gettext_noop("the last day is before the first"))
    cases = [(term.category_code, term.campaign) for term in request.terms]
    if len(cases) != len(set(cases)) or ("", "") in cases:
        raise Invalid(field="terms", reason=gettext_noop("name a category or a campaign, each case once"))
    others = MallContract.objects.filter(store=store).exclude(number=request.number)
    if request.valid_until:
        others = others.filter(valid_from__lte=request.valid_until)
    if any(other.valid_until is None or other.valid_until >= request.valid_from for other in others):
        raise Invalid(
            field="valid_from", reason=gettext_noop("another contract of this counter covers some of these days")
        )
