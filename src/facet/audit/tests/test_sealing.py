"""The chain grows by itself and shows every hand that touched it."""

import contextlib
import random
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction

from facet.audit.flows import anchors, sealing, verification
from facet.audit.models import Event, Head, Seal
from facet.audit.rules import chain
from facet.audit.selectors import chain as chain_selectors
from facet.audit.services import sealing as services
from facet.audit.tests.factories import AT, actor, record, record_many
from facet.kernel.sealed import ring

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_anchors(settings, tmp_path):
    settings.FACET_ANCHORS = tmp_path / "anchors"


def _sql(text, *values):
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def _verify():
    return verification.verify(actor=actor(), at=AT)


def _faults(report):
    return [(fault.seq, fault.kind) for fault in report.faults]


def test_what_the_database_joins_is_what_the_writer_marked():
    record(
        "a.b",
        subject=("s", 1, "甲\\'\"|"),
        store=(2, "店"),
        note="x\x1f\n",
        before={"b": 1, "a": None},
        after=[1, "二"],
    )
    record("a.c", at=AT.replace(microsecond=0))

    waiting = chain_selectors.unsealed_after(0, limit=10)

    assert [chain.is_marked(ring().audit, said=event.body, given=event.mark) for event in waiting] == [True, True]
    assert b"2026-11-21 06:32:05.000000" in waiting[1].body


def test_every_event_gets_the_next_number_and_holds_the_one_before():
    record_many(7)

    seals = list(Seal.objects.order_by("seq"))
    assert [seal.seq for seal in seals] == [1, 2, 3, 4, 5, 6, 7]
    assert [seal.event for seal in seals] == list(Event.objects.order_by("id").values_list("id", flat=True))
    assert bytes(seals[0].previous) == chain.START
    assert all(bytes(after.previous) == bytes(before.hmac) for before, after in pairwise(seals))
    assert sealing.seal(AT) == 0


def test_an_untouched_chain_verifies_to_its_last_event():
    record_many(30)

    report = _verify()

    assert (report.seals, report.wrong, report.faults) == (30, 0, [])
    assert report.last_event_at == AT + timedelta(seconds=29)
    assert report.anchors == 1
    kept = chain_selectors.last_verification()
    assert (kept.seals, kept.wrong, kept.last_event_at) == (30, 0, AT + timedelta(seconds=29))


def test_an_empty_chain_verifies():
    assert _verify().wrong == 0


