"""Saved views: kept, shared, opened first, and never a way around one's rights."""

import json
from datetime import UTC, date, datetime

import pytest

from facet.kernel import registry
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.listing.applying import applied
from facet.kernel.listing.relative import SPANS, span
from facet.kernel.listing.views import Content, ViewGroup, ViewRow, fit, read_content
from facet.kernel.permissions import Actor, Reach
from facet.organisation import selectors, services
from facet.organisation.errors import ViewChanged, ViewNameTaken
from facet.organisation.models import SavedView
from facet.organisation.tests import factories as make

AT = datetime(2026, 6, 1, 4, tzinfo=UTC)
TODAY = date(2026, 6, 1)
LIST = "organisation.stores"
LISTS = sorted(definition.key for definition in registry.offers("list"))
CONTENT = {
    "columns": ["name", "code"],
    "sort": "-code",
    "groups": [
        {"match": "any", "rows": [{"condition": "kind", "texts": ["own"]}, {"condition": "search", "texts": ["和平"]}]}
    ],
}


def _person(code="W1", *, rights="organisation.view_stores", store=None, reach=None, roles=("clerk",)):
    staff = make.staff(code, home=store or make.store("S01"))
    grants = {right: reach or Reach(None) for right in rights.split()}
    return Actor(key=f"staff:{staff.pk}", name=staff.name, staff_id=staff.pk, code=staff.code, roles=roles,
                 grants=grants, store_id=staff.store_id)  # fmt: skip


def _save(actor, **fields):
    view = services.ViewIn(**{"list_key": LIST, "name": "自营店", "content": CONTENT} | fields)
    return services.save_view(actor=actor, view=view, at=AT)


def _shown(actor, content):
    definition = registry.offered("list", LIST)
    use = applied(definition, actor, read_content(definition, content), today=TODAY)
    return sorted(use.narrow(definition.queryset(actor)).values_list("code", flat=True))


def test_a_view_comes_back_byte_for_byte(db):
    actor = _person()
    view_id = _save(actor)

    kept, again = (json.dumps(selectors.saved_view(actor, view_id).content.plain()) for _ in range(2))

    assert kept == again == json.dumps(read_content(registry.offered("list", LIST), CONTENT).plain())


def test_and_or_groups_narrow_the_rows(db):
    for code, kind in (("S01", "own"), ("S02", "joint"), ("S03", "joint")):
        make.store(code, kind=kind, name="和平路店" if code == "S02" else f"门店 {code}")
    actor = _person()
    rows = CONTENT["groups"][0]["rows"]

    assert _shown(actor, CONTENT) == ["S01", "S02"]
    assert _shown(actor, {"groups": [{"match": "all", "rows": rows}]}) == []
    assert _shown(actor, {"match": "any", "groups": [{"rows": [row]} for row in rows]}) == ["S01", "S02"]
    assert _shown(actor, {"match": "all", "groups": [{"rows": [row]} for row in rows]}) == []


def test_one_view_opens_the_list_and_the_nearest_wins(db):
    chief = _person("C1", rights="organisation.view_stores organisation.share_views", roles=("boss",))
    make.role("clerk", {})
    actor = _person()
    _save(chief, name="给导购", share="role", target="clerk", is_default=True)
    assert selectors.list_saved_views(actor, LIST)[0].shared_with

    mine = _save(actor, is_default=True)

    first, second = selectors.list_saved_views(actor, LIST)
    assert (first.id, first.is_default, second.is_default) == (mine, True, False)
    _save(actor, name="另一个", is_default=True)
    assert SavedView.objects.filter(owner_id=actor.staff_id, is_default=True).count() == 1


def test_what_is_shared_with_others_stays_unseen(db):
    chief = _person("C1", rights="organisation.view_stores organisation.share_views", roles=("boss",))
    make.role("manager", {})
    make.store("S09")
    role, store = _save(chief, name="店长", share="role", target="manager"), None
    store = _save(chief, name="九店", share="store", target="S09")
    actor = _person()

    assert selectors.list_saved_views(actor, LIST) == []
    for view_id in (role, store):
        with pytest.raises(NotFound):
            selectors.saved_view(actor, view_id)
        with pytest.raises(NotFound):
            services.delete_view(actor=actor, view_id=view_id, at=AT)


