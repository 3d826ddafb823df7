"""What a ticket asks for about old gold: pieces that come in, pieces that are given back. Pure."""

import hashlib
import json
from dataclasses import dataclass
from uuid import UUID

from facet.sales.rules.old_gold import Assay, Maker, Weighed


@dataclass(frozen=True, slots=True, kw_only=True)
class OldGoldRequest:
    """One piece of a customer's old gold. Units: mg, ten-thousandths.

    `item` is the price item whose board counts. `credited_e4` is the fineness that is credited, 0 for
    the tested one. `receipt` and `receipt_line` name what was bought here, for an upgrade. `seller` is
    a seller's identity that was taken.
    """

    way: str
    item: str
    gross_mg: int
    tested_e4: int
    non_metal_mg: int = 0
    melted_mg: int = 0
    credited_e4: int = 0
    maker: str = Maker.OTHER.value
    assay: str = Assay.XRF.value
    description: str = ""
    melt_consent: bool = False
    receipt: UUID | None = None
    receipt_line: int = 0
    seller: int | None = None
    approval: int | None = None

    @property
    def fineness_e4(self) -> int:
        return self.credited_e4 or self.tested_e4

    @property
    def weighed(self) -> Weighed:
        """What is credited: the weights at the fineness that counts."""
        return Weighed(
            gross_mg=self.gross_mg, non_metal_mg=self.non_metal_mg, melted_mg=self.melted_mg,
            fineness_e4=self.fineness_e4,
        )  # fmt: skip

    @property
    def raised_e4(self) -> int:
        """How far the credited fineness stands above the tested one, zero or above."""
        return max(0, self.fineness_e4 - self.tested_e4)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldBack:
    """A piece of material, by its code, that goes back to the customer before it was melted."""

    code: str


def override_digest(wanted: OldGoldRequest, *, store_id: int) -> str:
    """What a yes to a raised fineness is bound to: the store, the weights, both finenesses (P27)."""
    facts = [
        store_id, wanted.way, wanted.item, wanted.gross_mg, wanted.non_metal_mg, wanted.melted_mg, wanted.tested_e4,
        wanted.credited_e4,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
