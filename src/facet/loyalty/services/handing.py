"""Points given within a household: out of one account, into the other; lots keep their last days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import NoHousehold, TransferOff
from facet.loyalty.models import PointsLot
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.lots import Take
from facet.loyalty.rules.proof import Purpose, Wanted
from facet.loyalty.rules.transfer import transfer_document
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import member_within
from facet.loyalty.services.award_book import AwardBook, close_book, lock_book
from facet.loyalty.services.posting import held_lots, post_credit, post_debit
from facet.loyalty.services.proof import take_proof_if_asked
from facet.loyalty.services.spending import reserved_for_others
from facet.members import selectors as members_selectors
from facet.members.selectors.household import same_household


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferIn:
    """How many points go from whom to whom; `proof_id` where the house asks the giver for one."""

    from_id: int
    to_id: int
    points: int
    proof_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transferred:
    """The giver's ledger line, and what both have available now."""

    entry_id: int
    points: int
    from_available: int
    to_available: int


@unit_of_work
def transfer_points(
    *, actor: Actor, operation: OperationKey, request: TransferIn, at: datetime, on: date
) -> Transferred:
    """Give points of one member to another of her household; they never count for the receiver's grade.

    What the receiver owes is made good first. Raises: NotPermitted, TransferOff, NoHousehold, MemberUnknown,
    Invalid, PointsShort, the proof's refusals, OperationConflict.
    Locks: the operation, the proof, both standings in the order of their ids, both accounts.
    """
    act = operations.begin(operation, kind="loyalty.transfer_points", actor=actor, at=at)
    if act.done:
        return Transferred(**act.result)
    require(actor, LoyaltyPermission.REDEEM)
    giver = member_within(actor, LoyaltyPermission.REDEEM, request.from_id)
    programme = programme_on(on)
    if not programme.transfer.in_household:
        raise TransferOff
    if request.points <= 0:
        raise Invalid(field="points", reason=gettext_noop("must be a number of points to give"))
    if request.from_id == request.to_id or not same_household(request.from_id, request.to_id):
        raise NoHousehold
    taker = members_selectors.member_for_sale(request.to_id)
    document = transfer_document(act.id)
    take_proof_if_asked(
        proof_id=request.proof_id, wanted=Wanted(giver.id, Purpose.POINTS.value, request.points, document),
        worth_cents=request.points * programme.worth.cents // programme.worth.points, act_id=act.id, at=at, on=on,
        store_id=actor.store_id,
    )  # fmt: skip
    book = lock_book(act.id, [giver.id, taker.id], at=at, on=on)
    entry_id = _move(actor, book, (giver.id, giver.number), (taker.id, taker.number), request.points)
    close_book(book)
    done = Transferred(
        entry_id=entry_id, points=request.points, from_available=book.account(giver.id).available,
        to_available=book.account(taker.id).available,
    )  # fmt: skip
    audit_services.record(
        actor, "loyalty.points_transferred", at=at, subject=("members.member", giver.id, giver.number),
        points=request.points, to=taker.number,
    )  # fmt: skip
    outbox.publish("loyalty.points_transferred", at=at, from_id=giver.id, to_id=taker.id, points=request.points)
    act.finish(**{name: getattr(done, name) for name in Transferred.__slots__})
    return done


def _move(actor: Actor, book: AwardBook, giver: tuple[int, str], taker: tuple[int, str], points: int) -> int:
    """One line out, and one in for each lot it was taken from; the last lines in point to the line out."""
    out, into = book.account(giver[0]), book.account(taker[0])
    document = transfer_document(book.act_id)
    reserved = reserved_for_others(out, document=document, at=book.at)
    change = ledger.spend(out.balance, points, kind=EntryKind.HANDED_OUT, reserved=reserved)
    held = held_lots(out)
    takes = lots.spend(held, points)
    posting = book.posting(out, document=document, store_id=actor.store_id, trace={"to": taker[1], "by": actor.name})
    entry = post_debit(out, change=change, posting=posting, takes=takes)
    for last_day, part in _by_day(takes):
        trace = {"from": giver[1], "by": actor.name}
        posting = book.posting(into, document=document, store_id=actor.store_id, trace=trace)
        changes = ledger.award(into.balance, part, kind=EntryKind.HANDED_IN)
        post_credit(into, changes=changes, posting=posting, expires_on=last_day)
    return entry.pk


def _by_day(takes: Sequence[Take]) -> list[tuple[date, int]]:
    """What was taken, by the lots' last days, the earliest first."""
    days = dict(PointsLot.objects.filter(pk__in=[take.lot_id for take in takes]).values_list("pk", "expires_on"))
    sums: dict[date, int] = {}
    for take in takes:
        sums[days[take.lot_id]] = sums.get(days[take.lot_id], 0) + take.points
    return sorted(sums.items())
