"""What salespeople see: commission on every ticket, targets, visits, and what was asked for in vain. In bulk."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import uuid5

from django.db.models import Sum

from facet.catalog import selectors as catalog_selectors
from facet.demo.rules.dice import dice
from facet.demo.services.acts import portion
from facet.demo.services.rows import Row, insert
from facet.kernel.operations import JOBS
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import Staff, Store
from facet.sales.models import (
    AskedFor,
    CommissionEntry,
    CommissionPlan,
    CommissionRule,
    Reception,
    SalesTarget,
    StaffShare,
)
from facet.sales.rules.commission import Earner, SoldFacts, charged_labour, commissions, trace_of
from facet.sales.rules.reception import PRICE_BANDS, WEIGHT_BANDS
from facet.sales.selectors.commission_rules import plain

RULES = (("per_gram", 300, "gold"), ("percent", 150, "diamond"), ("labour", 1_000, "silver"), ("percent", 100, ""))
VISITS, WISHES = 60, 80
OPEN_FROM, OPEN_TO = 10 * 60, 21 * 60  # minutes of the day, in the store


@unit_of_work
def write_plan(*, effective: date, at: datetime) -> None:
    """The commission plan of the chain, in force since its first ticket; two people of headquarters made it."""
    act = portion("commission.plan", at=at)
    if act.done:
        return
    people = dict(Staff.objects.filter(username__in=["marketing", "accountant"]).values_list("username", "pk"))
    plan = CommissionPlan.objects.create(
        number=1, state=CommissionPlan.State.PUBLISHED, effective_on=effective, changed_by_id=people.get("marketing"),
        changed_at=at, published_by_id=people.get("accountant"), published_at=at,
    )  # fmt: skip
    tree = {facts.code: facts.id for facts in catalog_selectors.category_facts().values()}
    wanted = [rule for rule in RULES if not rule[2] or rule[2] in tree]
    for place, (pays, rate, code) in enumerate(wanted, start=1):
        CommissionRule.objects.create(plan=plan, place=place, pays=pays, rate=rate, category_id=tree.get(code))
    act.finish(plan=plan.pk)


@unit_of_work
def write_commission(*, at: datetime) -> None:
    """What every ticket of the demonstration paid, as `book_commission` writes it (tests/test_selling.py compares)."""
    act = portion("commission.entries", at=at)
    if act.done:
        return
    act.finish(entries=insert(CommissionEntry, _entries()))


_SHARE = ("line_id", "staff_id", "share_bp", "store_id", "business_date")
_LINE = ("line__net_cents", "line__weight_mg", "line__labour_cents", "line__discount_cents", "line__quantity",
         "line__category_id")  # fmt: skip


def _entries() -> Iterator[Row]:
    """A row for each person and line that has none yet; returns are the services' own."""
    rules = [plain(row) for row in CommissionRule.objects.select_related("category").order_by("place")]
    paths = {facts.id: facts.path_codes for facts in catalog_selectors.category_facts().values()}
    rows = (
        StaffShare.objects.filter(line__commissions=None, line__returns=None)
        .order_by("line_id", "pk")
        .values_list(*_SHARE, *_LINE)
    )
    for _, group in groupby(rows.iterator(chunk_size=2000), key=lambda row: row[0]):
        crew = list(group)
        line_id, _, _, store_id, day, net, weight, labour, discount, quantity, category = crew[0]
        line = SoldFacts(
            store_id=store_id, net_cents=net, weight_mg=weight, quantity=quantity, path=paths.get(category, ()),
            labour_cents=charged_labour(labour_cents=labour, discount_cents=discount),
        )  # fmt: skip
        people = [Earner(staff_id=row[1], share_bp=row[2]) for row in crew]
        for each, person in zip(commissions(rules, line, people=people), people, strict=True):
            yield {
                "line_id": line_id, "staff_id": each.staff_id, "store_id": store_id, "business_date": day,
                "rule_id": each.rule.id, "amount_cents": each.cents,
                "trace": trace_of(each.rule, line, share_bp=person.share_bp, whole=each.whole_cents),
            }  # fmt: skip


