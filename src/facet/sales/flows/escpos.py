"""The receipt as bytes for the printer: the same parts in the same order as on screen."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext

from facet.kernel.formats import shown
from facet.sales.rules.escpos import COLUMNS, Roll
from facet.sales.selectors.paper_page import Paper
from facet.sales.selectors.sale_page import SalePage


def receipt_bytes(paper: Paper) -> bytes:
    """`paper` (a receipt) for an ESC/POS printer."""
    roll = Roll(COLUMNS[paper.layout.paper])
    for key in paper.layout.blocks:
        _PARTS[key](roll, paper)
    return roll.finished()


def _page(paper: Paper) -> SalePage:
    if paper.page is None:
        raise TypeError("only a receipt goes to the receipt printer")
    return paper.page


def _head(roll: Roll, paper: Paper) -> None:
    page, words = _page(paper), paper.words
    roll.centred(words.head, "" if page.store.name in words.head else page.store.name, tall=True)
    roll.centred(gettext("Return slip") if page.is_return_slip else "", page.store.address, page.store.phone)
    if paper.reprint:
        roll.centred("[" + gettext("Reprint {n}").format(n=paper.reprint) + "]")


def _facts(roll: Roll, paper: Paper) -> None:
    page = _page(paper)
    sale = page.sold.sale
    roll.row(gettext("Number"), sale.number)
    roll.row(gettext("Time"), timezone.localtime(sale.completed_at).strftime("%Y-%m-%d %H:%M"))
    roll.row(gettext("Till"), page.sold.till_code)
    roll.row(gettext("Cashier"), page.cashier)
    roll.row(gettext("Sold by"), "、".join(name for _, name, _, _ in page.people))
    roll.rule()


def _lines(roll: Roll, paper: Paper) -> None:
    for each in _page(paper).lines:
        line = each.line
        roll.text(f"{line.name} {line.code}")
        for step in line.steps:
            terms = "".join(str(text) for _, text in step["terms"])
            roll.row(f" {gettext(step['name'])} {terms}", "=" + shown(step["amount_cents"], "yuan"))
        if each.other:
            roll.text(f"{gettext('Comes back from')} {each.other.number}")
        if line.discount_cents > 0:
            roll.row(f" {gettext('Saved')}", shown(line.discount_cents, "yuan"))
        roll.row(f" {shown(line.weight_mg, 'grams')} g" if line.weight_mg else "", shown(line.net_cents, "yuan"))
    roll.rule()


def _totals(roll: Roll, paper: Paper) -> None:
    page = _page(paper)
    sale = page.sold.sale
    if sale.rounding_cents:
        roll.row(gettext("Rounding off"), shown(sale.rounding_cents, "yuan"))
    roll.row(gettext("Given back") if sale.due_cents < 0 else gettext("Total"), "¥" + shown(sale.due_cents, "yuan"))
    for label, _, tendered in page.tenders:
        roll.row(gettext(label), shown(tendered, "yuan"))
    if sale.change_cents:
        roll.row(gettext("Change"), shown(sale.change_cents, "yuan"))
    roll.rule()


def _saved(roll: Roll, paper: Paper) -> None:
    if paper.saved_cents:
        roll.row(gettext("Saved in all"), shown(paper.saved_cents, "yuan"))


def _member(roll: Roll, paper: Paper) -> None:
    page = _page(paper)
    if page.member is None:
        return
    earned = page.sold.sale.points_earned
    roll.text(f"{page.member.masked_name} {page.member.masked_phone}")
    roll.row(gettext("Points taken back") if earned < 0 else gettext("Points earned"), shown(earned, "points"))
    roll.row(gettext("Points now"), shown(page.member.points_available, "points"))
    roll.rule()


def _foot(roll: Roll, paper: Paper) -> None:
    roll.centred(*paper.words.policy)


_PARTS: dict[str, Callable[[Roll, Paper], None]] = {
    "head": _head, "facts": _facts, "lines": _lines, "totals": _totals, "saved": _saved, "member": _member,
    "foot": _foot,
}  # fmt: skip
