"""Points turned into stored value, a coupon or, where the house allows it, money."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import ApprovalNeeded, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import StoreNeeded
from facet.loyalty.models import StoredValueAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import conversion as rules
from facet.loyalty.rules.conversion import Into
from facet.loyalty.rules.documents import conversion_document
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.proof import Purpose, Wanted
from facet.loyalty.rules.stored_value import CardKind, Value, ValueKind, ValueState
from facet.loyalty.selectors.conversion import conversion_rate, find_type
from facet.loyalty.services.cards import new_card
from facet.loyalty.services.coupons import Issue, issue_step
from facet.loyalty.services.posting import Posting, open_account
from facet.loyalty.services.proof import take_proof_if_asked
from facet.loyalty.services.spending import use_points
from facet.loyalty.services.stored_value import ValueMovement, load_stored_value
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.organisation import services as organisation_services


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertIn:
    """How many points a member turns into what: `into` is "stored_value", "coupon" (with its type) or "money"."""

    member_id: int
    points: int
    into: str
    coupon_type: str = ""
    store_id: int | None = None
    proof_id: int | None = None
    approval_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """What the points became, and what is left of them."""

    points: int
    cents: int
    available: int
    account_id: int | None = None
    coupon_id: int | None = None


@unit_of_work
def convert_points(*, actor: Actor, operation: OperationKey, request: ConvertIn, at: datetime, on: date) -> Converted:
    """Turn points into stored value (as bonus: nothing was paid for it), a coupon or money.

    Raises: NotPermitted, StoreNeeded, ConversionOff, Invalid, PointsShort, ApprovalNeeded, the proof's, the
    approval's, the card's and the coupon's refusals, OperationConflict.
    Locks: the operation, the standing, the account, the proof, the card. Source: R334.
    """
    act = operations.begin(operation, kind="loyalty.convert_points", actor=actor, at=at)
    if act.done:
        return Converted(**act.result)
    if request.store_id is None:
        raise StoreNeeded
    require(actor, LoyaltyPermission.REDEEM, store_id=request.store_id)
    cents, points = conversion_rate(into=request.into, points=request.points, coupon_type=request.coupon_type, on=on)
    standing = members_services.lock_standing(request.member_id)
    account = open_account(request.member_id)
    document = conversion_document(act.id)
    take_proof_if_asked(
        proof_id=request.proof_id, wanted=Wanted(request.member_id, Purpose.POINTS.value, points, document),
        worth_cents=cents, act_id=act.id, at=at, on=on, store_id=request.store_id,
    )  # fmt: skip
    posting = Posting(
        operation_id=act.id, at=at, document=document, store_id=request.store_id,
        trace={"into": request.into, "cents": cents, "by": actor.name},
    )  # fmt: skip
    use_points(account, points, kind=EntryKind.CONVERTED, posting=posting)
    members_services.apply_standing(standing, **account.standing_columns)
    done = Converted(
        points=points, cents=cents, available=account.available, **_give(actor, request, act.id, cents, (at, on))
    )
    member = members_selectors.member_for_sale(request.member_id)
    audit_services.record(
        actor, "loyalty.points_converted", at=at, subject=("members.member", member.id, member.number),
        points=points, cents=cents, into=request.into,
    )  # fmt: skip
    act.finish(**asdict(done))
    return done


def _give(actor: Actor, request: ConvertIn, act_id: UUID, cents: int, moment: tuple[datetime, date]) -> dict[str, int]:
    at, on = moment
    store_id = request.store_id or 0
    if request.into == Into.MONEY:
        if request.approval_id is None:
            raise ApprovalNeeded(what=gettext_noop("Points paid out in money"), limit=0, wanted=cents)
        digest = rules.digest_of(member_id=request.member_id, points=request.points)
        organisation_services.use_approval(
            actor, approval_id=request.approval_id, kind=rules.APPROVAL_KIND, digest=digest, amount=cents, at=at
        )
        return {}
    if request.into == Into.COUPON:
        issue = Issue(
            type=find_type(request.coupon_type), member_ids=(request.member_id,), cause="conversion",
            store_id=store_id, label="",
        )  # fmt: skip
        return {"coupon_id": issue_step(actor, issue, act_id=act_id, at=at, on=on)[0].pk}
    cards = StoredValueAccount.objects.select_for_update().filter(member_id=request.member_id, kind=CardKind.NAMED)
    card = cards.filter(state=ValueState.ACTIVE).order_by("pk").first()
    card = card or new_card(kind=CardKind.NAMED, member_id=request.member_id, store_id=store_id, at=at)
    movement = ValueMovement(act_id=act_id, document=conversion_document(act_id), at=at, on=on, store_id=store_id)
    load_stored_value(
        actor=actor, account=card, value=Value(0, cents), movement=movement, kind=ValueKind.CONVERTED
    )  # fmt: skip
    return {"account_id": card.pk}
