"""The build as people meet it: complete books, taken up again, nothing twice, nothing in a lived-in house."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from facet.demo import services
from facet.demo.rules.world import Size
from facet.demo.tests.factories import AT, SMALL, build_small
from facet.kernel import registry
from facet.kernel.errors import StillWorking
from facet.organisation.models import Staff
from facet.organisation.tests import factories as organisation
from facet.sales.models import Sale

pytestmark = pytest.mark.django_db


def test_build_that_was_interrupted_goes_on_with_its_first_moment_and_size(tmp_path, monkeypatch):
    real = services.write_tickets
    monkeypatch.setattr(services, "write_tickets", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        build_small(tmp_path)
    monkeypatch.setattr(services, "write_tickets", real)

    assert build_small(tmp_path, size=Size(members=1, pieces=1, sales=1), at=AT.replace(year=2027))
    assert Sale.objects.count() >= SMALL.sales * 3 // 4
    assert [problem for check in registry.offers("books") for problem in check.run()] == []


def test_build_leaves_a_lived_in_house_alone(tmp_path):
    organisation.staff("somebody", home=organisation.store())

    assert not build_small(tmp_path)
    assert Staff.objects.count() == 1
    assert not build_small(tmp_path)


def test_demo_command_says_so_where_people_work(tmp_path, settings):
    settings.FACET_KEYS = tmp_path / "keys" / "ring.json"
    organisation.staff("somebody", home=organisation.store())
    call_command("demo", "--if-empty")

    with translation.override("en"), pytest.raises(CommandError, match="People work"):
        call_command("demo")


def test_a_busy_house_makes_the_start_wait_and_not_end(monkeypatch):
    answers = [StillWorking(), StillWorking(), True]
    asked = []

    def build(**facts):
        asked.append(facts["at"])
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr("facet.demo.flows.build", build)
    monkeypatch.setattr("time.sleep", lambda seconds: None)

    call_command("demo")

    assert answers == []
    assert len(set(asked)) == 1  # the chain's first moment stays what it was
