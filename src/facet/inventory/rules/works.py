"""Works on goods: one piece parted, several joined, one taken apart; nothing lost but what is named. Pure.

Metal per alloy, stones by kind and cost by part go in and come out; what does not come out is the loss. Source:
R322; docs/algorithms/works.md, whose tables are this file's tests. Units: mg, thousandths of a carat, cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from facet.catalog.rules.weights import stones_weight_mg
from facet.inventory.errors import PartsDisagree, WorkNotPossible
from facet.inventory.rules.bulk import grams
from facet.inventory.rules.words import CostKind
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import split_by_largest_remainder

MOST_PARTS = 40
LOSS_POLICY = "inventory.works_loss_bp"


class WorkKind(StrEnum):
    """What is done to pieces."""

    SPLIT = "split"
    COMBINE = "combine"
    TAKE_APART = "take_apart"
    REMADE = "remade"


class WorkState(StrEnum):
    """How far a work is."""

    WAITING = "waiting"
    DONE = "done"
    UNDONE = "undone"
    REFUSED = "refused"


class LossReason(StrEnum):
    """Why less came out than went in."""

    NONE = ""
    FILING = "filing"
    POLISHING = "polishing"
    SOLDER = "solder"
    CUTTING = "cutting"
    STONE = "stone"
    FACTORY = "factory"
    OTHER = "other"


KIND_WORDS = {
    WorkKind.SPLIT: gettext_noop("Split into pieces"),
    WorkKind.COMBINE: gettext_noop("Combined into one"),
    WorkKind.TAKE_APART: gettext_noop("Taken apart"),
    WorkKind.REMADE: gettext_noop("Changed at the factory"),
}
BY_HAND = (WorkKind.SPLIT, WorkKind.COMBINE, WorkKind.TAKE_APART)
WORK_WORDS = {
    WorkState.WAITING: gettext_noop("waits for a second person"),
    WorkState.DONE: gettext_noop("work done"),
    WorkState.UNDONE: gettext_noop("work undone"),
    WorkState.REFUSED: gettext_noop("work refused"),
}
LOSS_WORDS = {
    LossReason.NONE: gettext_noop("no loss"),
    LossReason.FILING: gettext_noop("filing and setting"),
    LossReason.POLISHING: gettext_noop("polishing"),
    LossReason.SOLDER: gettext_noop("melting and soldering"),
    LossReason.CUTTING: gettext_noop("cutting"),
    LossReason.STONE: gettext_noop("a stone broke or fell out"),
    LossReason.FACTORY: gettext_noop("loss at the factory"),
    LossReason.OTHER: gettext_noop("another cause, see the note"),
}


class Alloy(NamedTuple):
    """One metal at one fineness."""

    metal: str
    fineness_e4: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StonePart:
    """Stones of one kind; `facts` are their other columns, which travel with them."""

    kind: str
    carat_mct: int
    count: int
    cost_cents: int | None = None
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What is known of a piece that goes into a work or comes out of it."""

    tag: str
    gross_mg: int
    metals: tuple[tuple[Alloy, int], ...] = ()
    stones: tuple[StonePart, ...] = ()
    costs: Mapping[str, int] | None = field(default_factory=dict)  # None: unknown

    @property
    def net_mg(self) -> int:
        return sum(mg for _, mg in self.metals)

    @property
    def carat_mct(self) -> int:
        return sum(each.carat_mct for each in self.stones)

    @property
    def stone_count(self) -> int:
        return sum(each.count for each in self.stones)

    @property
    def cost_cents(self) -> int | None:
        return None if self.costs is None else sum(self.costs.values())

    @property
    def other_mg(self) -> int:
        """What is neither metal nor stone: enamel, cord."""
        return max(0, self.gross_mg - self.net_mg - stones_weight_mg([self.carat_mct]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What shall come out, as it was weighed and counted. `like`: a former part whose facts it takes on again."""

    tag: str
    gross_mg: int
    carat_mct: int = 0
    stone_count: int = 0
    like: Part | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """What went in and did not come out. Below zero (remade pieces only) it was added."""

    metals: tuple[tuple[Alloy, int], ...]
    carat_mct: int = 0
    stones: int = 0

    @property
    def metal_mg(self) -> int:
        return sum(mg for _, mg in self.metals)

    @property
    def is_none(self) -> bool:
        return not any(mg for _, mg in self.metals) and not self.carat_mct and not self.stones


def refuse_shape(kind: str, *, inputs: int, outputs: int) -> None:
    """Refuse a work whose numbers of pieces do not fit it. Raises: Invalid, WorkNotPossible."""
    if kind not in set(WorkKind):
        raise Invalid(field="kind", reason=gettext_noop("choose one of the works offered"))
    if kind == WorkKind.COMBINE:
        if inputs < 2:
            raise WorkNotPossible(field="tags", reason=gettext_noop("scan at least two pieces to combine them"))
        if outputs != 1:
            raise WorkNotPossible(field="parts", reason=gettext_noop("several pieces are combined into exactly one"))
        return
    if inputs != 1:
        raise WorkNotPossible(field="tags", reason=gettext_noop("scan the one piece that is worked on"))
    if kind == WorkKind.REMADE:
        if outputs != 1:
            raise WorkNotPossible(field="parts", reason=gettext_noop("one piece comes back as one piece"))
    elif not 2 <= outputs <= MOST_PARTS:
        raise WorkNotPossible(field="parts", reason=gettext_noop("write at least two parts, at most 40"))


def worked(inputs: Sequence[Part], wanted: Sequence[Wanted], *, fee_cents: int = 0) -> tuple[tuple[Part, ...], Loss]:
    """What comes out, with metal, stones and cost shared to the milligram and the cent, and what was lost.

    The fee is added to the labour of what comes out. Raises: PartsDisagree, WorkNotPossible.
    """
    stones, lost_mct, lost_count = _stones(inputs, wanted)
    other = sum(each.other_mg for each in inputs) if len(wanted) == 1 else 0
    nets = [_net(one, its, other) for one, its in zip(wanted, stones, strict=True)]
    pool = _together(each.metals for each in inputs)
    if sum(nets) > sum(pool.values()):
        raise PartsDisagree(came=grams(sum(nets)), went=grams(sum(pool.values())), field="parts")
    metals, left = _metals(pool, nets, wanted)
    found = [
        Part(tag=one.tag, gross_mg=one.gross_mg, metals=metal, stones=stone)
        for one, metal, stone in zip(wanted, metals, stones, strict=True)
    ]
    costs = shared_costs(inputs, found, likes=[one.like for one in wanted], fee_cents=fee_cents)
    done = tuple(replace(part, costs=cost) for part, cost in zip(found, costs, strict=True))
    return done, Loss(tuple((alloy, mg) for alloy, mg in left.items() if mg), lost_mct, lost_count)


def remade(
    part: Part, *, tag: str, gross_mg: int, fineness_e4: int | None = None, fee_cents: int = 0
) -> tuple[Part, Loss]:
    """The piece as a factory gave it back: another weight, perhaps another fineness; its stones stay.

    What was added stands in the loss below zero. Raises: WorkNotPossible.
    """
    net = _net(Wanted(tag=tag, gross_mg=gross_mg), part.stones, part.other_mg)
    if not part.metals:
        raise WorkNotPossible(field="items", reason=gettext_noop("a piece without metal cannot change its weight"))
    if fineness_e4 and len(part.metals) > 1:
        raise WorkNotPossible(field="items", reason=gettext_noop("a piece of several metals keeps their fineness"))
    alloys = [Alloy(alloy.metal, fineness_e4 or alloy.fineness_e4) for alloy, _ in part.metals]
    after = split_by_largest_remainder(net, [mg for _, mg in part.metals])
    left = _together([part.metals])
    for alloy, mg in zip(alloys, after, strict=True):
        left[alloy] = left.get(alloy, 0) - mg
    found = Part(tag=tag, gross_mg=gross_mg, stones=part.stones,
                 metals=tuple((alloy, mg) for alloy, mg in zip(alloys, after, strict=True) if mg))  # fmt: skip
    [costs] = shared_costs([part], [found], likes=[None], fee_cents=fee_cents)
    return replace(found, costs=costs), Loss(tuple((alloy, mg) for alloy, mg in left.items() if mg))


def _net(one: Wanted, stones: Sequence[StonePart], other_mg: int) -> int:
    net = one.gross_mg - stones_weight_mg([sum(each.carat_mct for each in stones)]) - other_mg
    if one.gross_mg <= 0 or net < 0:
        raise WorkNotPossible(field="parts", reason=gettext_noop("a part weighs less than its stones: weigh it again"))
    return net


def _together(metals: object) -> dict[Alloy, int]:
    pool: dict[Alloy, int] = {}
    for lines in metals:  # type: ignore[attr-defined]  # an iterable of lines
        for alloy, mg in lines:
            pool[alloy] = pool.get(alloy, 0) + mg
    return pool


def _metals(
    pool: dict[Alloy, int], nets: Sequence[int], wanted: Sequence[Wanted]
) -> tuple[list[tuple[tuple[Alloy, int], ...]], dict[Alloy, int]]:
    """Each part's alloys, and what of each is left over.

    A part that is a former part again takes that part's alloys; the others share what remains as it lies.
    """
    left = dict(pool)
    found: list[tuple[tuple[Alloy, int], ...]] = [()] * len(nets)
    free = []
    for place, (net, one) in enumerate(zip(nets, wanted, strict=True)):
        if one.like is None or not one.like.metals or net == 0:
            free.append(place)
            continue
        found[place] = _drawn(left, net, first=[alloy for alloy, _ in one.like.metals],
                              weights=[mg for _, mg in one.like.metals])  # fmt: skip
    loss = sum(left.values()) - sum(nets[place] for place in free)
    kept = _less(left, loss)
    spare = {alloy: mg - kept[alloy] for alloy, mg in left.items()}
    for step, place in enumerate(free):
        # The last of them takes what is left, so that every alloy adds up to the milligram.
        if step == len(free) - 1:
            found[place] = tuple((alloy, mg) for alloy, mg in kept.items() if mg)
        else:
            found[place] = _drawn(kept, nets[place], first=list(kept), weights=list(kept.values()))
    return found, spare if free else left


def _less(pool: Mapping[Alloy, int], loss: int) -> dict[Alloy, int]:
    """What remains of each alloy when `loss` is taken from all as they lie."""
    if not loss:
        return dict(pool)
    taken = split_by_largest_remainder(loss, list(pool.values()))
    return {alloy: mg - lost for (alloy, mg), lost in zip(pool.items(), taken, strict=True)}


def _drawn(
    left: dict[Alloy, int], net: int, *, first: Sequence[Alloy], weights: Sequence[int]
) -> tuple[tuple[Alloy, int], ...]:
    """Take `net` out of `left`, in the proportion of `weights`, never more of an alloy than there is."""
    if not net:
        return ()
    lines = []
    for alloy, mg in zip(first, split_by_largest_remainder(net, list(weights)), strict=True):
        if mg > left.get(alloy, 0):
            raise PartsDisagree(came=grams(mg), went=grams(left.get(alloy, 0)), field="parts")
        left[alloy] -= mg
        if mg:
            lines.append((alloy, mg))
    return tuple(lines)


def _stones(inputs: Sequence[Part], wanted: Sequence[Wanted]) -> tuple[list[tuple[StonePart, ...]], int, int]:
    """Which stones each part gets; what is missing of carats and stones."""
    lines = [stone for each in inputs for stone in each.stones]
    total = sum(each.carat_mct for each in lines)
    count = sum(each.count for each in lines)
    asked, pieces = sum(one.carat_mct for one in wanted), sum(one.stone_count for one in wanted)
    if asked > total or pieces > count:
        raise WorkNotPossible(field="parts", reason=gettext_noop("more stones come out than went in: count them again"))
    takers = [place for place, one in enumerate(wanted) if one.carat_mct]
    found: list[tuple[StonePart, ...]] = [()] * len(wanted)
    if len(takers) == 1 and asked == total:
        found[takers[0]] = tuple(lines)
        if wanted[takers[0]].stone_count not in (0, count):
            raise WorkNotPossible(field="parts", reason=gettext_noop("the carats are all there, the stones are not"))
        return found, 0, 0
    if asked == total and all(_as_before(wanted[place]) for place in takers):
        return [one.like.stones if one.like and one.carat_mct else () for one in wanted], 0, 0
    if takers and len(lines) != 1:
        reason = gettext_noop(
            "stones of several kinds stay together: give all carats to one part, or take it apart first"
        )
        raise WorkNotPossible(field="parts", reason=reason)
    if takers:
        _share_stones(lines[0], wanted, takers, found)
    return found, total - asked, count - sum(each.count for its in found for each in its)


def _as_before(one: Wanted) -> bool:
    return one.like is not None and (one.like.carat_mct, one.like.stone_count) == (one.carat_mct, one.stone_count)


def _share_stones(
    line: StonePart, wanted: Sequence[Wanted], takers: Sequence[int], found: list[tuple[StonePart, ...]]
) -> None:
    if any(wanted[place].stone_count < 1 for place in takers):
        raise WorkNotPossible(field="parts", reason=gettext_noop("say how many stones each part has"))
    weights = [wanted[place].carat_mct for place in takers]
    costs = split_by_largest_remainder(line.cost_cents, weights) if line.cost_cents else [line.cost_cents] * len(takers)
    for place, cents in zip(takers, costs, strict=True):
        one = wanted[place]
        found[place] = (replace(line, carat_mct=one.carat_mct, count=one.stone_count, cost_cents=cents),)


def shared_costs(
    inputs: Sequence[Part], parts: Sequence[Part], *, likes: Sequence[Part | None], fee_cents: int = 0
) -> list[dict[str, int] | None]:
    """The cost of what went in, and the fee, on what comes out: part by part of the cost, by largest remainder.

    Metal goes by fine metal, stones by carats, the rest by weight; a part that is a former part again counts with
    what that one cost. What was lost is paid by what remains. None when nothing is known and nothing was paid.
    """
    if all(each.costs is None for each in inputs) and not fee_cents:
        return [None] * len(parts)
    totals: dict[str, int] = {}
    for each in inputs:
        for kind, cents in (each.costs or {}).items():
            totals[kind] = totals.get(kind, 0) + cents
    found: list[dict[str, int] | None] = [{} for _ in parts]
    for kind, cents in totals.items():
        for place, mine in enumerate(split_by_largest_remainder(cents, _weights(kind, parts, likes))):
            if mine:
                found[place][kind] = mine  # type: ignore[index]  # a dict: set above
    for place, mine in enumerate(split_by_largest_remainder(fee_cents, [each.gross_mg for each in parts])):
        if mine:
            row = found[place] or {}
            row[CostKind.LABOUR] = row.get(CostKind.LABOUR, 0) + mine
            found[place] = row
    return [{str(kind): cents for kind, cents in (row or {}).items()} for row in found]


def _weights(kind: str, parts: Sequence[Part], likes: Sequence[Part | None]) -> list[int]:
    if likes and all(each is not None and each.costs is not None for each in likes):
        known = [(each.costs or {}).get(kind, 0) for each in likes if each is not None]
        if any(known):
            return known
    fine = [sum(mg * alloy.fineness_e4 for alloy, mg in part.metals) for part in parts]
    by = {CostKind.METAL: fine, CostKind.STONES: [part.carat_mct for part in parts]}.get(CostKind(kind), [])
    return by if any(by) else [part.gross_mg for part in parts]


def needs_second(loss: Loss, *, went_mg: int, limit_bp: int, added: bool = False) -> bool:
    """Whether somebody else must say yes: metal lost beyond the share that work explains, or any stone missing."""
    if loss.carat_mct or loss.stones:
        return True
    return not added and loss.metal_mg * 10_000 > went_mg * limit_bp


def refuse_unnamed(loss: Loss, reason: str) -> None:
    """Refuse a loss that nobody explains, and a cause where nothing is missing. Raises: Invalid."""
    if reason not in set(LossReason):
        raise Invalid(field="loss_reason", reason=gettext_noop("choose one of the causes offered"))
    if not loss.is_none and reason == LossReason.NONE:
        raise Invalid(field="loss_reason", reason=gettext_noop("less comes out than went in: say what became of it"))
