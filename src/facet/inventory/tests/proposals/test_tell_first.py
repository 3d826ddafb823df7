"""Proposals and the list "tell first", through the database."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.urls import reverse

from facet.inventory import selectors, services
from facet.inventory.errors import ToldAlready
from facet.inventory.flows.tell_first import hear
from facet.inventory.flows.wish import wish_of
from facet.inventory.models import Piece, Reservation, TellFirst
from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests import factories
from facet.kernel.errors import Invalid, NotFound
from facet.kernel.permissions import EVERYWHERE
from facet.members import services as members_services
from facet.members.errors import MemberUnknown
from facet.members.models import Member
from facet.members.rules.need import NeedIn
from facet.members.tests import factories as members
from facet.organisation.models import Task

pytestmark = pytest.mark.django_db
AT = factories.AT


@pytest.fixture
def shop():
    factories.catalogue()
    here = members.store("S01")
    factories.in_work(lambda: services.places_of_store(store_id=here.pk))
    return here


def style(code="K1", **words):
    entry, category = apps.get_model("catalog", "DictionaryEntry"), apps.get_model("catalog", "Category")
    found = {column: entry.objects.get(kind=kind, code=word) for column, (kind, word) in words.items()}
    return apps.get_model("catalog", "Style").objects.create(
        code=code, name="云起", category=category.objects.get(code="gold-heritage"), price_basis="fixed", **found
    )


@pytest.fixture
def heritage(shop):
    return style(craft=("craft", "heritage"), taste=("style", "chinese"))


def piece(tag, of, **facts):
    return factories.piece(
        tag, Piece._meta.get_field("store").related_model.objects.get(code="S01"), style=of, category=of.category,
        price_basis="fixed", tag_price_cents=1_800_000, **facts,
    )  # fmt: skip


def fan(name="陈雅琴", phone="13800135678", *, likes=("heritage", "chinese"), **facts):
    entries = apps.get_model("catalog", "DictionaryEntry").objects.filter(code__in=likes)
    return members.member(name, phone, preferences=tuple(entries.values_list("pk", flat=True)), **facts)


def seller(name="clerk1", **facts):
    clerk = members.clerk(name, **facts)
    return replace(clerk, grants={**clerk.grants, InventoryPermission.VIEW_PIECES: EVERYWHERE})


def come_in(document="R-1", store_id=None):
    store_id = store_id or Piece.objects.first().store_id
    hear(SimpleNamespace(facts={"document": document, "store_id": store_id}, recorded_at=AT))


def test_a_member_is_proposed_what_she_likes_with_the_reason(shop, heritage):
    chen, bought = fan(), piece("T1", heritage)
    found = selectors.proposals_for(seller(), chen.pk, at=AT)

    assert [each.tag for each in found.proposals] == [bought.tag]
    assert [each.facts.get("word") for each in found.proposals[0].reasons] == ["新中式", "古法"]


def test_who_forbids_conclusions_is_proposed_only_what_she_asked_for(shop, heritage):
    chen = fan()
    Member.objects.filter(pk=chen.pk).update(no_profiling=True)
    piece("T1", heritage)
    assert selectors.proposals_for(seller(), chen.pk, at=AT).proposals == ()

    ask(chen)
    found = selectors.proposals_for(seller(), chen.pk, at=AT)
    assert [each.text for each in found.proposals[0].reasons] == ["she asked for it", "within her budget"]


def ask(member, **facts):
    need = NeedIn(**{"text": "古法", "category": "gold-heritage", "budget_to_cents": 2_000_000, **facts})
    return members_services.open_need(
        actor=members.clerk(), operation=members.key(), member_id=member.pk, need=need, at=AT
    )


def test_a_held_piece_is_not_proposed_and_an_allergy_excludes(shop, heritage):
    chen = fan(allergies=("silver",))
    piece("T1", heritage, metal="silver", fineness_e4=9250)
    held = piece("T2", heritage)
    Reservation.objects.create(piece=held, holder="basket:1", reserved_at=AT, expires_at=AT + timedelta(hours=1))
    assert selectors.proposals_for(seller(), chen.pk, at=AT).proposals == ()


def test_proposals_of_another_clerk_s_member_are_unknown(shop, heritage):
    with pytest.raises(MemberUnknown):
        selectors.proposals_for(seller("clerk2"), fan().pk, at=AT)


def test_proposals_cost_the_same_with_one_piece_and_with_three(shop, heritage, django_assert_max_num_queries):
    chen = fan()
    for tags in (("T1",), ("T2", "T3")):
        for tag in tags:
            piece(tag, heritage)
        viewer = seller()
        with django_assert_max_num_queries(7):
            selectors.proposals_for(viewer, chen.pk, at=AT)


def test_a_delivery_names_who_asked_once_and_puts_a_to_do_before_the_clerk(shop, heritage):
    chen = fan(likes=())
    ask(chen)
    piece("T1", heritage)
    come_in()
    come_in()

    row = TellFirst.objects.get()
    assert (row.member_id, row.source, row.document) == (chen.pk, "need", "R-1")
    task = Task.objects.get(kind="inventory.tell_first")
    assert (task.assignee_id, task.facts) == (chen.clerk_id, {"count": 1})
    assert [each.member_number for each in selectors.tell_first(seller(), on=AT.date())] == [chen.number]
    assert selectors.tell_first(seller("clerk2"), on=AT.date()) == []


def test_of_those_who_would_merely_like_it_the_best_few_are_named(shop, heritage):
    for number in range(7):
        fan(f"王{number}", f"1380013567{number}")
    piece("T1", heritage)
    come_in()
    assert (TellFirst.objects.count(), {row.source for row in TellFirst.objects.all()}) == (5, {"liking"})


def test_a_wish_by_scan_is_heard_when_its_style_comes_in(shop, heritage):
    chen = fan(likes=())
    piece("T1", heritage)
    wanted = wish_of(seller(), "t1")
    assert (wanted.tag, wanted.style_id) == ("T1", heritage.pk)
    members_services.add_wish(actor=members.clerk(), operation=members.key(), member_id=chen.pk, wish=wanted, at=AT)
    piece("T2", heritage)
    come_in()
    assert {row.source for row in TellFirst.objects.all()} == {"wish"}


def settle(row, act="done", *, actor=None, until=None):
    services.settle_tell_first(
        actor=actor or members.clerk(), operation=members.key(), row_id=row.pk, act=act, until=until, at=AT
    )


def test_a_row_is_settled_once_put_off_and_out_of_reach_unknown(shop, heritage):
    chen = fan(likes=())
    ask(chen)
    piece("T1", heritage)
    come_in()
    row = TellFirst.objects.get()
    with pytest.raises(NotFound):
        settle(row, actor=members.clerk("clerk2"))
    with pytest.raises(Invalid):
        settle(row, "snoozed", until=AT.date())
    settle(row, "snoozed", until=AT.date() + timedelta(days=3))
    assert selectors.tell_first(seller(), on=AT.date() + timedelta(days=2)) == []
    assert len(selectors.tell_first(seller(), on=AT.date() + timedelta(days=3))) == 1
    settle(row)
    with pytest.raises(ToldAlready):
        settle(row)
    assert TellFirst.objects.get().done_by_name


def test_page_list_and_tab_show_it(client, shop, heritage):
    from facet.members.tests.test_web import OWN, sign_in

    chen = fan()
    ask(chen)
    piece("T1", heritage)
    come_in()
    browser = sign_in(client, "clerk1", OWN | {"inventory.view_pieces": "chain"})
    page = browser.get(reverse("inventory:tell_first")).content.decode()
    assert chen.number in page
    tab = browser.get(reverse("members:member", args=[chen.pk]) + "?tab=inventory.proposals").content.decode()
    assert "T1" in tab
    sent = {"operation_id": "5d6b1f0a-1111-4222-8333-0123456789ab", "act": "done"}
    assert (
        browser.post(reverse("inventory:settle_tell_first", args=[TellFirst.objects.get().pk]), sent).status_code == 302
    )
    wish = {"operation_id": "5d6b1f0a-1111-4222-8333-0123456789ac", "code": "NOPE"}
    assert browser.post(reverse("inventory:wish", args=[chen.pk]), wish).status_code == 422
    assert browser.post(reverse("inventory:wish", args=[chen.pk]), wish | {"code": "K1"}).status_code == 302
