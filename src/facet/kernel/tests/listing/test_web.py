"""The page of a list, whole and in parts."""

import dataclasses

import pytest
from django.test import RequestFactory
from django_htmx.middleware import HtmxDetails

from facet.kernel import recording
from facet.kernel.errors import NotPermitted
from facet.kernel.listing.web import list_page
from facet.kernel.tests.factories import actor, tasks
from facet.kernel.tests.listing.lists import TASKS

VIEWER = actor("kernel.view_tasks", switches=frozenset({"cost"}))


@pytest.fixture
def shown(monkeypatch):
    """The template and context of the last page, without the frame around it."""
    pages = {}

    def render(request, template, context, status=200):
        from django.http import HttpResponse

        pages.update(template=template, context=context)
        return HttpResponse(status=status)

    monkeypatch.setattr("facet.kernel.listing.web.render", render)
    monkeypatch.setattr(recording, "note", lambda *args, **facts: None)
    return pages


def _get(address="", *, viewer=VIEWER, definition=TASKS, **headers):
    request = RequestFactory().get(f"/tasks{address}", headers=headers)
    request.actor = viewer
    request.htmx = HtmxDetails(request)
    return list_page(request, definition)


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_one_query_and_loads_totals_apart(number, shown, django_assert_num_queries):
    tasks(number)

    with django_assert_num_queries(1):
        response = _get()

    context = shown["context"]
    assert response.status_code == 200
    assert (context["state"], len(context["rows"]), context["totals"]) == ("rows", number, None)
    assert context["totals_url"] == "?part=totals"
    assert [head.title for head in context["heads"]] == ["Path", "Priority", "Started", "Cost", "State"]
    assert context["rows"][0].link.startswith("/tasks/")


@pytest.mark.django_db
def test_totals_are_of_all_rows_that_match(shown, django_assert_num_queries):
    tasks(120)

    with django_assert_num_queries(1):
        _get("?part=totals&priority_from=1&priority_to=1")

    assert shown["template"] == "shell/list.html#totals"
    assert shown["context"]["totals"] == [("Rows", "30", "int"), ("Cost", "0.30", "yuan")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "address", "state", "status"),
    [(0, "", "empty", 200), (0, "?search=x", "no_match", 200), (3, "?search=x", "no_match", 200),
     (3, "?priority_from=x", "wrong", 422), (3, "", "rows", 200)],
)  # fmt: skip
def test_nothing_yet_and_no_match_and_nonsense_look_different(number, address, state, status, shown):
    tasks(number)

    response = _get(address)

    assert (shown["context"]["state"], response.status_code) == (state, status)


@pytest.mark.django_db
def test_without_the_right_no_row_is_read(shown, django_assert_num_queries):
    tasks(3)

    with django_assert_num_queries(0), pytest.raises(NotPermitted):
        _get(viewer=actor())

    assert shown == {}


@pytest.mark.django_db
def test_htmx_gets_the_list_alone_but_history_the_page(shown):
    tasks(1)

    _get(**{"HX-Request": "true", "HX-Target": "list"})
    assert shown["template"] == "shell/list.html#list"
    _get(**{"HX-Request": "true", "HX-Target": "list", "HX-History-Restore-Request": "true"})
    assert shown["template"] == "shell/list.html"


@pytest.mark.django_db
def test_heads_sort_up_then_down_and_keep_the_conditions(shown):
    tasks(3)

    _get("?search=task&sort=priority")

    heads = {head.title: head for head in shown["context"]["heads"]}
    assert (heads["Priority"].url, heads["Priority"].sorted) == ("?search=task&sort=-priority", "ascending")
    assert (heads["Path"].url, heads["Path"].sorted) == ("?search=task&sort=path", "none")
    assert heads["State"].url == ""


@pytest.mark.django_db
def test_export_answers_a_file_and_a_refusal_answers_the_page(shown):
    tasks(6)

    file = _get("?export=csv")
    assert file["Content-Disposition"].startswith('attachment; filename="kernel.tasks-')
    assert file["Cache-Control"] == "no-store"

    refused = _get("?export=csv", definition=dataclasses.replace(TASKS, export_limit=5))
    assert refused.status_code == 422
    assert len(shown["context"]["rows"]) == 6
    assert "5" in shown["context"]["banner"]


@pytest.mark.django_db
def test_exports_are_offered_to_those_who_may(shown):
    tasks(1)

    _get(definition=dataclasses.replace(TASKS, export_permission="kernel.export_tasks"))

    assert shown["context"]["exports"] == []
