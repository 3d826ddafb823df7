"""What members owe: who may see it, the statement, who is overdue."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.registry import Check
from facet.kernel.wording import named
from facet.members.errors import MemberArchived, MemberUnknown
from facet.members.models import CreditAccount, CreditEntry, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import credit as rules
from facet.members.rules import names
from facet.members.selectors.reach import reaches, visible, within
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.approvals import Wish

ZONE = "Asia/Shanghai"
WARN_SETTING = "members.credit_warn_days"
_MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line of the statement. `kind` is rules.credit.EntryKind; cents, signed."""

    id: int
    on: date
    kind: str
    amount_cents: int
    open_after: int
    due_on: date | None
    tender: str
    document: str
    store: str
    reason: str
    by_name: str
    is_reversible: bool


@dataclass(frozen=True, slots=True)
class CreditStatement:
    """A member's credit now, by age, and its book, the latest first. Units: cents, days."""

    member_id: int
    number: str
    name: str
    limit_cents: int
    open_cents: int
    available_cents: int
    due_days: int
    oldest_due_on: date | None
    days_overdue: int
    is_warned: bool
    ages: tuple[int, ...]  # not due, 1–30, 31–60, 61–90, over 90 days
    lines: tuple[StatementLine, ...]
    today: date


def credit_member(viewer: Actor, permission: str, member_id: int) -> Member:
    """The active member whose credit `viewer` may act on.

    Repayments are taken wherever the member may be known of; everything else within reach.
    Raises: NotPermitted, MemberUnknown, MemberArchived. Queries: 1.
    """
    require(viewer, permission)
    known = Q() if permission == MembersPermission.MANAGE_CREDIT else visible(viewer)
    row = Member.objects.filter(known, pk=member_id).select_related("home_store").first()
    if row is None:
        raise MemberUnknown(key=member_id)
    if not row.is_active:
        raise MemberArchived(number=row.number)
    return row


def credit_queryset(viewer: Actor) -> QuerySet[CreditAccount]:
    """The credit accounts within the viewer's reach, with what a list shows of them."""
    members = Member.objects.filter(within(viewer, MembersPermission.VIEW_CREDIT))
    return CreditAccount.objects.filter(member__in=members).select_related(
        "member__home_store", "member__clerk", "member__standing"
    )


def credit_statement(viewer: Actor, member_id: int, *, at: datetime) -> CreditStatement:
    """One member's credit. Raises: NotPermitted, MemberUnknown beyond one's reach. Queries: 5."""
    require(viewer, MembersPermission.VIEW_CREDIT)
    member = Member.objects.filter(pk=member_id).filter(within(viewer, MembersPermission.VIEW_CREDIT))
    row = member.select_related("home_store").first()
    if row is None:
        raise MemberUnknown(key=member_id)
    account = CreditAccount.objects.filter(member=row).first() or CreditAccount(member=row)
    today = local_date(at, row.home_store.time_zone or ZONE)
    entries = _entries(account) if account.pk else []
    full = reaches(viewer, MembersPermission.VIEW_MEMBERS, clerk_id=row.clerk_id, home_store_id=row.home_store_id)
    after = warn_days(today, row.home_store_id)
    parts = rules.open_parts([rules.Line(e.pk, e.amount_cents, e.due_on, e.reverses_id) for e in entries])
    reversed_ids = {entry.reverses_id for entry in entries}
    return CreditStatement(
        member_id=row.pk, number=row.number,
        name=(row.name or "") if full else names.masked_name(row.name or ""),
        limit_cents=account.limit_cents, open_cents=account.open_cents,
        available_cents=rules.available_cents(account.limit_cents, account.open_cents),
        due_days=account.due_days, oldest_due_on=account.oldest_due_on,
        days_overdue=rules.days_overdue(account.oldest_due_on, today),
        is_warned=rules.is_warned(account.oldest_due_on, today=today, after_days=after),
        ages=rules.ageing(parts, today), today=today,
        lines=tuple(_line(entry, reversed_ids) for entry in reversed(entries[-_MOST_LINES:])),
    )  # fmt: skip


def _entries(account: CreditAccount) -> list[CreditEntry]:
    return list(account.entries.select_related("store").order_by("pk"))


def _line(entry: CreditEntry, reversed_ids: set[int | None]) -> StatementLine:
    kinds = {rules.EntryKind.REPAYMENT, rules.EntryKind.WRITE_OFF}
    return StatementLine(
        id=entry.pk, on=entry.on, kind=entry.kind, amount_cents=entry.amount_cents, open_after=entry.open_after,
        due_on=entry.due_on, tender=entry.tender, document=entry.document,
        store=named(entry.store), reason=entry.reason, by_name=entry.by_name,
        is_reversible=entry.kind in kinds and entry.pk not in reversed_ids,
    )  # fmt: skip


def warn_days(on: date, store_id: int | None = None) -> int:
    """After how many overdue days the house warns. Queries: 1."""
    return int(organisation_selectors.policy_value(WARN_SETTING, store_id=store_id, on=on, default=7))


def overdue_accounts(*, due_before: date, after: int = 0, size: int = 200) -> list[int]:
    """Accounts whose oldest open part was due before `due_before`, by id. For the job. Queries: 1."""
    rows = CreditAccount.objects.filter(open_cents__gt=0, oldest_due_on__lt=due_before, pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:size])


def write_off_digest(member_id: int, amount_cents: int) -> str:
    """What a second person's yes to writing off is bound to."""
    return hashlib.sha256(f"members.write_off:{member_id}:{amount_cents}".encode()).hexdigest()


def wish_to_write_off(viewer: Actor, _store_id: int | None, payload: Mapping[str, Any], _at: datetime) -> Wish:
    """The wish to write off that `payload` (member_id, amount_cents) describes. Raises: Invalid, MemberUnknown."""
    member_id, amount = payload.get("member_id"), payload.get("amount_cents")
    if not isinstance(member_id, int) or not isinstance(amount, int) or amount <= 0:
        raise Invalid(field="payload", reason=gettext_noop("needs member_id and amount_cents"))
    member = credit_member(viewer, MembersPermission.TAKE_REPAYMENT, member_id)
    return Wish(
        subject=member.number, digest=write_off_digest(member_id, amount), amount=amount,
        facts={"member_id": member_id, "amount_cents": amount},
    )  # fmt: skip


def credit_agrees() -> Sequence[str]:
    """Accounts that say something else than their lines or the standing. At most twenty. Queries: 1."""
    lines = CreditEntry.objects.filter(account=OuterRef("pk")).order_by().values("account")
    summed = Subquery(lines.annotate(total=Sum("amount_cents")).values("total"))
    wrong = CreditAccount.objects.annotate(summed=Coalesce(summed, 0)).exclude(
        open_cents=F("summed"), member__standing__credit_open_cents=F("open_cents")
    )
    rows = wrong.order_by("pk").values_list(
        "member__number", "open_cents", "summed", "member__standing__credit_open_cents"
    )[:20]
    return [f"{number}: {open_} open, lines {sum_}, standing {stands}" for number, open_, sum_, stands in rows]


BOOKS = Check("members.credit", gettext_noop("Members' credit agrees with its lines"), credit_agrees)
