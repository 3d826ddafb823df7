"""What members of the demonstration left and ordered: amounts, purposes, stages by number. Pure."""

from facet.sales.rules.orders import OrderState

DEPOSITS, LAYAWAYS, ORDERS = 25, 10, 30
STORES = ("S01", "S02", "S03")
SUBJECTS = (
    ("足金手镯，约 20 克", 1_960_000), ("结婚对戒", 1_280_000), ("古法传承项链", 2_350_000), ("足金生肖吊坠", 620_000),
    ("三金套装，婚期在年底", 6_800_000),
)  # fmt: skip
DESIGNS = (
    ("custom", "心形吊坠，背面刻两人名字缩写"), ("custom", "古法手镯，内壁刻福字，哑光"),
    ("custom", "旧料改款，做一条细链"),
    ("special", "同款改圈口，戒围 16 毫米"), ("special", "同款要重一些，约 30 克"),
)  # fmt: skip
REACHED = (  # how far each order has come, in turn
    (), ("confirmed",), ("confirmed", "making"), ("confirmed", "making", "arrived"),
    ("confirmed", "making", "arrived", "told"), ("cancelled",),
)  # fmt: skip
PROMISED_DAYS = (12, -3, 25, 4, 1, 18)  # from today, in turn; one in six is late


def needs_drawing(kind: str, reached: tuple[str, ...]) -> bool:
    """Whether somebody must have approved a drawing on the way."""
    return kind == "custom" and OrderState.MAKING.value in reached
