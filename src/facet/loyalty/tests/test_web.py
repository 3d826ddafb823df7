"""The screens of loyalty: shown, refused, forbidden. Source: ux.md §2.8–2.10, look member.png, rules.png."""

from datetime import date
from uuid import uuid4

import pytest
from django.template.loader import render_to_string
from django.urls import reverse

from facet.kernel import registry
from facet.loyalty import services
from facet.loyalty.models import PointsEntry, RuleVersion
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.services import ReturnedLine, Rules
from facet.loyalty.tests import factories as make
from facet.loyalty.tests.draft import draft_blanks
from facet.loyalty.web.panels import MONTH_FIGURE, POINTS_TAB, explain_grade

pytestmark = pytest.mark.django_db
EVERYTHING = make.actor(
    "loyalty.view_points", "loyalty.view_programme", "loyalty.adjust_points", "loyalty.manage_programme",
    "members.view_members", limits={"points_adjust": 500}, staff_id=1,
)  # fmt: skip


def text(answer):
    return answer.content.decode()


def history():
    make.programme("demo")
    member = make.member(grade="gold")
    ring = EarningLine(1, "diamond", 128_000, is_new_product=True, label="18K金钻石吊坠")
    make.earn(member, ring, EarningLine(2, "gold", 103_836, label="足金耳钉"), on=date(2025, 12, 24), document="d0")
    make.adjust(member, 50)
    make.earn(member, EarningLine(1, "gold", 50_000), document="d1")
    return member


def test_the_tab_shows_balances_lots_and_the_newest_purchase_as_a_sum(django_assert_num_queries):
    member = history()

    with django_assert_num_queries(7):
        context = POINTS_TAB.context(EVERYTHING, member.pk, make.AT)
    html = render_to_string(POINTS_TAB.template, context)

    assert "11,695" in html
    assert "--share:93." in html
    assert html.count('class="mem-trace ') == 1
    assert html.count("hx-get") == 3


def test_the_tab_says_so_when_there_is_nothing_yet():
    member = make.member()

    assert POINTS_TAB.context(EVERYTHING, member.pk, make.AT) == {"file": None}
    make.programme()
    assert "fc-empty" in render_to_string(POINTS_TAB.template, POINTS_TAB.context(EVERYTHING, member.pk, make.AT))


def test_an_entry_opens_and_closes_in_its_table(see):
    history()
    entry = PointsEntry.objects.earliest("id")

    opened = text(see(EVERYTHING, "loyalty:entry", entry.pk, query="?open=1", htmx=True))
    closed = text(see(EVERYTHING, "loyalty:entry", entry.pk, query="?close=1", htmx=True))

    for part in ("18K金钻石吊坠", "1,280.00", "7,680", "3,115", "新品加赠", "10,895", "圣诞", "金卡"):
        assert part in opened
    assert opened.strip().startswith(f'<tbody id="entry-{entry.pk}">')
    assert "mem-trace" not in closed


@pytest.mark.parametrize("kind", ["earned", "adjusted", "expired", "clawed_back", "repaid"])
def test_every_kind_of_movement_explains_itself(see, kind):
    member = history()
    services.expire_points(actor=make.HOUSE, member_id=member.pk, at=make.AT, on=date(2027, 6, 1))
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=2))
    make.give_back(member, ReturnedLine(document="d0", line_no=1, returned=1, whole=1))
    make.earn(member, EarningLine(1, "gold", 10_000), document="d2")

    answer = see(EVERYTHING, "loyalty:entry", PointsEntry.objects.filter(kind=kind).latest("id").pk)

    assert answer.status_code == 200
    assert "mem-trace" in text(answer)


