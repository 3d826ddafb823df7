"""Real sales counted again: the live rules give history, a draft says what would change. Source: M2."""

import random
from datetime import date, timedelta

import pytest

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import house
from facet.loyalty import flows, services
from facet.loyalty.errors import ReplayLacksAmounts
from facet.loyalty.models import Replay
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.earning_base import Amounts
from facet.loyalty.rules.kinds import PointsClass
from facet.loyalty.rules.replay import Rules
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors import replay as replays
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services import ReturnedLine
from facet.loyalty.services.programme import Rules as Draft
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
RULES, LADDER = TEMPLATES["seed"]
BEGIN = date(2026, 11, 1)
YEAR = replays.Period(date(2026, 1, 1), date(2027, 1, 1))
RICHER = Draft(
    rules=RULES
    | {
        "rates": {"diamond": 20_000, "gold": 12_000, "platinum": 15_000},
        "steps": [{"from_cents": 500_000, "factor_bp": 11_000}],
        "windows": [],
    },
    ladder=LADDER,
)


def history(tickets=60, seed=7):
    """Members buying and returning, over a change of the rules in the middle."""
    make.programme()
    rng, members = random.Random(seed), [make.member() for _ in range(5)]
    for number in range(tickets):
        if number == tickets // 2:
            publish(RICHER, BEGIN + timedelta(days=number))
        member, on = rng.choice(members), BEGIN + timedelta(days=number)
        lines = [
            EarningLine(
                line_no, rng.choice(list(PointsClass)), rng.randrange(1, 400_000), is_new_product=rng.random() < 0.3,
                quantity=rng.randint(1, 3),
            )
            for line_no in range(1, rng.randint(2, 4))
        ]  # fmt: skip
        make.earn(member, *lines, on=on, document=f"d{number}")
        if rng.random() < 0.4:
            make.give_back(member, ReturnedLine(document=f"d{number}", line_no=1, returned=1, whole=2), on=on)
    return members


def publish(wanted, on):
    number = services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT).number
    services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=on, at=make.AT - timedelta(days=60))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_rules_that_were_live_give_history_to_the_point(seed):
    history(seed=seed)

    outcome = replays.replayed(replays.live_rules(), YEAR)

    assert outcome.lines > 100
    assert (outcome.differing, outcome.draft) == (0, outcome.live)


def test_a_draft_says_what_it_would_have_given_and_whose_grade_changes():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 90_000), EarningLine(2, "diamond", 1_000), on=BEGIN, document="d1")
    draft = services.save_draft(actor=make.HOUSE, wanted=RICHER, at=make.AT)

    replay_id = services.ask_replay(actor=make.HOUSE, number=None, period=YEAR, at=make.AT)
    flows.run_replay(actor=house("tests"), replay_id=replay_id, at=make.AT, on=make.ON)

    row = replays.replay_by_id(make.HOUSE, replay_id)
    assert (row.state, row.number, row.lines_done, row.lines_total) == ("done", draft.number, 2, 2)
    assert (row.result["live"], row.result["draft"]) == (920, 1_100)
    assert row.result["moves"] == [["ordinary", "silver", 1]]
    assert row.result["movers"] == [[member.pk, "ordinary", "silver", 920, 1_100]]
    assert (row.result["liability"], row.result["cost"]) == ([570, 682], [920, 1_100])


def test_a_return_takes_back_what_its_line_earns_in_the_replay():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 10_000), on=BEGIN, document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=3), on=BEGIN)
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=3, whole=3), on=BEGIN)
    draft = services.save_draft(actor=make.HOUSE, wanted=RICHER, at=make.AT)

    outcome = replays.replayed(Rules.draft(replays.programme_of(draft, draft.grades.all())), YEAR)

    assert (outcome.lines, outcome.live, outcome.draft) == (3, 0, 0)


def test_a_return_of_a_sale_before_the_period_stays_what_it_was():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 10_000), on=BEGIN, document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=1), on=BEGIN + timedelta(days=9))

    late = replays.Period(BEGIN + timedelta(days=5), YEAR.until)
    outcome = replays.replayed(replays.live_rules(), late)

    assert (outcome.lines, outcome.live, outcome.draft) == (1, -100, -100)


