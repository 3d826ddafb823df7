"""The chain's first day: an older system comes in whole, when its totals tie, or not at all. Source: R312."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations, registry
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow
from facet.kernel.importing.opening import CARD, Opened, OpeningSheet, Tie, total_of
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import NotEmpty, SheetsWrong, TotalsDiffer
from facet.members.models import Card, Member, OpeningRun
from facet.members.permissions import MembersPermission
from facet.members.rules.credit import EntryKind, due_day
from facet.members.rules.import_rows import COLUMNS
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.members.selectors.importing import plan_import
from facet.members.selectors.opening_ties import Tied, ties_of
from facet.members.services.cards import card_type_of
from facet.members.services.credit_posting import CreditMovement, credit_account, post
from facet.members.services.importing import AT_ONCE, open_files
from facet.members.services.standing import apply_standing, lock_standing
from facet.members.services.timeline import record_events

DOCUMENT = "members.opening"
MEMBERS = "members"
_ZONE = "Asia/Shanghai"


@unit_of_work
def open_books(
    *, actor: Actor, operation: OperationKey, rows: Mapping[str, Sequence[ImportRow]], stated: Mapping[str, int],
    file_sha256: str, at: datetime,
) -> int:  # fmt: skip
    """Take in every sheet, or none; gives the id of the kept report.

    Raises: NotPermitted, NotEmpty, SheetsWrong, TotalsDiffer. Locks: each member's standing.
    """
    act = operations.begin(operation, kind="members.open_books", actor=actor, at=at)
    if act.done:
        return int(act.result["run"])
    require(actor, MembersPermission.OPEN_BOOKS)
    if Member.objects.exists() or OpeningRun.objects.exists():
        raise NotEmpty
    ties = ties_of(rows, stated)
    if wrong := next((tie for tie in ties if not tie.ties), None):
        raise TotalsDiffer(name=wrong.name, stated="—" if wrong.stated is None else wrong.stated, found=wrong.found)
    _take_in_members(actor, rows.get(MEMBERS, ()), at)
    opened = Opened(actor, act.id, at, dict(Card.objects.values_list("number", "member_id")))
    for sheet in registry.offers("opening.sheet"):
        if sheet.key != MEMBERS and rows.get(sheet.key):
            _known_cards(opened, sheet, rows[sheet.key])
            sheet.apply(opened, rows[sheet.key])
    run = _keep(actor, act.id, ties, {key: len(each) for key, each in rows.items() if each}, file_sha256, at)
    act.finish(run=run.pk)
    return run.pk


def _take_in_members(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> None:
    plan = plan_import(actor, rows, at=at)
    if plan.errors:
        first = plan.errors[0]
        raise SheetsWrong(count=len(plan.errors), first=f"{first.line}: {first.reason}")
    card_type = card_type_of("")
    for begin in range(0, len(plan.new), AT_ONCE):
        open_files(plan.new[begin : begin + AT_ONCE], card_type, at)


def _known_cards(opened: Opened, sheet: OpeningSheet, rows: Sequence[ImportRow]) -> None:
    named = [row for row in rows if row.values["card"] or not sheet.may_lack_card]
    lost = [row for row in named if row.values["card"] not in opened.members]
    if lost:
        raise SheetsWrong(count=len(lost), first=f"{sheet.names[0]} {lost[0].line}: {lost[0].values['card']}")


def _keep(  # noqa: PLR0917 -- the report's parts
    actor: Actor, act_id: Any, ties: Sequence[Tied], counts: Mapping[str, int], file_sha256: str, at: datetime
) -> OpeningRun:
    totals = [asdict(tie) for tie in ties]
    run = OpeningRun.objects.create(
        at=at, by=actor.key, by_name=actor.name, file_sha256=file_sha256, counts=dict(counts), totals=totals,
        operation_id=act_id,
    )  # fmt: skip
    subject = ("members.opening", run.pk, "opening")
    audit_services.record(actor, "members.books_opened", at=at, subject=subject, counts=dict(counts))
    return run


@joins_unit_of_work
def open_credit(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """What members owed: one charge each, within the limit that the sheet gives."""
    on = local_date(opened.at, _ZONE)
    for row in rows:
        standing = lock_standing(opened.members[row.values["card"]])
        account = credit_account(standing)
        account.limit_cents = max(row.values["limit"] or 0, row.values["owed"])
        account.limit_set_at, account.limit_set_by = opened.at, opened.actor.key
        account.save(update_fields=["limit_cents", "limit_set_at", "limit_set_by"])
        movement = CreditMovement(
            act_id=opened.act_id, at=opened.at, on=on, store_id=standing.member.home_store_id, document=DOCUMENT
        )
        due_on = row.values["due_on"] or due_day(on, account.due_days)
        posted = post(opened.actor, account, EntryKind.CHARGE, row.values["owed"], movement, due_on=due_on)
        apply_standing(standing, **posted.standing_changes)


@joins_unit_of_work
def open_purchases(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """Purchases of the past: lines of the timeline that count in what was spent, with their own days."""
    happenings = []
    for row in rows:
        member_id = opened.members[row.values["card"]]
        standing = lock_standing(member_id)
        apply_standing(
            standing, spend_cents=standing.spend_cents + row.values["amount"], visits=standing.visits + 1,
            last_visit_on=max(filter(None, (standing.last_visit_on, row.values["on"]))),
        )  # fmt: skip
        happenings.append((member_id, Happening(
            kind=Happened.OPENING, at=opened.at, on=row.values["on"],
            title=gettext_noop("Purchase in the older system"),
            amount_cents=row.values["amount"], pieces=row.values["pieces"] or 0, weight_mg=row.values["weight"] or 0,
            visits=1,
        )))  # fmt: skip
    record_events(happenings)


def _file(_opened: Opened, _rows: Sequence[ImportRow]) -> None:
    """The members come first, in bulk: `open_books` itself takes them in."""


SHEETS = (
    OpeningSheet(
        key=MEMBERS, names=("会员", "Members"), title=gettext_noop("Members"), columns=COLUMNS, apply=_file, order=10,
        unique=("card_number",), ties=(Tie("members", ("会员数", "Members"), "int", len),),
    ),
    OpeningSheet(
        key="credit", names=("挂账", "Credit"), title=gettext_noop("Credit"), apply=open_credit, order=50,
        unique=("card",),
        columns=(
            CARD,
            ImportColumn("owed", ("欠款", "Owed"), "yuan", required=True, least=1, most=10**9, example="800.00"),
            ImportColumn("limit", ("额度", "Limit"), "yuan", least=0, most=10**9, example="5000.00"),
            ImportColumn("due_on", ("到期日", "Due"), "date", example="2026-12-31"),
        ),
        ties=(Tie("credit", ("挂账", "Credit"), "yuan", total_of("owed")),),
    ),
    OpeningSheet(
        key="purchases", names=("消费记录", "Purchases"), title=gettext_noop("Purchases"), apply=open_purchases,
        order=60,
        columns=(
            CARD,
            ImportColumn("on", ("日期", "Day"), "date", required=True, example="2024-05-20"),
            ImportColumn("amount", ("金额", "Amount"), "yuan", required=True, least=0, most=10**10, example="12680.00"),
            ImportColumn("pieces", ("件数", "Pieces"), "int", least=0, most=1000, example="1"),
            ImportColumn("weight", ("金重", "Weight"), "grams", least=0, most=10**5, example="12.36"),
        ),
        ties=(Tie("purchases", ("消费金额", "Purchases"), "yuan", total_of("amount")),),
    ),
)  # fmt: skip
