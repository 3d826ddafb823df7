"""The screens of members: what a clerk sees and does, and what stays shut."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from facet.audit.models import Event
from facet.kernel import clock
from facet.kernel.transactions import unit_of_work
from facet.members import services
from facet.members.models import Member, Relation
from facet.members.rules.timeline import Happening
from facet.members.rules.words import ConsentChannel, Happened
from facet.members.tests import factories
from facet.organisation.tests import factories as organisation_factories

pytestmark = pytest.mark.django_db
OWN = {
    "members.view_members": "own", "members.edit_members": "own", "members.reveal_contact": "own",
    "members.create_members": "store", "members.view_limited": "chain", "audit.view_history": "own",
}  # fmt: skip
STORE = {name: "store" for name in OWN if name != "members.view_limited"} | {
    "members.view_limited": "chain", "members.archive_members": "store", "members.export_members": "store",
}  # fmt: skip
KEY = "5d6b1f0a-1111-4222-8333-0123456789ab"


def sign_in(client, username, grants, home=None, switches=("phone",)):
    person = factories.staff(username, home)
    organisation_factories.give(person, organisation_factories.role(f"r-{username}", grants, switches=switches))
    client.force_login(person)
    return client


@pytest.fixture
def clerk(client):
    return sign_in(client, "clerk1", OWN)


@pytest.fixture
def manager(client):
    return sign_in(client, "manager1", STORE)


@pytest.fixture
def chen():
    return factories.member(
        gender="f", birth_date=factories.BORN, allergies=("nickel",), ring_tenths=520, street="文三路 1 号",
        note="likes jade",
        email="chen@example.com", consents=((ConsentChannel.SMS, True),),
    )  # fmt: skip


def page(member, name="member", *arguments):
    return reverse(f"members:{name}", args=[member.pk, *arguments])


def text(answer):
    return answer.content.decode()


def test_member_page_shows_the_head_and_masks_the_phone(clerk, chen):
    answer = clerk.get(page(chen))

    assert answer.status_code == 200
    assert "陈雅琴" in text(answer)
    assert "138****5678" in text(answer)
    assert "13800135678" not in text(answer).replace(" ", "")
    assert "Nickel allergy" in text(answer) or "镍过敏" in text(answer)
    assert answer.wsgi_request.facet_looks == {("members.member", str(chen.pk)): None}  # audit writes it afterwards


def test_member_page_costs_a_bounded_number_of_queries(clerk, chen, django_assert_max_num_queries):
    @unit_of_work
    def happen(times):
        for n in range(times):
            services.record_event(
                chen.pk,
                Happening(kind=Happened.SALE, at=factories.AT - timedelta(days=n), on=factories.AT.date(),
                    title="Bought",
                          amount_cents=100, pieces=1, weight_mg=1000, visits=1),
            )  # fmt: skip

    clerk.get(page(chen))
    for times in (1, 60):
        happen(times)
        with django_assert_max_num_queries(32):
            assert clerk.get(page(chen) + "?tab=profile").status_code == 200


def test_member_page_of_another_clerk_is_the_limited_card_with_its_reason(client, chen):
    answer = text(sign_in(client, "clerk2", OWN).get(page(chen)))

    assert "陈**" in answer
    assert "员工 clerk1" in answer
    for secret in ("陈雅琴", "likes jade", "chen@", "文三路"):
        assert secret not in answer
    assert client.get(page(chen, "timeline")).status_code == 404
    assert client.get(page(chen, "tab", "profile")).status_code == 404
    assert client.get(page(chen, "edit")).status_code == 403


def test_a_colleague_may_ask_for_the_member_and_the_clerk_hands_over(client, chen):
    from facet.organisation.models import Task

    other = sign_in(client, "clerk2", OWN)
    assert page(chen, "ask") in text(other.get(page(chen)))
    assert other.post(page(chen, "ask"), {"operation_id": KEY}).status_code == 302
    task = Task.objects.get()
    assert (task.assignee_id, task.facts["number"]) == (chen.clerk_id, chen.number)
    assert other.post(page(chen, "ask"), {"operation_id": KEY.replace("5d", "6d")}).status_code == 302
    assert Task.objects.count() == 1

    client.force_login(chen.clerk)
    organisation_factories.give(chen.clerk, organisation_factories.role("r-own", OWN))
    assert 'value="CLERK2"' in text(client.get(task.url))
    assert client.post(page(chen, "ask"), {"operation_id": KEY.replace("5d", "7d")}).status_code == 409


def test_member_page_is_unknown_to_a_store_without_the_limited_card(client, chen):
    grants = {"members.view_members": "store", "members.edit_members": "store"}
    other = sign_in(client, "manager2", grants, factories.store("S02"))

    for name in ("member", "edit", "timeline", "clerk", "relation"):
        assert other.get(page(chen, name)).status_code == 404
    assert "陈雅琴" not in text(other.get(reverse("members:list")))


@pytest.mark.parametrize("key", ["profile", "likes", "family", "privacy", "changes"])
def test_each_tab_opens_in_the_page_and_alone(clerk, chen, key):
    whole, alone = clerk.get(page(chen) + f"?tab={key}"), clerk.get(page(chen, "tab", key))

    assert (whole.status_code, alone.status_code) == (200, 200)
    assert "<html" not in text(alone)
    assert re.search(rf'id="tab-of-{key}"[^>]*aria-selected="true"', text(alone))


def test_reveal_shows_the_phone_once_and_records_it(clerk, chen):
    answer = clerk.post(page(chen, "reveal"), {"field": "phone"}, headers={"HX-Request": "true"})

    assert "138 0013 5678" in text(answer)
    assert "<html" not in text(answer)
    assert Event.objects.filter(action="members.contact_revealed").count() == 1
    assert clerk.get(page(chen, "reveal")).status_code == 405
    refused = clerk.post(page(chen, "reveal"), {"field": "id_number"})
    assert refused.status_code == 422


def test_search_answers_rows_to_htmx_and_a_page_to_others(clerk, chen):
    url = reverse("members:search")
    rows = clerk.post(url, {"text": "cyq"}, headers={"HX-Request": "true"})
    whole = clerk.post(url, {"text": "5678"})

    assert "陈雅琴" in text(rows)
    assert "<html" not in text(rows)
    assert page(chen) in text(whole)
    assert clerk.get(url).status_code == 200
    chosen = clerk.post(url, {"text": "cyq", "choose": "member"}, headers={"HX-Request": "true"})
    assert f'name="member" value="{chen.pk}"' in text(chosen)
    sneaky = clerk.post(url, {"text": "cyq", "choose": 'x" onclick="'}, headers={"HX-Request": "true"})
    assert "onclick" not in text(sneaky)


def test_search_takes_no_text_from_the_address(clerk, chen):
    assert "陈雅琴" not in text(clerk.get(reverse("members:search") + "?text=cyq"))


def test_add_member_needs_name_and_phone_and_keeps_what_was_typed(clerk):
    url = reverse("members:add")
    wrong = clerk.post(url, {"operation_id": KEY, "name": "周敏", "phone": "123", "channel": "store"})
    assert wrong.status_code == 422
    assert 'value="周敏"' in text(wrong)
    assert not Member.objects.exists()

    good = clerk.post(
        url, {"operation_id": KEY, "name": "周敏", "phone": "13900002222", "channel": "store", "sms": "on"}
    )
    member = Member.objects.get()
    assert (good.status_code, good.url) == (302, page(member))
    assert (member.name, member.clerk.username, member.consents.get().channel) == ("周敏", "clerk1", "sms")
    again = clerk.post(
        url, {"operation_id": KEY, "name": "周敏", "phone": "13900002222", "channel": "store", "sms": "on"}
    )
    assert (again.status_code, Member.objects.count()) == (302, 1)


def test_add_member_warns_of_a_duplicate_while_typing_and_when_saving(clerk, chen):
    typing = clerk.post(
        reverse("members:duplicates"), {"name": "", "phone": "138 0013 5678"}, headers={"HX-Request": "true"}
    )
    assert page(chen) in text(typing)
    half = clerk.post(reverse("members:duplicates"), {"name": "陈", "phone": "138 00", "birth_date": "1988-"})
    assert page(chen) not in text(half)

    form = {"operation_id": KEY, "name": "陈小", "phone": "13800135678", "channel": "store"}
    saving = clerk.post(reverse("members:add"), form)
    assert (saving.status_code, page(chen) in text(saving)) == (422, True)
    assert clerk.post(reverse("members:add"), form | {"even_if_similar": "on"}).status_code == 302


def test_edit_leaves_masked_fields_alone_unless_they_are_typed(clerk, chen):
    form = text(clerk.get(page(chen, "edit")))
    assert "138****5678" in form
    assert "13800135678" not in form.replace(" ", "")

    sent = {"operation_id": KEY, "version": "1", "name": "陈雅琴", "gender": "f", "ring_mm": "53.5",
        "allergies": ["nickel"],
            "area": "杭州市西湖区", "email": "-", "note": "likes gold"}  # fmt: skip
    answer = clerk.post(page(chen, "edit"), sent)
    row = Member.objects.get(pk=chen.pk)
    assert (answer.status_code, row.phone, row.street) == (302, "+8613800135678", "文三路 1 号")
    assert (row.email, row.ring_tenths, row.area, row.note) == (None, 535, "浙江省杭州市西湖区", "likes gold")
    assert row.birth_date == "1988-05-14"


@pytest.mark.parametrize(("field", "value"), [("ring_mm", "abc"), ("area", "西湖"), ("phone", "12"), ("name", "")])
def test_edit_with_a_wrong_value_says_so_beside_the_field(clerk, chen, field, value):
    sent = {"operation_id": KEY, "version": "1", "name": "陈雅琴", field: value}
    answer = clerk.post(page(chen, "edit"), sent)
    assert (answer.status_code, f"id_{field}_error" in text(answer)) == (422, True)
    assert Member.objects.get(pk=chen.pk).version == 1


def test_edit_of_a_file_that_changed_meanwhile_is_refused(clerk, chen):
    Member.objects.filter(pk=chen.pk).update(version=2)
    answer = clerk.post(page(chen, "edit"), {"operation_id": KEY, "version": "1", "name": "陈月"})
    assert answer.status_code == 422
    assert Member.objects.get(pk=chen.pk).name == "陈雅琴"


def test_archive_and_restore_ask_for_a_reason(manager, chen):
    assert manager.post(page(chen, "archive"), {"operation_id": KEY, "reason": ""}).status_code == 422
    assert manager.post(page(chen, "archive"), {"operation_id": KEY, "reason": "moved"}).status_code == 302
    assert chen.number in text(manager.get(reverse("members:archived")))
    assert chen.number not in text(manager.get(reverse("members:list")))
    other_key = KEY.replace("5d6b", "6d6b")
    assert manager.post(page(chen, "restore"), {"operation_id": other_key, "reason": "back"}).status_code == 302
    assert Member.objects.get(pk=chen.pk).is_active


def test_a_clerk_may_not_archive(clerk, chen):
    assert clerk.post(page(chen, "archive"), {"operation_id": KEY, "reason": "x"}).status_code == 403
    assert Member.objects.get(pk=chen.pk).is_active


def test_hand_over_consent_and_family_by_form(clerk, chen):
    colleague = factories.staff("clerk8")
    assert (
        clerk.post(page(chen, "consent"), {"operation_id": KEY, "channel": "phone", "is_granted": "no"}).status_code
        == 302
    )
    assert chen.consents.get(channel="phone").is_granted is False
    assert (
        clerk.post(page(chen, "relation"), {"operation_id": KEY.replace("5d", "6d"), "kind": "child"}).status_code
        == 422
    )
    sent = {"operation_id": KEY.replace("5d", "7d"), "kind": "child", "name": "小明"}
    assert clerk.post(page(chen, "relation"), sent).status_code == 302
    assert "小明" in text(clerk.get(page(chen) + "?tab=family"))
    remove = page(chen, "remove_relation", Relation.objects.get().pk)
    assert clerk.post(remove, {"operation_id": KEY.replace("5d", "8d")}).status_code == 302
    assert not Relation.objects.filter(ended_at=None).exists()
    handed = clerk.post(page(chen, "clerk"), {"operation_id": KEY.replace("5d", "9d"), "clerk": colleague.code.lower()})
    assert handed.status_code == 302
    assert Member.objects.get(pk=chen.pk).clerk_id == colleague.pk


def test_list_shows_the_own_members_only_and_exports_need_the_right(client, chen):
    factories.member("李明", "13900001111", clerk=factories.staff("clerk2"))
    clerk = sign_in(client, "clerk1", OWN)
    shown = text(clerk.get(reverse("members:list")))

    assert "陈雅琴" in shown
    assert "李明" not in shown
    assert "138****5678" in shown
    assert clerk.get(reverse("members:list") + "?export=csv").status_code in {403, 422}


def test_export_of_a_store_holds_no_other_stores_members_and_no_whole_phone(client, chen):
    second = factories.store("S02")
    factories.member("李明", "13900001111", clerk=factories.staff("clerk2", second), home=second)
    file = sign_in(client, "manager1", STORE).get(reverse("members:list") + "?export=csv").content.decode()

    assert chen.number in file
    assert "李明" not in file
    assert "13800135678" not in file


@pytest.mark.parametrize("view", ["birthday", "silent", "gone", "new", "owing"])
def test_list_views_open(clerk, chen, view):
    assert clerk.get(reverse("members:list") + f"?ready={view}").status_code == 200


def test_list_view_birthday_finds_the_week(client):
    today = clock.local_date(clock.now(), "Asia/Shanghai")
    soon = today + timedelta(days=3)
    factories.member("近", "13900001111", birth_date=soon.replace(year=1990))
    factories.member("远", "13900001112", birth_date=(today + timedelta(days=40)).replace(year=1990))
    shown = text(sign_in(client, "clerk1", OWN).get(reverse("members:list") + "?ready=birthday"))
    assert ("近" in shown, "远" in shown) == (True, False)
    home = text(client.get(reverse("shell:home")))
    assert "近" in home


def test_timeline_filters_and_goes_on(clerk, chen):
    part = clerk.get(page(chen, "timeline") + "?show=contacts", headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert "门店 S01" in text(part)
    assert "门店 S01" not in text(clerk.get(page(chen, "timeline") + "?show=service"))


def test_areas_are_suggested(clerk):
    assert clerk.get(reverse("members:areas") + "?area=杭州 西湖").json() == {"areas": ["浙江省杭州市西湖区"]}


def test_strangers_and_the_signed_out_find_every_door_shut(client, chen):
    for name in ("list", "add", "search"):
        assert client.get(reverse(f"members:{name}")).status_code == 302
    assert client.get(page(chen)).status_code == 302
    stranger = sign_in(client, "buyer1", {"organisation.view_stores": "chain"})
    assert stranger.get(page(chen)).status_code == 404
    assert stranger.get(reverse("members:add")).status_code == 403
    assert stranger.post(reverse("members:search"), {"text": "cyq"}).status_code == 403
    assert "陈" not in text(stranger.get(reverse("members:list")))