def test_a_foreign_entry_is_not_there(see):
    history()
    stranger = make.actor("loyalty.view_points", stores=[-1])

    assert see(stranger, "loyalty:entry", PointsEntry.objects.earliest("id").pk).status_code == 404
    assert see(stranger, "loyalty:entry", 999_999).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "?kind=earned", "?when_from=2026-11-01", "?when_to=2026-11-30", "?points_from=1"]
)
def test_the_points_book_lists_what_moved(see, query):
    member = history()

    answer = see(EVERYTHING, "loyalty:entries", query=query)

    assert answer.status_code == 200
    assert member.number in text(answer)
    for part in (query, "?member=" + member.number):
        assert member.number in text(see(EVERYTHING, "loyalty:entries", query=part))
    for reach in ({"stores": [-1]}, {"own": True, "staff_id": 1}):
        elsewhere = see(make.actor("loyalty.view_points", **reach), "loyalty:entries")
        assert (elsewhere.status_code, member.number in text(elsewhere)) == (200, False)
    assert see(make.actor(), "loyalty:entries").status_code == 403


def test_the_rules_read_as_sentences_with_their_ladder_and_versions(see):
    history()
    rules, ladder = TEMPLATES["demo"]
    late = {"name": "岁末", "begins": "2026-12-20", "until": "2027-01-01", "factor_bp": 18_000, "classes": ["diamond"]}
    day = {"name": "会员日", "every": "month", "day": 18, "factor_bp": 15_000, "grades": ["gold"]}
    style = {"name": "星棱", "points": 100, "style_code": "XL01"}
    wanted = rules | {"windows": [*rules["windows"], late], "member_days": [day], "bonuses": [style]}
    number = services.save_draft(actor=make.HOUSE, wanted=Rules(rules=wanted, ladder=ladder), at=make.AT).number
    services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=make.ON, at=make.AT)

    answer = see(EVERYTHING, "loyalty:programme")

    assert answer.status_code == 200
    for part in ("12-24", "12-25", "岁末", "会员日", "XL01", "200,000", "rul-clash"):
        assert part in text(answer)
    assert text(answer).count("fc-btn--primary") == 1
    assert see(make.actor(), "loyalty:programme").status_code == 403


@pytest.mark.parametrize("wrong", [
    {"basics-rate_gold": "viel"}, {"steps-0-threshold": "5"},
    {"windows-0-last": "2020-01-01"}, {"windows-0-grades": "platinum"},
])  # fmt: skip
def test_a_wrong_draft_is_shown_again_and_not_kept(see, wrong):
    make.programme()

    answer = see(EVERYTHING, "loyalty:draft", data=draft_blanks(**wrong))

    assert (answer.status_code, RuleVersion.objects.count()) == (422, 1)


def test_only_who_manages_the_programme_may_draft(see):
    make.programme()
    reader = make.actor("loyalty.view_programme")

    assert see(reader, "loyalty:draft").status_code == 403
    assert see(reader, "loyalty:publish", 1, data={"effective_on": "2999-01-01"}).status_code == 403
    assert see(reader, "loyalty:regrade").status_code == 403


TICKET = {
    "grade": "gold", "on": "2026-12-24", "line-TOTAL_FORMS": 3, "line-INITIAL_FORMS": 2,
    "line-0-points_class": "diamond", "line-0-amount": "8,000.00", "line-0-quantity": 1, "line-0-is_new_product": "on",
    "line-1-points_class": "gold", "line-1-amount": "3000", "line-1-quantity": 1,
    "line-2-points_class": "gold", "line-2-amount": "", "line-2-quantity": 1,
}  # fmt: skip


def test_the_simulator_gives_the_example_of_the_seed(see):
    make.programme()
    make_up = see(EVERYTHING, "loyalty:simulator")
    assert (make_up.status_code, "48,100" in text(make_up)) == (200, True)

    answer = see(EVERYTHING, "loyalty:simulator", data=TICKET, htmx=True)

    assert answer.status_code == 200
    assert "57,100" in text(answer)
    assert "<html" not in text(answer)


def test_the_simulator_opens_before_there_are_rules(see):
    assert see(EVERYTHING, "loyalty:simulator").status_code == 200


def test_a_mistake_goes_back_into_the_form(see):
    make.programme()

    answer = see(EVERYTHING, "loyalty:simulator", data=TICKET | {"line-0-amount": "viel"}, htmx=True)

    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reselect"]) == (422, "#ticket", "#ticket")


