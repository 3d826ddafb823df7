"""One reason for points beside purchases. Pure."""

from dataclasses import dataclass, field
from typing import Any

from facet.loyalty.rules.award import AwardKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Gift:
    """One reason for points. `key` is unique for ever: registration:<member>, birthday:<member>:<year>, …"""

    member_id: int
    kind: AwardKind
    key: str
    points: int
    trace: dict[str, Any] = field(default_factory=dict)
    store_id: int | None = None
