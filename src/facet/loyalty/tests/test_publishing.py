"""Rules go live with a second person's yes, and one tap falls back. Source: ux.md §2.9, decisions.md D8, P27."""

from datetime import timedelta

import pytest

from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound
from facet.loyalty import services
from facet.loyalty.errors import NothingToStop
from facet.loyalty.models import RuleVersion
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors import programme_on
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make
from facet.organisation.errors import ApprovalDiffers, ApprovalWaiting

pytestmark = pytest.mark.django_db
RULES, LADDER = TEMPLATES["seed"]
DEARER = Rules(rules=RULES | {"rates": {"gold": 12_000}}, ladder=LADDER)


@pytest.fixture
def person():
    make.programme()
    by = make.drafter()
    services.save_draft(actor=by, wanted=DEARER, at=make.AT)
    return by


def ask(by, on=make.ON):
    return services.request_rules_approval(actor=by, effective_on=on, reason="黄金多一点", at=make.AT)


def publish(by, on=make.ON, **fields):
    return services.publish_rule_version(actor=by, number=2, effective_on=on, at=make.AT, **fields)


def test_nobody_publishes_alone(person):
    with pytest.raises(ApprovalNeeded):
        publish(person)
    ask(person)
    with pytest.raises(ApprovalWaiting):
        publish(person)

    assert programme_on(make.ON).number == 1


def test_a_second_person_s_yes_puts_the_draft_in_force(person):
    make.allow(ask(person))

    version = publish(person)

    assert (version.state, version.approval.state, programme_on(make.ON).rates["gold"]) == ("published", "used", 12_000)


@pytest.mark.parametrize("change", ["words", "day"])
def test_a_yes_is_for_exactly_what_was_shown(person, change):
    approval_id = ask(person)
    make.allow(approval_id)
    on = make.ON + timedelta(days=1) if change == "day" else make.ON
    if change == "words":
        services.save_draft(actor=person, wanted=Rules(rules=RULES, ladder=LADDER), at=make.AT)
        assert RuleVersion.objects.get(number=2).approval is None

    with pytest.raises(ApprovalDiffers):
        publish(person, on, approval_id=approval_id)


def test_asking_is_refused_without_a_draft_a_reason_or_a_day_to_come(person):
    with pytest.raises(Invalid):
        services.request_rules_approval(actor=person, effective_on=make.ON, reason=" ", at=make.AT)
    with pytest.raises(Invalid):
        ask(person, make.ON - timedelta(days=1))
    RuleVersion.objects.filter(number=2).update(state="published", effective_on=make.ON, published_at=make.AT)
    with pytest.raises(NotFound):
        ask(person)


def test_a_stop_falls_back_to_the_rules_before_as_a_new_version(person):
    services.publish_rule_version(actor=make.HOUSE, number=2, effective_on=make.ON, at=make.AT)
    services.save_draft(actor=person, wanted=DEARER, at=make.AT)

    stopped = services.stop_rule_version(actor=person, number=2, effective_on=make.ON + timedelta(days=1), at=make.AT)

    assert (stopped.number, stopped.copy_of.number, stopped.rules) == (4, 1, RULES)
    assert [programme_on(make.ON + timedelta(days=each)).number for each in (0, 1)] == [2, 4]
    assert programme_on(make.ON + timedelta(days=1)).ladder == LADDER
    assert RuleVersion.objects.get(number=3).state == "draft"


def test_a_stop_needs_rules_to_fall_back_to(person):
    with pytest.raises(NothingToStop):
        services.stop_rule_version(actor=person, number=1, effective_on=make.ON, at=make.AT)
    with pytest.raises(NotFound):
        services.stop_rule_version(actor=person, number=2, effective_on=make.ON, at=make.AT)
