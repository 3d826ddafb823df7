"""Members with points, prizes, cards and coupons to test spending with."""

from typing import Any
from uuid import uuid4

from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.loyalty import services
from facet.loyalty.models import Coupon, CouponType, Prize, Proof, StoredValueAccount
from facet.loyalty.rules.coupon import Terms
from facet.loyalty.rules.stored_value import CardKind, Value
from facet.loyalty.selectors.conversion import find_type
from facet.loyalty.selectors.proof import spending_code
from facet.loyalty.services.cards import new_card
from facet.loyalty.services.coupons import Issue, issue_step
from facet.loyalty.services.stored_value import ValueMovement
from facet.loyalty.tests import factories as make
from facet.members import services as members_services
from facet.organisation import services as organisation_services
from facet.organisation.services.policies import PolicyIn

HOUSE, AT, ON = make.HOUSE, make.AT, make.ON


def no_proof() -> None:
    """The house asks for no proof."""
    setting("loyalty.proof_asked", value=False)


def setting(name: str, *, value: Any) -> None:
    """A choice of the house that counts from long ago."""
    request = PolicyIn(name=name, value=value, store_id=None, valid_from=ON)
    organisation_services.set_policy(actor=HOUSE, request=request, at=AT)


@unit_of_work
def act(work: Any, *, key: Any = None) -> Any:
    """`work(act_id)` as a step of a use case, as sales would call it; None for a replay."""
    act_id = key or uuid4()
    begun = operations.begin(OperationKey(act_id, ""), kind="tests.spend", actor=HOUSE, at=AT)
    if begun.done:
        return None
    done = work(act_id)
    begun.finish()
    return done


def movement(
    member: Any, act_id: Any, *, document: str = "", store_id: int | None = None, on: Any = ON
) -> dict[str, Any]:
    return {
        "act_id": act_id, "member_id": member.pk, "document": document or f"tests.sale:{act_id}", "at": AT, "on": on,
        "store_id": store_id,
    }  # fmt: skip


def spend(
    member: Any, cents: int, lines: Any, *, document: str = "", proof_id: int | None = None, key: Any = None
) -> Any:
    """A sale's way of paying with points."""

    def work(act_id: Any) -> Any:
        standing = members_services.lock_standing(member.pk)
        spent = services.spend_points_as_cash(
            cents=cents, lines=lines, proof_id=proof_id, **movement(member, act_id, document=document)
        )
        members_services.apply_standing(standing, **spent.standing_changes)
        return spent

    return act(work, key=key)


def give_back(member: Any, document: str, returned: int, whole: int, *, on: Any = ON) -> Any:
    """A return's way of giving points back."""

    def work(act_id: Any) -> Any:
        standing = members_services.lock_standing(member.pk)
        back = services.return_spent_points(
            spent_document=document, returned=returned, whole=whole, **movement(member, act_id, on=on)
        )
        members_services.apply_standing(standing, **back.standing_changes)
        return back

    return act(work)


def prize(store: Any, *, points: int = 500, on_hand: int = 10, code: str = "P001", **fields: Any) -> Prize:
    """A prize with stock in `store`."""
    wanted = services.PrizeIn(code=code, name="骨瓷杯", points=points, **fields)
    services.save_prize(actor=HOUSE, operation=make.key(), wanted=wanted, at=AT)
    if on_hand:
        request = services.StockIn(code=code, store_id=store.pk, quantity=on_hand)
        services.stock_prizes(actor=HOUSE, operation=make.key(), request=request, at=AT)
    return Prize.objects.get(code=code)


def redeem(member: Any, store: Any, *, by: Actor = HOUSE, operation: OperationKey | None = None, **fields: Any) -> Any:
    request = services.RedeemIn(**{"member_id": member.pk, "prize": "P001", "store_id": store.pk, **fields})
    return services.redeem_points(actor=by, operation=operation or make.key(), request=request, at=AT, on=ON)


@unit_of_work
def card(store: Any, *, member: Any = None) -> StoredValueAccount:
    """An empty card, named where there is a member."""
    kind = CardKind.NAMED if member else CardKind.BEARER
    return new_card(kind=kind, member_id=member.pk if member else None, store_id=store.pk, at=AT)


def load(account: StoredValueAccount, value: Value, *, key: Any = None, seen: bool = True) -> Any:
    def work(act_id: Any) -> Any:
        row = services.lock_card(account.number)
        moving = ValueMovement(act_id=act_id, document=f"tests.sale:{act_id}", at=AT, on=ON, store_id=None)
        return services.load_stored_value(actor=HOUSE, account=row, value=value, movement=moving, identity_seen=seen)

    return act(work, key=key)


def pay(account: StoredValueAccount, cents: int, *, key: Any = None, proof_id: int | None = None) -> Any:
    def work(act_id: Any) -> Any:
        moving = ValueMovement(act_id=act_id, document=f"tests.sale:{act_id}", at=AT, on=ON, store_id=None)
        return services.spend_stored_value(
            actor=HOUSE, number=account.number, member_id=account.member_id, cents=cents, proof_id=proof_id,
            movement=moving,
        )  # fmt: skip

    return act(work, key=key)


def coupon_type(*, code: str = "B200", prize: str = "", store_ids: tuple[int, ...] = (), **terms: Any) -> CouponType:
    wanted = services.CouponTypeIn(
        code=code, name="满减券", terms=Terms(**{"benefit": "amount", "value": 20_000, **terms}), prize=prize,
        store_ids=store_ids,
    )  # fmt: skip
    services.open_coupon_type(actor=HOUSE, operation=make.key(), wanted=wanted, at=AT)
    return CouponType.objects.get(code=code)


def coupon(kind: CouponType, *, member: Any = None, on: Any = ON) -> Coupon:
    def work(act_id: Any) -> Any:
        holders = (member.pk,) if member else ()
        issue = Issue(type=find_type(kind.code), member_ids=holders, quantity=0 if member else 1)
        return issue_step(HOUSE, issue, act_id=act_id, at=AT, on=on)[0]

    return act(work)


def use(coupon: Coupon, lines: Any, *, document: str = "", on: Any = ON, **fields: Any) -> Any:
    def work(act_id: Any) -> Any:
        request = services.CouponUseIn(
            **{"code": coupon.code, "document": document or f"tests.sale:{act_id}", "lines": lines, **fields}
        )
        return services.redeem_coupon(actor=HOUSE, request=request, act_id=act_id, at=AT, on=on)

    return act(work)


def given_proof(member: Any, *, purpose: str, amount: int, document: str) -> int:
    """A proof by one-time code, given."""
    request = services.ProofIn(kind="code", purpose=purpose, member_id=member.pk, amount=amount, document=document)
    asked = services.ask_proof(actor=HOUSE, operation=make.key(), request=request, at=AT, on=ON)
    answer = spending_code(asked.proof_id)
    services.give_proof(actor=HOUSE, proof_id=asked.proof_id, answer=answer, at=AT, on=ON)
    assert Proof.objects.get(pk=asked.proof_id).state == "given"
    return asked.proof_id
