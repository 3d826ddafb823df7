"""Three hundred loose diamonds: the facts of real stones, at the rate of a day, as they come to the vault. Pure.

Source: docs/algorithms/demo.md §5.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from facet.catalog.rules.weights import stones_weight_mg
from facet.inventory.rules.receiving import PieceIn, StoneIn
from facet.inventory.rules.words import CostKind
from facet.kernel.money import divide_half_away

RATE_E4 = 71_500  # yuan for a dollar, times 10,000
COST_BP = 7_200  # of the tag price
STORE, PLACE, SUPPLIER, BATCH = "S01", "V01", "P002", "LOOSE-26"
DAYS_AGO, MINUTE = 11, 10 * 60 + 40  # when they came


def loose_stone(facts: Mapping[str, str], *, number: int, on: date) -> PieceIn:
    """Stone `number` (from 1) of the file: thousandths of a carat, basis points, hundredths of a mm, dollars."""
    carat = int(facts["carat_mct"])
    price = divide_half_away(int(facts["usd"]) * 100 * RATE_E4, 10_000)
    length, width, height = (_mm(facts[f"{side}_cmm"]) for side in ("length", "width", "height"))
    cost = divide_half_away(price * COST_BP, 10_000)
    stone = StoneIn(
        kind="diamond", carat_mct=carat, shape="round", colour=facts["colour"], clarity=facts["clarity"],
        cut=facts["cut"], depth_bp=int(facts["depth_bp"]), table_bp=int(facts["table_bp"]),
        measurements=f"{length}-{width}x{height}", cost_cents=cost, is_main=True,
    )  # fmt: skip
    return PieceIn(
        tag=f"L{on:%y%m}{number:06}", category="diamond-loose", form="loose", price_basis="fixed",
        gross_weight_mg=stones_weight_mg([carat]), tag_price_cents=price, stones=(stone,),
        costs=((CostKind.STONES, cost),),
    )  # fmt: skip


def loose_stones(rows: Iterable[Mapping[str, str]], *, on: date) -> tuple[PieceIn, ...]:
    """All of them, in the order of the file."""
    return tuple(loose_stone(each, number=number, on=on) for number, each in enumerate(rows, start=1))


def _mm(hundredths: str) -> str:
    whole, part = divmod(int(hundredths), 100)
    return f"{whole}.{part:02}"
