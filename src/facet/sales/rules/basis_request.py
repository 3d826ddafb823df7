"""A switch of the price basis as it is asked for. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisRequest:
    """One line the other way round: to "fixed" at `price_cents`, to "by_weight" with `labour_cents` a gram.

    `why` is one of rules.basis.REASONS.
    """

    price_basis: str
    why: str
    price_cents: int = 0
    labour_cents: int = 0

    @classmethod
    def of(cls, facts: Mapping[str, Any] | None) -> "BasisRequest | None":
        """The request that an open ticket's line keeps, or None."""
        return cls(**facts) if facts else None

    def facts(self) -> dict[str, Any]:
        """The request as an open ticket's line keeps it."""
        return asdict(self)
