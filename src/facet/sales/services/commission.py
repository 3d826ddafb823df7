"""Commission with the ticket: stored per person and line when it is sold, taken back exactly when it returns."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db.models import Sum

from facet.catalog import selectors as catalog_selectors
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.models import CommissionEntry, SaleLine
from facet.sales.rules.commission import (
    CommissionRule,
    Earner,
    SoldFacts,
    charged_labour,
    commissions,
    taken_back,
    trace_of,
)
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.return_lines import Back
from facet.sales.selectors.commission_rules import rules_in_force
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def book_commission(ticket: Ticket, lines: Sequence[SaleLine]) -> None:
    """What the sold `lines`, in the order of the ticket's, pay its people. Queries: 1 without a plan, 2 to 4 with one.

    Source: F36.
    """
    rules = rules_in_force(ticket.day) if lines else []
    if not rules:
        return
    people, paths = _people(ticket, rules), _paths(rules)
    entries = []
    for line, sold in zip(lines, ticket.lines, strict=True):
        facts = SoldFacts(
            store_id=ticket.till.store_id, net_cents=line.net_cents, weight_mg=line.weight_mg, quantity=line.quantity,
            labour_cents=charged_labour(labour_cents=line.labour_cents, discount_cents=line.discount_cents),
            path=paths.get(line.category_id or 0, ()), style=sold.goods.style_code,
        )  # fmt: skip
        shares = {person.staff_id: person.share_bp for person in people}
        entries += [
            CommissionEntry(
                line=line, staff_id=each.staff_id, store_id=ticket.till.store_id, business_date=ticket.day,
                rule_id=each.rule.id, amount_cents=each.cents,
                trace=trace_of(each.rule, facts, share_bp=shares[each.staff_id], whole=each.whole_cents),
            )
            for each in commissions(rules, facts, people=people)
        ]  # fmt: skip
    CommissionEntry.objects.bulk_create(entries)


@joins_unit_of_work
def take_back_commission(ticket: Ticket, lines: Sequence[SaleLine]) -> None:
    """The negatives of what the returned lines had paid, to the same people, whatever plan holds today (P26).

    Queries: 1 where nothing was paid, else 3.
    """
    returned = ticket.of_kind(LineKind.RETURN)
    backs: dict[SaleLine, Back] = {line: returned[line.line_no].facts for line in lines if line.line_no in returned}
    sold_ids = [back.sold.id for back in backs.values()]
    given: dict[int, list[CommissionEntry]] = defaultdict(list)
    for row in CommissionEntry.objects.filter(line__in=sold_ids).order_by("pk"):
        given[row.line_id].append(row)
    if not given:
        return
    taken = _taken(sold_ids)
    entries = []
    for line, back in backs.items():
        paid = given.get(back.sold.id, [])
        amounts = taken_back(
            {row.staff_id: row.amount_cents for row in paid}, taken[back.sold.id], returned=back.coming.returned,
            whole=back.coming.whole,
        ) if paid else {}  # fmt: skip
        entries += [
            CommissionEntry(
                line=line, staff_id=row.staff_id, store_id=ticket.till.store_id, business_date=ticket.day,
                rule_id=row.rule_id, amount_cents=amounts[row.staff_id],
                trace={"returned": back.coming.returned, "of": back.coming.whole, "given": row.amount_cents},
            )
            for row in paid
        ]  # fmt: skip
    CommissionEntry.objects.bulk_create(entries)


def _people(ticket: Ticket, rules: Sequence[CommissionRule]) -> list[Earner]:
    """The ticket's people; their roles are asked only where a rule names one. Queries: 0 or 1."""
    ids = [seller.staff_id for seller in ticket.people]
    roles = organisation_selectors.role_codes_of(ids) if any(rule.role for rule in rules) else {}
    return [
        Earner(staff_id=each.staff_id, share_bp=each.share_bp, roles=roles.get(each.staff_id, frozenset()))
        for each in ticket.people
    ]


def _paths(rules: Sequence[CommissionRule]) -> Mapping[int, tuple[str, ...]]:
    """The codes above each category; asked only where a rule names one. Queries: 0 or 1."""
    if not any(rule.category for rule in rules):
        return {}
    return {facts.id: facts.path_codes for facts in catalog_selectors.category_facts().values()}


def _taken(sold_ids: Sequence[int]) -> Mapping[int, dict[int, int]]:
    """What earlier returns took, by sold line and person. Queries: 1."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = (
        CommissionEntry.objects.filter(line__returns__in=sold_ids)
        .order_by()
        .values_list("line__returns", "staff")
        .annotate(cents=-Sum("amount_cents"))
    )
    for line_id, staff_id, cents in rows:
        found[line_id][staff_id] = cents
    return found
