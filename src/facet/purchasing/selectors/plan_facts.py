"""What a purchase plan is worked out from: sales by period, what lies there, what comes, what was missed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F

from facet.catalog import selectors as catalog_selectors
from facet.catalog.selectors import CategoryFacts
from facet.inventory.rules.bands import WEIGHT_BANDS
from facet.inventory.selectors import supply as supply_selectors
from facet.inventory.selectors.supply import BoughtCell, SupplyCell
from facet.kernel.money import divide_half_away
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.purchasing.models import PurchaseOrderLine
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.forecast_shape import Horizon
from facet.purchasing.rules.lost_sales import LOOKED_BACK, out_share_bp
from facet.purchasing.rules.plan import Position
from facet.purchasing.rules.plan_build import Facts, Kind, Unit, shared_out
from facet.purchasing.rules.words import OrderState
from facet.purchasing.selectors import lost_sales
from facet.purchasing.selectors.suppliers import measured_lead_days
from facet.sales.selectors import demand

YEARS = 2  # of history, at most
WEEKDAYS_FROM = timedelta(days=182)
ENDED = (OrderState.CLOSED.value, OrderState.CANCELLED.value)
GroupOf = Callable[[int, str], str]


@dataclass(frozen=True, slots=True)
class Groups:
    """How stores are put together: the group's code by store id, and how many stores each holds."""

    of: Mapping[int, str]
    sizes: Mapping[str, int]

    def code(self, store_id: int) -> str | None:
        """The group of a store; store 0 is the whole chain, a closed store is in none."""
        return "" if store_id == 0 else self.of.get(store_id)


def plan_facts(
    viewer: Actor, *, split: str, grain: str, ageing_days: int, at: datetime, on: date
) -> tuple[Facts, date]:
    """The facts as of `on`, the running period left out, and the first day of the history.

    Raises: NotPermitted. Queries: 10, and 1 where styles were asked for in vain.
    """
    require(viewer, PurchasingPermission.VIEW_PLAN)
    periods = _periods(on, grain)
    groups, by_store = _groups(viewer, split), split != "chain"
    categories = catalog_selectors.category_facts()
    sold = _sold(viewer, periods=periods, until=_start(on, grain), grain=grain, groups=groups if by_store else None)
    cells = supply_selectors.supply(viewer, aged_before=at - timedelta(days=ageing_days), at=at, by_store=by_store)
    by_code = {facts.code: facts.id for facts in categories.values()}
    units = _units(supply_selectors.bought(viewer, at=at))
    suppliers = sorted({unit.supplier_id for unit in units.values() if unit.supplier_id is not None})
    facts = Facts(
        on=on, grain=grain, first=Horizon(on, 1, grain).place(periods[0]), sold=sold,
        weekdays=demand.sold_by_weekday(viewer, since=on - WEEKDAYS_FROM, until=on),
        branches={key: by_code[facts.path_codes[0]] for key, facts in categories.items()},
        positions=_positions(cells, _on_order(sold, groups if by_store else None), groups),
        units=units,
        lead_days=measured_lead_days(suppliers, at=at, on=on),
        asked=lost_sales.asked_in_vain(
            viewer, sold, group_of=groups.code if by_store else lambda _: "", categories=categories, on=on
        ),
        out_bp=_out(viewer, groups, categories, at=at, by_store=by_store),
    )  # fmt: skip
    return facts, periods[0]


def _start(day: date, grain: str) -> date:
    return day.replace(day=1) if grain == "month" else day - timedelta(days=day.weekday())


def _periods(on: date, grain: str) -> list[date]:
    """The first days of the whole periods before the running one, the oldest first."""
    found, day = [], _start(on, grain)
    for _ in range(YEARS * (12 if grain == "month" else 52)):
        day = _start(day - timedelta(days=1), grain)
        found.append(day)
    return found[::-1]


def _groups(viewer: Actor, split: str) -> Groups:
    stores = organisation_selectors.stores_of(viewer)
    of = {row.id: {"chain": "", "area": row.area_code, "store": row.code}[split] for row in stores}
    return Groups(of, Counter(of.values()))


def _sold(
    viewer: Actor, *, periods: Sequence[date], until: date, grain: str, groups: Groups | None
) -> dict[Kind, list[int]]:
    places = {first: number for number, first in enumerate(periods)}
    sold: dict[Kind, list[int]] = defaultdict(lambda: [0] * len(periods))
    cells = demand.sold_by_period(viewer, since=periods[0], until=until, grain=grain, by_store=groups is not None)
    for cell in cells:
        group = groups.code(cell.store_id) if groups else ""
        if group is not None and cell.period in places:
            sold[Kind(group, cell.category_id, cell.weight, cell.price)][places[cell.period]] += cell.pieces
    return dict(sold)