CHANGES = [
    "UPDATE audit_event SET at = '2026-11-21 06:32:05.123457+00' WHERE id = %s",
    "UPDATE audit_event SET actor_key = 'staff:99' WHERE id = %s",
    "UPDATE audit_event SET actor_name = '别人' WHERE id = %s",
    "UPDATE audit_event SET action = 'sales.sale_voided' WHERE id = %s",
    "UPDATE audit_event SET subject_type = 'x' WHERE id = %s",
    "UPDATE audit_event SET subject_id = '6' WHERE id = %s",
    "UPDATE audit_event SET subject_label = 'JF-2' WHERE id = %s",
    "UPDATE audit_event SET store_id = NULL WHERE id = %s",
    "UPDATE audit_event SET store_id = 77 WHERE id = %s",
    "UPDATE audit_event SET store_label = '' WHERE id = %s",
    "UPDATE audit_event SET via = 'api' WHERE id = %s",
    "UPDATE audit_event SET request_id = '' WHERE id = %s",
    "UPDATE audit_event SET facts = '{\"net_cents\":999}' WHERE id = %s",
    "UPDATE audit_event SET mark = hmac FROM audit_seal WHERE audit_seal.seq = 1 AND audit_event.id = %s",
    "UPDATE audit_event SET subject_label = actor_name, actor_name = subject_label WHERE id = %s",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_column_is_found_at_its_number(change):
    record_many(9)
    seal = Seal.objects.get(seq=4)

    _sql(change, seal.event)

    assert _faults(_verify()) == [(4, "changed")]


def test_a_border_moved_between_two_columns_is_found():
    record_many(3)
    seal = Seal.objects.get(seq=2)
    separator = "chr(31)" if connection.vendor == "postgresql" else "char(31)"

    _sql(
        f"UPDATE audit_event SET actor_key = actor_key || {separator} || actor_name, actor_name = '' WHERE id = %s",
        seal.event,
    )

    assert _faults(_verify()) == [(2, "changed")]


def test_a_deleted_event_is_found():
    record_many(9)

    _sql("DELETE FROM audit_event WHERE id = %s", Seal.objects.get(seq=4).event)

    assert _faults(_verify()) == [(4, "missing_event")]


def test_a_deleted_seal_is_found_with_or_without_its_event():
    record_many(9)
    event = Seal.objects.get(seq=4).event

    _sql("DELETE FROM audit_seal WHERE seq = 4")
    found = _faults(_verify())
    assert (4, "missing_seal") in found
    assert {seq for seq, _ in found} <= {4, 5}

    _sql("DELETE FROM audit_event WHERE id = %s", event)
    assert _faults(_verify())[0] == (4, "missing_seal")


def test_events_that_changed_places_are_found():
    record_many(9)
    third, sixth = Seal.objects.get(seq=3).event, Seal.objects.get(seq=6).event

    _sql("UPDATE audit_event SET id = -1 WHERE id = %s", third)
    _sql("UPDATE audit_event SET id = %s WHERE id = %s", third, sixth)
    _sql("UPDATE audit_event SET id = %s WHERE id = -1", sixth)

    assert _faults(_verify()) == [(3, "changed"), (6, "changed")]


def test_seals_that_changed_places_are_found():
    record_many(9)

    _sql("UPDATE audit_seal SET seq = -1 WHERE seq = 3")
    _sql("UPDATE audit_seal SET seq = 3 WHERE seq = 4")
    _sql("UPDATE audit_seal SET seq = 4 WHERE seq = -1")

    report = _verify()
    assert report.first_bad_seq == 3


def _copy_event(event, **changes):
    """Put a copy of `event` into the table as a superuser would."""
    names = [field.column for field in Event._meta.concrete_fields]
    values = ", ".join("%s" if name in changes else name for name in names)
    _sql(
        f"INSERT INTO audit_event ({', '.join(names)}) SELECT {values} FROM audit_event WHERE id = %s",
        *[changes[name] for name in names if name in changes],
        event,
    )


def test_a_row_put_in_by_another_hand_is_never_sealed_and_is_named():
    record_many(5)
    last = Seal.objects.get(seq=5).event

    _copy_event(last, id=last + 1000, action="organisation.role_granted")
    record_many(2)

    assert sealing.seal(AT) == 0
    assert Seal.objects.count() == 7
    report = _verify()
    assert [(fault.kind, fault.event) for fault in report.faults] == [("put_in", last + 1000)]


def test_a_row_slipped_in_below_the_sealed_ones_is_found():
    record_many(5)
    sealing.seal(AT)
    Head.objects.update(low=Seal.objects.get(seq=5).event)

    _copy_event(Seal.objects.get(seq=5).event, id=-7)

    assert sealing.seal(AT) == 0
    report = _verify()
    assert [(fault.kind, fault.event) for fault in report.faults] == [("put_in", -7)]


def test_an_event_put_in_with_a_seal_of_its_own_is_found():
    record_many(9)
    last = Seal.objects.get(seq=9).event

    _copy_event(last, id=last + 100, action="x")
    _sql("UPDATE audit_seal SET event = %s WHERE seq = 6", last + 100)

    assert _faults(_verify())[0] == (6, "changed")


def test_a_cut_tail_is_found_by_the_head():
    record_many(9)

    _sql("DELETE FROM audit_event WHERE id IN (SELECT event FROM audit_seal WHERE seq > 6)")
    _sql("DELETE FROM audit_seal WHERE seq > 6")

    assert _faults(_verify()) == [(7, "cut")]


def _cut_with_head():
    """Everything after number 6 goes, and the head is set back: inside the database nothing is wrong."""
    _sql("DELETE FROM audit_event WHERE id IN (SELECT event FROM audit_seal WHERE seq > 6)")
    _sql("DELETE FROM audit_seal WHERE seq > 6")
    _sql("UPDATE audit_head SET seq = 6, hmac = (SELECT hmac FROM audit_seal WHERE seq = 6)")


def test_a_cut_tail_with_its_head_is_found_by_the_anchor():
    record_many(9)
    _cut_with_head()

    assert _faults(_verify()) == [(7, "cut")]


def test_without_anchors_a_cut_tail_with_its_head_would_pass(settings, tmp_path):
    """Why the anchors exist: this is the hole they close."""
    record_many(9)
    _cut_with_head()
    settings.FACET_ANCHORS = tmp_path / "elsewhere"

    assert _verify().wrong == 0


def test_a_chain_written_anew_with_the_stolen_key_is_found_by_the_anchor():
    record_many(9)
    last = Seal.objects.order_by("-seq").first()
    _sql("DELETE FROM audit_event WHERE id = %s", Seal.objects.get(seq=4).event)
    _sql("DELETE FROM audit_seal")
    _sql("DELETE FROM audit_head")
    while services.seal_events(at=AT):
        pass
    record_many(3)

    report = _verify()
    assert report.anchors >= 2
    assert _faults(report) == [(9, "anchor")]
    assert bytes(last.hmac) != bytes(Seal.objects.get(seq=9).hmac)


def test_a_row_sealed_anew_with_the_stolen_key_breaks_the_next_one():
    record_many(9)
    seal = Seal.objects.get(seq=4)
    _sql("UPDATE audit_event SET facts = '{}' WHERE id = %s", seal.event)
    [(_, _, previous, _, content)] = chain_selectors.links_after(3, limit=1)
    forged = chain.link(ring().audit, sequence=4, previous=bytes(previous), sealed=content.encode())
    _sql("UPDATE audit_seal SET hmac = %s WHERE seq = 4", forged)

    assert _faults(_verify()) == [(5, "broken")]


def test_a_chain_sealed_with_another_key_is_found(monkeypatch):
    record_many(3)
    monkeypatch.setattr(verification, "ring", lambda: type("Ring", (), {"audit": b"0" * 32}))

    assert _faults(_verify()) == [(1, "changed"), (2, "changed"), (3, "changed")]


def test_anchors_are_written_each_minute_or_each_thousand_events(monkeypatch):
    record_many(1)
    for seconds in (10, 59, 60, 61):
        record_many(1, seal=False)
        sealing.seal(AT + timedelta(seconds=seconds))
    monkeypatch.setattr(sealing, "ANCHOR_EVENTS", 2)
    record_many(1, seal=False)
    sealing.seal(AT + timedelta(seconds=62))

    assert [anchor.seq for anchor in anchors.read()] == [1, 4, 6]


def test_a_line_cut_short_by_a_power_failure_is_passed_over():
    path = anchors.append(3, b"\x01" * 32, at=AT)
    with path.open("a") as file:
        file.write("4 0101")

    assert [(anchor.seq, anchor.at) for anchor in anchors.read()] == [(3, "2026-11-21T06:32:05Z")]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_heartbeat_is_kept_while_nothing_happens(django_assert_num_queries):
    record_many(1)

    with django_assert_num_queries(2):
        sealing.seal(AT + timedelta(seconds=4))
    assert Head.objects.get().caught_up_at == AT
    sealing.seal(AT + timedelta(seconds=5))
    assert Head.objects.get().caught_up_at == AT + timedelta(seconds=5)


def test_a_full_batch_leaves_the_rest_for_the_next(monkeypatch):
    monkeypatch.setattr(services, "BATCH", 4)
    record_many(10, seal=False)

    assert [sealing.seal(AT) for _ in range(4)] == [4, 4, 2, 0]
    assert _verify().wrong == 0


def test_looking_again_finds_what_was_passed_by():
    record_many(3)
    _sql("DELETE FROM audit_seal WHERE seq = 3")
    _sql("UPDATE audit_head SET seq = 2, hmac = (SELECT hmac FROM audit_seal WHERE seq = 2)")
    Head.objects.update(low=10**6, candidate=0)
    assert sealing.seal(AT) == 0

    services.look_again()

    assert sealing.seal(AT) == 1
    assert _verify().wrong == 0


TAMPER = {
    "changed": "UPDATE audit_event SET facts = '{{}}' WHERE id = {event}",
    "missing_event": "DELETE FROM audit_event WHERE id = {event}",
    "missing_seal": "DELETE FROM audit_seal WHERE seq = {seq}",
    "broken": "UPDATE audit_seal SET previous = hmac WHERE seq = {seq}",
    "cut": "DELETE FROM audit_seal WHERE seq >= {seq}",
}


def test_two_hundred_random_hands_are_all_found_at_the_exact_number(is_proof):
    """T25 of the test matrix; the seed of a failure is in the message."""
    rows, hands = (2_000, 200) if is_proof else (150, 60)
    record_many(rows)
    seed = random.randrange(10**9)
    chance = random.Random(seed)
    missed = []
    for _ in range(hands):
        seq, kind = chance.randint(1, rows), chance.choice(list(TAMPER))
        with contextlib.suppress(_Undo), transaction.atomic():
            _sql(TAMPER[kind].format(seq=seq, event=Seal.objects.get(seq=seq).event))
            if verification.examine().first_bad_seq != seq:
                missed.append((kind, seq))
            raise _Undo

    assert missed == [], f"seed {seed}"
    assert _verify().wrong == 0


class _Undo(Exception):
    """Puts the table back as it was."""