def test_the_simulator_shows_the_draft_beside_the_rules(see):
    make.programme()
    rules, ladder = TEMPLATES["seed"]
    dearer = Rules(rules=rules | {"rates": rules["rates"] | {"gold": 12_000}}, ladder=ladder)
    services.save_draft(actor=make.HOUSE, wanted=dearer, at=make.AT)

    shown = text(see(EVERYTHING, "loyalty:simulator", data=TICKET))

    for part in ("57,100", "58,900", "+1,800", "<mark>10,800</mark>"):
        assert part in shown


@pytest.mark.parametrize(("change", "status"), [
    ({"line-0-amount": "viel"}, 422), ({"grade": "platinum"}, 422), ({"on": "1999-01-01"}, 422), ({"more": "1"}, 200),
])  # fmt: skip
def test_a_made_up_ticket_is_asked_again(see, change, status):
    make.programme()

    answer = see(EVERYTHING, "loyalty:simulator", data=TICKET | change)

    assert answer.status_code == status
    assert ("line-3-amount" in text(answer)) == ("more" in change)


def test_regrading_shows_who_would_move_first(see):
    make.programme("demo")
    make.earn(make.member(), EarningLine(1, "gold", 150_000))
    rules, ladder = TEMPLATES["seed"]
    number = services.save_draft(actor=make.HOUSE, wanted=Rules(rules=rules, ladder=ladder), at=make.AT).number
    services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=make.ON, at=make.AT)

    assert "银卡" in text(see(EVERYTHING, "loyalty:regrade"))
    assert see(EVERYTHING, "loyalty:regrade", data={}).status_code == 302
    assert "fc-empty" in text(see(EVERYTHING, "loyalty:regrade"))
    assert "银卡" in text(see(EVERYTHING, "loyalty:grades"))


def test_points_by_hand_from_the_member_s_page(see):
    make.programme()
    member = make.member()
    assert member.number in text(see(EVERYTHING, "loyalty:adjust", query=f"?member={member.pk}"))
    for query in ("", "?member=999999", "?member=x"):
        assert see(EVERYTHING, "loyalty:adjust", query=query).status_code == 200
    form = {"operation_id": uuid4(), "member": member.number, "points": "300", "reason": "补录"}

    done = [see(EVERYTHING, "loyalty:adjust", data=form) for _ in range(2)]

    entry = PointsEntry.objects.get()
    assert [(each.status_code, each["Location"]) for each in done] == [
        (302, reverse("loyalty:entry", args=[entry.pk]))
    ] * 2
    for change in ({"points": "501"}, {"points": "-301"}, {"member": "M99999999"}, {"reason": ""}):
        assert see(EVERYTHING, "loyalty:adjust", data=form | {"operation_id": uuid4()} | change).status_code == 422
    assert PointsEntry.objects.count() == 1
    assert see(make.actor("loyalty.view_points"), "loyalty:adjust").status_code == 403


def test_a_grade_explains_itself_to_the_till(django_assert_num_queries):
    assert explain_grade("gold", 3_000) is None
    make.programme("demo")

    with django_assert_num_queries(2):  # the programme, and what staff do for the grade
        told = explain_grade("gold", 61_240)

    assert told == {
        "code": "gold", "name": "金卡", "threshold": 50_000, "effect": "×1.5", "next_name": "钻石卡",
        "next_threshold": 200_000, "missing": 138_760, "share": 7, "standard": "",
    }  # fmt: skip
    assert explain_grade("diamond", 200_000)["next_name"] == ""


def test_the_month_s_figure_is_one_card(django_assert_num_queries):
    assert MONTH_FIGURE.context(EVERYTHING, None, make.AT) == {}
    history()

    with django_assert_num_queries(3):
        card = MONTH_FIGURE.context(EVERYTHING, None, make.AT)

    assert (card["value"], [number for number, _ in card["goods"]]) == ("11,645", ["0", "11,695"])
    assert "72.51" in card["compare"]


def test_what_loyalty_offers_to_the_house():
    assert registry.offered("member.tab", "points") == POINTS_TAB
    assert registry.offered("books", "loyalty.points").run() == []
    assert {each.key for each in registry.offers("schedule")} >= {"loyalty.expire_points", "loyalty.regrade"}
    assert registry.offered("approval.kind", "loyalty.adjust_points").unit == "points"
