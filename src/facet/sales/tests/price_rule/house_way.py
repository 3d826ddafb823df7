"""The same tickets through the house's own rules, in the order in which quote and sale call them."""

from dataclasses import replace
from uuid import UUID

from facet.catalog.rules.pricing import Labour, LineDiscount
from facet.kernel.errors import DomainError
from facet.loyalty.errors import CouponSpendMore, CouponWorthless
from facet.loyalty.rules import cash as points_rules
from facet.loyalty.rules.coupon import Terms as CouponTerms
from facet.loyalty.rules.coupon import taken_off
from facet.loyalty.rules.sections import PointsAsCash
from facet.members.rules.cards import Benefits
from facet.promotions.rules.engine import evaluate
from facet.promotions.tests.carts import here
from facet.sales.rules.coupon_lines import CouponOff, as_cash_lines, as_coupon_lines, with_coupon
from facet.sales.rules.deposit_lines import UsedDeposit, with_deposits
from facet.sales.rules.deposits import PriceLock
from facet.sales.rules.discounts import with_card
from facet.sales.rules.earning_lines import earning_bases
from facet.sales.rules.kinds import LineKind, Method
from facet.sales.rules.old_gold import Prices, Terms
from facet.sales.rules.old_gold_lines import GoldItem, Origin, old_gold_lines, taken_in
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.old_gold_settings import HouseTerms
from facet.sales.rules.old_gold_tax import retail_tax
from facet.sales.rules.pricing import Board, Goods, PricedLine, price_goods
from facet.sales.rules.promoted import cart_of, with_promotions
from facet.sales.rules.refunds import Paid, proposed, settle_refund
from facet.sales.rules.request import TenderRequest
from facet.sales.rules.return_lines import Back, SoldLine, return_lines
from facet.sales.rules.returns import Amounts, ReturnRequest, Sold, Verdict, coming_back
from facet.sales.rules.splits import parts_of_line
from facet.sales.rules.tender import settle
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.rules.totals import totals_of
from facet.sales.tests.price_rule.calculator import BUY_BACK, REFERENCE, TRADE
from facet.sales.tests.price_rule.tickets import BOARD, METAL

BOARDS = {item: Board(id=item, cents_per_gram=cents) for item, cents in BOARD.items()}
HOUSE = HouseTerms(terms=Terms(), consent=False, identity="never", hold_days=0, undo_days=0)
NO_SALE = UUID(int=0)


def by_the_house(ticket):
    """Everything that a ticket comes to, in the shape of the calculator's answer."""
    lines = [_priced(number, each, ticket["card"]) for number, each in enumerate(ticket["goods"], start=1)]
    lines, locked = with_deposits(lines, [_deposit(lock) for lock in ticket["locks"]])
    paths = {number: each["path"] for number, each in enumerate(ticket["goods"], start=1)}
    lines = with_promotions(lines, evaluate(cart_of(lines, paths), ticket["offers"], context=here()))
    lines, used = _coupons(lines, ticket["coupons"])
    gold, credited = _old_gold(lines, ticket["old_gold"])
    back = return_lines([_back(each) for each in ticket["returns"]], after=len(lines))
    more = [_plain(LineKind.SERVICE, cents) for cents in ticket["services"]]
    more += [_plain(LineKind.DEPOSIT_TAKEN, cents) for cents in ticket["deposits"]]
    totals = totals_of(lines, others=[*gold, *back, *more], round_off=ticket["round_off"])
    tax = retail_tax(totals.tax_base_cents)
    earning = earning_bases(lines, old_gold_cents=-totals.old_gold_cents, unearning_cents=0)
    offer = points_rules.offer(
        available=ticket["points"]["available"], lines=as_cash_lines(lines), cash=_cash(ticket["points"])
    )
    return {
        "lines": {line.goods.code: _line(line) for line in lines}, "locked": locked, "coupons": used, "gold": credited,
        "returns": [(_amounts(line), line.rounding_cents) for line in back],
        "gross": totals.gross_cents, "net": totals.net_cents, "due": totals.due_cents,
        "rounding": totals.rounding_cents, "old": totals.old_gold_cents, "returned": totals.returned_cents,
        "tax": (totals.tax_base_cents, tax.net_cents, tax.vat_cents, tax.consumption_cents),
        "points": (offer.cents, offer.points, offer.base_cents),
        "earning": dict(sorted((line.goods.code, base) for line, base in zip(lines, earning, strict=True))),
        "shares": {line.goods.code: _shares(line, ticket["shares"]) for line in lines},
        "money": _money(ticket, totals.due_cents),
    }  # fmt: skip


