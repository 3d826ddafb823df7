"""Points that wait until the return window ends, their release, and what returns take of them first."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import F

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.models import Award, EarnedLine, PointsAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grade
from facet.loyalty.rules.award import AwardKind, AwardState, split_taking
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.selectors.bought import kept_documents
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.award_book import AwardBook, close_book, lock_book, release_award, take_back_awards
from facet.loyalty.services.grading import Regraded, figure_now, record_grade
from facet.loyalty.services.posting import Posting
from facet.members import selectors as members_selectors
from facet.members import services as members_services


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a return found waiting: points by line, and the ledger line of what was released since."""

    by_line: dict[int, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)  # document → the line that released it

    @property
    def points(self) -> int:
        return sum(self.by_line.values())

    def of_line(self, sold: EarnedLine) -> int:
        return self.by_line.get(sold.pk, 0)

    def entry_of(self, sold: EarnedLine) -> int | None:
        """The ledger line that credited a sold line; None while it waits or where it earned nothing."""
        return sold.entry_id or self.entries.get(sold.document)


@joins_unit_of_work
def wait_for_return(account: PointsAccount, points: int, *, posting: Posting, on: date, days: int) -> None:
    """Have a ticket's points wait `days` days. Queries: 2."""
    Award.objects.create(
        account=account, kind=AwardKind.PURCHASE.value, key=f"purchase:{posting.document}", points=points,
        state=AwardState.WAITING.value, due_on=on + timedelta(days=days), document=posting.document, earned_on=on,
        operation_id=posting.operation_id, rule_version_id=posting.rule_version_id, store_id=posting.store_id,
        recorded_at=posting.at, trace=posting.trace,
    )  # fmt: skip
    account.pending += points
    account.save(update_fields=["pending"])


@joins_unit_of_work
def take_waiting(backs: Sequence[tuple[EarnedLine, int]], *, at: datetime) -> Waiting:
    """Take returned points from what still waits, before the ledger. Queries: 0 or 1, and 2 for each sale."""
    documents = {sold.document for sold, points in backs if sold.entry_id is None and points}
    if not documents:
        return Waiting()
    rows = Award.objects.filter(key__in=[f"purchase:{document}" for document in documents])
    found = Waiting()
    for award in rows.order_by("pk"):
        if award.entry_id:
            found.entries[award.document] = award.entry_id
            continue
        for sold, points in backs:
            if sold.document == award.document:
                taken, _ = split_taking(award.points - award.taken_back, points)
                award.taken_back += taken
                found.by_line[sold.pk] = taken
        _keep(award, sum(found.by_line.get(sold.pk, 0) for sold, _ in backs if sold.document == award.document), at)
    return found


def _keep(award: Award, taken: int, at: datetime) -> None:
    if award.taken_back == award.points:
        award.state, award.settled_at = AwardState.VOID.value, at
    award.save(update_fields=["taken_back", "state", "settled_at"])
    PointsAccount.objects.filter(pk=award.account_id).update(pending=F("pending") - taken)


@unit_of_work
def release_points_due(*, actor: Actor, member_id: int, at: datetime, on: date) -> int:
    """Give a member what has waited long enough: her purchases' points, and fixed points for recruits who kept theirs.

    Gives the points; again, only what has become due since. Raises: NotPermitted, ProgrammeMissing.
    Locks: the operation, the member's standing, the account.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    due = Award.objects.filter(account__member_id=member_id, state=AwardState.WAITING, due_on__lt=on)
    newest = due.order_by("-pk").values_list("pk", flat=True).first()
    if newest is None:
        return 0
    # Named by the newest that is due: what an event of days ago adds after tonight's run is a release of its own.
    operation = OperationKey.of_job("loyalty.release_points_due", f"{member_id}:{on.isoformat()}:{newest}")
    act = operations.begin(operation, kind="loyalty.release_points", actor=actor, at=at)
    if act.done:
        return int(act.result["points"])
    book = lock_book(act.id, [members_selectors.surviving_id(member_id)], at=at, on=on)
    points = _release(book, list(due.select_related("account__member").order_by("due_on", "pk")))
    lift_grades(actor, book, points, at=at, on=on)
    if points:
        number = members_selectors.member_for_sale(member_id).number
        subject = ("members.member", member_id, number)
        audit_services.record(actor, "loyalty.points_released", at=at, subject=subject, points=points)
        outbox.publish("loyalty.points_released", at=at, member_id=member_id, points=points)
    act.finish(points=points)
    return points


def _release(book: AwardBook, awards: list[Award]) -> int:
    """Points that were released; fixed points whose purchase is gone are taken back instead."""
    kept = kept_documents([award.document for award in awards if award.kind == AwardKind.RECRUIT])
    points = 0
    for award in awards:
        if award.kind == AwardKind.RECRUIT and award.document not in kept:
            take_back_awards(book, [(award, award.points - award.taken_back)])
            continue
        points += release_award(book, award, programme=programme_on(award.earned_on))
    return points


@joins_unit_of_work
def lift_grades(actor: Actor, book: AwardBook, points: int, *, at: datetime, on: date) -> None:
    """Write the standings, with a higher grade where released points reach one. Queries: 1 a member, 6 for a grade."""
    close_book(book)
    programme = programme_on(on)
    for member_id, account in book.accounts.items():
        standing = book.standings[member_id]
        value = figure_now(account, programme, on=on)
        before = standing.grade_code
        after = before if value is None else grade.after_earning(before, lifetime=value, ladder=programme.ladder)
        if after == before or points <= 0:
            continue
        record_grade(
            Regraded(
                member_id=member_id, before=before, after=after, lifetime=account.lifetime,
                cause=GradeCause.EARNED, at=at, on=on,
            ),
            actor=actor,
            programme=programme,
        )  # fmt: skip
        members_services.apply_standing(standing, grade_code=after)
