"""What customers of the demonstration brought for service, and goods that reach them later: by number. Pure."""

JOBS, DELIVERIES = 40, 30
STORES = ("S01", "S02", "S03")
ALLOYS = {  # what is stamped in pieces of a category: metal, fineness
    "gold-necklace": ("gold", 9_990), "gold-bracelet": ("gold", 9_990), "gold-bangle": ("gold", 9_990),
    "k-gold-ring": ("gold", 7_500), "diamond-ring": ("gold", 7_500),
}  # fmt: skip
ITEMS = (  # kind, category, description, weight in mg, estimate in cents, seen on it
    ("cleaning", "gold-necklace", "足金项链，清洗抛光", 12_460, 0, ("tarnished",)),
    ("resizing", "k-gold-ring", "18K金戒指，改大一号", 3_180, 15_000, ("scratched",)),
    ("repair", "gold-bracelet", "足金手链，扣头断开", 8_820, 12_000, ("clasp_worn",)),
    ("repair", "diamond-ring", "钻戒，一爪松动，重新镶紧", 4_820, 20_000, ("stone_loose", "scratched")),
    ("safekeeping", "gold-bangle", "足金手镯，出门旅行寄放", 28_360, 0, ()),
    ("cleaning", "diamond-ring", "钻戒，超声波清洗", 3_960, 0, ()),
    ("repair", "gold-necklace", "项链焊接，断在第三节", 10_240, 8_800, ("cracked",)),
)
REACHED = (  # how far each service has come, in turn
    (), ("at_bench",), ("at_bench", "ready"), ("sent",), ("sent", "at_bench", "ready"),
    ("at_bench", "ready", "handed_back"),
    ("ready", "handed_back"), ("refused",),
)  # fmt: skip
DUE_DAYS = (5, -2, 9, 1, 14, 3, 7)  # from today, in turn; one in seven is late
WORKSHOPS = ("城西金工坊", "老凤镶嵌工作室", "恒昌首饰维修部")
ADDRESSES = ("杭州市西湖区文三路 9 号", "绍兴市越城区解放路 210 号", "宁波市海曙区中山西路 88 号")
CARRIERS = ("顺丰速运", "京东快递")
DELIVERED = (  # kind, how far it has come, days from today that were promised
    ("shipped", (), 1), ("shipped", ("packed",), 0), ("shipped", ("packed", "shipped"), 2),
    ("shipped", ("packed", "shipped", "delivered"), -1), ("later", ("packed",), -1), ("later", (), 4),
    ("other_store", ("packed", "shipped"), 1), ("other_store", ("packed", "delivered"), 0),
    ("shipped", ("packed", "shipped", "returned"), -3), ("later", ("packed", "delivered"), 0),
)  # fmt: skip


def strokes(number: int) -> str:
    """A scrawl that stands for the signature of the customer `number`: three strokes, like no name of anybody."""
    lines = []
    for stroke in range(3):
        left, high = 60 + stroke * 160, 60 + (number * 13 + stroke * 29) % 60
        lines.append(
            " ".join(
                f"{left + step * 9},{high + (step * (7 + number % 5) * (1 if step % 2 else -1)) % 70}"
                for step in range(14)
            )
        )
    return ";".join(lines)