def _priced(number, each, card):
    by_weight = each["basis"] == "by_weight"
    goods = Goods(
        kind=LineKind.PIECE, code=each["code"], name=each["code"], name_en="", category_id=number,
        price_item_id=each["item"] or None, metal=METAL.get(each["item"], ""), weight_mg=each["weight"],
        quantity=each["quantity"], price_basis=each["basis"], tag_price_cents=each["tag"],
        labour=Labour(*each["labour"]), stones=tuple(each["stones"]), cost_cents=each["cost"],
        style_code=each["style"],
    )  # fmt: skip
    asked = LineDiscount(each["hand"]["fixed"], each["hand"]["labour"], each["hand"]["gram"])
    benefits = Benefits()
    if card:
        benefits = Benefits(fixed_bp=card["fixed"], gram_cents=card["gram"], labour_discount_bp=card["labour"],
                            categories=card["categories"])  # fmt: skip
    discount = with_card(
        asked, benefits, price_basis=each["basis"], path=each["path"], allows_discount=each["takes"],
        board_cents=BOARD.get(each["item"], 0),
    )  # fmt: skip
    priced, board = price_goods(goods, discount=discount, boards=BOARDS, allows_discount=each["takes"])
    assert sum(step.amount_cents for step in priced.steps) == priced.net_cents, (each, by_weight)
    return PricedLine(
        line_no=number, goods=goods, discount=discount, asked=asked, board=board, priced=priced,
        points_class=each["class"], earns_points=True, allows_discount=each["takes"],
    )  # fmt: skip


def _line(line):
    assert sum(step.amount_cents for step in line.priced.steps) == line.net_cents
    assert line.list_cents - line.priced.discount_cents == line.net_cents
    return (
        line.list_cents, line.priced.metal_cents, line.priced.labour_cents, line.promotion_cents, line.coupon_cents,
        line.net_cents,
    )  # fmt: skip


def _deposit(lock):
    return UsedDeposit(
        id=lock["id"], number=f"D{lock['id']}", kind="earnest", member_id=1, store_id=1, balance_cents=1,
        price_cents=1, piece_id=None, tag="",
        lock=PriceLock(item_id=lock["item"], left_mg=lock["left"], cents_per_gram=lock["cents"],
                       is_lower=lock["lower"]),
    )  # fmt: skip


def _coupons(lines, coupons):
    used = []
    for each in coupons:
        terms = CouponTerms(
            benefit=each["benefit"], value=each["value"], cap_cents=each["cap"], min_spend_cents=each["least"],
            classes=each["classes"], stacks=True,
        )  # fmt: skip
        try:
            off = taken_off(terms, as_coupon_lines(lines))
        except (CouponSpendMore, CouponWorthless):
            used.append(False)
            continue
        used.append(True)
        lines = with_coupon(lines, CouponOff(code="", name="", off=off))
    return lines, used


def _old_gold(lines, wanted):
    """Piece by piece, as a clerk would add them: one that is refused leaves the ticket as it was."""
    kept, credited = [], []
    items = {
        str(item): GoldItem(
            id=item, board_id=item, code=str(item), name="", name_en="", metal=METAL[item],
            prices=Prices(retail=cents, exchange=cents - TRADE, buy_back=cents - BUY_BACK, reference_e4=REFERENCE),
        )
        for item, cents in BOARD.items()
    }  # fmt: skip
    for number, each in enumerate(wanted, start=1):
        request = OldGoldRequest(
            way=each["way"], item=str(each["item"]), gross_mg=each["gross"], non_metal_mg=each["other"],
            tested_e4=each["fine"], maker=each["maker"], receipt_line=number,
        )  # fmt: skip
        paid = {(None, at): Origin(line_id=at, code="", paid_cents=one["paid"]) for at, one in enumerate(wanted, 1)}
        try:
            taken = taken_in([*kept, request], items=items, origins=paid, goods=lines, house=HOUSE)
        except DomainError:
            credited.append(None)
            continue
        kept.append(request)
        credited.append(-taken[-1].worth.credit_cents)
    taken = taken_in(kept, items=items, origins=paid, goods=lines, house=HOUSE) if kept else []
    return old_gold_lines(taken, after=len(lines)), credited


