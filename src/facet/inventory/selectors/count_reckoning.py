"""The differences of a count as they are at this moment, with their worth. Read by the report and by the approval."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.catalog import selectors as catalog_selectors
from facet.inventory.models import BulkLot, Stocktake
from facet.inventory.rules.count import (
    BOOKABLE,
    DIFFERENCES,
    EXTRA,
    PRESENT,
    VALUED,
    Finding,
    Quantity,
    Seen,
    Verdict,
    bulk_difference,
    find,
    progress,
)
from facet.inventory.selectors.count_facts import BulkFacts, CountFacts, count_facts
from facet.kernel.money import divide_half_away


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One piece, lot or code of a count. Units: mg, cents; `cost_cents` is nobody's to see without the switch.

    `quantity` and `weight_mg` are signed: what the count found more or less than the books.
    """

    verdict: Verdict
    code: str
    piece: Mapping[str, Any] | None = None
    lot: BulkLot | None = None
    account_id: int | None = None
    place_id: int | None = None
    seen: Seen | None = None
    quantity: int = 0
    weight_mg: int = 0
    cost_cents: int | None = None
    tag_cents: int | None = None

    @property
    def key(self) -> str:
        """What names this line in a form or a request: the code, and the place of bulk goods."""
        return f"{self.code}@{self.place_id}" if self.lot is not None else self.code

    @property
    def can_be_booked(self) -> bool:
        """Whether there is something to book: to move a piece, somebody must have said where it was seen."""
        moves = self.verdict in {Verdict.MISPLACED, Verdict.ELSEWHERE}
        return self.verdict in BOOKABLE and not (moves and (self.seen is None or self.seen.place_id is None))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A count as it stands: every finding, the differences first in the order in which they matter."""

    judged: tuple[Judged, ...]
    present: int
    expected: int
    present_mg: int
    expected_mg: int
    facts: CountFacts

    @property
    def differences(self) -> tuple[Judged, ...]:
        return tuple(each for each in self.judged if each.verdict in DIFFERENCES)

    @property
    def digest(self) -> str:
        """What names these differences exactly: the same ones give the same text."""
        facts = [f"{each.verdict}:{each.key}:{each.quantity}:{each.weight_mg}" for each in self.differences]
        return hashlib.sha256("\n".join(sorted(facts)).encode()).hexdigest()[:32]

    @property
    def tally(self) -> Counter[Verdict]:
        return Counter(each.verdict for each in self.judged)

    @property
    def extra(self) -> int:
        return sum(each.verdict in EXTRA for each in self.judged)

    @property
    def missing_cents(self) -> int:
        """What is missing, at cost."""
        return sum(each.cost_cents or 0 for each in self.judged if each.verdict == Verdict.MISSING)


def worth(lines: Sequence[Judged]) -> int:
    """What weighs against a limit: everything booked that is missing, found again or differs, at cost; tag if unknown.

    Losses and finds do not cancel each other out.
    """
    amounts = (each.cost_cents if each.cost_cents is not None else each.tag_cents for each in lines)
    return sum(abs(amount or 0) for each, amount in zip(lines, amounts, strict=True) if each.verdict in VALUED)


def reckon(row: Stocktake, *, at: datetime) -> Reckoning:
    """Judge every piece, lot and code of the count by what is known now. Queries: 8, 1 for lots, 1 for the board."""
    facts = count_facts(row)
    found = {
        pk: finding
        for pk, track in facts.tracks.items()
        if (finding := find(track, facts.seen.get(pk, ()), scope=facts.scope)) is not None
    }
    board = catalog_selectors.board_prices_at(row.store.price_group_id, at=at)
    prices = {item: line.retail_cents_per_gram for item, line in board.items()}
    judged = [_piece(facts.pieces[pk], finding, prices) for pk, finding in found.items()]
    judged += [Judged(verdict=Verdict.UNKNOWN, code=code, seen=seen) for code, seen in facts.unknown.items()]
    judged += _bulk(facts.bulk)
    rank = {verdict: number for number, verdict in enumerate(DIFFERENCES)}
    judged.sort(key=lambda each: (rank.get(each.verdict, len(rank)), -(each.cost_cents or 0), each.code))
    present, expected = progress([each.verdict for each in found.values()])
    weights = [(each.verdict, facts.pieces[pk]["net_weight_mg"]) for pk, each in found.items()]
    present_mg = sum(mg for verdict, mg in weights if verdict in PRESENT)
    missing_mg = sum(mg for verdict, mg in weights if verdict == Verdict.MISSING)
    return Reckoning(tuple(judged), present, expected, present_mg, present_mg + missing_mg, facts)


def _piece(row: Mapping[str, Any], finding: Finding, prices: Mapping[int, int]) -> Judged:
    sign = {Verdict.MISSING: -1}.get(finding.verdict, 1 if finding.verdict in EXTRA else 0)
    tag = row["tag_price_cents"]
    if tag is None and row["price_item_id"] in prices:
        tag = divide_half_away(row["net_weight_mg"] * prices[row["price_item_id"]], 1000)
    return Judged(
        verdict=finding.verdict,
        code=row["tag"],
        piece=row,
        place_id=row["place_id"],
        seen=finding.seen,
        quantity=sign,
        weight_mg=sign * row["net_weight_mg"],
        cost_cents=row["cost_cents"],
        tag_cents=tag,
    )


def _bulk(rows: Sequence[BulkFacts]) -> list[Judged]:
    lots = BulkLot.objects.in_bulk({each.lot_id for each in rows}) if rows else {}
    judged = []
    for each in rows:
        lot = lots[each.lot_id]
        gap = Quantity(0, 0)
        if each.counted is not None:
            gap = bulk_difference(each.counted, held_now=each.held, moved_since=each.moved_since)
        if each.counted is not None and not any(gap):
            continue
        per_gram = lot.cost_cents_per_gram
        judged.append(
            Judged(
                verdict=Verdict.BULK_UNCOUNTED if each.counted is None else Verdict.BULK,
                code=lot.sku,
                lot=lot,
                account_id=each.account_id,
                place_id=each.place_id,
                seen=each.seen,
                quantity=gap.quantity,
                weight_mg=gap.weight_mg,
                cost_cents=None if per_gram is None else divide_half_away(gap.weight_mg * per_gram, 1000),
            )
        )
    return judged
