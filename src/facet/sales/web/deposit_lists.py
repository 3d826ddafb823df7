"""The list of deposits and layaways."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.sales.models import Deposit
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposits import KIND_WORDS, STATE_WORDS
from facet.sales.selectors.deposits import visible_deposits
from facet.sales.web.list_parts import STORE_CODE, one_of


def _page_of(row: Deposit) -> str:
    return reverse("sales:deposit", args=[row.number])


def _found(rows: QuerySet[Deposit], text: str) -> QuerySet[Deposit]:
    wanted = text.strip().upper()
    return rows.filter(Q(number__startswith=wanted) | Q(piece__tag=wanted) | Q(member__number=wanted))


DEPOSITS = ListDefinition(
    key="sales.deposits",
    title=gettext_noop("Deposits"),
    purpose=gettext_noop("What members left before the goods: what is left of it, what is kept and promised for it."),
    permission=SalesPermission.VIEW_DEPOSITS,
    queryset=lambda actor: visible_deposits(actor).select_related("store", "member", "clerk", "piece"),
    columns=[
        Column("number", gettext_noop("Number"), value="number", link=_page_of),
        Column("opened_at", gettext_noop("Time"), value="opened_at", sort="opened_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("kind", gettext_noop("Kind of deposit"), value=lambda row: gettext(row.kind_words)),
        Column("state", gettext_noop("State"), value=lambda row: gettext(row.state_words)),
        Column("member", gettext_noop("Member"), value="member.number"),
        Column("subject", gettext_noop("What for"), value="subject"),
        Column("price_cents", gettext_noop("Price"), value="price_cents", sort="price_cents", kind="yuan"),
        Column("paid_cents", gettext_noop("Paid on it"), value="paid_cents", sort="paid_cents", kind="yuan"),
        Column("balance_cents", gettext_noop("Left"), value="balance_cents", sort="balance_cents", kind="yuan"),
        Column("piece", gettext_noop("Kept piece"), value=lambda row: row.piece.tag if row.piece else ""),
        Column("lock_left_mg", gettext_noop("Locked grams"), value="lock_left_mg", kind="grams"),
        Column("lock_until", gettext_noop("Price locked until"), value="lock_until", sort="lock_until", kind="date"),
        Column("clerk", gettext_noop("Deposit taken by"), value=lambda row: row.clerk.name if row.clerk else ""),
    ],
    conditions=[
        Condition("search", gettext_noop("Number, tag or member number"), kind="text", apply=_found),
        one_of("state", gettext_noop("State"), STATE_WORDS),
        one_of("kind", gettext_noop("Kind of deposit"), KIND_WORDS),
        STORE_CODE,
    ],
    order=("-opened_at", "-id"),
    totals=[
        Total("deposits", gettext_noop("Deposits"), Count("id")),
        Total("paid", gettext_noop("Paid on it"), Sum("paid_cents"), kind="yuan"),
        Total("left", gettext_noop("Left"), Sum("balance_cents"), kind="yuan"),
        Total("locked", gettext_noop("Locked grams"), Sum("lock_left_mg"), kind="grams"),
    ],
    actions=[(gettext_noop("Take a deposit"), "sales:deposit_new", SalesPermission.TAKE_DEPOSIT)],
    empty=gettext_noop("Nobody left a deposit yet."),
    icon="pig-money",
)  # fmt: skip
