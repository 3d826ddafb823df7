"""Buying in the demonstration: twelve suppliers, sixty orders in every state, grams owed, bills, goods of others."""

from dataclasses import replace
from datetime import datetime, timedelta

from facet.demo import selectors as demo_selectors
from facet.demo import services as demo_services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules.tickets import LOTS
from facet.demo.services.acts import HOUSE
from facet.kernel.operations import OperationKey
from facet.organisation import services as organisation_services
from facet.organisation.services import PartnerIn
from facet.purchasing import selectors, services
from facet.purchasing.services import (
    BillIn,
    BillLineIn,
    Confirmation,
    DeliveredPiece,
    DeliveryIn,
    FixingIn,
    LabourPriceIn,
    MemoIn,
    OrderIn,
    OrderLineIn,
    SettlementIn,
    SupplierReturnIn,
    TermsIn,
)
from facet.sales import services as sales_services
from facet.sales.rules.request import LineRequest, SaleRequest, TenderRequest

HOUR = timedelta(hours=1)
BUYER = replace(HOUSE, name="采购部")
MORE = (
    ("P101", "深圳金雅福首饰", "Jinyafu, Shenzhen"), ("P102", "番禺六和珠宝", "Liuhe, Panyu"),
    ("P103", "莆田弘盛金饰", "Hongsheng, Putian"), ("P104", "诸暨珍珠汇", "Pearl House, Zhuji"),
    ("P105", "深圳古法金工坊", "Heritage Gold Works, Shenzhen"), ("P106", "广州铂瑞", "Borui Platinum, Guangzhou"),
    ("P107", "四会翠玉坊", "Cuiyu Jade, Sihui"), ("P108", "深圳3D硬金厂", "3D Hard Gold, Shenzhen"),
)  # fmt: skip
SUPPLIERS = ("P001", "P002", "P003", "P004", *(code for code, _, _ in MORE))
GOLD = ("P001", "P101", "P103", "P105")
STATES = (
    ("closed",) * 10
    + ("partly",) * 4
    + ("confirmed",) * 12
    + ("sent",) * 14
    + ("approved",) * 7
    + ("draft",) * 7
    + ("cancelled",) * 6
)
# How many days ago the first order of a state was written, and how many days lie between two.
WRITTEN = {"closed": (150, 12), "partly": (26, 3), "confirmed": (18, 1), "sent": (15, 1), "approved": (4, 0),
           "draft": (2, 0), "cancelled": (90, 9)}  # fmt: skip
KINDS = (("gold-plain", "ring", 4_200), ("gold-heritage", "bangle", 31_500))
# category, mg a piece, cents of stones a piece, cents a fine gram
OTHERS = (("diamond-ring", 2_600, 180_000, 88_600), ("silver-fine", 9_500, 0, 1_120), ("gold-3d", 3_100, 0, 88_900))


def buy(*, at: datetime) -> None:
    """Everything, by the use cases themselves; done once."""
    if demo_selectors.is_done("buying"):
        return
    _agree(at - timedelta(days=200))
    let_others_write()
    for place, state in enumerate(STATES):
        _order(place, state, at)
        if place % 10 == 9:
            let_others_write()
    _settle(at)
    _ask(at)
    let_others_write()
    _send_back(at)
    _pay_for_others(at)
    _lend(at)
    _beads(at)
    demo_services.claim("buying", at=at)


def _key(name: object) -> OperationKey:
    return OperationKey.of_job("demo.buying", name)


def _agree(at: datetime) -> None:
    for code, name, english in MORE:
        wanted = PartnerIn(name=name, name_en=english, kind="supplier")
        organisation_services.save_partner(actor=HOUSE, code=code, request=wanted, is_new=True, at=at)
    for place, code in enumerate(SUPPLIERS):
        terms = TermsIn(
            supplier=code, email=f"orders@{code.lower()}.example", payment_days=30 + place % 3 * 15,
            lead_days=10 + place % 4 * 4, priced_later=code in ("P101", "P105"),
        )  # fmt: skip
        services.save_supplier_terms(actor=BUYER, operation=_key(f"terms:{code}"), wanted=terms, at=at)
    for code in GOLD:
        for category, cents in (("gold-plain", 1_200), ("gold-heritage", 2_600)):
            wanted_price = LabourPriceIn(
                supplier=code, category=category, labour_per="per_gram", labour_cents=cents, valid_from=at.date()
            )
            services.add_supplier_price(
                actor=BUYER, operation=_key(f"price:{code}:{category}"), wanted=wanted_price, at=at
            )


