"""The build as people meet it: complete books, taken up again, nothing twice, nothing in a lived-in house."""

import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from facet.demo import services
from facet.demo.rules.chain import SHOWN, STAFF
from facet.demo.rules.world import Size
from facet.demo.tests.factories import AT, SMALL, build_small
from facet.inventory.models import CountLine, Piece, PieceMovement, PieceStone, Stocktake
from facet.kernel import registry
from facet.kernel.errors import StillWorking
from facet.kernel.operations import Operation
from facet.organisation.models import Staff
from facet.organisation.tests import factories as organisation
from facet.sales.models import Sale

pytestmark = pytest.mark.django_db


def test_build_leaves_books_that_agree_and_a_second_run_does_nothing(tmp_path):
    assert build_small(tmp_path)
    rows = Operation.objects.count()

    assert [problem for check in registry.offers("books") for problem in check.run()] == []
    assert json.loads((tmp_path / "progress.json").read_text()) == {
        "percent": 100, "step": "Demonstration: complete", "done": True,
    }  # fmt: skip
    assert not build_small(tmp_path)
    assert Operation.objects.count() == rows


def test_loose_stones_lie_in_the_flagships_vault_as_the_file_says(tmp_path):
    build_small(tmp_path, size=replace(SMALL, loose=300))
    found = Piece.objects.filter(category__code="diamond-loose", tag__startswith="L2611")
    moved_on = found.exclude(state="in_stock", place__code="V01")

    assert found.count() == 300
    assert 0 < moved_on.count() <= 12  # some were mounted, sent to the laboratory, or parted since
    first = found.order_by("tag").first()
    stone = PieceStone.objects.get(piece=first)
    assert (first.store.code, first.tag, first.tag_price_cents) == ("S01", "L2611000001", 32_600 * 715 // 100)
    assert (stone.carat_mct, stone.cut, stone.colour, stone.clarity) == (230, "Ideal", "E", "SI2")
    assert (stone.depth_bp, stone.table_bp, stone.measurements) == (6_150, 5_500, "3.95-3.98x2.43")
    assert PieceMovement.objects.filter(piece__in=found, kind="received").count() == 300


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


def test_everybody_of_the_demonstration_may_sign_in_at_once_and_is_marked(tmp_path):
    build_small(tmp_path)

    assert set(Staff.objects.filter(is_demo=True, must_change_password=False).values_list("username", flat=True)) == {
        each.username for each in STAFF
    }
    assert [offer.username for offer in registry.offers("demo.sign_in")] == list(SHOWN)


def test_demo_command_says_so_where_people_work(tmp_path, settings):
    settings.FACET_KEYS = tmp_path / "keys" / "ring.json"
    organisation.staff("somebody", home=organisation.store())
    call_command("demo", "--if-empty")

    with translation.override("en"), pytest.raises(CommandError, match="People work"):
        call_command("demo")


def test_counts_are_settled_but_for_one_that_is_half_done(tmp_path):
    build_small(tmp_path, size=replace(SMALL, pieces=400))
    settled = Stocktake.objects.filter(state="approved").order_by("number")

    assert [(each.number[:3], each.missing, each.extra) for each in settled] == [("S01", 1, 1), ("S02", 2, 0)]
    assert CountLine.objects.filter(is_booked=False).count() == 1
    half = Stocktake.objects.get(state="open")
    assert 0 < half.scans.count() < Piece.objects.filter(place__in=half.place_ids, state="in_stock").count()


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
