"""One row a thing done, inside the transaction that does it."""

from datetime import UTC, datetime

import pytest

from facet.audit import services
from facet.audit.models import Event
from facet.kernel.append_only import AppendOnlyError
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work

AT = datetime(2026, 11, 21, 6, 32, 5, 123456, tzinfo=UTC)
ACTOR = Actor(key="staff:17", name="林嘉慧", staff_id=17, via="web", request_id="r-1")


@unit_of_work
def _sell(**facts):
    services.record(
        ACTOR, "sales.sale_completed", at=AT, subject=("sales.sale", 5, "JF-1"), store=(2, "解放路店"), **facts
    )


@pytest.mark.django_db
def test_record_keeps_labels_and_facts(django_assert_num_queries):
    with django_assert_num_queries(3):  # savepoint, insert, release
        _sell(net_cents=12_345, before={"price": 1}, after={"price": 2})

    row = Event.objects.get()
    assert (row.at, row.actor_key, row.actor_name, row.action) == (AT, "staff:17", "林嘉慧", "sales.sale_completed")
    assert (row.subject_type, row.subject_id, row.subject_label) == ("sales.sale", "5", "JF-1")
    assert (row.store_id, row.store_label, row.via, row.request_id) == (2, "解放路店", "web", "r-1")
    assert row.facts == {"after": {"price": 2}, "before": {"price": 1}, "net_cents": 12_345}


@pytest.mark.django_db
def test_record_alone_is_refused():
    with pytest.raises(RuntimeError):
        services.record(ACTOR, "sales.sale_completed", at=AT, subject=("sales.sale", 5, "JF-1"))

    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_events_are_never_changed():
    _sell()
    row = Event.objects.get()

    for change in (row.save, row.delete, Event.objects.all().delete, lambda: Event.objects.update(action="x")):
        with pytest.raises(AppendOnlyError):
            change()


@pytest.mark.django_db
def test_record_cuts_long_labels_and_drops_control_characters():
    @unit_of_work
    def act():
        services.record(
            ACTOR, "a.b", at=AT, subject=("s", "1", "x\x1f\x00" + "长" * 500), store=None, note="a\x1fb\ud800"
        )

    act()
    row = Event.objects.get()
    assert row.subject_label == "x" + "长" * 127
    assert row.facts == {"note": "a\x1fb"}
