"""T12 through the database: regraded, ruled anew, referred, partly spent, and still every point comes back."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facet.loyalty import services
from facet.loyalty.models import Award, EarnedLine
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import rewarding

_documents = count(1)
GRADES = st.sampled_from(["ordinary", "silver", "gold", "diamond"])


def new_rules(rate, days):
    """Other rates and another wait, in force at once."""
    base, ladder = TEMPLATES["seed"]
    wanted = Rules(rules=base | {"rates": base["rates"] | {"gold": rate}, "pending": {"days": days}}, ladder=ladder)
    number = services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT).number
    services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=make.ON, at=make.AT)


def settle(document):
    source = EarnedLine.objects.filter(document=document).order_by("-pk").first().operation_id
    services.settle_purchase(actor=make.HOUSE, source=source, at=make.AT)


def spend_some(member, share):
    """By hand, a part of what she has."""
    part = make.account(member).available * share // 100
    if part:
        make.adjust(member, -part)
    return part


LINES = st.lists(
    st.tuples(st.sampled_from(["gold", "diamond", "bar"]), st.integers(0, 900_000), st.integers(1, 3)),
    min_size=1, max_size=3,
)  # fmt: skip


@st.composite
def tickets(draw):
    lines = draw(LINES)
    order = draw(st.permutations([number for number, line in enumerate(lines) for _ in range(line[2])]))
    rates, waits = st.integers(0, 40_000), st.sampled_from([0, 0, 7])
    return {
        "lines": lines, "order": order, "grades": draw(st.tuples(GRADES, GRADES)),
        "rules": draw(st.lists(st.tuples(rates, waits), min_size=2, max_size=2)),
        "released": draw(st.booleans()), "spent": draw(st.integers(0, 100)),
        "heard_late": draw(st.booleans()),
    }  # fmt: skip


def _every_point_comes_back(ticket):
    new_rules(*ticket["rules"][0])
    upper, near, buyer = rewarding.chain(3)
    document = f"claw{next(_documents)}"
    make.stand(buyer, grade_code=ticket["grades"][0])
    lines = [EarningLine(number, *line[:2]) for number, line in enumerate(ticket["lines"])]
    earned = make.earn(buyer, *lines, document=document)
    settle(document)
    later = make.ON + timedelta(days=30 if ticket["released"] else 0)
    services.release_points_due(actor=make.HOUSE, member_id=buyer.pk, at=make.AT, on=later)
    held = [member for member in (upper, near, buyer) if Award.objects.filter(account__member=member).exists()]
    spent = {member.pk: spend_some(member, ticket["spent"]) for member in {*held, buyer}}
    new_rules(*ticket["rules"][1])
    make.stand(buyer, grade_code=ticket["grades"][1])
    back, taken = [0] * len(lines), 0
    for number in ticket["order"]:
        back[number] += 1
        line = ReturnedLine(document=document, line_no=number, returned=back[number], whole=ticket["lines"][number][2])
        taken += make.give_back(buyer, line, on=later).points
        if not ticket["heard_late"]:
            settle(document)
    settle(document)
    assert taken == earned.points
    for member in {*held, buyer}:
        account = make.account(member)
        assert (account.available, account.owed, account.pending) == (0, spent[member.pk], 0)
    assert make.account(buyer).lifetime == 0
    assert points_books() == []


@pytest.mark.django_db
@pytest.mark.proof
def test_every_point_of_a_returned_ticket_comes_back(is_proof):
    make.programme()
    case = given(ticket=tickets())(_every_point_comes_back)
    settings(max_examples=300 if is_proof else 15, deadline=None, suppress_health_check=list(HealthCheck))(case)()
