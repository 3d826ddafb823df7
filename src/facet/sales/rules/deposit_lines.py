"""Deposits on a ticket: the lines that take and settle them, and the prices that a lock changes. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facet.catalog.rules.pricing import PriceBasis, Priced, Step, price_fixed
from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown
from facet.kernel.money import basis_points_of, cut_to_centigram, divide_half_away
from facet.sales.errors import DepositNotTaken
from facet.sales.rules.deposit_request import DepositRequest
from facet.sales.rules.deposits import MG_PER_GRAM, NAMES, DepositKind, Due, LockedMetal, PriceLock, Split, locked_metal
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.returns import Amounts
from facet.sales.rules.ticket_lines import OtherLine


@dataclass(frozen=True, slots=True, kw_only=True)
class LockTerms:
    """The price that a new deposit locks."""

    item_id: int
    board_id: int
    mg: int
    cents_per_gram: int
    is_lower: bool
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A deposit that this line opens."""

    request: DepositRequest
    kind: DepositKind
    price_cents: int
    fee_bp: int
    subject: str
    piece_id: int | None = None
    tag: str = ""
    held_until: date | None = None
    lock: LockTerms | None = None
    dues: tuple[Due, ...] = ()
    order_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayingIn:
    """More money into a known deposit."""

    deposit_id: int
    number: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settling:
    """A known deposit that ends: what goes back and what is kept, beside what the terms say."""

    deposit_id: int
    number: str
    kind: str
    request: DepositRequest
    split: Split
    terms: Split

    @property
    def within_terms(self) -> bool:
        """Whether it is what the terms say and the customer loses nothing."""
        return self.split == self.terms and not self.split.kept_cents


def deposit_line(facts: Opening | PayingIn | Settling, *, line_no: int, cents: int, approval: int | None) -> OtherLine:
    """The ticket line of one deposit: above zero money comes in, below zero it goes back."""
    name, name_en = NAMES[facts.kind]
    code = "" if isinstance(facts, Opening) else facts.number
    return OtherLine(
        line_no=line_no, kind=LineKind.DEPOSIT_TAKEN, code=code, name=name, name_en=name_en,
        amounts=Amounts(list_cents=cents, net_cents=cents), approval=approval, facts=facts,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedDeposit:
    """A deposit that a ticket uses, as pricing and paying see it. Units: cents, mg."""

    id: int
    number: str
    kind: str
    member_id: int
    store_id: int
    balance_cents: int
    price_cents: int
    piece_id: int | None
    tag: str
    lock: PriceLock | None  # None where none was made, it is used up, or its days are over

    @property
    def holder(self) -> str:
        return holder_of_deposit(self.number)


def holder_of_deposit(number: str) -> str:
    """Under which name a deposit keeps its piece."""
    return f"deposit:{number}"


def with_deposits(lines: Sequence[PricedLine], used: Sequence[UsedDeposit]) -> tuple[list[PricedLine], dict[int, int]]:
    """The goods at locked prices, in the order of the ticket, and the grams each deposit's lock gave (mg by id)."""
    left = {each.id: each.lock for each in used if each.lock}
    taken: dict[int, int] = {}
    priced = []
    for line in lines:
        if line.is_agreed:  # a quoted or agreed price is the price; the lock waits for other grams
            priced.append(line)
            continue
        changed = _at_agreed_price(line, used)
        for key, lock in left.items():
            if changed is line and lock.left_mg and _fits(line, lock):
                changed, mg = _locked(line, lock)
                left[key] = replace(lock, left_mg=lock.left_mg - mg)
                taken[key] = taken.get(key, 0) + mg
        priced.append(changed)
    return priced, taken


def _fits(line: PricedLine, lock: PriceLock) -> bool:
    return line.board is not None and line.goods.price_item_id == lock.item_id


def _at_agreed_price(line: PricedLine, used: Sequence[UsedDeposit]) -> PricedLine:
    """A laid-away piece at a fixed price costs what was agreed, whatever its tag says today."""
    for each in used:
        laid = each.kind == DepositKind.LAYAWAY and each.piece_id == line.goods.piece_id
        if laid and line.goods.price_basis == PriceBasis.FIXED and each.price_cents != line.list_cents:
            return replace(line, priced=price_fixed(tag_price_cents=each.price_cents, discount=line.discount))
    return line


def _locked(line: PricedLine, lock: PriceLock) -> tuple[PricedLine, int]:
    """One line whose metal is priced by the lock; stones, labour and their discounts stay."""
    assert line.board is not None
    weight, day, off = cut_to_centigram(line.goods.weight_mg), line.board.cents_per_gram, line.discount.gram_cents
    metal = locked_metal(weight, day_cents=day, lock=lock, off_cents=off)
    listed = locked_metal(weight, day_cents=day, lock=lock).cents
    old = line.priced
    steps = [*_steps(metal, day=day - off, price=metal.locked_price - off), *old.steps[1:]]
    if line.discount.fixed_bp:
        steps[-1] = replace(
            steps[-1],
            amount_cents=-basis_points_of(sum(each.amount_cents for each in steps[:-1]), line.discount.fixed_bp),
        )
    net = sum(each.amount_cents for each in steps)
    list_cents = old.list_cents - divide_half_away(weight * day, MG_PER_GRAM) + listed
    priced = Priced(metal.cents, old.labour_cents, old.stones_cents, list_cents, list_cents - net, net, tuple(steps))
    return replace(line, priced=priced), metal.locked_mg


def _steps(metal: LockedMetal, *, day: int, price: int) -> list[Step]:
    """The metal's two steps: the locked grams, and what is beyond them at the day's price."""
    parts = [(gettext_noop("Locked metal"), metal.locked_mg, price, metal.locked_cents)]
    if metal.excess_mg:
        parts.append((gettext_noop("Metal value"), metal.excess_mg, day, metal.excess_cents))
    return [
        Step(name, (("grams", shown(mg, "grams")), ("op", "×"), ("yuan_per_gram", shown(cents, "yuan"))), amount)
        for name, mg, cents, amount in parts
    ]


def shares_of_deposits(cents: int, balances: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """What each deposit (number, what is left) pays of `cents`, in their order; what is too much falls to the last."""
    parts, left = [], cents
    for place, (number, balance) in enumerate(balances, start=1):
        part = left if place == len(balances) else min(left, balance)
        if part:
            parts.append((number, part))
        left -= part
    return parts


def refuse_unpaid_locks(taken: Mapping[int, int], used: Sequence[UsedDeposit], *, numbers: Collection[str]) -> None:
    """A promised price counts only with its deposit's money; `numbers` are those that pay. Raises: DepositNotTaken."""
    if any(taken.get(each.id) and each.number not in numbers for each in used):
        raise DepositNotTaken(reason=gettext_noop("Pay with the deposit whose promised price counts on this ticket."))
