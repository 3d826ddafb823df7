"""Metal that partners and customers had with us, or we with them, on the chain's first day here. Source: R312."""

from collections.abc import Callable, Sequence

from facet.inventory.rules.first_day import OWED, opening_sides
from facet.inventory.rules.metal import AccountRef, Owner
from facet.inventory.selectors.first_day import check_metal, partners_of_first_day
from facet.inventory.services.metal import post_metal
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, ImportRow
from facet.kernel.importing.opening import Opened, OpeningSheet, Tie
from facet.kernel.transactions import joins_unit_of_work

DOCUMENT = "members.opening"


@joins_unit_of_work
def open_metal(opened: Opened, rows: Sequence[ImportRow]) -> None:
    """One balance of fine metal for each row. Locks: metal accounts by id. Queries: 5."""
    partners = partners_of_first_day()
    postings = []
    for number, row in enumerate(rows):
        owner = row.values["owner"]
        ref = AccountRef(
            owner, row.values["metal"], None,
            None if owner in {Owner.BULLION, Owner.CUSTOMER} else partners[row.values["partner"]],
            opened.members[row.values["card"]] if owner == Owner.CUSTOMER else None,
        )  # fmt: skip
        postings += opening_sides(ref, row.values["fine"], line_no=number)
    post_metal(actor=opened.actor, operation=opened.act_id, postings=postings, document=DOCUMENT, at=opened.at)


def _fine(*, owed: bool) -> Callable[[Sequence[ImportRow]], int]:
    return lambda rows: sum(row.values["fine"] for row in rows if (row.values["owner"] in OWED) is owed)


SHEET = OpeningSheet(
    key="metal", names=("金料", "Metal"), title=gettext_noop("Metal accounts"), apply=open_metal, order=80,
    check=check_metal, unique=("owner", "partner", "card", "metal"),
    columns=(
        ImportColumn("owner", ("账户", "Account"), "choice", required=True, example="供应商",
                     choices=((Owner.SUPPLIER.value, "供应商", "Supplier"),
                              (Owner.GOLDSMITH.value, "加工厂", "Goldsmith"),
                              (Owner.REFINER.value, "精炼厂", "Refiner"), (Owner.CUSTOMER.value, "顾客", "Customer"),
                              (Owner.BULLION.value, "总部板料", "Fine metal at headquarters")),
                     hint=gettext_noop("Suppliers and customers: metal that we owe. The others: metal that is ours.")),
        ImportColumn("partner", ("往来单位", "Partner"), "code", limit=16, example="SUP01"),
        ImportColumn("card", ("会员卡号", "Card number", "卡号"), "code", limit=20, example="880100001236"),
        ImportColumn("metal", ("金属", "Metal"), "choice", required=True, example="黄金",
                     choices=(("gold", "黄金", "Gold"), ("platinum", "铂", "Platinum"), ("silver", "银", "Silver"),
                              ("palladium", "钯", "Palladium"))),
        ImportColumn("fine", ("折纯克重", "Fine grams"), "grams", required=True, least=0, most=10**6,
                     example="126.350"),
    ),
    ties=(
        Tie("metal_ours", ("应收折纯克重", "Fine grams of ours"), "grams", _fine(owed=False), is_optional=True),
        Tie("metal_owed", ("应付折纯克重", "Fine grams owed"), "grams", _fine(owed=True), is_optional=True),
    ),
)  # fmt: skip