def test_steps_of_the_year_look_at_what_was_bought_before_the_period():
    rules = RULES | {"steps": [{"from_cents": 500_000, "factor_bp": 20_000}], "steps_by_year": True}
    make.programme()
    publish(Draft(rules=rules, ladder=LADDER), BEGIN)
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 300_000), on=BEGIN, document="d1")
    made = make.earn(member, EarningLine(1, "gold", 300_000), on=BEGIN + timedelta(days=9), document="d2")

    late = replays.Period(BEGIN + timedelta(days=5), YEAR.until)
    outcome = replays.replayed(replays.live_rules(), late, warm=replays.needs_the_past(programme_on(make.ON)))

    assert made.lines[0].step_bp == 20_000
    assert (outcome.lines, outcome.differing) == (1, 0)


@pytest.mark.parametrize(("since", "until"), [(BEGIN, BEGIN), (BEGIN, date(2030, 1, 1))])
def test_a_replay_of_no_days_or_of_too_many_is_refused(since, until):
    make.programme()

    with pytest.raises(Invalid):
        services.ask_replay(actor=make.HOUSE, number=1, period=replays.Period(since, until), at=make.AT)
    with pytest.raises(NotFound):
        services.ask_replay(actor=make.HOUSE, number=None, period=YEAR, at=make.AT)
    with pytest.raises(NotPermitted):
        services.ask_replay(actor=make.actor(), number=1, period=YEAR, at=make.AT)
    assert not Replay.objects.exists()


ON_GROSS = Draft(rules=RULES | {"earning_base": "gross", "windows": []}, ladder=LADDER)


def test_another_base_is_replayed_where_the_amounts_were_kept_and_refused_where_not():
    make.programme()
    member, old, new = make.member(), BEGIN, BEGIN + timedelta(days=2)
    make.earn(member, EarningLine(1, "gold", 10_000), on=old, document="d1")
    amounts = Amounts.of(8_000, gross_cents=10_000, discounted_cents=9_000)
    make.earn(member, EarningLine(1, "gold", 8_000, amounts=amounts), on=new, document="d2")
    make.give_back(member, ReturnedLine(document="d2", line_no=1, returned=1, whole=4), on=new)
    draft = services.save_draft(actor=make.HOUSE, wanted=ON_GROSS, at=make.AT)

    with pytest.raises(ReplayLacksAmounts) as refused:
        services.ask_replay(actor=make.HOUSE, number=None, period=YEAR, at=make.AT)
    assert refused.value.facts == {"lines": 1, "day": old.isoformat()}
    assert not Replay.objects.exists()
    later = replays.Period(old + timedelta(days=1), YEAR.until)
    replay_id = services.ask_replay(actor=make.HOUSE, number=draft.number, period=later, at=make.AT)
    flows.run_replay(actor=house("tests"), replay_id=replay_id, at=make.AT, on=make.ON)

    found = replays.replay_by_id(make.HOUSE, replay_id).result
    assert (found["lines"], found["live"], found["draft"]) == (2, 60, 75)


def test_a_year_under_another_base_counts_that_base_less_what_came_back():
    make.programme()
    rules = ON_GROSS.rules | {"steps": [{"from_cents": 250_00, "factor_bp": 20_000}], "steps_by_year": True}
    draft = services.save_draft(actor=make.HOUSE, wanted=Draft(rules=rules, ladder=LADDER), at=make.AT)
    member, amounts = make.member(), Amounts.of(100_00, gross_cents=200_00, discounted_cents=100_00)
    make.earn(member, EarningLine(1, "gold", 100_00, amounts=amounts), on=BEGIN, document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=2), on=BEGIN)
    for number in (2, 3):
        line = EarningLine(1, "gold", 100_00, amounts=Amounts.of(100_00))
        make.earn(member, line, on=BEGIN + timedelta(days=number), document=f"d{number}")

    late = replays.Period(BEGIN + timedelta(days=1), YEAR.until)
    outcome = replays.replayed(Rules.draft(replays.programme_of(draft, draft.grades.all())), late, warm=True)

    assert (outcome.live, outcome.draft) == (200, 100 + 200)
