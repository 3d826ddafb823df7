"""Reading the record: who sees what, in which words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django_tasks import default_task_backend

from facet.audit import selectors, services, tasks
from facet.audit.flows import sealing, verification
from facet.audit.models import AccessEntry, Event, Head
from facet.audit.permissions import AuditPermission
from facet.audit.rules import words
from facet.audit.services import access
from facet.audit.tests.factories import AT, actor, record, record_many
from facet.kernel.access import note_access
from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import Reach

AUDITOR = actor(*AuditPermission)
MANAGER = actor(AuditPermission.VIEW_EVENTS, AuditPermission.VIEW_HISTORY, stores=frozenset({1}))


@pytest.mark.django_db
def test_events_are_limited_to_the_stores_of_the_right():
    record_many(9, seal=False)
    record("catalog.board_price_set", subject=("catalog.board", 1, "AU999"))

    assert selectors.events_queryset(AUDITOR).count() == 10
    assert set(selectors.events_queryset(MANAGER).values_list("store_id", flat=True)) == {1}
    assert selectors.events_queryset(actor()).count() == 0
    own = actor(key="staff:18")
    own.grants[AuditPermission.VIEW_EVENTS] = Reach(None, own=True)
    assert set(selectors.events_queryset(own).values_list("actor_key", flat=True)) == {"staff:18"}


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_latest_of_costs_one_query(number, django_assert_num_queries):
    for n in range(number):
        record(at=AT + timedelta(seconds=n), store=(1, "店"))
    record(subject=("sales.sale", 6, "JF-2"), store=(1, "店"))
    record(store=(2, "别的店"))

    with django_assert_num_queries(1):
        found = selectors.latest_of(MANAGER, subject_type="sales.sale", subject_id="5")

    assert [row.at for row in found] == [AT + timedelta(seconds=n) for n in reversed(range(number))]


@pytest.mark.django_db
def test_history_shows_acts_of_no_store_to_those_who_may_see_histories():
    record(subject=("catalog.price_item", 1, "AU999"))

    assert selectors.history_queryset(MANAGER, subject_type="catalog.price_item", subject_id="1").count() == 1
    assert selectors.history_queryset(actor(), subject_type="catalog.price_item", subject_id="1").count() == 0
    with pytest.raises(NotPermitted):
        selectors.latest_of(actor(), subject_type="catalog.price_item", subject_id="1")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [("net_cents", 1_234_500, "12,345.00"), ("weight_mg", 3980, "3.98"), ("discount_bp", 1250, "12.5"),
     ("points", 100, "100"), ("open", True, "Yes"), ("x", None, "—"), ("x", [], "—"),
     ("x", {"price_basis": "by_weight"}, "Price basis: by weight"),
     ("roles", ["clerk", "cashier"], "clerk, cashier")],
)  # fmt: skip
def test_facts_in_words(name, value, text):
    assert words.value_words(name, value) == text


def test_codes_and_rights_are_said_in_the_readers_language():
    chinese = {("value", "Chain"): "全公司", ("right", "audit.verify"): "核验", ("fact", "Grants"): "授权"}

    def say(context, phrase):
        return chinese.get((context, phrase), phrase)

    assert words.value_words("grants", {"audit.verify": "chain"}, say=say) == "核验: 全公司"
    assert words.value_words("note", "chain of gold", say=say) == "chain of gold"  # what people wrote stays


def test_changes_are_told_field_by_field():
    facts = {"before": {"name": "甲", "open": True}, "after": {"name": "乙", "open": True, "phone": None}, "points": 3}

    assert list(words.changes(facts)) == [("name", "甲", "乙")]
    assert list(words.others(facts)) == [("points", 3)]
    assert list(words.changes({"before": 1, "after": 2})) == [("value", 1, 2)]
    assert words.action_words("inventory.pieces.exported") == "Exported"
    assert words.action_words("sales.sale_completed") == "Sale completed"


@pytest.mark.django_db
def test_the_screen_lists_events_and_says_how_far_the_chain_is_verified(ask):
    record(
        "sales.sale_completed", store=(1, "解放路店"), net_cents=1_234_500, before={"phone": "13912345678"}, after={}
    )
    while sealing.seal(AT):
        pass
    verification.verify(actor=AUDITOR, at=AT)

    page = ask(AUDITOR, "/audit/").content.decode()

    assert "JF-1" in page
    assert "解放路店" in page
    assert "12,345.00" in page
    assert "13912345678" not in page
    assert "2026-11-21 14:32" in page
    assert "/audit/history/sales.sale/5" in page


@pytest.mark.django_db
def test_the_screen_without_the_right_is_refused(ask):
    record()

    with pytest.raises(NotPermitted):
        ask(actor(), "/audit/")


@pytest.mark.django_db
def test_the_history_of_one_record_is_a_page(ask):
    record(store=(1, "店"))
    record("sales.sale_returned", subject=("sales.sale", 5, "JF-1"), store=(1, "店"), at=AT + timedelta(hours=1))

    page = ask(MANAGER, "/audit/history/sales.sale/5").content.decode()

    assert page.count("林嘉慧") >= 2


@pytest.mark.django_db
def test_verify_is_asked_for_by_those_who_may_and_noted(ask):
    assert ask(AUDITOR, "/audit/verify", method="post").status_code == 302

    assert Event.objects.get().action == "audit.verification_asked"
    assert [result.task.func.__name__ for result in default_task_backend.results] == ["verify_chain"]
    default_task_backend.clear()


@pytest.mark.django_db
def test_verify_is_refused_without_the_right():
    with pytest.raises((NotPermitted, PermissionDenied)):
        services.ask_for_verification(MANAGER, at=AT)

    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_health_tells_of_late_seals_and_rows_of_another_hand():
    assert tasks.seals_are_late() == []
    record()
    assert "the scheduler" in tasks.seals_are_late()[0]
    while sealing.seal(tasks.clock.now()):
        pass
    assert tasks.seals_are_late() == []
    record()
    assert tasks.seals_are_late() == []  # not yet ten seconds
    Head.objects.update(caught_up_at=tasks.clock.now() - timedelta(seconds=11), unmarked=2, first_unmarked=7)
    assert [problem[:6] for problem in tasks.seals_are_late()] == ["events", "2 rows"]


@pytest.mark.django_db
def test_health_tells_of_a_broken_chain():
    record_many(3)
    Event.objects.all()._raw_delete(using="default")

    tasks.verify_chain.call()

    assert tasks.seals_are_late()[-1] == "the audit chain is broken at number 1 (missing_event)"


@pytest.mark.django_db
def test_looks_are_a_list_for_those_who_may_see_events(ask):
    access.record_looks(actor(store_id=2), [("members.member", "7")], path="members:member", at=AT)

    assert "members.member 7" in ask(AUDITOR, "/audit/looks").content.decode()
    assert "members.member 7" not in ask(MANAGER, "/audit/looks").content.decode()
    with pytest.raises(NotPermitted):
        ask(actor(), "/audit/looks")


@pytest.mark.django_db
def test_looks_are_written_after_the_answer_once_for_each_record(rf):
    from facet.audit.web.middleware import AccessLogMiddleware

    def page(request):
        from django.http import HttpResponse

        note_access(request, "members.member", 7)
        note_access(request, "members.member", 7)
        note_access(request, "members.member", 8)
        return HttpResponse(status=int(request.GET.get("status", 200)))

    for address in ("/members/7?search=x", "/members/7?status=404"):
        request = rf.get(address)
        request.actor, request.resolver_match = actor(store_id=3), None
        AccessLogMiddleware(page)(request)

    rows = AccessEntry.objects.order_by("id").values_list("actor_key", "subject_type", "subject_id", "store_id", "path")
    assert list(rows) == [("staff:17", "members.member", "7", 3, ""), ("staff:17", "members.member", "8", 3, "")]
