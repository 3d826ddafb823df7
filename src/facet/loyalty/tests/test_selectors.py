"""What people see of points: whole, explained, within their reach, in a stated number of queries."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel import registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.loyalty import selectors, services
from facet.loyalty.models import EarnedLine
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.documents import earned_lines
from facet.loyalty.services import ReturnedLine, Rules
from facet.loyalty.tests import factories as make
from facet.members.errors import MemberUnknown
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
VIEW = "loyalty.view_points"
SEES_ALL = make.actor(VIEW, "loyalty.view_programme")
RING = EarningLine(1, "diamond", 128_000, is_new_product=True, label="18K金钻石吊坠")
NECKLACE = EarningLine(2, "gold", 103_836, label="足金耳钉")
CHRISTMAS = date(2025, 12, 24)


def history(times=1):
    make.programme("demo")
    member = make.member(grade="gold")
    for number in range(times):
        make.earn(member, RING, NECKLACE, on=CHRISTMAS, document=f"d{number}")
        make.earn(member, EarningLine(1, "gold", 50_000), document=f"e{number}")
    return member


def test_a_file_tells_everything_and_how_it_was_counted():
    member = history()

    file = selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON)

    assert file.balance.available == 10_895 + 750
    assert [(each.points, each.expires_on, each.share_bp) for each in file.endings] == [
        (10_895, date(2026, 12, 31), 9_355), (750, date(2027, 12, 31), 644),
    ]  # fmt: skip
    assert (file.progress.grade.code, file.progress.above.code, file.progress.missing) == ("gold", "diamond", 188_355)
    first = file.entries[1]
    assert (first.label, first.points, first.rules_number, first.bonuses) == (
        "Points from a purchase",
        10_895,
        1,
        [("新品加赠", 100)],
    )
    ring = first.lines[0]
    assert (ring.label, ring.base_cents, ring.rate_bp, ring.coefficient_bp, ring.factor_bp) == (
        "18K金钻石吊坠",
        128_000,
        20_000,
        15_000,
        20_000,
    )
    assert (ring.class_label, ring.grade.name, ring.window, ring.multiplied, ring.points) == (
        "Diamond",
        "金卡",
        "圣诞",
        7_680,
        7_780,
    )


def test_a_claw_back_shows_the_returned_share():
    member = history()
    make.give_back(member, ReturnedLine(document="d0", line_no=2, returned=1, whole=2))

    entry = selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON).entries[0]

    assert (entry.kind, entry.points, entry.counted, entry.lines[0].returned, entry.lines[0].points) == (
        "clawed_back",
        -1_558,
        -1_558,
        (1, 2),
        -1_558,
    )


@pytest.mark.parametrize("times", [1, 3])
def test_a_file_costs_seven_queries(times, django_assert_num_queries):
    member = history(times)

    with django_assert_num_queries(7):
        selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON)


def test_a_member_without_points_has_an_empty_file(django_assert_num_queries):
    make.programme()
    member = make.member()

    with django_assert_num_queries(3):
        file = selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON)

    assert (file.balance.available, file.entries, file.endings, file.progress.missing) == (0, [], (), 1_000)


def test_older_entries_come_in_pages():
    member = history(2)

    first = selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON, size=3)
    rest = selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON, size=3, before=first.next_before)

    assert ([len(first.entries), len(rest.entries)], rest.next_before) == ([3, 1], None)
    assert len({each.id for each in (*first.entries, *rest.entries)}) == 4


def test_a_document_is_named_by_its_domain(monkeypatch):
    monkeypatch.setattr(
        registry,
        "_slots",
        {"document": {"sales.sale": lambda viewer, keys: {key: (f"S01-{key}", f"/{key}") for key in keys}}},
    )
    make.programme()
    member = make.member()
    make.earn(member, document="sales.sale:7")

    entry = selectors.member_points(SEES_ALL, member_id=member.pk, on=make.ON).entries[0]

    assert (entry.document_label, entry.document_url) == ("S01-7", "/7")


def viewers(clerk, store):
    return {
        "chain": (make.actor(VIEW), True),
        "her store": (make.actor(VIEW, stores=[store.pk]), True),
        "another store": (make.actor(VIEW, stores=[-1]), False),
        "her clerk": (make.actor(VIEW, own=True, stores=[store.pk], staff_id=clerk.pk), True),
        "another clerk": (make.actor(VIEW, own=True, stores=[store.pk], staff_id=clerk.pk + 1), False),
        "her clerk elsewhere": (make.actor(VIEW, own=True, stores=[-1], staff_id=clerk.pk), False),
        "nowhere": (make.actor(VIEW, stores=[]), False),
    }


def test_points_are_seen_within_reach_only():
    make.programme()
    store = organisation.store()
    clerk = organisation.staff(home=store)
    member = make.member(clerk=clerk, store=store)
    entry_id = make.earn(member).entry_id

    for name, (viewer, sees) in viewers(clerk, store).items():
        assert selectors.entries_queryset(viewer).count() == sees, name
        assert (selectors.find_entry(viewer, entry_id) is not None) == sees, name
        if sees:
            assert selectors.member_points(viewer, member_id=member.pk, on=make.ON).balance.available == 3_000
        else:
            with pytest.raises((MemberUnknown, NotPermitted)):
                selectors.member_points(viewer, member_id=member.pk, on=make.ON)
    with pytest.raises(NotPermitted):
        selectors.member_points(make.actor(), member_id=member.pk, on=make.ON)


def test_an_entry_costs_three_queries(django_assert_num_queries):
    make.programme()
    entry_id = make.earn(make.member(), RING, NECKLACE).entry_id

    with django_assert_num_queries(3):
        selectors.find_entry(SEES_ALL, entry_id)


@pytest.mark.parametrize("lines", [1, 3])
def test_a_preview_costs_two_queries(lines, django_assert_num_queries):
    make.programme()
    member = make.member(grade="gold")
    wanted = [EarningLine(number, "gold", 10_000) for number in range(lines)]

    with django_assert_num_queries(2):
        assert selectors.preview_points(SEES_ALL, member_id=member.pk, lines=wanted, at=make.AT).total == 150 * lines
    with django_assert_num_queries(1):
        assert selectors.preview_points(SEES_ALL, member_id=None, lines=wanted, at=make.AT).total == 100 * lines


def test_a_preview_looks_at_the_local_day():
    make.programme()
    line = [EarningLine(1, "gold", 10_000)]
    late = datetime(2026, 12, 23, 16, 30, tzinfo=UTC)  # half past midnight of the 24th in Shanghai

    assert selectors.preview_points(SEES_ALL, member_id=None, lines=line, at=late).total == 200
    assert selectors.preview_points(SEES_ALL, member_id=None, lines=line, at=late, on=date(2026, 12, 23)).total == 100


TICKETS = st.lists(
    st.tuples(
        st.sampled_from(["diamond", "gold", "platinum", "craft", "bar"]), st.integers(0, 9_000_000), st.booleans()
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@given(
    ticket=TICKETS,
    grade=st.sampled_from(["ordinary", "silver", "gold", "diamond"]),
    day=st.dates(date(2026, 12, 20), date(2026, 12, 30)),
)
@pytest.mark.proof
def test_the_preview_is_the_ledger(ticket, grade, day):
    make.programme()
    member = make.member(grade=grade)
    lines = [
        EarningLine(number, kind, cents, is_new_product=new)
        for number, (kind, cents, new) in enumerate(ticket, start=1)
    ]

    preview = selectors.preview_points(SEES_ALL, member_id=member.pk, lines=lines, at=make.AT, on=day)
    simulated = selectors.simulate(SEES_ALL, who=grade, lines=lines, on=day)
    earned = make.earn(member, *lines, on=day)

    assert preview.total == simulated.total == earned.points == earned.available
    stored = (
        EarnedLine.objects.filter(account__member=member)
        .order_by("line_no")
        .values_list("line_no", "points", "bonus", "factor_bp")
    )
    assert [(line.line_no, line.points, line.bonus, line.factor_bp) for line in preview.lines] == list(stored)
    assert preview.lines == simulated.lines == earned.lines


def test_a_draft_is_tried_beside_the_rules_in_force(django_assert_num_queries):
    make.programme()
    rules, ladder = TEMPLATES["seed"]
    services.save_draft(
        actor=make.HOUSE, wanted=Rules(rules=rules | {"rates": {"gold": 12_000}}, ladder=ladder), at=make.AT
    )
    member, line = make.member(grade="gold"), [EarningLine(1, "gold", 10_000)]

    with django_assert_num_queries(1):
        assert selectors.simulate(SEES_ALL, who="", lines=line, on=make.ON).total == 100
    with django_assert_num_queries(3):
        assert selectors.simulate(SEES_ALL, who=member.pk, lines=line, on=make.ON, draft=True).total == 180


@pytest.mark.parametrize(("viewer", "who", "draft", "refusal"), [
    (make.actor(VIEW), "gold", False, NotPermitted),
    (make.actor("loyalty.view_programme"), 1, False, MemberUnknown),
    (SEES_ALL, "platinum", False, Invalid),
    (SEES_ALL, "gold", True, NotFound),
])  # fmt: skip
def test_a_simulation_is_refused(viewer, who, draft, refusal):
    make.programme()

    with pytest.raises(refusal):
        selectors.simulate(viewer, who=who, lines=[], on=make.ON, draft=draft)


@pytest.mark.parametrize("versions", [1, 3])
def test_the_rules_page_costs_three_queries(versions, django_assert_num_queries):
    make.programme()
    rules, ladder = TEMPLATES["demo"]
    for number in range(versions):
        saved = services.save_draft(actor=make.HOUSE, wanted=Rules(rules=rules, ladder=ladder), at=make.AT)
        day = date(2026, 12, 1 + number)
        services.publish_rule_version(actor=make.HOUSE, number=saved.number, effective_on=day, at=make.AT)

    with django_assert_num_queries(3):
        page = selectors.programme_page(SEES_ALL, on=make.ON)

    assert [row.state for row in page.versions] == ["coming"] * versions + ["in_force"]
    assert (page.in_force.number, page.draft) == (1, None)


def test_the_ladder_counts_members_on_each_step():
    make.programme()
    for yuan in (10, 20, 3_000):
        make.earn(make.member(), EarningLine(1, "gold", yuan * 100))

    steps = selectors.programme_page(SEES_ALL, on=make.ON).steps

    assert [(step.grade.code, step.members, step.share_bp) for step in steps] == [
        ("ordinary", 2, 6_666), ("silver", 0, 0), ("gold", 1, 3_333), ("diamond", 0, 0),
    ]  # fmt: skip


def test_windows_that_meet_are_named_with_the_one_that_counts():
    rules, ladder = TEMPLATES["seed"]
    other = {"name": "岁末", "begins": "2026-12-20", "until": "2027-01-01", "factor_bp": 18_000, "classes": ["diamond"]}
    apart = {"name": "初夏", "begins": "2027-05-20", "until": "2027-06-01", "factor_bp": 18_000}
    day = {"name": "会员日", "every": "month", "day": 17, "factor_bp": 30_000, "grades": ["gold"]}
    gold_only = {
        "name": "足金节",
        "begins": "2026-12-26",
        "until": "2027-01-01",
        "factor_bp": 18_000,
        "classes": ["gold"],
    }
    windows = [*rules["windows"], other, apart, gold_only]
    wanted = Rules(rules=rules | {"windows": windows, "member_days": [day]}, ladder=ladder)
    saved = services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT)
    services.publish_rule_version(actor=make.HOUSE, number=saved.number, effective_on=make.ON, at=make.AT)

    found = selectors.programme_page(SEES_ALL, on=make.ON).overlaps

    assert [(each.winner.name, each.loser.name, each.day) for each in found] == [("圣诞", "岁末", date(2026, 12, 24))]


def test_a_document_tells_what_each_line_earned(django_assert_num_queries):
    make.programme()
    member = make.member()
    make.earn(member, RING, NECKLACE, document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=1))

    with django_assert_num_queries(1):
        lines = earned_lines("d1")

    assert {number: line.points for number, line in lines.items()} == {1: 2_660, 2: 1_038}


def test_the_figures_of_the_month(django_assert_num_queries):
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 700_000), document="d1", at=datetime(2026, 10, 31, 15, 59, tzinfo=UTC))
    first_morning = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)  # half past midnight of 1 November in Shanghai
    make.earn(member, EarningLine(1, "gold", 10_000), document="d2", at=first_morning)
    make.give_back(member, ReturnedLine(document="d2", line_no=1, returned=1, whole=1))

    with django_assert_num_queries(3):
        figures = selectors.month_figures(SEES_ALL, at=make.AT)

    assert (figures.since, figures.issued, figures.taken_back, figures.expired) == (date(2026, 11, 1), 200, -200, 0)
    assert (figures.liability.points, figures.liability.members, figures.liability.cents) == (7_000, 1, 4_340)
    with pytest.raises(NotPermitted):
        selectors.liability(make.actor(VIEW), on=make.ON)