def _on_order(sold: Mapping[Kind, Sequence[int]], groups: Groups | None) -> dict[Kind, int]:
    """Pieces of open orders that have not come. Queries: 1.

    A line that a plan wrote knows its kind; another knows category and mean weight, and is shared out.
    """
    rows = PurchaseOrderLine.objects.exclude(order__state__in=ENDED).annotate(
        open=F("quantity") - F("received_quantity") - F("cancelled_quantity")
    )  # fmt: skip
    found: dict[Kind, int] = Counter()
    names = ("order__store_id", "category_id", "plan_row__weight_band", "plan_row__price_band", "weight_mg")
    for store_id, category, weight, price, mg, quantity, left in rows.filter(open__gt=0).values_list(
        *names, "quantity", "open"
    ):
        group = groups.code(store_id) if groups else ""
        if group is None:
            continue
        if weight is not None:
            found[Kind(group, category, weight, price)] += left
            continue
        band = _band(mg // quantity) if mg else None
        alike = {
            kind: sum(series) for kind, series in sold.items()
            if kind[:2] == (group, category) and band in (None, kind.weight)
        }  # fmt: skip
        for kind, part in (shared_out(left, alike) or {Kind(group, category, band or "", ""): left}).items():
            found[kind] += part
    return found


def _band(weight_mg: int) -> str:
    return next((name for name, low in reversed(WEIGHT_BANDS) if weight_mg >= low), "")


def _positions(cells: Sequence[SupplyCell], on_order: Mapping[Kind, int], groups: Groups) -> dict[Kind, Position]:
    sums: dict[Kind, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for cell in cells:
        group = groups.code(cell.store_id)
        if group is not None:
            part = sums[Kind(group, cell.category_id, cell.weight, cell.price)]
            for place, value in enumerate((cell.on_hand, cell.in_transit, cell.reserved, cell.aged)):
                part[place] += value
    found = {}
    for kind in {*sums, *on_order}:
        on_hand, road, kept, aged = sums.get(kind, [0, 0, 0, 0])
        found[kind] = Position(
            on_hand=on_hand, on_order=on_order.get(kind, 0), in_transit=road, reserved=kept, aged=aged
        )
    return found


def _units(cells: Sequence[BoughtCell]) -> dict[tuple[int, str, str], Unit]:
    """What a piece of each kind costs and weighs, lately where it was bought lately; who brought most of them."""
    kinds: dict[tuple[int, str, str], list[BoughtCell]] = defaultdict(list)
    for cell in cells:
        kinds[cell.category_id, cell.weight, cell.price].append(cell)
    return {kind: _unit(parts) for kind, parts in kinds.items()}


def _unit(parts: Sequence[BoughtCell]) -> Unit:
    lately = [sum(values) for values in zip(*((p.recent_priced, p.recent_cents) for p in parts), strict=True)]
    ever = [sum(values) for values in zip(*((p.priced, p.cents) for p in parts), strict=True)]
    weights = [sum(values) for values in zip(*((p.recent, p.recent_mg) for p in parts), strict=True)]
    if not weights[0]:
        weights = [sum(values) for values in zip(*((p.pieces, p.mg) for p in parts), strict=True)]
    priced, cents = lately if lately[0] else ever
    known = [part for part in parts if part.supplier_id is not None]
    first = max(known, key=lambda part: (part.recent, part.pieces, -(part.supplier_id or 0)), default=None)
    return Unit(
        divide_half_away(cents, priced) if priced else 0,
        divide_half_away(weights[1], weights[0]) if weights[0] else 0,
        first.supplier_id if first else None,
    )


def _out(
    viewer: Actor, groups: Groups, categories: Mapping[int, CategoryFacts], *, at: datetime, by_store: bool
) -> dict[tuple[str, int], int]:
    """The share of the last ninety days' store days without goods, by group and category. Queries: 1."""
    days = supply_selectors.days_out(viewer, at=at, days=LOOKED_BACK)
    by_code = {facts.code: facts.id for facts in categories.values()}
    found: dict[tuple[str, int], int] = Counter()
    for facts in categories.values():
        above = [by_code[code] for code in facts.path_codes]
        for store_id, group in groups.of.items():
            found[group if by_store else "", facts.id] += max(days.get((store_id, each), 0) for each in above)
    sizes = groups.sizes if by_store else {"": len(groups.of)}
    return {key: out_share_bp(days_out=total, stores=sizes[key[0]]) for key, total in found.items() if total}
