"""What a purchase does to a member's points and grade."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import EarnedLine, PointsAccount
from facet.loyalty.rules import grade, ledger
from facet.loyalty.rules.earning import EarningLine, LinePoints, points_of_ticket
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.rules.owed_sale import waiting_part
from facet.loyalty.rules.programme import Programme, expires_on
from facet.loyalty.selectors.buyer import buyer_of
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.grading import Regraded, figure_now, record_grade
from facet.loyalty.services.owed_sales import wait_for_repayment
from facet.loyalty.services.pending import wait_for_return
from facet.loyalty.services.posting import Posting, open_account, post_credit
from facet.loyalty.services.spending import release_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a ticket earned and where the member stands now.

    `standing_changes` are the columns of her standing for `members_services.apply_standing`
    (or `note_purchase(changes=…)`): this step does not write them, so that a sale writes the row once.
    """

    points: int
    lines: tuple[LinePoints, ...]
    grade_before: str
    grade_after: str
    available: int
    owed: int
    lifetime: int
    standing_changes: dict[str, Any]
    entry_id: int | None  # None where nothing was earned

    @property
    def line_points(self) -> dict[int, int]:
        """Points by line number, bonus included."""
        return {line.line_no: line.points for line in self.lines}


@dataclass(frozen=True, slots=True)
class Owed:
    """What of a ticket is bought on credit: `cents` of the `of_cents` that earn. Source: decisions.md §4.2."""

    cents: int = 0
    of_cents: int = 0


NOT_OWED = Owed()


class Movement(TypedDict):
    """Which act on which document moves the points, when and where.

    `act_id` is the operation, `document` a name that is unique for ever ("sales.sale:<uuid>"),
    `on` the store's calendar day.
    """

    act_id: UUID
    member_id: int
    document: str
    at: datetime
    on: date
    store_id: int | None


@joins_unit_of_work
def earn_points(
    *,
    actor: Actor,
    standing: Any,
    lines: Sequence[EarningLine],
    owed: Owed = NOT_OWED,
    holder: str = "",
    **movement: Unpack[Movement],
) -> Earned:
    """Book what `lines` earn under the rules of the day, at the grade the member had before.

    `standing` is her locked row (`members_services.lock_standing`). Raises: ProgrammeMissing.
    Where the rules have points wait, they become pending and count for nothing until they are released; so do
    those of the part that is `owed`, until it is repaid. What `holder`, the open ticket before it, still reserves ends.
    Locks: the account. Queries: 7; 1 more for a first purchase, 5 more when the grade changes, 1 more each
    where the rules look at groups, at the year or at first purchases.
    Source: F27, docs/algorithms/points.md §2–4.
    """
    at, on, store_id = movement["at"], movement["on"], movement["store_id"]
    programme = programme_on(on)
    account = open_account(movement["member_id"])
    if account.reserved and holder:
        release_points(account=account, document=holder)
    before = standing.grade_code
    buyer = buyer_of(account.member_id, programme=programme, on=on)
    ticket = points_of_ticket(lines, programme=programme, grade=programme.grade(before), on=on, buyer=buyer)
    posting = Posting(
        operation_id=movement["act_id"], at=at, document=movement["document"], store_id=store_id,
        rule_version_id=programme.version_id, trace={"grade": before},
    )  # fmt: skip
    entry_id = _credit(account, ticket.total, owed, posting, programme=programme, on=on)
    EarnedLine.objects.bulk_create(
        EarnedLine(
            account=account, entry_id=entry_id, earned_on=on, recorded_at=at, store_id=store_id,
            operation_id=movement["act_id"], document=movement["document"], rule_version_id=programme.version_id,
            **asdict(line),
        )
        for line in ticket.lines
    )  # fmt: skip
    after = _lifted(actor, account, before, movement, programme=programme, entry_id=entry_id)
    return Earned(
        points=ticket.total, lines=ticket.lines, grade_before=before, grade_after=after,
        available=account.available, owed=account.owed, lifetime=account.lifetime,
        standing_changes=account.standing_columns | {"grade_code": after}, entry_id=entry_id,
    )  # fmt: skip


def _credit(
    account: PointsAccount, points: int, owed: Owed, posting: Posting, *, programme: Programme, on: date
) -> int | None:
    """Book `points`, or have them wait for repayment or the return window; gives the ledger line, if there is one."""
    waits = waiting_part(points, owed_cents=owed.cents, of_cents=owed.of_cents)
    if waits:
        posting.trace["waits"] = waits
        wait_for_repayment(account, waits, posting=posting, on=on, days=programme.pending.days)
    changes = ledger.earn(account.balance, points - waits)
    if changes and programme.pending.days:
        wait_for_return(account, points - waits, posting=posting, on=on, days=programme.pending.days)
        return None
    last_day = expires_on(on, programme.years_kept)
    return post_credit(account, changes=changes, posting=posting, expires_on=last_day).pk if changes else None


def _lifted(
    actor: Actor, account: PointsAccount, before: str, movement: Movement, *, programme: Programme, entry_id: int | None
) -> str:
    """The grade after it, written down where it changed."""
    value = figure_now(account, programme, on=movement["on"])
    after = before if value is None else grade.after_earning(before, lifetime=value, ladder=programme.ladder)
    if after != before:
        record_grade(
            Regraded(
                member_id=account.member_id, before=before, after=after, lifetime=account.lifetime,
                cause=GradeCause.EARNED, at=movement["at"], on=movement["on"], store_id=movement["store_id"],
                entry_id=entry_id,
            ),
            actor=actor,
            programme=programme,
        )  # fmt: skip
    return after
