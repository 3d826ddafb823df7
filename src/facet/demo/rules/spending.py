"""What members spend in the demonstration: prizes, cards of stored value, coupons in every state. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from facet.members.rules.lunar import LeapMonth, keeps_birthday

IN_STOCK, REDEMPTIONS, CARDS, PERSONAL = 40, 24, 60, 320
PRIZES: tuple[dict[str, Any], ...] = (
    {"code": "P001", "name": "擦银布", "name_en": "Silver cloth", "points": 500, "cost_cents": 600},
    {"code": "P002", "name": "绒面首饰盒", "name_en": "Velvet jewelry box", "points": 1_200, "cost_cents": 1_800},
    {"code": "P003", "name": "骨瓷对杯", "name_en": "Pair of bone china cups", "points": 3_000, "cost_cents": 4_500},
    {"code": "P004", "name": "真丝方巾", "name_en": "Silk scarf", "points": 5_000, "cost_cents": 8_800,
     "per_member": 2},
    {"code": "P005", "name": "旅行首饰包", "name_en": "Travel jewelry case", "points": 2_000, "cost_cents": 3_200},
    {"code": "G001", "name": "生日银吊坠", "name_en": "Birthday silver charm", "points": 0, "cost_cents": 5_000,
     "is_birthday_gift": True},
)  # fmt: skip
BIRTHDAY_GIFT, BIRTHDAYS = "G001", 36  # who of the first members with points had hers already
TYPES: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("B200", "满5000减200", "200 off from 5,000", "",
     {"benefit": "amount", "value": 20_000, "min_spend_cents": 500_000, "days": 90, "cost_cents": 20_000}),
    ("L80", "工费八折", "20% off labour", "",
     {"benefit": "labour", "value": 2_000, "cap_cents": 30_000, "days": 60, "stacks": True}),
    ("D95", "钻饰九五折", "5% off diamonds", "",
     {"benefit": "percent", "value": 500, "cap_cents": 100_000, "classes": frozenset({"diamond"}), "days": 45}),
    ("N100", "新客立减100", "100 for new members", "",
     {"benefit": "amount", "value": 10_000, "days": 30, "per_member": 1}),
    ("GIFT", "到店礼首饰盒", "Jewelry box for a visit", "P002", {"benefit": "gift", "days": 60, "cost_cents": 1_800}),
)  # fmt: skip
# Which type was issued how many days ago, to how many members each time.
ISSUES = (("B200", 120, 60), ("L80", 40, 60), ("D95", 50, 60), ("N100", 12, 60), ("GIFT", 30, 40), ("B200", 5, 40))
BATCHES = (("B200", "五一商场派发", 50), ("GIFT", "邻里开业礼", 50))


@dataclass(frozen=True, slots=True)
class Card:
    """One card of stored value. Fen."""

    named: bool
    principal: int
    bonus: int
    spent: int
    frozen: bool


def cards() -> Iterator[Card]:
    """Two of three named, some with something on top, most of them partly spent, a few frozen."""
    for number in range(CARDS):
        named = number % 3 != 2
        principal = (1 + number * 7 % 4) * (100_000 if named else 20_000)
        bonus = principal // 20 if number % 4 == 0 else 0
        spent = 0 if number % 5 == 0 else principal * (number % 5) // 5
        yield Card(named, principal, bonus, spent, number % 17 == 16)


def state_of(number: int, *, ended: bool) -> str:
    """What became of the coupon with that number."""
    if number % 23 == 22:
        return "void"
    if number % 3 == 1:
        return "redeemed"
    return "expired" if ended else "issued"


def prize_for(number: int, available: int) -> str:
    """A prize that a member with so many points takes."""
    fitting = [each["code"] for each in PRIZES if 0 < each["points"] <= available]
    return str(fitting[number % len(fitting)])


def points_of(code: str) -> int:
    """What a prize costs."""
    return int(next(each["points"] for each in PRIZES if each["code"] == code))


def takes_along(number: int) -> bool:
    """Whether the prize was handed over at once."""
    return number % 4 != 0


def last_birthday(born: str, *, is_lunar: bool, on: date) -> date | None:
    """Her last birthday that lies more than a month and less than half a year back; `born` is an ISO day or empty."""
    if not born:
        return None
    day_born = date.fromisoformat(born)
    for back in range(31, 180):
        day = on - timedelta(days=back)
        if keeps_birthday(day_born, is_lunar=is_lunar, day=day, leap=LeapMonth.FIRST):
            return day
    return None