def _order(place: int, state: str, at: datetime) -> None:
    gold = state in ("closed", "partly") or place % 3 != 0
    code = GOLD[place % 4] if gold else SUPPLIERS[place % 12]
    first, step = WRITTEN[state]
    written = at - timedelta(days=first - (place - STATES.index(state)) * step)
    number = services.create_purchase_order(
        actor=BUYER, operation=_key(f"order:{place}"), request=_wanted(place, code, gold, written), at=written
    )
    if state == "draft":
        return
    services.approve_purchase_order(actor=BUYER, operation=_key(f"approve:{place}"), number=number, at=written)
    if state == "approved":
        return
    _post(place, number, written + timedelta(hours=2), fails=place == 40)
    if state == "cancelled":
        services.cancel_purchase_order(
            actor=BUYER, operation=_key(f"cancel:{place}"), number=number, reason="厂里排不出工期", at=written
        )
    elif state != "sent":
        _answer(place, number, written)
    if state in ("closed", "partly"):
        _deliver(place, number, state, written + timedelta(days=8 + place % 9))


def _wanted(place: int, code: str, gold: bool, written: datetime) -> OrderIn:
    count = 3 + place % 3
    if gold:
        category, _form, mg = KINDS[place % 2]
        price = 86_400 + place * 60
        line = OrderLineIn(category=category, quantity=count, weight_mg=count * mg, metal_cents_per_gram=price)
    else:
        category, mg, other, price = OTHERS[place // 3 % 3]
        line = OrderLineIn(
            category=category, quantity=count * 4, weight_mg=count * 4 * mg, other_cents=other, labour_per="per_piece",
            labour_cents=15_000, metal_cents_per_gram=price,
        )  # fmt: skip
    consigned = place % 10 == 3
    return OrderIn(
        supplier=code, store="S01", due_on=(written + timedelta(days=13)).date(), lines=(line,), consigned=consigned,
        return_by=(written + timedelta(days=240)).date() if consigned else None,
    )  # fmt: skip


def _post(place: int, number: str, at: datetime, *, fails: bool) -> None:
    """The letters as they stand in the history; the demonstration has no mail server and sends none."""
    if fails:
        letter = services.intend_sending(actor=BUYER, operation=_key(f"letter:{place}:0"), number=number, at=at)
        services.settle_sending(
            actor=BUYER, number=number, sending_id=letter.sending_id, failure="the mail server does not answer", at=at
        )
    letter = services.intend_sending(actor=BUYER, operation=_key(f"letter:{place}"), number=number, at=at)
    services.settle_sending(actor=BUYER, number=number, sending_id=letter.sending_id, failure="", at=at)


def _answer(place: int, number: str, written: datetime) -> None:
    answer = Confirmation((written + timedelta(days=13 + (place % 5 == 4) * 6)).date())
    services.confirm_purchase_order(
        actor=BUYER, operation=_key(f"answer:{place}"), number=number, answer=answer, at=written + timedelta(days=1)
    )


def _deliver(place: int, number: str, state: str, at: datetime) -> None:
    _category, form, mg = KINDS[place % 2]
    count = 3 + place % 3 - (state == "partly")
    items = [
        DeliveredPiece(line_no=1, tag=f"PO{place:02d}-{each}", gross_mg=mg + (each * 37 - 40) * 2, form=form)
        for each in range(count)
    ]
    if place % 7 == 0:
        refused = DeliveredPiece(line_no=1, tag=f"PO{place:02d}-X", gross_mg=mg, accepted=False, reason="焊口有砂眼")
        items.append(refused)
    wanted = DeliveryIn(number=number, items=items, delivery_note=f"DN{26000 + place}")
    services.receive_purchase_order(actor=BUYER, operation=_key(f"deliver:{place}"), request=wanted, at=at)


def _settle(at: datetime) -> None:
    """A price for some of the grams, and bills: most agree, one is dearer than agreed."""
    owed = selectors.owed_metal(BUYER)
    if owed:
        half = FixingIn(
            supplier=owed[0].supplier_code, metal=owed[0].metal, fine_mg=owed[0].open_mg // 2, cents_per_gram=91_250
        )
        services.fix_purchase_price(actor=BUYER, operation=_key("fix"), wanted=half, at=at - timedelta(days=9))
    for place, code in enumerate(("P001", "P103")):
        known = selectors.supplier_page(BUYER, code, at=at, on=at.date())
        rows = selectors.billable_lines(known.id)[:3]
        expected = selectors.expected_of(rows)
        lines = tuple(
            BillLineIn(
                order=row.order.number, line_no=row.line_no, quantity=expected[row.pk].quantity,
                weight_mg=expected[row.pk].weight_mg, net_cents=expected[row.pk].cents + place * 48_000,
            )
            for row in rows if expected[row.pk].cents
        )  # fmt: skip
        if lines:
            wanted = BillIn(
                supplier=code, bill_number=f"2611{place + 7:04d}", billed_on=(at - timedelta(days=6)).date(),
                lines=lines, channel="member", gold_use="non_investment", invoice_kind="ordinary",
            )  # fmt: skip
            services.enter_supplier_bill(actor=BUYER, operation=_key(f"bill:{code}"), wanted=wanted, at=at)


def _ask(at: datetime) -> None:
    """A big order before the season, above the buyer's limit: a second person is asked."""
    line = OrderLineIn(category="gold-heritage", quantity=60, weight_mg=60 * 31_500, metal_cents_per_gram=91_000)
    wanted = OrderIn(
        supplier="P105",
        store="S01",
        due_on=(at + timedelta(days=20)).date(),
        lines=(line,),
        note="春节前备货，分两批到",
    )
    number = services.create_purchase_order(actor=BUYER, operation=_key("big"), request=wanted, at=at - 2 * HOUR)
    buyer = demo_selectors.actors().get("buyer")
    if buyer is not None:
        services.request_order_approval(
            actor=buyer, operation=_key("ask"), number=number, reason="春节旺季，古法手镯缺口大", at=at - HOUR
        )


def _beads(at: datetime) -> None:
    """Goods without tags of their own, by count and grams: three hundred beads are ordered, two hundred have come."""
    sku, _name, _english, category, *_rest, each_mg = LOTS[0]
    line = OrderLineIn(category=category, quantity=300, weight_mg=300 * each_mg, metal_cents_per_gram=89_500)
    written = at - timedelta(days=12)
    wanted = OrderIn(supplier="P001", store="S01", due_on=(at + timedelta(days=2)).date(), lines=(line,))
    number = services.create_purchase_order(actor=BUYER, operation=_key("beads"), request=wanted, at=written)
    services.approve_purchase_order(actor=BUYER, operation=_key("beads:yes"), number=number, at=written)
    _post(90, number, written + HOUR, fails=False)
    came = DeliveredPiece(line_no=1, tag=sku, gross_mg=200 * each_mg + 140, bulk=True, quantity=200)
    parcel = DeliveryIn(number=number, items=[came], delivery_note="DN26090")
    services.receive_purchase_order(actor=BUYER, operation=_key("beads:in"), request=parcel, at=at - timedelta(days=2))


def _in_stock(*, consigned: bool, skip: int, most: int) -> dict[str, list[str]]:
    """Tags of pieces that came by an order and lie in the store that received it, by supplier."""
    found: dict[str, list[str]] = {}
    for code, tag in demo_selectors.delivered_tags(consigned=consigned):
        found.setdefault(code, []).append(tag)
    return {code: tags[skip : skip + most] for code, tags in found.items() if tags[skip : skip + most]}


def _send_back(at: datetime) -> None:
    """Two parcels went back: pieces whose fault showed on the counter."""
    reasons = ("抛光留痕，退厂返工", "戒臂薄，易变形")
    for place, (code, tags) in enumerate(list(_in_stock(consigned=False, skip=0, most=2).items())[:2]):
        wanted = SupplierReturnIn(
            supplier=code, store="S01", tags=tuple(tags), reason=reasons[place], carrier=f"顺丰 SF14725803{71 + place}"
        )
        services.return_to_supplier(
            actor=BUYER, operation=_key(f"back:{code}"), wanted=wanted, at=at - timedelta(days=3 + place)
        )


def _pay_for_others(at: datetime) -> None:
    """Consigned pieces that customers bought: all but one of each supplier settled, one still to be settled."""
    manager = demo_selectors.actors()["manager1"]
    for code, tags in list(_in_stock(consigned=True, skip=0, most=3).items())[:2]:
        request = SaleRequest(store="S01", till="T1", lines=tuple(LineRequest(tag=tag) for tag in tags))
        quoted = sales_services.quote_sale(actor=manager, request=request, at=at - 4 * HOUR)
        paid = TenderRequest(method="terminal", amount_cents=quoted.totals.due_cents)
        sales_services.complete_sale(
            actor=manager, operation=_key(f"sold:{code}"), request=replace(request, tenders=(paid,)), at=at - 4 * HOUR
        )
        if tags[1:]:
            wanted = SettlementIn(supplier=code, tags=tuple(tags[1:]), cents_per_gram=91_600)
            services.settle_consignment(actor=BUYER, operation=_key(f"settled:{code}"), wanted=wanted, at=at - HOUR)


def _lend(at: datetime) -> None:
    """Three memos: one back with its weights, one out, one that should be back by now."""
    for place, (code, tags) in enumerate(list(_in_stock(consigned=False, skip=3, most=2).items())[:3]):
        lent = at - timedelta(days=(24, 20, 4)[place])
        wanted = MemoIn(
            partner=code, store="S01", tags=tuple(tags), due_on=(lent + timedelta(days=14)).date(), note="外借打样"
        )
        number = services.lend_on_memo(actor=BUYER, operation=_key(f"lent:{place}"), wanted=wanted, at=lent)
        if place == 0:
            services.return_from_memo(
                actor=BUYER, operation=_key("lent:back"), number=number, weights=demo_selectors.weights(tags),
                at=lent + timedelta(days=12),
            )  # fmt: skip
