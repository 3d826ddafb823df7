"""Money that changes hands over a till for something that is no ticket: what a neighbour's drawer must know. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

SLOT = "money.desk"  # of the registry: how the till's drawer is opened


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyMoved:
    """One sum in cents, in is positive: what for (`kind`), how (`method`), explained by which paper (`document`)."""

    act_id: UUID
    kind: str
    method: str
    cents: int
    document: str
    at: datetime
    member_id: int | None = None
    note: str = ""


class Desk(Protocol):
    """The till at which somebody works, its shift locked."""

    def book(self, moved: MoneyMoved) -> None: ...
