"""What each grade brings beside points. R039, R040, R348."""

import pytest

from facet.kernel.errors import Invalid, NotPermitted
from facet.kernel.permissions import EVERYWHERE, Actor, house
from facet.loyalty import services as loyalty_services
from facet.loyalty.models import GradePolicy
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.policy import PolicyIn
from facet.loyalty.selectors import policy as selectors
from facet.loyalty.services import policy as services
from facet.members.tests.factories import AT, key

pytestmark = pytest.mark.django_db
HOUSE, TODAY = house("test"), AT.date()


@pytest.fixture(autouse=True)
def programme():
    loyalty_services.install_programme(HOUSE, AT, template="demo", effective_on=TODAY)


def save(actor=HOUSE, **facts):
    request = PolicyIn(**{"grade_code": "gold", **facts})
    return services.save_grade_policy(actor=actor, operation=key(), request=request, on=TODAY, at=AT)


def test_the_newest_version_counts_and_older_ones_stay(django_assert_num_queries):
    assert (save(standard="奉茶"), save(standard="奉茶，店长接待", standard_en="Tea, the manager serves")) == (1, 2)
    with django_assert_num_queries(1):
        assert selectors.service_standard("gold") == ("奉茶，店长接待", "Tea, the manager serves")
    assert selectors.service_standard("diamond") == ("", "")
    gold = next(row for row in selectors.grade_policies(HOUSE, on=TODAY) if row.grade_code == "gold")
    assert (gold.version, GradePolicy.objects.count()) == (2, 2)
    assert selectors.policy_of("gold").standard == "奉茶，店长接待"


@pytest.mark.parametrize(
    ("facts", "field"), [({"grade_code": "none"}, "grade_code"), ({"labour_discount_bp": 10_001}, "labour_discount_bp")]
)
def test_a_wrong_policy_names_its_field_and_is_not_kept(facts, field):
    with pytest.raises(Invalid, match=field):
        save(**facts)
    assert not GradePolicy.objects.exists()


def test_reading_and_writing_need_their_rights():
    reader = Actor(key="staff:1", name="x", grants={LoyaltyPermission.VIEW_PROGRAMME: EVERYWHERE})
    assert len(selectors.grade_policies(reader, on=TODAY)) >= 4
    with pytest.raises(NotPermitted):
        save(reader)
    with pytest.raises(NotPermitted):
        selectors.grade_policies(Actor(key="staff:2", name="y"), on=TODAY)
