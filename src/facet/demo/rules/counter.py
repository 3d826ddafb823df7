"""What happens at the counters of the demonstration today, beside plain sales. Pure; nobody in it exists."""

RETURNS = (  # why, and whether another piece goes out instead
    ("size", True), ("changed_mind", False), ("gift", True), ("quality", False), ("changed_mind", True),
    ("size", False),
)  # fmt: skip
OLD_GOLD = (  # store, way, weight in mg, tested fineness, what it is
    ("S01", "grams", 9_860, 9_900, "旧足金项链，搭扣断"),
    ("S02", "value", 6_240, 9_160, "旧22K金手镯，变形"),
    ("S03", "buy_back", 12_350, 9_990, "素圈金戒三只"),
    ("S04", "grams", 7_480, 9_990, "旧足金吊坠"),
    ("S01", "buy_back", 4_120, 7_500, "18K金耳钉一对，缺一耳堵"),
)
TENDERS = (
    ("S01", "points"), ("S01", "stored_value"), ("S02", "group_voucher"), ("S05", "mall"), ("S03", "credit"),
    ("S02", "deposit"), ("S04", "gift_card"), ("S05", "group_voucher"),
)  # fmt: skip
DRAWER = (
    ("S01", "stored_value_sold", "terminal", 80_000, ""),
    ("S03", "credit_repayment", "wechat", 120_000, ""),
    ("S01", "to_safe", "cash", 300_000, "午间入柜"),
    ("S02", "other_in", "cash", 6_800, "包装纸箱回收"),
)
INVOICES = (  # store, kind of buyer, name, tax number; invented
    ("S01", "person", "顾客个人", ""),
    ("S01", "company", "杭州云栖文化创意有限公司", "91330100MA0DEMO01X"),
    ("S02", "company", "苏州平江礼品商行", "91320500MA0DEMO02Y"),
    ("S03", "person", "顾客个人", ""),
    ("S04", "company", "宁波东海船务有限公司", "91330200MA0DEMO03Z"),
    ("S05", "person", "顾客个人", ""),
)
ANSWERS = ("", "issued", "rejected")
SELLERS = ("欧阳若兰", "司马景行", "诸葛明远")
LOST = "S02"
GOLD_FROM = len(RETURNS)
TENDERS_FROM = GOLD_FROM + len(OLD_GOLD)
LOST_FROM = TENDERS_FROM + len(TENDERS)
ACTS = LOST_FROM + 4


def id_number(number: int) -> str:
    """A document number of the right form whose region was never given out."""
    return f"99010119900101{number:03d}X"
