"""The rules on screen: written, tried, shown to a second person, stopped, replayed, judged. Source: ux.md §2.9."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from facet.audit.models import Event
from facet.kernel import clock
from facet.loyalty import flows, selectors, services
from facet.loyalty.models import Replay, RuleVersion
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.templates import BLANK, FIRST_STEP, TEMPLATES
from facet.loyalty.services import ReturnedLine, Rules
from facet.loyalty.tests import factories as make
from facet.loyalty.tests.draft import draft_blanks
from facet.loyalty.tests.test_web import EVERYTHING, TICKET, text
from facet.loyalty.web.days import today
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db


def kept(rules, ladder=TEMPLATES["seed"][1]):
    """`rules` as they mean, whatever defaults stand in the JSON."""
    return parse_programme(rules, ladder)


def test_a_draft_is_changed_kept_shown_to_a_second_person_and_published(see):
    make.programme()
    person = replace(EVERYTHING, staff_id=organisation.staff("drafter").pk)
    assert see(person, "loyalty:draft").status_code == 200

    changes = {"basics-rate_gold": "1.2", "steps-1-threshold": "900"}
    answer = see(person, "loyalty:draft", data=draft_blanks(**changes))

    draft = RuleVersion.objects.get(number=2)
    assert (answer.status_code, answer["Location"]) == (302, reverse("loyalty:programme"))
    assert (draft.rules["rates"]["gold"], draft.grades.get(code="silver").threshold) == (12_000, 900)
    day = str(today() + timedelta(days=400))
    assert see(person, "loyalty:publish", 2, data={"effective_on": day}).status_code == 422
    assert see(person, "loyalty:ask", data={"effective_on": "2020-01-01", "reason": "x"}).status_code == 422
    assert see(person, "loyalty:ask", data={"effective_on": day, "reason": "黄金多一点"}).status_code == 302
    assert "fc-badge--action" in text(see(person, "loyalty:programme"))
    make.allow(RuleVersion.objects.get(number=2).approval_id, at=clock.now())
    published = see(person, "loyalty:publish", 2, data={"effective_on": day})
    assert (published.status_code, RuleVersion.objects.get(number=2).state) == (302, "published")


EVERY_RULE = TEMPLATES["seed"][0] | {
    "windows": [{"name": "岁末", "name_en": "", "begins": "2026-12-20", "until": "2027-01-01", "yearly": False,
                 "factor_bp": 18_000, "classes": ["diamond"], "grades": ["gold", "diamond"]}],
    "member_days": [{"name": "会员日", "name_en": "", "every": "digit", "day": 8, "factor_bp": 15_000, "classes": [],
                     "grades": []},
                    {"name": "农历十五", "name_en": "", "every": "lunar", "day": 15, "factor_bp": 12_000}],
    "bonuses": [{"name": "星棱", "name_en": "", "points": 100, "style_code": "XL01", "begins": "2026-11-01",
                 "until": "2026-12-01"}],
    "steps": [{"from_cents": 1_000_000, "factor_bp": 11_000}], "steps_by_year": True,
    "rewards": {"registration": 100, "birthday": 200, "survey": 50, "first_purchase": 10,
                "occasions": [{"name": "司庆", "begins": "2026-12-01", "until": "2026-12-02", "points": 88}],
                "special": [{"name": "首钻", "points": 500, "points_class": "diamond", "first": True}]},
    "cash": {"min_points": 1_000, "points": 100, "cents": 100, "share_bp": 3_000, "excluded": ["bar", "by_weight"],
             "steps": [{"points": 5_000, "cents": 6_000}]},
    "pending": {"days": 7}, "transfer": {"in_household": True},
    "basis": {"kind": "period_points", "months": 12, "protection_days": 365, "grace_days": 30, "downgrade": True},
}  # fmt: skip


def test_every_kind_of_rule_survives_its_blanks(see):
    answer = see(EVERYTHING, "loyalty:draft", data=draft_blanks(EVERY_RULE))

    assert answer.status_code == 302
    assert kept(RuleVersion.objects.get().rules) == kept(EVERY_RULE)
    assert see(EVERYTHING, "loyalty:programme").status_code == 200  # only a draft yet
    assert see(EVERYTHING, "loyalty:publish", 1, data={"effective_on": "soon"}).status_code == 422
    services.publish_rule_version(actor=make.HOUSE, number=1, effective_on=today(), at=clock.now())
    assert "XL01" in text(see(EVERYTHING, "loyalty:programme"))


def test_the_seed_s_programme_is_built_from_nothing(see):
    assert see(EVERYTHING, "loyalty:draft").status_code == 200
    sent = draft_blanks(BLANK, FIRST_STEP)
    for part, times in (("windows", 1), ("bonuses", 1), ("levels", 2), ("steps", 3)):
        for _again in range(times):
            more = see(EVERYTHING, "loyalty:draft", data=sent | {"more": part})
            sent[f"{part}-TOTAL_FORMS"] += 1
            assert (more.status_code, f'name="{part}-{sent[f"{part}-TOTAL_FORMS"] - 1}-' in text(more)) == (200, True)
    seed, ladder = TEMPLATES["seed"]
    sent |= {name: value for name, value in draft_blanks(seed, ladder).items() if "INITIAL" not in name}

    assert see(EVERYTHING, "loyalty:draft", data=sent).status_code == 302

    draft = RuleVersion.objects.get()
    assert kept(draft.rules) == kept(seed)
    assert [step.threshold for step in draft.grades.order_by("threshold")] == [0, 1_000, 2_001, 6_001]


def test_rows_that_say_what_the_rules_in_force_say_are_kept(see):
    make.programme()
    seed, ladder = TEMPLATES["seed"]
    sent = {name: 0 if "INITIAL" in name else value for name, value in draft_blanks(seed, ladder).items()}

    assert see(EVERYTHING, "loyalty:draft", data=sent).status_code == 302

    assert kept(RuleVersion.objects.get(state="draft").rules) == kept(seed)


@pytest.mark.parametrize(("changes", "field"), [
    ({"windows-0-last": "2026-01-01", "windows-0-begins": "2026-02-01"}, "windows-0"),
    ({"windows-0-grades": "platinum"}, "id_windows-0-grades"),
    ({"basis-kind": "period_points"}, "id_basis-months"),
])  # fmt: skip
def test_a_refusal_stands_beside_its_blank(see, changes, field):
    answer = see(EVERYTHING, "loyalty:draft", data=draft_blanks(**changes))

    assert (answer.status_code, RuleVersion.objects.count()) == (422, 0)
    assert text(answer).count("fc-error") == 1


def test_the_blanks_are_counted_before_they_are_kept(see):
    make.programme()
    sent = draft_blanks(**{"basics-rate_gold": "1.2"}) | TICKET

    shown = text(see(EVERYTHING, "loyalty:simulator", data=sent, htmx=True))

    for part in ("57,100", "58,900", "+1,800"):
        assert part in shown
    assert RuleVersion.objects.count() == 1
    unclear = text(see(EVERYTHING, "loyalty:simulator", data=sent | {"basics-rate_gold": "viel"}, htmx=True))
    assert "fc-banner--warn" in unclear


def test_a_draft_on_another_base_counts_on_it_and_says_so(see):
    make.programme()
    amounts = {"line-0-gross": "8,800", "line-0-otherwise": "200"}

    on_gross = text(see(EVERYTHING, "loyalty:simulator", data=draft_blanks(**{"basics-earning_base": "gross"}) | TICKET
                        | amounts, htmx=True))  # fmt: skip
    otherwise = text(see(EVERYTHING, "loyalty:simulator", htmx=True,
                         data=draft_blanks(**{"basics-earning_base": "discounted"}) | TICKET | amounts))  # fmt: skip

    assert "<mark>8,800.00</mark>" in on_gross
    assert "+4,800" in on_gross
    assert "<mark>8,200.00</mark>" in otherwise
    assert "+1,200" in otherwise
    assert "折前价" in on_gross


def test_a_version_is_stopped_with_one_tap(see):
    make.programme(effective_on=date(2020, 1, 1))
    assert see(EVERYTHING, "loyalty:stop", 1, data={}).status_code == 422
    rules, ladder = TEMPLATES["demo"]
    number = services.save_draft(actor=make.HOUSE, wanted=Rules(rules=rules, ladder=ladder), at=make.AT).number
    services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=today(), at=clock.now())

    assert see(EVERYTHING, "loyalty:stop", 2, data={"when": "today"}).status_code == 302

    assert RuleVersion.objects.get(number=3).copy_of.number == 1
    assert "fc-badge--ok" in text(see(EVERYTHING, "loyalty:programme"))


def test_a_replay_is_asked_for_watched_and_read(see, django_capture_on_commit_callbacks):
    make.programme()
    make.earn(make.member(), EarningLine(1, "gold", 100_000), on=date(2026, 11, 1))
    rules, ladder = TEMPLATES["demo"]
    services.save_draft(actor=make.HOUSE, wanted=Rules(rules=rules, ladder=ladder), at=make.AT)
    days = {"number": "2", "since": "2026-10-01", "last": "2026-11-30"}
    assert see(EVERYTHING, "loyalty:replay").status_code == 200
    assert see(EVERYTHING, "loyalty:replay", data=days | {"last": "2030-01-01"}).status_code == 422

    asked = see(EVERYTHING, "loyalty:replay", data=days)

    key = Replay.objects.get().pk
    assert (asked.status_code, asked["Location"]) == (302, reverse("loyalty:outcome", args=[key]))
    assert "every 2s" in text(see(EVERYTHING, "loyalty:outcome", key))
    flows.run_replay(actor=make.HOUSE, replay_id=key, at=clock.now(), on=today())
    read = text(see(EVERYTHING, "loyalty:outcome", key))
    assert ("every 2s" in read, "1,000" in read) == (False, True)
    assert see(make.actor(), "loyalty:outcome", key).status_code == 403


def test_the_effect_of_promotions_takes_returns_off(see):
    make.programme()
    member, eve = make.member(), date(2026, 12, 24)
    make.earn(member, EarningLine(1, "gold", 100_000, is_new_product=True), on=eve, document="d1")
    make.earn(member, EarningLine(1, "gold", 100_000), on=eve, document="d2")
    make.give_back(member, ReturnedLine(document="d2", line_no=1, returned=1, whole=1), on=eve)
    found = selectors.promotion_effect(EVERYTHING, since=eve, until=eve + timedelta(days=1), on=make.ON)

    assert [(each.name, each.points, each.tickets, each.sales_cents) for each in found.promotions] == [
        ("圣诞", 1_000, 2, 100_000), ("新品加赠", 100, 1, 100_000),
    ]  # fmt: skip
    [gold] = found.classes
    assert (gold.effect.points, gold.effect.rate_bp, gold.cost_bp, gold.margin_bp) == (2_100, 21_000, 130, None)
    days = "?since=2026-12-24&last=2026-12-24"
    assert "圣诞" in text(see(EVERYTHING, "loyalty:effect", query=days))
    assert "圣诞,1000" in text(see(EVERYTHING, "loyalty:effect", query=days + "&export=csv"))
    assert "2100" in text(see(EVERYTHING, "loyalty:effect", query=days + "&table=goods&export=csv"))
    files = Event.objects.filter(action__endswith="_effect.exported").order_by("pk")
    assert [told.facts["rows"] for told in files] == [2, 1]
    assert see(EVERYTHING, "loyalty:effect", query="?since=x").status_code == 422
    assert see(make.actor(), "loyalty:effect").status_code == 403