@pytest.mark.parametrize(("share", "target"), [("role", "clerk"), ("store", "S01")])
def test_sharing_needs_the_right(db, share, target):
    actor = _person()
    make.role("clerk", {})

    with pytest.raises(NotPermitted):
        _save(actor, share=share, target=target)
    assert not SavedView.objects.exists()


def test_a_manager_shares_with_the_own_store_only(db):
    make.store("S02")
    home = make.store("S01")
    actor = _person(rights="organisation.view_stores organisation.share_views", reach=Reach(frozenset({home.pk})))

    _save(actor, share="store", target="S01")

    with pytest.raises(NotPermitted):
        _save(actor, name="别的店", share="store", target="S02")


def test_refusals_in_words(db):
    actor = _person()
    view_id = _save(actor)

    with pytest.raises(ViewNameTaken):
        _save(actor)
    with pytest.raises(ViewChanged):
        _save(actor, view_id=view_id, version=7)
    with pytest.raises(Invalid):
        _save(actor, name="x", content={"columns": ["no_such"]})
    with pytest.raises(Invalid):
        _save(actor, name="")
    with pytest.raises(NotPermitted):
        _save(_person("W2", rights=""))
    with pytest.raises(NotFound):
        _save(actor, list_key="no.such")
    assert SavedView.objects.get().version == 1


def test_deleting_a_view(db):
    actor = _person()
    view_id = _save(actor)

    services.delete_view(actor=actor, view_id=view_id, at=AT)

    assert not SavedView.objects.exists()


@pytest.mark.parametrize("key", LISTS)
def test_a_view_never_widens_rights(key):
    """Every list of the house: what has a switch is dropped for a reader without it, and said."""
    definition = registry.offered("list", key)
    nobody = Actor(key="staff:1", name="无", staff_id=1)
    content = Content(
        columns=tuple(column.key for column in definition.columns),
        groups=(ViewGroup("any", tuple(ViewRow(each.key, ("1", "")) for each in definition.conditions)),),
    )
    hidden = {column.key for column in definition.columns if column.switch}
    hidden |= {each.key for each in definition.conditions if each.switch}

    fitted = fit(content, definition, nobody)

    assert set(fitted.missing) == hidden
    assert bool(fitted.notes) == bool(hidden)
    assert not {*fitted.content.columns} & {column.key for column in definition.columns if column.switch}
    asked = {row.condition for group in fitted.content.groups for row in group.rows}
    assert not asked & {each.key for each in definition.conditions if each.switch}


@pytest.mark.parametrize("key", LISTS)
def test_every_list_takes_every_condition_alone_and_as_alternative(db, key):
    """Any condition of any list works inside an "or": the rows are a part of the reader's own."""
    definition = registry.offered("list", key)
    actor = Actor(key="staff:1", name="甲", staff_id=None, almighty=True)
    words = {"dates": ("last_30", ""), "range": ("1", "9")}
    rows = tuple(ViewRow(each.key, words.get(each.kind, ("1",))) for each in definition.conditions)

    for content in (Content(groups=(ViewGroup("any", rows),)), Content(match="any", groups=(ViewGroup("all", rows),))):
        use = applied(definition, actor, content, today=TODAY)
        assert list(use.narrow(definition.queryset(actor))[:1]) == []


@pytest.mark.parametrize("word", SPANS)
def test_days_that_move(word):
    days = span(word, TODAY)
    assert days is not None
    assert (days.first or date.min) <= (days.last or date.max)
    moved = {
        "today": (TODAY, TODAY),
        "last_30": (date(2026, 5, 3), TODAY),
        "last_month": (date(2026, 5, 1), date(2026, 5, 31)),
        "this_month": (date(2026, 6, 1), date(2026, 6, 30)),
        "next_30": (TODAY, date(2026, 6, 30)),
    }
    if word in moved:
        assert (days.first, days.last) == moved[word]


@pytest.mark.parametrize("count", [1, 3])
def test_views_cost_one_query(db, django_assert_num_queries, count):
    actor = _person()
    for number in range(count):
        _save(actor, name=f"第 {number}")

    with django_assert_num_queries(1):
        assert len(selectors.list_saved_views(actor, LIST)) == count
