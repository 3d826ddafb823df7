"""Three counts of the demonstration: two settled with what differed, one half done. Pure."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class PlannedCount:
    """One count of one tray. `missing` pieces stay unseen, one of the tray `beside` is seen here; `left` explains
    the missing one that is not booked. Without `manager` it stays open, with half of the tray seen."""

    name: str
    store: str
    tray: str
    ago: timedelta
    clerk: str
    manager: str = ""
    missing: int = 0
    beside: str = ""
    reason: str = ""
    left: str = ""

    @property
    def is_open(self) -> bool:
        """Whether people still count."""
        return not self.manager


COUNTS = (
    PlannedCount(
        "月度盘点：K金翡翠柜一号盘", "S01", "C03-1", timedelta(days=2, hours=3), "clerk1", "manager1",
        missing=1, beside="C03-2", reason="监控已核对，按盘点结果入账",
    ),
    PlannedCount(
        "抽盘：K金翡翠柜二号盘", "S02", "C03-2", timedelta(days=1, hours=4), "clerk5", "manager2",
        missing=2, reason="已复盘两次，未找到", left="顾客试戴后送去清洗，次日归位",
    ),
    PlannedCount("早盘：钻石铂金柜二号盘", "S01", "C02-2", timedelta(minutes=25), "clerk2"),
)  # fmt: skip


def seen_tags(plan: PlannedCount, *, tray: list[str], beside: list[str]) -> list[str]:
    """What is scanned: all but the missing and one of the tray beside, or the first half of an open count."""
    if plan.is_open:
        return tray[: len(tray) // 2]
    return tray[plan.missing :] + (beside[:1] if plan.beside else [])