def _back(each):
    amounts = Amounts(quantity=each["quantity"], weight_mg=each["weight"], **each["amounts"])
    sold = Sold(code="R", price_basis="fixed", by_weight=each["by_weight"], amounts=amounts, back=Amounts())
    unit = "weight_mg" if each["by_weight"] else "quantity"
    rest = {"quantity": 0, "weight_mg": 0}
    before = Amounts()
    if each["before"]:
        before = replace(coming_back(sold, **rest | {unit: each["before"]}).amounts, quantity=0)
        before = replace(before, quantity=0 if each["by_weight"] else each["before"])
    sold = replace(sold, back=before)
    coming = coming_back(sold, **rest | {unit: each["wanted"]})
    net = each["amounts"]["net_cents"]
    given = 0
    line = SoldLine(
        id=1, sale_id=UUID(int=each["number"] + 1), number="", line_no=1, kind="piece", piece_id=None, lot_id=None,
        category_id=None, name="", name_en="", board_price_id=None, board_cents_per_gram=0, points=0, points_back=0,
        member_id=None, store_id=1, sold_on=None, ticket_net_cents=net, ticket_rounding_cents=each["rounding"],
        ticket_back_cents=0, ticket_rounding_back_cents=given, sold=sold,
    )  # fmt: skip
    if each["before"]:  # what earlier returns of the ticket took of its rounding
        first = Back(sold=line, coming=replace(coming, amounts=before), request=_WANTED, verdict=Verdict(within=True))
        given = return_lines([first], after=0)[0].rounding_cents
        line = replace(line, ticket_back_cents=before.net_cents, ticket_rounding_back_cents=given)
    return Back(sold=line, coming=coming, request=_WANTED, verdict=Verdict(within=True))


_WANTED = ReturnRequest(sale=NO_SALE, line_no=1, reason="quality")


def _amounts(line):
    return {name: getattr(line.amounts, name) for name in Amounts.__slots__ if name.endswith("cents")}


def _plain(kind, cents):
    return OtherLine(line_no=9, kind=kind, code="", name="", amounts=Amounts(list_cents=cents, net_cents=cents))


def _cash(points):
    return PointsAsCash(
        min_points=points["least"], points=points["points"], cents=points["cents"], share_bp=points["share"],
        steps=points["steps"],
    )  # fmt: skip


def _shares(line, shares):
    parts = parts_of_line(net_cents=line.net_cents, weight_mg=0, quantity=1, shares_bp=shares)
    return [part.net_cents for part in parts]


def _money(ticket, due):
    if due < 0:
        paid = [Paid(number, Method(way), cents) for number, (way, cents) in enumerate(ticket["paid"])]
        booked = settle_refund(-due, proposed(-due, paid), paid=paid)
    else:
        tenders, left = [], due
        for share in ticket["tenders"]:
            part = left * share // 2_000
            left -= part
            tenders += [TenderRequest(method="wechat", amount_cents=part)] if part else []
        if left + ticket["cash_over"]:
            tenders.append(TenderRequest(method="cash", amount_cents=left + ticket["cash_over"]))
        booked = settle(due, tenders)
        assert sum(each.change_cents for each in booked) == (ticket["cash_over"] if tenders else 0)
    sums = {}
    for each in booked:
        sums[str(each.method)] = sums.get(str(each.method), 0) + each.amount_cents
    return {method: cents for method, cents in sums.items() if cents}
