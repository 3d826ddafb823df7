"""What a purchase, or its return, gives to others and to her who bought: referrers' shares and first-purchase points.

Heard from the outbox after the sale is committed, so that a sale never waits for a referrer's lock.
Each document is settled to what it should be, from stored lines only: the same event twice, or a
return that is heard before its sale, ends in the same books. Source: F33, docs/algorithms/referral.md.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.money import partial_reversal
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import Award, EarnedLine
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import referral as rules
from facet.loyalty.rules.award import AwardKind, AwardState
from facet.loyalty.rules.programme import Programme
from facet.loyalty.rules.referral import Upline
from facet.loyalty.selectors.bought import Bought, bought_documents, documents_of, first_kept
from facet.loyalty.selectors.first_time import steps_for
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.upline import uplines_of
from facet.loyalty.services import first_time
from facet.loyalty.services.award_book import AwardBook, close_book, give_awards, lock_book, take_back_awards
from facet.members import selectors as members_selectors


@dataclass(frozen=True, slots=True)
class Settled:
    """Points that one event gave and took back."""

    given: int = 0
    taken: int = 0


@unit_of_work
def settle_purchase(*, actor: Actor, source: UUID, at: datetime) -> Settled:
    """Settle every document that the ticket `source` sold or returned lines of.

    Raises: NotPermitted, ProgrammeMissing. Locks: the standings of the buyer and all referrers concerned, in the
    order of their ids, then their accounts. Safe to repeat.
    """
    act = operations.begin(
        OperationKey.of_job("loyalty.settle_purchase", source), kind="loyalty.settle_purchase", actor=actor, at=at
    )
    if act.done:
        return Settled(**act.result)
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    documents = documents_of(source)
    settled = Settled()
    if documents:
        settled = _settle(actor, act.id, bought_documents(documents), source=source, at=at)
    act.finish(given=settled.given, taken=settled.taken)
    return settled


def _settle(actor: Actor, act_id: UUID, bought: list[Bought], *, source: UUID, at: datetime) -> Settled:
    """Only the sale's own event gives: who was named as referrer later gets nothing by a return (referral.md §1)."""
    recruit, on = bought[0].member_id, max(each.latest_on for each in bought)
    programmes = {each.document: programme_on(each.bought_on) for each in bought}
    levels = max(len(each.referral.levels) for each in programmes.values())
    people = uplines_of(recruit, levels=levels) if levels else ()
    held = _held_awards([each.document for each in bought], recruit)
    holders = {members_selectors.surviving_id(award.account.member_id) for award in held}
    book = lock_book(act_id, holders | {each.member_id for each in people} | {recruit}, at=at, on=on)
    given = taken = 0
    for each in bought:
        if each.is_sold_by(source):
            given += _give_shares(book, each, people, programmes[each.document])
        taken += _take_shares(book, each)
    kept = first_kept(recruit)
    steps = steps_for(recruit, people, kept=kept, sold={each.document for each in bought if each.is_sold_by(source)})
    more_given, more_taken = first_time.settle(book, steps, store_id=bought[0].store_id)
    close_book(book)
    done = Settled(given + more_given, taken + more_taken)
    _tell(actor, recruit, done, at)
    return done


def _held_awards(documents: list[str], recruit: int) -> list[Award]:
    rows = Award.objects.select_related("account").exclude(state=AwardState.VOID)
    once = rows.filter(recruit_id=recruit, kind__in=[AwardKind.RECRUIT, AwardKind.FIRST_PURCHASE])
    return [*rows.filter(document__in=documents, kind=AwardKind.REFERRED), *once]


def _give_shares(book: AwardBook, bought: Bought, people: tuple[Upline, ...], programme: Programme) -> int:
    """Each level's share of the lines that have not been shared yet: one ledger line a level."""
    known = set(Award.objects.filter(document=bought.document, kind=AwardKind.REFERRED).values_list("key", flat=True))
    given = 0
    for person in people:
        levels = programme.referral.levels
        if person.is_excluded or person.level > len(levels) or person.member_id not in book.standings:
            continue
        percent = levels[person.level - 1].percent_bp
        awards = [
            award
            for line in bought.lines
            if (award := _share(book, bought, line, person, percent)) is not None and award.key not in known
        ]
        give_awards(book, awards, programme=programme)
        given += sum(award.points for award in awards)
    return given


def _share(book: AwardBook, bought: Bought, line: EarnedLine, person: Upline, percent: int) -> Award | None:
    base = rules.base_points(line.base_cents, line.rate_bp)
    points = rules.share_of(base, percent)
    if not points:
        return None
    return Award(
        account=book.account(person.member_id), kind=AwardKind.REFERRED.value,
        key=f"referred:{line.pk}:{person.level}", points=points, document=bought.document, line_no=line.line_no,
        earned_on=line.earned_on, recruit_id=bought.member_id, level=person.level, base_points=base,
        percent_bp=percent, operation_id=book.act_id, rule_version_id=line.rule_version_id, store_id=line.store_id,
        recorded_at=book.at, trace={"recruit": bought.number, "level": person.level, "percent_bp": percent},
    )  # fmt: skip


def _take_shares(book: AwardBook, bought: Bought) -> int:
    """What has come back of each line goes back of each share, to the point."""
    rows = Award.objects.select_related("account").filter(document=bought.document, kind=AwardKind.REFERRED)
    takes: dict[int, list[tuple[Award, int]]] = {}
    for award in rows.exclude(state=AwardState.VOID).order_by("pk"):
        returned, whole = bought.returned[award.line_no]
        points = partial_reversal(award.points, returned=returned, whole=whole, already=award.taken_back)
        if points > 0:
            takes.setdefault(award.account_id, []).append((award, points))
    return sum(take_back_awards(book, parts, document=bought.document) for parts in takes.values())


def _tell(actor: Actor, recruit: int, done: Settled, at: datetime) -> None:
    if not (done.given or done.taken):
        return
    number = members_selectors.member_for_sale(recruit).number
    audit_services.record(
        actor, "loyalty.purchase_settled", at=at, subject=("members.member", recruit, number),
        points=done.given, taken=done.taken,
    )  # fmt: skip
    outbox.publish("loyalty.purchase_settled", at=at, member_id=recruit, points=done.given, taken=done.taken)
