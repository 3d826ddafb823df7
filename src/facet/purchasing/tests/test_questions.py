"""How many questions each selector and page of purchasing asks of the database: the same for one row and for three."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from facet.inventory.models import Piece
from facet.purchasing import selectors, services
from facet.purchasing.models import SupplierBill
from facet.purchasing.services import BillIn, BillLineIn, MemoIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, TODAY, actor, bangles, key, receive, sent

pytestmark = pytest.mark.django_db
LISTS = (
    "suppliers",
    "orders",
    "to_receive",
    "returns",
    "owed",
    "fixings",
    "bills",
    "consigned",
    "settlements",
    "memos",
)


@pytest.fixture
def shop():
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    return here


def asked(django_assert_max_num_queries, read):
    with django_assert_max_num_queries(100) as found:
        read()
    return len(found)


@pytest.mark.parametrize(("name", "wanted"), [
    ("order_page", 6), ("supplier_page", 3), ("owed_metal", 1), ("owing_suppliers", 1), ("billable_lines", 1),
    ("expected_of", 4), ("bill_page", 2), ("memo_page", 3), ("on_order", 1), ("count_late", 1),
])  # fmt: skip
def test_a_selector_asks_the_same_of_one_and_of_three(shop, django_assert_max_num_queries, name, wanted):
    who = actor()
    found = []
    for numbers in ((0,), (1, 2)):
        for number in numbers:
            _more(number)
        supplier = selectors.supplier_page(who, "SP01", at=AT, on=TODAY).id
        lines = selectors.billable_lines(supplier)
        order = lines[0].order.number
        memo, bill = selectors.memos_queryset(who).first().number, SupplierBill.objects.all()[0].number
        reads = {
            "order_page": lambda order=order: selectors.order_page(who, order, at=AT),
            "supplier_page": lambda: selectors.supplier_page(who, "SP01", at=AT, on=TODAY),
            "owed_metal": lambda: list(selectors.owed_metal(who)),
            "owing_suppliers": lambda: selectors.owing_suppliers(who),
            "billable_lines": lambda supplier=supplier: selectors.billable_lines(supplier),
            "expected_of": lambda lines=lines: selectors.expected_of(lines),
            "bill_page": lambda bill=bill: selectors.bill_page(who, bill),
            "memo_page": lambda memo=memo: selectors.memo_page(who, memo),
            "on_order": selectors.on_order, "count_late": lambda: selectors.count_late(who, on=TODAY),
        }  # fmt: skip
        found.append(asked(django_assert_max_num_queries, reads[name]))
    assert found == [wanted, wanted]


def _more(number):
    """An order with unpriced gold, its delivery and bill, a consigned piece that was sold, a piece lent out."""
    bought = sent(bangles(), priced_later=True)
    receive(bought, (f"A{number}", 10_250))
    line = BillLineIn(order=bought, line_no=1, quantity=1, weight_mg=10_250, net_cents=833_548)
    bill = BillIn(supplier="SP01", bill_number=f"N{number}", billed_on=TODAY, lines=(line,))
    services.enter_supplier_bill(actor=actor(), operation=key(), wanted=bill, at=AT)
    receive(sent(consigned=True, return_by=date(2027, 3, 1)), (f"C{number}", 10_250))
    lent = MemoIn(partner="SP01", store="S01", tags=(f"A{number}",), due_on=TODAY + timedelta(days=9))
    services.lend_on_memo(actor=actor(), operation=key(), wanted=lent, at=AT)
    Piece.objects.filter(tag=f"C{number}").update(state="sold")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_asks_the_same_of_one_row_and_of_three(shop, client, django_assert_max_num_queries, name):
    client.force_login(make.person())
    address = reverse(f"purchasing:{name}")
    client.get(address)  # what is asked once only
    _more(0)
    first = asked(django_assert_max_num_queries, lambda: client.get(address))
    _more(1)
    _more(2)
    assert asked(django_assert_max_num_queries, lambda: client.get(address)) == first
