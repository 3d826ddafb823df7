"""Events reach each consumer at least once; failures wait longer and longer, then wait for a person."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from facet.kernel import outbox
from facet.kernel.models import Delivery, OutboxEvent
from facet.kernel.registry import Consumer
from facet.kernel.tests.factories import AT
from facet.kernel.transactions import unit_of_work


@unit_of_work
def _publish(name="sales.sale_completed", **facts):
    return outbox.publish(name, at=AT, **facts)


class Ear:
    """A consumer that remembers, and fails as long as it is told to."""

    def __init__(self, failures=0):
        self.heard, self.failures = [], failures

    def __call__(self, event):
        if self.failures:
            self.failures -= 1
            raise ConnectionError("gateway of 13912345678 is away")
        self.heard.append((event.name, event.facts))


def _listen(slots, key, ear, *names):
    slots.offer("consumer", key, Consumer(key, names or ("sales.sale_completed",), ear))
    return ear


@pytest.mark.django_db
def test_each_consumer_hears_its_events_once(slots):
    shop, books = (
        _listen(slots, "shop", Ear()),
        _listen(slots, "books", Ear(), "sales.sale_completed", "sales.returned"),
    )
    _publish(sale_id=5)
    _publish("sales.returned", sale_id=6)
    _publish("nobody.listens")

    assert outbox.deliver_due(AT) == 3
    assert outbox.deliver_due(AT + timedelta(hours=2)) == 0

    assert shop.heard == [("sales.sale_completed", {"sale_id": 5})]
    assert books.heard == [("sales.sale_completed", {"sale_id": 5}), ("sales.returned", {"sale_id": 6})]
    assert set(Delivery.objects.values_list("state", "attempts")) == {("done", 1)}


@pytest.mark.django_db
def test_an_event_of_a_refused_act_is_never_heard(slots):
    ear = _listen(slots, "shop", Ear())

    @unit_of_work
    def act():
        outbox.publish("sales.sale_completed", at=AT)
        raise ValueError

    with pytest.raises(ValueError):
        act()
    outbox.deliver_due(AT)

    assert ear.heard == []
    assert OutboxEvent.objects.count() == 0


@pytest.mark.django_db
def test_a_failing_consumer_is_tried_later_and_does_not_hold_up_others(slots):
    bad, good = _listen(slots, "bad", Ear(failures=1)), _listen(slots, "good", Ear())
    _publish(sale_id=5)

    outbox.deliver_due(AT)
    row = Delivery.objects.get(consumer="bad")
    assert (row.state, row.attempts, row.due_at) == ("waiting", 1, AT + timedelta(seconds=5))
    assert row.last_error == "ConnectionError: gateway of [phone] is away"
    assert len(good.heard) == 1

    assert outbox.deliver_due(AT + timedelta(seconds=4)) == 0
    assert outbox.deliver_due(AT + timedelta(seconds=5)) == 1
    assert len(bad.heard) == 1


@pytest.mark.django_db
def test_after_eight_tries_a_person_sends_it_again(slots, capsys):
    ear = _listen(slots, "bad", Ear(failures=8))
    _publish(sale_id=5)
    at, tries = AT, 0
    while outbox.deliver_due(at):
        tries += 1
        at += timedelta(hours=1)

    assert (tries, outbox.dead_letters(), ear.heard) == (8, 1, [])
    call_command("outbox", "status")
    assert "0 waiting, 1 dead" in capsys.readouterr().out
    assert outbox.resend(at=at) == 1
    assert outbox.deliver_due(at) == 1
    assert len(ear.heard) == 1


@pytest.mark.django_db
def test_an_empty_outbox_costs_one_look_and_no_lock(slots, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert outbox.deliver_due(AT) == 0


def test_pauses_double_up_to_an_hour():
    assert [int(outbox.pause_after(n).total_seconds()) for n in range(1, 9)] == [5, 10, 20, 40, 80, 160, 320, 640]
    assert outbox.pause_after(30) == timedelta(hours=1)


@pytest.mark.django_db
def test_a_delivery_whose_process_died_comes_again_after_the_lease(slots):
    _listen(slots, "shop", Ear())
    _publish(sale_id=5)

    outbox._claim(AT, 10)  # and then the power fails

    assert outbox.deliver_due(AT + timedelta(seconds=119)) == 0
    assert outbox.deliver_due(AT + timedelta(seconds=120)) == 1


@pytest.mark.django_db
def test_a_consumer_that_is_gone_is_named(slots):
    _listen(slots, "shop", Ear())
    _publish(sale_id=5)
    slots._slots.clear()

    outbox.deliver_due(AT)

    assert Delivery.objects.get().last_error == "LookupError: nobody offers the consumer shop"


@pytest.mark.django_db
def test_waiting_since_tells_the_age_of_the_oldest(slots):
    assert outbox.waiting_since(AT) == timedelta()
    _listen(slots, "shop", Ear())
    _publish(sale_id=5)

    assert outbox.waiting_since(AT + timedelta(seconds=7)) == timedelta(seconds=7)
