"""What a ticket asks of deposits, as plain facts. Pure."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpensDeposit:
    """A deposit that begins with this payment. `kind` "" takes as much as the law allows as earnest money.

    A layaway names its piece and how many instalments; its price is the piece's of this moment.
    """

    kind: str = ""
    price_cents: int = 0
    subject: str = ""
    piece: str = ""  # the tag of a piece that is kept
    lock_item: str = ""  # the metal of the board whose price is locked
    lock_mg: int = 0
    lock_lower: bool = False
    instalments: int = 0
    order: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlesDeposit:
    """A deposit that ends without goods: why, and how much of what is left goes back (None: as the terms say)."""

    reason: str
    refund_cents: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositRequest:
    """One line `deposit_taken`: money into a new deposit or a known one, or a known one settled."""

    number: str = ""
    amount_cents: int = 0
    opens: OpensDeposit | None = None
    settles: SettlesDeposit | None = None
    approval: int | None = None


def settlement_digest(wanted: DepositRequest, *, store_id: int, refund_cents: int, kept_cents: int) -> str:
    """What a yes is bound to: the store, the deposit, why, and both amounts (P27)."""
    reason = wanted.settles.reason if wanted.settles else ""
    facts = [store_id, wanted.number.upper(), reason, refund_cents, kept_cents]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
