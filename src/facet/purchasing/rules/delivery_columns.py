"""The columns of a sheet of deliveries: what stands on the supplier's paper, then what the scale and the eye say. Pure.

What describes a piece is the inventory's own; category, style and cost come from the order.
"""

from facet.inventory.rules import import_columns
from facet.kernel.errors import gettext_noop
from facet.kernel.importing.definition import ImportColumn as Column

_CHECK = (
    ("accepted", "合格", "通过", "accepted", "ok"),
    ("refused", "不合格", "拒收", "退回", "refused", "rejected"),
)

ORDER = (
    Column("order", ("订单号", "Order", "采购单号", "purchase order", "PO"), "code", required=True, limit=24,
           hint=gettext_noop("Number of the purchase order."), example="PO-2611-0007"),
    Column("line_no", ("订单行", "Order line", "行号", "line"), "int", least=1, most=200,
           hint=gettext_noop("Number of the order's line; may be empty where the order has one line, or by style."),
           example="1"),
    Column("delivery_note", ("送货单号", "Supplier's delivery note", "送货单", "delivery note"), required=True,
           limit=40, hint=gettext_noop("The number on the supplier's paper: the same paper is taken in once."),
           example="SF-88231"),
    Column("place", ("柜台", "Place", "位置", "counter"), "code", limit=24,
           hint=gettext_noop("Empty: where the store puts new goods."), example="V01"),
    Column("check", ("质检", "Quality check", "检验结果", "QC"), "choice", choices=_CHECK,
           hint=gettext_noop("Empty: accepted. A refused piece is noted and still to come.")),
    Column("reason", ("拒收原因", "Why refused", "原因", "reason"), limit=120,
           hint=gettext_noop("Needed for a refused piece."), example="镶口松"),
    Column("quantity", ("件数", "Pieces", "数量", "quantity"), "int", least=1, most=100_000,
           hint=gettext_noop("For bulk goods only: how many; the tag is then the number of their lot.")),
)  # fmt: skip

_PIECE = (
    "tag style gross_weight_mg net_weight_mg other_parts_mg form size length_mm colour epc tag_price_cents note"
).split()
_TEXTS = {"gross_weight_mg": gettext_noop("What the scale says, in grams, with stones.")}

PIECE = tuple(
    Column(column.key, column.headings, column.kind, required=column.key in {"tag", "gross_weight_mg"},
           hint=_TEXTS.get(column.key, column.hint), example=column.example, choices=column.choices,
           least=column.least, most=column.most, limit=column.limit)
    for column in sorted(
        (each for each in (*import_columns.PIECE, *import_columns.PRICE) if each.key in _PIECE),
        key=lambda each: _PIECE.index(each.key),
    )
)  # fmt: skip

COLUMNS = (*ORDER, *PIECE, *import_columns.STONES)
