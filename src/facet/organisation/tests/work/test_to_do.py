from datetime import date

import pytest

from facet.kernel.errors import NotFound
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors, services
from facet.organisation.errors import TaskDone
from facet.organisation.models import Task
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.moment()


@unit_of_work
def opened(key, **fields):
    return services.open_task(
        make.actor(), services.TaskIn(key, "test.call", "Call {who}", {"who": "M1"}, **fields), at=AT
    )


@unit_of_work
def closed(actor, key):
    return services.close_task(actor, key=key, at=AT)


@pytest.fixture
def two():
    store = make.store("S01")
    people = [make.staff(name, home=store) for name in ("ana", "bo")]
    return [selectors.actor_of(person.pk, via="web") for person in people]


def test_the_same_reason_opens_one_to_do(two):
    assert opened("birthday:1:2026", assignee_id=two[0].staff_id) == opened(
        "birthday:1:2026", assignee_id=two[0].staff_id
    )
    assert Task.objects.count() == 1


def test_urgent_ones_come_first_and_others_do_not_see_mine(two):
    opened("a", assignee_id=two[0].staff_id, tone="plain", due_on=date(2026, 11, 1))
    opened("b", assignee_id=two[0].staff_id, tone="danger")
    opened("c", store_id=two[0].store_id, tone="warn")
    assert [row.is_for_store for row in selectors.open_tasks(two[0])] == [False, True, False]
    assert len(selectors.open_tasks(two[1])) == 1


def test_a_to_do_is_ticked_off_once_and_by_its_people_only(two):
    mine = opened("a", assignee_id=two[0].staff_id)
    with pytest.raises(NotFound):
        services.finish_task(actor=two[1], task_id=mine, at=AT)
    services.finish_task(actor=two[0], task_id=mine, at=AT)
    with pytest.raises(TaskDone):
        services.finish_task(actor=two[0], task_id=mine, at=AT)
    assert closed(two[0], "a") is False


def test_a_to_do_closes_when_its_reason_is_gone(two):
    opened("a", assignee_id=two[0].staff_id)
    assert closed(two[0], "a") is True
    assert selectors.open_tasks(two[0]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_open_tasks_cost_one_query(two, count, django_assert_num_queries):
    for number in range(count):
        opened(str(number), assignee_id=two[0].staff_id)
    with django_assert_num_queries(1):
        assert len(selectors.open_tasks(two[0])) == count


def test_the_page_and_the_home_panel_show_the_same(client, two):
    from facet.kernel import registry

    opened("a", assignee_id=two[0].staff_id, tone="gold", icon="cake")
    panel = registry.offered("home.todo", "organisation.todo")
    rows = panel.context(two[0], None, AT)["rows"]
    assert [(row["title"], row["tone"], row["icon"]) for row in rows] == [("Call M1", "gold", "cake")]
    from facet.organisation.models import Staff

    client.force_login(Staff.objects.get(pk=two[0].staff_id))
    assert "Call M1" in client.get("/todo").content.decode()
    assert client.post(f"/todo/{rows[0]['id']}/done").status_code == 302
    assert "Call M1" not in client.get("/todo").content.decode()
    assert client.post(f"/todo/{rows[0]['id']}/done").status_code == 409
