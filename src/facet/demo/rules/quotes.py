"""The quotes of the demonstration: how many days old, for whom, what became of each. Pure."""

from dataclasses import dataclass

STORES = ("S01", "S02", "S03")
WITHDRAWN = "顾客改买了别的款式"


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quote: days before today, pieces of gold and of diamonds, a discount in basis points, what became of it.

    `customer` is the name of somebody who is no member; "" for a member. `fate`: "", "sold" or "withdrawn".
    """

    days: int
    gold: int
    diamonds: int
    off_bp: int = 0
    customer: str = ""
    note: str = ""
    fate: str = ""


QUOTES = (
    Quoted(0, 1, 0, note="周六带父母来看"),
    Quoted(0, 0, 1, off_bp=500),
    Quoted(0, 1, 1, customer="沈女士"),
    Quoted(1, 2, 0, customer="王先生", note="三金套装，比价中"),
    Quoted(1, 0, 1, off_bp=800, fate="sold"),
    Quoted(2, 1, 0, fate="sold"),
    Quoted(2, 0, 2, off_bp=500),
    Quoted(3, 1, 0, customer="何女士"),
    Quoted(5, 1, 1, off_bp=300),
    Quoted(6, 0, 1, customer="陆先生"),
    Quoted(4, 1, 0, fate="withdrawn"),
    Quoted(1, 0, 1, customer="金女士", fate="withdrawn"),
)