@unit_of_work
def write_targets(seed: str, *, today: date, at: datetime) -> None:
    """This month's targets of every store and its clerks: a little above what last month brought."""
    act = portion("targets", at=at)
    if act.done:
        return
    first, rows = today.replace(day=1), []
    clerks = Staff.objects.filter(assignments__role__code="clerk", store__isnull=False, is_active=True).distinct()
    by_store: dict[int, list[int]] = {}
    for staff_id, store_id in clerks.order_by("pk").values_list("pk", "store_id"):
        by_store.setdefault(store_id, []).append(staff_id)
    last_month = _by_staff(since=(first - timedelta(days=1)).replace(day=1), until=first)
    for store_id in Store.objects.filter(is_open=True).order_by("pk").values_list("pk", flat=True):
        rng = dice(seed, "target", store_id, first)
        goals: list[tuple[int | None, tuple[int, int, int]]] = []
        for staff_id in by_store.get(store_id, []):
            more = rng.randrange(103, 116)
            cents, pieces, weight_mg = (value * more // 100 for value in last_month.get(staff_id, (0, 0, 0)))
            goals.append(
                (staff_id, (max(1, cents // 1_000_000) * 1_000_000, max(1, pieces), weight_mg // 1_000 * 1_000))
            )
        whole = [sum(column) for column in zip(*(goal for _, goal in goals), strict=True)] or [1_000_000, 1, 0]
        goals.append((None, (whole[0], whole[1], whole[2])))
        rows += [
            {"store_id": store_id, "staff_id": staff_id, "span": "month", "first_on": first, "net_cents": cents,
             "pieces": pieces, "weight_mg": weight_mg, "set_by_id": None, "set_at": at}
            for staff_id, (cents, pieces, weight_mg) in goals
        ]  # fmt: skip
    act.finish(targets=insert(SalesTarget, rows))


def _by_staff(*, since: date, until: date) -> dict[int, tuple[int, int, int]]:
    """What each person sold on these days, `until` left out: cents, whole pieces, mg."""
    rows = StaffShare.objects.filter(business_date__gte=since, business_date__lt=until).values_list("staff")
    sums = rows.annotate(cents=Sum("net_cents"), bp=Sum("pieces_bp"), mg=Sum("weight_mg")).order_by()
    return {staff_id: (cents, bp // 10_000, mg) for staff_id, cents, bp, mg in sums}


@unit_of_work
def write_visits(seed: str, *, today: date, at: datetime) -> None:
    """Visits of the last days in every store, a third of which bought; what some asked for in vain."""
    act = portion("visits", at=at)
    if act.done:
        return
    stores = list(Store.objects.filter(is_open=True).order_by("pk").values_list("pk", flat=True))
    crew: dict[int, list[int]] = {}
    for staff_id, store_id in (
        Staff.objects.filter(store__in=stores, is_active=True).order_by("pk").values_list("pk", "store_id")
    ):
        crew.setdefault(store_id, []).append(staff_id)
    staffed = [store for store in stores if crew.get(store)]
    visits = [row for store in staffed for row in _visits(seed, store, crew[store], today=today, at=at)]
    leaves = [facts.id for facts in catalog_selectors.category_facts().values() if len(facts.path_codes) > 1]
    asked = [row for row in visits if row["outcome"] == "asked"][:WISHES]
    insert(Reception, visits)
    wishes = [_wish(seed, number, row, leaves) for number, row in enumerate(asked)] if leaves else []
    act.finish(visits=len(visits), wishes=insert(AskedFor, wishes))


def _visits(seed: str, store: int, crew: list[int], *, today: date, at: datetime) -> list[Row]:
    rng = dice(seed, "visits", store, today)
    rows = []
    for number in range(VISITS):
        back = timedelta(days=number % 7, minutes=rng.randrange(5, OPEN_TO - OPEN_FROM))
        came = at - back
        outcome = "sold" if number % 3 == 0 else "asked" if number % 6 == 1 else "left"
        rows.append({
            "id": uuid5(JOBS, f"demo.visit:{store}:{number}"), "store_id": store,
            "business_date": (came + timedelta(hours=5)).date(), "came_at": came, "party": rng.choice((1, 1, 2, 2, 3)),
            "staff_id": rng.choice(crew), "member_id": None, "outcome": outcome, "note": "",
        })  # fmt: skip
    return rows


def _wish(seed: str, number: int, visit: Row, leaves: list[int]) -> Row:
    rng = dice(seed, "wish", number)
    return {
        "id": uuid5(JOBS, f"demo.wish:{number}"), "store_id": visit["store_id"],
        "business_date": visit["business_date"], "asked_at": visit["came_at"], "staff_id": visit["staff_id"],
        "member_id": None, "reception_id": visit["id"], "category_id": rng.choice(leaves), "style_code": "",
        "size_tenths": rng.choice((0, 0, 520, 540, 560)), "weight_band": rng.choice(list(WEIGHT_BANDS)),
        "price_band": rng.choice(list(PRICE_BANDS)), "quantity": 1,
        "note": rng.choice(("", "", "婚期近，急", "想要更轻的", "要古法工")),
    }  # fmt: skip
