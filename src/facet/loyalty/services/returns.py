"""What a return takes back of the points its goods had earned."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Unpack

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from facet.kernel.money import partial_reversal
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.errors import MoreReturned, NothingEarned
from facet.loyalty.models import EarnedLine, PointsAccount
from facet.loyalty.rules import grade, ledger, lots
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.rules.programme import Programme
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.earning import Movement
from facet.loyalty.services.grading import Regraded, figure_now, record_grade
from facet.loyalty.services.owed_sales import take_owed
from facet.loyalty.services.pending import Waiting, take_waiting
from facet.loyalty.services.posting import Posting, held_lots, open_account, post_debit
from facet.members.selectors.merging import files_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedLine:
    """How much of one sold line has come back so far, *including this time*: `returned` of `whole`.

    Any unit will do (fen, pieces, mg) as long as one line keeps to one.
    """

    document: str  # of the sale
    line_no: int
    returned: int
    whole: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What a return took back (`points` ≥ 0, by line too) and where the member stands now.

    `standing_changes` are for `members_services.apply_standing`, as after earning.
    """

    points: int
    line_points: dict[tuple[str, int], int]  # (document, line_no) → points taken back
    grade_before: str
    grade_after: str
    available: int
    owed: int
    lifetime: int
    standing_changes: dict[str, Any]


@joins_unit_of_work
def reverse_points(
    *, actor: Actor, standing: Any, lines: Sequence[ReturnedLine], **movement: Unpack[Movement]
) -> TakenBack:
    """Take back the stored points of returned lines, in their share; never counted again from rules.

    `movement["document"]` is the return's. Points come from the lot their sale opened, then from
    those that end first; what is missing is owed. Points that still
    wait go first and cost nothing more. An upgrade the points carried is undone.
    Raises: NothingEarned, MoreReturned, ProgrammeMissing. Locks: the account.
    Queries: 10, and 5 for each further sale on the ticket; 2 more for points that wait or waited.
    Source: F28, docs/algorithms/points.md §5.
    """
    at, on, store_id = movement["at"], movement["on"], movement["store_id"]
    programme = programme_on(on)
    account = open_account(movement["member_id"])
    before = standing.grade_code
    originals = _originals(account, lines)
    backs = [_back(line, originals) for line in lines]
    wanted = [(back.sold, back.points) for back in backs]
    waiting = take_owed(wanted, take_waiting(wanted, at=at))
    entries = _claw_back(account, backs, movement, programme, waiting=waiting)
    EarnedLine.objects.bulk_create(
        _reversal(back, entry_id=entries.get(waiting.entry_of(back.sold)), movement=movement) for back in backs
    )
    lost = sum(back.points for back in backs)
    value, after = figure_now(account, programme, on=on), before
    if value is not None:
        after = grade.after_claw_back(before, lost=lost - waiting.points, lifetime=value, ladder=programme.ladder)
    if after != before:
        record_grade(
            Regraded(
                member_id=account.member_id, before=before, after=after, lifetime=account.lifetime,
                cause=GradeCause.CLAWED_BACK, at=at, on=on, store_id=store_id,
                entry_id=next(iter(entries.values()), None),
            ),
            actor=actor,
            programme=programme,
        )  # fmt: skip
    taken = {(back.sold.document, back.sold.line_no): back.points for back in backs}
    return TakenBack(
        points=lost, line_points=taken, grade_before=before, grade_after=after,
        available=account.available, owed=account.owed, lifetime=account.lifetime,
        standing_changes=account.standing_columns | {"grade_code": after},
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Back:
    """One sold line, and what this return takes of it."""

    sold: EarnedLine
    line: ReturnedLine
    points: int
    bonus: int
    base_cents: int


def _originals(account: PointsAccount, lines: Sequence[ReturnedLine]) -> Mapping[tuple[str, int], EarnedLine]:
    """The sold lines, each with what earlier returns took of it."""
    wanted = Q()
    for line in lines:
        wanted |= Q(document=line.document, line_no=line.line_no)
    rows = (
        EarnedLine.objects.filter(wanted, account__member_id__in=files_of(account.member_id), reverses=None)
        .annotate(
            **{f"{name}_back": -Coalesce(Sum(f"reversals__{name}"), 0) for name in ("points", "bonus", "base_cents")}
        )
        .order_by("pk")
    )
    return {(row.document, row.line_no): row for row in rows} if lines else {}


def _back(line: ReturnedLine, originals: Mapping[tuple[str, int], EarnedLine]) -> _Back:
    sold = originals.get((line.document, line.line_no))
    if sold is None:
        raise NothingEarned(document=line.document, line_no=line.line_no)
    facts = {"document": line.document, "line_no": line.line_no, "returned": line.returned, "whole": line.whole}
    if not 0 < line.returned <= line.whole:
        raise MoreReturned(**facts)
    points, bonus, base = (
        partial_reversal(
            getattr(sold, name), returned=line.returned, whole=line.whole, already=getattr(sold, f"{name}_back")
        )
        for name in ("points", "bonus", "base_cents")
    )
    if min(points, bonus, base) < 0:
        raise MoreReturned(**facts)
    return _Back(sold, line, points, bonus, base)


def _claw_back(
    account: PointsAccount, backs: Sequence[_Back], movement: Movement, programme: Programme, *, waiting: Waiting
) -> dict[int | None, int]:
    """One debit for each earning that is taken back: from the earning's id to the debit's."""
    by_earning: dict[int | None, int] = defaultdict(int)
    for back in backs:
        by_earning[waiting.entry_of(back.sold)] += back.points - waiting.of_line(back.sold)
    entries: dict[int | None, int] = {}
    for number, (earning_id, points) in enumerate(sorted((key, value) for key, value in by_earning.items() if value)):
        change = ledger.claw_back(account.balance, points)
        posting = Posting(
            operation_id=movement["act_id"], at=movement["at"], line_no=number, document=movement["document"],
            store_id=movement["store_id"], rule_version_id=programme.version_id, reverses_id=earning_id,
        )  # fmt: skip
        held = held_lots(account)
        own = next((lot.id for lot in held if lot.entry_id == earning_id), None)
        entries[earning_id] = post_debit(
            account, change=change, posting=posting, takes=lots.spend(held, -change.points, first=own)
        ).pk
    return entries


def _reversal(back: _Back, *, entry_id: int | None, movement: Movement) -> EarnedLine:
    sold = back.sold
    return EarnedLine(
        account_id=sold.account_id,
        entry_id=entry_id,
        operation_id=movement["act_id"],
        document=sold.document,
        line_no=sold.line_no,
        earned_on=movement["on"],
        recorded_at=movement["at"],
        store_id=movement["store_id"],
        points_class=sold.points_class,
        base_cents=-back.base_cents,
        rate_bp=sold.rate_bp,
        coefficient_bp=sold.coefficient_bp,
        factor_bp=sold.factor_bp,
        step_bp=sold.step_bp,
        bonus=-back.bonus,
        points=-back.points,
        rule_version_id=sold.rule_version_id,
        reverses=sold,
        trace=sold.trace | {"returned": back.line.returned, "whole": back.line.whole},
    )
