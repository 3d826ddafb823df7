"""The member's consent to spending: asked for, given, used once."""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypedDict, Unpack
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import Q

from facet.audit import services as audit_services
from facet.kernel import formats, operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import PinMissing, ProofMissing, ProofNeeded
from facet.loyalty.models import MemberPin, Proof
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import proof as rules
from facet.loyalty.rules.documents import pin_document
from facet.loyalty.rules.proof import ProofKind, ProofState, Purpose, Wanted
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.proof import code_of, first_asked_with, proof_asked
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish

CODE_ASKED = "loyalty.spending_code_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofIn:
    """What a member shall agree to, and how. `document` is what will be spent on, as the spender names it."""

    kind: str
    purpose: str
    member_id: int
    amount: int
    document: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A proof that waits for its answer; `approval_id` where a manager is asked."""

    proof_id: int
    approval_id: int | None = None


class ProofUse(TypedDict):
    """The proof that came, what is spent in fen, and which act spends it when and where."""

    proof_id: int | None
    worth_cents: int
    act_id: UUID
    at: datetime
    on: date
    store_id: int | None


@dataclass(frozen=True, slots=True)
class Given:
    """Whether the answer was right, and how many tries are left if not."""

    ok: bool
    left: int


@unit_of_work
def ask_proof(*, actor: Actor, operation: OperationKey, request: ProofIn, at: datetime, on: date) -> Asked:
    """Begin a proof: sends the code, or asks a manager; QR code and PIN only wait for their answer.

    Raises: NotPermitted, MemberUnknown, Invalid, PinMissing, OperationConflict. Source: R317.
    """
    act = operations.begin(operation, kind="loyalty.ask_proof", actor=actor, at=at)
    if act.done:
        return Asked(**act.result)
    require(actor, LoyaltyPermission.REDEEM, store_id=actor.store_id)
    _check(request)
    member = members_selectors.member_for_sale(request.member_id)
    if request.kind == ProofKind.PIN and not MemberPin.objects.filter(member_id=member.id).exists():
        raise PinMissing
    row = Proof.objects.create(
        **asdict(request), tries_left=rules.TRIES, asked_at=at, expires_at=rules.waits_until(at),
        asked_by=actor.key, store_id=actor.store_id,
    )  # fmt: skip
    approval_id = None
    if request.kind == ProofKind.CODE and first_asked_with(row).pk == row.pk:
        outbox.publish(CODE_ASKED, at=at, proof_id=row.pk, member_id=member.id)
    elif request.kind == ProofKind.MANAGER:
        approval_id = organisation_services.ask_approval(
            actor, kind=rules.APPROVAL_KIND, store_id=actor.store_id, wish=_wish_of(request, member.number, on),
            reason="", at=at,
        )  # fmt: skip
        row.expires_at = rules.good_until(at)  # a manager needs longer than a telephone
        row.save(update_fields=["expires_at"])
    act.finish(proof_id=row.pk, approval_id=approval_id)
    return Asked(**act.result)


@unit_of_work
def give_proof(*, actor: Actor, proof_id: int, answer: str, at: datetime, on: date) -> Given:
    """Answer a proof: the code, the scanned QR code, the PIN, or the number of the manager's approval.

    A wrong answer is counted and kept, so it is given back rather than refused; `flows.give_proof` refuses.
    Raises: NotPermitted, ProofMissing, ProofLost, ProofUsed, ProofExpired, the changing code's and the
    approval's refusals. Locks: the proof (and the approval).
    """
    require(actor, LoyaltyPermission.REDEEM, store_id=actor.store_id)
    row = Proof.objects.select_for_update(of=("self",)).filter(Q(store=actor.store_id), pk=proof_id).first()
    if row is None:
        raise ProofMissing
    rules.may_answer(row.state, expires_at=row.expires_at, at=at)
    if _is_right(actor, row, answer, at, on):
        row.state, row.given_at, row.expires_at = ProofState.GIVEN.value, at, rules.good_until(at)
    else:
        row.tries_left -= 1
        row.state = ProofState.WAITING.value if row.tries_left else ProofState.LOST.value
    row.save(update_fields=["state", "given_at", "expires_at", "tries_left"])
    return Given(row.state == ProofState.GIVEN, row.tries_left)


@joins_unit_of_work
def take_proof(*, proof_id: int | None, wanted: Wanted, act_id: UUID, at: datetime) -> None:
    """Use a given proof up for exactly `wanted`; a second act finds it used.

    Raises: ProofNeeded, ProofMissing, ProofUsed, ProofExpired, ProofDiffers. Locks: the proof. Queries: 2.
    """
    if proof_id is None:
        raise ProofNeeded
    row = Proof.objects.select_for_update(of=("self",)).filter(pk=proof_id).first()
    if row is None:
        raise ProofMissing
    for_what = Wanted(row.member_id, row.purpose, row.amount, row.document)
    rules.check_use(rules.Held(row.state, for_what, row.expires_at), wanted=wanted, at=at)
    row.state, row.operation_id = ProofState.USED.value, act_id
    row.save(update_fields=["state", "operation"])


@joins_unit_of_work
def take_proof_if_asked(*, wanted: Wanted, **use: Unpack[ProofUse]) -> None:
    """As `take_proof`, where the house asks for one at this worth; a proof that came anyway is used up, too.

    Raises: as take_proof. Queries: 2, or 4 with a proof.
    """
    if use["proof_id"] is None and not proof_asked(
        store_id=use["store_id"], worth_cents=use["worth_cents"], on=use["on"]
    ):
        return
    take_proof(proof_id=use["proof_id"], wanted=wanted, act_id=use["act_id"], at=use["at"])


@unit_of_work
def set_pin(
    *, actor: Actor, operation: OperationKey, member_id: int, pin: str, proof_id: int | None, at: datetime
) -> None:
    """Set the member's PIN at the till; a proof of purpose "pin" by code, QR code or manager allows it.

    Raises: NotPermitted, Invalid, MemberUnknown, the proof's refusals.
    """
    act = operations.begin(operation, kind="loyalty.set_pin", actor=actor, at=at)
    if act.done:
        return
    require(actor, LoyaltyPermission.REDEEM, store_id=actor.store_id)
    member = members_selectors.member_for_sale(member_id)
    if not rules.pin_is_good(pin):
        raise Invalid(field="pin", reason=gettext_noop("six digits, not all the same and not in a row"))
    wanted = Wanted(member_id, Purpose.PIN.value, 0, pin_document(member_id))
    take_proof(proof_id=proof_id, wanted=wanted, act_id=act.id, at=at)
    MemberPin.objects.update_or_create(
        member_id=member_id, defaults={"encoded": make_password(pin), "set_at": at, "set_by": actor.key}
    )
    audit_services.record(actor, "loyalty.pin_set", at=at, subject=("members.member", member.id, member.number))
    act.finish(member_id=member_id)


def _wish_of(request: ProofIn, number: str, on: date) -> Wish:
    """What a manager is asked to vouch for, bound to member, purpose, amount and document."""
    cents = request.amount
    if request.purpose == Purpose.POINTS:
        worth = programme_on(on).worth
        cents = -(-request.amount * worth.cents // worth.points)
    return Wish(
        subject=f"{number} ¥{formats.shown(cents, 'yuan')}",
        digest=_digest(request),
        amount=cents,
        limit=rules.LIMIT,
        wanted=cents,
        facts={"member_id": request.member_id, "purpose": request.purpose},
    )


def _check(request: ProofIn) -> None:
    if request.kind not in set(ProofKind):
        raise Invalid(field="kind", reason=gettext_noop("choose one of the proofs offered"))
    if request.purpose not in set(Purpose) or not 0 <= request.amount <= 10**12:
        raise Invalid(field="amount", reason=gettext_noop("say what will be spent, and how much"))
    if not 0 < len(request.document) <= 64:
        raise Invalid(field="document", reason=gettext_noop("name what it will be spent on, in 64 characters"))


def _is_right(actor: Actor, row: Proof, answer: str, at: datetime, on: date) -> bool:
    match row.kind:
        case ProofKind.CODE:
            return hmac.compare_digest(answer.strip().encode(), code_of(row).encode())
        case ProofKind.QR:
            return members_services.check_changing_code(answer, at, actor=actor) == row.member_id
        case ProofKind.PIN:
            pin = MemberPin.objects.filter(member_id=row.member_id).first()
            return pin is not None and check_password(answer, pin.encoded)
    if not answer.isdecimal() or len(answer) > 15:
        return False
    asked = ProofIn(
        kind=row.kind, purpose=row.purpose, member_id=row.member_id, amount=row.amount, document=row.document
    )
    wish = _wish_of(asked, "", on)
    organisation_services.use_approval(
        actor, approval_id=int(answer), kind=rules.APPROVAL_KIND, digest=wish.digest, amount=wish.amount, at=at
    )
    return True


def _digest(request: ProofIn) -> str:
    text = json.dumps([request.member_id, request.purpose, request.amount, request.document])
    return hashlib.sha256(text.encode()).hexdigest()
